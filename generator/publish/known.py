"""What the decision of a case knows of its reply: of the blanks, in both languages, and for which cases its parts are.

A blank is known by its name: ``postage`` and ``return_to`` are the facets, ``offer`` is what the buyer gets, ``fees``
what is kept back, ``amount`` what is paid back, ``rule`` what made the offer. The page of a case fills a blank with
what all choices of the case have in common, and with an amount only where that is known to the cent; otherwise, and
where no more than a name is known of what has to stand there (the place of a postal address), the hint names it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.agreement.cutting import Unknown, condition_of
from generator.finding import LANGUAGES
from generator.language.pages import desk_words
from generator.playbook.page import BlankKind, Playbook, Reply
from generator.policy.lookup import facets_of, refs_of
from generator.policy.model import Policy, Word
from generator.policy.values import minor_digits

Known = dict[str, dict[str, Any]]
"""By the name of a blank, and by a value as the page has it, what is said in each language, and what ``fills`` it."""
OFFER, FEES, AMOUNT, RULE, FACETS = "offer", "fees", "amount", "rule", ("postage", "return_to")


def known_blanks(policy: Policy, phrases: Mapping[str, Mapping[str, Any]], reply: Reply) -> Known:
    """The words of all values that the blanks of a reply may have; ``phrases`` are those for buyers, by language."""
    found: Known = {}
    for name, blank in reply.blanks.items():
        said = {lang: _said(policy, phrases[lang], reply, name, lang) for lang in LANGUAGES}
        values = [value for value in said[LANGUAGES[0]] if all(said[lang].get(value) for lang in LANGUAGES)]
        if values:
            fills = [value for value in values if blank.kind is BlankKind.WORDS and (name != FEES or not value)]
            found[name] = {value: {lang: said[lang][value] for lang in LANGUAGES} for value in values}
            found[name] |= {"fills": fills}
        if values or name == AMOUNT:
            found.setdefault(name, {}).update(hint=_words("known_hint"))
            found[name] |= {"or": _words("known_or")}
        if name in (AMOUNT, FEES):
            found[name] |= {**_money(phrases), "kept": _words("known_kept")}
    return found


def sums_of(phrases: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """How it is written what a share that a reply quotes comes to."""
    return {"sum": _words("known_hint"), **_money(phrases)}


def _money(phrases: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    money = {lang: phrases[lang]["money"] for lang in LANGUAGES}
    return {"money": money, "digits": {currency: minor_digits(currency) for currency in money[LANGUAGES[0]]}}


@dataclass(frozen=True, slots=True)
class Cases:
    """What the marks of a reply ask, each condition once, and by language the number of each mark's condition."""

    conditions: list[object]
    numbers: Mapping[str, Sequence[int]]


def cases_of(policy: Policy, playbook: Playbook, name: str) -> Cases:
    """The conditions of a reply, as ``overrides/assistant/cut.js`` takes them."""
    conditions: list[object] = []
    numbers: dict[str, list[int]] = {}
    for lang in LANGUAGES:
        reply = playbook.replies.get((lang, name))
        for mark in reply.body.marks if reply else ():
            found = condition_of(policy, mark)
            # What the policy has no word for is a finding, and cuts nothing.
            told: object = [False, {}, {}] if isinstance(found, Unknown) else [found.denied, found.facts, found.facets]
            if told not in conditions:
                conditions.append(told)
            numbers.setdefault(lang, []).append(conditions.index(told))
    return Cases(conditions, {lang: numbers.get(lang, []) for lang in LANGUAGES})


def asking_replies(policy: Policy, playbook: Playbook) -> dict[str, list[str]]:
    """The replies that come before the one that a rule names, with the rules that they serve.

    They ask for evidence by its last day.
    """
    layers = [facets_of(rule, band) for rule in policy.rules.values() for band in (None, *rule.bands)]
    named = {each.value.text for facets in layers if (each := facets.get("reply")) and isinstance(each.value, Word)}
    last_day = policy.course.evidence if policy.course else None
    return {
        name: [listed.name for listed in reply.serves]
        for (lang, name), reply in playbook.replies.items()
        if lang == LANGUAGES[0] and name not in named and (LANGUAGES[1], name) in playbook.replies
        if last_day and last_day.term in {listed.name for listed in reply.must_state}
    }


def _words(name: str) -> dict[str, str]:
    return {lang: desk_words(lang)[name] for lang in LANGUAGES}


def _said(policy: Policy, phrases: Mapping[str, Any], reply: Reply, name: str, lang: str) -> dict[str, str]:
    if name == OFFER:
        return dict(phrases["possible"])
    if name == RULE:
        rules = [policy.rules[listed.name] for listed in reply.serves if listed.name in policy.rules]
        return {rule.id: rule.title[lang] for rule in rules if rule.title and rule.is_outcome}
    if name == FEES:
        charged = {
            ref.term for rule in policy.rules.values() for facet, ref in refs_of(rule) if facet.startswith("fees.")
        }
        return {"": desk_words(lang)["nothing_kept"]} | {id: policy.terms[id].name[lang] for id in sorted(charged)}
    return dict(phrases["values"].get(name, {})) if name in FACETS else {}
