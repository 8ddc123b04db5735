"""Boundaries of a policy, and the situations that stand right beside them.

A rule can be wrong by one day, one cent or one second and nobody notices, unless a situation stands on either side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Literal

from generator.decisions.acting import acts_of, moment_of
from generator.decisions.clock import Clock, End, Moment
from generator.decisions.decision import Amount, Part, Reason
from generator.decisions.granting import OFFER
from generator.decisions.program import Leaf, Program, Tree, is_table
from generator.decisions.situation import Situation
from generator.decisions.versions import History, Ruling


class Side(StrEnum):
    """On which side of a boundary a situation stands."""

    LAST = "last"
    """The last day, second or cent for which nothing changes."""
    FIRST = "first"
    """The first one for which something does."""


class Kind(StrEnum):
    """What changes at a boundary."""

    BAND = "band"
    """A rule goes on to its next band."""
    ROW = "row"
    """The same, for one row of the term's table, and one part of its ``later_of``."""
    AMOUNT = "amount"
    """A condition tells amounts apart."""
    RUNG = "rung"
    """Somebody else has to approve."""
    LIMIT = "limit"
    """A share is raised to ``at_least`` or cut to ``at_most``: that is the first side."""


@dataclass(frozen=True, order=True, slots=True)
class Boundary:
    """One side of one boundary: ``what`` is a rule and its band, a term and its row, a fact and its amount."""

    kind: Kind
    what: str
    side: Side

    def __str__(self) -> str:
        return f"{self.kind} {self.what}: {self.side}"


def boundaries_of(program: Program) -> frozenset[Boundary]:
    """Both sides of every boundary that a policy has."""
    return frozenset(Boundary(kind, what, side) for kind, what in _all(program) for side in Side)


def boundaries_met(history: History, situations: Iterable[Situation]) -> frozenset[Boundary]:
    """The sides on which these situations stand, by what the policy decides in them."""
    return frozenset(one for situation in situations for one in sides_of(history.decide(situation), situation))


def _all(program: Program) -> Iterator[tuple[Kind, str]]:
    for rule in program["rules"]:
        untils = [band["until"] for band in rule["bands"] if "until" in band]
        for number, term in enumerate(untils, 1):
            yield Kind.BAND, f"{rule['id']} {number}"
            for path, leaf in _leaves(program["terms"][term]):
                yield from ((Kind.ROW, _row(term, path, part)) for part in _parts(leaf))
    for axis in program["axes"]:
        for cut in axis.get("cuts", []):
            yield Kind.AMOUNT, f"{axis['id']} {cut}"
    for ladder, rungs in program["ladders"].items():
        yield from ((Kind.RUNG, f"{ladder} {rung['role']}") for rung in rungs if "up_to" in rung)
    for term, tree in program["terms"].items():
        for _, leaf in _leaves(tree):
            yield from ((Kind.LIMIT, f"{term} {name}") for name in _LIMITS if name in leaf)


_LIMITS: tuple[Literal["at_least"], Literal["at_most"]] = ("at_least", "at_most")


def sides_of(ruling: Ruling, situation: Situation) -> Iterator[Boundary]:
    """The boundaries that one situation stands right beside, as the policy decided it."""
    decision, decider = ruling.decision, ruling.decider
    program, clock = decider.program, decider.clock
    for part in (decision.buyer, decision.seller):
        for reason in part.because:
            if reason.facet == OFFER:
                yield from _in_time(reason, situation, program, clock)
        yield from _rungs(part, program)
        yield from _limits(part, program)
    for axis in program["axes"]:
        money = situation.amounts.get(axis["fact"])
        for cut in axis.get("cuts", []) if money else ():
            if money and money.low in (cut - 1, cut):
                yield Boundary(Kind.AMOUNT, f"{axis['id']} {cut}", Side.FIRST if money.low == cut else Side.LAST)


def _in_time(reason: Reason, situation: Situation, program: Program, clock: Clock) -> Iterator[Boundary]:
    """The end of the band that holds, and that of the band before it."""
    acts = next(acts_of(rule) for rule in program["rules"] if rule["id"] == reason.rule)
    for number, used in enumerate(reason.terms, 1):
        act = moment_of(acts[number - 1], situation.events, situation.now)
        for path, leaf in _leaves(program["terms"][used.term]):
            if leaf["text"] != used.value or path != used.path:
                continue
            end = clock.ends(leaf)(situation.events, situation.now)
            side = _side(end, act)
            if end is None or side is None or (side is Side.LAST) is not (number == reason.band):
                continue
            yield Boundary(Kind.BAND, f"{reason.rule} {number}", side)
            for part in _parts(leaf):
                found = clock.ends(part)(situation.events, situation.now)
                if found is not None and (found.day, found.at) == (end.day, end.at):
                    yield Boundary(Kind.ROW, _row(used.term, path, part), side)


def _side(end: End | None, now: Moment) -> Side | None:
    """Whether a moment is the last one of a deadline, or the first one after it."""
    if end is None or end.is_open:
        return None
    if end.at is None:
        return {end.day: Side.LAST, end.day + 1: Side.FIRST}.get(now.day)
    return {end.at: Side.LAST, end.at + 1: Side.FIRST}.get(now.at or 0)


def _rungs(part: Part, program: Program) -> Iterator[Boundary]:
    highs = {option.amount.high for option in part.options if option.amount}
    for ladder, rungs in program["ladders"].items():
        for rung, above in pairwise(rungs):
            for _, leaf in _leaves(program["terms"][rung["up_to"]]) if "up_to" in rung else ():
                for role, amount, side in (
                    (rung["role"], leaf["low"], Side.LAST),
                    (above["role"], leaf["low"] + 1, Side.FIRST),
                ):
                    if part.approval == role and amount in highs:
                        yield Boundary(Kind.RUNG, f"{ladder} {rung['role']}", side)


def _limits(part: Part, program: Program) -> Iterator[Boundary]:
    held = [*part.facets.values(), *(value for option in part.options for value in option.facets.values())]
    for value in held:
        if isinstance(value, Amount) and value.term:
            for _, leaf in _leaves(program["terms"][value.term]):
                for name in _LIMITS:
                    if leaf["text"] == value.rule and value.low is not None and name in leaf:
                        is_cut = leaf[name] in (value.low, value.high)
                        yield Boundary(Kind.LIMIT, f"{value.term} {name}", Side.FIRST if is_cut else Side.LAST)


def _leaves(tree: Tree, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Leaf]]:
    if is_table(tree):
        for row in tree["rows"]:
            yield from _leaves(row["value"], (*path, row["row"]))
    else:
        yield path, tree  # type: ignore[misc] # what is no table is a leaf


def _parts(leaf: Leaf) -> Iterator[Leaf]:
    """What a deadline is counted from: itself, or each part of the later or the earlier of several."""
    if "parts" in leaf:
        for part in leaf["parts"]:
            yield from _parts(part)
    elif leaf["kind"] in ("after", "day", "yearly"):
        yield leaf


def _row(term: str, path: tuple[str, ...], part: Leaf) -> str:
    return " ".join([term, *([f"[{' / '.join(path)}]"] if path else []), part["text"]])
