"""Chinese percentages, fractions, tenths and discounts."""

from __future__ import annotations

from decimal import Decimal

from generator.language.numerals import CHINESE, chinese_number
from generator.language.quantities_zh import words
from generator.language.quantities_zh.numbers import Number, Numbers
from generator.language.reading import Kind, Reading, percent_of

_HUNDREDTHS = {char: Decimal(at) for at, char in enumerate("一二三四五六七八九", start=1)} | {
    "": Decimal(0),
    "半": Decimal(5),
}
"""What may follow 三成: 三成五 is 35%."""


class Shares(Numbers):
    """Rules for percentages; each returns what it read and the character after it."""

    def percent(self, at: int, number: Number) -> tuple[Reading | None, int]:
        sign = words.PERCENT.match(self.text, number.end)
        if sign is None:
            return None, at
        paid = words.POINTS_BEFORE.search(self.before(at)) or words.POINTS_BEHIND.match(self.text, sign.end())
        if sign["points"] and not paid:
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

    def tenths(self, at: int, number: Number) -> tuple[Reading | None, int]:
        """两成, 三成半, 三成五, 两到三成."""
        match = words.TENTH.match(self.text, number.end)
        if match is None or number.high > 10 or words.OF_PEOPLE.match(self.text, match.end()):
            return None, at
        if words.PERHAPS.match(self.text, match.end()) and not words.HALF_PAID.search(self.before(at)):
            return None, at
        more = _HUNDREDTHS[match["more"] or ""]
        low, high, end = number.low * 10 + more, number.high * 10 + more, match.end()
        start = self.joined(end) if low == high else 0
        second = self.single(start) if start else None
        closing = words.TENTH.match(self.text, second.end) if second else None
        if second and closing:  # 一成到两成
            high, end = second.high * 10 + _HUNDREDTHS[closing["more"] or ""], closing.end()
        return self.reading(at, end, Kind.PERCENT, percent_of(low, high)), end

    def folds(self, at: int, number: Number) -> tuple[Reading | None, int]:
        """八五折, 8.5折, 85折, 7至8折: what is left → what is taken off."""
        match = words.FOLD.match(self.text, number.end)
        if match is None:
            return None, at
        end = match.end()
        raw = self.text[at : match.start()]
        if number.low != number.high and all(char in CHINESE for char in raw) and len(raw) == 2:
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
            number, end = Number(number.low, second.high, second.end), closing.end()
        left = [n * 10 if n < 10 else n for n in (number.low, number.high)]
        if any(not 0 < n < 100 for n in left):
            return self.reading(at, end, Kind.PERCENT, None), end
        return self.reading(at, end, Kind.PERCENT, percent_of(100 - left[1], 100 - left[0])), end

    def half_price(self, at: int) -> tuple[list[Reading], int]:
        """半价, 对折; 一半的货款."""
        half = percent_of(Decimal(50), Decimal(50))
        price = words.HALF_PRICE.match(self.text, at)
        if price:
            return [self.reading(at, price.end(), Kind.PERCENT, half)], price.end()
        if not self.text.startswith("一半", at):
            return [], at
        of_amount = words.HALF_OF_AMOUNT.match(self.text, at) or words.HALF_PAID.search(self.before(at))
        of_amount = (
            of_amount or words.AMOUNT_BEFORE.search(self.before(at)) or words.HALF_BEHIND.match(self.text, at + 2)
        )
        return ([self.reading(at, at + 2, Kind.PERCENT, half)] if of_amount else []), at + 2

    def parted(self, at: int) -> tuple[list[Reading], int]:
        """百分之十二点五, 三分之二, 千分之五, 百分之五至百分之十; 2/3的货款."""
        slashed = words.SLASHED.match(self.text, at)
        if slashed is None and words.AMOUNT_BEFORE.search(self.before(at)):
            slashed = words.SLASHED_BEHIND.match(self.text, at)
        if slashed and 0 < int(slashed[1]) < int(slashed[2]):
            value = Decimal(int(slashed[1]) * 100) / int(slashed[2])
            return [
                self.reading(at, slashed.end(), Kind.PERCENT, percent_of(value, value, rounded=True))
            ], slashed.end()
        whole = words.WHOLE.match(self.text, at)
        if whole:
            return [self.reading(at, whole.end(), Kind.PERCENT, percent_of(Decimal(100), Decimal(100)))], whole.end()
        first = self.part(at)
        if first is None:
            return [], at
        low, high, bottom, end = first
        if bottom < 100 and words.OF_PEOPLE.match(self.text, end):
            return [], end
        start = self.joined(end) if low == high else 0
        second = self.part(start) if start else None
        number = self.single(start) if start and not second else None
        if number and not (words.UNIT.match(self.text, number.end) or words.CURRENCY.match(self.text, number.end)):
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
        if number is None or not bottom or (number.low > bottom and bottom < 100):
            return None
        return number.low * 100 / bottom, number.high * 100 / bottom, bottom, number.end
