"""Questions to a loaded policy: what a term is worth somewhere, what a rule refers to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.policy.bounds import parse_bound
from generator.policy.facets import is_internal
from generator.policy.model import Audience, Band, Facet, FactKind, Option, Policy, Rule, Scopes, Table, Term, TermRef
from generator.policy.names import OTHER
from generator.policy.notation import Unreadable, parse_money
from generator.policy.regions import country_of
from generator.policy.values import After, EarlierOf, LaterOf, Leaf, Money

Coordinate = str | Money | frozenset[str]
"""Where a situation lies on an axis: a value; an amount, as ``Money`` or in notation; a set of flags."""


def afters(leaf: Leaf) -> Iterator[After]:
    """The times after an event that a value is, or that it takes the later or the earlier of."""
    match leaf:
        case After():
            yield leaf
        case LaterOf(parts=parts) | EarlierOf(parts=parts):
            for part in parts:
                yield from afters(part)
        case _:
            return


def events_of_term(term: Term) -> frozenset[str]:
    """The events from which a term counts; none for what is no deadline."""
    return frozenset(each.event for _, leaf in leaves(term.value) for each in afters(leaf))


def leaves(value: Leaf | Table) -> tuple[tuple[tuple[str, ...], Leaf], ...]:
    """Every value of a term with the rows that lead to it, in the order of the file; ``()`` for a plain value.

    >>> from generator.policy.values import Endless
    >>> leaves(Table("season", (("holiday", Endless.UNLIMITED), ("other", Endless.AT_ONCE))))
    ((('holiday',), <Endless.UNLIMITED: 'unlimited'>), (('other',), <Endless.AT_ONCE: 'at_once'>))
    """
    if not isinstance(value, Table):
        return (((), value),)
    return tuple(((row, *path), leaf) for row, inner in value.rows for path, leaf in leaves(inner))


def has_clock(term: Term) -> bool:
    """Whether each value of the term ends on a day once the events are known that it counts from."""
    return all(_is_counted(leaf) for _, leaf in leaves(term.value))


def _is_counted(leaf: Leaf) -> bool:
    match leaf:
        case LaterOf(parts=parts) | EarlierOf(parts=parts):
            return any(_is_counted(part) for part in parts)
        case _:
            return isinstance(leaf, After)


def leaf_at(policy: Policy, term_id: str, coordinates: Mapping[str, Coordinate]) -> Leaf | None:
    """What the term is worth at these coordinates; None if an axis that its table needs is not among them.

    A state's row goes before its country's, that before a group's, that before ``other``. KeyError if there is
    no such term.
    """
    found = path_at(policy, term_id, coordinates)
    return found[1] if found else None


def path_at(policy: Policy, term_id: str, coordinates: Mapping[str, Coordinate]) -> tuple[tuple[str, ...], Leaf] | None:
    """As ``leaf_at``, with the rows that lead to the value."""
    value = policy.terms[term_id].value
    path: list[str] = []
    while isinstance(value, Table):
        coordinate = coordinates.get(value.axis)
        if coordinate is None:
            return None
        row = row_at(policy.scopes, value, coordinate)
        if row is None:
            return None
        path.append(row)
        value = dict(value.rows)[row]
    return tuple(path), value


def row_at(scopes: Scopes, table: Table, coordinate: Coordinate) -> str | None:
    """The key of the row for this coordinate of the table's axis; None if there is none."""
    keys = tuple(key for key, _ in table.rows)
    fact = scopes.facts.get(table.axis)
    other = OTHER if OTHER in keys else None
    if fact is not None and fact.kind is FactKind.MONEY:
        return _row_of_amount(keys, coordinate) or other
    if isinstance(coordinate, frozenset):
        return (
            next((key for key in keys if key in coordinate), None) or _row_of_group(scopes, keys, coordinate) or other
        )
    word = str(coordinate)
    own = (word, country_of(word)) if fact is not None and fact.kind is FactKind.COUNTRIES else (word,)
    return next((key for key in own if key in keys), None) or _row_of_group(scopes, keys, frozenset(own)) or other


def _row_of_group(scopes: Scopes, keys: tuple[str, ...], values: frozenset[str]) -> str | None:
    for key in keys:
        group = scopes.groups.get(key)
        if group is not None and values & set(group.members):
            return key
    return None


def _row_of_amount(keys: tuple[str, ...], coordinate: Coordinate) -> str | None:
    """The row with the smallest bound above the amount."""
    money = parse_money(coordinate) if isinstance(coordinate, str) else coordinate
    if not isinstance(money, Money):
        return None
    bounds = [(bound, key) for key in keys if not isinstance(bound := parse_bound(key), Unreadable)]
    fitting = [(b.money.low, key) for b, key in bounds if b.money.currency == money.currency and b.admits(money.low)]
    return min(fitting)[1] if fitting else None


def facets_of(rule: Rule, band: Band | None = None, option: Option | None = None) -> Mapping[str, Facet]:
    """The facets by name; what the option says goes before the band, and that before the rule."""
    layers = (rule.facets, band.facets if band else (), option.facets if option else ())
    return {facet.name: facet for layer in layers for facet in layer}


def facets_in(rule: Rule) -> Iterator[Facet]:
    """Every facet that the rule, its bands and their options set, in the order of the file."""
    yield from rule.facets
    for band in rule.bands:
        yield from band.facets
        for option in band.options:
            yield from option.facets


def refs_of(rule: Rule) -> Iterator[tuple[str, TermRef]]:
    """Every reference to a term in the rule, with the name of its facet or ``until``, in order."""
    yield from _refs(rule.facets)
    for band in rule.bands:
        if band.until is not None:
            yield "until", band.until
        yield from _refs(band.facets)
        for option in band.options:
            yield from _refs(option.facets)


def _refs(facets: tuple[Facet, ...]) -> Iterator[tuple[str, TermRef]]:
    return ((facet.name, facet.value) for facet in facets if isinstance(facet.value, TermRef))


def terms_of(rule: Rule) -> tuple[str, ...]:
    """The ids of the terms that the rule refers to, in order, each once."""
    return tuple(dict.fromkeys(ref.term for _, ref in refs_of(rule)))


def public_terms_of(rule: Rule) -> tuple[str, ...]:
    """As ``terms_of``, without those that only internal facets refer to."""
    return tuple(dict.fromkeys(ref.term for facet, ref in refs_of(rule) if not is_internal(facet)))


def terms_public(policy: Policy) -> tuple[str, ...]:
    """The ids of the terms that buyers may see, in the order of the files."""
    return tuple(term.id for term in policy.terms.values() if term.public)


def rules_to(policy: Policy, audience: Audience) -> tuple[Rule, ...]:
    """The rules of all sections for one audience, in the order of the files."""
    return tuple(rule for rule in policy.rules.values() if policy.sections[rule.section].to is audience)
