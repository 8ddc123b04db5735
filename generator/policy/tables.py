"""Tables: a row for every value of an axis, and never two for the same situation."""

from __future__ import annotations

from itertools import combinations

from generator.finding import Place
from generator.policy.bounds import Bound, Comparison, parse_bound
from generator.policy.conditions import check_value
from generator.policy.names import OTHER, Axis, AxisKind
from generator.policy.notation import Unreadable
from generator.policy.regions import check_region, country_of
from generator.policy.shape import Report
from generator.policy.source import Scalar


def check_rows(keys: tuple[Scalar, ...], axis: Axis, place: Place, report: Report) -> None:
    """Reports rows that fit nothing, rows that are missing and rows that fit the same situation."""
    rows = tuple(key.text for key in keys)
    if rows == (OTHER,):
        report.add("SP234", keys[0].place, axis=axis.id)
        return
    if axis.kind is AxisKind.UNKNOWN:
        return
    if axis.kind is AxisKind.MONEY:
        good = _check_bounds(keys, report)
    else:
        checked = [_check_row(key, axis, report) for key in keys if key.text != OTHER]
        good = all(checked)
    if good and OTHER not in rows:
        _check_missing(rows, axis, place, report)
    if good:
        _check_groups(keys, axis, report)


def _check_row(key: Scalar, axis: Axis, report: Report) -> bool:
    if axis.kind is AxisKind.COUNTRIES and key.text not in axis.groups and key.text.isupper():
        return check_region(key, report)
    return check_value(key, axis, report, (OTHER,))


def _check_bounds(keys: tuple[Scalar, ...], report: Report) -> bool:
    """Rows of an axis of money: ``< 100 USD`` or ``<= 100 USD``, in one currency, each amount once."""
    seen: dict[int, str] = {}
    currency: str | None = None
    good = True
    for key in keys:
        if key.text == OTHER:
            continue
        bound = parse_bound(key.text)
        if isinstance(bound, Unreadable):
            report.unreadable(key, bound)
            good = False
        elif bound.comparison not in (Comparison.LESS, Comparison.AT_MOST) or _clashes(bound, seen, currency):
            report.add("SP254", key.place, text=key.text)
            good = False
        else:
            seen[bound.money.low] = key.text
            currency = bound.money.currency
    return good


def _clashes(bound: Bound, seen: dict[int, str], currency: str | None) -> bool:
    return bound.money.low in seen or currency not in (None, bound.money.currency)


def _check_missing(rows: tuple[str, ...], axis: Axis, place: Place, report: Report) -> None:
    covered = {member for row in rows for member in axis.groups.get(row, (row,))}
    match axis.kind:
        case AxisKind.ONE_OF | AxisKind.EVENT:
            missing = [value for value in axis.values if value not in covered]
            if missing:
                values = ", ".join(missing[:8]) + (" …" if len(missing) > 8 else "")
                report.add("SP232", place, axis=axis.id, missing=(values, values.replace(", ", "、")))
        case AxisKind.SEASON:
            report.add("SP232", place, axis=axis.id, missing=("the days outside seasons", "不属于任何时段的日子"))
        case AxisKind.COUNTRIES:
            report.add("SP232", place, axis=axis.id, missing=("the other countries", "其他国家和地区"))
        case AxisKind.MONEY:
            report.add("SP232", place, axis=axis.id, missing=("larger amounts", "更大的金额"))
        case _:
            report.add("SP232", place, axis=axis.id, missing=("everything else", "其余情况"))


def _check_groups(keys: tuple[Scalar, ...], axis: Axis, report: Report) -> None:
    """Two groups may share a value only where it has a row of its own; so may two flags never."""
    rows = tuple(key.text for key in keys)
    if axis.kind is AxisKind.ANY_OF and len([row for row in rows if row != OTHER]) > 1:
        report.add("SP235", keys[1].place, why=_FLAGS)
        return
    for one, two in combinations([key for key in keys if key.text in axis.groups], 2):
        shared = sorted(
            {
                narrow
                for a in axis.groups[one.text]
                for b in axis.groups[two.text]
                for narrow in (_narrower(a, b),)
                if narrow and narrow not in rows and country_of(narrow) not in rows
            }
        )
        if shared:
            facts = (", ".join(shared[:8]), "、".join(shared[:8]))
            report.add("SP233", two.place, one=one.text, two=two.text, shared=facts)


_FLAGS = (
    "two of these can hold for the same item; write a table with one of them and other, or condition rules",
    "同一件商品可能同时符合其中两项；表中只写一项加 other，或改写为条件规则",
)


def _narrower(one: str, two: str) -> str | None:
    """What two members have in common: the same value, or the part of the country."""
    if one == two:
        return one
    if country_of(one) == two:
        return one
    return two if country_of(two) == one else None
