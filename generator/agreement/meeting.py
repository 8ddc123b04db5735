"""Whether two rules of a policy can hold in one situation."""

from __future__ import annotations

from generator.agreement.implied import Implied
from generator.policy.model import Clause, Condition, FactKind, Policy, Rule, Test
from generator.policy.regions import country_of


class Meeting:
    """Which rules and conditions meet; each two are asked about once."""

    def __init__(self, policy: Policy, implied: Implied) -> None:
        self._policy, self._implied = policy, implied
        self._known: dict[tuple[str, str], bool] = {}

    def together(self, rule: Rule, condition: Rule) -> bool:
        """Whether both can hold in one situation, for the same audience."""
        key = (rule.id, condition.id)
        if key not in self._known:
            self._known[key] = self._can_meet(rule, condition)
        return self._known[key]

    def _can_meet(self, rule: Rule, condition: Rule) -> bool:
        sections = self._policy.sections
        if sections[rule.section].to is not sections[condition.section].to:
            return False
        taken = [way for one in self._implied.above(rule) if one.bands and not one.unless for way in one.when]
        return any(
            self._fit(one, other) and not self._holds((*one, *other), (*rule.unless, *condition.unless, *taken))
            for one in rule.when or ((),)
            for other in condition.when or ((),)
        )

    def _holds(self, given: Clause, ways: Condition) -> bool:
        """Whether what is given is in full what one of these ways asks for: what is left out, or decided by another."""
        return any(all(any(self._is_in(test, own) for own in given) for test in way) for way in ways)

    def _is_in(self, out: Test, own: Test) -> bool:
        fact = self._policy.scopes.facts.get(out.axis)
        if own.axis != out.axis or fact is None or fact.kind in (FactKind.ANY_OF, FactKind.MONEY):
            return False
        return self._spread(own.axis, own.values) <= self._spread(out.axis, out.values)

    def _fit(self, one: Clause, other: Clause) -> bool:
        theirs = {test.axis: test.values for test in other}
        return all(test.axis not in theirs or self._meet(test.axis, test.values, theirs[test.axis]) for test in one)

    def _meet(self, axis: str, ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
        fact = self._policy.scopes.facts.get(axis)
        if fact is not None and fact.kind in (FactKind.ANY_OF, FactKind.MONEY):
            return True
        return not self._spread(axis, ours).isdisjoint(self._spread(axis, theirs))

    def _spread(self, axis: str, values: tuple[str, ...]) -> set[str]:
        """The values with the members of groups in their place, and states as their countries."""
        groups = self._policy.scopes.groups
        found = (groups[one].members if one in groups and groups[one].axis == axis else (one,) for one in values)
        return {country_of(value) if axis == "region" else value for members in found for value in members}
