"""Net 4, beside the pages: ``mkdocs.yml`` lists the same pages in the same order in both languages.

Its titles and names are held by address, as texts of the policy are: ``mkdocs.yml#nav.0.money/chargeback.md`` is the
title of the group, at depth 0, that begins with this page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.finding import LANGUAGES, Finding, Place
from generator.policy.files import read_source
from generator.policy.model import Worded
from generator.policy.source import Mapping, Node, Scalar, Sequence, parse_yaml

SETTINGS = "mkdocs.yml"
_SAID = ("site_name", "site_description")


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the navigation, or a group that opens (``path`` empty); ``depth`` groups stand around it."""

    depth: int
    path: str
    place: Place


@dataclass(frozen=True, slots=True)
class Navigation:
    """What ``mkdocs.yml`` says in one language: entries in order, and names with their places, by address."""

    entries: tuple[Entry, ...]
    addressed: tuple[tuple[str, str, Place], ...]

    @property
    def names(self) -> tuple[tuple[str, Place], ...]:
        """The names with their places."""
        return tuple((words, place) for _, words, place in self.addressed)


def read_navigation(root: Path) -> dict[str, Navigation]:
    """The navigation by language; empty where the settings are not as the i18n plug-in has them."""
    source, _ = read_source(root / SETTINGS, SETTINGS)
    node, _ = parse_yaml(source.encode(), SETTINGS)
    plugins = _at(node, "plugins")
    i18n = next((each for one in _items(plugins) if (each := _at(one, "i18n")) is not None), None)
    found: dict[str, Navigation] = {}
    for language in _items(_at(i18n, "languages")):
        locale = _at(language, "locale")
        if isinstance(locale, Scalar) and locale.text in LANGUAGES:
            names: list[tuple[str, str, Place]] = []
            entries = tuple(_entries(_at(language, "nav"), 0, names))
            said = [(name, each) for name in _SAID if isinstance(each := _at(language, name), Scalar)]
            found[locale.text] = Navigation(entries, (*names, *((name, s.text, s.place) for name, s in said)))
    return found


def worded_of(navigation: dict[str, Navigation]) -> Iterator[Worded]:
    """The titles and names that both languages have, side by side."""
    if set(navigation) != set(LANGUAGES):
        return
    ours, theirs = ({each[0]: each for each in navigation[lang].addressed} for lang in LANGUAGES)
    for address, one in ours.items():
        if other := theirs.get(address):
            yield Worded(SETTINGS, address, (one[1], other[1]), (one[2], other[2]))


def check_navigation(navigation: dict[str, Navigation]) -> Iterator[Finding]:
    """A finding about the first entry that differs, if any does."""
    if set(navigation) != set(LANGUAGES):
        return
    ours, theirs = (navigation[lang].entries for lang in LANGUAGES)
    for at in range(max(len(ours), len(theirs))):
        one, other = (side[at] if at < len(side) else None for side in (ours, theirs))
        if one is None or other is None or (one.depth, one.path) != (other.depth, other.path):
            place = other.place if other else theirs[-1].place if theirs else Place("mkdocs.yml")
            facts = {"en": _shown(one), "zh": _shown(other), "other": str(one.place) if one else "-"}
            yield Finding("SP416", place, facts)
            return


def _entries(node: Node | None, depth: int, names: list[tuple[str, str, Place]]) -> Iterator[Entry]:
    for item in _items(node):
        if isinstance(item, Scalar):
            yield Entry(depth, item.text, item.place)
        for key, value in item.items if isinstance(item, Mapping) else ():
            first = "".join(re.findall(r"\S+", _first(value)))
            names.append((f"nav.{depth}.{first}", key.text, key.place))
            if isinstance(value, Scalar):
                yield Entry(depth, value.text, value.place)
            else:
                yield Entry(depth, "", key.place)
                yield from _entries(value, depth + 1, names)


def _first(node: Node) -> str:
    """The first page of an entry."""
    match node:
        case Scalar(text=text):
            return text
        case Sequence(items=(first, *_)):
            return _first(first)
        case Mapping(items=((_, value), *_)):
            return _first(value)
    return ""


def _at(node: Node | None, key: str) -> Node | None:
    items = node.items if isinstance(node, Mapping) else ()
    return next((value for name, value in items if name.text == key), None)


def _items(node: Node | None) -> tuple[Node, ...]:
    return tuple(node.items) if isinstance(node, Sequence) else ()


def _shown(entry: Entry | None) -> str:
    return "-" if entry is None else entry.path or "..."
