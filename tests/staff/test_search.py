"""The search: texts for each language, and what a browser finds, marks and loads."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from generator.publish.search import read_text
from tests.server import Served


@given(st.lists(st.text(alphabet="退款签收后30 days，。<>&abc", min_size=1, max_size=20).filter(str.strip), max_size=4))
def test_what_is_searched_is_what_the_page_shows(said: list[str]) -> None:
    """A line for each paragraph, its signs as they were written."""
    html = " ".join(f"<p>{escape(text)}</p>" for text in said)
    assert read_text(html).split("\n") == ([text.strip() for text in said] or [""])


def test_each_language_has_its_own_index(site: Path) -> None:
    """No entry of one language stands in the other's index, and addresses count from the language's folder."""
    english = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    chinese = json.loads((site / "zh/search/search_index.json").read_text(encoding="utf-8"))["docs"]
    assert {e["location"] for e in english} == {"", "returns/late/", "returns/late/#reply"}
    assert {e["location"] for e in chinese} == {e["location"] for e in english}
    assert "It is late" in {e["title"] for e in english}
    assert "还没到" in {e["title"] for e in chinese}


@pytest.fixture(scope="module")
def served(site: Path, serve_folder: Callable[[Path], Served]) -> Served:
    return serve_folder(site)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One for all: each test opens its address anew."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def find(page: Page, query: str) -> list[str]:
    """Opens the search, types, and returns the headings found."""
    page.keyboard.press("/")
    page.keyboard.insert_text(query)
    page.keyboard.press("Shift")
    page.wait_for_selector(".md-search-result__item")
    return page.locator(".md-search-result__item h1, .md-search-result__item h2").all_inner_texts()


@pytest.mark.parametrize(
    "query",
    ["退款", "签收", "缺货", "替代", "退货", "运费", "退货运费", "签收后", "三天", "由我们承担", "商品", "改发替代品"],
)
def test_a_chinese_word_is_found_inside_a_sentence(served: Served, page: Page, query: str) -> None:
    """Two characters in the middle of a sentence are enough, wherever a dictionary would cut."""
    page.goto(f"{served.url}/zh/")
    assert "回复" in find(page, query)


@pytest.mark.parametrize("query", ["refund", "refunds", "postage", "damage", "damaged"])
def test_an_english_word_is_found_in_its_other_forms(served: Served, page: Page, query: str) -> None:
    """One refund, two refunds: the reader need not guess which form the page uses."""
    page.goto(f"{served.url}/")
    assert "Reply" in find(page, query)


def test_what_is_marked_is_what_somebody_typed(served: Served, page: Page) -> None:
    """In all its forms, and nothing that only leads to the page."""
    page.goto(f"{served.url}/")
    find(page, "refunds")
    marked = page.locator(".md-search-result__item mark").all_inner_texts()
    assert marked
    assert {text.lower().removesuffix("s") for text in marked} == {"refund"}


def test_the_index_waits_until_somebody_searches(served: Served, page: Page) -> None:
    """What a page costs before a search does not depend on the size of the index."""
    served.answers.clear()
    page.goto(f"{served.url}/zh/returns/late/", wait_until="networkidle")
    before = [answer.path for answer in served.answers]
    assert not [path for path in before if "search_index" in path or "sitemap" in path]
    find(page, "退款")
    assert "/zh/search/search_index.json" in [answer.path for answer in served.answers]
