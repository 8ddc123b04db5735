"""Deadlines of a policy and of the law side by side: whether one surely ends no later than the other.

Each becomes a tree of ``Counted`` deadlines. The law's days count from the day after the event, and its business days
are Monday to Friday but for the holidays of its own market.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache

from generator.decisions.calendars import (
    Unpublished,
    WorkCalendar,
    add_business_days,
    countries,
    longest_business_days,
    shortest_business_days,
)
from generator.decisions.clock import DAY, add_months
from generator.decisions.evaluator import Evaluator
from generator.decisions.program import Leaf
from generator.decisions.quantities import leaf_of
from generator.decisions.times import span_of
from generator.policy.floor_words import FloorVocabulary
from generator.policy.values import Deadline

_AGES = 10_000_000
_LEAP_CYCLE = range(date(2024, 1, 1).toordinal(), date(2028, 1, 1).toordinal())


class Open(Enum):
    """Deadlines that are no point in time."""

    AT_ONCE = "at_once"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Counted:
    """A time from an event: ends on the day that many days after it at the earliest and at the latest.

    ``seconds``: it ends at an instant, so many seconds after the event; otherwise with the day. ``free``: the countries
    whose holidays do not count, and whether weekdays other than Saturday and Sunday do not.
    """

    event: str
    unit: str
    number: int
    shortest: int
    longest: int
    seconds: tuple[int, int] | None = None
    free: tuple[frozenset[str], bool] = (frozenset(), False)

    def longer_by(self, days: int) -> Counted:
        """The same with so many days more."""
        return Counted(self.event, "day", self.shortest + days, self.shortest + days, self.longest + days)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A date; without a year it is no day that can be compared."""

    day: int | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """The earliest of several."""

    parts: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class Later:
    """The latest of several."""

    parts: tuple[Limit, ...]


Limit = Counted | Fixed | Open | Earlier | Later


def limit_of_policy(leaf: Leaf, evaluator: Evaluator) -> Limit:
    """What a term's value comes to."""
    match leaf["kind"]:
        case "later_of":
            return Later(tuple(limit_of_policy(part, evaluator) for part in leaf["parts"]))
        case "earlier_of":
            return Earlier(tuple(limit_of_policy(part, evaluator) for part in leaf["parts"]))
        case "at_once":
            return Open.AT_ONCE
        case "day":
            return Fixed(date(*leaf["day"]).toordinal())
        case "after":
            return _counted(leaf, evaluator)
        case "yearly":
            return Fixed(None)
        case _:
            return Open.NEVER


