"""A decision in the short flat form of ``policies/examples/``: what a person can read, write and check by hand.

Every value is a text, a list of texts, or a map of them. What is not granted is not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from generator.decisions.clock import Clock, End
from generator.decisions.decision import Amount, Deadline, Decision, Due, Granted, Length, Part, Value
from generator.decisions.plain import money_of

Flat = str | list["Flat"] | dict[str, "Flat"]

IS_OVER, RUNS = "over", "running"
"""Whether the time of an escalation is up."""


def flat_decision(decision: Decision, clock: Clock) -> dict[str, Flat]:
    """The whole answer: the part that answers, ``seller`` beside it where it says anything, and what is ``due``."""
    found = flat_part(decision.main, clock)
    if decision.main is not decision.seller and (seller := flat_part(decision.seller, clock)):
        found["seller"] = seller
    if decision.due:
        found["due"] = [_due(one, clock) for one in decision.due]
    return found


def flat_part(part: Part, clock: Clock) -> dict[str, Flat]:
    """What one group of sections decides; ``rules`` are the ids of all rules that it rests on, sorted."""
    found: dict[str, Flat | None] = {
        "outcome": part.outcome,
        "choice": part.choice,
        "options": [_option(one, clock) for one in part.options],
        **_facets(part.facets, clock),
        "evidence": [*part.evidence],
        "approval": part.approval,
        "reply": part.reply,
        "problem": part.problem.kind.value if part.problem else None,
        "needs": [*part.needs],
        "possible": [*part.possible],
        "rules": [*rules_of(part)],
    }
    return {name: value for name, value in found.items() if value}


def rules_of(*parts: Part) -> tuple[str, ...]:
    """The ids of all rules that these answers rest on, sorted."""
    return tuple(sorted({reason.rule for part in parts for reason in part.because}))


def _option(granted: Granted, clock: Clock) -> Flat:
    """The offer and its facets. ``amount`` is what is paid back after fees, if it is known, else as the term says."""
    found: dict[str, Flat] = {"offer": granted.offer}
    if granted.amount is not None:
        found["amount"] = flat_value(granted.amount, clock)
    return found | {name: value for name, value in _facets(granted.facets, clock).items() if name not in found}


def _facets(facets: Mapping[str, Value], clock: Clock) -> dict[str, Flat]:
    return {name: flat_value(value, clock) for name, value in facets.items()}


def _due(due: Due, clock: Clock) -> Flat:
    found: dict[str, Flat] = {
        "escalation": due.id,
        "role": due.role,
        "by": flat_value(due.by, clock),
        "state": IS_OVER if due.is_over else RUNS,
    }
    if due.offer:
        found["then"] = due.offer
    return found | _facets(due.facets, clock)


def flat_value(value: Value, clock: Clock) -> Flat:
    """A word, words, ``85.00 USD``, ``24 months``, a deadline; an amount that is not known as its term says it."""
    match value:
        case Deadline():
            return _deadline(value, clock)
        case Amount(rule=rule):
            return money_of(value) or rule
        case Length(rule=rule):
            return rule
        case tuple():
            return [*value]
        case _:
            return value


def _deadline(deadline: Deadline, clock: Clock) -> str:
    """``2026-12-01``, ``2026-12-01 at the latest``, ``2026-12-01 09:30`` in the shop's time, else the rule.

    The rule with ``(CN 2027 not published)`` where the holidays of that year are missing.
    """
    end = deadline.end
    if deadline.gap:
        country, year = deadline.gap
        return f"{deadline.rule} ({country} {year} not published)"
    if end is None or end.is_open:
        return deadline.rule
    return _end(end, clock) + (" at the latest" if end.at_the_latest else "")


def _end(end: End, clock: Clock) -> str:
    if end.at is None:
        return date.fromordinal(end.day).isoformat()
    local = clock.local(end.at)
    return local.strftime("%Y-%m-%d %H:%M:%S" if local.second else "%Y-%m-%d %H:%M")
