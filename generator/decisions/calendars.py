"""Business days and open hours: which day a number of them ends on.

A day is an ordinal (``date.toordinal()``). An instant is a number of seconds of local civil time: the day's ordinal
times 86,400, plus the second of the day. Everything is exact and depends on nothing but the shipped holidays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate, compress

from generator.policy import holidays

DAY = 86_400
"""The seconds of a day."""

WEEK = 7
"""The days of a week."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """When somebody works: not on the weekdays ``closed`` (0 is Monday), not on public holidays of ``country``.

    ``opens`` and ``closes`` are seconds of the day, both or neither; without them the whole business day is open.
    ValueError if it is never open.
    """

    closed: frozenset[int]
    country: str | None
    opens: int | None
    closes: int | None

    def __post_init__(self) -> None:
        if not self.closed < set(range(WEEK)):
            raise ValueError(f"closed: {sorted(self.closed)}")
        opens, closes = self.hours
        if (self.opens is None) != (self.closes is None) or not 0 <= opens < closes <= DAY:
            raise ValueError(f"opens {self.opens}, closes {self.closes}")

    @property
    def hours(self) -> tuple[int, int]:
        """The seconds of the day at which a business day opens and closes."""
        return self.opens or 0, DAY if self.closes is None else self.closes


class Unpublished(Exception):
    """A day would have to be judged in a ``year`` for which no holidays of ``country`` are published.

    ``last`` is the last year that is; 0 if no holidays of this country are shipped at all. ``term`` is the deadline
    that was counted, where that is known.
    """

    term: str | None = None

    def __init__(self, country: str, year: int, last: int) -> None:
        super().__init__(f"{country}: the public holidays of {year} are not published; the last year is {last}")
        self.country = country
        self.year = year
        self.last = last


def countries() -> tuple[str, ...]:
    """The countries, and parts of countries, whose holidays are shipped, sorted."""
    return holidays.shipped()


def is_business_day(calendar: WorkCalendar, day: int) -> bool:
    """Whether the day is worked: a working weekend is, a holiday is not. Unpublished may be raised.

    >>> shop = WorkCalendar(frozenset({5, 6}), "CN", None, None)
    >>> [is_business_day(shop, date(2026, 10, day).toordinal()) for day in (7, 8, 10, 11)]
    [False, True, True, False]
    """
    return _count(calendar).has(day)


def add_business_days(calendar: WorkCalendar, start: int, number: int, *, day_one: bool) -> int:
    """The last of ``number`` business days: counted from the day after ``start``, or, with ``day_one``, from
    ``start`` itself. None at all end on ``start``. Unpublished may be raised, ValueError for a negative number.

    >>> shop = WorkCalendar(frozenset({5, 6}), "CN", None, None)
    >>> str(date.fromordinal(add_business_days(shop, date(2026, 9, 30).toordinal(), 3, day_one=False)))
    '2026-10-10'
    """
    if number < 0:
        raise ValueError(f"{number} business days")
    if number == 0:
        return start
    count = _count(calendar)
    return count.nth(count.before(start if day_one else start + 1) + number)


def add_open_time(calendar: WorkCalendar, start: int, seconds: int) -> int:
    """The instant at which ``seconds`` of open time have passed since the instant ``start``.

    What is reached exactly at closing ends there, not at the next opening; at a closing time of 24:00 this is 0:00
    of the following day. Unpublished may be raised, ValueError for negative seconds.

    >>> desk = WorkCalendar(frozenset({5, 6}), None, 9 * 3600, 18 * 3600)
    >>> friday = date(2026, 1, 9).toordinal() * DAY
    >>> divmod(add_open_time(desk, friday + 17 * 3600, 2 * 3600) - friday, DAY)
    (3, 36000)
    """
    if seconds < 0:
        raise ValueError(f"{seconds} seconds")
    if seconds == 0:
        return start
    opens, closes = calendar.hours
    day, second = divmod(start, DAY)
    if second < closes and is_business_day(calendar, day):
        begin = max(second, opens)
        if seconds <= closes - begin:
            return day * DAY + begin + seconds
        seconds -= closes - begin
    full, rest = divmod(seconds - 1, closes - opens)
    return add_business_days(calendar, day, full + 1, day_one=False) * DAY + opens + rest + 1


def longest_business_days(calendar: WorkCalendar, number: int, *, day_one: bool) -> int:
    """The most calendar days, counted in the same way, that ``number`` business days take from any start.

    That is: so many calendar days from the worst start end on the same day. Every start is tried from which only
    published days are counted; Unpublished if there is none.

    >>> longest_business_days(WorkCalendar(frozenset({5, 6}), None, None, None), 10, day_one=False)
    14
    """
    return _spans(calendar, number, day_one)[1]


def shortest_business_days(calendar: WorkCalendar, number: int, *, day_one: bool) -> int:
    """The fewest calendar days; see ``longest_business_days``.

    >>> shortest_business_days(WorkCalendar(frozenset({5, 6}), None, None, None), 6, day_one=True)
    8
    """
    return _spans(calendar, number, day_one)[0]


@lru_cache(maxsize=1024)
def _spans(calendar: WorkCalendar, number: int, day_one: bool) -> tuple[int, int]:
    """The fewest and the most calendar days of so many business days."""
    if number == 0:
        return 0, 0
    days = [
        add_business_days(calendar, start, number, day_one=day_one) - start + day_one
        for start in _count(calendar).starts(number, day_one)
    ]
    return min(days), max(days)


@dataclass(frozen=True, slots=True)
class _Weeks:
    """Business days without holidays, numbered from the first day there is, a Monday, whose ordinal is 1.

    ``counts``: for each weekday, how many of the days before it in its week are worked; for the next Monday too.
    """

    weekdays: tuple[int, ...]
    counts: tuple[int, ...]

    def has(self, day: int) -> bool:
        return (day - 1) % WEEK in self.weekdays

    def before(self, day: int) -> int:
        """How many business days there are before this one."""
        weeks, weekday = divmod(day - 1, WEEK)
        return weeks * len(self.weekdays) + self.counts[weekday]

    def nth(self, number: int) -> int:
        """The business day of this number, counted from 1."""
        weeks, at = divmod(number - 1, len(self.weekdays))
        return weeks * WEEK + self.weekdays[at] + 1

    def starts(self, number: int, day_one: bool) -> range:
        """The days from which ``number`` business days are worth counting: every week is like the first."""
        return range(1, 1 + WEEK)


@dataclass(frozen=True, slots=True)
class _Years:
    """Business days of the published years, numbered from the first of them.

    ``days`` are their ordinals. ``counts``: for each day from the ordinal ``first`` on, how many of those before it
    are worked; for the day after the last too.
    """

    country: str
    last_year: int
    first: int
    days: tuple[int, ...]
    counts: tuple[int, ...]

    def has(self, day: int) -> bool:
        return self.before(day) < self.counts[day - self.first + 1]

    def before(self, day: int) -> int:
        at = day - self.first
        if not 0 <= at < len(self.counts) - 1:
            raise Unpublished(self.country, date.fromordinal(day).year, self.last_year)
        return self.counts[at]

    def nth(self, number: int) -> int:
        if number > len(self.days):
            raise Unpublished(self.country, self.last_year + 1, self.last_year)
        return self.days[number - 1]

    def starts(self, number: int, day_one: bool) -> range:
        """All days from which as many can be counted."""
        self.nth(number)
        return range(self.first if day_one else self.first - 1, self.days[-number] + day_one)


@lru_cache(maxsize=256)
def _count(calendar: WorkCalendar) -> _Weeks | _Years:
    """The calendar's business days, ready to be counted."""
    weekdays = tuple(weekday for weekday in range(WEEK) if weekday not in calendar.closed)
    if calendar.country is None:
        return _Weeks(weekdays, tuple(accumulate((day in weekdays for day in range(WEEK)), initial=0)))
    if calendar.country not in holidays.shipped():
        return _Years(calendar.country, 0, 1, (), (0,))
    published = holidays.holidays_of(calendar.country)
    first, end = date(published.first, 1, 1).toordinal(), date(published.last + 1, 1, 1).toordinal()
    worked = [
        day in published.working_weekends or ((day - 1) % WEEK in weekdays and day not in published.days)
        for day in range(first, end)
    ]
    days = tuple(compress(range(first, end), worked))
    return _Years(calendar.country, published.last, first, days, tuple(accumulate(worked, initial=0)))
