"""The page of one case as it is heard, printed and copied from: for everybody, with a keyboard alone, on paper."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.sites.asked import ANSWERED, each_place, to
from tests.sites.conftest import Reader

pytestmark = pytest.mark.browser
each_language = pytest.mark.parametrize(("site", "lang"), [("staff", "en"), ("staff", "zh")])
DAMAGED = ANSWERED.replace("changed_mind", "damaged") + "&value=120"
OPERATED = {
    "button",
    "link",
    "radio",
    "checkbox",
    "combobox",
    "textbox",
    "Date",
    "DisclosureTriangle",
    "region",
}
"""What somebody who hears a page has to be told the name of."""
JUMPS = """() => new Promise((told) => {
  new PerformanceObserver((list) => told(list.getEntries().reduce((sum, one) => sum + one.value, 0)))
    .observe({ type: "layout-shift", buffered: true })
  setTimeout(told, 300, 0)
})"""


def heard(page: Page) -> list[dict[str, Any]]:
    """What a screen reader is given of the page: role, name and level of everything that is not passed over."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    return [
        {
            "role": node["role"]["value"],
            "name": node.get("name", {}).get("value", ""),
            **{each["name"]: each["value"].get("value") for each in node.get("properties", [])},
        }
        for node in nodes
        if not node.get("ignored")
    ]


@each_place
@pytest.mark.parametrize("told", ["", "#flags=&reason=changed_mind", "#value=", "#delivered=", DAMAGED])
def test_everything_that_can_be_operated_is_heard_by_its_name(case: str, reader: Reader, told: str) -> None:
    """A question is a group with its words; an answer is headed; whatever changes by itself is told."""
    page = reader.go(case + told)
    if told == DAMAGED and "/case/" in case:
        expect(page.locator("#case-answer h2")).to_be_visible()
    nodes = heard(page)
    assert [node for node in nodes if node["role"] in OPERATED and not node["name"].strip()] == []
    assert [node for node in nodes if node.get("live") == "polite"]
    if told != DAMAGED:
        legend = page.locator("legend").text_content()
        groups = [node["name"].replace(" ", "") for node in nodes if node["role"] == "group"]
        assert (legend or "-").replace(" ", "") in groups
        assert [node for node in nodes if node["role"] == "alert"]
    levels = [node["level"] for node in nodes if node["role"] == "heading"]
    assert levels[0] == 1
    assert all(later - level <= 1 for level, later in pairwise(levels)), levels


@each_place
def test_nothing_jumps_while_the_page_opens(case: str, reader: Reader) -> None:
    """What stood there before the script has its room kept: 0.1 is what a reader does not notice."""
    for told in ("", ANSWERED):
        page = reader.go(case + told)
        assert page.evaluate(JUMPS) < 0.1, told


@each_language
def test_the_reply_stands_below_the_answer_in_both_languages_and_is_copied(case: str, reader: Reader) -> None:
    """By keyboard alone; side by side, as on its own page."""
    page = reader.go(f"{case}{ANSWERED}&dispatched=2026-12-03&violation=none&value=120.00")
    cards = page.locator("#case-reply article.reply")
    expect(cards).to_have_count(2)
    first, second = (card.bounding_box() for card in cards.all())
    assert first is not None
    assert second is not None
    assert (first["y"], first["height"]) == (second["y"], second["height"]), "side by side"
    reader.take_time()
    page.locator("#case-answer h2").focus()
    to(page, "#case-reply button.copy")
    page.keyboard.press("Enter")
    expect(page.locator("#case-reply button.copy").first).to_have_attribute("data-state", "left")
    assert reader.barriers() == []


@each_language
def test_the_days_of_the_case_stand_in_its_reply_and_what_follows_from_them(case: str, reader: Reader) -> None:
    page = reader.go(case + DAMAGED)
    expect(page.locator("#case-reply input[data-event=delivered]")).to_have_value("2026-12-10")
    for lang, day in (("en", "8 February 2027"), ("zh-Hans", "2027 年 2 月 8 日")):
        expect(page.locator(f"#case-reply [lang={lang}] [data-blank=choose_by]")).to_have_text(day)


