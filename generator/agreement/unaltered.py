"""Net 5, the staff's pages: a built page says what its merged page says, word for word.

Between the two stand MkDocs, extensions of Markdown, and whatever code a project lets run in its build. Values and what
is said of rules are read back by others; here it is every word, for a sentence without a value can be lost or added,
too. The merged page is read by another Markdown than the one that made the built page.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import html
from markdown_it import MarkdownIt

from generator.agreement.built import ReadPage, Written, letters_in, texts_in, written_in
from generator.finding import Finding, Place

_FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_TITLE = re.compile(r".*?</h1>", re.DOTALL)
_LEAD = re.compile(r"\s*<p>.*?</p>", re.DOTALL)
"""Behind the title, or the first sentence below it, the frame says what is known of the page."""
_ATTRIBUTES = re.compile(r"\{:? *(?:[#.]|[\w-]+=)[^{}\n]*\}")
_BOX = re.compile(r"^(?:!!!|\?\?\?\+?)(?: +[a-z]+)*(?P<title> +\".*\")?$")
"""A box, or one that opens: what is indented below it is Markdown like the rest."""
_TARGET = re.compile(r"(?:!\[[^\]\n]*)?\]\([^)\n]*\)")
"""Where a link leads; all of a picture."""
_SIGNS = re.compile(r":[a-z0-9_+-]+:|^\*\[.*$", re.MULTILINE)
"""Names of small pictures, and what an abbreviation stands for: words in the source, on a page a picture or a hint."""
_TICKED = re.compile(r"\[[xX]\]")
_SLOT = re.compile(r"%[a-z]")
"""Where a template's words have a number put in."""
_OF_PAGE = re.compile(r"^samepage: (\{.*\})$", re.MULTILINE)
_SHOWN_OF_PAGE = ("owner", "reviewed", "review_by", "state", "behind", "since")
"""What a reader has to know to trust a page: who answers for it, as of when, and what of it holds no more."""
_READ = ("words", "link", "name", "was", "now", "rows")
_DIGITS = re.compile(r"\d+")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Sources:
    """The merged pages below ``folder``, and the ``frame``: all that may stand around one, its letters alone."""

    folder: Path
    frame: str

    def check(self, page: ReadPage, path: str) -> Iterator[Finding]:
        """Findings about words of a page that do not come from its source, and about words that it has lost.

        A page without a source has none: the one for addresses that do not exist.
        """
        if (source := self._find(page.path)) is None:
            return
        text = source.read_text(encoding="utf-8")
        front = _FRONT.match(text)
        own, body = (front[1], text[front.end() :]) if front else ("", text)
        built = _Words(page.article)
        found = _placed(built, _parts_of(body))
        if isinstance(found, _Differing) and _SIGNS.search(body):
            found = _placed(built, _parts_of(_SIGNS.sub("", body)))
        if isinstance(found, _Differing):
            yield _finding(path, found.built, found.source.text)
            return
        known = "\n".join((self.frame, _bare(own), _bare(page.path)))  # a group without a name has its folder's
        pieces = tuple(built.within(found))
        for piece in pieces:
            if _bare(piece.text) not in known:
                yield _finding(path, piece, "")
        around = letters_in("".join(piece.text for piece in pieces))
        line = page.article[0].line if page.article else 1
        for lost in _lost(own, around):
            yield _finding(path, Written("", line), lost)

    def _find(self, path: str) -> Path | None:
        address = PurePosixPath(path)
        parts = address.parts[:-1] if address.name == "index.html" else (*address.parts[:-1], address.stem)
        page = self.folder.joinpath(*(parts if parts[:1] == ("zh",) else ("en", *parts)))
        return next(
            (place for place in (page / "index.md", page.with_name(f"{page.name}.md")) if place.is_file()), None
        )


def frame_of(texts: Iterable[str]) -> str:
    """The letters of templates and settings that a page may show around what it says."""
    return "\n".join(_bare(_SLOT.sub("", text)) for text in texts)


class _Words:
    """Pieces of text, and their letters run together without the digits."""

    def __init__(self, pieces: Iterable[Written]) -> None:
        self._pieces = tuple(pieces)
        bare = [_bare(piece.text) for piece in self._pieces]
        self._starts = [0, *accumulate(map(len, bare))]
        self.letters = "".join(bare)

    def within(self, stretches: Iterable[tuple[int, int]]) -> Iterator[Written]:
        """The pieces that have a letter within one of the stretches."""
        for first, last in stretches:
            at = bisect_right(self._starts, first) - 1
            while at < len(self._pieces) and self._starts[at] < last:
                if self._starts[at + 1] > max(first, self._starts[at]):
                    yield self._pieces[at]
                at += 1

    def at(self, letter: int) -> Written:
        """The piece in which a letter stands; an empty one behind the last."""
        at = bisect_right(self._starts, letter) - 1
        if 0 <= letter < len(self.letters):
            return self._pieces[at]
        return Written("", self._pieces[-1].line if self._pieces else 0)


