"""Situations that no rule covers, each as the largest box of the grid that is not covered anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.decisions.evaluator import Evaluator
from generator.decisions.program import ELSEWHERE, Axis
from generator.decisions.walking import Visit, Walk
from generator.policy.bounds import Bound, Comparison
from generator.policy.values import Money

MOST = 20
"""After so many boxes the rest is left for the next check: they usually share a cause."""
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Gap:
    """A box that is not covered: for some axes the classes, for all others any; and one visit in it."""

    box: Mapping[int, tuple[int, ...]]
    visit: Visit


def gaps_in(walk: Walk, uncovered: list[Visit]) -> Iterator[Gap]:
    """The boxes that together hold all of these visits, none of which is covered."""
    found: list[Mapping[int, tuple[int, ...]]] = []
    for visit in uncovered:
        witness = visit.cell.witness
        if any(all(witness[at] in classes for at, classes in box.items()) for box in found):
            continue
        if len(found) == MOST:
            return
        box = _grown(walk, {at: (one,) for at, one in enumerate(witness)})
        found.append(box)
        yield Gap(box, visit)


def _grown(walk: Walk, box: dict[int, tuple[int, ...]]) -> dict[int, tuple[int, ...]]:
    """The box made as large as it can be: first without the axes that matter least, then with more classes.

    Where a gap opens only in time (a band that passes), every cell of the box has it at some time.
    """
    everywhere = walk.everywhere
    always = _is_uncovered(walk, box, always=True)
    for at in reversed(walk.grid.order):
        smaller = {one: classes for one, classes in box.items() if one != at}
        if _is_uncovered(walk, smaller, always=always):
            box = smaller
    for at in walk.grid.order:
        for one in everywhere[at] if at in box else ():
            if one not in box[at]:
                beside = {**box, at: (one,)}
                if _is_uncovered(walk, beside, always=always):
                    box = {**box, at: (*box[at], one)}
    return {at: tuple(sorted(classes)) for at, classes in box.items()}


def _is_uncovered(walk: Walk, box: Mapping[int, tuple[int, ...]], *, always: bool) -> bool:
    """Whether nothing is offered anywhere in the box: at any time, or at some time in each of its cells."""
    candidates = [box.get(at, classes) for at, classes in enumerate(walk.everywhere)]
    by_cell: dict[int, list[bool]] = {}
    for visit in walk.visits(candidates):
        by_cell.setdefault(visit.cell.key, []).append(visit.resolved.outcome is None)
    return bool(by_cell) and all(all(gaps) if always else any(gaps) for gaps in by_cell.values())


def told_box(evaluator: Evaluator, box: Mapping[int, tuple[int, ...]]) -> str:
    """The box in the notation of conditions."""
    flags: dict[str, list[str]] = {}
    parts: list[str] = []
    for at in sorted(box):
        axis = evaluator.axes[at]
        if axis["kind"] == "flag":
            name = axis["values"][0]
            flags.setdefault(axis["fact"], []).append(name if box[at] == (1,) else f"not {name}")
        else:
            parts.append(f"{axis['fact']}: {_told(axis, box[at])}")
    parts += [f"{fact}: [{', '.join(names)}]" for fact, names in sorted(flags.items())]
    return "{" + ", ".join(parts) + "}"


def _told(axis: Axis, classes: tuple[int, ...]) -> str:
    values = [_value(axis, one) for one in classes]
    if len(values) == 1:
        return values[0]
    more = f", ... ({len(values)})" if len(values) > _SHOWN else ""
    return f"[{', '.join(values[:_SHOWN])}{more}]"


def _value(axis: Axis, chosen: int) -> str:
    match axis["kind"]:
        case "money":
            cuts = axis.get("cuts", [])
            currency = axis.get("currency", "")
            if not cuts:
                return "any"
            if chosen == 0:
                return str(Bound(Comparison.LESS, Money(cuts[0], cuts[0], currency)))
            return str(Bound(Comparison.AT_LEAST, Money(cuts[chosen - 1], cuts[chosen - 1], currency)))
        case "countries":
            region = axis["values"][chosen]
            return "others" if region == ELSEWHERE else region
        case "season":
            return axis["values"][chosen] or "none"
        case _:
            return axis["values"][chosen]
