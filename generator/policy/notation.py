"""The notation of the policy files: text → exact values, and back.

What cannot be read comes back as an ``Unreadable``: a code, the facts of its message, and how far into the text
the mistake stands. Nothing here knows a file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from generator.policy.currency import is_currency, unknown_currency
from generator.policy.files import Fact
from generator.policy.suggestion import suggest
from generator.policy.values import (
    After,
    Day,
    Duration,
    EarlierOf,
    Endless,
    LaterOf,
    Leaf,
    Money,
    Percent,
    Unit,
    minor_digits,
    without_parts_of_years,
)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a text is no value: a finding's code and facts, and the offset of the mistake in the text."""

    code: str
    facts: Mapping[str, Fact]
    offset: int = 0


_NUMBER = r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
_AMOUNT = rf"(?P<low>{_NUMBER})(?:\.\.(?P<high>{_NUMBER}))?"
_DURATION = re.compile(rf"{_AMOUNT} +(?P<rest>[^0-9].*)")
_UNIT = re.compile(r"(?P<unit>[^()]+?)(?: *\((?P<calendar>[^()]*)\))?(?: +from +(?P<event>.*))?")
_PERCENT = re.compile(rf"{_AMOUNT} ?%")
_MONEY = re.compile(rf"{_AMOUNT} ?(?P<currency>[A-Z]{{3}})")
_BARE = re.compile(r"[0-9][0-9.,_]*")
_MISPLACED = re.compile(
    r"(?:[A-Z]{2,3}|[$€£¥￥]) ?[0-9][0-9.,]*|[0-9][0-9.,]* ?(?:[$€£¥￥]|元|美元)|[0-9.]*[0-9],[0-9][0-9.,]* ?[A-Z]{3}"
)
_DATE = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_YEARLY = re.compile(r"(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_WORD = re.compile(r"[a-z][a-z0-9_]*")

_UNITS = {form: unit for unit in Unit for form in (unit.value, f"{unit.value}s")}
_UNIT_HINTS = {
    **{form: unit.value + "s" for form, unit in _UNITS.items()},
    "calendar days": "days",
    "working days": "business days",
    "workdays": "business days",
    "business": "business days",
    "hrs": "hours",
    "h": "hours",
    "d": "days",
    "mins": "minutes",
    "min": "minutes",
    "天": "days",
    "日": "days",
    "个工作日": "business days",
    "工作日": "business days",
    "小时": "hours",
    "周": "weeks",
    "个月": "months",
    "年": "years",
}
_LARGEST = {"duration": Decimal(36_525), "percent": Decimal(1000), "money": Decimal(10) ** 12}
"""A hundred years of days: further away than any date that can be worked out safely."""


def parse_leaf(text: str) -> Leaf | Percent | Unreadable:
    """Any value of a term that is written as one text; a percentage still lacks what it is of.

    >>> parse_leaf("30 days from delivered").event
    'delivered'
    >>> parse_leaf("8.00 USD"), parse_leaf("unlimited")
    (Money(low=800, high=800, currency='USD'), <Endless.UNLIMITED: 'unlimited'>)
    """
    words = {word.value: word for word in Endless}
    if text in words:
        return words[text]
    if "%" in text:
        return parse_percent(text)
    if _DATE.fullmatch(text) or _YEARLY.fullmatch(text):
        return parse_day(text)
    if _MONEY.fullmatch(text):
        return parse_money(text)
    if _BARE.fullmatch(text):
        return Unreadable("SP222", {"text": text})
    if _MISPLACED.fullmatch(text):
        why = ("money is a plain number and then the currency: 8.00 USD", "金额要先写数字，再写货币代码：8.00 USD")
        return Unreadable("SP220", {"text": text[:80], "why": why})
    if _WORD.fullmatch(text):
        return _unreadable(text, suggestion=suggest(text, words))
    return parse_deadline(text)


def parse_deadline(text: str) -> Duration | After | Unreadable:
    """``[LO..]N UNIT [(calendar)] [from EVENT]``."""
    match = _DURATION.fullmatch(text)
    rest = _UNIT.fullmatch(match["rest"].rstrip()) if match else None
    if not match or not rest:
        return _unreadable(text)
    at = match.start("rest")
    if rest["unit"] not in _UNITS:
        return _unknown_unit(rest["unit"], text, at)
    span = _span(match["low"], match["high"], text, "duration")
    if isinstance(span, Unreadable):
        return span
    calendar, event = rest["calendar"], rest["event"]
    for name, group in ((calendar, "calendar"), (event, "event")):
        if name is not None and not _WORD.fullmatch(name):
            return Unreadable("SP220", {"text": text, "why": _no_name(name, group)}, at + max(rest.start(group), 0))
    low, high, unit = without_parts_of_years(*span, _UNITS[rest["unit"]])
    if high > _LARGEST["duration"]:  # in months, of years with parts: what is read is written so, and read again
        return _too_large(text)
    duration = Duration(low, high, unit, calendar)
    return duration if event is None else After(duration, event)


def parse_duration(text: str) -> Duration | Unreadable:
    """A duration that is not counted from anything.

    >>> str(parse_duration("5..10 business days"))
    '5..10 business days'
    """
    value = parse_deadline(text)
    return _unreadable(text) if isinstance(value, After) else value


def parse_percent(text: str) -> Percent | Unreadable:
    """A percentage or a range of them, with at most two decimals.

    >>> str(parse_percent("12.50%"))
    '12.5%'
    """
    match = _PERCENT.fullmatch(text)
    if not match:
        return _unreadable(text)
    span = _span(match["low"], match["high"], text, "percent")
    if isinstance(span, Unreadable):
        return span
    if any(number != number.quantize(Decimal("0.01")) for number in span):
        return Unreadable("SP223", {"text": text, "digits": "2", "what": ("a percentage", "百分比")})
    return Percent(*span)


def parse_money(text: str) -> Money | Unreadable:
    """An amount in a currency of ISO 4217, exact to its minor unit.

    >>> parse_money("8.555 USD").code, parse_money("8.5").code, parse_money("8 USB").code
    ('SP223', 'SP222', 'SP214')
    """
    match = _MONEY.fullmatch(text)
    if not match:
        return Unreadable("SP222", {"text": text}) if _BARE.fullmatch(text) else _unreadable(text)
    currency = match["currency"]
    if not is_currency(currency):
        return Unreadable("SP214", unknown_currency(currency), match.start("currency"))
    span = _span(match["low"], match["high"], text, "money")
    if isinstance(span, Unreadable):
        return span
    digits = minor_digits(currency)
    low, high = (number.scaleb(digits) for number in span)
    if low % 1 or high % 1:
        return Unreadable("SP223", {"text": text, "digits": str(digits), "what": (currency, currency)})
    return Money(int(low), int(high), currency)


def parse_day(text: str) -> Day | Unreadable:
    """A date, or a day that recurs every year.

    >>> str(parse_day("2027-01-31")), str(parse_day("01-31")), parse_day("2027-02-30").code
    ('2027-01-31', '01-31', 'SP227')
    """
    match = _DATE.fullmatch(text) or _YEARLY.fullmatch(text)
    if not match:
        return Unreadable("SP227", {"text": text})
    parts = {name: int(number) for name, number in match.groupdict().items()}
    try:
        # A leap year, so that 02-29 may recur.
        date(parts.get("year", 2000), parts["month"], parts["day"])
    except ValueError:
        return Unreadable("SP227", {"text": text})
    return Day(parts.get("year"), parts["month"], parts["day"])


def parse_days(text: str) -> tuple[Day, Day] | Unreadable:
    """A range of days, both ends included: ``2026-11-01..2026-12-31`` or ``11-01..12-31``."""
    first, dots, last = text.partition("..")
    if not dots:
        return Unreadable("SP227", {"text": text})
    days = parse_day(first.strip()), parse_day(last.strip())
    match days:
        case (Day() as start, Day() as end) if (start.year is None) == (end.year is None):
            return start, end
        case (Unreadable() as wrong, _):
            return wrong
        case (_, Unreadable() as wrong):
            return Unreadable(wrong.code, wrong.facts, len(text) - len(last.lstrip()))
        case _:
            return Unreadable("SP227", {"text": text})


def notation(value: Leaf | Percent) -> str:
    """The value as the policy files write it, in one way only; ``parse_leaf`` reads it back.

    >>> notation(parse_leaf("1 days (shop)"))
    '1 day (shop)'
    """
    match value:
        case Duration(calendar=calendar):
            return f"{value} ({calendar})" if calendar else str(value)
        case LaterOf(parts=parts):
            return f"later_of({', '.join(notation(part) for part in parts)})"
        case EarlierOf(parts=parts):
            return f"earlier_of({', '.join(notation(part) for part in parts)})"
        case _:
            return str(value)


def _span(low: str, high: str | None, text: str, kind: str) -> tuple[Decimal, Decimal] | Unreadable:
    first = Decimal(low)
    last = first if high is None else Decimal(high)
    if last < first:
        return Unreadable("SP228", {"text": text})
    if len(text) > 80 or last > _LARGEST[kind]:
        return _too_large(text)
    return first, last


def _too_large(text: str) -> Unreadable:
    return Unreadable("SP220", {"text": text[:80], "why": ("the number is too large", "数字太大")})


def _unknown_unit(unit: str, text: str, at: int) -> Unreadable:
    word = unit.strip()
    known = next((form for form in sorted(_UNITS, key=len, reverse=True) if word.startswith(f"{form} ")), None)
    if known:
        rest = word.removeprefix(known).strip()
        why = (
            f'after "{known}" only "(calendar)" and "from EVENT" can stand, not "{rest}"',
            f"“{known}”之后只能写“(日历)”和“from 事件”，不能写“{rest}”",
        )
        return Unreadable("SP220", {"text": text, "why": why}, at + unit.index(rest))
    near = get_close_matches(word.lower(), list(_UNIT_HINTS), 1, 0.6)
    hint = _UNIT_HINTS[near[0]] if near else None
    suggestion = (
        (f'Did you mean "{hint}"?', f"您是不是想写“{hint}”？") if hint else suggest("", tuple(f"{u}s" for u in Unit))
    )
    return Unreadable("SP221", {"unit": word, "text": text, "suggestion": suggestion}, at)


def _no_name(name: str, kind: str) -> tuple[str, str]:
    what = {"calendar": ("calendar", "日历"), "event": ("event", "事件")}[kind]
    return f'"{name}" is no name of a {what[0]}', f"“{name}”不是{what[1]}的名称"


def _unreadable(text: str, suggestion: tuple[str, str] = ("", "")) -> Unreadable:
    why = (
        f"it is no duration, date, percentage or amount of money. {suggestion[0]}".rstrip().rstrip("."),
        f"它不是时长、日期、百分比或金额{'。' + suggestion[1].rstrip('。') if suggestion[1] else ''}",
    )
    return Unreadable("SP220", {"text": text[:80], "why": why})
