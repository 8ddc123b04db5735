"""Numbers that become digits before a grammar reads them.

A number in the words of one language before a unit of the other (三十 days, thirty 天): neither grammar knows the
numerals of the other, but both know digits. In Chinese, too, fractions before a unit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from generator.language.flat import Flat
from generator.language.numerals import CHINESE, chinese_number, english_cardinal
from generator.language.quantities_en.words import FRACTIONS, VULGAR
from generator.language.read_en import may_hold_words, measures

_LATIN = re.compile("[A-Za-z]")
_CHINESE_BEFORE = re.compile(rf"[{CHINESE}]{{1,14}}(?=[ -]{{0,2}}(?P<unit>[A-Za-z]+))")
_UNIT_BEHIND = re.compile(
    r"[A-Za-z](?= {0,2}(?:个半?)?(?:[天日周月年秒元块折%]|工作|自然|营业|小时|分钟|星期|礼拜|季度|百分"
    r"|美[元金]|欧元|英镑|港[元币]|人民币))"
)
_MEASURING = frozenset("天日周月年时分秒元块折季礼星币镑")
"""In every unit of Chinese stands one of these."""
_WORDS = re.compile(r"[A-Za-z]+|-")
_BACK = 80
"""No number of a policy takes more characters."""
_FRACTION = re.compile(
    rf"(?<![\d./])(?P<whole>\d{{1,3}})?(?:(?P<vulgar>[{''.join(VULGAR)}])|(?P<top>(?<!\d)\d)/(?P<bottom>\d)) {{0,2}}"
    r"(?=(?P<unit>天|年|周|个?(?:小时|月|星期|礼拜|工作日|季度|钟头)|分钟)"
    r"|的?(?:货款|价款|款项|运费|费用|金额|价格|退款|邮费))"
)


def may_mix(text: str) -> bool:
    """Whether an English number could stand before a Chinese unit; false is certain.

    >>> may_mix("thirty 天内"), may_mix("三十天内"), may_mix("the day")
    (True, False, False)
    """
    return not text.isascii() and may_hold_words(text, _MEASURING)


def with_digits(flat: Flat) -> Flat:
    """The flat text with digits for such numerals.

    >>> from generator.language.flat import flatten
    >>> [with_digits(flatten(text)).text for text in ("三十 days", "twenty-one 天内", "唯一 ID", "the one 天")]
    ['30 days', '21 天内', '唯一 ID', 'the 1 天']
    """
    text = flat.text
    if text.isascii() or not _LATIN.search(text):
        return flat
    return _replaced(flat, sorted([*_chinese(text), *_english(text)]))


def with_plain_numbers(flat: Flat) -> Flat:
    """The flat text of Chinese with decimals for fractions before a unit.

    >>> from generator.language.flat import flatten
    >>> [with_plain_numbers(flatten(text)).text for text in ("1½天", "1/2 天", "½价格")]
    ['1.5天', '0.5天', '1/2价格']
    """
    return _replaced(flat, list(_fractions(flat.text)))


def _replaced(flat: Flat, changes: list[tuple[int, int, str]]) -> Flat:
    """The flat text with other characters in these places."""
    if not changes:
        return flat
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for start, end, digits in [*changes, (len(flat.text), len(flat.text), "")]:
        chars += (flat.text[done:start], digits)
        starts += [*flat.starts[done:start], *flat.starts[start : start + 1] * len(digits)]
        ends += [*flat.ends[done:start], *flat.ends[end - 1 : end] * len(digits)]
        done = end
    return Flat("".join(chars), starts, ends)


def _chinese(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _CHINESE_BEFORE.finditer(text):
        number = chinese_number(match[0]) if measures(match["unit"]) else None
        if number is not None and number[0] == number[1] == int(number[0]):
            yield *match.span(), str(int(number[0]))


def _english(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _UNIT_BEHIND.finditer(text):
        pieces = list(_WORDS.finditer(text, max(0, match.end() - _BACK), match.end()))
        said = [piece[0].lower() for piece in pieces]
        for at, piece in enumerate(pieces):
            number = english_cardinal(said, at)
            if number is not None and number[1] == len(said):
                yield piece.start(), match.end(), str(int(number[0]))
                break


def _fractions(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _FRACTION.finditer(text):
        sign, whole = match["vulgar"], int(match["whole"] or 0)
        value = VULGAR[sign] if sign else FRACTIONS.get((match["top"], match["bottom"]), Decimal(0))
        if match["unit"] and value and value == round(value, 3) and (sign or not whole):
            yield *match.span(), f"{whole + value}"
        elif sign and not whole:
            part = Fraction(unicodedata.numeric(sign)).limit_denominator(10)
            yield *match.span(), f"{part.numerator}/{part.denominator}"
