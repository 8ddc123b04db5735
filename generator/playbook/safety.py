"""What may not stand in a page: markup that runs, hides or reaches out of the project.

Playbooks are Markdown and quotations. Raw HTML is refused whole, because a value inside it would have no
origin and a script inside it would run on the desk of everybody who helps buyers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath

from generator.finding import Finding, Place
from generator.playbook.blanking import blank_out

MOST_BRACKETS = 64
"""Opening brackets in one run; more is not prose, and Markdown engines take minutes over thousands."""

_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})", re.MULTILINE)
_HTML = re.compile(r"<(?:[A-Za-z/][^\n>]{0,200}>?|!--|!\[CDATA|\?|![A-Za-z])")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)?[^\s<>]{1,200}(?:@|\.)[^\s<>]{1,200}>")
_SCHEME = re.compile(
    r"(?:\]\(\s*<?|^\s{0,3}\[[^\]\n]{1,100}\]:\s*<?|<)\s*(javascript|vbscript|data|file):", re.IGNORECASE | re.MULTILINE
)
_ATTRIBUTES = re.compile(r"\{:?\s*(?=[#.\w])(?P<list>[^{}\n]{0,200})\}")
_HARMLESS = re.compile(r"^\s*(?:[#.][\w.-]+\s*)+$")
_SNIPPET = re.compile(r"^[ \t]*-{1,3}8<-{1,3}", re.MULTILINE)
_BRACKETS = re.compile(rf"[\[(!]{{{MOST_BRACKETS},}}")
_NAME = re.compile(r"^[a-z0-9][a-z0-9_-]*\.md$")


def code_spans(text: str) -> list[tuple[int, int]]:
    """(start, end) of each fenced block and code span: what a reader sees there is code, not prose."""
    if "`" not in text and "~~~" not in text:
        return []
    spans: list[tuple[int, int]] = []
    at = 0
    while match := _FENCE.search(text, at):
        close = re.compile(rf"^ {{0,3}}{re.escape(match[1])}[`~]*[ \t]*$", re.MULTILINE).search(text, match.end())
        end = close.end() if close else len(text)
        spans.append((match.start(), end))
        at = end
    rest = blank_out(text, spans)
    spans.extend(match.span() for match in _CODE_SPAN.finditer(rest))
    return sorted(spans)


def check_markup(text: str, path: str, at: Callable[[int], tuple[int, int]]) -> tuple[Finding, ...]:
    """Findings about the markup of a body, quotations blanked out; ``at`` tells line and column of an offset."""
    prose = blank_out(text, code_spans(text))
    autolinks = {match.start() for match in _AUTOLINK.finditer(prose)}

    def found(code: str, match: re.Match[str], **facts: str) -> Finding:
        return Finding(code, Place(path, *at(match.start())), {"text": match[0][:60], **facts})

    findings = [found("SP341", m) for m in _HTML.finditer(prose) if m.start() not in autolinks]
    findings += [found("SP342", m, scheme=m[1]) for m in _SCHEME.finditer(prose)]
    findings += [found("SP343", m) for m in _ATTRIBUTES.finditer(prose) if not _HARMLESS.match(m["list"])]
    findings += [found("SP344", m) for m in _SNIPPET.finditer(prose)]
    findings += [found("SP345", m, most=str(MOST_BRACKETS)) for m in _BRACKETS.finditer(prose)]
    return tuple(findings)


def check_names(paths: list[str], folder: str) -> tuple[Finding, ...]:
    """Findings about the names of the pages below ``folder``: each must be its own address on every system."""
    findings = []
    known = set(paths)
    for path in paths:
        pure = PurePosixPath(path)
        place = Place(f"{folder}/{path}".replace("\n", "\\n"))
        stems = [f"{part}.md" for part in pure.parts[:-1]] + [pure.name]
        if not all(_NAME.match(stem) for stem in stems):
            findings.append(Finding("SP346", place, {"name": path.replace("\n", "\\n")}))
        twin = str(pure.with_suffix("")) + "/index.md"
        if twin in known:
            findings.append(Finding("SP347", place, {"one": path, "other": twin}))
    return tuple(findings)
