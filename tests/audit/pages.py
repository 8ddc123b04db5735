"""The gate that opens every page: no barrier in any width and look, nothing asked of others, no complaint."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, Response

from tests.audit.gate import TOOLS, Kind, Outcome, Site, ToolMissing
from tests.browser import BARRIERS

WIDTHS = (320, 768, 1280)
OF_SPACE = ("target-size", "scrollable-region-focusable")
"""The rules of axe whose answer depends on how much room there is: asked of every page where there is least, too."""
LIGHT = "light"
LOOKS: dict[str, dict[str, Any]] = {
    LIGHT: {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colours": {"color_scheme": "light", "forced_colors": "active"},
}
OF_COLOUR = ("color-contrast", "link-in-text-block")
"""The rules of axe whose answer depends on colours.

The others say the same of every look, and but for those of space the same of every width, as far as pages of one kind
show the same parts there: all are asked of every page on the widest screen, and of one of each kind on every screen.
"""
OF_ONE_WAY = 3
"""So many of all elements that look alike are asked for their colours, once in each look of a site, and once in each
width as well on one page of each kind."""
SETTLED = """part => {
  document.getAnimations().forEach(one => one.finish())
  return [document.documentElement.scrollWidth, looks(part), listed(), dress()]
}"""
"""How wide the page is, how it looks, its lists of pages, its styles.

