"""What a rule says, before any language: its stretches of time, their outcomes, and where each facet belongs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from generator.language.lookup import find_term
from generator.policy.model import Act, Band, Chooser, Facet, FacetValue, Offer, Policy, Rule, TermRef, Word
from generator.policy.values import After

INSIDE_OFFER = ("refund.to", "amount", "valid")
"""Facets that are always said as part of the offer."""

INTERNAL = ("approval", "reply", "bears", "appeal")
"""Facets that never reach buyers, beside ``charge.*``."""


class Refused(StrEnum):
    """What a refusal refuses, as far as the policy tells."""

    RETURN = "return"
    """The goods would have come back."""
    CANCELLATION = "cancellation"
    """The order would have been cancelled."""
    CLAIM = "claim"
    """Anything else."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One option with the facets that hold for it, those of band and rule included; ``own`` differ by option."""

    offer: Offer
    facets: tuple[Facet, ...]
    own: tuple[Facet, ...] = ()

    def facet(self, name: str) -> FacetValue | None:
        """The value of a facet, None where the rule leaves it open."""
        return next((facet.value for facet in self.facets if facet.name == name), None)

    def word(self, name: str) -> str | None:
        """The facet's value where it is a single word."""
        value = self.facet(name)
        return value.text if isinstance(value, Word) else None

    @property
    def grants(self) -> bool:
        return self.offer not in (Offer.DECLINE, Offer.WAIT)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One band: what it offers from the end of the one before (``since``) to ``until``; ``own`` differ by band."""

    since: TermRef | None
    until: TermRef | None
    choice: Chooser | None
    outcomes: tuple[Outcome, ...]
    own: tuple[Facet, ...] = ()

    @property
    def declines(self) -> bool:
        return any(outcome.offer is Offer.DECLINE for outcome in self.outcomes)


@dataclass(frozen=True, slots=True)
class Plan:
    """A rule made ready for saying: ``shared`` facets hold for every outcome that grants something."""

    rule: Rule
    act: Act
    stretches: tuple[Stretch, ...]
    shared: tuple[Facet, ...]
    refused: Refused

    @property
    def offers(self) -> frozenset[Offer]:
        return frozenset(outcome.offer for stretch in self.stretches for outcome in stretch.outcomes)


def plan_rule(policy: Policy, rule: Rule, is_public: bool) -> Plan:
    """The plan of a rule; ``is_public`` leaves out what buyers never see."""
    known = [stretch for stretch in _stretches(rule, is_public) if stretch.outcomes]
    if not rule.is_outcome:
        facets = tuple(facet for facet in rule.facets if not (is_public and is_internal(facet.name)))
        return Plan(rule, rule.act, (), facets, _refused(policy, rule))
    granting = [outcome for stretch in known for outcome in stretch.outcomes if outcome.grants]
    shared = _common(granting)
    stretches = tuple(_placed(stretch, shared) for stretch in known)
    return Plan(rule, rule.act, stretches, _sayable(shared), _refused(policy, rule))


def is_internal(facet: str) -> bool:
    """Whether a facet is for staff only."""
    return facet in INTERNAL or facet.startswith("charge.")


def same_facet(one: Facet, two: Facet) -> bool:
    """Whether two facets say the same, wherever they were written."""
    return one.name == two.name and spell(one.value) == spell(two.value)


def spell(value: FacetValue) -> tuple[str, ...]:
    """A facet's value without its place."""
    if isinstance(value, TermRef):
        return ("$", value.term)
    if isinstance(value, Word):
        return (value.text,)
    return tuple(word.text for word in value)


def resolve(rule: Rule, band: Band) -> tuple[Outcome, ...]:
    """The options of a band with all facets that hold: option over band over rule; evidence is a union."""
    outcomes = []
    for option in band.options:
        facets: dict[str, Facet] = {}
        for facet in (*rule.facets, *band.facets, *option.facets):
            before = facets.get(facet.name)
            facets[facet.name] = _union(before, facet) if facet.name == "evidence" and before else facet
        if facets.get("goods") and spell(facets["goods"].value) != ("return",):
            for name in ("postage", "label", "send_by", "receive_by", "return_to"):
                facets.pop(name, None)
        outcomes.append(Outcome(option.offer, tuple(facets.values())))
    return tuple(outcomes)


