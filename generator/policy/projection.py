"""What buyers may know: the policy without everything that is for the seller and the staff alone."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from generator.policy.facets import is_internal
from generator.policy.model import Audience, Band, Facet, Policy, Rule, Scopes, Section


def buyer_projection(policy: Policy) -> Policy:
    """The policy as buyers may see it.

    Without sections for the seller, internal facets, notes for staff, terms that are not public, what a term is within,
    ladders, escalations, roles, words to avoid or allowed, and claims. Changing any of these leaves the result equal,
    as data.
    """
    sections = {id: _section(section) for id, section in policy.sections.items() if section.to is Audience.BUYER}
    concepts = {id: replace(concept, avoid_en=(), avoid_zh=(), unlike=()) for id, concept in policy.concepts.items()}
    return replace(
        policy,
        scopes=_scopes(policy.scopes),
        sections=MappingProxyType(sections),
        terms=MappingProxyType({term.id: term for section in sections.values() for term in section.terms}),
        rules=MappingProxyType({rule.id: rule for section in sections.values() for rule in section.rules}),
        ladders=MappingProxyType({}),
        escalations=MappingProxyType({}),
        concepts=MappingProxyType(concepts),
        claims=MappingProxyType({}),
        allowed=MappingProxyType({}),
    )


def _scopes(scopes: Scopes) -> Scopes:
    return replace(scopes, roles=MappingProxyType({}))


def _section(section: Section) -> Section:
    rules = (_rule(rule) for rule in section.rules)
    return replace(
        section,
        terms=tuple(replace(term, within=()) for term in section.terms if term.public),
        # A condition rule that only sets internal facets says nothing to buyers.
        rules=tuple(rule for rule in rules if rule.bands or rule.facets),
    )


def _rule(rule: Rule) -> Rule:
    return replace(rule, facets=_facets(rule.facets), bands=tuple(map(_band, rule.bands)), staff_note=None)


def _band(band: Band) -> Band:
    options = tuple(replace(option, facets=_facets(option.facets)) for option in band.options)
    return replace(band, facets=_facets(band.facets), options=options)


def _facets(facets: tuple[Facet, ...]) -> tuple[Facet, ...]:
    return tuple(facet for facet in facets if not is_internal(facet.name))
