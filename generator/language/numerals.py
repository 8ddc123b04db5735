"""Numerals in words → exact numbers: English cardinals word by word, Chinese numerals character by character."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

ENGLISH_ONES = {
    word: at
    for at, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen"
        ).split()
    )
}
ENGLISH_TENS = {
    word: 10 * at for at, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
} | {"fourty": 40}
ENGLISH_ORDINALS = {
    word: at
    for at, word in enumerate(
        (
            "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
            "sixteenth seventeenth eighteenth nineteenth twentieth"
        ).split(),
        start=3,
    )
} | {"first": 1, "second": 2, "thirtieth": 30, "fortieth": 40, "sixtieth": 60, "ninetieth": 90}
ENGLISH_SCALES = {"thousand": 1000, "million": 1_000_000}
_LONGEST = 14
"""No number in a policy takes more words; a bound keeps the reader linear."""


def english_cardinal(words: Sequence[str], at: int) -> tuple[Decimal, int] | None:
    """The number that starts with ``words[at]`` and the index after it; hyphens are words of their own.

    >>> english_cardinal("one hundred and twenty - one days".split(), 0)
    (Decimal('121'), 6)
    >>> english_cardinal(["days"], 0) is None
    True
    """
    total = group = 0
    here, end = at, at
    room = ""
    limit = min(len(words), at + _LONGEST)
    while here < limit:
        word = words[here]
        if word in ENGLISH_ONES and room in ("", "ones", "teens"):
            if room == "ones" and not 1 <= ENGLISH_ONES[word] <= 9:
                break
            group += ENGLISH_ONES[word]
            room = "full"
        elif word in ENGLISH_TENS and room in ("", "teens"):
            group += ENGLISH_TENS[word]
            room = "ones"
        elif word in ("hundred", "hundreds") and room == "full" and 1 <= group <= 99:
            group *= 100
            room = "teens"
        elif word in ENGLISH_SCALES and group:
            total += group * ENGLISH_SCALES[word]
            group = 0
            room = "teens"
        elif end == here and here > at and _joins(words, here, room):
            here += 1
            continue
        else:
            break
        here += 1
        end = here
    return (Decimal(total + group), end) if end > at else None


def english_ordinal(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """The ordinal that starts with ``words[at]``, up to the ninety-ninth, and the index after it.

    >>> english_ordinal("the thirty - first day".split(), 1), english_ordinal(["fifth"], 0)
    ((31, 4), (5, 1))
    """
    word = words[at] if 0 <= at < len(words) else ""
    tens = ENGLISH_TENS.get(word, 0)
    here = at + 1 + (words[at + 1 : at + 2] == ["-"]) if tens else at
    ones = ENGLISH_ORDINALS.get(words[here] if 0 <= here < len(words) else "")
    return (tens + ones, here + 1) if ones and (not tens or ones < 10) else None


def _joins(words: Sequence[str], here: int, room: str) -> bool:
    after = words[here + 1] if here + 1 < len(words) else ""
    if words[here] == "-":
        return (room == "ones" and after in ENGLISH_ONES) or after in ENGLISH_SCALES or after == "hundred"
    return words[here] == "and" and room == "teens" and (after in ENGLISH_ONES or after in ENGLISH_TENS)


_DIGITS = {char: at for at, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "两": 2, "俩": 2, "仨": 3,
    "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SHORT = {"廿": 20, "卅": 30, "卌": 40}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
CHINESE = "".join((*_DIGITS, *_TENS, *_SHORT, *_MYRIADS))
"""Every character that a Chinese numeral is written with."""


def chinese_number(text: str) -> tuple[Decimal, Decimal] | None:
    """The number, as a range of one, or the range of neighbouring digits: 两三 is (2, 3), 十七八 is (17, 18).

    None if the characters make no number.

    >>> chinese_number("二十一"), chinese_number("两三"), chinese_number("一百二")
    ((Decimal('21'), Decimal('21')), (Decimal('2'), Decimal('3')), (Decimal('120'), Decimal('120')))
    >>> chinese_number("十二点五"), chinese_number("十十") is None
    ((Decimal('12.5'), Decimal('12.5')), True)
    """
    whole, point, part = text.partition("点")
    if point:
        number = _one_number(whole)
        digits = [_DIGITS.get(char) for char in part]
        if number is None or not digits or None in digits:
            return None
        value = Decimal(f"{number}.{''.join(map(str, digits))}")
        return value, value
    pair = _neighbours(whole)
    if pair:
        low, high = _one_number(pair[0]), _one_number(pair[1])
    else:
        low = high = _one_number(whole)
    if low is None or high is None or low > high:
        return None
    return Decimal(low), Decimal(high)


def _neighbours(text: str) -> tuple[str, str] | None:
    """The two numerals of an approximation, or None: 三五百 → 三百, 五百; 一二三 is none."""
    for at in range(len(text) - 1):
        first, second = _DIGITS.get(text[at], 0), _DIGITS.get(text[at + 1], 0)
        if not first or not second:
            continue
        around = text[at - 1 : at] + text[at + 2 : at + 3]
        if any(char in _DIGITS for char in around) or _small(text[:at]):
            return None
        if text[at : at + 2] == "三两":
            return text[:at] + "两" + text[at + 2 :], text[:at] + "三" + text[at + 2 :]
        if second - first == 1 or text[at : at + 2] == "三五":
            return text[: at + 1] + text[at + 2 :], text[:at] + text[at + 1 :]
        return None
    return None


def _small(before: str) -> bool:
    return bool(before) and before[-1] not in _TENS


def _one_number(text: str) -> int | None:
    if not text:
        return None
    if len(text) > 1 and all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    return _with_units(text)


def _with_units(text: str) -> int | None:
    """A numeral of digits and units, strictly falling inside each myriad; 一百二 is 120, 两万五 is 25000."""
    total = section = 0
    digit: int | None = None
    ceiling = 10**12
    floor = 10**5
    last = 0
    for at, char in enumerate(text):
        if char in _DIGITS:
            if digit not in (None, 0) or (digit == 0 and char in "零〇"):
                return None
            digit = _DIGITS[char]
            if digit == 0 and at + 1 < len(text):
                last = 0
        elif char in _SHORT:
            if digit is not None or floor <= 10:
                return None
            section += _SHORT[char]
            floor = last = 10
        elif char in _TENS:
            unit = _TENS[char]
            if unit >= floor or (digit in (None, 0) and not (unit == 10 and (not section or digit == 0))):
                return None
            section += (digit or 1) * unit
            digit, floor, last = None, unit, unit
        else:
            unit = _MYRIADS.get(char, 0)
            if not unit or unit >= ceiling or not section + (digit or 0):
                return None
            total += (section + (digit or 0)) * unit
            section, digit, ceiling, floor, last = 0, None, unit, 10**5, unit
    if digit and last > 10:
        digit *= last // 10
    return total + section + (digit or 0)
