"""What the policy files declare, by name: what a rule or a term may refer to.

A name counts as declared even where its entry is broken, so that one mistake is one finding. Where a whole file
could not be read, every name that it may have declared is let through.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from generator.policy.regions import is_region

OTHER = "other"
"""The row of a table for everything that has no row of its own."""

HAPPENED = ("happened", "not_yet")
"""What a condition can ask of an event."""


class AxisKind(StrEnum):
    """What the values of an axis are."""

    ONE_OF = "one_of"
    ANY_OF = "any_of"
    COUNTRIES = "countries"
    MONEY = "money"
    SEASON = "season"
    EVENT = "event"
    UNKNOWN = "unknown"
    """The fact is declared, but broken: anything fits."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Something that situations differ in, with its values and the groups of them."""

    id: str
    kind: AxisKind
    values: tuple[str, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def has(self, value: str) -> bool:
        """Whether this is one of the axis's values or groups."""
        if self.kind is AxisKind.UNKNOWN or value in self.groups:
            return True
        if self.kind is AxisKind.COUNTRIES:
            return is_region(value)
        return value in self.values


@dataclass(frozen=True, slots=True)
class Names:
    """Everything that is declared. None in place of a set of names: the file could not be read."""

    axes: Mapping[str, Axis] | None
    events: tuple[str, ...] | None
    calendars: tuple[str, ...] | None
    evidence: tuple[str, ...] | None
    roles: tuple[str, ...] | None
    places: tuple[str, ...] | None
    ladders: tuple[str, ...] | None
    terms: Mapping[str, tuple[str, ...] | None]
    rules: Mapping[str, tuple[str, ...] | None]
    sections_unread: bool = False
