"""English percentages and fractions."""

from __future__ import annotations

from decimal import Decimal

from generator.language.numerals import ENGLISH_ONES
from generator.language.quantities_en import words
from generator.language.quantities_en.durations import Durations
from generator.language.quantities_en.numbers import Number
from generator.language.reading import Kind, Reading, percent_of
from generator.policy.values import Percent


class Shares(Durations):
    """Rules for percentages; a fraction of a time is a length, so these know the units of time."""

    def percent(self, at: int, number: Number) -> tuple[Reading | None, int]:
        sign = self.percent_sign(number.next)
        if sign is None or (number.article and self.word(number.next) == "%"):
            return None, at
        after, scale = sign
        low, high = number.low * scale, number.high * scale
        if low == high and self.word(after) in ("-", "to", "~", "or", "and"):
            joint = self.word(after)
            second = self.single(after + 1)
            closing = self.percent_sign(second.next) if second else None
            ranged = joint in ("-", "~") or (joint == "to" and not self.changes(at))
            ranged = ranged or (joint == "and" and self.word(at - 1) == "between")
            if second and closing and ranged:
                high, after = second.high * closing[1], closing[0]
        value, could_be = percent_of(low, high), tuple[Percent, ...]()
        if number.other is not None:
            value, could_be = (
                None,
                tuple(p for p in (percent_of(low, low), percent_of(number.other, number.other)) if p),
            )
        return self.reading(at, after, Kind.PERCENT, value, could_be), after

    def percent_sign(self, at: int) -> tuple[int, Decimal] | None:
        here = at + 1 if self.word(at) == "-" else at
        for sign, scale in words.PERCENT_SIGNS.items():
            if tuple(self.words[here : here + len(sign)]) == sign and (sign != ("pc",) or self.is_share(here)):
                return here + len(sign), scale
        return None

    def is_share(self, at: int) -> bool:
        """Whether pc is per cent and no piece: 15pc of the price, a fee of 15pc, but no 15pc set."""
        after = self.word(at + 1)
        ends = not after.isascii() or not after.isalpha()
        return after in ("of", "off") or (self.tight(at) and (ends or after in words.AMOUNTS | words.FUNCTION_WORDS))

    def share(self, at: int) -> tuple[list[Reading], int]:
        """two-thirds, one third of, 2/3 of, half the price, half off, a quarter of the refund."""
        if self.word(at) == "half" or (self.word(at) in ("a", "one") and self.word(at + 1) == "half"):
            here = at + (1 if self.word(at) == "half" else 2)
            if self.word(here) == "-" and self.word(here + 1) in ("price", "off"):
                here += 1
            if self.word(here) in ("price", "off") or self.worth(here):
                end = here + 1 if self.word(here) in ("price", "off") else here
                return [self.reading(at, end, Kind.PERCENT, percent_of(Decimal(50), Decimal(50)))], end
            return [], at
        fraction = self.named_fraction(at)
        if fraction is None:
            return [], at
        value, after = fraction
        alone = self.word(after - 1).endswith("s") and self.word(after) in words.FULL_VERBS
        if self.word(after) not in ("of", "off") and not alone:
            return [], at
        if self.word(after + 1) in ("a", "an", "one") and self.unit(after + 2):
            return [], at
        amount = any(self.word(after + ahead) in words.AMOUNTS for ahead in range(2, 6))
        if self.word(after + 1) in ("a", "an") and not amount:
            return [], after  # three quarters of an inch
        if any(self.word(after + ahead) in words.PEOPLE for ahead in (1, 2)):
            return [], after
        is_off = self.word(after) == "off"
        if self.tokens[at].number is None and self.word(at) in ("a", "an") and not (is_off or self.worth(after)):
            return [], at
        return [self.reading(at, after, Kind.PERCENT, percent_of(value, value, rounded=True))], after

    def named_fraction(self, at: int) -> tuple[Decimal, int] | None:
        digits = self.fraction(at)
        if digits:
            return digits[0] * 100, digits[1]
        top = Decimal(1) if self.word(at) in ("a", "one") else None
        if top is None and self.word(at) in ENGLISH_ONES:
            top = Decimal(ENGLISH_ONES[self.word(at)])
        if top is None:
            return None
        here = at + 2 if self.word(at + 1) == "-" else at + 1
        bottom = words.PARTS_OF.get(self.word(here))
        if bottom is None or top >= bottom or (top > 1 and not self.word(here).endswith("s")):
            return None
        return top * 100 / bottom, here + 1

    def worth(self, at: int) -> bool:
        """Whether the next words name an amount: "(of) the item price"."""
        here = at + 1 if self.word(at) in ("of", "off") else at
        if self.word(here) not in words.DETERMINERS:
            return False
        return any(word in words.AMOUNTS for word in self.words[here + 1 : here + 6])
