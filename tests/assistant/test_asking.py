"""What is asked for makes a difference, and nothing is answered that what is not known could change.

``test_equal`` proves that the script asks as Python does; here Python's questions are tried out, value by value.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

from generator.decisions.clock import NOT_YET, Moment
from generator.decisions.deciding import Decider
from generator.decisions.program import ELSEWHERE, Axis
from generator.decisions.situation import Situation
from generator.policy.values import Money
from tests.assistant.sets import by_chance, shop
from tests.assistant.vectors import gone

DAYS = (0, 1, 2, 3, 5, 7, 8, 14, 15, 16, 21, 30, 31, 45, 61, 90, 120)


@cache
def asked() -> list[tuple[Decider, Situation]]:
    """Situations of policies by chance, and of the shop, of which something is not known."""
    dice = Random(3)
    found = [(decider, one) for _, decider, situations in by_chance(120) for one in situations]
    for audience in ("staff", "buyer"):
        decider, vectors = shop(audience)
        found += [(decider, gone(one, dice, 2)) for one in dice.sample(vectors, 25)]
    return found


def test_only_what_makes_a_difference_is_asked_for() -> None:
    for decider, situation in asked():
        part = decider.decide(situation).main
        if part.needs:
            found = {told(decider, one) for one in completed(decider, situation, part.needs[0])}
            assert len(found) > 1 or found != {told(decider, situation)}, (part.needs[0], situation)


def test_what_is_answered_is_true_whatever_else_comes_out() -> None:
    dice = Random(4)
    for decider, situation in asked():
        if decider.decide(situation).main.needs:
            continue
        answer = offered(decider, situation)
        for whole in (anything(decider, situation, dice) for _ in range(12)):
            assert is_impossible(decider, whole) or offered(decider, whole) == answer, whole


def told(decider: Decider, situation: Situation) -> str:
    """All that is said, without the reasons."""
    part = decider.decide(situation).main
    return str((part.answer, part.needs, part.possible))


def offered(decider: Decider, situation: Situation) -> object:
    """What is granted, without dates and amounts: these may become known only later."""
    part = decider.decide(situation).buyer
    problem = part.problem.kind if part.problem else None
    return part.choice, [one.offer for one in part.options], part.evidence, part.reply, problem


def is_impossible(decider: Decider, situation: Situation) -> bool:
    evaluator = decider.evaluator
    classes = [one[0] for one in evaluator.locate(situation)]
    return bool(evaluator.bits(classes) & evaluator.impossible)


def completed(decider: Decider, situation: Situation, fact: str) -> list[Situation]:
    """The situation with each value that one fact or event may have."""
    axes = [axis for axis in decider.program["axes"] if axis["fact"] == fact]
    if fact in decider.program["events"]:
        days = [Moment(situation.now.day - ago) for ago in DAYS]
        seasons = [Moment(date - 400 * back) for date in (situation.now.day,) for back in (0, 1)]
        moments = [NOT_YET, *days, *seasons]
        return [replace(situation, events={**situation.events, fact: one}) for one in moments]
    if axes[0]["kind"] == "flag":
        flags = [frozenset[str](), *(frozenset({axis["values"][0]}) for axis in axes)]
        flags.append(frozenset(axis["values"][0] for axis in axes))
        return [replace(situation, flags={**situation.flags, fact: one}) for one in flags]
    return [with_fact(situation, fact, value) for value in values_of(axes[0], decider)]


def values_of(axis: Axis, decider: Decider) -> list[str | Money]:
    if axis["kind"] == "money":
        currency = axis.get("currency", decider.program["currency"])
        cuts = axis.get("cuts", [])
        return [Money(cents, cents, currency) for cents in (0, 100, 9_999, *cuts, *(max(0, cut - 1) for cut in cuts))]
    return ["ZA" if value == ELSEWHERE else value for value in axis["values"]]


def with_fact(situation: Situation, fact: str, value: str | Money) -> Situation:
    if isinstance(value, Money):
        return replace(situation, amounts={**situation.amounts, fact: value})
    return replace(situation, words={**situation.words, fact: value})


def anything(decider: Decider, situation: Situation, dice: Random) -> Situation:
    """The situation with everything that is not known, by chance.

    But for what rules are met by: what nobody has told has not been asked for yet, so that ``now`` counts.
    """
    met_by = {band.get("by") for rule in decider.program["rules"] for band in rule["bands"]}
    for fact in sorted({axis["fact"] for axis in decider.program["axes"]} | set(decider.program["events"])):
        if not situation.has(fact) and fact not in situation.events and fact not in met_by:
            situation = dice.choice(completed(decider, situation, fact))
    return situation
