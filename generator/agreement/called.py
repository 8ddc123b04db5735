"""How the policy's terms are called: the words of their names, the rarer among all names the heavier."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from generator.finding import LANGUAGES
from generator.language.names import name_country
from generator.policy.model import Policy
from generator.policy.regions import countries

Weights = Mapping[str, float]
"""The words of a name, each with what it tells."""
_WORD = {
    "en": re.compile(r"[A-Za-z]{3,}|\b[A-Z]{2}\b"),
    "zh": re.compile(r"(?=([\u4e00-\u9fff]{2}))|([A-Za-z]{3,})"),
}
_LITTLE = frozenset(
    "the and for that this with you your our are was not but has have from when who what time days".split()
)
_ENDING = re.compile(r"(?:ments?|ing|ed|es|s)$")
_REST = {"en": "other else elsewhere", "zh": "其他"}


def words_of(text: str, lang: str) -> frozenset[str]:
    """Its words without their endings, three letters at least; of Chinese every two characters.

    >>> sorted(words_of("The time to send the goods back", "en")), sorted(words_of("退货期限", "zh"))
    (['back', 'good', 'send'], ['期限', '货期', '退货'])
    """
    found = ((match[1] or match[2] if lang == "zh" else match[0]).lower() for match in _WORD[lang].finditer(text))
    return frozenset(_ENDING.sub("", word) or word for word in found if word not in _LITTLE)


def told(name: Weights, words: frozenset[str]) -> float:
    """The weight of those words of a name that are among others."""
    return sum([weight for word, weight in name.items() if word in words])


class Called:
    """What the terms of a policy are called, and the values that choose a row of one."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._forms: dict[str, frozenset[str]] = {}

    @cached_property
    def terms(self) -> Mapping[str, Mapping[str, Weights]]:
        """By language and term the words of its name."""
        return {lang: self._terms(lang) for lang in LANGUAGES}

    def heard(self, text: str, lang: str) -> frozenset[str]:
        """The words of a text, and those of names that are a longer or shorter form of one (*pay* and *payment*)."""
        found = words_of(text, lang)
        return found.union(*[self._forms_of(word) for word in found]) if lang == "en" else found

    def _forms_of(self, word: str) -> frozenset[str]:
        if word not in self._forms:
            every = self._every
            self._forms[word] = frozenset([one for one in every if one.startswith(word) or word.startswith(one)])
        return self._forms[word]

    @cached_property
    def _every(self) -> frozenset[str]:
        return frozenset(word for words in self.terms["en"].values() for word in words)

    def row(self, value: str, lang: str) -> Weights:
        """The words for a value that chooses a row: a country, a channel, a kind of goods."""
        return dict.fromkeys(words_of(self._rows[lang].get(value, value), lang), math.log(1 + len(self._policy.terms)))

    def _terms(self, lang: str) -> Mapping[str, Weights]:
        words = {term.id: words_of(term.name[lang], lang) for term in self._policy.terms.values()}
        often = Counter(word for each in words.values() for word in each)
        return {id: {word: math.log(1 + len(words) / often[word]) for word in each} for id, each in words.items()}

    @cached_property
    def _rows(self) -> Mapping[str, Mapping[str, str]]:
        scopes = self._policy.scopes
        found: dict[str, dict[str, str]] = {}
        for lang in LANGUAGES:
            labels = {id: label for fact in scopes.facts.values() for id, label in fact.values.items()}
            labels |= {id: group.label for id, group in scopes.groups.items() if group.label}
            labels |= {id: season.label for id, season in scopes.seasons.items() if season.label}
            found[lang] = {id: " ".join(label.forms(lang)) for id, label in labels.items()} | {"other": _REST[lang]}
            found[lang] |= {code: name_country(code, lang) for code in countries()}
        return found
