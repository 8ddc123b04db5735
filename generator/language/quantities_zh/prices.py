"""Chinese amounts of money."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.language.currency import CHINESE_NAMES, SYMBOLS, code_of
from generator.language.quantities_zh import words
from generator.language.quantities_zh.numbers import Number, Numbers
from generator.language.reading import Kind, Reading, money_of


class Prices(Numbers):
    """Rules for money; each returns what it read and the character after it."""

    def money(self, at: int, number: Number) -> tuple[Reading | None, int]:
        """50元, 8美元, 10至20元, 3万元, 5元5角, 50块, 五毛钱."""
        named = self.currency(number.end) or self.block(at, number)
        if named is None:
            return self.small_money(at, number)
        codes, end = named
        if (
            codes == ("CNY",)
            and self.text[end - 1] == "元"
            and (foreign := self.currency(end))
            and foreign[1] > end + 1
        ):
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

    def currency(self, at: int) -> tuple[tuple[str, ...], int] | None:
        match = words.CURRENCY.match(self.text, at)
        if match is None and self.text[at : at + 1] == "块":
            match = words.CURRENCY.match(self.text, at + 1)  # 8块美金
            match = match if match and match["name"] not in (None, "元") else None
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

    def priced(self, at: int, end: int, low: Decimal, high: Decimal, codes: tuple[str, ...]) -> Reading:
        values = tuple(value for code in codes if (value := money_of(low, high, code)))
        if len(codes) == 1:
            return self.reading(at, end, Kind.MONEY, values[0] if values else None)
        return self.reading(at, end, Kind.MONEY, None, values)

    def block(self, at: int, number: Number) -> tuple[tuple[str, ...], int] | None:
        """块 as money; 三块电池 counts pieces."""
        match = words.BLOCK.match(self.text, number.end)
        if match is None:
            return None
        if match[0] == "块":
            end = match.end()
            small = words.NUMBER.match(self.text, end)
            if self.text[at:end] == "一块":
                return None
            if small and len(small[0]) == 1:
                end = small.end() + (self.text[small.end() : small.end() + 1] in ("角", "毛"))  # 三块五毛
            open_end = words.BLOCK_BEHIND.match(self.text, match.end()) or words.BLOCK_BEHIND.match(self.text, end)
            if not open_end and not (self.text[at].isdigit() and words.MONEY_BEFORE.search(self.before(at))):
                return None
        return ("CNY",), match.end()

    def cents(self, end: int) -> tuple[Decimal, int]:
        """What follows 元 or 块: 5角, 5角2分, 块五."""
        total = Decimal(0)
        for _ in range(2):
            match = words.NUMBER.match(self.text, end)
            number = self.single(end) if match else None
            if number is None or number.low != number.high or number.low >= 10:
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

    def small_money(self, at: int, number: Number) -> tuple[Reading | None, int]:
        match = words.CENTS.match(self.text, number.end)
        if match is None or (match[0] in ("毛", "角") and not words.BLOCK_BEHIND.match(self.text, match.end())):
            return None, at
        scale = 10 if match["jiao"] else 100
        return self.priced(at, match.end(), number.low / scale, number.high / scale, ("CNY",)), match.end()

    def prefixed_money(self, at: int) -> tuple[list[Reading], int]:
        """人民币50元, ¥50, US$8, RMB 50, 美元8."""
        match = words.PREFIX.match(self.text, at)
        if match is None or (
            match[0][0].isalpha()
            and match[0].isascii()
            and self.before(at)[-1:].isascii()
            and self.before(at)[-1:].isalpha()
        ):
            return [], at
        number = self.single(match.end()) if words.NUMBER.match(self.text, match.end()) else None
        if number is None:
            return [], at
        if match["name"] and words.UNIT.match(self.text, number.end):
            return [], at
        if match["name"] and not self.text[match.end()].isdigit() and not self.currency(number.end):
            return [], at
        codes = self.prefix_codes(match)
        low, high, end = number.low, number.high, number.end
        start = self.joined(end)
        if start and low == high:
            again = words.PREFIX.match(self.text, start)
            second = self.single(again.end() if again else start)
            if (
                second
                and second.high > low
                and not words.UNIT.match(self.text, second.end)
                and not words.PERCENT.match(self.text, second.end)
            ):
                high, end = second.high, second.end
        named = self.currency(end) or (self.block(at, Number(low, high, end)) if codes == ("CNY",) else None)
        if named and (named[0] == codes or (named[0] == ("CNY",) and self.text[end : end + 1] == "元")):
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
