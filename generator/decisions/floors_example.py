"""The smallest situation in which a shortfall shows, decided before it is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from generator.decisions.clock import Moment
from generator.decisions.deciding import Decider
from generator.decisions.decision import Deadline, Decision
from generator.decisions.evaluator import Plan, ReadyLeaf
from generator.decisions.floors_dates import missed_in
from generator.decisions.floors_deadlines import Limit
from generator.decisions.floors_requirement import Given, Requirements, Shortfall
from generator.decisions.floors_time import ProtectedDays
from generator.decisions.situation import Situation
from generator.policy.floor import RefundBy, SendBy
from generator.policy.values import Money

_Value = TypeVar("_Value")
_HISTORIES = 20
"""In how many histories of a cell a shortfall is looked for."""


@dataclass(frozen=True, slots=True)
class Where:
    """A cell in which something is missing: its plan, bands and classes, and a region of the floor's market."""

    plan: Plan
    bands: tuple[int, ...]
    classes: tuple[int, ...]
    region: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """A situation in which the shortfall was seen, and the decision.

    ``ends``: of a deadline the policy's last day (None: never) and the law's. ``unseen``: events that the law counts
    from and the policy does not know, with their days.
    """

    situation: Situation
    decision: Decision
    ends: tuple[int | None, int] | None
    unseen: Mapping[str, int]


class Examples:
    """Finds examples in one policy. ``region``: the fact of the market; ``keep``: the facts that the law asks for."""

    def __init__(self, decider: Decider, days: ProtectedDays, region: str | None, keep: frozenset[str]) -> None:
        self.decider = decider
        self.evaluator = decider.evaluator
        self.days = days
        self.region = region
        self.keep = keep

    def example(self, where: Where, limit: Limit | None, short: Shortfall, needs: Requirements) -> Example | None:
        """The smallest situation of this cell, decided; None if the shortfall cannot be seen in real days."""
        for happened, now in islice(self.days.days(where.plan, where.bands, where.classes, limit), _HISTORIES):
            situation = self._situation(where, happened, now)
            keep = self.keep | {event for event in happened if self.days.counts(limit, event)}
            if isinstance(short.requirement, RefundBy | SendBy):
                found = self._of_deadline(situation, where, short, needs, keep)
            else:
                found = self._of_offer(situation, short, needs, keep)
            if found is not None:
                return found
        return None

    def _of_offer(
        self, situation: Situation, short: Shortfall, needs: Requirements, keep: frozenset[str]
    ) -> Example | None:
        def shows(decision: Decision) -> bool:
            given = Given.of_part(decision.buyer)
            rules = {reason.rule for reason in decision.buyer.because if reason.facet == short.facet}
            return bool(given.options) and short.rule in rules and not needs.is_met(short.requirement, given)

        small = self._smallest(situation, shows, keep)
        return None if small is None else Example(small, self.decider.decide(small), None, {})

    def _of_deadline(
        self, situation: Situation, where: Where, short: Shortfall, needs: Requirements, keep: frozenset[str]
    ) -> Example | None:
        is_late = isinstance(short.requirement, RefundBy)
        ready = self._ready(short, where)
        law = needs.limit(short.requirement)
        events = self.decider.program["events"]
        for missed in missed_in(situation, ready, law, events, self.days.words, is_late=is_late):

            def shows(decision: Decision, law: int = missed.law) -> bool:
                said = [one.facets.get(short.facet) for one in decision.buyer.options if one.offer in needs.money]
                days = [one.end.day for one in said if isinstance(one, Deadline) and one.term == short.term and one.end]
                return any(day > law if is_late else day < law for day in days)

            small = self._smallest(
                missed.situation, shows, keep | (set(missed.situation.events) - set(situation.events))
            )
            if small is not None:
                end = ready.ends(small.events, small.now)
                day = None if end is None or end.is_open else end.day
                return Example(small, self.decider.decide(small), (day, missed.law), missed.unseen)
        return None

    def _ready(self, short: Shortfall, where: Where) -> ReadyLeaf:
        if short.term is not None:
            return self.evaluator.leaf(short.term, list(where.classes))
        return ReadyLeaf(
            "", (), {"kind": "at_once", "text": "at_once"}, lambda _, now: self.evaluator.clock.at_once(now)
        )

    def _situation(self, where: Where, happened: Mapping[str, Moment], now: Moment) -> Situation:
        """Everything that is to be known of a cell."""
        words: dict[str, str] = {}
        flags: dict[str, frozenset[str]] = {}
        amounts: dict[str, Money] = {}
        for axis, at in zip(self.evaluator.axes, where.classes, strict=True):
            fact = axis["fact"]
            match axis["kind"]:
                case "one_of":
                    words[fact] = axis["values"][at]
                case "countries":
                    words[fact] = where.region if where.region and fact == self.region else axis["values"][at]
                case "flag":
                    flags[fact] = flags.get(fact, frozenset()) | (frozenset(axis["values"]) if at else frozenset())
                case "money":
                    cuts = axis.get("cuts", [])
                    amount = cuts[at - 1] if at else max(0, min(cuts, default=1) - 1)
                    amounts[fact] = Money(amount, amount, axis.get("currency", self.decider.program["currency"]))
                case _:
                    pass
        return Situation(words, flags, amounts, happened, now)

    def _smallest(
        self, situation: Situation, shows: Callable[[Decision], bool], keep: frozenset[str]
    ) -> Situation | None:
        """As little as still shows it; None if even the whole situation does not."""
        if not shows(self.decider.decide(situation)):
            return None
        for left_out in (_without_words, _without_amounts, _without_flags, _without_events):
            situation = left_out(situation, keep, lambda left: shows(self.decider.decide(left)))
        return situation


_Shows = Callable[[Situation], bool]


def _without_words(situation: Situation, keep: frozenset[str], shows: _Shows) -> Situation:
    for fact in (one for one in situation.words if one not in keep):
        left = replace(situation, words=_without(situation.words, fact))
        situation = left if shows(left) else situation
    return situation


def _without_amounts(situation: Situation, keep: frozenset[str], shows: _Shows) -> Situation:
    for fact in situation.amounts:
        left = replace(situation, amounts=_without(situation.amounts, fact))
        situation = left if shows(left) else situation
    return situation


def _without_flags(situation: Situation, keep: frozenset[str], shows: _Shows) -> Situation:
    """A fact at a time, and where that tells too little a flag at a time."""
    for fact, flags in situation.flags.items():
        left = replace(situation, flags=_without(situation.flags, fact))
        if shows(left):
            situation = left
            continue
        for flag in sorted(flags):
            fewer = {**situation.flags, fact: situation.flags[fact] - {flag}}
            left = replace(situation, flags=fewer)
            situation = left if shows(left) else situation
    return situation


def _without_events(situation: Situation, keep: frozenset[str], shows: _Shows) -> Situation:
    for event in (one for one in situation.events if one not in keep):
        left = replace(situation, events=_without(situation.events, event))
        situation = left if shows(left) else situation
    return situation


def _without(known: Mapping[str, _Value], name: str) -> dict[str, _Value]:
    return {key: value for key, value in known.items() if key != name}
