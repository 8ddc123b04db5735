"""Whom a line of a list does not hold for: a line says one thing, and a rule grants it in some cases only.

What the rule itself asks for beside what happened, what it leaves out, which other rules may decide in its place, and
what may be deducted. Nobody may read a promise as theirs that a rule grants to others.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.language.book import BOOKS
from generator.language.mentions import mentions
from generator.language.pages import page_words
from generator.language.phrase import Phrase, join, plain
from generator.language.say import say_value_name, speaker_of
from generator.language.situation import tells_what_happened
from generator.language.speaker import Speaker
from generator.language.style import Style, Voice
from generator.language.wording import capitalise
from generator.playbook.markup import mark
from generator.policy.model import Clause, Condition, Policy, Rule, Test
from generator.publish.answers import name_rule, say_filled, say_line
from generator.publish.meeting import list_over, meets
from generator.publish.paid import list_fees
from generator.publish.views import Link


def say_limits(policy: Policy, rule: Rule, lang: str) -> list[Phrase]:
    """A sentence for each kind of limit of an outcome rule; none for a rule that holds for everybody.

    What the rule's name says already is not said again.
    """
    return [*say_own_limits(policy, rule, lang), *say_shared_limits(policy, (rule,), lang)]


def say_own_limits(policy: Policy, rule: Rule, lang: str) -> list[Phrase]:
    """For whom the rule itself does not hold."""
    words, book = page_words(lang), BOOKS[lang]
    speaker = speaker_of(policy, rule, Voice.BUYER)
    said: list[Phrase] = []
    own = _own(policy, rule, lang)
    if own:
        said.append(say_filled(lang, words["only"], what=book.condition(policy, own, Voice.BUYER)))
    if rule.unless:
        said.append(say_filled(lang, words["line_always"], label=book.exception(speaker, rule.unless)))
    return [capitalise(book.finish(each)) for each in said]


def say_shared_limits(policy: Policy, rules: Iterable[Rule], lang: str) -> list[Phrase]:
    """Where others than these rules may decide, and what may be deducted by any of them; said once for all."""
    words, book, known = page_words(lang), BOOKS[lang], tuple(rules)
    others = tuple(dict.fromkeys(clause for rule in known for clause in list_other_cases(policy, rule, lang)))
    said: list[Phrase] = []
    if others:
        said.append(say_filled(lang, words["others"], where=book.applying(policy, others, Voice.BUYER)))
    fees = dict.fromkeys(term for rule in known for term in list_fees(policy, rule))
    if fees:
        told = [say_fee(policy, term, lang) for term in fees]
        said.append(say_filled(lang, words["deducted"], what=join(told, words["season_join"])))
    return [capitalise(book.finish(each)) for each in said]


def say_fee(policy: Policy, term: str, lang: str) -> Phrase:
    """What may be deducted, with its amount: ``restocking fee, 15% of the item price (for phones: US$35.00)``."""
    amount = BOOKS[lang].term(Speaker(policy, Voice.BUYER, {}, is_brief=True), term, Style.PLAIN)
    # Two pairs of brackets in a row are one.
    merged = tuple(part.replace(") (", "; ") if isinstance(part, str) else part for part in amount)
    return say_filled(lang, page_words(lang)["fee"], name=policy.terms[term].name[lang], amount=merged)


def list_deductions(policy: Policy, rule: Rule, lang: str) -> tuple[Link, ...]:
    """What may be deducted from this rule's refund: the rule that says so, and how much."""
    found = []
    for term, other in list_fees(policy, rule).items():
        address = f"#{other.id}" if other.section == rule.section else f"../{other.section}/#{other.id}"
        href, name = ("", "") if other is rule else (address, name_rule(policy, other, lang))
        found.append(Link(href, name, mark(say_fee(policy, term, lang))))
    return tuple(found)


def list_other_cases(policy: Policy, rule: Rule, lang: str) -> Condition:
    """The cases of a rule that another one decides, to another end; without what both have in common."""
    line = plain(say_line(policy, rule, lang))
    own = {test for clause in rule.when for test in clause}
    found: dict[Clause, None] = {}
    for other in list_over(policy, rule):
        if plain(say_line(policy, other, lang)) == line:
            continue
        for clause in other.when:
            left = tuple(test for test in _narrowing(policy, clause) if test not in own)
            if left and meets(policy, clause, rule):
                found[left] = None
    return tuple(found)


def _own(policy: Policy, rule: Rule, lang: str) -> Condition:
    """What the rule asks for beside what happened, unless its name says so."""
    name = name_rule(policy, rule, lang)
    clauses = (
        tuple(test for test in _narrowing(policy, clause) if not _is_named(policy, test, name, lang))
        for clause in rule.when
    )
    return tuple(clause for clause in clauses if clause)


def _narrowing(policy: Policy, clause: Clause) -> Clause:
    return tuple(
        test
        for test in clause
        if test.axis not in policy.scopes.facts or not tells_what_happened(policy.scopes, test.axis)
    )


def _is_named(policy: Policy, test: Test, name: str, lang: str) -> bool:
    return all(
        mentions(name, say_value_name(policy, test.axis, value, lang, Voice.BUYER), lang) for value in test.values
    )
