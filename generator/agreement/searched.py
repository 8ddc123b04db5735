"""Which of many literals stand in a text. A text is taken apart once; each net then asks for its own literals.

Hundreds of searches a page are slow, and one pattern of hundreds of branches is slower. So a text is first taken for
the set of its words, and a literal is searched for only where a word of the text holds the longest word in it. Which
words hold which is looked up once a word: a language has few of them. Literals without a Latin letter are searched for
only where their rarest character stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import cached_property, reduce
from itertools import chain
from operator import or_

_LINE_END = re.compile("\n")
_WORD = re.compile(r"[a-z]+")
_MOST_WORDS = 50_000
"""So many different words are remembered; a text of random letters must not fill the memory."""


def small(words: str) -> str:
    """The words in small letters, every character in its place."""
    lowered = words.lower()
    return lowered if len(lowered) == len(words) else "".join(c if len(c.lower()) > 1 else c.lower() for c in words)


class Searched:
    """A text of several lines in which literals are searched for: as it is, and in small letters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lowered = small(text)

    @cached_property
    def words_by_line(self) -> list[list[str]]:
        """Every run of Latin letters, in small letters."""
        return list(map(_WORD.findall, self.lowered.split("\n")))

    @cached_property
    def words(self) -> set[str]:
        """The same, each once."""
        return set(chain.from_iterable(self.words_by_line))

    @cached_property
    def characters(self) -> frozenset[str]:
        """Every character, in small letters."""
        return frozenset(self.lowered)


class Literals:
    """Literals that are searched for together; ``exactly``: in capitals where they have some.

    >>> found = Literals(("send back", "refund", "退货", "card")).within(Searched("Refunded to the card. 不支持退货"))
    >>> sorted(found)
    ['card', 'refund', '退货']
    """

    def __init__(self, literals: Iterable[str], *, exactly: bool = False) -> None:
        self._exactly = exactly
        self._latin: dict[str, list[str]] = {}
        self._other: dict[str, list[str]] = {}
        self._parts: dict[str, tuple[str, ...]] = {}
        self._known: dict[str, int] = {}
        whole = tuple(dict.fromkeys(literals))
        self.bits = {literal: 1 << at for at, literal in enumerate(whole)}
        shared = Counter(character for literal in whole for character in set(literal.lower()))
        for literal in whole:
            lowered = literal.lower()
            if words := _WORD.findall(lowered):
                self._latin.setdefault(max(words, key=len), []).append(literal)
            else:
                self._other.setdefault(min(lowered, key=lambda one: (shared[one], one)), []).append(literal)

    def within(self, searched: Searched) -> set[str]:
        """Those that stand in a text."""
        text = searched.text if self._exactly else searched.lowered
        found: set[str] = set()
        if self._latin:
            likely = set(chain.from_iterable(map(self._parts_of, searched.words)))
            found.update([one for part in likely for one in self._latin[part] if one in text])
        if self._other:
            present = self._other.keys() & searched.characters
            found.update([one for character in present for one in self._other[character] if one in text])
        return found

    def likely_by_line(self, searched: Searched) -> list[int]:
        """As bits, those that may stand in each line: the longest word of each does, or all of it if it has no word."""
        if self._latin:
            lines = [reduce(or_, map(self._bits_of, words), 0) for words in searched.words_by_line]
        else:
            lines = [0] * (searched.lowered.count("\n") + 1)
        if not self._other:
            return lines
        text = searched.lowered
        ends = [end.start() for end in _LINE_END.finditer(text)]
        for character in self._other.keys() & searched.characters:
            for literal in self._other[character]:
                at = text.find(literal)
                while at >= 0:
                    line = bisect_right(ends, at)
                    lines[line] |= self.bits[literal]
                    at = text.find(literal, ends[line]) if line < len(ends) else -1
        return lines

    def _parts_of(self, word: str) -> tuple[str, ...]:
        if word not in self._parts:
            if len(self._parts) >= _MOST_WORDS:
                self._parts.clear()
            self._parts[word] = tuple(part for part in self._latin if part in word)
        return self._parts[word]

    def _bits_of(self, word: str) -> int:
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _MOST_WORDS:
                self._known.clear()
            found = reduce(or_, (self.bits[one] for part in self._parts_of(word) for one in self._latin[part]), 0)
            self._known[word] = found
        return found
