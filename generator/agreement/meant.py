"""Which term a typed value is meant for: told by the words around it, what the page is about, its unit, and its size.

A value that is close to a term may be none of it. "Returned within 28 days of delivery" means the return window, though
the policy has 28 days elsewhere, and nothing that is shorter by a day.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from generator.agreement.called import Called, told
from generator.agreement.elsewhere import Elsewhere
from generator.agreement.purposes import asked_for, purposes_of
from generator.policy.lookup import events_of_term, leaves
from generator.policy.model import Event, Policy
from generator.policy.values import (
    Day,
    Duration,
    Money,
    Percent,
    Quantity,
    Unit,
    minor_digits,
    quantities_in,
)

SURE = 1.0
"""So much better must another term fit than any that is equal before that one is what is meant."""
_CLEAR = 3.0
"""So well must a term fit that something else was said to be."""
_CALLED = 0.7
"""So much of its name has to be among the words around, if nothing else tells what is meant."""
_ELSEWHERE = 3.0
"""So much worse does a term fit words that name another channel or country."""
_OTHERS = re.compile(
    r"\b(?:suppliers?|manufacturers?|factory|factories|insurers?|landlord|competitors?|other shops?)\b"
    "|供应商|厂家|工厂|保险公司|物业|同行|别家"
)
"""Who keeps times of their own."""
_SECONDS = {
    Unit.SECOND: 1,
    Unit.MINUTE: 60,
    Unit.HOUR: 3_600,
    Unit.DAY: 86_400,
    Unit.BUSINESS_DAY: 86_400,
    Unit.WEEK: 604_800,
    Unit.MONTH: 2_592_000,
    Unit.YEAR: 31_536_000,
}
_ENDS = re.compile(r"[.!?](?=\s|$)|[。！？；;|]|\n\s*\n|\n(?=\s*(?:[-*+>#]|\d+[.)]))")
_LONG = 240
"""So many characters of a sentence are looked at, before a value and behind it."""


@dataclass(frozen=True, slots=True)
class Known:
    """A quantity of the policy and the term that holds it; ``alone`` if the term is that one quantity."""

    term: str
    quantity: Quantity
    alone: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a value was typed: the words of its sentence before and behind it, and those above it.

    ``likely`` are the terms of the rules that the page is about, ``quoted`` those that are quoted in the same section,
    ``beside`` those that are quoted in the same sentence: they are said already.
    """

    lang: str
    before: str
    after: str
    above: str = ""
    likely: frozenset[str] = frozenset()
    quoted: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()


NOWHERE = Scene("en", "", "")
"""Where nothing tells what is meant."""


def known_quantities(policy: Policy) -> tuple[Known, ...]:
    """Every quantity that a term holds, in the order of the policy."""
    found = []
    for term in policy.terms.values():
        held = [(path, quantity) for path, leaf in leaves(term.value) for quantity in quantities_in(leaf)]
        found += [Known(term.id, quantity, len(held) == 1) for _, quantity in held]
    return tuple(dict.fromkeys(found))


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """From where to where in a text the sentence goes that holds a stretch of it.

    >>> sentence_around("Keep it. Send it within 3 days. Thanks.", 24, 30)
    (8, 30)
    """
    far = max(0, start - _LONG)
    first = max((match.end() for match in _ENDS.finditer(text, far, start)), default=far)
    last = _ENDS.search(text, end, end + _LONG)
    return first, last.start() if last else min(len(text), end + _LONG)


