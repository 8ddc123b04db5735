"""What holds for a page of every kind."""

from __future__ import annotations

import pytest

from tests.server import Served
from tests.sites.conftest import OF_COLOUR_AND_SPACE, Reader

pytestmark = pytest.mark.browser

STAFF = (
    "",
    "case/",
    "after-delivery/changed-mind/",
    "policy/",
    "replies/",
    "replies/damaged_offer/",
    "check-reply/",
    "glossary/",
    "where-it-stands/",
    "how-to-use/",
    "404.html",
)
BUYER = (
    "",
    "case/",
    "returns/",
    "refunds/",
    "delays/",
    "cancellations/",
    "disputes/",
    "evidence/",
    "escalation/",
    "contact/",
    "versions/",
    "copies/",
)
TURNS = (("", "en/"), ("zh/", "zh/"))
"""Staff pages and buyer pages in a language; of each kind of page the next language is asked."""
PAGES = (
    *(("staff", TURNS[number % 2][0], name) for number, name in enumerate(STAFF)),
    *(("buyer", TURNS[number % 2][1], name) for number, name in enumerate(BUYER)),
    ("staff", "zh/", ""),
    ("buyer", "zh/", ""),
    ("buyer", "", ""),
    ("buyer", "", "404.html"),
)
every_page = pytest.mark.parametrize(
    "place", [pytest.param(page, id=f"{page[0]}:/{page[1]}{page[2]}") for page in PAGES]
)


@every_page
def test_no_reader_meets_a_barrier_or_a_page_wider_than_the_screen(
    staff: Served, buyer: Served, reader: Reader, place: tuple[str, str, str]
) -> None:
    """In English on a wide light screen, in Chinese on a narrow dark one: ``make audit`` asks every page on each."""
    site, language, name = place
    address = f"{(staff if site == 'staff' else buyer).url}/{language}{name}"
    is_narrow = language == "zh/"
    page = reader.go(address, width=320 if is_narrow else 1280, dark=is_narrow)
    assert reader.barriers() == []
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{width} px"
    assert page.locator("html").get_attribute("lang") == ("zh-Hans" if language == "zh/" else "en")
    assert page.locator("h1").count() == 1


def test_a_barrier_is_noticed(buyer: Served, reader: Reader) -> None:
    """Of colour, of which not every element is asked, and of any other kind."""
    page = reader.go(f"{buyer.url}/en/disputes/")
    shown = "[...document.querySelectorAll('main *')].filter((one) => one.checkVisibility() && one.firstChild?.data)"
    page.evaluate(f"{shown}.at(-1).style.color = '#ccc'")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert {found.partition(":")[0] for found in reader.barriers()} == {"color-contrast", "html-has-lang"}
    assert {found.partition(":")[0] for found in reader.barriers(*OF_COLOUR_AND_SPACE)} == {"color-contrast"}


@pytest.mark.parametrize(("start", "words"), [("/", "refund"), ("/zh/", "退款")])
def test_an_open_search_bars_nobody(staff: Served, reader: Reader, start: str, words: str) -> None:
    """The list of results is read by a screen reader and reached by keyboard, too."""
    page = reader.go(f"{staff.url}{start}?q={words}", width=360, dark=True)
    page.locator(".md-search-result__item").first.wait_for()
    assert reader.barriers() == []
