"""What a style sheet does to words: each declaration that hides them or takes them elsewhere, and what it selects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import tinycss2
from tinycss2 import ast

from generator.agreement.effects import Effect, effect_of
from generator.agreement.lengths import Known, filled
from generator.agreement.styles import MADE, Selectors, aside_in, compiled, parts_of, rules_in, shown
from generator.finding import Place

NOTHING: Known = MappingProxyType({})
_UNREADABLE_SOURCE = re.compile(r"wingdings|webdings|dingbats|marlett|mdl2|symbol|barcode|redacted|adobe blank", re.I)
_SHARES: Mapping[str, tuple[float, float]] = {
    "size-adjust": (60, 200),
    "ascent-override": (40, 250),
    "descent-override": (0, 150),
    "line-gap-override": (0, 150),
}
"""Between which shares of a letter a font may be set."""
_OWN_SIGNS = range(0xE000, 0xF900)
"""Where a font may have signs that no text has."""
_PRINTABLE = range(0x20, 0x7F)
_DIGITS_AND_LETTERS = frozenset(at for at in _PRINTABLE if chr(at).isalnum())


@dataclass(frozen=True, slots=True)
class Harm:
    """One declaration that does something to what ``selector`` selects; without ``matches`` nobody knows to what."""

    selector: str
    said: str
    media: str
    place: Place
    matches: Selectors | None
    effect: Effect = Effect.HIDES

    @property
    def how(self) -> str:
        """As a finding quotes it."""
        return f"{self.selector} {{ {self.said} }}"


def harms_in(text: str, name: str, known: Known = NOTHING) -> tuple[Harm, ...]:
    r"""The declarations of a style sheet that hide or move what they select.

    >>> [(one.selector, one.said, one.place.line) for one in harms_in(".a{color:red}\n.b p{opacity:0}", "x.css")]
    [('.b p', 'opacity: 0', 2)]
    """
    return tuple(
        Harm(part, shown(each), rule.media, Place(name, each.source_line, each.source_column), compiled(part), effect)
        for rule in rules_in(text)
        for each in rule.declarations
        if (effect := _worst(each, rule.media, known))
        for part in parts_of(rule.selector)
        if not MADE.search(part)
    )


def _worst(declared: ast.Declaration, media: str, known: Known) -> Effect | None:
    found = {effect_of(declared.lower_name, value, media) for value in filled(declared.value, known)}
    return Effect.HIDES if Effect.HIDES in found else Effect.MOVES if Effect.MOVES in found else None


def fonts_in(text: str, name: str) -> Iterator[Harm]:
    """What a style sheet does to all words by a font of its own: some letters alone, letters of no size, signs."""
    for kind, node in aside_in(text):
        if kind != "font-face":
            continue
        for each in tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True):
            if each.type == "declaration" and _is_odd(each):
                place = Place(name, each.source_line, each.source_column)
                yield Harm("@font-face", shown(each), "", place, None, Effect.MOVES)


def own_fonts_in(text: str, name: str) -> Iterator[tuple[Place, str]]:
    """Where a style sheet has a font of its own that draws letters or digits, from a file or written into the sheet.

    >>> [said for _, said in own_fonts_in("@font-face { src: local(X), url(x.woff2) }", "x.css")]
    ['src: local(X), url(x.woff2)']
    """
    for kind, node in aside_in(text):
        if kind == "font-face":
            inside = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            declared = [each for each in inside if each.type == "declaration"]
            ranges = [each for each in declared if each.lower_name == "unicode-range"]
            if not ranges or any(map(_takes_words, ranges)):
                for each in declared:
                    if each.lower_name == "src" and any(map(_is_file, each.value)):
                        yield Place(name, each.source_line, each.source_column), shown(each)


def _is_file(token: ast.Node) -> bool:
    """Whether it is anything but the name of a font that the reader has."""
    if token.type == "function":
        return str(token.lower_name) not in ("local", "format", "tech")
    return bool(token.type == "url")


def _takes_words(declared: ast.Declaration) -> bool:
    """Whether a font is for anything else than signs of its own."""
    ranges = [token for token in declared.value if token.type == "unicode-range"]
    return not ranges or any(token.start < _OWN_SIGNS.start or token.end >= _OWN_SIGNS.stop for token in ranges)


def _is_odd(declared: ast.Declaration) -> bool:
    name = declared.lower_name
    if name == "unicode-range":
        return _takes_some(declared)
    if name in _SHARES:
        least, most = _SHARES[name]
        return any(token.type == "percentage" and not least <= token.value <= most for token in declared.value)
    return name == "src" and bool(_UNREADABLE_SOURCE.search(tinycss2.serialize(declared.value)))


def _takes_some(declared: ast.Declaration) -> bool:
    """Whether a font is for some of the digits and letters and not for others, which then look like something else."""
    taken: set[int] = set()
    for token in declared.value:
        if token.type == "unicode-range":
            taken |= _DIGITS_AND_LETTERS.intersection(range(token.start, token.end + 1))
    return bool(taken) and taken != _DIGITS_AND_LETTERS
