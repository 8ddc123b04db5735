"""The evaluator: a program made ready, and the decision in a situation whose facts are all known.

Every clause of every condition has a bit. A class of an axis keeps the bits of the clauses that it does not rule
out; the bits that every axis keeps are the clauses that hold. What follows from the same bits and bands is worked
out once and remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from generator.decisions.acting import acts_of, moment_of
from generator.decisions.axes import existing
from generator.decisions.bits import masks_of, transitive
from generator.decisions.calendars import Unpublished
from generator.decisions.clock import NOT_YET, Clock, Ends, Moment
from generator.decisions.granting import Match, Resolved, resolve
from generator.decisions.locating import asked_in, locator, pins_of
from generator.decisions.program import Clause, Escalation, Leaf, Program, Table, Tree, is_table
from generator.decisions.situation import Situation

Classes = list[tuple[int, ...]]
"""For each axis the classes in which a situation may lie; one where it is known."""

_MOST = 20_000
"""How many answers are remembered."""


class UnknownEvent(Exception):
    """The decision depends on an event of which nothing is known."""

    def __init__(self, event: str) -> None:
        super().__init__(event)
        self.event = event


@dataclass(frozen=True, slots=True)
class ReadyLeaf:
    """A value of a term, the rows that lead to it, and when it ends if it is a deadline.

    ``quick``: if it is a number of days from one event, that event and the days.
    """

    term: str
    path: tuple[str, ...]
    leaf: Leaf
    ends: Ends
    quick: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class _ReadyTable:
    """For each class of one axis the branch; ``axis`` is the index of the axis."""

    axis: int
    branches: tuple[_ReadyTree, ...]


_ReadyTree = ReadyLeaf | _ReadyTable


@dataclass(frozen=True, slots=True)
class Timed:
    """A matching outcome rule and the terms that end its bands, in order.

    ``acts``: for each the event that must meet it (None: ``now`` must); empty where ``now`` must meet them all.
    """

    at: int
    untils: tuple[str, ...]
    acts: tuple[str | None, ...] = ()

    def act(self, band: int) -> str | None:
        """The event that must meet the end of a band; None: ``now`` must."""
        return self.acts[band] if self.acts else None


@dataclass(frozen=True, slots=True)
class Plan:
    """What holds whatever the time: the condition rules that match and the outcome rules whose band is to be found."""

    conditions: tuple[Match, ...]
    timed: tuple[Timed, ...]
    is_timed: bool
    resolved: dict[tuple[int, ...], tuple[Resolved, Resolved]]


@dataclass(frozen=True, slots=True)
class Standing:
    """An escalation, and the bits of the conditions under which it stands."""

    escalation: Escalation
    when: int
    unless: int

    def holds(self, bits: int) -> bool:
        """Whether it stands where these clauses hold."""
        return bool(bits & self.when) and not bits & self.unless


class Evaluator:
    """A program, ready to decide."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.clock = Clock(program)
        self.axes = program["axes"]
        self.rules = program["rules"]
        self.index = {rule["id"]: at for at, rule in enumerate(self.rules)}
        self.axis_index = {axis["id"]: at for at, axis in enumerate(self.axes)}
        self.beats = transitive([[self.index[id] for id in rule["over"]] for rule in self.rules])
        clauses = self._number_clauses()
        self.all_bits = (1 << len(clauses)) - 1
        self.masks = [masks_of(axis, clauses) for axis in self.axes]
        self.everywhere: Classes = [existing(axis) for axis in self.axes]
        audiences = {section["id"]: section["to"] for section in program["sections"]}
        self.is_for_buyer = [audiences[rule["section"]] == "buyer" for rule in self.rules]
        whose = {True: 0, False: 0}
        for at, is_buyer in enumerate(self.is_for_buyer):
            whose[is_buyer] |= self.when[at] | self.unless[at]
        self._for_buyer, self._for_seller = whose[True], whose[False]
        self._for_rules = whose[True] | whose[False]
        self._located = [locator(axis) for axis in self.axes]
        in_tables = asked_in(program["terms"])
        asked = (
            at for at, axis in enumerate(self.axes) if axis["id"] in in_tables or set(self.masks[at]) != {self.all_bits}
        )
        self._pins, self._begin = pins_of(self.axes, self.masks, frozenset(asked))
        self._readied: dict[tuple[int, tuple[str, ...]], _ReadyTree] = {}
        self._trees = {term: self._ready(term, tree, ()) for term, tree in program["terms"].items()}
        self._conditions = [(at, self.when[at], self.unless[at]) for at in range(len(self.rules))]
        self._plans: dict[int, Plan] = {}
        self._by_rules: dict[tuple[int, ...], Plan] = {}

    def _number_clauses(self) -> list[Clause]:
        clauses: list[Clause] = []

        def numbered(more: list[Clause]) -> int:
            bits = ((1 << len(more)) - 1) << len(clauses)
            clauses.extend(more)
            return bits

        self.when = [numbered(rule["when"]) for rule in self.rules]
        self.unless = [numbered(rule["unless"]) for rule in self.rules]
        self.impossible = numbered(self.program["impossible"])
        self.standing = [
            Standing(one, numbered(one["when"]), numbered(one["unless"])) for one in self.program["escalations"]
        ]
        return clauses

    # ------------------------------------------------------------------------------ where a situation lies

    def locate(self, situation: Situation) -> Classes:
        """The classes on each axis; several where the fact is not known, or not exactly enough."""
        return [locate(situation) for locate in self._located]

    def pinned(self, situation: Situation) -> tuple[list[int], int] | None:
        """The class on each axis and the clauses that hold; None if a fact that anything asks for is not known."""
        classes, bits = self._begin[:], self.all_bits
        for pin in self._pins:
            mask = pin(situation, classes)
            if mask is None:
                return None
            bits &= mask
        return classes, bits

    # ------------------------------------------------------------------------------ which rules match

    def bits(self, classes: list[int]) -> int:
        """The clauses that hold at these classes, one for each axis."""
        bits = self.all_bits
        for masks, at in zip(self.masks, classes, strict=True):
            bits &= masks[at]
        return bits

    def plan(self, bits: int) -> Plan:
        """The rules that match when these clauses hold."""
        bits &= self._for_rules
        plan = self._plans.get(bits)
        if plan is None:
            matching = [at for at, when, unless in self._conditions if bits & when and not bits & unless]
            plan = self.plan_of(tuple(matching))
            if len(self._plans) >= _MOST:
                self._plans.clear()
            self._plans[bits] = plan
        return plan

    def plan_of(self, matching: tuple[int, ...]) -> Plan:
        """The plan of these rules: the same for all bits that come to them."""
        if len(self._by_rules) >= _MOST:
            self._by_rules.clear()
        if matching not in self._by_rules:
            timed = tuple(self._timed(at) for at in matching if self.rules[at]["bands"])
            self._by_rules[matching] = Plan(
                tuple(Match(at, self.rules[at], None) for at in matching if not self.rules[at]["bands"]),
                timed,
                any(one.untils for one in timed),
                {},
            )
        return self._by_rules[matching]

    def plan_for(self, bits: int, *, is_buyer: bool) -> Plan:
        """The plan as far as it concerns the buyer alone, or the seller alone."""
        mine = self._for_buyer if is_buyer else self._for_seller
        return self.plan(bits & mine)

    def untils(self, at: int) -> tuple[str, ...]:
        """The terms that end the bands of a rule, in order."""
        return tuple(band["until"] for band in self.rules[at]["bands"] if "until" in band)

    def _timed(self, at: int) -> Timed:
        acts = acts_of(self.rules[at])
        return Timed(at, self.untils(at), acts if any(acts) else ())

    def bands(self, plan: Plan, classes: list[int], events: Mapping[str, Moment], now: Moment) -> tuple[int, ...]:
        """The band of each timed rule. UnknownEvent if it depends on an event that is not known."""
        if not plan.is_timed:
            return (0,) * len(plan.timed)
        return tuple([self._band(timed, classes, events, now) if timed.untils else 0 for timed in plan.timed])

    def _band(self, timed: Timed, classes: list[int], events: Mapping[str, Moment], now: Moment) -> int:
        unknown: str | None = None
        acts = timed.acts
        act = now
        for band, term in enumerate(timed.untils):
            ready = self.leaf(term, classes)
            if acts:
                act = moment_of(acts[band], events, now)
            if ready.quick and (event := events.get(ready.quick[0])) is not None:
                if event is NOT_YET or act.day <= event.day + ready.quick[1]:
                    if unknown:
                        break
                    return band
                continue
            try:
                end = ready.ends(events, now)
            except Unpublished as gap:
                gap.term = term
                raise
            missing = None
            if end is None or end.at_the_latest:
                missing = next((event for event in events_of(ready.leaf) if event not in events), None)
            if end is not None and not self.clock.meets(act, end):
                continue
            # A band whose end is not known might already hold; one that ends "at the latest" may be over.
            unknown = unknown or missing
            if end is not None:
                if unknown:
                    break
                return band
        if unknown:
            raise UnknownEvent(unknown)
        return len(timed.untils)

    def resolved(self, plan: Plan, bands: tuple[int, ...]) -> tuple[Resolved, Resolved]:
        """What is granted to the buyer, and what holds towards the seller."""
        found = plan.resolved.get(bands)
        if found is None:
            matches = [
                Match(timed.at, self.rules[timed.at], band)
                for timed, band in zip(plan.timed, bands, strict=True)
                if not self.rules[timed.at]["bands"][band].get("is_pass")
            ]
            matches = sorted([*plan.conditions, *matches], key=lambda match: match.at)
            found = (
                resolve([match for match in matches if self.is_for_buyer[match.at]], self.beats),
                resolve([match for match in matches if not self.is_for_buyer[match.at]], self.beats),
            )
            plan.resolved[bands] = found
        return found

    # ------------------------------------------------------------------------------ what terms are worth

    def leaf(self, term: str, classes: Sequence[int]) -> ReadyLeaf:
        """The value of a term at these classes."""
        tree = self._trees[term]
        while isinstance(tree, _ReadyTable):
            tree = tree.branches[classes[tree.axis]]
        return tree

    def only_leaf(self, term: str, among: Iterable[Sequence[int]]) -> ReadyLeaf | None:
        """The value of a term if it is the same at all of these classes."""
        found = {ready.leaf["text"]: ready for ready in (self.leaf(term, classes) for classes in among)}
        return next(iter(found.values())) if len(found) == 1 else None

    def leaves(self, term: str) -> tuple[ReadyLeaf, ...]:
        """Every value that a term can have, each once."""
        found: dict[int, ReadyLeaf] = {}
        below: list[_ReadyTree] = [self._trees[term]]
        while below:
            tree = below.pop()
            if isinstance(tree, _ReadyTable):
                below += tree.branches
            else:
                found[id(tree)] = tree
        return tuple(found.values())

    def _ready(self, term: str, tree: Tree, path: tuple[str, ...]) -> _ReadyTree:
        """The same row is the same object, whichever classes lead to it."""
        key = (id(tree), path)
        found = self._readied.get(key)
        if found is None:
            if is_table(tree):
                found = self._ready_rows(term, tree, path, {})
            else:
                leaf = cast(Leaf, tree)
                found = ReadyLeaf(term, path, leaf, self.clock.ends(leaf), self.clock.whole_days(leaf))
            self._readied[key] = found
        return found

    def _ready_rows(self, term: str, table: Table, path: tuple[str, ...], settled: Mapping[str, int]) -> _ReadyTree:
        """The rows divided by the first of their axes that is not settled yet."""
        rows = [row for row in table["rows"] if all(at in row["when"].get(axis, [at]) for axis, at in settled.items())]
        open_axes = [axis for row in rows for axis in row["when"] if axis not in settled]
        if not open_axes:
            return self._ready(term, rows[0]["value"], (*path, rows[0]["row"]))
        axis = open_axes[0]
        at = self.axis_index[axis]
        size = len(self.masks[at])
        return _ReadyTable(
            at, tuple(self._ready_rows(term, table, path, {**settled, axis: one}) for one in range(size))
        )


def events_of(leaf: Leaf) -> tuple[str, ...]:
    """The events that a value is counted from."""
    if "parts" in leaf:
        return tuple(dict.fromkeys(event for part in leaf["parts"] for event in events_of(part)))
    return (leaf["event"],) if "event" in leaf else ()
