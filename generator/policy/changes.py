"""What two versions of a policy do not have in common: terms and rules whose value or meaning is another.

Meaning is what can change a decision or a sentence: a rule's title is not part of it, its notes are. A word of the
vocabulary that either uses (a group, a season, a calendar, an event) is: a window "for Europe" is another one when
Europe is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.policy.canonical import canonical
from generator.policy.model import Policy


class Kind(StrEnum):
    """What became of a term or a rule."""

    NEW = "new"
    """It was not there."""
    OTHER = "other"
    """It says something else."""
    GONE = "gone"
    """It is not there any more."""


@dataclass(frozen=True, slots=True)
class Changes:
    """By full id what became of it; what is as it was is left out. In the order of the newer policy, then the older."""

    terms: Mapping[str, Kind]
    rules: Mapping[str, Kind]


_VOCABULARY = ("groups", "seasons", "calendars", "events")
_UNSAID = ("label", "title", "name")
"""How something is called."""
_NAME = re.compile(r"[a-z][a-z0-9_]*", re.IGNORECASE)


def changes_between(old: Policy, new: Policy) -> Changes:
    """What is new, other or gone in ``new``."""
    before, after = _Meaning(old), _Meaning(new)
    moved = {name for name in before.words.keys() | after.words if before.words.get(name) != after.words.get(name)}
    return Changes(
        dict(_compare(before.terms, after.terms, list(new.terms), moved)),
        dict(_compare(before.rules, after.rules, list(new.rules), moved)),
    )


class _Meaning:
    """The canonical data of a policy, without what only names it."""

    def __init__(self, policy: Policy) -> None:
        data = _bare(canonical(policy))
        assert isinstance(data, dict)
        scopes = data.get("scopes", {})
        self.words = {name: held for kind in _VOCABULARY for name, held in scopes.get(kind, {}).items()}
        self.terms = {id: held["value"] for id, held in data.get("terms", {}).items()}
        # The event that picks the version, and the reader, are those of the section.
        sections = {id: [one.applies_by, one.to.value] for id, one in policy.sections.items()}
        self.rules = {id: [held, sections[policy.rules[id].section]] for id, held in data.get("rules", {}).items()}


def _bare(data: object) -> object:
    if isinstance(data, dict):
        return {key: _bare(value) for key, value in data.items() if key not in _UNSAID}
    return [_bare(one) for one in data] if isinstance(data, list) else data


def _compare(
    old: Mapping[str, object], new: Mapping[str, object], order: list[str], moved: set[str]
) -> Iterator[tuple[str, Kind]]:
    for id in [*order, *(id for id in old if id not in new)]:
        if id not in old:
            yield id, Kind.NEW
        elif id not in new:
            yield id, Kind.GONE
        elif old[id] != new[id] or moved & set(_words_in(new[id])):
            yield id, Kind.OTHER


def _words_in(data: object) -> Iterator[str]:
    """Every name that stands in the data."""
    match data:
        case str():
            yield from _NAME.findall(data)
        case dict():
            for key, value in data.items():
                yield from _NAME.findall(str(key))
                yield from _words_in(value)
        case list():
            for one in data:
                yield from _words_in(one)
