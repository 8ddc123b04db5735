"""What the reader of quantities returns, and how its numbers become exact values.

The two grammars (``read_en``, ``read_zh``) share this: the kinds, the comparators, the reading itself, and the only
places where a number that a person typed is turned into a ``Quantity``.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from generator.policy.values import Day, Duration, Money, Percent, Quantity, Unit, minor_digits, without_parts_of_years


class Kind(StrEnum):
    """The kinds of quantity that prose can state."""

    DURATION = "duration"
    """A length of time: 30 days, 半个月."""
    PERCENT = "percent"
    """A share: 15%, 八五折, a third of the price."""
    MONEY = "money"
    """An amount in a currency: US$8, 50元."""
    DATE = "date"
    """A civil date typed as a deadline: until 31 January, 1月31日前."""


class Comparator(StrEnum):
    """Which side of the value the words beside it mean, and whether the value itself belongs to that side."""

    WITHIN = "within"
    """within, in, 内, 以内: the value included."""
    AT_MOST = "at_most"
    """at most, no more than, or fewer, 不超过, 最多, 以下: the value included."""
    UP_TO = "up_to"
    """up to, 最高, 至多: the value included."""
    LESS_THAN = "less_than"
    """less than, under, 不到, 不足, 少于: the value excluded."""
    BEFORE = "before"
    """before, 前, 之前: the moment itself excluded."""
    UNTIL = "until"
    """until, by, no later than, 截至, 止: the moment itself included."""
    AT_LEAST = "at_least"
    """at least, or more, 至少, 以上, 满: the value included."""
    MORE_THAN = "more_than"
    """more than, over, 超过, 逾: the value excluded."""
    AFTER = "after"
    """after, later, 后, 之后: the value excluded."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A quantity found in a text: ``text`` stands at ``[start, end)``, offsets in code points.

    ``value`` is None where the words do not say which value is meant; ``could_be`` then lists the candidates. A
    ``residue`` is a numeral beside a unit word that the grammar has no rule for.
    """

    start: int
    end: int
    text: str
    kind: Kind
    value: Quantity | None
    could_be: tuple[Quantity, ...] = ()
    residue: bool = False
    comparator: Comparator | None = None


def duration_of(low: Decimal, high: Decimal, unit: Unit) -> Duration | None:
    """The duration; part of a year becomes months. None where the range runs backwards.

    >>> str(duration_of(Decimal("1.5"), Decimal("1.5"), Unit.YEAR))
    '18 months'
    """
    if low > high:
        return None
    low, high, unit = without_parts_of_years(low, high, unit)
    return Duration(plain(low), plain(high), unit)


def percent_of(low: Decimal, high: Decimal, *, rounded: bool = False) -> Percent | None:
    """The percentage; ``rounded`` for fractions, which have no end. None beyond two decimals, or backwards.

    >>> str(percent_of(Decimal(200) / 3, Decimal(200) / 3, rounded=True))
    '66.67%'
    """
    if rounded:
        cent = Decimal("0.01")
        low, high = low.quantize(cent, ROUND_HALF_UP), high.quantize(cent, ROUND_HALF_UP)
    if low > high or low * 100 % 1 or high * 100 % 1:
        return None
    return Percent(plain(low), plain(high))


def money_of(low: Decimal, high: Decimal, currency: str) -> Money | None:
    """The amount in minor units. None where it is finer than the currency, or the range runs backwards.

    >>> str(money_of(Decimal("4.5"), Decimal("4.5"), "AUD"))
    '4.50 AUD'
    """
    scale = 10 ** minor_digits(currency)
    if low > high or low * scale % 1 or high * scale % 1:
        return None
    return Money(int(low * scale), int(high * scale), currency)


def day_of(year: int | None, month: int, day: int) -> Day | None:
    """The date, or None if no calendar has it; without a year the 29th of February exists.

    >>> day_of(2027, 2, 29) is None, str(day_of(None, 2, 29))
    (True, '02-29')
    """
    if not 1 <= month <= len(_MONTHS) or (year is not None and not year):
        return None
    return Day(year, month, day) if 1 <= day <= monthrange(2000 if year is None else year, month)[1] else None


def with_numbers(like: Quantity | None, low: Decimal, high: Decimal) -> Quantity | None:
    """The same kind of quantity as ``like``, in its unit, with other numbers; None for a date, or where it is none."""
    match like:
        case Duration(unit=unit):
            return duration_of(low, high, unit)
        case Percent():
            return percent_of(low, high)
        case Money(currency=currency):
            return money_of(low, high, currency)
        case _:
            return None


def plain(number: Decimal) -> Decimal:
    """The number without exponent and without zeros at its end."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


_MONTHS = range(1, 13)
