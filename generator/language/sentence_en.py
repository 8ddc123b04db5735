"""A whole rule in English: one sentence on what is owed until when, and short ones on what goes with it."""

from __future__ import annotations

from generator.language import condition_en
from generator.language.companion_en import by_offer, companions, facet_clauses, joined
from generator.language.grammar_en import listed
from generator.language.offering_en import outcome
from generator.language.phrase import Phrase, join
from generator.language.plan import Plan, grouped
from generator.language.postage import told_with_refund
from generator.language.situation import all_but, has_many_reasons, sort_clause
from generator.language.speaker import Speaker
from generator.language.spread import tables_in
from generator.language.term_en import variations
from generator.language.wording import capitalise, words
from generator.policy.model import Condition


def rule(speaker: Speaker, plan: Plan) -> Phrase:
    """The rule as its readers meet it: the whole offer, and what the buyer must do for it."""
    if plan.stretches:
        told = told_with_refund(plan)
        rest = tuple(facet for facet in plan.shared if facet not in told)
        parts = [*outcome(speaker, plan), *companions(speaker, rest, plan.offers)]
        parts.extend(by_offer(speaker, plan))
    else:
        parts = _condition_rule(speaker, plan)
    parts.extend(variations(speaker, tables_in(speaker, plan)))
    if plan.rule.unless:
        parts.append(exception(speaker, plan.rule.unless))
    return join([sentence(part) for part in parts], " ")


def sentence(phrase: Phrase) -> Phrase:
    """The clause with capital and full stop."""
    return words(capitalise(phrase), ".")


def exception(speaker: Speaker, unless: Condition) -> Phrase:
    """``this does not apply to made-to-order items``."""
    return words("this does not apply ", condition_en.condition(speaker.policy, unless, speaker.voice, "to"))


def _condition_rule(speaker: Speaker, plan: Plan) -> list[Phrase]:
    """The situation and what follows; where the situation is long, what follows and then the situation."""
    when = plan.rule.when
    start = condition_en.condition(speaker.policy, when, speaker.voice)
    groups = [facet_clauses(speaker, group, frozenset()) for group in grouped(plan.shared)]
    filed = [joined(groups.pop())] if speaker.is_filed and len(groups) > 1 and _asks_evidence(plan) else []
    told = joined([c for group in groups for c in group])
    if not has_many_reasons(speaker.policy, when):
        return [words(start, ", " if start else "", told), *filed]
    others: list[Phrase] = [(condition_en.label(reason, speaker.voice),) for reason in all_but(speaker.policy, when)]
    if others:
        return [told, words("this always applies, unless ", listed(others, "or"))]
    clauses = [sort_clause(speaker.policy, clause) for clause in when]
    if all(clause.happening == clauses[0].happening for clause in clauses):
        topics = [condition_en.about(speaker.policy, clause, speaker.voice) for clause in clauses]
        topic = listed([about for about in topics if about], "or")
        happened = words("this applies ", condition_en.occurred(clauses[0], speaker.voice))
        return [words(topic, ", " if topic else "", told), happened, *filed]
    return [told, words("this applies ", condition_en.condition(speaker.policy, when, speaker.voice, "to")), *filed]


def _asks_evidence(plan: Plan) -> bool:
    return any(facet.name == "evidence" for facet in plan.shared)
