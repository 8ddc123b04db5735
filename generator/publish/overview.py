"""What the overview page says beside its answer: facts in short, what may have happened, what cannot be taken back."""

from __future__ import annotations

from collections.abc import Iterable

from generator.language.book import BOOKS
from generator.language.lookup import axes_of
from generator.language.pages import fill, page_words
from generator.language.phrase import Phrase
from generator.language.plan import Outcome, plan_rule
from generator.language.say import say_rule
from generator.language.situation import REASON
from generator.language.speaker import Speaker
from generator.language.spread import Spread, spread_term
from generator.language.style import Style, Voice
from generator.language.wording import capitalise
from generator.playbook.html import Markup
from generator.playbook.markup import mark
from generator.policy.model import Audience, Offer, Policy, Rule, Table, TermRef
from generator.publish.answers import first_granting, name_axes, say_filled, say_line
from generator.publish.limits import say_limits, say_own_limits, say_shared_limits
from generator.publish.linked import main_rule
from generator.publish.paid import list_otherwise
from generator.publish.regions import name_regions
from generator.publish.titles import name_phrase, show_name, view_note
from generator.publish.views import Link, Row, RuleGroup, RuleRow, Situations


def list_declined(policy: Policy, lang: str) -> tuple[Row, ...]:
    """What cannot be taken back: the rules beside the main one that only refuse, and their notes."""
    main = main_rule(policy)
    rows = []
    for rule in policy.sections[main.section].rules if main else ():
        offers = {option.offer for band in rule.bands for option in band.options}
        if offers == {Offer.DECLINE} and not any(band.is_pass for band in rule.bands):
            note = (Markup("{}").format(rule.note[lang]),) if rule.note else ()
            limits = (mark(limit) for limit in say_limits(policy, rule, lang))
            rows.append(Row(show_name(policy, rule, lang), _in_a_row((*note, *limits), lang)))
    return tuple(rows)


def list_situations(policy: Policy, lang: str) -> tuple[Situations, ...]:
    """What may have happened: every rule that grants something, by section, with its one line.

    What other rules may decide and what may be deducted is said once, above the lines.
    """
    groups = []
    for section in policy.sections.values():
        rules = [
            rule
            for rule in section.rules
            if rule.is_outcome and plan_rule(policy, rule, is_public=True).offers != {Offer.DECLINE}
        ]
        if section.to is Audience.BUYER and rules:
            rows = tuple(
                Link(f"{section.id}/#{rule.id}", show_name(policy, rule, lang), _line(policy, rule, lang))
                for rule in rules
            )
            shared = _in_a_row(map(mark, say_shared_limits(policy, rules, lang)), lang)
            groups.append(Situations(section.title[lang], shared, rows))
    return tuple(groups)


def _line(policy: Policy, rule: Rule, lang: str) -> Markup:
    """What is granted, and in smaller letters to whom not."""
    granted, limits = mark(say_line(policy, rule, lang)), _in_a_row(map(mark, say_own_limits(policy, rule, lang)), lang)
    if not limits:
        return granted
    return Markup('{}{}<span class="limits">{}</span>').format(granted, page_words(lang)["gap"], limits)


def _in_a_row(sentences: Iterable[Markup], lang: str) -> Markup:
    return Markup(page_words(lang)["gap"]).join(sentences)


def list_rules(policy: Policy, lang: str) -> tuple[RuleGroup, ...]:
    """Every rule in one sentence, by section: what the page of one case shows to whoever runs no script."""
    return tuple(
        RuleGroup(
            section.title[lang],
            tuple(
                RuleRow(
                    rule.id,
                    f"../{section.id}/#{rule.id}",
                    show_name(policy, rule, lang),
                    mark(say_rule(policy, rule, lang, Voice.BUYER)),
                    view_note(rule, lang),
                )
                for rule in section.rules
            ),
        )
        for section in policy.sections.values()
        if section.to is Audience.BUYER and section.rules
    )


def list_facts(policy: Policy, lang: str) -> tuple[Row, ...]:
    """Who pays for the return of a change of mind, when the money comes, and what to do after a refusal."""
    words = page_words(lang)
    rule = main_rule(policy)
    rows = []
    if rule is not None:
        plan = plan_rule(policy, rule, is_public=True)
        granting = [outcome for outcome in plan.stretches[first_granting(plan)].outcomes if outcome.grants]
        payer = granting[0].word("postage") if granting else None
        if payer:
            said = fill(
                words["fact_postage_words"], situation=name_phrase(policy, rule, lang), payer=words[f"postage_{payer}"]
            )
            elsewhere = _say_elsewhere(policy, rule, payer, lang)
            rows.append(Row(words["fact_postage"], _in_a_row(map(mark, (said, *elsewhere)), lang)))
        term = _refund_term(policy, rule, granting)
        if term:
            rows.append(Row(words["fact_money"], _say_refund(policy, term, lang)))
        if regions := name_regions(policy, rule, lang):
            link = Markup('<a href="{}/#{}.where">{}</a>')
            told = words["fact_region_words"].format(regions=regions)
            rows.append(Row(words["fact_region"], link.format(rule.section, rule.id, told)))
    rows.append(Row(words["fact_refused"], Markup('<a href="contact/">{}</a>').format(words["fact_refused_words"])))
    return tuple(rows)


def _say_elsewhere(policy: Policy, rule: Rule, payer: str, lang: str) -> list[Phrase]:
    """Who pays where it is somebody else: ``The United States and Taiwan: we pay.``"""
    words, book = page_words(lang), BOOKS[lang]
    told: dict[str, list[tuple[str, str]]] = {}
    for tests, other in list_otherwise(policy, rule, payer, Voice.BUYER):
        told.setdefault(other, []).extend((test.axis, value) for test in tests for value in test.values)
    return [
        capitalise(
            say_filled(
                lang, words["fact_postage_else"], places=book.places(policy, found), payer=words[f"postage_{other}"]
            )
        )
        for other, found in told.items()
    ]


def _refund_term(policy: Policy, rule: Rule, granting: list[Outcome]) -> str | None:
    """The term of ``refund.by``: the rule's own, else that of the first condition rule for the same reason."""
    own = [outcome.facet("refund.by") for outcome in granting]
    reasons = {value for clause in rule.when for test in clause if test.axis == REASON for value in test.values}
    for other in policy.rules.values():
        named = {value for clause in other.when for test in clause if test.axis == REASON for value in test.values}
        if not other.is_outcome and (reasons & named or not named):
            own.extend(facet.value for facet in other.facets if facet.name == "refund.by")
    terms = [value.term for value in own if isinstance(value, TermRef)]
    return next(iter(terms), None)


def _say_refund(policy: Policy, term: str, lang: str) -> Markup:
    """When the money comes; where that depends on something, for whom; else a link to the table of many rows."""
    words, speaker = page_words(lang), Speaker(policy, Voice.BUYER, {}, is_brief=True)
    spread = spread_term(speaker, term)
    value = policy.terms[term].value
    if isinstance(spread, Spread) and not spread.is_small and isinstance(value, Table):
        axes = name_axes(policy, axes_of(value), lang)
        link = Markup('<a href="{}/#term.{}">{}</a>')
        return link.format(policy.terms[term].section, term, words["money_by"].format(axes=axes))
    within = BOOKS[lang].term(speaker, term, Style.WITHIN)
    return mark(say_filled(lang, words["line_always"], label=capitalise(within)))
