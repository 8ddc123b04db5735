"""Single examples for those who show them: of a file with a hundred, only the one that is asked for is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.decisions.examples import FOLDER, Example, paths_of, read_entries
from generator.decisions.versions import History, Ruling
from generator.finding import Finding
from generator.policy.files import read_bytes
from generator.policy.model import Policy
from generator.policy.published import Published, load_published
from generator.policy.source import parse_yaml

_ENTRY = re.compile(rb"(?P<key>[a-z][a-z0-9_]*):\s*(?:#.*)?")
_INDENTED = re.compile(rb"\s|#|$")


@dataclass(frozen=True, slots=True)
class Shown:
    """An example and what the policy decides in it."""

    example: Example
    ruling: Ruling


@dataclass(frozen=True)
class Gallery:
    """The examples of the project in ``root``; nothing is read before one is asked for."""

    root: Path | None
    policy: Policy

    @cached_property
    def _published(self) -> tuple[Published, ...]:
        return load_published(self.root)[0] if self.root else ()

    @cached_property
    def history(self) -> History:
        """The versions by which examples are decided."""
        return History(self.policy, self._published)

    @cached_property
    def knows_all_rules(self) -> bool:
        """Whether the policy still has every rule of every version."""
        return all(one.policy.rules.keys() <= self.policy.rules.keys() for one in self._published)

    @cached_property
    def _entries(self) -> dict[str, tuple[str, int, bytes]]:
        """The lines of each example by its id, with their file and the line of the first."""
        found: dict[str, tuple[str, int, bytes]] = {}
        for path in paths_of(self.root)[0] if self.root else ():
            data = read_bytes(self.root, path)[0] if self.root else None
            lines = (data or b"").splitlines()
            starts = [(at, match["key"].decode()) for at, line in enumerate(lines) if (match := _ENTRY.fullmatch(line))]
            ends = [at for at, line in enumerate(lines) if not _INDENTED.match(line)] + [len(lines)]
            stem = path.removeprefix(f"{FOLDER}/").removesuffix(".yaml")
            for at, key in starts:
                end = next(end for end in ends if end > at)
                found.setdefault(f"{stem}/{key}", (path, at + 1, b"\n".join(lines[at:end]) + b"\n"))
        return found

    @property
    def ids(self) -> tuple[str, ...]:
        """Every example by file and key."""
        return tuple(self._entries)

    def show(self, id: str) -> Shown | tuple[Finding, ...]:
        """The example, or why it cannot be read; decided once for both languages. KeyError if there is none."""
        if id not in self._known:
            self._known[id] = self._show(id)
        return self._known[id]

    @cached_property
    def _known(self) -> dict[str, Shown | tuple[Finding, ...]]:
        return {}

    def _show(self, id: str) -> Shown | tuple[Finding, ...]:
        path, line, data = self._entries[id]
        node, findings = parse_yaml(data, path, first_line=line)
        read = read_entries(node, id.partition("/")[0], self.history) if node else None
        if read is None or not read.examples:
            return (*findings, *(read.findings if read else ()))
        example = read.examples[0]
        return Shown(example, self.history.decide(example.situation))
