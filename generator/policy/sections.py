"""Sections: one file of terms and rules each; ``escalation.yaml`` has more beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.finding import Place
from generator.policy.escalation import read_course, read_escalation, read_ladder
from generator.policy.facets import Home
from generator.policy.model import Audience, Bilingual, Course, Escalation, Ladder
from generator.policy.names import Names
from generator.policy.rules import PlacedRule, read_rule
from generator.policy.shape import Fields, Report, bilingual, entries, fields, text
from generator.policy.source import Mapping, Node, Scalar
from generator.policy.suggestion import suggest
from generator.policy.terms import PlacedTerm, read_term

ESCALATION = "escalation"
_HEAD = ("title", "to", "applies_by")
_BODY = ("intro", "terms", "rules")
_BESIDE = ("ladders", "escalations", "course")

_ORDER = ("returns", "refunds", "delays", "cancellations", "disputes", "evidence", ESCALATION, "platforms")


def in_display_order(ids: Iterable[str]) -> tuple[str, ...]:
    """The sections in the order in which both sites tell them; those of other names last, by the alphabet.

    >>> in_display_order(["warranty", "refunds", "returns"])
    ('returns', 'refunds', 'warranty')
    """
    return tuple(sorted(ids, key=lambda id: (_ORDER.index(id) if id in _ORDER else len(_ORDER), id)))


@dataclass(frozen=True, slots=True)
class PlacedSection:
    """A section as read: broken entries are left out, ``title`` and the like may be missing."""

    id: str
    title: Bilingual | None
    intro: Bilingual | None
    to: Audience | None
    applies_by: str | None
    terms: tuple[PlacedTerm, ...]
    rules: tuple[PlacedRule, ...]
    ladders: tuple[Ladder, ...]
    escalations: tuple[Escalation, ...]
    course: Course | None
    is_section: bool
    place: Place


def declared_in(node: Node | None, part: str) -> tuple[str, ...] | None:
    """The ids that stand below ``terms``, ``rules`` or ``ladders``; None if the file could not be read."""
    if not isinstance(node, Mapping):
        return None
    below = next((value for key, value in node.items if key.text == part), None)
    return tuple(key.text for key, _ in below.items) if isinstance(below, Mapping) else ()


def read_section(id: str, node: Node, names: Names, report: Report) -> PlacedSection | None:
    """The section; None if the file is no map."""
    beside = _BESIDE if id == ESCALATION else ()
    present = {key.text for key, _ in node.items} if isinstance(node, Mapping) else set()
    is_section = not present or bool(present - set(beside))
    head = _HEAD if is_section else ()
    part = fields(node, report, required=head, optional=(*_BODY, *beside))
    if part is None:
        return None
    to = _audience(part, report)
    home = Home(id, to, names, report)
    terms = [read_term(id, key, value, names, report) for key, value in entries(part.get("terms"), report)]
    rules = [read_rule(key, value, home) for key, value in entries(part.get("rules"), report)]
    ladders = [read_ladder(key, value, home) for key, value in entries(part.get("ladders"), report)]
    escalations = [read_escalation(key, value, home) for key, value in entries(part.get("escalations"), report)]
    course = part.get("course")
    return PlacedSection(
        id=id,
        title=bilingual(part.get("title"), report),
        intro=bilingual(part.get("intro"), report),
        to=to,
        applies_by=_applies_by(part, names, report),
        terms=tuple(term for term in terms if term),
        rules=tuple(rule for rule in rules if rule),
        ladders=tuple(ladder for ladder in ladders if ladder),
        escalations=tuple(escalation for escalation in escalations if escalation),
        course=read_course(course, home) if course is not None else None,
        is_section=is_section,
        place=part.place,
    )


def _audience(part: Fields, report: Report) -> Audience | None:
    word = text(part.get("to"), report)
    if word is None:
        return None
    if word.text in set(Audience):
        return Audience(word.text)
    report.add(
        "SP216", word.place, text=word.text[:60], what=("to", "to"), suggestion=suggest(word.text, tuple(Audience))
    )
    return None


def _applies_by(part: Fields, names: Names, report: Report) -> str | None:
    word: Scalar | None = text(part.get("applies_by"), report)
    if word and names.events is not None and word.text not in names.events:
        report.add("SP211", word.place, text=word.text[:60], suggestion=suggest(word.text, names.events))
        return None
    return word.text if word else None
