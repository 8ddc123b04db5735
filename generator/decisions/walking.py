"""The walk over the grid: everything that the rules of one group can come to, each once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.decisions.clock import Moment
from generator.decisions.evaluator import Classes, Evaluator, Plan
from generator.decisions.granting import EVIDENCE, Resolved
from generator.decisions.grid import Cell, Grid
from generator.decisions.realising import Realiser
from generator.decisions.times import Times


@dataclass(frozen=True, slots=True)
class Visit:
    """A cell in one stretch of time, and what is granted there."""

    cell: Cell
    plan: Plan
    bands: tuple[int, ...]
    resolved: Resolved


class Walk:
    """The cells of the rules for buyers, or of those towards the seller.

    Rules that only ask for evidence are left out: evidence is a union, so they contradict nothing.
    """

    def __init__(self, evaluator: Evaluator, *, is_buyer: bool) -> None:
        self.evaluator = evaluator
        self.is_buyer = is_buyer
        self.rules = [
            at
            for at, rule in enumerate(evaluator.rules)
            if evaluator.is_for_buyer[at] is is_buyer and (rule["bands"] or set(rule["facets"]) != {EVIDENCE})
        ]
        self.grid = Grid(evaluator, self.rules, whole=False)
        self._times = Times(evaluator)
        self._realiser = Realiser(evaluator)

    @property
    def everywhere(self) -> Classes:
        """All classes of all axes."""
        return self.evaluator.everywhere

    def visits(self, candidates: Classes | None = None) -> Iterator[Visit]:
        """Every cell in every stretch of time, within these classes."""
        evaluator = self.evaluator
        for cell in self.grid.cells(self.everywhere if candidates is None else candidates):
            plan = evaluator.plan_for(cell.bits, is_buyer=self.is_buyer)
            for bands in self._times.bands(plan, cell.witness):
                yield Visit(cell, plan, bands, evaluator.resolved(plan, bands)[0 if self.is_buyer else 1])

    def realise(self, visit: Visit, classes: Sequence[int] | None = None) -> tuple[dict[str, Moment], Moment] | None:
        """Real days for a visit; None if there are none, so that it never occurs."""
        return self._realiser.realise(visit.plan, visit.bands, visit.cell.witness if classes is None else classes)
