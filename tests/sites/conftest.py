"""Both sites of this very project, built, served and opened in a browser that complains."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Request, Response

from generator.publish.checker import checker_source
from tests.browser import BARRIERS
from tests.server import Served

WATCH = """addEventListener("securitypolicyviolation", event =>
  console.error(`security policy: ${event.effectiveDirective} refused ${event.blockedURI}`))"""

STAY = """() => { const start = setTimeout
  globalThis.setTimeout = (run, wait, ...more) => wait >= 1000 ? 0 : start(run, wait, ...more) }"""

OF_COLOUR_AND_SPACE = ("color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block")
"""The rules of axe whose answer depends on the screen."""
OF_ONE_LOOK = 3
"""So many of all elements that look alike are asked for their colours; ``make audit`` asks every one."""


@dataclass
class Reader:
    """Somebody at a page; ``complaints`` are what the browser has to say against any page they opened."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    missing_is_fine: bool = False

    def __post_init__(self) -> None:
        for event, listen in self._listeners().items():
            self.page.on(event, listen)

    def leave(self) -> None:
        """Nobody listens any more, and what the page has kept is gone."""
        for event, listen in self._listeners().items():
            self.page.remove_listener(event, listen)
        if self.page.url.startswith("http:"):
            self.page.evaluate("localStorage.clear(), sessionStorage.clear()")

    def go(self, address: str, *, width: int = 1280, dark: bool = False) -> Page:
        """Opens an address as somebody with such a screen and such a taste would see it: always the page anew."""
        self.turn(width=width, dark=dark)
        if "#" in address and address.partition("#")[0] == self.page.url.partition("#")[0]:
            # To go there would lead to another place on the page as it stands.
            self.page.evaluate("address => history.replaceState(null, '', address)", address)
            self.page.reload(wait_until="load")
        else:
            self.page.goto(address, wait_until="load")
        return self.page

    def turn(self, *, width: int, dark: bool) -> None:
        """Shows the page on another screen; colours that change slowly have become what they become."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme="dark" if dark else "light", media="screen")
        self.page.evaluate("document.getAnimations().forEach((one) => one.finish())")

    def take_time(self) -> None:
        """What the page says for some seconds stays: on a slow machine nobody looks in time."""
        self.page.evaluate(STAY)

    def barriers(self, *rules: str, within: str = ":root") -> list[str]:
        """What axe finds wrong with the page as it stands, or with a part of it: by all its rules, or by some."""
        if not self.page.evaluate("'axe' in globalThis"):
            self.page.evaluate(_axe() + ";0")
        asked = [within, list(rules), OF_ONE_LOOK]
        found: list[dict[str, str]] = self.page.evaluate("(asked) => barriers(...asked)", asked)
        return [f"{each['id']}: {each['html']}" for each in found]

    def _listeners(self) -> dict[str, Callable[[Any], None]]:
        return {
            "console": self._told,
            "pageerror": self._failed,
            "request": self._asked,
            "response": self._answered,
        }

    def _told(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not (self.missing_is_fine and "404" in message.text):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _failed(self, error: Error) -> None:
        self.complaints.append(f"{self.page.url}: {error}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.complaints.append(f"{self.page.url} asks another host: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and not self.missing_is_fine:
            self.complaints.append(f"{self.page.url}: {response.status} for {response.url}")


@cache
def _axe() -> str:
    """axe, and how it is asked."""
    axe = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    return axe + "\n" + BARRIERS.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def staff(built_site: Path, serve_folder: Callable[[Path], Served]) -> Served:
    """The staff site, served."""
    return serve_folder(built_site / "staff")


@pytest.fixture(scope="session")
def buyer(built_site: Path, serve_folder: Callable[[Path], Served]) -> Served:
    """The buyer pages, served."""
    return serve_folder(built_site / "buyer")


@pytest.fixture
def case(buyer: Served, staff: Served, site: str, lang: str) -> str:
    """The address of the page."""
    return f"{buyer.url}/{lang}/case/" if site == "buyer" else f"{staff.url}/{'' if lang == 'en' else 'zh/'}case/"


@contextmanager
def opened(browser: Browser) -> Iterator[BrowserContext]:
    """A context in which pages say what their security policy refused; what they have loaded stays loaded."""
    context = browser.new_context(reduced_motion="reduce", permissions=["clipboard-read", "clipboard-write"])
    context.add_init_script(WATCH)
    try:
        yield context
    finally:
        context.close()


@contextmanager
def reading(page: Page) -> Iterator[Reader]:
    """A reader whose pages ask no other host and cause no error: a test in which one does has failed."""
    reader = Reader(page)
    try:
        yield reader
    finally:
        reader.leave()
    assert reader.complaints == []


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[Page]:
    """One page for all tests, alone in its window: a page behind another is drawn no more, and what moves stands."""
    with opened(browser) as context:
        yield context.new_page()


@pytest.fixture
def reader(window: Page) -> Iterator[Reader]:
    """Somebody who opens one page after the other."""
    with reading(window) as reader:
        yield reader


@pytest.fixture
def other_day(browser: Browser) -> Iterator[Reader]:
    """Somebody whose clock a test may set: it would stand still for all pages that come from the same context."""
    with opened(browser) as context, reading(context.new_page()) as reader:
        yield reader


@pytest.fixture(scope="module")
def machine(browser: Browser, project_root: Path) -> Iterator[Page]:
    """An empty page with the script alone that checks saved replies."""
    page = browser.new_page()
    page.evaluate(f"{checker_source(project_root / 'overrides')};0")
    yield page
    page.close()
