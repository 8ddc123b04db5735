"""Which orders an answer is for, where those of another channel have an answer of their own.

The policy may be pasted on a marketplace: what is read first must not promise there what only the own shop gives.
"""

from __future__ import annotations

from generator.language.book import BOOKS
from generator.language.pages import page_words
from generator.language.phrase import Phrase
from generator.language.situation import CHANNEL
from generator.language.style import Voice
from generator.language.wording import capitalise
from generator.playbook.html import Markup
from generator.playbook.markup import mark
from generator.policy.model import Policy, Rule, Test
from generator.publish.answers import say_line, say_seasons
from generator.publish.limits import list_other_cases
from generator.publish.meeting import list_over


def say_channels(policy: Policy, rule: Rule, lang: str) -> tuple[Markup, tuple[Markup, ...]]:
    """Which orders the answer of a rule is for, and what holds for those of other channels; empty if it is for all.

    What is read first must not promise to some what only others have.
    """
    fact, words, book = policy.scopes.facts.get(CHANNEL), page_words(lang), BOOKS[lang]
    found: dict[tuple[str, ...], Rule] = {}
    for clause in list_other_cases(policy, rule, lang) if fact else ():
        if len(clause) == 1 and clause[0].axis == CHANNEL:
            for other in list_over(policy, rule):
                if any(clause[0] in each for each in other.when):
                    found.setdefault(clause[0].values, other)
    taken = {value for values in found for value in values}
    own = tuple(value for value in fact.values if value not in taken) if fact else ()
    if not found or not own:
        return Markup(""), ()

    def name(values: tuple[str, ...]) -> Phrase:
        test = Test(CHANNEL, values, rule.place)
        return capitalise(book.finish(book.condition(policy, ((test,),), Voice.BUYER)))

    lines = []
    for values, other in found.items():
        told = (say_line(policy, other, lang), *say_seasons(policy, other, lang))
        lines.append(
            Markup("{}{}{}").format(mark(name(values)), words["colon"], Markup(words["gap"]).join(map(mark, told)))
        )
    return Markup("{}{}").format(mark(name(own)), words["colon"].strip()), tuple(lines)
