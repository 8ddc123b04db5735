"""Terms inside Chinese sentences, those that differ by case included."""

from __future__ import annotations

from generator.language import condition_zh, zh
from generator.language.grammar_zh import listed
from generator.language.lookup import find_term
from generator.language.phrase import Phrase, join, plain
from generator.language.speaker import Speaker
from generator.language.spread import Spread, divided_in, situation_of, spread_term
from generator.language.style import Style
from generator.language.wording import words
from generator.policy.model import Clause
from generator.policy.values import After, Day, Leaf

MANY = 3
"""From so many cases on, they are listed in one sentence."""


def term(speaker: Speaker, id: str, style: Style) -> Phrase:
    """A term in the place of its value: the value for most cases; its name where no value is for most."""
    spread = spread_term(speaker, id)
    if not isinstance(spread, Spread):
        return zh.leaf(speaker.policy, spread, style, id)
    if speaker.is_brief and spread.is_small:
        return _in_brackets(speaker, spread, id, style)
    if spread.base is not None and spread.is_small:
        return zh.leaf(speaker.policy, spread.base, style, id)
    if spread.is_pair and style is not Style.ADJECTIVE:
        return _pair(speaker, spread, id, style)
    frames = {Style.WITHIN: "{}内", Style.UNTIL: "至{}届满", Style.BEYOND: "{}届满后"}
    return (frames.get(style, "{}").format(_name(speaker, id)),)


def variations(speaker: Speaker, tables: tuple[tuple[str, Spread], ...]) -> list[Phrase]:
    """How the terms differ by case, one sentence for each case: 节日季期间下单的订单，退货期限为…."""
    cases: dict[Phrase, list[Phrase]] = {}
    others: list[Phrase] = []
    large: dict[str, list[Phrase]] = {}
    for id, spread in tables:
        name = _name(speaker, id)
        if spread.is_pair:
            continue
        if not spread.is_small:
            large.setdefault(axis_name(speaker, spread.axis), []).append((name,))
        elif spread.base is not None and len(spread.rows) >= MANY:
            values = [
                words(_left(speaker, spread, row), "为", _value(speaker, spread.base, leaf, id))
                for row, leaf in spread.rows
            ]
            others.append(words(name, "：", join(values, "，")))
        elif spread.base is None:
            first = spread.rows[0][1]
            values = [
                words(
                    "其他" if spread.is_rest(row) else "",
                    coordinates(speaker, row),
                    "为",
                    _value(speaker, None if leaf is first else first, leaf, id),
                )
                for row, leaf in spread.rows
            ]
            others.append(words(name, "：", join(values, "，")))
        else:
            for row, leaf in spread.rows:
                told = words(name, "至" if isinstance(leaf, Day) else "为", _value(speaker, spread.base, leaf, id))
                cases.setdefault(_left(speaker, spread, row), []).append(told)
    others.extend(words(listed(names), f"视{axis}而定") for axis, names in large.items())
    return [
        *(
            words(where, "，" if condition_zh.is_order(where) else "的", join(what, "，"))
            for where, what in cases.items()
        ),
        *others,
    ]


def coordinates(speaker: Speaker, row: Clause) -> Phrase:
    """寄往德国的订单."""
    situation = situation_of(speaker, row)
    told = words(condition_zh.times(situation), condition_zh.reasons(situation, speaker.voice))
    return words(condition_zh.topic(speaker.policy, situation, speaker.voice), told, "时" if told else "")


def axis_name(speaker: Speaker, axis: str) -> str:
    """收货国家或地区."""
    fact = speaker.policy.scopes.facts.get(axis)
    return fact.label.zh[0] if fact and fact.label else {"season": "下单时间"}.get(axis, axis)


def _left(speaker: Speaker, spread: Spread, row: Clause) -> Phrase:
    """寄往北欧的其余国家和地区的订单, where some members of a group have rows of their own."""
    where = coordinates(speaker, row)
    for label in divided_in(speaker, spread, row):
        where = words(*(_others(p, label.zh[0]) if isinstance(p, str) else p for p in where))
    return where


def _others(where: str, group: str) -> str:
    """The group without those members, named first, so that 其他 is said of it alone.

    >>> _others("寄往澳大利亚、新西兰、北欧的订单", "北欧")
    '寄往北欧的其余国家和地区、澳大利亚和新西兰的订单'
    """
    before, found, after = where.partition(group)
    to, sign, beside = before.rpartition("寄往")
    if not found or not beside:
        return where.replace(group, f"{group}的其余国家和地区")
    first, _, last = beside.removesuffix("、").rpartition("、")
    return f"{to}{sign}{group}的其余国家和地区{f'、{first}' if first else ''}{'和' if first else '以及'}{last}{after}"


def _name(speaker: Speaker, id: str) -> str:
    return find_term(speaker.policy, id).name.zh


def _in_brackets(speaker: Speaker, spread: Spread, id: str, style: Style) -> Phrase:
    rows = [
        words(_left(speaker, spread, row), "：", zh.leaf(speaker.policy, leaf, _short(spread.base, leaf, style), id))
        for row, leaf in spread.rows
    ]
    if spread.base is None:
        return join(rows, "；")
    said = words(zh.leaf(speaker.policy, spread.base, style, id))
    # 括号里不再套括号。
    is_nested = any("（" in plain(row) for row in rows)
    return words(said, "；", join(rows, "；")) if is_nested else words(said, "（", join(rows, "；"), "）")


def _short(base: Leaf | None, leaf: Leaf, style: Style) -> Style:
    """Plain where the clock was named just before, whole where it was not."""
    if base is None:
        return style
    same = isinstance(base, After) and isinstance(leaf, After) and base.event == leaf.event
    return Style.PLAIN if same else style


def _value(speaker: Speaker, base: Leaf | None, leaf: Leaf, id: str) -> Phrase:
    return zh.leaf(speaker.policy, leaf, _short(base, leaf, Style.AFTER), id)


def _pair(speaker: Speaker, spread: Spread, id: str, style: Style) -> Phrase:
    """我们发出通知后 24 小时（Wish 订单）或 3 天（自营网店订单）内."""
    (one, first), (two, second) = spread.rows
    within = Style.WITHIN if style is Style.UNTIL else style
    if within is Style.WITHIN and all(isinstance(leaf, After) for leaf in (first, second)):
        after = _short(first, second, Style.AFTER)
        return words(
            *(zh.leaf(speaker.policy, first, Style.AFTER, id), "（", coordinates(speaker, one), "）或"),
            *(zh.leaf(speaker.policy, second, after, id), "（", coordinates(speaker, two), "）内"),
        )
    is_same = _short(first, second, style) is Style.PLAIN
    again = words(
        zh.leaf(speaker.policy, second, Style.PLAIN if is_same else within, id),
        "内" if is_same and within is Style.WITHIN else "",
    )
    return words(
        *(zh.leaf(speaker.policy, first, within, id), "（", coordinates(speaker, one), "）或"),
        *(again, "（", coordinates(speaker, two), "）"),
    )
