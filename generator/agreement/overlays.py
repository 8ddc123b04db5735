"""Boxes that lie over words: taken out of the flow, painted, and larger than an ornament."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tinycss2 import ast, color4

from generator.agreement.lengths import Known, Screen, filled, is_open, measure, numbers_in

_GROUNDS = ("background", "background-color", "background-image", "backdrop-filter")
_EDGES = ("box-shadow", "border", "border-width", "outline", "outline-width", "outline-offset")
_WIDTHS = ("width", "inline-size", "max-width")
_HEIGHTS = ("height", "block-size", "max-height")
_CLEAR = frozenset(("none", "transparent"))
_SMALL = 24.0
"""px: a box of this size is an ornament, and so is an edge."""
_FAINT = 0.3
"""What covers less than this lets words through."""
_EDGE = 8.0
_SCREEN = Screen(320.0)

Declared = Mapping[str, ast.Declaration]


def lies_over(said: Declared, known: Known) -> ast.Declaration | None:
    """The declaration by which a box covers words; None if it does not."""
    if not _idents(said.get("position")) & {"absolute", "fixed"}:
        return None
    painted = next((said[name] for name in _GROUNDS if name in said and _covers(said[name], known)), None)
    painted = painted or next((said[name] for name in _EDGES if name in said and _is_wide(said[name], known)), None)
    narrow, low = (any(_is_small(said.get(name), known) for name in names) for names in (_WIDTHS, _HEIGHTS))
    if painted is None or (narrow and low):
        return None
    sides = ("left", "right", "inset") if narrow else ("top", "bottom", "inset")
    if narrow or low:  # a stripe along an edge, or one across the words
        return painted if any(_is_within(said.get(name), known) for name in sides) else None
    return painted


def is_large(said: Declared, known: Known) -> bool:
    """Whether a box of its own words covers more than the place of a bar or a button."""
    tall = (*_HEIGHTS, "min-height", "min-block-size", "padding", "padding-top", "padding-bottom", "padding-block")
    heights = [each for name in tall if name in said for each in _lengths(said[name], known)]
    both = "inset" in said and len(_lengths(said["inset"], known)) == 1
    both = both or ({"top", "bottom"} <= said.keys()) or "inset-block" in said
    return both or any(each > 160 for each in heights)


def _covers(declared: ast.Declaration, known: Known) -> bool:
    for value in filled(declared.value, known):
        if is_open(value):
            return True
        colours = [color4.parse_color(token) for token in value if token.type in ("ident", "hash", "function")]
        seen = [each for each in colours if isinstance(each, color4.Color)]
        pictures = [token for token in value if token.type in ("url", "function") and color4.parse_color(token) is None]
        if pictures or any(each.alpha >= _FAINT for each in seen) or "currentcolor" in colours:
            return True
    return False


def _is_wide(declared: ast.Declaration, known: Known) -> bool:
    return any(abs(each) > _SMALL for each in _lengths(declared, known))


def _is_small(declared: ast.Declaration | None, known: Known) -> bool:
    sizes = _lengths(declared, known) if declared else []
    return bool(sizes) and all(each <= _SMALL for each in sizes)


def _is_within(declared: ast.Declaration | None, known: Known) -> bool:
    """Whether an offset leads away from the edge, into the words; of a box 100 px high or wide."""
    return declared is not None and any(_EDGE < each < 100 - _EDGE for each in _lengths(declared, known, 100.0))


def _lengths(declared: ast.Declaration, known: Known, whole: float = 640.0) -> list[float]:
    return [each for each in _measured(declared, known, whole) if each is not None]


def _measured(declared: ast.Declaration, known: Known, whole: float) -> Iterator[float | None]:
    for value in filled(declared.value, known):
        yield from (measure(token, _SCREEN, whole) for token in numbers_in(value))


def _idents(declaration: ast.Declaration | None) -> set[str]:
    return set() if declaration is None else {each.lower_value for each in declaration.value if each.type == "ident"}
