"""Deciding with facts missing: every value that the rules tell apart is tried; never a guess.

One result: it is given. Several: the facts that would tell are named, the most telling first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from generator.decisions.answering import Answerer, Places, unpublished
from generator.decisions.calendars import Unpublished
from generator.decisions.clock import NOT_YET, Moment
from generator.decisions.decision import Decision, Part
from generator.decisions.evaluator import Classes, Plan, ReadyLeaf, events_of
from generator.decisions.grid import Cell, Grid
from generator.decisions.program import Leaf
from generator.decisions.realising import edge_of, parts_of
from generator.decisions.seasons import ends_of, falls_in
from generator.decisions.situation import Situation
from generator.policy.model import Offer

_OFFERS = tuple(Offer)


class Supposing:
    """Decides with what is known, for one program."""

    def __init__(self, answerer: Answerer) -> None:
        self.answerer = answerer
        self.evaluator = answerer.evaluator
        rules = range(len(self.evaluator.rules))
        self._grids = {
            is_buyer: Grid(
                self.evaluator, [at for at in rules if self.evaluator.is_for_buyer[at] is is_buyer], whole=True
            )
            for is_buyer in (True, False)
        }
        self._escalations = Grid(self.evaluator, (), whole=True, escalations=True)

    def decide(self, situation: Situation) -> Decision:
        """The decision; parts that depend on what is missing have no outcome, but say what they need."""
        candidates = self._possible(self.evaluator.locate(situation), situation)
        parts = [
            _Supposed(self.answerer, self._grids[is_buyer], situation, candidates, is_buyer=is_buyer).part()
            for is_buyer in (True, False)
        ]
        return Decision(parts[0], parts[1], self.answerer.due(situation, self._places(candidates)))

    def _places(self, candidates: Classes) -> Places:
        """All that may be the case, as far as an escalation or a value that it names tells it apart."""
        if not self.evaluator.standing:
            return []
        return [(cell.bits, cell.witness) for cell in _cells(self._escalations, candidates)]

    def _possible(self, candidates: Classes, situation: Situation) -> Classes:
        """Without the seasons that have not begun: what has happened did not happen in them."""
        return [
            tuple(at for at in classes if not at or ends_of(axis["spans"][at - 1], 1)[0] <= situation.now.day)
            if axis["kind"] == "season" and len(classes) > 1
            else classes
            for axis, classes in zip(self.evaluator.axes, candidates, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class _Answer:
    """The part in one history of a cell."""

    events: Mapping[str, Moment]
    part: Part
    result: int
    """The same for all that grant the same."""


class _Supposed:
    """One situation that is not wholly known, for the buyer alone or towards the seller alone."""

    def __init__(
        self, answerer: Answerer, grid: Grid, situation: Situation, candidates: Classes, *, is_buyer: bool
    ) -> None:
        self.answerer = answerer
        self.evaluator = answerer.evaluator
        self.grid = grid
        self.situation = situation
        self.candidates = candidates
        self.is_buyer = is_buyer
        self._answers: dict[int, list[_Answer]] = {}
        self._edges: dict[tuple[str, str], int | None] = {}
        self._results: dict[tuple[object, ...], int] = {}

    def part(self) -> Part:
        """The answer, or what is needed for one."""
        found = [answer for cell in _cells(self.grid, self.candidates) for answer in self._answers_in(cell)]
        different = {answer.result: answer.part for answer in found}
        if not different:
            return Part()
        if len(different) == 1:
            return _reasons_shared([answer.part for answer in found])
        outcomes = {part.outcome or _problem(part) for part in different.values()} - {None}
        possible = sorted((one for one in outcomes if one), key=_rank)
        return Part(needs=self._needs(len(different)), possible=tuple(possible))

    def _answers_in(self, cell: Cell) -> list[_Answer]:
        answers = self._answers.get(cell.key)
        if answers is None:
            answers = self._answers[cell.key] = list(self._decided(list(cell.witness)))
        return answers

    def _decided(self, classes: list[int]) -> Iterator[_Answer]:
        """The answer in each history; where the same bands hold, it is the same."""
        evaluator = self.evaluator
        plan = evaluator.plan_for(evaluator.bits(classes), is_buyer=self.is_buyer)
        found: dict[tuple[int, ...], tuple[Part, int]] = {}
        for events in self._histories(plan, classes):
            try:
                bands = evaluator.bands(plan, classes, events, self.situation.now)
            except Unpublished as gap:
                part = unpublished(gap)
                yield _Answer(events, part, self._results.setdefault(part.answer, len(self._results)))
                continue
            if bands not in found:
                part = self.answerer.part_in(plan, bands, self.situation, classes, is_buyer=self.is_buyer)
                found[bands] = part, self._results.setdefault(part.answer, len(self._results))
            yield _Answer(events, *found[bands])

    def _histories(self, plan: Plan, classes: list[int]) -> Iterator[Mapping[str, Moment]]:
        """The events as they may have happened: those that bands depend on, on both sides of every boundary."""
        evaluator, known = self.evaluator, self.situation.events
        leaves = [evaluator.leaf(term, classes) for timed in plan.timed for term in timed.untils]
        missing = sorted({event for one in leaves for event in events_of(one.leaf)} - set(known))
        choices = [self._moments(event, leaves, classes) for event in missing]
        for moments in product(*choices):
            yield {**known, **dict(zip(missing, moments, strict=True))}

    def _moments(self, event: str, leaves: list[ReadyLeaf], classes: Sequence[int]) -> list[Moment]:
        """Not yet, and a day for each answer that the deadlines give; as the class of the event's own axes says."""
        evaluator, now = self.evaluator, self.situation.now
        happened = evaluator.axis_index.get(event)
        if happened is not None and classes[happened] == 0:
            return [NOT_YET]
        days = {now.day}
        for one in leaves:
            for part in parts_of(one.leaf):
                if part.get("event") == event and (edge := self._edge(part, event)) is not None:
                    days.add(edge)
        days |= {day + 1 for day in days}
        season = evaluator.axis_index.get(f"season.{event}")
        chosen = 0 if season is None else classes[season]
        if season is not None:
            days = self._in_class(days, season, chosen)
        found = [Moment(day) for day in sorted(days) if day <= now.day]
        return found if happened is not None or chosen else [NOT_YET, *found]

    def _edge(self, leaf: Leaf, event: str) -> int | None:
        """The last day that is too early; None where that cannot be told."""
        key = (event, leaf["text"])
        if key not in self._edges:
            try:
                self._edges[key] = edge_of(leaf, event, self.situation.now, self.evaluator.clock)
            except Unpublished:
                self._edges[key] = None
        return self._edges[key]

    def _in_class(self, days: set[int], axis: int, chosen: int) -> set[int]:
        """The days in the season that is chosen, or in none, with those at the edges of seasons."""
        spans = self.evaluator.axes[axis].get("spans", [])
        year = date.fromordinal(self.situation.now.day).year
        edges = {
            day
            for span in spans
            for begins in (year - 1, year)
            for first, last in [ends_of(span, begins)]
            for day in (first - 1, first, last, last + 1)
        }
        fitting = spans[chosen - 1 : chosen] if chosen else spans
        return {day for day in days | edges if any(falls_in(day, span) for span in fitting) is bool(chosen)}

    # ------------------------------------------------------------------------------ what would tell

    def _needs(self, results: int) -> tuple[str, ...]:
        """The facts that would tell, by how few results they leave on average."""
        scores: dict[str, float] = {}

        def note(fact: str, counts: list[int]) -> None:
            if counts and min(counts) < results:
                scores[fact] = min(scores.get(fact, results), sum(counts) / len(counts))

        asked = {event for answers in self._answers.values() for one in answers for event in one.events}
        left = {key: {one.result for one in answers} for key, answers in self._answers.items()}
        open_axes = self._open_axes()
        for event in sorted(asked - set(self.situation.events)):
            axes = open_axes.pop(event, [])
            groups = self.grid.keys_by(axes, self.candidates) if axes else [set(self._answers)]
            note(event, [count for group in groups for count in self._left_by_event(event, group)])
        for fact, axes in open_axes.items():
            by_class = self.grid.keys_by(axes, self.candidates)
            counts = [len(set().union(*(left[key] for key in keys if key in left))) for keys in by_class]
            note(fact, [count for count in counts if count])
        return tuple(sorted(scores, key=lambda fact: (scores[fact], fact)))

    def _open_axes(self) -> dict[str, list[int]]:
        """The axes on which it is not known where the situation lies, by the fact that would tell."""
        found: dict[str, list[int]] = {}
        for at, classes in enumerate(self.candidates):
            if len(classes) > 1 and self.grid.tells(at):
                found.setdefault(self.evaluator.axes[at]["fact"], []).append(at)
        return found

    def _left_by_event(self, event: str, keys: set[int]) -> list[int]:
        """For each moment that makes a difference, how many results are left if the event was then.

        The cells do not differ in whether it has happened.
        """
        tables: list[dict[int, set[int]]] = []
        for answers in (self._answers[key] for key in keys if key in self._answers):
            by_day: dict[int, set[int]] = {}
            for answer in answers:
                # A cell that does not ask for the event gives the same answer whenever it was.
                day = answer.events[event].day if event in answer.events else NOT_YET.day
                by_day.setdefault(day, set()).add(answer.result)
            tables.append(by_day)
        days = sorted({day for table in tables for day in table})
        if any(NOT_YET.day not in table for table in tables):
            days = [day for day in days if day != NOT_YET.day]
        return [len({result for table in tables for result in _on(day, table)}) for day in days]


def _cells(grid: Grid, candidates: Classes) -> list[Cell]:
    """The cells within these classes; only if all of them are declared impossible, and yet somebody asks, those."""
    return list(grid.cells(candidates)) or list(grid.cells(candidates, possible=False))


def _on(day: int, table: Mapping[int, set[int]]) -> set[int]:
    """The results of the last day that is not after this one; of the first for all days before it."""
    known = sorted(one for one in table if (one != NOT_YET.day) is (day != NOT_YET.day)) or sorted(table)
    return table[known[max(0, bisect_right(known, day) - 1)]]


def _problem(part: Part) -> str | None:
    return part.problem.kind.value if part.problem else None


def _rank(outcome: str) -> tuple[int, str]:
    return (_OFFERS.index(Offer(outcome)) if outcome in set(Offer) else len(_OFFERS), outcome)


def _reasons_shared(parts: list[Part]) -> Part:
    """The one answer, with the reasons that hold in each situation that may be the one."""
    first = parts[0]
    shared = [one for one in first.because if all(one in part.because for part in parts[1:])]
    return replace(first, because=tuple(shared))
