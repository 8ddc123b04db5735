"""Whom a line of a list does not hold for: a line says one thing, and a rule grants it in some cases only.

What the rule itself asks for beside what happened, what it leaves out, which other rules may decide in its place, and
what may be deducted. Nobody may read a promise as theirs that a rule grants to others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.language.book import BOOKS
from generator.language.mentions import mentions
from generator.language.pages import fill, page_words
from generator.language.phrase import Phrase, join, plain
from generator.language.say import say_value_name, speaker_of
from generator.language.situation import tells_what_happened
from generator.language.speaker import Speaker
from generator.language.style import Style, Voice
from generator.language.wording import capitalise
from generator.language.wording import words as together
from generator.playbook.markup import mark
from generator.policy.model import Clause, Condition, Policy, Rule, Test
from generator.publish.answers import say_filled, say_line
from generator.publish.meeting import countries_of, is_country, list_over, meets
from generator.publish.paid import list_fees
from generator.publish.titles import name_rule, show_name
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
    others = _merged(dict.fromkeys(clause for rule in known for clause in list_other_cases(policy, rule, lang)))
    said: list[Phrase] = []
    if others:
        said.append(say_filled(lang, words["others"], where=book.applying(policy, others, Voice.BUYER)))
    fees = {term: other for rule in known for term, other in list_fees(policy, rule).items()}
    if fees:
        told = [say_fee(policy, term, other, lang, say_cases(policy, other, lang)) for term, other in fees.items()]
        said.append(say_filled(lang, words["deducted"], what=join(told, words["season_join"])))
    return [capitalise(book.finish(each)) for each in said]


def say_fee(policy: Policy, term: str, rule: Rule, lang: str, cases: Phrase = ()) -> Phrase:
    """What may be deducted by a rule, with its amount and where: ``restocking fee, 15% of the item price (not in the
    EEA and the UK)``. ``cases`` are those that the name of the rule, if it does not stand beside it, would tell.
    """
    words, name = page_words(lang), policy.terms[term].name[lang]
    amount = BOOKS[lang].term(Speaker(policy, Voice.BUYER, {}, is_brief=True), term, Style.PLAIN)
    told = together(amount, *_say_where(policy, rule, lang))
    # Two pairs of brackets in a row are one.
    merged = tuple(part.replace(") (", "; ").replace("）（", "；") if isinstance(part, str) else part for part in told)
    if not cases:
        return say_filled(lang, words["fee"], name=name, amount=merged)
    return say_filled(lang, words["fee_of"], name=name, amount=merged, cases=cases)


def say_cases(policy: Policy, rule: Rule, lang: str) -> Phrase:
    """The kinds of goods that a rule is for, wherever they go; empty if it is for all."""
    clauses = [
        tuple(test for test in _narrowing(policy, clause) if not is_country(policy, test.axis)) for clause in rule.when
    ]
    return BOOKS[lang].condition(policy, tuple(clauses), Voice.BUYER) if clauses and all(clauses) else ()


def _say_where(policy: Policy, rule: Rule, lang: str) -> Phrase:
    """`` (only in …)`` or `` (not in …)`` behind what is deducted in some countries only."""
    for condition, pattern in ((rule.when, "some_only"), (rule.unless, "some_not")):
        tests = countries_of(policy, condition)
        if tests and len(condition) == 1:
            names = BOOKS[lang].places(policy, [(test.axis, value) for test in tests for value in test.values])
            return fill(page_words(lang)[pattern], places=names)
    return ()


def list_deductions(policy: Policy, rule: Rule, lang: str) -> tuple[Link, ...]:
    """What may be deducted from this rule's refund: the rule that says so, and how much."""
    found = []
    for term, other in list_fees(policy, rule).items():
        address = f"#{other.id}" if other.section == rule.section else f"../{other.section}/#{other.id}"
        is_own = other is rule
        href, name = ("", "") if is_own else (address, name_rule(policy, other, lang))
        shown = "" if is_own else show_name(policy, other, lang)
        found.append(Link(href, shown, mark(follow(name, lang, say_fee(policy, term, other, lang)))))
    return tuple(found)


def follow(name: str, lang: str, said: Phrase) -> Phrase:
    """What follows the name of a rule: after a question, the answer; alone where there is no name."""
    words = page_words(lang)
    if not name:
        return said
    if name.endswith(("?", "？")):
        return say_filled(lang, words["region_answer"], said=capitalise(said))
    return say_filled(lang, words["region_line"], said=said)


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


def _merged(clauses: Iterable[Clause]) -> Condition:
    """The same with what asks for one fact alone in one: no value of it is told twice."""
    found: list[Clause] = []
    for clause in clauses:
        same = next((at for at, each in enumerate(found) if _asks_alike(each, clause)), None)
        if same is None:
            found.append(clause)
            continue
        [one], [other] = found[same], clause
        found[same] = (replace(one, values=tuple(dict.fromkeys((*one.values, *other.values)))),)
    return tuple(found)


def _asks_alike(one: Clause, other: Clause) -> bool:
    return (
        len(one) == len(other) == 1 and one[0].axis == other[0].axis and bool(set(one[0].values) & set(other[0].values))
    )


def _own(policy: Policy, rule: Rule, lang: str) -> Condition:
    """What the rule asks for beside what happened, unless its name says so; nothing where one case is open to all."""
    name = name_rule(policy, rule, lang)
    clauses = tuple(
        tuple(test for test in _narrowing(policy, clause) if not _is_named(policy, test, name, lang))
        for clause in rule.when
    )
    return clauses if all(clauses) else ()


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
