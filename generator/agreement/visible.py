"""What of a page can be seen: the text of a tree in its order, and of each piece why a reader would not see it.

A closed ``details`` is open to whoever wants to read it, and so is seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import cssselect2
from lxml import etree
from tinycss2 import parse_declaration_list

from generator.agreement.effects import effect_of
from generator.agreement.harms import Harm
from generator.agreement.lengths import bare
from generator.agreement.speaking import Speaking
from generator.agreement.styles import elements_of

_NEVER = frozenset(
    "script style template noscript noframes noembed iframe object embed canvas audio video datalist select option "
    "optgroup textarea progress meter head metadata defs symbol desc rp map applet param portal frameset".split()
)
"""Elements whose text nobody sees, or only some readers do."""
_STRUCK = frozenset("del s strike bdo".split())
"""Elements whose text is shown as what no longer holds, or turned about."""
_SWITCHED = frozenset(("hidden", "inert", "popover"))


Selecting = TypeVar("Selecting", Harm, Speaking)


@dataclass(frozen=True, slots=True)
class Hidden:
    """Why something cannot be seen: the words that hide it, and the element or the declaration that has them."""

    how: str
    element: etree._Element
    rule: Harm | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A text, the element it stands in, and why it cannot be seen."""

    text: str
    element: etree._Element
    hidden: Hidden | None


def pieces_of(root: etree._Element, rules: Iterable[Harm] = ()) -> Iterator[Piece]:
    """Every text of a tree in its order."""
    yield from _pieces(root, None, _selected(root, rules))


def _pieces(element: etree._Element, hidden: Hidden | None, selected: Mapping[etree._Element, Harm]) -> Iterator[Piece]:
    if not isinstance(element.tag, str):
        if element.text and element.tag is etree.Comment:
            yield Piece(element.text, element, hidden or Hidden("<!-- -->", element))
        return
    hidden = hidden or hidden_by(element) or _by_style(element, selected)
    if element.tag == "details" and element.get("open") is None and hidden is None:
        summary = element.find("summary")
        hidden = _by_style(summary, selected) or hidden_by(summary) if summary is not None else None
    if element.text:
        yield Piece(element.text, element, hidden)
    for child in element:
        yield from _pieces(child, hidden, selected)
        if child.tail:
            yield Piece(child.tail, element, hidden)


def hidden_by(element: etree._Element) -> Hidden | None:
    """What in the markup of an element hides its words."""
    tag = str(element.tag).rpartition("}")[
        2
    ]  # as a browser does, the reader takes "<a<b>" for a name, which XML is not
    if tag in _NEVER or tag in _STRUCK:
        return Hidden(f"<{tag}>", element)
    if tag == "dialog" and element.get("open") is None:
        return Hidden("<dialog>", element)
    for name in _SWITCHED:
        if element.get(name) is not None:
            return Hidden(name, element)
    if (element.get("aria-hidden") or "").strip().lower() == "true":
        return Hidden('aria-hidden="true"', element)
    if (element.get("dir") or "").strip().lower() == "rtl":
        return Hidden('dir="rtl"', element)
    if tag == "svg" and "0" in (element.get("width"), element.get("height")):
        return Hidden("<svg> without size", element)
    for each in parse_declaration_list(element.get("style") or "", skip_comments=True, skip_whitespace=True):
        if each.type == "declaration" and effect_of(each.lower_name, bare(each.value)):
            return Hidden(f'style="{each.name}"', element)
    return None


def _by_style(element: etree._Element, selected: Mapping[etree._Element, Harm]) -> Hidden | None:
    rule = selected.get(element)
    return Hidden(f"{rule.selector} {{ {rule.said} }}", element, rule) if rule is not None else None


def _selected(root: etree._Element, rules: Iterable[Harm]) -> Mapping[etree._Element, Harm]:
    """The elements that the rules select, each with the first that does."""
    found: dict[etree._Element, Harm] = {}
    for element, rule in selected(root, rules):
        if element not in found or rule.place < found[element].place:
            found[element] = rule
    return found


def selected(root: etree._Element, rules: Iterable[Selecting]) -> Iterator[tuple[etree._Element, Selecting]]:
    """Every element that a rule selects, with the rule."""
    matcher: cssselect2.Matcher[Selecting] = cssselect2.Matcher()
    selectors = [(selector, rule) for rule in rules for selector in rule.matches or ()]
    if not selectors:
        return
    for selector, rule in selectors:
        matcher.add_selector(selector, rule)
    for element in elements_of(root):
        yield from ((element.etree_element, each[-1]) for each in matcher.match(element))
