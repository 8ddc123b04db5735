"""What must stand in a text so that a pattern can match it: a cheap question that saves nearly every dear one.

Only the notation of the book of claims is read here: what regular expressions have in common, ``<part>`` and ``~``.
What is passed over (a class, something optional, a look around) makes the question weaker and never wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

Needs = tuple[frozenset[str], ...]
"""Of each set at least one literal stands in every text that the pattern matches."""

MOST = 5
"""So many sets are asked for; the longest literals tell the most."""
_PART = re.compile(r"<([a-z_]+)>")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_OPEN = re.compile(r"\((?P<kind>\?(?::|<?[=!]|P<\w+>))?")
_REPEAT = re.compile(r"(?:[?*+]|\{(?P<least>\d*)(?:,\d*)?\})[?+]?")
_ESCAPED = re.compile(r"\\(?:u[0-9a-fA-F]{4}|.)", re.DOTALL)
_PLAIN = re.compile(r"[^\\()\[\]{}<>|?*+~.^$]+(?![?*+{])")
"""Characters that are themselves, as far as none is repeated."""
_ENDS = "|)"


def in_turn(source: str, parts: Mapping[str, str]) -> Needs:
    """What a pattern in the notation of the book needs, in the order in which it stands in the text.

    >>> [sorted(one) for one in in_turn("(?:we|the shop)~pays? it", {})]
    [['the shop', 'we'], ['pay'], [' it']]
    >>> in_turn("a?b*[cd](?:e|)", {})
    ()
    """
    whole = _Reader(source, parts).alternatives()
    return tuple(whole[0] if len(whole) == 1 else [one] if (one := _either(whole)) else [])


def telling(turns: Needs, least: int) -> Needs:
    """Of what a pattern needs in turn the literals of ``least`` characters or more, the longest first.

    >>> parts = {"we": "(?:we|the shop)"}
    >>> [sorted(one) for one in telling(in_turn("<we>~pays? (?:for )?it(?! back)", parts), 2)]
    [['pay'], ['it'], ['the shop', 'we']]
    """
    found = dict.fromkeys(one for one in turns if _length(one) >= least)
    return tuple(sorted(found, key=lambda one: (-_length(one), len(one)))[:MOST])


def holds(text: str, needs: Needs) -> bool:
    """Whether a text has what a pattern needs."""
    for one in needs:
        for literal in one:
            if literal in text:
                break
        else:
            return False
    return True


def follow(text: str, turns: Needs) -> bool:
    """Whether a text has what a pattern needs, one behind the other: each as early as it can be.

    >>> follow("we pay it", ({"we"}, {"it"})), follow("it is we", ({"we"}, {"it"}))
    (True, False)
    """
    at = 0
    for one in turns:
        ends = [found + len(literal) for literal in one if (found := text.find(literal, at)) >= 0]
        if not ends:
            return False
        at = min(ends)
    return True


@cache
def _length(literals: frozenset[str]) -> int:
    """How long the longest word is of that literal whose words are the shortest."""
    return min(max(map(len, literal.split()), default=0) for literal in literals)


def _either(ways: list[list[frozenset[str]]]) -> frozenset[str] | None:
    """What one of several ways needs: the most telling of each. None if one of them needs nothing."""
    if not all(ways):
        return None
    return frozenset().union(*(max(way, key=lambda one: (_length(one), -len(one))) for way in ways))


@cache
def _only(literal: str) -> frozenset[str]:
    """The literal alone: many patterns need the same, and one set does for all of them."""
    return frozenset((literal,))


@cache
def _of_part(source: str) -> frozenset[str] | None:
    return _either(_Reader(source, {}).alternatives())


class _Reader:
    """Reads a pattern from left to right; ``ValueError`` where it is none."""

    def __init__(self, source: str, parts: Mapping[str, str]) -> None:
        self.source, self.parts, self.at = source, parts, 0

    def alternatives(self) -> list[list[frozenset[str]]]:
        """The ways that stand beside each other, up to the end or to the bracket that closes them."""
        ways = [self.sequence()]
        while self.source[self.at : self.at + 1] == "|":
            self.at += 1
            ways.append(self.sequence())
        return ways

    def sequence(self) -> list[frozenset[str]]:
        found: list[frozenset[str]] = []
        run = ""
        while self.at < len(self.source) and self.source[self.at] not in _ENDS:
            if plain := _PLAIN.match(self.source, self.at):
                run += plain[0]
                self.at = plain.end()
                continue
            item = self.item()
            repeated = _REPEAT.match(self.source, self.at)
            self.at = repeated.end() if repeated else self.at
            is_there = repeated is None or (repeated[0][0] == "+" or int(repeated["least"] or 0) > 0)
            if isinstance(item, str) and is_there:
                run += item
                if repeated is None:
                    continue
            if run:
                found.append(_only(run))
                run = ""
            if isinstance(item, frozenset) and is_there:
                found.append(item)
        return [*found, _only(run)] if run else found

    def item(self) -> str | frozenset[str] | None:
        """A character, a choice of literals, or what tells nothing."""
        here = self.source[self.at]
        if part := _PART.match(self.source, self.at):
            self.at = part.end()
            return _of_part(self.parts[part[1]])
        if here == "(":
            return self.group()
        if (long := _CLASS.match(self.source, self.at)) or (here == "\\"):
            escaped = None if long else _ESCAPED.match(self.source, self.at)
            whole = long or escaped
            if whole is None:
                raise ValueError(self.source)
            self.at = whole.end()
            return whole[0][1:] if escaped and not whole[0][1:].isalnum() else None
        self.at += 1
        return None if here in "~.^$" else here

    def group(self) -> frozenset[str] | None:
        opened = _OPEN.match(self.source, self.at)
        if opened is None or self.source[opened.end() : opened.end() + 1] == "?":
            raise ValueError(self.source)
        self.at = opened.end()
        ways = self.alternatives()
        if self.source[self.at : self.at + 1] != ")":
            raise ValueError(self.source)
        self.at += 1
        looks = opened["kind"] is not None and opened["kind"][-1] in "=!"
        return None if looks else _either(ways)
