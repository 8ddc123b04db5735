"""A small, sound policy: the one that the model's description uses as its example."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.policy.load import load_policy
from generator.policy.model import Policy

SHAPE = Path(__file__).parent / "shape"


@pytest.fixture(scope="session")
def shape() -> Policy:
    """The policy of ``shape/``."""
    policy, findings = load_policy(SHAPE)
    assert findings == ()
    assert policy is not None
    return policy
