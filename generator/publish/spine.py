"""Pictures along a spine: stops one below the other, each with its words beside it and its deadlines in red.

The time line of a rule and the course of a case are drawn so. Text is 14 px on every screen, broken for the narrowest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from generator.language.phrase import Phrase
from generator.playbook.html import Markup
from generator.publish.lettering import NARROWEST, break_lines, set_text, set_title

_LEFT, _LINE, _GAP, _MIDDLE = 28, 20, 12, 10
"""Where words begin, the height of a line, the space between stops, and where the spine stands; in px."""
_BASE = 15
"""From the top of a line of text to its base."""


class Kind(StrEnum):
    """What a stop is, told by its shape."""

    FULL = "full"
    """A stretch of time in which all the money comes back."""
    PART = "part"
    """A stretch in which something else is given."""
    NONE = "none"
    """A stretch in which nothing is given."""
    BUYER = "buyer"
    """The buyer acts: a ring."""
    SHOP = "shop"
    """The shop acts: a disc."""
    OTHER = "other"
    """Somebody else acts, such as a bank: a square."""
    TURN = "turn"
    """Nobody acts: from here on the case takes another way."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop: what happens, what there is to know, and by when, each deadline with its clock.

    ``after`` tells what comes once the deadline is past: it stands below it, so that nobody takes it for its own.
    """

    kind: Kind
    head: Phrase
    lines: tuple[Phrase, ...] = ()
    due: tuple[Phrase, ...] = ()
    after: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A stop with its words in lines, and where it stands."""

    stop: Stop
    top: int
    texts: tuple[tuple[str, Phrase], ...]

    @property
    def bottom(self) -> int:
        return self.top + _LINE * len(self.texts)


def draw_spine(name: str, stops: tuple[Stop, ...], alternative: Phrase, *, key: str = "") -> Markup:
    """The figure: one line of HTML; ``name`` is its class, ``key`` the words that explain ring and disc."""
    top = _LINE + _GAP if key else 0
    placed = tuple(_place(stops, top))
    parts = [set_title(alternative)]
    if key:
        parts.append(_key(key, frozenset(stop.kind for stop in stops)))
    for before, one, next in zip_longest((None, *placed[:-1]), placed, placed[1:]):
        # Each stop in coordinates of its own, which begin where the stop before stands: the same stop is the same text
        # wherever it is drawn, and packs well.
        drawn = Markup('<svg y="{}">{}{}')
        parts.append(drawn.format(one.top - (before.top if before else 0), _shape(one, next), _texts(one)))
    parts.append(Markup("</svg>") * len(placed))
    height = placed[-1].bottom + 4
    return Markup('<figure class="rail {}"><svg role="img" width="100%" height="{}">{}</svg></figure>').format(
        name, height, Markup("").join(parts)
    )


def _place(stops: tuple[Stop, ...], top: int) -> Iterator[_Placed]:
    room = NARROWEST - _LEFT
    for stop in stops:
        texts = [("b", line) for line in break_lines(stop.head, room)]
        texts += [("says", line) for words in stop.lines for line in break_lines(words, room)]
        for words in stop.due:
            first, *rest = break_lines(words, room)
            texts += [("due", first), *(("due on", line) for line in rest)]
        texts += [("says", line) for words in stop.after for line in break_lines(words, room)]
        placed = _Placed(stop, top, tuple(texts))
        yield placed
        top = placed.bottom + _GAP


def _texts(one: _Placed) -> Markup:
    out = []
    for row, (look, phrase) in enumerate(one.texts):
        base = row * _LINE + _BASE
        if look == "due":
            out.append(Markup('<path class="tick" d="M0 {}h20"/>').format(base - 5))
        out.append(set_text(phrase, f'x="{_LEFT}" y="{base}" class="{look.split()[0]}"'))
    return Markup("").join(out)


def _shape(one: _Placed, next: _Placed | None) -> Markup:
    kind = one.stop.kind
    if kind in (Kind.FULL, Kind.PART, Kind.NONE):
        return _band(one)
    spine = Markup("")
    if next is not None:
        look = "pin off" if kind is Kind.TURN or next.stop.kind is Kind.TURN else "pin"
        ends = _MIDDLE + 7, next.top - one.top + _MIDDLE - 7
        spine = Markup('<path class="{}" d="M{} {}V{}"/>').format(look, _MIDDLE, *ends)
    return _mark(kind) + spine


def _mark(kind: Kind, left: int = _MIDDLE) -> Markup:
    middle = _MIDDLE
    if kind is Kind.BUYER:
        return Markup('<circle class="ask" cx="{}" cy="{}" r="5.5"/>').format(left, middle)
    if kind is Kind.SHOP:
        return Markup('<circle class="dot" cx="{}" cy="{}" r="6"/>').format(left, middle)
    if kind is Kind.OTHER:
        return Markup('<rect class="dot" x="{}" y="{}" width="10" height="10"/>').format(left - 5, middle - 5)
    return Markup('<path class="pin" d="M{} {}h12"/>').format(left - 6, middle)


def _band(one: _Placed) -> Markup:
    """A stretch of time as a bar; the deadlines at its end lie below it."""
    until = sum(1 for look, _ in one.texts if look.startswith("due"))
    height = one.bottom - one.top - until * _LINE - (2 if until else 0)
    look = {Kind.FULL: "full", Kind.PART: "ring tint", Kind.NONE: "none"}[one.stop.kind]
    bar = Markup('<rect class="{}" x="4" y="1" width="12" height="{}" rx="2"/>').format(look, height)
    if one.stop.kind is Kind.PART:
        # A narrow bar is hatched across, by a dashed line: a pattern would need an id of its own in each picture.
        bar += Markup('<path class="bars" d="M10 4V{}"/>').format(height - 1)
    return bar


def _key(words: str, kinds: frozenset[Kind]) -> Markup:
    """What ring, disc and square mean, each if it stands below: ``you|we|the bank``."""
    known = zip((Kind.BUYER, Kind.SHOP, Kind.OTHER), words.split("|"), strict=True)
    shown = [(kind, name) for kind, name in known if kind in kinds]
    parts = [
        Markup('<svg x="{x}%">{}<text class="says" x="18" y="{y}">{}</text></svg>').format(
            _mark(kind, 6), name, x=at * 100 // len(shown), y=_BASE
        )
        for at, (kind, name) in enumerate(shown)
    ]
    return Markup("").join(parts)
