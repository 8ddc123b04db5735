"""The smallest stretches of a page that both languages share: a paragraph, a heading, an item, a row of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.playbook.outline import parse
from generator.sharing import sent_as_made

_LINE_END = re.compile("\n")
_LEAVES = {"paragraph_open": "paragraph", "heading_open": "heading", "tr_open": "row"}
_LISTS = {"bullet_list_open": "items", "ordered_list_open": "steps", "table_open": "rows"}
_ENTRIES = {"list_item_open": ("items", "steps"), "tr_open": ("rows",)}
_ALONE = {"blockquote_open": "quotes", "fence": "code", "code_block": "code"}


@sent_as_made
@dataclass(frozen=True, slots=True)
class Unit:
    """Lines ``first`` to ``end`` (without it) of a text, counted from 0, and the offsets at which they stand."""

    kind: str
    first: int
    start: int
    end: int


@sent_as_made
@dataclass(slots=True)
class Group:
    """A list, a table, quotes or code: what there is how often, and the line at which it begins."""

    kind: str
    first: int
    count: int = 0


@sent_as_made
@dataclass(frozen=True, slots=True)
class Part:
    """One section: its heading's level and line (0 above the first), its units in order, and the groups in it."""

    level: int
    first: int
    units: tuple[Unit, ...]
    groups: tuple[Group, ...]

    @property
    def start(self) -> int:
        return self.units[0].start if self.units else 0


def parts_of(bare: str) -> tuple[Part, ...]:
    """The sections of a text, quotations blanked out, in order; what stands above the first heading before them."""
    starts = [0, *(match.end() for match in _LINE_END.finditer(bare)), len(bare) + 1]
    found: list[tuple[int, int, list[Unit], list[Group]]] = [(0, 0, [], [])]
    opened: list[Group] = []
    for token in parse(bare):
        if token.nesting == -1:
            if f"{token.type.removesuffix('_close')}_open" in _LISTS:
                opened.pop()
            continue
        first, end = token.map or (0, 0)
        if token.type == "heading_open":
            found.append((int(token.tag[1]), first, [], []))
        _, _, units, groups = found[-1]
        if token.type in _LISTS:
            opened.append(Group(_LISTS[token.type], first))
            groups.append(opened[-1])
        elif token.type in _ALONE:
            groups.append(Group(_ALONE[token.type], first, 1))
        if token.type in _ENTRIES and opened:
            opened[-1].count += 1
        if token.type in _LEAVES:
            units.append(Unit(_LEAVES[token.type], first, starts[first], starts[min(end, len(starts) - 1)]))
    return tuple(Part(level, first, tuple(units), tuple(groups)) for level, first, units, groups in found)
