"""An example on a staff page: what happened, what we answer, and which rules say so.

Facts of the example are no matter of the policy and are marked as literals. Every other quantity keeps its origin:
the term whose value it is, or the terms that it was worked out from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from generator.decisions.calendars import Unpublished
from generator.decisions.clock import NOT_YET, Clock, Moment
from generator.decisions.decision import Amount
from generator.decisions.example import rules_of
from generator.decisions.gallery import Shown
from generator.decisions.granting import OFFER
from generator.language.explanation import explain, explain_seller
from generator.language.explanation_value import leaf_at, money_of
from generator.language.names import name_country
from generator.language.pages import Words
from generator.language.phrase import Quote
from generator.language.read import read
from generator.language.reading import Reading
from generator.language.say import say_quantity
from generator.language.wording import headed
from generator.playbook.html import Markup, escape
from generator.playbook.markup import mark
from generator.policy.model import FactKind, Label
from generator.policy.values import Day, quantities_in

_TITLE = Markup('<p class="rule-title"><strong>{}</strong></p>')
_FACTS = Markup('<dl class="facts">{}</dl>')
_FACT = Markup("<div><dt>{}</dt><dd>{}</dd></div>")
_FOOT = Markup('<p class="promise-foot">{}</p>')
_NOTE = Markup("<span>{}{}</span>")
_GAP = "\ufffc"
"""Stands for a quantity that was found already."""
_LITERAL = Markup('<span class="literal">{}</span>')
_WHOLE = Markup('<span class="whole">{}</span>')
_DATE = re.compile(r"\d{4} 年 \d{1,2} 月 \d{1,2} 日|\d{1,2} [A-Z][a-z]+ \d{4}")
"""A day that is no limit: it is no quantity, but stays in one line."""


@dataclass(frozen=True, slots=True)
class Links:
    """How the block leads on from the page that shows it: to a rule, and to a reply."""

    rule: Callable[[str], Markup]
    reply: Callable[[str], Markup]


def draw_example(shown: Shown, lang: str, words: Words, links: Links) -> Markup:
    """The whole block: the story, the facts, the days in their order, the answer, who approves it, and the rules."""
    example = shown.example
    parts = [_TITLE.format(example.title[lang])]
    if example.story:
        parts.append(Markup("<p>{}</p>").format(example.story[lang]))
    told = (_facts(shown, lang, words["list_separator"]), _days(shown, lang, words))
    parts += [_FACTS.format(Markup("").join(_FACT.format(headed(n), v) for n, v in some)) for some in told]
    parts += _answers(shown, lang, words)
    notes = [_NOTE.format(name, value) for name, value in _for_staff(shown, lang, words, links)]
    if notes:
        parts.append(_FOOT.format(Markup(" ").join(notes)))
    rules = Markup(words["title_separator"]).join(links.rule(rule) for rule in rules_shown(shown))
    parts.append(_FOOT.format(_NOTE.format(words["example_rules"], rules)))
    return Markup('<section class="promise example" data-example="{}" aria-label="{}">\n{}\n</section>').format(
        example.id, words["example_label"].format(title=example.title[lang]), Markup("\n").join(parts)
    )


def rules_shown(shown: Shown) -> tuple[str, ...]:
    """The rules that the answers rest on; first the one that makes the offer."""
    decision = shown.ruling.decision
    parts = (decision.buyer, decision.seller)
    makes = [reason.rule for part in parts for reason in part.because if reason.facet == OFFER]
    return tuple(dict.fromkeys((*makes, *rules_of(*parts))))


# ------------------------------------------------------------------------------ the situation


def _facts(shown: Shown, lang: str, separator: str) -> Iterator[tuple[str, Markup]]:
    """Every fact that is told, by its name in the vocabulary, in the vocabulary's order."""
    policy, situation = shown.ruling.policy, shown.example.situation
    for fact in policy.scopes.facts.values():
        told: Markup | None = None
        if fact.id in situation.words:
            word = situation.words[fact.id]
            is_country = fact.kind is FactKind.COUNTRIES
            told = escape(name_country(word, lang) if is_country else _said(fact.values[word], lang))
        elif fact.id in situation.amounts:
            told = _LITERAL.format(say_quantity(situation.amounts[fact.id], lang))
        elif situation.flags.get(fact.id):
            flags = [_said(fact.values[flag], lang) for flag in fact.values if flag in situation.flags[fact.id]]
            told = escape(separator.join(flags))
        if told is not None:
            yield fact.label.forms(lang)[0] if fact.label else fact.id.replace("_", " "), told


def _days(shown: Shown, lang: str, words: Words) -> list[tuple[str, Markup]]:
    """Every event that is told and the moment of the request, as they follow each other; what is open comes last."""
    policy, situation, clock = shown.ruling.policy, shown.example.situation, shown.ruling.decider.clock
    events = policy.scopes.events.values()
    told = [(e.label.forms(lang)[0], situation.events[e.id]) for e in events if e.id in situation.events]
    told.append((words["example_now"], situation.now))
    told.sort(key=lambda one: (one[1] is NOT_YET, one[1].day if one[1] is not NOT_YET else 0))
    return [(name, _moment(moment, clock, lang, words)) for name, moment in told]


def _said(label: Label, lang: str) -> str:
    """Of the buyer, to staff."""
    return label.forms(lang)[-1]


def _moment(moment: Moment, clock: Clock, lang: str, words: Words) -> Markup:
    if moment is NOT_YET:
        return escape(words["example_not_yet"])
    day = say_quantity(_day(moment.day), lang)
    return _LITERAL.format(day if moment.at is None else f"{day} {clock.local(moment.at):%H:%M}")


