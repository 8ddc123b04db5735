"""What MkDocs and Material's search read of each page's HTML, read in a fraction of the time.

Both do it by ``html.parser`` with a method for each tag and text. Here the same methods are called in the same order,
but the tags are found by a pattern, and what no search may find is passed over as a whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import escape, unescape

from material.plugins.search import plugin
from material.plugins.search.plugin import Element, Parser, Section, void
from mkdocs.structure import pages

from generator.publish.plain_html import PARTS, is_plain, read_attributes, take_apart

_HEADING = re.compile(r"h[1-6]")
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_VOID = frozenset(void)
_ALWAYS_SKIPPED = frozenset(("script", "style", "object"))
_LEFT_OUT = " data-search-exclude"


class Sections(Parser):
    """Material's parser of what a search finds, for a page that comes whole.

    Material looks through all open elements at each tag and text, and takes elements of one name for the same. So it is
    enough to count the open ones of each name.
    """

    def feed(self, data: str) -> None:
        """Read the whole page."""
        if not is_plain(data):
            super().feed(data)
            return
        self._open: Counter[str] = Counter()
        self._hidden = 0  # how many open elements have the name of one that is skipped
        pieces = take_apart(data)
        at, last = 1, len(pieces)
        self._tell(pieces[0])
        while at < last:
            closes, name, attributes, itself, text = pieces[at : at + PARTS]
            if closes:
                self._end(name)
            else:
                # Within what is left out, Material may think it over at the end of what would be passed here.
                is_shown = not self._hidden
                self._start(name, attributes)
                if itself:
                    self._end(name)
                elif is_shown and _LEFT_OUT in attributes and (end := _end_of_unheaded(pieces, at)):
                    at = end
                    continue
            self._tell(text)
            at += PARTS

    def _start(self, name: str, attributes: str) -> None:
        if name in _VOID:
            return
        element = Element(name, dict(read_attributes(attributes)) if attributes else None)
        self.context.append(element)
        self._open[name] += 1
        if name in self.skip:
            self._hidden += 1
        if "id" in element.attrs and name in _HEADINGS:
            self._head(element)
        if not self.section:
            self._preface()
        if attributes and _is_skipped(element.attrs):
            if name not in self.skip:
                self.skip.add(element)
                self._hidden += self._open[name]
        elif not self._hidden and name in self.keep:
            self._texts().append(f"<{name}>")

    def _head(self, element: Element) -> None:
        depth = len(self.context)
        if element.tag != "h1" and not self.data:
            self.data.append(Section(Element("hx"), depth))
        self.section = Section(element, depth)
        if self.data:
            self.section.id = element.attrs["id"]
        self.data.append(self.section)

    def _preface(self) -> None:
        self.section = Section(Element("hx"))
        self.data.append(self.section)

    def _texts(self) -> list[str]:
        """Where a text goes that stands here."""
        texts: list[str] = self.section.title if self._open[self.section.el.tag] else self.section.text
        return texts

    def _end(self, name: str) -> None:
        context = self.context
        if not context or context[-1].tag != name:
            return
        if self.section.depth > len(context):
            for section in reversed(self.data):
                if section.depth <= len(context):
                    self.section.depth = float("inf")
                    self.section = section
                    break
        context.pop()
        self._open[name] -= 1
        if name in self.skip:
            self._hidden -= 1
            if name not in _ALWAYS_SKIPPED:
                self.skip.remove(name)
                self._hidden -= self._open[name]
        elif not self._hidden and name in self.keep:
            _close(self._texts(), name)

    def _tell(self, written: str) -> None:
        if not written or self._hidden:
            return
        text = unescape(written)
        if not self._open["pre"]:
            text = " " if text.isspace() else text.replace("\n", " ")
        if not self.section:
            self._preface()
        if self._open[self.section.el.tag]:
            if not any(each.tag == "a" and each.attrs.get("class") == "headerlink" for each in self.context):
                self.section.title.append(escape(text, quote=False))
        elif not text.isspace():
            self.section.text.append(escape(text, quote=False))
        elif not self.section.text or not self.section.text[-1].isspace() or self._open["pre"]:
            self.section.text.append(text)


def _is_skipped(attributes: Mapping[str, str | None]) -> bool:
    return "data-search-exclude" in attributes or attributes.get("class") == "linenodiv"


def _close(texts: list[str], name: str) -> None:
    """Close the first element of this name, or take it away, with all after it, if all of that is empty."""
    index = texts.index(f"<{name}>")
    if all(text.isspace() for text in texts[index + 1 :]):
        del texts[index:]
    else:
        texts.append(f"</{name}>")


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
