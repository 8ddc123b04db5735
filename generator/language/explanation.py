"""A decision explained: text that a support agent sends to the buyer as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from generator.decisions.decision import Decision, Reason, Value
from generator.decisions.situation import Situation
from generator.language import explanation_en, explanation_zh
from generator.language.explanation_buyer import tell
from generator.language.explanation_case import Case
from generator.language.explanation_seller import tell_seller
from generator.language.explanation_staff import reason_line, value_line
from generator.language.explanation_tongue import Tongue
from generator.language.situation import REASON
from generator.language.style import Voice
from generator.policy.model import Offer, Policy

_WORD = 2
"""So many letters has an event at most that is one word in Chinese, and needs nothing between itself and its date."""

TONGUES: Mapping[str, Tongue] = MappingProxyType({"en": explanation_en.TONGUE, "zh": explanation_zh.TONGUE})


def explain(policy: Policy, situation: Situation, decision: Decision, lang: str) -> str:
    """The decision in a few sentences to the buyer, without anything internal; KeyError for another language."""
    is_seller = decision.main is decision.seller and decision.main is not decision.buyer
    if is_seller:
        return explain_seller(policy, situation, decision, lang)
    case = Case(policy, situation, decision.main)
    return TONGUES[lang].sentences(list(_told(case, TONGUES[lang])))


def explain_seller(policy: Policy, situation: Situation, decision: Decision, lang: str) -> str:
    """What holds towards the shop, which is *you*: costs, charges, appeals; empty where nothing does."""
    case, tongue = Case(policy, situation, decision.seller), TONGUES[lang]
    told = tell_seller(case, tongue) if not (case.part.needs or case.part.problem) else _told(case, tongue)
    return tongue.sentences(list(told))


def explain_beside(policy: Policy, situation: Situation, decision: Decision, lang: str) -> str:
    """The same beside an answer to a buyer: what is not known is named, and asked of nobody."""
    tongue, needs = TONGUES[lang], decision.seller.needs
    if not needs:
        return explain_seller(policy, situation, decision, lang)
    names = [fact_name(policy, tongue, name) for name in needs]
    return tongue.sentences([tongue.fill("seller.ask", list=tongue.both(names))])


def explain_reason(policy: Policy, reason: Reason, lang: str) -> str:
    """A reason in one line for staff: the rule's title, the facet, its band, terms with their values, rules beaten."""
    return reason_line(policy, reason, TONGUES[lang])


def facet_line(policy: Policy, name: str, value: Value, lang: str, voice: Voice = Voice.BUYER) -> str:
    """A facet in one short line: ``postage: you pay``; in the voice for staff, ``postage: the buyer pays``."""
    return value_line(policy, name, value, TONGUES[lang], voice)


def _told(case: Case, tongue: Tongue) -> Iterator[str]:
    if case.part.needs:
        yield from _asked(case, tongue)
    elif case.part.problem or not case.part.options:
        yield tongue.words["problem"]
        yield tongue.words["problem_next"]
    else:
        yield from tell(case, tongue)


def _asked(case: Case, tongue: Tongue) -> Iterator[str]:
    """What we still have to know, and what it can come to."""
    if case.part.needs == (REASON,):
        yield tongue.words["ask_reason"]
    else:
        names = [fact_name(case.policy, tongue, name) for name in case.part.needs]
        yield tongue.fill("ask", list=tongue.both(names))
    outcomes = dict.fromkeys(possible(case, tongue, one) for one in case.part.possible)
    if outcomes:
        yield tongue.fill("may_be", list=tongue.either(list(outcomes)))


def possible(case: Case, tongue: Tongue, outcome: str) -> str:
    """``a refund``; ``a decision by a colleague`` where the policy gives none."""
    if outcome not in set(Offer):
        return tongue.words["possible.person"]
    return tongue.words.get(f"possible.{outcome}") or tongue.offers(case, (Offer(outcome),))


def fact_name(policy: Policy, tongue: Tongue, name: str) -> str:
    """A fact or an event as it is asked for in a sentence: ``the date of delivery``."""
    if name in policy.scopes.events:
        event = policy.scopes.events[name].label.forms(tongue.lang)[0]
        return tongue.fill("date_of" if len(event) > _WORD else "date_of_word", event=event)
    return tongue.axis(policy, name)
