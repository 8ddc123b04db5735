"""Rules: in which situation, what is owed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from generator.finding import Place
from generator.policy.conditions import read_condition
from generator.policy.facets import Home, is_facet, known_facets, read_facet, read_reference
from generator.policy.model import Act, Band, Chooser, Facet, Offer, Option, Rule
from generator.policy.shape import Fields, Report, bilingual, expect, text, texts
from generator.policy.source import Mapping, Node, Scalar, Sequence
from generator.policy.suggestion import suggest

PASS = "pass"
_SILENT = ("title", "when", "unless", "over", "act", "met_by", "note", "staff_note")
"""Keys that alone decide nothing."""
_RULE = (*_SILENT, "bands", "offer", "options", "choice")

_BAND = ("until", "choice", "options", "offer")
_NAME = re.compile(r"(?:(?P<section>[a-z][a-z0-9_]*)\.)?(?P<name>[a-z][a-z0-9_]*)")
_WORDS = TypeVar("_WORDS", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class PlacedRule:
    """A rule, and where it names each rule that it is over."""

    rule: Rule
    over: tuple[tuple[str, Place], ...]


def read_rule(key: Scalar, node: Node, home: Home) -> PlacedRule | None:
    """The rule; whatever is wrong in it is reported, and what is right is kept."""
    part, facets = _parts(node, _RULE, home)
    if part is None:
        return None
    report = home.report
    when, unless = part.get("when"), part.get("unless")
    over = name_rules(part.get("over"), home)
    bands = _bands(part, home)
    if isinstance(node, Mapping) and all(given.text in _SILENT for given, _ in node.items):
        report.add("SP245", key.place, rule=key.text)
    act = _word(part.get("act"), Act, "act", report) or Act.REQUESTED
    rule = Rule(
        id=f"{home.section}.{key.text}",
        section=home.section,
        title=bilingual(part.get("title"), report),
        when=((),) if when is None else read_condition(when, home.names, report) or (),
        unless=() if unless is None else read_condition(unless, home.names, report) or (),
        over=tuple(dict.fromkeys(name for name, _ in over)),
        act=act,
        facets=facets,
        bands=bands,
        note=bilingual(part.get("note"), report),
        staff_note=bilingual(part.get("staff_note"), report),
        place=key.place,
        met_by=_met_by(part, home),
    )
    if rule.met_by and not any(rule.met_at(at) for at in range(len(bands))):
        report.add("SP295", part.at("met_by"), event=rule.met_by)
    return PlacedRule(rule, over)


def _met_by(part: Fields, home: Home) -> str | None:
    """The event that must meet the ends of the rule's bands; reported if it is none."""
    word = text(part.get("met_by"), home.report)
    events = home.names.events
    if word is None:
        return None
    if events is not None and word.text not in events:
        home.report.add("SP211", word.place, text=word.text[:60], suggestion=suggest(word.text, events))
        return None
    return word.text


def _parts(node: Node, known: tuple[str, ...], home: Home) -> tuple[Fields | None, tuple[Facet, ...]]:
    """The keys of the grammar and the facets among the keys of a rule, band or option."""
    if not isinstance(node, Mapping):
        expect(_MAP_OF_FACETS, node, home.report)
        return None, ()
    keys: dict[str, Scalar] = {}
    nodes: dict[str, Node] = {}
    facets: list[Facet] = []
    for key, value in node.items:
        if key.text in known:
            keys[key.text], nodes[key.text] = key, value
        elif is_facet(key.text):
            facet = read_facet(key, value, home)
            if facet:
                facets.append(facet)
        else:
            names = (*known, *known_facets())
            home.report.add("SP215", key.place, text=key.text[:60], suggestion=suggest(key.text, names))
    return Fields(node.place, keys, nodes), tuple(facets)


_MAP_OF_FACETS = ("a map such as {offer: refund}", "一个映射，例如 {offer: refund}")


def name_rules(node: Node | None, home: Home) -> tuple[tuple[str, Place], ...]:
    """The full ids of the rules that a list names, and where; what names none is reported and left out."""
    words = texts(node, home.report) if node is not None else ()
    found: list[tuple[str, Place]] = []
    for word in words or ():
        match = _NAME.fullmatch(word.text)
        section, name = (match["section"] or home.section, match["name"]) if match else ("", word.text)
        declared = home.names.rules.get(section)
        if section in home.names.rules and (declared is None or name in declared):
            found.append((f"{section}.{name}", word.place))
        elif section in home.names.rules or not home.names.sections_unread:
            known = [*(home.names.rules.get(home.section) or ())]
            known += [f"{other}.{rule}" for other, rules in home.names.rules.items() for rule in rules or ()]
            home.report.add("SP208", word.place, text=word.text[:60], suggestion=suggest(word.text, known))
    return tuple(found)


def _has_offer(part: Fields) -> bool:
    return "offer" in part.nodes or "options" in part.nodes


