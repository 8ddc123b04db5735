"""What a reader finds in an answer of ``What happens in my case?`` where little is known, or somebody else pays."""

from __future__ import annotations

import pytest

from tests.sites.asked import each_place
from tests.sites.conftest import Reader

pytestmark = pytest.mark.browser
UNKNOWN = "#reason=changed_mind&region=DE&channel=own_shop&category=phones&flags=-&delivered=?&ordered=?&now=2026-12-20"
WISH = "#reason=defective&region=DE&channel=wish&category=toys&flags=-&value=120.00&delivered=2026-12-12&now=2026-12-20"


_OF = "&channel=own_shop&category=home&flags=-&value=50.00"
CHANGED = f"#reason=changed_mind&region=DE{_OF}&ordered=2027-01-04&dispatched=2027-01-05&delivered=2027-01-15"
MISSING = f"#reason=delivered_not_received&region=US{_OF}&ordered=2026-12-01&dispatched=2026-12-02&delivered=2026-12-14"


def answer(reader: Reader, address: str) -> str:
    return reader.go(address).locator("#case-answer").inner_text().replace("\u00a0", " ")


def said(reader: Reader) -> str:
    """The answer in one sentence."""
    return reader.page.locator("#case-answer .say").inner_text()


@each_place
def test_without_any_day_the_times_are_told_by_what_they_count_from(case: str, reader: Reader, lang: str) -> None:
    """Both that the season may make: whoever does not know the day knows how long, and that it is not refused yet."""
    told = answer(reader, case + UNKNOWN)
    for said in {
        "en": ("within 30 days of delivery", "within 45 days of delivery", "by 31 January 2027 or within 30 days"),
        "zh": ("签收后 30 天内", "签收后 45 天内", "2027 年 1 月 31 日（含）前或签收后 30 天内"),
    }[lang]:
        assert said in told
    assert {"en": "I changed my mind", "zh": "不想要了"}[lang] in told


@pytest.mark.parametrize(("site", "lang"), [("buyer", "en")])
def test_of_nothing_that_happened_no_rule_is_shown(case: str, reader: Reader) -> None:
    told = answer(reader, f"{case}#reason=?&region=?&channel=?&category=?&flags=-&value=?&delivered=?&ordered=?")
    assert "Why" not in told


@each_place
def test_who_told_us_in_time_is_granted_what_was_asked_whenever_that_is_decided(
    case: str, reader: Reader, lang: str
) -> None:
    """No window is told to have ended, nor until when there would be time: it is settled."""
    told = answer(reader, f"{case}{CHANGED}&withdrawal_notice=2027-02-14&now=2027-02-20")
    window, end = {"en": ("return window", "14 February"), "zh": ("退货期限", "2 月 14 日")}[lang]
    assert {"en": "an exchange", "zh": "换货"}[lang] in said(reader)
    assert end not in told
    late = answer(reader, f"{case}{CHANGED}&withdrawal_notice=2027-02-15&now=2027-02-20")
    assert {"en": "store credit", "zh": "购物金"}[lang] in said(reader)
    assert end in late
    assert window in late


@each_place
def test_who_is_late_by_now_alone_may_say_that_it_was_asked_before(case: str, reader: Reader, lang: str) -> None:
    defective = f"{case}{CHANGED.replace('changed_mind', 'defective')}&now=2029-02-20"
    link = reader.go(defective).locator("#case-answer a[href$='reported=']")
    assert link.count() == 1
    assert {"en": "the report", "zh": "反馈问题"}[lang] in link.inner_text()
    refused = said(reader)
    told = reader.go(f"{defective}&reported=2027-02-20")
    assert told.locator("#case-answer a[href$='reported=']").count() == 0
    assert said(reader) != refused
    assert {"en": "repair", "zh": "维修"}[lang] in said(reader)


@each_place
def test_who_reported_too_late_does_not_wait_for_a_choice(case: str, reader: Reader, lang: str) -> None:
    """The search goes on by the clock; what would follow it is over."""
    choice = {"en": "you can choose", "zh": "可选择"}[lang]
    assert choice in answer(reader, f"{case}{MISSING}&reported=2027-03-10&now=2027-03-11")
    late = answer(reader, f"{case}{MISSING}&reported=2027-03-16&now=2027-03-17")
    assert choice not in late
    assert {"en": "14 March 2027", "zh": "2027 年 3 月 14 日"}[lang] in late


@each_place
def test_wish_pays_its_own_buyers_back_and_no_bank_follows(case: str, reader: Reader, lang: str) -> None:
    told = answer(reader, case + WISH)
    assert {"en": "through Wish", "zh": "由 Wish 退回"}[lang] in told
    own = answer(reader, case + WISH.replace("channel=wish", "channel=own_shop"))
    assert {"en": "original payment method", "zh": "原路退回"}[lang] in own
    bank = {"en": "Money in the account", "zh": "到账时间"}[lang]
    assert (bank in told.splitlines(), bank in own.splitlines()) == (False, True)
    passed = {"en": "Refund passed to Wish", "zh": "通知 Wish 退款"}[lang]
    assert (passed in told.splitlines(), passed in own.splitlines()) == (True, False)


@each_place
def test_what_comes_with_the_goods_is_asked_for_once_they_are_sent(case: str, reader: Reader, lang: str) -> None:
    page = reader.go(case + WISH.replace("defective", "changed_mind"))
    receipt, *others = sorted(page.locator("#case-answer ul.evidence li").all_inner_texts(), key=len, reverse=True)
    later = {"en": ", once the item is on its way", "zh": "（商品寄出后）"}[lang]
    assert receipt.endswith(later)
    assert [one for one in others if later in one] == []


@pytest.mark.parametrize(("site", "lang"), [("buyer", "en")])
def test_nothing_is_of_the_wrong_size_that_has_none(case: str, reader: Reader) -> None:
    kinds = reader.go(f"{case}#reason=wrong_size&channel=own_shop&category=").locator("#case-ask [type=radio]")
    offered = {one.get_attribute("value") for one in kinds.all()}
    assert {"clothing", "toys"} <= offered
    assert offered.isdisjoint({"food", "beauty", "phones"})


@pytest.mark.parametrize(("site", "lang"), [("staff", "en")])
def test_until_the_amount_is_known_it_is_told_who_approves_up_to_which(case: str, reader: Reader) -> None:
    told = answer(
        reader, case + WISH.replace("defective", "lost").replace("&value=120.00&delivered=2026-12-12", "&value=?")
    )
    assert "support agent up to US$50.00, team lead up to US$250.00, support manager above that" in told
