"""Exact values: durations, deadlines, percentages, money, dates, and the notation of the policy files.

No floats anywhere: numbers are ``Decimal``, money is an ``int`` of minor units.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum


class Unit(StrEnum):
    """Units of time; the value is the word of the notation in the singular."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    BUSINESS_DAY = "business day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time, or a range of them (``low`` < ``high``); a range binds at its high end.

    ``calendar`` names the calendar that business days or open hours are counted on, if one was given.
    """

    low: Decimal
    high: Decimal
    unit: Unit
    calendar: str | None = None

    @property
    def is_range(self) -> bool:
        return self.low != self.high

    @property
    def is_same_day(self) -> bool:
        """Whether this is no days at all: people say the same day, or the same business day."""
        return self.high == 0 and self.unit in (Unit.DAY, Unit.BUSINESS_DAY)

    def __str__(self) -> str:
        """The notation, without calendar and event: ``30 days``, ``5..10 business days``, ``1 week``.

        >>> str(Duration(Decimal(5), Decimal(10), Unit.BUSINESS_DAY))
        '5..10 business days'
        """
        plural = "" if not self.is_range and self.high == 1 else "s"
        return f"{_range(_number(self.low), _number(self.high))} {self.unit}{plural}"


def without_parts_of_years(low: Decimal, high: Decimal, unit: Unit) -> tuple[Decimal, Decimal, Unit]:
    """A length whose years have parts, in months: half a year is six of them. Others, and odder parts, as they are.

    >>> without_parts_of_years(Decimal("1.5"), Decimal("1.5"), Unit.YEAR)[1:]
    (Decimal('18.0'), <Unit.MONTH: 'month'>)
    """
    if unit is Unit.YEAR and (low % 1 or high % 1) and not (low * 12 % 1 or high * 12 % 1):
        return low * 12, high * 12, Unit.MONTH
    return low, high, unit


@dataclass(frozen=True, slots=True)
class Percent:
    """Hundredths of something, at most two decimals."""

    low: Decimal
    high: Decimal

    def __str__(self) -> str:
        """
        >>> str(Percent(Decimal("12.50"), Decimal("12.50")))
        '12.5%'
        """
        return f"{_range(_number(self.low), _number(self.high))}%"


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in minor units of an ISO 4217 currency, or a range of amounts."""

    low: int
    high: int
    currency: str

    def __str__(self) -> str:
        """
        >>> str(Money(800, 800, "USD")), str(Money(500, 500, "JPY")), str(Money(1000, 2500, "USD"))
        ('8.00 USD', '500 JPY', '10..25 USD')
        """
        places = minor_digits(self.currency)
        scale = 10**places
        whole = self.low != self.high and self.low % scale == 0 and self.high % scale == 0

        def amount(minor: int) -> str:
            if whole or not places:
                return str(minor // scale)
            return f"{minor // scale}.{minor % scale:0{places}d}"

        return f"{_range(amount(self.low), amount(self.high))} {self.currency}"


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A civil date; without a year it recurs every year."""

    year: int | None
    month: int
    day: int

    def __str__(self) -> str:
        """
        >>> str(Day(2026, 1, 31)), str(Day(None, 1, 31))
        ('2026-01-31', '01-31')
        """
        short = f"{self.month:02d}-{self.day:02d}"
        return short if self.year is None else f"{self.year:04d}-{short}"


Quantity = Duration | Percent | Money | Day
"""What prose can state: the four kinds that the reader of quantities knows."""


@dataclass(frozen=True, slots=True)
class After:
    """A duration counted from an event: ``30 days from delivered``."""

    duration: Duration
    event: str

    def __str__(self) -> str:
        calendar = f" ({self.duration.calendar})" if self.duration.calendar else ""
        return f"{self.duration}{calendar} from {self.event}"


class Endless(Enum):
    """Deadlines that are no point in time."""

    UNLIMITED = "unlimited"
    """There is no last day."""
    AT_ONCE = "at_once"
    """It happens together with the decision."""

    def __str__(self) -> str:
        return str(self.value)


@dataclass(frozen=True, slots=True)
class LaterOf:
    """The latest of several deadlines."""

    parts: tuple[Deadline, ...]

    def __str__(self) -> str:
        return f"later_of({', '.join(map(str, self.parts))})"


@dataclass(frozen=True, slots=True)
class EarlierOf:
    """The earliest of several deadlines."""

    parts: tuple[Deadline, ...]

    def __str__(self) -> str:
        return f"earlier_of({', '.join(map(str, self.parts))})"


Deadline = After | Day | Endless | LaterOf | EarlierOf


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage of something, rounded half up, then raised to ``at_least``, then cut to ``at_most``."""

    percent: Percent
    of: str
    at_least: Money | None = None
    at_most: Money | None = None

    def __str__(self) -> str:
        floor = f" at_least {self.at_least}" if self.at_least else ""
        cap = f" at_most {self.at_most}" if self.at_most else ""
        return f"{self.percent} of {self.of}{floor}{cap}"


Leaf = Duration | Deadline | Share | Money
"""What a term, or a row of its table, holds."""


def quantities_in(leaf: Leaf) -> tuple[Quantity, ...]:
    """The plain quantities that a leaf is made of, in order; none for ``unlimited`` and ``at_once``."""
    match leaf:
        case After(duration=duration):
            return (duration,)
        case LaterOf(parts=parts) | EarlierOf(parts=parts):
            return tuple(quantity for part in parts for quantity in quantities_in(part))
        case Share(percent=percent, at_least=floor, at_most=cap):
            return (percent, *(bound for bound in (floor, cap) if bound))
        case Endless():
            return ()
        case _:
            return (leaf,)


_MINOR_DIGITS = {
    **dict.fromkeys(
        ("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF").split(),
        0,
    ),
    **dict.fromkeys(("BHD IQD JOD KWD LYD OMR TND").split(), 3),
}


def minor_digits(currency: str) -> int:
    """How many decimals the currency's minor unit has (ISO 4217)."""
    return _MINOR_DIGITS.get(currency, 2)


def _number(number: Decimal) -> str:
    """The shortest plain notation of an exact number."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _range(low: str, high: str) -> str:
    return low if low == high else f"{low}..{high}"
