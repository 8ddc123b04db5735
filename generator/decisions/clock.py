"""Moments and deadlines: when a duration ends, in the shop's time zone, in integers.

A day is an ordinal (``date.toordinal()``). An instant is seconds of universal time, a day's ordinal times 86,400
plus the second of the day, so that hours run the same across a change of the clocks.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from generator.decisions.calendars import (
    Unpublished,
    WorkCalendar,
    add_business_days,
    add_open_time,
    longest_business_days,
    shortest_business_days,
)
from generator.decisions.program import Leaf, Program

DAY = 86_400
_WEEKEND = WorkCalendar(frozenset({5, 6}), None, None, None)
"""Business days that name no calendar, where the policy has none of its own: Monday to Friday."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened: a day, and the instant if that is known."""

    day: int
    at: int | None = None


NOT_YET = Moment(0)
"""An event that has not happened. No event happens on day 0."""


@dataclass(frozen=True, slots=True)
class End:
    """When a deadline ends: a whole ``day``, or at the instant ``at`` of it.

    ``at_the_latest``: it may turn out to be earlier, when what is open now is known. ``open``: no day yet, because an
    event that it is counted from has not happened, or because there is no limit.
    """

    day: int
    at: int | None = None
    at_the_latest: bool = False

    @property
    def is_open(self) -> bool:
        return self.day == _FOREVER


_FOREVER = 10_000_000
FOREVER = End(_FOREVER)
"""Unlimited."""
WAITING = End(_FOREVER, None, at_the_latest=True)
"""Counted from an event that has not happened."""

Ends = Callable[[Mapping[str, Moment], Moment], End | None]
"""When a deadline ends, from the events and the moment of the decision; None if an event is unknown."""


