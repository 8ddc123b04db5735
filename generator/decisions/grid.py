"""The grid of situations: every axis cut into its classes, every cell once.

The axes are crossed one after the other. What is kept of a cell is only the bits of the clauses that still hold, so
cells that no rule tells apart are one from then on: millions of cells become a few thousand. A cell's ``witness`` is
one situation of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.decisions.acting import acts_of
from generator.decisions.bits import masks_of
from generator.decisions.evaluator import Classes, Evaluator, events_of
from generator.decisions.program import Clause, FacetText, Tree, is_table


@dataclass(frozen=True, slots=True)
class Cell:
    """Situations that no rule tells apart: the bits of the clauses that hold, and the classes of one of them.

    ``key`` is the same for situations that no table that counts tells apart either.
    """

    key: int
    bits: int
    witness: tuple[int, ...]


class Grid:
    """The cells of one program, as far as the rules ``among`` all, and its ``escalations``, tell them apart.

    ``whole``: also told apart by the rows of all the tables that these use, not only of those that end bands.
    """

    def __init__(self, evaluator: Evaluator, among: Iterable[int], *, whole: bool, escalations: bool = False) -> None:
        self.evaluator = evaluator
        self.among = tuple(among)
        self._own = evaluator.all_bits.bit_length()
        conditions = [(evaluator.when[at], evaluator.unless[at]) for at in self.among]
        standing = evaluator.standing if escalations else []
        conditions += [(one.when, one.unless) for one in standing]
        own_bits = evaluator.impossible
        for when, unless in conditions:
            own_bits |= when | unless
        clauses: list[Clause] = []
        users: dict[str, int] = {}
        named = [(evaluator.when[at], term) for at in self.among for term in self._read(at, whole=whole)]
        for one in standing if whole else ():
            own = {one.escalation["by"], *self._terms(one.escalation["facets"])}
            named += [(one.when, term) for term in own]
        for when, term in named:
            users[term] = users.get(term, 0) | when
        # Bits that say nothing any more: exceptions of rules that cannot match, rows of terms that nobody uses.
        self._dependent = [(when, unless) for when, unless in conditions if unless]
        for term, users_bits in sorted(users.items()):
            rows = list(paths_in(evaluator.program["terms"][term], {}))
            if len(rows) > 1:
                bits = ((1 << len(rows)) - 1) << (self._own + len(clauses))
                clauses += rows
                self._dependent.append((users_bits, bits))
        for axis, timed in sorted(self._clocks().items()):
            size = len(evaluator.axes[axis]["values"])
            rows = [{evaluator.axes[axis]["id"]: [at]} for at in range(size)]
            self._dependent.append((timed, ((1 << size) - 1) << (self._own + len(clauses))))
            clauses += rows
        never = list(self._contradictions())
        self._absurd = ((1 << len(never)) - 1) << (self._own + len(clauses))
        self._never = evaluator.impossible | self._absurd
        clauses += never
        self._all = own_bits | (((1 << len(clauses)) - 1) << self._own)
        self._masks = [
            [
                (own | rows << self._own) & self._all
                for own, rows in zip(evaluator.masks[at], masks_of(axis, clauses), strict=True)
            ]
            for at, axis in enumerate(evaluator.axes)
        ]
        self._asked = 0
        for needed, _ in self._dependent:
            self._asked |= needed
        self._kept: dict[int, int] = {}
        self.order = sorted(range(len(evaluator.axes)), key=lambda at: -self._weight(at))

    def _read(self, at: int, *, whole: bool) -> set[str]:
        """The terms that end a rule's bands; ``whole``: all that it uses."""
        rule = self.evaluator.rules[at]
        found = {band["until"] for band in rule["bands"] if "until" in band}
        if whole:
            layers = [rule["facets"], *(band["facets"] for band in rule["bands"])]
            layers += [option["facets"] for band in rule["bands"] for option in band["options"]]
            found |= {term for facets in layers for term in self._terms(facets)}
        return found

    def _terms(self, facets: Mapping[str, FacetText]) -> Iterator[str]:
        """The terms that facets name; of a ladder those that bound its rungs."""
        for name, text in facets.items():
            if name == "approval" and isinstance(text, str):
                rungs = self.evaluator.program["ladders"].get(text, [])
                yield from (rung["up_to"] for rung in rungs if "up_to" in rung)
            elif isinstance(text, str) and text.startswith("$"):
                yield text[1:]

    def _contradictions(self) -> Iterator[Clause]:
        """What has not happened was in no season."""
        for axis in self.evaluator.axes:
            if axis["kind"] == "season" and axis["fact"] in self.evaluator.axis_index:
                yield {axis["fact"]: [0], axis["id"]: list(range(1, len(axis["values"])))}

    def _clocks(self) -> dict[int, int]:
        """The axes of events and seasons that say when a clock started, with the rules whose bands it ends."""
        evaluator = self.evaluator
        found: dict[int, int] = {}
        for at in self.among:
            untils = evaluator.untils(at)
            events = {event for term in untils for one in evaluator.leaves(term) for event in events_of(one.leaf)}
            events |= {act for act in acts_of(evaluator.rules[at]) if act}
            for axis, one in enumerate(evaluator.axes):
                if one["kind"] in ("event", "season") and one["fact"] in events:
                    found[axis] = found.get(axis, 0) | evaluator.when[at]
        return found

    def _weight(self, at: int) -> int:
        """How much an axis decides: the clauses that it rules out, summed over its classes."""
        return sum((self._all & ~mask).bit_count() for mask in self._masks[at]) // len(self._masks[at])

    def tells(self, at: int) -> bool:
        """Whether any of the rules, or a table that they use, asks for this axis."""
        asked = self._all & ~self._never
        return any(mask & asked != asked for mask in self._masks[at])

    def cells(self, candidates: Classes, *, possible: bool = True) -> Iterator[Cell]:
        """The cells within these classes of each axis; only those that are ``possible``, or those too that are
        declared impossible.
        """
        found = self._crossed(candidates, self.order, self._never if possible else self._absurd)
        yield from self._cells(found, self.order)

    def keys_by(self, axes: Sequence[int], candidates: Classes) -> Iterator[set[int]]:
        """For each choice of classes of these axes that makes a difference, the keys of the cells in which it holds.

        Those that are declared impossible are among them.
        """
        found = self._crossed(candidates, [one for one in self.order if one not in axes], 0)
        asked, kept_of = self._asked, self._kept
        choices = {self._all}
        for at in axes:
            choices = {mask & self._masks[at][one] for mask in choices for one in candidates[at]}
        for mask in sorted(choices):
            yield {
                left & kept if (kept := kept_of.get(left & asked)) is not None else self._live(left)
                for left in {bits & mask for bits in found}
            }

    def _crossed(self, candidates: Classes, order: list[int], never: int) -> dict[int, tuple[int, ...]]:
        """The bits that are left after crossing these axes, with the classes of one situation each.

        Without those in which a clause of ``never`` holds whatever comes after.
        """
        found: dict[int, tuple[int, ...]] = {self._all: ()}
        asked, kept_of = self._asked, self._kept
        settled = self._settled(order, never)
        for at in order:
            masks = self._masks[at]
            choices = _told_apart((masks[one], one) for one in candidates[at])
            over = settled[at]
            crossed: dict[int, tuple[int, ...]] = {}
            for bits, witness in found.items():
                for mask, one in choices:
                    left = bits & mask
                    if left & over:
                        continue
                    kept = kept_of.get(left & asked)
                    left = self._live(left) if kept is None else left & kept
                    if left not in crossed:
                        crossed[left] = (*witness, one)
            found = crossed
        return found

    def _settled(self, order: list[int], never: int) -> dict[int, int]:
        """For each axis the clauses of ``never`` of which no axis after it asks."""
        found: dict[int, int] = {}
        open_ones = never
        for at in reversed(order):
            found[at] = open_ones
            for mask in self._masks[at]:
                open_ones &= mask
        return found

    def _cells(self, found: Mapping[int, tuple[int, ...]], order: list[int]) -> Iterator[Cell]:
        for bits, witness in found.items():
            classes = [0] * len(witness)
            for at, one in zip(order, witness, strict=True):
                classes[at] = one
            yield Cell(bits, bits & self.evaluator.all_bits, tuple(classes))

    def _live(self, bits: int) -> int:
        """Without the bits that say nothing any more."""
        asked = bits & self._asked
        kept = self._kept.get(asked)
        if kept is None:
            kept = self._all
            for needed, dependent in self._dependent:
                if not asked & needed:
                    kept &= ~dependent
            self._kept[asked] = kept
        return bits & kept


def _told_apart(choices: Iterable[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """The classes with different bits, the first of each kind."""
    found: dict[int, int] = {}
    for mask, one in choices:
        found.setdefault(mask, one)
    return tuple(found.items())


def paths_in(tree: Tree, above: Clause) -> Iterator[Clause]:
    """The classes that lead to each value of a table."""
    if not is_table(tree):
        yield above
        return
    for row in tree["rows"]:
        both: Clause = {
            axis: [at for at in classes if at in above.get(axis, classes)] for axis, classes in row["when"].items()
        }
        if all(both.values()):
            yield from paths_in(row["value"], above | both)
