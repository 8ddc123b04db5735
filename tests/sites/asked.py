"""The page of one case, for the tests that open it: where it is, what it can be told, and how a keyboard gets there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

ANSWERED = (
    "#reason=changed_mind&channel=own_shop&region=DE&category=phones&flags=-"
    "&ordered=2026-12-02&delivered=2026-12-10&now=2026-12-20"
)
"""Everything told that an answer needs, as its address has it."""

PLACES = [("buyer", "en"), ("buyer", "zh"), ("staff", "en"), ("staff", "zh")]
each_place = pytest.mark.parametrize(("site", "lang"), PLACES)


def to(page: Page, where: str) -> None:
    """Goes on with the tabulator until the focus is there."""
    for _ in range(300):  # the navigation of the staff site lies before it, for those who do not skip it
        if page.evaluate("where => document.activeElement.matches(where)", where):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {where}")
