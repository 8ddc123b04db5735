"""English dates that are typed as deadlines: until 31 January, by Jan 31, 2027, before 2027-01-31."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.language.numerals import english_ordinal
from generator.language.quantities_en.tokens import Token
from generator.language.reading import day_of
from generator.policy.values import Day

MONTHS = {
    name: at
    for at, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sep sept", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_CAPITAL = frozenset(("may", "march", "mar", "sun", "jan", "dec", "sep", "oct"))
"""Small letters would be another word."""

_FILLERS = frozenset(
    (
        "the on end of midnight noon close business and including at including est pst utc gmt cet hkt bst late early "
        "latest monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun , ( ) * day"
    ).split()
)
_DEADLINE = frozenset(
    "until till til by before thru expires expire expiring ends ending closes closing due deadline".split()
)
_NAMED = (
    ("deadline",),
    ("last", "day"),
    ("cutoff",),
    ("cut", "-", "off"),
    ("closing", "date"),
    ("expiry", "date"),
    ("expiry",),
    ("last", "date"),
)
_BEHIND = (
    ("at", "the", "latest"),
    ("deadline",),
    ("cutoff",),
    ("is", "the", "last"),
    ("is", "the", "deadline"),
    ("or", "earlier"),
    (",", "whichever"),
    ("whichever",),
    ("(", "whichever"),
)
_EXTENDED = frozenset("valid open good up prior extended extend extends postponed prolonged".split())
_BACK = 8
_YEARS = range(1900, 2101)
_PARTS = re.compile(r"\d+")

Found = tuple[int, int, Day | None, tuple[Day, ...]]
"""First word, the word after the last, the date, and the dates that it may be instead."""


def deadline_at(tokens: Sequence[Token], at: int) -> Found | None:
    """The deadline that starts at a word, or None; a date that no calendar has, or a month alone, has no value."""
    found = _date_at(tokens, at)
    if found is None:
        return None
    start, after, _, _ = found
    return found if _says_deadline(tokens, start) or _deadline_behind(tokens, after) else None


def _date_at(tokens: Sequence[Token], at: int) -> Found | None:
    token = tokens[at]
    if token.kind == "date":
        return _written(token, at)
    if token.word in MONTHS and _capital(token):
        day, after = _day(tokens, at + 1 + (_word(tokens, at + 1) in (".", "the")))
        if day is not None:
            year, after = _year(tokens, after)
            return at, after, day_of(year, MONTHS[token.word], day), ()
        year, after = _year(tokens, at + 1)
        return None if year is None else (at, after, None, ())
    day, after = _day(tokens, at)
    if day is None:
        return None
    if _word(tokens, after) == "/" and tokens[at].ordinal is None:
        return _slashed(tokens, at, day, after)
    here = after + 1 if _word(tokens, after) == "of" else after
    month = tokens[here] if here < len(tokens) else None
    if month is None or month.word not in MONTHS or not _capital(month):
        return None
    after = here + 1 + (_word(tokens, here + 1) == "." and _year(tokens, here + 2)[0] is not None)
    year, after = _year(tokens, after)
    return at, after, day_of(year, MONTHS[month.word], day), ()


def _written(token: Token, at: int) -> Found:
    """2027-01-31, 31/01/2027, 31.01.2027; 01/02/2027 may be two days."""
    first, second, third = (int(part) for part in _PARTS.findall(token.raw))
    if first > 31:
        return at, at + 1, day_of(first, second, third), ()
    european, american = day_of(third, second, first), day_of(third, first, second)
    if european and american and european != american and "." not in token.raw:
        return at, at + 1, None, (european, american)
    return at, at + 1, european or american, ()


def _slashed(tokens: Sequence[Token], at: int, first: int, slash: int) -> Found | None:
    """By 1/31: month and day in either order; a fraction of something is no date."""
    second, after = _day(tokens, slash + 1)
    tight = slash + 1 < len(tokens) and tokens[slash + 1].start == tokens[slash].end == tokens[slash].start + 1
    if second is None or not tight or _word(tokens, after) in ("of", "off", "the", "/", "%"):
        return None
    days = [day for day in (day_of(None, first, second), day_of(None, second, first)) if day]
    if len(days) > 1 and days[0] != days[1]:
        return at, after, None, tuple(days)
    return (at, after, days[0], ()) if days else None


def _day(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    token = tokens[at] if 0 <= at < len(tokens) else None
    if token is None:
        return None, at
    day = token.ordinal
    if day is None and (named := english_ordinal([token.word for token in tokens[at : at + 3]], 0)):
        return (named[0], at + named[1]) if named[0] <= 31 else (None, at)
    if day is None and token.number is not None and token.raw.isdigit() and len(token.raw) <= 2:
        day = int(token.raw)
    return (day, at + 1) if day is not None and day <= 31 else (None, at)


def _year(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    here = at + 1 if _word(tokens, at) == "," else at
    token = tokens[here] if here < len(tokens) else None
    if token is None or token.number is None or not token.raw.isdigit() or int(token.raw) not in _YEARS:
        return None, at
    return int(token.raw), here + 1


def _says_deadline(tokens: Sequence[Token], at: int) -> bool:
    here = at - 1
    for _ in range(_BACK):
        word = _word(tokens, here)
        if word not in _FILLERS and not (here >= 0 and tokens[here].kind == "time"):
            break
        if word in ("end", "close") and _word(tokens, here + 1) in ("on", "at") and _word(tokens, here - 1) != "the":
            return True  # they end on
        here -= 1
    word, before = _word(tokens, here), _word(tokens, here - 1)
    if word in _DEADLINE:
        return True
    if word == "through":
        return not _ends_date(tokens, here - 1)
    if word == "than":
        return before == "later"
    if word == "after":
        return before == "not"
    if word == "out":
        return before in ("run", "runs")
    if word == ":" and before in _DEADLINE:
        return True
    if word == "to":
        return before in _EXTENDED
    if any(_ends(tokens, here, name) for name in _NAMED):
        return True
    if word in ("is", ":", "was", "be"):
        near = tuple(_word(tokens, back) for back in range(max(0, here - _BACK), here))
        return any(_holds(near, name) for name in _NAMED)
    return False


def _ends_date(tokens: Sequence[Token], at: int) -> bool:
    return _word(tokens, at) in MONTHS or (
        at >= 0 and (tokens[at].number is not None or tokens[at].ordinal is not None)
    )


def _deadline_behind(tokens: Sequence[Token], at: int) -> bool:
    behind = tuple(_word(tokens, here) for here in range(at, at + 3))
    return any(behind[: len(name)] == name for name in _BEHIND)


def _holds(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return any(words[at : at + len(name)] == name for at in range(len(words)))


def _ends(tokens: Sequence[Token], here: int, name: tuple[str, ...]) -> bool:
    return tuple(_word(tokens, here - len(name) + 1 + index) for index in range(len(name))) == name


def _capital(token: Token) -> bool:
    return token.word not in _CAPITAL or token.raw[0].isupper()


def _word(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].word if 0 <= at < len(tokens) else ""
