"""A decision explained: text that a support agent sends to the buyer as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from generator.decisions.decision import Decision
from generator.decisions.situation import Situation
from generator.language import explanation_en, explanation_zh
from generator.language.explanation_buyer import tell
from generator.language.explanation_case import Case
from generator.language.explanation_tongue import Tongue
from generator.policy.model import Offer, Policy

TONGUES: Mapping[str, Tongue] = MappingProxyType({"en": explanation_en.TONGUE, "zh": explanation_zh.TONGUE})


def explain(policy: Policy, situation: Situation, decision: Decision, lang: str) -> str:
    """The decision in a few sentences to the buyer, without anything internal; KeyError for another language."""
    case = Case(policy, situation, decision.main)
    return TONGUES[lang].sentences(list(_told(case, TONGUES[lang])))


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
    yield tongue.fill("ask", list=tongue.listed([_fact_name(case.policy, tongue, name) for name in case.part.needs]))
    possible = [one for one in case.part.possible if one in set(Offer)]
    names = [tongue.offers(case, (Offer(one),)) for one in possible]
    if len(possible) < len(case.part.possible):
        names.append(tongue.words["possible_person"])
    if names:
        yield tongue.fill("may_be", list=tongue.listed(list(dict.fromkeys(names)), "or"))


def _fact_name(policy: Policy, tongue: Tongue, name: str) -> str:
    if name in policy.scopes.events:
        return tongue.fill("date_of", event=policy.scopes.events[name].label.forms(tongue.lang)[0])
    return tongue.axis(policy, name)
