"""Net 4, between values: two quotations that changed places, though both languages changed them alike.

Each is quoted, and both pages quote the same. But a row, the head of its column, the words that lead an item or stand
directly beside a value tell what it is; and what they tell of the one is what the other is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from generator.agreement.called import Called, Weights, told
from generator.agreement.order import kind_of
from generator.agreement.parity import quoted
from generator.finding import Finding
from generator.playbook.page import Page, Playbook, Quotation, Reply, Template
from generator.playbook.units import Part, Unit
from generator.policy.model import Policy

_SURE = 0.5
"""So much better, of the whole of two names, must both stand in each other's place."""
_CHOSEN = re.compile(r"^[\w.]+\((?P<rows>[^)]*)\)")
_VALUE = re.compile(r"=\s*['\"]([^'\"]+)['\"]")
_STOPS = re.compile(r"[.!?](?=\s|$)|[。！？]")
_TURNS = re.compile(r"[,;:()，；、：（）]|\band\b|\bor\b|[和或]")


@dataclass(frozen=True, slots=True)
class Spot:
    """A quotation and the words that tell what stands there."""

    quotation: Quotation
    words: frozenset[str]


class Exchanged:
    """What is found of quotations that changed places."""

    def __init__(self, policy: Policy) -> None:
        self._policy, self._called = policy, Called(policy)
        self._known: dict[tuple[str, str], Weights] = {}

    def check(self, playbook: Playbook) -> Iterator[Finding]:
        """Findings about quotations that stand in each other's place, at both places."""
        every: list[Page | Reply] = [*playbook.pages.values(), *playbook.replies.values()]
        for held in every:
            if len({each.source for each in held.body.quotations if self._is_term(each)}) > 1:
                for part in held.body.parts:
                    yield from self._check_part(held, part)

    def _is_term(self, quotation: Quotation) -> bool:
        return bool(quotation.names) and quotation.names[0] in self._policy.terms

    def _check_part(self, held: Page | Reply, part: Part) -> Iterator[Finding]:
        by_kind: dict[str, dict[str, list[tuple[Quotation, Unit]]]] = {}
        for unit in part.units:
            for each in held.body.quotations_in(unit):
                if self._is_term(each):
                    kind = by_kind.setdefault(kind_of(self._policy, each), {})
                    kind.setdefault(quoted(each), []).append((each, unit))
        for kind in by_kind.values():
            if len(kind) > 1:
                spots = [
                    Spot(each, self._called.heard(_told_of(held.body, part, unit, each), held.lang))
                    for several in kind.values()
                    for each, unit in several
                ]
                yield from self._among(spots, held.lang)

    def _among(self, spots: list[Spot], lang: str) -> Iterator[Finding]:
        found: set[int] = set()
        for one, other in combinations(spots, 2):
            if quoted(one.quotation) != quoted(other.quotation) and self._changed(one, other, lang):
                for spot, meant in ((one, other), (other, one)):
                    if spot.quotation.start not in found:
                        found.add(spot.quotation.start)
                        facts: dict[str, str | tuple[str, str]] = {"text": spot.quotation.source}
                        facts |= {"is": self._name(spot.quotation), "wants": self._name(meant.quotation)}
                        yield Finding("SP459", spot.quotation.place, facts, spot.quotation.names[0])

    def _changed(self, one: Spot, other: Spot, lang: str) -> bool:
        """Whether each is called what the words around the other tell, more than what those around it do."""
        ours, theirs = self._weights(one.quotation, lang), self._weights(other.quotation, lang)
        own = {word: weight for word, weight in ours.items() if word not in theirs}
        their = {word: weight for word, weight in theirs.items() if word not in ours}
        here = _share(their, one.words) - _share(own, one.words)
        there = _share(own, other.words) - _share(their, other.words)
        return here > 0 and there > 0 and here + there >= _SURE

    def _weights(self, quotation: Quotation, lang: str) -> Weights:
        if (quotation.source, lang) not in self._known:
            self._known[quotation.source, lang] = self._weigh(quotation, lang)
        return self._known[quotation.source, lang]

    def _weigh(self, quotation: Quotation, lang: str) -> Weights:
        rows = _CHOSEN.match(quotation.source)
        found = dict(self._called.terms[lang][quotation.names[0]])
        for value in _VALUE.findall(rows["rows"]) if rows else ():
            found |= self._called.row(value, lang)
        return found

    def _name(self, quotation: Quotation) -> tuple[str, str]:
        name = self._policy.terms[quotation.names[0]].name
        rows = _CHOSEN.match(quotation.source)
        values = _VALUE.findall(rows["rows"]) if rows else []
        more = f" ({', '.join(values)})" if values else ""
        return f"{name['en']}{more}", f"{name['zh']}{more}"


def _share(name: Weights, words: frozenset[str]) -> float:
    return told(name, words) / (sum(name.values()) or 1.0)


def _told_of(template: Template, part: Part, unit: Unit, quotation: Quotation) -> str:
    """The words that tell what a quotation is: of its row and column, or directly beside it."""
    bare = template.bare
    if unit.kind == "row":
        return _of_cell(bare, part, unit, quotation)
    inside = template.quotations_in(unit)
    at = inside.index(quotation)
    begin = inside[at - 1].end if at else unit.start
    end = inside[at + 1].start if at + 1 < len(inside) else unit.end
    before, after = bare[begin : quotation.start], bare[quotation.end : end]
    before = before[max((stop.end() for stop in _STOPS.finditer(before)), default=0) :]
    stop = _STOPS.search(after)
    after = after[: stop.start()] if stop else after
    if at:
        turn = _TURNS.search(before)
        before = before[turn.start() :] if turn else before
    if at + 1 < len(inside):
        turn = _TURNS.search(after)
        after = after[: turn.start()] if turn else ""
    return f"{before} {after}"


def _of_cell(bare: str, part: Part, unit: Unit, quotation: Quotation) -> str:
    """The words of a cell, of the first one in its row, and of the head of its column."""
    row = bare[unit.start : unit.end]
    column = row.count("|", 0, quotation.start - unit.start)
    first = max((each.first for each in part.groups if each.kind == "rows" and each.first <= unit.first), default=-1)
    heads = next((bare[each.start : each.end] for each in part.units if each.first == first), "")
    cells, names = row.split("|"), heads.split("|")
    leading = int(row.lstrip().startswith("|"))
    own = names[column] if column < len(names) else ""
    return " ".join((cells[min(leading, len(cells) - 1)], own, cells[column]))
