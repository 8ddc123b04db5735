"""``What happens in my case?`` as buyers meet it: the answers are Python's, and everybody gets to them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from random import Random
from urllib.parse import parse_qsl, urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.decisions.clock import NOT_YET, Moment
from generator.decisions.deciding import Decider
from generator.decisions.order import contradictions, earlier_events, unfitting
from generator.decisions.situation import Situation
from generator.decisions.versions import History
from generator.language.amount_written import amount_in
from generator.language.explanation_case import Case
from generator.language.style import Voice
from generator.policy.model import Offer
from generator.policy.projection import buyer_projection
from tests.assistant.sets import ROOT, TODAY, policy_in
from tests.assistant.told import address_of, ended_in, inside_of, lines_of
from tests.assistant.vectors import answer_of, bases_in, gone, public_answer_of, script_situation
from tests.server import Served
from tests.sites.asked import ANSWERED, each_place, to
from tests.sites.conftest import Reader

pytestmark = pytest.mark.browser
SHOWN = """addresses => {
  const text = (one) => one.textContent.replaceAll("\\u00a0", " "); // between a number and its unit
  const all = (where) => [...document.querySelectorAll(`#case-answer ${where}`)];
  return addresses.map((address) => {
    history.replaceState(0, "", `#${address}`);
    dispatchEvent(new Event("hashchange"));
    return {
      lines: all("dl > div").map((line) => [...line.children].map(text)),
      notes: all("> p").map(text),
      evidence: all("ul.evidence li").map(text),
    };
  });
}"""
"""What the page shows for each address, one after the other."""


@cache
def decider_of(site: str) -> Decider:
    return Decider.of(policy_in(ROOT) if site == "staff" else buyer_projection(policy_in(ROOT)))


@cache
def cases(site: str, number: int) -> list[Situation]:
    """Some of the shop's examples, which reach every rule, at other times too; those that an address can hold."""
    decider, dice = decider_of(site), Random(7)
    files = sorted((ROOT / "policies/examples").glob("*.yaml"))
    found = [one for file in files for one in bases_in(file, decider.program, decider.clock, TODAY)]
    found = [one for one in found if all(money.currency == "USD" for money in one.amounts.values())]
    later = [replace(one, now=Moment(one.now.day + dice.choice((20, 45, 200)))) for one in found]
    return dice.sample([*found, *later], number)


@each_place
def test_the_page_shows_what_python_explains(case: str, reader: Reader, site: str, lang: str) -> None:
    """Every line of every option, every window that has ended and when, in the words of the explanation to buyers."""
    policy = policy_in(ROOT) if site == "staff" else buyer_projection(policy_in(ROOT))
    decider, situations = decider_of(site), cases(site, 40)
    earlier = earlier_events(decider.program)
    page = reader.go(case)
    shown = page.evaluate(SHOWN, [address_of(script_situation(one, decider.clock)) for one in situations])
    settled = 0
    for situation, found in zip(situations, shown, strict=True):
        decision = decider.decide(situation)
        part = decision.main
        # What cannot be, such as a day to come, the page asks for again.
        odd = [*unfitting(decider.program, situation), *contradictions(situation.events, situation.now, earlier)]
        if part.needs or part.problem or odd:
            continue
        settled += 1
        told = Case(policy, situation, part)
        lines = {(name, text) for name, text in found["lines"]}
        inside = inside_of(policy, decision, situation, lang) if site == "staff" else set()
        assert lines == lines_of(policy, told, lang, Voice.BUYER) | inside, situation
        assert ended_in(told, lang) <= set(found["notes"]), situation
        wanted = () if part.outcome == Offer.DECLINE else part.evidence  # nothing depends on it then
        assert len(found["evidence"]) == len(wanted), situation
    assert settled > len(situations) / 2


@pytest.mark.parametrize(("site", "lang"), [("buyer", "en"), ("staff", "zh")])
def test_the_built_page_decides_as_python_does(case: str, reader: Reader, site: str) -> None:
    """The program and the script as they were published, with everything known and with less."""
    decider, dice = decider_of(site), Random(8)
    situations = [*cases(site, 40), *(gone(one, dice, 2) for one in cases(site, 15))]
    page = reader.go(case)
    told = [script_situation(one, decider.clock) for one in situations]
    found = page.evaluate("all => { const { decide } = samepage(samepageCase.program); return all.map(decide); }", told)
    answer_in = public_answer_of if site == "buyer" else answer_of
    for situation, answer in zip(situations, found, strict=True):
        wanted = answer_in(decider, situation)
        if wanted["needs"]:  # of what is only possible the page shows the rows; there are no reasons yet
            answer["because"] = []
        if site == "buyer":  # in which order they are told reasons is no part of the decision
            wanted["because"], answer["because"] = (sorted(map(_written, one["because"])) for one in (wanted, answer))
        assert answer == wanted, situation


