"""What a style sheet says: words and signs that it puts beside those of a page, and boxes that it lays over them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

import tinycss2
from tinycss2 import ast

from generator.agreement.lengths import Known, Value, bare, filled
from generator.agreement.overlays import lies_over
from generator.agreement.styles import MADE, Rule, Selectors, aside_in, compiled, parts_of, rules_in, shown
from generator.finding import Place

_ORNAMENT = re.compile(
    r"[\s›»‹«→↗⟶▸▹▶▼▾►•·●○◦■□▪▫◆◇★☆✓✔―…§¶※|/\\,;:，、；：。“”‘’\"'「」『』()（）\[\]\u200b\ufe0e\ufe0f]*"
)
"""What decorates or divides, and says nothing."""
_DASHES = re.compile(r"[\s–—-]*")
_READ = frozenset(("href", "lang", "data-label", "title"))
"""Attributes that the page itself has."""
_PICTURES = frozenset("url image image-set linear-gradient radial-gradient conic-gradient cross-fade".split())
_PICTURED = re.compile(r"<(?:text|tspan|foreignobject|title|image)\b", re.IGNORECASE)
"""A picture in a style sheet that holds words, or another picture."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """Words that a style sheet puts before or behind what ``selector`` selects, or a box that it lays over it.

    ``is_sign``: dashes alone, which are bullets before a block, and a sign before a value.
    """

    selector: str
    text: str
    place: Place
    matches: Selectors | None
    is_sign: bool = False


def words_in(text: str, name: str, known: Known) -> tuple[Speaking, ...]:
    """The words and signs that a style sheet adds, and the painted boxes that it lays over others.

    >>> [one.text for one in words_in("p::before { content: '– not ' } p::after { content: '›' }", "x.css", {})]
    ['– not ']
    """
    signs = {
        node_name: told
        for kind, node in aside_in(text)
        if kind == "counter-style"
        for node_name in [tinycss2.serialize(node.prelude).strip()]
        if (told := "".join(_strings(node)))
    }
    return tuple(each for rule in rules_in(text) for each in _of_rule(rule, name, known, signs))


def printed_in(text: str, name: str) -> Iterator[Speaking]:
    """Words that a style sheet prints in the margins of every page."""
    for kind, node in aside_in(text):
        for box in _blocks(node) if kind == "page" else ():
            for each in _declarations(box):
                told = _told(each.value, {})
                if each.lower_name == "content" and told and not _is_number_of_page(told):
                    place = Place(name, each.source_line, each.source_column)
                    yield Speaking(f"@page @{box.at_keyword}", told, place, None)


def _of_rule(rule: Rule, name: str, known: Known, signs: Mapping[str, str]) -> Iterator[Speaking]:
    said = {each.lower_name: each for each in rule.declarations}
    for part in parts_of(rule.selector):
        made = MADE.search(part)
        own = part[: made.start()] or "*" if made else part
        for each in rule.declarations:
            place = Place(name, each.source_line, each.source_column)
            for value in filled(each.value, known):
                told = _adds(each.lower_name, value, signs, is_made=bool(made))
                if told:
                    sign = _DASHES.fullmatch(told) is not None
                    yield Speaking(part, told, place, compiled(own), is_sign=sign)
                    break
            if made and lies_over(said, known) is each:
                yield Speaking(part, shown(each), place, compiled(own))


def _adds(name: str, value: Value, signs: Mapping[str, str], *, is_made: bool) -> str:
    """What a declaration says; nothing where it only decorates."""
    if name == "content" and is_made:
        return _told(value, signs)
    if name in ("list-style", "list-style-type", "quotes"):
        words = "".join(token.value for token in value if token.type == "string")
        words += "".join(signs.get(token.value, "") for token in value if token.type == "ident")
        return "" if _ORNAMENT.fullmatch(words) else words
    return "url()" if any(map(_speaks_as_picture, value)) else ""


def _speaks_as_picture(token: ast.Node) -> bool:
    """Whether it is a picture that holds words."""
    if token.type == "url":
        return bool(_PICTURED.search(unquote(token.value)))
    if token.type == "function":
        inside = (each for each in token.arguments if each.type in ("string", "url", "function"))
        return any(
            bool(_PICTURED.search(unquote(each.value))) if each.type == "string" else _speaks_as_picture(each)
            for each in inside
        )
    return False


def _told(value: Value, signs: Mapping[str, str]) -> str:
    slash = next((at for at, token in enumerate(value) if token == "/"), len(value))
    told = ""
    for token in bare(value[:slash]):
        if token.type == "string":
            told += token.value
        elif _speaks_as_picture(token):
            told += "url()"
        elif token.type == "function" and token.lower_name not in _PICTURES:
            named = [each.value for each in token.arguments if each.type == "ident"]
            if token.lower_name != "attr" or not _READ.issuperset(named[:1]):
                told += f"{token.lower_name}()"
        elif token.type == "ident" and token.value in signs:
            told += signs[token.value]
    return "" if _ORNAMENT.fullmatch(told) else told


def _is_number_of_page(told: str) -> bool:
    return not any(each.isalnum() for each in re.sub(r"(?:counters?|string)\(\)", "", told))


def _strings(node: ast.AtRule) -> Iterator[str]:
    for each in _declarations(node):
        yield from (token.value for token in each.value if token.type in ("string", "ident") and _speaks(each, token))


def _speaks(declared: ast.Declaration, token: ast.Node) -> bool:
    return declared.lower_name in ("symbols", "additive-symbols", "prefix", "suffix", "negative") and not (
        _ORNAMENT.fullmatch(token.value)
    )


def _declarations(node: ast.Node) -> list[ast.Declaration]:
    parsed = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    return [each for each in parsed if each.type == "declaration"]


def _blocks(node: ast.Node) -> list[ast.AtRule]:
    parsed = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    return [each for each in parsed if each.type == "at-rule" and each.content is not None]
