"""A whole rule in Chinese: one sentence on what is owed until when, and short ones on what goes with it."""

from __future__ import annotations

from generator.language import condition_zh
from generator.language.companion_zh import by_offer, companions, facet_clauses
from generator.language.condition_zh import without_if
from generator.language.grammar_zh import listed, spaced
from generator.language.offering_zh import outcome, situation
from generator.language.phrase import Phrase, join
from generator.language.plan import Plan, grouped
from generator.language.postage import told_with_choice, told_with_refund
from generator.language.situation import all_but, has_many_reasons, sort_clause
from generator.language.speaker import Speaker
from generator.language.spread import tables_in
from generator.language.term_zh import variations
from generator.language.unpaid import worth_telling
from generator.language.wording import words
from generator.policy.model import Condition


def rule(speaker: Speaker, plan: Plan) -> Phrase:
    """The rule as its readers meet it: the whole offer, and what the buyer must do for it."""
    if plan.stretches:
        told = told_with_refund(plan) or told_with_choice(plan)
        rest = tuple(facet for facet in plan.shared if facet not in told)
        parts = [outcome(speaker, plan), *companions(speaker, rest, plan.offers)]
        parts.extend(by_offer(speaker, plan))
    else:
        parts = _condition_rule(speaker, plan)
    parts.extend(variations(speaker, tables_in(speaker, plan)))
    unless = worth_telling(speaker.policy, plan.rule)
    if unless:
        parts.append(exception(speaker, unless))
    return spaced(words(*(sentence(part) for part in parts)))


def sentence(phrase: Phrase) -> Phrase:
    """The clause with its full stop."""
    return words(phrase, "。")


def exception(speaker: Speaker, unless: Condition) -> Phrase:
    """定制商品除外; 您拒收包裹的除外."""
    clauses = [sort_clause(speaker.policy, each) for each in unless]
    said = condition_zh.condition(speaker.policy, unless, speaker.voice)
    if all(condition_zh.only_topic(each) for each in clauses):
        return words(said, "除外")
    if len(clauses) == 1:
        return words(condition_zh.left_out(speaker.policy, clauses[0], speaker.voice), "除外")
    return words(said, "，则不适用以上规定")


def beside_situation(speaker: Speaker, unless: Condition) -> Phrase:
    """表格里跟在情况后面的例外；没有例外则为空。"""
    return words("，", exception(speaker, unless)) if unless else ()


def _condition_rule(speaker: Speaker, plan: Plan) -> list[Phrase]:
    """The situation and what follows; where the situation is long, what follows and then the situation."""
    when = plan.rule.when
    groups = [facet_clauses(speaker, group, frozenset()) for group in grouped(plan.shared)]
    has_evidence = any(facet.name == "evidence" for facet in plan.shared)
    filed = [join(groups.pop(), "，")] if speaker.is_filed and len(groups) > 1 and has_evidence else []
    told = join([c for group in groups for c in group], "，")
    if not has_many_reasons(speaker.policy, when):
        return [words(situation(speaker, plan), told), *filed]
    others: list[Phrase] = [(condition_zh.label(reason, speaker.voice),) for reason in all_but(speaker.policy, when)]
    if others:
        return [told, words("除", listed(others, "或"), "外，均适用以上规定")]
    clauses = [sort_clause(speaker.policy, clause) for clause in when]
    if all(clause.happening == clauses[0].happening for clause in clauses):
        topics = [condition_zh.topic(speaker.policy, clause, speaker.voice) for clause in clauses]
        topic = listed([about for about in topics if about], "或")
        start = words("" if condition_zh.is_order(topic) else "对于", topic, "，") if topic else ()
        reasons = condition_zh.happened(clauses[0], speaker.voice)
        return [words(start, told), words("适用于以下情形：", without_if(reasons)), *filed]
    cases: list[Phrase] = []
    for clause in clauses:
        about = condition_zh.topic(speaker.policy, clause, speaker.voice)
        cases.append(words(about, "，" if about else "", without_if(condition_zh.happened(clause, speaker.voice))))
    return [told, words("适用于以下情形：", join(cases, "；")), *filed]
