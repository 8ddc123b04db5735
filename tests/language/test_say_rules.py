"""Rules in words: whole sentences, bands and tables, from a small policy and from the shop's own."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from generator.language.grammar_en import of_the_buyer, share_subject
from generator.language.lookup import narrowed
from generator.language.phrase import Phrase, Quote, plain
from generator.language.read import read
from generator.language.say import BandWords, Fill, Voice, say_bands, say_condition, say_facet, say_rule
from generator.language.table import rule_table, section_table, term_table
from generator.language.unpaid import worth_telling
from generator.policy.load import load_policy
from generator.policy.model import Audience, Band, Chooser, Policy, Table
from generator.policy.values import After

HERE = Path(__file__).parent
LANGUAGES = ("en", "zh")
INTERNAL = ("team lead", "support agent", "approv", "审批", "批准", "组长")


def load(root: Path) -> Policy:
    loaded, findings = load_policy(root)
    assert loaded is not None, findings
    return loaded


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load(HERE / "lamp_shop")


@pytest.fixture(scope="module")
def shop() -> Policy:
    return load(HERE.parents[1])


def said(policy: Policy, rule: str, lang: str, voice: Voice = Voice.BUYER) -> str:
    return plain(say_rule(policy, f"returns.{rule}", lang, voice))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentences_are_those_that_were_read_and_found_natural(shop: Policy, lang: str) -> None:
    """The mixed list holds generated and hand-written sentences; the generated ones are today's, word for word."""
    mixed = yaml.load((HERE / "sentences" / f"{lang}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    pinned = {entry["rule"]: entry["text"] for entry in mixed if "rule" in entry}
    assert len(pinned) == len(mixed) - len(pinned) == 10
    assert {rule: plain(say_rule(shop, rule, lang, Voice.BUYER)) for rule in pinned} == pinned


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_next_band_names_its_own_end(policy: Policy, lang: str) -> None:
    """A bare *up to 45 days* after *after that* would read as counted from there."""
    after = {"en": "After that and up to 45 days after delivery, ", "zh": "逾期但未超过 45 天的，"}[lang]
    assert after in said(policy, "changed_mind", lang)


def test_three_granting_bands_become_a_list(policy: Policy) -> None:
    """A third *after that* would lose the reader."""
    text = said(policy, "faulty", "en")
    assert "depends on when you tell us: within 28 days of delivery, a full refund or a replacement; " in text
    assert "After that" not in text


def with_bands(policy: Policy, rule: str, bands: tuple[Band, ...]) -> Policy:
    changed = replace(policy.rules[rule], bands=bands)
    return replace(policy, rules={**policy.rules, rule: changed})


def test_a_list_says_where_the_choice_is_not_the_buyers(policy: Policy) -> None:
    first, *rest = policy.rules["returns.faulty"].bands
    changed = with_bands(policy, "returns.faulty", (replace(first, choice=Chooser.SELLER), *rest))
    assert "within 28 days of delivery, we choose between a full refund and a replacement; " in said(
        changed, "faulty", "en"
    )
    assert "签收后 28 天内，由我们选择全额退款或更换同款商品；" in said(changed, "faulty", "zh")


def test_a_list_tells_a_time_in_which_nothing_is_granted(policy: Policy) -> None:
    """Left out, its days would be those of the next band."""
    first, second, *rest = policy.rules["returns.faulty"].bands
    refused = replace(rest[-1], until=second.until)
    changed = with_bands(policy, "returns.faulty", (first, refused, second, *rest))
    assert re.search(r"a full refund or a replacement; within \d+ days, nothing; ", said(changed, "faulty", "en"))
    assert re.search(r"全额退款或更换同款商品；\d+ 天内，不予受理；", said(changed, "faulty", "zh"))


def test_the_buyer_never_reads_who_approves(policy: Policy) -> None:
    assert "A team lead must approve." in said(policy, "faulty", "en", Voice.STAFF)
    assert "approve" not in said(policy, "faulty", "en")


def test_a_season_is_told_in_a_sentence_of_its_own(policy: Policy) -> None:
    """Exceptions inside the first sentence would bury what holds for most."""
    text = said(policy, "seasonal", "en")
    assert "within 30 days of delivery, we exchange the item" in text
    assert "For orders placed in the holiday season (1 November 2026 to 31 December 2026), the seasonal window" in text
    assert "For Plus members, the seasonal window is 45 days." in text


def test_a_settled_axis_is_not_told_again(policy: Policy) -> None:
    """``at`` picks the row, and the sentence forgets that there is a table."""
    at = {"season": "other", "tier": "plus"}
    text = plain(say_rule(policy, "returns.seasonal", "en", Voice.BUYER, at))
    assert "within 45 days of delivery" in text
    assert "holiday" not in text


def test_a_wait_is_no_deadline_for_the_buyer(policy: Policy) -> None:
    assert said(policy, "late", "en").startswith(
        "If your parcel has not arrived, please wait for up to 3 weeks after dispatch. "
    )
    assert said(policy, "late", "zh").startswith("如包裹尚未送达，请先等待，最长至发货后 3 周；")


def test_a_refusal_says_what_it_refuses(policy: Policy) -> None:
    """The kind comes from the rules that it is over: here, goods would have come back."""
    assert said(policy, "custom", "en") == "Made-to-order items cannot be returned."
    assert said(policy, "custom", "zh") == "定制商品不支持退货。"
    assert "We cannot cancel the order after that." in said(policy, "cancel_custom", "en")


@pytest.mark.parametrize(
    ("clause", "of_buyer"),
    [
        ("you change your mind", "the buyer changes their mind"),
        ("you are not happy with your order", "the buyer is not happy with their order"),
        ("you no longer want it", "the buyer no longer wants it"),
        ("you ordered the wrong size", "the buyer ordered the wrong size"),
        ("your parcel has not reached you", "the buyer's parcel has not reached them"),
        ("the item is not what you ordered", "the item is not what the buyer ordered"),
        ("we sent you the wrong item", "we sent the buyer the wrong item"),
        ("the item does not fit you", "the item does not fit the buyer"),
    ],
)
def test_a_clause_to_the_buyer_becomes_one_of_the_buyer(clause: str, of_buyer: str) -> None:
    assert of_the_buyer(clause) == of_buyer


def test_a_shared_subject_is_said_once_but_never_torn_from_its_clause() -> None:
    """*The item does not fit you or you ordered is out of stock* would be nonsense."""
    assert share_subject(["you change your mind", "you order by mistake"]) == [
        "you change your mind",
        "order by mistake",
    ]
    apart = ["the item does not fit you", "the item you ordered is out of stock"]
    assert share_subject(apart) == apart


def test_a_situation_names_what_it_is_about_first(policy: Policy) -> None:
    rule = policy.rules["returns.cancel_custom"]
    assert plain(say_condition(policy, rule.when, "en", Voice.BUYER)) == (
        "for made-to-order items, if you cancel your order before dispatch"
    )
    assert plain(say_condition(policy, rule.when, "zh", Voice.STAFF)) == "定制商品，如买家在发货前取消订单"


def test_a_facet_is_a_clause(policy: Policy) -> None:
    [postage] = [facet for facet in policy.rules["returns.norway"].facets if facet.name == "postage"]
    assert plain(say_facet(policy, postage, "en", Voice.BUYER)) == "we pay the return postage"
    assert plain(say_facet(policy, postage, "zh", Voice.STAFF)) == "退货运费由我们承担"


def test_a_platform_that_pays_back_is_named_if_it_is_one_alone(shop: Policy) -> None:
    rule = shop.rules["refunds.through_wish"]
    [way] = rule.facets
    assert plain(say_facet(shop, way, "en", Voice.BUYER)) == "the refund is paid through Wish"
    assert plain(say_facet(shop, way, "zh", Voice.BUYER)) == "款项由 Wish 退回"
    anywhere = replace(shop, rules={**shop.rules, rule.id: replace(rule, when=())})
    assert plain(say_facet(anywhere, way, "en", Voice.STAFF)).endswith("through the platform where the buyer ordered")
    assert plain(say_facet(anywhere, way, "zh", Voice.STAFF)) == "款项由下单平台退回"


def test_bands_tell_their_days_and_remedies_in_few_words(policy: Policy) -> None:
    first, second, last = say_bands(policy, "returns.changed_mind", "en", Voice.BUYER)
    assert first == BandWords(
        days=(Quote("day 1 to day 28", "1..28 days", None, ("returns.window",)),),
        label="Money back",
        line=("We refund the full price to your original payment method.",),
        payer="You pay",
        fill=Fill.FULL,
        last_day=28,
        clock="after delivery",
        term="returns.window",
    )
    assert plain(second.days) == "day 29 to day 45"
    assert (plain(last.days), last.label, last.fill) == ("from day 46", "No return", Fill.NONE)


def test_staff_read_the_bands_in_their_own_voice(policy: Policy) -> None:
    """*You pay* in the staff room would mean the agent."""
    bands = say_bands(policy, "returns.changed_mind", "en", Voice.STAFF)
    assert (bands[0].payer, bands[0].label) == ("Buyer pays", "Refund")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("voice", Voice)
def test_labels_fit_a_third_of_the_narrowest_picture(shop: Policy, lang: str, voice: Voice) -> None:
    most = {"en": 10, "zh": 5}[lang]
    labels = {band.label for rule in shop.rules for band in say_bands(shop, rule, lang, voice)}
    assert {label for label in labels if len(label) > most} == set()


def test_the_staff_table_has_a_row_for_each_band_and_option(policy: Policy) -> None:
    table = rule_table(policy, "returns.faulty", "en")
    assert [(row.band, row.option) for row in table.rows] == [(1, 1), (1, 2), (2, 1), (3, 1), (4, 1)]
    cells = [plain(cell) for cell in table.rows[0].cells]
    assert dict(zip(table.columns, cells, strict=True)) == {
        "Situation": "If the item is faulty or arrives damaged",
        "Until": "Within 28 days of delivery",
        "Offer": "A full refund (the buyer chooses)",
        "Goods and postage": "Sent back; we pay",
        "Money and return label": "We refund within 5 to 10 business days of receiving your return",
        "Evidence": "A photo of the item and the order number",
        "Who approves": "Team lead",
        "Rule": "returns.faulty",
    }


def test_a_refusal_needs_nobody_who_approves(policy: Policy) -> None:
    """Nothing is granted, so nothing is to be approved."""
    last = rule_table(policy, "returns.faulty", "en").rows[-1]
    assert [plain(cell) for cell in last.cells[1:3]] == ["Later", "We cannot offer a refund or a replacement"]
    assert last.cells[6] == ()


def test_credit_is_issued_and_not_refunded(policy: Policy) -> None:
    """The same facet says when the money goes back and when the credit comes."""
    rows = rule_table(policy, "returns.changed_mind", "en").rows
    assert plain(rows[0].cells[4]).startswith("We refund within")
    assert plain(rows[1].cells[4]).startswith("The buyer receives it within")


def test_evidence_is_asked_for_while_the_case_is_looked_into(policy: Policy) -> None:
    assert said(policy, "appeal", "en") == (
        "If we declined your request, tell us within 3 weeks of dispatch and we will look into it. "
        "We cannot look into it after that. Please send us the order number."
    )


def test_condition_rules_stand_in_the_second_table(policy: Policy) -> None:
    table = section_table(policy, "returns", "zh")
    assert "returns.norway" in {row.rule for row in table.also}
    assert "returns.norway" not in {row.rule for row in table.rows}


def test_a_table_of_two_axes_is_a_matrix(policy: Policy) -> None:
    matrix = term_table(policy, "returns.seasonal", "en")
    assert matrix.columns == ("Plus members", "All others")
    names = [row[0] for row, _ in matrix.rows]
    assert names == ["The holiday season (1 November 2026 to 31 December 2026)", "All others"]
    assert [plain(cell) for cell in matrix.rows[1][1]] == ["45 days after delivery", "30 days after delivery"]


def test_a_group_does_not_settle_a_table_whose_rows_divide_it(policy: Policy) -> None:
    """A rule for the Nordic countries must not take the row for all others where Norway has its own."""
    term = policy.terms["returns.by_country"].value
    assert isinstance(narrowed(policy, term, {"region": "nordic"}), After)
    assert isinstance(narrowed(policy, policy.terms["returns.divided"].value, {"region": "nordic"}), Table)
    assert isinstance(narrowed(policy, policy.terms["returns.by_value"].value, {"value": "< 20 GBP"}), Table)


def quoted(phrase: Phrase) -> list[str]:
    return [part.value for part in phrase if isinstance(part, Quote)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("voice", Voice)
def test_every_sentence_of_the_shop_reads_back_as_what_it_quotes(shop: Policy, lang: str, voice: Voice) -> None:
    """Nothing is quoted that cannot be read, and nothing can be read that is not quoted.

    The days of a season are neither: they name it, and no deadline ends with them.
    """
    days = {str(day) for season in shop.scopes.seasons.values() for day in (season.first, season.last)}
    for id, rule in shop.rules.items():
        if voice is Voice.BUYER and shop.sections[rule.section].to is Audience.SELLER:
            continue
        phrase = say_rule(shop, id, lang, voice)
        told = [value for value in quoted(phrase) if value not in days]
        assert [str(reading.value) for reading in read(plain(phrase), lang)] == told, id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_for_buyers_holds_anything_internal(shop: Policy, lang: str) -> None:
    for id, rule in shop.rules.items():
        if shop.sections[rule.section].to is Audience.BUYER:
            text = plain(say_rule(shop, id, lang, Voice.BUYER)).lower()
            assert [word for word in INTERNAL if word in text] == [], id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_voices_keep_to_themselves(shop: Policy, lang: str) -> None:
    """Staff are never addressed as the buyer, nor the buyer spoken of."""
    other = {"en": ("the buyer",), "zh": ("买家",)}[lang]
    for id, rule in shop.rules.items():
        if shop.sections[rule.section].to is Audience.BUYER:
            text = plain(say_rule(shop, id, lang, Voice.BUYER))
            assert [word for word in other if word in text] == [], id
        if lang == "zh":
            assert "您" not in plain(say_rule(shop, id, lang, Voice.STAFF)), id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_never_paid_is_not_refunded(shop: Policy, lang: str) -> None:
    """The rules on how money goes back leave unpaid orders out, so their cancellation promises none."""
    text = plain(say_rule(shop, "cancellations.unpaid", lang, Voice.BUYER))
    assert {"en": "refund", "zh": "退款"}[lang] not in text
    assert {"en": "we cancel the order", "zh": "我们将取消订单"}[lang] in text
    assert {"en": "refund everything you paid", "zh": "全额退款"}[lang] in plain(
        say_rule(shop, "cancellations.cancel", lang, Voice.BUYER)
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("voice", Voice)
def test_a_refund_does_not_except_what_was_never_paid(shop: Policy, lang: str, voice: Voice) -> None:
    """Nobody expects money back that was never paid; every other exception is told."""
    for id in ("refunds.to_original", "refunds.after_return"):
        text = plain(say_rule(shop, id, lang, voice))
        assert {"en": "not paid", "zh": "还没有付款"}[lang] not in text, id
    kept = plain(say_rule(shop, "returns.to_hong_kong", lang, voice))
    assert {"en": "This does not apply to orders to", "zh": "的订单除外。"}[lang] in kept


def test_an_exception_of_goods_to_a_refund_is_told(shop: Policy) -> None:
    """Leaving something out of a refund says that nothing was paid only where nothing is offered but to cancel."""
    rule = shop.rules["refunds.after_return"]
    [food] = shop.rules["disputes.low_value"].unless
    assert worth_telling(shop, replace(rule, unless=(*rule.unless, food))) == (food,)


def test_a_short_exception_joins_the_one_sentence_of_its_rule(shop: Policy) -> None:
    """Things follow what they are left out of; orders, and whatever is long, follow at the end."""
    fee = plain(say_rule(shop, "disputes.refused_fee", "en", Voice.BUYER))
    assert fee.endswith("return fee of US$6.00, except for orders to mainland China, Taiwan, the EEA and the UK.")
    assert plain(say_rule(shop, "disputes.low_value", "en", Voice.BUYER)).startswith(
        "For orders under US$20 (except perishable food), you can keep the item if "
    )


def test_one_choice_between_things_we_do_says_that_we_do_them(shop: Policy) -> None:
    """Where time passes between choices, each names what there is to choose from."""
    assert plain(say_rule(shop, "disputes.lost", "en", Voice.BUYER)).endswith("The choice is yours.")
    returned = plain(say_rule(shop, "disputes.returned_to_sender", "en", Voice.BUYER))
    assert "we can send it again or refund you in full. Please let us know which you prefer within 14 days" in returned
    assert "you can choose a full refund, a replacement or a repair" in plain(
        say_rule(shop, "disputes.defective", "en", Voice.BUYER)
    )


def test_a_cancellation_refused_is_not_called_a_return(shop: Policy) -> None:
    """The rule that it is over takes goods back, but what was asked for is to cancel."""
    said_en, said_zh = (plain(say_rule(shop, "cancellations.cancel_food", lang, Voice.BUYER)) for lang in LANGUAGES)
    assert said_en == "We cannot cancel orders for perishable food after dispatch."
    assert said_zh == "易腐食品发货后不能取消订单。"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("voice", Voice)
def test_what_a_platform_does_to_us_is_told_to_us(shop: Policy, lang: str, voice: Voice) -> None:
    """Evidence is what we keep ready, and a rule that only says who bears the loss is a sentence all the same."""
    asked = {"en": "send us", "zh": "请提供"}[lang]
    for id, rule in shop.rules.items():
        if shop.sections[rule.section].to is Audience.SELLER:
            text = plain(say_rule(shop, id, lang, voice))
            assert asked not in text, id
            assert not text.endswith((", .", "，。")), id
    kept = {
        "en": "Have the carrier's proof of delivery and first scan ready.",
        "zh": "请备齐承运商签收证明和首次扫描记录。",
    }
    assert plain(say_rule(shop, "platforms.seller_bears_appealable", lang, voice)).endswith(kept[lang])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_proof_is_claimed_that_no_rule_asks_for(shop: Policy, lang: str) -> None:
    text = plain(say_rule(shop, "disputes.food_disposed", lang, Voice.BUYER))
    assert {"en": "prove", "zh": "凭证"}[lang] not in text


def test_a_named_group_stands_for_the_cases_that_make_it_up(shop: Policy) -> None:
    """Five clauses in a row would bury what follows from them."""
    assert plain(say_rule(shop, "disputes.low_value", "en", Voice.BUYER)).startswith(
        "For orders under US$20 (except perishable food), you can keep the item if it is wrong, incomplete, damaged, "
    )


def test_what_special_rows_leave_over_is_called_the_rest(shop: Policy) -> None:
    """Spain has a row of its own, so the row of its group is not for all of the group."""
    text = plain(say_rule(shop, "disputes.defective", "en", Voice.BUYER))
    assert "24 months for orders to Australia, New Zealand, the rest of the EEA and the UK." in text
