"""Situations in which nothing was paid: what is cancelled there is not refunded."""

from __future__ import annotations

from dataclasses import dataclass

from generator.language.remembered import remembered
from generator.policy.kept import kept
from generator.policy.model import Clause, Condition, Facet, Offer, Policy, Rule

_WITHOUT_MONEY = frozenset((Offer.CANCEL, Offer.WAIT, Offer.DECLINE))
"""All that can be offered where nothing was paid."""


@remembered
def owes_nothing(policy: Policy, rule: Rule) -> bool:
    """Whether the rules on how money goes back all leave this rule's situation out: nothing was paid in it."""
    return bool(rule.when) and all(_is_unpaid(policy, clause) for clause in rule.when)


def worth_telling(policy: Policy, rule: Rule) -> Condition:
    """The rule's exceptions; beside a refund it goes without saying that nothing goes back where nothing was paid."""
    if not any(_is_refund(facet) for facet in rule.facets):
        return rule.unless
    return tuple(clause for clause in rule.unless if not _is_unpaid(policy, clause))


def _is_unpaid(policy: Policy, clause: Clause) -> bool:
    """Whether no rule on how money goes back holds in this situation, and none offers anything but to cancel."""
    ways, cases = _ways_and_cases(policy)
    left_out = [_implies(clause, way.unless) for way in ways]
    if not any(left_out):
        return False
    return all(case.offers <= _WITHOUT_MONEY or _are_apart(clause, case.rule) for case in cases) and all(
        out or _are_apart(clause, way) for way, out in zip(ways, left_out, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """A rule that answers a case, and all that it offers."""

    rule: Rule
    offers: frozenset[Offer]


@kept
def _ways_and_cases(policy: Policy) -> tuple[list[Rule], list[_Case]]:
    """The rules on how money goes back, and those that answer a case."""
    ways = [r for r in policy.rules.values() if not r.is_outcome and any(_is_refund(facet) for facet in r.facets)]
    cases = [r for r in policy.rules.values() if r.is_outcome]
    return ways, [_Case(r, frozenset(o.offer for band in r.bands for o in band.options)) for r in cases]


def _is_refund(facet: Facet) -> bool:
    return facet.name.startswith("refund.")


def _implies(clause: Clause, condition: Condition) -> bool:
    """Whether the condition holds wherever the clause does."""
    known = {test.axis: set(test.values) for test in clause}
    return any(all(known.get(t.axis, {""}) <= set(t.values) for t in other) for other in condition)


def _are_apart(clause: Clause, rule: Rule) -> bool:
    known = {test.axis: set(test.values) for test in clause}
    return bool(rule.when) and all(
        any(t.axis in known and known[t.axis].isdisjoint(t.values) for t in other) for other in rule.when
    )
