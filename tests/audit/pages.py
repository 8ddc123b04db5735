"""Gates that look at pages in a browser: axe, quiet, weight."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

from playwright.sync_api import BrowserContext, Page, Response

from tests.audit.gate import TOOLS, Kind, Outcome, Site, ToolMissing
from tests.browser import BARRIERS
from tests.server import Answer

WIDTHS = (320, 768, 1280)
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colours": {"color_scheme": "light", "forced_colors": "active"},
}
OF_COLOUR = ("color-contrast", "link-in-text-block")
"""The rules of axe whose answer depends on colours; the other rules say the same of every look."""
OF_ONE_LOOK = 3
"""On the widest screen every element is asked for its colours, on others so many of all that look alike there."""
SETTLE = "document.getAnimations().forEach((one) => one.finish())"
"""Colours that change slowly are judged by what they become."""
SEARCHED = ("/?q=refund", "/zh/?q=退款")
"""The start pages with their search open."""
BUDGETS = {Kind.BUYER: (14_000, 1), Kind.STAFF: (80 * 1024, 10)}
"""Bytes on the wire and requests for the first view of a page."""
ASSISTANT = ("case.js", "rules.js")
"""What only the page of one case loads; ``samepage build`` holds these files to budgets of their own."""
STATES = ("reason=changed_mind", "flags=", "value=", "delivered=", "reason=lost&dispatched=2026-12-02&now=2026-12-20")
"""What is told to the page of one case: every kind of question, and an answer."""


@contextmanager
def _visitor(site: Site) -> Iterator[BrowserContext]:
    context = site.browser().new_context(
        viewport={"width": 1280, "height": 800},
        reduced_motion="reduce",
        service_workers="block",
    )
    try:
        yield context
    finally:
        context.close()


def find_barriers(site: Site) -> Outcome:
    """A page of every kind and an open search through the current axe-core: in every width and every look.

    No violations, with the rule for the size of targets on as well; nor is a page wider than the screen.
    """
    source = TOOLS / "axe-core" / "axe.min.js"
    if not source.exists():
        raise ToolMissing("axe-core is not installed; make audit installs it")
    axe = source.read_text(encoding="utf-8") + "\n" + BARRIERS.read_text(encoding="utf-8")
    failures: list[str] = []
    versions: set[str] = set()
    runs = 0
    with _visitor(site) as context:
        page = context.new_page()
        for address, part in _places(site):
            if "#" in address:  # to go there would lead to another place on the page as it stands
                page.evaluate("address => history.replaceState(null, '', address)", address)
                page.reload(wait_until="load")
            else:
                page.goto(site.served.url + address, wait_until="load")
            if address in SEARCHED and not _searches(page):
                continue
            page.evaluate(axe + ";0")
            versions.add(page.evaluate("axe.version"))
            for width, (look, media) in product(WIDTHS, LOOKS.items()):
                page.set_viewport_size({"width": width, "height": 800})
                page.emulate_media(**media)
                page.evaluate(SETTLE)
                asked = [part, [] if look == "light" else OF_COLOUR, 0 if width == max(WIDTHS) else OF_ONE_LOOK]
                result: list[dict[str, str]] = page.evaluate("(asked) => barriers(...asked)", asked)
                runs += 1
                found = [f"{one['id']}: {one['help']}: {one['html']}" for one in result]
                if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
                    found.append(f"the page is {wide} px wide")
                failures += [f"{address} at {width} px, {look}: {what}" for what in found]
    kinds = f"{len(site.examples())} kinds of page"
    return Outcome(
        f"axe-core {', '.join(versions)}: {len(failures)} violations on {kinds}, {runs} runs", tuple(failures)
    )


def _places(site: Site) -> Iterator[tuple[str, str]]:
    """Each address with the part to examine: of the states of one case what stands around them is the same."""
    for address in site.examples():
        yield address, ":root"
        if "/case/" in address:
            yield from ((f"{address}#{state}", "#case") for state in STATES)
    if site.kind is Kind.STAFF:
        yield from ((address, ":root") for address in SEARCHED)


def _searches(page: Page) -> bool:
    """Whether the page has a search; if it has, its results are waited for."""
    if not page.locator("[data-md-component=search-query]").count():
        return False
    page.locator(".md-search-result__item").first.wait_for()
    return True


WATCH = """addEventListener("securitypolicyviolation", event =>
  console.error(`security policy: ${event.effectiveDirective} refused ${event.blockedURI} ${event.sample}`))"""


def find_noise(site: Site) -> Outcome:
    """Every page opened: no error in the console, nothing the security policy refuses, no request to another host."""
    failures: list[str] = []
    where = ""

    def complain(what: str) -> None:
        failures.append(f"{where}: {what}")

    def watch(page: Page) -> None:
        page.on("console", lambda message: complain(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complain(str(error)))
        page.on("request", lambda request: None if own(request.url) else complain(f"asks another host: {request.url}"))
        page.on("response", missing)

    def own(url: str) -> bool:
        return url.startswith((site.served.url + "/", "data:", "blob:"))

    def missing(response: Response) -> None:
        if response.status >= 400:
            complain(f"{response.status} for {response.url}")

    with _visitor(site) as context:
        context.add_init_script(WATCH)
        page = context.new_page()
        watch(page)
        for where in site.pages():
            page.goto(site.served.url + where, wait_until="load")
            page.evaluate("new Promise(resolve => requestIdleCallback(resolve))")
    return Outcome(f"{len(failures)} complaints on {len(site.pages())} pages", tuple(failures))


def weigh(site: Site) -> Outcome:
    """The first view of the largest page of every kind, with nothing cached: bytes as sent, and requests."""
    most_bytes, most_requests = BUDGETS[site.kind]
    views: dict[str, list[Answer]] = {}
    for address in site.examples():
        with _visitor(site) as context:
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