def _written(reason: dict[str, object]) -> str:
    return json.dumps(reason, sort_keys=True)


@each_place
def test_the_keyboard_alone_leads_to_an_answer_and_back(case: str, reader: Reader) -> None:
    """Each question and the answer are heard when they come: the focus is on their heads."""
    page = reader.go(case)
    seen: list[str] = []
    while page.locator("#case-ask").is_visible():
        seen.append(page.locator("legend").inner_text())
        answer_by_keyboard(page)
        assert len(seen) < 12
    assert len(seen) == len(set(seen))
    expect(page.locator("#case-answer h2")).to_be_focused()
    assert len(page.locator("#case-told dl > div").all()) == len(seen)
    page.go_back()
    expect(page.locator("legend")).to_be_focused()
    assert page.locator("legend").inner_text() == seen[-1]


def answer_by_keyboard(page: Page) -> None:
    """Takes the first choice of a question, types a day, or says that it is not known."""
    before = page.url
    if page.locator("#case-ask [type=radio]").count():
        to(page, "#case-ask input")
        page.keyboard.press("Space")
    elif page.locator("#case-ask select").count():
        to(page, "#case-ask select")
        page.keyboard.press("ArrowDown")
    elif page.locator("#case-ask [type=date]").count():
        to(page, "#case-ask input")
        page.keyboard.type("11202025")
    else:
        to(page, "#case-ask button[value='-'], #case-ask:not(:has(button[value='-'])) button[value='?']")
        page.keyboard.press("Enter")
        return go_on(page, before)
    to(page, "#case-ask .button")
    page.keyboard.press("Enter")
    go_on(page, before)


def go_on(page: Page, before: str) -> None:
    """Waits for what comes after an answer: the address changes first, and then the focus is on the next head."""
    page.wait_for_url(lambda url: url != before)
    expect(page.locator("#case-ask legend:focus, #case-answer h2:focus")).to_be_visible()


def test_an_answer_can_be_changed_sent_and_read_in_the_other_language(buyer: Served, reader: Reader) -> None:
    page = reader.go(f"{buyer.url}/en/case/{ANSWERED}")
    expect(page.locator("#case-answer h2")).to_be_visible()
    assert "31\u00a0January 2027" in page.locator("#case-answer").inner_text()
    page.get_by_role("link", name="中文", exact=True).click()
    expect(page).to_have_url(f"{buyer.url}/zh/case/{ANSWERED}")
    expect(page.locator("#case-answer h2")).to_be_visible()
    page.get_by_role("link", name="修改 收货国家或地区").click()
    expect(page.locator("#case-ask select")).to_be_visible()
    page.locator("#case-ask select").select_option("GB")
    page.get_by_role("button", name="继续").click()
    expect(page.locator("#case-told")).to_contain_text("英国")


def test_what_is_left_out_is_said_and_the_focus_goes_there(buyer: Served, reader: Reader) -> None:
    page = reader.go(f"{buyer.url}/en/case/#delivered=")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_have_text("Please enter a whole date.")
    expect(page.locator("#case-ask input")).to_be_focused()


def test_an_address_that_says_nonsense_is_asked_again(buyer: Served, reader: Reader) -> None:
    nonsense = "reason=constructor&region=Mars&value=-1&flags=toString&__proto__=1&delivered=soon"
    page = reader.go(f"{buyer.url}/en/case/#{nonsense}")
    expect(page.locator("legend")).to_contain_text("What happened")


