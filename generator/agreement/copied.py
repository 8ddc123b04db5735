"""Net 5, of what carries no marks: a copy of the policy says what the buyer pages say, in their order, and all of it.

A text or a fragment to paste has nowhere to put the origin of a value. But each of its lines has to be a line of the
pages of its language, and on those every value was compared with the policy. Two lines that changed places are found
too, and so is a rule or a value that is missing. The comparison is given the built files, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree, html

from generator.finding import Finding, Place

TAGS = frozenset("h2 h3 h4 p ul li".split())
"""What a fragment may consist of, without any attribute: what every marketplace that takes HTML lets through."""
_SHORT, _WHOLE = "short", "policy"
_MADE_OF = {_SHORT: "overrides/buyer/overview.html.j2", _WHOLE: "overrides/buyer/section.html.j2"}
"""The template of the pages with which the copies of each length are compared."""
_ANSWERS = ("say", "season")
"""The short answer before a rule, which the rule itself says in full."""
_LONGEST = 80
_UNITS = frozenset("h1 h2 h3 h4 p li dd caption tr".split())
_UNHEARD = frozenset("svg nav aside script style".split())
_SEPARATORS = re.compile(r"\s|[：·\ufeff]|:(?=\s|$)")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A line of a page: its words without space, its place in the order, the terms whose values it shows.

    Lines of one rule, and of one value, share a place: a copy may tell the note before the sentence or after it.
    """

    words: str
    place: int
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Need:
    """What a whole copy may not leave out: words without space; the rule or term, the sentence, and where it stands."""

    words: str
    what: str
    sentence: str
    place: Place


