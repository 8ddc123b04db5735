"""Where a country has another time than most, the answer says so and how much it is."""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

from generator.finding import LANGUAGES
from generator.language.differing import say_differing
from generator.language.lookup import leaves
from generator.language.phrase import Quote, plain
from generator.language.say import say_quantity, say_rule, speaker_of
from generator.language.style import Voice
from generator.language.working import tell_business_days
from generator.policy.model import Table
from generator.policy.names import OTHER
from generator.policy.notation import parse_leaf
from generator.policy.values import After, LaterOf
from generator.publish.answers import say_answer, say_elsewhere
from generator.publish.course import draw_course
from generator.publish.limits import list_deductions, say_limits, say_own_limits
from generator.publish.overview import list_situations
from generator.publish.regions import say_paid_elsewhere

if TYPE_CHECKING:
    from conftest import Site

COURSES = ("cancellations.cancel_dispatched", "disputes.defective", "disputes.australia")
RULES = ("not_as_described", "wrong_item", "incomplete", "damaged", "defective", "second_failure", "not_received")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("id", RULES)
def test_the_answer_names_the_time_of_every_country(site: Site, lang: str, id: str) -> None:
    rule = site.policy.rules[f"disputes.{id}"]
    said = [part for line in say_elsewhere(site.policy, rule, lang) for part in line if isinstance(part, Quote)]
    terms = {part.term for part in said}
    assert terms == {"disputes.not_received_window" if id == "not_received" else "disputes.warranty"}
    for term in terms:
        value = site.policy.terms[str(term)].value
        assert isinstance(value, Table)
        own = {say_quantity(leaf.duration, lang) for path, leaf in leaves(value) if path and isinstance(leaf, After)}
        assert {part.text for part in said} == own


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_answer_that_is_everybodys_names_no_country(site: Site, lang: str) -> None:
    assert not say_elsewhere(site.policy, site.policy.rules["disputes.australia"], lang)
    assert not say_elsewhere(site.policy, site.policy.rules["returns.changed_mind"], lang)


@pytest.mark.parametrize(("lang", "longer"), [("en", " (longer in some countries)"), ("zh", "（部分国家和地区更长）")])
def test_the_answer_says_who_has_more(site: Site, lang: str, longer: str) -> None:
    said = say_answer(site.policy, site.policy.rules["disputes.second_failure"], lang)
    assert longer in "".join(part for part in said if isinstance(part, str))


@pytest.mark.parametrize(
    ("spain", "said"),
    [
        (["3 years"], " (longer in some countries)"),
        (["13 months"], " (longer in some countries)"),
        (["400 days"], " (longer in some countries)"),
        (["6 months"], " (shorter in some countries)"),
        (["12 months", "90 days"], " (longer in some countries)"),
        (["365 days"], " (some orders differ)"),
    ],
)
def test_more_is_said_only_of_what_can_be_compared(site: Site, spain: list[str], said: str) -> None:
    """Of two ends the later one holds."""
    ends = tuple(leaf for leaf in (parse_leaf(f"{each} from delivered") for each in spain) if isinstance(leaf, After))
    leaf = ends[0] if len(ends) == 1 else LaterOf(ends)
    warranty = site.policy.terms["disputes.warranty"]
    other = (
        next(value for key, value in warranty.value.rows if key == OTHER) if isinstance(warranty.value, Table) else None
    )
    assert other is not None
    here = replace(warranty, value=Table("region", (("ES", leaf), (OTHER, other))))
    policy = replace(site.policy, terms=MappingProxyType({**site.policy.terms, warranty.id: here}))
    speaker = speaker_of(policy, policy.rules["disputes.second_failure"], Voice.BUYER)
    assert say_differing(speaker, "disputes.warranty", "en") == said


def test_a_case_that_is_open_to_all_is_not_said_to_be_of_some_only(site: Site) -> None:
    """Damaged goods of any kind are replaced, and spoiled food as well."""
    assert not say_own_limits(site.policy, site.policy.rules["disputes.damaged"], "en")
    assert say_own_limits(site.policy, site.policy.rules["disputes.second_failure"], "en")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "What does it cost me to refuse a parcel? The carrier's return fee, US$6.00"),
        ("zh", "拒收要付多少钱？拒收退回费为 6.00 美元"),
    ],
)
def test_a_question_is_followed_by_its_answer(site: Site, lang: str, said: str) -> None:
    """Not by a colon."""
    [fee] = list_deductions(site.policy, site.policy.rules["disputes.refused"], lang)
    assert Markup(f"{fee.words}{fee.line}").striptags().startswith(said)


