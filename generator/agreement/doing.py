"""Net 4, at the values: what a sentence says is done within a quoted time, and whether the quoted term is for that.

"Buyers have {{ refunds.after_return }} to send the goods back" quotes a term that exists, in both languages alike, and
promises what no rule does. What stands before the quotation in its clause is read, and what stands behind it; where
neither says what is done, what an earlier clause said goes on ("in our own shop ..., on Wish ..."). Words that can mean
several deeds mean any of them, and a term that is for one of them is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from generator.agreement.clauses import (
    deed_begins,
    first_clause,
    is_apart,
    is_beyond,
    is_little,
    labels_around,
    last_clause,
    names_a_time,
    without,
    without_event,
    words_around,
)
from generator.agreement.deeds import MAYBE, TIMES, Deeds, Said, deeds_of, doers, kind_of, named_by, patterns, say
from generator.agreement.parts import Parts
from generator.playbook.page import Quotation, Template
from generator.policy.model import Policy

_CALLED = re.compile(r"(?:[:：]|\b(?:is|are|lasts?|runs?(?: for)?|amounts to|of)|[为是])\s*$")
"""What stands between the name of a value and the value."""
_SIGN = "\ufffc"
"""What a quotation is blanked out with."""
_VAGUE = 9
"""So many deeds may be meant by words that only tell to turn to somebody."""
_ANY = ("a time for what buyers tell us", "买家向我们提出的期限")


class Doing:
    """What is said to be done within the times of a policy, and for its amounts."""

    def __init__(self, policy: Policy) -> None:
        self._policy, self._deeds = policy, deeds_of(policy)
        self._parts = Parts(policy)
        self._every = frozenset[str]().union(*self._deeds.values())

    def against(self, template: Template, quotation: Quotation, lang: str) -> tuple[Said, Said] | None:
        """What a quoted term is for, and what its sentence says, if it is for something else that others are for."""
        kind = self._kind(quotation)
        own = self._deeds.get(quotation.names[0], frozenset()) & kind
        asked = self.asked(template, quotation, lang) & self._every if own else own
        if not asked or asked & own:
            return None
        return say(own), _ANY if len(asked) >= _VAGUE else say(asked)

    def asked(self, template: Template, quotation: Quotation, lang: str) -> Deeds:
        """What the words around a quotation say is done; nothing where they do not say it, or deny and compare."""
        lead, tail = words_around(template, quotation, lang)
        kind = self._kind(quotation)
        if is_beyond(quotation.source, lead, tail, lang):
            if kind is not TIMES:
                return frozenset()
            asked = _afterwards((lead, tail.partition(_SIGN)[0]), lang)
            return (asked or (self._named(lead, lang) if "|" in quotation.source else asked)) & kind
        if is_apart(lead, tail, lang):
            return frozenset()
        behind = _behind(lead, tail, lang) & kind
        behind = behind & doers(last_clause(lead, lang), lang) or behind
        goes_on = self._is_little(first_clause(tail, lang), lang)
        before = self._before(lead, lang, goes_on=goes_on) & kind
        if behind & before:
            return behind & before
        asked = before if before and len(behind) >= _VAGUE else behind or before
        if not asked:
            labels = labels_around(template.bare, quotation)
            asked = frozenset[str]().union(*(named_by(each, lang) or _in_clause(each, lang) for each in labels)) & kind
        return asked

    def _kind(self, quotation: Quotation) -> Deeds:
        return kind_of(self._policy.terms[quotation.names[0]])

    def _before(self, lead: str, lang: str, *, goes_on: bool) -> Deeds:
        """What the nearest clause before a quotation says; one further back only where the value stands alone."""
        rest = lead
        while rest.strip():
            clause = last_clause(rest, lang)
            if asked := _in_clause(clause, lang):
                return asked
            if not goes_on or not self._is_little(clause, lang):
                break
            rest = without(rest, clause, lang)
        return frozenset()

    def _named(self, lead: str, lang: str) -> Deeds:
        """What the name of a time says that stands before a value, or before little words."""
        rest = lead
        while rest.strip():
            clause = last_clause(rest, lang)
            if names_a_time(clause, lang) and (deeds := named_by(clause, lang)):
                return deeds
            if not self._is_little(clause, lang):
                break
            rest = without(rest, clause, lang)
        return frozenset()

    def _is_little(self, clause: str, lang: str) -> bool:
        return is_little(self._parts.named(clause, lang).rest, lang)


def _behind(lead: str, tail: str, lang: str) -> Deeds:
    """What the words behind a quotation say."""
    begin = deed_begins(lead, tail, lang)
    if begin is None:
        return frozenset()
    words = tail.lower()
    found = [(match.end(), deeds) for deeds, each in patterns(lang, "after") if (match := each.match(words, begin))]
    most = max((end for end, _ in found), default=0)
    return _union(deeds for end, deeds in found if end == most)


@lru_cache(maxsize=4_096)  # pages of a shop share many clauses
def _in_clause(clause: str, lang: str) -> Deeds:
    """What a clause says: of several things the last one, unless it is a part of a longer one."""
    words = without_event(clause, lang).lower()
    found = [(match.span(), deeds) for deeds, each in patterns(lang, "before") for match in each.finditer(words)]
    if not found:
        return named_by(clause, lang) if _CALLED.search(clause) else frozenset()
    found = [one for one in found if MAYBE not in one[1]] or found
    whole = [one for one in found if not any(_is_inside(one[0], other) for other, _ in found)]
    begin, end = (max(span[at] for span, _ in whole) for at in (0, 1))
    return _union(deeds for span, deeds in whole if span[0] == begin or span[1] == end)


def _is_inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return other != span and other[0] <= span[0] and span[1] <= other[1]


def _afterwards(clauses: Iterable[str], lang: str) -> Deeds:
    """What is said to follow once a time is over."""
    words = [each.lower() for each in clauses]
    return _union(deeds for deeds, each in patterns(lang, "beyond") if any(each.search(one) for one in words))


def _union(several: Iterable[Deeds]) -> Deeds:
    return frozenset[str]().union(*several)
