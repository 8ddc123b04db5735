"""The Chinese phrasebook: values, names and conditions. What a shop says of itself stands in its policy."""

from __future__ import annotations

from decimal import Decimal

from generator.language.grammar_zh import listed
from generator.language.names import name_currency_zh
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

CLOCKED = (Unit.SECOND, Unit.MINUTE, Unit.HOUR)
"""Units that a calendar makes run only while the desk is open."""

_UNITS = {
    Unit.SECOND: "秒",
    Unit.MINUTE: "分钟",
    Unit.HOUR: "小时",
    Unit.DAY: "天",
    Unit.BUSINESS_DAY: "个工作日",
    Unit.WEEK: "周",
    Unit.MONTH: "个月",
    Unit.YEAR: "年",
}
_OF = {
    "item_price": "商品价格",
    "order_paid": "订单实付金额",
    "order_total": "订单总额",
    "refund": "退款金额",
    "outbound_postage": "原运费",
}
_FRAMES = {
    Style.PLAIN: ("", ""),
    Style.WITHIN: ("", "内"),
    Style.ADJECTIVE: ("", "的"),
    Style.AFTER: ("", "后"),
    Style.BEYOND: ("超过 ", ""),
    Style.UNTIL: ("最长 ", ""),
}
_DAY_FRAMES = {
    Style.PLAIN: ("", ""),
    Style.WITHIN: ("", "（含）前"),
    Style.ADJECTIVE: ("", "的"),
    Style.AFTER: ("", ""),
    Style.BEYOND: ("", "之后"),
    Style.UNTIL: ("至 ", "（含）"),
}


def quantity(value: Quantity, style: Style = Style.PLAIN) -> str:
    """A bare value in words.

    >>> from generator.policy.values import Duration, Unit
    >>> quantity(Duration(Decimal(5), Decimal(10), Unit.BUSINESS_DAY), Style.WITHIN)
    '5 至 10 个工作日内'
    """
    match value:
        case Duration():
            if value.is_same_day:
                day = "同一工作日" if value.unit is Unit.BUSINESS_DAY else "当天"
                return f"{day}的" if style is Style.ADJECTIVE else day
            before, after = _FRAMES[style]
            return f"{before}{_length(value)}{after}"
        case Percent(low=low, high=high):
            return f"{_number(low)}%" if low == high else f"{_number(low)}% 至 {_number(high)}%"
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

    numbers = " 至 ".join(amount(minor) for minor in dict.fromkeys((value.low, value.high)))
    renminbi = "人民币 " if value.currency == "CNY" else ""
    return f"{renminbi}{numbers} {name_currency_zh(value.currency)}"


def _length(value: Duration) -> str:
    if not value.is_range and value.high == Decimal("0.5") and value.unit is Unit.MONTH:
        return "半个月"
    numbers = " 至 ".join(_number(number) for number in dict.fromkeys((value.low, value.high)))
    return f"{numbers} {_UNITS[value.unit]}"


def _number(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(value: Day) -> str:
    text = f"{value.month} 月 {value.day} 日"
    return text if value.year is None else f"{value.year} 年 {text}"


def leaf(policy: Policy, value: Leaf, style: Style, term: str | None) -> Phrase:
    """A term's value in words; deadlines say what they count from in every style but PLAIN and ADJECTIVE."""
    match value:
        case After():
            return _after(policy, value, style, term)
        case Day():
            before, after = _DAY_FRAMES[style]
            return words(before, quote(value, term), after)
        case Duration():
            if value.is_same_day:
                return (quote(value, term),)
            before, after = _FRAMES[style]
            return words(_while_open(policy, value), before, quote(value, term), after)
        case Endless.UNLIMITED:
            return ({Style.PLAIN: "不限期", Style.ADJECTIVE: "不限期的"}.get(style, "随时"),)
        case Endless.AT_ONCE:
            return ("即时的" if style is Style.ADJECTIVE else "立即",)
        case LaterOf(parts=parts) | EarlierOf(parts=parts):
            inner = Style.AFTER if style in (Style.PLAIN, Style.ADJECTIVE) else style
            phrases = [leaf(policy, part, inner, term) for part in parts]
            is_later = isinstance(value, LaterOf)
            if style is Style.BEYOND:
                return listed(phrases, "且" if is_later else "或")
            return words(listed(phrases, "或"), "（以较", "晚" if is_later else "早", "者为准）")
        case Share(percent=percent, of=of, at_least=floor, at_most=cap):
            limits: list[Phrase] = []
            if floor:
                limits.append(("最低", quote(floor, term)))
            if cap:
                limits.append(("最高", quote(cap, term)))
            share = words(_OF.get(of, of), "的", quote(percent, term))
            return words(share, *(words("，", limit) for limit in limits))
        case Money():
            return (quote(value, term),)


def _after(policy: Policy, value: After, style: Style, term: str | None) -> Phrase:
    event = policy.scopes.events[value.event]
    bare = _last(value.duration, term) if style in (Style.BEYOND, Style.UNTIL) else quote(value.duration, term)
    if style is Style.PLAIN:
        return (bare,)
    if style is Style.ADJECTIVE:
        return (bare, "的")
    if value.duration.is_same_day:
        return (event_noun(event), bare)
    since = event_phrase(event)
    counted = _while_open(policy, value.duration)
    match style:
        case Style.WITHIN:
            return words(since, counted, bare, "内")
        case Style.BEYOND:
            return words(since, counted, "超过", bare)
        case Style.UNTIL:
            return words("最长至", since, counted, bare)
    return words(since, counted, bare)


def _while_open(policy: Policy, value: Duration) -> str:
    """What a calendar adds that the unit does not say by itself."""
    calendar = policy.scopes.calendars.get(value.calendar or "")
    if calendar is None or value.unit not in CLOCKED or not calendar.hours:
        return ""
    return f"（按{calendar.label.zh[0]}计）" if calendar.label else "（按营业时间计）"


def _last(value: Duration, term: str | None) -> Quote:
    """The end of a range, which follows from its term; the value itself where it is no range."""
    if not value.is_range:
        return quote(value, term)
    end = Duration(value.high, value.high, value.unit, value.calendar)
    return Quote(quantity(end), str(end), None, (term,) if term else ())


def quote(value: Quantity, term: str | None) -> Quote:
    """The value with its origin."""
    return Quote(quantity(value), str(value), term)


def event_noun(event: Event) -> str:
    """签收."""
    return event.label.zh[0]


def event_phrase(event: Event) -> str:
    """签收后."""
    return event.label.zh[1] if len(event.label.zh) > 1 else f"{event.label.zh[0]}后"
