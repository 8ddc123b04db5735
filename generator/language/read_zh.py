"""The grammar of quantities in Chinese.

Reads characters, not words: spaces are gone. Every rule looks at a bounded stretch from where it stands, so reading is
linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.language import words_zh as words
from generator.language.comparators import chinese_comparator
from generator.language.currency import CHINESE_NAMES, SYMBOLS, code_of
from generator.language.flat import Flat
from generator.language.numerals import CHINESE, chinese_number
from generator.language.reading import Kind, Reading, day_of, duration_of, money_of, percent_of
from generator.policy.values import Duration, Money, Percent, Quantity, Unit

_HALF = Decimal("0.5")
_BACK = 12
_AHEAD = 8
_LIST = 6
_STARTS = re.compile(rf"[\d{CHINESE}半当次隔翌同下第对百千个¥€£$A-Za-z人美欧英港澳加日韩新台瑞泰每本上]")


@dataclass(frozen=True, slots=True)
class _Number:
    """Numbers before a unit: one or a range; ``other`` contradicts in brackets; ``beyond`` for 多 and 余."""

    low: Decimal
    high: Decimal
    end: int
    other: Decimal | None = None
    beyond: bool = False


def read_chinese(flat: Flat, dollar: str) -> Iterator[Reading]:
    """The readings in the spaceless flat text, in order, offsets into it."""
    yield from _Scanner(flat.masked(words.TRAPS).text, dollar).readings()


class _Scanner:
    def __init__(self, text: str, dollar: str) -> None:
        self.text = text
        self.dollar = dollar

    def readings(self) -> Iterator[Reading]:
        at = 0
        while start := _STARTS.search(self.text, at):
            at = start.start()
            found, after = self.quantity(at)
            yield from found
            at = max(after, at + 1)

    def quantity(self, at: int) -> tuple[list[Reading], int]:
        for rule in (self.date, self.named_day, self.half, self.prefixed_money, self.parted, self.counted):
            found, after = rule(at)
            if found or after > at:
                return found, after
        return [], at + 1

    def before(self, at: int) -> str:
        return self.text[max(0, at - _BACK) : at]

    def reading(
        self, start: int, end: int, kind: Kind, value: Quantity | None, could_be: tuple[Quantity, ...] = ()
    ) -> Reading:
        comparator = chinese_comparator(self.before(start), self.text[end : end + _AHEAD])
        residue = value is None and not could_be
        return Reading(start, end, self.text[start:end], kind, value, could_be, residue, comparator)

    # Numbers.

    def single(self, at: int) -> _Number | None:
        match = words.NUMBER.match(self.text, at)
        if match is None:
            return None
        raw, end = match[0], match.end()
        if raw[0].isdigit() and raw[0].isascii():
            value = Decimal(raw.replace(",", ""))
            for _ in range(2):
                scale = words.SCALES.get(self.text[end : end + 1])
                if scale and (scale > 10 or value < 10):  # noqa: PLR2004
                    value, end = value * scale, end + 1
            if self.text[end : end + 1].isdigit():
                return None
            low = high = value
        else:
            pair = chinese_number(raw)
            if pair is None:
                return None
            low, high = pair
        return self.repeated(_Number(low, high, end))

    def repeated(self, number: _Number) -> _Number:
        """三十(30)天: the same twice; two that differ are kept, to be reported. 多 and 余 mean more."""
        end = number.end
        if self.text[end : end + 1] == "(":
            match = words.NUMBER.match(self.text, end + 1)
            if match and self.text[match.end() : match.end() + 1] == ")":
                raw = match[0].replace(",", "")
                pair = (Decimal(raw), Decimal(raw)) if raw[0].isascii() else chinese_number(raw)
                if pair:
                    other = None if pair[0] == number.low else pair[0]
                    return _Number(number.low, number.high, match.end() + 1, other)
        if self.text[end : end + 1] in ("多", "余") and number.low >= 10:  # noqa: PLR2004
            return _Number(number.low, number.high, end + 1, beyond=True)
        return number

    def numeral_here(self, at: int) -> bool:
        """Whether a numeral may begin here: not inside another, not the end of a Latin name or of a word."""
        before = self.before(at)
        last = before[-1:]
        if last and (last.isdigit() or last in CHINESE or (last.isascii() and last.isalpha()) or last == "#"):
            return False
        if last == "." and before[-2:-1].isdigit():
            return False
        han = not self.text[at].isdigit()
        if han and self.text[at] == "一" and words.ONE_BEFORE.search(before):
            return False
        return not (han and (words.WORD_BEFORE.search(before) or last in words.VAGUE_BEFORE))

    # A number and what it counts.

    def counted(self, at: int) -> tuple[list[Reading], int]:
        if self.text[at] not in CHINESE and not self.text[at].isdigit():
            if self.text[at] == "个" and self.text[at + 1 : at + 2] == "半":
                return self.one_and_half(at)
            return [], at
        raw = words.NUMBER.match(self.text, at)
        if raw is None or not self.numeral_here(at):
            return [], self.beyond_numeral(at)
        number = self.single(at)
        if number is None:
            return self.residue(at, raw.end())
        if self.before(at).endswith(words.ORDINAL_BEFORE):
            return self.ordinal(at, number)
        found = self.with_unit(at, number)
        if found[0]:
            return found
        shared = self.shared(at, number)
        if shared[0]:
            return shared
        return self.residue(at, number.end)

    def beyond_numeral(self, at: int) -> int:
        match = words.NUMBER.match(self.text, at)
        return match.end() if match else at + 1

    def with_unit(self, at: int, number: _Number) -> tuple[list[Reading], int]:
        for rule in (self.percent, self.tenths, self.folds, self.money, self.duration):
            reading, after = rule(at, number)
            if reading:
                return [reading], after
        return [], at

    def joined(self, end: int) -> int:
        """Where the second number of a range begins, or 0."""
        joint = words.JOINT.match(self.text, end)
        return joint.end() if joint and joint[0] not in ("或", "、", "/") else 0

    def ranged(self, number: _Number) -> _Number:
        """The range that a number opens if another follows: 5至10, 三到五; 三或四 where they are neighbours."""
        start = self.joined(number.end)
        if not start and self.text[number.end : number.end + 1] in ("或", "、"):
            second = self.single(number.end + 1)
            near = second is not None and second.low - number.high == 1
            return _Number(number.low, second.high, second.end) if second and near else number
        second = self.single(start) if start else None
        if second is None or number.other is not None or second.other is not None:
            return number
        scale = words.SCALES.get(self.text[second.end - 1], 1)
        shares = self.text[number.end - 1] not in words.SCALES and scale > 10 and number.low * scale < second.high  # noqa: PLR2004
        return _Number(number.low * scale if shares else number.low, second.high, second.end)

    def shared(self, at: int, first: _Number) -> tuple[list[Reading], int]:
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
                    break
                firsts = [
                    self.reading(start, one.end, last[0].kind, value)
                    for start, one in starts
                    if (value := _with_numbers(last[0].value, one)) is not None
                ]
                return [*firsts, last[0]], after
            starts.append((here, following))
            number = following
        return [], at

    def ordinal(self, at: int, number: _Number) -> tuple[list[Reading], int]:
        """第3天: a numeral beside a unit that states no length. 第一天 is how days are counted."""
        unit = words.UNIT.match(self.text, number.end)
        if unit is None or (number.low == 1 and number.high == 1) or self.text[unit.start()] in "年周":
            return [], number.end
        return [self.reading(at - 1, unit.end(), Kind.DURATION, None)], unit.end()

    def residue(self, at: int, end: int) -> tuple[list[Reading], int]:
        """A numeral that the grammar has no rule for, beside a unit."""
        text = self.text
        unit = words.UNIT.match(text, end)
        number = _Number(Decimal(0), Decimal(0), end)
        if unit and text[at].isdigit() and not self.no_length(at, number, unit[0], unit.end()):
            return [self.reading(at, unit.end(), Kind.DURATION, None)], unit.end()
        if text[at].isdigit() and re.compile(r"月(?=之?内|以内|后|之后|以后)").match(text, end):
            return [self.reading(at, end + 1, Kind.DURATION, None)], end + 1
        if unit and not text[at].isdigit() and chinese_number(text[at:end]) is None and end - at > 1:
            return [self.reading(at, unit.end(), Kind.DURATION, None)], unit.end()
        return [], max(end, at + 1)

    # Durations.

    def duration(self, at: int, number: _Number) -> tuple[Reading | None, int]:
        number = self.ranged(number)
        start, high = number.end, number.high
        low = number.low
        half = self.text[start : start + 2] == "个半"
        match = words.UNIT.match(self.text, start + 2) if half else words.UNIT.match(self.text, start)
        if half and match is None and self.text[start + 2 : start + 3] == "月":
            return self.length(at, start + 3, low + _HALF, high + _HALF, Unit.MONTH, number)
        if match is None and self.text[start : start + 1] == "月" and self.text[start - 1] in "俩仨":
            return self.length(at, start + 1, low, high, Unit.MONTH, number)
        more = words.MORE_UNIT.match(self.text, start)
        if match is None and more:
            unit = words.HALF_OF[str(more.lastgroup)]
            return self.length(at, more.end(), low, high, unit, number)
        if match is None and (compound := self.minutes_and_seconds(number)):
            return self.length(at, compound[1], compound[0], compound[0], Unit.SECOND, number)
        if match is None:
            return None, at
        unit, factor = words.UNIT_OF[str(match.lastgroup)]
        end = match.end()
        if half:
            return self.length(at, end, low + _HALF, high + _HALF, unit, number)
        if self.no_length(at, number, match[0], end):
            return None, at
        beyond = number.beyond
        if self.text[end : end + 1] in ("多", "余"):
            beyond, end = True, end + 1
        elif match[0].startswith("个") is False and self.text[start - 1] in "多余":
            beyond = True
        low, high = low * factor, high * factor
        if low == high and self.text[end : end + 1] == "半" and self.text[end + 1 : end + 2] not in ("价", "数", "夜"):
            low = high = low + _HALF * factor
            end += 1
        elif low == high and (compound := self.compound(unit, low, end)):
            low, unit, end = compound
            high = low
        elif low == high and (closing := self.second_end(unit, end)):
            high, end = closing
        return self.length(at, end, low, high, unit, number, beyond=beyond)

    def length(
        self, at: int, end: int, low: Decimal, high: Decimal, unit: Unit, number: _Number, *, beyond: bool = False
    ) -> tuple[Reading, int]:
        if number.other is not None:
            could_be = (duration_of(low, low, unit), duration_of(number.other, number.other, unit))
            return self.reading(at, end, Kind.DURATION, None, tuple(d for d in could_be if d)), end
        if unit is Unit.DAY and self.text[end - 1] == "日" and self.ambiguous_day(at, end, low):
            could = duration_of(low, high, unit)
            return self.reading(at, end, Kind.DURATION, None, (could,) if could else ()), end
        return self.reading(at, end, Kind.DURATION, duration_of(low, high, unit)), end

    def ambiguous_day(self, at: int, end: int, days: Decimal) -> bool:
        """10日前: ten days before, or before the 10th."""
        if days > 31 or not re.compile(r"之?前|以前").match(self.text, end):  # noqa: PLR2004
            return False
        return not re.search(r"(?:提前|至少|期满|到期|不少于|活动|开始|最少)$", self.before(at))

    def no_length(self, at: int, number: _Number, unit: str, end: int) -> bool:
        """Calendar years, days of a month, times of the day."""
        if unit == "年":
            return self.calendar_year(at, number.end) or self.text[at : number.end] in ("百", "千", "万", "百万")
        if unit == "日":
            if re.search(r"月$", self.before(at)):
                return True
            if re.compile(r"上午|下午|中午|晚|凌晨|\d{1,2}[:点时]|零时|周[一二三四五六日]|\(周").match(self.text, end):
                return True
        return False

    def calendar_year(self, at: int, end: int) -> bool:
        raw = self.text[at:end]
        return self.text[end : end + 1] == "年" and len(raw) == 4 and raw[0] in "12一二"  # noqa: PLR2004

    def compound(self, unit: Unit, low: Decimal, end: int) -> tuple[Decimal, Unit, int] | None:
        """1小时30分钟, 一年零六个月: one length in the smaller unit."""
        smaller = words.PARTS.get(unit)
        if smaller is None:
            return None
        here = end + 1 if self.text[end : end + 1] in ("零", "又", "加") else end
        number = self.single(here) if words.NUMBER.match(self.text, here) else None
        if number is None and here > end and self.text[end] == "零":
            number = self.single(end)
        if number is None or number.low != number.high or number.low >= smaller[1] or number.other is not None:
            return None
        match = words.UNIT.match(self.text, number.end)
        end = match.end() if match else number.end
        if match is None and smaller[0] is Unit.MINUTE and self.text[number.end : number.end + 1] == "分":
            end += 1
        elif match is None or words.UNIT_OF[str(match.lastgroup)] != (smaller[0], Decimal(1)):
            return None
        return low * smaller[1] + number.low, smaller[0], end

    def minutes_and_seconds(self, number: _Number) -> tuple[Decimal, int] | None:
        """3分30秒; a 分 alone is a point or a hundredth."""
        if number.low != number.high or self.text[number.end : number.end + 1] != "分":
            return None
        compound = self.compound(Unit.MINUTE, number.low, number.end + 1)
        return (compound[0], compound[2]) if compound else None

    def second_end(self, unit: Unit, end: int) -> tuple[Decimal, int] | None:
        """3天至5天."""
        start = self.joined(end)
        number = self.single(start) if start else None
        match = words.UNIT.match(self.text, number.end) if number else None
        if number is None or match is None or words.UNIT_OF[str(match.lastgroup)][0] is not unit:
            return None
        return number.high * words.UNIT_OF[str(match.lastgroup)][1], match.end()

    def one_and_half(self, at: int) -> tuple[list[Reading], int]:
        """个半月: one and a half; only where no number stands before."""
        before = self.before(at)[-1:]
        if before and (before in CHINESE or before.isdigit() or before in "几数多"):
            return [], at + 2
        match = words.UNIT.match(self.text, at + 2)
        value = Decimal("1.5")
        if match is None and self.text[at + 2 : at + 3] == "月":
            return [self.reading(at, at + 3, Kind.DURATION, duration_of(value, value, Unit.MONTH))], at + 3
        if match is None or words.UNIT_OF[str(match.lastgroup)][0] is not Unit.HOUR:
            return [], at + 2
        return [self.reading(at, match.end(), Kind.DURATION, duration_of(value, value, Unit.HOUR))], match.end()

    def half(self, at: int) -> tuple[list[Reading], int]:
        """半个月, 半年, 半小时, 半价, 对折; 一半的货款."""
        text = self.text
        price = words.HALF_PRICE.match(text, at) if text[at] in "半对" else None
        if price:
            return [self.reading(at, price.end(), Kind.PERCENT, percent_of(Decimal(50), Decimal(50)))], price.end()
        if text[at : at + 2] == "一半":
            if words.HALF_OF_AMOUNT.match(text, at) or words.HALF_PAID.search(self.before(at)):
                return [self.reading(at, at + 2, Kind.PERCENT, percent_of(Decimal(50), Decimal(50)))], at + 2
            return [], at + 2
        if text[at] != "半" or words.NOT_HALVED.search(self.before(at)):
            return [], at
        match = words.HALF_UNIT.match(text, at + 1)
        if match is None:
            return [], at
        end = match.end()
        if match[0] in ("天", "日") and not (
            words.LIMIT_BEHIND.match(text, end) or words.LIMIT_BEFORE.search(self.before(at))
        ):
            return [], end
        value = duration_of(_HALF, _HALF, words.HALF_OF[str(match.lastgroup)])
        return [self.reading(at, end, Kind.DURATION, value)], end

    def named_day(self, at: int) -> tuple[list[Reading], int]:
        """次日, 当天, 隔天, 下一个工作日."""
        match = words.NAMED_DAY.match(self.text, at)
        if match is None:
            return [], at
        name, end = str(match.lastgroup), match.end()
        if name.startswith("next") and words.COUNTED_FROM.match(self.text, end):
            return [], end
        days = Decimal(1 if name.startswith("next") else 0)
        unit = Unit.BUSINESS_DAY if name.endswith("business") else Unit.DAY
        return [self.reading(at, end, Kind.DURATION, duration_of(days, days, unit))], end

    # Percentages.

    def percent(self, at: int, number: _Number) -> tuple[Reading | None, int]:
        number = self.ranged(number)
        sign = words.PERCENT.match(self.text, number.end)
        if sign is None:
            return None, at
        scale = Decimal("0.1") if sign[0] == "‰" else Decimal(1)
        low, high, end = number.low * scale, number.high * scale, sign.end()
        start = self.joined(end) if low == high else 0
        second = self.single(start) if start else None
        closing = words.PERCENT.match(self.text, second.end) if second else None
        if second and closing:
            high, end = second.high * scale, closing.end()
        if number.other is not None:
            could_be = tuple(p for n in (low, number.other) if (p := percent_of(n, n)))
            return self.reading(at, end, Kind.PERCENT, None, could_be), end
        return self.reading(at, end, Kind.PERCENT, percent_of(low, high)), end

    def tenths(self, at: int, number: _Number) -> tuple[Reading | None, int]:
        """两成, 三成半, 两到三成."""
        number = self.ranged(number)
        match = words.TENTH.match(self.text, number.end)
        if match is None or number.high > 10:  # noqa: PLR2004
            return None, at
        more = Decimal(5) if match["half"] else Decimal(0)
        value = percent_of(number.low * 10 + more, number.high * 10 + more)
        return self.reading(at, match.end(), Kind.PERCENT, value), match.end()

    def folds(self, at: int, number: _Number) -> tuple[Reading | None, int]:
        """八五折, 8.5折, 85折, 7至8折: what is left → what is taken off."""
        number = self.ranged(number)
        match = words.FOLD.match(self.text, number.end)
        if match is None:
            return None, at
        end = match.end()
        raw = self.text[at : match.start()]
        if number.low != number.high and all(char in CHINESE for char in raw) and len(raw) == 2:  # noqa: PLR2004
            tens, ones = chinese_number(raw[0]), chinese_number(raw[1])
            if tens and ones:
                exact = 100 - tens[0] * 10 - ones[0]
                about = percent_of(100 - ones[0] * 10, 100 - tens[0] * 10)
                could_be = tuple(p for p in (percent_of(exact, exact), about) if p)
                return self.reading(at, end, Kind.PERCENT, None, could_be), end
        start = self.joined(end) if number.low == number.high else 0
        second = self.single(start) if start else None
        closing = words.FOLD.match(self.text, second.end) if second else None
        if second and closing:
            number, end = _Number(number.low, second.high, second.end), closing.end()
        left = [n * 10 if n < 10 else n for n in (number.low, number.high)]  # noqa: PLR2004
        if any(not 0 < n < 100 for n in left):  # noqa: PLR2004
            return self.reading(at, end, Kind.PERCENT, None), end
        return self.reading(at, end, Kind.PERCENT, percent_of(100 - left[1], 100 - left[0])), end

    def parted(self, at: int) -> tuple[list[Reading], int]:
        """百分之十二点五, 三分之二, 千分之五, 百分之五至百分之十; 2/3的货款."""
        slashed = re.compile(r"(?<![\d/.])(\d)/(\d{1,2})(?=的?(?:货款|价款|款项|运费|费用|金额|价格|退款|货值|订单金额|邮费|差价))").match(self.text, at)
        if slashed and 0 < int(slashed[1]) < int(slashed[2]):
            value = Decimal(int(slashed[1]) * 100) / int(slashed[2])
            return [self.reading(at, slashed.end(), Kind.PERCENT, percent_of(value, value, rounded=True))], slashed.end()
        whole = re.compile(r"百分之?百").match(self.text, at)
        if whole:
            return [self.reading(at, whole.end(), Kind.PERCENT, percent_of(Decimal(100), Decimal(100)))], whole.end()
        first = self.part(at)
        if first is None:
            return [], at
        low, high, bottom, end = first
        start = self.joined(end) if low == high else 0
        second = self.part(start) if start else None
        if second is None and start and (number := self.single(start)):
            if not words.UNIT.match(self.text, number.end) and not words.CURRENCY.match(self.text, number.end):
                second = (number.high * 100 / bottom, number.high * 100 / bottom, bottom, number.end)
        if second:
            high, end = second[1], second[3]
        return [self.reading(at, end, Kind.PERCENT, percent_of(low, high, rounded=bottom not in (100, 1000)))], end

    def part(self, at: int) -> tuple[Decimal, Decimal, Decimal, int] | None:
        match = words.PARTED.match(self.text, at)
        if match is None or not self.numeral_here(at):
            return None
        raw = match["bottom"]
        bottom = Decimal(raw) if raw.isascii() else (chinese_number(raw) or (Decimal(0),))[0]
        if raw in ("百", "千", "万"):
            bottom = Decimal(words.SCALES[raw])
        number = self.single(match.end())
        if number is None or not bottom or (number.low > bottom and bottom < 100):  # noqa: PLR2004
            return None
        return number.low * 100 / bottom, number.high * 100 / bottom, bottom, number.end

    # Money.

    def currency(self, at: int) -> tuple[tuple[str, ...], int] | None:
        match = words.CURRENCY.match(self.text, at)
        if match is None:
            return None
        match match.lastgroup:
            case "name":
                return CHINESE_NAMES[match[0]], match.end()
            case "code":
                code = code_of(match[0])
                return ((code,), match.end()) if code else None
            case "sign":
                codes = {"¥": ("CNY",), "$": (self.dollar,)}.get(match[0]) or (SYMBOLS[match[0]],)
                return codes, match.end()
            case _:
                return (self.dollar,), match.end()

    def money(self, at: int, number: _Number) -> tuple[Reading | None, int]:
        """50元, 8美元, 10至20元, 3万元, 5元5角, 50块, 五毛钱."""
        number = self.ranged(number)
        named = self.currency(number.end) or self.block(at, number)
        if named is None:
            return self.small_money(at, number)
        codes, end = named
        if codes == ("CNY",) and self.text[end - 1] == "元" and (foreign := self.currency(end)) and foreign[1] > end + 1:
            codes, end = foreign  # 100元港币
        low, high = number.low, number.high
        if low == high and codes == ("CNY",):
            more, end = self.cents(end)
            low = high = low + more
        start = self.joined(end) if low == high else 0
        second = self.single(start) if start else None
        closing = (self.currency(second.end) or self.block(start, second)) if second else None
        if second and closing and closing[0] == codes:
            high, end = second.high, closing[1]
        if self.text[end : end + 3] == "人民币" and codes == ("CNY",):
            end += 3
        if number.other is not None:
            could_be = tuple(m for n in (low, number.other) if (m := money_of(n, n, codes[0])))
            return self.reading(at, end, Kind.MONEY, None, could_be), end
        return self.priced(at, end, low, high, codes), end

    def priced(self, at: int, end: int, low: Decimal, high: Decimal, codes: tuple[str, ...]) -> Reading:
        values = tuple(value for code in codes if (value := money_of(low, high, code)))
        if len(codes) == 1:
            return self.reading(at, end, Kind.MONEY, values[0] if values else None)
        return self.reading(at, end, Kind.MONEY, None, values)

    def block(self, at: int, number: _Number) -> tuple[tuple[str, ...], int] | None:
        """块 as money; 三块电池 counts pieces."""
        match = words.BLOCK.match(self.text, number.end)
        if match is None:
            return None
        if match[0] == "块":
            end = match.end()
            small = words.NUMBER.match(self.text, end)
            if self.text[at:end] == "一块":
                return None
            open_end = words.BLOCK_BEHIND.match(self.text, end) or (small and len(small[0]) == 1)
            if not open_end and not (self.text[at].isdigit() and words.MONEY_BEFORE.search(self.before(at))):
                return None
        return ("CNY",), match.end()

    def cents(self, end: int) -> tuple[Decimal, int]:
        """What follows 元 or 块: 5角, 5角2分, 块五."""
        total = Decimal(0)
        for _ in range(2):
            match = words.NUMBER.match(self.text, end)
            number = self.single(end) if match else None
            if number is None or number.low != number.high or number.low >= 10:  # noqa: PLR2004
                break
            sign = words.CENTS.match(self.text, number.end)
            if sign or self.text[number.end : number.end + 1] in ("角", "毛", "分"):
                tenth = self.text[number.end] in "角毛"
                total += number.low / (10 if tenth else 100)
                end = sign.end() if sign else number.end + 1
                continue
            if self.text[end - 1] == "块" and number.low % 1 == 0 and words.BLOCK_BEHIND.match(self.text, number.end):
                total, end = total + number.low / 10, number.end
            break
        return total, end

    def small_money(self, at: int, number: _Number) -> tuple[Reading | None, int]:
        match = words.CENTS.match(self.text, number.end)
        if match is None or (match[0] == "毛" and not words.BLOCK_BEHIND.match(self.text, match.end())):
            return None, at
        scale = 10 if match["jiao"] else 100
        return self.priced(at, match.end(), number.low / scale, number.high / scale, ("CNY",)), match.end()

    def prefixed_money(self, at: int) -> tuple[list[Reading], int]:
        """人民币50元, ¥50, US$8, RMB 50, 美元8."""
        match = words.PREFIX.match(self.text, at)
        if match is None or (match[0][0].isalpha() and match[0].isascii() and self.before(at)[-1:].isascii() and self.before(at)[-1:].isalpha()):
            return [], at
        number = self.single(match.end()) if words.NUMBER.match(self.text, match.end()) else None
        if number is None:
            return [], at
        if match["name"] and (words.UNIT.match(self.text, number.end) or not self.text[match.end()].isdigit()):
            return [], at
        codes = self.prefix_codes(match)
        low, high, end = number.low, number.high, number.end
        start = self.joined(end)
        if start and low == high:
            again = words.PREFIX.match(self.text, start)
            second = self.single(again.end() if again else start)
            if second and second.high > low and not words.UNIT.match(self.text, second.end) and not words.PERCENT.match(self.text, second.end):
                high, end = second.high, second.end
        named = self.currency(end) or (self.block(at, _Number(low, high, end)) if codes == ("CNY",) else None)
        if named and (named[0] == codes or named[0] == ("CNY",) and self.text[end : end + 1] == "元"):
            end = named[1]
            if low == high and codes == ("CNY",):
                more, end = self.cents(end)
                low = high = low + more
            start = self.joined(end) if low == high else 0
            second = self.single(start) if start else None
            closing = self.currency(second.end) if second else None
            if second and closing and closing[0] == named[0]:
                high, end = second.high, closing[1]
        elif named and match["dollar"]:
            codes, end = named
        return [self.priced(at, end, low, high, codes)], end

    def prefix_codes(self, match: re.Match[str]) -> tuple[str, ...]:
        match match.lastgroup:
            case "cny" | "yuan":
                return ("CNY",)
            case "dollar":
                return (self.dollar,)
            case "sign":
                return (SYMBOLS[match[0]],)
            case "name":
                return CHINESE_NAMES[match[0]]
            case _:
                return (code_of(match[0]) or self.dollar,)

    # Dates.

    def date(self, at: int) -> tuple[list[Reading], int]:
        match = words.DATE.match(self.text, at)
        if match is None or self.before(at)[-1:].isdigit():
            return [], at
        end = match.end()
        glue = words.DATE_GLUE.match(self.text, end)
        behind = words.DATE_BEHIND.match(self.text, glue.end() if glue else end)
        deadline = behind or words.DATE_BEFORE.search(self.before(at))
        if not deadline:
            return [], end
        if match["iso"]:
            value = day_of(int(match["y0"]), int(match["m0"]), int(match["d0"]))
        elif match["d1"]:
            value = day_of(int(match["y1"]) if match["y1"] else None, int(match["m1"]), int(match["d1"]))
        else:
            value = None
        return [self.reading(at, end, Kind.DATE, value)], glue.end() if glue else end


def _with_numbers(value: Quantity | None, number: _Number) -> Quantity | None:
    """The same kind of quantity with other numbers."""
    match value:
        case Duration(unit=unit):
            return duration_of(number.low, number.high, unit)
        case Percent():
            return percent_of(number.low, number.high)
        case Money(currency=currency):
            return money_of(number.low, number.high, currency)
        case _:
            return None
