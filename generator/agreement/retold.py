"""Net 5, what pages say in words: who pays, what is offered and who chooses is what the rule grants.

A value is compared with its term; but "you pay the return postage" has none. So what a built page tells of a rule is
read by phrases, and is held to that rule alone: a sentence that was made of one rule cannot be true by another. Where
a page states the whole rule, a sentence that lost a part of it is found too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from generator.agreement.built import GAP, Passage, ReadPage
from generator.agreement.grants import NOTHING, Grants
from generator.agreement.phrased import OFFER, Phrases, Told
from generator.finding import LANGUAGES, Finding, Place
from generator.policy.lookup import facets_of
from generator.policy.model import Band, Facet, Goods, Offer, Policy, Rule, Word

_GOODS, _CHOICE = "goods", "choice"
_BACK, _PAID = ("postage", "label"), ("outbound", "duties")
_WHERE = "refund.to"
_REFUNDS = (Offer.REFUND, Offer.PARTIAL_REFUND, Offer.CANCEL)
_ANYTHING = "granted"
"""What a plain yes says is offered."""
_REFUSED = "refused"
"""What a plain no says: that the first that is offered is nothing."""
_OUTSIDE = {
    "en": (re.compile(r"\b(?:after|beyond|(?<!not )(?:more|later|longer) than|over) $", re.I), re.compile(r"(?!)")),
    "zh": (re.compile("(?<![未不])(?:超过|多于|晚于) ?$"), re.compile("^ ?(?:之后|以后|后|以上)")),
}
"""What stands before and behind a time where what is said holds beyond it."""

_Values = frozenset[str]


class Retelling:
    """What the rules of a policy grant, to compare pages with."""

    def __init__(self, policy: Policy) -> None:
        grants = Grants(policy)
        self._parts = grants.parts
        self._phrases = {lang: Phrases(policy, lang) for lang in LANGUAGES}
        self._promises = {rule.id: _Promise(rule, grants) for rule in policy.rules.values()}

    def check(self, page: ReadPage, path: str) -> Iterator[Finding]:
        """Findings about what a page says of the rules that it marks."""
        told = [
            (passage, promise, self._phrases[_lang_of(passage)].read(passage.text))
            for passage in (*page.passages, *page.quoted)
            if (promise := self._about(passage))
        ]
        for passage, promise, said in told:
            if said:
                place = Place(path, max(passage.line, 1))
                yield from self._check_said(passage, promise, said, place)
                yield from _check_ends(passage, promise, said, place)
        # Elsewhere a page may show a part of a rule: its offers in a table, one of its sentences.
        stated = page.anchors | {passage.rule for passage, _, _ in told if passage.rule in passage.linked}
        for rule in sorted(stated & page.rules.keys() & self._promises.keys()):
            every = [(passage, said) for passage, promise, said in told if passage.rule == promise.rule.id == rule]
            yield from _check_whole(self._promises[rule], every, Place(path, max(page.rules[rule], 1)))
            yield from _check_bands(self._promises[rule], every, path)

    def _about(self, passage: Passage) -> _Promise | None:
        """What the rule grants that a passage tells of: the one that it links to, or else that it stands in."""
        named = (*passage.linked, passage.rule)
        return next((self._promises[rule] for rule in named if rule in self._promises), None)

    def _check_said(self, passage: Passage, promise: _Promise, said: Sequence[Told], place: Place) -> Iterator[Finding]:
        """What is said and the rule does not grant."""
        is_whole = promise.is_told_by(said) or not self._parts.named(passage.text, _lang_of(passage))
        for told in said:
            granted = promise.granted(told.facet, plainly=is_whole)
            if granted and not told.may_be_name and not told.values & granted:
                yield _finding(place, promise, told.facet, [told], granted)


class _Promise:
    """What a rule grants, as far as phrases tell it."""

    def __init__(self, rule: Rule, grants: Grants) -> None:
        self.rule = rule
        self._grants = grants
        self._granted: dict[tuple[str, bool], _Values] = {}

    @cached_property
    def bands(self) -> tuple[Band, ...]:
        return tuple(band for band in self.rule.bands if not band.is_pass)

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """What is offered, in the order in which it is told."""
        return tuple(option.offer for band in self.bands for option in band.options)

    def is_told_by(self, said: Iterable[Told]) -> bool:
        """Whether the offers of the rule are told one after the other."""
        left = iter([told.values for told in said if told.facet == OFFER])
        return all(any(offer.value in values for values in left) for offer in self.offers)

    @cached_property
    def needed(self) -> Mapping[str, _Values]:
        """What a sentence has to say of who chooses, who pays, what goes back and what comes back."""
        needed: dict[str, set[str]] = {
            _CHOICE: {band.choice.value for band in self.bands if band.choice and band.options[1:]}
        }
        for offer, facets in self._options:
            sent_back = _BACK if facets.get(_GOODS) == frozenset([Goods.RETURN.value]) else ()
            for name in (_GOODS, *sent_back, *(_PAID if offer in _REFUNDS else ())) if offer not in NOTHING else ():
                needed.setdefault(name, set()).update(facets.get(name, ()))
        if not self.rule.bands:
            needed = {
                each.name: set(_words(each))
                for each in self.rule.facets
                if each.name in (_GOODS, *_BACK, *_PAID, _WHERE)
            }
        needed.get(_GOODS, set()).discard(Goods.NONE.value)
        return {name: frozenset(values) for name, values in needed.items()}

    @cached_property
    def later(self) -> Mapping[str, _Values]:
        """What is offered beyond the end of each band; not where the first band begins with a wait for its end."""
        passed = {band.until.term for band in self.rule.bands if band.until and band.is_pass}
        found: dict[str, _Values] = {}
        for at, band in enumerate(self.bands, 1):
            if band.until and band.until.term not in passed:
                beyond = (option.offer.value for each in self.bands[at:] for option in each.options)
                found.setdefault(band.until.term, frozenset(beyond))
        return found

    def granted(self, facet: str, *, plainly: bool) -> _Values:
        """What it grants of a facet, ``plainly`` or in some part of the cases; empty where it says nothing of it."""
        key = facet, plainly
        if key not in self._granted:
            self._granted[key] = self._find(facet, plainly)
        return self._granted[key]

    def _find(self, facet: str, plainly: bool) -> _Values:
        if facet == OFFER:
            offers = {offer.value for offer in self.offers}
            if offers and offers != {Offer.DECLINE.value}:
                offers.add(_ANYTHING)
            if self.offers[:1] == (Offer.DECLINE,):
                offers.add(_REFUSED)
            # What is refused first and granted later is told as a time to wait.
            if self.offers[1:] and self.offers[0] is Offer.DECLINE:
                offers.add(Offer.WAIT.value)
            return frozenset(offers)
        if facet == _CHOICE:
            return frozenset(band.choice.value for band in self.bands if band.choice)
        own = {text for each in self.rule.facets if each.name == facet for text in _words(each)}
        own |= {text for _, facets in self._options for text in facets.get(facet, ())}
        added = self._grants.alone(self.rule, plainly=plainly) if self.bands else ()
        return frozenset(own).union(*(option.get(facet, ()) for band in added for option in band.options))

    @cached_property
    def _options(self) -> tuple[tuple[Offer, Mapping[str, _Values]], ...]:
        """Each option with the words of its facets."""
        return tuple(
            (option.offer, {name: _words(facet) for name, facet in facets_of(self.rule, band, option).items()})
            for band in self.bands
            for option in band.options
        )


def _lang_of(passage: Passage) -> str:
    return "zh" if passage.lang.startswith("zh") else "en"


def _words(facet: Facet) -> _Values:
    return frozenset([facet.value.text]) if isinstance(facet.value, Word) else frozenset()


def _check_ends(passage: Passage, promise: _Promise, said: Sequence[Told], place: Place) -> Iterator[Finding]:
    """Where what is granted until a time is told as if it began there."""
    before, behind = _OUTSIDE[_lang_of(passage)]
    text, at = " ".join(passage.text.split()), -1
    for term in passage.terms:
        at = text.find(GAP, at + 1)
        beyond = promise.later.get(term or "")
        if beyond is not None and (before.search(text[:at]) or behind.search(text[at + 1 :])):
            then = [told for told in said if told.start > at and told.facet == OFFER][:1]
            if then and not then[0].may_be_name and not then[0].values & beyond:
                yield _finding(place, promise, f"{OFFER} > {term}", then, beyond)


def _check_whole(promise: _Promise, every: Iterable[tuple[Passage, Sequence[Told]]], place: Place) -> Iterator[Finding]:
    """What of a rule no sentence of a page says that states it: its offers in order, and what holds for them."""
    whole = [said for _, said in every if promise.is_told_by(said)]
    if not whole:
        yield _finding(place, promise, OFFER, (), [offer.value for offer in promise.offers])
        return
    for facet, values in promise.needed.items():
        lost = [values.difference(*(told.values for told in said if told.facet == facet)) for said in whole]
        if least := min(lost, key=len):
            yield _finding(place, promise, facet, (), least)


def _check_bands(promise: _Promise, every: Iterable[tuple[Passage, Sequence[Told]]], path: str) -> Iterator[Finding]:
    """Where a list tells other offers of a band than the band has."""
    listed: dict[int, list[tuple[Passage, list[Told]]]] = {}
    for passage, said in every:
        if passage.band is not None:
            listed.setdefault(passage.band, []).append((passage, [one for one in said if one.facet == OFFER]))
    if len(listed) != len(promise.bands):
        return
    for band, passages in zip(promise.bands, (listed[at] for at in sorted(listed)), strict=True):
        granted = {option.offer.value for option in band.options}
        told_at = [(passage, told) for passage, told in passages if told]
        for passage, told in told_at or passages[:1]:
            if not all(one.values & granted or one.may_be_name for one in told) or granted.difference(
                *(one.values for one in told)
            ):
                yield _finding(Place(path, max(passage.line, 1)), promise, OFFER, told, granted)


def _finding(place: Place, promise: _Promise, facet: str, told: Iterable[Told], granted: Collection[str]) -> Finding:
    said = ", ".join(" | ".join(sorted(one.values)) for one in told) or "-"
    facts = {"rule": promise.rule.id, "facet": facet, "says": said, "grants": ", ".join(sorted(set(granted)))}
    return Finding("SP530", place, facts)
