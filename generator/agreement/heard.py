"""What a project says in the same words again need not be heard again.

Pages of a shop share many of their blocks: the same steps, the same warnings, the same headings. What a block claims,
and whether its words are right, is asked of the words alone; so each is heard once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from generator.agreement.claims import Reading
from generator.agreement.prose import Kind, Text

MOST = 4_096
"""So many blocks are known at a time: a playbook of thousands of pages that share nothing must not fill the memory."""


_Known = dict[Kind, dict[str, tuple[Reading, ...]]]


def _nothing() -> _Known:
    return {kind: {} for kind in Kind}


class Heard:
    """The blocks whose words were found right, and what they claim."""

    def __init__(self) -> None:
        self._claimed: defaultdict[tuple[str, bool], _Known] = defaultdict(_nothing)
        self._count = 0

    def new_in(self, text: Text, *, to_buyer: bool) -> Text:
        """The text with only those blocks that are not known."""
        known = self._claimed[text.lang, to_buyer]
        return text.of(block for block in text.blocks if block.words not in known[block.kind])

    def claimed_in(self, text: Text, *, to_buyer: bool) -> dict[str, tuple[Reading, ...]]:
        """What its known blocks claim, by their words."""
        known = self._claimed[text.lang, to_buyer]
        return {block.words: claimed for block in text.blocks if (claimed := known[block.kind].get(block.words))}

    def learn(self, text: Text, claimed: Mapping[str, Sequence[Reading]], *, to_buyer: bool) -> None:
        """All blocks of a text, with what they claim, are known from now on: nothing was wrong with their words."""
        self._count += len(text.blocks)
        if self._count > MOST:
            self._claimed.clear()
            self._count = len(text.blocks)
        known = self._claimed[text.lang, to_buyer]
        for block in text.blocks:
            known[block.kind][block.words] = tuple(claimed.get(block.words, ()))
