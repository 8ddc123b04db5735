"""What the bands of a rule are called in few words, in pictures and in the lists beside them."""

from __future__ import annotations

from generator.language.book import BOOKS
from generator.language.pages import page_words
from generator.language.phrase import join, plain
from generator.language.plan import Plan, Refused, Stretch, only_waits, plan_rule
from generator.language.say import say_bands
from generator.language.style import Voice
from generator.language.wording import capitalise
from generator.policy.model import Policy, Rule


def name_shortly(plan: Plan, stretch: Stretch, label: str, lang: str) -> str:
    """What a band is called in few words: the phrasebook's ``label``, unless the rule as a whole tells more.

    A refusal is *no return* where goods would have come back; where a rule grants nothing, a wait is our look at it.
    """
    words = page_words(lang)
    if stretch.declines and plan.refused is Refused.RETURN:
        return words["rail_none"]
    if only_looks(plan) and not stretch.declines:
        return words["rail_look"]
    return label


def only_looks(plan: Plan) -> bool:
    """Whether the rule promises nothing but that we look into the case."""
    return not any(outcome.grants for stretch in plan.stretches for outcome in stretch.outcomes) and any(
        not stretch.declines for stretch in plan.stretches
    )


def name_remedy(policy: Policy, rule: Rule, at: int, lang: str) -> str:
    """What a band grants, named in full for lists: ``Refund or exchange``; what is refused, as the picture says it."""
    plan = plan_rule(policy, rule, is_public=True)
    stretch = plan.stretches[at]
    if stretch.declines or only_looks(plan):
        return name_shortly(plan, stretch, say_bands(policy, rule, lang, Voice.BUYER)[at].label, lang)
    return plain(capitalise((name_offers(policy, stretch, lang),)))


def name_offers(policy: Policy, stretch: Stretch, lang: str) -> str:
    """What a band offers: ``refund or exchange``."""
    if only_waits(stretch):
        return page_words(lang)["wait_alone"]
    names = [BOOKS[lang].offer_word(policy, outcome.offer) for outcome in stretch.outcomes]
    words = page_words(lang)
    return plain(join([(name,) for name in dict.fromkeys(names)], words["comma"], words["or"]))
