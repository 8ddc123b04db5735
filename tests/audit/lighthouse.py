"""Lighthouse on the pages that a reader meets first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.audit.gate import HERE, TOOLS, Kind, Outcome, Site, ToolMissing, run_tool
from tests.browser import FLAGS, find_chromium

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TARGETS = {
    Kind.BUYER: {"accessibility": 100, "best-practices": 100, "seo": 100},
    # The staff site asks not to be indexed, which Lighthouse counts against it.
    Kind.STAFF: {"accessibility": 100, "best-practices": 100},
}
"""What has to be reached. The rest is printed only, of the first page: performance measures this machine too, and takes
half of the time; ``weigh`` guards its causes."""

FIRST = {
    Kind.BUYER: ("/en/", "/zh/", "/en/returns/", "/zh/returns/"),
    Kind.STAFF: ("/", "/zh/", "/after-delivery/changed-mind/", "/zh/after-delivery/changed-mind/"),
}
"""Where a reader arrives: the first page, and a page that answers."""


def _inspect(site: Site, addresses: Sequence[str]) -> list[dict[str, Any]]:
    """Lighthouse's report on each page."""
    if not (TOOLS / "lighthouse").exists():
        raise ToolMissing("lighthouse is not installed; make audit installs it")
    asked = {address: tuple(TARGETS[site.kind]) for address in addresses} | dict.fromkeys(addresses[:1], CATEGORIES)
    pages = [(site.served.url + address, categories) for address, categories in asked.items()]
    command: list[str | Path] = ["node", HERE / "lighthouse.mjs", json.dumps(FLAGS), json.dumps(pages)]
    return [json.loads(line) for line in run_tool(command, CHROME_PATH=str(find_chromium())).stdout.splitlines()]


def score(site: Site) -> Outcome:
    """The scores of the pages in ``FIRST``, all four of the first; and the audits that cost a required one its 100."""
    lines: list[str] = []
    failures: list[str] = []
    version = "?"
    addresses = [address for address in FIRST[site.kind] if address in site.pages()]
    for address, result in zip(addresses, _inspect(site, addresses), strict=True):
        version = result["lighthouseVersion"]
        scores = {name: round(100 * (one["score"] or 0)) for name, one in result["categories"].items()}
        lines.append(f"{address} {' / '.join(str(scores.get(name, '-')) for name in CATEGORIES)}")
        for name, target in TARGETS[site.kind].items():
            if scores[name] < target:
                failures.append(
                    f"{address}: {name} {scores[name]}, wanted {target}: {', '.join(_costly(result, name))}"
                )
    if not lines:
        failures.append(f"none of {', '.join(FIRST[site.kind])} is a page")
    return Outcome(f"Lighthouse {version} (P / A / BP / SEO): {'; '.join(lines)}", tuple(failures))


def _costly(result: dict[str, Any], category: str) -> list[str]:
    """The ids of the audits that took points from a category."""
    return [
        part["id"]
        for part in result["categories"][category]["auditRefs"]
        if part["weight"]
        and (result["audits"][part["id"]]["score"] or 0) < 1
        and result["audits"][part["id"]]["scoreDisplayMode"] not in {"notApplicable", "manual", "informative"}
    ]
