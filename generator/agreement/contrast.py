"""Words in the colour of what they stand on: the cascade of two properties, for light, dark and every other medium."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import cssselect2
from lxml import etree
from tinycss2 import ast, color4

from generator.agreement.styles import Hiding, custom_properties, rules_in
from generator.finding import Place

_LEAST = 1.6
"""Below this ratio nobody reads; what reads badly is the audit's to say."""
_DARK = "(prefers-color-scheme: dark)"
_INK, _GROUND = ("color",), ("background", "background-color")


@dataclass(frozen=True, slots=True)
class _Set:
    """A colour that a rule sets, and where."""

    colour: tuple[float, float, float]
    selector: str
    said: str
    place: Place


def faint(
    root: etree._Element, elements: Iterable[etree._Element], sheets: Mapping[str, str]
) -> Iterator[tuple[etree._Element, Hiding]]:
    """The elements that cannot be read for their colour, each with the declaration that makes it so.

    ``sheets`` are style sheets by name, in their order; the names are those that places get.
    """
    whole = list(cssselect2.ElementWrapper.from_html_root(root).iter_subtree())
    rules = [rule for text in sheets.values() for rule in rules_in(text)]
    colouring = [rule for rule in rules if any(each.lower_name in (*_INK, *_GROUND) for each in rule.declarations)]
    media = {rule.media for rule in colouring} - {""} | {_DARK}
    elements = list(elements)
    for medium in ("", *sorted(media)):
        inks, grounds = (_colours(whole, sheets, medium, names) for names in (_INK, _GROUND))
        for element in elements:
            ink, ground = _nearest(element, inks), _nearest(element, grounds)
            if ink and ground and _ratio(ink.colour, ground.colour) < _LEAST:
                cause = ground if ink.selector == "body" else ink
                said = f"{cause.said} ({medium or 'screen'})"
                yield element, Hiding(cause.selector, said, medium, cause.place, None)


def _colours(
    whole: list[cssselect2.ElementWrapper], sheets: Mapping[str, str], medium: str, names: tuple[str, ...]
) -> dict[etree._Element, _Set]:
    matcher: cssselect2.Matcher[tuple[bool, _Set]] = cssselect2.Matcher()
    dark = "dark" in medium
    known: dict[str, list[ast.Node]] = {}
    for text in sheets.values():
        known |= custom_properties(text, dark=dark)
    for name, text in sheets.items():
        for rule in rules_in(text):
            if rule.media not in ("", medium):
                continue
            for each in rule.declarations:
                colour = _colour(each.value, known) if each.lower_name in names else None
                if colour is None:
                    continue
                said = f"{each.name}: {'#' + ''.join(f'{round(part * 255):02x}' for part in colour)}"
                made = _Set(colour, rule.selector, said, Place(name, each.source_line, each.source_column))
                try:
                    selectors = cssselect2.compile_selector_list(rule.selector)
                except cssselect2.SelectorError:
                    continue
                for selector in selectors:
                    if selector.pseudo_element is None:
                        matcher.add_selector(selector, (each.important, made))
    found: dict[etree._Element, _Set] = {}
    for element in whole:
        if matched := matcher.match(element):
            best = max(matched, key=lambda each: (each[-1][0], each[0], each[1]))
            found[element.etree_element] = best[-1][1]
    return found


def _colour(value: list[ast.Node], known: Mapping[str, list[ast.Node]]) -> tuple[float, float, float] | None:
    """The first colour in a value; none where it is clear, or the system's."""
    for token in value:
        if token.type == "function" and token.lower_name == "var":
            named = next((each.value for each in token.arguments if each.type == "ident"), "")
            return _colour(known[named], {}) if named in known else None
        if token.type not in ("ident", "hash", "function"):
            continue
        parsed = color4.parse_color(token)
        if isinstance(parsed, color4.Color) and parsed.alpha > 0:
            red, green, blue = parsed.to("srgb").coordinates
            return float(red), float(green), float(blue)
    return None


def _nearest(element: etree._Element, colours: Mapping[etree._Element, _Set]) -> _Set | None:
    return next((found for each in (element, *element.iterancestors()) if (found := colours.get(each))), None)


def _ratio(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: tuple[float, float, float]) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
