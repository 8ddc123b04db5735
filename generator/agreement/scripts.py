"""Net 4, its scripts: Chinese is Simplified and Chinese, English is English.

A run of three English words in a Chinese text is left over from a draft, unless it is a name: names are written with
capitals, or stand in the policy's ``allowed``. Chinese in an English text is left over even if it is one character.
Code, quotations, addresses and other people's words in quotation marks are nobody's leftovers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

from generator.agreement.prose import Text, speaks_for_itself, unspoken
from generator.finding import LANGUAGES, Finding, Place
from generator.policy.model import Policy

_RUN = re.compile(r"[A-Za-z][A-Za-z'’-]*(?:[ \t,;]+[A-Za-z][A-Za-z'’-]*){2,}")
_SMALL = re.compile(r"\b(?!(?:of|the|and|for|de|la|van|von)\b)[a-z][a-z'’-]+")
"""Words that are no part of a name."""
_LEAST = 2
"""So many of them make a sentence of a name."""
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")


@cache
def traditional() -> dict[str, str]:
    """The characters that are Traditional only, with their Simplified forms.

    >>> traditional()["貨"], "货" in traditional()
    ('货', False)
    """
    text = resources.files("generator.agreement").joinpath("traditional.txt").read_text(encoding="utf-8")
    pairs = (pair for line in text.splitlines() if not line.startswith("#") for pair in line.split())
    return {pair[0]: pair[1] for pair in pairs}


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(traditional()))}]+")


class Scripts:
    """What may stand in a text of each language."""

    def __init__(self, policy: Policy) -> None:
        shop = policy.shop
        names = {lang: [*policy.allowed.get(lang, ())] for lang in LANGUAGES}
        for lang in LANGUAGES:
            names[lang] += [text[other] for text in (shop.name, shop.seller) for other in LANGUAGES if text]
        self._names = {
            lang: re.compile("|".join(map(re.escape, sorted(names[lang], key=len, reverse=True))) or "(?!)")
            for lang in LANGUAGES
        }

    def check(self, texts: Iterable[Text]) -> Iterator[Finding]:
        """Findings about texts whose places are known."""
        for text in texts:
            # What is left over stands in few texts; the rest need not be looked at block by block.
            if not self._may(text.template.text, text.lang):
                continue
            for block in text.blocks:
                if speaks_for_itself(block):
                    for at, code, facts in self.flaws(block.words, text.lang):
                        yield Finding(code, text.place(block.offset(at)), facts)

    def check_notes(self, notes: Iterable[tuple[str, str, Place]]) -> Iterator[Finding]:
        """As ``check``, for texts (language, words, place) of which no more is known."""
        for lang, words, place in notes:
            if self._may(words, lang):
                yield from (Finding(code, place, facts) for _, code, facts in self.flaws(words, lang))

    def _may(self, text: str, lang: str) -> bool:
        if lang == "zh":
            return not traditional().keys().isdisjoint(text) or bool(_RUN.search(text))
        return not text.isascii() and bool(_HAN.search(text))

    def flaws(self, words: str, lang: str) -> Iterator[tuple[int, str, dict[str, str]]]:
        """(offset, code, facts) of each flaw."""
        words = unspoken(words)
        own = self._names[lang].sub(lambda match: "\ufffc" * len(match[0]), words)
        if lang == "en":
            for match in _HAN.finditer(own):
                yield match.start(), "SP435", {"text": match[0]}
            return
        for match in _traditional().finditer(own):
            yield match.start(), "SP433", {"text": match[0], "right": simplified(match[0])}
        for match in _RUN.finditer(own):
            if len(_SMALL.findall(match[0])) >= _LEAST:
                yield match.start(), "SP434", {"text": match[0]}


def simplified(text: str) -> str:
    """The text with each Traditional character replaced by its Simplified form.

    >>> simplified("退貨運費")
    '退货运费'
    """
    return "".join(traditional().get(character, character) for character in text)
