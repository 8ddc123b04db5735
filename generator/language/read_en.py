"""The grammar of quantities in English.

A hand-written scanner over words: every rule looks at a bounded number of words from where it stands and either
consumes some or does not, so reading is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from generator.language.currency import (
    CODES,
    ENGLISH_CENTS,
    ENGLISH_NAMES,
    PLAIN_CODES,
    RARE_CODES,
    SYMBOLS,
    code_of,
)
from generator.language.flat import ENTITY, Flat
from generator.language.numerals import ENGLISH_ONES, ENGLISH_TENS
from generator.language.quantities_en import words
from generator.language.quantities_en.dates import MONTHS, deadline_at
from generator.language.quantities_en.numbers import Number
from generator.language.quantities_en.prices import Prices
from generator.language.quantities_en.tokens import Token, tokenise
from generator.language.reading import Kind, Reading, duration_of, with_numbers
from generator.policy.values import Unit

_ONE = Decimal(1)
_LIST = 12
"""So many numbers may share one unit: "7, 14 or 30 days"."""


_OPENERS = frozenset(
    (*ENGLISH_ONES, *ENGLISH_TENS, *MONTHS, *words.VULGAR, *words.OPENERS, *(sign.lower() for sign in SYMBOLS))
)
"""Words that a quantity can begin with, beside numbers and currency codes."""


_WORD = re.compile(r"[a-z]+")
_SIGNS = re.compile(r"[^A-Za-z\s!-#%'-/:-@\[-`{-~’‘“”–—…\ufffc]")
"""Digits and everything else, letters aside, that a quantity can begin with; and the sign of an entity."""
_EMPHASIS = str.maketrans("", "", "*_~\\`[]")
"""What may stand within a word and is not heard."""
_PERHAPS = re.compile(r"[_~\\`\[\]]")
"""Of these, what is heard in some places: between two words."""
_DIVIDES = re.compile(r"[a-z](?:<[/!]?[a-z-]|&|\]\([^()\n]*\)[a-z]|\]\[)", re.IGNORECASE)
"""Markup within what may be a word."""
_COUNTING = _OPENERS - {"a", "an"}
_MEASURES = frozenset(
    (
        *words.UNITS, *words.PARTS_OF, *words.SCALES, *words.COINS, *words.BUSINESS, *ENGLISH_CENTS, "cents",
        *(word for sign in words.PERCENT_SIGNS for word in sign), *(f"{coin}s" for coin in words.COINS),
        *(word for name in ENGLISH_NAMES for last in (name.split()[-1],) for word in (last, f"{last}s")),
        *(code.lower() for code in (*CODES, *RARE_CODES)), *MONTHS,
    )
)  # fmt: skip
"""Without a digit or a sign, a quantity has one of these behind what it begins with, or before it."""
_ENDINGS = frozenset(
    (
        *words.UNITS, *words.PARTS_OF, *words.SCALES, *words.COINS, *ENGLISH_CENTS, "cents", "eurocents", *PLAIN_CODES,
        *(sign[0] for sign in words.PERCENT_SIGNS if sign[0] != "per"), *(f"{coin}s" for coin in words.COINS),
        *(word for name in ENGLISH_NAMES for last in (name.split()[-1],) for word in (last, f"{last}s")), *MONTHS,
    )
)  # fmt: skip
"""Of these, what stands behind the number itself, or behind what may stand between the two."""
_CAPITALS = re.compile(r"[A-Z]{3}")
_CODES = CODES | RARE_CODES
"""These measure as well, in capitals."""
_BETWEEN = (
    words.BETWEEN | words.BUSINESS | {"bus", "of", "per", *(word for name in ENGLISH_NAMES for word in name.split())}
)
"""May stand between the two."""
_BEFORE = _OPENERS - {"day", "days", *MONTHS}
"""Open a quantity before what measures it; the others stand behind that: May the first, day two."""
_DAYS = frozenset(("day", "days"))
_ALONE = frozenset(("half", "fortnight"))
"""Measure what they begin."""
_JOINS = re.compile(r"<|\][(\[]")
"""Markup that is not heard, though words stand in it."""


def may_hold(text: str) -> bool:
    """Whether a quantity could begin anywhere in a Markdown text in English; false is certain.

    >>> [may_hold(text) for text in ("Ask for a picture.", "Wait a day.", "th**irty** days", "a fort&#110;ight")]
    [False, True, True, True]
    """
    return bool(_SIGNS.search(text) or ENTITY.search(text)) or may_hold_words(text)


def measures(word: str) -> bool:
    """Whether a word can stand behind a number of English.

    >>> measures("Days"), measures("photos")
    (True, False)
    """
    return word.lower() in _MEASURES


def may_hold_words(text: str, signs: Iterable[str] = "%％﹪") -> bool:
    """The same, as far as words alone can tell: whether one that measures stands in a text behind one that a quantity
    can begin with, with nothing between them that a quantity cannot have there; or one of the ``signs`` anywhere.

    >>> may_hold_words("Send one today, and wait some days."), may_hold_words("Wait three more working days.")
    (False, True)
    """
    bare = text.translate(_EMPHASIS)
    said = _WORD.findall(bare.lower())
    if _PERHAPS.search(text):
        said += ["", *_WORD.findall(_PERHAPS.sub(" ", text).lower())]
    here = set(said)
    if here.isdisjoint(_OPENERS):
        return False
    if not here.isdisjoint(_ALONE) or not _CODES.isdisjoint(_CAPITALS.findall(bare)):
        return True
    for sign in signs:
        if sign in text:
            return True
    endings = here & _ENDINGS
    if not endings:
        return not here.isdisjoint(_COUNTING) and bool(_DIVIDES.search(text))
    return bool(_JOINS.search(text)) or _measures_what_begins(said, endings)


def _measures_what_begins(said: Sequence[str], endings: set[str]) -> bool:
    """Whether one of the words that measure stands where it could measure something."""
    for at, word in enumerate(said):
        if word in endings:
            before = at - 1
            while before >= 0 and said[before] not in _BEFORE and said[before] in _BETWEEN:
                before -= 1
            if before >= 0 and said[before] in _BEFORE:
                return True
            behind = said[at + 1 : at + 3]
            if word in MONTHS and not _BEFORE.isdisjoint(behind):
                return True
            if word in _DAYS and not words.DAY_NUMBERS.isdisjoint(behind):
                return True
    return False


def read_english(flat: Flat, dollar: str) -> Iterator[Reading]:
    """The readings in the flat text, in order, offsets into it."""
    masked = flat.masked(words.TRAPS)
    yield from _Scanner(tokenise(masked.text), masked.text, dollar).readings()


def _may_begin(token: Token) -> bool:
    """Whether any rule could begin here; most words of a page cannot, and are passed over at once."""
    return (
        token.number is not None
        or token.ordinal is not None
        or token.kind == "date"
        or token.word in _OPENERS
        or code_of(token.raw) is not None
    )


class _Scanner(Prices):
    """Tries every rule at every word that no rule before consumed."""

    def readings(self) -> Iterator[Reading]:
        at = 0
        while at < len(self.tokens):
            if not _may_begin(self.tokens[at]):
                at += 1
                continue
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

    def date(self, at: int) -> tuple[list[Reading], int]:
        found = deadline_at(self.tokens, at)
        if found is None:
            return [], at
        start, after, value, could_be = found
        return [self.reading(start, after, Kind.DATE, value, could_be)], after

    def counted(self, at: int) -> tuple[list[Reading], int]:
        """A number, or several that share what follows, with its unit."""
        half = self.half_unit(at)
        if half[0]:
            return half
        number = self.group(at)
        if number is None or self.ordinal(at):
            return self.label(at)
        found = self.with_unit(at, number)
        if found[0]:
            return found
        shared = self.shared(at, number)
        if shared[0]:
            return shared
        return [], at if number.article else max(number.next, shared[1])

    def label(self, at: int) -> tuple[list[Reading], int]:
        """Day 29, the 14th day: a numeral beside a unit that states no length. A residue."""
        word, after = self.word(at), self.word(at + 1)
        token = self.tokens[at]
        if word in ("day", "days") and at + 1 < len(self.tokens):
            colon = 1 if after == ":" or (word == "days" and after == ")") else 0
            colon += 1 if colon and self.word(at + 2) == ":" else 0
            number = self.tokens[at + 1 + colon] if at + 1 + colon < len(self.tokens) else None
            counts = number is not None and (number.raw.isdigit() or (not colon and number.word in words.DAY_NUMBERS))
            if counts and self.word(at + 2 + colon) not in words.NOT_BARE:
                group = self.group(at + 1 + colon)
                if group and not self.with_unit(at + 1 + colon, group)[0]:
                    return [self.reading(at, group.next, Kind.DURATION, None)], group.next
        ordinal = self.ordinal(at)
        unit = self.unit(ordinal[1]) if ordinal else None
        if ordinal is None or unit is None or unit[2] != 1 or self.word(unit[1] - 1).endswith("s"):
            return [], at
        if ordinal[0] == 1 and self.word(at - 1) == "the" and self.word(at - 2) in words.FIRST_OF:
            return [self.reading(at, unit[1], Kind.DURATION, duration_of(_ONE, _ONE, unit[0]))], unit[1]
        if token.ordinal is None and self.word(at - 1) != "the":
            return [], at  # third day in a row
        if token.ordinal is None and (ordinal[0] <= 2 or unit[0] not in (Unit.DAY, Unit.BUSINESS_DAY)):
            return [], at
        if self.word(at - 1) == "every":
            return [], unit[1]
        return [self.reading(at, unit[1], Kind.DURATION, None)], unit[1]

    def with_unit(self, at: int, number: Number) -> tuple[list[Reading], int]:
        for rule in (self.percent, self.money, self.duration):
            reading, after = rule(at, number)
            if reading:
                return [self.unless_crowded(at, reading)], after
        return [], at

    def unless_crowded(self, at: int, reading: Reading) -> Reading:
        """Two numerals in a row before a unit make no number: a residue."""
        crowd = self.word(at - 1)
        numeral = crowd in ENGLISH_TENS or (crowd in ENGLISH_ONES and crowd != "one") or crowd.isdigit()
        if at and numeral and self.text[self.tokens[at - 1].end : self.tokens[at].start] in (" ", "-"):
            return Reading(reading.start, reading.end, reading.text, reading.kind, None, residue=True)
        return reading

    def shared(self, at: int, first: Number) -> tuple[list[Reading], int]:
        """7, 14 or 30 days; 15 / 30 / 45 days: each number takes the unit behind the last."""
        if first.article:
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
        return [], starts[-1][0]  # none of the numbers before it has a unit

    def may_share(self, at: int) -> bool:
        """Not after "step 2 and 30 days", and not for years."""
        value = self.tokens[at].number
        year = value is not None and 1900 <= value <= 2100
        return not year and self.word(at - 1) not in words.LABELS

    def alike(self, starts: list[tuple[int, Number]], last: Reading) -> Iterator[Reading]:
        for at, number in starts:
            value = with_numbers(last.value, number.low, number.high)
            if value is not None:
                yield self.reading(at, number.next, last.kind, value)