def _counted(leaf: Leaf, evaluator: Evaluator) -> Counted:
    number, event = leaf["n"], leaf["event"]
    first = evaluator.program["events"][event]
    match leaf["unit"]:
        case "day":
            days = max(0, number - first)
            return Counted(event, "day", days, days, days)
        case "month":
            least, most = _days_of_months(number)
            return Counted(event, "month" if not first else "", number, least - first, most - first)
        case "business":
            calendar = evaluator.program["calendars"].get(leaf.get("calendar", ""))
            holidays = frozenset({calendar["country"]} if calendar and "country" in calendar else ())
            fewer = bool(calendar) and not set(calendar["closed"] if calendar else ()) <= {5, 6}
            try:
                least, most = evaluator.clock.business_days(leaf.get("calendar", ""), number, event)
            except Unpublished:
                least, most = number, _AGES  # longer than all published years
            unit = "business" if not first else ""
            return Counted(event, unit, number, least - first, most - first, free=(holidays, fewer))
        case _:
            span = span_of(leaf, evaluator.clock)
            seconds = (span.shortest, span.longest)
            return Counted(event, "", number, span.shortest // DAY, -(-span.longest // DAY), seconds)


def limit_of_law(deadline: Deadline, market: frozenset[str] = frozenset()) -> Limit:
    """What a floor's deadline comes to; ``market``: the countries whose holidays are no business days."""
    return _law(leaf_of(deadline, None, ""), market)


def _law(leaf: Leaf, market: frozenset[str]) -> Limit:
    match leaf["kind"]:
        case "later_of":
            return Later(tuple(_law(part, market) for part in leaf["parts"]))
        case "earlier_of":
            return Earlier(tuple(_law(part, market) for part in leaf["parts"]))
    event, unit, number = leaf["event"], leaf["unit"], leaf["n"]
    match unit:
        case "month":
            return Counted(event, unit, number, *_days_of_months(number))
        case "business":
            work = _workdays(market)
            least = shortest_business_days(work, number, day_one=False)
            most = longest_business_days(work, number, day_one=False)
            return Counted(event, unit, number, least, most, free=(market, False))
        case "day":
            return Counted(event, unit, number, number, number)
        case _:
            return Counted(event, "", number, number // DAY, -(-number // DAY), (number, number))


def _workdays(market: frozenset[str]) -> WorkCalendar:
    """Monday to Friday, without the holidays of the market's one country where they are known."""
    known = [country for country in sorted(market) if country in countries()]
    return WorkCalendar(frozenset({5, 6}), known[0] if len(market) == len(known) == 1 else None, None, None)


@lru_cache
def _days_of_months(number: int) -> tuple[int, int]:
    lengths = [add_months(day, number) - day for day in _LEAP_CYCLE]
    return min(lengths), max(lengths)


def are_comparable(one: Limit, other: Limit, words: FloorVocabulary) -> bool:
    """Whether the two count from events of which it is known how they follow each other.

    Where nothing is known (the goods arriving, and the seller's agreeing to a refund), either may come first, and
    saying that a deadline is late would be a guess.
    """
    pairs = [(a, b) for a in events_in(one) for b in events_in(other)]
    return not pairs or any(words.never_later(a, b) or words.never_later(b, a) for a, b in pairs)


def no_later(one: Limit, other: Limit, words: FloorVocabulary) -> bool:
    """Whether one surely ends no later than the other, whatever happens when."""
    if isinstance(other, Earlier):
        return all(no_later(one, part, words) for part in other.parts)
    if isinstance(one, Later):
        return all(no_later(part, other, words) for part in one.parts)
    if isinstance(other, Later):
        return any(no_later(one, part, words) for part in other.parts)
    if isinstance(one, Earlier):
        return any(no_later(part, other, words) for part in one.parts)
    if other is Open.NEVER or one is Open.AT_ONCE:
        return True
    if isinstance(one, Counted) and isinstance(other, Counted):
        return words.never_later(one.event, other.event) and _no_longer(one, other)
    if isinstance(one, Fixed) and isinstance(other, Fixed):
        return one.day is not None and other.day is not None and one.day <= other.day
    return False


def _no_longer(one: Counted, other: Counted) -> bool:
    if one.unit and one.unit == other.unit:
        is_free_too = one.free[0] <= other.free[0] and one.free[1] <= other.free[1]
        if one.number <= other.number and is_free_too:
            return True
    if one.seconds is None and other.seconds is None:
        return one.longest <= other.shortest
    longest = one.seconds[1] if one.seconds else (one.longest + 1) * DAY - 1
    shortest = other.seconds[0] if other.seconds else other.shortest * DAY
    return longest <= shortest


def end_of(limit: Limit, day_of: Callable[[str], int | None]) -> int | None:
    """The day on which a deadline of the law ends; ``day_of`` tells when an event was, None if not. None: never."""
    match limit:
        case Counted(event=event):
            day = day_of(event)
            return None if day is None else _after(limit, day)
        case Fixed(day=day):
            return day
        case Earlier(parts=parts):
            return min((day for part in parts if (day := end_of(part, day_of)) is not None), default=None)
        case Later(parts=parts):
            ends = [end_of(part, day_of) for part in parts]
            known = [day for day in ends if day is not None]
            return max(known) if len(known) == len(ends) else None
        case _:
            return None


def _after(limit: Counted, day: int) -> int:
    match limit.unit:
        case "month":
            return add_months(day, limit.number)
        case "business":
            return _after_business_days(limit, day)
        case _:
            return day + limit.longest


def _after_business_days(limit: Counted, day: int) -> int:
    try:
        return add_business_days(_workdays(limit.free[0]), day, limit.number, day_one=False)
    except Unpublished:
        return add_business_days(_workdays(frozenset()), day, limit.number, day_one=False)


def events_in(limit: Limit) -> tuple[str, ...]:
    """The events that it is counted from."""
    match limit:
        case Counted(event=event):
            return (event,)
        case Earlier(parts=parts) | Later(parts=parts):
            return tuple(dict.fromkeys(event for part in parts for event in events_in(part)))
        case _:
            return ()


def longest_of(limit: Limit) -> int:
    """The most days that any part of it takes."""
    match limit:
        case Counted(longest=longest):
            return longest
        case Earlier(parts=parts) | Later(parts=parts):
            return max(longest_of(part) for part in parts)
        case _:
            return 0
