"""The staff site as a colleague uses it: switching languages, searching, copying a reply, printing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.server import Served
from tests.sites.conftest import Reader, opened, reading

pytestmark = pytest.mark.browser

URL = "https://staff.lantern-street.example/"
PLAYBOOK = "after-delivery/changed-mind/"
REPLY = "replies/damaged_offer/"


def search(page: Page, words: str) -> list[tuple[str, str]]:
    """Types into the search; returns address and text of each result."""
    page.keyboard.press("/")
    page.keyboard.insert_text(words)
    page.keyboard.press("Shift")
    page.locator(".md-search-result__item").first.wait_for()
    found = page.locator(".md-search-result__link").evaluate_all("all => all.map(a => [a.pathname, a.textContent])")
    return [(address, text) for address, text in found]


def test_the_language_switch_stays_on_the_page_and_goes_back(staff: Served, reader: Reader) -> None:
    """Whoever has found the page has found it in the other language, too."""
    page = reader.go(f"{staff.url}/{PLAYBOOK}")
    page.get_by_role("link", name="中文", exact=True).click()
    expect(page).to_have_url(f"{staff.url}/zh/{PLAYBOOK}")
    expect(page.locator("h1")).to_contain_text("买家不想要了")
    page.get_by_role("link", name="English", exact=True).click()
    expect(page).to_have_url(f"{staff.url}/{PLAYBOOK}")


@pytest.mark.parametrize("words", ["退款", "签收", "缺货", "申诉"])
def test_a_chinese_word_is_found_inside_sentences_on_chinese_pages(staff: Served, reader: Reader, words: str) -> None:
    """No result leads to an English page, and the word stands in what is shown."""
    found = search(reader.go(f"{staff.url}/zh/"), words)
    assert {address[:4] for address, _ in found} == {"/zh/"}
    assert any(re.search(rf"[\u4e00-\u9fff]{words}|{words}[\u4e00-\u9fff]", text) for _, text in found)


@pytest.mark.parametrize("words", ["refund", "out of stock", "appeal"])
def test_an_english_word_is_found_on_english_pages(staff: Served, reader: Reader, words: str) -> None:
    """No result leads to a Chinese page, nor shows Chinese words."""
    found = search(reader.go(f"{staff.url}/"), words)
    assert not [address for address, _ in found if address.startswith("/zh/")]
    assert words.rsplit(maxsplit=1)[-1] in " ".join(text.lower() for _, text in found)


def test_a_word_of_the_other_language_finds_pages_of_this_one(staff: Served, reader: Reader) -> None:
    """A reply stands on one page in both languages, each index holds its own; the glossary leads across."""
    found = search(reader.go(f"{staff.url}/"), "退款")
    assert not [address for address, _ in found if address.startswith("/zh/")]
    assert found[0][0] == "/money/refund-timing/"
    assert not [text for address, text in found if "退款" in text and address != "/glossary/"]


def test_cells_of_a_table_are_words_apart_in_the_index(built_site: Path) -> None:
    """The last word of one cell and the first of the next are two."""
    index = json.loads((built_site / "staff/search/search_index.json").read_text(encoding="utf-8"))
    text = " ".join(entry["text"] for entry in index["docs"])
    assert re.search(r"\bOffer\s+Goods and postage\s", text)
    assert not re.search(r"Offer(?=Goods|Who)", text)


@pytest.mark.parametrize("language", ["", "zh/"])
def test_a_missing_page_is_found_to_be_missing(staff: Served, reader: Reader, language: str) -> None:
    """It says so in its own language, looks like the site, and leads back to that language's start."""
    reader.missing_is_fine = True
    page = reader.go(f"{staff.url}/{language}404.html" if language else f"{staff.url}/no/such/page/")
    assert page.locator("html").get_attribute("lang") == ("zh-Hans" if language else "en")
    assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--pine')")
    page.locator("article a").last.click()
    expect(page.locator("h1")).to_have_text("买家说了什么？" if language else "What does the buyer say?")


