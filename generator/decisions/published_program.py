"""A program with all that another language needs to run it: the holidays of its calendars, the digits of its money.

``overrides/assistant/decide.js`` runs this, in the page, and answers as this package does.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import TypedDict, cast

from generator.decisions.axes import existing, size_of
from generator.decisions.program import Axis, Calendar, Leaf, Program, Tree, is_table
from generator.policy import holidays
from generator.policy.values import minor_digits

WEEK = 7
_USUAL_DIGITS = 2


class PublishedHolidays(TypedDict):
    """The days that a country's calendars cannot know from the weekday alone.

    ``first`` and ``end``: the ordinals from which and before which days are published; ``last`` is the last year, 0 if
    there is none. ``days`` are free, ``worked`` are weekends that are not: each list is the first ordinal, then the
    days from one to the next.
    """

    first: int
    end: int
    last: int
    days: list[int]
    worked: list[int]


class PublishedProgram(Program):
    """A program that can be run alone. ``digits``: of each currency whose minor unit has not two."""

    holidays: dict[str, PublishedHolidays]
    digits: dict[str, int]


def published_program(program: Program) -> PublishedProgram:
    """The program with all that it needs; calendars that no value is counted on are left out."""
    leaves = [leaf for tree in program["terms"].values() for leaf in leaves_in(tree)]
    used = {leaf["calendar"] for leaf in leaves if "calendar" in leaf}
    calendars = {id: one for id, one in program["calendars"].items() if id in used}
    countries = sorted({one["country"] for one in calendars.values() if "country" in one})
    digits = {one: minor_digits(one) for one in sorted(_currencies(program, leaves))}
    # What is written here beside the rest is what Python looks up elsewhere.
    whole = program | {
        "axes": [_axis(axis) for axis in program["axes"]],
        "calendars": calendars,
        "holidays": {country: _holidays(country, calendars.values()) for country in countries},
        "digits": {currency: number for currency, number in digits.items() if number != _USUAL_DIGITS},
    }
    return cast(PublishedProgram, whole)


def serialise_published(program: PublishedProgram) -> str:
    """The one text of it, fit to stand in a ``<script type="application/json">``."""
    text = json.dumps(program, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.replace("<", "\\u003c")


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


def _currencies(program: Program, leaves: Iterable[Leaf]) -> set[str]:
    found = {leaf["currency"] for leaf in leaves if "currency" in leaf}
    return found | {program["currency"]} | {axis["currency"] for axis in program["axes"] if "currency" in axis}


def _axis(axis: Axis) -> Axis:
    """Without the class of all other countries where every country is named: none lies in it."""
    return axis if len(existing(axis)) == size_of(axis) else {**axis, "values": axis["values"][:-1]}


def _holidays(country: str, calendars: Iterable[Calendar]) -> PublishedHolidays:
    if country not in holidays.shipped():
        return {"first": 1, "end": 1, "last": 0, "days": [], "worked": []}
    found = holidays.holidays_of(country)
    own = [one for one in calendars if one.get("country") == country]
    # A holiday on a day that is closed in any case says nothing.
    open_days = {day for day in range(WEEK) if any(day not in one["closed"] for one in own)}
    return {
        "first": date(found.first, 1, 1).toordinal(),
        "end": date(found.last + 1, 1, 1).toordinal(),
        "last": found.last,
        "days": _steps(day for day in found.days if (day - 1) % WEEK in open_days),
        "worked": _steps(found.working_weekends),
    }


def _steps(days: Iterable[int]) -> list[int]:
    ordered = sorted(days)
    return ordered[:1] + [after - before for before, after in pairwise(ordered)]
