"""Situations in which nothing was paid: what is cancelled there is not refunded."""

from __future__ import annotations

from generator.policy.model import Clause, Condition, Facet, Policy, Rule


def owes_nothing(policy: Policy, rule: Rule) -> bool:
    """Whether the rules on how money goes back all leave this rule's situation out: nothing was paid in it."""
    ways = [r for r in policy.rules.values() if not r.is_outcome and any(_is_refund(facet) for facet in r.facets)]
    left_out = [way for way in ways if way.unless and all(_implies(clause, way.unless) for clause in rule.when)]
    others = [way for way in ways if way not in left_out]
    return bool(rule.when and left_out) and all(_are_apart(clause, way) for way in others for clause in rule.when)


def _is_refund(facet: Facet) -> bool:
    return facet.name.startswith("refund.")


def _implies(clause: Clause, condition: Condition) -> bool:
    """Whether the condition holds wherever the clause does."""
    known = {test.axis: set(test.values) for test in clause}
    return any(all(known.get(t.axis, {""}) <= set(t.values) for t in other) for other in condition)


def _are_apart(clause: Clause, way: Rule) -> bool:
    known = {test.axis: set(test.values) for test in clause}
    return bool(way.when) and all(
        any(t.axis in known and known[t.axis].isdisjoint(t.values) for t in other) for other in way.when
    )
