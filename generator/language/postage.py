"""What was paid for delivery, told in the same breath as the one refund that a rule knows."""

from __future__ import annotations

from generator.language.course import is_lone_choice
from generator.language.plan import Outcome, Plan, Stretch, spell
from generator.policy.model import Facet, Offer

PAID_BACK = ("outbound", "duties")
"""Facets on what was paid beside the price."""


def told_with_refund(plan: Plan) -> tuple[Facet, ...]:
    """The facets that follow the refund after a comma; none where something else is offered beside it or later."""
    granting = [outcome for stretch in plan.stretches for outcome in stretch.outcomes if outcome.grants]
    facets = tuple(facet for facet in plan.shared if facet.name in PAID_BACK)
    is_alone = [outcome.offer in (Offer.REFUND, Offer.CANCEL) for outcome in granting] == [True]
    is_one = len({spell(facet.value) for facet in facets}) == 1
    return facets if is_alone and is_one else ()


def told_with_choice(plan: Plan) -> tuple[Facet, ...]:
    """The same where the buyer chooses once, and a refund is the last thing to choose."""
    facets = tuple(facet for facet in plan.shared if facet.name in PAID_BACK)
    is_last = is_lone_choice(plan) and len(plan.stretches) == 1 and plan.stretches[0].outcomes[-1].offer is Offer.REFUND
    return facets if is_last and len({spell(facet.value) for facet in facets}) == 1 else ()


def kept_back(outcome: Outcome) -> tuple[Facet, ...]:
    """What was paid beside the price and does not come back with this refund: it is no full one."""
    if outcome.offer not in (Offer.REFUND, Offer.CANCEL):
        return ()
    return tuple(f for f in outcome.facets if f.name in PAID_BACK and spell(f.value) == ("not_refunded",))


def told_beside(plan: Plan, stretch: Stretch) -> tuple[Facet, ...]:
    """What a refund of this stretch keeps back and the clause of the stretch does not tell."""
    told = told_with_refund(plan) or told_with_choice(plan)
    kept = {facet.name: facet for outcome in stretch.outcomes for facet in kept_back(outcome)}
    return () if told else tuple(kept[name] for name in PAID_BACK if name in kept)
