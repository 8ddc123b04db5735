"""English amounts of money."""

from __future__ import annotations

import re
from decimal import Decimal

from generator.language.currency import ENGLISH_CENTS, ENGLISH_NAMES, SYMBOLS, WORDLIKE_CODES, code_of
from generator.language.quantities_en import words
from generator.language.quantities_en.numbers import Number
from generator.language.quantities_en.shares import Shares
from generator.language.reading import Kind, Reading, money_of
from generator.policy.values import minor_digits

_PREFIX_NAMES = {"kr": "kr", "rs": "rupee"}
_THOUSANDS_OR_NOT = re.compile(r"(?<![\d.,])\d{1,3}\.\d{3}(?![\d.,])")
"""1.000 is one to some and a thousand to others."""


class Prices(Shares):
    """Rules for money; in "$5 to 10 days" the 10 is none, so these know the other units."""

    def prefixed_money(self, at: int) -> tuple[list[Reading], int]:
        sign = self.symbol(at)
        if sign is None:
            return [], at
        codes, here = sign
        first = self.tokens[here] if here < len(self.tokens) else None
        if first is None or first.number is None:
            return [], at
        number = self.amount(here)
        low, high, after = number.low, number.high, number.next
        if (low == high and self.word(after) in ("-", "to", "~")) or (
            self.word(after) == "and" and self.word(at - 1) == "between"
        ):
            again = self.symbol(after + 1)
            start = again[1] if again else after + 1
            same = again is not None and again[0] == codes
            second = self.tokens[start] if start < len(self.tokens) else None
            ranged = not (self.word(after) == "to" and self.changes(at))
            if second and second.number is not None and (same or again is None) and ranged:
                end = self.amount(start)
                unit = self.unit(end.next) or self.percent_sign(end.next)
                if same or (not unit and end.high > low):
                    high, after = end.high, end.next
        own = code_of(self.tokens[after].raw) if after < len(self.tokens) else None
        if own in codes and self.word(at) in ("$", "¥"):
            codes, after = (own,), after + 1  # $8 USD, ¥500 JPY
        elif self.word(at) == "$" and after < len(self.tokens):
            named = code_of(self.tokens[after].raw)
            if named and named.endswith("D"):
                codes, after = (named,), after + 1
        return [self.priced(at, after, low, high, codes)], after

    def symbol(self, at: int) -> tuple[tuple[str, ...], int] | None:
        """The currencies that a sign or code before a number may mean, and the word after it."""
        token = self.tokens[at] if at < len(self.tokens) else None
        if token is None or token.kind in ("mask", "break"):
            return None
        raw = token.raw
        if token.word == "$":
            return (self.dollar,), at + 1
        if raw in SYMBOLS:
            return (SYMBOLS[raw],), at + 1
        if raw == "¥":
            return ("CNY", "JPY"), at + 1
        code = code_of(raw)
        if code and raw not in WORDLIKE_CODES:
            return (code,), at + 1 + (self.word(at + 1) == "$" and code.endswith("D"))  # CAD $10
        named = _PREFIX_NAMES.get(raw.lower())
        here = at + 1 + (self.word(at + 1) == ".")  # Rs. 500
        if named and self.word(here) and self.tokens[here].number is not None:
            return ENGLISH_NAMES[named], here
        return None

    def amount(self, at: int) -> Number:
        """Digits after a currency sign: no fractions, "and a half" or spelled repetition."""
        value = self.tokens[at].number
        assert value is not None
        return self.digits(at, value)

    def money(self, at: int, number: Number) -> tuple[Reading | None, int]:
        """8 USD, 8 dollars, 50 cents, 8€; "5 pounds" may be a weight."""
        here = number.next + 1 if self.word(number.next) == "-" else number.next
        if here >= len(self.tokens) or self.tokens[here].kind in ("mask", "break"):
            return None, at
        named = self.currency_name(here)
        if (
            named
            and self.word(number.next) == "-"
            and self.word(here) == "pound"
            and self.word(named[1]) in words.HEAVY
        ):
            return None, at
        if named and number.article and self.word(named[1]) in words.SHOPS:
            return None, at
        if named is None or (number.article and self.tokens[here].word not in words.COINS):
            return None, at
        codes, after, scale = named
        if self.weighs(at, here, after):
            return None, at
        low, high = number.low / scale, number.high / scale
        if low == high and scale == 1 and (coins := self.coins(codes, after)):
            low = high = low + coins[0]
            after = coins[1]
        second = self.single(after + 1) if self.word(after) in ("to", "-") and low == high else None
        closing = self.currency_name(second.next) if second else None
        if second and closing and closing[0] == codes and closing[2] == scale and not self.changes(at):
            high, after = second.high / scale, closing[1]
        if number.other is not None:
            could_be = tuple(m for n in (low, number.other / scale) if (m := money_of(n, n, codes[0])))
            return self.reading(at, after, Kind.MONEY, None, could_be), after
        return self.priced(at, after, low, high, codes), after

    def coins(self, codes: tuple[str, ...], at: int) -> tuple[Decimal, int] | None:
        """Eight dollars *and fifty cents*."""
        here = at + 1 if self.word(at) == "and" else at
        number = self.single(here)
        named = self.currency_name(number.next) if number and not number.article else None
        if number is None or named is None or named[0] != codes or named[2] == 1 or number.low >= named[2]:
            return None
        return number.low / named[2], named[1]

    def priced(self, at: int, after: int, low: Decimal, high: Decimal, codes: tuple[str, ...]) -> Reading:
        values = tuple(value for code in codes if (value := money_of(low, high, code)))
        if _THOUSANDS_OR_NOT.search(self.text[self.tokens[at].start : self.tokens[after - 1].end]):
            values = tuple(value for value in values if minor_digits(value.currency) > 2)
        if len(codes) == 1:
            return self.reading(at, after, Kind.MONEY, values[0] if values else None)
        return self.reading(at, after, Kind.MONEY, None, values)

    def currency_name(self, at: int) -> tuple[tuple[str, ...], int, int] | None:
        token = self.tokens[at] if at < len(self.tokens) else None
        if token is None or token.kind in ("mask", "break"):
            return None
        code = code_of(token.raw)
        if code and token.raw in WORDLIKE_CODES and self.names_thing(at + 1):
            return None
        if code:
            return (code,), at + 1, 1
        codes = {"$": (self.dollar,), "¥": ("CNY", "JPY")}.get(token.raw) or (SYMBOLS.get(token.raw, ""),)
        if token.raw in ("€", "£", "$", "¥", "₽", "₩", "₹", "₫", "฿") and self.tight(at):
            following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
            if following and following.number is not None and self.tight(at + 1):
                return None
            return codes, at + 1, 1
        if token.raw in ("€", "£", "$", "¥"):
            following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
            taken = following and (following.number is not None or (self.tight(at + 1) and following.word.isalpha()))
            return None if taken else (codes, at + 1, 1)
        near = [index for index in range(at, min(at + 7, len(self.words))) if not self.joins_name(index)]
        for length in range(min(3, len(near)), 0, -1):
            name = " ".join(self.words[index] for index in near[:length])
            for singular in (name, name.removesuffix("s"), name.replace("pounds ", "pound ")):
                if singular in ENGLISH_NAMES:
                    return ENGLISH_NAMES[singular], near[length - 1] + 1, 1
        if token.raw == "¢" and self.tight(at):
            return (self.dollar,), at + 1, 100
        if token.raw == "p" and self.tight(at) and (self.tokens[at - 1].number or 100) < 100:
            return ("GBP",), at + 1, 100
        word = token.word.removesuffix("s")
        if word in ("dollar", "buck"):
            return (self.dollar,), at + 1, 1
        if word in ("cent", *ENGLISH_CENTS):
            return (ENGLISH_CENTS.get(word, self.dollar),), at + 1, 100
        return None

    def joins_name(self, at: int) -> bool:
        """Whether it is a hyphen of a currency's name, or the full stop behind a letter of it: U.S. dollars."""
        return self.words[at] == "-" or (self.words[at] == "." and self.word(at - 1) in ("u", "s") and self.tight(at))

    def names_thing(self, at: int) -> bool:
        """Whether a noun follows: 3 GEL pens."""
        return self.word(at).isalpha() and self.word(at) not in words.FUNCTION_WORDS

    def weighs(self, at: int, here: int, after: int) -> bool:
        if self.word(here) not in ("pound", "pounds") or self.word(here + 1) == "sterling":
            return False
        if self.word(at) == "a" and self.word(here + 1) == "of":
            return True
        near = (*self.words[max(0, at - 8) : at], *self.words[after : after + 4])
        return any(word in words.WEIGHT for word in near)
