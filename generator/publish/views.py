"""What the templates of the buyer pages are given: finished words, in the order they stand. No policy in here."""

from __future__ import annotations

from dataclasses import dataclass

from generator.playbook.html import Markup

Alternates = tuple[tuple[str, str], ...]
"""(hreflang, address) of a page in every language."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link, and the words beside it; ``lang`` where they are in another language than the page."""

    href: str
    words: str
    line: Markup | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A label and what stands against it."""

    label: str
    words: Markup


@dataclass(frozen=True, slots=True)
class BandView:
    """One band in the list: its days, the letter in the picture if there is one, the remedy, what follows from it."""

    when: Markup
    letter: str
    fill: str
    label: str
    line: Markup


@dataclass(frozen=True, slots=True)
class AnswerView:
    """The answer panel. ``rail`` is the picture of the bands, empty where there is nothing to compare; ``lined`` if the
    list fits below it.
    """

    say: Markup
    choices: tuple[Markup, ...]
    lines: tuple[Markup, ...]
    rail: Markup
    bands: tuple[BandView, ...]
    lined: bool


@dataclass(frozen=True, slots=True)
class ExampleView:
    """A worked example: where it starts, and the dates that follow."""

    start: Markup
    dates: tuple[tuple[Markup, Markup], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one title: what differs in a region, what there is to paste."""

    title: str
    rows: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Situations:
    """What may have happened, by section; ``limits`` hold for all of its rows and are said once."""

    title: str
    limits: Markup
    rows: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """How to go on from an answer, and the pattern of the answers that it is for."""

    answers: str
    said: Markup


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule in a table: where it stands in full, what it is about, what it says, and what is noted on it."""

    id: str
    href: str
    title: str
    sentence: Markup
    note: Markup


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """The rules of one section, as rows."""

    title: str
    rows: tuple[RuleRow, ...]


@dataclass(frozen=True, slots=True)
class RuleView:
    """One rule of a section; its id is the canonical anchor. A rule without bands has no answer.

    ``is_long``: the sentence is folded away, because the bands above it tell the same in short. ``course`` is the
    picture of how a case goes, empty where there is nothing to tell.
    """

    id: str
    title: str
    answer: AnswerView | None
    sentence: Markup
    is_long: bool
    note: str
    example: ExampleView | None
    exceptions: tuple[Link, ...]
    evidence: tuple[str, ...]
    course: Markup
    regions: tuple[Group, ...] = ()
    fees: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page has around its content."""

    lang: str
    html_lang: str
    title: str
    description: str
    shop: str
    home: str
    root: str
    canonical: str
    alternates: Alternates
    languages: tuple[Link, ...]
    foot: tuple[Link, ...]
    effective: Markup
    version: str
    days: str
    printed: Markup