def _lost(front: str, around: str) -> Iterator[str]:
    """What is known of a page, stands in its front matter, and not around it in the order in which it is read."""
    line = _OF_PAGE.search(front)
    known: dict[str, Any] = json.loads(line[1]) if line else {}
    for told in (_told(known[name]) for name in _SHOWN_OF_PAGE if name in known):
        at = 0
        for markup in told:
            text = "".join(texts_in(html.fragment_fromstring(markup, create_parent="div")))
            if (begins := around.find(letters_in(text), at)) < 0:
                yield text
            else:
                at = begins + len(letters_in(text))


def _told(known: Any) -> Iterator[str]:
    """The words in what is known of a page, in the order in which they are read."""
    if isinstance(known, str):
        yield known
    elif isinstance(known, list):
        for each in known:
            yield from _told(each)
    elif isinstance(known, dict):
        for name in _READ:
            yield from _told(known.get(name))


@dataclass(frozen=True, slots=True)
class _Differing:
    """Two pieces where a page and its source part."""

    built: Written
    source: Written


def _placed(built: _Words, parts: Iterable[_Words]) -> list[tuple[int, int]] | _Differing:
    """The stretches of a page around the parts that it was made of, which stand there one behind the other."""
    at, around = 0, list[tuple[int, int]]()
    for part in parts:
        begins = built.letters.find(part.letters, at)
        if begins < 0:
            return _first_difference(built, at, part)
        around.append((at, begins))
        at = begins + len(part.letters)
    return [*around, (at, len(built.letters))]


def _first_difference(built: _Words, at: int, part: _Words) -> _Differing:
    """Seen from the longer of the ends that are alike."""
    there, own = built.letters[at:], part.letters
    lengths = range(1, len(own) + 1)
    alike = bisect_left(lengths, True, key=lambda length: own[:length] not in there)
    behind = bisect_left(lengths, True, key=lambda length: own[-length:] not in there)
    if alike >= behind:
        said, wrote = there.find(own[:alike]) + alike, alike
    else:
        said, wrote = there.rfind(own[-behind:]) - 1, len(own) - behind - 1
    return _Differing(built.at(at + said), part.at(wrote))


def _finding(path: str, said: Written, source: str) -> Finding:
    return Finding("SP531", Place(path, max(said.line, 1)), {"said": _shown(said.text), "source": _shown(source)})


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return (line if len(line) <= _SHOWN else f"{line[:_SHOWN]}...") or "-"


def _parts_of(body: str) -> Iterator[_Words]:
    """What a merged page says: its title, its first sentence, and the rest."""
    made = _markdown().render(_plain(body))
    title = _TITLE.match(made)
    begins = title.end() if title else 0
    lead = _LEAD.match(made, begins) if title else None
    ends = lead.end() if lead else begins
    for part in (made[:begins], made[begins:ends], made[ends:]):
        yield _Words(written_in(html.fragment_fromstring(part, create_parent="div")))


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table")


def _plain(body: str) -> str:
    """A page in Markdown that every reader knows: without attributes and boxes."""
    if "{" in body:
        body = _ATTRIBUTES.sub("", body)
    if any(mark in body for mark in ("!!!", "???")):
        body = "".join(_without_boxes(body.splitlines(keepends=True)))
    if "markdown=" in body or "markdown>" in body:  # Markdown within HTML, which other readers leave as it is
        body = _TARGET.sub("", body)
    return body


def _without_boxes(lines: Iterable[str]) -> Iterator[str]:
    inside = False
    for line in lines:
        if begins := _BOX.match(line.rstrip()):
            inside = True
            yield f"{begins['title'] or line.strip('!?+ ')}\n\n"
        else:
            inside = inside and (not line.strip() or line.startswith("    "))
            yield line[4:] if inside and line.strip() else line


def _bare(text: str) -> str:
    """Letters without digits: every number that a reader can see has an origin already, as others see to."""
    return _DIGITS.sub("", letters_in(_TICKED.sub("", text)))
