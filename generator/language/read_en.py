"""The grammar of quantities in English.

A hand-written scanner over words: every rule looks at a bounded number of words from where it stands and either
consumes some or does not, so reading is linear in the length of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.language import words_en as words
from generator.language.comparators import english_comparator
from generator.language.currency import (
    ENGLISH_CENTS,
    ENGLISH_NAMES,
    PLAIN_CODES,
    SYMBOLS,
    WORDLIKE_CODES,
    code_of,
)
from generator.language.dates_en import deadline_at
from generator.language.flat import BREAK, Flat
from generator.language.numerals import ENGLISH_ONES, ENGLISH_TENS, english_cardinal
from generator.language.reading import Kind, Reading, duration_of, money_of, percent_of
from generator.language.tokens_en import Token, tokenise
from generator.policy.values import Duration, Quantity, Unit

_HALF = Decimal("0.5")
_LIST = 6
"""Numbers that may share one unit: "7, 14 or 30 days"."""


@dataclass(frozen=True, slots=True)
class _Number:
    """Numbers that share a unit: one, a range (low < high), or two that contradict each other (``other``)."""

    low: Decimal
    high: Decimal
    next: int
    article: bool = False
    other: Decimal | None = None
    exact: bool = True
    """False for "a couple": two, or a few."""


def read_english(flat: Flat, dollar: str) -> Iterator[Reading]:
    """The readings in the flat text, in order, offsets into it."""
    masked = flat.masked(words.TRAPS)
    yield from _Scanner(tokenise(masked.text), masked.text, dollar).readings()


class _Scanner:
    def __init__(self, tokens: list[Token], text: str, dollar: str) -> None:
        self.tokens = tokens
        self.words = [token.word for token in tokens]
        self.text = text
        self.dollar = dollar

    def readings(self) -> Iterator[Reading]:
        at = 0
        while at < len(self.tokens):
            found, after = self.quantity(at)
            yield from found
            at = max(after, at + 1)

    def quantity(self, at: int) -> tuple[list[Reading], int]:
        """What stands at a word, and the word after it."""
        token = self.tokens[at]
        if token.kind == "mask":
            return [], at + 1
        for rule in (self.date, self.named_day, self.prefixed_money, self.share, self.counted):
            found, after = rule(at)
            if found or after > at:
                return found, after
        return [], at + 1

    # Words at a position; beyond the text there are empty ones.

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

    # Numbers.

    def single(self, at: int) -> _Number | None:
        """One number at a word: 30, 1,000, 2½, 1/2, thirty, a hundred, half a dozen, a, with "and a half"."""
        token = self.tokens[at] if at < len(self.tokens) else None
        if token is None or token.kind in ("mask", "break"):
            return None
        if token.number is not None:
            number = self.digits(at, token.number)
        else:
            number = self.spelled(at)
        if number is None:
            return None
        return self.repeated(self.with_half(number))

    def digits(self, at: int, value: Decimal) -> _Number:
        after = at + 1
        fraction = self.fraction(after)
        if fraction and (self.tokens[after].word in words.VULGAR or not self.tight(after)) and value % 1 == 0:
            return _Number(value + fraction[0], value + fraction[0], fraction[1])
        grouped = self.spaced_thousands(at) or self.decimal_comma(at)
        if grouped:
            return grouped
        own = self.fraction(at)
        if own:
            return _Number(own[0], own[0], own[1])
        scale = words.SCALES.get(self.word(after))
        if scale and (self.word(after) not in words.TIGHT_SCALES or self.tight(after)):
            return _Number(value * scale, value * scale, after + 1)
        return _Number(value, value, after)

    def spaced_thousands(self, at: int) -> _Number | None:
        """1 000 000: groups of three after plain spaces, where a group that starts with 0 shows that it is one number."""
        end = at + 1
        while end < len(self.tokens) and end < at + 4 and len(self.words[end]) == 3 and self.words[end].isdigit():  # noqa: PLR2004
            if self.text[self.tokens[end - 1].end : self.tokens[end].start] != " ":
                break
            end += 1
        groups = self.words[at + 1 : end]
        if len(self.words[at]) > 3 or not any(group.startswith("0") for group in groups):  # noqa: PLR2004
            return None
        value = Decimal("".join(self.words[at:end]))
        return _Number(value, value, end)

    def decimal_comma(self, at: int) -> _Number | None:
        """8,00 and 1,5: a comma without a space before one or two digits, unless a list goes on behind them."""
        if self.word(at + 1) != "," or not (self.tight(at + 1) and self.tight(at + 2)):
            return None
        whole, part = self.word(at), self.word(at + 2)
        if not (whole.isdigit() and part.isdigit() and len(part) <= 2):  # noqa: PLR2004
            return None
        if self.word(at + 3) == "," and self.tight(at + 3):
            return None
        value = Decimal(f"{whole}.{part}")
        return _Number(value, value, at + 3)

    def fraction(self, at: int) -> tuple[Decimal, int] | None:
        """½, or 1/2 written without spaces."""
        if self.word(at) in words.VULGAR:
            return words.VULGAR[self.word(at)], at + 1
        if self.word(at + 1) == "/" and self.tight(at + 1) and self.tight(at + 2):
            pair = (self.word(at), self.word(at + 2))
            if pair in words.FRACTIONS:
                return words.FRACTIONS[pair], at + 3
        return None

    def spelled(self, at: int) -> _Number | None:
        word = self.word(at)
        if word in words.VULGAR:
            return _Number(words.VULGAR[word], words.VULGAR[word], at + 1)
        if word == "half" and self.word(at + 1) == "a" and self.word(at + 2) == "dozen":
            return _Number(Decimal(6), Decimal(6), at + 3)
        article = word in ("a", "an")
        after = self.word(at + 1)
        if article or word == "one":
            if after == "couple":
                end = at + 3 if self.word(at + 2) == "of" else at + 2
                return _Number(Decimal(2), Decimal(3), end, exact=False)
            if after == "dozen":
                return _Number(Decimal(12), Decimal(12), at + 2)
        if article and after in ("hundred", "thousand", "million"):
            cardinal = english_cardinal(["one", *self.words[at + 1 : at + 16]], 0)
            if cardinal:
                return _Number(cardinal[0], cardinal[0], at + cardinal[1])
        if article:
            return _Number(Decimal(1), Decimal(1), at + 1, article=True)
        cardinal = english_cardinal(self.words, at)
        if cardinal is None:
            return None
        value, after_number = cardinal
        if self.word(after_number) == "dozen":
            return _Number(value * 12, value * 12, after_number + 1)
        return _Number(value, value, after_number)

    def with_half(self, number: _Number) -> _Number:
        at = number.next
        if self.word(at) == "-" and self.word(at + 1) == "and":
            at += 1  # "one-and-a-half"
        if self.word(at) not in ("and", "&") or number.article:
            return number
        extra = self.extra(at + 1)
        if extra is None:
            return number
        return _Number(number.low + extra[0], number.high + extra[0], extra[1])

    def extra(self, at: int) -> tuple[Decimal, int] | None:
        """a half, one half, a quarter, three quarters: what "and" may add."""
        here = [index for index in range(at, at + 5) if self.word(index) not in ("-", "")]
        for phrase, value in words.EXTRAS.items():
            if tuple(self.word(index) for index in here[: len(phrase)]) == phrase:
                return value, here[len(phrase) - 1] + 1
        return None

    def repeated(self, number: _Number) -> _Number:
        """thirty (30): the same twice; two that differ are kept, to be reported."""
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
        return _Number(number.low, number.high, again.next + 1, other=other)

    def group(self, at: int) -> _Number | None:
        """A number or a range of numbers: 5 to 10, 5-10, three or four, between 5 and 10."""
        first = self.single(at)
        if first is None or first.article:
            return first
        low, joint = first, self.joint(at, first)
        second = self.single(joint) if joint else None
        if second is None or second.article or second.other is not None:
            return first
        return _Number(low.low, second.high, second.next)

    def joint(self, at: int, first: _Number) -> int:
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

    # Durations, percentages and money counted by a number before the unit.

    def counted(self, at: int) -> tuple[list[Reading], int]:
        """A number, or several that share what follows, with its unit."""
        half = self.half_unit(at)
        if half[0]:
            return half
        number = self.group(at)
        if number is None:
            return self.label(at)
        found = self.with_unit(at, number)
        if found[0]:
            return found
        shared = self.shared(at, number)
        if shared[0]:
            return shared
        return [], at if number.article else number.next

    def with_unit(self, at: int, number: _Number) -> tuple[list[Reading], int]:
        for rule in (self.percent, self.money, self.duration):
            reading, after = rule(at, number)
            if reading:
                return [self.unless_crowded(at, reading)], after
        return [], at

    def unless_crowded(self, at: int, reading: Reading) -> Reading:
        """Two numerals in a row before a unit make no number: a residue."""
        crowd = self.word(at - 1)
        numeral = crowd in ENGLISH_TENS or (crowd in ENGLISH_ONES and crowd != "one") or crowd.isdigit()
        if at and numeral and self.text[
            self.tokens[at - 1].end : self.tokens[at].start
        ] in (" ", "-"):
            return Reading(reading.start, reading.end, reading.text, reading.kind, None, residue=True)
        return reading

    def shared(self, at: int, first: _Number) -> tuple[list[Reading], int]:
        """7, 14 or 30 days; 15 / 30 / 45 days: each number takes the unit behind the last."""
        if first.article or not first.exact:
            return [], at
        starts = [(at, first)]
        number = first
        for _ in range(_LIST):
            joint = number.next
            if self.word(joint) == "," and self.word(joint + 1) in ("or", "and"):
                joint += 1
            changed = self.word(joint) == "to" and self.changes(at)
            if self.word(joint) not in (",", "/", "or", "and") and not changed:
                break
            here = joint + 1
            following = self.group(here)
            if following is None or following.article:
                break
            starts.append((here, following))
            number = following
            last, after = self.with_unit(here, following)
            if last:
                plain_comma = self.word(joint) == ","
                if plain_comma or last[0].residue or not self.may_share(at):
                    return [], at
                return [*self.alike(starts[:-1], last[0]), last[0]], after
        return [], at

    def may_share(self, at: int) -> bool:
        """Not after "step 2 and 30 days", and not for years."""
        value = self.tokens[at].number
        year = value is not None and 1900 <= value <= 2100  # noqa: PLR2004
        return not year and self.word(at - 1) not in words.LABELS

    def alike(self, starts: list[tuple[int, _Number]], last: Reading) -> Iterator[Reading]:
        for at, number in starts:
            value = _with_numbers(last.value, number, self.dollar)
            if value is not None:
                yield self.reading(at, number.next, last.kind, value)

    def label(self, at: int) -> tuple[list[Reading], int]:
        """Day 29, the 14th day: a numeral beside a unit that states no length. A residue."""
        word, after = self.word(at), self.word(at + 1)
        token = self.tokens[at]
        if word in ("day", "days") and at + 1 < len(self.tokens):
            colon = 1 if after == ":" or (word == "days" and after == ")") else 0
            colon += 1 if colon and self.word(at + 2) == ":" else 0
            number = self.tokens[at + 1 + colon] if at + 1 + colon < len(self.tokens) else None
            counts = number is not None and (number.number is not None or (not colon and number.word in words.DAY_NUMBERS))
            if counts and self.word(at + 2 + colon) not in words.NOT_BARE:
                group = self.group(at + 1 + colon)
                if group and not self.with_unit(at + 1 + colon, group)[0]:
                    return [self.reading(at, group.next, Kind.DURATION, None)], group.next
        if token.ordinal:
            unit = self.unit(at + 1)
            if unit and unit[2] == 1:
                return [self.reading(at, unit[1], Kind.DURATION, None)], unit[1]
        return [], at

    # Durations.

    def unit(self, at: int) -> tuple[Unit, int, Decimal] | None:
        """The unit of time at a word, the word after it, and how many of the unit it is (a fortnight is two weeks)."""
        here = at
        if self.word(here) == "-":
            here += 1
        business = False
        for _ in range(4):
            word = self.word(here)
            opened = word == "(" and self.word(here + 2) == ")"
            if opened:
                word = self.word(here + 1)
            if word in words.BUSINESS and self.word(here + (3 if opened else 1)):
                business = True
            elif word not in words.BETWEEN:
                break
            here += 3 if opened else 1
            if self.word(here) == "-":
                here += 1
        unit = words.UNITS.get(self.word(here))
        if unit is None or (self.word(here) in words.TIGHT_UNITS and not self.short(here)):
            return None
        if self.tokens[here].raw == "HR":
            return None  # the department
        name, factor = unit
        if business and name is Unit.DAY:
            name = Unit.BUSINESS_DAY
        elif business and name is not Unit.HOUR:
            return None
        after = here + 1
        if self.words[after : after + 3] == ["(", "s", ")"]:
            after += 3
        return name, after, Decimal(factor)

    def short(self, at: int) -> bool:
        """Whether a one-letter unit stands directly behind its number."""
        return self.tight(at) and self.word(at - 1) != "-"

    def duration(self, at: int, number: _Number) -> tuple[Reading | None, int]:
        unit = self.unit(number.next)
        if unit is None:
            return None, at
        name, after, factor = unit
        if number.low == number.high == 1 and not self.is_length(at, number, name, after):
            return None, at
        if name is Unit.SECOND and self.word(after - 1) == "second" and not self.counts_seconds(at, number, after):
            return None, at
        low, high = number.low * factor, number.high * factor
        if number.article and self.word(after) == "or" and self.word(after + 1) in ("two", "2"):
            return self.reading(at, after + 2, Kind.DURATION, duration_of(low, low * 2, name)), after + 2
        if self.word(after) in ("and", "&") and (extra := self.extra(after + 1)) and low == high:
            low = high = low + extra[0] * factor
            after = extra[1]
        elif low == high and (joined := self.compound(name, low, after)):
            low, name, after = joined
            high = low
        elif low == high and (end := self.second_end(at, name, after)):
            high, after = end
        if number.other is not None:
            could_be = (duration_of(low, low, name), duration_of(number.other * factor, number.other * factor, name))
            return self.reading(at, after, Kind.DURATION, None, tuple(d for d in could_be if d)), after
        if not number.exact:
            two = duration_of(low, low, name)
            few = duration_of(low, high, name)
            return self.reading(at, after, Kind.DURATION, None, tuple(d for d in (two, few) if d)), after
        return self.reading(at, after, Kind.DURATION, duration_of(low, high, name)), after

    def compound(self, name: Unit, low: Decimal, at: int) -> tuple[Decimal, Unit, int] | None:
        """1 hour 30 minutes, two weeks and three days: one length in the smaller unit."""
        smaller = words.PARTS.get(name)
        if smaller is None:
            return None
        here = at + 1 if self.word(at) in ("and", ",") else at
        here += 1 if self.word(at) == "," and self.word(here) == "and" else 0
        number = self.single(here)
        if number is None or number.article or number.low >= smaller[1] or number.other is not None:
            return None
        unit = self.unit(number.next)
        if unit is None or unit[0] is not smaller[0] or unit[2] != 1:
            return None
        return low * smaller[1] + number.low, smaller[0], unit[1]

    def second_end(self, at: int, name: Unit, after: int) -> tuple[Decimal, int] | None:
        """5 days to 10 days."""
        if self.word(after) not in ("to", "-", "~") or self.changes(at):
            return None
        number = self.single(after + 1)
        unit = self.unit(number.next) if number and not number.article else None
        if number is None or unit is None or unit[0] is not name:
            return None
        return number.high * unit[2], unit[1]

    def is_length(self, at: int, number: _Number, name: Unit, after: int) -> bool:
        """Whether "a day", "one day" or "1 second" means a length of time."""
        before, following = self.word(at - 1), self.word(after)
        if not number.article and self.word(at) != "one":
            return True
        if self.word(after - 1) == "fortnight":
            return True
        if name is Unit.SECOND and following in words.AFTER_ORDINAL:
            return False
        measured = before in words.MEASURE or following in words.MEASURED
        if not number.article:
            return name is not Unit.DAY or measured or self.word(number.next) == "-" or following in ("'", "s")
        if following in ("and", "&"):
            return self.extra(after + 1) is not None or measured
        if following == "or":
            return self.word(after + 1) in ("two", "2", "more", "less", "longer") or measured
        if following == "'" and self.word(after + 1) == "s":
            return self.word(after + 2) in words.LASTING
        if self.word(number.next) == "-" and following in words.TIGHT_NOUNS:
            return False
        if self.word(after - 1) in ("second", "minute") and before not in words.MEASURE_MOMENT:
            return False
        return measured and following not in words.NOT_LENGTH

    def counts_seconds(self, at: int, number: _Number, after: int) -> bool:
        """Whether the singular "second" is a unit and no ordinal: 5-second, 1 second, 10 second delay."""
        if self.word(after - 2) == "-" or number.article:
            return True
        following = self.word(after)
        if following in words.AFTER_ORDINAL or self.word(at) in ("the", "a"):
            return False
        return number.high == 1 or following in words.SECONDS_OF

    def half_unit(self, at: int) -> tuple[list[Reading], int]:
        """half a day, half an hour, a half day, half-day, half of a year, a quarter of an hour, a year and a half."""
        here = at
        word = self.word(here)
        if word in ("a", "one") and self.word(here + 1) in ("half", "quarter"):
            here, word = here + 1, self.word(here + 1)
        part = {"half": _HALF, "quarter": Decimal("0.25")}.get(word)
        if part is None and self.words[here : here + 2] == ["three", "quarters"]:
            part, here = Decimal("0.75"), here + 1
        if part is None:
            return [], at
        here += 1
        of = self.word(here) == "of" or self.word(here) == "-"
        here += 1 if of else 0
        article = self.word(here) in ("a", "an")
        here += 1 if article else 0
        unit = self.unit(here)
        if unit is None or (word != "half" and not (of and article)) or self.word(here) in ("past", "-"):
            return [], at
        name, after, factor = unit
        if word == "half" and self.word(after - 1) != self.word(after - 1).removesuffix("s") + "":
            return [], at  # "half days" counts no length
        value = part * factor
        if name is Unit.HOUR and part != _HALF:
            value, name = value * 60, Unit.MINUTE
        return [self.reading(at, after, Kind.DURATION, duration_of(value, value, name))], after

    def named_day(self, at: int) -> tuple[list[Reading], int]:
        """same day, next-day, the following business day, a fortnight."""
        word = self.word(at)
        if word in ("same", "next", "following"):
            here = at + 1
            if self.word(here) == "-":
                here += 1
            business = self.word(here) in words.BUSINESS and self.word(here) != "week"
            here += 1 if business else 0
            if self.word(here) == "-":
                here += 1
            if self.word(here) != "day" or self.word(here + 1) == "-" and self.word(here + 2) == "to":
                return [], at
            before = self.words[max(0, at - 3) : at]
            if word != "same" and before[-2:] in (["from", "the"], ["on", "the"]) and before[:1] in words.COUNTED_FROM:
                return [], here + 1
            if word == "following" and not business and self.word(at - 1) != "the":
                return [], at
            unit = Unit.BUSINESS_DAY if business else Unit.DAY
            days = Decimal(0 if word == "same" else 1)
            return [self.reading(at, here + 1, Kind.DURATION, duration_of(days, days, unit))], here + 1
        if word == "fortnight":
            two = Decimal(2)
            return [self.reading(at, at + 1, Kind.DURATION, duration_of(two, two, Unit.WEEK))], at + 1
        return [], at

    # Percentages.

    def percent_sign(self, at: int) -> tuple[int, Decimal] | None:
        here = at + 1 if self.word(at) == "-" else at
        for sign, scale in words.PERCENT_SIGNS.items():
            if tuple(self.words[here : here + len(sign)]) == sign:
                return here + len(sign), scale
        return None

    def percent(self, at: int, number: _Number) -> tuple[Reading | None, int]:
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
        could_be = ()
        value = percent_of(low, high)
        if number.other is not None:
            value, could_be = None, tuple(p for p in (percent_of(low, low), percent_of(number.other, number.other)) if p)
        return self.reading(at, after, Kind.PERCENT, value, could_be), after

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
        if self.words[after : after + 1] != ["of"] and self.word(after) != "off":
            return [], at
        if self.word(after + 1) in ("a", "an", "one") and self.unit(after + 2):
            return [], at
        if self.tokens[at].number is None and self.word(at) in ("a", "an") and not self.worth(after):
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

    # Money.

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
            return (code,), at + 1
        if raw.upper() == "KR" and self.word(at + 1) and self.tokens[at + 1].number is not None:
            return ENGLISH_NAMES["kr"], at + 1
        return None

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
        if low == high and self.word(after) in ("-", "to", "~") or (self.word(after) == "and" and self.word(at - 1) == "between"):
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
        if code_of(self.tokens[after].raw if after < len(self.tokens) else "") in codes and self.word(at) == "$":
            after += 1
        elif self.word(at) == "$" and after < len(self.tokens):
            named = code_of(self.tokens[after].raw)
            if named and named.endswith("D"):
                codes, after = (named,), after + 1
        return [self.priced(at, after, low, high, codes)], after

    def amount(self, at: int) -> _Number:
        """Digits after a currency sign: no fractions, "and a half" or spelled repetition."""
        value = self.tokens[at].number
        assert value is not None
        return self.digits(at, value)

    def priced(self, at: int, after: int, low: Decimal, high: Decimal, codes: tuple[str, ...]) -> Reading:
        values = tuple(value for code in codes if (value := money_of(low, high, code)))
        if len(codes) == 1:
            return self.reading(at, after, Kind.MONEY, values[0] if values else None)
        return self.reading(at, after, Kind.MONEY, None, values)

    def money(self, at: int, number: _Number) -> tuple[Reading | None, int]:
        """8 USD, 8 dollars, 50 cents, 8€; "5 pounds" may be a weight."""
        here = number.next + 1 if self.word(number.next) == "-" else number.next
        if here >= len(self.tokens) or self.tokens[here].kind in ("mask", "break"):
            return None, at
        named = self.currency_name(here)
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
        """eight dollars *and fifty cents*."""
        here = at + 1 if self.word(at) == "and" else at
        number = self.single(here)
        named = self.currency_name(number.next) if number and not number.article else None
        if number is None or named is None or named[0] != codes or named[2] == 1 or number.low >= named[2]:
            return None
        return number.low / named[2], named[1]

    def currency_name(self, at: int) -> tuple[tuple[str, ...], int, int] | None:
        token = self.tokens[at] if at < len(self.tokens) else None
        if token is None or token.kind in ("mask", "break"):
            return None
        code = code_of(token.raw)
        if code:
            return (code,), at + 1, 1
        if token.raw in ("€", "£", "$", "¥", "₽", "₩", "₹", "₫", "฿") and self.tight(at):
            following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
            if following and following.number is not None and self.tight(at + 1):
                return None
            codes = {"$": (self.dollar,), "¥": ("CNY", "JPY")}.get(token.raw) or (SYMBOLS[token.raw],)
            return codes, at + 1, 1
        if token.raw in ("€", "£"):
            following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
            return None if following and following.number is not None else ((SYMBOLS[token.raw],), at + 1, 1)
        near = [index for index in range(at, min(at + 5, len(self.words))) if self.words[index] != "-"]
        for length in range(min(3, len(near)), 0, -1):
            name = " ".join(self.words[index] for index in near[:length])
            for singular in (name, name.removesuffix("s"), name.replace("pounds ", "pound ")):
                if singular in ENGLISH_NAMES:
                    return ENGLISH_NAMES[singular], near[length - 1] + 1, 1
        if token.raw == "¢" and self.tight(at):
            return (self.dollar,), at + 1, 100
        word = token.word.removesuffix("s")
        if word in ("dollar", "buck"):
            return (self.dollar,), at + 1, 1
        if word in ("cent", *ENGLISH_CENTS):
            return (ENGLISH_CENTS.get(word, self.dollar),), at + 1, 100
        return None

    def weighs(self, at: int, here: int, after: int) -> bool:
        if self.word(here) not in ("pound", "pounds") or self.word(here + 1) == "sterling":
            return False
        near = (*self.words[max(0, at - 8) : at], *self.words[after : after + 4])
        return any(word in words.WEIGHT for word in near)

    # Dates.

    def date(self, at: int) -> tuple[list[Reading], int]:
        found = deadline_at(self.tokens, at)
        if found is None:
            return [], at
        start, after, value, could_be = found
        return [self.reading(start, after, Kind.DATE, value, could_be)], after


def _with_numbers(value: Quantity | None, number: _Number, dollar: str) -> Quantity | None:
    """The same kind of quantity with other numbers."""
    from generator.policy.values import Money, Percent  # noqa: PLC0415

    match value:
        case Duration(unit=unit):
            return duration_of(number.low, number.high, unit)
        case Percent():
            return percent_of(number.low, number.high)
        case Money(currency=currency):
            return money_of(number.low, number.high, currency)
        case _:
            return None


__all__ = ["PLAIN_CODES", "read_english"]
_ = BREAK
