"""Situations on both sides of every boundary of a policy, with Python's whole answer, for the script to give too."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from operator import itemgetter
from pathlib import Path
from random import Random
from typing import Any

import yaml

from generator.decisions.calendars import Unpublished
from generator.decisions.clock import NOT_YET, Clock, Moment
from generator.decisions.deciding import Decider
from generator.decisions.plain import Plain, plain_decision
from generator.decisions.program import Leaf, Program
from generator.decisions.published_program import leaves_in, published_program
from generator.decisions.reading import read_situation, told, vocabulary_of
from generator.decisions.seasons import ends_of
from generator.decisions.situation import Situation
from generator.decisions.situations import region_of
from generator.policy.holidays import holidays_of, shipped
from generator.policy.shape import Report
from generator.policy.source import parse_yaml
from generator.policy.values import Money, minor_digits

Json = dict[str, Any]
_LATER = 50
"""Days after which no wait is left."""
_MONTH_ENDS = [date(*day).toordinal() for day in ((2026, 8, 31), (2026, 11, 30), (2024, 2, 29), (2027, 1, 31))]
_TRIED = 120
"""How many other values of facts are tried beside each base."""


def answer_of(decider: Decider, situation: Situation) -> Json:
    """The whole answer, as the script gives it."""
    decision = decider.decide(situation)
    problem = decision.main.problem
    kind = problem.kind.value if problem else None
    plain = {**plain_decision(decision, decider.clock), "flags": sorted(decision.main.flags), "problem": kind}
    return {name: _in_numbers(name, value) for name, value in plain.items()}


def _in_numbers(name: str, value: Plain) -> Plain:
    """Dates as year, month, day and time of day, amounts in minor units: the script has no words for them."""
    match value:
        case str() if name == "date":
            day, _, clock = value.partition("T")
            return [*map(int, day.split("-")), clock[:8]]
        case str() if name == "amount":
            told, _, currency = value.partition(" ")
            units = [round(Decimal(one).scaleb(minor_digits(currency))) for one in told.split("..")]
            return [units[0], units[-1], currency]
        case dict():
            return {key: _in_numbers(key, one) for key, one in value.items()}
        case list():
            return [_in_numbers(name, one) for one in value]
        case _:
            return value


def public_answer_of(decider: Decider, situation: Situation) -> Json:
    """What buyers are told of it, as their script gives it."""
    return publicly(answer_of(decider, situation))


def publicly(answer: Json) -> Json:
    """Of a whole answer what buyers are told: of a reason not what it beat, and no row of a table."""
    names = ("outcome", "choice", "options", "evidence", "needs", "possible", "flags", "problem")
    reasons = [{name: one[name] for name in ("rule", "facet", "band", "terms")} for one in answer["because"]]
    written = sorted({json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in reasons})
    return {**{name: answer[name] for name in names}, "because": [json.loads(one) for one in written]}


def script_situation(situation: Situation, clock: Clock) -> Json:
    """A situation as the script takes it."""
    return {
        "facts": {
            **situation.words,
            **{fact: sorted(flags) for fact, flags in situation.flags.items()},
            **{fact: [money.low, money.currency] for fact, money in situation.amounts.items()},
        },
        "events": {event: told(moment, clock) for event, moment in situation.events.items()},
        "now": told(situation.now, clock),
    }


def vector_set(
    name: str,
    decider: Decider,
    situations: Iterable[Situation],
    answer: Callable[[Decider, Situation], Json] | None = None,
) -> Json:
    """One program with its vectors, and the whole answer of each or another."""
    clock = decider.clock
    vectors = [
        {"situation": script_situation(one, clock), "answer": (answer or answer_of)(decider, one)} for one in situations
    ]
    return {"name": name, "program": published_program(decider.program), "vectors": vectors}


def bases_in(file: Path, program: Program, clock: Clock, today: Moment) -> Iterator[Situation]:
    """The situations of a file of examples, as far as they are this program's."""
    found = yaml.load(file.read_text(encoding="utf-8"), yaml.CBaseLoader)
    entries = list(found.values()) if isinstance(found, dict) else found
    names = vocabulary_of(program, clock)
    for entry in entries:
        node, _ = parse_yaml(yaml.safe_dump(entry["situation"], allow_unicode=True).encode(), "situation.yaml")
        situation = read_situation(node, names, today, Report()) if node is not None else None
        if situation is not None:
            yield situation


