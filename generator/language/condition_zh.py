"""Names and situations in Chinese: countries, groups, seasons, bounds, and the conditions made of them."""

from __future__ import annotations

from collections.abc import Sequence

from generator.language import zh
from generator.language.grammar_zh import listed, of_the_buyer, share_subject
from generator.language.lookup import Bound, find_group
from generator.language.names import name_country
from generator.language.phrase import Phrase, Quote, plain
from generator.language.situation import Situation, sort_clause
from generator.language.style import Voice
from generator.language.wording import ends_with, starts_with, words
from generator.policy.model import Condition, Label, Policy, Season

_BOUNDS = {"<": "低于", "<=": "不超过", ">": "超过", ">=": "不低于"}


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
    """年终购物季（2026 年 12 月 1 日至 2026 年 12 月 31 日）: a name alone would not say whose order it is."""
    days = words(zh.quote(value.first, None), "至", zh.quote(value.last, None))
    return words(f"{value.label.zh[0]}（", days, "）") if value.label else days


def bound(value: Bound) -> Phrase:
    """低于 100 美元."""
    return words(_BOUNDS[value.operator], Quote(zh.money(value.money, is_round=True), str(value.money)))


def condition(policy: Policy, value: Condition, voice: Voice) -> Phrase:
    """手机，如您改变主意; 如您改变主意; several clauses are joined by 或."""
    clauses = [sort_clause(policy, clause) for clause in value]
    if len(clauses) > 1 and all(only_topic(clause) for clause in clauses):
        return both([topic(policy, clause, voice) for clause in clauses])
    if len(clauses) > 1 and all(clause.happening == clauses[0].happening for clause in clauses):
        topics = listed([topic(policy, clause, voice) for clause in clauses], "或")
        return words(topics, "，", _as_case(happened(clauses[0], voice)))
    phrases = [clause_words(policy, clause, voice) for clause in clauses]
    return listed_clauses(phrases) if phrases else ()


def applying(policy: Policy, value: Condition, voice: Voice) -> Phrase:
    """促销商品、Wish 订单和发货后的食品: what something applies to."""
    clauses = [sort_clause(policy, clause) for clause in value]
    return both([_case(policy, clause, voice) for clause in clauses])


def _case(policy: Policy, clause: Situation, voice: Voice) -> Phrase:
    if clause.reasons:
        return left_out(policy, clause, voice)
    about, when = topic(policy, clause, voice), times(clause)
    return words(when, "的" if about and when else "", about)


def both(names: Sequence[Phrase]) -> Phrase:
    """A list whose names may hold a 和 of their own."""
    holding = [name for name in names if _holds_and(plain(name))]
    # One name with an "and" of its own ends the list: 中国、欧洲经济区及英国.
    return listed(names, "和" if not holding else "、" if len(holding) == 1 else "以及")


def _holds_and(name: str) -> bool:
    return "和" in name or "及" in name


def listed_clauses(phrases: list[Phrase]) -> Phrase:
    """Whole clauses of which any will do: 如商品破损，或易腐食品有质量问题, with one 如 for all."""
    has_if = bool(phrases) and starts_with(phrases[0], ("如",))
    return words(*(words("，或", _once(phrase, has_if)) if at else phrase for at, phrase in enumerate(phrases)))


def _once(phrase: Phrase, has_if: bool) -> Phrase:
    """A later clause without its 如, which the first one has said; behind what it is about, only then."""
    bare = without_if(phrase)
    if bare != phrase or not has_if:
        return bare
    at = next((at for at, part in enumerate(phrase) if isinstance(part, str) and "如" in part), None)
    return phrase if at is None else (*phrase[:at], str(phrase[at]).replace("如", "", 1), *phrase[at + 1 :])


def clause_words(policy: Policy, clause: Situation, voice: Voice) -> Phrase:
    """One clause: what it is about, then when, then what happened."""
    about, told = topic(policy, clause, voice), happened(clause, voice)
    if not told:
        return about
    if not about:
        return told
    if not is_order(about) and starts_with(told, ("如商品",)):
        return words(about, "如", str(told[0]).removeprefix("如商品"), told[1:])
    return words(about, "，", _as_case(told))


def _as_case(told: Phrase) -> Phrase:
    """如您改变主意 as it is, 发货前的 where no reason is named."""
    return told if "如" in plain(told) else words(told, "的")


def left_out(policy: Policy, clause: Situation, voice: Voice) -> Phrase:
    """The clause before 除外: 定制商品; 促销商品，您改变主意的."""
    about, told = topic(policy, clause, voice), without_if(happened(clause, voice))
    return words(about, "，" if about and told else "", told, "的" if told else "")


def case(policy: Policy, value: Condition, voice: Voice) -> Phrase:
    """The situation by itself, after a colon: 商品缺货 for 如商品缺货."""
    return without_if(condition(policy, value, voice))


def without_if(phrase: Phrase) -> Phrase:
    """您改变主意 from 如您改变主意."""
    head = phrase[0] if phrase else ()
    return words(head.removeprefix("如"), phrase[1:]) if isinstance(head, str) else phrase


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
        order.append(words("寄往", places(policy, clause.countries)))
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
        if len(other) == 1 and other[0].endswith("的商品"):
            items = words(other[0].removesuffix("商品"), items)
            continue
        items = words(items, "（限", listed([(noun,) for noun in other], "或"), "）")
    if not clause.speaks_of_order:
        return items
    if not items:
        return orders
    if clause.countries and not (clause.channels or clause.order_bounds or clause.order_seasons):
        return words(order[0], "的", items)
    return words(orders, "中的", items)


def places(policy: Policy, countries: Sequence[tuple[str, str]]) -> Phrase:
    """中国内地、欧洲经济区及英国: a list of countries and groups of them, by axis."""
    names = sorted((country(policy, axis, value) for axis, value in countries), key=_holds_and)
    return both([(name,) for name in names])


def times(clause: Situation) -> Phrase:
    """发货前."""
    parts: list[Phrase] = [
        (zh.event_phrase(event) if happened else f"{zh.event_noun(event)}前",) for event, happened in clause.events
    ]
    parts.extend(words(season(value), "期间") for value in clause.other_seasons)
    return listed(parts, "且") if parts else ()


def reasons(clause: Situation, voice: Voice) -> Phrase:
    """您改变主意或误拍, without 如."""
    told = share_subject([label(reason, voice) for reason in clause.reasons])
    phrases: list[Phrase] = [(reason,) for reason in told] or [("",)]
    *others, last = phrases
    if others and "、" in str(last[0]):
        # The last one lists cases of its own.
        return words(listed(others, "或"), "，或", last)
    return listed([*others, last], "或") if told else ()


def only_topic(clause: Situation) -> bool:
    """Whether the clause is about orders or items alone."""
    return not (clause.reasons or clause.events or clause.other_seasons)
