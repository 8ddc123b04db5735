"""Policy → program: names become classes of axes, values become integers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import product
from typing import TypeVar

from generator.decisions import program as compiled
from generator.decisions.axes import Axes, axes_of
from generator.decisions.quantities import leaf_of
from generator.policy.model import (
    Audience,
    Band,
    Calendar,
    Condition,
    Escalation,
    Facet,
    Policy,
    Rule,
    Section,
    Table,
    TermRef,
    Word,
)
from generator.policy.model import Clause as Tests
from generator.policy.values import Leaf

_Entry = TypeVar("_Entry")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def compile_policy(policy: Policy) -> compiled.Program:
    """The program of a policy, the same for files, rules, keys and rows in any order.

    Of the buyers' projection (``buyer_projection``) it is the program that may be published.
    """
    axes = axes_of(policy)
    effective = policy.shop.effective
    return {
        "format": compiled.FORMAT,
        "version": policy.shop.version,
        "effective": date(effective.year or 1, effective.month, effective.day).toordinal(),
        "timezone": policy.shop.timezone,
        "currency": policy.shop.currency,
        "axes": list(axes.axes),
        "events": {id: int(event.counting == "day_one") for id, event in sorted(policy.scopes.events.items())},
        "calendars": {id: _calendar(one) for id, one in sorted(policy.scopes.calendars.items())},
        "sections": [
            {"id": section.id, "to": section.to.value, "applies_by": section.applies_by}
            for section in _sorted(policy.sections)
        ],
        "terms": {term.id: _tree(term.value, axes, _Home.of(policy, term.section)) for term in _sorted(policy.terms)},
        "rules": [_rule(rule, axes) for rule in _sorted(policy.rules)],
        "impossible": sorted(
            (clause for condition in policy.scopes.impossible for clause in clauses_of(condition, axes)), key=_order
        ),
        "ladders": {
            ladder.id: [
                {"role": rung.role, "up_to": rung.up_to.term} if rung.up_to else {"role": rung.role}
                for rung in ladder.rungs
            ]
            for ladder in _sorted(policy.ladders)
        },
        "escalations": [_escalation(one, axes) for one in _sorted(policy.escalations)],
    }


def is_for_buyers(section: Section) -> bool:
    """Whether a section's rules are decided together with those for buyers."""
    return section.to is Audience.BUYER


def clauses_of(condition: Condition, axes: Axes) -> Iterator[compiled.Clause]:
    """The clauses as classes of axes; a test of flags becomes a clause a flag, a value that cannot be none."""
    for tests in condition:
        yield from _clauses(tests, axes)


def _clauses(tests: Tests, axes: Axes) -> Iterator[compiled.Clause]:
    alternatives = [axes.alternatives(test.axis, test.values) for test in sorted(tests, key=lambda test: test.axis)]
    for choice in product(*alternatives):
        clause: compiled.Clause = {}
        for part in choice:
            clause |= part
        yield clause


class _Home:
    """What a value needs to know of where it stands: the calendar that days of no calendar are counted on."""

    def __init__(self, calendar: str | None, applies_by: str) -> None:
        self.calendar = calendar
        self.applies_by = applies_by

    @classmethod
    def of(cls, policy: Policy, section: str) -> _Home:
        return cls(default_calendar(policy.scopes.calendars), policy.sections[section].applies_by)


def default_calendar(calendars: Mapping[str, Calendar]) -> str | None:
    """The calendar of business days that name none: ``shop``, else the only one; without any, Monday to Friday."""
    if "shop" in calendars or len(calendars) != 1:
        return "shop" if "shop" in calendars else None
    return next(iter(calendars))


def _tree(value: Leaf | Table, axes: Axes, home: _Home) -> compiled.Tree:
    if not isinstance(value, Table):
        return leaf_of(value, home.calendar, home.applies_by)
    inner = dict(value.rows)
    rows: list[compiled.Row] = [
        {"row": key, "when": when, "value": _tree(inner[key], axes, home)}
        for key, when in axes.rows(value.axis, tuple(inner))
    ]
    return {"by": value.axis, "rows": rows}


def _rule(rule: Rule, axes: Axes) -> compiled.Rule:
    return {
        "id": rule.id,
        "section": rule.section,
        "act": rule.act.value,
        "when": sorted(clauses_of(rule.when, axes), key=_order) if rule.when else [{}],
        "unless": sorted(clauses_of(rule.unless, axes), key=_order),
        "over": sorted(rule.over),
        "facets": _facets(rule.facets),
        "bands": [_band(band, rule.met_at(at)) for at, band in enumerate(rule.bands)],
    }


def _escalation(one: Escalation, axes: Axes) -> compiled.Escalation:
    return {
        "id": one.id,
        "role": one.role,
        "by": one.by.term,
        "when": [{}] if one.when is None else sorted(clauses_of(one.when, axes), key=_order),
        "unless": sorted(clauses_of(one.unless, axes), key=_order),
        "facets": _facets(one.on_timeout),
    }


def _order(clause: compiled.Clause) -> list[tuple[str, list[int]]]:
    return sorted(clause.items())


def _band(band: Band, by: str | None) -> compiled.Band:
    options: list[compiled.Option] = [
        {"offer": option.offer.value, "facets": _facets(option.facets)} for option in band.options
    ]
    found: compiled.Band = {"options": options, "facets": _facets(band.facets)}
    if band.until:
        found["until"] = band.until.term
    if by:
        found["by"] = by
    if band.choice:
        found["choice"] = band.choice.value
    if band.is_pass:
        found["is_pass"] = 1
    return found


def _facets(facets: Iterable[Facet]) -> dict[str, compiled.FacetText]:
    return {facet.name: _said(facet) for facet in sorted(facets, key=lambda facet: facet.name)}


def _said(facet: Facet) -> compiled.FacetText:
    match facet.value:
        case TermRef(term=term):
            return f"${term}"
        case Word(text=text):
            return text
        case words:
            return sorted(word.text for word in words)


def _calendar(calendar: Calendar) -> compiled.Calendar:
    found: compiled.Calendar = {"closed": sorted(_WEEKDAYS.index(day) for day in calendar.closed)}
    if calendar.holidays:
        found["country"] = calendar.holidays
    if calendar.hours:
        found["opens"], found["closes"] = (_seconds(text) for text in calendar.hours)
    return found


def _seconds(text: str) -> int:
    hours, _, minutes = text.partition(":")
    return (int(hours) * 60 + int(minutes)) * 60


def _sorted(entries: Mapping[str, _Entry]) -> list[_Entry]:
    return [entries[id] for id in sorted(entries)]
