"""Values typed into templates: a designer's text is prose too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.agreement.typed import Known, finding_of
from generator.finding import LANGUAGES, Finding, Place
from generator.language.position import positions
from generator.language.read import read
from generator.playbook.quotation import blank_out

_CODE = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<(?:style|script)\b.*?</(?:style|script)>|<!--.*?-->|"
    r"<[^>\s]+(?P<attributes>[^>]*)>",
    re.DOTALL | re.IGNORECASE,
)
_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*")
_SPOKEN = re.compile(r"\b(?:alt|title|aria-label|content|placeholder)=(\"[^\"]*\"|'[^']*')", re.IGNORECASE)


def check_templates(overrides: Path, root: Path, known: tuple[Known, ...], dollar: str) -> Iterator[Finding]:
    """Findings about the quantities typed in the templates of a project, read in both languages."""
    if not overrides.is_relative_to(root):
        return
    for path in sorted((*overrides.rglob("*.html"), *overrides.rglob("*.j2"))):
        text = path.read_text(encoding="utf-8", errors="replace")
        seen = prose_of_template(text)
        at = positions(text).at
        for lang in LANGUAGES:
            for reading in read(seen, lang, dollar=dollar):
                place = Place(path.relative_to(root).as_posix(), *at(reading.start))
                yield finding_of(reading, place, known)


def check_settings(root: Path, known: tuple[Known, ...], dollar: str) -> Iterator[Finding]:
    """Findings about the quantities typed in ``mkdocs.yml``: titles in the navigation, the site's description."""
    text = (root / "mkdocs.yml").read_text(encoding="utf-8", errors="replace")
    seen = blank_out(text, [match.span() for match in _COMMENT.finditer(text)])
    at = positions(text).at
    for lang in LANGUAGES:
        for reading in read(seen, lang, dollar=dollar):
            yield finding_of(reading, Place("mkdocs.yml", *at(reading.start)), known)


def prose_of_template(text: str) -> str:
    r"""What a reader would see of a template: expressions, markup, styles and scripts blanked out.

    >>> prose_of_template('<p class="x">Within {{ n }} days</p>').replace("\ufffc", "")
    'Within  days'
    """
    spans: list[tuple[int, int]] = []
    for match in _CODE.finditer(text):
        spoken = [m.span(1) for m in _SPOKEN.finditer(text, *match.span())] if match["attributes"] else []
        at = match.start()
        for start, end in spoken:
            spans.append((at, start))
            at = end
        spans.append((at, match.end()))
    return blank_out(text, spans)
