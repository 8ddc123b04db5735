"""What nets that read words are given: every text that a person wrote, block by block, without what is no prose.

Quotations, code, addresses, blanks and anchors are blanked out. What stands in quotation marks is somebody's own words,
and is blanked out as well where a net asks for what the page itself says.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cached_property

from generator.agreement.searched import Searched
from generator.finding import Place
from generator.language.position import positions
from generator.playbook.page import UNSEEN, Page, Reply, Template

BLANK = "\ufffc"
"""What stands for everything that is no prose."""

# The characters with which something can begin are told first: most of a text is none of them.
_NO_PROSE = re.compile(
    r"(?=[`~\]\[{<h])(?:(?:(?<=\n)|\A)(?P<fence>```|~~~).*?(?:\n(?P=fence)[^\n]*|\Z)|`[^`\n]+`|"
    r"\]\([^()\s]*(?:[ \t]+(?P<mark>[\"'])(?P<title>[^\"'\n]*)(?P=mark))?[^()\n]*\)|"
    r"\[\[[^\[\]\n]*\]\]|\{:?\s*[#.][^{}\n]*\}|<[A-Za-z/!][^>\n]*>|https?://[^\s\u3000-\u9fff\uff00-\uffef<>\"]+)",
    re.DOTALL,
)
_SEEN = re.compile(r"[^\n]")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_BLOCK = re.compile(r"\n(?:[ \t]*\n)+|\n(?=[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]|#{1,6} |>)|\|")
_START = re.compile(r"(?P<quote>[ \t]*>[ \t>]*)?(?P<heading>#{1,6}[ \t]+)?(?:[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+)?")
_MARKS = re.compile(
    rf"(?=[*~_!\[\]\n{UNSEEN}])(?:{UNSEEN}+|\*+|~~|(?<![A-Za-z0-9])_+|_+(?![A-Za-z0-9])|!?\[|\]|\n[ \t>]*)"
)
_MARKED = re.compile(rf"[*~_!\[\]\n{UNSEEN}]")
_FIRST_PERSON = re.compile(r"\bI(?:['’]\w+)?\b|\b[Mm]y\b|我(?!们|方)")
_SPOKEN = re.compile(r"“[^“”]*”|「[^「」]*」|『[^『』]*』|(?<![\w])\"[^\"]*\"(?![\w])")


class Kind(Enum):
    """What a block is."""

    PROSE = auto()
    """A paragraph, an item of a list, a cell, a title."""
    HEADING = auto()
    QUOTE = auto()
    """A block quotation: somebody else's words."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a text: its words without marks, and from where in the text they come.

    ``section``: how many headings stand before its end. ``stops``: offsets in ``words``, with those in the text.
    """

    kind: Kind
    section: int
    start: int
    end: int
    words: str
    stops: tuple[tuple[int, int], ...]

    def offset(self, at: int) -> int:
        """The offset in the text of an offset in ``words``."""
        here, there = self.stops[bisect_right(self.stops, (at, 1 << 60)) - 1]
        return there + at - here


@dataclass(frozen=True)
class Text:
    """A text of a page or reply, with its prose; ``name`` says which text it is."""

    name: str
    lang: str
    template: Template
    blocks: tuple[Block, ...]

    @cached_property
    def searched(self) -> Searched:
        """Its prose, block by block a line, for nets that look for literals."""
        return Searched("\n".join([block.words for block in self.blocks]))

    def of(self, blocks: Iterable[Block]) -> Text:
        """The text with these of its blocks alone."""
        return replace(self, blocks=tuple(blocks))

    def place(self, at: int) -> Place:
        """Where an offset of the text stands in its file."""
        start = self.template.place
        line, column = positions(self.template.text).at(at)
        return Place(start.path, start.line + line - 1, column + (start.column - 1 if line == 1 else 0))


def text_of(name: str, lang: str, template: Template) -> Text:
    r"""The prose of a text.

    >>> text = text_of("body", "en", Template("# Why\n\nSee **our [page](a.md)**.\n- `x` is", (), Place("a.md")))
    >>> [(block.kind.name, block.words.replace(BLANK, "?")) for block in text.blocks]
    [('HEADING', 'Why'), ('PROSE', 'See our page???????.'), ('PROSE', '??? is')]
    """
    return Text(name, lang, template, tuple(_blocks(_prose(template))))


def texts_in(held: Page | Reply) -> tuple[Text, ...]:
    """The texts of a page or reply; what the buyer says is the buyer's own and left out."""
    named = [("title", held.title)]
    if isinstance(held, Page):
        named.append(("description", held.description))
        if held.answer:
            named.append(("answer", held.answer))
    named.append(("body", held.body))
    return tuple(text_of(name, held.lang, template) for name, template in named)


def speaks_for_itself(block: Block) -> bool:
    """Whether a block is the page's own: no block quotation, and no heading in the buyer's words.

    >>> texts = (text_of("body", "en", Template(f"# {words}", (), Place("a.md"))) for words in ("I want it", "Why"))
    >>> [speaks_for_itself(text.blocks[0]) for text in texts]
    [False, True]
    """
    return block.kind is not Kind.QUOTE and not (block.kind is Kind.HEADING and _FIRST_PERSON.search(block.words))


def unspoken(words: str) -> str:
    """The words without what stands in quotation marks, at the same offsets.

    >>> unspoken('Say "no refund" twice.').replace(BLANK, "")
    'Say  twice.'
    """
    return _SPOKEN.sub(lambda match: BLANK * len(match[0]), words) if any(q in words for q in '“「『"') else words


def _prose(template: Template) -> str:
    text = template.bare
    text = _NO_PROSE.sub(_blanked, text)
    return _MAIL.sub(_blanked, text) if "@" in text else text


def _blanked(match: re.Match[str]) -> str:
    hidden = _SEEN.sub(BLANK, match[0])
    if "title" not in match.re.groupindex or match["title"] is None:
        return hidden
    # What a link or a picture shows when pointed at is read as a sentence of its own.
    start, end = (at - match.start() for at in match.span("title"))
    return f"{hidden[: start - 2]} !{match['title']}{hidden[end:]}" if start > 2 else hidden


def _blocks(prose: str) -> Iterator[Block]:
    at = section = 0
    for end, after in [*(match.span() for match in _BLOCK.finditer(prose)), (len(prose), len(prose))]:
        if prose[at:end].strip():
            block = _block(prose, at, end, section)
            section = block.section
            yield block
        at = after


def _block(prose: str, at: int, end: int, section: int) -> Block:
    match = _START.match(prose, at, end)
    assert match is not None
    kind = Kind.QUOTE if match["quote"] else Kind.HEADING if match["heading"] else Kind.PROSE
    pieces, stops, length, start = [], [], 0, match.end()
    for mark in _MARKS.finditer(prose, start, end) if _MARKED.search(prose, start, end) else ():
        gap = " " if mark[0][0] == "\n" else ""
        piece = prose[start : mark.start()] + gap
        pieces.append(piece)
        stops.append((length, start))
        length, start = length + len(piece), mark.end()
    pieces.append(prose[start:end])
    stops.append((length, start))
    return Block(kind, section + (kind is Kind.HEADING), at, end, "".join(pieces), tuple(stops))
