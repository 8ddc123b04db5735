"""What a rule says, before any language: its stretches of time, their outcomes, and where each facet belongs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from generator.language.remembered import remembered
from generator.policy.model import Act, Band, Chooser, Facet, FacetValue, Offer, Policy, Rule, TermRef, Word

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
        return all(outcome.offer is Offer.DECLINE for outcome in self.outcomes)


@dataclass(frozen=True, slots=True)
class Plan:
    """A rule made ready for saying.

    ``shared`` facets hold for every outcome that grants something, those of ``by_offer`` for the offers they stand
    beside, whenever these are made; what is left stands with its stretch or outcome.
    """

    rule: Rule
    act: Act
    stretches: tuple[Stretch, ...]
    shared: tuple[Facet, ...]
    refused: Refused
    by_offer: tuple[tuple[tuple[Offer, ...], tuple[Facet, ...]], ...] = ()

    @property
    def offers(self) -> frozenset[Offer]:
        return frozenset(outcome.offer for stretch in self.stretches for outcome in stretch.outcomes)


@remembered
def plan_rule(policy: Policy, rule: Rule, is_public: bool) -> Plan:
    """The plan of a rule; ``is_public`` leaves out what buyers never see."""
    known = [stretch for stretch in _stretches(rule, is_public) if stretch.outcomes]
    if not rule.is_outcome:
        facets = tuple(facet for facet in rule.facets if not (is_public and is_internal(facet.name)))
        return Plan(rule, rule.act, (), facets, _refused(policy, rule))
    granting = [outcome for stretch in known for outcome in stretch.outcomes if outcome.grants]
    shared = _common(granting) if granting else _asked([o for stretch in known for o in stretch.outcomes])
    by_offer = _by_offer(granting, shared)
    placed = (*shared, *(facet for _, facets in by_offer for facet in facets))
    stretches = tuple(_placed(stretch, placed) for stretch in known)
    groups = tuple((offers, _sayable(facets)) for offers, facets in by_offer if _sayable(facets))
    return Plan(rule, rule.act, stretches, _sayable(shared), _refused(policy, rule), groups)


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
            outcomes = tuple(Outcome(o.offer, tuple(f for f in o.facets if not is_internal(f.name))) for o in outcomes)
        yield Stretch(since, band.until, band.choice, outcomes)
        since = band.until


def _asked(outcomes: list[Outcome]) -> tuple[Facet, ...]:
    """What remains where nothing is granted: the evidence."""
    return tuple(facet for facet in _common(outcomes) if facet.name == "evidence")


def _common(outcomes: Iterable[Outcome]) -> tuple[Facet, ...]:
    """The facets on which all outcomes agree."""
    first, *rest = [*outcomes] or [Outcome(Offer.WAIT, ())]
    return tuple(facet for facet in first.facets if all(any(same_facet(facet, f) for f in o.facets) for o in rest))


def _by_offer(
    outcomes: list[Outcome], shared: tuple[Facet, ...]
) -> tuple[tuple[tuple[Offer, ...], tuple[Facet, ...]], ...]:
    """Facets that hold for some offers in all their bands and for no other, with these offers in order."""
    groups: dict[tuple[Offer, ...], list[Facet]] = {}
    seen: list[Facet] = list(shared)
    for outcome in outcomes:
        for facet in outcome.facets:
            if any(same_facet(facet, known) for known in seen):
                continue
            having = [any(same_facet(facet, other) for other in o.facets) for o in outcomes]
            offers = {o.offer for o, has in zip(outcomes, having, strict=True) if has}
            if all(has == (o.offer in offers) for o, has in zip(outcomes, having, strict=True)):
                seen.append(facet)
                groups.setdefault(tuple(dict.fromkeys(o.offer for o in outcomes if o.offer in offers)), []).append(
                    facet
                )
    return tuple((offers, tuple(facets)) for offers, facets in groups.items())


def _placed(stretch: Stretch, said: tuple[Facet, ...]) -> Stretch:
    granting = [outcome for outcome in stretch.outcomes if outcome.grants]
    if not granting:
        return stretch
    own = _rest(_common(granting), said)
    outcomes = tuple(
        Outcome(o.offer, o.facets, _sayable(_rest(o.facets, (*said, *own)))) if o.grants else o
        for o in stretch.outcomes
    )
    return Stretch(stretch.since, stretch.until, stretch.choice, outcomes, _sayable(own))


def _rest(facets: tuple[Facet, ...], said: tuple[Facet, ...]) -> tuple[Facet, ...]:
    return tuple(facet for facet in facets if not any(same_facet(facet, s) for s in said))


def _sayable(facets: tuple[Facet, ...]) -> tuple[Facet, ...]:
    return tuple(facet for facet in facets if facet.name not in INSIDE_OFFER and facet.name != "reply")


@remembered
def _refused(policy: Policy, rule: Rule) -> Refused:
    """What the rule's refusals refuse: what its own bands, or the rules that it is over, would grant."""
    reach: list[Rule] = [rule]
    for known in reach:
        for id in known.over:
            name = id if id in policy.rules else f"{known.section}.{id}"
            beaten = policy.rules.get(name)
            if beaten is not None and beaten not in reach:
                reach.append(beaten)
    own = [o for band in rule.bands for o in resolve(rule, band) if o.grants]
    if own:
        if all(o.word("goods") == "return" and o.offer in _SENT_BACK_FOR for o in own):
            return Refused.RETURN
        return Refused.CANCELLATION if all(o.offer is Offer.CANCEL for o in own) else Refused.CLAIM
    if _only_cancels(policy, rule):
        return Refused.CANCELLATION
    others = [o for known in reach for band in known.bands for o in resolve(known, band) if o.grants]
    if any(o.word("goods") == "return" for o in others):
        return Refused.RETURN
    return Refused.CANCELLATION if any(o.offer is Offer.CANCEL for o in others) else Refused.CLAIM


def _only_cancels(policy: Policy, rule: Rule) -> bool:
    """Whether for all that happened in this rule another one does nothing but cancel the order."""
    happened = {(test.axis, value) for clause in rule.when for test in clause for value in test.values}
    cancelled: set[tuple[str, str]] = set()
    for other in policy.rules.values():
        offers = {option.offer for band in other.bands for option in band.options}
        if offers == {Offer.CANCEL} and len(other.when) == 1:
            cancelled.update((t.axis, value) for t in other.when[0][:1] for value in t.values)
    axes = {axis for axis, _ in cancelled}
    relevant = {each for each in happened if each[0] in axes}
    return bool(relevant) and relevant <= cancelled


_SENT_BACK_FOR = (Offer.REFUND, Offer.PARTIAL_REFUND, Offer.EXCHANGE, Offer.STORE_CREDIT, Offer.COUPON)
"""What buyers return goods for of their own free will."""

RETURNING = ("goods", "postage", "label", "send_by", "methods", "return_to", "receive_by")
PAYING = ("refund.to", "refund.by", "refund.bank", "amount", "outbound", "duties", "fees.", "also.", "valid")
PROVING = ("evidence",)
INSIDE = ("approval", "bears", "charge.", "appeal")
GROUPS = (RETURNING, PAYING, INSIDE, PROVING)
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


def only_waits(stretch: Stretch) -> bool:
    """Whether nothing is decided in this stretch."""
    return [outcome.offer for outcome in stretch.outcomes] == [Offer.WAIT]


def waits_first(plan: Plan) -> bool:
    """Whether the rule begins with a wait that ends by itself; before a refusal it is the buyer who must act."""
    first, *rest = plan.stretches
    return bool(rest) and only_waits(first) and not rest[0].declines
