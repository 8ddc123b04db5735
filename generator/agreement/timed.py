"""Which times a sentence is about that says how days are counted, where it does not call them by their whole names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from generator.agreement.claims import Reading
from generator.agreement.grants import Granted
from generator.agreement.implied import Implied
from generator.agreement.prose import Block, Text
from generator.agreement.searched import small
from generator.finding import LANGUAGES
from generator.playbook.page import Page, Reply
from generator.policy.lookup import facets_of, has_clock, terms_of
from generator.policy.model import Policy, TermRef

_WORDS = re.compile(r"[a-z]{4,}")
_LITTLE = frozenset(
    "time times limit limits window deadline last days needs your with after when from without them".split()
)
"""Words in the names of times that say nothing of which."""
_ROOT = 6
"""So many letters of a word tell which it is: *appeal*, *appeals*, *appealed*."""
_LEAST = 2
"""So many words of a name must stand in the sentence, and all of them."""
_TAIL = re.compile("的?(?:最后|最晚)?(?:期限|时限|时间)$")
_BANK = {
    "en": re.compile(r"\bbank(?:['’]?s)?\b(?! (?:and public )?(?:holidays?|weekends?))"),
    "zh": re.compile("银行(?!假|节|工作日)"),
}

_OTHERS = {
    "en": re.compile(r"\b(?:carriers?|couriers?|post|parcel services?|wish|platforms?|appeals?|disputes?|ours?)\b"),
    "zh": re.compile("承运商|快递|物流|货代|邮政|wish|平台|申诉|争议|我们"),
}
"""Who else has clocks: a sentence with one of them is not about the bank's alone."""


class Timed:
    """The times of a policy, by the words of their names."""

    def __init__(self, policy: Policy, implied: Implied) -> None:
        self._policy, self._implied = policy, implied

    def clocks(self, text: Text, block: Block, reading: Reading) -> tuple[Granted, ...]:
        """What the terms grant that the sentence names, or the block quotes or names: clocks are said of those."""
        if reading.says.facet == "clock.days" and (spoken := self.named(f"{reading.text} {reading.beside}", text.lang)):
            return self._counting(spoken)
        inside = [each for each in text.template.quotations if block.start <= each.start < block.end]
        quoted = {name for each in inside for name in each.names if name in self._policy.terms}
        words = small(block.words)
        named = {term.id for term in self._policy.terms.values() if small(term.name[text.lang]) in words}
        return self._counting(quoted | named)

    def around(self, held: Page | Reply, rules: Iterable[str]) -> tuple[Granted, ...]:
        """The same of every term that a page quotes or its rules use: pages for us are about clocks of all kinds."""
        used = {term for rule in rules for term in terms_of(self._policy.rules[rule])}
        quoted = {name for each in held.body.quotations for name in each.names}
        return self._counting(used | quoted & self._policy.terms.keys())

    def _counting(self, terms: Iterable[str]) -> tuple[Granted, ...]:
        counted = ((term, self._implied.clock_of(term)) for term in sorted(terms))
        return tuple(Granted(term, (clock,)) for term, clock in counted if clock)

    def named(self, sentence: str, lang: str) -> frozenset[str]:
        """The terms that a sentence names: the bank's, or those with the most of their words in it."""
        words = small(sentence)
        if self._of_banks and _BANK[lang].search(words) and not _OTHERS[lang].search(words):
            return self._of_banks
        if lang == LANGUAGES[0]:
            roots = {word[:_ROOT] for word in _WORDS.findall(words)}
            fits = {term: len(name) for term, name in self._roots.items() if name <= roots}
        else:
            fits = {term: len(name) for term, name in self._stems.items() if name in words}
        most = max(fits.values(), default=0)
        return frozenset(term for term, size in fits.items() if size == most)

    @cached_property
    def _of_banks(self) -> frozenset[str]:
        """What a bank needs to book a refund."""
        facets = (facet for rule in self._policy.rules.values() for facet in facets_of(rule).values())
        return frozenset(
            facet.value.term for facet in facets if facet.name == "refund.bank" and isinstance(facet.value, TermRef)
        )

    @cached_property
    def _roots(self) -> Mapping[str, frozenset[str]]:
        named = {
            term.id: frozenset(word[:_ROOT] for word in _WORDS.findall(small(term.name["en"])) if word not in _LITTLE)
            for term in self._policy.terms.values()
            if has_clock(term)
        }
        return {term: roots for term, roots in named.items() if len(roots) >= _LEAST}

    @cached_property
    def _stems(self) -> Mapping[str, str]:
        named = {term.id: _TAIL.sub("", term.name["zh"]) for term in self._policy.terms.values() if has_clock(term)}
        return {term: small(stem) for term, stem in named.items() if len(stem) >= 2 * _LEAST}