def _union(one: Facet, two: Facet) -> Facet:
    parts = [*(_many(one.value)), *(_many(two.value))]
    unique = tuple({word.text: word for word in parts}.values())
    return Facet(one.name, unique, two.place)


def _many(value: FacetValue) -> tuple[Word, ...]:
    if isinstance(value, TermRef):
        return ()
    return (value,) if isinstance(value, Word) else value


def _stretches(rule: Rule, is_public: bool) -> Iterable[Stretch]:
    since = None
    for band in rule.bands:
        outcomes = () if band.is_pass else resolve(rule, band)
        if is_public:
            outcomes = tuple(
                Outcome(o.offer, tuple(f for f in o.facets if not is_internal(f.name))) for o in outcomes
            )
        yield Stretch(since, band.until, band.choice, outcomes)
        since = band.until


def _common(outcomes: Iterable[Outcome]) -> tuple[Facet, ...]:
    """The facets on which all outcomes agree."""
    first, *rest = [*outcomes] or [Outcome(Offer.WAIT, ())]
    return tuple(
        facet for facet in first.facets if all(any(same_facet(facet, f) for f in o.facets) for o in rest)
    )


def _placed(stretch: Stretch, shared: tuple[Facet, ...]) -> Stretch:
    granting = [outcome for outcome in stretch.outcomes if outcome.grants]
    if not granting:
        return stretch
    own = tuple(facet for facet in _common(granting) if facet not in _matching(shared, granting[0]))
    outcomes = tuple(
        Outcome(o.offer, o.facets, _sayable(_rest(o, (*shared, *own)))) if o.grants else o for o in stretch.outcomes
    )
    return Stretch(stretch.since, stretch.until, stretch.choice, outcomes, _sayable(own))


def _matching(shared: tuple[Facet, ...], outcome: Outcome) -> tuple[Facet, ...]:
    return tuple(facet for facet in outcome.facets if any(same_facet(facet, s) for s in shared))


def _rest(outcome: Outcome, said: tuple[Facet, ...]) -> tuple[Facet, ...]:
    return tuple(facet for facet in outcome.facets if not any(same_facet(facet, s) for s in said))


def _sayable(facets: tuple[Facet, ...]) -> tuple[Facet, ...]:
    return tuple(facet for facet in facets if facet.name not in INSIDE_OFFER and facet.name != "reply")


def _refused(policy: Policy, rule: Rule) -> Refused:
    """What the rule's refusals refuse: what its own bands, or the rules that it is over, would grant."""
    reach: list[Rule] = [rule]
    for known in reach:
        for id in known.over:
            name = id if id in policy.rules else f"{known.section}.{id}"
            beaten = policy.rules.get(name)
            if beaten is not None and beaten not in reach:
                reach.append(beaten)
    outcomes = [o for known in reach for band in known.bands for o in resolve(known, band) if o.grants]
    if any(o.word("goods") == "return" for o in outcomes):
        return Refused.RETURN
    if any(o.offer is Offer.CANCEL for o in outcomes):
        return Refused.CANCELLATION
    return Refused.CLAIM


RETURNING = ("goods", "postage", "label", "return_to", "methods", "send_by", "receive_by")
PAYING = ("refund.by", "refund.bank", "refund.to", "amount", "valid", "outbound", "duties", "fees.", "also.")
PROVING = ("evidence",)
INSIDE = ("approval", "bears", "charge.", "appeal")
GROUPS = (RETURNING, PAYING, PROVING, INSIDE)
"""The order in which facets are told, by what they are about; a name that ends in a dot stands for all under it."""


def grouped(facets: Iterable[Facet]) -> tuple[tuple[Facet, ...], ...]:
    """The facets in the order of telling, one tuple per group that has any."""
    known = list(facets)
    groups = (
        tuple(facet for name in group for facet in known if facet.name == name or _under(name, facet.name))
        for group in GROUPS
    )
    return tuple(group for group in groups if group)


def _under(name: str, facet: str) -> bool:
    return name.endswith(".") and facet.startswith(name)


def share_clock(policy: Policy, one: TermRef, two: TermRef) -> bool:
    """Whether two deadlines are durations in the same unit from the same event."""
    first, second = find_term(policy, one.term).value, find_term(policy, two.term).value
    if not (isinstance(first, After) and isinstance(second, After)):
        return False
    return (first.event, first.duration.unit) == (second.event, second.duration.unit)
