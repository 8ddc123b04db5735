"""The agreed words and the words to avoid of one language, ready to be found in a text.

At each place the longest word counts: a word to avoid inside a longer agreed or allowed word is part of that. English
words stand alone and may be plural or possessive, in small letters or capitals; Chinese words stand wherever their
characters do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.agreement.searched import Literals, Searched, small
from generator.policy.model import Concept, Policy

_PART = re.compile(r"[a-z]+")
_LAST = r"(?:e?s)?(?:['’]s?)?"
_Y = r"(?:y|ies)(?:['’]s?)?"
_ENDING = re.compile(r"(?:e?ments?|ing|ed|es|[eys])$")


@dataclass(frozen=True, slots=True)
class Hit:
    """A word as it stands in a text: of which concept, or of none; ``avoided`` or agreed."""

    start: int
    end: int
    concept: str | None
    avoided: bool


@dataclass(frozen=True)
class Words:
    """``pattern`` has one group for each of ``entries``, the longest first."""

    source: str
    entries: tuple[tuple[str | None, bool], ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Made when it is first asked for: few texts may hold a word to avoid."""
        return re.compile(self.source)


@dataclass(frozen=True)
class Lexicon:
    """``starts`` finds where a word can begin; ``words`` are those that begin with one character.

    ``shunned``: the longest part of each word to avoid, in all its forms, with the stems of its words.
    """

    lang: str
    starts: re.Pattern[str]
    words: Mapping[str, Words]
    shunned: Mapping[str, tuple[tuple[str, ...], ...]]

    def may_avoid(self, text: Searched) -> Iterator[int]:
        """The lines of the text that can hold a word to avoid, in order; no other does."""
        lines = text.lowered.split("\n")
        if self.lang == "zh":
            if found := self._shunned.within(text):
                lines = text.text.split("\n")
                yield from (at for at, line in enumerate(lines) if any(word in line for word in found))
            return
        if parts := self.shunned.keys() & text.words:
            for at, (line, words) in enumerate(zip(lines, text.words_by_line, strict=True)):
                found = parts.intersection(words)
                if any(all(stem in line for stem in stems) for part in found for stems in self.shunned[part]):
                    yield at

    @cached_property
    def _shunned(self) -> Literals:
        return Literals(self.shunned, exactly=True)

    def hits(self, text: str) -> Iterator[Hit]:
        """The words in the text, in order, none inside another."""
        lowered, at = small(text), 0
        while start := self.starts.search(lowered, at):
            words = self.words[start[0]]
            match = words.pattern.match(lowered, start.start())
            at = match.end() if match else start.end()
            if match:
                concept, avoided = words.entries[(match.lastindex or 1) - 1]
                yield Hit(*match.span(), concept, avoided)


def lexicon_of(policy: Policy, lang: str) -> Lexicon:
    """The words of the policy in one language.

    Where a word is agreed and avoided at once, it is agreed.
    """
    words: dict[str, tuple[str | None, bool]] = {}
    for concept in policy.concepts.values():
        words |= dict.fromkeys(avoided(concept, lang), (concept.id, True))
    for concept in policy.concepts.values():
        words |= dict.fromkeys(agreed(concept, lang), (concept.id, False))
    words |= dict.fromkeys(policy.allowed.get(lang, ()), (None, False))
    by_head: dict[str, list[str]] = {}
    for word in sorted(filter(None, words), key=len, reverse=True):
        by_head.setdefault(word[0].lower(), []).append(word)
    heads = "|".join(map(re.escape, by_head)) or "(?!)"
    starts = re.compile(rf"(?<![A-Za-z0-9])(?:{heads})" if lang == "en" else heads)
    shunned: dict[str, tuple[tuple[str, ...], ...]] = {}
    for word in (word for word, (_, is_avoided) in words.items() if is_avoided):
        for part in (word,) if lang == "zh" else _parts(word):
            shunned[part] = (*shunned.get(part, ()), stems(word))
    found = {head: _words(own, words, lang) for head, own in by_head.items()}
    return Lexicon(lang, starts, found, shunned)


def _words(own: list[str], words: Mapping[str, tuple[str | None, bool]], lang: str) -> Words:
    inner = "|".join(f"({forms(word.lower(), lang)})" for word in own)
    pattern = rf"(?:{inner})(?![A-Za-z0-9])" if lang == "en" else inner
    return Words(pattern, tuple(words[word] for word in own))


def agreed(concept: Concept, lang: str) -> tuple[str, ...]:
    """The agreed words of a concept in one language."""
    return {"en": concept.en, "zh": concept.zh}[lang]


def avoided(concept: Concept, lang: str) -> tuple[str, ...]:
    """The words to avoid for a concept in one language."""
    return {"en": concept.avoid_en, "zh": concept.avoid_zh}[lang]


def forms(word: str, lang: str) -> str:
    """A pattern for the word in all its forms.

    >>> [bool(re.fullmatch(forms(*word), found)) for word, found in [(("gift card", "en"), "gift cards'")]]
    [True]
    """
    if lang == "zh":
        return re.escape(word)
    body = r"[\s-]+".join(re.escape(part) for part in word.split())
    return body[:-1] + _Y if re.search(r"[^aeiou]y$", word, re.IGNORECASE) else body + _LAST


def _parts(word: str) -> tuple[str, ...]:
    """The longest run of letters in a word, in all its forms."""
    part = max(reversed(_PART.findall(word.lower())), key=len, default="")
    return part, f"{part}s", f"{part}es", f"{part[:-1]}ies"


def stems(word: str) -> tuple[str, ...]:
    """What of each part of a word stands in all its forms, in small letters.

    >>> stems("Replacement policy"), stems("购物金")
    (('replac', 'polic'), ('购物金',))
    """
    return tuple(_ENDING.sub("", part) or part for part in word.lower().split())
