"""How to go on from an answer to ``What happens in my case?``: a line for each kind of answer, with where to ask.

The page writes its answer as JSON: ``[channel, options, last day, evidence, reasons, ...]``. Each line has the pattern
of the answers that it is for; a line without one is for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.language.course import only_looks
from generator.language.pages import case_words, fill, page_words
from generator.language.plan import plan_rule
from generator.language.platform import paying_platform
from generator.language.say import say_term
from generator.language.situation import CHANNEL
from generator.language.style import Style
from generator.playbook.html import Markup
from generator.playbook.markup import mark
from generator.policy.model import Goods, Offer, Policy, Rule
from generator.publish.titles import show_name
from generator.publish.views import Link, Way

_DECLINED, _WAITING, _NOTHING = (
    rf"^\[[^,]*,\[{rest}" for rest in (r"\{.offer.:.decline", r"\{.offer.:.wait(?!.*\},\{.offer)", r"\],")
)
_NEVER = "^(?!)"
_BACK, _BY, _SEND = r"goods.:.return", r",\[\d", r",\[[^{\d\]]"
"""Goods come back; a last day is known; something has to be shown."""


def list_ways(policy: Policy, lang: str, start: Link) -> tuple[Way, ...]:
    """What to do, by the kind of answer: appeal, wait, nothing, or ask, with what and by when.

    ``start`` is where a return is started.
    """
    return tuple(Way(answers, Markup("{}").format(said)) for answers, said in _ways(policy, lang, start))


def _ways(policy: Policy, lang: str, start: Link) -> Iterator[tuple[str, str | Markup]]:
    words, own, day = page_words(lang), case_words(lang), Markup("<b></b>")
    platform, name = _platform(policy)
    there = rf"^\[.{re.escape(platform)}" if platform else _NEVER
    looks = _made_by(_looking(policy))
    alone = _all(_made_by(_unasked(policy)), no=(_SEND,))
    waits = _all(_WAITING, no=(looks,))
    elsewhere = (_DECLINED, waits, alone)
    yield from _appeals(policy, lang)
    yield _all(waits, _BY), Markup(own["way_wait_until"]).format(day=day)
    yield _all(waits, no=(_BY,)), own["way_wait"]
    yield _all(alone, no=(_DECLINED, waits, _NOTHING)), own["way_alone"]
    link = Markup('{}{}<a href="{}">{}</a>').format(words["how_to_ask_link"], words["gap"], start.href, start.words)
    yield _all(_BACK, no=(*elsewhere, there)), link
    yield _all(no=(*elsewhere, there, _BACK)), words["how_to_ask_words"]
    if platform:
        yield _all(there, no=elsewhere), own["way_platform"].format(platform=name[lang])
    yield _all(_BY, no=(*elsewhere, _NOTHING)), Markup(own["way_by"]).format(day=day)
    yield _all(_SEND, no=(_DECLINED, _NOTHING)), own["way_send"]


def _appeals(policy: Policy, lang: str) -> Iterator[tuple[str, str | Markup]]:
    """How a refusal is looked at again, by each rule on that; after these there is no other."""
    rules = [policy.rules[id] for id in (policy.course.appeal if policy.course else ())]
    channels = {rule.id: "|".join(map(re.escape, _channels(rule))) for rule in rules}
    named = "|".join(filter(None, channels.values()))
    done = _made_by(channels)
    for rule in rules:
        own = channels[rule.id]
        here = rf"^\[(null|.(\?|{own})\W)" if own else rf"^\[(?!.({named})\W)" if named else "^"
        until = rule.bands[0].until
        within = say_term(policy, until.term, lang, Style.WITHIN) if until else ("",)
        link = Markup('<a href="../{}/#{}">{}</a>').format(rule.section, rule.id, show_name(policy, rule, lang))
        lead, rest = case_words(lang)["way_appeal"].split("{link}")
        yield _all(here, _DECLINED, no=(done,)), Markup("{}{}{}").format(lead, link, mark(fill(rest, within=within)))
    yield _all(_DECLINED, *([done] if rules else [])), case_words(lang)["way_ask"]


def _channels(rule: Rule) -> tuple[str, ...]:
    return tuple(value for clause in rule.when for test in clause if test.axis == CHANNEL for value in test.values)


def _platform(policy: Policy) -> tuple[str, dict[str, str]]:
    """The channel that pays its buyers back, and its name in each language; empty where there is none."""
    paying = paying_platform(policy)
    if paying is None:
        return "", {}
    ids = [id for id, label in policy.scopes.facts[CHANNEL].values.items() if label is paying]
    return ids[0], {lang: paying.forms(lang)[0] for lang in ("en", "zh")}


def _looking(policy: Policy) -> Iterator[str]:
    """The rules that promise nothing but to look into it: there the buyer has to write."""
    for rule in policy.rules.values():
        if rule.is_outcome and only_looks(plan_rule(policy, rule, is_public=True)):
            yield rule.id


def _unasked(policy: Policy) -> Iterator[str]:
    """The bands that follow by themselves on a wait or on a choice that nobody made, with no goods to send back."""
    for rule in policy.rules.values():
        if not rule.is_outcome:
            continue
        for at, stretch in enumerate(plan_rule(policy, rule, is_public=True).stretches):
            [first, *others] = stretch.outcomes
            is_given = not others and first.offer not in (Offer.DECLINE, Offer.WAIT)
            if at and is_given and first.word("goods") != Goods.RETURN:
                yield f"{rule.id} {at + 1}"


def _made_by(rules: Iterable[str]) -> str:
    """The reason that one of these rules makes the offer; a band may follow the name of a rule."""
    names = (one.split() for one in rules)
    made = [rf"{re.escape(id)}.,.facet.:.offer.{''.join(f',.band.:{band}' for band in bands)}" for id, *bands in names]
    return f"rule.:.({'|'.join(made)})" if made else _NEVER


def _all(*tests: str, no: Iterable[str] = ()) -> str:
    """A pattern for what all of these fit, and none of those."""

    def at(test: str) -> str:
        return test if test.startswith("^") else f".*{test}"

    return "".join(("^", *(f"(?={at(test)})" for test in tests), *(f"(?!{at(test)})" for test in no)))
