"""Runs every gate: first on what it must refuse, then on the sites. Exit code 1 if anything is wrong."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser

from tests.audit.gate import HERE, Gate, Kind, Outcome, Site, ToolMissing
from tests.audit.lighthouse import score
from tests.audit.markup import follow_links, review, validate
from tests.audit.pages import find_barriers, find_noise, weigh
from tests.browser import BrowserMissing, open_chromium
from tests.server import serve

GATES = (
    Gate("nu", validate, proof="Stray end tag"),
    Gate("html-validate", review, proof="no-dup-id", kinds=(Kind.BUYER,)),
    Gate("links", follow_links, proof="#nowhere"),
    Gate("axe", find_barriers, proof="image-alt"),
    Gate("noise", find_noise, proof="asks another host"),
    Gate("weight", weigh, proof="in 2 requests"),
    Gate("lighthouse", score, proof="document-title"),
)


def ask(gate: Gate, kind: Kind, folder: Path, browser: Browser) -> Outcome:
    """What the gate says about the site in ``folder``."""
    if not any(folder.rglob("*.html")):
        raise ToolMissing(f"{folder} holds no page; build the sites first: make site")
    with serve(folder) as served:
        return gate.ask(Site(kind, served, browser))


def prove(gate: Gate, browser: Browser) -> str | None:
    """Why the gate cannot be trusted, or None if it refused its bad fixture for the right reason."""
    outcome = ask(gate, gate.kinds[-1], HERE / "bad" / gate.name, browser)
    if any(gate.proof in failure for failure in outcome.failures):
        return None
    return f"its bad fixture should fail with {gate.proof!r}, but: {outcome.failures or outcome.figures}"


def main(site: Path, names: tuple[str, ...]) -> int:
    """Prints each gate's figures and failures; 0 if every gate works and every site passes."""
    wrong = 0
    with ExitStack() as stack:
        browser = stack.enter_context(open_chromium())
        for gate in GATES:
            if names and gate.name not in names:
                continue
            try:
                distrust = prove(gate, browser)
                if distrust:
                    print(f"{gate.name:<14} BROKEN  {distrust}", flush=True)
                    wrong += 1
                    continue
                for kind in gate.kinds:
                    begin = time.monotonic()
                    outcome = ask(gate, kind, site / kind, browser)
                    wrong += len(outcome.failures)
                    verdict = "FAILED" if outcome.failures else "ok"
                    spent = f"{time.monotonic() - begin:.0f} s"
                    print(f"{gate.name:<14} {kind:<6} {verdict:<6} {outcome.figures} ({spent})", flush=True)
                    for failure in outcome.failures:
                        print(f"    {failure}")
            except ToolMissing as missing:
                print(f"{gate.name:<14} BROKEN  {missing}", flush=True)
                wrong += 1
    print(f"audit: {wrong or 'nothing'} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "site").resolve(), tuple(sys.argv[2:])))
    except BrowserMissing as missing:
        sys.exit(str(missing))
