"""The map of who pays holds what is decided: for every rule, country and choice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.decisions.deciding import Decider
from generator.decisions.decision import Deadline, Decision
from generator.decisions.examples import load_examples
from generator.decisions.versions import History
from generator.language.lookup import find_group
from generator.language.pages import page_words
from generator.language.phrase import plain
from generator.language.say import say_term
from generator.language.style import Style, Voice
from generator.policy.model import Policy, Test
from generator.publish.course import draw_course
from generator.publish.paid import PaidRow, list_paid

COUNTRIES = ("US", "TW", "CN", "DE", "NO", "GB", "AU", "HK", "BR")
"""One of each group that a rule names, and others."""
PAYING = "We pay back|We pass the refund to"
PAYERS = {"refunded": "seller", "not_refunded": "buyer", "buyer": "buyer", "seller": "seller"}


@pytest.fixture(scope="module")
def decided(whole: Policy, project_root: Path) -> list[tuple[str, Decision]]:
    """The shop's examples, which show every rule and band, each as if it had been sent to every country."""
    decider = Decider.of(whole)
    found = []
    for example in load_examples(project_root, History(whole, ())):
        for country in COUNTRIES:
            situation = replace(example.situation, words={**example.situation.words, "region": country})
            found.append((country, decider.decide(situation)))
    return found


def is_in(policy: Policy, country: str, tests: tuple[Test, ...]) -> bool:
    groups = [(find_group(policy, test.axis, value), value) for test in tests for value in test.values]
    return any(country in (group.members if group else (value,)) for group, value in groups)


def told(policy: Policy, rows: tuple[PaidRow, ...], rule: str, offer: str, kind: str, country: str) -> set[str]:
    """What a reader finds who looks for a choice and a country: a row of the country sets the usual one aside."""
    fitting = [row for row in rows if row.rule.id == rule and (not row.offers or offer in row.offers)]
    there = [row for row in fitting if row.where and is_in(policy, country, row.where) and kind in dict(row.cells)]
    usual = [row for row in fitting if not row.where and kind in dict(row.cells)]
    return {payer for row in there or usual for payer in dict(row.cells)[kind]}


def misled(policy: Policy, rows: tuple[PaidRow, ...], decided: list[tuple[str, Decision]]) -> Iterator[str]:
    for country, decision in decided:
        part = decision.buyer
        rule = next((reason.rule for reason in part.because if reason.facet == "offer"), "")
        for option in part.options:
            for kind in ("postage", "outbound", "duties"):
                payer = PAYERS.get(str(option.facets.get(kind)))
                said = told(policy, rows, rule, option.offer, kind, country)
                if payer and said and said != {payer}:
                    yield f"{rule} {option.offer} {kind} {country}: {said} told, {payer} decided"
        for reason in part.because:
            fees = [row for row in rows if row.rule.id == reason.rule and "fees" in dict(row.cells)]
            if reason.facet.startswith("fees.") and fees:
                where_told = fees[0]
                if is_in(policy, country, where_told.out) or (
                    where_told.where and not is_in(policy, country, where_told.where)
                ):
                    yield f"{reason.rule} {country}: a fee that the picture does not tell"


def test_nobody_is_told_another_payer_than_is_decided(whole: Policy, decided: list[tuple[str, Decision]]) -> None:
    rows = list_paid(whole, whole.rules.values(), Voice.BUYER)
    assert sorted(set(misled(whole, rows, decided))) == []


def test_a_map_without_countries_or_choices_would_be_found(whole: Policy, decided: list[tuple[str, Decision]]) -> None:
    """The test above can fail: what it holds the picture to is in the examples."""
    rows = list_paid(whole, whole.rules.values(), Voice.BUYER)
    usual = tuple(row for row in rows if not row.where)
    wrong = set(misled(whole, usual, decided))
    assert any("returns.changed_mind refund postage US" in one for one in wrong)
    assert any("cancellations.cancel_dispatched refund outbound DE" in one for one in wrong)
    assert any("disputes.refused refund outbound GB" in one for one in wrong)
    blind = tuple(replace(row, offers=()) for row in rows)
    assert any("returns.wrong_size exchange postage" in one for one in misled(whole, blind, decided))