Colours that change slowly are judged by what they become.
"""
SEARCHED = ("/?q=refund", "/zh/?q=退款")
"""The start pages with their search open."""
STATES = ("reason=changed_mind", "flags=", "value=", "delivered=", "reason=lost&dispatched=2026-12-02&now=2026-12-20")
"""What is told to the page of one case: every kind of question, and an answer."""
WATCH = """addEventListener("securitypolicyviolation", event =>
  console.error(`security policy: ${event.effectiveDirective} refused ${event.blockedURI} ${event.sample}`))"""
WIDTH_AT_REST = """new Promise(resolve => setTimeout(resolve, 1000))
  .then(() => document.documentElement.scrollWidth)"""
"""What follows a change of the screen, as an open search does, is on its way for a moment."""
DRAWN = "new Promise(resolve => requestAnimationFrame(resolve))"
IDLE = "new Promise(resolve => requestIdleCallback(resolve))"


@dataclass
class _Visit:
    """Somebody who goes from page to page of a site and remembers which ways to look are settled."""

    site: Site
    page: Page
    axe: str
    examples: frozenset[str]
    failures: list[str] = field(default_factory=list)
    versions: set[str] = field(default_factory=set)
    met: defaultdict[tuple[int, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    """The ways to look that pages had, in each width and look."""
    asked: defaultdict[tuple[int, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    """Those that were asked for their colours there."""
    known: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    """The lists of links to other pages that were asked in full, in each width: most stand on every page."""
    dressed: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    """The style sheets of the pages that were asked, in each width."""
    runs: int = 0
    where: str = ""
    shown: str = ""
    """The look that the page is shown in."""

    def open(self, address: str) -> None:
        """Goes to the address, always to the page anew, and waits until it has nothing to do."""
        self.where = address
        if "#" in address:  # to go there would lead to another place on the page as it stands
            self.page.evaluate("address => history.replaceState(null, '', address)", address)
            self.page.reload(wait_until="load")
        else:
            self.page.goto(self.site.served.url + address, wait_until="load")
        self.page.evaluate(IDLE)

    def look(self, part: str) -> None:
        """Asks for the barriers of a part of the page, in every width and every look.

        The light one comes first. Where nothing looks new there, by style sheets that have been met in this width,
        nothing is new in the others either: then only one page of each kind is asked in them.
        """
        self.page.evaluate(self.axe + ";0")
        self.versions.add(self.page.evaluate("axe.version"))
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 800})
            self.page.evaluate(DRAWN)
            is_news = False
            for look, media in LOOKS.items():
                if look != LIGHT and not is_news and not self._is_example():
                    continue
                if look != self.shown:
                    self.page.emulate_media(**media)
                    self.shown = look
                wide, ways, lists, dress = self.page.evaluate(SETTLED, part)
                rules = self._rules(width) if look == LIGHT else OF_COLOUR
                known = [one for one in lists if one in self.known[width]]
                is_news |= not self.met[width, look].issuperset(ways) or dress not in self.dressed[width]
                self.met[width, look].update(ways)
                self.dressed[width].add(dress)
                settled = self._settled(width, look)
                wanted = [way for way in ways if way not in settled]
                found = self._barriers([part, list(rules), OF_ONE_WAY, wanted, known])
                self.known[width].update(() if rules else lists)
                self.asked[width, look].update(wanted)
                if wide > width and (wide := self.page.evaluate(WIDTH_AT_REST)) > width:
                    found.append(f"the page is {wide} px wide")
                self.failures += [f"{self.where} at {width} px, {look}: {what}" for what in found]

    def _settled(self, width: int, look: str) -> set[int]:
        """The ways to look that need not be asked: a way is one of colours, the same in every width.

        What lies over it may be another in each: so one page of each kind is asked in every width all the same.
        """
        widths = (width,) if self._is_example() else WIDTHS
        return set[int]().union(*(self.asked[each, look] for each in widths))

    def _is_example(self) -> bool:
        return self.where.partition("#")[0] in self.examples

    def _rules(self, width: int) -> tuple[str, ...]:
        if width == max(WIDTHS) or self._is_example():
            return ()
        return OF_COLOUR + OF_SPACE if width == min(WIDTHS) else OF_COLOUR

    def _barriers(self, asked: Sequence[object]) -> list[str]:
        _, rules, _, wanted, _ = asked
        if rules == list(OF_COLOUR) and not wanted:
            return []
        result: list[dict[str, str]] = self.page.evaluate("asked => barriers(...asked)", asked)
        self.runs += 1
        return [f"{one['id']}: {one['help']}: {one['html']}" for one in result]

    def watch(self) -> None:
        """Listens to the page from now on: errors, what the security policy refuses, who is asked for what."""
        self.page.on("console", lambda message: self._complain(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self._complain(str(error)))
        self.page.on("request", lambda request: self._requested(request.url))
        self.page.on("response", self._answered)

    def _complain(self, what: str) -> None:
        self.failures.append(f"{self.where}: {what}")

    def _requested(self, url: str) -> None:
        if not url.startswith((self.site.served.url + "/", "data:", "blob:")):
            self._complain(f"asks another host: {url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self._complain(f"{response.status} for {response.url}")


def visit(site: Site) -> Outcome:
    """Every page through the current axe-core in every width and every look, the search and every state of a case too.

    No violations, with the rule for the size of targets on as well; nor is a page wider than the screen, nor is there
    an error in the console, anything that the security policy refuses, or a request to another host.
    """
    source = TOOLS / "axe-core" / "axe.min.js"
    if not source.exists():
        raise ToolMissing("axe-core is not installed; make audit installs it")
    axe = source.read_text(encoding="utf-8") + "\n" + BARRIERS.read_text(encoding="utf-8")
    with site.visitor() as context:
        context.add_init_script(WATCH)
        one = _Visit(site, context.new_page(), axe, frozenset(site.examples()))
        one.watch()
        for address, part in _places(site):
            one.open(address)
            if address not in SEARCHED or _searches(one.page):
                one.look(part)
    figures = (
        f"axe-core {', '.join(one.versions)}: {len(one.failures)} complaints about {len(site.pages())} pages, "
        f"{one.runs} runs"
    )
    return Outcome(figures, tuple(one.failures))


def _places(site: Site) -> Iterator[tuple[str, str]]:
    """Each address with the part to examine: of the states of one case what stands around them is the same."""
    for address in site.pages():
        yield address, ":root"
        if "/case/" in address:
            yield from ((f"{address}#{state}", "#case") for state in STATES)
    if site.kind is Kind.STAFF:
        yield from ((address, ":root") for address in SEARCHED if address.partition("?")[0] in site.pages())


def _searches(page: Page) -> bool:
    """Whether the page has a search; if it has, its results are waited for."""
    if not page.locator("[data-md-component=search-query]").count():
        return False
    page.locator(".md-search-result__item").first.wait_for()
    return True
