"""What a style sheet hides: every declaration that takes words from a reader's eyes, and the elements it selects.

Rules are judged whatever medium they are for and whatever a later rule takes back: words that somebody cannot see on a
phone, on paper or in the dark are words that this somebody was not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import cssselect2
import tinycss2
from tinycss2 import ast, color4

from generator.finding import Place

_SMALL = {"px": 6.0, "pt": 4.5, "em": 0.4, "rem": 0.4, "%": 40.0, "vw": 1.0, "vh": 1.0, "lh": 0.3, "ch": 0.8}
"""Letters below this size are read by nobody."""
_FAR = {
    "px": 100.0,
    "pt": 75.0,
    "em": 8.0,
    "rem": 8.0,
    "%": 90.0,
    "vw": 60.0,
    "vh": 60.0,
    "cm": 3.0,
    "mm": 30.0,
    "in": 1,
}
"""Whatever is moved so far to the left or up has left the page."""
_SEEN = 0.3
"""Less opaque than this is as good as gone."""
_EXTENTS = re.compile(r"(?:max-)?(?:height|width|block-size|inline-size)$")
_OFFSETS = re.compile(r"(?:left|top|right|bottom|inset(?:-[a-z-]+)?|margin(?:-[a-z-]+)?|text-indent|letter-spacing)$")
_FLAT = re.compile(r"(?:scale(?:3d|[xyz])?|rotate[xy]|rotate3d|matrix(?:3d)?|perspective|translate(?:3d|[xyz])?)$")
_POLICY = re.compile(
    r"\[\s*(?:data-(?:term|rule|derived-from|version)|value|id|href|aria-\w+|datetime)\b[^\]]*\]"
    r"|#(?=[\w\\-]*\\)(?:\\.|[\w-])+"
    r"|:(?:nth-[a-z-]+\([^()]*\)|(?:first|last|only)-(?:child|of-type)|hover|focus(?:-within|-visible)?|active|target"
    r"|visited|link|any-link)"
)
"""What of a selector picks one of many alike: what it hides of one rule, it could hide of any."""
_PART = re.compile(r"::?(?:first-line|first-letter|details-content|slotted\([^()]*\)|part\([^()]*\))\s*$")
_MADE = re.compile(
    r"::?(?:before|after|marker|backdrop|selection|placeholder|[\w-]*(?:scrollbar|thumb|button)[\w-]*)\s*$"
)

_PAINTED = ("background", "background-color", "background-image")


@dataclass(frozen=True, slots=True)
class Hiding:
    """One declaration that hides what ``selector`` selects; without ``matches`` that cannot be told."""

    selector: str
    said: str
    media: str
    place: Place
    matches: tuple[cssselect2.parser.Selector, ...] | None


@dataclass(frozen=True, slots=True)
class Rule:
    """The declarations of one rule; ``media`` are the conditions around it."""

    selector: str
    media: str
    declarations: tuple[ast.Declaration, ...]


@lru_cache(maxsize=16)
def rules_in(text: str) -> tuple[Rule, ...]:
    """Every rule of a style sheet with its declarations, nested ones with their whole selector."""
    return tuple(_rules(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True), "", ""))


def hidings_in(text: str, name: str) -> tuple[Hiding, ...]:
    r"""The declarations of a style sheet that hide what they select.

    >>> [(one.selector, one.said, one.place.line) for one in hidings_in(".a{color:red}\n.b p{opacity:0}", "x.css")]
    [('.b p', 'opacity: 0', 2)]
    """
    return tuple(
        Hiding(part, _said(each), rule.media, Place(name, each.source_line, each.source_column), _compiled(part))
        for rule in rules_in(text)
        for each in rule.declarations
        if hides(each.lower_name, [token for token in each.value if token.type not in ("whitespace", "comment")])
        for part in _parts(rule.selector)
        if not _MADE.search(part)
    )


def hides(name: str, value: list[ast.Node]) -> bool:
    """Whether a declaration hides the words of what it is for."""
    words = {token.lower_value for token in value if token.type == "ident"}
    numbers = [token for token in value if token.type in ("number", "dimension", "percentage")]
    called = [token.lower_name for token in value if token.type == "function"]
    unknown = "var" in called
    match name:
        case "display":
            return "none" in words or unknown
        case "visibility" | "content-visibility":
            return bool(words & {"hidden", "collapse"}) or unknown
        case "opacity" | "fill-opacity":
            return unknown or any(_share(token) < _SEEN for token in numbers)
        case "font-size" | "font" | "zoom":
            return (unknown and name != "font") or any(_is_small(token, name) for token in numbers[-2:])
        case "line-height":
            return any(token.value < _SEEN for token in numbers)
        case "clip" | "clip-path" | "mask" | "mask-image" | "-webkit-mask" | "-webkit-mask-image" | "filter":
            return not words & {"auto", "none", "inherit", "initial", "unset"}
        case "mix-blend-mode":
            return "normal" not in words
        case "color" | "fill" | "-webkit-text-fill-color":
            return "transparent" in words or (name == "fill" and "none" in words) or _is_clear(value)
        case "text-decoration" | "text-decoration-line":
            return "line-through" in words
        case "unicode-bidi":
            return bool(words & {"bidi-override", "isolate-override"})
        case "direction":
            return "rtl" in words
        case "text-overflow" | "-webkit-line-clamp" | "line-clamp" | "block-ellipsis":
            return not words & {"clip", "none"}
        case "content":
            return any(token.type in ("string", "url", "function") for token in value)
        case "transform" | "translate" | "scale" | "rotate":
            return _is_moved_away(name, value)
        case "z-index":
            return any(token.value < 0 for token in numbers)
    if _EXTENTS.match(name):
        return any(token.value <= 2 and getattr(token, "lower_unit", "px") == "px" for token in numbers)
    return _OFFSETS.match(name) is not None and any(_is_far(token) for token in numbers)


@dataclass(frozen=True, slots=True)
class Speaking:
    """Words that a style sheet puts before or behind what ``selector`` selects, or over it."""

    selector: str
    text: str
    place: Place
    matches: tuple[cssselect2.parser.Selector, ...] | None


def words_in(text: str, name: str) -> tuple[Speaking, ...]:
    """The words that a style sheet adds, and the painted boxes that it lays over others.

    >>> [one.text for one in words_in("p::before { content: '– not ' } p::after { content: '–' }", "x.css")]
    ['– not ']
    """
    found = []
    for rule in rules_in(text):
        said = {each.lower_name: each for each in rule.declarations}
        parts = [(part, made) for part in _parts(rule.selector) if (made := _MADE.search(part))]
        for name_of, each in said.items() if parts else ():
            told = "".join(token.value for token in each.value if token.type == "string")
            told += "".join(f"{token.lower_name}()" for token in each.value if token.type == "function")
            told = told.replace("attr()", "")  # which the template has written
            covers = name_of in _PAINTED and _lies_over(said)
            if (name_of == "content" and any(map(str.isalnum, told))) or covers:
                for part, made in parts:
                    bare = part[: made.start()] or "*"
                    place = Place(name, each.source_line, each.source_column)
                    found.append(Speaking(part, _said(each) if covers else told, place, _compiled(bare)))
    return tuple(found)


def imports_in(text: str, name: str) -> tuple[Place, ...]:
    """Where a style sheet takes in another one, which nobody has read."""
    sheet = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    return tuple(
        Place(name, node.source_line, node.source_column)
        for node in sheet
        if node.type == "at-rule" and node.lower_at_keyword == "import"
    )


def _lies_over(said: Mapping[str, ast.Declaration]) -> bool:
    """Whether a box is taken out of the flow and painted."""
    places = _idents(said.get("position"))
    painted = [said[name] for name in _PAINTED if name in said]
    clear = {"none", "transparent"}
    return bool(places & {"absolute", "fixed"}) and any(not _idents(each) & clear for each in painted)


def _idents(declaration: ast.Declaration | None) -> set[str]:
    return set() if declaration is None else {each.lower_value for each in declaration.value if each.type == "ident"}


def _rules(nodes: list[ast.Node], within: str, media: str) -> Iterator[Rule]:
    for node in nodes:
        if node.type == "at-rule" and node.content is not None:
            keyword = node.lower_at_keyword
            inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            if keyword in ("keyframes", "-webkit-keyframes"):
                yield from (Rule("*", media, rule.declarations) for rule in _rules(_named(inside), "", media))
            elif keyword not in ("font-face", "page", "property", "counter-style"):
                around = f"{media} {tinycss2.serialize(node.prelude).strip()}".strip()
                own = tuple(each for each in inside if each.type == "declaration")
                if own and within:
                    yield Rule(within, around, own)
                yield from _rules([each for each in inside if each.type != "declaration"], within, around)
        elif node.type == "qualified-rule":
            own_selector = tinycss2.serialize(node.prelude).strip()
            selector = _nested(within, own_selector) if within else own_selector
            inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            yield Rule(selector, media, tuple(each for each in inside if each.type == "declaration"))
            yield from _rules([each for each in inside if each.type in ("qualified-rule", "at-rule")], selector, media)


def _named(steps: list[ast.Node]) -> list[ast.Node]:
    """The steps of an animation, whose selectors are times: they stand for whatever is moved."""
    return [each for each in steps if each.type == "qualified-rule"]


def _nested(within: str, own: str) -> str:
    around = f":is({within})"
    return own.replace("&", around) if "&" in own else f"{around} {own}"


def _parts(selector: str) -> Iterator[str]:
    """The selectors of a list."""
    depth, start = 0, 0
    for at, character in enumerate(selector):
        depth += (character in "([") - (character in ")]")
        if character == "," and depth == 0:
            yield selector[start:at].strip()
            start = at + 1
    yield selector[start:].strip()


def _compiled(selector: str) -> tuple[cssselect2.parser.Selector, ...] | None:
    try:
        return tuple(cssselect2.compile_selector_list(_relaxed(selector)))
    except cssselect2.SelectorError:
        return None


def _relaxed(selector: str) -> str:
    r"""A selector without what picks one of many alike.

    >>> _relaxed(r"#returns\.lost > p:nth-child(2) [data-term='a.b']")
    '* > p *'
    """
    bare = re.sub(r":(?:not|is|where|has)\(\s*\)", "", _POLICY.sub("", _PART.sub("", selector)))
    pieces = re.split(r"(\s*[>+~]\s*|\s+)(?![^(]*\))", bare.strip() if not bare.startswith(" ") else bare)
    whole = "".join(piece if at % 2 or piece else "*" for at, piece in enumerate(pieces))
    return whole.strip() or "*"


def _said(declaration: ast.Declaration) -> str:
    value = " ".join(tinycss2.serialize(declaration.value).split())
    return f"{declaration.name}: {value if len(value) < 60 else value[:59] + '…'}"


def _share(token: ast.Node) -> float:
    return float(token.value) / (100 if token.type == "percentage" else 1)


def _is_small(token: ast.Node, name: str) -> bool:
    if token.type == "number":
        return float(token.value) == 0 or (name == "zoom" and float(token.value) < _SEEN)
    unit = "%" if token.type == "percentage" else token.lower_unit
    return float(token.value) < _SMALL.get(unit, 0.01)


def _is_far(token: ast.Node) -> bool:
    unit = "%" if token.type == "percentage" else getattr(token, "lower_unit", "px")
    return float(token.value) <= -_FAR.get(unit, 100.0)


def _is_clear(value: list[ast.Node]) -> bool:
    colour = color4.parse_color(value[0]) if len(value) == 1 else None
    return isinstance(colour, color4.Color) and colour.alpha < _SEEN


def _is_moved_away(name: str, value: list[ast.Node]) -> bool:
    functions = [token for token in value if token.type == "function"]
    if name != "transform":
        numbers = [token for token in value if token.type in ("number", "dimension", "percentage")]
        small = name == "scale" and any(_share(token) < _SEEN for token in numbers)
        return small or (name == "translate" and any(abs(float(token.value)) >= 90 for token in numbers))
    for function in functions:
        numbers = [token for token in function.arguments if token.type in ("number", "dimension", "percentage")]
        kind = function.lower_name
        if kind.startswith("scale") and any(_share(token) < _SEEN for token in numbers):
            return True
        if kind.startswith("translate") and any(abs(float(token.value)) >= 90 for token in numbers):
            return True
        if kind in ("rotatex", "rotatey", "rotate3d", "matrix", "matrix3d", "perspective"):
            return True
    return False


def custom_properties(text: str, *, dark: bool) -> Mapping[str, list[ast.Node]]:
    """What ``var(--name)`` stands for: the declarations of the root, those for the dark after the others."""
    found: dict[str, list[ast.Node]] = {}
    for rule in rules_in(text):
        of_dark = "slate" in rule.selector or (":root" in rule.selector and "dark" in rule.media)
        if (":root" in rule.selector and not rule.media) or (dark and of_dark):
            found |= {each.name: each.value for each in rule.declarations if each.name.startswith("--")}
    return found
