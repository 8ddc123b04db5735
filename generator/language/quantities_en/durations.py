"""English lengths of time."""

from __future__ import annotations

from decimal import Decimal

from generator.language.quantities_en import words
from generator.language.quantities_en.numbers import Number, Numbers
from generator.language.reading import Kind, Reading, duration_of
from generator.policy.values import Unit

_HALF = Decimal("0.5")


class Durations(Numbers):
    """Rules for lengths of time; each returns what it read and the word after it."""

    def duration(self, at: int, number: Number) -> tuple[Reading | None, int]:
        unit = self.unit(number.next)
        if unit is None:
            return None, at
        name, after, factor = unit
        tight = self.word(number.next) == "-"
        if not tight and self.word(after) in words.THINGS.get(self.word(after - 1), ()):
            return None, at
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
        return self.reading(at, after, Kind.DURATION, duration_of(low, high, name)), after

    def unit(self, at: int) -> tuple[Unit, int, Decimal] | None:
        """The unit of time at a word, the word after it, and how many of the unit it is (a fortnight is two weeks)."""
        here = at
        if self.word(here) == "-":
            here += 1
        business = False
        for _ in range(4):
            word = self.word(here)
            if word == "bus" and self.word(here + 1) == ".":
                here, word, business = here + 1, "full", True  # 3 bus. days
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
        """Whether a one-letter unit stands directly behind its number, or nothing follows that it could name."""
        if self.tight(at):
            return self.word(at - 1) != "-"
        after = self.word(at + 1)
        alone = after in words.BEHIND_TIGHT or not (after.isascii() and after.isalnum())
        return self.tokens[at].raw == "d" and self.word(at - 1).isdigit() and alone and after != "'"

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

    def is_length(self, at: int, number: Number, name: Unit, after: int) -> bool:
        """Whether "a day", "one day" or "1 second" means a length of time."""
        before, following = self.word(at - 1), self.word(after)
        if not number.article and self.word(at) != "one":
            return True
        if self.word(after - 1) == "fortnight":
            return True
        if name is Unit.SECOND and following in words.AFTER_ORDINAL:
            return False
        measured = before in words.MEASURE or following in words.MEASURED
        measured = measured or (before == "to" and self.word(at - 2) == "up")
        measured = measured or (following == "is" and self.word(after + 1) in words.FINE)
        measured = measured or (before == "and" and self.word(at - 2) in words.UNITS)  # a year and a day
        if not number.article:
            return name is not Unit.DAY or measured or self.word(number.next) == "-" or following in ("'", "s")
        if following in ("and", "&"):
            return self.extra(after + 1) is not None or measured
        if following == "or":
            return self.word(after + 1) in ("two", "2", "more", "less", "longer", "so") or measured
        if following == "'" and self.word(after + 1) == "s":
            return self.word(after + 2) in words.LASTING
        if self.word(number.next) == "-" and following in words.TIGHT_NOUNS:
            return False
        if self.word(after - 1) in ("second", "minute") and before not in words.MEASURE_MOMENT:
            return False
        return measured and following not in words.NOT_LENGTH

    def counts_seconds(self, at: int, number: Number, after: int) -> bool:
        """Whether the singular "second" is a unit and no ordinal: 5-second, 1 second, 10 second delay."""
        if self.word(after - 2) == "-" or number.article:
            return True
        following = self.word(after)
        if following in words.AFTER_ORDINAL or self.word(at) in ("the", "a"):
            return False
        return number.high == 1 or following in words.SECONDS_OF

    def half_unit(self, at: int) -> tuple[list[Reading], int]:
        """Half a day, half an hour, a half day, half-day, half of a year, a quarter of an hour, a year and a half."""
        if part_of := self.part_of_unit(at):
            return part_of
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
        elif part != _HALF and name is not Unit.YEAR:
            return [], at
        return [self.reading(at, after, Kind.DURATION, duration_of(value, value, name))], after

    def part_of_unit(self, at: int) -> tuple[list[Reading], int] | None:
        """½ a day, 3/4 of a year: in the smaller unit, where the larger has no such part."""
        fraction = self.fraction(at)
        here = fraction[1] if fraction else at
        here += 1 if self.word(here) == "of" else 0
        unit = self.unit(here + 1) if self.word(here) in ("a", "an", "one") else None
        if fraction is None or unit is None:
            return None
        name, after, factor = unit
        value = fraction[0] * factor
        if name in words.PARTS and value != round(value, 2):
            name, value = words.PARTS[name][0], value * words.PARTS[name][1]
        value = round(value, 3)
        return [self.reading(at, after, Kind.DURATION, duration_of(value, value, name))], after

    def named_day(self, at: int) -> tuple[list[Reading], int]:
        """Same day, next-day, the following business day, a fortnight."""
        word = self.word(at)
        if word in ("same", "next", "following"):
            here = at + 1
            if self.word(here) == "-":
                here += 1
            business = self.word(here) in words.BUSINESS and self.word(here) != "week"
            here += 1 if business else 0
            if self.word(here) == "-":
                here += 1
            if self.word(here) != "day" or (self.word(here + 1) == "-" and self.word(here + 2) == "to"):
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