def _day(ordinal: int) -> Day:
    day = date.fromordinal(ordinal)
    return Day(day.year, day.month, day.day)


# ------------------------------------------------------------------------------ the answer


def _answers(shown: Shown, lang: str, words: Words) -> Iterator[Markup]:
    """What is written to the buyer, and what it means for the shop."""
    policy, situation, decision = shown.ruling.policy, shown.example.situation, shown.ruling.decision
    origins, dollar = _origins(shown), policy.shop.currency
    yield Markup("<p>{}</p>").format(_marked_up(explain(policy, situation, decision, lang), lang, dollar, origins))
    told = explain_seller(policy, situation, decision, lang) if decision.main is decision.buyer else ""
    if told:
        marked = _marked_up(told, lang, dollar, origins)
        yield Markup("<p><strong>{}</strong>{}</p>").format(words["example_seller"], marked)


def _for_staff(shown: Shown, lang: str, words: Words, links: Links) -> Iterator[tuple[str, Markup]]:
    """Who approves the answer, and which reply carries it."""
    part, policy = shown.ruling.decision.main, shown.ruling.policy
    if part.approval:
        who = policy.scopes.roles.get(part.approval) or policy.ladders.get(part.approval)
        yield words["example_approval"], escape(who.label.forms(lang)[0] if who else part.approval)
    replies = dict.fromkeys(one for one in (part.reply, shown.ruling.decision.seller.reply) if one)
    if replies:
        yield words["example_reply"], Markup(words["title_separator"]).join(links.reply(name) for name in replies)


def _marked_up(text: str, lang: str, dollar: str, origins: _Origins) -> Markup:
    """The text with every quantity marked."""
    out, at = [Markup("")], 0
    for start, reading in _quantities(text, lang, dollar):
        out += [_whole(text[at:start]), _marked(reading, origins)]
        at = start + len(reading.text)
    return Markup("").join([*out, _whole(text[at:])])


def _whole(text: str) -> Markup:
    parts, at = list[Markup](), 0
    for day in _DATE.finditer(text):
        parts += [escape(text[at : day.start()]), _WHOLE.format(day.group())]
        at = day.end()
    return Markup("").join([*parts, escape(text[at:])])


def _quantities(text: str, lang: str, dollar: str) -> list[tuple[int, Reading]]:
    """Where quantities stand, and what they say; those too that are read only where the others are taken out."""
    found: dict[int, Reading] = {}
    gapped, places = text, list(range(len(text)))
    while more := read(gapped, lang, dollar=dollar):
        found |= {places[reading.start]: reading for reading in more}
        for reading in reversed(more):  # each leaves one sign where it stood, and its place
            gapped = f"{gapped[: reading.start]}{_GAP}{gapped[reading.end :]}"
            del places[reading.start + 1 : reading.end]
    return sorted(found.items(), key=lambda one: one[0])


@dataclass(frozen=True, slots=True)
class _Origins:
    """Where each quantity of an answer comes from, by its notation.

    ``terms`` have it as their value; ``worked`` came to it; ``told`` are facts of the example; ``all`` is for others.
    """

    terms: dict[str, str]
    worked: dict[str, tuple[str, ...]]
    told: frozenset[str]
    all: tuple[str, ...]


def _marked(reading: Reading, origins: _Origins) -> Markup:
    value = str(reading.value) if reading.value is not None else ""
    if value in origins.terms:
        return mark((Quote(reading.text, value, origins.terms[value]),))
    worked = origins.worked.get(value)
    if worked is None and (value in origins.told or not origins.all):
        return _LITERAL.format(reading.text)
    return mark((Quote(reading.text, value, None, worked or origins.all),))


def _origins(shown: Shown) -> _Origins:
    decision, policy, situation = shown.ruling.decision, shown.ruling.policy, shown.example.situation
    parts = (decision.buyer, decision.seller)
    used = list(dict.fromkeys(term for part in parts for reason in part.because for term in reason.terms))
    terms: dict[str, str] = {}
    worked: dict[str, tuple[str, ...]] = {}

    def note(value: str, term: str | None) -> None:
        if term and term not in worked.get(value, ()):
            worked[value] = (*worked.get(value, ()), term)

    for one in used:
        leaf = leaf_at(policy, one.term, one.value)
        for quantity in quantities_in(leaf) if leaf is not None else ():
            terms.setdefault(str(quantity), one.term)
        for end in _ends(shown, one.term, one.value):
            note(str(_day(end)), one.term)
    for option in (option for part in parts for option in part.options):
        paid = str(money_of(option.amount)) if option.amount else ""
        for value in option.facets.values():
            if isinstance(value, Amount):
                note(paid, value.term)
    for facets in (facets for part in parts for facets in (part.facets, *(option.facets for option in part.options))):
        for value in facets.values():
            if isinstance(value, Amount):
                note(str(money_of(value)), value.term)
    told = {str(money) for money in situation.amounts.values()}
    told |= {str(_day(moment.day)) for moment in (situation.now, *situation.events.values()) if moment is not NOT_YET}
    return _Origins(terms, worked, frozenset(told), tuple(dict.fromkeys(one.term for one in used)))


def _ends(shown: Shown, term: str, value: str) -> Iterator[int]:
    """The last day of a deadline, if it can be told."""
    decider, situation = shown.ruling.decider, shown.example.situation
    for ready in decider.evaluator.leaves(term):
        if ready.leaf["text"] == value and ready.leaf["kind"] not in ("money", "share", "lasts"):
            with suppress(Unpublished):
                end = ready.ends(situation.events, situation.now)
                if end is not None and not end.is_open:
                    yield end.day
