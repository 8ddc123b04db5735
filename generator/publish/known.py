"""What the decision of a case knows of the blanks of its reply, in both languages.

A blank is known by its name: ``postage`` and ``return_to`` are the facets, ``offer`` is what the buyer gets, ``fees``
what is kept back. The page of a case fills a blank of words with what all choices of the case
have in common; otherwise, and where no more than a name is known of what has to stand there (the place of a postal
address, the fee of an amount), the hint names it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.finding import LANGUAGES
from generator.language.pages import desk_words
from generator.playbook.page import BlankKind, Reply
from generator.policy.lookup import refs_of
from generator.policy.model import Policy

Known = dict[str, dict[str, Any]]
"""By the name of a blank, and by a value as the page has it, what is said in each language, and what ``fills`` it."""
OFFER, FEES, FACETS = "offer", "fees", ("postage", "return_to")


def known_blanks(policy: Policy, phrases: Mapping[str, Mapping[str, Any]], reply: Reply) -> Known:
    """The words of all values that the blanks of a reply may have; ``phrases`` are those for buyers, by language."""
    found: Known = {}
    for name, blank in reply.blanks.items():
        said = {lang: _said(policy, phrases[lang], name, lang) for lang in LANGUAGES}
        values = [value for value in said[LANGUAGES[0]] if all(said[lang].get(value) for lang in LANGUAGES)]
        if values:
            fills = [value for value in values if blank.kind is BlankKind.WORDS and (name != FEES or not value)]
            found[name] = {value: {lang: said[lang][value] for lang in LANGUAGES} for value in values}
            found[name] |= {"fills": fills, "hint": _words("known_hint"), "or": _words("known_or")}
    return found


def _words(name: str) -> dict[str, str]:
    return {lang: desk_words(lang)[name] for lang in LANGUAGES}


def _said(policy: Policy, phrases: Mapping[str, Any], name: str, lang: str) -> dict[str, str]:
    if name == OFFER:
        return dict(phrases["possible"])
    if name == FEES:
        charged = {
            ref.term for rule in policy.rules.values() for facet, ref in refs_of(rule) if facet.startswith("fees.")
        }
        return {"": desk_words(lang)["nothing_kept"]} | {id: policy.terms[id].name[lang] for id in sorted(charged)}
    return dict(phrases["values"].get(name, {})) if name in FACETS else {}
