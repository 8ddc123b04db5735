"""Values of terms → integers that can be counted with."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from generator.decisions.program import Leaf as Compiled
from generator.policy.notation import notation
from generator.policy.values import (
    After,
    Day,
    Duration,
    EarlierOf,
    Endless,
    LaterOf,
    Leaf,
    Money,
    Share,
    Unit,
)

CountedIn = Literal["second", "day", "business", "month"]

_UNITS: dict[Unit, tuple[CountedIn, int]] = {
    Unit.SECOND: ("second", 1),
    Unit.MINUTE: ("second", 60),
    Unit.HOUR: ("second", 3600),
    Unit.DAY: ("day", 1),
    Unit.BUSINESS_DAY: ("business", 1),
    Unit.WEEK: ("day", 7),
    Unit.MONTH: ("month", 1),
    Unit.YEAR: ("month", 12),
}
_DAY_SECONDS = 86_400


class Inexact(Exception):
    """A duration whose end is no point in time: half a month, a third of a second."""


def leaf_of(leaf: Leaf, calendar: str | None, applies_by: str) -> Compiled:
    """The value in integers.

    ``calendar`` counts business days that name none; a day without a year is the first such day on or after the
    event ``applies_by``. Inexact if a duration does not end at a point in time.
    """
    text = notation(leaf)
    match leaf:
        case After(duration=duration, event=event):
            return _lasting(duration, calendar) | {"kind": "after", "text": text, "event": event}
        case Duration():
            return _lasting(leaf, calendar) | {"kind": "lasts", "text": text}
        case Day(year=None, month=month, day=day):
            return {"kind": "yearly", "text": text, "day": [0, month, day], "event": applies_by}
        case Day(year=year, month=month, day=day):
            return {"kind": "day", "text": text, "day": [year or 0, month, day]}
        case Endless.UNLIMITED:
            return {"kind": "unlimited", "text": text}
        case Endless.AT_ONCE:
            return {"kind": "at_once", "text": text}
        case LaterOf(parts=parts):
            return {"kind": "later_of", "text": text, "parts": [leaf_of(part, calendar, applies_by) for part in parts]}
        case EarlierOf(parts=parts):
            return {
                "kind": "earlier_of",
                "text": text,
                "parts": [leaf_of(part, calendar, applies_by) for part in parts],
            }
        case Money(low=low, high=high, currency=currency):
            return {"kind": "money", "text": text, "low": low, "high": high, "currency": currency}
        case Share():
            return _share(leaf, text)


def exact(duration: Duration) -> tuple[int, int, CountedIn]:
    """The low and high end in one unit whose ends are points in time.

    >>> from generator.policy.notation import parse_duration
    >>> exact(parse_duration("1.5 days")), exact(parse_duration("1.5 years")), exact(parse_duration("2 weeks"))
    ((129600, 129600, 'second'), (18, 18, 'month'), (14, 14, 'day'))
    """
    unit, size = _UNITS[duration.unit]
    low, high = duration.low * size, duration.high * size
    if unit == "day" and (low % 1 or high % 1):
        unit, low, high = "second", low * _DAY_SECONDS, high * _DAY_SECONDS
    if low % 1 or high % 1:
        raise Inexact(str(duration))
    return int(low), int(high), unit


def _lasting(duration: Duration, calendar: str | None) -> Compiled:
    low, high, unit = exact(duration)
    # Only what ``kind`` and ``text`` add makes it a whole leaf.
    found: Compiled = {"low": low, "n": high, "unit": unit}  # type: ignore[typeddict-item]
    named = duration.calendar or (calendar if unit == "business" else None)
    if named and unit in ("business", "second"):
        found["calendar"] = named
    return found


def _share(share: Share, text: str) -> Compiled:
    found: Compiled = {
        "kind": "share",
        "text": text,
        "low": _hundredths(share.percent.low),
        "high": _hundredths(share.percent.high),
        "of": share.of,
    }
    if share.at_least:
        found["at_least"] = share.at_least.low
        found["currency"] = share.at_least.currency
    if share.at_most:
        found["at_most"] = share.at_most.low
        found["currency"] = share.at_most.currency
    return found


def _hundredths(percent: Decimal) -> int:
    return int(percent * 100)
