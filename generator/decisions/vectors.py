"""Situations made by machine: every rule, band, row and amount of a policy, and both sides of every boundary.

Nobody would write them all down, and every change of a policy shows in one of them. The same program gives the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.decisions.acting import acts_of
from generator.decisions.calendars import Unpublished
from generator.decisions.clock import NOT_YET, Moment
from generator.decisions.compiling import compile_policy
from generator.decisions.deciding import Decider
from generator.decisions.decision import Decision
from generator.decisions.endings import Endings
from generator.decisions.evaluator import Classes, Standing, UnknownEvent
from generator.decisions.granting import Resolved
from generator.decisions.grid import Grid
from generator.decisions.program import Axis, Clause, Leaf, Rule
from generator.decisions.reading import told
from generator.decisions.realising import Realiser, parts_of
from generator.decisions.rows import meeting
from generator.decisions.seasons import ends_of
from generator.decisions.showing import (
    Shown,
    Stretch,
    any_of,
    band_of,
    facets_of,
    has_term,
    made_by,
    paths,
    pays,
    set_by,
)
from generator.decisions.situation import Situation
from generator.decisions.situations import situation_of
from generator.decisions.times import Times
from generator.policy.model import Policy
from generator.policy.values import Money

_EARLIER = 75
"""Days before a policy takes effect, less two months: the calendars of that year are published."""
_TRIED = 60
"""Cells that are tried for one goal."""
_LATER = (40, 400, 4_000)
"""How many days after an act its case is decided, until no band holds by the clock that does not by the act."""
_ONE_AMOUNT = ("item_price", "order_paid", "order_total")


@dataclass(frozen=True, slots=True)
class Vector:
    """A situation, and what it shows."""

    shows: str
    situation: Situation


def vectors_of(policy: Policy) -> tuple[Situation, ...]:
    """The situations for a policy."""
    return tuple(one.situation for one in vectors(Decider(compile_policy(policy))))


def vectors(decider: Decider) -> tuple[Vector, ...]:
    """The situations for a program, each with the first thing that it shows."""
    found: dict[str, Vector] = {}
    for vector in _Maker(decider).all():
        found.setdefault(repr(plain_situation(vector.situation, decider)), vector)
    return tuple(found.values())


def plain_situation(situation: Situation, decider: Decider) -> dict[str, str | list[str]]:
    """The situation as somebody would write it, keys sorted."""
    found: dict[str, str | list[str]] = {
        **situation.words,
        **{fact: sorted(flags) for fact, flags in situation.flags.items()},
        **{fact: str(money) for fact, money in situation.amounts.items()},
        **{event: told(moment, decider.clock) for event, moment in situation.events.items()},
        "now": told(situation.now, decider.clock),
    }
    return dict(sorted(found.items()))


class _Maker:
    """Finds situations for one program, goal by goal."""

    def __init__(self, decider: Decider) -> None:
        self.decider = decider
        self.evaluator = evaluator = decider.evaluator
        start = evaluator.program["effective"] - _EARLIER
        self.times = Times(evaluator)
        self.realiser = Realiser(evaluator, start)
        self.endings = Endings(evaluator, start + 55, evaluator.program["effective"])
        rules = range(len(evaluator.rules))
        self.grids = {
            is_buyer: Grid(evaluator, [at for at in rules if evaluator.is_for_buyer[at] is is_buyer], whole=False)
            for is_buyer in (True, False)
        }
        self.answers = Grid(evaluator, self.grids[True].among, whole=False, escalations=True)

    def all(self) -> Iterator[Vector]:
        for at, rule in enumerate(self.evaluator.rules):
            yield from self._of_facets(at, rule)
            for band, one in enumerate(rule["bands"]):
                if "until" in one:
                    yield from self._beside(at, rule, band, one["until"])
        for axis in self.evaluator.axes:
            for cut in axis.get("cuts", []):
                yield from self._beside_cut(axis, cut)
        for ladder, rungs in self.evaluator.program["ladders"].items():
            for rung in rungs:
                if "up_to" in rung:
                    yield from self._beside_rung(ladder, rung["role"], rung["up_to"])
        for standing in self.evaluator.standing:
            yield from self._beside_answer(standing)
        yield from self._beside_seasons()

    # ------------------------------------------------------------------------------ every facet, in every row

    def _of_facets(self, at: int, rule: Rule) -> Iterator[Vector]:
        """The rule as it decides: each band, each facet that it sets, each row of the terms of those."""
        for band in range(len(rule["bands"])) or (None,):
            names = facets_of(rule, band)
            if band is not None and not rule["bands"][band].get("is_pass"):
                yield from self._first(f"{rule['id']} {band + 1}", self._visits(at, {}, made_by(at, band)))
            for name, terms in names.items():
                for term in sorted(terms) or [""]:
                    for path, rows, leaf in paths(self.evaluator.program["terms"][term]) if term else [((), {}, None)]:
                        what = " ".join([rule["id"], name, term, *path])
                        shown = set_by(at, band, name, term)
                        found = list(self._first(what, self._visits(at, rows, shown)))
                        yield from found
                        if leaf is not None and leaf["kind"] == "share":
                            yield from self._of_share(found, leaf, term)

    def _first(self, what: str, visits: Iterable[Stretch]) -> Iterator[Vector]:
        """The first visit that real days exist for."""
        for visit in visits:
            days = self.realiser.realise(visit.plan, visit.bands, visit.classes)
            if days is not None:
                yield Vector(what, self._situation(visit, *days))
                return

    def _of_share(self, found: list[Vector], leaf: Leaf, term: str) -> Iterator[Vector]:
        """Amounts at which the percentage shows, and those on both sides of its bounds."""
        part = max(leaf["low"], 1)
        # The percentage shows best in the largest amount that no bound cuts.
        bases = [leaf["at_most"] * 8_000 // part if "at_most" in leaf else 123_457]
        for bound in (leaf.get("at_least"), leaf.get("at_most")):
            if bound is not None:
                near = bound * 10_000 // part
                step = 10_000 // part + 1
                bases += [max(0, near + more) for more in (-step, -1, 0, 1, step)]
        for vector in found:
            for base in bases:
                yield from self._at_price(vector, base, lambda one: has_term(one, term))

    def _at_price(self, vector: Vector, base: int, keeps: Callable[[Decision], bool]) -> Iterator[Vector]:
        """The same situation with all amounts of this size, if it still shows what it should."""
        amounts = {fact: Money(base, base, money.currency) for fact, money in vector.situation.amounts.items()}
        changed = replace(vector.situation, amounts=amounts)
        if amounts and keeps(self.decider.decide(changed)):
            yield Vector(f"{vector.shows} at {base}", changed)

    # ------------------------------------------------------------------------------ visits

    def _visits(self, at: int, rows: Clause, shown: Shown) -> Iterator[Stretch]:
        """Cells in which the rule matches and these rows hold, in every stretch of time in which it is shown."""
        evaluator = self.evaluator
        is_buyer = evaluator.is_for_buyer[at]
        for clause in evaluator.rules[at]["when"]:
            candidates = [
                tuple(
                    one
                    for one in classes
                    if one in clause.get(axis["id"], (one,)) and one in rows.get(axis["id"], (one,))
                )
                for axis, classes in zip(evaluator.axes, evaluator.everywhere, strict=True)
            ]
            if not all(candidates):
                continue
            for number, cell in enumerate(self.grids[is_buyer].cells(candidates)):
                if number >= _TRIED:
                    break
                plan = evaluator.plan_for(cell.bits, is_buyer=is_buyer)
                for bands in self.times.bands(plan, cell.witness):
                    visit = Stretch(cell.witness, plan, bands, evaluator.resolved(plan, bands)[0 if is_buyer else 1])
                    if visit.resolved.problem is None and shown(visit):
                        yield visit

    def _situation(self, visit: Stretch, events: Mapping[str, Moment], now: Moment) -> Situation:
        """All facts, and all events: those that do not matter happened today, so that every date can be told."""
        found = situation_of(self.evaluator, visit.classes, range(len(self.evaluator.axes)), events, now)
        rest = {
            event: self._today(event, visit.classes, now)
            for event in self.evaluator.program["events"]
            if event not in found.events
        }
        return replace(found, events={**found.events, **rest})

    def _today(self, event: str, classes: tuple[int, ...], now: Moment) -> Moment:
        index = self.evaluator.axis_index
        if event in index and not classes[index[event]]:
            return NOT_YET
        days = [day for day in self.endings.days(event, classes, (Moment(now.day),)) if day.day <= now.day]
        return days[0] if days else NOT_YET

    # ------------------------------------------------------------------------------ both sides of a band

    def _beside(self, at: int, rule: Rule, band: int, term: str) -> Iterator[Vector]:
        """The last moment of a band and the first one after it, by each part of each row of its term."""
        for path, rows, leaf in paths(self.evaluator.program["terms"][term]):
            for part in parts_of(leaf):
                what = " ".join([rule["id"], str(band + 1), *path, part["text"]])
                for late, word in ((0, "last"), (1, "first")):
                    wanted = band + late
                    if rule["bands"][wanted].get("is_pass"):
                        shown: Shown = lambda visit, band=band: band_of(visit, at) == band  # type: ignore[misc]  # noqa: E731
                    else:
                        shown = made_by(at, wanted)
                    for act in dict.fromkeys((None, acts_of(rule)[band])):
                        found = self._at_end(at, rows, part, term, late, shown, act)
                        if found is not None:
                            yield Vector(f"{what}: {word}{f' by {act}' if act else ''}", found)

    def _at_end(
        self, at: int, rows: Clause, part: Leaf, term: str, late: int, shown: Shown, act: str | None
    ) -> Situation | None:
        """``act``: what happened at that moment, while the case is decided later; None: it is decided then."""
        evaluator = self.evaluator
        is_buyer = evaluator.is_for_buyer[at]
        seen: set[tuple[int, ...]] = set()
        for visit in self._visits(at, rows, lambda one: True):
            key = (*(timed.at for timed in visit.plan.timed), *visit.classes)
            if key in seen:
                continue
            seen.add(key)
            classes = list(visit.classes)
            ready = evaluator.leaf(term, classes)
            leaves = [evaluator.leaf(one, classes) for timed in visit.plan.timed for one in timed.untils]
            found = self.endings.moments(ready, part, leaves, visit.classes, late)
            for events, now in found if act is None else self._told_later(found, act, visit.classes):
                try:
                    bands = evaluator.bands(visit.plan, classes, events, now)
                except (Unpublished, UnknownEvent):
                    continue
                here = replace(visit, bands=bands, resolved=evaluator.resolved(visit.plan, bands)[0 if is_buyer else 1])
                if here.resolved.problem is None and shown(here):
                    return self._situation(here, events, now)
        return None

    def _told_later(
        self, moments: Iterable[tuple[dict[str, Moment], Moment]], act: str, classes: tuple[int, ...]
    ) -> Iterator[tuple[dict[str, Moment], Moment]]:
        """The same moments as those of an act that is decided on later; none where it cannot have been then."""
        index = self.evaluator.axis_index
        for events, when in moments:
            if (act not in index or classes[index[act]]) and self.endings.days(act, classes, (when,))[:1] == [when]:
                yield from (({**events, act: when}, Moment(when.day + more)) for more in _LATER)

    # ------------------------------------------------------------------------------ both sides of an amount

    def _beside_cut(self, axis: Axis, cut: int) -> Iterator[Vector]:
        """The cents on both sides of a bound, wherever a rule or a table asks for it."""
        evaluator = self.evaluator
        above = axis.get("cuts", []).index(cut) + 1
        for number, rule in enumerate(evaluator.rules):
            terms = {
                term
                for band in (*range(len(rule["bands"])), None)
                for own in facets_of(rule, band).values()
                for term in own
            }
            terms |= {band["until"] for band in rule["bands"] if "until" in band}
            rows: list[Clause] = (
                [{}] if any(axis["id"] in clause for clause in (*rule["when"], *rule["unless"])) else []
            )
            rows += [
                own
                for term in sorted(terms)
                for _, own, _ in paths(evaluator.program["terms"][term])
                if axis["id"] in own
            ]
            for row in rows:
                for chosen in (above - 1, above):
                    if chosen not in row.get(axis["id"], (chosen,)):
                        continue
                    shown = {**row, axis["id"]: [chosen]}
                    for vector in self._first(
                        f"{rule['id']} {axis['id']}", self._visits(number, shown, any_of(number))
                    ):
                        for amount in (cut - 1, cut):
                            yield from self._at_price(vector, amount, lambda one: True)

    def _beside_rung(self, ladder: str, role: str, term: str) -> Iterator[Vector]:
        """The largest amount that a role approves, and the next one."""
        for at in range(len(self.evaluator.rules)):
            visits = self._visits(
                at, {}, lambda one: "approval" in one.resolved.whole and one.resolved.whole["approval"].text == ladder
            )
            for vector in self._first(f"{ladder} {role}", visits):
                for leaf in self.evaluator.leaves(term):
                    for amount in (leaf.leaf["low"], leaf.leaf["low"] + 1):
                        yield from self._at_price(vector, amount, lambda one, amount=amount: pays(one, amount))  # type: ignore[misc]

    # ------------------------------------------------------------------------------ answers that are due

    def _beside_answer(self, standing: Standing) -> Iterator[Vector]:
        """The last moment for an answer, and the first one after it: by each row of the deadline, and in each case in
        which the escalation stands.
        """
        rows = list(paths(self.evaluator.program["terms"][standing.escalation["by"]]))
        for row in rows:
            yield from self._at_answer(standing, *row)
        for clause in standing.escalation["when"]:
            for case in ({**clause, axis: [one]} for axis, classes in clause.items() for one in classes):
                both = ((path, meeting([own, case]), leaf) for path, own, leaf in rows)
                shown = (list(self._at_answer(standing, path, where, leaf)) for path, where, leaf in both if where)
                yield from next(filter(None, shown), [])

    def _at_answer(self, standing: Standing, path: tuple[str, ...], rows: Clause, leaf: Leaf) -> Iterator[Vector]:
        """Both moments where these rows hold, in the first cell in which the clock may have started."""
        id, term = standing.escalation["id"], standing.escalation["by"]
        candidates: Classes = [
            tuple(one for one in classes if one in rows.get(axis["id"], (one,)))
            for axis, classes in zip(self.evaluator.axes, self.evaluator.everywhere, strict=True)
        ]
        for cell in self.answers.cells(candidates):
            if not standing.holds(cell.bits):
                continue
            plan = self.evaluator.plan_for(cell.bits, is_buyer=True)
            visit = Stretch(cell.witness, plan, (), Resolved())
            ready = self.evaluator.leaf(term, list(cell.witness))
            moments = [
                self._situation(visit, *one)
                for part in parts_of(leaf)
                for late in (0, 1)
                for one in list(self.endings.moments(ready, part, [ready], cell.witness, late))[:1]
            ]
            fitting = [one for one in moments if any(due.id == id for due in self.decider.decide(one).due)]
            if fitting:
                yield from (Vector(" ".join([id, *path]), one) for one in fitting)
                break

    def _beside_seasons(self) -> Iterator[Vector]:
        """The days on both sides of each end of a season, in the first case in which it makes a difference."""
        for axis in self.evaluator.axes:
            year = self.endings.year
            for span in axis.get("spans", []):
                for day, outside in zip(ends_of(span, year), (-1, 1), strict=True):
                    yield from self._beside_day(axis, day, day + outside)

    def _beside_day(self, axis: Axis, inside: int, outside: int) -> Iterator[Vector]:
        for at in range(len(self.evaluator.rules)):
            for row in ({axis["id"]: [one]} for one in range(1, len(axis["values"]))):
                for visit in self._visits(at, row, any_of(at)):
                    days = self.realiser.realise(visit.plan, visit.bands, visit.classes)
                    if days is None:
                        continue
                    known = self._situation(visit, *days)
                    both = [
                        replace(known, events={**known.events, axis["fact"]: Moment(day)}) for day in (inside, outside)
                    ]
                    if self.decider.decide(both[0]).buyer.answer != self.decider.decide(both[1]).buyer.answer:
                        yield from (
                            Vector(f"{axis['id']} {word}", one) for word, one in zip(("in", "out"), both, strict=True)
                        )
                        return
                    break