class Meant:
    """What is meant by values that somebody typed, in the words of one policy."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.known = known_quantities(policy)
        self.called = Called(policy)
        self._elsewhere = Elsewhere(policy)

    def told_by(self, value: Quantity, scene: Scene) -> tuple[list[Known], list[Known]]:
        """The terms that are equal, unless another is meant for sure; and the nearest ones. The likeliest first."""
        ranked = self.ranked(value, scene)
        equal = {held.term: held for held in self.equal_to(value) if not self.is_elsewhere(held.term, scene)}
        fits = {held.term: fit for fit, held in ranked}
        near = [held for _, held in ranked]
        same = [equal[held.term] for held in near if held.term in equal]
        if same and ranked[0][0] - fits[same[0].term] >= SURE:
            return [], near
        return same, near

    def is_elsewhere(self, term: str, scene: Scene) -> bool:
        """Whether the words around name a channel, country or kind of goods for which the term is not."""
        return self._elsewhere.is_barred(term, f"{scene.before} {scene.after}", scene.lang)

    def worded(self, value: Quantity, scene: Scene) -> dict[str, float]:
        """How well the words around fit each term of the same kind, whatever its size and unit."""
        wanted = asked_for(scene.before.rstrip() + " ", scene.after, scene.lang)
        told = self._told(scene)
        kin = dict.fromkeys(held.term for held in self.known if type(held.quantity) is type(value))
        return {
            term: self._words_fit(term, scene, told)
            + self._purpose(term, wanted)
            - _ELSEWHERE * self.is_elsewhere(term, scene)
            for term in kin
        }

    def is_used(self, term: str, scene: Scene) -> bool:
        """Whether the words around use a time as the rules use the term, or count from its event."""
        wanted = asked_for(scene.before.rstrip() + " ", scene.after, scene.lang)
        return self._purpose(term, wanted) > 0 or self._event(term, scene) > 0

    def is_otherwise(self, term: str, scene: Scene) -> bool:
        """Whether the words around name others than the policy's shop, or count from another event than the term."""
        return self._event(term, scene) < 0 or bool(_OTHERS.search(f"{scene.before} {scene.after}".lower()))

    def events_of(self, term: str) -> Iterator[Event]:
        """The events from which a term counts."""
        return (self.policy.scopes.events[event] for event in sorted(self._events.get(term, ())))

    def surely(self, value: Quantity, scene: Scene) -> Known | None:
        """The term that the words around speak of, whatever its size; none where they do not say so themselves."""
        ranked = self.ranked(value, scene)
        if not ranked or ranked[0][0] < _CLEAR:
            return None
        best = ranked[0][1]
        wanted = asked_for(scene.before.rstrip() + " ", scene.after, scene.lang)
        words = f"{scene.before} {scene.after}".lower()
        if _OTHERS.search(words):
            return None
        name = self.called.terms[scene.lang][best.term]
        near = told(name, self.called.heard(words, scene.lang))
        called = len(name) > 1 and near >= _CALLED * sum(name.values())
        called = called or self.policy.terms[best.term].name[scene.lang].lower() in words
        is_meant = called or self._purpose(best.term, wanted) > 0 or self._event(best.term, scene) > 0
        return best if is_meant else None

    def equal_to(self, value: Quantity) -> tuple[Known, ...]:
        """What the policy holds that is this very quantity, whichever calendar it is counted by."""
        plain = _plainly(value)
        return tuple(held for held in self.known if _plainly(held.quantity) == plain)

    def ranked(self, value: Quantity, scene: Scene) -> list[tuple[float, Known]]:
        """The quantities of the same kind, one of each term, the likeliest first, each with how well it fits."""
        kin = [held for held in self.known if type(held.quantity) is type(value)]
        wanted = asked_for(scene.before.rstrip() + " ", scene.after, scene.lang)
        told = self._told(scene)
        best: dict[str, tuple[float, Known]] = {}
        for held in kin:
            fit = self._fit(held, value, scene, told) + self._purpose(held.term, wanted)
            if held.term not in best or fit > best[held.term][0]:
                best[held.term] = fit, held
        return sorted(best.values(), key=lambda each: -each[0])

    def _told(self, scene: Scene) -> Mapping[str, float]:
        """How much each term's name is told by the words around: those of the sentence count most."""
        beside = self.called.heard(f"{scene.before} {scene.after}", scene.lang)
        above = self.called.heard(scene.above, scene.lang)
        found = {}
        for term, words in self.called.terms[scene.lang].items():
            whole = sum(words.values()) or 1.0
            near, far = told(words, beside), told(words, above)
            found[term] = 3 * near / whole + near / 3 + far / whole
        return found

    def _fit(self, held: Known, value: Quantity, scene: Scene, told: Mapping[str, float]) -> float:
        return (
            self._words_fit(held.term, scene, told)
            - _ELSEWHERE * self.is_elsewhere(held.term, scene)
            + (_plainly(held.quantity) == _plainly(value))
            + _of_unit(held.quantity, value)
            - min(2.0, _apart(held.quantity, value))
            + 0.25 * held.alone
        )

    def _words_fit(self, term: str, scene: Scene, told: Mapping[str, float]) -> float:
        return (
            told[term]
            + 2 * (term in scene.likely)
            + 0.5 * (term in scene.quoted)
            - 3 * (term in scene.beside)
            + self._event(term, scene)
        )

    def _purpose(self, term: str, wanted: Iterable[object]) -> float:
        used = self._purposes.get(term, frozenset())
        if not wanted or not used:
            return 0.0
        return 1.5 if used & frozenset(wanted) else -1.5

    def _event(self, term: str, scene: Scene) -> float:
        """Whether the sentence names the event from which the term counts, or another one."""
        own = self._events.get(term, frozenset())
        named = {event for event, words in self._labels[scene.lang].items() if _is_beside(words, scene)}
        if not named or not own:
            return 0.0
        return 2.0 if own & named else -2.0

    @cached_property
    def _purposes(self) -> Mapping[str, frozenset[object]]:
        return {term: frozenset(used) for term, used in purposes_of(self.policy).items()}

    @cached_property
    def _events(self) -> Mapping[str, frozenset[str]]:
        return {term.id: events_of_term(term) for term in self.policy.terms.values()}

    @cached_property
    def _labels(self) -> Mapping[str, Mapping[str, str]]:
        events = self.policy.scopes.events
        return {
            lang: {id: event.label.forms(lang)[0].lower().removeprefix("the ") for id, event in events.items()}
            for lang in ("en", "zh")
        }


