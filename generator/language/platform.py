"""The platform that took a payment and pays it back, by its name."""

from __future__ import annotations

from generator.language.situation import CHANNEL
from generator.policy.kept import kept
from generator.policy.lookup import facets_in
from generator.policy.model import Facet, Label, Policy, Word

THROUGH = "through_platform"


@kept
def paying_platform(policy: Policy) -> Label | None:
    """The channel whose platform pays its buyers back; None where it is none or several, or a rule names no channel."""
    found: set[str] = set()
    for rule in policy.rules.values():
        if any(facet.name == "refund.to" and _is_through(facet) for facet in facets_in(rule)):
            tests = [next((test for test in clause if test.axis == CHANNEL), None) for clause in rule.when or ((),)]
            found.update(value for test in tests for value in (test.values if test else ("",)))
    channels = policy.scopes.facts[CHANNEL].values if CHANNEL in policy.scopes.facts else {}
    return channels.get(found.pop()) if len(found) == 1 else None


def _is_through(facet: Facet) -> bool:
    return isinstance(facet.value, Word) and facet.value.text == THROUGH
