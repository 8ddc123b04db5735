"""Deciding with facts missing: every situation that may be the case is tried; never a guess.

One result: it is given. Several: the facts that would tell are named, the most telling first.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial

from generator.decisions.acting import moment_of
from generator.decisions.answering import Answerer, Places, unpublished
from generator.decisions.boxes import Box, Spans, cuts_between
from generator.decisions.calendars import Unpublished
from generator.decisions.clock import NOT_YET, Moment
from generator.decisions.decision import Decision, Part, Reason
from generator.decisions.evaluator import Classes, Timed
from generator.decisions.granting import OFFER
from generator.decisions.grid import Grid, paths_in
from generator.decisions.program import Axis, Clause, Leaf, axes_by_use
from generator.decisions.published_calendars import published_from
from generator.decisions.realising import parts_of
from generator.decisions.seasons import ends_of, falls_in
from generator.decisions.situation import Situation
from generator.decisions.templates import terms_of
from generator.policy.model import Offer

_OFFERS = tuple(Offer)
_OF_EVENTS = ("event", "season")
_FIRST = date(1970, 1, 2).toordinal()
"""The assistant counts days from here."""
_YEAR = 366


Conditions = Sequence[Sequence[tuple[int, frozenset[int]]]]
"""Conditions of which one must hold: the axes by place, and the classes that fit."""


_Begun = tuple[int, tuple[int, ...]]
"""How many rules were asked already, and those of them that match."""
_START: _Begun = (0, ())


class Supposing:
    """Decides with what is known, for one program.

    ``rows``: for each term what leads to each of its values.
    """

    def __init__(self, answerer: Answerer) -> None:
        self.answerer = answerer
        self.evaluator = evaluator = answerer.evaluator
        program = evaluator.program
        place = evaluator.axis_index
        order = axes_by_use(program)

        def placed(clauses: Iterable[Clause]) -> Conditions:
            ordered = ((clause, sorted(clause, key=order.index)) for clause in clauses)
            return [[(place[id], frozenset(clause[id])) for id in ids] for clause, ids in ordered]

        self.rows = {term: placed(paths_in(tree, {})) for term, tree in program["terms"].items()}
        self.impossible = placed(program["impossible"])
        self._published = published_from(program["calendars"].values())
        self._escalations = Grid(evaluator, (), whole=True, escalations=True)
        self.rules = {
            is_buyer: [
                (at, placed(rule["when"]), placed(rule["unless"]))
                for at, rule in enumerate(evaluator.rules)
                if evaluator.is_for_buyer[at] is is_buyer
            ]
            for is_buyer in (True, False)
        }

    def decide(self, situation: Situation) -> Decision:
        """The decision; parts that depend on what is missing have no outcome, but say what they need."""
        candidates = self._possible(self.evaluator.locate(situation), situation)
        parts = [_Supposed(self, situation, candidates, is_buyer=is_buyer).part() for is_buyer in (True, False)]
        return Decision(parts[0], parts[1], self.answerer.due(situation, self._places(candidates)))

    def begins(self, now: Moment) -> int:
        """The first day on which something may have happened that nobody told.

        A year ago, or where holidays are published from: who asks without a date does not mean what lies before both.
        """
        return max(_FIRST, min(self._published, now.day - _YEAR))

    def _places(self, candidates: Classes) -> Places:
        """All that may be the case, as far as an escalation or a value that it names tells it apart."""
        if not self.evaluator.standing:
            return []
        cells = self._escalations.cells
        return [
            (cell.bits, cell.witness) for cell in list(cells(candidates)) or list(cells(candidates, possible=False))
        ]

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
    """The part in all situations of a box; ``result`` is the same for all that grant the same."""

    spans: Spans
    part: Part
    result: int


class _Supposed:
    """One situation that is not wholly known, for the buyer alone or towards the seller alone."""

    def __init__(self, supposing: Supposing, situation: Situation, candidates: Classes, *, is_buyer: bool) -> None:
        self.supposing = supposing
        self.evaluator = evaluator = supposing.evaluator
        self.situation = situation
        self.is_buyer = is_buyer
        self._known = [classes[0] for classes in candidates]
        facts = {at: axis for at, axis in enumerate(evaluator.axes) if axis["kind"] not in _OF_EVENTS}
        self._whole: Spans = {facts[at]["id"]: tuple((one, one) for one in candidates[at]) for at in facts} | {
            event: ((0, 0), (supposing.begins(situation.now), situation.now.day))
            for event in evaluator.program["events"]
            if event not in situation.events
        }
        # Of a fact, its classes; of what changes with time, nothing can be said here.
        self._may_be = [
            frozenset(one for one, _ in self._whole.get(axis["id"], ())) if axis["kind"] not in _OF_EVENTS else None
            for axis in evaluator.axes
        ]
        self._rules = [
            (at, left, self._left(unless))
            for at, when, unless in supposing.rules[is_buyer]
            if (left := self._left(when))
        ]
        self._told: set[str] = set()
        self._turns = [_turns(axis, situation.now) for axis in evaluator.axes]
        self._edges: dict[tuple[str, Moment], list[int]] = {}
        self._results: dict[tuple[object, ...], int] = {}

    def _left(self, conditions: Conditions) -> Conditions:
        """Without what is known to hold, or not to."""
        found: list[list[tuple[int, frozenset[int]]]] = []
        for condition in conditions:
            open_ones: list[tuple[int, frozenset[int]]] = []
            for at, fit in condition:
                if may_be := self._may_be[at]:
                    if may_be <= fit:
                        continue
                    if not may_be & fit:
                        break
                open_ones.append((at, fit))
            else:
                found.append(open_ones)
        return found

    def part(self) -> Part:
        """The answer, or what is needed for one."""
        # Where all is declared impossible, somebody asks nevertheless.
        found = list(self._answers(self.supposing.impossible)) or list(self._answers(()))
        different = {answer.result: answer.part for answer in found}
        if len(different) == 1:
            return _reasons_shared([answer.part for answer in found])
        possible = sorted({one for part in different.values() for one in part.comes_to}, key=_rank)
        return replace(self._needs(found, len(different)), possible=tuple(possible))

    def _answers(self, impossible: Conditions) -> Iterator[_Answer]:
        boxes: list[Spans] = [self._whole]
        known = [_START]
        while boxes:
            box, begun = Box(boxes.pop(), boxes, self._told), known.pop()
            part = self._decided(box, begun, known)
            left: list[Spans] = [box.spans]
            while left:
                # What only decides whether a case is possible makes no difference.
                box = Box(left.pop(), left, set())
                if not self._holds(impossible, box):
                    yield _Answer(box.spans, part, self._results.setdefault(part.answer, len(self._results)))

    def _decided(self, box: Box, begun: _Begun, known: list[_Begun]) -> Part:
        """The answer in a box, which is made smaller by all that it depends on.

        What was put apart at some rule has the same answers to all that was asked before: ``known`` keeps them for it.
        """
        passed, matching = begun
        for number, (at, when, unless) in enumerate(self._rules[passed:], passed):
            matches = self._holds(when, box) and not self._holds(unless, box)
            known += [(number, matching)] * (len(box.apart) - len(known))
            if matches:
                matching = (*matching, at)
        part = self._granted(box, matching)
        known += [(len(self._rules), matching)] * (len(box.apart) - len(known))
        return part

    def _granted(self, box: Box, matching: tuple[int, ...]) -> Part:
        """The answer by the rules that match, which may still depend on days and on rows of tables."""
        evaluator = self.evaluator
        plan = evaluator.plan_of(matching)
        try:
            bands = tuple([self._band(timed, box) for timed in plan.timed])
        except Unpublished as gap:
            return unpublished(gap)
        resolved = evaluator.resolved(plan, bands)[0 if self.is_buyer else 1]
        terms = terms_of(resolved)
        if "approval" in resolved.whole:
            rungs = evaluator.program["ladders"].get(str(resolved.whole["approval"].text), [])
            terms |= {rung["up_to"] for rung in rungs if "up_to" in rung}
        for term in sorted(terms):
            self._row(term, box)
        return self.supposing.answerer.part_in(plan, bands, self.situation, self._classes(box), is_buyer=self.is_buyer)

    # ------------------------------------------------------------------------------ what a box is asked

    def _holds(self, conditions: Conditions, box: Box) -> bool:
        spans, axes = box.spans, self.evaluator.axes
        for condition in conditions:
            for at, fit in condition:
                axis = axes[at]
                if axis["kind"] in _OF_EVENTS:
                    if not self._has_been(at, axis, fit, box):
                        break
                    continue
                here = spans[axis["id"]]
                # Most questions have one answer left.
                if not (here[0][1] in fit if len(here) == 1 else box.ask(axis["id"], fit.__contains__)):
                    break
            else:
                return True
        return False

    def _has_been(self, at: int, axis: Axis, fit: frozenset[int], box: Box) -> bool:
        event = axis["fact"]
        if event not in box.spans:
            return self._known[at] in fit
        return box.ask(event, lambda day: _class(axis, day) in fit, self._turns[at])

    def _row(self, term: str, box: Box) -> None:
        """Asks for all that the value of a term depends on."""
        self._holds(self.supposing.rows[term], box)

    def _band(self, timed: Timed, box: Box) -> int:
        """The first band that has not ended. What nobody told is no act yet."""
        events, now = self.situation.events, self.situation.now
        for band, term in enumerate(timed.untils):
            act = moment_of(timed.act(band), events, now)
            self._row(term, box)
            ready = self.evaluator.leaf(term, self._classes(box))
            for part in parts_of(ready.leaf):
                event = part.get("event", "")
                if event in box.spans:
                    box.ask(event, partial(self._is_met, part, act), self._edge(part, act))
            try:
                end = ready.ends(self._events(box), now)
            except Unpublished as gap:
                gap.term = term
                raise
            if end is not None and self.evaluator.clock.meets(act, end):
                return band
        return len(timed.untils)

    def _is_met(self, part: Leaf, act: Moment, day: int) -> bool | tuple[str, int]:
        """Whether an act meets a deadline whose event was on that day; the country and year if that is not published.

        Years before all that are published are told as one. So this changes with the day in one order: not published
        yet, too early, in time, and each year that is not published any more.
        """
        clock, now = self.evaluator.clock, self.situation.now
        try:
            end = clock.ends(part)({part["event"]: Moment(day) if day else NOT_YET}, now)
        except Unpublished as gap:
            return gap.country, max(gap.year, gap.last)
        return end is not None and clock.meets(act, end)

    def _edge(self, part: Leaf, act: Moment) -> list[int]:
        """The last days before it changes whether an act meets a deadline."""
        key = (part["text"], act)
        if key not in self._edges:
            answer = cache(partial(self._is_met, part, act))
            self._edges[key] = cuts_between(_FIRST, self.situation.now.day, answer)
        return self._edges[key]

    def _events(self, box: Box) -> dict[str, Moment]:
        supposed = {event: box.value(event) for event in self.evaluator.program["events"] if event in box.spans}
        return {**self.situation.events, **{one: Moment(day) if day else NOT_YET for one, day in supposed.items()}}

    def _classes(self, box: Box) -> list[int]:
        """The classes of the situation that stands for all."""
        found = self._known[:]
        for at, axis in enumerate(self.evaluator.axes):
            if axis["kind"] not in _OF_EVENTS:
                found[at] = box.value(axis["id"])
            elif axis["fact"] in box.spans:
                found[at] = _class(axis, box.value(axis["fact"]))
        return found

    # ------------------------------------------------------------------------------ what would tell

    def _needs(self, answers: Sequence[_Answer], results: int) -> Part:
        """The facts that would tell, by how few results they leave on average, and all flags that may.

        Flags are told at once, as one fact. Some facts tell only together: where none tells alone, all are asked for.
        """
        alone: dict[str, float] = {}
        together: dict[str, float] = {}
        axes = {axis["id"]: axis for axis in self.evaluator.axes if axis["kind"] not in _OF_EVENTS}
        facts: dict[str, list[str]] = {}
        for name in sorted(self._told):
            facts.setdefault(axes[name]["fact"] if name in axes else name, []).append(name)
        for fact, names in facts.items():
            left = _left(names, answers)
            scores = alone if min(map(len, left)) < results else together
            scores[fact] = sum(map(len, left)) / len(left)
        scores = alone or together
        flags = sorted(name for name in self._told if name in axes and axes[name]["kind"] == "flag")
        return Part(needs=tuple(sorted(scores, key=lambda fact: (scores[fact], fact))), flags=tuple(flags))


def _left(names: Sequence[str], answers: Sequence[_Answer]) -> set[frozenset[int]]:
    """For each value that makes a difference, stretch of days, or choice of flags, the results that are left."""
    groups = {frozenset(range(len(answers)))}
    for name in names:
        groups = {some for group in groups for some in _apart(name, group, answers)}
    return {frozenset(answers[at].result for at in group) for group in groups}


def _apart(name: str, group: Iterable[int], answers: Sequence[_Answer]) -> Iterator[frozenset[int]]:
    """Those of a group of answers (by their numbers) that each value leaves, or each stretch of days."""
    spans = [(at, first, last) for at in group for first, last in answers[at].spans[name]]
    lasts = sorted({last for _, _, last in spans})
    found: list[set[int]] = [set() for _ in lasts]
    for one, first, last in spans:
        for at in range(bisect_left(lasts, first), bisect_right(lasts, last)):
            found[at].add(one)
    return map(frozenset, found)


def _turns(axis: Axis, now: Moment) -> list[int]:
    """The last days before a season begins, and of one; of this year and the one before."""
    year = date.fromordinal(now.day).year
    ends = [ends_of(span, begins) for span in axis.get("spans", []) for begins in (year - 1, year)]
    return [day for first, last in ends for day in (first - 1, last)]


def _class(axis: Axis, day: int) -> int:
    """The class of an event that was on that day."""
    if axis["kind"] == "event":
        return int(day > 0)
    spans = axis.get("spans", [])
    return next((at for at, span in enumerate(spans, 1) if falls_in(day, span)), 0) if day else 0


def _rank(outcome: str) -> tuple[int, str]:
    return (_OFFERS.index(Offer(outcome)) if outcome in set(Offer) else len(_OFFERS), outcome)


def _reasons_shared(parts: list[Part]) -> Part:
    """The one answer, with the reasons that hold in each situation that may be the one.

    That a rule makes the offer holds though it is not known by which row of a table, or which rules it beats: of these
    it tells nothing then.
    """
    first = parts[0]
    offered = [{(one.rule, one.band): one for one in part.because if one.facet == OFFER} for part in parts]
    shared: list[Reason] = []
    for one in first.because:
        if one.facet != OFFER:
            shared += [one] if all(one in part.because for part in parts[1:]) else []
        elif all((one.rule, one.band) in some for some in offered):
            shared.append(_shared_in([some[one.rule, one.band] for some in offered]))
    return replace(first, because=tuple(shared))


def _shared_in(reasons: list[Reason]) -> Reason:
    first = reasons[0]
    values = {tuple((used.term, used.value) for used in one.terms) for one in reasons}
    terms = first.terms if len(values) == 1 else ()
    if any(one.terms != first.terms for one in reasons):
        terms = tuple(replace(used, path=()) for used in terms)
    return replace(first, beat=first.beat if all(one.beat == first.beat for one in reasons) else (), terms=terms)
