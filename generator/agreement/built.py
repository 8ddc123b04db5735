"""Reading the built sites: every marked value, every rule and every other word a reader can see.

This is a reader of its own. It is given files and knows no template, no page and no phrasebook, so that a
mistake of those who wrote the files cannot hide behind the same mistake here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree, html

from generator.agreement.visible import hidden_by

GAP = "\ufffc"
"""Stands in a text where a marked value was taken out."""

_BLOCKS = frozenset(
    "address article aside blockquote body caption dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 "
    "h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul br svg text title".split()
)
_UNSEEN = frozenset(("script", "style", "template", "noscript", "button"))
_BETWEEN = re.compile(r"[\W_]+")
_BANDS = "bands"
"""The list that tells a rule band by band."""
_LINE = "text"
"""A line of a picture may break a word; its title says the whole."""
_WHOLE = "title"
_BESIDE = "data-search-exclude"
"""What is said there, is said elsewhere: titles of pages that a rule leads to."""
_SCRIPTED = "fill"
"""The form that works days out: hidden until a script shows it, and beside the reply that says the same."""
_ALWAYS = "not(ancestor-or-self::*[@data-for])"
"""What is for some answers of a case alone is shown with them; for everybody its section says it."""
_NAMED = (
    f"descendant-or-self::*[@data-rule][{_ALWAYS}]/@data-rule | descendant-or-self::*[@data-term][{_ALWAYS}]/@data-term"
)
_OUTSIDE_CODE = "descendant::text()[not(parent::script or parent::style)]"
texts_in = etree.XPath(_OUTSIDE_CODE, smart_strings=False)
_written = etree.XPath(_OUTSIDE_CODE)
_ATTRIBUTES = ("alt", "aria-label", "title")


@dataclass(frozen=True, slots=True)
class Marked:
    """One value as the page shows it. ``value`` is None where the element cannot carry it (text in a picture).

    ``version``: the page says that the value is that of an earlier version of the policy.
    """

    text: str
    value: str | None
    term: str | None
    derived_from: tuple[str, ...]
    lang: str
    section: str
    in_reply: bool
    line: int
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Text of one language between two blocks, marked values taken out.

    ``rule``: the passage stands in what is marked to be about it. ``linked``: the anchors that it links to.
    ``band``: it is one of a list of bands, counted from 0. ``terms``: the term of each value that was taken out.
    """

    text: str
    lang: str
    line: int
    rule: str = ""
    linked: tuple[str, ...] = ()
    band: int | None = None
    terms: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A piece of text without an element in it, and its line."""

    text: str
    line: int


@dataclass(slots=True)
class ReadPage:
    """What one built page says. ``path`` is relative to its tree; ``letters`` are all of its text, run together."""

    path: str
    lang: str
    values: list[Marked] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    quoted: list[Passage] = field(default_factory=list)
    """What stands for a rule in the middle of a passage."""
    rules: dict[str, int] = field(default_factory=dict)
    anchors: set[str] = field(default_factory=set)
    hidden: list[tuple[str, str, int]] = field(default_factory=list)
    """What hides a rule or a value, which one, and the line."""
    letters: str = ""
    article: list[Written] = field(default_factory=list)
    """All that stands in the page's own part, where only that is read."""


def read_pages(tree: Path, *, main_only: bool) -> Iterator[ReadPage]:
    """Every page below ``tree``, in the order of their paths.

    With ``main_only``, a page is what stands in its ``<article>``: the frame around it holds titles of pages
    and words of the theme, which other nets see at their source.
    """
    for path in sorted(tree.rglob("*.html")):
        yield read_page(path.read_bytes(), path.relative_to(tree).as_posix(), main_only=main_only)


def read_page(data: bytes, path: str, *, main_only: bool) -> ReadPage:
    """What the page in ``data`` says."""
    root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    page = ReadPage(path, root.get("lang", "en"))
    page.letters = letters_in("".join(texts_in(root)))
    starts = root.xpath("//article[not(ancestor::article)]") if main_only else root.findall("body")
    if main_only:
        page.article = [piece for start in starts for piece in written_in(start)]
    for start in starts:
        _Walk(page).walk(start)
    return page


def letters_in(text: str) -> str:
    """The letters and digits of a text, in small letters.

    >>> letters_in("Within 30 days. 30\u200b 天")
    'within30days30天'
    """
    return _BETWEEN.sub("", text.lower())


