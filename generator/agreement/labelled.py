"""Net 3: what an item of a list, or a row of a table, claims by a label and a value: "Return postage: the buyer".

No sentence says it, so no pattern of the books of claims reads it. Labels and values are whole: whatever stands beside
them makes another label, or another value, and those are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator.agreement.claims import Reading
from generator.agreement.claimwords import Says, parts_of
from generator.agreement.clauses import plainly
from generator.agreement.prose import Text
from generator.policy.bundled import read_bundled

_Span = tuple[int, int]

_ITEM = re.compile(
    r"[ \t]*(?:[-*+]|\d{1,9}[.)])?[ \t]*(?P<label>[^:：|]{1,40})[:：][ \t]*(?P<value>[^|]{1,40}?)[.。;；,，]?[ \t]*"
)
_LONGEST = 120
"""So many characters a line with a label and a value has at most."""
_ROW = re.compile(r"^[ \t]*\|(?P<cells>[^\n]*)$", re.MULTILINE)
_RULER = re.compile(r"[\s|:-]*")
_CELL = re.compile(r"[^|]+")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A claim by a label, and where its value stands in the text."""

    at: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class _Entry:
    label: re.Pattern[str]
    value: re.Pattern[str]
    says: Says
    denied: bool


def read_labelled(text: Text) -> Iterator[Labelled]:
    """The claims that a text makes by labels: first those of items, then those of tables."""
    bare = text.template.bare
    for label, value, whole in _items(bare):
        yield from _read(bare, text.lang, label, value, whole)
    for row, cells, header in _rows(bare) if "|" in bare else ():
        for cell in cells[1:]:
            yield from _read(bare, text.lang, cells[0], cell, row)
        for label, cell in zip(header[1:], cells[1:], strict=False):
            yield from _read(bare, text.lang, label, cell, row)


def _items(bare: str) -> Iterator[tuple[_Span, _Span, _Span]]:
    """The lines that are a label and a value: where both stand, and the line."""
    at = 0
    for line in bare.split("\n"):
        if len(line) <= _LONGEST and (":" in line or "：" in line) and (item := _ITEM.fullmatch(line)):
            label, value = ((at + item.start(name), at + item.end(name)) for name in ("label", "value"))
            yield label, value, (at, at + len(line))
        at += len(line) + 1


def _rows(bare: str) -> Iterator[tuple[_Span, Sequence[_Span], Sequence[_Span]]]:
    """The rows of all tables, each with its cells and those of the first row of its table, which heads them."""
    header: Sequence[_Span] = ()
    end = -1
    for row in _ROW.finditer(bare):
        cells = [cell.span() for cell in _CELL.finditer(bare, *row.span("cells"))]
        if row.start() != end + 1:
            header = cells
        elif not _RULER.fullmatch(row["cells"]):
            yield row.span(), cells, header
        end = row.end()


def _read(bare: str, lang: str, label: _Span, value: _Span, whole: _Span) -> Iterator[Labelled]:
    named, said = bare[slice(*label)].strip(), bare[slice(*value)].strip()
    for entry in _entries(lang) if _labels(lang).fullmatch(_plain(named)) else ():
        if entry.label.fullmatch(_plain(named)) and entry.value.fullmatch(_plain(said)):
            row = bare[slice(*whole)]
            shown = f"{named}: {said}"
            beside = row.replace(named, " ", 1).replace(said, " ", 1)
            reading = Reading(0, len(shown), shown, entry.says, entry.denied, False, " ".join(row.split()), beside)
            yield Labelled(bare.index(said, *value), reading)
            return


def _plain(words: str) -> str:
    return plainly(words).strip().rstrip(".。;；").lower()


@cache
def _entries(lang: str) -> tuple[_Entry, ...]:
    data: dict[str, Any] = read_bundled("generator.agreement", f"labelled_{lang}.yaml")
    return tuple(
        _Entry(
            re.compile(named["label"]),
            re.compile(parts_of({"value": each["value"]}, data["parts"])["value"]),
            Says(tuple((facet, frozenset(values)) for facet, values in each["says"].items())),
            "denied" in each,
        )
        for named in data["labels"]
        for each in named["values"]
    )


@cache
def _labels(lang: str) -> re.Pattern[str]:
    """Any label: most words before a colon or in a cell are none."""
    return re.compile(
        "|".join(f"(?:{label})" for label in dict.fromkeys(each.label.pattern for each in _entries(lang)))
    )
