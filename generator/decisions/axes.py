"""The axes of a policy's situations, cut where a rule or a table tells two values apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.decisions.program import ELSEWHERE, Axis, Clause
from generator.policy.bounds import Bound, Comparison, parse_bound
from generator.policy.model import Condition, Fact, FactKind, Policy, Scopes, Season, Table, Term
from generator.policy.names import OTHER
from generator.policy.notation import Unreadable
from generator.policy.regions import countries, country_of
from generator.policy.values import Day, Leaf

SEASON = "season"


@dataclass(frozen=True, slots=True)
class Axes:
    """The axes, and how the names of the policy become classes of them."""

    axes: tuple[Axis, ...]
    scopes: Scopes
    by_id: Mapping[str, Axis] = field(default_factory=dict)

    def alternatives(self, axis: str, values: tuple[str, ...]) -> list[Clause]:
        """What a test of that axis asks, as clauses of which one must hold."""
        fact = self.scopes.facts.get(axis)
        if axis == SEASON:
            return self._seasons(values)
        if fact is None:
            return [{axis: sorted({int(value != "not_yet") for value in values})}]
        if fact.kind is FactKind.ANY_OF:
            return [{f"{axis}.{value}": [1]} for value in sorted(self._members(values))]
        return [{axis: sorted({at for value in values for at in self.classes(fact, value)})}]

    def classes(self, fact: Fact, value: str) -> tuple[int, ...]:
        """The classes in which a fact has this value; of a group those of its members, of a country its states'."""
        axis = self.by_id[fact.id]
        match fact.kind:
            case FactKind.MONEY:
                return _admitted(parse_bound(value), axis.get("cuts", []))
            case FactKind.COUNTRIES:
                members = self._members((value,))
                return tuple(
                    at for at, region in enumerate(axis["values"]) if region in members or country_of(region) in members
                )
            case _:
                members = self._members((value,))
                return tuple(at for at, known in enumerate(axis["values"]) if known in members)

    def rows(self, axis: str, keys: tuple[str, ...]) -> list[tuple[str, Clause]]:
        """The rows of a table by that axis with the classes of each; no two rows share a class."""
        fact = self.scopes.facts.get(axis)
        if fact is not None and fact.kind is FactKind.ANY_OF:
            return self._flag_rows(axis, keys)
        if axis == SEASON:
            return self._season_rows(keys)
        taken: set[int] = set()
        found: list[tuple[str, Clause]] = []
        own = self.by_id[axis] if fact else None
        for key in self._by_precedence(fact, keys):
            if fact is None:
                classes = {int(key != "not_yet")} if key != OTHER else {0, 1}
            elif key == OTHER:
                classes = set(range(size_of(own))) if own else set()
            else:
                classes = set(self.classes(fact, key))
            free = classes - taken
            taken |= free
            if free:
                found.append((key, {axis: sorted(free)}))
        return found

    def _by_precedence(self, fact: Fact | None, keys: tuple[str, ...]) -> list[str]:
        """A state before its country, that before a group, that before ``other``; the smallest bound first."""

        def rank(key: str) -> tuple[int, int, str]:
            if key == OTHER:
                return (9, 0, key)
            if fact is not None and fact.kind is FactKind.MONEY:
                bound = parse_bound(key)
                return (0, bound.money.low if isinstance(bound, Bound) else 0, key)
            if key in self.scopes.groups:
                return (2, 0, key)
            return (0 if "-" in key else 1, 0, key)

        return sorted(keys, key=rank)

    def _members(self, values: Iterable[str]) -> set[str]:
        groups = self.scopes.groups
        return {member for value in values for member in (groups[value].members if value in groups else (value,))}

    def _seasons(self, values: tuple[str, ...]) -> list[Clause]:
        return [
            {f"{SEASON}.{event}": sorted(axis["values"].index(id) for id in values if id in axis["values"])}
            for event in sorted({season.event for season in self.scopes.seasons.values() if season.id in values})
            for axis in [self.by_id[f"{SEASON}.{event}"]]
        ]

    def _season_rows(self, keys: tuple[str, ...]) -> list[tuple[str, Clause]]:
        """By the order of their ids where two events may fall into two seasons at once."""
        named = sorted(key for key in keys if key != OTHER)
        none: Clause = {}
        found: list[tuple[str, Clause]] = []
        for key in named:
            axis = f"{SEASON}.{self.scopes.seasons[key].event}"
            at = self.by_id[axis]["values"].index(key)
            others = none.get(axis, list(range(len(self.by_id[axis]["values"]))))
            found.append((key, {**none, axis: [at]}))
            none = {**none, axis: [one for one in others if one != at]}
        return [*found, (OTHER, none)] if OTHER in keys else found

    def _flag_rows(self, axis: str, keys: tuple[str, ...]) -> list[tuple[str, Clause]]:
        none: Clause = {}
        found: list[tuple[str, Clause]] = []
        for key in sorted(key for key in keys if key != OTHER):
            for flag in sorted(self._members((key,))):
                if f"{axis}.{flag}" not in none:
                    found.append((key, {**none, f"{axis}.{flag}": [1]}))
                    none = {**none, f"{axis}.{flag}": [0]}
        return [*found, (OTHER, none)] if OTHER in keys else found


