"""Style sheets, rule by rule: what each selects, under which conditions, and what it declares.

Rules are judged whatever medium they are for and whatever a later rule takes back: words that somebody cannot see on a
phone, on paper or in the dark are words that this somebody was not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import cssselect2
import tinycss2
from lxml import etree
from tinycss2 import ast

from generator.agreement.lengths import Known, Screen, Value, bare, measure
from generator.finding import Place

Selectors = tuple[cssselect2.parser.Selector, ...]
_PICKS = re.compile(
    r"\[\s*(?:data-(?:term|rule|derived-from|version)|value|id|href|aria-\w+|datetime)\b[^\]]*\]"
    r"|#(?=[\w\\-]*\\)(?:\\.|[\w-])+"
    r"|:(?:nth-[a-z-]+\([^()]*\)|(?:first|last|only)-(?:child|of-type)|hover|focus(?:-within|-visible)?|active|target"
    r"|visited|link|any-link)"
)
"""What of a selector picks one of many alike: what it hides of one rule, it could hide of any."""
_PART = re.compile(r"::?(?:first-line|first-letter|details-content|slotted\([^()]*\)|part\([^()]*\))\s*$")
MADE = re.compile(
    r"(?:::?(?:before|after|marker|backdrop|selection|placeholder|file-selector-button)|::-[a-z]+-[\w-]+)(?::[\w-]+)*\s*$"
)
"""Parts of an element that hold no words of its own."""
_MOVING = ("animation", "animation-name")
_CHANGING = ("transition", "transition-duration", "transition-delay")
_LASTING = frozenset(("infinite", "reverse", "alternate", "alternate-reverse", "paused"))
_SOON = 3.0
"""Seconds: whatever an animation does for longer than that, somebody reads meanwhile."""
_ASIDE = frozenset(("font-face", "page", "property", "counter-style", "font-feature-values", "view-transition"))
"""What holds no rules for elements."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The declarations of one rule; ``media`` are the conditions around it."""

    selector: str
    media: str
    declarations: tuple[ast.Declaration, ...]


@lru_cache(maxsize=32)
def rules_in(text: str) -> tuple[Rule, ...]:
    """Every rule of a style sheet with its declarations, nested ones with their whole selector.

    What an animation ends with, or shows for long, is declared by whatever it moves.
    """
    nodes = _sheet(text)
    rules = tuple(_rules(nodes, "", ""))
    if "starting-style" in text.lower() and _is_slow(rules):
        rules = tuple(_rules(nodes, "", "", begins=True))
    return (*rules, *_animated(_keyframes(nodes), rules))


def known_in(*texts: str) -> Known:
    """Every value that any rule gives to each ``--name``."""
    found: dict[str, dict[str, Value]] = {}
    for text in texts:
        for rule in rules_in(text):
            for each in rule.declarations:
                if each.name.startswith("--"):
                    found.setdefault(each.name, {}).setdefault(tinycss2.serialize(each.value).strip(), each.value)
        for name, node in aside_in(text):
            if name == "property":
                for each in _declared(node):
                    if each.lower_name == "initial-value":
                        named = tinycss2.serialize(node.prelude).strip()
                        found.setdefault(named, {})[tinycss2.serialize(each.value).strip()] = each.value
    return {name: tuple(values.values()) for name, values in found.items()}


@lru_cache(maxsize=32)
def aside_in(text: str) -> tuple[tuple[str, ast.AtRule], ...]:
    """Fonts, printed pages and the like, each with its kind: they select nothing."""
    return tuple(_asides(_sheet(text)))


def _asides(nodes: list[ast.Node]) -> Iterator[tuple[str, ast.AtRule]]:
    for node in nodes:
        if node.type == "at-rule" and node.content is not None:
            if node.lower_at_keyword in _ASIDE:
                yield node.lower_at_keyword, node
            elif node.lower_at_keyword in ("media", "supports", "layer", "container", "scope"):
                yield from _asides(_inside(node))


def imports_in(text: str, name: str) -> tuple[Place, ...]:
    """Where a style sheet takes in another one, which nobody has read."""
    return tuple(
        Place(name, node.source_line, node.source_column)
        for node in _sheet(text)
        if node.type == "at-rule" and node.lower_at_keyword == "import"
    )


def _sheet(text: str) -> list[ast.Node]:
    nodes: list[ast.Node] = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    return nodes


def _inside(node: ast.Node) -> list[ast.Node]:
    found: list[ast.Node] = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    return found


def _declared(node: ast.Node) -> tuple[ast.Declaration, ...]:
    return tuple(each for each in _inside(node) if each.type == "declaration")


def _rules(nodes: list[ast.Node], within: str, media: str, *, begins: bool = False) -> Iterator[Rule]:
    """``begins``: with what elements begin as, which is else over before they are read."""
    for node in nodes:
        if node.type == "at-rule" and node.content is not None:
            keyword = node.lower_at_keyword
            if keyword in _ASIDE or keyword.endswith("keyframes") or (keyword == "starting-style" and not begins):
                continue
            around = f"{media} {tinycss2.serialize(node.prelude).strip()}".strip() if keyword != "layer" else media
            if own := _declared(node) if within else ():
                yield Rule(within, around, own)
            held = [each for each in _inside(node) if each.type != "declaration"]
            yield from _rules(held, within, around, begins=begins)
        elif node.type == "qualified-rule":
            own_selector = tinycss2.serialize(node.prelude).strip()
            selector = _nested(within, own_selector) if within else own_selector
            yield Rule(selector, media, _declared(node))
            held = [each for each in _inside(node) if each.type in ("qualified-rule", "at-rule")]
            yield from _rules(held, selector, media, begins=begins)