def _plainly(value: Quantity) -> Quantity:
    """The quantity without the calendar that counts it, which only a policy can name."""
    return Duration(value.low, value.high, value.unit) if isinstance(value, Duration) else value


def _is_beside(words: str, scene: Scene) -> bool:
    """Whether an event stands where a sentence says from what it counts."""
    if scene.lang == "zh":
        return re.sub(r"\s|[之]?[后起]的?|在$", "", scene.before.lower()).endswith(words)
    return (
        re.match(rf"\s+(?:of|after|from|since) (?:the |your |our )?{re.escape(words)}\b", scene.after.lower())
        is not None
    )


def _of_unit(own: Quantity, value: Quantity) -> float:
    if isinstance(own, Duration) and isinstance(value, Duration):
        return 0.5 if own.unit is value.unit else -0.5 if Unit.BUSINESS_DAY in (own.unit, value.unit) else 0.0
    if isinstance(own, Money) and isinstance(value, Money):
        return 0.5 if own.currency == value.currency else -0.5
    return 0.0


def _apart(own: Quantity, value: Quantity) -> float:
    """How many times larger one is than the other, as a logarithm."""
    one, other = _size(own), _size(value)
    return abs(math.log((float(one) + 1e-9) / (float(other) + 1e-9)))


def _size(quantity: Quantity) -> Decimal:
    """A rough size, to rank quantities of one kind."""
    match quantity:
        case Duration(high=high, unit=unit):
            return high * _SECONDS[unit]
        case Percent(high=high):
            return high
        case Money(high=high, currency=currency):
            return Decimal(high).scaleb(-minor_digits(currency))
        case Day(year=year, month=month, day=day):
            return Decimal((year or 0) * 372 + month * 31 + day)
