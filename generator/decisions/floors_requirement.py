"""What a policy gives, held against one requirement of a floor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.decisions.decision import Part
from generator.decisions.evaluator import Evaluator
from generator.decisions.floors_deadlines import Limit, are_comparable, limit_of_law, limit_of_policy, no_later
from generator.decisions.granting import OFFER, Resolved
from generator.policy.floor import ActsBy, Floor, Forbids, Grants, RefundBy, Requirement, Says, SendBy
from generator.policy.floor_words import FloorVocabulary
from generator.policy.model import Chooser
from generator.policy.values import After, Deadline, EarlierOf, LaterOf

_MONEY = "money"
"""What the vocabulary calls offers that pay the price back."""
_WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Given:
    """What is offered: each option with its facets in words; a facet that is a deadline is not among them."""

    choice: str | None
    options: tuple[tuple[str, Mapping[str, str]], ...]

    @classmethod
    def of(cls, resolved: Resolved) -> Given:
        """What the rules give, as they are written."""
        options = tuple(
            (offer, {name: one.text for name, one in facets.items() if isinstance(one.text, str)})
            for offer, facets in resolved.options
        )
        return cls(resolved.choice, options)

    @classmethod
    def of_part(cls, part: Part) -> Given:
        """What a decision gives."""
        options = tuple(
            (one.offer, {name: value for name, value in one.facets.items() if isinstance(value, str)})
            for one in part.options
        )
        return cls(part.choice, options)

    @property
    def offers(self) -> tuple[str, ...]:
        return tuple(offer for offer, _ in self.options)

    @property
    def is_wait(self) -> bool:
        """Whether the buyer is only asked to wait."""
        return self.offers == (_WAIT,)

    def suffices(self, answers: list[bool]) -> bool:
        """Whether options of which these are good are enough: one if the buyer chooses, else all."""
        return any(answers) if self.choice == Chooser.BUYER else all(answers)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What is missing: the ``facet`` in question, the rule that sets it, and its term if it is a deadline."""

    requirement: Requirement
    facet: str
    rule: str
    term: str | None = None


class Requirements:
    """The requirements of one floor, ready to be compared with."""

    def __init__(self, floor: Floor, evaluator: Evaluator, words: FloorVocabulary) -> None:
        self.floor = floor
        self.evaluator = evaluator
        self.words = words
        market = frozenset(floor.markets)
        granted = [offer.value for one in floor.requires if isinstance(one, Grants) for offer in one.any_of]
        self.money = frozenset(offer.value for offer in words.offers[_MONEY])
        self.owed = frozenset(granted) or self.money
        self._limits: dict[int, Limit] = {
            id(one): limit_of_law(allowed_of(one), market)
            for one in floor.requires
            if isinstance(one, RefundBy | SendBy)
        }
        self._met: dict[tuple[int, str], bool] = {}

    def limit(self, requirement: Requirement) -> Limit:
        """The deadline that the law sets."""
        return self._limits[id(requirement)]

    def shortfall(self, requirement: Requirement, resolved: Resolved, classes: tuple[int, ...]) -> Shortfall | None:
        """What is missing in a situation that is decided like this; None if nothing is."""
        assert resolved.outcome is not None
        if isinstance(requirement, RefundBy | SendBy):
            return self._late(requirement, resolved, classes)
        if self.is_met(requirement, Given.of(resolved)):
            return None
        facet = requirement.facet if isinstance(requirement, Says) else OFFER
        rule = resolved.outcome.rule["id"]
        if isinstance(requirement, Says):
            sets = [facets[facet] for offer, facets in resolved.options if offer in self.owed and facet in facets]
            wrong = [one for one in sets if one.text not in requirement.one_of]
            rule = wrong[0].sources[0].match.rule["id"]
        return Shortfall(requirement, facet, rule)

    def is_met(self, requirement: Requirement, given: Given) -> bool:
        """Whether what is offered is as required; deadlines are not looked at."""
        match requirement:
            case Grants(any_of=offers):
                return given.suffices([offer in offers for offer in given.offers])
            case ActsBy():
                return given.suffices([offer in self.money for offer in given.offers])
            case Forbids(offers=offers):
                return given.suffices([offer not in offers for offer in given.offers])
            case Says(facet=facet, one_of=allowed):
                said = [facets[facet] for offer, facets in given.options if offer in self.owed and facet in facets]
                return not said or given.suffices([word in allowed for word in said])
        return True

    def _late(self, requirement: RefundBy | SendBy, resolved: Resolved, classes: tuple[int, ...]) -> Shortfall | None:
        facet = facet_of(requirement)
        for offer, facets in resolved.options:
            one = facets.get(facet)
            if offer not in self.money or one is None or not isinstance(one.text, str):
                continue
            term = one.text[1:] if one.text.startswith("$") else None
            if not self._is_in_time(requirement, term, classes):
                return Shortfall(requirement, facet, one.sources[0].match.rule["id"], term)
        return None

    def _is_in_time(self, requirement: RefundBy | SendBy, term: str | None, classes: tuple[int, ...]) -> bool:
        if term is None:
            return isinstance(requirement, RefundBy)  # at once
        leaf = self.evaluator.leaf(term, list(classes)).leaf
        key = (id(requirement), leaf["text"])
        if key not in self._met:
            own, law = limit_of_policy(leaf, self.evaluator), self.limit(requirement)
            pair = (own, law) if isinstance(requirement, RefundBy) else (law, own)
            self._met[key] = not are_comparable(own, law, self.words) or no_later(*pair, self.words)
        return self._met[key]


def facet_of(requirement: RefundBy | SendBy) -> str:
    """The facet that a deadline of the law is about."""
    return "refund.by" if isinstance(requirement, RefundBy) else "send_by"


def allowed_of(requirement: RefundBy | SendBy) -> Deadline:
    """The deadline of the law; where a refund may wait for events, their times too.

    The directive lets the shop wait for the goods or for proof that they were sent, whichever is first, and says
    nothing of what follows. It is read as the United Kingdom carried it out (SI 2013/3134 reg. 34): the same time
    again, from the first of them.
    """
    if isinstance(requirement, SendBy):
        return requirement.at_least
    most, events = requirement.at_most, requirement.may_wait_for
    if not isinstance(most, After) or not events:
        return most
    waits = tuple(After(most.duration, event) for event in events)
    return LaterOf((most, EarlierOf(waits) if len(waits) > 1 else waits[0]))
