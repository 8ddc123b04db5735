"""Data that is shipped with the program, read as strictly as a shop's own files.

It is broken only where somebody has just edited it, so a mistake stops at once: a test meets it, never a user.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn, TypeVar

from generator.finding import in_order
from generator.policy.shape import Report, entries, text, texts
from generator.policy.source import Node, parse_yaml
from generator.policy.suggestion import suggest

Value = TypeVar("Value")


class BrokenShippedFileError(Exception):
    """A file of the program's own is not as it must be; says where, and what to write instead."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """One file while it is read."""

    report: Report

    def stop(self) -> NoReturn:
        """Raise BrokenShippedFileError with everything that was found so far."""
        lines = [f"{found.place}: {found.message()} {found.hint()}" for found in in_order(self.report.findings)]
        raise BrokenShippedFileError("\n".join(lines))

    def settle(self) -> None:
        """BrokenShippedFileError if anything was found so far."""
        if self.report.findings:
            self.stop()

    def have(self, value: Value | None) -> Value:
        """The value that has just been read. BrokenShippedFileError if it could not be."""
        if value is None or self.report.findings:
            self.stop()
        return value

    def word(self, node: Node | None, known: Iterable[str], what: str) -> str:
        """One of the known words."""
        words = self.words(self.have(text(node, self.report)), known, what)
        return words[0]

    def words(self, node: Node | None, known: Iterable[str] | None, what: str) -> tuple[str, ...]:
        """One word or several; each of the known ones, if those are given."""
        scalars = self.have(texts(node, self.report))
        allowed = None if known is None else tuple(known)
        for scalar in scalars:
            if allowed is not None and scalar.text not in allowed:
                near = suggest(scalar.text, allowed)
                self.report.add("SP216", scalar.place, text=scalar.text, what=(what, what), suggestion=near)
        self.settle()
        return tuple(scalar.text for scalar in scalars)

    def complete(self, node: Node | None, words: Iterable[str]) -> tuple[tuple[str, Node], ...]:
        """The entries of a map that has exactly these keys."""
        known = tuple(words)
        found = entries(node, self.report)
        for key, _ in found:
            if key.text not in known:
                self.report.add("SP201", key.place, key=key.text, suggestion=suggest(key.text, known))
        if node is not None:
            for word in known:
                if word not in {key.text for key, _ in found}:
                    self.report.add("SP202", node.place, key=word)
        self.settle()
        return tuple((key.text, value) for key, value in found)


def read_shipped(data: bytes, path: str) -> tuple[Node, Shipped]:
    """The file's node, and what goes on reading it. BrokenShippedFileError if it is no sound YAML."""
    node, findings = parse_yaml(data, path)
    file = Shipped(Report(list(findings)))
    if node is None or findings:
        file.stop()
    return node, file
