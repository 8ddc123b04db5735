"""Both sites of this very project, built, served and opened in a browser that complains."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response

from tests.server import Served

WATCH = """addEventListener("securitypolicyviolation", event =>
  console.error(`security policy: ${event.effectiveDirective} refused ${event.blockedURI}`))"""


@dataclass
class Reader:
    """Somebody at a page; ``complaints`` are what the browser has to say against any page they opened."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    missing_is_fine: bool = False

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: self._hear(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self._hear(str(error)))
        self.page.on("request", lambda request: self._mind(request.url))
        self.page.on("response", self._answered)

    def go(self, address: str, *, width: int = 1280, dark: bool = False) -> Page:
        """Opens an address as somebody with such a screen and such a taste would see it."""
        self.turn(width=width, dark=dark)
        self.page.goto(address, wait_until="load")
        return self.page

    def turn(self, *, width: int, dark: bool) -> None:
        """Shows the page on another screen; colours that change slowly have become what they become."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme="dark" if dark else "light", media="screen")
        self.page.evaluate("document.getAnimations().forEach((one) => one.finish())")

    def barriers(self, *rules: str) -> list[str]:
        """What axe finds wrong with the page as it stands: by all its rules, or by some."""
        if not self.page.evaluate("'axe' in globalThis"):
            self.page.evaluate(_axe() + ";0")
        options = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
        found: dict[str, Any] = self.page.evaluate(
            "options => axe.run(document, options)", {**options, "runOnly": list(rules)} if rules else options
        )
        return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found["violations"]]

    def _hear(self, what: str) -> None:
        if not (self.missing_is_fine and "404" in what):
            self.complaints.append(f"{self.page.url}: {what}")

    def _mind(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.complaints.append(f"{self.page.url} asks another host: {url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and not self.missing_is_fine:
            self.complaints.append(f"{self.page.url}: {response.status} for {response.url}")


@cache
def _axe() -> str:
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def staff(built_site: Path, serve_folder: Callable[[Path], Served]) -> Served:
    """The staff site, served."""
    return serve_folder(built_site / "staff")


@pytest.fixture(scope="session")
def buyer(built_site: Path, serve_folder: Callable[[Path], Served]) -> Served:
    """The buyer pages, served."""
    return serve_folder(built_site / "buyer")


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One context for all tests: what its pages have loaded stays loaded."""
    context = browser.new_context(reduced_motion="reduce", permissions=["clipboard-read", "clipboard-write"])
    context.add_init_script(WATCH)
    yield context
    context.close()


@pytest.fixture
def reader(context: BrowserContext) -> Iterator[Reader]:
    """A reader whose pages ask no other host and cause no error: a test in which one does has failed."""
    page = context.new_page()
    reader = Reader(page)
    yield reader
    page.close()
    assert reader.complaints == []