RETURN = "#now=2026-12-28&reason=changed_mind&region={}&category=toys&flags={}&channel=own_shop"
RETURN += "&ordered=2026-12-12&delivered=2026-12-20&withdrawal_notice=2026-12-28"
KNOWN = [
    ("DE", "-", "Rotterdam", "鹿特丹", "you pay", "由您承担", "nothing", "无"),
    ("US", "-", "Reno", "里诺", "we pay", "由我们承担", "nothing", "无"),
    ("DE", "used", "Rotterdam", "鹿特丹", "you pay", "由您承担", "", ""),
]


@each_language
def test_what_the_decision_knows_stands_in_the_reply_in_both_languages(case: str, reader: Reader) -> None:
    """Who pays and that nothing is kept back fill their blanks; a choice of the buyer and a place stand in the hint."""
    for region, flags, en_place, zh_place, *words in KNOWN:
        page = reader.go(case + RETURN.format(region, flags))
        for lang, place, paid, kept, fee in (
            ("en", en_place, words[0], words[2], "deduction for use"),
            ("zh-Hans", zh_place, words[1], words[3], "使用折价"),
        ):
            card = page.locator(f"#case-reply [lang={lang}]")
            expect(card.locator("[data-blank=postage]")).to_have_text(paid)
            expect(card.locator("[data-blank=postage]")).to_have_class("blank filled")
            expect(card.locator("[data-blank=return_to]")).to_contain_text(place)
            expect(card.locator("[data-blank=return_to]")).to_have_class("blank")
            expect(card.locator("[data-blank=offer]")).to_contain_text(
                "a refund or an exchange" if lang == "en" else "退款或换货"
            )
            fees = card.locator("[data-blank=fees]")
            expect(fees).to_have_class("blank filled" if kept else "blank")
            expect(fees).to_contain_text(kept or fee)


@each_language
def test_what_was_filled_in_stays_while_the_case_may_be_that_of_the_same_buyer(case: str, reader: Reader) -> None:
    """With a day or one other fact; of another case, or after a new start, the blanks are empty again."""
    page = reader.go(case + DAMAGED)
    names = page.locator("#case-reply [data-blank=name]")
    expect(page.locator("#case-reply .copy span")).to_have_count(2)  # the script that fills twins is there
    names.first.fill("Maria")
    later = f"{DAMAGED}&dispatched=2026-12-03"
    dearer = later.replace("value=120", "value=130")
    other = dearer.replace("phones", "clothing").replace("region=DE", "region=FR")
    for told, is_kept in ((later, True), (dearer, True), (other, False)):
        page.evaluate("told => (document.getElementById('case-reply').dataset.old = 1, location.hash = told)", told)
        expect(page.locator("#case-reply:not([data-old]) article")).to_have_count(2)
        assert [name == "Maria" for name in names.all_inner_texts()] == [is_kept, is_kept]
        expect(names.first).to_have_class("blank filled" if is_kept else "blank")


@each_place
def test_an_answer_is_printed_with_what_was_told_and_nothing_to_press(case: str, reader: Reader, site: str) -> None:
    """The answer, the facts, the version; on the buyer page the address as well."""
    page = reader.go(case + DAMAGED)
    expect(page.locator("#case-answer h2")).to_be_visible()
    page.emulate_media(media="print")
    printed = page.locator("body").inner_text()
    assert "2026.12" in printed
    assert site == "staff" or "https://" in printed
    assert page.locator("#case-told dd").count() == page.locator("#case-told dd:visible").count() == 8
    for dead in ("button", "#case-told a", "#case-answer .more a", "#case .acts a"):
        assert page.locator(f"{dead}:visible").count() == 0, dead
    page.emulate_media(media="screen")


LATER = "#now=2027-03-10&reason=damaged&region={}&category=home&flags=-&channel=own_shop&violation=none&value=100.00"
LATER += "&ordered=2026-12-02&dispatched=2026-12-03&delivered=2026-12-10&reported=2027-03-10"


