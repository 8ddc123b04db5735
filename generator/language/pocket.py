"""The words of quantities for a reader that fits into a page: ``overrides/replies/quantities.js``.

That reader is no second grammar. It knows the words of ``read`` and a few plain ways to join them (30 days, 5 to 10
business days, 15%, US$8.00, 三至五个工作日). Where words of quantities stand together in any other way, it says that
there is something to look at, and no value. ``tests/sites/test_checker.py`` holds it to that: what it reads, ``read``
reads alike, and what ``read`` finds, it does not pass in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.language.currency import (
    CHINESE_NAMES,
    CODES,
    ENGLISH_CENTS,
    ENGLISH_NAMES,
    PLAIN_CODES,
    SYMBOLS,
    WORDLIKE_CODES,
    code_of,
)
from generator.language.numerals import CHINESE, ENGLISH_ONES, ENGLISH_ORDINALS, ENGLISH_TENS
from generator.language.quantities_en import words as english
from generator.language.quantities_en.dates import MONTHS
from generator.language.quantities_zh import words as chinese
from generator.policy.values import Unit, minor_digits

Token = tuple[str, str, str]
"""A kind, a regular expression of JavaScript, and what the words are worth, if that is one thing.

Kinds: ``number``, ``tens`` and ``chinese``; ``half`` of the unit behind it; ``numeral``, whose value is not
worked out; ``unit``, worth so many of a unit; ``worked`` for business, before days; ``between``;
``percent`` (百分之 stands ``before`` its number, 成 counts ``tenths``, and 折 says what is left, so that the
rest is ``off``); ``money``, worth a currency; ``joint``, which may be that of a ``range``; ``month``, with
its capital (``exact``); ``article``; ``whole``, a quantity by itself (次日).
"""
_USUAL_DIGITS, _CODE = 2, 3
HALF = "50%"
_HALVED = "year|month|week|hour"
_SUMS = "price|item price|amount|full amount|money|total|order total|refund|purchase price|value"
"""What half is taken of, where it is a share and no half of a day, of the parcels or of the month."""


def pocket_tokens(dollar: str) -> list[Token]:
    """The words, the longest of each kind first; where two fit, the earlier in the list is meant."""
    return [*_english(dollar), *_chinese(dollar), *_signs(dollar)]


def pocket_digits() -> dict[str, int]:
    """The currencies whose minor unit has not two digits."""
    codes = {code for code in map(code_of, CODES) if code}
    return {code: digits for code in sorted(codes) if (digits := minor_digits(code)) != _USUAL_DIGITS}


def _english(dollar: str) -> Iterator[Token]:
    ones = {word: number for word, number in ENGLISH_ONES.items() if number}
    yield "whole", r"(?<![A-Za-z])(?:same|next|following)[- ](?:(?:business|working)[- ])?day(?![A-Za-z])", ""
    yield "whole", _words(["half price"]), HALF
    yield "whole", rf"(?<![A-Za-z])half(?= (?:of )?(?:the|your) (?:{_SUMS})(?![A-Za-z]))", HALF
    yield "half", rf"(?<![A-Za-z])(?<!and )half an? (?=(?:{_HALVED})(?![A-Za-z]))", ""
    yield "whole", _words(["half", "halves", "overnight"]), ""
    yield "whole", rf"(?<![A-Za-z])(?:an?|{'|'.join(ones)})[- ](?:{'|'.join(english.PARTS_OF)})(?![A-Za-z])", ""
    for tens, number in ENGLISH_TENS.items():
        small = "|".join(word for word, one in ones.items() if one < 10)
        yield "tens", rf"(?<![A-Za-z]){tens}[- ](?:{small})(?![A-Za-z])", str(number)
    yield from (("number", _words([word]), str(number)) for word, number in (ENGLISH_ONES | ENGLISH_TENS).items())
    yield "numeral", r"\d+(?:st|nd|rd|th)(?![A-Za-z])", ""
    vague = ("couple of", "couple", "few", "several", "score", "hundreds")
    numerals = [*english.SCALES, *english.PARTS_OF, *ENGLISH_ORDINALS, *vague]
    yield "numeral", _words(word for word in numerals if word not in english.UNITS and len(word) > 1), ""
    yield "whole", f"[{''.join(english.VULGAR)}](?=的?(?:货款|运费|费用|金额|价格|退款))", ""
    yield "numeral", f"[{''.join(english.VULGAR)}]", ""
    for word, (unit, factor) in english.UNITS.items():
        if word not in english.TIGHT_UNITS:
            yield "unit", _words([word]), f"{factor} {unit}"
    behind = "|".join(sorted(english.BEHIND_TIGHT))
    alone = rf"(?<=\d )d(?= (?:{behind})(?![A-Za-z])|[.,;:!?)]|$)"
    yield "unit", rf"(?<=\d)d(?![A-Za-z\d])|{alone}", f"1 {Unit.DAY}"
    yield "worked", _words(english.BUSINESS), ""
    yield "worked", r"(?<![A-Za-z])bus\.(?= )", ""
    yield "between", _words(word for word in english.BETWEEN if word.isalpha()), ""
    yield "percent", r"[%٪]|(?<![A-Za-z])(?:percent|per cent|pct)(?![A-Za-z])|(?<=\d)pc(?![A-Za-z])", "1"
    yield "percent", "‰|" + _words(["percentage points", "percentage point", "basis points"]), ""
    yield "money", r"(?<![A-Za-z])U\.S\. dollars?(?![A-Za-z])", "USD"
    for name, codes in sorted(ENGLISH_NAMES.items(), key=lambda item: -len(item[0])):
        yield "money", _words([f"{name}s", name]), codes[0] if len(codes) == 1 else ""
    yield "money", _words(["dollars", "dollar", "bucks", "buck"]), dollar
    yield "money", r"(?<=\d)p(?![A-Za-z])|(?<![A-Za-z])rs\.?(?= ?\d)|US-dollars?", ""
    yield "money", _words([*ENGLISH_CENTS, "cents", "cent", "pennies", "euros"]), ""
    for code in sorted(CODES | PLAIN_CODES):
        if code not in WORDLIKE_CODES:
            yield "money", rf"(?<![A-Za-z]){code}(?![A-Za-z])", code_of(code) or ""
    yield "month", _words(word.capitalize() for word in MONTHS), "exact"
    yield "joint", _words(["to", "till", "until"]), "range"
    yield "joint", _words(["or", "and", "plus"]), ""
    yield "article", _words(["a", "an", "each", "per", "every", "another"]), ""


def _chinese(dollar: str) -> Iterator[Token]:
    yield "whole", _bare(chinese.NAMED_DAY.pattern), ""
    yield "whole", _bare(chinese.HALF_PRICE.pattern), HALF
    yield "whole", "一半(?=的?(?:货款|运费|费用|金额|价格|退款))", HALF
    yield "percent", "百分之", "before"
    yield "whole", rf"一半|百分百|(?:[{CHINESE}]+|\d+)分之", ""
    yield "half", rf"(?<![{CHINESE}个\d年月周上下前后大多过近小])半(?=年(?!度)|个月|个?(?:星期|小时|工作日)|周)", ""
    yield "numeral", rf"[半几数多余来第兩]|[{CHINESE}]+点[{CHINESE}]+|个半", ""
    yield "unit", r"個?[週月]|工作天|(?<=\d)分(?![之钟])|工作 日", ""
    for pattern, unit, factor in chinese.UNIT_PATTERNS:
        yield "unit", pattern, f"{factor} {unit}"
    yield "percent", "个百分点|个点", ""
    yield "percent", "成(?!新)", "tenths"
    yield "percent", _bare(chinese.FOLD.pattern), "off"
    yield "percent", "折", ""
    for name, codes in sorted(CHINESE_NAMES.items(), key=lambda item: -len(item[0])):
        yield "money", name, codes[0] if len(codes) == 1 else ""
    yield "money", "块钱?|毛钱?|角|分钱|刀", ""
    yield "month", "月份?|号|年(?=度)", ""
    yield "joint", "至|到|~", "range"
    yield "joint", "或|、|和|及|又|零|加", ""
    yield "between", "[个個]", ""
    yield "chinese", rf"[{CHINESE}]+", ""


def _signs(dollar: str) -> Iterator[Token]:
    for sign, code in sorted(SYMBOLS.items(), key=lambda item: -len(item[0])):
        yield "money", re.escape(sign).replace(r"\ ", " "), code
    yield "money", r"\$", dollar
    yield "money", "¥", ""
    yield "money", "¢", ""
    yield "whole", r"\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d)|\d{1,2}[-./]\d{1,2}[-./]\d{4}(?!\d)", "date"
    yield "whole", r"(?<![\d/])(?:1[0-2]|0?\d)/\d{1,2}(?![\d/])", ""
    yield "numeral", r"\d+(?:[.:/-]\d+){2,}|\d{1,2}:\d{2}|\d+(?:\.\d+)?[km](?![A-Za-z])", ""
    codes = "|".join(sorted(code for code in CODES if len(code) == _CODE))
    alone = rf"(?<![A-Za-z\d])(?<![A-Z]-)|(?<=(?<![A-Za-z])(?:{codes}))"
    yield "number", rf"(?:{alone})(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)", "exact"
    yield "joint", "--|[-–—~～]", "range"
    yield "joint", "[,/&+×x]", ""


def _words(words: Iterable[str]) -> str:
    """Any of these as whole words."""
    inner = "|".join(sorted(words, key=lambda word: (-len(word), word)))
    return rf"(?<![A-Za-z])(?:{inner})(?![A-Za-z])"


def _bare(pattern: str) -> str:
    """Without names of groups, which the two languages write in different ways."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)
