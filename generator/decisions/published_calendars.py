"""Calendars with the public holidays that they need, as a script can read them that has no files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import NotRequired, cast

from generator.decisions.program import Calendar
from generator.policy import holidays

WEEK = 7
EPOCH = date(1970, 1, 1).toordinal()
"""The day from which scripts count."""


class PublishedCalendar(Calendar):
    """A calendar; of a ``country`` with the days that cannot be known from the weekday alone.

    ``first`` and ``end``: the days since 1970 from which and before which they are published; ``last`` is the last
    year, 0 if there is none. ``free`` are holidays, ``worked`` are weekends that are not free: each list is the first
    day, then the days from one to the next, which is short.
    """

    first: NotRequired[int]
    end: NotRequired[int]
    last: NotRequired[int]
    free: NotRequired[list[int]]
    worked: NotRequired[list[int]]


def published_calendar(calendar: Calendar) -> PublishedCalendar:
    """The calendar with its holidays, if it has any."""
    country = calendar.get("country")
    if country is None:
        return cast(PublishedCalendar, calendar)
    first, end, last, free, worked = 1, 1, 0, list[int](), list[int]()
    if country in holidays.shipped():
        found = holidays.holidays_of(country)
        first, end = (date(year, 1, 1).toordinal() - EPOCH for year in (found.first, found.last + 1))
        last = found.last
        # A holiday on a day that is closed in any case says nothing.
        free = _steps(day for day in found.days if (day - 1) % WEEK not in calendar["closed"])
        worked = _steps(found.working_weekends)
    published = {"first": first, "end": end, "last": last, "free": free, "worked": worked}
    return cast(PublishedCalendar, {**calendar, **published})


def published_from(calendars: Iterable[Calendar]) -> int:
    """The first day (an ordinal) that all calendars whose holidays are shipped know; the second of 1970 without any."""
    countries = {calendar.get("country") for calendar in calendars}
    years = (holidays.holidays_of(one).first for one in countries if one in holidays.shipped())
    return max((date(year, 1, 1).toordinal() for year in years), default=EPOCH + 1)


def _steps(days: Iterable[int]) -> list[int]:
    ordered = sorted(day - EPOCH for day in days)
    return ordered[:1] + [after - before for before, after in pairwise(ordered)]
