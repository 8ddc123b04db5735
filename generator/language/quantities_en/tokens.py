"""English text → words, numbers and signs, each with its place."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from generator.language.currency import CODES
from generator.language.flat import FIRM_SPACE, OPAQUE


class Token(NamedTuple):
    """A word of the text. ``word`` is in small letters, ``raw`` as typed; ``kind`` is word, number, sign, date, time,
    mask (not to be read) or break (end of a block); ``number`` is set for plain numbers, ``ordinal`` for 31st.
    """

    kind: str
    word: str
    raw: str
    start: int
    end: int
    number: Decimal | None = None
    ordinal: int | None = None


LONGEST = 15
"""A longer run of digits is an order number."""

_ATTACHED = frozenset(
    (
        "h H hr hrs hour hours min mins minute minutes sec secs second seconds d day days wk wks week weeks mo mos "
        "month months yr yrs year years k K M p usd eur gbp cny rmb jpy pct pc percent ish"
    ).split()
)
_ORDINAL = frozenset(("st", "nd", "rd", "th"))
_CODES = "|".join(sorted(CODES))

# No quantifier inside a quantifier but for digit groups that start with their own separator: one pass, linear.
_TOKEN = re.compile(
    rf"""
    (?P<plain>[a-z]+(?![A-Za-z\d]))  # a word like any other, before the rarer things are tried
  | (?P<mask>{OPAQUE}+|\#\d{{1,20}}|\d+\.\d+\.\d+\.\d[\d.]*)
  | (?P<break>\n)
  | (?P<date>(?<![\d./-])(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}
      |\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}|\d{{4}}[./]\d{{1,2}}[./]\d{{1,2}})(?![\d/-]))
  | (?P<version>\d+\.\d+\.\d[\d.]*)
  | (?P<time>\d{{1,2}}:\d{{2}}(?::\d{{2}})?|\d{{1,2}}(?:\.\d{{2}})?[ ]?(?:[ap]\.m\.|[ap]m\b|o'clock))
  | (?P<european>(?<![\d.,])\d{{1,3}}(?:\.\d{{3}})+,\d{{1,2}}(?![\d,.]\d|\d))
  | (?P<number>\d{{1,3}}(?:[,'{FIRM_SPACE}]\d{{3}})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)
  | (?P<prefix>(?<![A-Za-z])(?:US|AU|A|CA|C|NZ|SG|S|HK|NT|R|MX|CAD|USD|AUD|HKD|SGD|NZD)\$|(?<![A-Za-z])(?:CN|JP|RMB)¥)
  | (?P<code>(?:{_CODES})(?=\d))
  | (?P<label>[A-Z][A-Za-z]{{0,20}}-\d[\dA-Za-z]*)
  | (?P<mixed>[A-Za-z]+\d[\dA-Za-z]*)
  | (?P<word>[A-Za-z]+)
  | (?P<sign>[^\s])
    """,
    re.VERBOSE,
)


def tokenise(text: str) -> list[Token]:
    """The words of flat text, in order.

    >>> [(token.kind, token.word) for token in tokenise("In 48hrs, R2D2")]
    [('word', 'in'), ('number', '48'), ('word', 'hrs'), ('sign', ','), ('mask', 'r2d2')]
    """
    tokens: list[Token] = []
    at = 0
    while match := _TOKEN.search(text, at):
        kind, raw = str(match.lastgroup), match[0]
        start, at = match.span()
        if kind == "number":
            at = _number(tokens, text, raw, start)
            continue
        if kind == "european":
            value = Decimal(raw.replace(".", "").replace(",", "."))
            tokens.append(Token("number", raw, raw, start, at, value))
            continue
        if kind in ("mixed", "label", "version"):
            kind = "mask"
        elif kind in ("plain", "prefix", "code"):
            kind = "word"
        tokens.append(Token(kind, raw.lower(), raw, start, at))
    return tokens


_LETTERS = re.compile(r"[A-Za-z]+")
_REST = re.compile(r"[A-Za-z0-9]*")
_HOURS_AND_MINUTES = re.compile(r"[hH](\d{1,2})m(?:ins?)?\b")


def _number(tokens: list[Token], text: str, raw: str, start: int) -> int:
    """Adds a number, and the unit that stands directly behind it; returns where it ends."""
    end = start + len(raw)
    letters = _LETTERS.match(text, end)
    plain = raw.replace(",", "").replace("'", "").replace(FIRM_SPACE, "")
    if len(plain) > LONGEST:
        after = _REST.match(text, end)
        end = after.end() if after else end
        tokens.append(Token("mask", "", "", start, end))
        return end
    if letters is None:
        tokens.append(Token("number", raw, raw, start, end, Decimal(plain)))
        return end
    if clock := _HOURS_AND_MINUTES.match(text, end):
        hours, minutes = Token("number", raw, raw, start, end, Decimal(plain)), clock[1]
        tokens += [
            hours,
            Token("word", "h", "h", end, end + 1),
            Token("number", minutes, minutes, clock.start(1), clock.end(1), Decimal(minutes)),
            Token("word", "min", "min", clock.end(1), clock.end()),
        ]
        return clock.end()
    suffix, after_letters = letters[0], letters.end()
    goes_on = text[after_letters : after_letters + 1].isdigit()
    if suffix.lower() in _ORDINAL and plain.isdigit() and not goes_on:
        tokens.append(Token("word", raw + suffix.lower(), raw + suffix, start, after_letters, None, int(plain)))
        return after_letters
    if (suffix in _ATTACHED or suffix in CODES) and not goes_on:
        tokens.append(Token("number", raw, raw, start, end, Decimal(plain)))
        tokens.append(Token("word", suffix.lower(), suffix, end, after_letters))
        return after_letters
    rest = _REST.match(text, end)
    end = rest.end() if rest else after_letters
    tokens.append(Token("mask", "", "", start, end))
    return end
