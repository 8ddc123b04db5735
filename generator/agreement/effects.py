"""What one declaration of a style sheet does to the words of the element that it is for.

Properties that leave words as they are stand in a list that is closed: whatever is not in it, and what is in none of
the judgements below, is not known to leave them where and as the policy says them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

from tinycss2 import color4

from generator.agreement.lengths import Screen, Value, is_open, measure, numbers_in, screens_of


class Effect(StrEnum):
    """What is done to words, by the code of its finding."""

    HIDES = "SP461"
    """Somebody cannot see them."""
    MOVES = "SP469"
    """Somebody sees them elsewhere, in another order or in another shape."""


_FREE = frozenset(
    "color background background-color background-image background-position background-position-x "
    "background-position-y background-size background-repeat background-origin background-attachment "
    "background-clip border-radius border-collapse border-spacing border-image border-image-source border-image-slice "
    "border-image-width border-image-repeat border-image-outset box-sizing box-decoration-break "
    "outline-color outline-style accent-color caret-color color-scheme caret "
    "forced-color-adjust print-color-adjust color-adjust fill stroke stroke-width stroke-dasharray stroke-dashoffset "
    "stroke-linecap stroke-linejoin stroke-opacity paint-order shape-rendering vector-effect marker-start marker-end "
    "font-weight font-style font-stretch font-width font-variant font-variant-caps font-variant-numeric "
    "font-variant-ligatures font-variant-east-asian font-variant-alternates font-variant-emoji font-feature-settings "
    "font-kerning font-optical-sizing font-synthesis font-synthesis-weight font-synthesis-style font-smoothing "
    "osx-font-smoothing font-variation-settings font-palette font-language-override font-display "
    "text-align text-align-last text-align-all text-justify text-anchor text-wrap text-wrap-mode text-wrap-style "
    "text-rendering text-underline-offset text-underline-position text-decoration-color text-decoration-style "
    "text-decoration-thickness text-decoration-skip text-decoration-skip-ink text-emphasis-color "
    "text-emphasis-position text-spacing-trim text-spacing text-autospace text-box text-box-trim text-box-edge "
    "hanging-punctuation hyphens hyphenate-limit-chars line-break word-break overflow-wrap word-wrap white-space "
    "white-space-collapse tab-size orphans widows break-before break-after break-inside page-break-before "
    "page-break-after page-break-inside page text-transform text-orientation writing-mode dominant-baseline "
    "alignment-baseline initial-letter ruby-align ruby-position "
    "min-width min-height min-inline-size min-block-size aspect-ratio flex flex-grow flex-shrink flex-basis gap "
    "row-gap column-gap grid-gap grid-row-gap grid-column-gap justify-content justify-items justify-self "
    "align-content align-items align-self place-content place-items place-self "
    "column-rule column-rule-color column-rule-style column-rule-width column-fill column-span float clear "
    "table-layout caption-side empty-cells object-fit object-position image-rendering image-orientation resize "
    "grid-template-columns grid-template-rows grid-auto-columns grid-auto-rows "
    "scroll-behavior scroll-margin scroll-padding scroll-snap-type scroll-snap-align scroll-snap-stop scrollbar-color "
    "scrollbar-width scrollbar-gutter overscroll-behavior overscroll-behavior-x overscroll-behavior-y overflow-anchor "
    "overflow-scrolling cursor pointer-events touch-action user-select tap-highlight-color will-change container "
    "container-type container-name isolation appearance transform-origin transform-style transform-box "
    "backface-visibility perspective-origin backdrop-filter transition-behavior interpolate-size interactivity "
    "list-style-position list-style-image shape-outside shape-margin size "
    "bookmark-level bookmark-label bookmark-state string-set page-policy "
    # What these do depends on what stands beside them, and is judged with that.
    "overflow overflow-x overflow-y overflow-block overflow-inline overflow-clip-margin text-overflow height "
    "max-height block-size max-block-size left right top bottom grid-row grid-column grid-row-start grid-row-end "
    "grid-column-start grid-column-end counter-increment quotes list-style list-style-type".split()
)
"""Properties that leave words as and where they are, whatever they are set to."""
_FREE_KIN = re.compile(
    r"(?:border|contain-intrinsic|scroll-margin|scroll-padding|animation|transition|background|mask-border|inset|view-transition"
    r"|corner)(?:-[a-z-]+)?$"
)
_PREFIX = re.compile(r"^-(?:webkit|moz|ms|o)-")
_ALWAYS = frozenset(("inherit", "initial", "unset", "revert", "revert-layer"))
_SHOWN = frozenset(
    "block inline inline-block flow flow-root flex inline-flex grid inline-grid list-item contents table inline-table "
    "table-row table-cell table-row-group table-header-group table-footer-group table-caption table-column "
    "table-column-group ruby block-flow -webkit-box -webkit-inline-box -webkit-flex -ms-flexbox -ms-grid".split()
)
_WORDS: Mapping[str, tuple[frozenset[str], Effect]] = {
    "display": (_SHOWN, Effect.HIDES),
    "visibility": (frozenset(("visible",)), Effect.HIDES),
    "content-visibility": (frozenset(("visible", "auto")), Effect.HIDES),
    "clip": (frozenset(("auto",)), Effect.HIDES),
    "mask": (frozenset(("none",)), Effect.HIDES),
    "mask-image": (frozenset(("none",)), Effect.HIDES),
    "text-security": (frozenset(("none",)), Effect.HIDES),
    "mix-blend-mode": (frozenset(("normal",)), Effect.HIDES),
    "text-decoration-line": (frozenset(("none", "underline", "overline")), Effect.HIDES),
    "unicode-bidi": (frozenset(("normal", "embed", "isolate", "plaintext")), Effect.HIDES),
    "direction": (frozenset(("ltr",)), Effect.HIDES),
    "text-combine-upright": (frozenset(("none",)), Effect.HIDES),
    "line-clamp": (frozenset(("none",)), Effect.HIDES),
    "block-ellipsis": (frozenset(("none", "no-ellipsis")), Effect.HIDES),
    "contain": (frozenset(("none", "layout", "style", "paint", "content", "inline-size")), Effect.HIDES),
    "content": (frozenset(("normal", "none")), Effect.HIDES),
    "position": (frozenset(("static", "relative", "sticky")), Effect.MOVES),
    "flex-direction": (frozenset(("row", "column")), Effect.MOVES),
    "flex-flow": (frozenset(("row", "column", "wrap", "nowrap")), Effect.MOVES),
    "flex-wrap": (frozenset(("wrap", "nowrap")), Effect.MOVES),
    "grid-auto-flow": (frozenset(("row", "column")), Effect.MOVES),
    "grid-template-areas": (frozenset(("none",)), Effect.MOVES),
    "grid-area": (frozenset(("auto",)), Effect.MOVES),
    "offset-path": (frozenset(("none",)), Effect.MOVES),
    "all": (frozenset(), Effect.MOVES),
    "text-emphasis": (frozenset(("none",)), Effect.MOVES),
    "text-emphasis-style": (frozenset(("none",)), Effect.MOVES),
    "hyphenate-character": (frozenset(("auto",)), Effect.MOVES),
}
"""Properties whose values are words: those that leave the words of a page alone, and what any other does."""
_UNREADABLE = re.compile(r"wingdings|webdings|dingbats|symbol|barcode|redacted|icons|awesome|adobe blank", re.I)
"""Fonts whose letters are signs."""
_SEEN = 0.5
"""Less opaque than this reads badly whatever the colours are."""


def effect_of(name: str, value: Value, media: str = "") -> Effect | None:
    """What a declaration does; None where it leaves words as they are.

    >>> from tinycss2 import parse_component_value_list as parsed
    >>> given = ("opacity", "calc(1 * 0)"), ("order", "-1"), ("gap", "9px")
    >>> [effect_of(name, parsed(value)) for name, value in given]
    [<Effect.HIDES: 'SP461'>, <Effect.MOVES: 'SP469'>, None]
    """
    if name.startswith("--"):
        return None
    plain = _PREFIX.sub("", name)
    words = {token.lower_value for token in value if token.type == "ident"}
    if len(value) == 1 and words & _ALWAYS:
        return None
    if plain in _WORDS:
        allowed, effect = _WORDS[plain]
        others = [token for token in value if token.type not in ("ident", "literal")]
        return effect if others or not words <= allowed else None
    if plain in _MEASURED:
        judge, effect = _MEASURED[plain]
        if is_open(value):
            return effect
        return effect if any(judge(value, screen) for screen in screens_of(media)) else None
    if plain in _JUDGED:
        return _JUDGED[plain](value)
    return None if plain in _FREE or _FREE_KIN.match(plain) else Effect.MOVES


def _lengths(value: Value, screen: Screen, whole: float | None = None) -> list[float]:
    around = screen.width if whole is None else whole
    measured = (measure(token, screen, around) for token in numbers_in(value))
    return [each for each in measured if each is not None]


def _shares(value: Value) -> list[float]:
    return _lengths(value, Screen(320.0), 1.0)


_BACK = 12.0
"""px: pulled back further, a line lies on the one above it."""


def _is_far_off(value: Value, screen: Screen) -> bool:
    """Margins: so large that nothing is left beside them, or so far back that words lie on others."""
    most = max(160.0, screen.width * 0.4)
    return any(each > most or each < -24 for each in _lengths(value, screen))


def _is_off(value: Value, screen: Screen) -> bool:
    """All margins at once: the first is that above, the third, else the first, that below."""
    upright = _lengths(value[0:1], screen) + _lengths(value[2:3], screen)
    return _is_far_off(value, screen) or any(each < -_BACK for each in upright)


def _is_wide_of(value: Value, screen: Screen) -> bool:
    most = max(160.0, screen.width * 0.4)
    return any(each > most for each in _lengths(value, screen))


def _is_high(value: Value, screen: Screen) -> bool:
    return any(each > 480 or each < -_BACK for each in _lengths(value, screen))


def _is_split(value: Value, screen: Screen) -> bool:
    """Columns: so many, or such narrow ones, that no word has room in them."""
    counts = [token.value for token in value if token.type == "number"]
    widths = _lengths([token for token in value if token.type != "number"], screen)
    return any(each > screen.width / 100 for each in counts) or (not counts and any(each < 64 for each in widths))


def _is_narrow(value: Value, screen: Screen) -> bool:
    return any(each < 8 for each in _lengths(value, screen))


def _is_spread(value: Value, screen: Screen) -> bool:
    return any(each < -1.5 or each > 12 for each in _lengths(value, screen, 16.0))


def _is_indented(value: Value, screen: Screen) -> bool:
    return any(abs(each) > 80 for each in _lengths(value, screen))


def _is_tight(value: Value, screen: Screen) -> bool:
    return any(
        (each < 0.9 or each > 5) if token.type == "number" else (each < 10 or each > 96)
        for token in numbers_in(value)
        if (each := measure(token, screen, 16.0)) is not None
    )


def _is_lifted(value: Value, screen: Screen) -> bool:
    return any(abs(each) > 12 for each in _lengths(value, screen, 24.0))


def _is_shadowed(value: Value, screen: Screen) -> bool:
    return any(abs(each) > 64 for each in _lengths(value, screen))


def _is_outlined(value: Value, screen: Screen) -> bool:
    return any(each > 24 or each < -8 for each in _lengths(value, screen))


def _is_stroked(value: Value, screen: Screen) -> bool:
    return any(each > 1 for each in _lengths(value, screen))


def _is_shifted(value: Value, screen: Screen) -> bool:
    return any(abs(each) > 16 for each in _lengths(value, screen))


def _is_ordered(value: Value, screen: Screen) -> bool:
    return any(each != 0 for each in _lengths(value, screen))


def _is_below(value: Value, screen: Screen) -> bool:
    return any(each < 0 for each in _lengths(value, screen))


def _is_thin(value: Value, screen: Screen) -> bool:
    return any(each < _SEEN for each in _lengths(value, screen, 1.0))


def _is_turned(value: Value, screen: Screen) -> bool:
    turned = _lengths(value, screen)
    return any(abs((each + 180) % 360 - 180) > 20 for each in turned) or len(turned) > 1


def _is_tiny(value: Value, screen: Screen) -> bool:
    return any(each < 6 for each in _lengths(value, screen, 16.0))


def _is_small(value: Value, screen: Screen) -> bool:
    return any(each < 0.7 or each > 3 for each in _lengths(value, screen, 1.0))


_MEASURED: Mapping[str, tuple[Callable[[Value, Screen], bool], Effect]] = {
    **dict.fromkeys(
        (
            "margin-inline",
            *(f"margin-{side}" for side in ("left", "right", "inline-start", "inline-end", "trim")),
        ),
        (_is_far_off, Effect.HIDES),
    ),
    "margin": (_is_off, Effect.HIDES),
    **dict.fromkeys(("columns", "column-count", "column-width"), (_is_split, Effect.HIDES)),
    **dict.fromkeys(
        ("margin-top", "margin-bottom", "margin-block", "margin-block-start", "margin-block-end"),
        (_is_high, Effect.HIDES),
    ),
    **dict.fromkeys(
        (
            "padding",
            "padding-inline",
            *(f"padding-{side}" for side in ("left", "right", "inline-start", "inline-end")),
        ),
        (_is_wide_of, Effect.HIDES),
    ),
    **dict.fromkeys(
        ("padding-top", "padding-bottom", "padding-block", "padding-block-start", "padding-block-end"),
        (_is_high, Effect.HIDES),
    ),
    **dict.fromkeys(("width", "max-width", "inline-size", "max-inline-size"), (_is_narrow, Effect.HIDES)),
    "font-size": (_is_tiny, Effect.HIDES),
    "zoom": (_is_thin, Effect.HIDES),
    "letter-spacing": (_is_spread, Effect.HIDES),
    "word-spacing": (_is_spread, Effect.HIDES),
    "text-indent": (_is_indented, Effect.HIDES),
    "line-height": (_is_tight, Effect.HIDES),
    "vertical-align": (_is_lifted, Effect.MOVES),
    "baseline-shift": (_is_lifted, Effect.MOVES),
    "text-shadow": (_is_lifted, Effect.HIDES),
    "box-shadow": (_is_shadowed, Effect.HIDES),
    **dict.fromkeys(("outline", "outline-width", "outline-offset"), (_is_outlined, Effect.HIDES)),
    "text-stroke": (_is_stroked, Effect.HIDES),
    "text-stroke-width": (_is_stroked, Effect.HIDES),
    "opacity": (_is_thin, Effect.HIDES),
    "fill-opacity": (_is_thin, Effect.HIDES),
    "font-size-adjust": (_is_thin, Effect.HIDES),
    "text-size-adjust": (_is_small, Effect.HIDES),
    "translate": (_is_shifted, Effect.MOVES),
    "rotate": (_is_turned, Effect.MOVES),
    "scale": (_is_small, Effect.HIDES),
    "order": (_is_ordered, Effect.MOVES),
    "z-index": (_is_below, Effect.HIDES),
}
"""Properties whose values are numbers: which of them harm the words, and how."""


def _of_transform(value: Value) -> Effect | None:
    kinds: Mapping[str, Callable[[Value, Screen], bool]] = {
        **dict.fromkeys(("translate", "translatex", "translatey", "translatez", "translate3d"), _is_shifted),
        **dict.fromkeys(("rotate", "rotatez", "skew", "skewx", "skewy"), _is_turned),
        **dict.fromkeys(("scale", "scalex", "scaley", "scale3d"), _is_small),
    }
    for token in value:
        if token.type == "ident" and token.lower_value == "none":
            continue
        judge = kinds.get(token.lower_name) if token.type == "function" else None
        if judge is None or is_open(token.arguments) or judge(token.arguments, Screen(320.0)):
            shifted = judge in (_is_shifted, _is_turned)
            return Effect.MOVES if shifted else Effect.HIDES
    return None


_FILTERS: Mapping[str, Callable[[float], bool]] = {
    "blur": lambda by: by <= 0.5,
    "brightness": lambda by: 0.6 <= by <= 1.6,
    "contrast": lambda by: by >= 0.6,
    "opacity": lambda by: by >= _SEEN,
    "saturate": lambda by: True,
    "grayscale": lambda by: True,
    "sepia": lambda by: True,
    "hue-rotate": lambda by: True,
    "invert": lambda by: by <= 0.1 or by >= 0.9,
}


def _of_filter(value: Value) -> Effect | None:
    for token in value:
        if token.type == "ident" and token.lower_value == "none":
            continue
        if token.type != "function" or is_open(token.arguments):
            return Effect.HIDES
        if token.lower_name == "drop-shadow":
            if _is_shadowed(token.arguments, Screen(320.0)):
                return Effect.HIDES
            continue
        fits = _FILTERS.get(token.lower_name)
        if fits is None or not all(map(fits, _shares(token.arguments))):
            return Effect.HIDES
    return None


def _of_clip_path(value: Value) -> Effect | None:
    for token in value:
        if token.type == "ident" and (token.lower_value == "none" or token.lower_value.endswith("-box")):
            continue
        if token.type != "function" or token.lower_name != "inset":
            return Effect.HIDES
        until = next((at for at, each in enumerate(token.arguments) if each.type == "ident"), None)
        if any(each > 2 for each in _lengths(token.arguments[:until], Screen(320.0))):
            return Effect.HIDES
    return None


def _of_color(value: Value) -> Effect | None:
    """Whether a colour is clear; whether it can be told from its ground is judged with that."""
    colour = color4.parse_color(value[0]) if len(value) == 1 else None
    return Effect.HIDES if isinstance(colour, color4.Color) and colour.alpha < _SEEN else None


def _of_fill(value: Value) -> Effect | None:
    is_none = any(token.type == "ident" and token.lower_value == "none" for token in value)
    return Effect.HIDES if is_none else _of_color(value)


def _of_decoration(value: Value) -> Effect | None:
    struck = any(token.type == "ident" and token.lower_value in ("line-through", "blink") for token in value)
    return Effect.HIDES if struck or is_open(value) else None


def _of_family(value: Value) -> Effect | None:
    named = " ".join(token.value for token in value if token.type in ("ident", "string"))
    return Effect.HIDES if _UNREADABLE.search(named) else None


def _of_font(value: Value) -> Effect | None:
    slash = next((at for at, token in enumerate(value) if token == "/"), len(value))
    sizes = [token for token in numbers_in(value[:slash]) if token.type != "number" or token.value == 0]
    return Effect.HIDES if _is_tiny(sizes, Screen(320.0)) else _of_family(value)


def _of_counter(value: Value) -> Effect | None:
    listed = any(token.type == "ident" and token.lower_value == "list-item" for token in value)
    return Effect.MOVES if listed else None


_JUDGED: Mapping[str, Callable[[Value], Effect | None]] = {
    "transform": _of_transform,
    "filter": _of_filter,
    "clip-path": _of_clip_path,
    "color": _of_color,
    "text-fill-color": _of_color,
    "fill": _of_fill,
    "text-decoration": _of_decoration,
    "font-family": _of_family,
    "font": _of_font,
    "counter-reset": _of_counter,
    "counter-set": _of_counter,
    "counter-increment": _of_counter,
}
