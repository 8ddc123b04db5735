"""The Chromium that the gates look through: where it is, and how it starts so that nothing leaves the machine."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

_Opened = TypeVar("_Opened", BrowserContext, Page)

BARRIERS = Path(__file__).with_name("barriers.js")
"""How axe is asked."""
PATIENCE = 180_000
"""So many milliseconds a page, or the browser itself, may take for a step: a slow machine is no defect."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ELSEWHERE = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Proof that a page needs nobody else: no other name resolves.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)


class BrowserMissing(Exception):
    """No Chromium on this machine; the message says what to do."""


def find_chromium() -> Path:
    """The Chromium or Chrome to use: ``$CHROMIUM`` if set, else the first that is installed."""
    wished = os.environ.get("CHROMIUM")
    if wished:
        found = shutil.which(wished)
        if found is None:
            raise BrowserMissing(f"CHROMIUM is set to {wished!r}, which is no program. Set it to a Chromium or Chrome.")
        return Path(found)
    for name in NAMES:
        found = shutil.which(name)
        if found is not None:
            return Path(found)
    for path in ELSEWHERE:
        if path.exists():
            return path
    raise BrowserMissing(
        "No Chromium was found. Install Chromium or Chrome (on Debian: apt-get install chromium fonts-noto-cjk), "
        "or set CHROMIUM to its path."
    )


def _patiently(opens: Callable[..., _Opened]) -> Callable[..., _Opened]:
    def open_one(**how: object) -> _Opened:
        opened = opens(**how)
        opened.set_default_timeout(PATIENCE)
        return opened

    return open_one


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """A headless Chromium with an empty profile, closed at the end; it is waited for with ``PATIENCE``."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS), timeout=PATIENCE)
        for opens in ("new_context", "new_page"):
            setattr(browser, opens, _patiently(getattr(browser, opens)))
        try:
            yield browser
        finally:
            browser.close()


if __name__ == "__main__":
    try:
        print(find_chromium())
    except BrowserMissing as missing:
        sys.exit(str(missing))
