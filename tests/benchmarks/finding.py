"""``python -m tests.benchmarks finding [PAGES [SITE]]``: what a search costs on a large staff site, beside a small one.

The site of this project is built once (or SITE is copied); its index is then grown to 50 and to PAGES pages a language
(1,000 unless named) by copies of its own pages with other words, as ``grow`` does to a whole project, but without a
build of so many. The same queries are typed into both, in one Chromium: from the key to the list of results. What the
site of few pages takes is what a browser costs anyway; the ratio tells what the pages add.
"""

from __future__ import annotations

import gzip
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any

import yaml
from playwright.sync_api import Browser, Page

from tests.benchmarks.grow import OTHER_WORDS, ROOT, SHELF
from tests.browser import open_chromium
from tests.server import serve
from tests.sites.test_finding import TYPE

FEW, PAGES = 50, 1_000
MOST = 12.0
"""The most that a search may take on so many pages, beside the same search on few: twenty times as many pages."""
LANGUAGES = {"en": "", "zh": "zh/"}


@dataclass(frozen=True, slots=True)
class Found:
    """What one language costs: bytes of its index, seconds until it can be searched and of each search, MiB held."""

    pages: int
    size: int
    sent: int
    ready: float
    searches: tuple[float, ...]
    memory: float


def grow_index(index: dict[str, Any], pages: int, lang: str) -> dict[str, Any]:
    """The index with copies of its playbook pages under other names and in other words, until there are so many."""
    known: dict[str, list[str]] = index["config"]["found_by"]["pages"]
    held: dict[str, list[dict[str, Any]]] = {}
    for entry in index["docs"]:
        held.setdefault(entry["location"].partition("#")[0], []).append(entry)
    docs, sayings = [*index["docs"]], dict(known)
    for number, page in zip(range(pages - len(held)), cycle(known), strict=False):
        chance, copy = random.Random(number), f"{page.removesuffix('/')}-a{number}/"
        shelf = SHELF[lang].format(n=number)
        for entry in held[page]:
            text = _in_other_words(entry["text"], chance)
            docs.append({**entry, "location": entry["location"].replace(page, copy), "text": text})
        docs[-len(held[page])]["title"] += shelf
        sayings[copy] = [f"{said}{shelf}" for said in known[page]]
    return {"config": {**index["config"], "found_by": {**index["config"]["found_by"], "pages": sayings}}, "docs": docs}


def _in_other_words(text: str, chance: random.Random) -> str:
    for word, others in OTHER_WORDS.items():
        text = text.replace(word, chance.choice(others))
    return text


def search(browser: Browser, url: str, lang: str, pages: int, index: Path) -> Found:
    """Opens the search, waits until it answers, types every query, and asks what the worker holds."""
    queries = yaml.load((ROOT / "tests/sites/queries.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)[lang]
    page = browser.new_page()
    page.goto(f"{url}/{LANGUAGES[lang]}")
    begin = time.perf_counter()
    page.keyboard.press("/")
    page.keyboard.insert_text("refund")
    page.keyboard.press("Shift")
    page.locator(".md-search-result__item").first.wait_for(state="attached", timeout=120_000)
    ready = time.perf_counter() - begin
    times = [page.evaluate(_TIMED, words) for words in queries]
    memory = _held(page)
    page.close()
    data = index.read_bytes()
    return Found(pages, len(data), len(gzip.compress(data)), ready, tuple(times), memory)


_TIMED = f"""async words => {{
  const type = {TYPE}, from = performance.now()
  await type(words)
  return performance.now() - from
}}"""


def _held(page: Page) -> float:
    """MiB of the heap of the page's worker."""
    session = page.context.new_cdp_session(page)
    answers: dict[str, float] = {}

    def attached(event: dict[str, Any]) -> None:
        answers[event["sessionId"]] = 0.0

    def answered(event: dict[str, Any]) -> None:
        told = json.loads(event["message"])
        if told.get("id") == 1:
            answers[event["sessionId"]] = told["result"]["usedSize"]

    session.on("Target.attachedToTarget", attached)
    session.on("Target.receivedMessageFromTarget", answered)
    session.send("Target.setAutoAttach", {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False})
    for worker in list(answers):
        message = json.dumps({"id": 1, "method": "Runtime.getHeapUsage"})
        session.send("Target.sendMessageToTarget", {"sessionId": worker, "message": message})
    page.wait_for_function("new Promise(go => setTimeout(go, 500, true))")
    return max(answers.values(), default=0.0) / 2**20


def main(words: list[str]) -> int:
    """Prints the figures of both sizes and languages; 1 if a search takes more than it may."""
    many = int(words[0]) if words else PAGES
    with tempfile.TemporaryDirectory(prefix="samepage-bench-") as folder, open_chromium() as browser:
        site = Path(folder) / "site"
        _build(site, words[1:])
        first = {lang: json.loads(_index(site, lang).read_text(encoding="utf-8")) for lang in LANGUAGES}
        fine = True
        for lang in LANGUAGES:
            found = []
            for pages in (FEW, many):
                path = _index(site, lang)
                path.write_text(json.dumps(grow_index(first[lang], pages, lang), ensure_ascii=False), encoding="utf-8")
                with serve(site / "staff") as served:
                    found.append(search(browser, served.url, lang, pages, path))
                _print(lang, found[-1])
            ratio = median(found[1].searches) / median(found[0].searches)
            fine = fine and ratio <= MOST
            print(f"  {lang}: {ratio:.1f} times as long on {many / FEW:g} times as many pages", flush=True)
    print(f"At most {MOST:g} is wanted: {'kept' if fine else 'NOT kept'}.")
    return 0 if fine else 1


def _build(site: Path, built: list[str]) -> None:
    """The site of this project, or a copy of one that is built already."""
    if built:
        shutil.copytree(Path(built[0]).resolve(), site)
        return
    subprocess.run([sys.executable, "-m", "generator", "build", "--site", str(site)], cwd=ROOT, check=True)


def _index(site: Path, lang: str) -> Path:
    return site / "staff" / LANGUAGES[lang] / "search/search_index.json"


def _print(lang: str, found: Found) -> None:
    slowest = max(found.searches)
    print(
        f"{lang} {found.pages:>6} pages: index {found.size / 1e6:.1f} MB, {found.sent / 1e6:.2f} MB sent; "
        f"first answer {found.ready:.2f} s; a search {median(found.searches):.0f} ms, slowest {slowest:.0f} ms; "
        f"worker {found.memory:.0f} MiB",
        flush=True,
    )
