"""A reply is filled in where it stands: days follow from days, both languages from one, and nothing leaves the page."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.decisions.calendars import Unpublished
from generator.decisions.clock import Clock, Moment
from generator.decisions.compiling import compile_policy
from generator.language.say import say_quantity
from generator.playbook.load import load_playbook
from generator.policy.load import load_policy
from generator.policy.values import Day
from generator.publish.deadlines import days_of
from tests.server import Served
from tests.sites.conftest import Reader

pytestmark = pytest.mark.browser

REPLY = "replies/return_received/"
ONE = "replies/damaged_offer/"


def enter(page: Page, field: str, day: str) -> None:
    """Somebody chooses a day in the form."""
    one = page.locator(f"input[data-event={field}], input[data-fill={field}]").first
    one.fill(day)
    one.dispatch_event("change")


def blank(page: Page, lang: str, name: str) -> Any:
    return page.locator(f".reply[lang='{lang}'] .blank[data-blank={name}]").first


def test_the_page_counts_as_the_policy_is_decided(
    project_root: Path, built_site: Path, staff: Served, reader: Reader
) -> None:
    """Each deadline of each reply, from days around ends of months and years, and where no calendar is published."""
    policy, _ = load_policy(project_root)
    playbook, _ = load_playbook(project_root, lambda _: None)
    assert policy is not None
    days = days_of(policy, playbook)
    assert days is not None
    clock = Clock(compile_policy(policy))
    starts = [date(2026, 9, 28), date(2026, 12, 1), date(2026, 12, 24), date(2026, 12, 31), date(2028, 2, 29)]
    starts += [date(2027, 1, 29) + timedelta(number) for number in (0, 2, 5, 9)] + [date(2035, 3, 1)]
    asked, wanted = [], []
    for term, rows in days.rows.items():
        for row in rows:
            leaf = row["leaf"]
            for start in starts:
                events = {event: Moment(start.toordinal()) for event in policy.scopes.events}
                try:
                    end = clock.ends(leaf)(events, Moment(start.toordinal()))
                    assert end is not None
                    day = date.fromordinal(end.day).isoformat()
                    wanted.append(day if end.at is None else f"{clock.local(end.at):%Y-%m-%dT%H:%M:%S}")
                except Unpublished:
                    wanted.append("")
                asked.append([term, leaf["text"], start.isoformat()])
    page = reader.go(f"{staff.url}/{REPLY}")
    page.add_script_tag(url=f"{staff.url}/days.js")
    told: list[tuple[int, int, int, str] | None] = page.evaluate(
        """([asked, events]) => asked.map(([term, leaf, day]) => (samepageDays.windowOf(term, leaf,
             { events: Object.fromEntries(events.map(event => [event, day])), now: day }).date))""",
        [asked, list(policy.scopes.events)],
    )
    assert len(asked) > 500
    written = ["{}-{:02}-{:02}{}".format(*day[:3], day[3] and f"T{day[3]}") if day else "" for day in told]
    apart = [(what, here, there) for what, here, there in zip(asked, written, wanted, strict=True) if here != there]
    assert apart == []
    assert "" in wanted


def test_a_day_stands_in_both_languages_as_each_of_them_writes_it(staff: Served, reader: Reader) -> None:
    """The phrasebooks' own way, in every month."""
    page = reader.go(f"{staff.url}/{REPLY}")
    for month in range(1, 13):
        enter(page, "return_received", f"2027-{month:02}-09")
        for lang, short in (("en", "en"), ("zh-Hans", "zh")):
            expect(blank(page, lang, "received_on")).to_have_text(say_quantity(Day(2027, month, 9), short))


@pytest.mark.parametrize("root", ["", "zh/"])
def test_what_follows_from_a_day_is_filled_in(staff: Served, reader: Reader, root: str) -> None:
    """At once where one value alone may be meant, and where there are several when one is chosen."""
    page = reader.go(f"{staff.url}/{root}{ONE}")
    enter(page, "delivered", "2026-12-24")
    expect(blank(page, "en", "choose_by")).to_have_text("22 February 2027")
    expect(blank(page, "zh-Hans", "choose_by")).to_have_text("2027 年 2 月 22 日")
    shown = "2027 年 2 月 22 日" if root else "22 February 2027"
    expect(page.locator("p[data-fill=choose_by] output")).to_have_text(shown)
    assert blank(page, "en", "warranty_end").get_attribute("class") == "blank"
    page.locator("p[data-fill=warranty_end] select").select_option(index=1)
    expect(blank(page, "en", "warranty_end")).to_have_class("blank filled")


