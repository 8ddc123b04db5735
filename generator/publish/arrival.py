"""Where the money of a refund shows, and until when: in the bank, or with the platform that took the payment."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.language.book import BOOKS
from generator.language.pages import fill, page_words
from generator.language.phrase import Phrase, plain
from generator.language.platform import THROUGH, paying_platform
from generator.language.say import say_value_name
from generator.language.situation import CHANNEL
from generator.language.style import Voice
from generator.language.wording import capitalise
from generator.policy.model import FacetValue, Policy, Rule, TermRef, Test, Word
from generator.publish.standing_by import conditions_of


@dataclass(frozen=True, slots=True)
class Arrival:
    """``bank`` is its deadline, if one is told; ``channels`` are the orders that it holds for, none where it is all."""

    through_platform: bool
    bank: TermRef | None
    channels: tuple[str, ...] = ()


def arrivals_of(policy: Policy, rule: Rule, own: dict[str, FacetValue]) -> tuple[Arrival, ...]:
    """Where money shows; ``own`` is what the rule itself says of it. Nothing of which there is nothing to tell."""
    found: dict[tuple[bool, str], tuple[TermRef | None, list[str]]] = {}
    for channel, narrowed in _by_channel(policy, rule):
        facets = [facet for other in conditions_of(policy, narrowed) for facet in other.facets]
        said = {facet.name: facet.value for facet in facets} | own
        way, bank = said.get("refund.to"), said.get("refund.bank")
        term = bank if isinstance(bank, TermRef) else None
        is_through = isinstance(way, Word) and way.text == THROUGH
        if is_through or term:
            found.setdefault((is_through, term.term if term else ""), (term, []))[1].append(channel)
    return tuple(
        Arrival(is_through, bank, tuple(channels) if len(found) > 1 else ())
        for (is_through, _), (bank, channels) in found.items()
    )


def only_through(found: tuple[Arrival, ...]) -> bool:
    """Whether the platform pays back the orders of all channels, so that we only pass the refund to it."""
    return bool(found) and all(each.through_platform for each in found)


def tell_arrival(
    policy: Policy, lang: str, voice: Voice, found: tuple[Arrival, ...], within: Callable[[TermRef], tuple[Phrase, ...]]
) -> Iterator[tuple[Phrase, tuple[Phrase, ...], tuple[Phrase, ...]]]:
    """Who shows the money, what is said beside, and until when: the bank; or the platform, if only for its orders."""
    words = page_words(lang)
    banks = [(each, each.bank) for each in found if each.bank and not each.through_platform]
    if only_through(found):
        due = within(found[0].bank) if found[0].bank else ()
        yield say_by_platform(policy, lang, voice, "course_through"), (), due
    elif banks:
        dues: list[Phrase] = []
        for each, bank in banks:
            names = [say_value_name(policy, CHANNEL, one, lang, voice) for one in each.channels]
            what = capitalise((words["comma"].join(names),))
            dues += [fill(words["course_in"], what=what, when=due) if len(banks) > 1 else due for due in within(bank)]
        is_mixed = len(banks) < len(found)
        beside = (say_by_platform(policy, lang, voice, "course_own_orders"),) if is_mixed else ()
        yield (_pick(words, "course_bank", voice),), beside, tuple(dues)


def say_other(policy: Policy, lang: str, voice: Voice, heads: Collection[Phrase]) -> str:
    """Who acts beside the buyer and the shop, for the key of a picture with these steps."""
    is_through = say_by_platform(policy, lang, voice, "course_through") in heads
    return plain(say_by_platform(policy, lang, voice, f"course_other{'.through' if is_through else ''}"))


def say_by_platform(policy: Policy, lang: str, voice: Voice, name: str) -> Phrase:
    """Fixed words with the name of the platform in them."""
    words, paying = page_words(lang), paying_platform(policy)
    named = paying.forms(lang)[0] if paying else words["platform"]
    return BOOKS[lang].finish(fill(_pick(words, name, voice), platform=named))


def _pick(words: Mapping[str, str], name: str, voice: Voice) -> str:
    return words.get(f"{name}.{voice}") or words[name]


def _by_channel(policy: Policy, rule: Rule) -> Iterator[tuple[str, Rule]]:
    """The rule as it is for the orders of each channel in which it holds."""
    fact = policy.scopes.facts.get(CHANNEL)
    for channel in fact.values if fact else ():
        test = Test(CHANNEL, (channel,), rule.place)
        clauses = [clause for clause in rule.when or ((),) if _holds(clause, channel)]
        barred = any(_bars(clause, channel) for clause in rule.unless)
        if clauses and not barred:
            when = tuple((*(one for one in clause if one.axis != CHANNEL), test) for clause in clauses)
            yield channel, replace(rule, when=when)
    if fact is None:
        yield "", rule


def _holds(clause: tuple[Test, ...], channel: str) -> bool:
    return all(channel in test.values for test in clause if test.axis == CHANNEL)


def _bars(clause: tuple[Test, ...], channel: str) -> bool:
    return len(clause) == 1 and clause[0].axis == CHANNEL and channel in clause[0].values
