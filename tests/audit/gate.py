"""A gate: a question to a site, and what came out."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext

from tests.server import Served

HERE = Path(__file__).resolve().parent
TOOLS = HERE / "node_modules"
LANGUAGES = ("en", "zh")
SHELVES = ("replies", "versions", "case")
"""Folders whose pages look alike but unlike the pages of other folders."""


class Kind(StrEnum):
    """Which of the two sites it is; they have budgets of their own."""

    STAFF = "staff"
    """The playbooks, with navigation and search."""
    BUYER = "buyer"
    """The published policy, one request a page."""


@dataclass(frozen=True, slots=True)
class Site:
    """A built site, served, with the browser to look at it."""

    kind: Kind
    served: Served
    browser: Callable[[], Browser]
    """Started when a gate first asks for it."""
    language: str | None = None
    """If one is named, only its pages are looked at."""

    def pages(self) -> tuple[str, ...]:
        """The addresses of all pages below the site's root, ``/404.html`` included, in order."""
        folder = self.served.folder
        found = (
            "/" + path.relative_to(folder).as_posix().removesuffix("index.html") for path in folder.rglob("*.html")
        )
        return tuple(sorted(one for one in found if self.language in (None, _language(one))))

    @contextmanager
    def visitor(self) -> Iterator[BrowserContext]:
        """Somebody with a large screen, who has been nowhere yet and likes nothing to move."""
        context = self.browser().new_context(
            viewport={"width": 1280, "height": 800},
            reduced_motion="reduce",
            service_workers="block",
        )
        try:
            yield context
        finally:
            context.close()

    def examples(self) -> tuple[str, ...]:
        """The largest page of every kind in each language; a page at the top is a kind of its own."""
        largest: dict[tuple[str, ...], tuple[int, str]] = {}
        for address in self.pages():
            *folders, _ = parts = [part for part in address.split("/") if part] or [""]
            language = folders.pop(0) if parts[0] in LANGUAGES and folders else ""
            kind = (language, folders[0] if folders and folders[0] in SHELVES else "page") if folders else (address,)
            file = self.served.folder / (address.lstrip("/") + ("index.html" if address.endswith("/") else ""))
            largest[kind] = max(largest.get(kind, (0, "")), (file.stat().st_size, address))
        return tuple(address for _, address in largest.values())


def _language(address: str) -> str:
    """Which language's share a page is in; what stands above all languages is in the first."""
    return next((one for one in LANGUAGES if address.startswith(f"/{one}/")), LANGUAGES[0])


@dataclass(frozen=True, slots=True)
class Outcome:
    """``figures`` are one line to print; every one of ``failures`` keeps the site out."""

    figures: str
    failures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """``ask`` examines one site of one of ``kinds``; each of ``proofs`` stands in what it says about ``bad/<name>``."""

    name: str
    ask: Callable[[Site], Outcome]
    proofs: tuple[str, ...]
    kinds: tuple[Kind, ...] = (Kind.STAFF, Kind.BUYER)
    languages: tuple[str | None, ...] = (None,)
    """A gate that takes long is asked about each language for itself, at the same time."""


class ToolMissing(Exception):
    """A tool is not installed, or did not run; the message says what to do."""


def run_tool(
    command: Sequence[str | Path], accept: Sequence[int] = (0,), **more: str
) -> subprocess.CompletedProcess[str]:
    """What a tool printed, with ``more`` in its environment.

    ToolMissing if it does not exist or ends with a code other than those in ``accept``.
    """
    words = [str(part) for part in command]
    surroundings = {**os.environ, **more}
    try:
        run = subprocess.run(words, capture_output=True, text=True, check=False, timeout=1800, env=surroundings)
    except FileNotFoundError as error:
        raise ToolMissing(f"{command[0]} is not installed; make audit installs all but Node and Java") from error
    if run.returncode not in accept:
        raise ToolMissing(f"{Path(command[0]).name} did not run (exit code {run.returncode}): {run.stderr[-2000:]}")
    return run
