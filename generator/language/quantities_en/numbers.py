"""English numbers: digits and words, halves, ranges, thirty (30)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.language.comparators import english_comparator
from generator.language.numerals import english_cardinal, english_ordinal
from generator.language.quantities_en import words
from generator.language.quantities_en.tokens import Token
from generator.language.reading import Kind, Reading
from generator.policy.values import Quantity


@dataclass(frozen=True, slots=True)
class Number:
    """Numbers that share a unit: one, a range (low < high), or two that contradict each other (``other``)."""

    low: Decimal
    high: Decimal
    next: int
    article: bool = False
    other: Decimal | None = None


class Numbers:
    """The words of one text, and the numbers that begin at any of them."""

    def __init__(self, tokens: list[Token], text: str, dollar: str) -> None:
        self.tokens = tokens
        self.words = [token.word for token in tokens]
        self.text = text
        self.dollar = dollar

    def word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def tight(self, at: int) -> bool:
        """Whether the word stands directly behind the one before it."""
        return 0 < at < len(self.tokens) and self.tokens[at].start == self.tokens[at - 1].end

    def reading(
        self,
        start: int,
        end: int,
        kind: Kind,
        value: Quantity | None,
        could_be: tuple[Quantity, ...] = (),
    ) -> Reading:
        first, last = self.tokens[start].start, self.tokens[end - 1].end
        before = self.words[max(0, start - 6) : start]
        after = self.words[end : end + 5]
        return Reading(
            first,
            last,
            self.text[first:last],
            kind,
            value,
            could_be,
            residue=value is None and not could_be,
            comparator=english_comparator(before, after),
        )

    def single(self, at: int) -> Number | None:
        """One number at a word: 30, 1,000, 2½, 1/2, thirty, a hundred, half a dozen, a, with "and a half"."""
        token = self.tokens[at] if at < len(self.tokens) else None
        if token is None or token.kind in ("mask", "break"):
            return None
        number = self.spelled(at) if token.number is None else self.digits(at, token.number)
        return self.repeated(self.with_half(number)) if number else None

    def digits(self, at: int, value: Decimal) -> Number:
        after = at + 1
        fraction = self.fraction(after)
        if fraction and (self.tokens[after].word in words.VULGAR or not self.tight(after)) and value % 1 == 0:
            return Number(value + fraction[0], value + fraction[0], fraction[1])
        grouped = self.spaced_thousands(at) or self.decimal_comma(at)
        if grouped:
            return grouped
        own = self.fraction(at)
        if own:
            return Number(own[0], own[0], own[1])
        scale = words.SCALES.get(self.word(after))
        if scale and (self.word(after) not in words.TIGHT_SCALES or self.tight(after)):
            return Number(value * scale, value * scale, after + 1)
        return Number(value, value, after)

    def spaced_thousands(self, at: int) -> Number | None:
        """1 000 000: groups of three after plain spaces, where one that starts with 0 shows that it is one number."""
        end = at + 1
        while end < len(self.tokens) and end < at + 4 and len(self.words[end]) == 3 and self.words[end].isdigit():
            if self.text[self.tokens[end - 1].end : self.tokens[end].start] != " ":
                break
            end += 1
        groups = self.words[at + 1 : end]
        if len(self.words[at]) > 3 or not any(group.startswith("0") for group in groups):
            return None
        value = Decimal("".join(self.words[at:end]))
        return Number(value, value, end)

    def decimal_comma(self, at: int) -> Number | None:
        """8,00 and 1,5: a comma without a space before one or two digits, unless a list goes on behind them."""
        if self.word(at + 1) != "," or not (self.tight(at + 1) and self.tight(at + 2)):
            return None
        whole, part = self.word(at), self.word(at + 2)
        if not (whole.isdigit() and part.isdigit() and len(part) <= 2):
            return None
        if self.word(at + 3) == "," and self.tight(at + 3):
            return None
        value = Decimal(f"{whole}.{part}")
        return Number(value, value, at + 3)

    def fraction(self, at: int) -> tuple[Decimal, int] | None:
        """½, or 1/2 written without spaces."""
        if self.word(at) in words.VULGAR:
            return words.VULGAR[self.word(at)], at + 1
        if self.word(at + 1) == "/" and self.tight(at + 1) and self.tight(at + 2):
            pair = (self.word(at), self.word(at + 2))
            if pair in words.FRACTIONS:
                return words.FRACTIONS[pair], at + 3
        return None

    def spelled(self, at: int) -> Number | None:
        word = self.word(at)
        if word in words.VULGAR:
            return Number(words.VULGAR[word], words.VULGAR[word], at + 1)
        if word == "half" and self.word(at + 1) == "a" and self.word(at + 2) == "dozen":
            return Number(Decimal(6), Decimal(6), at + 3)
        if word == "half" and (small := self.half_of(at)):
            return Number(Decimal("0.5"), Decimal("0.5"), small)
        article = word in ("a", "an")
        after = self.word(at + 1)
        if word == "couple" or (article and after == "couple"):
            end = at + 2 if article else at + 1
            return Number(Decimal(2), Decimal(2), end + (self.word(end) == "of"))
        if (article or word == "one") and after == "dozen":
            return Number(Decimal(12), Decimal(12), at + 2)
        if article and after in ("hundred", "thousand", "million"):
            cardinal = english_cardinal(["one", *self.words[at + 1 : at + 16]], 0)
            if cardinal:
                return Number(cardinal[0], cardinal[0], at + cardinal[1])
        if article:
            return Number(Decimal(1), Decimal(1), at + 1, article=True)
        cardinal = english_cardinal(self.words, at)
        if cardinal is None:
            return None
        value, after_number = cardinal
        if self.word(after_number) == "dozen":
            return Number(value * 12, value * 12, after_number + 1)
        return Number(value, value, after_number)

    def half_of(self, at: int) -> int:
        """The coin or percent sign behind "half a", "half of one"; 0 where another word stands there."""
        here = at + 2 if self.word(at + 1) == "of" else at + 1
        if self.word(here) not in ("a", "an", "one"):
            return 0
        sign = (self.word(here + 1),)
        return here + 1 if sign[0] in words.COINS or sign in words.PERCENT_SIGNS or sign == ("per",) else 0

    def ordinal(self, at: int) -> tuple[int, int] | None:
        """31st, thirty-first, fifth: the number, and the word after it."""
        if not 0 <= at < len(self.tokens):
            return None
        written = self.tokens[at].ordinal
        return english_ordinal(self.words, at) if written is None else (written, at + 1)

    def with_half(self, number: Number) -> Number:
        at = number.next
        if self.word(at) == "-" and self.word(at + 1) == "and":
            at += 1  # "one-and-a-half"
        if self.word(at) not in ("and", "&") or number.article:
            return number
        extra = self.extra(at + 1)
        if extra is None:
            return number
        return Number(number.low + extra[0], number.high + extra[0], extra[1])

    def extra(self, at: int) -> tuple[Decimal, int] | None:
        """A half, one half, a quarter, three quarters: what "and" may add."""
        here = [index for index in range(at, at + 5) if self.word(index) not in ("-", "")]
        for phrase, value in words.EXTRAS.items():
            if tuple(self.word(index) for index in here[: len(phrase)]) == phrase:
                return value, here[len(phrase) - 1] + 1
        return None

    def repeated(self, number: Number) -> Number:
        """Thirty (30): the same twice; two that differ are kept, to be reported."""
        at = number.next
        if number.article or self.word(at) != "(":
            return number
        inner = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if inner is None or inner.kind in ("mask", "break") or inner.word == "(":
            return number
        again = self.digits(at + 1, inner.number) if inner.number is not None else self.spelled(at + 1)
        if again is None or again.article or self.word(again.next) != ")":
            return number
        other = None if again.low == number.low else again.low
        return Number(number.low, number.high, again.next + 1, other=other)

    def group(self, at: int) -> Number | None:
        """A number or a range of numbers: 5 to 10, 5-10, three or four, between 5 and 10."""
        first = self.single(at)
        if first is None or first.article:
            return first
        low, joint = first, self.joint(at, first)
        second = self.single(joint) if joint else None
        if second is None or second.article or second.other is not None:
            return first
        return Number(low.low, second.high, second.next)

    def joint(self, at: int, first: Number) -> int:
        """The word after a range's joint, 0 if there is none."""
        here = first.next
        word = self.word(here)
        if word == "-" and self.word(here + 1) in ("to", "or", "-"):
            here += 1  # "3- to 5-day"
            word = self.word(here)
        if word in ("-", "~", "to", "through", "..", "…"):
            if word in ("to", "through") and self.changes(at):
                return 0
            return here + (2 if word == "to" and self.word(here + 1) == "-" else 1)  # "3-to-5-day"
        if word == "and" and self.word(at - 1) == "between":
            return here + 1
        if word == "or":
            second = self.single(here + 1)
            return here + 1 if second and second.low - first.high == 1 and not second.article else 0
        return 0

    def changes(self, at: int) -> bool:
        """Whether "from 7 to 14" tells of a change rather than of a range."""
        if self.word(at - 1) != "from":
            return False
        return any(word in words.CHANGES for word in self.words[max(0, at - 9) : at - 1])
