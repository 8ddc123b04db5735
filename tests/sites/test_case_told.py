"""What a reader finds in an answer of ``What happens in my case?`` where little is known, or somebody else pays."""

from __future__ import annotations

import pytest

from tests.sites.asked import each_place
from tests.sites.conftest import Reader

pytestmark = pytest.mark.browser
UNKNOWN = "#reason=changed_mind&region=DE&channel=own_shop&category=phones&flags=-&delivered=?&ordered=?&now=2026-12-20"
WISH = "#reason=defective&region=DE&channel=wish&category=toys&flags=-&value=120.00&delivered=2026-12-12&now=2026-12-20"


def answer(reader: Reader, address: str) -> str:
    return reader.go(address).locator("#case-answer").inner_text().replace("\u00a0", " ")


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
def test_wish_pays_its_own_buyers_back_and_no_bank_follows(case: str, reader: Reader, lang: str) -> None:
    told = answer(reader, case + WISH)
    assert {"en": "through Wish", "zh": "由 Wish 退回"}[lang] in told
    own = answer(reader, case + WISH.replace("channel=wish", "channel=own_shop"))
    assert {"en": "original payment method", "zh": "原路退回"}[lang] in own
    bank = {"en": "Money in the account", "zh": "到账时间"}[lang]
    assert (bank in told, bank in own) == (False, True)


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