def test_alternates_are_reciprocal_on_every_page(built_site: Path) -> None:
    """Both languages of a page name the same two addresses, and both exist."""
    root = built_site / "staff"
    pages = {path.relative_to(root).as_posix() for path in root.rglob("index.html")}
    assert {page for page in pages if not page.startswith("zh/")} == {
        page.removeprefix("zh/") for page in pages if page.startswith("zh/")
    }
    pattern = re.compile(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)"')
    for page in sorted(pages):
        if page.startswith("zh/"):
            continue
        own, twin = (dict(pattern.findall((root / name).read_text(encoding="utf-8"))) for name in (page, f"zh/{page}"))
        address = page.removesuffix("index.html")
        assert own == {"en": f"{URL}{address}", "zh-Hans": f"{URL}zh/{address}"}, page
        assert twin == own, page


@pytest.mark.parametrize(
    ("address", "trail"),
    [
        (PLAYBOOK, ["Start", "After delivery"]),
        (REPLY, ["Start", "All replies"]),
        (f"zh/{PLAYBOOK}", ["首页", "收货之后"]),
        ("", []),
    ],
)
def test_a_page_says_where_it_stands(staff: Served, reader: Reader, address: str, trail: list[str]) -> None:
    """The start, then the group; the first leads back to the start of the same language, which has no trail itself."""
    page = reader.go(f"{staff.url}/{address}")
    assert page.locator(".crumbs li").all_inner_texts() == trail
    if trail:
        page.locator(".crumbs a").first.click()
        expect(page).to_have_url(f"{staff.url}/{'zh/' if address.startswith('zh/') else ''}")


def test_the_picture_of_the_bands_wears_the_colours_of_the_site(staff: Served, reader: Reader) -> None:
    """The style of the buyers' picture reaches the staff site."""
    figure = reader.go(f"{staff.url}/{PLAYBOOK}").locator("figure.rail").first
    width = figure.locator("svg").first.evaluate("svg => svg.getBoundingClientRect().width")
    assert width > 600
    fill = figure.locator("rect.full").first.evaluate("rect => getComputedStyle(rect).fill")
    assert fill == "rgb(10, 90, 76)"


def test_a_value_tells_what_it_is_counted_from(staff: Served, reader: Reader) -> None:
    """The card shows the name of the value, its clock and its id; Escape closes it."""
    page = reader.go(f"{staff.url}/{PLAYBOOK}")
    page.locator("td data[data-term='returns.credit_time'], th data[data-term='returns.window']").first.hover()
    card = page.locator(".sp-card")
    expect(card).to_contain_text(re.compile(r".+ · counted from .+ · returns\.window", re.IGNORECASE))
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_a_filled_name_fills_its_twin_and_words_do_not(staff: Served, reader: Reader) -> None:
    """A name and a number are the same in both languages, the item is not."""
    page = reader.go(f"{staff.url}/{REPLY}")
    own, twin = (page.locator(f".reply[lang='{language}']") for language in ("en", "zh-Hans"))
    own.locator(".blank[data-blank=name]").first.fill("Maria")
    own.locator(".blank[data-blank=item]").first.fill("the blue lamp")
    expect(twin.locator(".blank[data-blank=name]").first).to_have_text("Maria")
    expect(twin.locator(".blank[data-blank=item]").first).to_have_text("商品名称")


def test_a_reply_is_copied_as_it_stands_and_says_what_is_missing(staff: Served, reader: Reader) -> None:
    """Filled blanks and values are part of the text, headings and buttons are not."""
    page = reader.go(f"{staff.url}/{REPLY}")
    reader.take_time()
    reply = page.locator(".reply[lang='en']")
    blanks = reply.locator(".blank").count()
    reply.locator(".blank[data-blank=name]").first.fill("Maria")
    reply.get_by_role("button").click()
    expect(reply.locator("button")).to_contain_text(str(blanks - 1))
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Hello Maria, thank you for the photos.")
    assert "\n\n1. Replacement: " in copied
    assert "within 60 days of delivery" in copied
    assert "Copy" not in copied


