"""Chinese lengths of time."""

from __future__ import annotations

from decimal import Decimal

from generator.language.numerals import CHINESE
from generator.language.quantities_zh import words
from generator.language.quantities_zh.numbers import Number, Numbers
from generator.language.reading import Kind, Reading, duration_of
from generator.policy.values import Unit

_HALF = Decimal("0.5")


class Durations(Numbers):
    """Rules for lengths of time; each returns what it read and the character after it."""

    def duration(self, at: int, number: Number) -> tuple[Reading | None, int]:
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
        if match is None and (seconds := self.minutes_and_seconds(number)):
            return self.length(at, seconds[1], seconds[0], seconds[0], Unit.SECOND, number)
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
        if self.text[end : end + 1] == "半" and self.text[end + 1 : end + 2] not in tuple("价数夜个月年"):
            low, high = (low + _HALF * factor if low == high else low), high + _HALF * factor
            end += 1
        elif low == high and (compound := self.compound(unit, low, end)):
            low, unit, end = compound
            high = low
        elif low == high and (closing := self.second_end(unit, end)):
            high, end = closing
        return self.length(at, end, low, high, unit, number, beyond=beyond)

    def length(
        self, at: int, end: int, low: Decimal, high: Decimal, unit: Unit, number: Number, *, beyond: bool = False
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
        if days > 31 or not words.AGO.match(self.text, end):
            return False
        return not words.AHEAD.search(self.before(at))

    def no_length(self, at: int, number: Number, unit: str, end: int) -> bool:
        """Calendar years, days of a month, times of the day."""
        if unit == "年":
            return self.calendar_year(at, number.end) or self.text[at : number.end] in ("百", "千", "万", "百万")
        if unit == "日":
            return self.before(at).endswith("月") or words.CLOCK.match(self.text, end) is not None
        return False

    def calendar_year(self, at: int, end: int) -> bool:
        raw = self.text[at:end]
        return self.text[end : end + 1] == "年" and len(raw) == 4 and raw[0] in "12一二" and "." not in raw

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

    def minutes_and_seconds(self, number: Number) -> tuple[Decimal, int] | None:
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
        """半个月, 半年, 半小时."""
        text = self.text
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
