"""Time lines, the course of a case and who pays: drawn from the rules, in both languages and both voices."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from generator.language.phrase import Quote, plain
from generator.language.style import Voice
from generator.policy.model import Policy
from generator.policy.values import After, Duration, Unit
from generator.publish.course import draw_course
from generator.publish.lettering import NARROWEST, break_lines, width
from generator.publish.payers import draw_payers
from generator.publish.standing_by import conditions_of
from generator.publish.timeline import draw_bands

if TYPE_CHECKING:
    from conftest import Site

LANGUAGES = ("en", "zh")
VOICES = (Voice.BUYER, Voice.STAFF)


def all_pictures(policy: Policy) -> list[str]:
    """Every picture that the policy gives, in both languages and voices."""
    found = []
    for lang, voice in product(LANGUAGES, VOICES):
        for rule in policy.rules.values():
            found += [draw_bands(policy, rule.id, lang, voice), draw_course(policy, rule, lang, voice)]
        found += [draw_payers(policy, section.rules, lang, voice) for section in policy.sections.values()]
    return [str(picture) for picture in found if picture is not None]


@pytest.fixture(scope="module")
def pictures(whole: Policy) -> list[str]:
    return all_pictures(whole)


def words_of(picture: object) -> str:
    """What the picture shows, without its alternative."""
    texts = ElementTree.fromstring(str(picture)).iter("text")
    return " | ".join("".join(text.itertext()) for text in texts)


def test_every_picture_is_one_line_of_sound_svg_with_a_name(pictures: list[str]) -> None:
    """No viewBox, so that type keeps its size; an alternative in words; no id twice."""
    assert len(pictures) > 100
    for picture in pictures:
        (svg,) = ElementTree.fromstring(picture).findall("svg")
        ids = re.findall(r'\bid="([^"]+)"', picture)
        assert svg.get("role") == "img"
        assert svg.get("viewBox") is None
        assert len(svg.findtext("title") or "") > 20
        assert "\n" not in picture
        assert len(ids) == len(set(ids))


def test_every_number_in_every_picture_names_where_it_comes_from(pictures: list[str]) -> None:
    """The reader of the built site finds each; a number outside of a marked element would be typed."""
    for picture in pictures:
        for text in ElementTree.fromstring(picture).iter("text"):
            if text.get("data-term") or text.get("data-derived-from"):
                continue
            bare = (text.text or "") + "".join(span.tail or "" for span in text)
            assert not re.search(r"\d", bare), bare


def test_every_line_fits_the_narrowest_screen(pictures: list[str]) -> None:
    """Words beside the spine, and titles over the payers, are broken for a screen of 320 px."""
    for picture in pictures:
        if 'class="rail"' not in picture:
            for text in ElementTree.fromstring(picture).iter("text"):
                start = text.get("x") or "0"
                left = float(start.rstrip("%")) * (NARROWEST / 100 if start.endswith("%") else 1)
                assert left + width("".join(text.itertext())) <= NARROWEST + 1, "".join(text.itertext())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_rule_that_time_decides_is_pictured_on_its_page(site: Site, lang: str) -> None:
    """Two bands or more, and the page shows a rail or a time line."""
    for rule in site.policy.rules.values():
        if len(rule.bands) > 1:
            text = site.text(f"{lang}/{rule.section}/index.html")
            own = text[text.index(f'id="{rule.id}"') :].split("</section>")[0]
            assert '<figure class="rail' in own, rule.id


@pytest.mark.parametrize(("lang", "said"), [("en", "Within 9 days"), ("zh", "9 天内")])
def test_another_value_is_another_picture(whole: Policy, lang: str, said: str) -> None:
    """Nothing in the picture is remembered: it says what the policy says today."""
    term = whole.terms["evidence.deadline"]
    assert isinstance(term.value, After)
    longer = replace(
        term,
        value=replace(
            term.value,
            duration=Duration(term.value.duration.low.__class__(9), term.value.duration.low.__class__(9), Unit.DAY),
        ),
    )
    policy = replace(whole, terms=MappingProxyType({**whole.terms, term.id: longer}))
    rule = policy.rules["disputes.damaged"]
    assert said not in words_of(draw_course(whole, rule, lang, Voice.BUYER))
    assert said in words_of(draw_course(policy, rule, lang, Voice.BUYER))


def test_a_case_goes_from_the_first_message_to_the_second_opinion(whole: Policy) -> None:
    """Evidence, answer, choice, the way back, the money, the bank; and behind a no, the appeal."""
    told = words_of(draw_course(whole, whole.rules["disputes.damaged"], "en", Voice.STAFF))
    order = ("buyer writes", "We answer", "buyer chooses", "sends it back", "We pay back", "bank shows", "If we say no")
    places = [told.index(step) for step in (*order, "appeals", "decides")]
    assert places == sorted(places)
    assert "With a photo of the item" in told
    assert "Wish: within 14 days of our refusal" in told


def test_what_is_heard_of_a_picture_is_sentences_and_no_labels_of_labels(pictures: list[str]) -> None:
    """``X: Y: Z`` can be seen in a picture and not be heard; the steps of a case are numbered."""
    heard = [ElementTree.fromstring(picture).findtext("svg/title") or "" for picture in pictures]
    parts = [part for told in heard for part in re.split(r"[.。;；（(]|(?<=[:：])(?= ?\d\.)", told)]
    assert [part for part in parts if len(re.findall("[:：]", part)) > 1] == []
    courses = [told for told, picture in zip(heard, pictures, strict=True) if 'class="rail course"' in picture]
    for told in courses:
        numbers = [
            int(number)
            for number in re.findall(r"(?<!\S)(\d)\. |(?<=[。：])(\d)\. ", told)
            for number in number
            if number
        ]
        assert numbers == list(range(1, len(numbers) + 1)) != []


def test_a_case_that_the_shop_begins_begins_with_its_message(whole: Policy) -> None:
    told = words_of(draw_course(whole, whole.rules["delays.out_of_stock"], "en", Voice.BUYER))
    assert "We write to you" in told
    assert "You write to us" not in told


def test_nothing_is_paid_back_that_was_never_paid(whole: Policy) -> None:
    told = words_of(draw_course(whole, whole.rules["cancellations.unpaid"], "en", Voice.BUYER))
    assert "We pay back" not in told


def test_credit_that_is_given_at_once_has_no_deadline_of_another_rule(whole: Policy) -> None:
    """``refund.by: at_once`` of the rule stands over the refund time of all refunds."""
    told = words_of(draw_course(whole, whole.rules["delays.late_transit"], "en", Voice.BUYER))
    assert "We give the store credit | We pay back" in told


@pytest.mark.parametrize("id", ["returns.made_to_order", "returns.us_label"])
def test_a_plain_no_and_a_condition_have_no_course(whole: Policy, id: str) -> None:
    assert draw_course(whole, whole.rules[id], "en", Voice.BUYER) is None


def test_without_a_course_in_the_policy_the_picture_ends_with_the_money(whole: Policy) -> None:
    """A policy that says nothing of answers and appeals promises none."""
    told = words_of(draw_course(replace(whole, course=None), whole.rules["disputes.lost"], "en", Voice.BUYER))
    assert "We answer" not in told
    assert "If we say no" not in told


def test_only_conditions_that_always_hold_stand_by_a_rule(whole: Policy) -> None:
    """A refund without a return is paid sooner: for lost parcels always, for damaged goods only where all is kept."""
    lost = {rule.id for rule in conditions_of(whole, whole.rules["disputes.lost"])}
    damaged = {rule.id for rule in conditions_of(whole, whole.rules["disputes.damaged"])}
    assert "refunds.without_return" in lost
    assert "refunds.kept" not in damaged
    assert {"evidence.damage", "refunds.after_return"} <= damaged
    assert "returns.restocking" not in {rule.id for rule in conditions_of(whole, whole.rules["returns.changed_mind"])}


def test_who_pays_is_told_by_situation_and_kind_of_cost(whole: Policy) -> None:
    """What depends on the choice names both; a condition of some countries names them."""
    figure = draw_payers(whole, whole.sections["returns"].rules, "en", Voice.BUYER)
    title = ElementTree.fromstring(str(figure)).findtext("svg/title") or ""
    assert "It does not fit (exchange). Return: We." in title
    assert "It does not fit (refund or store credit). Return: You; Delivery: You" in title
    assert "I changed my mind (the United States and Taiwan). Return: We." in title
    assert "Do I get back what I paid for delivery? (Taiwan, the EEA and the UK). Delivery: We." in title
    assert "from the United States; I send it back from Taiwan. Return: We." in title


def test_buyers_are_not_told_who_bears_our_losses(whole: Policy) -> None:
    """Losses and charges stand in the staff's picture alone."""
    rules = whole.sections["platforms"].rules
    assert draw_payers(whole, rules, "en", Voice.BUYER) is None
    assert "The loss" in words_of(draw_payers(whole, rules, "en", Voice.STAFF))


def test_a_value_stays_whole_and_no_line_begins_with_a_comma() -> None:
    """Lines end between words, in Chinese behind any character but not before a mark."""
    value = Quote("3 to 10 business days", "3..10 business days", "a.b")
    lines = break_lines(("The bank adds ", value, " to it."), 165)
    assert [plain(line) for line in lines] == ["The bank adds", "3 to 10 business days", "to it."]
    assert all(not plain(line).startswith("，") for line in break_lines(("商品，包裹，面单，照片",), 28))
