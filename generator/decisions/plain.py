"""A decision as plain data, in the shape that other programs rely on (``decide --format json``)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from generator.decisions.clock import Clock, End
from generator.decisions.decision import Amount, Deadline, Decision, Due, Granted, Length, Part, Reason, Value
from generator.decisions.granting import CHARGE, SELLERS
from generator.policy.values import Money

Plain = dict[str, object]
_FEE, _ALSO, _REFUND = "fees.", "also.", "refund."


def plain_decision(decision: Decision, clock: Clock) -> Plain:
    """The decision in maps, lists and texts. Dates are ISO 8601; what is not known is None."""
    main = decision.main
    return {
        "section": main.section,
        "outcome": main.outcome,
        "choice": main.choice,
        "options": [_option(one, clock) for one in main.options],
        "evidence": list(main.evidence),
        "approval": main.approval,
        "reply": main.reply,
        "because": [_reason(one) for one in main.because],
        "needs": list(main.needs),
        "possible": list(main.possible),
        **_towards_the_seller(decision, clock),
        "due": [_due(one, clock) for one in decision.due],
    }


def plain_part(part: Part, clock: Clock) -> Plain:
    """What is granted, without what only the staff may know: no approval, no reply."""
    return {
        "section": part.section,
        "outcome": part.outcome,
        "choice": part.choice,
        "options": [_option(one, clock) for one in part.options],
        "evidence": list(part.evidence),
        "needs": list(part.needs),
        "possible": list(part.possible),
    }


def _towards_the_seller(decision: Decision, clock: Clock) -> Plain:
    """Who bears the loss, what a platform charges, and until when that can be appealed; and because of what."""
    part = decision.seller
    facets = part.facets
    if part.options:
        facets = {**facets, **{k: v for one in part.options for k, v in one.facets.items() if _is_sellers(k)}}
    found: Plain = {
        "bears": facets.get("bears"),
        "charges": _named(facets, CHARGE),
        "appeal": _value(facets["appeal"], clock) if "appeal" in facets else None,
    }
    if part is not decision.main:
        found["seller"] = {
            "outcome": part.outcome,
            "evidence": list(part.evidence),
            "reply": part.reply,
            "because": [_reason(one) for one in part.because],
            "needs": list(part.needs),
            "possible": list(part.possible),
            "problem": part.problem.kind.value if part.problem else None,
        }
    return found


def _is_sellers(name: str) -> bool:
    return name in SELLERS or name.startswith(CHARGE)


def _option(granted: Granted, clock: Clock) -> Plain:
    facets = granted.facets
    found: Plain = {"offer": granted.offer}
    refund: Plain = {}
    for name, value in facets.items():
        if name.startswith(_REFUND):
            refund[name.removeprefix(_REFUND)] = _value(value, clock)
        elif name != "amount" and not name.startswith((_FEE, _ALSO)):
            found[name] = _value(value, clock)
    found["fees"] = _named(facets, _FEE)
    if also := _named(facets, _ALSO):
        found["also"] = also
    found["amount"] = money_of(granted.amount)
    if refund:
        found["refund"] = {"to": None, "by": None, "bank": None, **refund}
    return found


def _named(facets: Mapping[str, Value], family: str) -> list[Plain]:
    """The facets of a family, each with its own name."""
    found: list[Plain] = []
    for name, value in facets.items():
        if name.startswith(family):
            own = name.removeprefix(family)
            match value:
                case Amount(rule=rule, term=term):
                    found.append({"name": own, "amount": money_of(value), "rule": rule, "term": term})
                case Length(rule=rule, term=term):
                    found.append({"name": own, "length": rule, "term": term})
                case _:
                    found.append({"name": own, "value": value})
    return found


def _value(value: Value, clock: Clock) -> object:
    match value:
        case Deadline():
            return plain_deadline(value, clock)
        case Amount():
            return money_of(value)
        case Length(rule=rule):
            return rule
        case tuple():
            return list(value)
        case _:
            return value


def plain_deadline(deadline: Deadline, clock: Clock) -> Plain:
    """The rule, and the last day or instant if it can be told."""
    end = deadline.end
    found: Plain = {
        "rule": deadline.rule,
        "date": iso_of(end, clock),
        "at_the_latest": bool(end and not end.is_open and end.at_the_latest),
    }
    if deadline.gap:
        found["calendar_not_published"] = {"country": deadline.gap[0], "year": deadline.gap[1]}
    return found


def iso_of(end: End | None, clock: Clock) -> str | None:
    """A day as ``2026-12-04``, an instant with the shop's offset; None where there is none yet."""
    if end is None or end.is_open:
        return None
    return date.fromordinal(end.day).isoformat() if end.at is None else clock.local(end.at).isoformat()


def money_of(amount: Amount | None) -> str | None:
    """The amount in the notation of the policy files; None if it is not known."""
    if amount is None or amount.low is None or amount.high is None or amount.currency is None:
        return None
    return str(Money(amount.low, amount.high, amount.currency))


def _reason(reason: Reason) -> Plain:
    found: Plain = {
        "rule": reason.rule,
        "facet": reason.facet,
        "band": reason.band,
        "beat": list(reason.beat),
        "terms": {used.term: used.value for used in reason.terms},
    }
    paths = {used.term: list(used.path) for used in reason.terms if used.path}
    if paths:
        found["paths"] = paths
    if reason.options:
        found["options"] = list(reason.options)
    return found


def _due(due: Due, clock: Clock) -> Plain:
    return {
        "escalation": due.id,
        "role": due.role,
        "by": plain_deadline(due.by, clock),
        "is_over": due.is_over,
        "then": {"offer": due.offer, **{name: _value(value, clock) for name, value in due.facets.items()}},
    }