def test_a_day_that_is_typed_into_the_text_is_understood(staff: Served, reader: Reader) -> None:
    """A whole day, as people write one, is one of both languages."""
    page = reader.go(f"{staff.url}/{ONE}")
    own, twin = blank(page, "en", "choose_by"), blank(page, "zh-Hans", "choose_by")
    for words in (
        "2026-12-04",
        "2026/12/4",
        "2026年12月4日",
        "4 Dec 2026",
        "December 4th, 2026",
        "4.12.2026",
        "２０２６/12/4",
    ):
        own.fill(words)
        own.blur()
        expect(own).to_have_text("4 December 2026")
        expect(twin).to_have_text("2026 年 12 月 4 日")


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_a_day_that_cannot_be_read_leaves_no_older_one_in_the_other_language(
    staff: Served, reader: Reader, lang: str
) -> None:
    """It is marked with the reason, and what is copied from either card says that a blank is left."""
    page = reader.go(f"{staff.url}/{ONE}")
    reader.take_time()
    other = "zh-Hans" if lang == "en" else "en"
    own, twin = blank(page, lang, "choose_by"), blank(page, other, "choose_by")
    unread = {"en": "not clear which day", "zh-Hans": "看不出是哪一天"}[lang]
    no_day = {"en": "no calendar has", "zh-Hans": "没有这一天"}[lang]
    for words, why in [
        *((words, unread) for words in ("the day after the fair", "3/4/2026", "3 Nov", "next Monday", "11月3日", "")),
        *((words, no_day) for words in ("2026-02-30", "31/04/2027", "30 February 2027", "2027 年 2 月 30 日")),
    ]:
        own.fill("24/12/2026")
        own.blur()
        expect(twin).to_have_class("blank filled")
        own.fill(words)
        own.blur()
        expect(twin).to_have_class("blank")
        expect(own).to_have_class("blank")
        if words:
            expect(own).to_have_text(words)
            assert why in own.get_attribute("data-why")
    assert reader.barriers() == []
    card = page.locator(f".reply[lang={lang}]")
    count = card.locator(".blank").count()
    card.locator(".copy").click()
    expect(card.locator(".copy")).to_contain_text(str(count))
    text = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"\[[^]]+: 2027 年 2 月 30 日\]", text), "in brackets, with what is asked for"
    own.focus()
    own.blur()
    assert own.get_attribute("data-why"), "nothing was typed"
    own.fill("2027-03-01")
    own.blur()
    expect(own).to_have_class("blank filled")
    assert own.get_attribute("data-why") is None


def test_clearing_leaves_nothing_and_nothing_was_ever_sent_or_kept(staff: Served, reader: Reader) -> None:
    """One file is asked for, the counting; no storage of the browser holds a word of the case."""
    page = reader.go(f"{staff.url}/{REPLY}")
    before = len(staff.answers)
    blank(page, "en", "name").fill("Maria Secret")
    enter(page, "return_received", "2026-12-24")
    expect(blank(page, "en", "received_on")).to_have_text("24 December 2026")
    assert [answer.path for answer in staff.answers[before:]] == ["/days.js"]
    assert "Secret" not in page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, location.href])")
    page.locator("form.fill button[type=reset]").click()
    assert page.locator(".blank.filled").count() == 0
    assert page.locator("form.fill input").evaluate_all("all => all.every(one => one.value === '')")


def test_a_reply_is_filled_in_and_copied_by_keyboard_alone(staff: Served, reader: Reader) -> None:
    """Tab leads from the days to the button and the blanks; what is copied carries the version of the policy."""
    page = reader.go(f"{staff.url}/{ONE}")
    reader.take_time()
    page.locator("input[data-event=delivered]").focus()
    page.keyboard.type("12242026")
    expect(page.locator("p[data-fill=choose_by] output")).not_to_be_empty()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.reply[lang=en] .copy')"):
            break
    page.keyboard.press("Tab")
    page.keyboard.type("Maria")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".sp-live")).to_contain_text("blanks left")
    text = page.evaluate("navigator.clipboard.readText()")
    assert "Hello Maria" in text
    assert "[order number]" in text, "what is missing cannot be overlooked"
    assert "by 22 February 2027" in text
    assert text.endswith("Policy version 2026.12")


def test_where_the_browser_forbids_copying_the_reply_is_marked(staff: Served, reader: Reader) -> None:
    """The button says what to do, and a key copies it."""
    page = reader.go(f"{staff.url}/{ONE}")
    reader.take_time()
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")
    page.locator(".reply[lang=en] .copy").click()
    expect(page.locator(".sp-live")).to_have_text("Marked, copy it by hand")
    marked = page.evaluate("getSelection().toString()")
    assert marked.strip().endswith("Policy version 2026.12")
    assert "Copy" not in marked.split("\n")[0]


@pytest.mark.parametrize("root", ["", "zh/"])
@pytest.mark.parametrize("dark", [False, True])
def test_the_form_is_no_barrier_when_it_is_filled_in(staff: Served, reader: Reader, root: str, dark: bool) -> None:
    page = reader.go(f"{staff.url}/{root}{REPLY}", width=320, dark=dark)
    enter(page, "return_received", "2026-12-24")
    page.locator("select").first.select_option(index=1)
    expect(page.locator("form.fill output").first).not_to_be_empty()
    assert reader.barriers() == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_without_script_the_reply_is_text_to_select(staff: Served, browser: Browser) -> None:
    """No button that does nothing, no form that works nothing out."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{staff.url}/{ONE}")
    assert page.locator("form.fill").is_hidden()
    assert page.locator("button.copy").first.is_hidden()
    assert page.locator(".reply[lang=en]").is_visible()
    assert page.locator(".reply[lang=en]").evaluate("one => getComputedStyle(one).userSelect") != "none"
    context.close()


def test_both_languages_offer_the_same_days(built_site: Path) -> None:
    """A form is in the language of its page, and asks for the same."""
    texts = [(built_site / "staff" / root / REPLY / "index.html").read_text(encoding="utf-8") for root in ("", "zh")]
    english, chinese = (re.findall(r'data-(?:event|fill|due|leaf)="([^"]+)"', text) for text in texts)
    assert english == chinese != []
