"""The grammar of quantities in Chinese.

Reads characters, not words: spaces are gone. Every rule looks at a bounded stretch from where it stands, so reading is
linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.language.currency import CHINESE_NAMES
from generator.language.flat import ENTITY, Flat, unsimplified
from generator.language.numerals import CHINESE, chinese_number
from generator.language.quantities_zh import words
from generator.language.quantities_zh.durations import Durations
from generator.language.quantities_zh.numbers import Number
from generator.language.quantities_zh.prices import Prices
from generator.language.quantities_zh.shares import Shares
from generator.language.reading import Kind, Reading, day_of, duration_of, with_numbers

_STARTS = re.compile(rf"[\d{CHINESE}半当次隔翌同下第对个¥€£$A-Za-z人美欧英港澳加日韩新台瑞泰每本上]")
"""Every character that a rule can begin with."""
_LIST = 12
"""So many numbers may share one unit: 7、15或30天."""


_PLAIN = (
    r"A-Za-z\s!-#%'-/:;=-@\[-`{-~\u00b7\u2010-\u201f\u2026\ufffc\u3000-\u3020\u4e00-\u9fff"
    r"\uff01-\uff03\uff05-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff60"
)
"""Letters, punctuation and ordinary characters."""
_SIGNS = re.compile(rf"[^{_PLAIN}]")
"""Digits, signs of currencies and whatever else is not plain; what could divide a word."""
_JOINS = re.compile(r"<|\][(\[]")
"""Markup that is not heard, though something stands in it."""
_UNHEARD = dict.fromkeys((*filter(str.isspace, map(chr, range(0x3001))), *"*_~\\`\"'“”‘’「」[]()（）"))
_HEARD = str.maketrans(_UNHEARD)
"""Spaces, and what may stand within a quantity and is not heard."""


def _as(characters: str) -> str:
    """A class of these characters and of those that are read as they are."""
    return f"[{characters}{''.join(unsimplified(characters))}]"


_NUMERAL = _as(f"{CHINESE}半几")
_OPENS = re.compile(f"{_NUMERAL}|{_as('当同次翌隔下对')}")
"""Without one of these there is no quantity in words."""
_CODE = "USD|EUR|GBP|CNY|RMB|JPY|HKD|AUD|CAD|NZD|SGD|CHF|SEK|NOK|DKK|TWD|KRW|MOP|THB|usd|rmb|eur|gbp"
_NAMES = "|".join(sorted({"".join(map(_as, name[:2])) for name in CHINESE_NAMES}))
_WORDED = re.compile(
    rf"{_NUMERAL}[多余来來]?(?:{_as('个')}多?{_as('完法工营交银自日小钟星礼周月季整百点半昼')}"
    rf"|{_as('天日号周月年旬小钟刻分秒星礼季工营交银自法完整昼块毛角折成价刀%')}|-?[A-Za-z]|{_NAMES})"
    rf"|一半|(?:人民币|人民幣|{_CODE}){_NUMERAL}|{_as('个')}半"
    rf"|{_as('当同次翌隔下')}{_as('个')}?{_as('天日工')}|{_as('对')}折"
)
"""A numeral beside what it counts, of which the first two characters tell; a day that is named and not counted."""


def may_hold_chinese(text: str) -> bool:
    """Whether a quantity could begin anywhere in a Markdown text in Chinese; false is certain.

    >>> [may_hold_chinese(text) for text in ("请买家发照片。", "当日发出", "收货后**三**天内", "满 50 减", "一条")]
    [False, True, True, True, False]
    """
    if _SIGNS.search(text) or ENTITY.search(text):
        return True
    if not _OPENS.search(text):
        return False
    return _JOINS.search(text) is not None or _WORDED.search(text.translate(_HEARD)) is not None


def read_chinese(flat: Flat, dollar: str) -> Iterator[Reading]:
    """The readings in the spaceless flat text, in order, offsets into it."""
    yield from _Scanner(flat.masked(words.TRAPS).text, dollar).readings()


class _Scanner(Durations, Shares, Prices):
    """Tries every rule at every character that no rule before consumed."""

    def readings(self) -> Iterator[Reading]:
        at = 0
        while start := _STARTS.search(self.text, at):
            at = start.start()
            found, after = self.quantity(at)
            yield from found
            at = max(after, at + 1)

    def quantity(self, at: int) -> tuple[list[Reading], int]:
        for rule in (
            self.date,
            self.named_day,
            self.half_price,
            self.half,
            self.prefixed_money,
            self.parted,
            self.counted,
        ):
            found, after = rule(at)
            if found or after > at:
                return found, after
        return [], at + 1

    def date(self, at: int) -> tuple[list[Reading], int]:
        match = words.DATE.match(self.text, at)
        if match is None or self.before(at)[-1:].isdigit():
            return [], at
        end = match.end()
        glue = words.DATE_GLUE.match(self.text, end)
        behind = words.DATE_BEHIND.match(self.text, glue.end() if glue else end)
        behind = behind or words.DATE_WHICHEVER.match(self.text, end)
        deadline = behind or words.DATE_BEFORE.search(self.before(at))
        if not deadline:
            span = words.DATE_RANGE.match(self.text, end)
            end = span.end() if span else end
            return [], end + 2 if self.text[end : end + 2] in ("当天", "当日") else end
        if match["iso"]:
            value = day_of(int(match["y0"]), int(match["m0"]), int(match["d0"]))
        elif match["d1"]:
            value = day_of(int(match["y1"]) if match["y1"] else None, int(match["m1"]), int(match["d1"]))
        else:
            value = None
        return [self.reading(at, end, Kind.DATE, value)], glue.end() if glue else end

    def counted(self, at: int) -> tuple[list[Reading], int]:
        if self.text[at] not in CHINESE and not self.text[at].isdigit():
            if self.text[at] == "个" and self.text[at + 1 : at + 2] == "半":
                return self.one_and_half(at)
            return [], at
        raw = words.NUMBER.match(self.text, at)
        if raw is None or not self.numeral_here(at):
            return [], self.beyond_numeral(at)
        number = self.single(at)
        if words.ROUND_AMOUNT.match(self.text, at) and not words.VAGUE_ROUND.search(self.before(at)):
            amount = Decimal(words.SCALES[self.text[at]])
            return [self.priced(at, at + 2, amount, amount, ("CNY",))], at + 2
        if number is None:
            return self.residue(at, raw.end())
        if self.text[number.end : number.end + 1] == "几" and self.text[number.end - 1] in words.SCALES:
            return self.residue(at, number.end + 1)  # 十几天
        if self.before(at).endswith(words.ORDINAL_BEFORE):
            return self.ordinal(at, number)
        found = self.with_unit(at, number)
        if found[0]:
            return found
        shared = self.shared(at, number)
        if shared[0]:
            return shared
        return ([], shared[1]) if shared[1] > at else self.residue(at, number.end)

    def with_unit(self, at: int, number: Number) -> tuple[list[Reading], int]:
        whole = self.ranged(number)
        for rule in (self.percent, self.tenths, self.folds, self.money, self.duration):
            reading, after = rule(at, whole)
            if reading:
                return [reading], after
        return [], at

    def shared(self, at: int, first: Number) -> tuple[list[Reading], int]:
        """7、15或30天, 15/30/45天: each number takes the unit behind the last."""
        starts = [(at, first)]
        number = first
        for _ in range(_LIST):
            joint = words.JOINT.match(self.text, number.end)
            if joint is None or joint[0] not in ("或", "、", "/"):
                break
            here = joint.end()
            following = self.single(here)
            if following is None:
                break
            last, after = self.with_unit(here, following)
            if last:
                if last[0].value is None:
                    return [], at
                firsts = [
                    self.reading(start, one.end, last[0].kind, value)
                    for start, one in starts
                    if (value := with_numbers(last[0].value, one.low, one.high)) is not None
                ]
                return [*firsts, last[0]], after
            starts.append((here, following))
            number = following
        return [], starts[-1][0]  # none of the numbers before it has a unit

    def ordinal(self, at: int, number: Number) -> tuple[list[Reading], int]:
        """第3天: a numeral beside a unit that states no length. 第一天 is how days are counted, 第一周内 a week."""
        unit = words.UNIT.match(self.text, number.end)
        if unit and number.low == number.high == 1 and words.INSIDE.match(self.text, unit.end()):
            length, factor = words.UNIT_OF[str(unit.lastgroup)]
            return [self.reading(at - 1, unit.end(), Kind.DURATION, duration_of(factor, factor, length))], unit.end()
        if unit is None or (number.low == 1 and number.high == 1) or self.text[unit.start()] in "年周":
            return [], number.end
        return [self.reading(at - 1, unit.end(), Kind.DURATION, None)], unit.end()

    def residue(self, at: int, end: int) -> tuple[list[Reading], int]:
        """A numeral that the grammar has no rule for, beside a unit."""
        text = self.text
        unit = words.UNIT.match(text, end)
        number = Number(Decimal(0), Decimal(0), end)
        if (
            unit
            and (text[at].isdigit() or text[end - 1] == "几")
            and not self.no_length(at, number, unit[0], unit.end())
        ):
            return [self.reading(at, unit.end(), Kind.DURATION, None)], unit.end()
        if (words.MONTH_LIMIT if text[at].isdigit() else words.MONTH_INSIDE).match(text, end):
            return [self.reading(at, end + 1, Kind.DURATION, None)], end + 1
        if unit and not text[at].isdigit() and chinese_number(text[at:end]) is None and end - at > 1:
            return [self.reading(at, unit.end(), Kind.DURATION, None)], unit.end()
        return [], max(end, at + 1)
