"""Which of many literals stand in a text. A text is taken apart once; each net then asks for its own literals.

Hundreds of searches a page are slow, and one pattern of hundreds of branches is slower. So a text is first taken for
the set of its words, and a literal is searched for only where a word of the text holds the longest word in it. Which
words hold which is looked up once a word: a language has few of them. Literals without a Latin letter are searched for
only where the rarest two of their characters stand side by side.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, reduce
from itertools import chain, pairwise
from operator import or_
from typing import TypeVar

T = TypeVar("T")

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
    def pairs(self) -> set[tuple[str, ...]]:
        """Every character, and every two that stand side by side, in small letters."""
        return {*zip(self.lowered, strict=True), *pairwise(self.lowered)}


class Literals:
    """Literals that are searched for together; ``exactly``: in capitals where they have some.

    >>> found = Literals(("send back", "refund", "退货", "card")).within(Searched("Refunded to the card. 不支持退货"))
    >>> sorted(found)
    ['card', 'refund', '退货']
    """

    def __init__(self, literals: Iterable[str], *, exactly: bool = False) -> None:
        self._exactly = exactly
        self._latin: dict[str, list[str]] = {}
        self._other: dict[tuple[str, ...], list[str]] = {}
        whole = tuple(dict.fromkeys(literals))
        shared = Counter(pair for literal in whole for pair in set(_pairs_in(literal.lower())))
        for literal in whole:
            lowered = literal.lower()
            if words := _WORD.findall(lowered):
                self._latin.setdefault(max(words, key=len), []).append(literal)
            else:
                self._other.setdefault(min(_pairs_in(lowered), key=lambda one: (shared[one], one)), []).append(literal)
        self._sizes = sorted(set(map(len, self._latin)))
        self._parts = _Remembered(self._parts_in)

    def _parts_in(self, word: str) -> tuple[str, ...]:
        """The longest words of literals that stand in a word: far fewer pieces of it than there are such words."""
        pieces = {word[at : at + size] for size in self._sizes for at in range(len(word) - size + 1)}
        return tuple(self._latin.keys() & pieces)

    def within(self, searched: Searched) -> set[str]:
        """Those that stand in a text."""
        text = searched.text if self._exactly else searched.lowered
        found: set[str] = set()
        if self._latin:
            likely = set(chain.from_iterable(map(self._parts.__getitem__, searched.words)))
            found.update([one for part in likely for one in self._latin[part] if one in text])
        if self._other:
            present = self._other.keys() & searched.pairs
            found.update([one for pair in present for one in self._other[pair] if one in text])
        return found


class Marks(Literals):
    r"""Literals in small letters that each stand for bits: what depends on which of them.

    >>> Marks({"refund": 1, "card": 2, "退货": 4}).by_line(Searched("Refunded to the card.\n不支持退货"))
    [3, 4]
    """

    def __init__(self, bits: Mapping[str, int]) -> None:
        super().__init__(bits)
        self._bits = bits
        of_part = {part: reduce(or_, map(bits.__getitem__, own)) for part, own in self._latin.items()}
        same: dict[int, int] = {}  # the bits of hundreds of patterns are long, and few words differ in them

        def known(word: str) -> int:
            found = reduce(or_, map(of_part.__getitem__, self._parts_in(word)), 0)
            return same.setdefault(found, found)

        self._known = _Remembered(known)

    def by_line(self, searched: Searched) -> list[int]:
        """The bits of those that may stand in each line: their longest word does, or all of it if it has no word."""
        if self._latin:
            known = self._known.__getitem__
            lines = [reduce(or_, filter(None, map(known, words)), 0) for words in searched.words_by_line]
        else:
            lines = [0] * (searched.lowered.count("\n") + 1)
        if not self._other:
            return lines
        text = searched.lowered
        ends = [end.start() for end in _LINE_END.finditer(text)]
        for pair in self._other.keys() & searched.pairs:
            for literal in self._other[pair]:
                at = text.find(literal)
                while at >= 0:
                    line = bisect_right(ends, at)
                    lines[line] |= self._bits[literal]
                    at = text.find(literal, ends[line]) if line < len(ends) else -1
        return lines


def _pairs_in(literal: str) -> list[tuple[str, ...]]:
    """Every two characters that stand side by side; the one character of a literal that has no more."""
    return list(pairwise(literal)) if len(literal) > 1 else [(literal,)]


class _Remembered(dict[str, T]):
    """What follows from a word, worked out when it is first asked for."""

    def __init__(self, work_out: Callable[[str], T]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, word: str) -> T:
        if len(self) >= _MOST_WORDS:
            self.clear()
        found = self[word] = self._work_out(word)
        return found
