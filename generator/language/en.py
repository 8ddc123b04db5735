"""The English phrasebook: values, names and conditions. What a shop says of itself stands in its policy."""

from __future__ import annotations

from decimal import Decimal

from generator.language.grammar_en import listed
from generator.language.phrase import Phrase, Quote
from generator.language.style import Style
from generator.language.wording import words
from generator.policy.model import Event, Policy
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
    Quantity,
    Share,
    Unit,
    minor_digits,
)

MONTHS = "January February March April May June July August September October November December".split()
CLOCKED = (Unit.SECOND, Unit.MINUTE, Unit.HOUR)
"""Units that a calendar makes run only while the desk is open."""

_SYMBOLS = {
    "USD": "US$",
    "EUR": "€",
    "GBP": "£",
    "CNY": "CN¥",
    "JPY": "JP¥",
    "HKD": "HK$",
    "AUD": "A$",
    "CAD": "CA$",
    "NZD": "NZ$",
    "SGD": "S$",
    "TWD": "NT$",
}
_OF = {
    "item_price": "the item price",
    "order_paid": "the amount paid for the order",
    "order_total": "the order total",
    "refund": "the refund",
    "outbound_postage": "the original postage",
}


def quantity(value: Quantity, style: Style = Style.PLAIN) -> str:
    """A bare value in words.

    >>> from generator.policy.values import Duration, Unit
    >>> quantity(Duration(Decimal(5), Decimal(10), Unit.BUSINESS_DAY), Style.WITHIN)
    'within 5 to 10 business days'
    """
    match value:
        case Duration():
            return _duration(value, style)
        case Percent(low=low, high=high):
            return f"{_number(low)}%" if low == high else f"{_number(low)}% to {_number(high)}%"
        case Money():
            return money(value)
        case Day():
            before, after = _DAY_FRAMES[style]
            return f"{before}{_day(value)}{after}"


def money(value: Money, is_round: bool = False) -> str:
    """An amount; ``is_round`` leaves out the decimals where they are zero."""
    places = minor_digits(value.currency)

    def amount(minor: int) -> str:
        if is_round and minor % 10**places == 0:
            return f"{minor // 10**places:,}"
        return f"{Decimal(minor).scaleb(-places):,.{places}f}"

    symbol = _SYMBOLS.get(value.currency)
    parts = [amount(minor) for minor in dict.fromkeys((value.low, value.high))]
    if symbol:
        return " to ".join(f"{symbol}{part}" for part in parts)
    return f"{' to '.join(parts)} {value.currency}"


_DAY_FRAMES = {
    Style.PLAIN: ("", ""),
    Style.WITHIN: ("by ", ""),
    Style.ADJECTIVE: ("", ""),
    Style.AFTER: ("", ""),
    Style.BEYOND: ("after ", ""),
    Style.UNTIL: ("up to and including ", ""),
}
_FRAMES = {
    Style.PLAIN: ("", ""),
    Style.WITHIN: ("within ", ""),
    Style.ADJECTIVE: ("", ""),
    Style.AFTER: ("after ", ""),
    Style.BEYOND: ("more than ", ""),
    Style.UNTIL: ("up to ", ""),
}


def _duration(value: Duration, style: Style) -> str:
    if value.is_same_day:
        kind = "business " if value.unit is Unit.BUSINESS_DAY else ""
        if style is Style.ADJECTIVE:
            return f"same-{kind}day".replace(" ", "-")
        return f"{'on ' if style is Style.WITHIN else ''}the same {kind}day"
    before, after = _FRAMES[style]
    return f"{before}{_length(value, style is Style.ADJECTIVE)}{after}"


def _length(value: Duration, is_adjective: bool = False) -> str:
    if not value.is_range and value.high == Decimal("0.5") and value.unit is Unit.MONTH:
        return "half-month" if is_adjective else "half a month"
    numbers = [_number(number) for number in dict.fromkeys((value.low, value.high))]
    if is_adjective:
        return "-".join(["-to-".join(numbers), *value.unit.split()])
    return f"{' to '.join(numbers)} {value.unit}{'' if numbers == ['1'] else 's'}"