def both_sides(decider: Decider, bases: Iterable[Situation], dice: Random) -> list[Situation]:
    """The bases, others like them in which something new is granted, and both sides of all that these rest on."""
    program, clock = decider.program, decider.clock
    seen: set[str] = set()
    crossed: set[Crossing] = set()
    counted: set[str] = set()
    tried: set[object] = set()
    found: list[Situation] = []
    for base in bases:
        found += [base, *_in_time(decider, base, crossed, counted)]
        seen |= _shown(decider, base)
        others = list(_other_facts(program, base))
        for other in dice.sample(others, min(_TRIED, len(others))):
            # What lies in the same classes at the same time rests on the same rules.
            alike = (*decider.evaluator.locate(other), *sorted(other.events.items(), key=itemgetter(0)), other.now)
            if alike in tried:
                continue
            tried.add(alike)
            new = _shown(decider, other) - seen
            if new:
                seen |= new
                found += [other, *_in_time(decider, other, crossed, counted)]
    return list({str(script_situation(one, clock)): one for one in found}.values())


def _shown(decider: Decider, situation: Situation) -> set[str]:
    """What can be seen of a policy in one answer: rules, bands, precedences, rows of tables."""
    decision = decider.decide(situation)
    reasons = [*decision.buyer.because, *decision.seller.because]
    rows = {f"{used.term} {used.path}" for one in reasons for used in one.terms}
    return rows | {f"{one.rule} {one.facet} {one.band} {one.beat}" for one in reasons}


def gone(base: Situation, dice: Random, most: int) -> Situation:
    """The same without some of what is known."""
    known = [*base.words, *base.flags, *base.amounts, *base.events]
    lost = set(dice.sample(known, min(most, len(known))))

    def left(held: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in held.items() if name not in lost}

    return replace(
        base, words=left(base.words), flags=left(base.flags), amounts=left(base.amounts), events=left(base.events)
    )


def _other_facts(program: Program, base: Situation) -> Iterator[Situation]:
    for axis in program["axes"]:
        fact = axis["fact"]
        match axis["kind"]:
            case "one_of":
                yield from (replace(base, words={**base.words, fact: value}) for value in axis["values"])
            case "countries":
                for at in range(len(axis["values"])):
                    yield replace(base, words={**base.words, fact: region_of(axis, at)})
            case "flag":
                held = base.flags.get(fact, frozenset())
                yield replace(base, flags={**base.flags, fact: held ^ {axis["values"][0]}})
            case "money":
                currency = axis.get("currency", program["currency"])
                for cents in _cents(program, axis.get("cuts", ())):
                    yield replace(base, amounts={**base.amounts, fact: Money(cents, cents, currency)})
            case "season":
                year = base.now.day // 366 + 1
                for span in axis.get("spans", []):
                    for edge in ends_of(span, year):
                        for day in (edge - 1, edge, edge + 1):
                            yield replace(base, events={**base.events, fact: Moment(day)})
            case "event":
                yield replace(base, events={**base.events, fact: NOT_YET})


