"""A program made ready to be run alone, by a script that is to be small.

``overrides/assistant/decide.js`` runs it, in the page, and answers as this package does. What can be worked out
beforehand is: tables are rows, precedence is transitive, facets of a rule and a band stand in each option, names of
axes and rules are their places. Nothing that a decision depends on is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TypedDict, cast

from generator.decisions.axes import existing
from generator.decisions.granting import NOT_PAID, ONLY_PAID, ONLY_RETURNED
from generator.decisions.order import earlier_events
from generator.decisions.program import (
    Axis,
    Clause,
    Escalation,
    FacetText,
    Leaf,
    Program,
    Rule,
    Tree,
    axes_by_use,
    is_table,
)
from generator.decisions.published_calendars import EPOCH, PublishedCalendar, published_calendar, published_from
from generator.policy.model import Offer
from generator.policy.values import minor_digits

PlacedClause = list[tuple[int, list[int]]]
"""The places of axes with the classes that fit."""
_NONE, _EMPTY = ("outcome", "choice", "problem"), ("options", "evidence", "because", "needs", "possible", "flags")
Facets = dict[str, FacetText]


class PublishedRow(TypedDict):
    """A value of a term: the rows of the tables that lead to it, and the classes that do."""

    when: PlacedClause
    path: list[str]
    leaf: Leaf


class PublishedBand(TypedDict, total=False):
    """A band; ``options`` are offers with all their facets. A ``choice`` and an ``until`` only where there is one.

    ``by``: the event that must meet its ``until``, once it is told.
    """

    until: str
    by: str
    choice: str
    is_pass: int
    options: list[tuple[str, Facets]]


class PublishedRule(TypedDict):
    """A rule; ``over`` are the places of all rules that it is over; ``facets`` are those of a rule without bands."""

    id: str
    section: str
    buyer: int
    over: list[int]
    when: list[PlacedClause]
    unless: list[PlacedClause]
    facets: Facets
    bands: list[PublishedBand]


class PublishedEscalation(TypedDict):
    """An escalation; its conditions are like those of a rule."""

    id: str
    role: str
    by: str
    when: list[PlacedClause]
    unless: list[PlacedClause]
    facets: Facets


class PublishedProgram(TypedDict):
    """All that a decision depends on. Days are those since 1970.

    ``digits``: those of the minor unit of each currency. ``axes`` have their ``size``. ``since``: from when
    on all holidays are known. ``after`` names for each event those that come before it. ``never`` is declared
    impossible. ``nothing`` is an answer that says nothing. ``only`` names the facets that say something of goods that
    come back, those of money that is paid back, and the offers that pay nothing back. Clauses ask first what most of
    them ask.
    """

    version: str
    effective: int
    timezone: str
    currency: str
    digits: dict[str, int]
    offers: list[str]
    axes: list[dict[str, object]]
    since: int
    events: dict[str, int]
    after: dict[str, list[str]]
    calendars: dict[str, PublishedCalendar]
    terms: dict[str, list[PublishedRow]]
    rules: list[PublishedRule]
    never: list[PlacedClause]
    nothing: dict[str, object]
    only: dict[str, tuple[str, ...]]
    ladders: dict[str, list[tuple[str, str | None]]]
    escalations: list[PublishedEscalation]


def published_program(program: Program) -> PublishedProgram:
    """The program as the script runs it; calendars that no value is counted on are left out."""
    return _Publishing(program).program()


def serialise_published(program: PublishedProgram) -> str:
    """The one text of it, fit to stand in a ``<script type="application/json">``."""
    text = json.dumps(program, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.replace("<", "\\u003c")


class _Publishing:
    def __init__(self, program: Program) -> None:
        self._from = program
        self._axis_at = {axis["id"]: at for at, axis in enumerate(program["axes"])}
        self._order = axes_by_use(program)
        self._rule_at = {rule["id"]: at for at, rule in enumerate(program["rules"])}
        self._rows = {term: list(self._flat(tree, {}, ())) for term, tree in program["terms"].items()}

    def program(self) -> PublishedProgram:
        program = self._from
        leaves = [leaf for tree in program["terms"].values() for leaf in leaves_in(tree)]
        used = {leaf["calendar"] for leaf in leaves if "calendar" in leaf}
        currencies = {program["currency"], *(one["currency"] for one in leaves if "currency" in one)}
        currencies |= {axis["currency"] for axis in program["axes"] if "currency" in axis}
        digits = {one: minor_digits(one) for one in sorted(currencies)}
        return {
            "version": program["version"],
            "effective": program["effective"] - EPOCH,
            "timezone": program["timezone"],
            "currency": program["currency"],
            "digits": digits,
            "offers": [offer.value for offer in Offer],
            "axes": [_axis(axis) for axis in program["axes"]],
            "since": published_from(program["calendars"].values()) - EPOCH,
            "events": program["events"],
            "after": earlier_events(program),
            "calendars": {id: published_calendar(one) for id, one in program["calendars"].items() if id in used},
            "terms": self._rows,
            "rules": [self._rule(rule) for rule in program["rules"]],
            "never": self._placed(program["impossible"]),
            "nothing": {**dict.fromkeys(_NONE), **{name: [] for name in _EMPTY}},
            "only": {"returned": ONLY_RETURNED, "paid": ONLY_PAID, "unpaid": NOT_PAID},
            "ladders": {id: [(one["role"], one.get("up_to")) for one in own] for id, own in program["ladders"].items()},
            "escalations": [self._escalation(one) for one in program["escalations"]],
        }

    def _placed(self, clauses: Iterable[Clause]) -> list[PlacedClause]:
        return [
            [(self._axis_at[axis], clause[axis]) for axis in sorted(clause, key=self._order.index)]
            for clause in clauses
        ]

    def _rule(self, rule: Rule) -> PublishedRule:
        audiences = {section["id"]: section["to"] for section in self._from["sections"]}
        return {
            "id": rule["id"],
            "section": rule["section"],
            "buyer": int(audiences[rule["section"]] == "buyer"),
            "over": sorted(self._below(rule, set())),
            "when": self._placed(rule["when"]),
            "unless": self._placed(rule["unless"]),
            "facets": {} if rule["bands"] else rule["facets"],
            "bands": [
                cast(PublishedBand, {name: band[name] for name in ("until", "by", "choice", "is_pass") if name in band})
                | {
                    "options": [
                        (one["offer"], {**rule["facets"], **band["facets"], **one["facets"]}) for one in band["options"]
                    ]
                }
                for band in rule["bands"]
            ],
        }

    def _escalation(self, one: Escalation) -> PublishedEscalation:
        return {
            "id": one["id"],
            "role": one["role"],
            "by": one["by"],
            "when": self._placed(one["when"]),
            "unless": self._placed(one["unless"]),
            "facets": one["facets"],
        }

    def _below(self, rule: Rule, found: set[int]) -> set[int]:
        for id in rule["over"]:
            at = self._rule_at[id]
            if at not in found:
                found.add(at)
                self._below(self._from["rules"][at], found)
        return found

    def _flat(self, tree: Tree, above: Mapping[str, list[int]], path: tuple[str, ...]) -> Iterator[PublishedRow]:
        """The values of a table with the classes that lead to each; rows that nothing can lead to are left out."""
        if not is_table(tree):
            yield {"when": self._placed([dict(above)])[0], "path": list(path), "leaf": _bound(cast(Leaf, tree))}
            return
        for row in tree["rows"]:
            own = {id: [at for at in fit if at in above.get(id, fit)] for id, fit in row["when"].items()}
            if all(own.values()):
                yield from self._flat(row["value"], {**above, **own}, (*path, row["row"]))


def _bound(leaf: Leaf) -> Leaf:
    """A length without its low end where that is the same: nothing goes by it."""
    if "parts" in leaf:
        return cast(Leaf, {**leaf, "parts": [_bound(part) for part in leaf["parts"]]})
    return cast(Leaf, {k: v for k, v in leaf.items() if k != "low" or leaf.get("n") != v})


def leaves_in(tree: Tree) -> Iterator[Leaf]:
    """Every value in a term, and every part of one."""
    if is_table(tree):
        for row in tree["rows"]:
            yield from leaves_in(row["value"])
        return
    leaf = cast(Leaf, tree)
    yield leaf
    for part in leaf.get("parts", []):
        yield from leaves_in(part)


def _axis(axis: Axis) -> dict[str, object]:
    """With its size: without the class of all other countries where every country is named, for none lies in it."""
    return {**axis, "size": len(existing(axis))}
