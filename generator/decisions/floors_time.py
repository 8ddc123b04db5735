"""The time in which a floor protects a buyer: which bands can hold in it, and real days in it.

Where the policy counts from another event than the floor, the worst case is taken: the parcel may have come as late as
you like after the order. Only what surely ends no earlier than the protected time is known to be met.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, permutations, product

from generator.decisions.calendars import Unpublished
from generator.decisions.clock import NOT_YET, Moment
from generator.decisions.evaluator import Evaluator, Plan, ReadyLeaf, UnknownEvent, events_of
from generator.decisions.floors_deadlines import Counted, Limit, end_of, events_in, limit_of_policy, no_later
from generator.decisions.program import Leaf
from generator.decisions.realising import Realiser, parts_of
from generator.decisions.times import Atom, Times, atom_of
from generator.policy.floor_words import FloorVocabulary

_TRIES = 4_000
"""How many combinations of days are tried for one example."""
_YEARS = (1, 2, 3, 4, *range(-1, -11, -1))
"""How many years later or earlier an example is looked for if there is none at once."""


@dataclass(frozen=True, slots=True)
class Protection:
    """The time in which a request is protected, and how many days a buyer has after it to send the goods.

    Where a band asks that the goods are sent or have arrived by its end, not only that a return is requested, those
    days are protected too. How long the post takes is not counted.
    """

    within: Limit | None
    to_send: int

    def limit(self, evaluator: Evaluator, plan: Plan) -> Limit | None:
        """Until when an act is protected that the rules of this plan look at."""
        acts = {evaluator.rules[timed.at]["act"] for timed in plan.timed if timed.untils}
        if acts <= {"requested"} or not isinstance(self.within, Counted):
            return self.within
        return self.within.longer_by(self.to_send)


class ProtectedTimes(Times):
    """The bands that can hold together in a protected time."""

    def __init__(self, evaluator: Evaluator, limit: Limit, words: FloorVocabulary) -> None:
        super().__init__(evaluator)
        self._limit = limit
        self._words = words
        self._surely_met: dict[Atom, bool] = {}

    def _atoms(self, leaf: Leaf, act: str) -> Iterator[Atom]:
        for part in parts_of(leaf):
            if part["kind"] == "after":
                atom = atom_of(part, act)
                if atom not in self._surely_met:
                    ends = limit_of_policy(part, self.evaluator)
                    self._surely_met[atom] = no_later(self._limit, ends, self._words)
        yield from super()._atoms(leaf, act)

    def _chain(self, event: str, atoms: list[Atom], classes: Sequence[int]) -> list[dict[Atom, bool]]:
        met = [atom for atom in atoms if self._surely_met.get(atom)]
        return [answer for answer in super()._chain(event, atoms, classes) if all(answer[atom] for atom in met)]


class ProtectedDays(Realiser):
    """Finds real days in a protected time, in which what comes first is first."""

    def __init__(self, evaluator: Evaluator, words: FloorVocabulary) -> None:
        super().__init__(evaluator)
        self.words = words

    def days(
        self, plan: Plan, bands: tuple[int, ...], classes: Sequence[int], limit: Limit | None
    ) -> Iterator[tuple[dict[str, Moment], Moment]]:
        """Events and moments at which these bands hold and a request is protected."""
        for happened, now in islice(self._histories(plan, classes, limit), _TRIES):
            if not self._in_order(happened) or not self._is_protected(limit, happened, now):
                continue
            try:
                if self.evaluator.bands(plan, list(classes), happened, now) == bands:
                    yield happened, now
            except (Unpublished, UnknownEvent):
                continue

    def day_of(self, event: str, happened: Mapping[str, Moment]) -> int | None:
        """The day of whatever stands for this event; None if it has not happened."""
        own = self.words.event_of(event)
        days = [at.day for name, at in happened.items() if self.words.event_of(name) == own and at is not NOT_YET]
        return max(days, default=None)

    def _histories(
        self, plan: Plan, classes: Sequence[int], limit: Limit | None
    ) -> Iterator[tuple[dict[str, Moment], Moment]]:
        evaluator = self.evaluator
        leaves = [evaluator.leaf(term, list(classes)) for timed in plan.timed for term in timed.untils]
        seasons = self._season_days(classes)
        happened_at = {axis["fact"]: classes[at] for at, axis in enumerate(evaluator.axes) if axis["kind"] == "event"}
        events = {event for one in leaves for event in events_of(one.leaf)} | set(seasons) | set(happened_at)
        events |= {event for event in evaluator.program["events"] if self.counts(limit, event)}
        open_events = {event: NOT_YET for event in events if happened_at.get(event) == 0}
        moments = self._moments(leaves, seasons)
        acts = self.acts_in(plan, classes) - events
        for told in (sorted(events - set(open_events)), sorted((events | acts) - set(open_events)))[: 1 + bool(acts)]:
            for found, now in self._on_days(told, leaves, moments, seasons):
                yield {**found, **open_events}, now

    def _on_days(
        self, told: list[str], leaves: list[ReadyLeaf], moments: list[int], seasons: Mapping[str, list[int]]
    ) -> Iterator[tuple[dict[str, Moment], Moment]]:
        # Other years too: with a leap day months are longest, and of some years no holidays are published.
        for now in (*moments, *(moments[0] + 365 * years for years in _YEARS)):
            try:
                choices = self._choices(told, leaves, now, seasons)
            except Unpublished:
                continue
            for days in product(*choices):
                yield {event: Moment(day) for event, day in zip(told, days, strict=True)}, Moment(now)

    def _choices(
        self, events: list[str], leaves: list[ReadyLeaf], now: int, seasons: Mapping[str, list[int]]
    ) -> list[list[int]]:
        """For each event the days that make a difference; then those of the others, for it may come before them."""
        own = {event: self._days_of(event, leaves, now, seasons.get(event)) for event in events}
        all_days = sorted({day for days in own.values() for day in days}, reverse=True)
        found: list[list[int]] = []
        for event in events:
            season = seasons.get(event)
            others = [day for day in all_days if season is None or bool(season) == self._in_season(event, day)]
            if season:
                others = [day for day in others if min(season) <= day <= max(season)]
            found.append(list(dict.fromkeys([*own[event], *others])))
        return found

    def counts(self, limit: Limit | None, event: str) -> bool:
        """Whether the protected time is counted from this event."""
        own = self.words.event_of(event)
        return limit is not None and own in {self.words.event_of(name) for name in events_in(limit)}

    def _in_order(self, happened: Mapping[str, Moment]) -> bool:
        for first, second in permutations(happened, 2):
            before, after = happened[first], happened[second]
            is_behind = before is NOT_YET or before.day > after.day
            if is_behind and after is not NOT_YET and self.words.never_later(first, second):
                return False
        return True

    def _is_protected(self, limit: Limit | None, happened: Mapping[str, Moment], now: Moment) -> bool:
        end = None if limit is None else end_of(limit, lambda event: self.day_of(event, happened))
        return end is None or now.day <= end
