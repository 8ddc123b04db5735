"""Values of a decision as values of the policy, which the phrasebooks know."""

from __future__ import annotations

from datetime import date

from generator.decisions.decision import Amount, Deadline, Length, Value
from generator.finding import Place
from generator.language.lookup import leaves
from generator.policy.model import Facet, Policy, TermRef, Word
from generator.policy.notation import notation
from generator.policy.values import Day, Endless, Leaf, Money

NOWHERE = Place("")


def leaf_at(policy: Policy, term: str | None, text: str) -> Leaf | None:
    """The value of a term that is written so."""
    if term is None or term not in policy.terms:
        return Endless.AT_ONCE if text == Endless.AT_ONCE.value else None
    return next((leaf for _, leaf in leaves(policy.terms[term].value) if notation(leaf) == text), None)


def money_of(amount: Amount) -> Money | None:
    """The amount as money, if it is known."""
    if amount.low is None or amount.high is None or amount.currency is None:
        return None
    return Money(amount.low, amount.high, amount.currency)


def day_of(value: date) -> Day:
    """A date as the phrasebooks know it."""
    return Day(value.year, value.month, value.day)


def facet_of(name: str, value: Value) -> Facet:
    """A facet of a decision as a facet of the policy."""
    match value:
        case str():
            return Facet(name, Word(value, NOWHERE), NOWHERE)
        case tuple():
            return Facet(name, tuple(Word(word, NOWHERE) for word in value), NOWHERE)
        case Deadline(term=term) | Amount(term=term) | Length(term=term):
            return Facet(name, TermRef(term, NOWHERE) if term else Word(value.rule, NOWHERE), NOWHERE)
