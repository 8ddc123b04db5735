"""Terms inside English sentences, those that differ by case included."""

from __future__ import annotations

from generator.language import condition_en, en
from generator.language.grammar_en import listed, lower_first
from generator.language.lookup import find_term
from generator.language.phrase import Phrase, join
from generator.language.speaker import Speaker
from generator.language.spread import Spread, divided_in, situation_of, spread_term
from generator.language.style import Style
from generator.language.wording import words
from generator.policy.model import Clause
from generator.policy.values import After, Day, EarlierOf, LaterOf, Leaf

MANY = 3
"""From so many cases on, they are listed in one sentence."""


def term(speaker: Speaker, id: str, style: Style) -> Phrase:
    """A term in the place of its value: the value for most cases; its name where no value is for most."""
    spread = spread_term(speaker, id)
    if not isinstance(spread, Spread):
        return en.leaf(speaker.policy, spread, style, id)
    if speaker.is_brief and spread.is_small:
        return _in_brackets(speaker, spread, id, style)
    if spread.base is not None and spread.is_small:
        return en.leaf(speaker.policy, spread.base, style, id)
    if spread.is_pair and style is not Style.ADJECTIVE:
        return _pair(speaker, spread, id, style)
    frames = {
        Style.WITHIN: "within the {}",
        Style.UNTIL: "until the {} has passed",
        Style.BEYOND: "after the {} has passed",
    }
    return (frames.get(style, "the {}").format(term_name(speaker, id)),)


def arriving(speaker: Speaker, id: str) -> Phrase:
    """``3 to 10 business days after dispatch``; ``within 5 days of dispatch`` where the term is no range."""
    leaf = spread_term(speaker, id)
    is_range = isinstance(leaf, After) and leaf.duration.is_range
    return term(speaker, id, Style.AFTER if is_range else Style.WITHIN)


def term_name(speaker: Speaker, id: str) -> str:
    """The name of a term inside a sentence."""
    return lower_first(find_term(speaker.policy, id).name.en)


def variations(speaker: Speaker, tables: tuple[tuple[str, Spread], ...]) -> list[Phrase]:
    """How the terms differ by case, one sentence for each case: ``for orders placed in the holiday season, ...``."""
    cases: dict[Phrase, list[Phrase]] = {}
    others: list[Phrase] = []
    large: dict[str, list[Phrase]] = {}
    for id, spread in tables:
        name = term_name(speaker, id)
        if spread.is_pair:
            continue
        if not spread.is_small:
            large.setdefault(axis_name(speaker, spread.axis), []).append((f"the {name}",))
        elif spread.base is not None and len(spread.rows) >= MANY:
            values = [
                words(_value(speaker, spread.base, leaf, id), " ", _left(speaker, spread, row))
                for row, leaf in spread.rows
            ]
            others.append(words(f"the {name} is ", join(values, ", ", ", and ")))
        elif spread.base is None:
            first = spread.rows[0][1]
            values = [
                words(
                    _value(speaker, None if leaf is first else first, leaf, id),
                    " ",
                    _rest(spread, row, coordinates(speaker, row)),
                )
                for row, leaf in spread.rows
            ]
            others.append(words(f"the {name} is ", listed(values)))
        else:
            for row, leaf in spread.rows:
                told = words(f"the {name} ", _verb(leaf), " ", _value(speaker, spread.base, leaf, id))
                cases.setdefault(_left(speaker, spread, row), []).append(told)
    for axis, names in large.items():
        others.append(words(listed(names), f" {'depends' if len(names) == 1 else 'depend'} on {axis}"))
    return [*(words(where, ", ", join(what, ", ", ", and ")) for where, what in cases.items()), *others]


def coordinates(speaker: Speaker, row: Clause) -> Phrase:
    """``for phones on orders to Germany``."""
    return condition_en.clause_words(speaker.policy, situation_of(speaker, row), speaker.voice)


def axis_name(speaker: Speaker, axis: str) -> str:
    """``the country of delivery``, ``where it was bought``."""
    fact = speaker.policy.scopes.facts.get(axis)
    name = lower_first(fact.label.en[0]) if fact and fact.label else axis.replace("_", " ")
    return name if name.startswith(("wh", "how", "the ", "your ")) else f"the {name}"


def _in_brackets(speaker: Speaker, spread: Spread, id: str, style: Style) -> Phrase:
    rows = [
        words(_left(speaker, spread, row), ": ", en.leaf(speaker.policy, leaf, _short(spread.base, leaf, style), id))
        for row, leaf in spread.rows
    ]
    if spread.base is None:
        return join(rows, "; ")
    return words(en.leaf(speaker.policy, spread.base, style, id), " (", join(rows, "; "), ")")


def _short(base: Leaf | None, leaf: Leaf, style: Style) -> Style:
    """Plain where the clock was named just before, whole where it was not."""
    if base is None:
        return style
    same = isinstance(base, After) and isinstance(leaf, After) and base.event == leaf.event
    return Style.PLAIN if same else style


def _verb(leaf: Leaf) -> str:
    return "ends on" if isinstance(leaf, Day | LaterOf | EarlierOf) and _has_day(leaf) else "is"


def _has_day(leaf: Leaf) -> bool:
    if isinstance(leaf, LaterOf | EarlierOf):
        return any(_has_day(part) for part in leaf.parts)
    return isinstance(leaf, Day)


def _value(speaker: Speaker, base: Leaf | None, leaf: Leaf, id: str) -> Phrase:
    if isinstance(leaf, LaterOf | EarlierOf):
        leaf = type(leaf)(tuple(sorted(leaf.parts, key=lambda part: not isinstance(part, Day))))
    return en.leaf(speaker.policy, leaf, _short(base, leaf, Style.AFTER), id)


def _left(speaker: Speaker, spread: Spread, row: Clause) -> Phrase:
    """``for orders to the rest of the EEA``, where some members of a group have rows of their own."""
    where = coordinates(speaker, row)
    for label in divided_in(speaker, spread, row):
        where = words(
            *(p.replace(label.en[0], f"the rest of {label.en[0]}") if isinstance(p, str) else p for p in where)
        )
    return where


def _rest(spread: Spread, row: Clause, where: Phrase) -> Phrase:
    """The coordinates of a row that takes what others leave over: ``for other orders``."""
    if not spread.is_rest(row) or not isinstance(where[0], str):
        return where
    return words(where[0].replace("for ", "for other ", 1), where[1:])


def _pair(speaker: Speaker, spread: Spread, id: str, style: Style) -> Phrase:
    """``within 24 hours of our notice (Wish orders) or 3 days (orders from our own shop)``."""
    (one, first), (two, second) = spread.rows
    after = Style.PLAIN if _short(first, second, style) is Style.PLAIN else style
    return words(
        *(en.leaf(speaker.policy, first, style, id), _beside(coordinates(speaker, one)), " or "),
        *(en.leaf(speaker.policy, second, after, id), _beside(coordinates(speaker, two))),
    )


def _beside(where: Phrase) -> Phrase:
    """What a row is for, in brackets; what it is otherwise stays as it is."""
    head = where[0] if where else ""
    if not isinstance(head, str) or not head.startswith("for "):
        return words(" ", where)
    return words(" (", head.removeprefix("for "), where[1:], ")")
