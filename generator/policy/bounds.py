"""Bounds of money: ``< 100 USD``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from generator.policy.notation import Unreadable, parse_money
from generator.policy.values import Money


class Comparison(StrEnum):
    """How a bound compares an amount with its own."""

    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True)
class Bound:
    """One side of an amount of money: ``< 100.00 USD``."""

    comparison: Comparison
    money: Money

    def __str__(self) -> str:
        return f"{self.comparison} {self.money}"

    def admits(self, minor: int) -> bool:
        """Whether an amount in minor units of the same currency lies on this side.

        >>> Bound(Comparison.LESS, Money(10000, 10000, "USD")).admits(9999)
        True
        """
        match self.comparison:
            case Comparison.LESS:
                return minor < self.money.low
            case Comparison.AT_MOST:
                return minor <= self.money.low
            case Comparison.MORE:
                return minor > self.money.low
            case Comparison.AT_LEAST:
                return minor >= self.money.low


def parse_bound(text: str) -> Bound | Unreadable:
    """One side of an amount.

    >>> str(parse_bound("<100 USD"))
    '< 100.00 USD'
    """
    match = re.fullmatch(r"(?P<comparison>[<>]=?) *(?P<money>[^<>= ].*)", text)
    if not match:
        return Unreadable("SP254", {"text": text})
    money = parse_money(match["money"])
    if isinstance(money, Unreadable):
        return Unreadable(money.code, money.facts, money.offset + match.start("money"))
    if money.low != money.high:
        return Unreadable("SP254", {"text": text})
    return Bound(Comparison(match["comparison"]), money)
