"""Runs every gate: first on what it must refuse, then on the sites. Exit code 1 if anything is wrong."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser

from tests.audit.gate import HERE, LANGUAGES, Gate, Kind, Outcome, Site, ToolMissing
from tests.audit.lighthouse import score
from tests.audit.markup import follow_links, review, validate
from tests.audit.pages import visit
from tests.audit.structured import hold_to_shapes, hold_to_vocabulary
from tests.audit.weight import weigh
from tests.browser import BrowserMissing, find_chromium, open_chromium
from tests.server import serve

GATES = (
    Gate(
        "pages",
        visit,
        proofs=(
            "/: asks another host",
            "/ at 1280 px, light: image-alt",
            "/ at 320 px, light: the page is",
            "/like-the-first/second/ at 1280 px, light: color-contrast",
            "/like-the-first/third/ at 320 px, dark: color-contrast",
            "/like-the-first/third/ at 768 px, dark: color-contrast",
            "/like-the-first/fourth/ at 768 px, light: link-in-text-block",
        ),
        languages=LANGUAGES,
    ),
    Gate("lighthouse", score, proofs=("document-title",)),
    Gate("weight", weigh, proofs=("in 2 requests",)),
    Gate("nu", validate, proofs=("Stray end tag",)),
    Gate("html-validate", review, proofs=("no-dup-id",), kinds=(Kind.BUYER,)),
    Gate("links", follow_links, proofs=("#nowhere",)),
    Gate("vocabulary", hold_to_vocabulary, proofs=("returnFees",), kinds=(Kind.BUYER,)),
    Gate("shapes", hold_to_shapes, proofs=("Value Node",), kinds=(Kind.BUYER,)),
)
"""Those that take longest first, so that none of them is left alone at the end."""
AT_ONCE = 3
"""Sites and gates that are asked at the same time: while one waits for a page to be still, another one works."""

Start = Callable[[], Browser]


def ask(gate: Gate, kind: Kind, folder: Path, browser: Start, language: str | None = None) -> Outcome:
    """What the gate says about the site in ``folder``, or about its pages in one language."""
    with serve(folder) as served:
        site = Site(kind, served, browser, language)
        if not site.pages():
            raise ToolMissing(f"{folder} holds no page{f' ({language})' * bool(language)}; build the sites: make site")
        return gate.ask(site)


def prove(gate: Gate, browser: Start) -> str | None:
    """Why the gate cannot be trusted, or None if it refused its bad fixture for the right reasons."""
    outcome = ask(gate, gate.kinds[-1], HERE / "bad" / gate.name, browser)
    unseen = [proof for proof in gate.proofs if not any(proof in failure for failure in outcome.failures)]
    if not unseen:
        return None
    return f"its bad fixture should fail with {unseen[0]!r}, but: {outcome.failures or outcome.figures}"


def examine(gate: Gate, kind: Kind, language: str | None, site: Path) -> tuple[int, list[str]]:
    """How much is wrong with one site by this gate, or with the gate, and what it says: a line, and each failure."""
    with ExitStack() as stack:
        browser = cache(lambda: stack.enter_context(open_chromium()))
        try:
            first = (kind, language) == (gate.kinds[0], gate.languages[0])
            if first and (distrust := prove(gate, browser)):
                return 1, [f"{gate.name:<14} BROKEN  {distrust}"]
            begin = time.monotonic()
            outcome = ask(gate, kind, site / kind, browser, language)
        except ToolMissing as missing:
            return 1, [f"{gate.name:<14} BROKEN  {missing}"]
    verdict = "FAILED" if outcome.failures else "ok"
    took = f"({time.monotonic() - begin:.0f} s)"
    line = f"{gate.name:<14} {kind:<6} {language or '':<3} {verdict:<6} {outcome.figures} {took}"
    return len(outcome.failures), [line, *(f"    {failure}" for failure in outcome.failures)]


def main(site: Path, names: tuple[str, ...]) -> int:
    """Prints each gate's figures and failures as they come; 0 if every gate works and every site passes."""
    find_chromium()
    gates = [gate for gate in GATES if not names or gate.name in names]
    chosen = [(gate, kind, language) for gate in gates for kind in gate.kinds for language in gate.languages]
    wrong = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in as_completed(pool.submit(examine, *one, site) for one in chosen):
            more, lines = done.result()
            wrong += more
            print("\n".join(lines), flush=True)
    print(f"audit: {wrong or 'nothing'} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "site").resolve(), tuple(sys.argv[2:])))
    except BrowserMissing as missing:
        sys.exit(str(missing))
