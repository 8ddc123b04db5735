"""Net 4, at the values: of several terms for one deed, the one that the words around a quotation call by its name.

"A misleading listing costs {{ platforms.cancel_penalty }}" quotes a penalty where a penalty is meant, but the clause
says another one's name, and nothing of the quoted one's. Only the words that tell the two names apart are looked for,
and only rare ones: that both are of Wish, or of an order, tells nothing. Where no third term is for that deed, any such
word tells: what is said of store credit is not said of the coupon.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from functools import cached_property

from generator.agreement.approving import clause_around, roles_quoted
from generator.agreement.called import Called, told
from generator.agreement.clauses import first_clause, is_apart, labels_around, last_clause, words_around
from generator.agreement.deeds import MONEY, Said, deeds_of
from generator.finding import LANGUAGES
from generator.playbook.page import Quotation, Template
from generator.policy.model import Policy

_CALLED = MONEY | {"agree", "appeal", "buyer_answer", "pay", "valid", "verdict"}
"""Of these there are several, each for a matter of its own; other times are called by what is done in them."""
_OFTEN = 2
"""A word that stands in more names tells them apart no longer."""
_SHARE = {"en": 0.9, "zh": 0.5}
"""So much of what is the other name's own must be said; Chinese often parts two characters that meet in the name."""


class Namesake:
    """Which terms of a policy are for one deed, and how each is called."""

    def __init__(self, policy: Policy) -> None:
        self._policy, self._called, self._deeds = policy, Called(policy), deeds_of(policy)

    def against(self, template: Template, quotation: Quotation, lang: str) -> tuple[Said, Said] | None:
        """The name of a quoted term and that of another for the same deed which its clause says instead."""
        term = quotation.names[0]
        kin = tuple(self._kin(term))
        if not kin:
            return None
        lead, tail = words_around(template, quotation, lang)
        if is_apart(lead, tail, lang):
            return None
        labels = labels_around(template.bare, quotation)
        beside = (last_clause(lead, lang), first_clause(tail, lang), *labels, *self._roles(template, quotation, lang))
        said = self._called.heard(" ".join(beside), lang)
        own = self._called.terms[lang][term].keys()
        meant = [each for each in kin if self._is_said(each, own, said, lang, is_pair=len(kin) == 1)]
        if len(meant) != 1 or any(word in said for word in own - self._called.terms[lang][meant[0]].keys()):
            return None
        return self._name(term), self._name(meant[0])

    def _roles(self, template: Template, quotation: Quotation, lang: str) -> Iterator[str]:
        """What those roles are called that are quoted in the clause, or in the row of the table."""
        bare, start, end = template.bare, quotation.start, quotation.end
        row = bare.rfind("\n", 0, start) + 1, len(bare) if (stop := bare.find("\n", end)) < 0 else stop
        is_row = bare[slice(*row)].lstrip().startswith("|")
        for role in roles_quoted(template, *(row if is_row else clause_around(bare, quotation))):
            if role in self._policy.scopes.roles:
                yield self._policy.scopes.roles[role].label.forms(lang)[0]

    def _kin(self, term: str) -> Iterator[str]:
        own = self._deeds.get(term, frozenset()) & _CALLED
        return (other for other, deeds in self._deeds.items() if other != term and deeds & own)

    def _is_said(self, term: str, beside: Set[str], said: Set[str], lang: str, *, is_pair: bool) -> bool:
        """Whether the words of a name are said that are not among those ``beside``, and rare, or one of a pair's."""
        telling = {
            word: weight
            for word, weight in self._called.terms[lang][term].items()
            if word not in beside and (is_pair or self._often[lang][word] <= _OFTEN)
        }
        return bool(telling) and told(telling, frozenset(said)) >= _SHARE[lang] * sum(telling.values())

    def _name(self, term: str) -> Said:
        name = self._policy.terms[term].name
        return name["en"], name["zh"]

    @cached_property
    def _often(self) -> Mapping[str, Counter[str]]:
        """By language and word in how many names it stands."""
        return {
            lang: Counter(word for words in self._called.terms[lang].values() for word in words) for lang in LANGUAGES
        }
