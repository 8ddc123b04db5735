"""Words → values: the quantities that a text states, in English and Chinese.

The caller masks code and quotations; the rest of Markdown may stay. Reading is total (no text is an error) and takes
time linear in the length of the text.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from generator.finding import LANGUAGES
from generator.language.flat import ASIDE, Flat, flatten
from generator.language.mixing import may_mix, with_digits, with_plain_numbers
from generator.language.quantities_en.words import TRAPS as ENGLISH_TRAPS
from generator.language.read_en import may_hold, may_hold_words, read_english
from generator.language.read_zh import may_hold_chinese, read_chinese
from generator.language.reading import Comparator, Kind, Reading

__all__ = ["Comparator", "Kind", "Reading", "may_say", "read"]


def read(text: str, lang: str, *, dollar: str = "USD") -> tuple[Reading, ...]:
    """The quantities in ``text``, in order, not overlapping; offsets are into ``text``.

    ``lang`` is "en" or "zh"; words of the other language are read too where they stand between. ``dollar`` is the
    currency of a bare ``$``. KeyError for another language.

    >>> [(r.text, str(r.value)) for r in read("Within **30** days, a fee of US$8.", "en")]
    [('30** days', '30 days'), ('US$8', '8.00 USD')]
    >>> [(r.text, str(r.value)) for r in read("五到十个工作日内退款，八五折。", "zh")]
    [('五到十个工作日', '5..10 business days'), ('八五折', '15%')]
    """
    if lang not in LANGUAGES:
        raise KeyError(lang)
    found: list[Reading] = []
    at = 0
    for gap in (*_GAP.finditer(text), None):
        end = gap.start() if gap else len(text)
        for each in _read_one(text[at:end], lang, dollar) if at < end else ():
            found.append(replace(each, start=each.start + at, end=each.end + at) if at else each)
        at = gap.end() if gap else end
    return tuple(found)


def may_say(text: str, lang: str) -> bool:
    """Whether a text could state a quantity: a cheap question, and false is certain.

    >>> may_say("Ask for a picture.", "en"), may_say("⑭ 天内", "zh"), may_say("请拍照", "zh")
    (False, True, False)
    """
    if lang == "en" or text.isascii():
        return may_hold(text)
    return may_hold_chinese(text) or may_hold_words(text) or may_mix(text)


_GAP = re.compile(r"\n[^\S\n]*\n\s*")
"""Nothing is read across an empty line, so that each paragraph is read by itself."""


_LONG = 1_000
"""A paragraph of more characters is hardly ever said twice, and no memory is kept of it."""


def _read_one(text: str, lang: str, dollar: str) -> tuple[Reading, ...]:
    """The quantities in a paragraph: none in most."""
    if len(text) <= _LONG:
        return _read_again(text, lang, dollar)
    return _read(text, lang, dollar) if may_say(text, lang) else ()


@lru_cache(maxsize=4_096)
def _read_again(text: str, lang: str, dollar: str) -> tuple[Reading, ...]:
    """The same of one that may have been read: a playbook says many of its paragraphs more than once."""
    return _read(text, lang, dollar) if may_say(text, lang) else ()


def _read(text: str, lang: str, dollar: str) -> tuple[Reading, ...]:
    """The same of one that may hold some."""
    flat = with_digits(flatten(text))
    if lang == "en":
        found = _merged(_english(flat, text, dollar), _chinese(flat, text, dollar, only=_CHINESE))
    else:
        found = _merged(_chinese(flat, text, dollar), _english(flat, text, dollar, only=_LATIN))
    asides = [reading for aside in ASIDE.finditer(text) for reading in _aside(aside, lang, dollar)]
    return tuple(_merged(found, asides) if asides else found)


def _aside(aside: re.Match[str], lang: str, dollar: str) -> Iterator[Reading]:
    """What stands in a comment, an attribute or a title."""
    at = aside.start() + 1
    for each in _read_one(aside[0][1:-1], lang, dollar):
        yield replace(each, start=each.start + at, end=each.end + at)


_ANYTHING = re.compile("")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ]")
_TRAPPED = re.compile(r"[A-Za-z\d]")
"""In every English idiom stands one of these."""


def _english(flat: Flat, text: str, dollar: str, only: re.Pattern[str] = _ANYTHING) -> Iterator[Reading]:
    """What the English grammar reads, of that what holds ``only``."""
    if only.search(flat.text):
        placed = (_placed(reading, flat, text) for reading in read_english(flat, dollar))
        yield from (reading for reading in placed if only.search(reading.text))


def _chinese(flat: Flat, text: str, dollar: str, only: re.Pattern[str] = _ANYTHING) -> Iterator[Reading]:
    """What the Chinese grammar reads, of that what holds ``only``."""
    if only.search(flat.text):
        flat = with_plain_numbers(flat)
        spaceless = (flat.masked(ENGLISH_TRAPS) if _TRAPPED.search(flat.text) else flat).without_spaces()
        placed = (_placed(reading, spaceless, text) for reading in read_chinese(spaceless, dollar))
        yield from (reading for reading in placed if only.search(reading.text))


def _placed(reading: Reading, flat: Flat, text: str) -> Reading:
    start, end = flat.starts[reading.start], flat.ends[reading.end - 1]
    return replace(reading, start=start, end=end, text=text[start:end])


def _merged(first: Iterable[Reading], second: Iterable[Reading]) -> Iterator[Reading]:
    """Both in order; where two overlap, the first language's stays."""
    end = 0
    others = deque(second)
    for reading in first:
        while others and others[0].start < reading.start:
            other = others.popleft()
            if end <= other.start and other.end <= reading.start:
                yield other
        yield reading
        end = reading.end
    yield from (other for other in others if end <= other.start)
