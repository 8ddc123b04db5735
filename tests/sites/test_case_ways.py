"""What to do after an answer of ``What happens in my case?``: it fits the answer, and what stands beside it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.sites.asked import each_place
from tests.sites.conftest import Reader

pytestmark = pytest.mark.browser
PHONE = (
    "#reason=changed_mind&channel=own_shop&region=DE&category=phones&flags=-&delivered=2026-12-10&ordered=2026-12-05"
)
LATE = "#reason=late_dispatch&channel=own_shop&region=US&category=toys&ordered=2026-12-05"
WAYS = {
    f"{PHONE}&now=2026-12-20": ("Start in your order, or write to us.", "The last day for it: 31 January 2027."),
    f"{PHONE.replace('own_shop', 'wish')}&now=2026-12-20": ("Ask in the Wish app",),
    f"{PHONE}&now=2027-05-20": ("You said no to me: tell us", "within 30 days of our refusal"),
    f"{PHONE.replace('own_shop', 'wish')}&now=2027-05-20": (
        "about a Wish order: tell us",
        "within 14 days of our refusal",
    ),
    f"{LATE}&now=2026-12-07": ("There is nothing to ask for until 8 December 2026.",),
    f"{LATE}&now=2027-01-07": ("You need not ask for this",),
    "#reason=lost&channel=own_shop&region=US": ("Write to us, with the order number.",),
    "#reason=request_declined&channel=own_shop&declined=2026-12-06&now=2026-12-13": (
        "Write to us, with the order number.",
        "The last day for it: 5 January 2027.",
        "Send along what is listed",
    ),
    "#reason=request_declined&channel=own_shop&declined=2026-12-06&now=2027-02-13": ("If a question is left",),
}
"""Answers, and what each line of theirs begins with or holds."""


@pytest.mark.parametrize(("site", "lang"), [("buyer", "en")])
def test_each_answer_has_the_way_that_fits_it_and_no_other(case: str, reader: Reader) -> None:
    for address, wanted in WAYS.items():
        lines = reader.go(case + address).locator("#case-how p[data-for]:visible").all_inner_texts()
        told = [line.replace("\u00a0", " ") for line in lines]
        assert all(any(one in line for line in told) for one in wanted), (address, told)
        asked = [
            line for line in told if line.startswith(("Start", "Ask", "Write", "There", "You need", "You said", "If"))
        ]
        assert len(asked) == 1, (address, told)


@each_place
def test_no_reason_says_what_the_answer_denies(case: str, reader: Reader, site: str, lang: str) -> None:
    """The postage comes back to Germany, at the price of the cheapest delivery: the rule for all is only named."""
    page = reader.go(f"{case}{PHONE}&now=2026-12-20")
    assert page.locator("#case-answer .why li p").count() == 0
    limit = {"en": "the price of our cheapest delivery", "zh": "按我们最便宜的配送方式"}[lang]
    line = page.locator("#case-answer dl > div", has_text=limit)
    assert line.count() == 1
    assert line.locator("dt").inner_text() == {"en": "Original postage", "zh": "原运费"}[lang]
    add = {"en": "Tell us the order total", "zh": "补充订单总额"}[lang]
    assert page.get_by_role("link", name=add).count() == 1


@pytest.mark.parametrize(("site", "lang"), [("staff", "en")])
def test_what_a_share_comes_to_stands_once(case: str, reader: Reader) -> None:
    page = reader.go(f"{case}{LATE}&value=80&now=2026-12-14")
    expect(page.locator("#case-reply")).to_contain_text("US$6.40")
    assert page.locator("#case-reply .reply").first.inner_text().count("US$6.40") == 1
