"""Evidence that is asked for where nothing can come of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.decisions.closing import asks
from generator.decisions.evaluator import Evaluator, Plan
from generator.decisions.granting import EVIDENCE, Resolved
from generator.decisions.grid import Grid
from generator.decisions.times import Times
from generator.finding import Finding
from generator.policy.model import Facet, Offer, Policy, Rule

_APPEAL = "appeal"


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a rule asks: everywhere, in one band, or with one option of it; and whether that option is a refusal."""

    facet: Facet
    band: int | None
    refuses: bool


def asked_in_vain(policy: Policy, evaluator: Evaluator) -> Iterator[Finding]:
    """SP273 for each place where evidence is asked for and, in every situation in which it is, all that is offered is a
    refusal, or there is nothing to appeal to (``appeal: none``). Waiting is no refusal: something follows it.
    """
    grids: dict[bool, Grid] = {}
    times = Times(evaluator)
    for at, compiled in enumerate(evaluator.rules):
        if asks(compiled):
            is_buyer = evaluator.is_for_buyer[at]
            if is_buyer not in grids:
                own = [one for one, to in enumerate(evaluator.is_for_buyer) if to is is_buyer]
                grids[is_buyer] = Grid(evaluator, own, whole=False)
            rule = policy.rules[compiled["id"]]
            for spot in _vain(evaluator, grids[is_buyer], times, at, list(_spots(rule))):
                yield _finding(rule, spot, is_buyer=is_buyer)


def _spots(rule: Rule) -> Iterator[_Spot]:
    yield from (_Spot(facet, None, False) for facet in rule.facets if facet.name == EVIDENCE)
    for number, band in enumerate(rule.bands):
        yield from (_Spot(facet, number, False) for facet in band.facets if facet.name == EVIDENCE)
        for option in band.options:
            refuses = option.offer is Offer.DECLINE
            yield from (_Spot(facet, number, refuses) for facet in option.facets if facet.name == EVIDENCE)


def _vain(evaluator: Evaluator, grid: Grid, times: Times, at: int, spots: list[_Spot]) -> Iterator[_Spot]:
    """The spots that hold in some situation, but in none of use."""
    seen: set[int] = set()
    left = set(range(len(spots)))
    for plan, bands, resolved in _visits(evaluator, grid, times, at):
        band = next((bands[one] for one, timed in enumerate(plan.timed) if timed.at == at), None)
        in_force = band is None or any(source.match.at == at for source in resolved.made_by)
        for number in sorted(left):
            spot = spots[number]
            if not in_force or spot.band not in (None, band):
                continue
            useful = _is_of_use(resolved, is_buyer=evaluator.is_for_buyer[at])
            if useful is not None:
                seen.add(number)
            if useful and not spot.refuses:
                left.discard(number)
        if not left:
            return
    yield from (spots[number] for number in sorted(left & seen))


def _visits(
    evaluator: Evaluator, grid: Grid, times: Times, at: int
) -> Iterator[tuple[Plan, tuple[int, ...], Resolved]]:
    """Everything that can be granted where the rule holds."""
    is_buyer = evaluator.is_for_buyer[at]
    for clause in evaluator.rules[at]["when"]:
        candidates = [
            tuple(clause.get(axis["id"], range(len(evaluator.masks[number]))))
            for number, axis in enumerate(evaluator.axes)
        ]
        for cell in grid.cells(candidates):
            if not cell.bits & evaluator.when[at] or cell.bits & evaluator.unless[at]:
                continue
            plan = evaluator.plan_for(cell.bits, is_buyer=is_buyer)
            for bands in times.bands(plan, cell.witness):
                yield plan, bands, evaluator.resolved(plan, bands)[0 if is_buyer else 1]


def _is_of_use(resolved: Resolved, *, is_buyer: bool) -> bool | None:
    """Whether evidence can still bring about anything; None where nothing is decided."""
    if resolved.problem is not None:
        return True  # what these rules grant is not known
    offers = [offer for offer, _ in resolved.options]
    if is_buyer and not offers:
        return None
    appeal = resolved.whole.get(_APPEAL)
    if appeal is not None:
        return appeal.text != "none"
    return not offers or any(offer != Offer.DECLINE for offer in offers)


def _finding(rule: Rule, spot: _Spot, *, is_buyer: bool) -> Finding:
    kinds = ", ".join(word.text for word in spot.facet.value) if isinstance(spot.facet.value, tuple) else ""
    where = rule.id if spot.band is None else f"{rule.id}[{spot.band + 1}]"
    english = f"{where} asks for {kinds} only where nothing is granted any more"
    chinese = f"{where} 只在不再给予任何处理时才要求提供 {kinds.replace(', ', '、')}"
    if not is_buyer:
        english = f"{where} asks for {kinds} only where there is no appeal that it could help"
        chinese = f"{where} 只在无从申诉时才要求提供 {kinds.replace(', ', '、')}"
    return Finding("SP273", spot.facet.place, {"why": (english, chinese), "mend": _DELETE})


_DELETE = (
    "Delete this evidence, or move it to a band or rule in which something can still be granted.",
    "请删除这一凭证要求，或移到仍可给予处理的时段或规则中。",
)
