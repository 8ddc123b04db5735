"""Names and situations in English: countries, groups, seasons, bounds, and the conditions made of them."""

from __future__ import annotations

from collections.abc import Sequence

from generator.language import en
from generator.language.grammar_en import both, listed, of_the_buyer, share_subject
from generator.language.lookup import Bound, find_group
from generator.language.names import WITH_THE, name_country
from generator.language.phrase import Phrase, Quote, join, plain
from generator.language.situation import Situation, sort_clause
from generator.language.style import Voice
from generator.language.wording import starts_with, words
from generator.policy.model import Condition, Label, Policy, Season

_DETERMINED = ("our ", "your ", "the ", "a ", "an ")
"""How a place begins that orders come from; any other name stands before *orders*: ``Wish orders``."""
_BOUNDS = {"<": "under", "<=": "up to", ">": "over", ">=": "of at least"}


def label(value: Label, voice: Voice) -> str:
    """The form of a fact's value for the voice; a missing second form is inflected from the first."""
    if voice is Voice.BUYER:
        return value.en[0]
    return value.en[1] if len(value.en) > 1 else of_the_buyer(value.en[0])


def country(policy: Policy, axis: str, value: str, is_prose: bool = False) -> str:
    """A country, a part of one, or a group of them."""
    group = find_group(policy, axis, value)
    if group is None:
        article = "the " if is_prose and value in WITH_THE else ""
        return article + name_country(value, "en")
    if group.label:
        return group.label.en[0]
    members = [(country(policy, axis, member, is_prose),) for member in group.members]
    return "".join(str(part) for part in listed(members))


def season(value: Season) -> Phrase:
    """``the holiday season (1 December 2026 to 31 December 2026)``: a name alone would not say whose order it is."""
    days = words(en.quote(value.first, None), " to ", en.quote(value.last, None))
    return words(f"{value.label.en[0]} (", days, ")") if value.label else words("the time from ", days)


def bound(value: Bound) -> Phrase:
    """``under US$100``."""
    return words(_BOUNDS[value.operator], " ", Quote(en.money(value.money, is_round=True), str(value.money)))


def condition(policy: Policy, value: Condition, voice: Voice, preposition: str = "for") -> Phrase:
    """``for phones, if you change your mind before dispatch``; several clauses are joined by *or*."""
    clauses = [sort_clause(policy, clause) for clause in value]
    if len(clauses) > 1 and all(_only_nouns(clause) for clause in clauses):
        nouns = [(label(noun, voice),) for clause in clauses for axis in clause.nouns for noun in axis]
        return words(f"{preposition} ", both(nouns, "or" if preposition == "to" else "and"))
    comma = " " if preposition == "to" else ", "
    if len(clauses) > 1 and all(clause.happening == clauses[0].happening for clause in clauses):
        said = [about(policy, clause, voice, preposition) for clause in clauses]
        topics = _either([said[0], *(_without(f"{preposition} ", each) for each in said[1:])])
        happened = occurred(clauses[0], voice)
        return words(topics, comma if happened else "", happened)
    phrases = [clause_words(policy, clause, voice, preposition, comma) for clause in clauses]
    if len(phrases) > 1 and not plain(phrases[0]).startswith(f"{preposition} ") and ", if " in plain(phrases[-1]):
        # ``if it arrives damaged or, for food, if it is defective``: what a later case is about stands between commas.
        return words(join(phrases[:-1], ", "), " or, ", phrases[-1])
    return join(phrases, ", ", ", or ")


def applying(policy: Policy, value: Condition, voice: Voice) -> Phrase:
    """``to sale items or Wish orders``; what follows *apply*."""
    return condition(policy, value, voice, "to")


def clause_words(
    policy: Policy, clause: Situation, voice: Voice, preposition: str = "for", comma: str = ", "
) -> Phrase:
    """One clause: what it is about first, then what happened."""
    topic, happened = about(policy, clause, voice, preposition), occurred(clause, voice)
    seam = " " if starts_with(happened, ("before", "after")) else comma
    return words(topic, seam if topic and happened else "", happened)


