"""What follows from a policy alone is worked out once."""

from __future__ import annotations

from dataclasses import replace

from generator.policy.kept import kept
from generator.policy.model import Policy


def test_a_policy_that_is_asked_for_again_and_again_is_not_pushed_out_by_others(shape: Policy) -> None:
    asked: list[Policy] = []
    find = kept(lambda policy: asked.append(policy) or len(asked))
    find(shape)
    for _ in range(20):
        find(replace(shape))
        assert find(shape) == 1
    assert [policy is shape for policy in asked].count(True) == 1
