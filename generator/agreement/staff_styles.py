"""Styles of the staff site hide no word of a page, move none and add none: they are tried on a page of everything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from generator.agreement.dressed import Dress, once
from generator.agreement.effects import Effect
from generator.agreement.expressions import source_of
from generator.agreement.staff_specimen import REPEATED, staff_page
from generator.agreement.visible import selected
from generator.finding import Finding

SHARED = ("tokens.css", "buyer/rail.css", "assistant/case.css")
"""What a build puts before the staff site's own sheets."""
_SCHEMES = ("default", "slate")


def check_staff_styles(overrides: Path, root: Path, own: frozenset[str]) -> Iterator[Finding]:
    """Findings about declarations that hide, move or add words, whatever medium they are for, in light and dark.

    ``own`` are the names of the sheets that are a project's own; the others were judged when they were made.
    """
    sheets = sorted((overrides / "staff").rglob("*.css"))
    names = [*SHARED, *(path.relative_to(overrides).as_posix() for path in sheets)]
    if own.isdisjoint(names):
        return
    folder = overrides.relative_to(root).as_posix()
    files = {f"{folder}/{name}": overrides / name for name in names}
    dress = Dress({name: source_of(path) for name, path in files.items() if path.is_file()}, by_system=False)
    yield from once(judge_dress(dress, frozenset(f"{folder}/{name}" for name in own)))


def judge_dress(dress: Dress, own: frozenset[str]) -> Iterator[Finding]:
    """Findings about what style sheets do to the words of staff pages; ``own`` are those that are a project's."""
    yield from dress.judge_sheets(own)
    for scheme in _SCHEMES:
        page = staff_page(scheme)
        words = {element: f"<{element.tag}>" for element in page.iter() if _has_words(element)}
        hiding = [harm for harm in dress.harms if harm.effect is Effect.HIDES and harm.matches]
        for element, harm in selected(page, hiding):
            if any(each in words for each in element.iter()):
                yield Finding(Effect.HIDES, harm.place, {"how": harm.how, "what": f"<{element.tag}>"})
        yield from dress.judge(page, words)
        yield from dress.judge_closely(page, words)


def _has_words(element: etree._Element) -> bool:
    said = isinstance(element.tag, str) and bool((element.text or "").strip())
    return said and all(each.get(REPEATED) is None for each in element.iterancestors())