def written_in(element: etree._Element) -> list[Written]:
    """All that is written in an element, in its order; scripts and styles are not."""
    return [Written(str(text), text.getparent().sourceline or 0) for text in _written(element)]


class _Walk:
    """One pass over a tree, gathering text until a block or a change of language ends the passage."""

    def __init__(self, page: ReadPage) -> None:
        self._page = page
        self._text: list[str] = []
        self._line = 0
        self._section = ""
        self._rule = ""
        self._band: int | None = None
        self._linked: list[str] = []
        self._terms: list[str | None] = []

    def walk(self, element: etree._Element) -> None:
        self._visit(element, self._page.lang, in_reply=False)
        self._end(self._page.lang)

    def _visit(self, element: etree._Element, lang: str, *, in_reply: bool) -> None:
        tag = element.tag if isinstance(element.tag, str) else None
        if tag is None or tag in _UNSEEN:
            return
        hidden = None if _SCRIPTED in (element.get("class") or "").split() else hidden_by(element)
        if hidden and (named := element.xpath(_NAMED)):
            self._page.hidden.append((hidden.how, str(named[0]), element.sourceline or 0))
        own = element.get("lang", lang)
        around = self._rule, self._band
        classes = (element.get("class") or "").split()
        in_reply = in_reply or "reply" in classes
        breaks = tag in _BLOCKS or own != lang or _is_of_band(element)
        if breaks:
            self._end(lang)
            self._line = element.sourceline or self._line
        at, named = len(self._text), element.get("data-rule")
        self._rule = "" if tag == _LINE or element.get(_BESIDE) is not None else named or self._rule
        self._band = _band_of(element) if tag == "li" else self._band
        if anchor := (element.get("href") or "").partition("#")[2]:
            self._linked.append(anchor)
        self._notice(element, tag, own)
        if element.get("data-term") or element.get("data-derived-from"):
            self._mark(element, own, in_reply)
            if tag == _WHOLE and self._rule:
                told = " ".join("".join(element.itertext()).split())
                self._page.quoted.append(Passage(told, own, element.sourceline or 0, self._rule))
        elif "literal" in classes or "blank" in classes:
            self._text.append(GAP)
            self._terms.append(None)
        else:
            self._text.append(element.text or "")
            for child in element:
                self._visit(child, own, in_reply=in_reply)
                self._text.append(child.tail or "")
        if named and not breaks:
            self._page.quoted.append(Passage("".join(self._text[at:]), own, element.sourceline or 0, named))
        if breaks:
            self._end(own)
        self._rule, self._band = around

    def _notice(self, element: etree._Element, tag: str, lang: str) -> None:
        anchor = element.get("id")
        if anchor:
            self._page.anchors.add(anchor)
            if tag in ("h1", "h2", "h3", "h4", "section"):
                self._section = anchor
        rule = element.get("data-rule")
        if rule:
            self._page.rules.setdefault(rule, element.sourceline or 0)
        for name in _ATTRIBUTES:
            if element.get(name):
                self._page.passages.append(Passage(element.get(name), lang, element.sourceline or 0))

    def _mark(self, element: etree._Element, lang: str, in_reply: bool) -> None:
        self._text.append(GAP)
        self._terms.append(element.get("data-term"))
        self._page.values.append(
            Marked(
                " ".join("".join(element.itertext()).split()),
                element.get("value"),
                element.get("data-term"),
                tuple((element.get("data-derived-from") or "").split()),
                lang,
                self._section,
                in_reply,
                element.sourceline or 0,
                element.get("data-version"),
            )
        )

    def _end(self, lang: str) -> None:
        text = "".join(self._text)
        self._text.clear()
        linked, self._linked = tuple(self._linked), []
        terms, self._terms = tuple(self._terms), []
        if text.strip(GAP + " \n\t"):
            told = Passage(text, lang, self._line, self._rule, linked, self._band, terms)
            self._page.passages.append(told)


def _is_of_band(element: etree._Element) -> bool:
    """Whether it is the time, the name or the line of a band, each of which stands by itself."""
    around = element.getparent()
    return around is not None and around.tag == "li" and _band_of(around) is not None


def _band_of(item: etree._Element) -> int | None:
    around = item.getparent()
    if around is None or _BANDS not in (around.get("class") or "").split():
        return None
    return int(around.index(item))
