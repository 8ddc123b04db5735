"""Rules that are met by an event: what the grid knows of them, and what days exist for it, held against all days."""

from __future__ import annotations

import random
from itertools import product
from typing import Any

import pytest

from generator.decisions.clock import Moment
from generator.decisions.compiling import compile_policy
from generator.decisions.evaluator import Evaluator
from generator.decisions.published_program import published_program
from generator.decisions.realising import Realiser
from generator.decisions.times import Times
from generator.policy.canonical import policy_hash
from generator.policy.changes import Kind, changes_between
from tests.benchmarks.tables import shop
from tests.decisions.random_policies import NAME, load

EVENTS = ("delivered", "noticed", "received")
NOW = 739_950
DAYS = 12
"""No deadline is as long, nor are two of them in a row."""
SHOP = {**shop(), "effective": "2026-12-01"}


def policy_with(rules: dict[str, Any], terms: dict[str, Any]) -> Any:
    scopes = {
        "facts": {"reason": {"one_of": {"a": NAME}}},
        "events": {event: {"en": "it", "zh": "它"} for event in (*EVENTS, "ordered")},
    }
    head = {"title": NAME, "to": "buyer", "applies_by": "ordered"}
    named = {id: {"name": NAME, "value": value} for id, value in terms.items()}
    return load({"shop": SHOP, "scopes": scopes, "terms": {**head, "terms": named, "rules": rules}})


def drawn(dice: random.Random) -> Evaluator:
    """Two rules that always match, of two or three bands each, most of them met by an event."""
    after = lambda: f"{dice.randint(1, 4)} days from {dice.choice(EVENTS[:2])}"  # noqa: E731
    terms: dict[str, Any] = {
        f"d{n}": after() if dice.random() < 0.8 else {dice.choice(["later_of", "earlier_of"]): [after(), after()]}
        for n in range(4)
    }
    rules: dict[str, Any] = {}
    for id in "rs":
        bands: list[dict[str, str]] = [
            {"until": f"$terms.d{dice.randrange(4)}", "offer": offer}
            for offer in dice.choice([("wait", "coupon"), ("coupon",), ("coupon", "replace"), ("wait",)])
        ]
        rules[id] = {"goods": "keep", "bands": [*bands, {"offer": "decline"}]}
        if dice.random() < 0.75:
            rules[id]["met_by"] = dice.choice(EVENTS)
    return Evaluator(compile_policy(policy_with(rules, terms)))


def bands_in_all_days(evaluator: Evaluator) -> set[tuple[int, ...]]:
    """The bands that hold together on any days, whether or not what meets them is told."""
    classes = [0] * len(evaluator.axes)
    plan = evaluator.plan(evaluator.bits(classes))
    acts = {act for timed in plan.timed for act in timed.acts if act}
    days = [Moment(NOW - ago) for ago in range(DAYS)]
    # What no deadline is counted from may not be told.
    choices = [
        [*days, None] if event in acts and event == EVENTS[2] else days
        for event in EVENTS[:2] + tuple(acts & {EVENTS[2]})
    ]
    names = EVENTS[:2] + tuple(acts & {EVENTS[2]})
    return {
        evaluator.bands(plan, classes, {name: day for name, day in zip(names, chosen, strict=True) if day}, Moment(NOW))
        for chosen in product(*choices)
    }


@pytest.mark.parametrize("seed", range(60))
def test_the_grid_knows_all_bands_that_hold_on_any_days_and_days_exist_for_just_these(seed: int) -> None:
    evaluator = drawn(random.Random(seed))
    classes = [0] * len(evaluator.axes)
    plan = evaluator.plan(evaluator.bits(classes))
    wanted = bands_in_all_days(evaluator)
    known = set(Times(evaluator).bands(plan, classes))
    realiser = Realiser(evaluator, NOW)

    assert wanted <= known
    assert {bands for bands in known if realiser.realise(plan, bands, classes)} == wanted


RULE: dict[str, Any] = {
    "goods": "keep",
    "bands": [
        {"until": "$terms.wait", "offer": "wait"},
        {"until": "$terms.window", "offer": "refund"},
        {"offer": "decline"},
    ],
}
TERMS = {"wait": "3 days from noticed", "window": "30 days from delivered"}


def test_a_policy_that_names_no_such_event_is_compiled_and_published_as_ever() -> None:
    """Nor has its hash changed: what is frozen stays as it is."""
    program = compile_policy(policy_with({"r": RULE}, TERMS))
    assert all("by" not in band for band in program["rules"][0]["bands"])
    assert all("by" not in band for band in published_program(program)["rules"][0]["bands"])


def test_a_wait_is_published_without_the_event_unless_only_a_refusal_follows() -> None:
    wait, refund, decline = RULE["bands"]
    for bands, expected in (
        ([wait, refund, decline], [None, "noticed", None]),
        ([wait, decline], ["noticed", None]),
        ([refund, wait, decline], ["noticed", "noticed", None]),
    ):
        program = compile_policy(policy_with({"r": {"goods": "keep", "met_by": "noticed", "bands": bands}}, TERMS))
        assert [band.get("by") for band in published_program(program)["rules"][0]["bands"]] == expected


def test_another_event_is_another_rule() -> None:
    plain, met = (policy_with({"r": {**RULE, **more}}, TERMS) for more in ({}, {"met_by": "noticed"}))
    assert policy_hash(plain) != policy_hash(met)
    assert changes_between(plain, met).rules == {"terms.r": Kind.OTHER}
    assert compile_policy(plain)["rules"] != compile_policy(met)["rules"]