@each_language
def test_what_is_for_other_cases_is_left_out_of_the_reply_and_comes_back(case: str, reader: Reader) -> None:
    """One solution is left of two: no number before it, nothing of a refund, and the whole text at a button."""
    page = reader.go(case + LATER.format("US"))
    note, cards = page.locator("#case-reply .cut"), page.locator("#case-reply article.reply")
    english = page.locator("#case-reply [lang=en]")
    items = english.locator("ol > li")
    expect(items.nth(1)).to_be_hidden()
    expect(items.nth(0)).to_be_visible()
    assert "none" in items.nth(0).evaluate("item => getComputedStyle(item).listStyleType")
    expect(page.locator("#case-reply .copy span")).to_have_count(2)  # the script that fills and copies is there
    assert "choose_by" not in cards.nth(0).inner_text()
    expect(page.locator("#case-reply .fill p[data-fill=choose_by]")).to_be_hidden()
    reader.take_time()
    page.evaluate("navigator.clipboard.writeText = async text => { globalThis.copied = text }")
    english.locator(".copy").click()
    copied = page.evaluate("copied")
    assert "Replacement: we send you the same item again" in copied
    assert not any(word in copied for word in ("1.", "2.", "Refund", "You choose", "mainland China"))
    assert reader.barriers() == []
    note.locator("button").click()
    expect(items.nth(1)).to_be_visible()
    english.locator(".copy").click()
    assert "2. Refund of" in page.evaluate("copied")
    assert "mainland China" in page.evaluate("copied")
    note.locator("button").click()
    expect(items.nth(1)).to_be_hidden()


ASKED = [  # what is told, and the first replies that are offered
    ("reason=damaged&region=US&category=home&value=100.00", ["damaged_photos", "damaged_offer"]),
    (
        "reason=not_as_described&region=DE&category=phones&value=100.00",
        ["not_as_described_evidence", "not_as_described_offer"],
    ),
    ("reason=damaged&region=US&category=home&value=100.00&now=2028-03-01", ["return_declined"]),
    ("reason=changed_mind&region=US&category=phones", ["return_authorised"]),
]
OFFERED = """names => [...document.querySelectorAll("#case-answer ul.dashes a[href*='../replies/']")]
  .map(link => link.getAttribute("href").split("/").at(-2)).join(" ").startsWith(names)"""


@each_language
def test_the_reply_that_asks_for_what_is_missing_is_offered_first(case: str, reader: Reader) -> None:
    """Where nothing is granted, and where the reply itself asks, there is none."""
    for told, names in ASKED:
        page = reader.go(f"{case}{SHARED}{told}&delivered=2026-12-10")
        page.wait_for_function(OFFERED, arg=" ".join(names))


EARLY = "#reason=changed_mind&region=US&channel=own_shop&category=clothing&flags=-&value=60&violation=none"
EARLY += "&now=2026-12-15&ordered=2026-{}-03&dispatched=2026-{}-04&delivered=2026-{}-10"


@each_language
def test_no_reply_stands_below_what_older_rules_decide(case: str, reader: Reader) -> None:
    """Neither to copy nor as a link: it would be stamped with rules that do not hold for the order."""
    for month, is_there in (("12", True), ("11", False)):
        page = reader.go(case + EARLY.format(month, month, month))
        expect(page.locator("#case-answer h2")).to_be_visible()
        if is_there:
            expect(page.locator("#case-reply article")).to_have_count(2)
        asked = page.locator('#case-answer a[href*="/replies/"], head script[src*="replies/"]')
        assert (asked.count() > 0) is is_there


TOLD = [
    (
        "reason=refused&region=JP&category=home&value=50.00&dispatched=2026-12-03",
        {"amount": ("US$44.00", "44.00 美元")},
    ),
    (
        "reason=changed_mind&region=US&category=phones&flags=opened&value=100.00&delivered=2026-12-10",
        {"fees": ("restocking fee, US$35.00", "重新上架费 35.00 美元")},
    ),
    (
        "reason=damaged&region=ES&category=home&value=100.00&delivered=2026-12-10",
        {"warranty_end": ("10 December 2029", "2029 年 12 月 10 日"), "amount": ("US$100.00", "100.00 美元")},
    ),
    (
        "reason=changed_mind&region=US&category=food&delivered=2026-12-10&declined=2026-12-20",
        {"rule": ("It is food that spoils", "易腐食品"), "appeal_by": ("19 January 2027", "2027 年 1 月 19 日")},
    ),
]
SHARED = "#now=2026-12-20&channel=own_shop&violation=none&ordered=2026-12-02&flags=-&"