def _keyframes(nodes: list[ast.Node]) -> dict[str, list[tuple[bool, tuple[ast.Declaration, ...]]]]:
    """The steps of each animation: whether it ends with a step, and what that declares."""
    found: dict[str, list[tuple[bool, tuple[ast.Declaration, ...]]]] = {}
    for node in nodes:
        if node.type == "at-rule" and node.content is not None:
            if node.lower_at_keyword.endswith("keyframes"):
                steps = (each for each in _inside(node) if each.type == "qualified-rule")
                named = tinycss2.serialize(node.prelude).strip().strip("\"'")
                found.setdefault(named, []).extend(
                    (bool(re.search(r"\bto\b|\b100%", tinycss2.serialize(step.prelude))), _declared(step))
                    for step in steps
                )
            elif node.lower_at_keyword not in _ASIDE:
                found |= _keyframes(_inside(node))
    return found


def _animated(
    steps: dict[str, list[tuple[bool, tuple[ast.Declaration, ...]]]], rules: tuple[Rule, ...]
) -> Iterator[Rule]:
    moved = [each for rule in rules for each in rule.declarations if each.lower_name.startswith("animation")]
    lasting = any(map(_is_lasting, moved)) if steps else False
    for name, each_step in steps.items():
        for rule in rules:
            if any(each.lower_name in _MOVING and name in _names(each.value) for each in rule.declarations):
                yield from (Rule(rule.selector, rule.media, held) for last, held in each_step if last or lasting)


def _is_slow(rules: tuple[Rule, ...]) -> bool:
    """Whether something takes long to be anything else than what it begins as."""
    return any(_is_lasting(each) for rule in rules for each in rule.declarations if each.lower_name in _CHANGING)


def _names(value: Value) -> set[str]:
    return {str(token.value) for token in value if token.type in ("ident", "string")}


def _is_lasting(declared: ast.Declaration) -> bool:
    """Whether an animation shows more than its end for longer than a moment."""
    if declared.lower_name.startswith(("animation-timeline", "animation-range")):
        return True
    names = {token.lower_value for token in declared.value if token.type == "ident"}
    times = (token for token in bare(declared.value) if token.type in ("dimension", "function"))
    measured = [measure(token, Screen(320.0), 1.0) for token in times if not _is_easing(token)]
    return bool(names & _LASTING) or any(each is None or each > _SOON for each in measured)


def _is_easing(token: ast.Node) -> bool:
    return token.type == "function" and token.lower_name in ("cubic-bezier", "steps", "linear")


def _nested(within: str, own: str) -> str:
    around = f":is({within})"
    return own.replace("&", around) if "&" in own else f"{around} {own}"


def parts_of(selector: str) -> Iterator[str]:
    """The selectors of a list."""
    depth, start = 0, 0
    for at, character in enumerate(selector):
        depth += (character in "([") - (character in ")]")
        if character == "," and depth == 0:
            yield selector[start:at].strip()
            start = at + 1
    yield selector[start:].strip()


@lru_cache(maxsize=1024)
def compiled(selector: str, *, exactly: bool = False) -> Selectors | None:
    """A selector that can be tried on a page; None for one that nobody knows.

    Unless it is meant ``exactly``, what picks one of many alike stands for all of them.
    """
    try:
        return tuple(cssselect2.compile_selector_list(selector if exactly else relaxed(selector)))
    except cssselect2.SelectorError:
        return None


@lru_cache(maxsize=1)
def elements_of(root: etree._Element) -> tuple[cssselect2.ElementWrapper, ...]:
    """Every element of a page, in order, as selectors are tried on it: several nets ask for the same page in a row."""
    return tuple(cssselect2.ElementWrapper.from_html_root(root).iter_subtree())


def picked(selector: str) -> tuple[str, ...]:
    """What of a selector is a state, or picks one of many alike.

    >>> picked("li:nth-child(7) a:hover")
    (':hover', ':nth-child(7)')
    """
    return tuple(sorted(set(_PICKS.findall(selector))))


def relaxed(selector: str) -> str:
    r"""A selector without what picks one of many alike.

    >>> relaxed(r"#returns\.lost > p:nth-child(2) [data-term='a.b']")
    '* > p *'
    """
    loose = re.sub(r":(?:not|is|where|has)\(\s*\)", "", _PICKS.sub("", _PART.sub("", selector)))
    pieces = re.split(r"(\s*[>+~]\s*|\s+)(?![^(]*\))", loose.strip() if not loose.startswith(" ") else loose)
    whole = "".join(piece if at % 2 or piece else "*" for at, piece in enumerate(pieces))
    return whole.strip() or "*"


def shown(declaration: ast.Declaration) -> str:
    """A declaration as a finding quotes it."""
    value = " ".join(tinycss2.serialize(declaration.value).split())
    return f"{declaration.name}: {value if len(value) < 60 else value[:59] + '…'}"
