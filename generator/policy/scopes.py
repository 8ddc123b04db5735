"""``scopes.yaml``: the closed vocabulary that situations are told in."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as ReadOnly
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol, TypeVar

from generator.policy.facts import RESERVED, read_fact, read_groups
from generator.policy.model import Calendar, Event, Fact, Group, Named, Season
from generator.policy.names import HAPPENED, Axis, AxisKind
from generator.policy.seasons import check_overlaps, read_calendar, read_event, read_named, read_season
from generator.policy.shape import Report, entries, fields
from generator.policy.source import Node, Scalar

PARTS = ("facts", "groups", "seasons", "calendars", "events", "evidence", "roles", "places", "impossible")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``scopes.yaml`` without ``impossible``, whose conditions need the axes; ``declared`` has broken entries too."""

    facts: ReadOnly[str, Fact]
    groups: ReadOnly[str, Group]
    seasons: ReadOnly[str, Season]
    calendars: ReadOnly[str, Calendar]
    events: ReadOnly[str, Event]
    evidence: ReadOnly[str, Named]
    roles: ReadOnly[str, Named]
    places: ReadOnly[str, Named]
    declared: ReadOnly[str, tuple[str, ...]]
    axes: ReadOnly[str, Axis]
    impossible: Node | None


def read_vocabulary(node: Node, report: Report) -> Vocabulary | None:
    """The vocabulary, with every broken entry reported and left out; None if the file is no map."""
    part = fields(node, report, required=("facts", "events"), optional=PARTS)
    if part is None:
        return None
    parts = {name: entries(part.get(name), report) for name in PARTS if name not in ("groups", "impossible")}
    declared = {name: tuple(key.text for key, _ in items) for name, items in parts.items()}
    _check_axis_names(parts, report)
    events = collect(read_event(key, value, report) for key, value in parts["events"])
    facts = collect(read_fact(key, value, report) for key, value in parts["facts"])
    groups, group_names = read_groups(part.get("groups"), facts, declared["facts"], report)
    seasons = collect(read_season(key, value, declared["events"], report) for key, value in parts["seasons"])
    check_overlaps(tuple(seasons.values()), report)
    return Vocabulary(
        facts=facts,
        groups=groups,
        seasons=seasons,
        calendars=collect(read_calendar(key, value, report) for key, value in parts["calendars"]),
        events=events,
        evidence=collect(read_named(key, value, report) for key, value in parts["evidence"]),
        roles=collect(read_named(key, value, report) for key, value in parts["roles"]),
        places=collect(read_named(key, value, report, with_country=True) for key, value in parts["places"]),
        declared=MappingProxyType(declared),
        axes=_axes(facts, declared, groups, group_names),
        impossible=part.get("impossible"),
    )


def _axes(
    facts: ReadOnly[str, Fact],
    declared: dict[str, tuple[str, ...]],
    groups: ReadOnly[str, Group],
    group_names: dict[str, tuple[str, ...]],
) -> ReadOnly[str, Axis]:
    axes = {"season": Axis("season", AxisKind.SEASON, declared["seasons"])}
    for event in declared["events"]:
        axes[event] = Axis(event, AxisKind.EVENT, HAPPENED)
    # Groups of a misspelt axis: what names them is right, as far as anybody can tell.
    stray = {id: () for axis, ids in group_names.items() if axis not in declared["facts"] for id in ids}
    for name in declared["facts"]:
        members = stray | {id: groups[id].members if id in groups else () for id in group_names.get(name, ())}
        fact = facts.get(name)
        if fact is None or name in declared["events"]:
            axes[name] = Axis(name, AxisKind.UNKNOWN)
        else:
            axes[name] = Axis(name, AxisKind(fact.kind), tuple(fact.values), members)
    return MappingProxyType(axes)


def _check_axis_names(parts: dict[str, tuple[tuple[Scalar, Node], ...]], report: Report) -> None:
    """A situation is flat: facts, events, ``season`` and ``now`` share one set of names."""
    events = {key.text for key, _ in parts["events"]}
    for key, _ in (*parts["facts"], *parts["events"]):
        if key.text in RESERVED:
            report.add("SP206", key.place, name=key.text, other=("a word with a meaning of its own", "保留字"))
    for key, _ in parts["facts"]:
        if key.text in events:
            report.add("SP206", key.place, name=key.text, other=("an event", "一个事件"))


class HasId(Protocol):
    """An entry of a vocabulary."""

    @property
    def id(self) -> str: ...


Entry = TypeVar("Entry", bound=HasId)


def collect(found: Iterable[Entry | None]) -> ReadOnly[str, Entry]:
    """The entries that could be read, by id."""
    return MappingProxyType({entry.id: entry for entry in found if entry is not None})
