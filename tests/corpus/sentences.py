"""The corpus: sentences in both languages, what each says, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.language.read import Reading

HERE = Path(__file__).parent
LANGUAGES = ("en", "zh")
HANDS = ("first-hand", "other-hand")
"""Whole sentences, half of them traps; ``forms`` beside them holds single forms without a sentence around."""
FILES = (*HANDS, "forms")
RESIDUE = "residue"
KINDS = ("duration", "percent", "money", "date", RESIDUE)
_BETWEEN = " ; "
_DATE = re.compile(r"(?:\d{4}-)?\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Answer:
    """A quantity that a sentence holds: what it is, in the corpus' notation, and where it stands."""

    told: str
    start: int
    words: str

    @property
    def end(self) -> int:
        return self.start + len(self.words)

    @property
    def kind(self) -> str:
        return kind_of(self.told)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line of the corpus. ``told`` is what a hand wrote down; places are recorded in a file of their own."""

    file: str
    lang: str
    line: int
    text: str
    told: tuple[str, ...]


def sentences(file: str, lang: str) -> tuple[Sentence, ...]:
    """The sentences of one file, in order."""
    found = []
    for line, row in enumerate(_rows(f"{file}.{lang}.txt"), start=1):
        if row and not row.startswith("# "):
            text, answers = row.rsplit(" | ", 1)
            found.append(Sentence(file, lang, line, text, () if answers == "-" else tuple(answers.split(_BETWEEN))))
    return tuple(found)


@cache
def recorded(lang: str) -> dict[str, tuple[tuple[int, str], ...]]:
    """Where the quantities of each sentence stand: offset and words. Sentences without any are not listed."""
    found = {}
    for row in _rows(f"places.{lang}.txt"):
        if not row.startswith("# "):
            text, places = row.rsplit(" | ", 1)
            parts = [place.split(" ", 1) for place in places.split(_BETWEEN)]
            found[text] = tuple((int(start), words) for start, words in parts)
    return found


def answers(sentence: Sentence) -> tuple[Answer, ...]:
    """What a sentence holds, each at its place. KeyError if the places were not recorded."""
    if not sentence.told:
        return ()
    places = recorded(sentence.lang)[sentence.text]
    return tuple(Answer(told, *place) for told, place in zip(sentence.told, places, strict=True))


def as_places(text: str, readings: tuple[Reading, ...]) -> str:
    """The line of a places file: ``Within 30 days. | 7 30 days``."""
    return f"{text} | {_BETWEEN.join(f'{reading.start} {reading.text}' for reading in readings)}"


def as_told(reading: Reading) -> str:
    """A reading in the corpus' notation."""
    if reading.residue:
        return RESIDUE
    return str(reading.value) if reading.value is not None else " or ".join(map(str, reading.could_be))


def kind_of(told: str) -> str:
    """The kind of an answer.

    >>> [kind_of(told) for told in ("5..10 days", "15%", "500 JPY", "01-31", "residue")]
    ['duration', 'percent', 'money', 'date', 'residue']
    """
    if told == RESIDUE:
        return RESIDUE
    if told.endswith("%"):
        return "percent"
    if told[-3:].isupper():
        return "money"
    return "date" if _DATE.fullmatch(told.split(" or ", maxsplit=1)[0]) else "duration"


def _rows(name: str) -> Iterator[str]:
    return iter((HERE / name).read_text(encoding="utf-8").splitlines())