class Clock:
    """Counts in one time zone, with the events and calendars of one program."""

    def __init__(self, program: Program) -> None:
        self.zone = ZoneInfo(program["timezone"])
        self._day_one = {event: bool(one) for event, one in program["events"].items()}
        self._calendars = {
            id: WorkCalendar(frozenset(one["closed"]), one.get("country"), one.get("opens"), one.get("closes"))
            for id, one in program["calendars"].items()
        }
        self.start_of = lru_cache(4096)(self._start_of)

    def _start_of(self, day: int) -> int:
        return self.instant(datetime.fromordinal(day).replace(tzinfo=self.zone))

    def end_of(self, day: int) -> int:
        """The last second of a day."""
        return self.start_of(day + 1) - 1

    def instant(self, at: datetime) -> int:
        """The instant of an aware date and time; a naive one is the shop's."""
        aware = at if at.tzinfo else at.replace(tzinfo=self.zone)
        universal = aware.astimezone(UTC)
        return universal.toordinal() * DAY + universal.hour * 3600 + universal.minute * 60 + universal.second

    def local(self, instant: int) -> datetime:
        """The date and time of an instant in the shop's zone."""
        universal = datetime.fromordinal(instant // DAY).replace(tzinfo=UTC) + timedelta(seconds=instant % DAY)
        return universal.astimezone(self.zone)

    def moment(self, at: datetime | date) -> Moment:
        """The moment of a date, or of a date and time."""
        if not isinstance(at, datetime):
            return Moment(at.toordinal())
        instant = self.instant(at)
        return Moment(self.local(instant).toordinal(), instant)

    def meets(self, now: Moment, end: End) -> bool:
        """Whether an act at ``now`` is in time. An act of which only the day is known counts from its first second."""
        if end.at is None:
            return now.day <= end.day
        return (self.start_of(now.day) if now.at is None else now.at) <= end.at

    def at_once(self, now: Moment) -> End:
        """The end of what happens together with the decision."""
        return End(now.day, now.at)

    def ends(self, leaf: Leaf) -> Ends:
        """A function that tells when the deadline ends."""
        match leaf["kind"]:
            case "after" | "yearly":
                count = self._counted(leaf) if leaf["kind"] == "after" else _yearly(leaf["day"])
                return _from_event(leaf["event"], count)
            case "day":
                fixed = End(date(*leaf["day"]).toordinal())
                return lambda events, now: fixed
            case "at_once":
                return lambda events, now: End(now.day, now.at)
            case "later_of":
                return self._later([self.ends(part) for part in leaf["parts"]])
            case "earlier_of":
                return self._earlier([self.ends(part) for part in leaf["parts"]])
            case _:
                return lambda events, now: FOREVER

    def business_days(self, calendar: str, number: int, event: str) -> tuple[int, int]:
        """The fewest and the most days that a number of business days can take, in the years that are published."""
        work, day_one = self._calendars.get(calendar, _WEEKEND), self._day_one[event]
        return (
            shortest_business_days(work, number, day_one=day_one),
            longest_business_days(work, number, day_one=day_one),
        )

    def whole_days(self, leaf: Leaf) -> tuple[str, int] | None:
        """Of a number of days from one event the event, and the days from the event's own; None for all else."""
        if leaf["kind"] != "after" or leaf["unit"] != "day":
            return None
        return leaf["event"], self._days(leaf)

    def _days(self, leaf: Leaf) -> int:
        return max(0, leaf["n"] - 1) if self._day_one[leaf["event"]] else leaf["n"]

    def _counted(self, leaf: Leaf) -> Callable[[Moment], End]:
        number, day_one = leaf["n"], self._day_one[leaf["event"]]
        match leaf["unit"]:
            case "day":
                days = self._days(leaf)
                return lambda event: End(event.day + days)
            case "month":
                return lambda event: End(max(event.day, add_months(event.day, number) - int(day_one and number > 0)))
            case "business":
                work = self._calendars.get(leaf.get("calendar", ""), _WEEKEND)
                return lambda event: End(add_business_days(work, event.day, number, day_one=day_one))
            case "second":
                open_hours = self._calendars.get(leaf.get("calendar", ""))
                return lambda event: self._at(self._elapsed(event, number, open_hours), event)

    def _elapsed(self, event: Moment, seconds: int, calendar: WorkCalendar | None) -> int:
        """The instant; an event of which only the day is known counts from its last second."""
        start = self.end_of(event.day) if event.at is None else event.at
        if calendar is None:
            return start + seconds
        local = self.local(start)
        civil = local.toordinal() * DAY + local.hour * 3600 + local.minute * 60 + local.second
        end = add_open_time(calendar, civil, seconds)
        wall = datetime.fromordinal(end // DAY) + timedelta(seconds=end % DAY)
        return self.instant(wall)

    def _at(self, instant: int, event: Moment) -> End:
        day = self.local(instant).toordinal()
        if event.at is None and instant == self.end_of(day):
            return End(day, None, at_the_latest=True)
        return End(day, instant, at_the_latest=event.at is None)

    def _key(self, end: End) -> int:
        if end.day == _FOREVER:
            return _FOREVER * DAY
        return self.end_of(end.day) if end.at is None else end.at

    def _later(self, parts: list[Ends]) -> Ends:
        def ends(events: Mapping[str, Moment], now: Moment) -> End | None:
            found: list[End | None] = []
            gap: Unpublished | None = None
            for part in parts:
                try:
                    found.append(part(events, now))
                except Unpublished as one:
                    gap = gap or one
            endless = [end for end in found if end is not None and end.day == _FOREVER]
            if endless:
                return FOREVER if FOREVER in endless else WAITING
            if gap:
                raise gap
            known = [end for end in found if end is not None]
            if len(known) < len(found):
                return None
            last = max(known, key=self._key)
            # Of two that end together one is enough that cannot end earlier.
            is_open = all(end.at_the_latest for end in known if self._key(end) == self._key(last))
            return End(last.day, last.at, is_open)

        return ends

    def _earlier(self, parts: list[Ends]) -> Ends:
        def ends(events: Mapping[str, Moment], now: Moment) -> End | None:
            found = [part(events, now) for part in parts]
            known = [end for end in found if end is not None and end.day != _FOREVER]
            is_open = any(end is None or end.at_the_latest for end in found)
            if not known:
                return None if None in found else WAITING if is_open else FOREVER
            first = min(known, key=self._key)
            return End(first.day, first.at, is_open)

        return ends


def _from_event(event: str, count: Callable[[Moment], End]) -> Ends:
    def ends(events: Mapping[str, Moment], now: Moment) -> End | None:
        moment = events.get(event)
        if moment is None:
            return None
        return WAITING if moment is NOT_YET else count(moment)

    return ends


def add_months(day: int, number: int) -> int:
    """The same day of the month some months later, or the month's last day.

    >>> date.fromordinal(add_months(date(2026, 11, 30).toordinal(), 3)).isoformat()
    '2027-02-28'
    """
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + number, 12)
    return date(year, month + 1, min(start.day, months.monthrange(year, month + 1)[1])).toordinal()


def _yearly(day: list[int]) -> Callable[[Moment], End]:
    """The first such day of the year on or after the event; 29 February is the 28th where there is none."""
    _, month, number = day

    def in_year(year: int) -> int:
        return date(year, month, min(number, months.monthrange(year, month)[1])).toordinal()

    def count(event: Moment) -> End:
        year = date.fromordinal(event.day).year
        this = in_year(year)
        return End(this if this >= event.day else in_year(year + 1))

    return count
