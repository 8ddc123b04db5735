"""A cell of the grid as a situation that somebody could tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.decisions.clock import NOT_YET, Moment
from generator.decisions.evaluator import Evaluator
from generator.decisions.program import ELSEWHERE, Axis
from generator.decisions.situation import Situation
from generator.policy.regions import countries
from generator.policy.values import Money

_OFTEN = ("US", "GB", "DE", "CN", "JP", "BR", "ZA")
"""Countries to speak of where any will do, the first that fits."""


def situation_of(
    evaluator: Evaluator,
    classes: Sequence[int],
    axes: Iterable[int],
    events: Mapping[str, Moment],
    now: Moment,
) -> Situation:
    """The situation at these classes, with no other facts than those of ``axes`` (by index), and these events."""
    words: dict[str, str] = {}
    flags: dict[str, set[str]] = {}
    amounts: dict[str, Money] = {}
    told = dict(events)
    for at in sorted(axes):
        axis, chosen = evaluator.axes[at], classes[at]
        match axis["kind"]:
            case "one_of":
                words[axis["fact"]] = axis["values"][chosen]
            case "countries":
                words[axis["fact"]] = region_of(axis, chosen)
            case "flag":
                flags.setdefault(axis["fact"], set()).update(axis["values"][:chosen])
            case "money":
                currency = axis.get("currency", evaluator.program["currency"])
                minor = amount_in(axis, chosen)
                amounts[axis["fact"]] = Money(minor, minor, currency)
            case "event":
                told.setdefault(axis["fact"], now if chosen else NOT_YET)
            case "season":
                pass  # the day of its event says it
    return Situation(words, {fact: frozenset(held) for fact, held in flags.items()}, amounts, told, now)


def region_of(axis: Axis, chosen: int) -> str:
    """A region of a class: the one it is of, or for all others a country that no rule names."""
    region = axis["values"][chosen]
    if region != ELSEWHERE:
        return region
    return next((one for one in (*_OFTEN, *countries()) if one not in axis["values"]), countries()[0])


def amount_in(axis: Axis, chosen: int) -> int:
    """The smallest amount of a class; of the lowest one the largest, which is on the other side of the boundary."""
    cuts = axis.get("cuts", [])
    if chosen:
        return cuts[chosen - 1]
    return max(0, cuts[0] - 1) if cuts else 10_000
