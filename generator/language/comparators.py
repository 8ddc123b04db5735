"""The words beside a quantity that say which side of it is meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.language.reading import Comparator

_C = Comparator
_EN_AFTER: dict[str, Comparator] = {
    "or more": _C.AT_LEAST, "or longer": _C.AT_LEAST, "or later": _C.AT_LEAST, "or above": _C.AT_LEAST,
    "or over": _C.AT_LEAST, "or older": _C.AT_LEAST, "and over": _C.AT_LEAST, "and above": _C.AT_LEAST,
    "and more": _C.AT_LEAST, "at least": _C.AT_LEAST, "minimum": _C.AT_LEAST, "or less": _C.AT_MOST,
    "or fewer": _C.AT_MOST, "or sooner": _C.AT_MOST, "or under": _C.AT_MOST, "or below": _C.AT_MOST,
    "or earlier": _C.UNTIL, "or before": _C.UNTIL, "at most": _C.AT_MOST, "at the latest": _C.UNTIL,
    "maximum": _C.AT_MOST, "max": _C.AT_MOST, "tops": _C.AT_MOST, "later": _C.AFTER,
}  # fmt: skip
_EN_BEFORE: dict[str, Comparator] = {
    "not after": _C.UNTIL,
    "no later than": _C.UNTIL, "not later than": _C.UNTIL, "no more than": _C.AT_MOST, "not more than": _C.AT_MOST,
    "no longer than": _C.AT_MOST, "not longer than": _C.AT_MOST, "not exceed": _C.AT_MOST,
    "not exceeding": _C.AT_MOST, "at most": _C.AT_MOST, "maximum of": _C.AT_MOST, "maximum": _C.AT_MOST,
    "max": _C.AT_MOST, "capped at": _C.AT_MOST, "within": _C.WITHIN, "in": _C.WITHIN, "inside": _C.WITHIN,
    "up to": _C.UP_TO, "less than": _C.LESS_THAN, "fewer than": _C.LESS_THAN, "under": _C.LESS_THAN,
    "below": _C.LESS_THAN, "shorter than": _C.LESS_THAN, "at least": _C.AT_LEAST, "no less than": _C.AT_LEAST,
    "not less than": _C.AT_LEAST, "no fewer than": _C.AT_LEAST, "minimum of": _C.AT_LEAST, "minimum": _C.AT_LEAST,
    "more than": _C.MORE_THAN, "over": _C.MORE_THAN, "longer than": _C.MORE_THAN, "later than": _C.MORE_THAN,
    "older than": _C.MORE_THAN, "greater than": _C.MORE_THAN, "exceeding": _C.MORE_THAN, "exceeds": _C.MORE_THAN,
    "exceed": _C.MORE_THAN, "above": _C.MORE_THAN, "beyond": _C.MORE_THAN, "on or before": _C.UNTIL,
    "before": _C.BEFORE, "prior to": _C.BEFORE, "earlier than": _C.BEFORE, "until": _C.UNTIL, "till": _C.UNTIL,
    "by": _C.UNTIL, "through": _C.UNTIL, "after": _C.AFTER,
}  # fmt: skip
_EN_FILLERS = frozenset("the a an first next last about approximately around another only just full of".split())
_LONGEST = 3


def english_comparator(before: Sequence[str], after: Sequence[str]) -> Comparator | None:
    """What the words before and after a quantity say.

    >>> english_comparator(["within", "the", "first"], []), english_comparator([], ["or", "fewer"])
    (<Comparator.WITHIN: 'within'>, <Comparator.AT_MOST: 'at_most'>)
    """
    after = after[1:] if after[:1] in (["old"], ["in"]) else after
    for length in range(_LONGEST, 0, -1):
        found = _EN_AFTER.get(" ".join(after[:length]))
        if found:
            return found
    words = list(before)
    for _ in range(_LONGEST):
        for length in range(_LONGEST, 0, -1):
            found = _EN_BEFORE.get(" ".join(words[-length:]))
            if found and len(words) >= length:
                return found
        if not words or words[-1] not in _EN_FILLERS:
            return None
        words.pop()
    return None


_ZH_AFTER: tuple[tuple[str, Comparator], ...] = (
    ("及以上", _C.AT_LEAST), ("或以上", _C.AT_LEAST), ("以上", _C.AT_LEAST), ("及以下", _C.AT_MOST),
    ("或以下", _C.AT_MOST), ("以下", _C.AT_MOST), ("之内", _C.WITHIN), ("以内", _C.WITHIN), ("内", _C.WITHIN),
    ("封顶", _C.AT_MOST), ("为止", _C.UNTIL), ("止", _C.UNTIL), ("之前", _C.BEFORE), ("以前", _C.BEFORE),
    ("前", _C.BEFORE), ("之后", _C.AFTER), ("以后", _C.AFTER), ("过后", _C.AFTER), ("后", _C.AFTER),
    ("起步", _C.AT_LEAST),
)  # fmt: skip
_ZH_BEFORE: tuple[tuple[str, Comparator], ...] = (
    ("不超过", _C.AT_MOST), ("不得超过", _C.AT_MOST), ("不多于", _C.AT_MOST), ("不大于", _C.AT_MOST),
    ("不高于", _C.AT_MOST), ("最多", _C.AT_MOST), ("最长", _C.AT_MOST), ("至多", _C.UP_TO), ("最高", _C.UP_TO),
    ("上限为", _C.AT_MOST), ("不晚于", _C.UNTIL), ("不迟于", _C.UNTIL), ("最晚", _C.UNTIL), ("最迟", _C.UNTIL),
    ("截至", _C.UNTIL), ("截止", _C.UNTIL), ("截止到", _C.UNTIL), ("截止至", _C.UNTIL), ("直到", _C.UNTIL),
    ("直至", _C.UNTIL), ("至少", _C.AT_LEAST), ("最少", _C.AT_LEAST), ("最短", _C.AT_LEAST), ("不少于", _C.AT_LEAST),
    ("不低于", _C.AT_LEAST), ("不小于", _C.AT_LEAST), ("不短于", _C.AT_LEAST), ("最低", _C.AT_LEAST),
    ("超过", _C.MORE_THAN), ("超出", _C.MORE_THAN), ("多于", _C.MORE_THAN), ("大于", _C.MORE_THAN),
    ("高于", _C.MORE_THAN), ("逾", _C.MORE_THAN), ("不到", _C.LESS_THAN), ("不足", _C.LESS_THAN),
    ("不满", _C.LESS_THAN), ("未满", _C.LESS_THAN), ("少于", _C.LESS_THAN), ("低于", _C.LESS_THAN),
    ("小于", _C.LESS_THAN), ("未到", _C.LESS_THAN), ("满", _C.AT_LEAST), ("达到", _C.AT_LEAST),
)  # fmt: skip


def chinese_comparator(before: str, after: str) -> Comparator | None:
    """What the characters before and after a quantity say; 以上 and 以下 include the value.

    >>> chinese_comparator("不超过", "的"), chinese_comparator("", "以内答复")
    (<Comparator.AT_MOST: 'at_most'>, <Comparator.WITHIN: 'within'>)
    """
    bounds = [(len(words), sign) for words, sign in _ZH_BEFORE if before.endswith(words)]
    if bounds:
        return max(bounds)[1]
    for words, sign in _ZH_AFTER:
        if after.removeprefix("(含)").startswith(words):
            return sign
    return None


_SIDES = {
    _C.WITHIN: "most", _C.AT_MOST: "most", _C.UP_TO: "most", _C.UNTIL: "most", _C.LESS_THAN: "below",
    _C.BEFORE: "before", _C.AT_LEAST: "least", _C.MORE_THAN: "above",
}  # fmt: skip


def sides(lang: str) -> Iterator[tuple[str, str]]:
    """The words, and on which side of a value what they mean lies; none of those that begin a time (after, 后).

    >>> dict(sides("en"))["no later than"], dict(sides("zh"))["不少于"]
    ('most', 'least')
    """
    known = (*_EN_AFTER.items(), *_EN_BEFORE.items()) if lang == "en" else (*_ZH_AFTER, *_ZH_BEFORE)
    return ((words, _SIDES[sign]) for words, sign in known if sign in _SIDES)
