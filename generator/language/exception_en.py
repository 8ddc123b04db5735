"""What a rule leaves out, in English: joined to the one sentence of a rule, or in a sentence of its own."""

from __future__ import annotations

from generator.language import condition_en
from generator.language.phrase import Phrase, plain
from generator.language.situation import Situation, sort_clause
from generator.language.speaker import Speaker
from generator.language.wording import words
from generator.policy.model import Condition

SHORT = 70
"""A longer exception, in characters, is told in a sentence of its own."""


def exception(speaker: Speaker, unless: Condition) -> Phrase:
    """``this does not apply to made-to-order items``."""
    return words("this does not apply ", condition_en.condition(speaker.policy, unless, speaker.voice, "to"))


def beside_topic(speaker: Speaker, unless: Condition) -> Phrase:
    """`` (except perishable food)``, where only things are left out; empty otherwise."""
    clauses = [sort_clause(speaker.policy, clause) for clause in unless]
    if not clauses or not all(clause == Situation(nouns=clause.nouns) for clause in clauses):
        return ()
    said = condition_en.condition(speaker.policy, unless, speaker.voice)
    told = words(" (except ", str(said[0]).removeprefix("for "), said[1:], ")")
    return told if len(plain(told)) <= SHORT else ()


def tail(speaker: Speaker, unless: Condition) -> Phrase:
    """``, except for orders to Japan``; ``, unless you refuse the parcel``; empty where it would be too long."""
    clauses = [sort_clause(speaker.policy, clause) for clause in unless]
    said = condition_en.condition(speaker.policy, unless, speaker.voice)
    if len(plain(said)) > SHORT:
        return ()
    if all(not clause.reasons and not clause.events and not clause.other_seasons for clause in clauses):
        return words(", except ", said)
    is_plain = len(clauses) == 1 and str(said[0]).startswith("if ")
    return words(", unless ", str(said[0]).removeprefix("if "), said[1:]) if is_plain else ()


def beside_situation(speaker: Speaker, unless: Condition) -> Phrase:
    """What a rule leaves out, after its situation in a table; empty where it leaves nothing out."""
    if not unless:
        return ()
    return tail(speaker, unless) or words("; ", exception(speaker, unless))