@each_language
def test_sums_rules_and_rows_that_the_case_tells_stand_in_their_blanks(case: str, reader: Reader) -> None:
    """To the cent, or in the hint where what the buyer paid for delivery comes to it."""
    for told, blanks in TOLD:
        page = reader.go(f"{case}{SHARED}{told}")
        for name, words in blanks.items():
            for lang, said in zip(("en", "zh-Hans"), words, strict=True):
                blank = page.locator(f"#case-reply [lang={lang}] [data-blank={name}]").first
                expect(blank).to_contain_text(said)
                is_hint = name == "amount" and "damaged" in told
                expect(blank).to_have_class("blank" if is_hint else "blank filled")


COMMON = "#channel=own_shop&flags=-&value=60&ordered=2026-12-29&"
LATE = f"{COMMON}reason=late_transit&region=DE&category=toys&dispatched=2027-01-05&now=2027-01-12"
SHARE = f"{COMMON}reason=incomplete&region=DE&category=toys&delivered=2027-01-10&now=2027-01-12"
FOOD = f"{COMMON}reason=cancel&region=US&category=food&dispatched=not_yet&now=2026-12-30"
BORNE = f"{COMMON}reason=damaged&region=GB&category=home&delivered=2027-01-10&now=2027-01-20"


@each_language
def test_the_reply_goes_by_the_row_of_the_case_and_tells_its_shares(case: str, reader: Reader, lang: str) -> None:
    """Of two terms that the one blank may be, the one that the decision rests on; the row is that of the country."""
    page = reader.go(case + LATE)
    row = page.locator("#case-reply [data-fill=arrive_by] option:checked")
    expect(row).to_contain_text("Germany" if lang == "en" else "德国")
    expect(page.locator("#case-reply [lang=en] [data-blank=arrive_by]")).to_have_text("14 January 2027")
    expect(page.locator("#case-reply [lang=zh-Hans] [data-blank=arrive_by]")).to_have_text("2027 年 1 月 14 日")
    page = reader.go(case + SHARE)
    for each, share in (("en", "20% (US$12.00)"), ("zh-Hans", "20%（12.00 美元）")):
        expect(page.locator(f"#case-reply [lang={each}] [data-term='disputes.missing_share']").first).to_have_text(
            share
        )


@each_language
def test_below_the_reply_stands_what_is_left_of_it(case: str, reader: Reader) -> None:
    """Whoever cancels food gets all back, and no coupon; a button brings the whole list back."""
    page = reader.go(case + FOOD)
    stated = page.locator("#case-reply .states [data-stated]")
    expect(stated.first).to_be_visible()
    left = {one.get_attribute("data-stated") for one in stated.all()}
    assert "refunds.bank_time" in left
    assert "delays.sorry_coupon" not in left
    expect(page.locator("#case-reply [lang=en] [data-blank=amount]").first).to_have_text("US$60.00")
    page.locator("#case-reply .cut button").click()
    assert {"delays.sorry_coupon", "refunds.bank_time"} <= {one.get_attribute("data-stated") for one in stated.all()}


@each_language
def test_what_is_not_known_towards_the_seller_can_be_told(case: str, reader: Reader) -> None:
    """Who bears a refund through Wish goes by the penalty; until when to appeal, by a day that the answer asks for."""
    page = reader.go(case + BORNE.replace("own_shop", "wish"))
    expect(page.locator("#case-answer dd a")).to_have_attribute("href", re.compile("violation=$"))
    page = reader.go(case + BORNE)
    expect(page.locator("#case-answer dd a")).to_have_count(0)
    expect(page.locator("#case-answer .more a[href$='reported=']")).to_have_count(1)


@each_language
def test_on_a_narrow_screen_answer_and_copy_button_come_first(case: str, reader: Reader) -> None:
    page = reader.go(case + DAMAGED)
    size = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 800})
    expect(page.locator("#case-reply .copy span")).to_have_count(2)
    tops = [
        (page.locator(part).first.bounding_box() or {"y": 0})["y"]
        for part in ("#case-answer h2", "#case-reply .copy", "#case-answer dl", "#case-told", ".meta")
    ]
    page.set_viewport_size(size or {"width": 1280, "height": 800})
    assert tops == sorted(tops)
    assert tops[1] < 800
