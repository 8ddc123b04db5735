"""Days on which a deadline of the policy falls short of the law's: year ends, and events that come late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from generator.decisions.calendars import Unpublished
from generator.decisions.clock import DAY, NOT_YET, Moment
from generator.decisions.evaluator import ReadyLeaf, events_of
from generator.decisions.floors_deadlines import Limit, end_of, events_in, longest_of
from generator.decisions.realising import parts_of
from generator.decisions.situation import Situation
from generator.policy.floor_words import FloorVocabulary

_NOTICE = "withdrawal_notice"
"""In an example the buyer gives notice by the very request."""
_UNDER_WAY = 7
"""How many days after the request goods or proof arrive, in an example."""
_YEAR = 400
_YEARS = 4_000
_TRIED = 5


@dataclass(frozen=True, slots=True)
class Missed:
    """A situation with the events of a deadline, the law's last day, and the days of events that the policy lacks."""

    situation: Situation
    law: int
    unseen: Mapping[str, int]
    short_by: int


def missed_in(
    base: Situation, ready: ReadyLeaf, law: Limit, events: Iterable[str], words: FloorVocabulary, *, is_late: bool
) -> Iterator[Missed]:
    """What comes of a situation in which the deadline falls short, the worst first.

    At first everything that is waited for comes on one day; only if that does no harm does one thing come after the
    other. ``events``: all that the policy knows. ``is_late``: later than the law's falls short; otherwise earlier.
    """
    unsteady = any(part.get("unit") == "business" or "calendar" in part for part in parts_of(ready.leaf))
    # The next year first; then all years of which holidays may be published, for some are worse than others.
    stretches = (range(_YEAR), range(_YEAR, _YEARS), range(-1, -_YEARS, -1)) if unsteady else (range(1),)
    known = tuple(events)
    for offsets in ((_UNDER_WAY,), (1, _UNDER_WAY, _UNDER_WAY + longest_of(law) + 1)):
        search = _Search(ready, law, known, offsets, words, is_late)
        for shifts in stretches:
            found = [missed for shift in shifts for missed in search.missed(shifted(base, shift))]
            yield from sorted(found, key=lambda missed: -missed.short_by)[:_TRIED]
            if found:
                return


@dataclass(frozen=True, slots=True)
class _Search:
    ready: ReadyLeaf
    law: Limit
    events: tuple[str, ...]
    offsets: tuple[int, ...]
    words: FloorVocabulary
    is_late: bool

    def missed(self, base: Situation) -> Iterator[Missed]:
        """Every order of events in which it falls short, for this moment of the request."""
        asked = {self._name(event) for event in (*events_of(self.ready.leaf), *events_in(self.law))}
        fixed = {self._name(event): at.day for event, at in base.events.items() if at is not NOT_YET}
        fixed.setdefault(_NOTICE, base.now.day)
        free = sorted(asked - set(fixed))
        for chosen in product(self.offsets, repeat=len(free)):
            days = fixed | {name: base.now.day + more for name, more in zip(free, chosen, strict=True)}
            if any(days[a] > days[b] and self.words.never_later(a, b) for a in days for b in days):
                continue
            told = {event: Moment(days[name]) for event in self.events if (name := self._name(event)) in asked}
            situation = replace(base, events={**told, **base.events})
            due, short_by = self._short_by(situation, days)
            if due is not None and short_by > 0:
                seen = {self._name(event) for event in situation.events}
                unseen = {name: days[name] for name in map(self._name, events_in(self.law)) if name not in seen}
                yield Missed(situation, due, unseen, short_by)

    def _short_by(self, situation: Situation, days: Mapping[str, int]) -> tuple[int | None, int]:
        """The law's last day, and by how many days the policy's falls short of it."""
        due = end_of(self.law, lambda event: days.get(self._name(event)))
        try:
            end = self.ready.ends(situation.events, situation.now)
        except Unpublished:
            return None, 0
        if due is None or end is None:
            return None, 0
        return due, end.day - due if self.is_late else due - end.day

    def _name(self, event: str) -> str:
        return self.words.event_of(event) or event


def shifted(situation: Situation, days: int) -> Situation:
    """The same, so many days later."""
    if not days:
        return situation
    events = {event: _moved(at, days) for event, at in situation.events.items()}
    return replace(situation, events=events, now=_moved(situation.now, days))


def _moved(at: Moment, days: int) -> Moment:
    if at is NOT_YET:
        return at
    return Moment(at.day + days, None if at.at is None else at.at + days * DAY)
