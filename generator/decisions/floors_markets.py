"""Where a policy sells: the markets whose floors it can be compared with.

A market is one if the policy names one of its countries, or a part of one: in a condition, a table, a group, under
``impossible`` or as the country of a place. What ``impossible`` rules out is not sold to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.decisions.evaluator import Evaluator
from generator.decisions.grid import Grid
from generator.decisions.program import ELSEWHERE, Axis
from generator.policy.floor import Floor
from generator.policy.model import FactKind, Policy, Table, Word
from generator.policy.regions import countries, is_region

_REGION = "region"
"""What the fact is called that tells the market, where several are of countries."""


@dataclass(frozen=True, slots=True)
class Sales:
    """Where a policy sells. ``axis``: the index of the axis of regions; None if the policy tells none apart.

    ``classes``: the classes of that axis that are not ruled out, each with the regions that it stands for.
    """

    axis: int | None
    classes: Mapping[int, tuple[str, ...]]
    named: frozenset[str]

    def regions(self, floor: Floor) -> dict[str, int | None]:
        """The regions in which the floor holds and the policy sells, with their classes; those that it names first.

        None at all if it names none of them.
        """
        if not any(floor.holds_in(region) for region in self.named):
            return {}
        if self.axis is None:
            return {region: None for region in sorted(self.named) if floor.holds_in(region)}
        found = {region: at for at, regions in self.classes.items() for region in regions if floor.holds_in(region)}
        return {region: found[region] for region in sorted(found, key=lambda one: (one not in self.named, one))}


def sales_of(policy: Policy, evaluator: Evaluator) -> Sales:
    """Where the policy sells."""
    axis = _axis_of_regions(evaluator)
    named = frozenset(_named(policy))
    if axis is None:
        return Sales(None, {}, named)
    sold, ruled_out = _sold(evaluator, axis)
    listed = evaluator.axes[axis]["values"]
    others = tuple(country for country in countries() if country not in listed)
    classes = {at: _stands_for(listed[at], others) for at in sold}
    # Who rules out most of the world has named the rest of it.
    if ELSEWHERE in {listed[at] for at in sold} and len(ruled_out) > len(others):
        named |= frozenset(others)
    return Sales(axis, classes, named - ruled_out)


def _stands_for(region: str, others: tuple[str, ...]) -> tuple[str, ...]:
    return others if region == ELSEWHERE else (region,)


def _axis_of_regions(evaluator: Evaluator) -> int | None:
    found: list[Axis] = [axis for axis in evaluator.axes if axis["kind"] == "countries"]
    found.sort(key=lambda axis: (axis["id"] != _REGION, -len(axis["values"]), axis["id"]))
    return evaluator.axis_index[found[0]["id"]] if found else None


def _sold(evaluator: Evaluator, axis: int) -> tuple[list[int], frozenset[str]]:
    """The classes in which something is possible, and the regions in which nothing is."""
    everywhere = evaluator.everywhere
    grid = Grid(evaluator, (), whole=False)  # tells apart only what is impossible from what is not
    id, known = evaluator.axes[axis]["id"], dict[tuple[bool, ...], bool]()
    sold: list[int] = []
    ruled_out: set[str] = set()
    for at in everywhere[axis]:
        region = evaluator.axes[axis]["values"][at]
        ruled_by = tuple(at in clause.get(id, everywhere[axis]) for clause in evaluator.program["impossible"])
        if ruled_by not in known:
            candidates = [*everywhere[:axis], (at,), *everywhere[axis + 1 :]]
            known[ruled_by] = any(True for _ in grid.cells(candidates))
        if known[ruled_by]:
            sold.append(at)
        else:
            ruled_out.add(region)
    return sold, frozenset(ruled_out)


def _named(policy: Policy) -> Iterator[str]:
    """The regions that the policy names anywhere."""
    scopes = policy.scopes
    facts = {fact.id for fact in scopes.facts.values() if fact.kind is FactKind.COUNTRIES}
    yield from (place.country for place in scopes.places.values() if place.country)
    for group in scopes.groups.values():
        if group.axis in facts:
            yield from group.members
    conditions = [*scopes.impossible, *(part for rule in policy.rules.values() for part in (rule.when, rule.unless))]
    for condition in conditions:
        for clause in condition:
            yield from (
                value for test in clause if test.axis in facts for value in test.values if value not in scopes.groups
            )
    for term in policy.terms.values():
        yield from _in_rows(term.value, facts)
    for rule in policy.rules.values():
        facets = [*rule.facets]
        for band in rule.bands:
            facets += [*band.facets, *(facet for option in band.options for facet in option.facets)]
        for facet in facets:
            if facet.name == "return_to" and isinstance(facet.value, Word) and is_region(facet.value.text):
                yield facet.value.text


def _in_rows(value: object, facts: set[str]) -> Iterator[str]:
    if isinstance(value, Table):
        for key, inner in value.rows:
            if value.axis in facts and is_region(key):
                yield key
            yield from _in_rows(inner, facts)