def test_without_scripts_a_playbook_can_be_read(staff: Served, browser: Browser) -> None:
    """Text, picture and replies stand in the page; a button that could do nothing is not shown."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{staff.url}/{PLAYBOOK}")
    assert page.locator(".reply p").first.is_visible()
    assert page.locator("figure.rail").first.is_visible()
    assert not page.locator("button.copy").first.is_visible()
    context.close()


def test_on_paper_only_the_page_is_left(staff: Served, reader: Reader) -> None:
    """No header, navigation or buttons; the values are told, dark colours are not printed."""
    page = reader.go(f"{staff.url}/{PLAYBOOK}", dark=True)
    page.emulate_media(media="print")
    for name in (".md-header", ".md-sidebar--primary", "button.copy", ".md-footer"):
        assert not page.locator(name).first.is_visible(), name
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details.values table").is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(23, 33, 30)"


@pytest.mark.parametrize("address", ["/", f"/{PLAYBOOK}", "/policy/", "/zh/policy/"])
def test_the_first_view_of_a_page_keeps_to_the_budget(staff: Served, browser: Browser, address: str) -> None:
    """At most 80 KiB in 10 requests with nothing cached; the index of the search is not among them."""
    context = browser.new_context(service_workers="block")
    before = len(staff.answers)
    context.new_page().goto(staff.url + address, wait_until="networkidle")
    answers = staff.answers[before:]
    context.close()
    assert sum(answer.size for answer in answers) <= 80 * 1024
    assert len(answers) <= 10
    assert not [answer.path for answer in answers if "search_index" in answer.path or "sitemap" in answer.path]


def test_the_browser_that_looks_is_the_one_that_complains(browser: Browser, staff: Served) -> None:
    """A fault planted in a page is heard: silence means that there is none."""
    with opened(browser) as context:
        watching = Reader(context.new_page())
        page = watching.go(f"{staff.url}/")
        with page.expect_console_message(lambda message: "refused https://example.com/" in message.text):
            page.evaluate("console.error('planted'); fetch('https://example.com/').catch(() => 0)")
    said = " ".join(watching.complaints)
    assert "planted" in said
    assert "refused https://example.com/" in said


def test_nothing_that_one_reader_did_is_left_for_the_next(window: Page, staff: Served) -> None:
    """They share a page, and nothing else: no clock, no storage, no place on the page, no complaint."""
    with reading(window) as first:
        first.go(f"{staff.url}/{PLAYBOOK}#reply", width=320, dark=True)
        first.page.evaluate("localStorage.setItem('a', 1), sessionStorage.setItem('b', 2), document.title = 'changed'")
    with reading(window) as second:
        page = second.go(f"{staff.url}/{PLAYBOOK}#offer")
        assert page.title() != "changed"
        assert page.viewport_size == {"width": 1280, "height": 900}
        assert not page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        assert page.evaluate("[localStorage.a, sessionStorage.b]") == [None, None]
        assert page.evaluate("/native code/.test(Date)")
        assert page.evaluate("new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    page.evaluate("console.error('said when nobody listens')")
    assert second.complaints == []


def test_rules_that_are_laid_out_late_are_reached_found_and_printed(staff: Served, reader: Reader) -> None:
    """A link leads to the head of the rule, a search in the page finds its words, and paper has it whole."""
    page = reader.go(f"{staff.url}/policy/", width=360)
    for rule in ("escalation.appeal", "returns.wrong_size"):
        place = page.locator(f"section[id='{rule}']")
        page.evaluate("rule => location.hash = rule", rule)
        page.wait_for_function("one => Math.abs(one.getBoundingClientRect().top - 60) < 60", arg=place.element_handle())
        assert page.evaluate("words => (getSelection().empty(), find(words))", place.locator("code").first.inner_text())
    page.emulate_media(media="print")
    rules = page.locator("section.rule")
    assert {*rules.evaluate_all("all => all.map(one => getComputedStyle(one).contentVisibility)")} == {"visible"}
