"""Pictures in the pages, as a browser draws them: on the narrowest screen, in the dark, in a reader's own colours."""

from __future__ import annotations

import pytest

from tests.server import Served
from tests.sites.conftest import Reader

pytestmark = pytest.mark.browser

PLAYBOOK, POLICY, BUYER = "on-the-way/not-received/", "policy/", "disputes/"
OUTSIDE = """() => {
  for (const fold of document.querySelectorAll("details")) fold.open = true
  const found = [], whole = document.documentElement
  if (whole.scrollWidth > innerWidth) found.push(`the page is ${whole.scrollWidth} px wide`)
  for (const picture of document.querySelectorAll("figure.rail > svg")) {
    const frame = picture.getBoundingClientRect()
    if (!frame.height) found.push("a picture without height")
    for (const text of picture.querySelectorAll("text")) {
      const box = text.getBoundingClientRect()
      if (box.right > frame.right + 1 || box.left < frame.left - 1 || box.bottom > frame.bottom + 1)
        found.push(text.textContent)
      if (parseFloat(getComputedStyle(text).fontSize) !== 14) found.push(`not 14 px: ${text.textContent}`)
    }
  }
  return found
}"""
UNSEEN = """() => {
  const paper = document.createElement("p"), all = document.querySelectorAll("figure.rail text:not(.on-full)")
  paper.style.color = "Canvas"
  document.body.append(paper)
  const ground = getComputedStyle(paper).color
  return [...all].filter(text => getComputedStyle(text).fill === ground).map(text => text.textContent)
}"""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_word_of_a_picture_leaves_it_on_the_narrowest_screen(
    staff: Served, buyer: Served, reader: Reader, language: str
) -> None:
    """Measured with the fonts of this machine, on the buyer page with most pictures and on two pages for staff."""
    folder = "" if language == "en" else "zh/"
    addresses = [f"{buyer.url}/{language}/{BUYER}", *(f"{staff.url}/{folder}{page}" for page in (PLAYBOOK, POLICY))]
    for address in addresses:
        page = reader.go(address, width=320)
        assert page.locator("figure.rail > svg[role=img]").count() > 0, address
        for dark in (False, True):
            reader.turn(width=320, dark=dark)
            assert page.evaluate(OUTSIDE) == [], address


def test_in_a_readers_own_colours_every_word_of_a_picture_is_seen(buyer: Served, reader: Reader) -> None:
    """Forced colours: words take the colour of text, never that of the ground."""
    page = reader.go(f"{buyer.url}/en/{BUYER}")
    page.emulate_media(forced_colors="active")
    assert page.evaluate(UNSEEN) == []
    page.emulate_media(forced_colors="none")


def test_the_course_of_a_case_is_printed_open(buyer: Served, reader: Reader) -> None:
    """What is folded away on the screen is not folded away on paper."""
    page = reader.go(f"{buyer.url}/en/{BUYER}")
    figure = page.locator("figure.course").first
    assert not figure.is_visible()
    page.emulate_media(media="print")
    assert figure.is_visible()
