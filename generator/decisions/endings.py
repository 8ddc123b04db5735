"""Days at which a deadline ends just now: events and the moment of the act, for situations made by machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product

from generator.decisions.calendars import Unpublished
from generator.decisions.clock import NOT_YET, End, Moment
from generator.decisions.evaluator import Evaluator, ReadyLeaf, events_of
from generator.decisions.program import Leaf
from generator.decisions.seasons import ends_of, falls_in


class Endings:
    """Finds them for one program, in the year of the day ``year_of``, from the day ``base`` on."""

    def __init__(self, evaluator: Evaluator, base: int, year_of: int) -> None:
        self.evaluator = evaluator
        self._base = base
        self.year = date.fromordinal(year_of).year

    def days(self, event: str, classes: tuple[int, ...], wanted: Iterable[Moment]) -> list[Moment]:
        """Those of the wanted days that the season allows, and the edges of it."""
        at = self.evaluator.axis_index.get(f"season.{event}")
        if at is None:
            return list(wanted)
        spans = self.evaluator.axes[at].get("spans", [])
        year = self.year
        chosen = classes[at]
        if chosen:
            first, last = ends_of(spans[chosen - 1], year)
            edges = [Moment(first), Moment(last)]
        else:
            edges = [
                Moment(day + more) for span in spans for day, more in zip(ends_of(span, year), (-1, 1), strict=True)
            ]
        allowed = spans[chosen - 1 : chosen] if chosen else spans
        return [one for one in (*wanted, *edges) if any(falls_in(one.day, span) for span in allowed) is bool(chosen)]

    def moments(
        self, ready: ReadyLeaf, part: Leaf, leaves: list[ReadyLeaf], classes: tuple[int, ...], late: int
    ) -> Iterator[tuple[dict[str, Moment], Moment]]:
        """Events of which this part makes the deadline end, and its last moment, or the first one after it."""
        clock = self.evaluator.clock
        own = part.get("event")
        others = sorted({event for one in leaves for event in events_of(one.leaf)} - {own})
        index = self.evaluator.axis_index
        base = self._base
        for shift in (0, 14, -40, 75, 90):
            day = base + shift
            wanted = [self._moment(part, day)]
            begins = self.days(own, classes, wanted) if own else [Moment(day)]
            choices: list[list[Moment]] = []
            for event in others:
                if event in index and not classes[index[event]]:
                    choices.append([NOT_YET])
                else:
                    near = [Moment(day + more) for more in (0, -2, -400, 3, -25)]
                    choices.append([*self.days(event, classes, near), *([] if event in index else [NOT_YET])])
            if own and own in index and not classes[index[own]]:
                return
            for begin in begins:
                for chosen in product(*choices):
                    events = dict(zip(others, chosen, strict=True)) | ({own: begin} if own else {})
                    try:
                        end = ready.ends(events, begin)
                        mine = clock.ends(part)(events, begin)
                    except Unpublished:
                        continue
                    if end is None or mine is None or end.is_open or (end.day, end.at) != (mine.day, mine.at):
                        continue
                    now = self._after(end, late)
                    if all(one.day <= now.day for one in events.values()):
                        yield events, now

    def _moment(self, leaf: Leaf, day: int) -> Moment:
        """A day, or ten in the morning of it where seconds count."""
        if leaf.get("unit") != "second":
            return Moment(day)
        at = self.evaluator.clock.start_of(day) + 10 * 3600
        return Moment(day, at)

    def _after(self, end: End, late: int) -> Moment:
        """The last moment of a deadline, or with ``late`` the first one after it."""
        if end.at is None:
            return Moment(end.day + late)
        return Moment(self.evaluator.clock.local(end.at + late).toordinal(), end.at + late)
