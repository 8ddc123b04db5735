"""Kinds 3: the shape of a page: headings, items, links, pictures, twins, and what the front matter names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from generator.playbook.page import Page, Reply
from tests.mutations.planting import Edit, Kind, Plant, Side, World, plant, shuffled

SHAPE, LINK, PICTURE = "SP451", "SP452", "SP453"
Places = Callable[[World, Side, int], list[tuple[str, int]]]
"""Where a plant at an offset may be found."""


def _heading_places(world: World, side: Side, offset: int) -> list[tuple[str, int]]:
    """The line here, and that of the heading with the same anchor in the twin."""
    twin = world.twin(side)
    line = side.text[offset : side.text.find("\n", offset)]
    anchor = re.search(r"\{#[\w.-]+\}", line)
    there = [twin.line(each.start()) for each in twin.find(re.escape(anchor[0]))] if anchor else []
    return [(side.path, side.line(offset)), *((twin.path, each) for each in there)]


def _block_places(world: World, side: Side, offset: int) -> list[tuple[str, int]]:
    """The first line of the list or table at an offset, here and in the twin's same section; or their headings."""
    twin = world.twin(side)
    number = len(list(side.find(r"^#+ "))) - len([m for m in side.find(r"^#+ ") if m.start() > offset])
    start = max(side.text.rfind("\n\n", 0, offset) + 2, side.shift)
    return [(side.path, side.line(start)), *_starts(side, number)[:1], *_starts(twin, number)]


def _starts(side: Side, number: int) -> list[tuple[str, int]]:
    """The lines of a section's heading and of its lists and tables."""
    headings = [side.shift, *(match.start() for match in side.find(r"^#+ ")), len(side.text)]
    first, end = headings[number], headings[number + 1]
    blocks = [m.start() for m in side.find(r"(?:(?<=\n\n)|\A)(?:- |\d+\. |\|)") if first <= m.start() < end]
    return [(side.path, side.line(each)) for each in (first, *blocks)]


def _lines(
    name: str, pattern: str, wanted: str, places: Places, also: str = "", *held: type, fewest: int = 1
) -> tuple[str, Kind]:
    """A line taken out."""

    def plants(world: World, rng: Random, lang: str) -> Iterator[Plant]:
        for side in shuffled(world, rng, lang, *held):
            found = [match for match in side.find(pattern) if _is_apart(side, match)]
            if len(found) >= fewest:
                match = rng.choice(found)
                edit = Edit(side.path, match.start(), match.end(), "")
                yield plant(world, side, name, [edit], wanted, places(world, side, match.start()), also)

    return name, plants


def _is_apart(side: Side, match: re.Match[str]) -> bool:
    """Whether no quotation stands in the stretch: its loss would be found for another reason."""
    return not any(start < match.end() and end > match.start() for start, end, _ in side.quotations)


