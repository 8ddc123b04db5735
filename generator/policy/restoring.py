"""Canonical data → policy: the way back from ``canonical``, for versions that were published."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from generator.finding import Place
from generator.policy.model import Clause, Condition, Facet, Policy, Section, Table, Term, TermRef, Test, Word
from generator.policy.notation import Unreadable, parse_day, parse_leaf, parse_money, parse_percent
from generator.policy.values import Day, EarlierOf, LaterOf, Leaf, Money, Percent, Share

_SHARE = re.compile(r"(?P<percent>.*%) of (?P<of>[a-z_]+)(?: at_least (?P<least>.*?))?(?: at_most (?P<most>.*?))?")


class Unrestorable(Exception):
    """The data is no canonical policy; the text says where it stops being one."""


def restore(data: object, path: str, order: Mapping[str, list[str]]) -> Policy:
    """The policy whose canonical data this is; every place in it is the file ``path``.

    ``order`` gives for each section the ids of its terms and rules as pages show them. Unrestorable if it is none.
    """
    try:
        policy = _Restorer(path).record(Policy, data)
        assert isinstance(policy, Policy)
        return _with_sections(policy, order)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unrestorable(str(error)) from error


def order_of(policy: Policy) -> dict[str, list[str]]:
    """The ids of terms and rules by section, as pages show them."""
    return {
        section.id: [*(term.id for term in section.terms), *(rule.id for rule in section.rules)]
        for section in policy.sections.values()
    }


def _with_sections(policy: Policy, order: Mapping[str, list[str]]) -> Policy:
    # A term and a rule may share an id; terms stand first.
    last = {id: at for ids in order.values() for at, id in enumerate(ids)}
    first = {id: at for ids in order.values() for at, id in reversed([*enumerate(ids)])}

    def in_order(entries: Mapping[str, Any], place: Mapping[str, int]) -> dict[str, Any]:
        return dict(sorted(entries.items(), key=lambda item: (item[0].partition(".")[0], place.get(item[0], 0))))

    terms, rules = in_order(policy.terms, first), in_order(policy.rules, last)
    sections: dict[str, Section] = {}
    for id in sorted(policy.sections, key=lambda id: list(order).index(id) if id in order else len(order)):
        sections[id] = replace(
            policy.sections[id],
            terms=tuple(term for term in terms.values() if term.section == id),
            rules=tuple(rule for rule in rules.values() if rule.section == id),
        )
    return replace(
        policy,
        sections=MappingProxyType(sections),
        terms=MappingProxyType({term.id: term for section in sections.values() for term in section.terms}),
        rules=MappingProxyType({rule.id: rule for section in sections.values() for rule in section.rules}),
    )


class _Restorer:
    def __init__(self, path: str) -> None:
        self.place = Place(path)

    def record(self, kind: Any, data: object) -> Any:
        if not isinstance(data, dict):
            raise Unrestorable(f"{kind.__name__}: {str(data)[:60]}")
        hints = _hints(kind)
        unknown = set(data) - set(hints)
        if unknown:
            raise Unrestorable(f"{kind.__name__}: {sorted(unknown)[0]}")
        return kind(**{name: self.field(kind, name, hint, data.get(name)) for name, hint in hints.items()})

    def field(self, kind: type, name: str, hint: Any, data: object) -> Any:
        if hint is Place:
            return self.place
        if kind is Section and name in ("terms", "rules"):
            return ()
        if kind is Term and name == "value":
            return self.value(data)
        if hint == tuple[Facet, ...]:
            return tuple(Facet(key, self.said(value), self.place) for key, value in self.mapping(data))
        if hint == Condition:
            return self.condition(data)
        if hint == tuple[Condition, ...]:
            return tuple(self.condition(one) for one in self.items(data))
        return self.typed(hint, data)

    def typed(self, hint: Any, data: object) -> Any:
        origin, inner = get_origin(hint), get_args(hint)
        if origin is UnionType or (origin is not None and NoneType in inner):
            if data is None:
                return None
            return self.typed(next(one for one in inner if one is not NoneType), data)
        if origin is tuple:
            return tuple(self.typed(inner[0], one) for one in self.items(data))
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return MappingProxyType({key: self.typed(inner[1], value) for key, value in self.mapping(data)})
        if hint is bool:
            return bool(data)
        if hint is Day:
            return _read(parse_day(_text(data)), Day)
        if hint is TermRef:
            return TermRef(_text(data).removeprefix("$"), self.place)
        if isinstance(hint, type) and issubclass(hint, Enum):
            return hint(data)
        if is_dataclass(hint):
            return self.record(hint, data)
        if not isinstance(data, hint):
            raise Unrestorable(f"{hint.__name__}: {str(data)[:60]}")
        return data

    def items(self, data: object) -> list[object]:
        if data is None:
            return []
        if not isinstance(data, list):
            raise Unrestorable(f"list: {str(data)[:60]}")
        return data

    def mapping(self, data: object) -> list[tuple[str, object]]:
        if data is None:
            return []
        if not isinstance(data, dict):
            raise Unrestorable(f"map: {str(data)[:60]}")
        return list(data.items())

    def said(self, data: object) -> TermRef | Word | tuple[Word, ...]:
        if isinstance(data, list):
            return tuple(Word(_text(word), self.place) for word in data)
        text = _text(data)
        return TermRef(text[1:], self.place) if text.startswith("$") else Word(text, self.place)

    def condition(self, data: object) -> Condition:
        return tuple(self.clause(one) for one in self.items(data))

    def clause(self, data: object) -> Clause:
        return tuple(self.record(Test, one) for one in self.items(data))

    def value(self, data: object) -> Leaf | Table:
        if isinstance(data, dict) and "by" in data:
            rows = tuple((key, self.value(inner)) for key, inner in self.mapping(data.get("rows")))
            return Table(_text(data["by"]), rows)
        if isinstance(data, dict):
            ((name, parts),) = data.items()
            found: tuple[Any, ...] = tuple(self.value(part) for part in self.items(parts))
            kinds: dict[str, type[LaterOf] | type[EarlierOf]] = {"later_of": LaterOf, "earlier_of": EarlierOf}
            return kinds[name](found)
        text = _text(data)
        share = _SHARE.fullmatch(text)
        if share:
            least, most = (parse_money(share[name]) if share[name] else None for name in ("least", "most"))
            return Share(
                _read(parse_percent(share["percent"]), Percent),
                share["of"],
                None if least is None else _read(least, Money),
                None if most is None else _read(most, Money),
            )
        leaf = parse_leaf(text)
        if isinstance(leaf, Unreadable | Percent):
            raise Unrestorable(text[:60])
        return leaf


def _read(value: object, kind: type[Any]) -> Any:
    if not isinstance(value, kind):
        raise Unrestorable(str(value)[:60])
    return value


def _text(data: object) -> str:
    if not isinstance(data, str):
        raise Unrestorable(f"text: {str(data)[:60]}")
    return data


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}
