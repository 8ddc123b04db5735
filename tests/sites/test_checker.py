"""A saved reply is held against the policy of today, in the page: what it finds, and that it says what it misses."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from generator.finding import LANGUAGES
from generator.language.read import read
from tests.projects import edit, make_small, publish
from tests.server import Served
from tests.sites.checked import ask, card_texts
from tests.sites.conftest import Reader

pytestmark = pytest.mark.browser

HERE = Path(__file__).resolve().parent
PAGE = "check-reply/"
ROOTS = {"en": "", "zh": "zh/"}


def lines(lang: str) -> list[str]:
    """Lines of the corpus of the reader in Python, without the answers; no markup, which nobody pastes."""
    found: list[str] = []
    for file in sorted((HERE.parent / "corpus").glob(f"*.{lang}.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            text = line.split(" | ")[0].split("\t")[0]
            if text.strip() and not text.startswith("#") and not re.search(r"[&<`]|\]\(", text):
                found.append(text)
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_small_reader_agrees_with_the_large_one_and_passes_nothing_in_silence(
    machine: Page, project_root: Path, lang: str
) -> None:
    """A value that both find is the same; where the small one finds none, it says that there is something to see."""
    texts = lines(lang)
    apart, silent, values = [], [], 0
    for text, small in zip(texts, ask(machine, project_root, "read", texts), strict=True):
        large = read(text, lang)
        for one in small:
            beside = [other for other in large if other.start < one["end"] and one["start"] < other.end]
            values += one["value"] is not None
            if one["value"] is not None and beside and one["value"] not in {str(other.value) for other in beside}:
                apart.append((text, one["value"], [str(other.value) for other in beside]))
        for other in large:
            if not any(other.start < one["end"] and one["start"] < other.end for one in small):
                silent.append((text, other.text))
    assert (apart, silent) == ([], [])
    assert values > len(texts) / 5, "and it does find values"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_reply_of_today_is_as_today(machine: Page, project_root: Path, built_site: Path, lang: str) -> None:
    """Every sentence is known, every value the same, the stamp is that of today, and the reply is recognised."""
    texts = card_texts(built_site, lang)
    answers = dict(zip(texts, ask(machine, project_root, "check", list(texts.values())), strict=True))
    wrong = {
        name: [
            (texts[name][mark["start"] : mark["end"]], mark["state"])
            for mark in answer["marks"]
            if mark["state"] != "same"
        ]
        for name, answer in answers.items()
    }
    assert {name: marks for name, marks in wrong.items() if marks} == {}
    assert {answer["stamp"]["state"] for answer in answers.values()} == {"same"}
    assert [name for name, answer in answers.items() if answer["reply"] != name or answer["lacks"]] == []
    assert len(texts) > 40


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, and a version of June with a shorter window."""
    project = make_small(tmp_path_factory.mktemp("saved"), templates=False)
    publish(project, "2026.06", "2026-06-01", ("policies/returns.yaml", "value: 30 days", "value: 14 days"))
    edit(project, "policies/shop.yaml", 'version: "1"', 'version: "2026.12"')
    return project


def marks(machine: Page, shop: Path, text: str) -> list[dict[str, Any]]:
    (answer,) = ask(machine, shop, "check", [text])
    found: list[dict[str, Any]] = answer["marks"]
    return found


def test_a_value_that_changed_stands_beside_the_one_of_today_with_its_version(machine: Page, shop: Path) -> None:
    (hello, asked) = marks(machine, shop, "Hello Maria,\n\nplease ask within 14 days of delivery.")
    assert asked["places"] == [
        {
            "state": "changed",
            "was": "within 14 days of delivery",
            "is": "within 30 days of delivery",
            "terms": ["returns.window"],
            "versions": ["2026.06"],
        }
    ]
    assert hello["state"] == "same"


CASES = [
    ("another way to write today's value", "please ask within thirty days of delivery.", "same"),
    ("a value that never was", "please ask within 21 days of delivery.", "changed"),
    ("today's value in another sentence", "You have 30 days.", "maybe"),
    ("an old value in another sentence", "You have 14 days.", "old"),
    ("a value of nobody's", "You have 77 days.", "nowhere"),
    ("a value that cannot be read", "You have a day or two.", "unread"),
    ("a date", "Until 31 January 2027 it is fine.", "date"),
    ("a sentence without a value", "We pay the postage.", "unknown"),
    ("an old value in Chinese", "期限是 14 天。", "old"),
    ("a value in Chinese numerals", "期限是三十天。", "maybe"),
    ("half of a length", "请半个月内提出。", "nowhere"),
    ("half of a length in English", "Please ask within half a month.", "nowhere"),
    ("what joins nothing", "三到五个工作日到账。", "nowhere"),
    ("an old value in weeks", "You have two weeks.", "old"),
    ("an old value in weeks, in Chinese", "退款两周内到账。", "old"),
    ("a share that nobody promised, in words", "Half of the price is refunded.", "nowhere"),
    ("a share that Chinese counts in tenths", "扣除两成费用。", "nowhere"),
    ("a share with its article", "There is a 20% fee.", "nowhere"),
    ("a fortnight", "You have a fortnight.", "old"),
    ("a year in Chinese", "请在一年内提出。", "nowhere"),
    ("a week in Chinese", "期限是一周。", "nowhere"),
    ("half of something that is no amount", "You get half back.", "unread"),
]


