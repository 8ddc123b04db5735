"""What the search knows beside the text of the pages: what people say when they need a page, and the glossary.

A page is found by what the buyer says, in either language, by its titles, and by the words that its ``asked`` lists.
Any other word is looked up in the glossary: whoever types the word to avoid, or that of the other language, means the
agreed one. A page that nobody asks for, such as a list of everything, is named as such, and so is one without a reply:
it prepares for another day. ``finding.js`` uses all that; :func:`generator.publish.search.split_search` puts it into
each index.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from generator.finding import LANGUAGES
from generator.playbook.merge import say_plainly
from generator.playbook.page import Playbook
from generator.playbook.quoting import names_for
from generator.policy.model import Concept, Policy
from generator.publish.merged import list_users
from generator.publish.search import FOUND_BY


def list_sayings(policy: Policy, playbook: Playbook) -> dict[str, bytes]:
    """The file of each language, by its path below the folder of merged pages."""
    titles = {
        (page.lang, page.path): say_plainly(page.title, names_for(policy, page.lang, {}))[0]
        for page in playbook.pages.values()
        if page.says
    }
    glossary = {lang: [_lead(concept, lang) for concept in policy.concepts.values()] for lang in LANGUAGES}
    files = {}
    for lang in LANGUAGES:
        pages = {_address(path): _sayings(playbook, titles, path, lang) for of, path in titles if of == lang}
        lists = [_address(page.path) for page in playbook.pages.values() if page.lang == lang and not page.says]
        answering = {page.path for used in list_users(playbook, lang).values() for page in used}
        prepares = [_address(path) for of, path in titles if of == lang and path not in answering]
        data = {"pages": pages, "lists": lists, "prepares": prepares, "glossary": glossary[lang]}
        files[f"{lang}/{FOUND_BY}"] = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return files


def _address(path: str) -> str:
    """Where a page is found below its language.

    >>> _address("money/approvals.md"), _address("replies/index.md"), _address("index.md")
    ('money/approvals/', 'replies/', '')
    """
    return f"{path.removesuffix('.md')}/".removesuffix("index/")


def _sayings(playbook: Playbook, titles: Mapping[tuple[str, str], str], path: str, lang: str) -> list[str]:
    """What leads to a page, each once: its title, what the buyer says, what is asked; its own language first."""
    found: list[str] = []
    for of in (lang, *(other for other in LANGUAGES if other != lang)):
        page = playbook.pages.get((of, path))
        if page is not None and page.says:
            found += [titles[of, path], page.says, *page.asked]
    return list(dict.fromkeys(found))


def _lead(concept: Concept, lang: str) -> list[str]:
    """The agreed word of this language, and every other word for the same thing, in both."""
    agreed: tuple[str, ...] = getattr(concept, lang)
    others = [*agreed[1:]]
    for other in (lang, *(each for each in LANGUAGES if each != lang)):
        others += [*(getattr(concept, other) if other != lang else ()), *getattr(concept, f"avoid_{other}")]
    return [agreed[0], *dict.fromkeys(others)]
