"""Chinese numbers: digits and numerals, ranges, 三十(30)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.language.comparators import chinese_comparator
from generator.language.numerals import CHINESE, chinese_number
from generator.language.quantities_zh import words
from generator.language.reading import Kind, Reading
from generator.policy.values import Quantity

_BACK = 12
_AHEAD = 8


@dataclass(frozen=True, slots=True)
class Number:
    """Numbers before a unit: one or a range; ``other`` contradicts in brackets; ``beyond`` for 多 and 余."""

    low: Decimal
    high: Decimal
    end: int
    other: Decimal | None = None
    beyond: bool = False


class Numbers:
    """The characters of one text, and the numbers that begin at any of them."""

    def __init__(self, text: str, dollar: str) -> None:
        self.text = text
        self.dollar = dollar

    def before(self, at: int) -> str:
        return self.text[max(0, at - _BACK) : at]

    def reading(
        self, start: int, end: int, kind: Kind, value: Quantity | None, could_be: tuple[Quantity, ...] = ()
    ) -> Reading:
        comparator = chinese_comparator(self.before(start), self.text[end : end + _AHEAD])
        residue = value is None and not could_be
        return Reading(start, end, self.text[start:end], kind, value, could_be, residue, comparator)

    def single(self, at: int) -> Number | None:
        match = words.NUMBER.match(self.text, at)
        if match is None:
            return None
        raw, end = match[0], match.end()
        named = words.CURRENCY.match(self.text, end)  # 百慕大元
        if raw[0].isdigit() and raw[0].isascii():
            value = Decimal(raw.replace(",", ""))
            for _ in range(2):
                scale = words.SCALES.get(self.text[end : end + 1])
                if scale and not named and (scale > 10 or value < 10):
                    value, end = value * scale, end + 1
            if self.text[end : end + 1].isdigit():
                return None
            low = high = value
        else:
            pair = chinese_number(raw)
            if pair is None:
                return None
            low, high = pair
        return self.repeated(Number(low, high, end))

    def repeated(self, number: Number) -> Number:
        """三十(30)天: the same twice; two that differ are kept, to be reported. 多 and 余 mean more."""
        end = number.end
        if self.text[end : end + 1] == "(":
            match = words.NUMBER.match(self.text, end + 1)
            if match and self.text[match.end() : match.end() + 1] == ")":
                raw = match[0].replace(",", "")
                pair = (Decimal(raw), Decimal(raw)) if raw[0].isascii() else chinese_number(raw)
                if pair:
                    other = None if pair[0] == number.low else pair[0]
                    return Number(number.low, number.high, match.end() + 1, other)
        if number.low >= 10 and words.MORE.match(self.text, end) and not words.CURRENCY.match(self.text, end):
            return Number(number.low, number.high, end + 1, beyond=True)
        return number

    def numeral_here(self, at: int) -> bool:
        """Whether a numeral may begin here: not inside another, not the end of a Latin name or of a word."""
        before = self.before(at)
        last = before[-1:]
        han = not self.text[at].isdigit()
        if last.isdigit() or last in (*CHINESE, "#") or (not han and last.isascii() and last.isalpha()):
            return False
        if last == "." and before[-2:-1].isdigit():
            return False
        if han and self.text[at] == "一" and words.ONE_BEFORE.search(before):
            return False
        return not (han and (words.WORD_BEFORE.search(before) or last in words.VAGUE_BEFORE))

    def beyond_numeral(self, at: int) -> int:
        match = words.NUMBER.match(self.text, at)
        return match.end() if match else at + 1

    def joined(self, end: int) -> int:
        """Where the second number of a range begins, or 0."""
        joint = words.JOINT.match(self.text, end)
        return joint.end() if joint and joint[0] not in ("或", "、", "/") else 0

    def ranged(self, number: Number) -> Number:
        """The range that a number opens if another follows: 5至10, 三到五; 三或四 where they are neighbours."""
        start = self.joined(number.end)
        if not start and self.text[number.end : number.end + 1] in ("或", "、"):
            second = self.single(number.end + 1)
            near = second is not None and second.low - number.high == 1
            return Number(number.low, second.high, second.end) if second and near else number
        second = self.single(start) if start else None
        if second is None or number.other is not None or second.other is not None:
            return number
        scale = words.SCALES.get(self.text[second.end - 1], 1)
        shares = self.text[number.end - 1] not in words.SCALES and scale > 10 and number.low * scale < second.high
        return Number(number.low * scale if shares else number.low, second.high, second.end)
