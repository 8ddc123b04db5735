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

_EMOJI = r"[\u00A9\u00AE\u203C-\u3299\U0001F000-\U0001FAFF\uFE0F]"
_TAGS = r"[\U000E0020-\U000E007F]"

_HIDDEN = re.compile(
    "(?P<bom>\\A\ufeff)"
    "|(?P<bidi>[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069])"
    # A joiner inside a picture of several people, and the tags after a black flag, are emoji and may stay.
    f"|(?P<joiner>(?<={_EMOJI})\u200d(?={_EMOJI}))"
    f"|(?P<flag>(?<=\U0001f3f4){_TAGS}+)"
    f"|(?P<zero>[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164\ufeff\uffa0]|{_TAGS})"
    "|(?P<control>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb\ufffe\uffff])"
)
_CODES = {"bom": "SP105", "bidi": "SP107", "zero": "SP108", "control": "SP106"}
_TAB = re.compile(r"^ *\t[ \t]*(?=[^\s#])", re.MULTILINE)
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
    """The text with every hidden character replaced by U+FFFD, and a finding for each (at most ``MOST``).

    Hidden are a byte order mark, control characters, bidirectional controls and zero-width characters. Emoji
    keep their joiners.

    >>> hidden_characters("return\u200bs", "a.yaml")[1][0].code
    'SP108'
    """
    hits = (match for match in _HIDDEN.finditer(text) if match.lastgroup in _CODES)
    findings = [
        Finding(
            _CODES[str(match.lastgroup)],
            _place(text[: match.start()], path, first_line),
            {"character": _name(match.group()[0])},
        )
        for match in islice(hits, MOST)
    ]
    if not findings:
        return text, ()
    return _HIDDEN.sub(lambda m: "\ufffd" if m.lastgroup in _CODES else m.group(), text), tuple(findings)


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
