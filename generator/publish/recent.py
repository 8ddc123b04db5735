"""What has changed lately: in the policy with its newest version, and which pages were read again last."""

from __future__ import annotations

from collections.abc import Iterable

from generator.language.pages import desk_words, fill
from generator.language.phrase import Quote
from generator.language.say import say_quantity
from generator.playbook.html import Markup
from generator.playbook.markup import mark
from generator.playbook.merge import address_of, climb
from generator.playbook.page import Page, Playbook
from generator.policy.values import Day
from generator.publish.grid import draw_table
from generator.publish.since import Change, Since, Told

_PAGES = 5
"""So many pages are named."""
_AT_ONCE = 6
"""So many changes are shown; if there are more, all of them are folded."""


def draw_recent(since: Since, playbook: Playbook, lang: str, path: str) -> Markup:
    """The newest version with all that it changes, and the pages that were read last, for the page at ``path``."""
    words, past = desk_words(lang), since.past
    day = past.policy.shop.effective
    date = Quote(say_quantity(day, lang), str(day), None, ("shop.effective",))
    pattern = words["recent" if past.before else "recent_first"]
    version = mark(fill(pattern, version=past.policy.shop.version, date=date))
    parts = [Markup("<p>{}</p>").format(version), _changes(since, lang, path), _pages(playbook, lang, path)]
    return Markup('<div class="recent" data-search-exclude="">\n{}\n</div>').format(Markup("\n").join(parts))


def _changes(since: Since, lang: str, path: str) -> Markup:
    past = since.past
    if past.before is None:
        return Markup("")
    words, found = desk_words(lang), since.changes(past.before)
    told = Told(past.before, past.policy, lang, climb(path))
    rows = [
        *(told.term(id, kind) for id, kind in found.terms.items()),
        *(told.rule(id, kind) for id, kind in found.rules.items()),
    ]
    if not rows:
        return Markup("<p>{}</p>").format(words["recent_none"])
    head = (words["change_name"], words["was"], words["now"])
    cells = [((_name(row),), (row.was or Markup("–"), row.now or Markup("–"))) for row in rows]
    table = draw_table("values-table", head, cells, None)
    if len(rows) <= _AT_ONCE:
        return table
    summary = words["recent_all"].format(count=len(rows))
    return Markup('<details class="values">\n<summary>{}</summary>\n{}\n</details>').format(summary, table)


def _name(change: Change) -> Markup:
    name = Markup("{}").format(change.name)
    if change.href:
        name = Markup('<a href="{}">{}</a>').format(change.href, name)
    return Markup("{} ({})").format(name, change.said) if change.said else name


def _pages(playbook: Playbook, lang: str, path: str) -> Markup:
    words = desk_words(lang)
    own = [page for (of, _), page in playbook.pages.items() if of == lang and page.reviewed and page.path != path]
    links = Markup(words["title_separator"]).join(_link(page, lang, path) for page in _newest(own))
    return Markup("<p>{}</p>").format(Markup(words["recent_pages"]).format(list=links)) if links else Markup("")


def _newest(pages: Iterable[Page]) -> list[Page]:
    return sorted(pages, key=lambda page: -page.reviewed.toordinal() if page.reviewed else 0)[:_PAGES]


def _link(page: Page, lang: str, path: str) -> Markup:
    assert page.reviewed is not None
    day = page.reviewed
    said = say_quantity(Day(day.year, day.month, day.day), lang)
    return Markup('<a href="{}{}">{}</a> (<time datetime="{}">{}</time>)').format(
        climb(path), address_of(page.path), page.title.text, day.isoformat(), said
    )
