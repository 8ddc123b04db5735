"""Amounts in different currencies where they are compared, or taken from each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.finding import Finding, Place
from generator.policy.bounds import Bound, parse_bound
from generator.policy.lookup import facets_of, leaves
from generator.policy.model import Audience, Condition, Facet, FactKind, Offer, Policy, Rule, Table, TermRef
from generator.policy.names import OTHER
from generator.policy.values import Leaf, Money, Share

_ORDER, _REFUND = "order", "refund"
_OF_AN_ORDER = ("item_price", "order_paid", "order_total")
_PAID_BACK = (Offer.REFUND, Offer.PARTIAL_REFUND, Offer.CANCEL)
_Said = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Amount:
    """An amount that is compared with what ``of`` measures, or taken from it; ``what`` tells what that is."""

    money: Money
    text: str
    of: str
    what: _Said
    place: Place
    is_bound: bool = False


def mixed_currencies(policy: Policy) -> Iterator[Finding]:
    """SP286 for every amount in another currency than that with which it is compared or from which it is taken.

    Bounds are compared with their fact, ``at_least`` and ``at_most`` with what the percentage is of; fees, amounts
    paid back and limits of ladders with what was paid. All that is paid for an order and its items is in one
    currency: that of the bounds, if they agree, else the shop's. Nothing is found in a policy all of whose amounts
    are in one currency, even if the shop's is another.
    """
    if len(set(_currencies(policy))) <= 1:
        return
    amounts = list(_amounts(policy))
    bounds: dict[str, set[str]] = {}
    for one in amounts:
        if one.is_bound:
            bounds.setdefault(one.of, set()).add(one.money.currency)
    told: set[tuple[Place, str]] = set()
    for one in amounts:
        said = bounds.get(one.of, set())
        currency = next(iter(said)) if len(said) == 1 else policy.shop.currency
        if one.money.currency != currency and (one.place, one.text) not in told:
            told.add((one.place, one.text))
            facts: dict[str, str | _Said] = {
                "text": one.text,
                "what": one.what,
                "currency": one.money.currency,
                "expected": currency,
            }
            yield Finding("SP286", one.place, facts)


def _currencies(policy: Policy) -> Iterator[str]:
    for term in policy.terms.values():
        for _, leaf in leaves(term.value):
            yield from (money.currency for money in _moneys(leaf))
    yield from (one.money.currency for one in _bounds(policy))


def _moneys(leaf: Leaf) -> Iterator[Money]:
    match leaf:
        case Money():
            yield leaf
        case Share(at_least=floor, at_most=cap):
            yield from (bound for bound in (floor, cap) if bound)


def _amounts(policy: Policy) -> Iterator[_Amount]:
    yield from _bounds(policy)
    yield from _shares(policy)
    for rule in policy.rules.values():
        if policy.sections[rule.section].to is Audience.BUYER:
            yield from _paid_back(policy, rule)
    for ladder in policy.ladders.values():
        what = (f"what the ladder {ladder.id} approves", f"阶梯 {ladder.id} 所审批的金额")
        for rung in ladder.rungs:
            if rung.up_to is not None:
                yield from _of_term(policy, rung.up_to, what, rung.up_to.place)


def _measured(of: str | None) -> str:
    """What an amount is compared with: all that is paid for an order is one thing."""
    return _ORDER if of is None or of in _OF_AN_ORDER or of == _REFUND else of


def _bounds(policy: Policy) -> Iterator[_Amount]:
    facts = {fact.id: fact for fact in policy.scopes.facts.values() if fact.kind is FactKind.MONEY}
    for axis, text, place in (*_in_conditions(policy), *_in_tables(policy)):
        if axis in facts and isinstance(bound := parse_bound(text), Bound):
            what = (f'the fact "{axis}"', f"事实“{axis}”")
            yield _Amount(bound.money, str(bound), _measured(facts[axis].of), what, place, is_bound=True)


def _in_conditions(policy: Policy) -> Iterator[tuple[str, str, Place]]:
    conditions: list[Condition] = [*policy.scopes.impossible]
    for rule in policy.rules.values():
        conditions += [rule.when, rule.unless]
    for escalation in policy.escalations.values():
        conditions += [escalation.when or (), escalation.unless]
    for condition in conditions:
        for clause in condition:
            for test in clause:
                yield from ((test.axis, value, test.place) for value in test.values)


def _in_tables(policy: Policy) -> Iterator[tuple[str, str, Place]]:
    def below(value: Leaf | Table, place: Place) -> Iterator[tuple[str, str, Place]]:
        if isinstance(value, Table):
            for key, inner in value.rows:
                if key != OTHER:
                    yield value.axis, key, place
                yield from below(inner, place)

    for term in policy.terms.values():
        yield from below(term.value, term.place)


def _shares(policy: Policy) -> Iterator[_Amount]:
    for term in policy.terms.values():
        for _, leaf in leaves(term.value):
            if isinstance(leaf, Share):
                what = (f'the "{leaf.of}" that it is a share of', f"计算百分比所依据的“{leaf.of}”")
                for money in _moneys(leaf):
                    yield _Amount(money, str(money), _measured(leaf.of), what, term.place)


def _paid_back(policy: Policy, rule: Rule) -> Iterator[_Amount]:
    """Fees, and the amounts of offers that pay money back."""
    found: list[Facet] = [facet for facet in rule.facets if _is_fee(facet)]
    for band in rule.bands:
        found += [facet for facet in band.facets if _is_fee(facet)]
        for option in band.options:
            found += [facet for facet in option.facets if _is_fee(facet)]
            amount = facets_of(rule, band, option).get("amount")
            if amount is not None and option.offer in _PAID_BACK:
                found.append(amount)
    for facet in found:
        if isinstance(facet.value, TermRef):
            what = (f'what the "{facet.name}" is taken from', f"“{facet.name}”所从中扣付的款项")
            yield from _of_term(policy, facet.value, what, policy.terms[facet.value.term].place)


def _is_fee(facet: Facet) -> bool:
    return facet.name.startswith("fees.")


def _of_term(policy: Policy, ref: TermRef, what: _Said, place: Place) -> Iterator[_Amount]:
    for _, leaf in leaves(policy.terms[ref.term].value):
        if isinstance(leaf, Money):
            yield _Amount(leaf, str(leaf), _ORDER, what, place)
