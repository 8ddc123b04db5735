"""Values typed into templates: a designer's text is prose too."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from generator.agreement.meant import Meant
from generator.agreement.typed import finding_of
from generator.finding import LANGUAGES, Finding, Place
from generator.language.position import positions
from generator.language.read import read
from generator.playbook.blanking import blank_out
from generator.policy.files import read_source

_CODE = re.compile(
    # What is opened and never closed goes on to the end, so that no character is looked at twice.
    r"\{\{.*?(?:\}\}|\Z)|\{%.*?(?:%\}|\Z)|\{#.*?(?:#\}|\Z)|"
    r"<(?:style|script)\b.*?(?:</(?:style|script)>|\Z)|<!--.*?(?:-->|\Z)|"
    r"<[^<>\s]++(?P<attributes>[^>]*+)>",  # neither gives back what it took: a page of "<" is read in no time
    re.DOTALL | re.IGNORECASE,
)
_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*")
_SPOKEN = re.compile(r"\b(?:alt|title|aria-label|content|placeholder)=(\"[^\"]*\"|'[^']*')", re.IGNORECASE)


def check_templates(
    overrides: Path, root: Path, meant: Meant, dollar: str, own: Collection[str] | None = None
) -> Iterator[Finding]:
    """Findings about the quantities typed in the templates of a project, read in both languages.

    What cannot be read is a finding too: a template that a build would stumble over is named before it begins.
    ``own``: the names of the files to look at; all without.
    """
    if not overrides.is_relative_to(root):
        return
    for path in sorted(path for kind in ("*.html", "*.j2", "*.css", "*.js") for path in overrides.rglob(kind)):
        if own is not None and path.relative_to(overrides).as_posix() not in own:
            continue
        name = path.relative_to(root).as_posix()
        text, findings = read_source(path, name)
        yield from findings
        if path.suffix not in (".css", ".js"):
            yield from _read_prose(prose_of_template(text), text, name, meant, dollar)


def check_settings(root: Path, meant: Meant, dollar: str) -> Iterator[Finding]:
    """Findings about the quantities typed in ``mkdocs.yml``: titles in the navigation, the site's description."""
    text, findings = read_source(root / "mkdocs.yml", "mkdocs.yml")
    yield from findings
    yield from _read_prose(without_comments(text), text, "mkdocs.yml", meant, dollar)


def without_comments(text: str) -> str:
    """The settings without what only their writers read, at the same offsets."""
    return blank_out(text, [match.span() for match in _COMMENT.finditer(text)])


def _read_prose(seen: str, text: str, name: str, meant: Meant, dollar: str) -> Iterator[Finding]:
    at = positions(text).at
    for lang in LANGUAGES:
        for reading in read(seen, lang, dollar=dollar):
            yield finding_of(reading, Place(name, *at(reading.start)), meant)


def prose_of_template(text: str) -> str:
    r"""What a reader would see of a template: expressions, markup, styles and scripts blanked out.

    >>> prose_of_template('<p class="x">Within {{ n }} days</p>').replace("\ufffc", "")
    'Within  days'
    """
    spans: list[tuple[int, int]] = []
    for match in _CODE.finditer(text):
        spoken = (
            [(m.start(1) + 1, m.end(1) - 1) for m in _SPOKEN.finditer(text, *match.span())]
            if match["attributes"]
            else []
        )
        at = match.start()
        for start, end in spoken:
            spans.append((at, start))
            at = end
        spans.append((at, match.end()))
    return blank_out(text, spans)
