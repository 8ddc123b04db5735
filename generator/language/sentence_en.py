"""A whole rule in English: one sentence on what is owed until when, and short ones on what goes with it."""

from __future__ import annotations

from generator.language import condition_en
from generator.language.companion_en import by_offer, companions, facet_clauses, joined
from generator.language.exception_en import beside_topic, exception, tail
from generator.language.grammar_en import listed
from generator.language.offering_en import outcome
from generator.language.phrase import Phrase, join, plain
from generator.language.plan import Plan, grouped
from generator.language.postage import told_with_choice, told_with_refund
from generator.language.situation import all_but, has_many_reasons, sort_clause
from generator.language.speaker import Speaker
from generator.language.spread import tables_in
from generator.language.term_en import variations
from generator.language.unpaid import worth_telling
from generator.language.wording import capitalise, words
from generator.policy.model import Condition


def rule(speaker: Speaker, plan: Plan) -> Phrase:
    """The rule as its readers meet it: the whole offer, and what the buyer must do for it."""
    unless = worth_telling(speaker.policy, plan.rule)
    if plan.stretches:
        told = told_with_refund(plan) or told_with_choice(plan)
        rest = tuple(facet for facet in plan.shared if facet not in told)
        parts = [*outcome(speaker, plan), *companions(speaker, rest, plan.offers)]
        parts.extend(by_offer(speaker, plan))
    else:
        parts, unless = _condition_rule(speaker, plan, unless)
    if unless and len(parts) == 1 and tail(speaker, unless):
        parts, unless = [words(parts[0], tail(speaker, unless))], ()
    parts.extend(variations(speaker, tables_in(speaker, plan)))
    if unless:
        parts.append(exception(speaker, unless))
    return join([sentence(part) for part in parts], " ")


def sentence(phrase: Phrase) -> Phrase:
    """The clause with capital and full stop."""
    return words(capitalise(phrase), ".")


def _condition_rule(speaker: Speaker, plan: Plan, unless: Condition) -> tuple[list[Phrase], Condition]:
    """The situation and what follows, and the exceptions that are still to be told.

    Where the situation is long, what follows stands first.
    """
    when = plan.rule.when
    start = condition_en.condition(speaker.policy, when, speaker.voice)
    groups = [facet_clauses(speaker, group, frozenset()) for group in grouped(plan.shared)]
    filed = [joined(groups.pop())] if speaker.is_filed and len(groups) > 1 and _asks_evidence(plan) else []
    told = joined([c for group in groups for c in group])
    if not has_many_reasons(speaker.policy, when):
        topic, happened = _apart(speaker, when)
        if not _reads_better_first(topic, happened, told):
            return [words(start, ", " if start else "", told), *filed], unless
        beside = beside_topic(speaker, unless) if topic else ()
        it = words(str(happened[0]).replace("if the item ", "if it ", 1)) if " the item" in plain(told) else happened
        return [words(topic, beside, ", " if topic else "", told, " ", it), *filed], () if beside else unless
    others: list[Phrase] = [(condition_en.label(reason, speaker.voice),) for reason in all_but(speaker.policy, when)]
    if others:
        return [told, words("this always applies, unless ", listed(others, "or"))], unless
    clauses = [sort_clause(speaker.policy, clause) for clause in when]
    if all(clause.happening == clauses[0].happening for clause in clauses):
        topics = [condition_en.about(speaker.policy, clause, speaker.voice) for clause in clauses]
        topic = listed([about for about in topics if about], "or")
        happened = words("this applies ", condition_en.occurred(clauses[0], speaker.voice))
        return [words(topic, ", " if topic else "", told), happened, *filed], unless
    applies = words("this applies ", condition_en.condition(speaker.policy, when, speaker.voice, "to"))
    return [told, applies, *filed], unless


def _apart(speaker: Speaker, when: Condition) -> tuple[Phrase, Phrase]:
    """What the situation is about, and what happened, where it is told in one clause."""
    if len(when) != 1:
        return (), ()
    clause = sort_clause(speaker.policy, when[0])
    return condition_en.about(speaker.policy, clause, speaker.voice), condition_en.occurred(clause, speaker.voice)


def _reads_better_first(topic: Phrase, happened: Phrase, told: Phrase) -> bool:
    """Whether a short consequence is told before a list of what may have happened.

    Whatever is counted from an event or holds a comma of its own would run into the list.
    """
    listing = plain(happened)
    is_list = (", " in listing or " or " in listing) if topic else ", " in listing
    is_short = all(isinstance(part, str) and not any(mark in part for mark in ",;(") for part in told)
    return listing.startswith("if ") and len(happened) == 1 and is_list and is_short


def _asks_evidence(plan: Plan) -> bool:
    return any(facet.name == "evidence" for facet in plan.shared)
