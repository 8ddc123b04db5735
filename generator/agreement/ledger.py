"""Net 5: the ledger. What was built is read back and compared with the policy, value by value.

The comparison is given the policy as it was loaded and the files as they were built, nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generator.agreement.asides import of_policy
from generator.agreement.built import Marked, ReadPage, read_pages
from generator.agreement.copied import read_copies
from generator.agreement.datafile import check_rules
from generator.agreement.machines import check_head, check_index, check_structured, read_index
from generator.agreement.printed import read_paper
from generator.agreement.retold import Retelling
from generator.agreement.unaltered import Sources
from generator.finding import Finding, Place
from generator.language.lookup import read_bound
from generator.language.read import Reading, read
from generator.policy.canonical import policy_hash
from generator.policy.lookup import leaves
from generator.policy.model import Audience, Policy, Table, Term
from generator.policy.values import EarlierOf, Endless, LaterOf, Leaf, quantities_in

WRITTEN = "policy"
"""The origin that pages name for what the policy states outside of its terms."""
SURFACES = ("staff-en", "staff-zh", "buyer-en", "buyer-zh", "replies-en", "replies-zh", "data")
_SHORT = {"en": "en", "zh": "zh", "zh-Hans": "zh"}

_ROW = "at"
_REMEMBERED = 4_000
"""So many texts are remembered, which is every cell and every value of a site, and not its prose too."""

Notations = dict[str | None, Mapping[str, frozenset[str]]]
"""What each term may be written as: by version, None for the policy itself."""

Hear = Callable[[str, str], tuple[Reading, ...]]
"""What a text in a language says. Pages share most of their words, so one comparison reads the same text once."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a term or rule stands."""

    name: str
    surface: str
    path: str
    section: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everywhere that each term and rule stands in the built sites, and what does not agree."""

    mentions: tuple[Mention, ...]
    rules: tuple[Mention, ...]
    findings: tuple[Finding, ...]


def read_back(
    policy: Policy,
    public: Policy,
    staff: Path,
    buyer: Path,
    older: Iterable[Policy] = (),
    sources: Sources | None = None,
) -> Ledger:
    """Read both trees and compare them with the policy; ``public`` is what buyers may see of it.

    A value that the page marks as one of an ``older`` version is compared with that. With ``sources``, the pages of
    the staff are compared with what they were made of.
    """
    notations: Notations = {None: _all_notations(policy)}
    notations |= {one.shop.version: _all_notations(one) for one in older}
    mentions: list[Mention] = []
    rules: list[Mention] = []
    findings: list[Finding] = []
    held: dict[str, set[str]] = {"en": set(), "zh": set()}

    @lru_cache(maxsize=_REMEMBERED)
    def hear(text: str, lang: str) -> tuple[Reading, ...]:
        return of_policy(text, lang, read(text, lang, dollar=policy.shop.currency))

    written = frozenset[str]().union(*(each for held_by in notations.values() for each in held_by.values()))
    index = read_index(staff, ("", "zh/"))
    retelling = Retelling(policy)
    for site, tree in (("staff", staff), ("buyer", buyer)):
        for page in read_pages(tree, main_only=site == "staff"):
            findings += _check_page(page, site, notations, hear)
            mentions += [mention for marked in page.values for mention in _mentions(marked, page, site)]
            rules += [Mention(rule, f"{site}-{_SHORT.get(page.lang, page.lang)}", page.path, "") for rule in page.rules]
            data, path = (tree / page.path).read_bytes(), f"{site}/{page.path}"
            findings += check_head(data, path, _SHORT.get(page.lang, "en"), hear, written)
            findings += retelling.check(page, path)
            if site == "staff":
                findings += check_index(index, page)
                findings += sources.check(page, path) if sources else ()
            if site == "buyer":
                findings += check_structured(data, path, public)
                findings += _check_public(page, public)
                if lang := _SHORT.get(page.lang):
                    held[lang] |= page.anchors
            findings += [
                Finding("SP524", Place(f"{site}/{page.path}", line), {"rule": rule})
                for rule, line in page.rules.items()
                if rule not in policy.rules
            ]
    findings += _check_anchors(policy, public, held)
    for lang in sorted(lang for lang in held if (buyer / lang).is_dir()):
        copied = read_copies(buyer, lang, _sections(public))
        findings += copied.findings
        findings += read_paper(buyer, lang, _sections(public))
        mentions += [Mention(term, f"buyer-{lang}", path, "") for term, path in copied.terms if term in policy.terms]
    data_file, data_place = json.loads((buyer / "policy.json").read_text(encoding="utf-8")), Place("buyer/policy.json")
    terms = dict(data_file["terms"])
    findings += _check_data(terms, public, data_place)
    findings += check_rules(data_file["rules"], public, data_place)
    mentions += [Mention(term, "data", "policy.json", "") for term in terms]
    return Ledger(tuple(mentions), tuple(rules), tuple(findings))


def _sections(public: Policy) -> list[str]:
    """The sections that have pages, in the order in which copies tell them."""
    return [section.id for section in public.sections.values() if section.to is Audience.BUYER]


def agreement_of(policy: Policy, ledger: Ledger) -> str:
    """``agreement.json``: each term, its value, and everywhere it stands."""
    surfaces = _by_name(ledger.mentions)
    terms = {
        term.id: {"value": _value_of(term.value), "surfaces": _by_surface(surfaces.get(term.id, ()))}
        for term in policy.terms.values()
    }
    stated = _by_name(ledger.rules)
    rules = {rule: {"surfaces": _by_surface(stated.get(rule, ()))} for rule in policy.rules}
    mismatches = [
        {"code": finding.code, "path": finding.place.path, "line": finding.place.line, "message": finding.message()}
        for finding in ledger.findings
    ]
    whole = {"policy": policy_hash(policy), "terms": terms, "rules": rules, "mismatches": mismatches}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _by_name(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    held: dict[str, list[Mention]] = {}
    for mention in mentions:
        held.setdefault(mention.name, []).append(mention)
    return held


def _by_surface(mentions: Iterable[Mention]) -> dict[str, list[dict[str, str]]]:
    """The places of one name on each surface, each once, in the order of the pages."""
    held: dict[str, list[dict[str, str]]] = {surface: [] for surface in SURFACES}
    for mention in dict.fromkeys(mentions):
        held[mention.surface].append({"path": mention.path, "section": mention.section})
    return held


def _value_of(value: object) -> object:
    if isinstance(value, Table):
        return {"by": value.axis, "rows": {key: _value_of(row) for key, row in value.rows}}
    return str(value)


def _all_notations(policy: Policy) -> Mapping[str, frozenset[str]]:
    return {term.id: _notations(term) for term in policy.terms.values()} | {WRITTEN: _written(policy)}


def _notations(term: Term) -> frozenset[str]:
    found: set[str] = set()
    for _, leaf in leaves(term.value):
        found.update(str(quantity) for quantity in quantities_in(leaf))
        if isinstance(leaf, Endless):
            found.add(str(leaf))
    return frozenset(found)


def _written(policy: Policy) -> frozenset[str]:
    """Amounts in conditions and in the rows of tables, and the days of seasons, in the policy's notation."""
    clauses = [clause for rule in policy.rules.values() for clause in (*rule.when, *rule.unless)]
    clauses += [clause for one in policy.escalations.values() for clause in (*(one.when or ()), *one.unless)]
    bounds = [value for clause in clauses for test in clause for value in test.values]
    bounds += [key for term in policy.terms.values() for path, _ in leaves(term.value) for key in path]
    amounts = {str(read_bound(bound).money) for bound in bounds if bound[:1] in "<>"}
    days = {str(day) for season in policy.scopes.seasons.values() for day in (season.first, season.last)}
    return frozenset(amounts | days)