def _number(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(value: Day) -> str:
    text = f"{value.day} {MONTHS[value.month - 1]}"
    return text if value.year is None else f"{text} {value.year}"


def leaf(policy: Policy, value: Leaf, style: Style, term: str | None) -> Phrase:
    """A term's value in words; deadlines say what they count from in every style but PLAIN and ADJECTIVE."""
    match value:
        case After():
            return _after(policy, value, style, term)
        case Day():
            before, after = _DAY_FRAMES[style]
            return words(before, quote(value, term), after)
        case Duration():
            before, after = _FRAMES[style]
            if value.is_same_day:
                return (Quote(quantity(value, style), str(value), term),)
            return words(before, quote(value, term, style), after, _while_open(policy, value))
        case Endless.UNLIMITED:
            return ({Style.PLAIN: "no time limit", Style.ADJECTIVE: "unlimited"}.get(style, "at any time"),)
        case Endless.AT_ONCE:
            return ("immediate" if style is Style.ADJECTIVE else "at once",)
        case LaterOf(parts=parts) | EarlierOf(parts=parts):
            inner = Style.AFTER if style in (Style.PLAIN, Style.ADJECTIVE) else style
            phrases = [leaf(policy, part, inner, term) for part in parts]
            is_later = isinstance(value, LaterOf)
            if style is Style.BEYOND:
                return listed(phrases, "and" if is_later else "or")
            return words(listed(phrases, "or"), ", whichever is ", "later" if is_later else "earlier")
        case Share(percent=percent, of=of, at_least=floor, at_most=cap):
            limits: list[Phrase] = []
            if floor:
                limits.append(("at least ", quote(floor, term)))
            if cap:
                limits.append(("at most ", quote(cap, term)))
            share = words(quote(percent, term), " of ", _OF.get(of, of.replace("_", " ")))
            return words(share, " (", listed(limits), ")") if limits else share
        case Money():
            return (quote(value, term),)


def _after(policy: Policy, value: After, style: Style, term: str | None) -> Phrase:
    event = policy.scopes.events[value.event]
    noun, since = event_noun(event), event_phrase(event)
    if value.duration.is_same_day and style is not Style.ADJECTIVE:
        return ("on ", quote(value.duration, term), " as ", noun)
    bare = _last(value.duration, term) if style in (Style.BEYOND, Style.UNTIL) else quote(value.duration, term, style)
    counted = _while_open(policy, value.duration)
    match style:
        case Style.PLAIN | Style.ADJECTIVE:
            return (bare,)
        case Style.WITHIN:
            return words("within ", bare, " of ", noun, counted)
        case Style.AFTER:
            return words(bare, " ", since, counted)
        case Style.BEYOND:
            return words("more than ", bare, " ", since, counted)
        case Style.UNTIL:
            return words("up to ", bare, " ", since, counted)


def _while_open(policy: Policy, value: Duration) -> str:
    """What a calendar adds that the unit does not say by itself."""
    calendar = policy.scopes.calendars.get(value.calendar or "")
    if calendar is None or value.unit not in CLOCKED or not calendar.hours:
        return ""
    return f" ({calendar.label.en[0]})" if calendar.label else " (while we are open)"


def _last(value: Duration, term: str | None) -> Quote:
    """The end of a range, which follows from its term; the value itself where it is no range."""
    if not value.is_range:
        return quote(value, term)
    end = Duration(value.high, value.high, value.unit, value.calendar)
    return Quote(quantity(end), str(end), None, (term,) if term else ())


def quote(value: Quantity, term: str | None, style: Style = Style.PLAIN) -> Quote:
    """The value with its origin; ``ADJECTIVE`` is the one style that changes the value's own words."""
    inner = style if style is Style.ADJECTIVE else Style.PLAIN
    return Quote(quantity(value, inner), str(value), term)


def event_noun(event: Event) -> str:
    """``delivery``."""
    return event.label.en[0]


def event_phrase(event: Event) -> str:
    """``after delivery``."""
    return event.label.en[1] if len(event.label.en) > 1 else f"after {event.label.en[0]}"
