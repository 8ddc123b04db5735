"""What several declarations do together to one element: a box too small for its words, words moved off their place.

Each of them alone is harmless, and they may stand in different rules. All that any rule declares for an element is
taken together, whatever the medium.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import cssselect2
from lxml import etree
from tinycss2 import ast

from generator.agreement.effects import Effect
from generator.agreement.harms import Harm
from generator.agreement.lengths import EM, Known, Value, filled, is_open, measure, numbers_in, screens_of
from generator.agreement.overlays import is_large, lies_over
from generator.agreement.styles import MADE, compiled, elements_of, parts_of, rules_in, shown
from generator.finding import Place

_CUTS = ("overflow", "overflow-x", "overflow-y", "overflow-block", "overflow-inline")
_HEIGHTS = ("height", "max-height", "block-size", "max-block-size")
_OFFSETS = ("left", "right", "top", "bottom")
_ROWS = ("grid-row", "grid-row-start", "grid-row-end")
_COLUMNS = ("grid-column", "grid-column-start")
_LETTERS = ("font-size", "font", "zoom")
_BOXES = (
    *("position", "white-space", "width", "max-width", "min-height", "padding", "padding-top", "padding-bottom"),
    *("background", "background-color", "background-image", "border", "outline", "box-shadow", "margin-top", "margin"),
)
"""What makes a box of its own out of an element."""
_LEAST = 8.0
"""px: smaller letters are read by nobody."""
_MOST = 120.0
_LINE = 14.0
"""px: a box that is lower does not hold a line."""
_AWAY = 16.0


@dataclass(frozen=True, slots=True)
class _Declared:
    """One declaration for an element, with what it can be."""

    name: str
    values: tuple[Value, ...]
    harm: Harm
    written: ast.Declaration

    def idents(self) -> set[str]:
        """Its words."""
        return {token.lower_value for value in self.values for token in value if token.type == "ident"}

    def lengths(self, whole: float | None = None, letter: float = EM) -> list[float]:
        """Its numbers, on a small screen and on a large one."""
        found = (
            measure(token, screen, screen.width if whole is None else whole, letter)
            for value in self.values
            for token in numbers_in(value)
            for screen in screens_of(self.harm.media)
        )
        return [each for each in found if each is not None]


Held = Mapping[etree._Element, list[_Declared]]


def done_together(
    root: etree._Element, words: Iterable[etree._Element], sheets: Mapping[str, str], known: Known
) -> Iterator[tuple[etree._Element, Harm]]:
    """What is done to elements with words of the policy and to what holds them; each with the declaration to blame."""
    held = _gathered(root, sheets, known)
    own = list(words)
    holders = {each: None for element in own for each in (element, *element.iterancestors())}
    for element in holders:
        for judge in (_cut, _shifted, _placed):
            yield from ((element, harm) for harm in judge(element, held))
    for element, declared in held.items():
        if element not in holders and (cause := _over(declared, known)):
            yield from ((each, cause) for each in own[:1])
    for element in own:
        if cause := _too_small(element, held):
            yield element, cause


def _gathered(root: etree._Element, sheets: Mapping[str, str], known: Known) -> Held:
    matcher: cssselect2.Matcher[_Declared] = cssselect2.Matcher()
    named = frozenset((*_CUTS, *_HEIGHTS, *_OFFSETS, *_ROWS, *_COLUMNS, *_LETTERS, *_BOXES))
    for name, text in sheets.items():
        for rule in rules_in(text):
            for each in rule.declarations:
                if each.lower_name not in named and not each.lower_name.startswith("inset"):
                    continue
                values = tuple(filled(each.value, known))
                place = Place(name, each.source_line, each.source_column)
                for part in parts_of(rule.selector):
                    harm = Harm(part, shown(each), rule.media, place, None)
                    for selector in () if MADE.search(part) else compiled(part) or ():
                        matcher.add_selector(selector, _Declared(each.lower_name, values, harm, each))
    found: dict[etree._Element, list[_Declared]] = {}
    for element in elements_of(root):
        if matched := matcher.match(element):
            found[element.etree_element] = [each[-1] for each in matched]
    return found


def _cut(element: etree._Element, held: Held) -> Iterator[Harm]:
    """A box that holds less than its words and shows no more."""
    declared = held.get(element, [])
    cuts = [each for each in declared if each.name in _CUTS and each.idents() & {"hidden", "clip"}]
    scrolls = any(each.name in _CUTS and each.idents() & {"auto", "scroll"} for each in declared)
    for each in declared:
        if each.name in _HEIGHTS:
            lengths = each.lengths(10_000.0)
            unknown = any(is_open(value) for value in each.values)
            low = bool(lengths) and min(lengths) < (_LINE * 3 if scrolls else _LINE)
            if unknown or low or (cuts and any(length < 10_000 for length in lengths)):
                yield each.harm
    if cuts:
        lines = (each for above in (element, *element.iterancestors()) for each in held.get(above, []))
        if any(each.name == "white-space" and each.idents() & {"nowrap", "pre"} for each in lines):
            yield cuts[0].harm


def _over(declared: list[_Declared], known: Known) -> Harm | None:
    """A box without words of the policy that lies over those of others."""
    said = {each.name: each.harm for each in declared}
    written = {each.name: each.written for each in declared}
    if "position" not in said or not is_large(written, known):
        return None
    painted = lies_over(written, known)
    return next((said[name] for name, each in written.items() if each is painted), None) if painted else None


def _shifted(element: etree._Element, held: Held) -> Iterator[Harm]:
    declared = held.get(element, [])
    if any(each.name == "position" and each.idents() & {"relative"} for each in declared):
        for each in declared:
            if (each.name in _OFFSETS or each.name.startswith("inset")) and (
                any(abs(length) > _AWAY for length in each.lengths()) or any(is_open(value) for value in each.values)
            ):
                yield _moving(each.harm)


def _placed(element: etree._Element, held: Held) -> Iterator[Harm]:
    """Rows and columns of a grid that put children in another order than they are written in."""
    for each in held.get(element, []):
        if each.name in _ROWS and any(_line_of(value) not in (None, 1) for value in each.values):
            yield _moving(each.harm)
    columns = [
        (line, each)
        for child in element
        for each in held.get(child, [])
        if each.name in _COLUMNS
        for value in each.values
        if (line := _line_of(value)) is not None
    ]
    if columns and columns[0][0] != min(line for line, _ in columns):
        yield _moving(columns[0][1].harm)


def _line_of(value: Value) -> int | None:
    """The line at which a value begins; none for one that spans, or names no line."""
    first: ast.Node | None = next(iter(value), None)
    if first is None or any(token.type == "ident" and token.lower_value == "span" for token in value[:1]):
        return None
    if first.type == "number" and first.int_value is not None:
        return int(first.int_value)
    return None if first.type == "ident" and first.lower_value == "auto" else 99


def _moving(harm: Harm) -> Harm:
    return Harm(harm.selector, harm.said, harm.media, harm.place, None, Effect.MOVES)


def _too_small(element: etree._Element, held: Held) -> Harm | None:
    """What makes letters too small to read, or so large that nothing is left of them, with all that holds them."""
    size, cause = EM, None
    for each in reversed((element, *element.iterancestors())):
        smallest = size
        for declared in held.get(each, []):
            if declared.name not in _LETTERS:
                continue
            if any(is_open(value) for value in declared.values):
                return declared.harm
            for length in _sizes(declared, size):
                if length > _MOST and each is element:
                    return declared.harm
                if length < smallest:
                    smallest, cause = length, declared.harm
        size = smallest
    return cause if size < _LEAST else None


def _sizes(declared: _Declared, size: float) -> list[float]:
    if declared.name == "zoom":
        return [size * each for each in declared.lengths(1.0)]
    if declared.name == "font-size":
        return declared.lengths(size, size)
    values = []
    for value in declared.values:
        slash = next((at for at, token in enumerate(value) if token == "/"), len(value))
        sized = [token for token in numbers_in(value[:slash]) if token.type != "number" or token.value == 0]
        values += [measure(token, screen, size, size) for token in sized for screen in screens_of(declared.harm.media)]
    return [each for each in values if each is not None]
