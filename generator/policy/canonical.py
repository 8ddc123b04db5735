"""The policy as plain data in one order, and its hash.

Files, rules, keys and rows in another order give the same data; positions in files are left out. Lists whose order
says something keep it: bands, options, rungs, forms of names.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import TypeGuard

from generator.finding import Place
from generator.policy.kept import kept
from generator.policy.model import (
    Bilingual,
    Calendar,
    Concept,
    Facet,
    Group,
    Policy,
    Rule,
    Section,
    Shop,
    Table,
    Term,
    TermRef,
    Test,
    Word,
)
from generator.policy.notation import notation
from generator.policy.values import After, Day, Duration, EarlierOf, Endless, LaterOf, Leaf, Money, Share

Plain = dict[str, object]


def canonical(policy: Policy) -> Plain:
    """The whole policy in maps, lists, texts and integers, everything sorted whose order says nothing."""
    data = _plain(policy)
    assert isinstance(data, dict)
    return data


def policy_hash(policy: Policy, length: int = 64) -> str:
    """The first ``length`` hexadecimal digits of the SHA-256 of the canonical policy."""
    return _whole_hash(policy)[:length]


@kept
def _whole_hash(policy: Policy) -> str:
    text = json.dumps(canonical(policy), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


_LEFT_OUT: dict[type, tuple[str, ...]] = {Section: ("terms", "rules"), Bilingual: ("places",), Policy: ("worded",)}
"""The first stand in the policy under their own ids; the others are positions in files, and what stands in those."""

_UNORDERED: dict[type, tuple[str, ...]] = {
    Rule: ("over",),
    Term: ("within",),
    Test: ("values",),
    Group: ("members",),
    Calendar: ("closed",),
    Shop: ("languages",),
    Concept: ("avoid_en", "avoid_zh", "unlike"),
}


def _plain(value: object) -> object:
    match value:
        case None | Place():
            return None
        case bool():
            return int(value)
        case int():
            return value
        case _ if _is_leaf(value):
            return _leaf(value)
        case Day():
            return str(value)
        case Enum():
            return str(value.value)
        case str():
            return value
        case TermRef():
            return f"${value.term}"
        case Word():
            return value.text
        case Table():
            return {"by": value.axis, "rows": {key: _plain(row) for key, row in value.rows}}
        case Mapping():
            return {str(key): _plain(value[key]) for key in sorted(value)}
        case tuple():
            return _list(value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            return _record(value)
    raise TypeError(type(value).__name__)


def _record(value: object) -> Plain:
    kind = type(value)
    left_out = _LEFT_OUT.get(kind, ())
    unordered = _UNORDERED.get(kind, ())
    found: Plain = {}
    for field in fields(kind):  # type: ignore[arg-type]
        if field.name in left_out:
            continue
        inner = _plain(getattr(value, field.name))
        if field.name in unordered and isinstance(inner, list):
            inner = sorted(inner, key=_key)
        # What is not given has no key, so that a new optional part leaves old hashes as they are.
        if inner is not None and inner not in ([], {}):
            found[field.name] = inner
    return found


def _list(items: tuple[object, ...]) -> object:
    """A list; facets become a map by name, tests and clauses and sets of words are sorted."""
    if items and all(isinstance(item, Facet) for item in items):
        return {item.name: _plain(item.value) for item in items if isinstance(item, Facet)}
    found = [_plain(item) for item in items]
    is_set = all(isinstance(item, Test | Word) for item in items) or all(_is_clause(item) for item in items)
    return sorted(found, key=_key) if is_set else found


def _is_clause(item: object) -> bool:
    """A clause, or a condition of clauses: tuples all the way down to tests."""
    return isinstance(item, tuple) and all(isinstance(part, Test) or _is_clause(part) for part in item)


def _is_leaf(value: object) -> TypeGuard[Leaf]:
    return isinstance(value, Duration | After | LaterOf | EarlierOf | Share | Money | Endless)


def _leaf(value: Leaf) -> object:
    match value:
        case LaterOf(parts=parts) | EarlierOf(parts=parts):
            name = "later_of" if isinstance(value, LaterOf) else "earlier_of"
            return {name: sorted((_plain(part) for part in parts), key=_key)}
        case _:
            return notation(value)


def _key(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
