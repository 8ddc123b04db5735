"""Shapes that YAML nodes are expected to have: maps with known keys, texts, names in both languages.

Every function reports what is wrong to the ``Report`` it is given and returns None where nothing can be made of
the node; the caller goes on with the rest of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from generator.finding import LANGUAGES, Finding, Place
from generator.policy.model import Bilingual, Label
from generator.policy.notation import Unreadable, parse_day
from generator.policy.source import Fact, Mapping, Node, Scalar, Sequence
from generator.policy.suggestion import suggest
from generator.policy.values import Day

Words = tuple[str, str]

TEXT: Words = ("a text", "一段文字")
LIST: Words = ("a list", "一个列表")
MAP: Words = ("a map", "一个映射")
NAMES: Words = ("{en: ..., zh: ...}", "{en: ..., zh: ...}")

_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(slots=True)
class Report:
    """Collects the findings of one load, and the names of facets that were left out as broken."""

    findings: list[Finding] = field(default_factory=list)
    broken_facets: set[str] = field(default_factory=set)

    def add(self, code: str, place: Place, **facts: Fact) -> None:
        self.findings.append(Finding(code, place, facts))

    def unreadable(self, scalar: Scalar, wrong: Unreadable) -> None:
        """The finding for a text that is no value, at the character that is wrong."""
        self.findings.append(Finding(wrong.code, _within(scalar, wrong.offset), wrong.facts))


@dataclass(frozen=True, slots=True)
class Fields:
    """The known keys of one map."""

    place: Place
    keys: dict[str, Scalar]
    nodes: dict[str, Node]

    def get(self, name: str) -> Node | None:
        return self.nodes.get(name)

    def at(self, name: str) -> Place:
        """Where the key stands, or the map if it is missing."""
        return self.keys[name].place if name in self.keys else self.place


def expect(what: Words, node: Node, report: Report) -> None:
    """Reports that something else stands where ``what`` is expected."""
    match node:
        case Scalar(text=""):
            found: Words = ("nothing", "空白")
        case Scalar(text=text):
            found = (f'"{text[:60]}"', f"“{text[:60]}”")
        case Mapping():
            found = MAP
        case Sequence():
            found = LIST
    report.add("SP203", node.place, expected=what, found=found)


def entries(node: Node | None, report: Report) -> tuple[tuple[Scalar, Node], ...]:
    """The keys and values of a map whose keys are ids; ids that are none are reported and left out."""
    if node is None:
        return ()
    if not isinstance(node, Mapping):
        expect(MAP, node, report)
        return ()
    return tuple((key, value) for key, value in node.items if identifier(key, report))


def identifier(key: Scalar, report: Report) -> bool:
    """Whether the text can be an id: small letters, digits and underscores, a letter first."""
    if _IDENTIFIER.fullmatch(key.text):
        return True
    report.add("SP205", key.place, text=key.text[:60])
    return False


def fields(
    node: Node,
    report: Report,
    *,
    required: Iterable[str] = (),
    optional: Iterable[str] = (),
    what: Words = MAP,
) -> Fields | None:
    """The known keys of a map; unknown and missing ones are reported. None if the node is no map."""
    if not isinstance(node, Mapping):
        expect(what, node, report)
        return None
    required = tuple(required)
    known = (*required, *optional)
    for key, _ in node.items:
        if key.text not in known:
            report.add("SP201", key.place, key=key.text[:60], suggestion=suggest(key.text, known))
    items = {key.text: (key, value) for key, value in node.items if key.text in known}
    for name in required:
        if name not in items:
            report.add("SP202", node.place, key=name)
    return Fields(node.place, {n: k for n, (k, _) in items.items()}, {n: v for n, (_, v) in items.items()})


def text(node: Node | None, report: Report, what: Words = TEXT) -> Scalar | None:
    """A text that is not empty; None, reported, if something else stands there."""
    if node is None:
        return None
    if isinstance(node, Scalar) and node.text.strip():
        return node
    expect(what, node, report)
    return None


def day_of(node: Node | None, report: Report) -> Day | None:
    """A day with its year, such as 2026-12-01."""
    word = text(node, report)
    if word is None:
        return None
    day = parse_day(word.text.strip())
    if isinstance(day, Unreadable) or day.year is None:
        report.add("SP227", word.place, text=word.text[:60])
        return None
    return day


def texts(node: Node | None, report: Report, what: Words = LIST) -> tuple[Scalar, ...] | None:
    """One text or a list of texts that is not empty."""
    if isinstance(node, Sequence) and node.items:
        found = [text(item, report) for item in node.items]
        return tuple(item for item in found if item)
    if isinstance(node, Sequence):
        report.add("SP203", node.place, expected=what, found=("an empty list", "空列表"))
        return None
    one = text(node, report, what)
    return (one,) if one else None


def bilingual(node: Node | None, report: Report) -> Bilingual | None:
    """``{en: ..., zh: ...}``, one text each."""
    if node is None:
        return None
    if not isinstance(node, Mapping):
        _untranslated(node, report)
        return None
    part = fields(node, report, optional=LANGUAGES)
    words = _languages(part, report) if part else None
    if words is None:
        return None
    if any(len(forms) != 1 for forms in words):
        expect(TEXT, node, report)
        return None
    places = tuple(part.nodes[lang].place for lang in LANGUAGES) if part else ()
    return Bilingual(words[0][0], words[1][0], places)


def label(node: Node | None, report: Report, most: int = 2) -> Label | None:
    """``{en: ..., zh: ...}``, each a text or a list of at most ``most`` texts."""
    if node is None:
        return None
    if not isinstance(node, Mapping):
        _untranslated(node, report)
        return None
    part = fields(node, report, optional=LANGUAGES)
    return label_of(part, report, most) if part else None


def label_of(part: Fields, report: Report, most: int = 2, *, needed: bool = True) -> Label | None:
    """The name that stands as ``en`` and ``zh`` among other keys."""
    if not needed and not any(lang in part.nodes for lang in LANGUAGES):
        return None
    words = _languages(part, report)
    if words is None:
        return None
    for lang, forms in zip(LANGUAGES, words, strict=True):
        if len(forms) > most:
            report.add("SP203", part.nodes[lang].place, expected=_AT_MOST[most], found=LIST)
            return None
    return Label(*words)


_AT_MOST: dict[int, Words] = {
    2: ("a text or a list of two texts", "一段文字或两段文字的列表"),
    3: ("a text or a list of two or three texts", "一段文字或两三段文字的列表"),
}


def _languages(part: Fields, report: Report) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    words: list[tuple[str, ...]] = []
    for lang in LANGUAGES:
        node = part.get(lang)
        if node is None:
            report.add("SP204", part.place, language=_LANGUAGE_NAMES[lang], key=lang)
            continue
        parts = node.items if isinstance(node, Sequence) else (node,)
        if not parts or any(isinstance(item, Scalar) and not item.text.strip() for item in parts):
            report.add("SP204", node.place, language=_LANGUAGE_NAMES[lang], key=lang)
            continue
        found = [text(item, report) for item in parts]
        if all(found):
            words.append(tuple(" ".join(item.text.split()) for item in found if item))
    return (words[0], words[1]) if len(words) == len(LANGUAGES) else None


def _untranslated(node: Node, report: Report) -> None:
    if isinstance(node, Scalar) and node.text:
        report.add("SP204", node.place, language=("one of the two languages", "其中一种语言"), key="en, zh")
    else:
        expect(NAMES, node, report)


_LANGUAGE_NAMES = {"en": ("English", "英文"), "zh": ("Chinese", "中文")}


def _within(scalar: Scalar, offset: int) -> Place:
    """The place of a character inside a text that stands on one line."""
    place = scalar.place
    return Place(place.path, place.line, place.column + offset + (1 if scalar.quoted and offset else 0))
