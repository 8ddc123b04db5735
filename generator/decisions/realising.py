"""Real days for what the grid found: events and a moment at which just these bands hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import product

from generator.decisions.calendars import Unpublished
from generator.decisions.clock import FOREVER, Clock, Moment
from generator.decisions.evaluator import Evaluator, Plan, ReadyLeaf, UnknownEvent, events_of
from generator.decisions.program import Leaf
from generator.decisions.seasons import ends_of, falls_in
from generator.decisions.times import span_of

_DAY = 86_400


class Realiser:
    """Finds real days for a cell: events and a moment at which just these bands hold.

    ``start``: about two months before the days that are tried first; without it, when the policy takes effect.
    """

    def __init__(self, evaluator: Evaluator, start: int | None = None) -> None:
        self.evaluator = evaluator
        self._start = evaluator.program["effective"] if start is None else start
        self._days = sorted({date(*leaf["day"]).toordinal() for leaf in _dates_in(evaluator)})

    def realise(
        self, plan: Plan, bands: tuple[int, ...], classes: Sequence[int]
    ) -> tuple[dict[str, Moment], Moment] | None:
        """The events that matter, and the moment of the act; None if there are none in which these bands hold."""
        evaluator = self.evaluator
        own = list(classes)
        leaves = [evaluator.leaf(term, own) for timed in plan.timed for term in timed.untils]
        events = sorted({event for one in leaves for event in events_of(one.leaf)})
        seasons = self._season_days(classes)
        events = sorted({*events, *(event for event in seasons if seasons[event])})
        for now in self._moments(leaves, seasons):
            try:
                choices = [self._days_of(event, leaves, now, seasons.get(event)) for event in events]
            except Unpublished:
                continue
            for days in product(*choices):
                happened = {event: Moment(day) for event, day in zip(events, days, strict=True)}
                try:
                    if evaluator.bands(plan, own, happened, Moment(now)) == bands:
                        return happened, Moment(now)
                except (Unpublished, UnknownEvent):
                    continue
        return None

    def _season_days(self, classes: Sequence[int]) -> dict[str, list[int]]:
        """For each event with seasons: the first and last day of the season that the cell lies in; none outside."""
        found: dict[str, list[int]] = {}
        for at, axis in enumerate(self.evaluator.axes):
            if axis["kind"] == "season":
                chosen = classes[at]
                spans = axis.get("spans", [])
                year = date.fromordinal(self._start).year
                found[axis["fact"]] = list(ends_of(spans[chosen - 1], year)) if chosen else []
        return found

    def _moments(self, leaves: list[ReadyLeaf], seasons: Mapping[str, list[int]]) -> list[int]:
        lengths = sorted(
            {
                length
                for one in leaves
                for part in parts_of(one.leaf)
                if "event" in part
                for length in _lengths(part, self.evaluator.clock)
            }
        )
        base = [self._start + 59]
        for days in seasons.values():
            base += [day + length + late for day in days for length in (0, *lengths) for late in (0, 1)]
        dates = [day + late for day in self._days for late in (0, 1)]
        unsteady = any("unit" in leaf and leaf["unit"] == "business" for one in leaves for leaf in parts_of(one.leaf))
        drift = [self._start + 59 + more for more in range(1, 120)] if unsteady else []
        return list(dict.fromkeys([*base, *dates, *drift]))

    def _days_of(self, event: str, leaves: list[ReadyLeaf], now: int, season: list[int] | None) -> list[int]:
        """Days on both sides of every boundary, the latest first."""
        found = {now}
        for one in leaves:
            for part in parts_of(one.leaf):
                if part.get("event") == event:
                    edge = edge_of(part, event, Moment(now), self.evaluator.clock)
                    found |= {edge, edge + 1}
        if season:
            first, last = min(season), max(season)
            found = {min(max(day, first), last) for day in found} | {first, last}
        elif season is not None:
            found = {day for day in found if not self._in_season(event, day)} | self._outside(event)
        return sorted((day for day in found if 0 < day <= now), reverse=True)

    def _in_season(self, event: str, day: int) -> bool:
        axis = self.evaluator.axes[self.evaluator.axis_index[f"season.{event}"]]
        return any(falls_in(day, span) for span in axis.get("spans", []))

    def _outside(self, event: str) -> set[int]:
        axis = self.evaluator.axes[self.evaluator.axis_index[f"season.{event}"]]
        year = date.fromordinal(self._start).year
        edges = {
            edge
            for span in axis.get("spans", [])
            for first, last in [ends_of(span, year)]
            for edge in (first - 1, last + 1)
        }
        return {day for day in edges if not self._in_season(event, day)}


def edge_of(leaf: Leaf, event: str, now: Moment, clock: Clock) -> int:
    """The last day on which the event is too early for an act at ``now`` to be in time."""
    ends = clock.ends(leaf)
    late, in_time = now.day - span_of(leaf, clock).longest // _DAY - 3, now.day
    while in_time - late > 1:
        middle = (late + in_time) // 2
        try:
            end = ends({event: Moment(middle)}, now)
        except Unpublished:
            end = FOREVER  # it ends after the last year that is published; an earlier event may not
        if end is not None and clock.meets(now, end):
            in_time = middle
        else:
            late = middle
    return late


def parts_of(leaf: Leaf) -> Iterator[Leaf]:
    """The durations and dates that a deadline is made of."""
    if "parts" in leaf:
        for part in leaf["parts"]:
            yield from parts_of(part)
    else:
        yield leaf


def _lengths(leaf: Leaf, clock: Clock) -> tuple[int, ...]:
    """The days that a duration takes, at least and at most."""
    span = span_of(leaf, clock)
    return span.shortest // _DAY, span.longest // _DAY


def _dates_in(evaluator: Evaluator) -> Iterator[Leaf]:
    for term in evaluator.program["terms"]:
        for one in evaluator.leaves(term):
            yield from (part for part in parts_of(one.leaf) if part["kind"] == "day")
