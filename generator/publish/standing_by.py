"""Which condition rules always stand by an outcome rule: those that match in every situation in which it does."""

from __future__ import annotations

from generator.language.lookup import find_group
from generator.language.remembered import remembered
from generator.policy.model import Clause, Policy, Rule, Test


@remembered
def conditions_of(policy: Policy, rule: Rule) -> tuple[Rule, ...]:
    """The condition rules for the same readers that match whenever ``rule`` does, in the order of the policy."""
    to = policy.sections[rule.section].to
    return tuple(
        other
        for other in policy.rules.values()
        if not other.is_outcome and policy.sections[other.section].to is to and _always(policy, rule, other)
    )


def _always(policy: Policy, rule: Rule, other: Rule) -> bool:
    holds = all(any(_follows(policy, clause, wanted) for wanted in other.when) for clause in rule.when)
    return holds and not any(_may_meet(policy, clause, barred) for clause in rule.when for barred in other.unless)


def _follows(policy: Policy, given: Clause, wanted: Clause) -> bool:
    """Whether all that is wanted is among what is given."""
    return all(
        any(test.axis == own.axis and _members(policy, own) <= _members(policy, test) for own in given)
        for test in wanted
    )


def _may_meet(policy: Policy, given: Clause, barred: Clause) -> bool:
    """Whether both can hold at once: no axis that they share keeps them apart."""
    return not any(
        test.axis == own.axis and not _members(policy, own) & _members(policy, test) for test in barred for own in given
    )


def _members(policy: Policy, test: Test) -> frozenset[str]:
    found: set[str] = set()
    for value in test.values:
        group = find_group(policy, test.axis, value)
        found.update(group.members if group is not None else (value,))
    return frozenset(found)
