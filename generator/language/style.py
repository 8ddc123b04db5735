"""How a value is said, and to whom."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Style(StrEnum):
    """The form that a value takes in a sentence."""

    PLAIN = "plain"
    """The bare value; the sentence around it says what it counts from: ``30 days`` · ``30 天``."""
    WITHIN = "within"
    """A deadline, last day included: ``within 30 days of delivery`` · ``签收后 30 天内``."""
    ADJECTIVE = "adjective"
    """Before a noun: ``30-day`` (a 30-day window) · ``30 天的`` (30 天的退货期)."""
    AFTER = "after"
    """The last moment itself: ``30 days after delivery`` · ``签收后 30 天``."""
    BEYOND = "beyond"
    """What no longer meets the deadline: ``more than 30 days after delivery`` · ``签收后超过 30 天``."""
    UNTIL = "until"
    """The end of a stretch, last day included: ``up to 30 days after delivery`` · ``最长至签收后 30 天``."""


class Voice(StrEnum):
    """Who is spoken to."""

    BUYER = "buyer"
    """The buyer reads: you, we · 您, 我们."""
    STAFF = "staff"
    """The shop's staff read: the buyer, we · 买家, 我们."""


class Derive(StrEnum):
    """A day number that follows from a term counted in days or weeks."""

    LAST_DAY = "last_day"
    """The last day of the stretch: ``day 30`` · ``第 30 天``."""
    DAY_AFTER = "day_after"
    """The first day that is too late: ``day 31`` · ``第 31 天``."""


class UnknownTerm(LookupError):
    """No term has this id."""

    def __init__(self, term: str) -> None:
        super().__init__(term)
        self.term = term


class NeedsCoordinates(LookupError):
    """The term is a table, and the coordinates given do not reach a leaf; ``axes`` are those still open."""

    def __init__(self, term: str, axes: Iterable[str]) -> None:
        self.term = term
        self.axes = tuple(axes)
        super().__init__(f"{term} by {', '.join(self.axes)}")


class UnknownRow(LookupError):
    """The table of the term has no row for this value of the axis."""

    def __init__(self, term: str, axis: str, value: str, rows: Iterable[str]) -> None:
        self.term = term
        self.axis = axis
        self.value = value
        self.rows = tuple(rows)
        super().__init__(f"{term}: {axis}={value}")


class NotDays(LookupError):
    """A day number was asked of a term that is not counted in days or weeks."""

    def __init__(self, term: str) -> None:
        super().__init__(term)
        self.term = term