def _bands(part: Fields, home: Home) -> tuple[Band, ...]:
    """The bands in order: all but the last have an ``until``."""
    node = part.get("bands")
    if node is None:
        if not _has_offer(part):
            if "choice" in part.nodes:
                home.report.add("SP240", part.at("choice"))
            return ()
        band = _offered(part, (), home)
        return (band,) if band else ()
    for name in ("offer", "options", "choice"):
        if name in part.nodes:
            home.report.add("SP241", part.at(name), why=_BESIDE_BANDS)
    if not isinstance(node, Sequence) or not node.items:
        expect(_LIST_OF_BANDS, node, home.report)
        return ()
    last = len(node.items) - 1
    bands = [_band(item, home, is_last=at == last) for at, item in enumerate(node.items)]
    if all(band and band.is_pass for band in bands):
        home.report.add("SP241", node.place, why=_PASSES_ONLY)
        return ()
    return tuple(band for band in bands if band)


_BESIDE_BANDS = ("it stands beside bands; put it into one of them", "它与 bands 并列；请把它写进某个 band 里")
_PASSES_ONLY = (
    "every band of it is pass, so the rule never offers anything",
    "每个 band 都是 pass，这条规则从不给出任何东西",
)
_LIST_OF_BANDS = ("a list of bands", "band 的列表")


def _band(node: Node, home: Home, *, is_last: bool) -> Band | None:
    if isinstance(node, Scalar) and node.text == PASS:
        if not is_last:
            home.report.add("SP238", node.place, why=_NO_UNTIL)
        return Band(None, None, (), (), True, node.place)
    part, facets = _parts(node, _BAND, home)
    if part is None:
        return None
    if is_last and "until" in part.nodes:
        home.report.add("SP238", part.at("until"), why=_LAST_UNTIL)
    elif not is_last and "until" not in part.nodes:
        home.report.add("SP238", part.place, why=_NO_UNTIL)
    return _offered(part, facets, home)


_NO_UNTIL = ("only the last band has no until", "只有最后一个 band 可以没有 until")
_LAST_UNTIL = (
    "the last band must have no end; write what holds afterwards as one more band, e.g. {offer: decline}",
    "最后一个 band 不能有截止时间；之后的情况请再写一个 band，例如 {offer: decline}",
)


def _offered(part: Fields, facets: tuple[Facet, ...], home: Home) -> Band | None:
    report = home.report
    until_word = text(part.get("until"), report)
    until = read_reference(until_word, home) if until_word else None
    choice = _word(part.get("choice"), Chooser, "choice", report)
    both = "offer" in part.nodes and "options" in part.nodes
    if both or not _has_offer(part):
        why = (
            (
                "offer and options stand side by side; a band has one or the other",
                "offer 和 options 并列；一个 band 只能写其中之一",
            )
            if both
            else ("it makes no offer; write offer, options or pass", "没有写给出什么；请写 offer、options 或 pass")
        )
        report.add("SP241", part.at("options"), why=why)
        return None
    offer = part.get("offer")
    if offer is not None:
        if isinstance(offer, Scalar) and offer.text == PASS:
            return Band(until, None, (), facets, True, part.place)
        kind = _word(offer, Offer, "offer", report)
        options: tuple[Option, ...] = (Option(kind, (), part.at("offer")),) if kind else ()
    else:
        options = _options(part.nodes["options"], home)
        many = isinstance(part.nodes["options"], Sequence) and len(part.nodes["options"].items) > 1
        if many and "choice" not in part.nodes:
            report.add("SP239", part.at("options"))
    if "choice" in part.nodes and len(options) == 1:
        report.add("SP240", part.at("choice"))
    return Band(until, choice, options, facets, False, part.place) if options else None


def _options(node: Node, home: Home) -> tuple[Option, ...]:
    if not isinstance(node, Sequence) or not node.items:
        expect(_LIST_OF_OPTIONS, node, home.report)
        return ()
    options: list[Option] = []
    for item in node.items:
        part, facets = _parts(item, ("offer",), home)
        if part is None:
            continue
        if "offer" not in part.nodes:
            home.report.add("SP202", part.place, key="offer")
            continue
        offer = _word(part.nodes["offer"], Offer, "offer", home.report)
        if offer:
            options.append(Option(offer, facets, part.place))
    return tuple(options)


_LIST_OF_OPTIONS = ("a list of options, each with an offer", "选项的列表，每项带一个 offer")


def _word(node: Node | None, words: type[_WORDS], what: str, report: Report) -> _WORDS | None:
    """A word of a closed vocabulary; reported if it is another."""
    word = text(node, report)
    if word is None:
        return None
    if word.text in set(words):
        return words(word.text)
    code = "SP217" if what == "offer" else "SP216"
    report.add(code, word.place, text=word.text[:60], what=(what, what), suggestion=suggest(word.text, tuple(words)))
    return None