def axes_of(policy: Policy) -> Axes:
    """The axes: every fact, the seasons of each event, and the events whose coming a rule asks for."""
    tests = _Tested.of(policy)
    axes: list[Axis] = []
    for fact in (policy.scopes.facts[id] for id in sorted(policy.scopes.facts)):
        axes += _axes_of_fact(fact, tests, policy)
    axes += _axes_of_seasons(policy.scopes.seasons)
    axes += [
        {"id": event, "fact": event, "kind": "event", "values": ["not_yet", "happened"]}
        for event in sorted(policy.scopes.events)
        if event in tests.values
    ]
    return Axes(tuple(axes), policy.scopes, {axis["id"]: axis for axis in axes})


@dataclass(frozen=True, slots=True)
class _Tested:
    """The values that conditions and tables name, by axis."""

    values: dict[str, set[str]]

    @classmethod
    def of(cls, policy: Policy) -> _Tested:
        values: dict[str, set[str]] = {}
        for axis, names in (*_in_conditions(policy), *_in_tables(policy.terms.values())):
            values.setdefault(axis, set()).update(names)
        return cls(values)


def _in_conditions(policy: Policy) -> Iterator[tuple[str, tuple[str, ...]]]:
    conditions: list[Condition] = [*policy.scopes.impossible]
    for rule in policy.rules.values():
        conditions += [rule.when, rule.unless]
    for escalation in policy.escalations.values():
        conditions += [escalation.when or (), escalation.unless]
    for condition in conditions:
        for clause in condition:
            for test in clause:
                yield test.axis, test.values


def _in_tables(terms: Iterable[Term]) -> Iterator[tuple[str, tuple[str, ...]]]:
    def below(value: Leaf | Table) -> Iterator[tuple[str, tuple[str, ...]]]:
        if isinstance(value, Table):
            yield value.axis, tuple(key for key, _ in value.rows if key != OTHER)
            for _, inner in value.rows:
                yield from below(inner)

    for term in terms:
        yield from below(term.value)


def _axes_of_fact(fact: Fact, tests: _Tested, policy: Policy) -> list[Axis]:
    tested = tests.values.get(fact.id, set())
    groups = policy.scopes.groups
    match fact.kind:
        case FactKind.ONE_OF:
            return [{"id": fact.id, "fact": fact.id, "kind": "one_of", "values": sorted(fact.values)}]
        case FactKind.ANY_OF:
            return [
                {"id": f"{fact.id}.{value}", "fact": fact.id, "kind": "flag", "values": [value]}
                for value in sorted(fact.values)
            ]
        case FactKind.COUNTRIES:
            named = {member for one in tested for member in (groups[one].members if one in groups else (one,))}
            # A state can only be told apart from its country if the country is there to be told apart from.
            regions = sorted(named | {country_of(region) for region in named})
            return [{"id": fact.id, "fact": fact.id, "kind": "countries", "values": [*regions, ELSEWHERE]}]
        case FactKind.MONEY:
            bounds = [bound for text in tested if isinstance(bound := parse_bound(text), Bound)]
            axis: Axis = {"id": fact.id, "fact": fact.id, "kind": "money", "values": [fact.of or "order_total"]}
            axis["cuts"] = sorted({_cut(bound) for bound in bounds})
            if bounds:
                axis["currency"] = bounds[0].money.currency
            return [axis]


def _cut(bound: Bound) -> int:
    """The smallest amount of the upper side."""
    return bound.money.low + (bound.comparison in (Comparison.AT_MOST, Comparison.MORE))


def _admitted(bound: Bound | Unreadable, cuts: list[int]) -> tuple[int, ...]:
    """The classes whose amounts the bound admits; a class begins at its cut, so that amount stands for it."""
    if isinstance(bound, Unreadable):
        return ()
    lowest = [min(cuts, default=0) - 1, *cuts]
    return tuple(at for at, amount in enumerate(lowest) if bound.admits(amount))


def existing(axis: Axis) -> tuple[int, ...]:
    """The classes in which a situation can lie: not that of all other countries, where every country is named."""
    classes = range(size_of(axis))
    if axis["kind"] == "countries" and set(countries()) <= set(axis["values"]):
        classes = range(len(axis["values"]) - 1)
    return tuple(classes)


def size_of(axis: Axis) -> int:
    """How many classes an axis has."""
    match axis["kind"]:
        case "flag":
            return 2
        case "money":
            return len(axis.get("cuts", [])) + 1
        case _:
            return len(axis["values"])


def _axes_of_seasons(seasons: Mapping[str, Season]) -> list[Axis]:
    found: list[Axis] = []
    for event in sorted({season.event for season in seasons.values()}):
        own = sorted((season for season in seasons.values() if season.event == event), key=lambda one: one.id)
        found.append(
            {
                "id": f"{SEASON}.{event}",
                "fact": event,
                "kind": "season",
                "values": ["", *(season.id for season in own)],
                "spans": [[*_ymd(season.first), *_ymd(season.last)] for season in own],
            }
        )
    return found


def _ymd(day: Day) -> tuple[int, int, int]:
    return day.year or 0, day.month, day.day