def _mentions(marked: Marked, page: ReadPage, site: str) -> Iterator[Mention]:
    if marked.version is not None:
        return  # where a value once stood is not where it stands
    lang = _SHORT.get(marked.lang, marked.lang)
    surface = f"replies-{lang}" if marked.in_reply else f"{site}-{lang}"
    for term in (marked.term, *marked.derived_from):
        if term and term != WRITTEN:
            yield Mention(term, surface, page.path, marked.section)


def _check_page(page: ReadPage, site: str, notations: Notations, hear: Hear) -> Iterator[Finding]:
    path = f"{site}/{page.path}"
    for how, what, line in page.hidden:
        yield Finding("SP461", Place(path, max(line, 1)), {"how": how, "what": what})
    for marked in page.values:
        place, own = Place(path, max(marked.line, 1)), notations.get(marked.version)
        if own is None:
            yield Finding("SP528", place, {"text": marked.text, "version": marked.version or ""}, marked.term)
        else:
            yield from _check_value(marked, place, own, hear)
    for passage in page.passages:
        lang = _SHORT.get(passage.lang)
        for reading in hear(passage.text, lang or "en"):  # whatever it says it is, its numbers are read
            yield Finding("SP522", Place(path, max(passage.line, 1)), {"text": " ".join(reading.text.split())})


