"""Whether deadlines that follow each other can end later than one that they are parts of: counted in real days.

Lengths that differ from start to start (business days, months, open hours) are counted from every day of some years,
as far as the holidays of those years are published; so nothing is reported that no calendar shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations

from generator.decisions.calendars import Unpublished
from generator.decisions.clock import DAY, Clock, End, Ends, Moment
from generator.decisions.evaluator import events_of
from generator.decisions.program import Leaf, Program
from generator.decisions.realising import parts_of
from generator.decisions.times import span_of

_YEARS_BEFORE, _YEARS_AFTER = 2, 9
"""How far from the day on which the policy came into force days are tried: about as far as holidays are published."""
_MOST_ORDERED = 4
"""Of more events than these the orders are not all tried."""


@dataclass(frozen=True, slots=True)
class Overrun:
    """The parts end after the whole, if ``event`` happens at ``start``. ``late`` is open where a part has no end."""

    event: str
    start: Moment
    late: End
    due: End


class Counter:
    """Counts with the calendars and events of one program."""

    def __init__(self, program: Program, clock: Clock) -> None:
        self.clock = clock
        self._effective = program["effective"]
        self._calendars = program["calendars"]
        self._day_one = program["events"]
        self._hours = {
            id: (one["opens"], one["closes"])
            for id, one in program["calendars"].items()
            if "opens" in one and "closes" in one
        }
        self._found: dict[tuple[str, ...], Overrun | None] = {}

    def overrun(self, parts: Sequence[Leaf], whole: Leaf) -> Overrun | None:
        """The worst case in which the parts end after the whole; None if they never do.

        Parts that are counted from the event of the whole run side by side from its start. Those of any other event
        start when all before them have ended, one event after the other, in the order that takes longest; what no
        part accounts for takes no time. How far two events lie apart is not known: of a whole that is the earlier of
        several, what is counted from other events is left out; one that is the later of such is not compared, nor is
        anything with a fixed date; and a part that is counted from several events has all of them at once.
        """
        key = (*(part["text"] for part in parts), whole["text"])
        if key not in self._found:
            self._found[key] = self._overrun(parts, whole)
        return self._found[key]

    def _overrun(self, parts: Sequence[Leaf], whole: Leaf) -> Overrun | None:
        if any(_is_dated(leaf) for leaf in (*parts, whole)) or self._surely_fits(parts, whole):
            return None
        worst: Overrun | None = None
        for event in events_of(whole):
            chain = _Chain(self.clock, event, parts, whole)
            for start in self._starts(parts, whole):
                found = chain.overrun(start)
                if found is not None and (worst is None or self._excess(found) > self._excess(worst)):
                    worst = found
        return worst

    def _excess(self, found: Overrun) -> int:
        return second_of(found.late, self.clock) - second_of(found.due, self.clock)

    def _surely_fits(self, parts: Sequence[Leaf], whole: Leaf) -> bool:
        """Whether one part from the same event is shorter whatever the calendar: the usual case, known at once."""
        if len(parts) != 1 or parts[0]["kind"] != "after" or whole["kind"] != "after":
            return False
        part = parts[0]
        if part["event"] != whole["event"]:
            return False
        try:
            if whole["unit"] == "business" and part.get("calendar") in self._hours:
                return self._days_of_hours(part, whole) <= whole["n"]
            return span_of(part, self.clock).surely_ends_by(span_of(whole, self.clock))
        except Unpublished:
            return False

    def _days_of_hours(self, part: Leaf, whole: Leaf) -> int:
        """The business days in which so many open hours surely pass; more than any where two calendars differ."""
        own, other = self._calendars[part["calendar"]], self._calendars.get(whole.get("calendar", ""))
        if other is None or (own["closed"], own.get("country")) != (other["closed"], other.get("country")):
            return whole["n"] + 1
        opens, closes = self._hours[part["calendar"]]
        return -(-part["n"] // (closes - opens)) + self._day_one[part["event"]]

    def _starts(self, parts: Sequence[Leaf], whole: Leaf) -> Iterator[Moment]:
        """Moments at which an event may happen: one, if it makes no difference; else every day, and times of it."""
        counted = [one for leaf in (*parts, whole) for one in parts_of(leaf) if "unit" in one]
        if {one["unit"] for one in counted} <= {"day"}:
            yield Moment(self._effective)
            return
        hours = [self._hours[one["calendar"]] for one in counted if one.get("calendar") in self._hours]
        # Where the whole ends with a day, whatever happens later on a day leaves less time.
        by_second = any(part.get("unit") == "second" for part in parts_of(whole))
        for day in self._days():
            yield Moment(day)
            if by_second:
                start = self.clock.start_of(day)
                yield from (Moment(day, start + second) for second in {0, *(one for pair in hours for one in pair)})

    def _days(self) -> Iterator[int]:
        """Every day of the years around the policy's first one, those in which it is in force before the others."""
        year = date.fromordinal(self._effective).year
        yield from range(self._effective, date(year + _YEARS_AFTER + 1, 1, 1).toordinal())
        yield from range(date(year - _YEARS_BEFORE, 1, 1).toordinal(), self._effective)


class _Chain:
    """Parts in a row from one event on, beside the whole."""

    def __init__(self, clock: Clock, event: str, parts: Sequence[Leaf], whole: Leaf) -> None:
        self.clock = clock
        self.event = event
        self.whole = clock.ends(whole)
        self._events = tuple({one for part in parts for one in events_of(part)})
        self.first = [clock.ends(part) for part in parts if event in events_of(part) or not events_of(part)]
        later: dict[str, list[Ends]] = {}
        for part in parts:
            events = events_of(part)
            if events and not set(events) & set(events_of(whole)):
                later.setdefault(events[0], []).append(clock.ends(part))
        orders = permutations(sorted(later)) if len(later) <= _MOST_ORDERED else (tuple(sorted(later)),)
        self.orders = [[later[one] for one in order] for order in orders]

    def overrun(self, start: Moment) -> Overrun | None:
        """Whether the parts end after the whole from this start; None where it cannot be counted."""
        try:
            due = self.whole({self.event: start}, start)
            if due is None or due.is_open:
                return None
            late = max((self._last(start, order) for order in self.orders), key=self._second)
        except Unpublished:
            return None
        return Overrun(self.event, start, late, due) if self._second(late) > self._second(due) else None

    def _last(self, start: Moment, order: Sequence[Sequence[Ends]]) -> End:
        end = self._latest(self.first, start)
        for ends in order:
            if not end.is_open:
                end = self._latest(ends, Moment(end.day, end.at))
        return end

    def _latest(self, ends: Sequence[Ends], start: Moment) -> End:
        """The last of these ends; where there is none it takes no time."""
        events = dict.fromkeys(self._events, start)
        found = [end for one in ends if (end := one(events, start)) is not None]
        return max(found, key=self._second, default=End(start.day, start.at))

    def _second(self, end: End) -> int:
        return second_of(end, self.clock)


def second_of(end: End, clock: Clock) -> int:
    """The last instant of an end; that of no end is after all others."""
    if end.is_open:
        return end.day * DAY
    return clock.end_of(end.day) if end.at is None else end.at


def _is_dated(leaf: Leaf) -> bool:
    return any(part["kind"] in ("day", "yearly") for part in parts_of(leaf))
