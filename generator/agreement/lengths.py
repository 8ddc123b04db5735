"""Values of styles in numbers: variables put in, sums worked out, on the smallest screen and on a large one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product
from math import inf

from tinycss2 import ast

Value = list[ast.Node]
Known = Mapping[str, tuple[Value, ...]]
"""What each ``--name`` may stand for: every value that any rule gives it."""
EM = 16.0
"""A letter of the text around, in px, where nobody knows better."""
_MOST = 16
"""Of what variables can make of one value no more is looked at."""
_DEEP = 8
_UNITS = {
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "in": 96.0,
    "cm": 37.8,
    "mm": 3.78,
    "q": 0.945,
    "em": EM,
    "rem": EM,
    "ch": EM / 2,
    "ex": EM / 2,
    "cap": EM * 0.7,
    "ic": EM,
    "lh": EM * 1.5,
    "rlh": EM * 1.5,
    "deg": 1.0,
    "grad": 0.9,
    "rad": 57.3,
    "turn": 360.0,
    "s": 1.0,
    "ms": 0.001,
    "fr": 1.0,
    "dppx": 1.0,
    "x": 1.0,
}
_OF_WIDTH = re.compile(r"(?:[sld]?v|cq)(?:w|i|min)$")
_OF_HEIGHT = re.compile(r"(?:[sld]?v|cq)(?:h|b|max)$")
_CONDITION = re.compile(r"(min|max)-width\s*:\s*([\d.]+)(px|em|rem)")
_NUMERIC = ("number", "dimension", "percentage")
_LEAST, _LARGE = 320.0, 1920.0


@dataclass(frozen=True, slots=True)
class Screen:
    """The width of a screen in px."""

    width: float


def screens_of(media: str) -> tuple[Screen, Screen]:
    """The narrowest and the widest screen that the conditions of a rule allow.

    >>> screens_of("(min-width: 40em)")
    (Screen(width=640.0), Screen(width=1920.0))
    """
    ends = {"min": _LEAST, "max": _LARGE}
    for end, number, unit in _CONDITION.findall(media):
        px = float(number) * _UNITS[unit]
        ends[end] = max(ends["min"], px) if end == "min" else min(ends["max"], px)
    return Screen(ends["min"]), Screen(max(ends.values()))


def bare(value: Iterable[ast.Node]) -> Value:
    """A value without what only people see of it."""
    return [token for token in value if token.type not in ("whitespace", "comment")]


def filled(value: Iterable[ast.Node], known: Known, depth: int = 0) -> list[Value]:
    """All that a value can be with its variables put in; a variable that nobody sets stays as it is."""
    ways = [list(_ways(token, known, depth)) for token in bare(value)]
    return [[token for part in way for token in part] for way in islice(product(*ways), _MOST)]


def _ways(token: ast.Node, known: Known, depth: int) -> Iterator[Value]:
    if token.type in ("() block", "function") and depth < _DEEP:
        inside = token.content if token.type == "() block" else token.arguments
        if token.type == "function" and token.lower_name == "var":
            yield from _stands_for(token, known, depth)
            return
        for way in filled(inside, known, depth + 1):
            at = token.source_line, token.source_column
            yield [
                ast.ParenthesesBlock(*at, way) if token.type == "() block" else ast.FunctionBlock(*at, token.name, way)
            ]
        return
    yield [token]


def _stands_for(token: ast.FunctionBlock, known: Known, depth: int) -> Iterator[Value]:
    name = next((each.value for each in token.arguments if each.type == "ident"), "")
    comma = next((at for at, each in enumerate(token.arguments) if each == ","), None)
    otherwise = token.arguments[comma + 1 :] if comma is not None else None
    if name in known:
        for value in known[name]:
            yield from filled(value, known, depth + 1)
    elif otherwise is not None:
        yield from filled(otherwise, known, depth + 1)
    else:
        yield [token]


def numbers_in(value: Value) -> list[ast.Node]:
    """The parts of a value that are numbers, or work one out."""
    return [token for token in value if token.type in _NUMERIC or (token.type == "function" and is_sum(token))]


def is_sum(token: ast.FunctionBlock) -> bool:
    """Whether a function works out a number."""
    return token.lower_name in _FUNCTIONS or token.lower_name in ("calc", "env", "clamp")


def is_open(value: Value) -> bool:
    """Whether a part of a value cannot be known: a variable that nobody sets, an attribute, a sum of such."""
    return any(
        token.type == "function"
        and (
            token.lower_name in ("var", "attr", "if", "toggle")
            or (is_sum(token) and measure(token, Screen(_LEAST), 100.0) is None)
        )
        for token in value
    )


def measure(token: ast.Node, screen: Screen, whole: float, letter: float = EM) -> float | None:
    """A length in px, a number as it is; None where it cannot be worked out.

    ``whole`` is what 100% stands for, ``letter`` one em.
    """
    match token.type:
        case "number":
            return float(token.value)
        case "percentage":
            return float(token.value) * whole / 100
        case "dimension":
            unit = token.lower_unit
            if unit == "em":
                return float(token.value) * letter
            if _OF_WIDTH.match(unit):
                return float(token.value) * screen.width / 100
            if _OF_HEIGHT.match(unit):
                return float(token.value) * screen.width / 60  # half as high again as it is wide
            return float(token.value) * _UNITS[unit] if unit in _UNITS else None
        case "() block":
            return _Sum(bare(token.content), screen, whole, letter).worked_out()
        case "function":
            return _called(token, screen, whole, letter)
    return None


def _called(token: ast.FunctionBlock, screen: Screen, whole: float, letter: float) -> float | None:
    parts: list[Value] = [[]]
    for each in bare(token.arguments):
        if each == ",":
            parts.append([])
        else:
            parts[-1].append(each)
    name = token.lower_name
    if name == "env":
        return 0.0 if len(parts) < 2 else _Sum(parts[1], screen, whole, letter).worked_out()
    given = [_Sum(part, screen, whole, letter).worked_out() for part in parts]
    if name == "clamp" and len(given) == 3:
        low, middle, high = given
        if middle is None:
            return None
        return max(-inf if low is None else low, min(middle, inf if high is None else high))
    numbers = [each for each in given if each is not None]
    if len(numbers) < len(given) or not numbers:
        return None
    if name == "calc":
        return numbers[0]
    return _FUNCTIONS[name](numbers) if name in _FUNCTIONS else None


_FUNCTIONS: Mapping[str, Callable[[list[float]], float]] = {
    "min": min,
    "max": max,
    "abs": lambda given: abs(given[0]),
    "sign": lambda given: (given[0] > 0) - (given[0] < 0),
    "round": lambda given: given[0],
    "sqrt": lambda given: abs(given[0]) ** 0.5,
    "hypot": lambda given: sum(each**2 for each in given) ** 0.5,
}


class _Sum:
    """Numbers with signs between them, from left to right."""

    def __init__(self, tokens: Value, screen: Screen, whole: float, letter: float) -> None:
        self._tokens, self._at = tokens, 0
        self._around = screen, whole, letter

    def worked_out(self) -> float | None:
        """The number; None where it is none."""
        found = self._added()
        return found if self._at == len(self._tokens) else None

    def _next(self) -> str:
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        return token.value if token is not None and token.type == "literal" else ""

    def _added(self) -> float | None:
        total = self._times()
        while total is not None and (sign := self._next()) in ("+", "-") and sign:
            self._at += 1
            other = self._times()
            total = None if other is None else total + other if sign == "+" else total - other
        return total

    def _times(self) -> float | None:
        total = self._one()
        while total is not None and (sign := self._next()) in ("*", "/") and sign:
            self._at += 1
            other = self._one()
            if other is None or (sign == "/" and not other):
                return None
            total = total / other if sign == "/" else total * other
        return total

    def _one(self) -> float | None:
        if self._at >= len(self._tokens):
            return None
        token = self._tokens[self._at]
        self._at += 1
        return inf if token.type == "ident" and token.lower_value == "infinity" else measure(token, *self._around)
