"""Finding the leaf of a term: plain terms, rows of tables, and what a rule's situation already settles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.language.style import NeedsCoordinates, UnknownRow, UnknownTerm
from generator.policy.model import Condition, FactKind, Group, Policy, Table, Term
from generator.policy.values import Leaf, Money, minor_digits

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Bound:
    """A money bound as written: ``< 100 USD``."""

    operator: str
    money: Money


def find_term(policy: Policy, id: str) -> Term:
    """The term of this full id. UnknownTerm if there is none."""
    if id not in policy.terms:
        raise UnknownTerm(id)
    return policy.terms[id]


def find_group(policy: Policy, axis: str, id: str) -> Group | None:
    """The group of this axis and id, if there is one."""
    group = policy.scopes.groups.get(id)
    return group if group is not None and group.axis == axis else None


def read_bound(text: str) -> Bound:
    """A bound from its notation.

    >>> read_bound("<= 100 USD")
    Bound(operator='<=', money=Money(low=10000, high=10000, currency='USD'))
    """
    operator, amount, currency = text.split()
    minor = int(Decimal(amount) * 10 ** minor_digits(currency))
    return Bound(operator, Money(minor, minor, currency))


def is_money(policy: Policy, axis: str) -> bool:
    """Whether values of this axis are amounts."""
    fact = policy.scopes.facts.get(axis)
    return fact is not None and fact.kind is FactKind.MONEY


def leaf_at(policy: Policy, id: str, at: Mapping[str, str]) -> Leaf:
    """The value of the term where the coordinates ``at`` lead.

    UnknownTerm, UnknownRow, or NeedsCoordinates with the axes that are still open.
    """
    value = find_term(policy, id).value
    while isinstance(value, Table):
        if value.axis not in at:
            raise NeedsCoordinates(id, [axis for axis in axes_of(value) if axis not in at])
        rows = dict(value.rows)
        key = _row(policy, value, at[value.axis])
        if key is None:
            raise UnknownRow(id, value.axis, at[value.axis], rows)
        value = rows[key]
    return value


def axes_of(table: Table) -> tuple[str, ...]:
    """The axes of a table, outermost first."""
    axes = [table.axis]
    for _, value in table.rows:
        if isinstance(value, Table):
            axes.extend(axis for axis in axes_of(value) if axis not in axes)
    return tuple(axes)


def leaves(value: Leaf | Table) -> Iterator[tuple[tuple[tuple[str, str], ...], Leaf]]:
    """Every leaf with its coordinates, in the order written; ``other`` adds no coordinate."""
    if not isinstance(value, Table):
        yield (), value
        return
    for key, inner in value.rows:
        step = () if key == OTHER else ((value.axis, key),)
        for path, leaf in leaves(inner):
            yield (*step, *path), leaf


def narrowed(policy: Policy, value: Leaf | Table, known: Mapping[str, str]) -> Leaf | Table:
    """The table without the axes that ``known`` settles."""
    if not isinstance(value, Table):
        return value
    if value.axis in known and _is_one_case(policy, value, known[value.axis]):
        key = _row(policy, value, known[value.axis])
        if key is not None:
            return narrowed(policy, dict(value.rows)[key], known)
    rows = tuple((key, narrowed(policy, inner, {**known, value.axis: key})) for key, inner in value.rows)
    return Table(value.axis, rows)


def settled(condition: Condition) -> Mapping[str, str]:
    """The axes on which every clause allows the same single value."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for clause in condition:
        for test in clause:
            found.setdefault(test.axis, set()).add(test.values)
    return {
        axis: next(iter(values))[0]
        for axis, values in found.items()
        if len(values) == 1
        and len(next(iter(values))) == 1
        and all(any(test.axis == axis for test in clause) for clause in condition)
    }


def _is_one_case(policy: Policy, table: Table, value: str) -> bool:
    """Whether the value leads to one row alone: no bound, no flag among others, no group whose members differ."""
    keys = [key for key, _ in table.rows]
    if value in keys:
        return not any(key.startswith(f"{value}-") for key in keys)
    fact = policy.scopes.facts.get(table.axis)
    if fact is not None and fact.kind in (FactKind.MONEY, FactKind.ANY_OF):
        return False
    is_whole = not any(key.startswith(f"{value}-") for key in keys)
    return is_whole and find_group(policy, table.axis, value) is None


def _row(policy: Policy, table: Table, value: str) -> str | None:
    """The key of the row for a value: itself over its country over a group over ``other``."""
    keys = [key for key, _ in table.rows]
    if value in keys:
        return value
    if is_money(policy, table.axis):
        return _money_row(keys, value)
    country = value.partition("-")[0]
    for candidate in (value, country):
        if candidate in keys:
            return candidate
        for key in keys:
            group = find_group(policy, table.axis, key)
            if group is not None and candidate in group.members:
                return key
    return OTHER if OTHER in keys else None


def _money_row(keys: list[str], value: str) -> str | None:
    """The row with the smallest bound above an amount such as ``120.00 USD``; a bound fits as written only."""
    parts = value.split()
    if len(parts) == 2:
        amount = read_bound(f"= {value}").money
        bounds = [(read_bound(key), key) for key in keys if key != OTHER]
        fitting = [
            (bound.money.high, key)
            for bound, key in bounds
            if bound.money.currency == amount.currency
            and (amount.high < bound.money.high or (bound.operator == "<=" and amount.high == bound.money.high))
        ]
        if fitting:
            return min(fitting)[1]
    return OTHER if OTHER in keys else None