def _cents(program: Program, cuts: Sequence[int]) -> list[int]:
    """Beside every bound of the axis, of every rung, and where shares are rounded, raised and cut."""
    found = {0, 1, 50, 333, 1005, 99_999, *cuts}
    rungs = [rung["up_to"] for ladder in program["ladders"].values() for rung in ladder if "up_to" in rung]
    found |= {leaf["low"] for term in rungs for leaf in leaves_in(program["terms"][term])}
    for tree in program["terms"].values():
        for leaf in leaves_in(tree):
            if leaf["kind"] == "share":
                limits = [leaf[name] for name in ("at_least", "at_most") if name in leaf]
                found |= {limit * 10_000 // high for limit in limits for high in (leaf["high"], leaf["low"]) if high}
                found |= {-(-5_000 // leaf["high"])} if leaf["high"] else set()
    return sorted({max(0, cents + more) for cents in found for more in (-1, 0, 1)})


Crossing = tuple[str, str, str]
"""A rule, or an escalation, the row of a term that it rests on, and a deadline in that term."""


def _in_time(decider: Decider, base: Situation, crossed: set[Crossing], counted: set[str]) -> Iterator[Situation]:
    """The last moment that is in time for a deadline that the answer rests on, and the first that is not.

    What has been crossed for a rule before is not tried again; and a deadline is counted from odd days once, for it is
    counted alike for every rule.
    """
    decision, terms = decider.decide(base), decider.program["terms"]
    reasons = [*decision.buyer.because, *decision.seller.because]
    used = {(why.rule, one.term, str(one.path)) for why in reasons for one in why.terms}
    used |= {(one.id, one.by.term, "") for one in decision.due if one.by.term}
    acts = {rule["id"]: [band["by"] for band in rule["bands"] if "by" in band] for rule in decider.program["rules"]}
    deadlines: dict[str, tuple[Leaf, set[Crossing]]] = {}
    for rule, term, row in sorted(used):
        for leaf in leaves_in(terms[term]):
            deadlines.setdefault(leaf["text"], (leaf, set()))[1].add((rule, f"{term} {row}", leaf["text"]))
    for leaf, crossings in deadlines.values():
        if crossings <= crossed:
            continue
        sides = list(_sides(leaf, decider.clock, base))
        for day in [] if leaf["text"] in counted else _odd_days(leaf, decider.program):
            other = replace(base, events={**base.events, leaf["event"]: Moment(day)})
            sides += _sides(leaf, decider.clock, other)
        sides += _told_then(
            sides, sorted({act for rule, _, _ in crossings for act in acts.get(rule, ()) if act in base.events})
        )
        counted |= {leaf["text"]} if sides else set()
        crossed |= crossings if sides else set()
        yield from sides


def _told_then(sides: list[Situation], acts: Iterable[str]) -> list[Situation]:
    """The same moments as those of what a rule is met by, while the case is decided later."""
    later = [replace(side, now=Moment(side.now.day + _LATER)) for side in sides]
    return [
        replace(one, events={**one.events, act: side.now})
        for act in acts
        for side, one in zip(sides, later, strict=True)
    ]


def _odd_days(leaf: Leaf, program: Program) -> list[int]:
    """Days from which a duration is easily counted wrongly: ends of months, the days before working weekends."""
    if "event" not in leaf or "unit" not in leaf:
        return []
    calendar = program["calendars"].get(leaf.get("calendar", ""))
    country = calendar.get("country") if calendar else None
    if country is not None and country in shipped():
        return [day - 2 for day in sorted(holidays_of(country).working_weekends)[-3:]]
    return _MONTH_ENDS if leaf["unit"] == "month" else []


def _sides(leaf: Leaf, clock: Clock, base: Situation) -> Iterator[Situation]:
    try:
        end = clock.ends(leaf)(base.events, base.now)
    except Unpublished:
        return
    if end is None or end.is_open:
        return
    if end.at is None:
        yield replace(base, now=Moment(end.day))
        yield replace(base, now=Moment(end.day + 1))
        for second in (clock.end_of(end.day), clock.end_of(end.day) + 1):
            yield replace(base, now=Moment(clock.local(second).toordinal(), second))
    else:
        for second in (end.at, end.at + 1):
            yield replace(base, now=Moment(clock.local(second).toordinal(), second))
