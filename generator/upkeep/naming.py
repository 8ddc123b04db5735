"""What people type for a page, a section or a text of the policy, and which one they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from generator.agreement.freshness import Paired, name_of
from generator.finding import LANGUAGES
from generator.playbook.page import Playbook
from generator.playbook.sections import TOP

_NAME = re.compile(r"(?:(?:.*/)?content/(?P<lang>[a-z]{2})/|(?:\./)*)(?P<page>[^#]*?)(?:\.md)?(?:#(?P<key>.*))?")
_TEXT = re.compile(
    r"(?:.*/)?(?P<page>policies/(?:examples/)?[^#/]+\.yaml|mkdocs\.yml|overrides/[^#]+\.(?:html|j2))"
    r"(?:#(?P<key>.*?)(?:\.(?P<lang>en|zh))?)?"
)
NEAR = 3
"""How many names are suggested for one that is unknown."""


@dataclass(frozen=True, slots=True)
class Named:
    """What was named: a page, maybe one of its sections, maybe one of its languages; or a file of the policy."""

    text: str
    page: str
    key: str | None
    lang: str | None


class Unknown(Exception):
    """Nothing has this name; ``near`` are names that something has."""

    def __init__(self, text: str, near: Iterable[str]) -> None:
        super().__init__(text)
        self.text = text
        self.near = tuple(near)


def read_name(text: str) -> Named:
    """What a name says, whether or not there is such a page.

    >>> read_name("content/zh/returns/changed-mind.md#check")
    Named(text='content/zh/returns/changed-mind.md#check', page='returns/changed-mind.md', key='check', lang='zh')
    >>> read_name("policy").page, read_name("./policy.md").page
    ('policy.md', 'policy.md')
    >>> read_name("policies/shop.yaml#shop.name.zh")
    Named(text='policies/shop.yaml#shop.name.zh', page='policies/shop.yaml', key='shop.name', lang='zh')
    """
    if match := _TEXT.fullmatch(text):
        return Named(text, match["page"], match["key"], match["lang"])
    match = _NAME.fullmatch(text)
    assert match is not None  # every part of it may be empty
    lang = match["lang"] if match["lang"] in LANGUAGES else None
    return Named(text, f"{match['page']}.md", match["key"], lang)


def is_file(page: str) -> bool:
    """Whether it is a file that holds both languages, and no page.

    >>> is_file("policies/shop.yaml"), is_file("replies/lost.md")
    (True, False)
    """
    return not page.endswith(".md")


def files_of(paired: Iterable[Paired]) -> tuple[str, ...]:
    """Every file of the policy that holds a text in both languages."""
    return tuple(each.page for each in paired if each.is_policy)


def pages_of(playbook: Playbook, sources: Iterable[str]) -> tuple[str, ...]:
    """Every page and reply by its path, those that could not be read among them."""
    found = {path for _, path in playbook.pages} | {f"replies/{name}.md" for _, name in playbook.replies}
    for source in sources:
        for lang in LANGUAGES:
            if source.startswith(f"content/{lang}/") and source.endswith(".md"):
                found.add(source.removeprefix(f"content/{lang}/"))
    return tuple(sorted(found))


def check_page_name(named: Named, pages: tuple[str, ...]) -> None:
    """Unknown if there is no such page."""
    if named.page not in pages:
        bare = named.page.removesuffix(".md").removesuffix(".yaml")
        last = [page for page in pages if page.rsplit("/", 1)[-1] == named.page.rsplit("/", 1)[-1]]
        near = [*last, *get_close_matches(bare, [page.removesuffix(".md") for page in pages], NEAR, 0.5)]
        names = dict.fromkeys(name if name.endswith((".md", ".yaml")) else f"{name}.md" for name in near)
        raise Unknown(named.text, list(names)[:NEAR] or pages[:NEAR])


def numbers_of(named: Named, paired: Paired) -> tuple[int, ...]:
    """Which sections of the page are meant, from 0; all where none is named. Unknown if there is no such section."""
    if named.key is None:
        return tuple(range(len(paired.pairs)))
    keys = [pair.spot.key for pair in paired.pairs]
    if named.key in keys:
        return (keys.index(named.key),)
    if paired.is_policy and (below := [at for at, key in enumerate(keys) if key.startswith(f"{named.key}.")]):
        return tuple(below)
    if named.key in ("", TOP):
        return (0,)
    near = get_close_matches(named.key, [key or TOP for key in keys], NEAR, 0.5)
    names = [name_of(pair.spot) for pair in paired.pairs]
    raise Unknown(named.text, [f"{paired.page}#{key}" for key in near] or names[:NEAR])
