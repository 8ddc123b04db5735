"""Values and rules in words: the doors of the phrasebooks.

Every value inside a phrase is a ``Quote`` that names its term. How the facts of a vocabulary combine in a sentence
follows from their kind and id alone; see ``generator.language.situation``.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.language.bands import DAYS, BandWords, Fill, band_words
from generator.language.book import BOOKS
from generator.language.lookup import OTHER, find_group, is_money, leaf_at, read_bound, settled
from generator.language.phrase import Phrase, Quote, plain
from generator.language.plan import plan_rule
from generator.language.remembered import remembered
from generator.language.speaker import Speaker
from generator.language.style import Derive, NeedsCoordinates, NotDays, Style, UnknownRow, UnknownTerm, Voice
from generator.language.unpaid import owes_nothing
from generator.language.wording import words
from generator.policy.model import Audience, Condition, Facet, FactKind, Policy, Rule
from generator.policy.values import After, Duration, Quantity

__all__ = [
    "BandWords",
    "Derive",
    "Fill",
    "NeedsCoordinates",
    "NotDays",
    "Style",
    "UnknownRow",
    "UnknownTerm",
    "Voice",
    "say_bands",
    "say_case",
    "say_clock",
    "say_condition",
    "say_facet",
    "say_quantity",
    "say_rule",
    "say_term",
    "say_value",
    "say_value_name",
]


def say_quantity(quantity: Quantity, lang: str, style: Style = Style.PLAIN) -> str:
    """A bare value in words.

    >>> from generator.policy.values import Money, Percent
    >>> say_quantity(Money(800, 800, "USD"), "en"), say_quantity(Money(800, 800, "USD"), "zh")
    ('US$8.00', '8.00 美元')
    """
    return BOOKS[lang].quantity(quantity, style)


def say_term(
    policy: Policy,
    term: str,
    lang: str,
    style: Style = Style.PLAIN,
    at: Mapping[str, str] | None = None,
    derive: Derive | None = None,
) -> Phrase:
    """A term's value in words; ``at`` names the row of a table, ``derive`` a day number that follows from the value.

    UnknownTerm; NeedsCoordinates if ``at`` does not reach a leaf of a table; UnknownRow if the table has no such row;
    NotDays if a day number is asked of what is not counted in days.
    """
    leaf = leaf_at(policy, term, at or {})
    if derive is None:
        return BOOKS[lang].finish(BOOKS[lang].leaf(policy, leaf, style, term))
    duration = leaf.duration if isinstance(leaf, After) else leaf
    if not isinstance(duration, Duration) or duration.unit not in DAYS or duration.high % 1:
        raise NotDays(term)
    day = int(duration.high) * DAYS[duration.unit] + (derive is Derive.DAY_AFTER)
    text = {"en": f"day {day}", "zh": f"第 {day} 天"}[lang]
    return (Quote(text, f"{day} day{'' if day == 1 else 's'}", None, (term,)),)


def say_condition(policy: Policy, condition: Condition, lang: str, voice: Voice) -> Phrase:
    """The situation: ``for phones, if you change your mind`` · 对于手机，如您改变主意. Empty if it always holds."""
    return BOOKS[lang].finish(BOOKS[lang].condition(policy, condition, voice))


def say_case(policy: Policy, when: Condition | None, unless: Condition, lang: str, voice: Voice) -> Phrase:
    """The situation by itself, with what is left out: *if the item arrives damaged, except for perishable food* ·
    商品送达时已破损，易腐食品除外. Without ``when`` only what is left out.
    """
    book = BOOKS[lang]
    said = () if when is None else book.case(policy, when, voice)
    return book.finish(words(said, book.left_out(Speaker(policy, voice, {}), unless)))


def say_rule(policy: Policy, rule: str | Rule, lang: str, voice: Voice, at: Mapping[str, str] | None = None) -> Phrase:
    """A rule as its readers meet it: situation, what is offered until when, the way back, the money, the evidence.

    In the buyer's voice without anything internal. The rule's own note is not part of it. ``at`` settles axes of
    tables that the rule leaves open: ``{"season": "other"}``. What a section says to the seller is always said in the
    staff's voice.
    """
    known = find_rule(policy, rule)
    if policy.sections[known.section].to is Audience.SELLER:
        voice = Voice.STAFF
    return _told(policy, known, lang, voice, tuple((at or {}).items()))


@remembered
def _told(policy: Policy, rule: Rule, lang: str, voice: Voice, at: tuple[tuple[str, str], ...]) -> Phrase:
    plan = plan_rule(policy, rule, is_public=voice is Voice.BUYER)
    return BOOKS[lang].rule(speaker_of(policy, rule, voice, dict(at)), plan)


def say_bands(
    policy: Policy, rule: str | Rule, lang: str, voice: Voice, at: Mapping[str, str] | None = None
) -> tuple[BandWords, ...]:
    """The bands of a rule in few words, for pictures and the list beside them; none for a condition rule.

    ``at`` settles axes of tables that the rule leaves open, so that the days of a season can be counted.
    """
    known = find_rule(policy, rule)
    return band_words(speaker_of(policy, known, voice, at), plan_rule(policy, known, voice is Voice.BUYER), lang)


def say_facet(policy: Policy, facet: Facet, lang: str, voice: Voice) -> Phrase:
    """One facet as a clause, without capital and full stop: ``we pay the return postage`` · 退货运费由我们承担."""
    return BOOKS[lang].finish(BOOKS[lang].facet(Speaker(policy, voice, {}, is_brief=True), facet, frozenset()))


def say_clock(policy: Policy, event: str, lang: str) -> str:
    """What a duration is counted from: ``after delivery`` · 签收后."""
    forms = policy.scopes.events[event].label.forms(lang)
    return forms[1] if len(forms) > 1 else {"en": f"after {forms[0]}", "zh": f"{forms[0]}后"}[lang]


def say_value(policy: Policy, axis: str, value: str, lang: str, voice: Voice) -> Phrase:
    """The name of a value of an axis as a phrase: an amount in a bound and the days of a season keep their origin."""
    if axis == "season" and value != OTHER:
        return BOOKS[lang].finish(BOOKS[lang].season(policy.scopes.seasons[value]))
    if is_money(policy, axis) and value[:1] in "<>":
        return BOOKS[lang].finish(BOOKS[lang].bound(read_bound(value)))
    return (say_value_name(policy, axis, value, lang, voice),)


def say_value_name(policy: Policy, axis: str, value: str, lang: str, voice: Voice) -> str:
    """The name of a value of an axis: a country, a fact's value, a group, a season, a bound, an event, ``other``.

    Countries are named as in CLDR, Hong Kong, Macao and Taiwan as usual on the market: ``Hong Kong`` · 中国香港.
    """
    book = BOOKS[lang]
    fact = policy.scopes.facts.get(axis)
    if value == OTHER:
        return {"en": "all others", "zh": "其他"}[lang]
    if axis == "season":
        return plain(book.finish(book.season(policy.scopes.seasons[value])))
    if axis in policy.scopes.events:
        noun = policy.scopes.events[axis].label.forms(lang)[0]
        before = {"en": f"before {noun}", "zh": f"{noun}前"}[lang]
        return say_clock(policy, axis, lang) if value == "happened" else before
    if fact is None:
        return value
    if fact.kind is FactKind.COUNTRIES:
        return book.country(policy, axis, value)
    if is_money(policy, axis):
        return plain(book.finish(book.bound(read_bound(value)))) if value[:1] in "<>" else value
    group = find_group(policy, axis, value)
    if group is not None and group.label is not None:
        return group.label.forms(lang)[0]
    if group is not None:
        members: list[Phrase] = [(say_value_name(policy, axis, member, lang, voice),) for member in group.members]
        return plain(book.listed(members))
    return book.label(fact.values[value], voice) if value in fact.values else value


def find_rule(policy: Policy, rule: str | Rule) -> Rule:
    """The rule itself, or the one of this full id. KeyError if there is none."""
    return rule if isinstance(rule, Rule) else policy.rules[rule]


def speaker_of(policy: Policy, rule: Rule, voice: Voice, at: Mapping[str, str] | None = None) -> Speaker:
    """Who tells this rule: what its situation settles is known, and ``at`` beside it."""
    is_filed = policy.sections[rule.section].to is Audience.SELLER
    known = {**(at or {}), **settled(rule.when)}
    return Speaker(policy, voice, known, is_filed=is_filed, is_unpaid=owes_nothing(policy, rule))
