"""Marks of a reply: ``{{ only(region="europe") }}`` … ``{{ end }}`` says for which cases a part of it is written.

What a mark asks is known when the page is read; whether the policy has such facts and values, ``agreement`` judges. A
mark holds up to its ``{{ end }}``; without one, to the end of its paragraph or item.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from jinja2.exceptions import SecurityError, UndefinedError

from generator.finding import Finding
from generator.playbook.page import Asked, Mark, Quotation

ONLY, UNLESS, LABEL, END = "only", "unless", "label", "end"
_MARK = re.compile(rf"(?:{ONLY}|{UNLESS})\s*\(|(?:{LABEL}|{END})\s*\Z")
_BLOCK_END = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t])|\s*\Z")
_VALUES = re.compile(r"[\s,]+")

NOT_HERE = ("it stands in no reply", "它不在回复里")
NO_TEST = ('it names no fact with its values, as region="europe" does', '它没有写明事实和取值，如 region="europe"')
NO_START = ("nothing that is open in this paragraph or item ends here", "这一段或这一项里没有待结束的标记")
NO_CASE = ("it stands in no only(...) or unless(...)", "它不在 only(...) 或 unless(...) 之内")
SPLIT = ("it parts what is bold", "它把一处粗体拆开了")
EMPTY = ("nothing stands in it", "里面没有内容")


def is_mark(source: str) -> bool:
    """Whether what stands between the braces is a mark of a reply."""
    return _MARK.match(source) is not None


def pair_marks(text: str, tokens: Sequence[Quotation]) -> tuple[tuple[Mark, ...], tuple[Finding, ...]]:
    """The marks of a text in the order in which they open, from what stands in its braces."""
    marks: list[Mark] = []
    findings: list[Finding] = []
    opened: list[tuple[Quotation, tuple[Asked, ...], bool]] = []
    block_end = 0

    def close(start: int, end: int) -> None:
        token, tests, denied = opened.pop()
        inner = text[token.end : start]
        if not inner.strip():
            findings.append(_wrong(token, EMPTY))
        elif inner.count("**") % 2:
            findings.append(_wrong(token, SPLIT))
        else:
            marks.append(Mark(token.source, tests, denied, token.start, token.end, start, end, token.place))

    for token in tokens:
        if token.start >= block_end:
            while opened:
                close(block_end, block_end)
            match = _BLOCK_END.search(text, token.end)
            block_end = match.start() if match else len(text)
        if token.source == END:
            if opened:
                close(token.start, token.end)
            else:
                findings.append(_wrong(token, NO_START))
        elif token.source == LABEL:
            if opened:
                _, tests, denied = opened[-1]
                opened.append((token, tests, not denied))
            else:
                findings.append(_wrong(token, NO_CASE))
        else:
            found = _read(token)
            if isinstance(found, Finding):
                findings.append(found)
            opened.append((token, () if isinstance(found, Finding) else found, token.source.startswith(UNLESS)))
    while opened:
        close(block_end, block_end)
    return tuple(sorted(marks, key=lambda mark: mark.start)), tuple(findings)


def _read(token: Quotation) -> tuple[Asked, ...] | Finding:
    """What a mark asks, in the order of names, so that the same is the same however it is written."""
    try:
        given = token.run(**{name: lambda **named: named for name in (ONLY, UNLESS)})
    except (UndefinedError, SecurityError, TypeError):
        return _wrong(token, NO_TEST)
    if not isinstance(given, dict) or not given:
        return _wrong(token, NO_TEST)
    tests = []
    for name, said in sorted(given.items()):
        values = tuple(dict.fromkeys(one for one in _VALUES.split(said) if one)) if isinstance(said, str) else ()
        if not values:
            return _wrong(token, NO_TEST)
        tests.append(Asked(name, values))
    return tuple(tests)


def _wrong(token: Quotation, why: str | tuple[str, str]) -> Finding:
    return Finding("SP339", token.place, {"text": token.source, "why": why})
