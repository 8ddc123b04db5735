"""What buyer templates do with the words that they are given: they arrange them, and that is all.

Each template is rendered with marks in the place of words. Every mark of the policy has to be seen, by everybody;
those of one rule together, in their order, with nothing typed between them; a heading above what it is the heading of;
a link around the words of what it leads to. Whatever else a template does is told at its line.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from generator.agreement.dressed import once
from generator.agreement.expressions import source_of
from generator.finding import Finding, Place
from generator.publish.located import Templates
from generator.publish.marked import MarkedPage
from generator.publish.page_order import misplaced
from generator.publish.page_words import left_out, scripted, typed
from generator.publish.specimens import Specimen, specimens
from generator.publish.templates import template_finding

_STYLES = ("tokens.css", "buyer/buyer.css", "buyer/rail.css")
_CASE_STYLES = (*_STYLES, "assistant/case.css")
_PAPER_STYLES = (*_STYLES, "buyer/paper.css")
_ALL_STYLES = (*_CASE_STYLES, "buyer/paper.css")
_DRESSED = {
    "case.html.j2": _CASE_STYLES,
    **dict.fromkeys(("overview.html.j2", "section.html.j2", "contact.html.j2"), _PAPER_STYLES),
}
"""The styles of each template; three of them are printed as PDF too."""


def styles_of(template: str) -> tuple[str, ...]:
    """The names of the style sheets of a template, in their order."""
    return _DRESSED.get(template, _STYLES)


def check_arranged(overrides: Path, root: Path, own: frozenset[str]) -> tuple[Finding, ...]:
    """Findings about the buyer templates of a project that are its own or made of what is its own, each once."""
    if not (overrides / "buyer").is_dir():
        return ()
    files = [*sorted((overrides / "buyer").rglob("*.j2")), *(overrides / name for name in _ALL_STYLES)]
    sources = tuple((path.relative_to(overrides).as_posix(), source_of(path)) for path in files if path.is_file())
    return _judge(sources, overrides.relative_to(root).as_posix(), own)


def _judge(sources: tuple[tuple[str, str], ...], name: str, own: frozenset[str]) -> tuple[Finding, ...]:
    held = dict(sources)
    read = {name for name in own if name.endswith(".j2") or name in _ALL_STYLES}
    is_whole = read <= held.keys()  # of what is gone nobody knows what was made of it
    rooms = Templates(held, name)
    found: dict[tuple[str, Place], Finding] = {}
    sheets = rooms.dress(_ALL_STYLES)
    for finding in sheets.judge_sheets(frozenset(f"{name}/{each}" for each in own)):
        found.setdefault((finding.code, finding.place), finding)
    for template in dict.fromkeys(specimen.template for specimen in specimens()):
        if f"buyer/{template}" in held:
            parts = rooms.parts_of(template) | {*styles_of(template)}
            if is_whole and own.isdisjoint(parts):
                continue
            needed = tuple(each for each in sources if each[0] in parts)
            for finding in _judge_template(template, needed, name):
                found.setdefault((finding.code, finding.place), finding)
    return tuple(found.values())


@lru_cache(maxsize=64)  # projects with the same templates are judged alike, and one project time and again
def _judge_template(template: str, sources: tuple[tuple[str, str], ...], name: str) -> tuple[Finding, ...]:
    rooms = Templates(dict(sources), name)
    made = (specimen for specimen in specimens() if specimen.template == template)
    return tuple(once(finding for specimen in made for finding in _judge_one(rooms, specimen)))


def _follows(finding: Finding, lost: set[str]) -> bool:
    """Whether words stand where they do because others are ``lost``: what they belong to is not there."""
    what, other = str(finding.facts["what"]), str(finding.facts["other"])
    return what in lost or any(other in (each, *each.split(".")) for each in lost)


def _judge_one(rooms: Templates, specimen: Specimen) -> Iterator[Finding]:
    """Findings about one page of marks."""
    try:
        text = rooms.render(specimen.template, specimen.values)
    except Exception as error:
        if wrong := template_finding(error, Path("/")):
            yield wrong
        try:  # what else is wrong is told at once
            text = rooms.render(specimen.template, specimen.values, leniently=True)
        except Exception:
            return
    page = MarkedPage(rooms, specimen, text, styles_of(specimen.template))
    missing = tuple(left_out(page))
    yield from missing
    lost = {str(finding.facts["what"]) for finding in missing}
    yield from (finding for finding in misplaced(page) if not _follows(finding, lost))
    yield from typed(page)
    yield from scripted(page)
    words = {element: spot.told for element, spot in page.policy_words().items()}
    yield from page.dress.judge(page.root, words)
    if page.is_whole:
        yield from page.dress.judge_closely(page.root, words)
        yield from page.dress.judge_unknown()
