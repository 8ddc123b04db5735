"""The way back from a rule: the playbooks that cover it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.language.pages import desk_words
from generator.playbook.html import Markup
from generator.playbook.merge import climb
from generator.playbook.page import Page, Playbook

_LINK = Markup('<a href="{}{}/">{}</a>')


@dataclass(frozen=True, slots=True)
class Crossing:
    """For each language and rule the pages that cover it, in the order of their paths."""

    pages: Mapping[tuple[str, str], tuple[Page, ...]] = field(default_factory=dict)

    def draw(self, rule: str, lang: str, path: str) -> Markup:
        """The line below a rule, for the page at ``path``; nothing if no page covers the rule."""
        found = self.pages.get((lang, rule), ())
        if not found:
            return Markup("")
        words, root = desk_words(lang), climb(path)
        links = [_LINK.format(root, page.path.removesuffix(".md"), page.title.text) for page in found]
        said = Markup(words["rule_pages"]).format(list=Markup(words["title_separator"]).join(links))
        return Markup('<p class="crossing" data-search-exclude="">{}</p>').format(said)


def cross(playbook: Playbook) -> Crossing:
    """Who covers which rule."""
    pages: dict[tuple[str, str], tuple[Page, ...]] = {}
    for (lang, _), page in playbook.pages.items():
        for rule in page.covers:
            pages[lang, rule.name] = (*pages.get((lang, rule.name), ()), page)
    return Crossing(pages)