def _check_value(
    marked: Marked, place: Place, notations: Mapping[str, frozenset[str]], hear: Hear
) -> Iterator[Finding]:
    for term in (marked.term, *marked.derived_from):
        # What follows from the shop's own dates (in force since) has no term.
        if term and term not in notations and not term.startswith("shop."):
            yield Finding("SP523", place, {"text": marked.text, "term": term}, term)
            return
    if marked.term is None and marked.derived_from != (WRITTEN,):
        return
    allowed = notations[marked.term or WRITTEN]
    facts = {"text": marked.text, "term": marked.term or WRITTEN, "values": ", ".join(sorted(allowed))}
    if marked.value is not None and marked.value not in allowed:
        yield Finding("SP521", place, facts | {"value": marked.value}, marked.term)
    lang = _SHORT.get(marked.lang)
    if lang is None:
        return
    said = _said(marked.text, lang, hear)
    wanted = {marked.value} if marked.value is not None else allowed
    if said and not set(said) <= wanted:
        yield Finding("SP521", place, facts | {"value": ", ".join(said)}, marked.term)
    elif not said and marked.value is not None and any(c.isdigit() for c in marked.value):
        yield Finding("SP521", place, facts | {"value": marked.text}, marked.term)


def _said(text: str, lang: str, hear: Hear) -> list[str]:
    """The notations of what a marked text says. A bare date is no deadline to the reader, so it is read as one."""
    as_deadline = {"en": f"until {text}", "zh": f"{text}前"}[lang]
    for form in (text, as_deadline):
        said = [str(reading.value) for reading in hear(form, lang) if reading.value is not None]
        if said:
            return said
    return []


def _check_public(page: ReadPage, public: Policy) -> Iterator[Finding]:
    for marked in page.values:
        for term in (marked.term, *marked.derived_from):
            if term and term not in public.terms and term != WRITTEN and not term.startswith("shop."):
                place = Place(f"buyer/{page.path}", max(marked.line, 1))
                yield Finding("SP525", place, {"text": marked.text, "term": term}, term)
    for rule, line in page.rules.items():
        if rule not in public.rules:
            yield Finding("SP525", Place(f"buyer/{page.path}", max(line, 1)), {"text": rule, "term": rule})


def _check_anchors(policy: Policy, public: Policy, held: Mapping[str, set[str]]) -> Iterator[Finding]:
    """Each buyer rule stands once, under its own anchor, on the buyer pages of each language."""
    for rule in public.rules.values():
        if policy.sections[rule.section].to is not Audience.BUYER:
            continue
        for lang, anchors in held.items():
            if rule.id not in anchors:
                yield Finding("SP526", rule.place, {"rule": rule.id, "lang": lang})


def _check_data(data: Mapping[str, object], public: Policy, place: Place) -> Iterator[Finding]:
    for term in public.terms.values():
        if term.id not in data:
            yield Finding("SP527", place, {"term": term.id}, term.id)
            continue
        said = set(_values_in(data[term.id]))
        wanted = _notations(term)
        if not wanted <= said or not said <= wanted | _whole(term):
            facts = {
                "text": ", ".join(sorted(said - wanted)) or "-",
                "term": term.id,
                "value": ", ".join(sorted(said)),
                "values": ", ".join(sorted(wanted)),
            }
            yield Finding("SP521", place, facts, term.id)


def _whole(term: Term) -> frozenset[str]:
    """The notations of whole leaves and of what they are made of, which data may give beside their values."""
    return frozenset(str(part) for _, leaf in leaves(term.value) for part in _parts(leaf))


def _parts(leaf: Leaf) -> Iterator[Leaf]:
    yield leaf
    if isinstance(leaf, LaterOf | EarlierOf):
        for part in leaf.parts:
            yield from _parts(part)


def _values_in(node: object) -> Iterator[str]:
    """Every ``value``, and every bound of one, below a node of ``policy.json``."""
    if isinstance(node, dict):
        for key, held in node.items():
            if key in ("value", "at_least", "at_most") and isinstance(held, str):
                yield held
            elif key != _ROW:  # where a row holds: the name of a fact may be any
                yield from _values_in(held)
    elif isinstance(node, list):
        for held in node:
            yield from _values_in(held)
