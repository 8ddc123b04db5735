"""Styles are tried on specimen pages: these have every kind of element that holds words of a built page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree, html

from generator.agreement.staff_specimen import staff_page
from generator.publish.located import Templates
from generator.publish.specimens import specimens
from tests.buyer.dressing import on_buyer_page, on_staff_pages, sources

Kind = tuple[str, str]

CONTROLS = frozenset("script style form label select option textarea output button nav title br wbr".split())
"""What leads on or is filled in, and what no style of a page concerns."""
AROUND = frozenset((("p", "unscripted"), ("td", "empty")))
"""A note for who has no script, and the dash of a cell that says nothing."""


def kinds_in(root: etree._Element) -> Iterator[Kind]:
    """Each element that holds words, by its tag and by each of its classes."""
    for element in root.iter():
        if isinstance(element.tag, str) and any(map(str.strip, element.itertext())):
            inside = {each.tag for each in (element, *element.iterancestors())}
            if inside.isdisjoint(CONTROLS):
                yield from ((element.tag, name) for name in (element.get("class") or "").split() or [""])


def unlike(site: Path, known: set[Kind], where: str) -> set[Kind]:
    """What stands on pages of a site, and on no specimen."""
    pages = (html.parse(str(path)).getroot() for path in site.rglob("*.html"))
    return {kind for page in pages for part in page.xpath(where) for kind in kinds_in(part)} - known


def test_every_kind_of_words_on_a_buyer_page_stands_on_a_specimen(built_site: Path) -> None:
    rooms = Templates(sources(), "overrides")
    pages = (html.document_fromstring(rooms.render(each.template, each.values)) for each in specimens())
    known = {kind for page in pages for kind in kinds_in(page)}
    assert unlike(built_site / "buyer", known, "/html") == set()
    assert unlike(built_site / "buyer", known - {("text", "due")}, "/html") == {("text", "due")}


def test_every_kind_of_words_on_a_staff_page_stands_on_the_specimen(built_site: Path) -> None:
    known = {*kinds_in(staff_page("default"))} | AROUND
    assert unlike(built_site / "staff", known, "//article[contains(@class, 'md-content__inner')]") == set()


HIDING = (
    ".payers, .course { display: none }",
    ".limits { transform: translateX(-200vw) }",
    ".rail .due { fill: transparent }",
    ".rail .last { visibility: hidden }",
    ".rail .on-full { fill: var(--fill) }",
    '.limits::after { content: " None of this." }',
)


def test_styles_for_what_the_program_writes_itself_are_judged_too() -> None:
    found = on_buyer_page("\n".join(HIDING), "section.html.j2")
    assert found == [(1, "SP461"), (2, "SP469"), (3, "SP461"), (4, "SP461"), (5, "SP461"), (6, "SP464")]


@pytest.mark.parametrize("name", ["also", "state", "recent", "covers", "crossing", "states", "due", "whole"])
def test_so_are_those_of_the_staff_site(name: str) -> None:
    assert on_staff_pages(f".md-typeset .{name} {{ display: none }}") == [(1, "SP461")]
