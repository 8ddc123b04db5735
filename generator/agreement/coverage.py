"""Net 5, before the build: every rule has its playbook, and no page speaks of a rule that is gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from generator.agreement.parity import NAMES
from generator.finding import LANGUAGES, Finding
from generator.language.say import say_quantity
from generator.playbook.page import Blank, Listed, Playbook
from generator.policy.lookup import facets_in, has_clock
from generator.policy.model import Audience, Policy, Word
from generator.policy.values import Day, Duration, Unit


def check_coverage(policy: Policy, playbook: Playbook, as_of: date) -> Iterator[Finding]:
    """Findings about rules, pages and replies that do not know each other, and about reviews that are due."""
    uncovered = {lang: uncovered_rules(policy, playbook, lang) for lang in LANGUAGES}
    for page in playbook.pages.values():
        yield from _check_names(page.covers, policy)
        if page.review_by and page.review_by < as_of:
            yield Finding("SP507", page.place, _due(page.review_by, as_of) | {"owner": page.owner or "-"})
    deadlines = tuple(term.id for term in policy.terms.values() if has_clock(term))
    for reply in playbook.replies.values():
        yield from _check_names(reply.serves, policy)
        for name, blank in reply.blanks.items():
            yield from _check_blank(name, blank, policy, deadlines)
    for rule in policy.rules.values():
        for lang in LANGUAGES:
            if rule.id in uncovered[lang]:
                yield Finding("SP501", rule.place, {"rule": rule.id, "lang": NAMES[lang]})
        for facet in facets_in(rule):
            if facet.name == "reply" and isinstance(facet.value, Word):
                yield from _check_reply(facet.value, playbook)


def uncovered_rules(policy: Policy, playbook: Playbook, lang: str) -> tuple[str, ...]:
    """The rules towards buyers that no playbook in this language covers, in the order of the policy."""
    covered = {each.name for (of, _), page in playbook.pages.items() if of == lang for each in page.covers}
    return tuple(
        rule.id
        for rule in policy.rules.values()
        if policy.sections[rule.section].to is Audience.BUYER and rule.id not in covered
    )


def _due(review_by: date, as_of: date) -> dict[str, tuple[str, str]]:
    """When a review was due and how long ago that is, in words of both languages."""
    days = Decimal((as_of - review_by).days)
    said: list[tuple[str, ...]] = [
        tuple(say_quantity(value, lang) for lang in LANGUAGES)
        for value in (Day(review_by.year, review_by.month, review_by.day), Duration(days, days, Unit.DAY))
    ]
    return {name: (en, zh) for name, (en, zh) in zip(("date", "late"), said, strict=True)}


def _check_names(listed: tuple[Listed, ...], policy: Policy) -> Iterator[Finding]:
    for name in listed:
        if name.name not in policy.rules:
            near = get_close_matches(name.name, policy.rules, 1)
            yield Finding("SP502", name.place, {"rule": name.name, "near": near[0] if near else "-"})


def _check_blank(name: str, blank: Blank, policy: Policy, deadlines: tuple[str, ...]) -> Iterator[Finding]:
    """A day can be worked out from an event of the policy, and from a term that counts from one."""
    for said, held in ((blank.by, deadlines), ((blank.event,) if blank.event else (), tuple(policy.scopes.events))):
        for each in said:
            if each not in held:
                near = get_close_matches(each, held, 1)
                facts = {"name": name, "text": each, "near": near[0] if near else "-"}
                yield Finding("SP511", blank.place, facts)


def _check_reply(word: Word, playbook: Playbook) -> Iterator[Finding]:
    names = {name for _, name in playbook.replies}
    if word.text not in names:
        near = get_close_matches(word.text, names, 1)
        yield Finding("SP503", word.place, {"reply": word.text, "near": near[0] if near else "-"})