@pytest.mark.parametrize(("text", "state"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_each_sentence_is_judged_by_what_is_known_of_it(machine: Page, shop: Path, text: str, state: str) -> None:
    """And not by more: what a sentence means is for people."""
    assert [mark["state"] for mark in marks(machine, shop, text)] == [state]


def changed(text: str, row: dict[str, Any]) -> str:
    """A reply with the change of a row of ``changed_replies.yaml``."""
    if "wrap" in row:
        lines = [line for part in text.split("\n") for line in textwrap.wrap(part, row["wrap"]) or [""]]
        return "\n".join(f"> {line}" for line in lines)
    if row.get("whole"):
        return re.sub(row["old"], row["new"], text)
    assert row["old"] in text, f"{row['reply']} does not say {row['old']!r}"
    return text.replace(row["old"], row["new"], 1)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_clock_a_payer_or_a_word_that_turns_a_sentence_is_seen_in_a_saved_reply(
    machine: Page, project_root: Path, built_site: Path, lang: str
) -> None:
    """And what only looks otherwise is as today, or has today's words beside it."""
    rows = yaml.load((HERE / "changed_replies.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)[lang]
    cards = card_texts(built_site, lang)
    answers = ask(machine, project_root, "check", [changed(cards[row["reply"]], row) for row in rows])
    wrong = []
    for row, answer in zip(rows, answers, strict=True):
        found = {mark["state"] for mark in answer["marks"]} - {"same"} or {"same"}
        if found != {row["is"]} and not (row["is"] == "fair" and found in ({"same"}, {"beside"})):
            wrong.append((row, found))
        for mark in answer["marks"]:
            beside = [place["is"] for place in mark.get("places", ())] or [mark.get("today")]
            assert mark["state"] not in ("changed", "beside") or all(beside), "with the words of today"
    assert wrong == []
    assert len(rows) > 30


def test_beside_a_value_stands_the_sentence_that_has_it(machine: Page, project_root: Path, built_site: Path) -> None:
    """Of two sentences of a reply that are about as like, not the one with another value."""
    text = card_texts(built_site, "en")["damaged_offer"]
    own = "send it within 14 days of the return request"
    assert own in text
    (answer,) = ask(machine, project_root, "check", [f"{text}\n\nYou can return it within 14 days of delivery."])
    assert [own in mark["today"] for mark in answer["marks"] if mark["state"] != "same"] == [True]


def test_straight_and_curly_quotation_marks_are_the_same(machine: Page, project_root: Path, built_site: Path) -> None:
    """Chat tools make the one of the other, in both directions."""
    curly = [text for lang in LANGUAGES for text in card_texts(built_site, lang).values() if re.search("[“”’]", text)]
    straight = [re.sub("[“”]", '"', text).replace("’", "'") for text in curly]
    assert len(curly) > 5
    for answer in ask(machine, project_root, "check", straight):
        assert {mark["state"] for mark in answer["marks"]} == {"same"}
        assert answer["lacks"] == 0


def test_a_greeting_alone_is_like_no_reply(machine: Page, project_root: Path, built_site: Path) -> None:
    """What many replies say speaks for none of them, and so nothing is said to be missing."""
    whole = card_texts(built_site, "en")["return_authorised"]
    (alone, with_more) = ask(machine, project_root, "check", ["Hello Maria,\n\nwe are on it.", whole])
    assert (alone["reply"], alone["lacks"]) == (None, 0)
    assert with_more["reply"] == "return_authorised"


STAMPS = [
    ("Policy version 2026.12", "same"),
    ("Policy version 2026.06.", "old"),
    ("政策版本 2026.06", "old"),
    ("Policy version 1999.1", "unknown"),
]


@pytest.mark.parametrize(("text", "state"), STAMPS)
def test_the_stamp_says_which_policy_it_was(machine: Page, shop: Path, text: str, state: str) -> None:
    (answer,) = ask(machine, shop, "check", [f"please ask within 30 days of delivery.\n\n{text}"])
    assert answer["stamp"]["state"] == state


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("dark", [False, True])
def test_a_colleague_checks_a_saved_reply_by_keyboard(
    staff: Served, reader: Reader, built_site: Path, lang: str, dark: bool
) -> None:
    """What changed is said first and aloud, leads to today's value, and nothing of it leaves the page."""
    saved = card_texts(built_site, lang)["return_authorised"]
    saved = saved.replace("14 days", "21 days", 1).replace("14 天", "21 天", 1)
    page = reader.go(f"{staff.url}/{ROOTS[lang]}{PAGE}", width=320, dark=dark)
    before = len(staff.answers)
    page.locator("#checker-text").focus()
    page.keyboard.insert_text(saved)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    changed = page.locator(".checked li.changed")
    expect(changed).to_have_count(1)
    expect(changed.locator("s")).to_contain_text("21")
    expect(changed.locator("strong")).to_contain_text("14")
    expect(page.locator("form.checker [role=status]")).to_contain_text(
        "1 处已不符" if lang == "zh" else "1 no longer right"
    )
    assert reader.barriers() == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    # The search of the frame fetches its worker when the machine has time for it, which may be only now.
    own = r"/check\.js|/assets/javascripts/workers/words\.js\?search\.\w+\.min\.js"
    assert [answer.path for answer in staff.answers[before:] if not re.fullmatch(own, answer.path)] == []
    assert page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])").count("21") == 0
    changed.locator("a").first.click()
    expect(page.locator("#term\\.returns\\.send_by")).to_be_in_viewport()


def test_without_script_the_page_says_what_to_do(staff: Served, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{staff.url}/{PAGE}")
    assert page.locator("form.checker").is_hidden()
    assert page.get_by_text("which your browser does not run").is_visible()
    context.close()
