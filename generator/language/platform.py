"""The platform that took a payment and pays it back, by its name."""

from __future__ import annotations

from collections.abc import Mapping

from generator.language.situation import CHANNEL
from generator.policy.kept import kept
from generator.policy.lookup import facets_in
from generator.policy.model import Facet, Label, Policy, Rule, Word

THROUGH = "through_platform"


def paying_platform(policy: Policy) -> Label | None:
    """The channel whose platform pays its buyers back; None where it is none or several, or a rule names no channel."""
    found = _paying(policy.rules)
    channels = policy.scopes.facts[CHANNEL].values if CHANNEL in policy.scopes.facts else {}
    return channels.get(*found) if len(found) == 1 else None


@kept
def _paying(rules: Mapping[str, Rule]) -> frozenset[str]:
    """The channels that these rules name: an answer has a policy of its own, with settled values and the same rules."""
    found: set[str] = set()
    for rule in rules.values():
        if any(facet.name == "refund.to" and _is_through(facet) for facet in facets_in(rule)):
            tests = [next((test for test in clause if test.axis == CHANNEL), None) for clause in rule.when or ((),)]
            found.update(value for test in tests for value in (test.values if test else ("",)))
    return frozenset(found)


def _is_through(facet: Facet) -> bool:
    return isinstance(facet.value, Word) and facet.value.text == THROUGH