def test_the_jump_to_the_content_keeps_the_answers(buyer: Served, reader: Reader) -> None:
    page = reader.go(f"{buyer.url}/en/case/{ANSWERED}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    expect(page).to_have_url(f"{buyer.url}/en/case/{ANSWERED}")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_without_scripts_the_rules_are_a_table(buyer: Served, browser: Browser, lang: str) -> None:
    """Every rule that buyers may know, with a link to its place."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{buyer.url}/{lang}/case/")
    rules = buyer_projection(policy_in(ROOT)).rules
    assert page.locator("#case-rules tr[data-rule]:visible").count() == len(rules)
    assert not page.locator("#case").is_visible()
    context.close()


def test_opened_from_a_disk_it_answers_too(buyer: Served, browser: Browser) -> None:
    """Without a server, and without a complaint."""
    page, said = browser.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{(buyer.folder / 'en/case/index.html').as_uri()}{ANSWERED}")
    expect(page.locator("#case-answer h2")).to_be_visible()
    page.close()
    assert not said


STATES = ("#reason=changed_mind", "#flags=", "#value=", "#delivered=", ANSWERED, "#reason=?&region=?&delivered=?")


@each_place
def test_no_state_bars_anybody(case: str, reader: Reader, site: str, lang: str) -> None:
    """Every kind of question on each site in one language, answers with and without gaps in both, narrow and dark.

    What stands around them is the same each time, and examined with the first.
    """
    page = reader.go(case, width=320, dark=True)
    assert reader.barriers() == []
    all_of_them = (site, lang) in {("staff", "en"), ("buyer", "zh")}
    for state in STATES if all_of_them else STATES[-2:]:
        page.evaluate("state => { history.replaceState(0, '', state); dispatchEvent(new Event('hashchange')); }", state)
        assert reader.barriers(within="#case") == [], state
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, state


def test_nothing_internal_is_in_what_buyers_load(buyer: Served) -> None:
    """No rule for the seller, no ladder, no reply, no escalation, no evidence that only staff keep."""
    whole = policy_in(ROOT)
    public = buyer_projection(whole)
    secret = (whole.rules.keys() - public.rules.keys()) | (whole.terms.keys() - public.terms.keys())
    secret |= whole.ladders.keys() | whole.escalations.keys()
    for lang in ("en", "zh"):
        text = (buyer.folder / lang / "case/rules.js").read_text(encoding="utf-8")
        found = set(re.findall(r'"([^"\\]+)"', text))
        assert not found & secret
        assert not [
            role.label.forms(lang)[0] for role in whole.scopes.roles.values() if role.label.forms(lang)[0] in text
        ]


FEE = (
    "#reason=changed_mind&channel=own_shop&region=US&category=phones&flags=opened&value=120"
    "&ordered=2026-12-05&dispatched=2026-12-07&delivered=2026-12-20&now=2026-12-28"
)

FULL = (
    "#reason=damaged&channel=own_shop&region=DE&category=phones&flags=-&value=120"
    "&ordered=2026-12-02&dispatched=2026-12-04&delivered=2026-12-10&now=2026-12-11"
)


@pytest.mark.parametrize(("site", "lang", "full"), [("buyer", "en", "full refund"), ("staff", "zh", "全额")])
def test_no_refund_that_a_fee_or_duties_are_kept_from_is_called_full(case: str, reader: Reader, full: str) -> None:
    for state in (FEE, ANSWERED):
        assert full not in reader.go(case + state).locator("#case-answer h2").inner_text(), state
    assert full in reader.go(case + FULL).locator("#case-answer h2").inner_text()


@pytest.mark.parametrize(("site", "lang"), [("buyer", "en")])
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1,200", "1200"),
        ("1,200.50", "1200.50"),
        ("1.200,50", "1200.50"),
        ("49,90", "49.90"),
        ("7", "7"),
        ("２０", "20"),
        ("$50", "50"),
        ("US$ 50", "50"),
        ("50美元", "50"),
        ("12.345", ""),
        ("50 €", ""),
        ("-5", ""),
    ],
)
def test_an_amount_is_read_as_people_write_it_and_as_python_reads_it(
    case: str, reader: Reader, typed: str, kept: str
) -> None:
    assert amount_in(typed, "USD") == (f"{kept} USD" if kept else typed)
    page = reader.go(case + FEE.replace("value=120", "value="))
    page.locator("#case-ask input").fill(typed)
    page.locator("#case-ask .button").click()
    if kept:
        expect(page.locator("#case-answer h2")).to_be_focused()
        assert f"value={kept}&" in f"{page.url}&"
    else:
        expect(page.get_by_role("alert")).not_to_be_empty()


@each_place
def test_what_cannot_be_is_not_offered_and_is_asked_again(case: str, reader: Reader, site: str) -> None:
    """A parcel that has arrived is not late in transit, and one that has not is not damaged: so says the policy."""
    decider = decider_of(site)
    arrived = {"delivered": Moment(date(2026, 12, 10).toordinal())}
    assert list(unfitting(decider.program, Situation({"reason": "late_transit"}, {}, {}, arrived, TODAY))) == [
        ("reason", "delivered")
    ]
    page = reader.go(f"{case}#delivered=2026-12-10&reason=&now=2026-12-20")
    offered = {one.get_attribute("value") for one in page.locator("#case-ask [type=radio]").all()}
    assert "changed_mind" in offered
    assert "late_transit" not in offered
    page = reader.go(f"{case}#delivered=2026-12-10&reason=late_transit&now=2026-12-20")
    expect(page.locator("#case-ask [role=alert]")).not_to_be_empty()
    expect(page.locator("#case-ask [type=radio]").first).to_have_attribute("name", "reason")
    page = reader.go(f"{case}#reason=damaged&delivered=&now=2026-12-20")
    assert page.locator("#case-ask [value=not_yet]").count() == 0


@each_place
def test_another_day_than_today_is_told_with_the_way_back(case: str, reader: Reader, lang: str) -> None:
    page = reader.go(f"{case}{DAYS}&now=2026-12-20")
    told = page.locator("#case")
    as_if = {"en": "Worked out for 20 December 2026, not for today.", "zh": "按 2026 年 12 月 20 日计算，不是今天。"}[
        lang
    ]
    expect(told).to_contain_text(as_if)
    told.get_by_role("link", name={"en": "Answer for today", "zh": "按今天计算"}[lang]).click()
    expect(told).not_to_contain_text(as_if)
    expect(page).to_have_url(re.compile(r"now=20\d\d-"))


@pytest.mark.parametrize(("site", "lang"), [("buyer", "en")])
def test_an_address_keeps_the_day_of_its_answer(case: str, reader: Reader) -> None:
    """Opened on another day it says the same, and for which day; what happened since brings it up to today."""
    page = reader.go(f"{case}{DAYS}&ordered=2026-11-02&delivered=2026-11-04")
    today = page.evaluate("new Date().toLocaleDateString('sv', { timeZone: samepageCase.program.timezone })")
    assert f"now={today}" in page.url
    assert "not for today" not in page.locator("#case").inner_text()
    earlier = f"{case}{DAYS}&ordered=2026-11-02&delivered=2026-11-04&now=2026-11-05"
    page = reader.go(earlier)
    assert "Worked out for 5\u00a0November 2026" in page.locator("#case-answer").inner_text()
    assert "now=2026-11-05" in page.url
    page = reader.go(f"{earlier}&withdrawal_notice=2026-11-07")
    assert f"now={today}" in page.url


LATE = (
    "#reason=late_transit&channel=own_shop&region=DE&ordered=2026-12-02&dispatched=2026-12-03&delivered=not_yet"
    "&now=2026-12-30"
)


@each_place
def test_credit_is_given_and_not_refunded(case: str, reader: Reader, lang: str) -> None:
    """How much, also where nobody told what it is a share of; and when."""
    for told in ("&value=?", "&value=120"):
        lines = reader.go(case + LATE + told).locator("#case-answer > dl").first.inner_text()
        assert ({"en": "Refund", "zh": "退款"}[lang]) not in lines, lines
        assert {"en": "Amount", "zh": "金额"}[lang] in lines
        assert {"en": "Credited", "zh": "发放时间"}[lang] in lines


@pytest.mark.parametrize(("site", "lang"), [("buyer", "en")])
@pytest.mark.parametrize("day", ["2026-99-99", "2026-02-30", "9999-12-31", "2026-12-01T::::"])
def test_a_day_that_no_calendar_has_is_not_known(case: str, reader: Reader, day: str) -> None:
    page = reader.go(case + FEE.replace("delivered=2026-12-20", f"delivered={day}"))
    assert not re.search(r"30 February|January \d{5}", page.locator("#case-told").inner_text())
    assert page.locator("#case-ask, #case-answer").locator("visible=true").count()


@pytest.mark.parametrize(("site", "lang"), [("buyer", "en")])
def test_buyers_are_not_asked_for_what_only_the_seller_answers_for(case: str, reader: Reader) -> None:
    page = reader.go(case)
    asked = page.evaluate("Object.keys(samepageCase.phrases.asks)")
    assert "reason" in asked
    assert {"violation", "statement", "released"}.isdisjoint(asked)


@pytest.mark.parametrize(("site", "lang"), [("buyer", "en")])
def test_an_offer_is_told_though_its_row_is_not_known(case: str, reader: Reader) -> None:
    """In the holiday season the day of the order says how long: not told, it changes nothing of what is offered."""
    told = "#reason=changed_mind&region=AL&flags=-&category=phones&delivered=2026-12-03&channel=own_shop&now=2026-12-05"
    page = reader.go(case + told)
    assert page.locator("#case-answer h2").inner_text()


@pytest.mark.parametrize(("site", "lang"), [("buyer", "en")])
def test_a_refusal_asks_for_nothing(case: str, reader: Reader) -> None:
    page = reader.go(case + ANSWERED.replace("now=2026-12-20", "now=2027-03-20"))
    assert page.locator("#case-answer h2").inner_text()
    assert page.locator("#case-answer ul.evidence").count() == 0


DAYS = "#reason=changed_mind&channel=own_shop&region=DE&category=phones&flags=-"


@pytest.mark.parametrize(("site", "lang"), [("buyer", "en"), ("staff", "zh")])
def test_an_order_from_before_the_policy_is_told_so_as_python_tells(case: str, reader: Reader, site: str) -> None:
    history = History(policy_in(ROOT), ())
    told = {"buyer": "These rules hold for orders placed from 1 December 2026", "staff": "更早的订单适用当时的版本"}[
        site
    ]
    words = {name: value for name, value in parse_qsl(DAYS.lstrip("#")) if name != "flags"}
    for day in ("2026-11-30", "2026-12-01"):
        ordered = {"ordered": Moment(date.fromisoformat(day).toordinal())}
        is_early = bool(history.decide(Situation(words, {"flags": frozenset()}, {}, ordered, TODAY)).early)
        page = reader.go(f"{case}{DAYS}&ordered={day}&delivered=2026-12-10&now=2026-12-20")
        assert (told in page.locator("#case-answer").inner_text().replace("\u00a0", " ")) is is_early


@each_place
def test_a_last_day_is_told_with_its_time_zone(case: str, reader: Reader, lang: str) -> None:
    zone = reader.go(case + ANSWERED).locator("#case-answer .zone").inner_text()
    assert {"en": "until midnight, Hong Kong time", "zh": "以香港时间的日期为准"}[lang] in zone


@pytest.mark.parametrize(("site", "lang"), [("buyer", "en"), ("staff", "zh")])
@pytest.mark.parametrize(
    ("days", "asked"),
    [
        ({"ordered": "2026-12-05", "dispatched": "2026-12-07", "delivered": "2026-12-10"}, ""),
        ({"dispatched": "2026-12-07", "delivered": "2026-12-06"}, "delivered"),
        ({"delivered": "2026-12-06", "dispatched": "not_yet"}, "dispatched"),
        ({"delivered": "2026-12-06", "ordered": "2026-12-07"}, "ordered"),
        ({"delivered": "2027-01-06"}, "delivered"),
    ],
)
def test_days_that_contradict_each_other_are_asked_for_again(
    case: str, reader: Reader, days: dict[str, str], asked: str
) -> None:
    """The one that was told last, with a word; Python finds fault with the same days."""
    history = History(policy_in(ROOT), ())
    moments = {
        event: NOT_YET if day == "not_yet" else Moment(date.fromisoformat(day).toordinal())
        for event, day in days.items()
    }
    now = Moment(date(2026, 12, 20).toordinal())
    assert bool(list(contradictions(moments, now, history.earlier))) is bool(asked)
    page = reader.go(f"{case}{DAYS}&{urlencode(days)}&now=2026-12-20")
    alarm = page.locator("#case-ask [role=alert]")
    assert (alarm.inner_text() if asked else "") or not asked
    assert not asked or page.locator("#case-ask input").first.get_attribute("name") == asked


@pytest.mark.parametrize(("site", "lang"), [("buyer", "en")])
def test_of_flags_only_those_are_asked_for_that_can_change_the_answer(case: str, reader: Reader) -> None:
    told = {"reason": "changed_mind", "region": "DE", "category": "phones", "channel": "own_shop"}
    part = decider_of("buyer").decide(Situation(told, {}, {}, {}, TODAY)).main
    page = reader.go(f"{case}#{urlencode(told)}&flags=&now=2026-12-01")
    shown = {f"flags.{box.get_attribute('value')}" for box in page.locator("#case-ask [type=checkbox]").all()}
    assert shown == set(part.flags)
    assert len(shown) < len(policy_in(ROOT).scopes.facts["flags"].values)


@pytest.mark.parametrize(("site", "lang"), [("buyer", "en")])
def test_a_fee_is_told_with_what_it_is_taken_off(case: str, reader: Reader) -> None:
    """Not with the exchange, from which nothing is taken."""
    answer = reader.go(case + FEE).locator("#case-answer")
    headed = {title.inner_text(): title.locator("+ dl").inner_text() for title in answer.locator("h3:has(+ dl)").all()}
    assert [title for title, lines in headed.items() if "fee" in lines.lower()] == ["A refund"]
