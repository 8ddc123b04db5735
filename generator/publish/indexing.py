"""What MkDocs and Material's search read of each page's HTML, read in a fraction of the time.

Both do it by ``html.parser`` with a method for each tag and text. Here the same methods are called in the same order,
but the tags are found by a pattern, and what no search may find is passed over as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape

from material.plugins.search import plugin
from material.plugins.search.plugin import Parser
from mkdocs.structure import pages

from generator.publish.plain_html import PARTS, is_plain, read_attributes, take_apart

_HEADING = re.compile(r"h[1-6]")
_LEFT_OUT = " data-search-exclude"


class Sections(Parser):
    """Material's parser of what a search finds, for a page that comes whole."""

    def feed(self, data: str) -> None:
        """Read the whole page."""
        if not is_plain(data):
            super().feed(data)
            return
        pieces = take_apart(data)
        at, last = 1, len(pieces)
        self._tell(pieces[0])
        while at < last:
            closes, name, attributes, itself, text = pieces[at : at + PARTS]
            if closes:
                self.handle_endtag(name)
            elif itself:
                self.handle_startendtag(name, list(read_attributes(attributes)))
            else:
                self.handle_starttag(name, list(read_attributes(attributes)))
                if _LEFT_OUT in attributes and (end := _end_of_unheaded(pieces, at)):
                    at = end
                    continue
            self._tell(text)
            at += PARTS

    def _tell(self, text: str) -> None:
        if text:
            self.handle_data(unescape(text))


def _end_of_unheaded(pieces: list[str], at: int) -> int:
    """Where the tag stands that ends the element which begins at ``at``.

    0 if none does, if a heading stands in it, or an element of its own name, at whose end Material thinks it over.
    """
    name = pieces[at + 1]
    for tag in range(at + PARTS, len(pieces), PARTS):
        if pieces[tag + 1] == name:
            return tag if pieces[tag] else 0
        if _HEADING.fullmatch(pieces[tag + 1]):
            return 0
    return 0


class Anchors(pages._HTMLHandler):
    """MkDocs' parser of what a link can point to, for a page that comes whole."""

    def feed(self, data: str) -> None:
        """Read the whole page."""
        if not is_plain(data):
            super().feed(data)
            return
        pieces = take_apart(data)
        for tag, attributes in zip(pieces[2::PARTS], pieces[3::PARTS], strict=True):
            if "id=" in attributes or "name=" in attributes:
                self.handle_starttag(tag, [(name, value or "") for name, value in read_attributes(attributes)])


@contextmanager
def reading_quickly() -> Iterator[None]:
    """MkDocs and Material's search ask these parsers until the end of the block."""
    anchors, sections = pages._HTMLHandler, plugin.Parser
    pages._HTMLHandler, plugin.Parser = Anchors, Sections  # type: ignore[misc]  # nothing else is asked of a type
    try:
        yield
    finally:
        pages._HTMLHandler, plugin.Parser = anchors, sections  # type: ignore[misc]