@pytest.mark.parametrize(("lang", "waits"), [("en", "We wait for your payment"), ("zh", "我们等待您付款")])
def test_whoever_has_not_paid_is_not_asked_to_wait(site: Site, lang: str, waits: str) -> None:
    course = draw_course(site.policy, site.policy.rules["cancellations.unpaid"], lang, Voice.BUYER)
    assert waits in (course or "")
    assert {"en": "Please wait", "zh": "请先等待"}[lang] not in (course or "")


@pytest.mark.parametrize(
    ("lang", "days"),
    [
        (
            "en",
            "Business days: our working days are Monday to Friday and weekends worked in exchange for a holiday, "
            "without the public holidays of mainland China; banking days are Monday to Friday.",
        ),
        ("zh", "工作日：本店工作日为周一至周五（含调休上班日），中国内地公共假日除外；银行工作日为周一至周五。"),
    ],
)
def test_a_page_that_counts_business_days_says_which_they_are(site: Site, lang: str, days: str) -> None:
    assert days in site.text(f"{lang}/disputes/index.html")
    assert days[:6] not in site.text(f"{lang}/evidence/index.html")


def test_only_the_calendars_of_a_page_are_explained(site: Site) -> None:
    banking = tell_business_days(site.policy, ["refunds.bank_time", "returns.window"], "en")
    assert banking == "Business days: banking days are Monday to Friday."
    assert not tell_business_days(site.policy, ["returns.window"], "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_has_a_colon_behind_a_question(site: Site, lang: str) -> None:
    told = "".join(site.text(path) for path in site.pages() if path.startswith(lang))
    assert not re.findall(r"[?？](?:</a>)?[:：]", told)


@pytest.mark.parametrize(("lang", "food"), [("en", "perishable food"), ("zh", "易腐食品")])
def test_what_may_be_otherwise_is_named_once(site: Site, lang: str, food: str) -> None:
    """Food has a rule of its own when it is spoiled, and another when it is refused."""
    [wrong] = [each for each in list_situations(site.policy, lang) if "disputes" in each.rows[0].href]
    assert wrong.limits.count(food) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_appeal_of_a_channel_does_not_name_it_on_its_own_page(site: Site, lang: str) -> None:
    own = draw_course(site.policy, site.policy.rules["escalation.appeal_wish"], lang, Voice.BUYER)
    assert own is not None
    assert "Wish" not in own
    assert "Wish" in (draw_course(site.policy, site.policy.rules["disputes.lost"], lang, Voice.BUYER) or "")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            "If your item arrives damaged or, for perishable food, if your item is defective, please send us photos",
        ),
        ("zh", "如商品送达时已破损，或易腐食品有质量问题，请提供"),
    ],
)
def test_cases_of_which_any_will_do_read_as_one_sentence(site: Site, lang: str, said: str) -> None:
    assert plain(say_rule(site.policy, "evidence.damage", lang, Voice.BUYER)).startswith(said)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Taiwan, the EEA and the UK: we refund the original postage."),
        ("zh", "台湾地区、欧洲经济区及英国：我们退还原运费。"),
    ],
)
def test_where_the_postage_comes_back_the_answer_that_keeps_it_says_so(site: Site, lang: str, said: str) -> None:
    told = [
        Markup(line).striptags()
        for line in say_paid_elsewhere(site.policy, site.policy.rules["disputes.refused"], lang)
    ]
    assert told == [said]
    assert said in Markup(site.text(f"{lang}/cancellations/index.html")).striptags()
    assert not say_paid_elsewhere(site.policy, site.policy.rules["disputes.lost"], lang)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            "deduction for use, 10% to 50% of the item price (only in mainland China, Taiwan, the EEA and the UK), "
            "for items used beyond a simple trial.",
        ),
        (
            "zh",
            "使用超出试用程度的商品，使用折价为商品价格的 10% 至 50%（仅限中国内地、台湾地区、欧洲经济区及英国）。",
        ),
    ],
)
def test_what_may_be_deducted_says_of_whom_and_where(site: Site, lang: str, said: str) -> None:
    told = [plain(each) for each in say_limits(site.policy, site.policy.rules["returns.changed_mind"], lang)]
    assert told[-1].endswith(said)
    assert {"en": "US$35.00; not in mainland China, Taiwan", "zh": "35.00 美元；中国内地、台湾地区"}[lang] in told[-1]


def test_a_deadline_of_cases_that_another_rule_decides_is_not_told(site: Site) -> None:
    """What was made to order is cancelled by a rule of its own; food that stays is paid by this one."""
    told = {id: draw_course(site.policy, site.policy.rules[id], "en", Voice.BUYER) or "" for id in COURSES}
    assert ["Some orders" in told[id] for id in COURSES] == [False, False, True]
