"""What the project decides, in the shape of the obvious evaluator, so that the two can be compared."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from generator.decisions import clock, decision
from generator.decisions.deciding import Decider
from generator.decisions.situation import Situation
from generator.policy.values import Money
from tests.decisions import obvious


def situation_of(plain: dict[str, Any], decider: Decider) -> Situation:
    """The situation as the project reads it."""
    events = set(decider.program["events"])

    def moment(value: Any) -> clock.Moment:
        return clock.NOT_YET if value == "not_yet" else decider.clock.moment(value)

    return Situation(
        words={name: value for name, value in plain.items() if isinstance(value, str) and name not in events},
        flags={name: value for name, value in plain.items() if isinstance(value, frozenset)},
        amounts={name: value for name, value in plain.items() if isinstance(value, Money)},
        events={name: moment(value) for name, value in plain.items() if name in events},
        now=moment(plain["now"]),
    )


def end_of(end: clock.End | None) -> Any:
    if end is None or end.is_open:
        return None if end is None else obvious.UNLIMITED
    at = None
    if end.at is not None:
        day, second = divmod(end.at, 86_400)
        at = datetime.fromordinal(day).replace(tzinfo=UTC) + timedelta(seconds=second)
    return obvious.End(date.fromordinal(end.day), at, end.at_the_latest)


def value_of(value: decision.Value | None) -> Any:
    match value:
        case decision.Deadline(rule=rule, term=term, end=end, gap=gap):
            return ("deadline", rule, term, "unpublished" if gap else end_of(end))
        case decision.Amount(rule=rule, term=term, low=low, high=high, currency=currency):
            return obvious.Amount(rule, term, low, high, currency)
        case decision.Length(rule=rule, term=term):
            return ("length", rule, term)
        case _:
            return value


def part_of(part: decision.Part) -> obvious.Part:
    problem = part.problem
    return obvious.Part(
        outcome=part.outcome,
        choice=part.choice,
        options=tuple(
            (one.offer, {name: value_of(value) for name, value in one.facets.items()}, value_of(one.amount))
            for one in part.options
        ),
        facets={name: value_of(value) for name, value in part.facets.items()},
        evidence=part.evidence,
        approval=part.approval,
        reply=part.reply,
        because=frozenset()
        if problem
        else frozenset(
            (why.rule, why.facet, why.band, why.beat, tuple((u.term, u.value, u.path) for u in why.terms))
            for why in part.because
        ),
        problem=(problem.kind.value, problem.facet, problem.rules) if problem else None,
        needs=frozenset(part.needs),
        possible=frozenset(part.possible),
    )


def decided(decider: Decider, plain: dict[str, Any]) -> tuple[obvious.Part, obvious.Part, list[Any]]:
    """What the project decides."""
    found = decider.decide(situation_of(plain, decider))
    due = [
        (
            one.id,
            one.role,
            end_of(one.by.end),
            one.is_over,
            one.offer,
            {name: value_of(value) for name, value in one.facets.items()},
        )
        for one in found.due
    ]
    return part_of(found.buyer), part_of(found.seller), due


def expected(policy: Any, plain: dict[str, Any]) -> tuple[obvious.Part, obvious.Part, list[Any]]:
    """What the obvious evaluator decides; an end that is not there yet is the same for whatever reason."""
    buyer, seller, due = obvious.decide(policy, plain)
    return _open(buyer), _open(seller), [(*one[:5], _open(one[5])) for one in due]


def _open(value: Any) -> Any:
    if isinstance(value, obvious.Part):
        return obvious.replace(
            value,
            options=tuple((offer, _open(facets), amount) for offer, facets, amount in value.options),
            facets=_open(value.facets),
        )
    if isinstance(value, dict):
        return {name: _open(inner) for name, inner in value.items()}
    if isinstance(value, tuple) and value and value[0] == "deadline" and value[3] == obvious.WAITING:
        return (*value[:3], obvious.UNLIMITED)
    return value
