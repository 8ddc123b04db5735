"""``content/parity.lock``: the wording of both sides of each section when somebody last said that they agree.

One line a section, sorted: ``returns/changed-mind.md#check en=1f2e3d4c5b6a7988 zh=8899aabbccddeeff``; without ``#`` the
line is about the top of a page, or a whole reply. A text of the policy is held by its address in the file:
``policies/returns.yaml#terms.window.note``. There is no date and no count, so that two branches that agree on
different sections merge. Where they agree on the same one, both lines may stay: each is something that somebody said.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.finding import LANGUAGES, Finding, Place
from generator.policy.characters import decode
from generator.policy.files import read_bytes

PATH = "content/parity.lock"
HEAD = "# The wording of both languages when somebody last said that they agree. Written by: samepage agree"

_LINE = re.compile(r"(?P<page>[^\s#]+)(?:#(?P<key>\S+))?(?P<sides>(?: [a-z]{2}=[0-9a-f]{16})+)")


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A section of a page; ``key`` is empty for its top."""

    page: str
    key: str = ""

    def __str__(self) -> str:
        return f"{self.page}#{self.key}" if self.key else self.page


Sides = tuple[str, ...]
"""The wording of each language, in the order of ``LANGUAGES``."""


@dataclass(frozen=True, slots=True)
class Lock:
    """What was said to agree: usually one pair of wordings a section, after a merge there may be several."""

    said: Mapping[Spot, tuple[Sides, ...]] = field(default_factory=dict)

    def of(self, page: str) -> dict[Spot, tuple[Sides, ...]]:
        """All that is held about one page."""
        return {spot: sides for spot, sides in self.said.items() if spot.page == page}

    def by_page(self) -> dict[str, dict[Spot, tuple[Sides, ...]]]:
        """All that is held, page by page."""
        found: dict[str, dict[Spot, tuple[Sides, ...]]] = {}
        for spot, sides in self.said.items():
            found.setdefault(spot.page, {})[spot] = sides
        return found

    def but(self, changes: Mapping[Spot, tuple[Sides, ...]], without: Iterable[Spot] = ()) -> Lock:
        """The lock with some sections recorded anew, and some forgotten."""
        gone = set(without)
        kept = {spot: sides for spot, sides in self.said.items() if spot not in gone}
        return Lock({**kept, **changes})

    def __str__(self) -> str:
        lines = (
            f"{spot} " + " ".join(f"{lang}={wording}" for lang, wording in zip(LANGUAGES, sides, strict=True))
            for spot, said in self.said.items()
            for sides in said
        )
        return "\n".join([HEAD, *sorted(lines)]) + "\n"


def load_lock(root: Path) -> tuple[Lock | None, tuple[Finding, ...]]:
    """The lock of a project; None without one. A line that cannot be read is a finding."""
    if not os.path.lexists(root / PATH):  # which is no either where looking is forbidden
        return None, ()
    data, findings = read_bytes(root, PATH)
    if data is None:
        return None, findings
    text, findings = decode(data, PATH)
    return (None, findings) if findings else read_lock(text)


def read_lock(text: str) -> tuple[Lock, tuple[Finding, ...]]:
    """What a lock file says."""
    said: dict[Spot, tuple[Sides, ...]] = {}
    findings = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = _LINE.fullmatch(line.rstrip())
        sides = dict(side.split("=") for side in match["sides"].split()) if match else {}
        if match is None or set(sides) != set(LANGUAGES):
            findings.append(Finding("SP414", Place(PATH, number), {"text": line[:60]}))
            continue
        spot = Spot(match["page"], match["key"] or "")
        one = tuple(sides[lang] for lang in LANGUAGES)
        said[spot] = tuple(dict.fromkeys((*said.get(spot, ()), one)))
    return Lock(said), tuple(findings)
