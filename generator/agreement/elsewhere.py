"""Which parts of the cases a term is for: what a sentence says of Wish or of Germany is no term of other places alone.

A term is for a part of the cases if a rule that uses it can hold there, and no other rule takes that one's place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from generator.agreement.parts import Part, Parts
from generator.policy.lookup import terms_of
from generator.policy.model import Clause, Condition, Policy, Rule


class Elsewhere:
    """Which terms of a policy are not for a part of the cases that words name."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._parts = Parts(policy)

    def is_barred(self, term: str, words: str, lang: str) -> bool:
        """Whether the words name a channel, country or kind of goods for which the term is not."""
        part = self._parts.named(words, lang)
        return bool(part) and not self.is_for(term, part)

    def is_for(self, term: str, part: Part) -> bool:
        """Whether the term may be for a part of the cases; one that nothing uses is for all."""
        rules, asked = self._users.get(term, ()), self._asked.get(term, ())
        if not rules and not asked:
            return True
        return any(self._holds(rule, part) for rule in rules) or any(self._can(each, part) for each in asked)

    def _holds(self, rule: Rule, part: Part) -> bool:
        return self._can(rule.when, part) and self._parts.fits(rule, part) and not self._is_replaced(rule, part)

    def _is_replaced(self, rule: Rule, part: Part) -> bool:
        others = self._policy.rules.values()
        return any(rule.id in other.over and self._parts.surely(other, part, rule) for other in others)

    def _can(self, condition: Condition | None, part: Part) -> bool:
        ways = condition or ((),)
        return any(self._parts.can(way, part) and not self._is_impossible(way, part) for way in ways)

    def _is_impossible(self, way: Clause, part: Part) -> bool:
        return any(self._parts.must(bar, part, way) for each in self._policy.scopes.impossible for bar in each)

    @cached_property
    def _users(self) -> Mapping[str, tuple[Rule, ...]]:
        found: dict[str, list[Rule]] = {}
        for rule in self._policy.rules.values():
            for term in terms_of(rule):
                found.setdefault(term, []).append(rule)
        return {term: tuple(rules) for term, rules in found.items()}

    @cached_property
    def _asked(self) -> Mapping[str, Sequence[Condition | None]]:
        """When the deadlines of escalations are asked for, and those that are a part of one."""
        found: dict[str, list[Condition | None]] = {}
        for each in self._policy.escalations.values():
            found.setdefault(each.by.term, []).append(each.when)
        for term in self._policy.terms.values():
            for whole in term.within:
                if term.id not in found and whole.term in found:
                    found[term.id] = found[whole.term]
        return found
