"""All programs and their vectors: the shop's, the published policies of tests/cases, and policies by chance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations_with_replacement
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, given, reject, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture.providers import HypothesisProvider

from generator.decisions.clock import DAY, NOT_YET, Moment
from generator.decisions.deciding import Decider
from generator.decisions.situation import Situation
from generator.policy.load import load_policy
from generator.policy.model import Policy
from generator.policy.projection import buyer_projection
from generator.policy.values import Money
from tests.assistant.vectors import Json, bases_in, both_sides, gone, public_answer_of, publicly, vector_set
from tests.decisions.comparing import situation_of
from tests.decisions.known import FOLDER, KNOWN
from tests.decisions.random_policies import load, policies, situations

ROOT = Path(__file__).resolve().parent.parent.parent
CASES = sorted(path.parent.name for path in (ROOT / "tests/cases").glob("*/decisions.yaml"))
TODAY = Moment(date(2026, 12, 1).toordinal())
_BY_CHANCE = 120
_WEEKS = 4
_OF_ONE_CASE = 1_000
"""So many vectors of a published policy are asked at most: one has a rule for each of sixty countries."""
_WITH_LESS = 40
"""How many of a policy's situations are tried again with less known."""


@cache
def policy_in(folder: Path) -> Policy:
    policy, findings = load_policy(folder)
    assert policy is not None, [finding.message() for finding in findings]
    return policy


@cache
def shop(audience: str) -> tuple[Decider, list[Situation]]:
    """The shop's own policy, for the staff or as buyers may see it, and its vectors."""
    policy = policy_in(ROOT)
    decider = Decider.of(policy if audience == "staff" else buyer_projection(policy))
    files = sorted((ROOT / "policies/examples").glob("*.yaml"))
    bases = [one for file in files for one in bases_in(file, decider.program, decider.clock, TODAY)]
    return decider, both_sides(decider, bases, Random(1))


@cache
def published(case: str) -> tuple[Decider, list[Situation]]:
    """A policy that was really published, and its vectors."""
    folder = ROOT / "tests/cases" / case
    decider = Decider.of(policy_in(folder))
    bases = list(bases_in(folder / "decisions.yaml", decider.program, decider.clock, TODAY))
    vectors = both_sides(decider, bases, Random(1))
    return decider, Random(2).sample(vectors, min(_OF_ONE_CASE, len(vectors)))


def untold() -> tuple[Decider, list[Situation]]:
    """Shares of a refund, with the price told and not told; and what two facts tell only together."""
    decider = Decider.of(policy_in(Path(__file__).parent / "untold"))
    told: list[dict[str, Money]] = [{}, {"value": Money(2_500, 2_500, "EUR")}]
    return decider, [
        Situation({"reason": reason, "region": "DE"}, {}, amounts, {}, TODAY)
        for reason in ("changed_mind", "damaged", "late")
        for amounts in told
    ]


def partly_due() -> tuple[Decider, list[Situation]]:
    """Escalations under conditions, with one or two facts or events not told."""
    decider = Decider.of(policy_in(FOLDER))
    names = [name for name in KNOWN if name != "now"]
    told = [{**KNOWN, "reason": reason} for reason in ("changed_mind", "damaged", "dispute")]
    return decider, [
        situation_of({name: value for name, value in one.items() if name not in less}, decider)
        for one in told
        for less in combinations_with_replacement(names, 2)
    ]


@cache
def known_sets() -> list[Json]:
    """Vectors in which everything is known, or as much as an example tells."""
    sets = [vector_set(name, *shop(name)) for name in ("staff", "buyer")]
    sets.append(vector_set("untold", *untold()))
    return sets + [vector_set(case, *published(case)) for case in CASES]


@cache
def public_sets() -> list[Json]:
    """What buyers are told, with everything known and with less."""
    decider, vectors = shop("buyer")
    dice = Random(5)
    [known] = (one["vectors"] for one in known_sets() if one["name"] == "buyer")
    less = vector_set(
        "public", decider, [gone(one, dice, 1) for one in dice.sample(vectors, _WITH_LESS)], public_answer_of
    )
    told = [{**one, "answer": publicly(one["answer"])} for one in known]
    return [{**less, "vectors": [*told, *less["vectors"]]}]


@cache
def partial_sets() -> list[Json]:
    """The same with less known."""
    dice = Random(2)
    sets: list[Json] = [vector_set("partly due", *partly_due())]
    for name, (decider, vectors) in {
        **{name: shop(name) for name in ("staff", "buyer")},
        **{case: published(case) for case in CASES},
    }.items():
        chosen = dice.sample(vectors, min(_WITH_LESS, len(vectors)))
        less = [gone(one, dice, dice.choice((1, 1, 2))) for one in chosen]
        sets.append(vector_set(f"{name}, with less", decider, less))
    return sets


@cache
def chance_sets() -> list[Json]:
    """Policies of every construct of the model, with everything known and with two facts missing."""
    return [vector_set(*one) for one in by_chance(_BY_CHANCE)]


@cache
def by_chance(number: int) -> Sequence[tuple[str, Decider, list[Situation]]]:
    """Policies with four situations each, and the same near the end of the year with less known: whatever that is, and
    an event of a situation in which all others have happened.

    Of half of them facts are missing at once.
    """
    found: list[tuple[str, Decider, list[Situation]]] = []
    dice = Random(6)

    def collect(data: Any, missing: int) -> None:
        files = data.draw(policies(most_rules=4, most_axes=1) if missing else policies())
        try:
            decider = Decider.of(load(files))
        except AssertionError:
            reject()  # one in some hundred says nothing of who pays the postage
        drawn = [situation_of(data.draw(situations(files, missing)), decider) for _ in range(4)]
        late = [_later(one, decider) for one in drawn]
        less = [gone(one, dice, 1) for one in late]
        untold = [_without_an_event(one, dice) for one in late]
        found.append((f"by chance {len(found)}", decider, [*drawn, *less, *untold]))

    _repeat(lambda data: collect(data, 0), number // 2)
    _repeat(lambda data: collect(data, 2), number // 2)
    return found


def _later(situation: Situation, decider: Decider) -> Situation:
    """The same some weeks later, where business days reach into a year whose holidays are not published."""

    def later(moment: Moment) -> Moment:
        if moment is NOT_YET:
            return NOT_YET
        return (
            decider.clock.moment(decider.clock.local(moment.at + _WEEKS * 7 * DAY))
            if moment.at
            else Moment(moment.day + _WEEKS * 7)
        )

    events = {event: later(moment) for event, moment in situation.events.items()}
    return replace(situation, events=events, now=later(situation.now))


def _without_an_event(situation: Situation, dice: Random) -> Situation:
    """The same with nothing to come, as people ask, and one event that may have been on any day.

    Of these days the first are in years whose holidays are not published yet, or the last in one that is not.
    """
    now = situation.now
    happened = {one: Moment(now.day) if moment.day > now.day else moment for one, moment in situation.events.items()}
    lost = dice.choice(sorted(happened)) if happened else ""
    return replace(situation, events={one: moment for one, moment in happened.items() if one != lost})


def _repeat(collect: Callable[[Any], None], number: int) -> None:
    """The same policies every time.

    Hypothesis also tries the constants of whatever modules are loaded, which are others in each selection of tests.
    """
    bounded = settings(
        deadline=None,
        derandomize=True,
        database=None,
        max_examples=number,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    with patch.object(HypothesisProvider, "_maybe_draw_constant", return_value=None):
        bounded(given(st.data())(collect))()
