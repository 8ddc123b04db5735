"""Amounts: shares of what was paid, fees, and what is left to pay back. Minor units, half up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.decisions.decision import Amount
from generator.decisions.program import Leaf
from generator.policy.values import Money

ITEM_PRICE = "item_price"
_ONE_AMOUNT = ("item_price", "order_paid", "order_total")
"""A situation is about one item line: where it names one of these alone, it is the amount of all three."""


class Bases:
    """What percentages are taken of: the amounts of a situation, by what they measure."""

    __slots__ = ("_known",)

    def __init__(self, amounts: Mapping[str, Money], measures: Mapping[str, str]) -> None:
        self._known = {measures[fact]: money for fact, money in amounts.items()}

    def of(self, what: str) -> Money | None:
        """The amount of which a share is a share; None if the situation does not tell."""
        found = self._known.get(what)
        if found is None and what in _ONE_AMOUNT:
            return next((self._known[one] for one in _ONE_AMOUNT if one in self._known), None)
        return found


def amount_of(leaf: Leaf, term: str, bases: Bases, refund: Amount | None) -> Amount:
    """The amount of a term. ``refund`` is what a share ``of: refund`` is taken of, before fees."""
    if leaf["kind"] == "money":
        return Amount(leaf["text"], term, leaf["low"], leaf["high"], leaf["currency"])
    if leaf["of"] == "refund":
        low, high, currency = (refund.low, refund.high, refund.currency) if refund else (None, None, None)
    else:
        base = bases.of(leaf["of"])
        low, high, currency = (base.low, base.high, base.currency) if base else (None, None, None)
    if low is None or high is None or leaf.get("currency", currency) != currency:
        return Amount(leaf["text"], term, None, None, currency)
    least, most = leaf["low"], leaf["high"]
    first = share(leaf, low, least)
    last = first if low == high and least == most else share(leaf, high, most)
    return Amount(leaf["text"], term, first, last, currency)


def share(leaf: Leaf, base: int, hundredths: int) -> int:
    """Hundredths of a percent of minor units: rounded half up, then raised to ``at_least``, then cut to ``at_most``."""
    found = (base * hundredths + 5_000) // 10_000
    found = max(found, leaf.get("at_least", found))
    return min(found, leaf.get("at_most", found))


def taken_off(gross: Amount, fees: Iterable[Amount]) -> tuple[Amount, tuple[Amount, ...]]:
    """What is left of an amount, and the fees; together they are never more than the amount."""
    if gross.low is None or gross.high is None:
        return gross, tuple(fees)
    low, high = gross.low, gross.high
    left: list[Amount] = []
    for fee in fees:
        if fee.low is None or fee.high is None or fee.currency != gross.currency:
            return Amount(gross.rule, gross.term, None, None, gross.currency), (*left, fee)
        is_more = fee.high > high
        left.append(Amount(fee.rule, fee.term, min(fee.low, high), high, fee.currency) if is_more else fee)
        low, high = max(0, low - min(fee.high, low)), high - min(fee.low, high)
    return Amount(gross.rule, gross.term, low, high, gross.currency), tuple(left)
