"""Styles, tried: what is found when a sheet of somebody's own comes behind the shipped ones."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from generator.agreement.dressed import Dress
from generator.agreement.staff_styles import SHARED, judge_dress
from generator.finding import Finding
from generator.publish.arranged import styles_of
from generator.publish.located import Templates
from generator.publish.marked import MarkedPage
from generator.publish.page_words import left_out
from generator.publish.specimens import Specimen, specimens

OVERRIDES = Path(__file__).resolve().parent.parent.parent / "overrides"
OWN = "buyer/own.css"


@cache
def sources() -> dict[str, str]:
    """The shipped templates and styles, by name."""
    files = (path for path in OVERRIDES.rglob("*") if path.suffix in (".css", ".j2"))
    return {path.relative_to(OVERRIDES).as_posix(): path.read_text(encoding="utf-8") for path in files}


@cache
def rendered(template: str) -> tuple[Specimen, str]:
    """The page of a template on which nothing is left out."""
    specimen = next(each for each in specimens() if each.template == template and each.is_whole)
    return specimen, Templates(sources(), "overrides").render(template, specimen.values)


def on_buyer_page(css: str, template: str = "contact.html.j2") -> list[tuple[int, str]]:
    """Line and code of what is found in a sheet that comes last; line 0 for what is told of a shipped one."""
    specimen, text = rendered(template)
    rooms = Templates({**sources(), OWN: css}, "overrides")
    page = MarkedPage(rooms, specimen, text, (*styles_of(template), OWN))
    words = {element: spot.told for element, spot in page.policy_words().items()}
    own = f"overrides/{OWN}"
    return placed(
        own,
        (
            *left_out(page),
            *page.dress.judge_sheets(frozenset((own,))),
            *page.dress.judge(page.root, words),
            *page.dress.judge_closely(page.root, words),
            *page.dress.judge_unknown(),
        ),
    )


def on_staff_pages(css: str) -> list[tuple[int, str]]:
    """The same for the staff site."""
    names = [*SHARED, *(name for name in sources() if name.startswith("staff/") and name.endswith(".css"))]
    own = f"overrides/{OWN}"
    dress = Dress({f"overrides/{name}": sources()[name] for name in names} | {own: css}, by_system=False)
    return placed(own, judge_dress(dress, frozenset((own,))))


def placed(own: str, findings: Iterator[Finding] | tuple[Finding, ...]) -> list[tuple[int, str]]:
    """Where in a sheet something was found, and what."""
    return sorted({(each.place.line if each.place.path == own else 0, str(each.code)) for each in findings})
