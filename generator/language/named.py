"""Times and shares that are called by a name: until the end of January, by Friday, 月底前, 元宵节前, 对半退, double.

No numeral stands in them, so the reader of quantities passes them over (``read``), and no value of the policy could be
compared with them. In a sentence about what the policy decides they are values all the same. Elsewhere they are not: a
stock is counted before New Year, and a van leaves by Friday.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.language import named_en, named_zh

_OF = {"en": named_en, "zh": named_zh}
_CHINESE = re.compile("|".join(named_zh.CUES))


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A time or a share in words: ``text`` stands at ``[start, end)``."""

    start: int
    end: int
    text: str


def named_values(words: str, lang: str, cues: tuple[str, ...] | None = None) -> Iterator[NamedValue]:
    """The named times and shares in the prose of a block, in sentences about what a policy decides.

    ``cues``: those of ``cues_of`` that stand in the text, where they are known.

    >>> [found.text for found in named_values("You can return it until the end of January.", "en")]
    ['until the end of January']
    >>> [found.text for found in named_values("元宵节前均可退货，运费对半分。", "zh")]
    ['元宵节前', '对半分']
    >>> list(named_values("We count the stock before New Year.", "en"))
    []
    """
    of = _OF[lang]
    for start, end in _sentences(words, of.ENDS, cues_in(words, lang) if cues is None else cues):
        for match in of.NAMED.finditer(words, start, end):
            begins = lang != "en" or not words[match.start() - 1 : match.start()].isalnum()
            if begins and of.DECIDED.search(words, start, end):
                yield NamedValue(match.start(), match.end(), match[0])


def cues_of(lang: str) -> tuple[str, ...]:
    """The words without which nothing is named."""
    return {"en": named_en.CUES, "zh": named_zh.CUES}[lang]


def cues_in(words: str, lang: str) -> tuple[str, ...]:
    """Of the words without which nothing is named, those that stand in a text; where there are none, no value is.

    >>> [cues_in(words, "en") for words in ("Ask for a picture.", "Ask before Easter.")]
    [(), ('Easter',)]
    """
    if lang == "zh":  # its characters are many, so that a pattern is faster than one search for each cue
        return tuple(dict.fromkeys(_CHINESE.findall(words)))
    return tuple([cue for cue in named_en.CUES if cue in words])


def _sentences(words: str, ends: tuple[str, ...], cues: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where the sentences stand that hold one of the cues, in order."""
    spans = set()
    for cue in cues:
        at = words.find(cue)
        while at >= 0:
            start = max(words.rfind(end, 0, at) for end in ends) + 1
            behind = [there for end in ends if (there := words.find(end, at)) >= 0]
            spans.add((start, stop := min(behind, default=len(words))))
            at = words.find(cue, max(stop, at + 1))
    yield from sorted(spans)
