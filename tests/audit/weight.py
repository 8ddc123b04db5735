"""The gate that weighs the first view of a page."""

from __future__ import annotations

from tests.audit.gate import Kind, Outcome, Site
from tests.server import Answer

BUDGETS = {Kind.BUYER: (14_000, 1), Kind.STAFF: (80 * 1024, 10)}
"""Bytes on the wire and requests for the first view of a page."""
ASSISTANT = ("case.js", "rules.js")
"""What only the page of one case loads; ``samepage build`` holds these files to budgets of their own."""


def weigh(site: Site) -> Outcome:
    """The first view of the largest page of every kind, with nothing cached: bytes as sent, and requests."""
    most_bytes, most_requests = BUDGETS[site.kind]
    views: dict[str, list[Answer]] = {}
    for address in site.examples():
        with site.visitor() as context:
            before = len(site.served.answers)
            context.new_page().goto(site.served.url + address, wait_until="networkidle")
            views[address] = site.served.answers[before:]
    failures: list[str] = []
    views = {page: [one for one in own if not one.path.endswith(ASSISTANT)] for page, own in views.items()}
    for address, answers in views.items():
        size = sum(answer.size for answer in answers)
        if size > most_bytes or len(answers) > most_requests:
            parts = ", ".join(f"{answer.path} {answer.size:,}" for answer in sorted(answers, key=lambda a: -a.size))
            failures.append(
                f"{address}: {size:,} B in {len(answers)} requests; "
                f"the budget is {most_bytes:,} B in {most_requests}: {parts}"
            )
    heaviest = max((sum(answer.size for answer in answers), address) for address, answers in views.items())
    count = max(len(answers) for answers in views.values())
    budget = f"budget {most_bytes:,} B, {most_requests}"
    return Outcome(f"heaviest {heaviest[0]:,} B ({heaviest[1]}), at most {count} requests; {budget}", tuple(failures))
