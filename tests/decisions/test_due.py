"""Which escalations a decision tells, where not everything is known: those that stand whatever is the case."""

from __future__ import annotations

from typing import Any

import pytest

from generator.decisions.deciding import Decider
from generator.policy.load import load_policy
from generator.policy.model import Policy
from tests.decisions.comparing import decided, expected
from tests.decisions.known import FOLDER, KNOWN


@pytest.fixture(scope="module")
def policy() -> Policy:
    loaded, findings = load_policy(FOLDER)
    assert loaded is not None, [finding.message() for finding in findings]
    return loaded


def due(policy: Policy, **changed: Any) -> set[str]:
    """What is due, by both evaluators; a fact that is None is not known."""
    situation = {name: value for name, value in {**KNOWN, **changed}.items() if value is not None}
    found = decided(Decider.of(policy), situation)[2]
    assert found == expected(policy, situation)[2]
    return {one[0] for one in found}


def test_with_everything_known_it_is_what_stands(policy: Policy) -> None:
    damaged = {"always", "damage", "own", "not_sale", "other_answer", "near", "late"}
    assert due(policy) == damaged
    assert due(policy, reason="changed_mind", channel="market") == {"always", "not_sale", "answer", "near_too", "late"}
    assert due(policy, flags=frozenset({"sale"}), delivered="not_yet") == damaged - {"not_sale", "late"}


@pytest.mark.parametrize(
    ("fact", "lost"),
    [
        ("reason", {"damage", "other_answer", "near"}),
        ("region", {"near"}),
        ("channel", {"own", "other_answer"}),
        ("flags", {"not_sale"}),
        ("delivered", {"late"}),
        ("return_received", {"always", "damage", "own", "not_sale", "late"}),
    ],
)
def test_what_stands_only_perhaps_is_not_told(policy: Policy, fact: str, lost: set[str]) -> None:
    """Neither is a deadline that differs by what is not known, nor a clock that may not have started."""
    assert due(policy) - due(policy, **{fact: None}) == lost


def test_what_is_impossible_is_not_waited_for(policy: Policy) -> None:
    """A payment in dispute was made to the shop itself: so that stands, and so is the deadline known."""
    assert due(policy, reason="dispute", channel=None) == {"always", "own", "not_sale", "answer", "late"}
    assert "answer" not in due(policy, reason="changed_mind", channel=None)
