"""Pages as frozen data: what a writer wrote, with the places where it stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.finding import Place
from generator.playbook.blanking import blank_out
from generator.playbook.units import Part, Unit, parts_of
from generator.policy.model import Bilingual
from generator.sharing import sent_as_made

UNSEEN = "\u2063"
"""What marks are blanked out with."""


@sent_as_made
@dataclass(frozen=True, slots=True)
class Quotation:
    """One ``{{ ... }}`` of a page.

    ``start`` and ``end`` are offsets into the text that holds it. ``names`` are the dotted names it mentions;
    ``run`` gives what the expression comes to with the words of a language.
    """

    source: str
    start: int
    end: int
    place: Place
    names: tuple[str, ...]
    run: Any


@sent_as_made
@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a mark asks: a fact of the case or a facet of its decision, and the values that fit."""

    name: str
    values: tuple[str, ...]


@sent_as_made
@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a reply that is written for some cases: those in which all ``tests`` hold, or not if ``denied``.

    The mark stands from ``start`` to ``begin``, its part from there to ``end``, and what closes it up to ``after``.
    """

    source: str
    tests: tuple[Asked, ...]
    denied: bool
    start: int
    begin: int
    end: int
    after: int
    place: Place


@dataclass(frozen=True)
class Template:
    """A text with quotations: a page's body, its title, its description. Only the body of a reply has ``marks``.

    What several nets ask of it is worked out once, when the first one asks.
    """

    text: str
    quotations: tuple[Quotation, ...]
    place: Place
    marks: tuple[Mark, ...] = ()

    def __getstate__(self) -> dict[str, object]:
        """What travels: no second copy of the text, which is quickly made."""
        return {name: value for name, value in vars(self).items() if name not in ("bare", "_starts")}

    @cached_property
    def bare(self) -> str:
        """The text with its quotations blanked out, and its marks with what no net reads as a word."""
        bare = blank_out(self.text, [(each.start, each.end) for each in self.quotations])
        return blank_out(bare, self.braces, UNSEEN) if self.marks else bare

    @property
    def braces(self) -> list[tuple[int, int]]:
        """Where its marks stand, and what closes them."""
        spans = {span for each in self.marks for span in ((each.start, each.begin), (each.end, each.after))}
        return sorted(span for span in spans if span[0] < span[1])

    @property
    def unmarked(self) -> str:
        """The text without its marks: all that it says, whatever the case."""
        out, at = [], 0
        for start, end in self.braces if self.marks else ():
            out.append(self.text[at:start])
            at = end
        return "".join([*out, self.text[at:]])

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Its sections in order, what stands above the first heading before them."""
        return parts_of(self.bare)

    def quotations_in(self, unit: Unit) -> tuple[Quotation, ...]:
        """What is quoted in one of its units."""
        first, last = bisect_left(self._starts, unit.start), bisect_left(self._starts, unit.end)
        return self.quotations[first:last]

    @cached_property
    def _starts(self) -> list[int]:
        return [each.start for each in self.quotations]


@sent_as_made
@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page: ``anchor`` is the id that both languages share."""

    level: int
    text: str
    anchor: str
    line: int
    place: Place


@sent_as_made
@dataclass(frozen=True, slots=True)
class Listed:
    """A name in the front matter (a rule, a term, a facet) and where it stands."""

    name: str
    place: Place


@sent_as_made
@dataclass(frozen=True, slots=True)
class Page:
    """A playbook page in one language. ``path`` is the same in both: ``returns/changed-mind.md``.

    ``asked`` are other words by which people look for it.
    """

    path: str
    lang: str
    source: str
    title: Template
    description: Template
    says: str | None
    answer: Template | None
    covers: tuple[Listed, ...]
    owner: str | None
    reviewed: date | None
    review_by: date | None
    body: Template
    headings: tuple[Heading, ...]
    place: Place
    says_place: Place
    asked: tuple[str, ...] = ()


class BlankKind(StrEnum):
    """What a blank is filled with."""

    DETAIL = "detail"
    """A name, a number, an amount: the same in both languages."""
    WORDS = "words"
    """Words of a language, which somebody has to write in each."""
    DATE = "date"
    """A day, which each language writes in its own way."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank of a reply. A day may be that of an ``event``, or the last ``by`` one of several terms."""

    label: Bilingual
    kind: BlankKind
    by: tuple[str, ...] = ()
    event: str | None = None
    place: Place = field(default=Place(""), compare=False)

    @property
    def shared(self) -> bool:
        """Whether what fills it in one language fills it in the other."""
        return self.kind is not BlankKind.WORDS


@dataclass(frozen=True, slots=True)
class Reply:
    """A message that staff copy to a buyer. ``blanks`` maps the name of each blank to what it is."""

    name: str
    lang: str
    source: str
    title: Template
    serves: tuple[Listed, ...]
    must_state: tuple[Listed, ...]
    blanks: Mapping[str, Blank]
    body: Template
    place: Place


@dataclass(frozen=True, slots=True)
class Playbook:
    """All pages and replies, by (language, path) and (language, name), in the order of their paths.

    ``pictures`` are files that pages show, by their path below ``content``; ``root`` is where the project lies.
    """

    pages: Mapping[tuple[str, str], Page]
    replies: Mapping[tuple[str, str], Reply]
    pictures: Mapping[str, bytes]
    root: Path | None = None

    @property
    def covers(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The rules that each page covers, by language and path."""
        return {key: tuple(each.name for each in page.covers) for key, page in self.pages.items()}

    @property
    def only_replies(self) -> Playbook:
        """The replies, without the pages and their pictures."""
        return Playbook({}, self.replies, {})