@dataclass(slots=True)
class _Told:
    """What the pages of one language tell, in order."""

    units: dict[str, list[_Unit]] = field(default_factory=dict)
    needed: list[_Need] = field(default_factory=list)
    anywhere: set[str] = field(default_factory=set)
    """What stands around the pages: the name of the shop, the version, the law."""
    places: int = 0


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy shows, by term, and what is wrong with it."""

    terms: tuple[tuple[str, str], ...]
    """(term, path) of each value that a copy shows."""
    findings: tuple[Finding, ...]


def read_copies(buyer: Path, lang: str, sections: Iterable[str]) -> Copied:
    """Read the copies of a language below ``buyer`` and compare them with its pages; ``sections`` in their order."""
    folder = buyer / lang / "copies"
    terms: dict[tuple[str, str], None] = {}
    findings: list[Finding] = []
    for length, pages in ((_SHORT, ("",)), (_WHOLE, tuple(f"{id}/" for id in sections))):
        told = _Told()
        for page in pages:
            path = f"{lang}/{page}index.html"
            _listen(buyer / path, told, f"buyer/{path}")
        for name, read in ((f"{length}.txt", _lines), (f"{length}.html.txt", _elements)):
            place = Place(f"buyer/{lang}/copies/{name}")
            if not (folder / name).is_file():
                findings.append(Finding("SP542", place, {"what": name}))
                continue
            lines = list(read((folder / name).read_text(encoding="utf-8"), place, findings))
            shown = _compare(lines, told, place, _MADE_OF[length], findings)
            terms.update(dict.fromkeys((term, f"{lang}/copies/{name}") for term in shown))
    return Copied(tuple(terms), tuple(findings))


def _compare(
    lines: list[tuple[int, str]], told: _Told, place: Place, template: str, findings: list[Finding]
) -> dict[str, None]:
    """The terms that the lines show; findings for what the pages do not say there, and for what they say beside it."""
    at, shown, said = 0, dict[str, None](), set[str]()
    for number, text in lines:
        words = _SEPARATORS.sub("", text)
        said.add(words)
        unit = next((unit for unit in told.units.get(words, ()) if unit.place >= at), None)
        if unit is not None:
            at = unit.place
            shown |= dict.fromkeys(unit.terms)
        elif words not in told.anywhere:
            facts = {"text": text, "lang": place.path.split("/")[1]}
            findings.append(Finding("SP541", Place(place.path, number), facts))
    for need in {(need.words, need.what): need for need in told.needed}.values():
        if need.words not in said:
            findings.append(Finding("SP542", place, {"what": _left_out(need, template)}))
    return shown


def _left_out(need: _Need, template: str) -> tuple[str, str]:
    said = " ".join(need.sentence.split())
    shown = said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"
    return (
        f'what {template} tells of {need.what} ({need.place}): "{shown}"',
        f"{template} 关于 {need.what} 的内容（{need.place}）：“{shown}”",
    )


def _lines(text: str, _: Place, __: list[Finding]) -> Iterator[tuple[int, str]]:
    """(number, words) of the lines of a plain text, without underlines and dashes."""
    for number, line in enumerate(text.splitlines(), 1):
        words = line.strip("\ufeff ").removeprefix("- ")
        if words.strip("=-"):
            yield number, words


def _elements(text: str, place: Place, findings: list[Finding]) -> Iterator[tuple[int, str]]:
    """(line, words) of the elements of a fragment; findings for those that do not belong into one."""
    for element in html.fragments_fromstring(text.removeprefix("\ufeff")):
        if isinstance(element, str):
            yield 1, element
            continue
        for each in element.iter():
            if each.tag not in TAGS or each.attrib:
                written = etree.tostring(each, encoding="unicode", with_tail=False)
                facts = {"text": written[: written.find(">") + 1]}
                findings.append(Finding("SP543", Place(place.path, each.sourceline or 1), facts))
            if each.tag != "ul":
                yield each.sourceline or 1, "".join(each.itertext())
            if each.tail and each.tail.strip():
                yield each.sourceline or 1, each.tail


def _listen(path: Path, told: _Told, name: str) -> None:
    """Add what a page says to what was told; ``name`` is what findings call it."""
    root = html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    for around in root.iterfind("body/*"):
        if around.tag in ("header", "footer"):
            told.anywhere |= {_words(each) for each in around.iter("p", "a")}
    named: dict[str, list[tuple[_Unit, etree._Element]]] = {}
    sentences: dict[str, etree._Element] = {}
    for element in root.iterfind("body/main//*"):
        if element.tag not in _UNITS or any(each.tag in _UNHEARD for each in element.iterancestors()):
            continue
        owner = _name_of(element)
        if not owner or owner not in named:
            told.places += 1
        unit = _unit(element, told.places)
        told.units.setdefault(unit.words, []).append(unit)
        if owner:
            named.setdefault(owner, []).append((unit, element))
        if owner and element.tag == "p" and element.get("class") not in _ANSWERS:
            longest = sentences.get(owner)
            sentences[owner] = element if longest is None else max(longest, element, key=lambda each: len(_words(each)))
    for element in root.iterfind("body/main//*"):
        told.needed += _needed(element, named, sentences, name)


def _name_of(element: etree._Element) -> str:
    """The rule or the value that an element belongs to; empty if it belongs to none."""
    return next((name for each in (element, *element.iterancestors()) if (name := _own_name(each))), "")


def _own_name(element: etree._Element) -> str:
    return element.get("data-rule") or (element.get("id") or "").partition("term.")[2]


def _needed(
    owner: etree._Element,
    named: dict[str, list[tuple[_Unit, etree._Element]]],
    sentences: dict[str, etree._Element],
    page: str,
) -> Iterator[_Need]:
    """What a copy may not leave out: the fullest sentence of a rule, and each row of a value."""
    name = _own_name(owner)
    if not name or name not in named:
        return
    if owner.get("data-rule"):
        said = sentences.get(name)
        yield _need(name if said is None else _words(said), name, owner if said is None else said, page)
        return
    rows = owner.findall(".//tbody/tr")
    yield from (_need(_words(row), name, row, page) for row in rows)
    if not rows:
        unit, element = named[name][0]
        yield _need(unit.words, name, element, page)


def _need(words: str, what: str, element: etree._Element, page: str) -> _Need:
    return _Need(words, what, "".join(element.itertext()), Place(page, element.sourceline or 1))


def _unit(element: etree._Element, place: int) -> _Unit:
    before = element.getprevious()
    label = _words(before) if element.tag == "dd" and before is not None else ""
    origins = " ".join(each.get("data-term") or each.get("data-derived-from") or "" for each in element.iter())
    return _Unit(label + _words(element), place, tuple(dict.fromkeys(origins.split())))


def _words(element: etree._Element) -> str:
    return _SEPARATORS.sub("", "".join(element.itertext()))
