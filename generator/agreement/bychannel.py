"""What differs by where it was bought: a sentence that names no shop has to be right for the orders of each."""

from __future__ import annotations

from collections.abc import Iterator

from generator.agreement.claims import Reading
from generator.agreement.grants import Granted, Grants
from generator.agreement.judging import may_stand, sets
from generator.agreement.parts import Part
from generator.language.situation import CHANNEL
from generator.policy.model import Rule, Word

BY_CHANNEL = (("refund.to",),)
"""What sentences say of which a buyer takes a sentence for their own, wherever they bought."""


def wrong_for_some(
    reading: Reading, rules: tuple[str, ...], part: Part, grants: Grants
) -> Iterator[tuple[Granted, ...]]:
    """What is granted to the orders of each channel for which a sentence, that names none, is not right."""
    fact = grants.policy.scopes.facts.get(CHANNEL)
    is_asked = not reading.denied and tuple(facet for facet, _ in reading.says.values) in BY_CHANNEL
    if fact is None or not is_asked or CHANNEL in part.axes:
        return
    named = [grants.policy.rules[id] for id in rules]
    offering = [rule for rule in named if rule.bands]
    for channel in fact.values:
        there = Part({**part.axes, CHANNEL: frozenset([channel])}, part.rest)
        fit = [rule for rule in offering or named if grants.parts.fits(rule, there)]
        if not fit:
            continue
        granted = grants.within(rules, there, "surely") if offering else tuple(_alone(rule) for rule in fit)
        if any(sets(one, reading.says) for one in granted) and not may_stand(reading, granted):
            yield granted


def _alone(condition: Rule) -> Granted:
    """What a condition says by itself."""
    own = {facet.name: frozenset([facet.value.text]) for facet in condition.facets if isinstance(facet.value, Word)}
    return Granted(condition.id, (own,))
