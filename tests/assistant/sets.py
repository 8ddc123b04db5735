"""All programs and their vectors: the shop's, the published policies of tests/cases, and policies by chance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.decisions.clock import Moment
from generator.decisions.deciding import Decider
from generator.decisions.situation import Situation
from generator.policy.load import load_policy
from generator.policy.model import Policy
from generator.policy.projection import buyer_projection
from tests.assistant.vectors import Json, bases_in, both_sides, gone, vector_set
from tests.decisions.comparing import situation_of
from tests.decisions.random_policies import load, policies, situations

ROOT = Path(__file__).resolve().parent.parent.parent
CASES = sorted(path.parent.name for path in (ROOT / "tests/cases").glob("*/decisions.yaml"))
TODAY = Moment(date(2026, 12, 1).toordinal())
_BY_CHANCE = 120
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
    return decider, both_sides(decider, bases, Random(1))


@cache
def known_sets() -> list[Json]:
    """Vectors in which everything is known, or as much as an example tells."""
    sets = [vector_set(name, *shop(name)) for name in ("staff", "buyer")]
    return sets + [vector_set(case, *published(case)) for case in CASES]


@cache
def partial_sets() -> list[Json]:
    """The same with less known."""
    dice = Random(2)
    sets: list[Json] = []
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


def by_chance(number: int) -> Iterator[tuple[str, Decider, list[Situation]]]:
    """Policies with four situations each; half of them with facts missing."""
    found: list[tuple[str, Decider, list[Situation]]] = []

    def collect(data: Any, missing: int) -> None:
        files = data.draw(policies(most_rules=4, most_axes=1) if missing else policies())
        decider = Decider.of(load(files))
        drawn = [situation_of(data.draw(situations(files, missing)), decider) for _ in range(4)]
        found.append((f"by chance {len(found)}", decider, drawn))

    _repeat(lambda data: collect(data, 0), number // 2)
    _repeat(lambda data: collect(data, 2), number // 2)
    yield from found


def _repeat(collect: Callable[[Any], None], number: int) -> None:
    """The same policies every time."""
    bounded = settings(
        deadline=None,
        derandomize=True,
        database=None,
        max_examples=number,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    bounded(given(st.data())(collect))()
