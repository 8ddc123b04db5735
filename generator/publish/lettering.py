"""Words in a picture: how wide they are, how they break into lines, and how they keep the origin of their values.

SVG text breaks by itself nowhere. A picture is as wide as its reader's screen, so its lines are made for the narrowest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from generator.language.phrase import Phrase, Quote, plain
from generator.language.wording import words as together
from generator.playbook.html import Markup, escape
from generator.playbook.markup import origin

NARROWEST = 286
"""Width in px that a picture has on a screen of 320 px."""
_CJK = "\u2e80"
"""From here on characters are square, and a line may end behind each."""
_WHOLE = (
    "工作日|购物金|退货中心|之后|之前|收货|收到|签收|退货|退款|换货|补发|商品|包裹|运费|部分|期限|答复|申请|我们|银行|承担|优惠券|"
    "等待|取消|订单|维修|更换|照片|凭证|同款|替代|选择|进口|税费|台湾|地区|欧洲|中国|内地|英国|美国|定制|促销|拒绝|复核"
)
"""Chinese words that people trip over when a line ends within them."""
_PIECE = re.compile(rf"\s+|{_WHOLE}|[\u2e80-\uffef]|[^\s\u2e80-\uffef]+")
_NARROWING = 14
"""By how many px at a time lines are drawn closer: the width of a Chinese character."""
_NEVER_FIRST = frozenset("内，。、；：？！）」』”’》…,.;:?!)％%")
_NEVER_LAST = frozenset("（「『“‘《(")


def width(text: str) -> float:
    """Width of 14 px text in px, estimated a little high: Chinese is square, bold Latin about 8."""
    return sum(map(_WIDTHS.__getitem__, text))


@lru_cache(maxsize=1_024)
def break_lines(phrase: Phrase, room: float) -> tuple[Phrase, ...]:
    """The phrase in lines of at most ``room`` px; a value is never broken, and no line begins with a comma.

    Lines are about equally long: no word is left alone on the last one.

    >>> [plain(line) for line in break_lines(("Photos of the item and of the parcel",), 150)]
    ['Photos of the item', 'and of the parcel']
    """
    pieces = tuple(_pieces(phrase))
    lines = _broken(pieces, room)
    narrower = room
    while len(lines) > 1 and (narrower := narrower - _NARROWING) > 0:
        closer = _broken(pieces, narrower)
        if len(closer) > len(lines) or any(width(plain(line)) > narrower for line in closer):
            break
        lines = closer
    return lines


def _broken(pieces: tuple[Phrase, ...], room: float) -> tuple[Phrase, ...]:
    lines: list[Phrase] = []
    line: Phrase = ()
    for piece in pieces:
        longer = together(line, piece)
        if line and width(plain(longer).rstrip()) > room:
            lines.append(_trimmed(line))
            line = together(*(part.lstrip() if isinstance(part, str) else part for part in piece[:1]), piece[1:])
        else:
            line = longer
    return (*lines, _trimmed(line)) if plain(line).strip() else tuple(lines)


def set_text(phrase: Phrase, attributes: str) -> Markup:
    """One line of SVG text; ``<data>`` cannot live there, so each value is a ``tspan`` that names its origin."""
    parts = (
        Markup("<tspan {}>{}</tspan>").format(origin(part), part.text) if isinstance(part, Quote) else escape(part)
        for part in phrase
    )
    return Markup("<text {}>{}</text>").format(Markup(attributes), Markup("").join(parts))


def set_title(phrase: Phrase) -> Markup:
    """The alternative of a picture in words, with the terms that its values come from."""
    quotes = [part for part in phrase if isinstance(part, Quote)]
    terms = sorted({term for quote in quotes for term in (quote.term, *quote.derived_from) if term})
    source = Markup(' data-derived-from="{}"').format(" ".join(terms)) if terms else ""
    return Markup("<title{}>{}</title>").format(source, plain(phrase))


def _pieces(phrase: Phrase) -> Iterable[Phrase]:
    """What stays together: words with the marks beside them, values whole."""
    piece: Phrase = ()
    for part in phrase:
        for atom in (part,) if isinstance(part, Quote) else _PIECE.findall(part):
            text = atom.text if isinstance(atom, Quote) else atom
            if piece and _may_break(plain(piece), text):
                yield piece
                piece = ()
            piece = together(piece, atom)
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after[0] in _NEVER_FIRST or before[-1] in _NEVER_LAST:
        return False
    return before[-1].isspace() or (not after[0].isspace() and (before[-1] >= _CJK or after[0] >= _CJK))


def _trimmed(line: Phrase) -> Phrase:
    """The line without the space at its end."""
    *rest, last = line
    return (*rest, last.rstrip()) if isinstance(last, str) else line


class _Widths(dict[str, float]):
    """The width of each character, looked at when it is first asked for."""

    def __missing__(self, char: str) -> float:
        found = self[char] = _char_width(char)
        return found


def _char_width(char: str) -> float:
    if char >= _CJK:
        return 14
    if char in "iljtfrI.,:;' |1":
        return 5.2
    if char in "mwMW":
        return 12
    return 9.4 if char.isupper() else 7.9


_WIDTHS = _Widths()