def _heading_added(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    for side in shuffled(world, rng, lang, Page):
        found = list(side.find(r"^## [^\n]+\n"))
        if found:
            at = rng.choice(found).start()
            words = {"en": "## One more thing {#more}\n\nAsk.\n\n", "zh": "## 还有一点 {#more}\n\n请询问。\n\n"}[lang]
            yield plant(world, side, "a heading added", [Edit(side.path, at, at, words)], "SP402")


def _heading_lowered(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    for side in shuffled(world, rng, lang, Page):
        found = list(side.find(r"^## (?=[^\n]+\{#)"))
        if found:
            at = rng.choice(found).start()
            edit = Edit(side.path, at, at, "#")
            yield plant(world, side, "a heading of another level", [edit], "SP402", _heading_places(world, side, at))


def _item_added(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    for side in shuffled(world, rng, lang):
        found = list(side.find(r"^- [^\n]+\n(?=\n|\Z)"))
        if found:
            at = rng.choice(found).end()
            words = {"en": "- Ask a colleague first.\n", "zh": "- 先问同事。\n"}[lang]
            yield plant(
                world,
                side,
                "an item added",
                [Edit(side.path, at, at, words)],
                SHAPE,
                _block_places(world, side, at - 1),
            )


def _unlinked(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    for side in shuffled(world, rng, lang):
        found = list(side.find(r"(?<!!)\[(?P<words>[^\]\n]+)\]\((?P<to>[^()\s]+)\)"))
        if found:
            match = rng.choice(found)
            edit = Edit(side.path, match.start(), match.end(), match["words"])
            twin = world.twin(side)
            lines = [(twin.path, twin.line(each.start())) for each in twin.find(re.escape(f"]({match['to']})"))]
            at = [(side.path, side.line(match.start())), *lines]
            yield plant(world, side, "a link dropped", [edit], LINK, at)


def _elsewhere(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    """The link leads to another page that exists."""
    for side in shuffled(world, rng, lang, Page):
        found = list(side.find(r"(?<!!)\[[^\]\n]+\]\((?P<to>[^()\s#:]+\.md)\)"))
        targets = sorted({match["to"] for match in found})
        if len(targets) > 1:
            match = rng.choice(found)
            new = rng.choice([each for each in targets if each != match["to"]])
            edit = Edit(side.path, match.start("to"), match.end("to"), new)
            twin = world.twin(side)
            lines = [(twin.path, twin.line(each.start())) for each in twin.find(re.escape(f"]({match['to']})"))]
            at = [(side.path, side.line(match.start())), *lines]
            yield plant(world, side, "a link that leads elsewhere", [edit], LINK, at)


def _alone(kind: type, name: str, wanted: str) -> tuple[str, Kind]:
    """The file of the other language is gone."""

    def plants(world: World, rng: Random, lang: str) -> Iterator[Plant]:
        for side in shuffled(world, rng, lang, kind):
            if side.name.endswith("index.md"):
                continue
            twin = world.twin(side)
            yield plant(world, side, name, [Edit(twin.path, 0, 0, None)], wanted, [(side.path, 1)], "SP337 SP335 SP501")

    return name, plants


def _renamed(key: str, name: str, kind: type) -> tuple[str, Kind]:
    """A rule's old name in the front matter."""

    def plants(world: World, rng: Random, lang: str) -> Iterator[Plant]:
        for side in shuffled(world, rng, lang, kind):
            match = side.key(key)
            if match and (names := re.findall(r"[a-z_]+\.[a-z_]+", match["value"])):
                old = rng.choice(names)
                at = match.start("value") + match["value"].index(old) + len(old)
                edit = Edit(side.path, at, at, "_old")
                yield plant(world, side, name, [edit], "SP502", (), "SP406 SP501 SP273 SP441 SP442")

    return name, plants


def _front_differs(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    for side in shuffled(world, rng, lang, Page):
        if match := side.key("owner"):
            edit = Edit(side.path, match.end(), match.end(), " II")
            at = [(path, line) for path in (side.path, world.twin(side).path) for line in range(1, 12)]
            yield plant(world, side, "another owner", [edit], "SP406", at)


def _picture(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    for side in shuffled(world, rng, lang):
        for match in side.find(r"^!\[[^\]\n]+\]\([^)\n]+\)\n"):
            edit = Edit(side.path, match.start(), match.end(), "")
            twin = world.twin(side)
            there = [(twin.path, twin.line(each.start())) for each in twin.find(r"^!\[")]
            yield plant(world, side, "a picture dropped", [edit], PICTURE, there)
            break


def _edited(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    """One side says something else, in words; the other is behind."""
    for side in shuffled(world, rng, lang, Page):
        found = list(side.find(r"^(?![#|>!\-\d{ \[])[^\n]{20,}[.。]$"))
        if found:
            at = rng.choice(found).end()
            words = {"en": " Be kind about it.", "zh": "说话要客气。"}[lang]
            twin = world.twin(side)
            lines = [(twin.path, twin.line(match.start())) for match in twin.find(r"^#+ ")] + [(twin.path, 1)]
            yield plant(world, side, "a section edited on one side", [Edit(side.path, at, at, words)], "SP411", lines)


def _blank_differs(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    for side in shuffled(world, rng, lang, Reply):
        found = list(side.find(r"\[\[(?P<name>[a-z_]+)\]\]"))
        if found:
            match = rng.choice(found)
            edit = Edit(side.path, match.start("name"), match.end("name"), "nobody")
            yield plant(world, side, "a blank that is gone", [edit], "SP331", (), "SP332 SP406")


KINDS: dict[str, Kind] = dict(
    [
        _lines("a heading dropped", r"^##+ [^\n]+\n", "SP402", _heading_places, "SP404 SP451 SP602", Page),
        _lines("a list item dropped", r"^- [^\n]+\n", SHAPE, _block_places, "SP452", fewest=2),
        _lines("a step dropped", r"^\d+\. [^\n]+\n", SHAPE, _block_places, "SP452 SP332", fewest=2),
        _lines(
            "a row of a table dropped",
            r"(?<=\n)\|(?![-: |]+\n)[^\n]+\n(?=\|(?![-: |]+\n)|\n)",
            SHAPE,
            _block_places,
            "SP452",
            fewest=2,
        ),
        ("a heading added", _heading_added),
        ("a heading of another level", _heading_lowered),
        ("an item added", _item_added),
        ("a link dropped", _unlinked),
        ("a link that leads elsewhere", _elsewhere),
        ("a picture dropped", _picture),
        _alone(Page, "a page without its twin", "SP401"),
        _alone(Reply, "a reply without its twin", "SP405"),
        _renamed("covers", "a renamed rule in covers", Page),
        _renamed("for", "a renamed rule that a reply is for", Reply),
        ("another owner", _front_differs),
        ("a section edited on one side", _edited),
        ("a blank that is gone", _blank_differs),
    ]
)
