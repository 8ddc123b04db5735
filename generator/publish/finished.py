"""A Markdown extension for pages most of which is HTML already.

Markdown leaves a block of HTML as it is, but finds its end by reading every tag of it, in Python. Nine tenths of a
merged page are such blocks, and in those that programs wrote the end is plain to see. They are put by before Markdown
looks; what comes out is the same, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain, pairwise

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from generator.publish.plain_html import is_plain

_CHUNK = re.compile(r"(?:\A|(?<=\n\n))<([a-z][a-z0-9]*)(?=[\s>])(?:[^\n]|\n(?!\n))*(?=\n\n|\Z)", re.ASCII)
"""From a tag at the beginning of a line to the next empty line."""
_BEGINS = re.compile(r"<([a-z][a-z0-9]*)(?=[\s>])[^>]*+>")
_OPENS = re.compile(r"^ {0,3}<(?:/?([a-zA-Z][a-zA-Z0-9]*)|[!?%])", re.MULTILINE)
_BEFORE_BLOCKS = 20.5
"""Markdown's own reader of HTML blocks has 20; MkDocs has 21, and looks for anchors in the whole page."""


class FinishedBlocks(Extension):
    """Puts by each block that is one whole element between empty lines."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Markdown's name
        """Markdown asks for it before a page is read."""
        md.preprocessors.register(_PutBy(md), "samepage_finished", _BEFORE_BLOCKS)


class _PutBy(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        page = "\n".join(lines)
        found = [(chunk, ends_of_elements(chunk[0], self.md.is_block_level)) for chunk in _CHUNK.finditer(page)]
        whole = [(chunk.start(), chunk.end(), ends) for chunk, ends in found if ends]
        left = [page[end:start] for (_, end, _), (start, _, _) in pairwise(((0, 0, []), *whole, (len(page), 0, [])))]
        if any(self._may_enclose(text) for text in left):
            return lines
        stored = ["\n\n".join(self._store(page[start:end], ends)) for start, end, ends in whole]
        return "".join(chain.from_iterable(zip(left, (*stored, ""), strict=True))).split("\n")

    def _may_enclose(self, text: str) -> bool:
        """Whether a block of HTML may begin here whose end Markdown has to find, maybe after others."""
        return any(not each[1] or self.md.is_block_level(each[1]) for each in _OPENS.finditer(text))

    def _store(self, chunk: str, ends: list[int]) -> Iterator[str]:
        for start, end in pairwise((0, *ends)):
            element = chunk[start:end].removeprefix("\n")
            yield self.md.htmlStash.store(element + "\n" * (end == len(chunk)))  # as Markdown does before empty lines


def ends_of_elements(html: str, is_block: Callable[[str], bool]) -> list[int]:
    r"""Where each of the elements ends of which this is the row, one below the other; none if it is something else.

    >>> ends_of_elements("<p>one</p>\n<p>two</p>", lambda name: name == "p")
    [10, 21]
    """
    if "markdown" in html or not is_plain(html):
        return []
    ends: list[int] = []
    at = 0
    while begins := _BEGINS.match(html, at):
        if not is_block(begins[1]):
            return []
        end = _end_of(begins[1], html, begins.end())
        if end == len(html):
            return [*ends, end]
        if not end or html[end] != "\n":
            return []
        ends.append(end)
        at = end + 1
    return []


def _end_of(name: str, html: str, at: int) -> int:
    """Where the element ends whose first tag has been read; 0 if it does not."""
    depth = 1
    for tag in re.compile(rf"<(/?){name}(?=[\s/>])[^>]*+>").finditer(html, at):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return 0
