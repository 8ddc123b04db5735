"""Decisions held against the minimums of the law: every situation that a floor protects, exactly, not sampled.

The grid is narrowed to the floor's market, to what happened and to goods that it does not except, and walked in the
time in which it protects; what is found is seen in a situation of real days before it is told. What is not compared:
fees and deductions, part amounts, evidence and approvals, and what a floor itself gives up (``Floor.not_compared``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.decisions.deciding import Decider
from generator.decisions.evaluator import Classes, Evaluator, Plan
from generator.decisions.floors_deadlines import Limit, limit_of_law
from generator.decisions.floors_example import Examples, Where
from generator.decisions.floors_finding import Shown, finding_below, finding_unknown
from generator.decisions.floors_markets import Sales, sales_of
from generator.decisions.floors_requirement import Given, Requirements, Shortfall
from generator.decisions.floors_scope import axis_of_subjects, classes_of, protected_boxes
from generator.decisions.floors_time import ProtectedDays, ProtectedTimes, Protection
from generator.decisions.granting import Resolved
from generator.decisions.grid import Cell, Grid
from generator.decisions.times import Times
from generator.finding import Finding, in_order
from generator.policy.floor import ActsBy, Floor, Forbids, Grants, Requirement, SendBy, Subject
from generator.policy.floor_words import FloorVocabulary, load_vocabulary
from generator.policy.floors import load_floors
from generator.policy.model import Policy
from generator.policy.values import After, Unit

_COMPARED_FACETS = ("goods", "postage", "outbound", "refund.to", "refund.by", "send_by")
"""What rules without an offer must set to make a difference to any floor."""
_TOLD = (Subject.WITHDRAW, Subject.FAULTY)
"""Subjects of which it is told that a policy has no value for them."""
_CELLS = 60
"""In how many cells an example is looked for."""


def below_floors(
    policy: Policy, decider: Decider, floors: Iterable[Floor] | None = None, words: FloorVocabulary | None = None
) -> tuple[Finding, ...]:
    """A finding for each floor, rule and kind of shortfall, and a note where nothing could be compared.

    ``decider`` is the policy's; ``floors`` and ``words`` are those that are shipped, unless others are given. Nothing
    is read, and nothing is found, where the policy names no country or grants buyers nothing. Situations that no rule
    covers, or of which rules disagree, are left to other checks.
    """
    evaluator = decider.evaluator
    if not any(rule["bands"] and mine for rule, mine in zip(evaluator.rules, evaluator.is_for_buyer, strict=True)):
        return ()
    sales = sales_of(policy, evaluator)
    if not sales.named:
        return ()
    comparison = _Comparison(policy, decider, sales, words or load_vocabulary())
    return in_order(comparison.findings(load_floors() if floors is None else floors))


_Found = dict[tuple[str, int, str | None], tuple[Shortfall, list[Where]]]
"""Each shortfall once, by rule, requirement and term, with the cells in which it is found."""


class _Comparison:
    """One policy against all floors of its markets."""

    def __init__(self, policy: Policy, decider: Decider, sales: Sales, words: FloorVocabulary) -> None:
        self.policy = policy
        self.evaluator = evaluator = decider.evaluator
        self.sales = sales
        self.words = words
        self.subjects = axis_of_subjects(evaluator, words)
        self.grid = Grid(evaluator, _rules_that_matter(evaluator), whole=True)
        self.times: dict[Limit | None, Times] = {}
        self.cells: dict[tuple[tuple[int, ...], ...], tuple[Cell, ...]] = {}
        self.days = ProtectedDays(evaluator, words)
        facts = [evaluator.axes[at]["fact"] for at in (self.subjects, sales.axis) if at is not None]
        region = None if sales.axis is None else evaluator.axes[sales.axis]["fact"]
        self.examples = Examples(decider, self.days, region, frozenset(facts))

    def findings(self, known: Iterable[Floor]) -> Iterator[Finding]:
        """What is below which floor; then what could not be compared."""
        unknown: dict[Subject, list[Floor]] = {}
        floors = [floor for floor in known if floor.requires and self._is_in_force(floor)]
        for floor in floors:
            regions = self.sales.regions(floor)
            subject = classes_of(self.evaluator, self.subjects, floor.subject, self.words)
            if regions and subject:
                yield from self._below(floor, floors, regions, subject)
            elif regions and floor.subject in _TOLD:
                unknown.setdefault(floor.subject, []).append(floor)
        fact = None if self.subjects is None else self.evaluator.axes[self.subjects]["fact"]
        for about, missing in unknown.items():
            yield finding_unknown(about, missing, self.policy, fact, self.words)

    def _is_in_force(self, floor: Floor) -> bool:
        return floor.since is None or floor.since <= self.policy.shop.effective

    def _below(
        self, floor: Floor, floors: list[Floor], regions: Mapping[str, int | None], subject: tuple[int, ...]
    ) -> Iterator[Finding]:
        needs = Requirements(floor, self.evaluator, self.words)
        protection = _protection(floor, floors)
        for short, cells in self._shortfalls(floor, needs, protection, regions, subject).values():
            for where in cells[:_CELLS]:
                limit = protection.limit(self.evaluator, where.plan)
                example = self.examples.example(where, limit, short, needs)
                if example is not None:
                    given = self.evaluator.resolved(where.plan, where.bands)[0]
                    shown = Shown(given, where.classes, self._regions_of(short, cells, needs, regions), example)
                    yield finding_below(floor, short, shown, self.policy, self.examples.decider, self.words)
                    break

    def _regions_of(
        self, short: Shortfall, cells: list[Where], needs: Requirements, regions: Mapping[str, int | None]
    ) -> list[str]:
        """The regions in which the same is missing, as far as one of the first cells shows it there."""
        axis = self.sales.axis
        if axis is None:
            return list(regions)
        failing: set[int | None] = set()
        for at in sorted({at for at in regions.values() if at is not None}):
            for where in cells[:_CELLS]:
                classes = (*where.classes[:axis], at, *where.classes[axis + 1 :])
                resolved = self._resolved_at(classes, where.bands)
                if resolved is not None and needs.shortfall(short.requirement, resolved, classes) == short:
                    failing.add(at)
                    break
        return [region for region, at in regions.items() if at in failing]

    def _resolved_at(self, classes: tuple[int, ...], bands: tuple[int, ...]) -> Resolved | None:
        """What is given at these classes in these bands; None if there are none, or nothing is decided."""
        bits = self.evaluator.bits(list(classes))
        plan = self.evaluator.plan_for(bits, is_buyer=True)
        if bits & self.evaluator.impossible or len(plan.timed) != len(bands):
            return None
        resolved = self.evaluator.resolved(plan, bands)[0]
        return resolved if resolved.outcome is not None and resolved.problem is None else None

    # ------------------------------------------------------------------------------ walking the grid

    def _shortfalls(
        self,
        floor: Floor,
        needs: Requirements,
        protection: Protection,
        regions: Mapping[str, int | None],
        subject: tuple[int, ...],
    ) -> _Found:
        found: _Found = {}
        assert self.subjects is not None
        narrowed = {self.subjects: subject}
        region_of = {at: region for region, at in reversed(tuple(regions.items()))}
        axis = self.sales.axis
        if axis is not None:
            narrowed[axis] = tuple(at for at in region_of if at is not None)
        for box in protected_boxes(self.evaluator, narrowed, floor, self.words):
            for cell in self._cells_of(box):
                plan = self.evaluator.plan_for(cell.bits, is_buyer=True)
                times = self._times(protection.limit(self.evaluator, plan))
                region = region_of[None if axis is None else cell.witness[axis]]
                for bands, short in self._in_cell(floor, needs, plan, cell, times):
                    _, cells = found.setdefault((short.rule, id(short.requirement), short.term), (short, []))
                    cells.append(Where(plan, bands, cell.witness, region))
        for _, cells in found.values():
            cells.sort(key=lambda where: self._flags(where.classes))
        return found

    def _cells_of(self, box: Classes) -> tuple[Cell, ...]:
        """The cells of a box; remembered, for the floors of a market share them."""
        key = tuple(box)
        if key not in self.cells:
            self.cells[key] = tuple(self.grid.cells(box))
        return self.cells[key]

    def _times(self, limit: Limit | None) -> Times:
        """The bands that can hold in a protected time; remembered, for many floors protect the same."""
        if limit not in self.times:
            self.times[limit] = (
                Times(self.evaluator) if limit is None else ProtectedTimes(self.evaluator, limit, self.words)
            )
        return self.times[limit]

    def _in_cell(
        self, floor: Floor, needs: Requirements, plan: Plan, cell: Cell, times: Times
    ) -> Iterator[tuple[tuple[int, ...], Shortfall]]:
        """What is missing in a cell, with the bands in which it is."""
        decided: dict[tuple[int, ...], Resolved] = {}
        last: tuple[int, ...] = ()
        for bands in times.bands(plan, cell.witness):
            last = max(last, bands)
            resolved = self.evaluator.resolved(plan, bands)[0]
            if resolved.outcome is not None and resolved.problem is None:
                decided[bands] = resolved
        refused: set[tuple[int, ...]] = set()
        for requirement in floor.requires:
            for bands in _compared(requirement, floor, decided, last):
                short = needs.shortfall(requirement, decided[bands], cell.witness)
                if short is None or (isinstance(requirement, Forbids) and bands in refused):
                    continue  # who is refused what is owed need not be told what was forbidden in its place
                if isinstance(requirement, Grants):
                    refused.add(bands)
                yield bands, short

    def _flags(self, classes: tuple[int, ...]) -> int:
        return sum(at for axis, at in zip(self.evaluator.axes, classes, strict=True) if axis["kind"] == "flag")


def _compared(
    requirement: Requirement, floor: Floor, decided: Mapping[tuple[int, ...], Resolved], last: tuple[int, ...]
) -> Iterator[tuple[int, ...]]:
    """The bands that a requirement looks at. ``last``: those that hold when all time has passed."""
    if isinstance(requirement, ActsBy):
        yield from (bands for bands in decided if bands == last)
    elif isinstance(requirement, Grants) and floor.within is None:
        answers = [bands for bands, resolved in decided.items() if not Given.of(resolved).is_wait]
        yield from (bands for bands in answers if not any(_is_before(other, bands) for other in answers))
    else:
        yield from decided


def _is_before(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return one != other and all(a <= b for a, b in zip(one, other, strict=True))


def _rules_that_matter(evaluator: Evaluator) -> list[int]:
    """The buyers' rules that make an offer or set a facet that floors speak of."""
    return [
        at
        for at, rule in enumerate(evaluator.rules)
        if evaluator.is_for_buyer[at] and (rule["bands"] or not rule["facets"].keys().isdisjoint(_COMPARED_FACETS))
    ]


def _protection(floor: Floor, floors: list[Floor]) -> Protection:
    """The protected time, and the days that the same market's law gives for sending the goods after it."""
    days = [
        int(required.at_least.duration.high)
        for other in floors
        if other.subject is floor.subject and set(floor.markets) <= set(other.markets)
        for required in other.requires
        if isinstance(required, SendBy) and isinstance(required.at_least, After)
        if required.at_least.duration.unit is Unit.DAY
    ]
    return Protection(limit_of_law(floor.within) if floor.within else None, max(days, default=0))
