"""How the stretches of a rule follow each other: who waits, who chooses, what becomes of those who do not answer."""

from __future__ import annotations

from collections.abc import Iterable

from generator.language.plan import Plan, only_waits
from generator.policy.model import Act, Chooser, Offer


def is_wait_of_buyer(plan: Plan) -> bool:
    """Whether it is the buyer who waits for something: an order that is only cancelled in the end keeps us waiting."""
    return any(outcome.offer is not Offer.CANCEL for s in plan.stretches[1:] for outcome in s.outcomes)


def only_looks(plan: Plan) -> bool:
    """Whether nothing is promised but to look into the case, if it comes in time."""
    granting = any(outcome.grants for stretch in plan.stretches for outcome in stretch.outcomes)
    return bool(plan.stretches) and only_waits(plan.stretches[0]) and not granting


def defaults_later(plan: Plan) -> bool:
    """Whether the buyer chooses in time, and something is granted all the same to whoever does not."""
    if plan.act is not Act.REQUESTED or len(plan.stretches) != len(("in time", "later")):
        return False
    first, last = plan.stretches
    is_choice = first.choice is Chooser.BUYER and len(first.outcomes) > 1 and first.until is not None
    return is_choice and first.since is None and last.until is None and all(o.grants for o in last.outcomes)


def is_lone_choice(plan: Plan) -> bool:
    """Whether the rule is one choice of the buyer between things that we do, with nothing to tell of each."""
    first = plan.stretches[0]
    is_choice = first.choice is Chooser.BUYER and len(first.outcomes) > 1
    is_alone = len(plan.stretches) == 1 or defaults_later(plan)
    return is_choice and is_alone and all(o.offer in _WE_DO and not o.own for o in first.outcomes) and not first.own


_WE_DO = frozenset((Offer.REFUND, Offer.PARTIAL_REFUND, Offer.REPLACE, Offer.EXCHANGE, Offer.REPAIR, Offer.RESEND))


def always_chosen(plan: Plan, offers: Iterable[Offer]) -> bool:
    """Whether the buyer has to choose each of these offers to get it."""
    return all(
        s.choice is Chooser.BUYER and len(s.outcomes) > 1
        for s in plan.stretches
        for outcome in s.outcomes
        if outcome.offer in offers
    )
