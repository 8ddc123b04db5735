"""Strict YAML: text with positions, and nothing that a reader could take for something else.

Every plain scalar stays text; what it means is decided by whoever expects something there. Anchors, aliases,
merge keys and tags are refused before anything is expanded, so that no small file can become a large one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from generator.finding import Finding, Place
from generator.policy.characters import decode, hidden_characters, lines_of, tabs
from generator.policy.files import LARGEST, Fact, read_bytes
from generator.policy.plain import misreading
from generator.policy.syntax import DEEPEST, UNCLOSED, TooDeepError, complaint, quick_events, slow_events

__all__ = [
    "LARGEST",
    "MOST",
    "Fact",
    "Mapping",
    "Node",
    "Parsed",
    "Scalar",
    "Sequence",
    "parse_yaml",
    "read_bytes",
    "read_yaml",
]

MOST = 50
"""After so many findings the rest of a file is left for the next run."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as written; ``quoted`` if it stands in quotation marks or in a block of text."""

    text: str
    place: Place
    quoted: bool


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file; keys are different from each other."""

    items: tuple[tuple[Scalar, Node], ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list in the order of the file."""

    items: tuple[Node, ...]
    place: Place


Node = Scalar | Mapping | Sequence

Parsed = tuple[Node | None, tuple[Finding, ...]]
"""The node, or None where the file cannot be used at all, and every finding."""


def read_yaml(root: Path, path: str) -> Parsed:
    """The file ``path`` (posix, relative to ``root``), read and parsed; see ``parse_yaml``.

    A file that is missing, a link that leads nowhere or out of ``root``, anything but a regular file and files
    of ``LARGEST`` bytes or more are findings.
    """
    data, findings = read_bytes(root, path)
    return (None, findings) if data is None else parse_yaml(data, path)


def parse_yaml(data: bytes, path: str, *, first_line: int = 1) -> Parsed:
    """The one document in ``data``, and every finding; ``first_line`` is the line that the first byte stands on.

    The node is None if the text cannot be used: then something that it would have declared may be missing. A
    file with repeated keys or unquoted words still has a node, with the first of the keys and the word as written.

    >>> node, findings = parse_yaml(b"a: {b: [1, two]}", "x.yaml")
    >>> node.items[0][1].items[0][1].items[1].text, findings
    ('two', ())
    """
    text, findings = decode(data, path, first_line)
    text, hidden = hidden_characters(text, path, first_line)
    findings += hidden + tabs(text, path, first_line)
    if findings:
        return None, findings
    parse = _Parse(path, first_line)
    node = parse.run(text)
    if not parse.findings and node is None:
        parse.report("SP120", 0, 0)
    return (node if parse.usable else None), tuple(parse.findings)


@dataclass(slots=True)
class _Open:
    """A list or map that is not closed yet; ``keys`` and their lines if it is a map.

    ``bracket``: it was opened with one. ``key`` waits for its value; ``skip``: the next value belongs to no key.
    """

    place: Place
    keys: dict[str, int] | None
    bracket: bool
    pairs: list[tuple[Scalar, Node]]
    items: list[Node]
    key: Scalar | None = None
    skip: bool = False

    @property
    def waits(self) -> bool:
        return self.key is not None or self.skip