def late(policy: Policy, decided: list[tuple[str, Decision]], courses: dict[str, str]) -> Iterator[str]:
    """Deadlines of refunds and payers of the way back that are decided, and that the course of the case denies."""
    differs, sooner = page_words("en")["some_differ"], page_words("en")["some_shorter.country"]
    for country, decision in decided:
        part = decision.buyer
        rule = next((reason.rule for reason in part.because if reason.facet == "offer"), "")
        course = courses.get(rule, "")
        paid = next((step for step in re.split(r"\. (?=\d)", course) if re.search(PAYING, step)), "")
        back = next((step for step in re.split(r"\. (?=\d)", course) if "send it back" in step), "")
        for option in part.options:
            by, payer = option.facets.get("refund.by"), str(option.facets.get("postage"))
            name = policy.terms[by.term] if isinstance(by, Deadline) and by.term else None
            if paid and name and option.offer in ("refund", "cancel") and differs not in paid:
                within = plain(say_term(policy, name.id, "en", Style.WITHIN, at={"region": country}))
                usual = f"{plain(say_term(policy, name.id, 'en', Style.WITHIN, at={'region': 'US'}))}{sooner}"
                if within not in paid and usual not in paid:
                    yield f"{rule} {option.offer} {country}: refund {within}"
            told = page_words("en").get(f"rail_payer.buyer.{payer}", "")
            named = {"US": "the United States", "TW": "Taiwan"}.get(country, "?")
            excepted = re.search(rf"\(not in [^)]*{re.escape(named)}", back)
            if back and told not in back and differs not in back and not excepted:
                yield f"{rule} {option.offer} {country}: the way back is paid by the {payer}"


def test_no_course_denies_what_is_decided(whole: Policy, decided: list[tuple[str, Decision]]) -> None:
    """When the money comes, and who pays the way back: told as it is decided, or as differing for some orders."""
    drawn = {id: draw_course(whole, rule, "en", Voice.BUYER) for id, rule in whole.rules.items()}
    courses = {id: ElementTree.fromstring(str(one)).findtext("svg/title") or "" for id, one in drawn.items() if one}
    assert sorted(set(late(whole, decided, courses))) == []
    hedges = r" \(not in [^)]*\)| \(shorter in some countries\)|; Some orders: within 5 days of our decision"
    blind = {id: re.sub(hedges, "", course) for id, course in courses.items()}
    assert any("the way back is paid by the seller" in one for one in late(whole, decided, blind))
    assert any("refund within 5 days of our decision" in one for one in late(whole, decided, blind))
    assert any("CN: refund within 5 days of receipt" in one for one in late(whole, decided, blind))


def astray(decided: list[tuple[str, Decision]], courses: dict[str, str]) -> Iterator[str]:
    """Refunds that come otherwise than the course of the case says: from the bank, or from the platform."""
    for _, decision in decided:
        part = decision.buyer
        rule = next((reason.rule for reason in part.because if reason.facet == "offer"), "")
        course = courses.get(rule, "")
        for option in part.options:
            way, bank = option.facets.get("refund.to"), option.facets.get("refund.bank")
            if re.search(PAYING, course) and option.offer in ("refund", "cancel"):
                if way == "through_platform" and not re.search(r"Wish pays (you back|back its own)", course):
                    yield f"{rule}: nobody is told that Wish pays"
                if bank is not None and "Your bank shows it" not in course:
                    yield f"{rule}: the bank is not told of"
                if way == "original_method" and "Wish pays you back" in course:
                    yield f"{rule}: Wish does not pay"


def test_no_course_sends_the_money_by_another_way_than_is_decided(
    whole: Policy, decided: list[tuple[str, Decision]]
) -> None:
    drawn = {id: draw_course(whole, rule, "en", Voice.BUYER) for id, rule in whole.rules.items()}
    courses = {id: ElementTree.fromstring(str(one)).findtext("svg/title") or "" for id, one in drawn.items() if one}
    assert sorted(set(astray(decided, courses))) == []
    silent = {id: course.replace("Wish pays back its own orders", "") for id, course in courses.items()}
    assert any("nobody is told that Wish pays" in one for one in astray(decided, silent))
    unasked = {id: course.replace("Your bank shows it", "Wish pays you back") for id, course in courses.items()}
    wrong = {one.partition(": ")[2] for one in astray(decided, unasked)}
    assert wrong == {"the bank is not told of", "Wish does not pay"}
