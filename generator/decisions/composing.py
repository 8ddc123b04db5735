"""One policy out of sections of several versions, each with the vocabulary of its own version.

A group, a season or a calendar that another version changed is kept beside it under a name of its own, so that a
section means what it meant when it was published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any, TypeVar

from generator.finding import Place
from generator.policy.model import Event, Fact, Group, Policy, Rule, Scopes, Section, Table, Term, Test
from generator.policy.values import Duration

_Entry = TypeVar("_Entry")


def compose(by_section: Mapping[str, Policy], newest: Policy) -> Policy:
    """The policy that is read where each section is that of its own version; everything else is the newest's."""
    if all(policy is newest for policy in by_section.values()) and set(by_section) == set(newest.sections):
        return newest
    older = {id(policy): policy for policy in by_section.values() if policy is not newest}
    scopes = newest.scopes
    renamed: dict[int, Mapping[str, str]] = {}
    for policy in older.values():
        renamed[id(policy)], scopes = _joined(scopes, policy)
    sections: dict[str, Section] = {}
    for name in sorted(by_section):
        policy = by_section[name]
        section = policy.sections[name]
        names = renamed.get(id(policy), {})
        sections[name] = _renamed(section, names) if names else section
    terms: dict[str, Term] = {}
    for policy in (*older.values(), newest):
        # What no section of the right version has any more, a rule of another version may still need.
        terms |= {name: _renamed(term, renamed.get(id(policy), {})) for name, term in policy.terms.items()}
    terms |= {term.id: term for section in sections.values() for term in section.terms}
    rules = {rule.id: rule for section in sections.values() for rule in section.rules}
    kept = {name: _only_known(rule, rules) for name, rule in rules.items()}
    return replace(
        newest,
        scopes=scopes,
        sections=MappingProxyType({**newest.sections, **sections}),
        terms=MappingProxyType(terms),
        rules=MappingProxyType(kept),
    )


def with_all_facts(policies: Sequence[Policy]) -> list[Policy]:
    """The same policies, each with the facts, values and events of all of them, so that any situation can be read."""
    facts: dict[str, Fact] = {}
    events: dict[str, Event] = {}
    for policy in policies:
        for id, fact in policy.scopes.facts.items():
            known = facts.get(id, fact)
            facts[id] = replace(fact, values=MappingProxyType({**known.values, **fact.values}))
        events |= policy.scopes.events
    return [
        replace(
            policy,
            scopes=replace(
                policy.scopes,
                facts=MappingProxyType(facts),
                events=MappingProxyType({**events, **policy.scopes.events}),
            ),
        )
        for policy in policies
    ]


def _only_known(rule: Rule, rules: Mapping[str, Rule]) -> Rule:
    return replace(rule, over=tuple(name for name in rule.over if name in rules))


def _joined(scopes: Scopes, older: Policy) -> tuple[Mapping[str, str], Scopes]:
    """The vocabulary with that of an older version added, and the names under which changed entries stand."""
    names: dict[str, str] = {}
    version = older.shop.version

    def join(new: Mapping[str, _Entry], old: Mapping[str, _Entry]) -> Mapping[str, _Entry]:
        joined = dict(new)
        for id, entry in old.items():
            if id in new and _plain(new[id]) != _plain(entry):
                names[id] = f"{id}@{version}"
                joined[names[id]] = replace(entry, id=names[id])  # type: ignore[type-var]
            else:
                joined.setdefault(id, entry)
        return MappingProxyType(joined)

    return names, replace(
        scopes,
        groups=join(scopes.groups, older.scopes.groups),
        seasons=join(scopes.seasons, older.scopes.seasons),
        calendars=join(scopes.calendars, older.scopes.calendars),
        events=MappingProxyType({**older.scopes.events, **scopes.events}),
        places=MappingProxyType({**older.scopes.places, **scopes.places}),
        evidence=MappingProxyType({**older.scopes.evidence, **scopes.evidence}),
        roles=MappingProxyType({**older.scopes.roles, **scopes.roles}),
    )


def _plain(entry: Any) -> tuple[object, ...]:
    """What an entry says, wherever it stands and in whatever order its members do."""
    said = {field.name: getattr(entry, field.name) for field in fields(entry)}
    if isinstance(entry, Group):
        said["members"] = tuple(sorted(entry.members))
    return tuple(value for name, value in said.items() if name not in ("place", "label"))


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """The same with other names for groups, seasons and calendars, wherever they are referred to."""
    match value:
        case _ if not names:
            return value
        case Test():
            return replace(value, values=tuple(names.get(one, one) for one in value.values))
        case Table():
            return replace(
                value, rows=tuple((names.get(key, key), _renamed(inner, names)) for key, inner in value.rows)
            )
        case Duration():
            return replace(value, calendar=names.get(value.calendar, value.calendar)) if value.calendar else value
        case tuple():
            return tuple(_renamed(one, names) for one in value)
        case Place() | str():
            return value
        case _ if is_dataclass(value) and not isinstance(value, type):
            return replace(
                value, **{field.name: _renamed(getattr(value, field.name), names) for field in fields(value)}
            )
        case _:
            return value