class _Parse:
    """One run over one text; an explicit stack instead of recursion."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.findings: list[Finding] = []
        self.usable = True
        self._stack: list[_Open] = []
        self._root: Node | None = None
        self._restarts = 0

    def report(self, code: str, line: int, column: int, **facts: Fact) -> None:
        """``line`` and ``column`` counted from 0 in the text."""
        self.findings.append(Finding(code, self._place(line, column), facts))

    def run(self, text: str) -> Node | None:
        """The document. After a syntax error, reading goes on at the next key that is not indented."""
        if self._read_quickly(text):
            return self._root
        lines = lines_of(text)
        start = 0
        while start < len(lines):
            try:
                self._root, self._stack = None, []
                self._follow(slow_events("\n" * start + "\n".join(lines[start:])))
                break
            except TooDeepError as error:
                self.usable = False
                self.report("SP114", error.mark.line, error.mark.column, limit=str(DEEPEST))
                break
            except MarkedYAMLError as error:
                self.usable = False
                start = self._complain(error, lines)
        return self._root

    def _read_quickly(self, text: str) -> bool:
        """Whether libyaml could read it all, and nothing is wrong with it. It is ten times as fast.

        Everything else is read again, from the beginning, by the parser that says more; so are the two things in which
        they differ: tabs after a word, and where nothing stands.
        """
        if _READ_APART.search(text):
            return False
        try:
            self._follow(quick_events(text))
        except YAMLError:
            self.usable = False
        if self.usable and not self.findings and isinstance(self._root, Mapping | Sequence):
            return True
        self.findings, self.usable = [], True
        self._root, self._stack = None, []
        return False

    def _complain(self, error: MarkedYAMLError, lines: list[str]) -> int:
        """Reports a syntax error and gives the line to go on from."""
        line, column, problem = complaint(error)
        if self._stack and self._stack[-1].bracket and "stream end" in str(error.problem):
            line, column = self._stack[-1].place.line - self.first_line, self._stack[-1].place.column - 1
            problem = UNCLOSED
        line = min(line, len(lines) - 1)
        self.report("SP110", line, column, text=_excerpt(lines[line]), problem=problem)
        self._restarts += 1
        if self._restarts >= _RESTARTS or len(self.findings) >= MOST:
            return len(lines)
        return next((at for at in range(line + 1, len(lines)) if _TOP_KEY.match(lines[at])), len(lines))

    def _follow(self, events: Iterable[Event]) -> None:
        documents = 0
        for event in events:
            if len(self.findings) >= MOST:
                self.usable = False
                return
            match event:
                case ScalarEvent():  # first, for most are
                    if event.anchor is not None or event.tag is not None:
                        self._properties(event)
                    self._scalar(event)
                case DocumentStartEvent():
                    documents += 1
                    if event.version is not None or event.tags:
                        self.report("SP119", _position(event)[0], 0)
                    if documents > 1:
                        self.report("SP116", *_position(event))
                        self.usable = False
                        return
                case AliasEvent():
                    self._refuse("SP112", event, text=f"*{event.anchor}")
                    self._add(Scalar("", self._at(event), True))
                case SequenceStartEvent():
                    self._properties(event)
                    self._stack.append(_Open(self._at(event), None, bool(event.flow_style), [], []))
                case MappingStartEvent():
                    self._properties(event)
                    self._stack.append(_Open(self._at(event), {}, bool(event.flow_style), [], []))
                case SequenceEndEvent():
                    done = self._stack.pop()
                    self._add(Sequence(tuple(done.items), done.place))
                case MappingEndEvent():
                    done = self._stack.pop()
                    self._add(Mapping(tuple(done.pairs), done.place))
                case _:
                    pass

    def _properties(self, event: ScalarEvent | SequenceStartEvent | MappingStartEvent) -> None:
        if event.anchor is not None:
            self._refuse("SP112", event, text=f"&{event.anchor}")
        if event.tag is not None:
            self.report("SP115", *_position(event), tag=_excerpt(str(event.tag)))

    def _refuse(self, code: str, event: NodeEvent, **facts: Fact) -> None:
        self.usable = False
        line, column = _position(event)
        self.report(code, line, column, **facts)

    def _scalar(self, event: ScalarEvent) -> None:
        text, quoted = event.value, bool(event.style)
        scalar = Scalar(text, self._at(event), quoted)
        if not quoted:
            if text == "<<" and self._expects_key():
                self._refuse("SP113", event)
            elif (reading := misreading(text)) is not None:
                self.findings.append(Finding("SP117", scalar.place, {"text": text, "reading": reading}))
        self._add(scalar)

    def _expects_key(self) -> bool:
        return bool(self._stack) and self._stack[-1].keys is not None and not self._stack[-1].waits

    def _add(self, node: Node) -> None:
        """Puts a finished node where it belongs."""
        if not self._stack:
            self._root = node
            return
        parent = self._stack[-1]
        if parent.keys is None:
            parent.items.append(node)
        elif parent.key is not None:
            parent.pairs.append((parent.key, node))
            parent.key = None
        elif parent.skip:
            parent.skip = False
        else:
            self._key(parent, node)

    def _key(self, parent: _Open, node: Node) -> None:
        assert parent.keys is not None
        if not isinstance(node, Scalar):
            self.usable = False
            self.findings.append(Finding("SP118", node.place))
            parent.skip = True
        elif node.text in parent.keys:
            facts = {"key": _excerpt(node.text), "first": str(parent.keys[node.text]), "second": str(node.place.line)}
            self.findings.append(Finding("SP111", node.place, facts))
            parent.skip = True
        else:
            parent.keys[node.text] = node.place.line
            parent.key = node

    def _at(self, event: Event) -> Place:
        mark = event.start_mark
        assert mark is not None  # PyYAML's parser gives every event its marks
        return Place(self.path, self.first_line + mark.line, mark.column + 1)

    def _place(self, line: int, column: int) -> Place:
        return Place(self.path, self.first_line + line, column + 1)


_RESTARTS = 20
"""How many syntax errors one file gets: each starts the parser anew on the rest."""

_READ_APART = re.compile(r"\t|(?:^|[\s\[{,-])\?(?:\s|$)")
"""Texts that libyaml reads in another way than PyYAML's own parser."""

_TOP_KEY = re.compile(r"""["'\w][^#]*:(\s|$)""")


def _position(event: Event) -> tuple[int, int]:
    """Line and column of the event's first character, counted from 0."""
    assert event.start_mark is not None  # PyYAML's parser gives every event its marks
    return event.start_mark.line, event.start_mark.column


def _excerpt(text: str, most: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"