def about(policy: Policy, clause: Situation, voice: Voice, preposition: str = "for") -> Phrase:
    """``for phones (sale items only) on orders to Germany``; empty where the clause names none of these."""
    first, *others = [tuple(label(noun, voice) for noun in axis) for axis in clause.nouns] or [()]
    items = [bound(value) for value in clause.item_bounds]
    subject: Phrase = both([(noun,) for noun in first], "or" if preposition == "to" else "and")
    for other in others:
        subject = _narrowed(subject, other)
    if items:
        subject = words(subject or "items", " ", listed(items, "and"))
    order: list[Phrase] = []
    is_order = starts_with(subject, ("orders",)) if subject else True
    shops = [label(value, voice) for value in clause.channels]
    named = [place for place in shops if not place.startswith(_DETERMINED)]
    plain_channels: Phrase = ()
    if shops and len(named) == len(shops) and not subject:
        plain_channels = words(listed([(place,) for place in named], "or"), " ")
    elif shops:
        order.append(words("from ", listed([(place,) for place in shops], "or")))
    if clause.countries:
        listing = places(policy, clause.countries, "or" if preposition == "to" else "and")
        order.append(words("sent to " if subject and is_order else "to ", listing))
    order.extend(bound(value) for value in clause.order_bounds)
    if clause.order_seasons:
        order.append(words("placed in ", listed([season(value) for value in clause.order_seasons], "or")))
    if plain_channels:
        subject = words(plain_channels, "orders", *(words(" ", part) for part in order))
    elif subject and shops and len(order) == 1:
        subject = words(subject, " ", order[0])
    elif order:
        tail = words(*(words(" ", part) for part in order))
        subject = (
            words(subject, tail)
            if subject and is_order
            else words(subject, " in orders" if subject else "orders", tail)
        )
    return words(f"{preposition} ", subject) if subject else ()


def places(policy: Policy, countries: Sequence[tuple[str, str]], last: str = "and") -> Phrase:
    """``Taiwan, the EEA and the UK``: a list of countries and groups of them, by axis."""
    names = sorted((country(policy, axis, value, True) for axis, value in countries), key=_holds_and)
    if last == "or":
        names = [name.replace(" and ", " or ") for name in names]
    holding = [name for name in names if f" {last} " in name]
    # One name with an "and" of its own ends the list.
    seam = f" {last} " if not holding else ", " if len(holding) == 1 else f", {last} "
    return join([(name,) for name in names], ", ", seam)


def _narrowed(subject: Phrase, other: tuple[str, ...]) -> Phrase:
    """``phones with an opened box``; ``phones (sale items only)`` where the second noun is no description of items."""
    if len(other) == 1 and other[0].startswith("items "):
        return words(subject, other[0].removeprefix("items"))
    return words(subject, " (", listed([(noun,) for noun in other], "or"), " only)")


def _either(phrases: list[Phrase]) -> Phrase:
    """A list of which any will do; one that holds an *or* of its own is set off by commas."""
    holds = any(" or " in plain(phrase) for phrase in phrases)
    return join(phrases, ", ", ", or ") if holds else listed(phrases, "or")


def _holds_and(name: str) -> bool:
    return " and " in name


def occurred(clause: Situation, voice: Voice) -> Phrase:
    """``if you change your mind before dispatch``; ``before dispatch`` where no reason is named."""
    reasons = share_subject([label(reason, voice) for reason in clause.reasons])
    told_reasons: list[Phrase] = [(reason,) for reason in reasons] or [("",)]
    *others, last = told_reasons
    # A last one that lists cases of its own is set off by a comma, and so are three or more whole clauses.
    is_long = len(others) > 1 and not _shares(reasons, clause, voice)
    is_set_off = others and (", " in str(last[0]) or is_long)
    all_of = words(join(others, ", "), ", or ", last) if is_set_off else listed([*others, last], "or")
    told: Phrase = words("if ", all_of) if reasons else ()
    times = [
        en.event_phrase(event) if happened else f"before {en.event_noun(event)}" for event, happened in clause.events
    ]
    when: list[Phrase] = [(time,) for time in times]
    when.extend(words("in ", season(value)) for value in clause.other_seasons)
    return words(told, " " if told and when else "", listed(when, "and"))


def _shares(reasons: list[str], clause: Situation, voice: Voice) -> bool:
    """Whether the last reason leaves out a subject that was said before."""
    return reasons[-1] != label(clause.reasons[-1], voice)


def _without(start: str, phrase: Phrase) -> Phrase:
    head = phrase[0] if phrase else ()
    return words(head.removeprefix(start), phrase[1:]) if isinstance(head, str) else phrase


def _only_nouns(clause: Situation) -> bool:
    return len(clause.nouns) == 1 and clause == Situation(nouns=clause.nouns)
