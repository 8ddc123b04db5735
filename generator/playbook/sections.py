"""The sections of a page, and what each says apart from how its lines were broken.

A section's *wording* is its Markdown with quotations kept as names, so that a value that changes changes no wording. It
is held as a short hash, and it does not mind how lines are wrapped, what a line ends in, where a space stands between
Chinese and Latin, or whether a comma is full-width: none of that is anything to translate.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from generator.finding import Place
from generator.playbook.outline import split_anchor
from generator.playbook.page import Page, Reply, Template

TOP = "top"
"""What people call the part before the first section: title, description, answer and the sentences below the title."""

_FULL = str.maketrans("，。：；？！（）", ",.:;?!()")
_LOOSE = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])")
_MARKED = re.compile(r"\s*([,.:;?!()])\s*")
_TIGHT = re.compile(r"\s*([|(),=])\s*")


@dataclass(frozen=True, slots=True)
class Section:
    """One section in one language. ``key`` is its anchor, empty for the top; ``heading`` counts from 0."""

    key: str
    title: str
    heading: int | None
    place: Place
    start: int
    end: int
    wording: str


def sections_of(page: Page) -> tuple[Section, ...]:
    """The top of a page, with its front matter's texts, and one section for each heading below its title."""
    starts = _starts(page.body.text)
    found: list[Section] = []
    taken: dict[str, int] = {}
    begins = [starts[heading.line] for heading in page.headings]
    has_title = bool(page.headings) and page.headings[0].level == 1
    first = 1 if has_title else 0
    ends = [*begins[first:], len(page.body.text)]
    fronts = [each for each in (page.title, page.description, page.answer) if each is not None]
    spoken = [_plainly(each, 0, len(each.text)) for each in fronts]
    top = "\x1f".join([*spoken, page.says or "", _plainly(page.body, 0, ends[0])])
    place = page.headings[0].place if has_title else page.place
    title = page.headings[0].text if has_title else page.title.text
    found.append(Section("", title, 0 if has_title else None, place, 0, ends[0], _hash(top)))
    for number, heading in enumerate(page.headings[first:], first):
        taken[heading.anchor] = count = taken.get(heading.anchor, 0) + 1
        key = heading.anchor if count == 1 else f"{heading.anchor}~{count}"
        start, end = begins[number], ends[number - first + 1]
        wording = _hash(_plainly(page.body, start, end))
        found.append(Section(key, heading.text, number, heading.place, start, end, wording))
    return tuple(found)


def section_of(reply: Reply) -> Section:
    """A reply as one section: its title and its body."""
    whole = "\x1f".join(_plainly(each, 0, len(each.text)) for each in (reply.title, reply.body))
    return Section("", reply.title.text, None, reply.place, 0, len(reply.body.text), _hash(whole))


def fold(text: str) -> str:
    r"""A text without what no translation depends on: wrapping, spacing, the width of punctuation.

    >>> fold("你好, Wish\n订单") == fold("你好，Wish 订单")
    True
    >>> fold("Send it\nback. ") == fold("Send it back.")
    True
    """
    joined = " ".join(unicodedata.normalize("NFC", text).split())
    return _MARKED.sub(r"\1", _LOOSE.sub("", joined).translate(_FULL))


def _hash(text: str) -> str:
    return hashlib.sha256("\x1f".join(map(fold, text.split("\x1f"))).encode()).hexdigest()[:16]


def _plainly(template: Template, start: int, end: int) -> str:
    """A part of a template, quotations in one spelling and the anchors of headings left out."""
    out, at = [], start
    for quotation in template.quotations:
        if start <= quotation.start < end:
            source = _TIGHT.sub(r"\1", " ".join(quotation.source.split())).replace("'", '"')
            out += [template.text[at : quotation.start], "{{" + source + "}}"]
            at = quotation.end
    out.append(template.text[at:end])
    return "\n".join(split_anchor(line)[0] if line.startswith("#") else line for line in "".join(out).split("\n"))


def _starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts
