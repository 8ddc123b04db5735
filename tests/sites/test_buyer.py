"""The buyer pages as a buyer meets them: no script, one request, both languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.server import Served
from tests.sites.conftest import Reader

pytestmark = pytest.mark.browser


def test_the_root_leads_to_both_languages(buyer: Served, reader: Reader) -> None:
    """Nothing is guessed from the browser; the buyer chooses."""
    for name, heading in (("English", "Can I return it?"), ("中文", "可以退货吗？")):
        page = reader.go(f"{buyer.url}/")
        page.get_by_role("link", name=name).first.click()
        expect(page.locator("h1")).to_have_text(heading)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_answer_stands_on_the_first_screen_of_a_small_phone(buyer: Served, reader: Reader, lang: str) -> None:
    """The answer, its picture and the way to ask, before anybody scrolls."""
    page = reader.go(f"{buyer.url}/{lang}/", width=320)
    page.set_viewport_size({"width": 320, "height": 640})
    for part in ("#answer", ".panel .rail", ".panel .button"):
        box = page.locator(part).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 640, part


def test_the_language_switch_stays_on_the_page_and_goes_back(buyer: Served, reader: Reader) -> None:
    """A link sent to a friend works for a friend who reads the other language."""
    page = reader.go(f"{buyer.url}/en/returns/")
    page.get_by_role("link", name="中文", exact=True).click()
    expect(page).to_have_url(f"{buyer.url}/zh/returns/")
    page.get_by_role("link", name="English", exact=True).click()
    expect(page).to_have_url(f"{buyer.url}/en/returns/")


@pytest.mark.parametrize("address", ["/en/", "/zh/", "/en/returns/", "/zh/disputes/"])
def test_without_scripts_nothing_is_missing(buyer: Served, reader: Reader, browser: Browser, address: str) -> None:
    """The same words, with scripts switched off."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    bare = context.new_page()
    bare.goto(buyer.url + address)
    words = bare.locator("body").inner_text()
    context.close()
    assert len(words) > 400
    assert words == reader.go(buyer.url + address).locator("body").inner_text()


def test_every_page_is_one_small_request(buyer: Served, browser: Browser) -> None:
    """At most 14,000 bytes as sent, which a new connection carries in its first round trip."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    for path in sorted(buyer.folder.rglob("*.html")):
        address = "/" + path.relative_to(buyer.folder).as_posix().removesuffix("index.html")
        before = len(buyer.answers)
        page.goto(buyer.url + address, wait_until="load")
        answers = buyer.answers[before:]
        own = [f"{address}rules.js", "/case.js"] if address.endswith("/case/") else []
        assert answers[0].path == address
        assert {answer.path for answer in answers[1:]} == set(own), address  # in whichever order they come
        assert answers[0].size <= 14_000, address
    context.close()


def test_a_missing_page_leads_back_in_both_languages(buyer: Served, reader: Reader) -> None:
    """Nobody knows which language the address was for; its links hold at any depth."""
    reader.missing_is_fine = True
    page = reader.go(f"{buyer.url}/en/no/such/page/")
    assert page.locator("[lang='zh-Hans']").first.is_visible()
    links = page.locator("main a").evaluate_all("all => all.map(a => a.href)")
    assert {link.removeprefix("https://help.lantern-street.example") for link in links} >= {"/en/", "/zh/"}


def test_on_paper_nothing_is_left_that_can_only_be_clicked(buyer: Served, reader: Reader) -> None:
    """The switch of languages and the button are of no use there."""
    page = reader.go(f"{buyer.url}/en/", dark=True)
    assert page.get_by_role("link", name="Start a return").is_visible()
    page.emulate_media(media="print")
    assert not page.get_by_role("link", name="Start a return").is_visible()
    assert not page.get_by_role("link", name="中文", exact=True).is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(23, 33, 30)"


@pytest.mark.parametrize("path", ["", "returns/", "contact/", "case/"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_on_paper_a_page_tells_where_it_is_from_where_to_write_to_and_all_its_rules(
    buyer: Served, reader: Reader, lang: str, path: str
) -> None:
    """What is folded away on a screen is opened; who has told nothing of a case prints every rule."""
    page = reader.go(f"{buyer.url}/{lang}/{path}")
    page.emulate_media(media="print")
    printed = page.locator("body").inner_text()
    for said in (f"https://help.lantern-street.example/{lang}/{path}", "help@lantern-street.example", "2026.12"):
        assert said in printed
    folded = page.locator("details p, details td, details figure")
    assert folded.count() == page.locator(":is(details p, details td, details figure):visible").count()
    assert folded.count() > 0 or path in ("", "contact/")
