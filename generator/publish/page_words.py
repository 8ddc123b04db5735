"""Words as they are given: none is left out or hidden, none is typed or painted among them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from generator.agreement.visible import selected
from generator.finding import Finding, Place
from generator.publish.marked import MarkedPage, short
from generator.publish.specimens import bare

_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 th caption dt legend summary figcaption".split())
_SPOKEN = ("alt", "aria-label", "title", "aria-description", "placeholder", "aria-roledescription", "data-label")
_DESCRIBES = re.compile(r"description|title|site_name|name$", re.IGNORECASE)
_BLOCK = frozenset("p li dd dt td th h1 h2 h3 h4 summary caption div section figure".split())


def left_out(page: MarkedPage) -> Iterator[Finding]:
    """What cannot be seen, or is not there."""
    for mark, spot in page.marks.spots.items():
        if mark in page.seen or not page.is_needed(spot):
            continue
        what = spot.told
        if hidden := page.hidden.get(mark):
            place = hidden.rule.place if hidden.rule else page.at(hidden.element)
            yield Finding("SP461", place, {"how": hidden.how, "what": what})
        else:
            yield Finding("SP462", page.where(spot), {"what": what})
    for element, rule in selected(page.root, page.rules):
        unseen = [page.marks.spots[mark] for mark in page.words_in(element) if mark not in page.seen]
        lost = next(filter(page.is_needed, unseen), None)
        if lost:
            yield Finding("SP461", rule.place, {"how": rule.how, "what": lost.told})
    for mark, spot in page.marks.spots.items():
        if re.fullmatch(r"(?:rules|also)\[\d+\]\.id", spot.path) and not page.root.xpath("//*[@id=$id]", id=mark):
            yield Finding("SP462", page.where(spot), {"what": spot.told})
    for name, where in (("frame.title", "//head/title/text()"), ("frame.description", "//head/meta/@content")):
        mark = next((mark for mark, spot in page.marks.spots.items() if spot.path == name), "")
        if mark and not any(mark in text for text in page.root.xpath(where)):
            place = page.where(page.marks.spots[mark])
            yield Finding("SP462", place, {"what": name})


def typed(page: MarkedPage) -> Iterator[Finding]:
    """Words that were typed into a block that tells what the policy says, or between what belongs together."""
    spans = page.spans() if page.by_words else {}
    for number, piece in page.by_words:
        if piece.hidden is not None:
            continue
        block = next((each for each in (piece.element, *piece.element.iterancestors()) if each.tag in _BLOCK), None)
        inside = "".join(block.itertext()) if block is not None and len(block) < 30 else ""
        heads = piece.element.tag if piece.element.tag in _HEADINGS else ""
        told = [s for mark in inside if (s := page.marks.spots.get(mark)) and page.is_policy(s)]
        among = next((holder for holder, (first, last) in spans.items() if first < number < last), None)
        if told or among or heads:
            what = told[0].told if told else bare(among or "") or f"<{heads}>"
            yield Finding("SP464", page.at(piece.element), {"text": short(piece.text, page.marks), "what": what})

    for element, text in _spoken(page):
        if any(each.isalnum() and each not in page.marks.spots for each in text):
            facts = {"text": short(text, page.marks), "what": f"<{element.tag}>"}
            yield Finding("SP464", page.at(element), facts)


def _spoken(page: MarkedPage) -> Iterator[tuple[etree._Element, str]]:
    """What is read of a page without being seen on it: its title, its description, what stands for a picture."""
    for element in page.root.iter("title"):
        yield element, element.text or ""
    for element in page.root.iter("meta"):
        if _DESCRIBES.search(element.get("name") or element.get("property") or element.get("itemprop") or ""):
            yield element, element.get("content") or ""
    for element in page.root.iter():
        if isinstance(element.tag, str):
            yield from ((element, value) for name in _SPOKEN if (value := element.get(name)))


def scripted(page: MarkedPage) -> Iterator[Finding]:
    """Data that is not what was given, and pages that lead away by themselves."""
    data = {mark for mark, spot in page.marks.spots.items() if spot.path == "data" and spot.is_address}
    held = [script for script in page.root.iter("script") if (script.text or "").strip()]
    for script in held:
        if (script.text or "").strip() not in data:
            facts = {"text": short(script.text or "", page.marks), "what": "data"}
            yield Finding("SP464", page.at(script), facts)
    if data and not any((script.text or "").strip() in data for script in held):
        yield Finding("SP462", Place(f"{page.rooms.name}/buyer/{page.template}"), {"what": "data"})
    for element in page.root.iter("meta", "base"):
        if element.tag == "base" or (element.get("http-equiv") or "").lower() == "refresh":
            what = "the whole page", "整个页面"
            yield Finding("SP461", page.at(element), {"how": f"<{element.tag}>", "what": what})
