"""Real days for what the grid found: events and a moment at which just these bands hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import permutations, product

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
        """The events that matter, and the moment of the decision; None if there are none in which these bands hold.

        An act before that is told only where these bands do not hold without.
        """
        evaluator = self.evaluator
        own = list(classes)
        leaves = [evaluator.leaf(term, own) for timed in plan.timed for term in timed.untils]
        seasons = self._season_days(classes)
        events = {event for one in leaves for event in events_of(one.leaf)} | {one for one in seasons if seasons[one]}
        acts = self.acts_in(plan, classes)
        for told in (frozenset[str](), acts) if acts else (acts,):
            for now in self._moments(leaves, seasons):
                for happened in self._days_told(events, told, plan, own, now, seasons):
                    try:
                        if evaluator.bands(plan, own, happened, Moment(now)) == bands:
                            return happened, Moment(now)
                    except (Unpublished, UnknownEvent):
                        continue
        return None

    def acts_in(self, plan: Plan, classes: Sequence[int]) -> frozenset[str]:
        """The events that may have met a band of the plan."""
        index = self.evaluator.axis_index
        acts = {act for timed in plan.timed for act in timed.acts if act}
        return frozenset(act for act in acts if act not in index or classes[index[act]])

    def _days_told(
        self,
        events: set[str],
        acts: frozenset[str],
        plan: Plan,
        own: list[int],
        now: int,
        seasons: Mapping[str, list[int]],
    ) -> Iterator[dict[str, Moment]]:
        """The events, and the acts, on days on both sides of every boundary; nothing if one of these is not known."""
        ends = [
            (self.evaluator.leaf(term, own), timed.act(band))
            for timed in plan.timed
            for band, term in enumerate(timed.untils)
        ]
        leaves = [one for one, _ in ends]
        try:
            counted = [self._days_of(act, leaves, now, seasons.get(act)) for act in acts]
            moments = {now, *(day for days in counted for day in days)}
            for _ in range(2):
                choices = {
                    event: self._days_of(event, leaves, now, seasons.get(event), sorted(moments))
                    for event in events | acts
                }
                moments |= self._ends_of([one for one, by in ends if by], choices, now)
        except Unpublished:
            return
        others = sorted(events - acts)
        for days in product(*(choices[event] for event in others)):
            happened = {event: Moment(day) for event, day in zip(others, days, strict=True)}
            # An act may be counted from another one.
            for order in permutations(sorted(acts)):
                yield from self._with_acts(order, happened, ends, choices, now, seasons)

    def _ends_of(self, leaves: list[ReadyLeaf], choices: Mapping[str, list[int]], now: int) -> set[int]:
        """The last days of what acts must meet, and the first ones after them, counted from each of these days."""
        ends = {
            end.day + late
            for one in leaves
            for part in parts_of(one.leaf)
            if "event" in part
            for day in choices[part["event"]]
            if (end := self.evaluator.clock.ends(part)({part["event"]: Moment(day)}, Moment(now))) is not None
            for late in (0, 1)
        }
        return {day for day in ends if 0 < day <= now}

    def _with_acts(
        self,
        acts: tuple[str, ...],
        happened: dict[str, Moment],
        ends: list[tuple[ReadyLeaf, str | None]],
        choices: Mapping[str, list[int]],
        now: int,
        seasons: Mapping[str, list[int]],
    ) -> Iterator[dict[str, Moment]]:
        """Each act on both sides of what it must meet, counted from what has happened before it in this order."""
        if not acts:
            yield happened
            return
        act, *rest = acts
        found = {*choices[act], *(one.day for one in happened.values())}
        for ready in (one for one, by in ends if by == act):
            try:
                end = ready.ends(happened, Moment(now))
            except Unpublished:
                continue
            if end is not None:
                found |= {end.day, end.day + 1}
        for day in self._possible(act, found, now, seasons.get(act)):
            yield from self._with_acts(tuple(rest), {**happened, act: Moment(day)}, ends, choices, now, seasons)

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

    def _days_of(
        self, event: str, leaves: list[ReadyLeaf], now: int, season: list[int] | None, acts: Sequence[int] = ()
    ) -> list[int]:
        """Days on both sides of every boundary, the latest first: for an act now, or on one of the days ``acts``."""
        found = {now}
        for one in leaves:
            for part in parts_of(one.leaf):
                if part.get("event") == event:
                    for act in acts or (now,):
                        edge = edge_of(part, event, Moment(act), self.evaluator.clock)
                        found |= {edge, edge + 1}
        return self._possible(event, found, now, season)

    def _possible(self, event: str, found: set[int], now: int, season: list[int] | None) -> list[int]:
        """Those that are not to come, in the season; the latest first."""
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
