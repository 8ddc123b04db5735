"""Values in words. That they read back as themselves is tested in ``test_round_trip.py``."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.language.phrase import Quote, plain
from generator.language.say import (
    Derive,
    NeedsCoordinates,
    NotDays,
    Style,
    UnknownRow,
    UnknownTerm,
    Voice,
    say_quantity,
    say_term,
    say_value_name,
)
from generator.policy.load import load_policy
from generator.policy.model import Policy
from generator.policy.values import Day, Duration, Money, Percent, Quantity, Unit

SHOP = Path(__file__).parent / "lamp_shop"


@pytest.fixture(scope="module")
def policy() -> Policy:
    loaded, findings = load_policy(SHOP)
    assert loaded is not None, findings
    return loaded


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [
        (Duration(Decimal(1), Decimal(1), Unit.DAY), "1 day", "1 天"),
        (Duration(Decimal(0), Decimal(0), Unit.DAY), "the same day", "当天"),
        (Duration(Decimal("0.5"), Decimal("0.5"), Unit.MONTH), "half a month", "半个月"),
        (Duration(Decimal(5), Decimal(10), Unit.BUSINESS_DAY), "5 to 10 business days", "5 至 10 个工作日"),
        (Percent(Decimal("12.5"), Decimal("12.5")), "12.5%", "12.5%"),
        (Money(800, 800, "USD"), "US$8.00", "8.00 美元"),
        (Money(5000, 5000, "CNY"), "CN¥50.00", "人民币 50.00 元"),
        (Money(500, 500, "JPY"), "JP¥500", "500 日元"),
        (Money(123456, 123456, "EUR"), "€1,234.56", "1,234.56 欧元"),
        (Day(2027, 1, 31), "31 January 2027", "2027 年 1 月 31 日"),
    ],
)
def test_a_value_is_said_as_people_say_it(value: Quantity, en: str, zh: str) -> None:
    assert (say_quantity(value, "en"), say_quantity(value, "zh")) == (en, zh)


@pytest.mark.parametrize(
    ("term", "style", "en", "zh"),
    [
        ("window", Style.PLAIN, "28 days", "28 天"),
        ("window", Style.WITHIN, "within 28 days of delivery", "签收后 28 天内"),
        ("window", Style.ADJECTIVE, "28-day", "28 天的"),
        ("window", Style.AFTER, "28 days after delivery", "签收后 28 天"),
        ("window", Style.BEYOND, "more than 28 days after delivery", "签收后超过 28 天"),
        ("window", Style.UNTIL, "up to 28 days after delivery", "最长至签收后 28 天"),
        ("trace", Style.WITHIN, "within 3 weeks of dispatch", "发货后 3 周内"),
        (
            "gift_window",
            Style.AFTER,
            "30 days after delivery or 31 January 2027, whichever is later",
            "签收后 30 天或 2027 年 1 月 31 日（以较晚者为准）",
        ),
        (
            "gift_window",
            Style.BEYOND,
            "more than 30 days after delivery and after 31 January 2027",
            "签收后超过 30 天且 2027 年 1 月 31 日之后",
        ),
        ("restocking", Style.PLAIN, "15% of the item price (at least US$5.00)", "商品价格的 15%，最低 5.00 美元"),
        ("reply", Style.WITHIN, "within 24 hours of the order (while we are open)", "下单后（按营业时间计）24 小时内"),
    ],
)
def test_a_term_is_said_in_the_style_asked_for(policy: Policy, term: str, style: Style, en: str, zh: str) -> None:
    """Deadlines say what they count from in every style but the bare one and the adjective."""
    said = [plain(say_term(policy, f"returns.{term}", lang, style)) for lang in ("en", "zh")]
    assert said == [en, zh]


def test_a_value_in_a_phrase_names_its_term(policy: Policy) -> None:
    phrase = say_term(policy, "returns.window", "en", Style.WITHIN)
    assert phrase == ("within ", Quote("28 days", "28 days", "returns.window"), " of delivery")


def test_the_end_of_a_range_follows_from_its_term(policy: Policy) -> None:
    """Late is what exceeds the longer of the two."""
    phrase = say_term(policy, "returns.refund_time", "en", Style.BEYOND)
    assert Quote("10 business days", "10 business days", None, ("returns.refund_time",)) in phrase


def test_a_row_of_a_table_is_found_by_its_coordinates(policy: Policy) -> None:
    at = {"season": "other", "tier": "plus"}
    assert plain(say_term(policy, "returns.seasonal", "en", Style.PLAIN, at)) == "45 days"


def test_other_takes_every_value_without_a_row(policy: Policy) -> None:
    at = {"season": "other", "tier": "basic"}
    assert plain(say_term(policy, "returns.seasonal", "zh", Style.WITHIN, at)) == "签收后 30 天内"


def test_a_table_says_which_coordinates_it_needs(policy: Policy) -> None:
    with pytest.raises(NeedsCoordinates) as raised:
        say_term(policy, "returns.seasonal", "en", Style.PLAIN, {"season": "other"})
    assert raised.value.axes == ("tier",)


def test_an_unknown_term_and_an_unknown_row_are_data(policy: Policy) -> None:
    with pytest.raises(UnknownTerm) as term:
        say_term(policy, "returns.windw", "en")
    assert term.value.term == "returns.windw"
    with pytest.raises(UnknownRow) as row:
        say_term(policy, "returns.by_channel", "en", at={"channel": "ebay"})
    assert (row.value.axis, row.value.value) == ("channel", "ebay")


def test_a_state_stands_over_its_country_and_a_country_over_its_group(policy: Policy) -> None:
    said = [
        plain(say_term(policy, "returns.by_country", "en", at={"region": code}))
        for code in ("US-CA", "US-NY", "NO", "SE")
    ]
    assert said == ["10 days", "20 days", "25 days", "30 days"]


def test_an_amount_finds_the_smallest_bound_above_it(policy: Policy) -> None:
    said = [
        plain(say_term(policy, "returns.by_value", "en", at={"value": amount}))
        for amount in ("99.99 GBP", "100.00 GBP", "499 GBP", "500 GBP")
    ]
    assert said == ["5 days", "10 days", "10 days", "15 days"]


def test_day_numbers_follow_from_their_term(policy: Policy) -> None:
    last = say_term(policy, "returns.window", "en", derive=Derive.LAST_DAY)
    after = say_term(policy, "returns.trace", "zh", derive=Derive.DAY_AFTER)
    assert last == (Quote("day 28", "28 days", None, ("returns.window",)),)
    assert after == (Quote("第 22 天", "22 days", None, ("returns.trace",)),)


def test_months_have_no_day_number(policy: Policy) -> None:
    with pytest.raises(NotDays):
        say_term(policy, "returns.long_window", "en", derive=Derive.LAST_DAY)


@pytest.mark.parametrize(
    ("axis", "value", "en", "zh"),
    [
        ("region", "HK", "Hong Kong", "中国香港"),
        ("region", "TW", "Taiwan", "台湾地区"),
        ("region", "MO", "Macao", "中国澳门"),
        ("region", "NO", "Norway", "挪威"),
        ("region", "US-CA", "California", "加利福尼亚州"),
        ("region", "nordic", "Norway, Sweden and Denmark", "挪威、瑞典和丹麦"),
        (
            "season",
            "holiday",
            "the holiday season (1 November 2026 to 31 December 2026)",
            "节日季（2026 年 11 月 1 日至 2026 年 12 月 31 日）",
        ),
        ("value", "< 100 USD", "under US$100", "低于 100 美元"),
        ("category", "phones", "phones", "手机"),
        ("shipped", "not_yet", "before dispatch", "发货前"),
        ("tier", "other", "all others", "其他"),
    ],
)
def test_a_value_of_an_axis_has_a_name(policy: Policy, axis: str, value: str, en: str, zh: str) -> None:
    said = [say_value_name(policy, axis, value, lang, Voice.BUYER) for lang in ("en", "zh")]
    assert said == [en, zh]
