"""What buyers may know: the policy without everything that is for the seller and the staff alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType

from generator.policy.facets import is_internal
from generator.policy.model import Audience, Band, Condition, Facet, Policy, Rule, Scopes, Section, Table, Term
from generator.policy.values import Leaf


def buyer_projection(policy: Policy) -> Policy:
    """The policy as buyers may see it.

    Without sections for the seller, internal facets, notes for staff, terms that are not public, what a term is within,
    ladders, escalations, roles, facts that nothing public asks for, words to avoid or allowed, and claims. Changing any
    of these leaves the result equal, as data.
    """
    sections = {id: _section(section) for id, section in policy.sections.items() if section.to is Audience.BUYER}
    concepts = {id: replace(concept, avoid_en=(), avoid_zh=(), unlike=()) for id, concept in policy.concepts.items()}
    terms = {term.id: term for section in sections.values() for term in section.terms}
    kept = {rule.id for section in sections.values() for rule in section.rules}
    sections = {id: _over_kept(section, policy, kept) for id, section in sections.items()}
    rules = {rule.id: rule for section in sections.values() for rule in section.rules}
    return replace(
        policy,
        scopes=_scopes(policy.scopes, {*_asked(rules.values()), *_tabled(terms.values())}),
        sections=MappingProxyType(sections),
        terms=MappingProxyType(terms),
        rules=MappingProxyType(rules),
        ladders=MappingProxyType({}),
        escalations=MappingProxyType({}),
        concepts=MappingProxyType(concepts),
        claims=MappingProxyType({}),
        allowed=MappingProxyType({}),
    )


def _scopes(scopes: Scopes, public: set[str]) -> Scopes:
    """What is impossible goes with a fact that goes: without it, more would be impossible."""
    gone = scopes.facts.keys() - public
    return replace(
        scopes,
        roles=MappingProxyType({}),
        facts=MappingProxyType({id: fact for id, fact in scopes.facts.items() if id not in gone}),
        groups=MappingProxyType({id: group for id, group in scopes.groups.items() if group.axis not in gone}),
        impossible=tuple(condition for condition in scopes.impossible if not gone & set(_axes((condition,)))),
    )


def _asked(rules: Iterable[Rule]) -> Iterator[str]:
    """The axes that the rules ask for."""
    return _axes(condition for rule in rules for condition in (rule.when, rule.unless))


def _axes(conditions: Iterable[Condition]) -> Iterator[str]:
    return (test.axis for condition in conditions for clause in condition for test in clause)


def _tabled(terms: Iterable[Term]) -> Iterator[str]:
    """The axes by which the values of the terms differ."""

    def below(value: Leaf | Table) -> Iterator[str]:
        if isinstance(value, Table):
            yield value.axis
            for _, inner in value.rows:
                yield from below(inner)

    return (axis for term in terms for axis in below(term.value))


def _section(section: Section) -> Section:
    rules = (_rule(rule) for rule in section.rules)
    return replace(
        section,
        terms=tuple(replace(term, within=()) for term in section.terms if term.public),
        # A condition rule that only sets internal facets says nothing to buyers.
        rules=tuple(rule for rule in rules if rule.bands or rule.facets),
    )


def _over_kept(section: Section, policy: Policy, kept: Collection[str]) -> Section:
    """The section, its rules over none that is gone, but over those that such a one is over."""
    rules = tuple(replace(rule, over=tuple(dict.fromkeys(_below(rule, policy, kept)))) for rule in section.rules)
    return replace(section, rules=rules)


def _below(rule: Rule, policy: Policy, kept: Collection[str]) -> Iterator[str]:
    for id in rule.over:
        if id in kept:
            yield id
        else:
            yield from _below(policy.rules[id], policy, kept)


def _rule(rule: Rule) -> Rule:
    return replace(rule, facets=_facets(rule.facets), bands=tuple(map(_band, rule.bands)), staff_note=None)


def _band(band: Band) -> Band:
    options = tuple(replace(option, facets=_facets(option.facets)) for option in band.options)
    return replace(band, facets=_facets(band.facets), options=options)


def _facets(facets: tuple[Facet, ...]) -> tuple[Facet, ...]:
    return tuple(facet for facet in facets if not is_internal(facet.name))
