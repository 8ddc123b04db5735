"""The sections of a page, and what each says apart from how its lines were broken.

A section's *wording* is its Markdown with quotations kept as names, so that a value that changes changes no wording. It
is held as a short hash of its characters, white space left out, so that it does not mind how lines are wrapped, how
Chinese is spaced, or whether a comma is full-width: none of that is anything to translate.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from generator.finding import Place
from generator.playbook.page import Page, Reply

TOP = "top"
"""What people call the part before the first section: title, description, answer and the sentences below the title."""

_FULL = str.maketrans("，。：；？！（）'", ',.:;?!()"')
_ANCHOR = re.compile(r"^(#.*?)\{[ \t]*#[A-Za-z][\w.-]*[ \t]*\}[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """One section in one language. ``key`` is its anchor, empty for the top; ``heading`` counts from 0.

    ``start`` and ``end`` are offsets into the body; ``words`` is all that it says, front matter included.
    """

    key: str
    title: str
    heading: int | None
    place: Place
    start: int
    end: int
    words: str

    @property
    def wording(self) -> str:
        """The hash of what it says: 16 hexadecimal digits."""
        return hashlib.sha256(fold(self.words).encode()).hexdigest()[:16]


def sections_of(page: Page) -> tuple[Section, ...]:
    """The top of a page, with its front matter's texts, and one section for each heading below its title."""
    text = page.body.text
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    begins = [starts[heading.line] for heading in page.headings]
    has_title = bool(page.headings) and page.headings[0].level == 1
    first = 1 if has_title else 0
    ends = [*begins[first:], len(text)]
    fronts = (page.title.text, page.description.text, page.answer.text if page.answer else "", page.says or "")
    place = page.headings[0].place if has_title else page.place
    title = page.headings[0].text if has_title else page.title.text
    top = "\x1f".join((*fronts, text[: ends[0]]))
    found = [Section("", title, 0 if has_title else None, place, 0, ends[0], top)]
    taken: dict[str, int] = {}
    for number, heading in enumerate(page.headings[first:], first):
        taken[heading.anchor] = count = taken.get(heading.anchor, 0) + 1
        key = heading.anchor if count == 1 else f"{heading.anchor}~{count}"
        start, end = begins[number], ends[number - first + 1]
        found.append(Section(key, heading.text, number, heading.place, start, end, text[start:end]))
    return tuple(found)


def section_of(reply: Reply) -> Section:
    """A reply as one section: its title, its body without the marks of its parts, and what its blanks are called."""
    labels = (blank.label[reply.lang] for _, blank in sorted(reply.blanks.items()))
    words = "\x1f".join((reply.title.text, reply.body.unmarked, *labels))
    return Section("", reply.title.text, None, reply.place, 0, len(reply.body.text), words)


def fold(text: str) -> str:
    r"""A text without what no translation depends on: white space, the width of punctuation, the anchors of headings.

    >>> fold("你好, Wish\n订单") == fold("你好，Wish 订单")
    True
    >>> fold("## Send it {#send}\n\nWithin {{ a.b | within }}.") == fold("## Send it\nWithin {{a.b|within}}.  ")
    True
    """
    bare = unicodedata.normalize("NFC", _ANCHOR.sub(r"\1", text)).translate(_FULL)
    # The marks between the texts of a page are white space too, and stay.
    return "\x1f".join("".join(part.split()) for part in bare.split("\x1f"))
