"""The Chinese phrasebook: values, names and conditions. What a shop says of itself stands in its policy."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from generator.language.grammar_zh import listed, of_the_buyer, share_subject
from generator.language.lookup import Bound, find_group
from generator.language.names import name_country, name_currency_zh
from generator.language.phrase import Phrase, Quote, plain
from generator.language.situation import Situation, sort_clause
from generator.language.style import Style, Voice
from generator.language.wording import ends_with, words
from generator.policy.model import Condition, Event, Label, Policy, Season
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
_BOUNDS = {"<": "低于", "<=": "不超过", ">": "超过", ">=": "不低于"}
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
            if value.high == 0:
                return "当天的" if style is Style.ADJECTIVE else "当天"
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
            return words(before, _quote(value, term), after)
        case Duration():
            if value.high == 0:
                return (_quote(value, term),)
            before, after = _FRAMES[style]
            return words(_while_open(policy, value), before, _quote(value, term), after)
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
                limits.append(("最低", _quote(floor, term)))
            if cap:
                limits.append(("最高", _quote(cap, term)))
            share = words(_OF.get(of, of), "的", _quote(percent, term))
            return words(share, *(words("，", limit) for limit in limits))
        case Money():
            return (_quote(value, term),)


def _after(policy: Policy, value: After, style: Style, term: str | None) -> Phrase:
    event = policy.scopes.events[value.event]
    bare = _quote(value.duration, term)
    if style is Style.PLAIN:
        return (bare,)
    if style is Style.ADJECTIVE:
        return (bare, "的")
    if value.duration.high == 0:
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


def _quote(value: Quantity, term: str | None) -> Quote:
    return Quote(quantity(value), str(value), term)


def event_noun(event: Event) -> str:
    """签收."""
    return event.label.zh[0]


def event_phrase(event: Event) -> str:
    """签收后."""
    return event.label.zh[1] if len(event.label.zh) > 1 else f"{event.label.zh[0]}后"


def label(value: Label, voice: Voice) -> str:
    """The form of a fact's value for the voice; a missing second form is derived from the first."""
    if voice is Voice.BUYER:
        return value.zh[0]
    return value.zh[1] if len(value.zh) > 1 else of_the_buyer(value.zh[0])


def country(policy: Policy, axis: str, value: str) -> str:
    """A country, a part of one, or a group of them."""
    group = find_group(policy, axis, value)
    if group is None:
        return name_country(value, "zh")
    if group.label:
        return group.label.zh[0]
    members: list[Phrase] = [(country(policy, axis, member),) for member in group.members]
    return "".join(str(part) for part in listed(members))


def season(value: Season) -> Phrase:
    """节日季, or its days where it has no name."""
    if value.label:
        return (value.label.zh[0],)
    return words(_quote(value.first, None), "至", _quote(value.last, None))


def bound(value: Bound) -> Phrase:
    """低于 100 美元."""
    return words(_BOUNDS[value.operator], Quote(money(value.money, is_round=True), str(value.money)))


def condition(policy: Policy, value: Condition, voice: Voice) -> Phrase:
    """对于手机，如您改变主意; several clauses are joined by 或."""
    clauses = [sort_clause(policy, clause) for clause in value]
    if len(clauses) > 1 and all(only_topic(clause) for clause in clauses):
        return both([topic(policy, clause, voice) for clause in clauses])
    if len(clauses) > 1 and all(clause.happening == clauses[0].happening for clause in clauses):
        topics = listed([topic(policy, clause, voice) for clause in clauses], "或")
        return words("对于", topics, "，", happened(clauses[0], voice))
    phrases = [clause_words(policy, clause, voice) for clause in clauses]
    return listed_clauses(phrases) if phrases else ()


def both(names: Sequence[Phrase]) -> Phrase:
    """A list whose names may hold a 和 of their own."""
    has_and = any(_holds_and(plain(name)) for name in names)
    return listed(names, "以及" if has_and else "和")


def _holds_and(name: str) -> bool:
    return "和" in name or "及" in name


def listed_clauses(phrases: list[Phrase]) -> Phrase:
    """Whole clauses of which any will do."""
    return words(*(words("，或" if at else "", phrase) for at, phrase in enumerate(phrases)))


def clause_words(policy: Policy, clause: Situation, voice: Voice) -> Phrase:
    """One clause: what it is about, then when, then what happened."""
    about, told = topic(policy, clause, voice), happened(clause, voice)
    if not told:
        return about
    return words(about if is_order(about) else words("对于", about), "，", told) if about else told


def happened(clause: Situation, voice: Voice) -> Phrase:
    """如您在发货前取消订单; 发货前 where no reason is named."""
    when, told = times(clause), reasons(clause, voice)
    if told and when and len(clause.reasons) == 1:
        who = "您" if voice is Voice.BUYER else "买家"
        reason = label(clause.reasons[0], voice)
        if reason.startswith(who) and not reason.startswith(f"{who}的"):
            return words("如", who, "在", when, reason.removeprefix(who))
    return words(when, "，" if when and told else "", words("如", told) if told else "")


def is_order(about: Phrase) -> bool:
    """Whether the topic is orders, which stand before a comma without 对于."""
    return ends_with(about, ("订单",))


def topic(policy: Policy, clause: Situation, voice: Voice) -> Phrase:
    """寄往德国的订单中的手机; empty where the clause names neither order nor item."""
    order: list[Phrase] = []
    if clause.countries:
        names = sorted((country(policy, axis, value) for axis, value in clause.countries), key=_holds_and)
        order.append(words("寄往", both([(name,) for name in names])))
    order.extend(words("金额", bound(value)) for value in clause.order_bounds)
    if clause.order_seasons:
        order.append(words(listed([season(value) for value in clause.order_seasons], "或"), "期间下单"))
    channels = listed([(label(value, voice),) for value in clause.channels], "或") if clause.channels else ()
    orders = words(
        *(words("、" if at else "", part) for at, part in enumerate(order)), "的" if order else "", channels, "订单"
    )
    first, *others = [tuple(label(noun, voice) for noun in axis) for axis in clause.nouns] or [()]
    items: Phrase = both([(noun,) for noun in first])
    for bounded in clause.item_bounds:
        items = words("单价", bound(bounded), "的", items or "商品")
    for other in others:
        items = words(items, "（限", listed([(noun,) for noun in other], "或"), "）")
    if not clause.speaks_of_order:
        return items
    if not items:
        return orders
    return words(orders, "中的", items)


def times(clause: Situation) -> Phrase:
    """发货前."""
    parts: list[Phrase] = [
        (event_phrase(event) if happened else f"{event_noun(event)}前",) for event, happened in clause.events
    ]
    parts.extend(words(season(value), "期间") for value in clause.other_seasons)
    return listed(parts, "且") if parts else ()


def reasons(clause: Situation, voice: Voice) -> Phrase:
    """您改变主意或误拍, without 如."""
    told = share_subject([label(reason, voice) for reason in clause.reasons])
    return listed([(reason,) for reason in told], "或") if told else ()


def only_topic(clause: Situation) -> bool:
    """Whether the clause is about orders or items alone."""
    return not (clause.reasons or clause.events or clause.other_seasons)
