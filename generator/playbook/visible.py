"""What of a Markdown text is prose: everything else becomes marks, character by character, so that offsets stay."""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.language.typography import CLOSE, OPAQUE, OPEN, WALL
from generator.playbook.outline import blocks_of, parse
from generator.playbook.page import Quotation, Template
from generator.playbook.safety import code_spans

Ends = Callable[[Quotation], str]
"""What a quotation says; empty where nobody knows."""

_TARGET = r"\]\([^()\s]*(?:[ \t]+\"[^\"\n]*\")?\)|\]\[[^\[\]\n]*\]"
# The characters with which something can begin are told first: most of a text is none of them.
_OPAQUE = re.compile(
    r"(?=[\[\\:<h])(?:\[\[[^\[\]\n]*\]\]|\[\^[^\[\]\n]+\]|\\[!-/:-@\[-`{-~]|:[a-z0-9_+-]+:|<[A-Za-z/!?][^>\n]*>|"
    r"https?://[^\s\u3000-\u9fff\uff00-\uffef<>\"]+)"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_WALLS = re.compile(
    r"^[ \t]*(?:>[ \t]*)*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:#{1,6}[ \t]+|(?:!!!|\?\?\?\+?)[ \t]+[\w-]+[ \t]*|:[ \t]+)?|"
    r"^[ \t]*\[[^\]\n]+\]:.*$|(?=[ \t{|])(?:[ \t]*\{:?[ \t]*[#.][^{}\n]*\}[ \t]*$|\||[ \t]+#+[ \t]*$)",
    re.MULTILINE,
)
_IMAGE = re.compile(rf"!\[(?P<alt>[^\[\]\n]*)(?P<end>{_TARGET})")
_LINK = re.compile(rf"\[(?=[^\[\]\n]*(?P<end>{_TARGET}))")
_INDENTED = re.compile(r"(?:\A|\n[ \t]*\n)(?: {4}|\t)")
_EMPHASIS = re.compile(r"(?=[\n*~_])(?:\n[ \t]*\n|\*+|~~+|(?<![A-Za-z0-9])_+|_+(?![A-Za-z0-9]))")
"""A mark of emphasis, or the end of a paragraph."""


def visible(template: Template, ends: Ends) -> str:
    """The text with marks for what is no prose. A quotation shows its first and its last character."""
    text = template.text
    masked = list(text)
    for start, end in _code_in(template):
        _cover(masked, start, end, OPAQUE)
    for mark in template.marks:  # as emphasis, it takes no room
        _cover(masked, mark.start, mark.begin, OPEN)
        _cover(masked, mark.end, mark.after, CLOSE)
    for quotation in template.quotations:
        if masked[quotation.start] != OPAQUE:
            _cover(masked, quotation.start, quotation.end, OPAQUE)
            if said := ends(quotation).strip():
                masked[quotation.start], masked[quotation.end - 1] = said[0], said[-1]
    seen = _OPAQUE.sub(_opaque, "".join(masked))
    seen = _MAIL.sub(_opaque, seen) if "@" in seen else seen
    seen = _IMAGE.sub(_picture, _WALLS.sub(_wall, seen))
    masked = list(seen)
    for match in _LINK.finditer(seen):
        _cover(masked, *match.span(), OPEN)
        _cover(masked, *match.span("end"), CLOSE)
    _cover_emphasis(masked)
    return "".join(masked)


def _opaque(match: re.Match[str]) -> str:
    return OPAQUE * len(match[0])


def _wall(match: re.Match[str]) -> str:
    return WALL * len(match[0])


def _picture(match: re.Match[str]) -> str:
    return WALL * len("![") + match["alt"] + WALL * len(match["end"])


def held_fast(template: Template) -> tuple[tuple[int, int], ...]:
    """What of a text no edit may touch: its quotations and its code."""
    spans = [(quotation.start, quotation.end) for quotation in template.quotations]
    return tuple(sorted((*spans, *_code_in(template))))


def unquotable(template: Template) -> tuple[tuple[int, int], ...]:
    """Where a quotation may not be put: in another, in code, and in what describes a picture."""
    pictures = [match.span() for match in _IMAGE.finditer(template.text)]
    return (*held_fast(template), *pictures)


def _cover(masked: list[str], start: int, end: int, mark: str) -> None:
    held = masked[start:end]
    masked[start:end] = ["\n" if each == "\n" else mark for each in held] if "\n" in held else mark * len(held)


def _code_in(template: Template) -> list[tuple[int, int]]:
    """Fenced and indented blocks, and code within lines."""
    bare = template.bare
    spans = code_spans(bare)
    if _INDENTED.search(bare):
        starts = [0, *(match.end() for match in re.finditer("\n", bare)), len(bare)]
        blocks = (block for block in blocks_of(parse(bare)) if block.kind == "code_block")
        spans += [(starts[block.first_line], starts[min(block.end_line, len(starts) - 1)]) for block in blocks]
    return sorted(spans)


def _is_word(masked: list[str], at: int) -> bool:
    return at >= 0 and masked[at].isascii() and masked[at].isalnum()


def _cover_emphasis(masked: list[str]) -> None:
    """Each mark of emphasis opens what the next one of its kind closes, within a paragraph."""
    opened: list[str] = []
    for match in _EMPHASIS.finditer("".join(masked)):
        if match.group().startswith("\n"):
            opened.clear()
        elif match.group() not in opened and match.group()[0] == "_" and _is_word(masked, match.start() - 1):
            continue  # as in a_name
        elif match.group() in opened:
            opened.remove(match.group())
            _cover(masked, *match.span(), CLOSE)
        else:
            opened.append(match.group())
            _cover(masked, *match.span(), OPEN)
