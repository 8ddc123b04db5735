"""A disagreement as data: the edits that plant it, and what must be found where."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from generator.agreement.meant import Known, known_quantities
from generator.playbook.load import load_playbook
from generator.playbook.page import Page, Playbook, Quotation, Reply
from generator.policy.load import load_policy
from generator.policy.model import Policy

LANGS = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Edit:
    """``text[start:end]`` of a file becomes ``new``. With ``new`` None the whole file goes."""

    path: str
    start: int
    end: int
    new: str | None


@dataclass(frozen=True, slots=True)
class Plant:
    """One disagreement. ``at`` are the places that would be right; the plant is found by one of the ``wanted`` codes.

    Two plants with a name of ``touches`` in common would disturb each other. ``also`` are codes that may follow from
    it elsewhere in what it touches. ``builds``: only a build can see it.
    """

    kind: str
    lang: str
    touches: frozenset[str]
    edits: tuple[Edit, ...]
    wanted: frozenset[str]
    at: frozenset[tuple[str, int]]
    also: frozenset[str] = frozenset()
    builds: bool = False

    def __str__(self) -> str:
        path, line = min(self.at, key=lambda place: (place[0] != self.edits[0].path, place))
        return f"{self.kind} [{self.lang}] {path}:{line}"


@dataclass(frozen=True, slots=True)
class Side:
    """A page or reply in one language, and its file. Offsets of the body plus ``shift`` are offsets of the file."""

    held: Page | Reply
    text: str

    @property
    def path(self) -> str:
        return self.held.source

    @property
    def lang(self) -> str:
        return self.held.lang

    @property
    def name(self) -> str:
        """What both languages share."""
        return self.path.split("/", 2)[2]

    @property
    def shift(self) -> int:
        return len(self.text) - len(self.held.body.text)

    @property
    def front(self) -> str:
        return self.text[: self.shift]

    @property
    def quotations(self) -> tuple[tuple[int, int, Quotation], ...]:
        """The quotations of the body, with their place in the file."""
        return tuple((each.start + self.shift, each.end + self.shift, each) for each in self.held.body.quotations)

    def line(self, offset: int) -> int:
        return self.text.count("\n", 0, offset) + 1

    def key(self, name: str) -> re.Match[str] | None:
        """A key of the front matter with its value on one line."""
        return re.search(rf"^{name}: (?P<value>.+)$", self.front, re.MULTILINE)

    def find(self, pattern: str) -> Iterator[re.Match[str]]:
        """Where a pattern stands in the body, outside of quotations."""
        spans = [(start, end) for start, end, _ in self.quotations]
        for match in re.compile(pattern, re.MULTILINE).finditer(self.text, self.shift):
            if not any(match.start() < end and match.end() > start for start, end in spans):
                yield match


@dataclass(frozen=True)
class World:
    """A sound project, read: what can be planted follows from what stands in it."""

    root: Path
    policy: Policy
    playbook: Playbook
    known: tuple[Known, ...]
    sides: tuple[Side, ...] = field(repr=False)

    def twin(self, side: Side) -> Side:
        return next(other for other in self.sides if other.name == side.name and other.lang != side.lang)

    def text(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")


Kind = Callable[[World, Random, str], Iterable[Plant]]
"""Plants of one kind in one language, as many as there are, in an order that follows from the seed."""


def read_world(root: Path) -> World:
    """The project in ``root``."""
    policy, _ = load_policy(root)
    playbook, _ = load_playbook(root)
    assert policy is not None, "the project has no policy"
    held: list[Page | Reply] = [*playbook.pages.values(), *playbook.replies.values()]
    sides = tuple(Side(each, (root / each.source).read_text(encoding="utf-8")) for each in held)
    return World(root, policy, playbook, known_quantities(policy), sides)


def shuffled(world: World, rng: Random, lang: str, *kinds: type) -> list[Side]:
    """The sides of one language in a random order; of pages or replies alone, if so asked."""
    sides = [each for each in world.sides if each.lang == lang and isinstance(each.held, kinds or (Page, Reply))]
    rng.shuffle(sides)
    return sides


def touched(world: World, side: Side) -> frozenset[str]:
    """What an edit of a side can disturb: its twin, and for a reply the pages that show it."""
    if not isinstance(side.held, Reply):
        return frozenset((side.name,))
    showing = (
        each.name
        for each in world.sides
        if any(f'"{side.held.name}"' in quotation.source for _, _, quotation in each.quotations)
    )
    return frozenset((side.name, *showing))


def plant(
    world: World,
    side: Side,
    kind: str,
    edits: Iterable[Edit],
    wanted: str,
    at: Iterable[tuple[str, int]] = (),
    also: str = "",
) -> Plant:
    """A plant in one side; found at the line of its first edit unless told otherwise."""
    edits = tuple(edits)
    lines = tuple(at) or ((edits[0].path, side.line(edits[0].start)),)
    codes = frozenset(wanted.split())
    return Plant(kind, side.lang, touched(world, side), edits, codes, frozenset(lines), frozenset(also.split()))


def apply(root: Path, plants: Iterable[Plant]) -> None:
    """Plant them all in the project in ``root``."""
    by_path: dict[str, list[Edit]] = {}
    for each in plants:
        for edit in each.edits:
            by_path.setdefault(edit.path, []).append(edit)
    for path, edits in by_path.items():
        file = root / path
        if any(edit.new is None for edit in edits):
            file.unlink()
            continue
        text = file.read_text(encoding="utf-8")
        for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
            assert edit.new is not None
            text = text[: edit.start] + edit.new + text[edit.end :]
        file.write_text(text, encoding="utf-8", newline="\n")
