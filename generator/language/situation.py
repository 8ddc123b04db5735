"""What a clause of a condition speaks of, sorted by the part of speech that each test takes.

Which part a test takes follows from its axis alone, never from its wording:

- the fact ``reason``, or the first ``one_of`` fact where no fact has that id, tells what happened, and so does every
  fact whose values have two forms, to the buyer and of the buyer: clauses ("you change your mind", 您改变主意),
  said after *if* · 如;
- the fact ``channel`` names where it was bought ("Wish"): *Wish orders*, *orders from our own shop* · Wish 订单;
- all other ``one_of`` and ``any_of`` facts are nouns that read well after *for* ("phones", "sale items", "members");
- countries and seasons of ordering, and bounds on the order's value, say something of the order;
- bounds on anything else say something of the item;
- events have happened or not: *after dispatch*, *before dispatch* · 发货后, 发货前.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.language.lookup import Bound, find_group, read_bound
from generator.policy.model import Clause, Condition, Event, FactKind, Label, Policy, Scopes, Season

REASON = "reason"
CHANNEL = "channel"
ORDERED = "ordered"


@dataclass(frozen=True, slots=True)
class Situation:
    """One clause, sorted. ``nouns`` has one tuple of labels per axis; ``countries`` holds ISO codes and group ids."""

    reasons: tuple[Label, ...] = ()
    events: tuple[tuple[Event, bool], ...] = ()
    nouns: tuple[tuple[Label, ...], ...] = ()
    channels: tuple[Label, ...] = ()
    countries: tuple[tuple[str, str], ...] = ()
    order_bounds: tuple[Bound, ...] = ()
    item_bounds: tuple[Bound, ...] = ()
    order_seasons: tuple[Season, ...] = ()
    other_seasons: tuple[Season, ...] = ()

    @property
    def happening(self) -> tuple[object, ...]:
        """What happened and when, as opposed to what it happened to."""
        return (self.reasons, self.events, self.other_seasons)

    @property
    def speaks_of_order(self) -> bool:
        return bool(self.channels or self.countries or self.order_bounds or self.order_seasons)


def tells_what_happened(scopes: Scopes, axis: str) -> bool:
    """Whether the values of this fact are clauses."""
    first = next((fact.id for fact in scopes.facts.values() if fact.kind is FactKind.ONE_OF), None)
    if axis == (REASON if REASON in scopes.facts else first):
        return True
    return any(len(label.en) > 1 or len(label.zh) > 1 for label in scopes.facts[axis].values.values())


def sort_clause(policy: Policy, clause: Clause) -> Situation:
    """The clause by parts of speech."""
    scopes = policy.scopes
    reasons: list[Label] = []
    events: list[tuple[Event, bool]] = []
    nouns: list[tuple[Label, ...]] = []
    channels: list[Label] = []
    countries: list[tuple[str, str]] = []
    bounds: dict[bool, list[Bound]] = {True: [], False: []}
    seasons: list[Season] = []
    for test in clause:
        fact = scopes.facts.get(test.axis)
        if test.axis == "season":
            seasons.extend(scopes.seasons[value] for value in test.values)
        elif fact is None:
            events.extend((scopes.events[test.axis], value == "happened") for value in test.values)
        elif fact.kind is FactKind.COUNTRIES:
            countries.extend((test.axis, value) for value in test.values)
        elif fact.kind is FactKind.MONEY:
            bounds[(fact.of or "").startswith("order")].extend(map(read_bound, test.values))
        elif test.axis == CHANNEL:
            channels.extend(labels_of(policy, test.axis, test.values))
        elif tells_what_happened(scopes, test.axis):
            reasons.extend(labels_of(policy, test.axis, _put_together(policy, test.axis, test.values)))
        else:
            nouns.append(labels_of(policy, test.axis, test.values))
    return Situation(
        tuple(reasons),
        tuple(events),
        tuple(nouns),
        tuple(channels),
        tuple(countries),
        tuple(bounds[True]),
        tuple(bounds[False]),
        tuple(season for season in seasons if season.event == ORDERED),
        tuple(season for season in seasons if season.event != ORDERED),
    )


def labels_of(policy: Policy, axis: str, values: tuple[str, ...]) -> tuple[Label, ...]:
    """The labels of values of a fact; a group without a name of its own stands for its members'."""
    known = policy.scopes.facts[axis].values
    labels: list[Label] = []
    for value in values:
        group = find_group(policy, axis, value)
        if group is None:
            labels.append(known.get(value, Label((value,), (value,))))
        elif group.label is not None:
            labels.append(group.label)
        else:
            labels.extend(labels_of(policy, axis, group.members))
    return tuple(labels)


def _put_together(policy: Policy, axis: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """The values with those that make up a named group told by its name, after all others."""
    for group in policy.scopes.groups.values():
        if group.axis == axis and group.label is not None and set(group.members) <= set(values):
            rest = tuple(value for value in values if value not in group.members)
            return (*_put_together(policy, axis, rest), group.id)
    return values


FEW = 4
"""Up to so many reasons are told before what follows from them; more are told after it."""


def has_many_reasons(policy: Policy, condition: Condition) -> bool:
    """Whether the situation is too long to open a sentence with."""
    clauses = [sort_clause(policy, clause) for clause in condition]
    return sum(len(clause.reasons) for clause in clauses) > FEW


def all_but(policy: Policy, condition: Condition) -> tuple[Label, ...]:
    """The few reasons that a long list leaves out; empty where the condition is no such list."""
    if len(condition) != 1 or len(condition[0]) != 1 or not has_many_reasons(policy, condition):
        return ()
    test = condition[0][0]
    values = policy.scopes.facts[test.axis].values
    missing = tuple(value for value in values if value not in test.values)
    if find_group(policy, test.axis, test.values[0]) or len(missing) > FEW:
        return ()
    return labels_of(policy, test.axis, missing)
