"""Facts and groups of their values."""

from __future__ import annotations

from collections.abc import Mapping as ReadOnly
from types import MappingProxyType

from generator.finding import LANGUAGES
from generator.policy.model import Fact, FactKind, Group, Label
from generator.policy.names import OTHER
from generator.policy.regions import check_region
from generator.policy.shape import Report, entries, expect, fields, label, label_of, text, texts
from generator.policy.source import Mapping, Node, Scalar
from generator.policy.suggestion import suggest

OF = ("item_price", "order_paid", "order_total", "refund", "outbound_postage")
"""What a percentage can be of, and what a fact of money can measure."""

RESERVED = ("season", "now", OTHER)
"""Names that no fact or event can have."""


def read_fact(key: Scalar, node: Node, report: Report) -> Fact | None:
    """The fact; reported and None unless it is of one kind and all of its values have names."""
    kinds = tuple(kind.value for kind in FactKind)
    part = fields(node, report, optional=(*kinds, "name"))
    if part is None:
        return None
    given = [kind for kind in FactKind if kind.value in part.nodes]
    if len(given) != 1:
        report.add("SP248", key.place, fact=key.text)
        return None
    kind, value = given[0], part.nodes[given[0].value]
    name = label(part.get("name"), report)
    values: ReadOnly[str, Label] = MappingProxyType({})
    of: str | None = None
    match kind:
        case FactKind.ONE_OF | FactKind.ANY_OF:
            if not isinstance(value, Mapping) or not value.items:
                _expect_values(value, report)
                return None
            found = {k.text: label(v, report) for k, v in entries(value, report) if _free(k, report)}
            if len(found) != len(value.items) or not all(found.values()):
                return None
            values = MappingProxyType({k: v for k, v in found.items() if v})
        case FactKind.COUNTRIES:
            word = text(value, report)
            if word is None or word.text != "all":
                if word:
                    report.add(
                        "SP216",
                        word.place,
                        text=word.text,
                        what=("countries", "countries"),
                        suggestion=suggest("", ("all",)),
                    )
                return None
        case FactKind.MONEY:
            word = text(value, report)
            if word is None or word.text not in OF:
                if word:
                    report.add("SP226", word.place, text=word.text, suggestion=suggest(word.text, OF))
                return None
            of = word.text
    return Fact(key.text, kind, values, name, of, key.place)


def _expect_values(node: Node, report: Report) -> None:
    """Reports that the values of a fact are no map of names."""
    empty = isinstance(node, Mapping)
    expected = ("a map of values and their names", "取值及其名称的映射")
    if empty:
        report.add("SP203", node.place, expected=expected, found=("an empty map", "空映射"))
    else:
        expect(expected, node, report)


def _free(key: Scalar, report: Report) -> bool:
    if key.text != OTHER:
        return True
    report.add("SP206", key.place, name=key.text, other=("a word with a meaning of its own", "保留字"))
    return False


def read_groups(
    node: Node | None, facts: ReadOnly[str, Fact], declared: tuple[str, ...], report: Report
) -> tuple[ReadOnly[str, Group], dict[str, tuple[str, ...]]]:
    """The groups by id, and the declared ids by axis."""
    groups: dict[str, Group] = {}
    names: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for axis, of_axis in entries(node, report):
        if axis.text not in declared:
            report.add("SP209", axis.place, axis=axis.text, suggestion=suggest(axis.text, declared))
            names[axis.text] = tuple(key.text for key, _ in entries(of_axis, report))
            continue
        fact = facts.get(axis.text)
        items = entries(of_axis, report)
        names[axis.text] = tuple(key.text for key, _ in items)
        if fact and fact.kind is FactKind.MONEY:
            report.add("SP235", axis.place, why=("amounts of money have no groups", "金额不能分组"))
            continue
        for key, value in items:
            if key.text in taken:
                report.add("SP206", key.place, name=key.text, other=("another group", "另一个分组"))
            elif key.text == OTHER or (fact and key.text in fact.values):
                report.add("SP206", key.place, name=key.text, other=("a value", "一个取值"))
            else:
                group = _group(axis.text, key, value, fact, report)
                if group:
                    groups[key.text] = group
            taken.add(key.text)
    return MappingProxyType(groups), names


def _group(axis: str, key: Scalar, node: Node, fact: Fact | None, report: Report) -> Group | None:
    name: Label | None = None
    members: Node | None = node
    if isinstance(node, Mapping):
        part = fields(node, report, required=("members",), optional=LANGUAGES)
        if part is None or (members := part.get("members")) is None:
            return None
        name = label_of(part, report, needed=False)
    found = texts(members, report)
    if found is None:
        return None
    for member in found:
        if fact is None:
            continue
        if fact.kind is FactKind.COUNTRIES:
            check_region(member, report)
        elif member.text not in fact.values:
            report.add("SP210", member.place, text=member.text, axis=axis, suggestion=suggest(member.text, fact.values))
    return Group(axis, key.text, tuple(dict.fromkeys(member.text for member in found)), name, key.place)
