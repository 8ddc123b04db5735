"""Who approves up to which amount, in one line."""

from __future__ import annotations

from generator.language.book import BOOKS
from generator.language.pages import desk_words, fill
from generator.language.phrase import Phrase, join
from generator.language.say import say_term
from generator.policy.model import Ladder, Policy


def tell_rungs(policy: Policy, ladder: Ladder, lang: str) -> Phrase:
    """``support agent up to US$50.00, team lead up to US$250.00, support manager above that``."""
    words, told = desk_words(lang), []
    for rung in ladder.rungs:
        role = policy.scopes.roles[rung.role].label.forms(lang)[0]
        if rung.up_to:
            told.append(fill(words["rung"], role=role, amount=say_term(policy, rung.up_to.term, lang)))
        else:
            told.append(fill(words["rung_rest"], role=role))
    return BOOKS[lang].finish(join(told, words["rung_join"]))
