"""Bytes to text, and the characters that a policy may not hide.

Reports positions in characters, counted from 1, in the file as it lies on disk.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

from generator.finding import Finding, Place

MOST = 20
"""How many findings of this module one file gets; who mends these finds the rest in the next run."""

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_ZERO = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0"
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb\ufffe\uffff"
_TAGS = "\U000e0020-\U000e007f"

# One class, so that a large file is looked through in milliseconds.
_HIDDEN = re.compile(f"[{_BIDI}{_ZERO}{_CONTROL}{_TAGS}]")
_KINDS = (("SP107", re.compile(f"[{_BIDI}]")), ("SP106", re.compile(f"[{_CONTROL}]")))
_EMOJI = re.compile("[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff\ufe0f]")
_FLAG = re.compile(f"\U0001f3f4[{_TAGS}]*")
_TAB = re.compile(r"^ *\t", re.MULTILINE)
_NEWLINE = re.compile(r"\r\n|\r|\n")


def decode(data: bytes, path: str, first_line: int = 1) -> tuple[str, tuple[Finding, ...]]:
    """The text, and a finding for each place that is not UTF-8 (at most ``MOST``).

    >>> decode("中文".encode(), "a.yaml")
    ('中文', ())
    """
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    findings: list[Finding] = []
    at = 0
    while at < len(data) and len(findings) < MOST:
        try:
            data[at:].decode("utf-8")
            break
        except UnicodeDecodeError as error:
            start = at + error.start
            place = _place(data[:start].decode("utf-8", "replace"), path, first_line)
            findings.append(Finding("SP104", place, {"byte": f"0x{data[start]:02X}"}))
            at += error.end
    return data.decode("utf-8", "replace"), tuple(findings)


def hidden_characters(text: str, path: str, first_line: int = 1) -> tuple[str, tuple[Finding, ...]]:
    """The text without its hidden characters, U+FFFD in their places, and a finding for each (at most ``MOST``).

    Hidden are a byte order mark, control characters, bidirectional controls and zero-width characters. Emoji
    keep their joiners.

    >>> hidden_characters("return\u200bs", "a.yaml")[1][0].code
    'SP108'
    """
    hits = (match for match in _HIDDEN.finditer(text) if not _is_of_emoji(text, match.start()))
    findings = tuple(
        Finding(
            _kind(match.group(), match.start()),
            _place(text[: match.start()], path, first_line),
            {"character": _name(match.group())},
        )
        for match in islice(hits, MOST)
    )
    return (_HIDDEN.sub("\ufffd", text) if findings else text), findings


def _kind(character: str, at: int) -> str:
    if character == "\ufeff" and at == 0:
        return "SP105"
    return next((code for code, kind in _KINDS if kind.match(character)), "SP108")


def _is_of_emoji(text: str, at: int) -> bool:
    """Whether the character is the joiner inside a picture of several people, or a tag after a black flag."""
    if text[at] == "\u200d":
        return bool(at and _EMOJI.match(text[at - 1]) and _EMOJI.match(text[at + 1 : at + 2]))
    if text[at] >= "\U000e0020":
        flag = text.rfind("\U0001f3f4", max(0, at - 32), at)
        return flag >= 0 and _FLAG.fullmatch(text, flag, at) is not None
    return False


def tabs(text: str, path: str, first_line: int = 1) -> tuple[Finding, ...]:
    """A finding for each line that a tab indents (at most ``MOST``)."""
    return tuple(
        Finding("SP109", _place(text[: match.start() + match.group().index("\t")], path, first_line))
        for match in islice(_TAB.finditer(text), MOST)
    )


def lines_of(text: str) -> list[str]:
    """The lines as YAML and editors count them: after LF, CRLF or a lone CR."""
    return _NEWLINE.split(text)


def _place(before: str, path: str, first_line: int) -> Place:
    """The position right after ``before``."""
    lines = lines_of(before)
    return Place(path, first_line + len(lines) - 1, len(lines[-1]) + 1)


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'CONTROL CHARACTER')}"
