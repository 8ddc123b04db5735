"""Which rules can meet in one case: those that stand over another, and those that speak of the same."""

from __future__ import annotations

from collections.abc import Iterator

from generator.language.lookup import find_group
from generator.language.remembered import remembered
from generator.policy.model import Clause, Condition, FactKind, Policy, Rule, Test


def is_over(policy: Policy, one: Rule, other: Rule) -> bool:
    """Whether one rule ranks above another, at once or through others."""
    return other.id in _below(policy, one)


@remembered
def _below(policy: Policy, rule: Rule) -> frozenset[str]:
    """The rules that one ranks above, at once or through others."""
    names = (name if "." in name else f"{rule.section}.{name}" for name in rule.over)
    lower = [policy.rules[name] for name in names if name in policy.rules]
    return frozenset(each.id for each in lower).union(*(_below(policy, each) for each in lower))


def list_over(policy: Policy, rule: Rule) -> Iterator[Rule]:
    """The outcome rules that decide some case in the place of this one."""
    for other in policy.rules.values():
        is_above = other.is_outcome and is_over(policy, other, rule)
        if is_above and any(meets(policy, clause, rule) for clause in other.when):
            yield other


def meets(policy: Policy, clause: Clause, rule: Rule) -> bool:
    """Whether both can hold of one item; of states, an item may have several."""
    return any(_fits(policy, clause, own) for own in rule.when) and not any(
        is_left_out(policy, test, rule) for test in countries_of(policy, (clause,))
    )


def is_left_out(policy: Policy, test: Test, rule: Rule) -> bool:
    """Whether the rule itself does not hold in any of these countries."""
    out = [each for clause in rule.unless if len(clause) == 1 for each in countries_of(policy, (clause,))]
    return any(test.axis == each.axis and _expand(policy, test) <= _expand(policy, each) for each in out)


def countries_of(policy: Policy, condition: Condition) -> tuple[Test, ...]:
    """What a condition says of countries."""
    return tuple(test for clause in condition for test in clause if is_country(policy, test.axis))


def is_country(policy: Policy, axis: str) -> bool:
    """Whether an axis holds countries."""
    fact = policy.scopes.facts.get(axis)
    return fact is not None and fact.kind is FactKind.COUNTRIES


def _fits(policy: Policy, one: Clause, other: Clause) -> bool:
    return all(
        _expand(policy, a) & _expand(policy, b)
        for a in one
        for b in other
        if a.axis == b.axis and (fact := policy.scopes.facts.get(a.axis)) and fact.kind is not FactKind.ANY_OF
    )


def _expand(policy: Policy, test: Test) -> frozenset[str]:
    groups = ((find_group(policy, test.axis, value), value) for value in test.values)
    return frozenset(member for group, value in groups for member in (group.members if group else (value,)))
