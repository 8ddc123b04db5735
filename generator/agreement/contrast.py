"""Words in the colour of what they stand on: in the light, in the dark, in every medium, and in every state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree
from tinycss2 import ast, color4, color5

from generator.agreement.cascade import Cascade, Computed, Condition, Set
from generator.agreement.harms import Harm
from generator.agreement.lengths import Screen, Value, measure
from generator.finding import Place

_LEAST = 3.0
"""Below this ratio letters of no size can be read (WCAG 2.2, 1.4.3: 3:1 is enough for large ones)."""
_INK = ("-webkit-text-fill-color", "color")
_GROUND = ("background", "background-color", "background-image")
_NAMES = frozenset((*_INK, *_GROUND, "fill", "opacity"))
_GRADIENTS = ("linear-gradient", "radial-gradient", "conic-gradient")

Colour = tuple[float, float, float, float]
"""Red, green, blue, and how much covers what lies below; each from 0 to 1."""
_WHITE, _BLACK = (1.0, 1.0, 1.0, 1.0), (0.0, 0.0, 0.0, 1.0)
_COLOURS = 1_024
"""So many pairs of colours are remembered: a page has few, and asks for them at every element."""
_ROOTS = frozenset(("body", "html", ":root"))
_HANDED = frozenset(("inherit", "unset", "currentcolor"))
_SYSTEM = {"canvas": (_WHITE, _BLACK), "canvastext": (_BLACK, _WHITE)}
"""In the light, and in the dark."""


def faint(
    root: etree._Element, elements: Iterable[etree._Element], sheets: Mapping[str, str], *, by_system: bool = True
) -> Iterator[tuple[etree._Element, Harm]]:
    """The elements that cannot be read for their colour, each with the declaration that makes it so.

    ``by_system``: whether the page follows the system in the dark.
    """
    cascade = Cascade(root, sheets, _NAMES, by_system=by_system)
    elements = list(elements)
    blamed: set[Place] = set()
    for condition in cascade.conditions():
        colours = _Colours(cascade.under(condition), condition)
        looks = [colours.look(element) for element in cascade.touched(condition, elements)]
        blame = _Blame(looks, blamed)
        for look in looks:
            if not look.is_read and (cause := blame.cause_of(look)):
                medium = f"@media {condition.medium} " if condition.medium else ""
                yield look.element, Harm(f"{medium}{cause.selector}", cause.said, condition.medium, cause.place, None)


@dataclass(frozen=True, slots=True)
class _Look:
    """An element in its colours: whether it can be read, and every declaration that has a part in them."""

    element: etree._Element
    is_read: bool
    causes: tuple[Set, ...]


class _Blame:
    """Which declaration is to blame: the one that is found wherever words cannot be read, and hardly elsewhere."""

    def __init__(self, looks: Iterable[_Look], blamed: set[Place]) -> None:
        self._blamed = blamed
        self._bad: Counter[Place] = Counter()
        self._all: Counter[Place] = Counter()
        for look in looks:
            for place in {each.place for each in look.causes}:
                self._all[place] += 1
                self._bad[place] += not look.is_read

    def cause_of(self, look: _Look) -> Set | None:
        """The declaration to blame for words that cannot be read; of equals the one that comes last."""
        cause = max(look.causes, key=self._weight, default=None)
        if cause:
            self._blamed.add(cause.place)
        return cause

    def _weight(self, cause: Set) -> tuple[bool, bool, int, int, bool, int]:
        bad, whole = self._bad[cause.place], self._all[cause.place]
        is_own = not cause.declaration.name.startswith("--") and cause.selector not in _ROOTS
        return cause.place in self._blamed, 2 * bad >= whole, bad, -whole, is_own, cause.order


class _Colours:
    """The colours of a page under one condition: each element has its own, or those of what holds it."""

    def __init__(self, styles: Computed, condition: Condition) -> None:
        self._styles, self._condition = styles, condition
        self._paper, self._black = (_BLACK, _WHITE) if condition.is_dark else (_WHITE, _BLACK)
        self._inks: dict[tuple[etree._Element, str], tuple[Colour | None, Set | None] | None] = {}
        self._grounds: dict[etree._Element, tuple[tuple[Colour, ...], Set | None]] = {}
        self._thinned: dict[etree._Element, tuple[float, tuple[Set, ...]]] = {}
        self._first: dict[int, Colour | None] = {}

    def look(self, element: etree._Element) -> _Look:
        """How an element looks."""
        (ink, inked), (grounds, grounded) = self._ink(element), self._ground(element)
        share, thinned = self._share(element)
        causes = tuple(each for each in (inked, *thinned, grounded) if each)
        causes += tuple(through for each in causes for through in each.through)
        read = ink is None or all(
            _ratio(_over((*ink[:3], ink[3] * share), ground), ground) >= _LEAST for ground in grounds
        )
        return _Look(element, read, causes)

    def _ink(self, element: etree._Element) -> tuple[Colour | None, Set | None]:
        """The colour of letters, and what sets it; none where nobody can tell."""
        for name in ("fill",) if element.tag == "text" else _INK:
            if found := self._inked(element, name):
                return found
        return self._black, None

    def _inked(self, element: etree._Element | None, name: str) -> tuple[Colour | None, Set | None] | None:
        if element is None:
            return None
        if (element, name) not in self._inks:
            made = self._styles.of(element).get(name)
            if made is None or any(token.type == "ident" and token.lower_value in _HANDED for token in made.value):
                self._inks[element, name] = self._inked(element.getparent(), name)
            else:
                if id(made) not in self._first:
                    self._first[id(made)] = next(iter(_colours(made.value, self._condition)), None)
                self._inks[element, name] = self._first[id(made)], made
        return self._inks[element, name]

    def _ground(self, element: etree._Element | None) -> tuple[tuple[Colour, ...], Set | None]:
        """What letters stand on, and what sets it: each colour of a gradient, laid over what is below it."""
        if element is None:
            return (self._paper,), None
        if element not in self._grounds:
            below = self._ground(element.getparent())
            held = self._styles.of(element)
            declared = sorted(
                (held[name] for name in _GROUND if name in held),
                key=lambda made: (made.place.path, made.place.line, made.place.column),
            )
            layers = [(made, each) for made in declared for each in self._painted(made.value, element) if each[3] > 0]
            layers += self._boxed(element)
            if layers:
                mixed = _has_gradient(layers)
                picked = layers if mixed else layers[-1:]
                below = tuple(_over(colour, below[0][0]) for _, colour in picked), layers[0 if mixed else -1][0]
            self._grounds[element] = below
        return self._grounds[element]

    def _boxed(self, element: etree._Element) -> list[tuple[Set, Colour]]:
        """In a picture letters stand on the box that was drawn before them."""
        box = next(element.itersiblings("rect", preceding=True), None) if element.tag == "text" else None
        made = self._styles.of(box).get("fill") if box is not None else None
        return [(made, each) for each in _colours(made.value, self._condition) if each[3] > 0] if made else []

    def _painted(self, value: Value, element: etree._Element) -> Iterator[Colour]:
        for token in value:
            if token.type == "function" and _is_gradient(token):
                yield from _colours(token.arguments, self._condition)
            elif token.type == "ident" and token.lower_value == "currentcolor":
                if ink := self._ink(element)[0]:
                    yield ink
            else:
                yield from _colours([token], self._condition)

    def _share(self, element: etree._Element | None) -> tuple[float, tuple[Set, ...]]:
        """How opaque an element is with all that holds it, and what makes it so."""
        if element is None:
            return 1.0, ()
        if element not in self._thinned:
            share, causes = self._share(element.getparent())
            made = self._styles.of(element).get("opacity")
            own = measure(made.value[0], Screen(320.0), 1.0) if made and made.value else None
            thinner = made is not None and own is not None and own < 1
            self._thinned[element] = (share * own, (*causes, made)) if thinner and own and made else (share, causes)
        return self._thinned[element]


def _has_gradient(layers: list[tuple[Set, Colour]]) -> bool:
    return any(token.type == "function" and _is_gradient(token) for made, _ in layers for token in made.value)


def _is_gradient(token: ast.FunctionBlock) -> bool:
    return bool(token.lower_name.removeprefix("-webkit-").removeprefix("repeating-") in _GRADIENTS)


def _colours(value: Value, condition: Condition) -> Iterator[Colour]:
    """The colours in a value, clear ones too."""
    for token in value:
        if token.type not in ("ident", "hash", "function"):
            continue
        if token.type == "ident" and token.lower_value in _SYSTEM:
            yield _SYSTEM[token.lower_value][condition.is_dark]
        elif token.type == "function" and token.lower_name == "color-mix":
            yield from _mixed(token, condition)
        else:
            parsed = color5.parse_color(token, ["dark" if condition.is_dark else "light"])
            if isinstance(parsed, color4.Color):
                red, green, blue = parsed.to("srgb").coordinates
                yield float(red or 0), float(green or 0), float(blue or 0), float(parsed.alpha)


def _mixed(token: ast.FunctionBlock, condition: Condition) -> Iterator[Colour]:
    """Two colours, mixed as light is; other ways of mixing differ little."""
    found = list(_colours(token.arguments, condition))
    shares = [float(each.value) / 100 for each in token.arguments if each.type == "percentage"]
    if len(found) != 2:
        return
    commas = [at for at, each in enumerate(token.arguments) if each == ","]
    first = next((at for at, each in enumerate(token.arguments) if each.type == "percentage"), 0)
    share = shares[0] if shares else 0.5
    if len(shares) == 1 and len(commas) > 1 and first > commas[1]:
        share = 1 - share
    one, other = found
    yield tuple(share * here + (1 - share) * there for here, there in zip(one, other, strict=True))  # type: ignore[misc]


@lru_cache(maxsize=_COLOURS)
def _over(colour: Colour, ground: Colour) -> Colour:
    share = colour[3]
    red, green, blue = (share * here + (1 - share) * there for here, there in zip(colour[:3], ground[:3], strict=True))
    return red, green, blue, 1.0


@lru_cache(maxsize=_COLOURS)
def _ratio(one: Colour, other: Colour) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
