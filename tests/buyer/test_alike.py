"""What is said first holds for whoever reads it, and says the same in both languages."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

from generator.language.pages import page_words
from generator.language.phrase import plain
from generator.language.say import say_bands, say_rule
from generator.language.style import Voice
from generator.policy.model import Policy
from generator.publish.answers import list_exceptions, say_line
from generator.publish.channels import say_channels
from generator.publish.copies import MARK
from generator.publish.course import draw_course
from generator.publish.overview import list_facts
from generator.publish.rail import drawing_of
from generator.publish.regions import list_differences

if TYPE_CHECKING:
    from conftest import Site

PAID = {"en": ("original postage", "import duties"), "zh": ("原运费", "进口税费")}


def without(policy: Policy, *rules: str) -> Policy:
    left = {id: rule for id, rule in policy.rules.items() if id not in rules}
    return replace(policy, rules=MappingProxyType(left))


def told(policy: Policy, lang: str) -> dict[tuple[str, str], tuple[bool, ...]]:
    """Which of what was paid beside the price each line and sentence of a rule names."""
    found = {}
    for id, rule in policy.rules.items():
        lines = {"sentence": plain(say_rule(policy, rule, lang, Voice.BUYER))}
        if rule.is_outcome:
            lines["line"] = plain(say_line(policy, rule, lang))
            for at, band in enumerate(say_bands(policy, rule, lang, Voice.BUYER)):
                lines[f"band {at + 1}"] = plain(band.line)
        found |= {(id, where): tuple(name in line for name in PAID[lang]) for where, line in lines.items()}
    return found


def test_what_comes_back_beside_the_price_is_said_in_the_same_places_in_both_languages(site: Site) -> None:
    assert told(site.policy, "en") == told(site.policy, "zh")
    assert told(site.policy, "zh")["disputes.lost", "line"] == (True, True)


@pytest.mark.parametrize(("lang", "own", "wish"), [("en", "our own shop", "Wish"), ("zh", "自营网店", "Wish")])
def test_a_copy_opens_with_the_orders_that_its_answer_is_for(site: Site, lang: str, own: str, wish: str) -> None:
    """Pasted on Wish, it may not promise there what only our own shop gives."""
    copy = site.text(f"{lang}/copies/short.txt").removeprefix(MARK)
    first, *lines = copy.partition(page_words(lang)["overview"])[2].strip("\n=").split("\n\n")
    assert own in first
    beside = next(line for line in lines if line.startswith(("For Wish", wish)))
    assert "30" in beside
    assert "45" not in beside
    assert "exchange" not in beside
    assert "换货" not in beside


def test_a_policy_that_is_the_same_everywhere_names_no_orders(site: Site) -> None:
    policy = without(site.policy, "returns.wish")
    assert say_channels(policy, policy.rules["returns.changed_mind"], "en") == ("", ())


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "The United States and Taiwan: we pay."), ("zh", "美国和台湾地区：由我们承担。")],
)
def test_who_pays_for_the_return_is_said_with_its_exceptions(site: Site, lang: str, said: str) -> None:
    assert list_facts(site.policy, lang)[0].words.striptags().endswith(said)
    alone = without(site.policy, "returns.us_label", "returns.tw_label")
    assert said not in list_facts(alone, lang)[0].words.striptags()


def test_a_picture_says_that_others_pay_nothing_for_the_way_back(site: Site) -> None:
    drawing = drawing_of(site.policy, site.policy.rules["returns.changed_mind"], "en", "buyer")
    assert drawing is not None
    assert drawing.some == {"buyer"}
    alone = without(site.policy, "returns.us_label", "returns.tw_label")
    drawing = drawing_of(alone, alone.rules["returns.changed_mind"], "en", "buyer")
    assert drawing is not None
    assert not drawing.some


def test_who_pays_is_told_of_the_choices_for_which_something_goes_back(site: Site) -> None:
    """Whoever keeps the item sends nothing back: that hides from nobody who pays for the rest."""
    bands = say_bands(site.policy, site.policy.rules["disputes.wrong_item"], "en", Voice.BUYER)
    assert [band.payer for band in bands[:2]] == ["We pay", "We pay"]


@pytest.mark.parametrize(("lang", "note"), [("en", "cheapest delivery"), ("zh", "最便宜的配送方式")])
def test_a_country_that_gets_its_postage_back_is_told_how_much_of_it(site: Site, lang: str, note: str) -> None:
    groups = list_differences(site.policy, site.policy.rules["returns.changed_mind"], lang)
    rows = [row for group in groups for row in group.rows if row.href.endswith("returns.outbound")]
    assert rows
    assert all(note in (row.line or "") for row in rows)


def test_whoever_may_keep_the_goods_finds_that_among_the_exceptions(site: Site) -> None:
    named = [link.href for link in list_exceptions(site.policy, site.policy.rules["disputes.damaged"], "en")]
    assert "#disputes.low_value" in named
    assert "#disputes.food_disposed" in named


def test_what_holds_in_one_country_stands_under_the_countries_alone(site: Site) -> None:
    rule = site.policy.rules["disputes.damaged"]
    assert not [link for link in list_exceptions(site.policy, rule, "en") if "australia" in link.href]
    assert [row for group in list_differences(site.policy, rule, "en") for row in group.rows if "australia" in row.href]


@pytest.mark.parametrize(
    ("rule", "lang", "said"),
    [
        ("disputes.payment_dispute", "en", "Tell us within 5 days of the start of the dispute."),
        ("disputes.payment_dispute", "zh", "请在提出付款争议后 5 天内告诉我们。"),
        ("cancellations.unpaid", "en", "More than 3 days after the order: we cancel the order."),
        ("cancellations.unpaid", "zh", "下单后超过 3 天：我们将取消订单。"),
    ],
)
def test_a_line_says_what_is_done_in_its_time(site: Site, rule: str, lang: str, said: str) -> None:
    assert plain(say_line(site.policy, site.policy.rules[rule], lang)) == said


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "You send it back (if you choose refund)"), ("zh", "您寄回商品（选择退款时）")]
)
def test_who_may_keep_the_goods_is_not_told_to_send_them_back(site: Site, lang: str, said: str) -> None:
    steps = draw_course(site.policy, site.policy.rules["disputes.incomplete"], lang, Voice.BUYER)
    assert said in Markup(steps).striptags()
    whole = draw_course(site.policy, site.policy.rules["disputes.defective"], lang, Voice.BUYER)
    assert said not in Markup(whole).striptags()


@pytest.mark.parametrize(
    ("lang", "paid", "sent"),
    [
        ("en", "We pay back (if you choose refund)", "We send it (if you choose second shipment)"),
        ("zh", "我们退款（选择退款时）", "我们寄出（选择补发时）"),
    ],
)
def test_what_can_be_chosen_instead_of_credit_has_its_steps(site: Site, lang: str, paid: str, sent: str) -> None:
    steps = draw_course(site.policy, site.policy.rules["delays.late_transit"], lang, Voice.BUYER)
    told = Markup(steps).striptags()
    assert paid in told
    assert sent in told
