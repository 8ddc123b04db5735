"""How Chinese is set: full-width punctuation among Chinese characters, one space between Chinese and Latin or digits.

The rules see a text of which everything that is no prose was replaced, character by character, by one of four marks, so
that offsets stay. They change punctuation and spaces, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

OPAQUE = "\ufffc"
"""Something that is shown, but nobody here knows what it looks like: code, an address, a blank."""
WALL = "\ue010"
"""Structure: what stands beyond it is no neighbour. A list's mark, the bar of a table, the end of a picture."""
OPEN, CLOSE = "\ue011", "\ue012"
"""What is shown as nothing: where emphasis or a link begins, and where it ends."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〇"
_TIGHT = "，。：；？！、（）《》【】「」『』"
_ENDS = "”’）》】」』〉"
_FULL = dict(zip(",.:;?!()", "，。：；？！（）", strict=True))
_MARKS = f"{OPEN}{CLOSE}"
_HAS_HAN = re.compile(f"[{_HAN}]")
_LATIN = re.compile(r"[A-Za-z0-9]")
_PUNCTUATION = re.compile(r"[,.:;?!]+")
_BRACKETS = re.compile(r"[()（）]")
_SPACES = re.compile(r"[ \t]+")
_JOINTS = re.compile(
    rf"(?<=[{_HAN}])(?P<into>[{_MARKS}]*)(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?P<out>[{_MARKS}]*)(?=[{_HAN}])"
)
_WORDS = re.compile(r"T恤|U盘|X光|K歌|P图|Q版|AA制|卡拉OK|维生素[A-Z]|双1[12](?!\d)|双十[一二]")
"""Words of both scripts that nobody sets with a space."""


class Flaw(StrEnum):
    """What an edit mends."""

    PUNCTUATION = "punctuation"
    """A half-width mark where a full-width one belongs."""
    SPACING = "spacing"
    """A space too few, or too many."""


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A stretch of a text and what should stand there instead."""

    start: int
    end: int
    new: str
    flaw: Flaw


def flaws_in(seen: str) -> tuple[Edit, ...]:
    """What is not set right, in order and without overlaps; after these edits there may be more to see.

    >>> [(edit.start, edit.end, edit.new) for edit in flaws_in("你好, 订单Wish中")]
    [(2, 4, '，'), (6, 6, ' '), (10, 10, ' ')]
    """
    found: list[Edit] = []
    at = 0
    for line in seen.split("\n"):
        found += [Edit(at + edit.start, at + edit.end, edit.new, edit.flaw) for edit in _flaws_of(line)]
        at += len(line) + 1
    out: list[Edit] = []
    for edit in found:
        if not out or edit.start >= out[-1].end:
            out.append(edit)
    return tuple(out)


@lru_cache(maxsize=4_096)
def _flaws_of(line: str) -> tuple[Edit, ...]:
    """The same of one line: pages of a shop share many."""
    if not _HAS_HAN.search(line):
        return ()
    return tuple(sorted((*_punctuation(line), *_brackets(line), *_spaces(line), *_joints(line))))


def apply(text: str, edits: tuple[Edit, ...]) -> str:
    """The text with its edits made."""
    out, at = [], 0
    for edit in edits:
        out += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join([*out, text[at:]])


def _punctuation(line: str) -> Iterator[Edit]:
    for match in _PUNCTUATION.finditer(line):
        marks = match.group()
        if len(marks) > 1 and set(marks) - set("?!"):
            continue
        left, right = _before(line, match.start()), _after(line, match.end())
        if _is_chinese(left):
            wrong = right is None or _is_chinese(right) if marks == "." else line[match.end() : match.end() + 1] != "/"
        else:
            wrong = marks != "." and _is_latin(left) and right is not None and _is_han(right)
        if wrong:
            yield _full(line, match.start(), match.end())


def _brackets(line: str) -> Iterator[Edit]:
    opened: list[int] = []
    for match in _BRACKETS.finditer(line):
        at = match.start()
        if match.group() in "(（":
            opened.append(at)
            continue
        if not opened:
            continue
        start = opened.pop()
        if line[start] == "（" and line[at] == "）":
            continue
        left, right = _before(line, start), _after(line, at + 1)
        is_mixed = "（" in (line[start], line[at]) or "）" in (line[start], line[at])
        is_between = _is_chinese(left) and (right is None or _is_chinese(right))
        if is_mixed or _HAS_HAN.search(line[start:at]) or is_between:
            yield from (_full(line, each, each + 1) for each in (start, at) if line[each] in "()")


def _spaces(line: str) -> Iterator[Edit]:
    for match in _SPACES.finditer(line):
        start, end = match.span()
        if start == 0 or end == len(line) or WALL in (line[start - 1], line[end]):
            continue
        if line[end] in _TIGHT or line[start - 1] in _TIGHT:
            yield Edit(start, end, "", Flaw.SPACING)
        elif end - start > 1 or match.group() == "\t":
            pair = (_before(line, start), _after(line, end))
            if all(pair) and _is_han(pair[0]) != _is_han(pair[1]) and (_is_latin(pair[0]) or _is_latin(pair[1])):
                yield Edit(start, end, " ", Flaw.SPACING)


def _joints(line: str) -> Iterator[Edit]:
    joints = list(_JOINTS.finditer(line)) if _LATIN.search(line) else []
    words = [match.span() for match in _WORDS.finditer(line)] if joints else []
    for match in joints:
        # The space goes between what ends here and what begins here.
        at = match.start() + len(match.group()) - len(match.group().lstrip(CLOSE))
        if not any(start < at < end for start, end in words):
            yield Edit(at, at, " ", Flaw.SPACING)


def _full(line: str, start: int, end: int) -> Edit:
    """A mark made full-width. The spaces beside it go, for it brings its own."""
    new = "".join(_FULL[mark] for mark in line[start:end])
    first = len(line[:start].rstrip(" \t"))
    last = end + len(line[end:]) - len(line[end:].lstrip(" \t"))
    if first == 0 or line[first - 1] == WALL:
        first = start
    if last == len(line) or line[last] == WALL:
        last = end
    return Edit(first, last, new, Flaw.PUNCTUATION)


def _before(line: str, at: int) -> str | None:
    """What a reader sees before a place, spaces apart; None at the beginning."""
    seen = line[:at].rstrip(f" \t{_MARKS}")
    return None if not seen or seen[-1] == WALL else seen[-1]


def _after(line: str, at: int) -> str | None:
    seen = line[at:].lstrip(f" \t{_MARKS}")
    return None if not seen or seen[0] == WALL else seen[0]


def _is_han(character: str | None) -> bool:
    return character is not None and _HAS_HAN.match(character) is not None


def _is_chinese(character: str | None) -> bool:
    return character is not None and (_is_han(character) or character in _TIGHT or character in _ENDS)


def _is_latin(character: str | None) -> bool:
    return character is not None and (character == OPAQUE or (character.isascii() and character.isalnum()))
