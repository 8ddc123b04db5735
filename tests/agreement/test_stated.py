"""What only a text of the policy decides: pages are held to it, and to nothing where the policy says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest

from generator.agreement.claiming import Claims
from generator.agreement.prose import texts_in
from generator.policy.load import load_policy
from generator.policy.model import Policy
from tests.agreement.planted import ROOT, plant

PACKED = ("before-shipping/late-dispatch.md", "Printing the label counts as dispatch.")
WAITS = ("after-delivery/wrong-item.md", "We send the right item once the wrong one has arrived here.")
AGAIN = ("money/not-accepted.md", "The same colleague decides again.")
SILENT = ("money/not-accepted.md", "An appeal that nobody answers stays refused.")


@cache
def shop() -> Policy:
    policy, _ = load_policy(ROOT)
    assert policy
    return policy


@cache
def wordless() -> Policy:
    """The same policy without a note, an introduction, a meaning or an escalation."""
    policy = shop()
    return replace(
        policy,
        rules={id: replace(rule, note=None, staff_note=None) for id, rule in policy.rules.items()},
        terms={id: replace(term, note=None) for id, term in policy.terms.items()},
        sections={id: replace(section, intro=None) for id, section in policy.sections.items()},
        concepts={},
        escalations={},
    )


def found(policy: Policy, path: str, sentence: str) -> Sequence[str]:
    held, line = plant("en", path, sentence)
    covers = {("en", path): [listed.name for listed in getattr(held, "covers", ())]}
    claims = Claims(policy, covers)
    return [str(each.facts["rules"]) for each in claims.check(held, texts_in(held)) if each.place.line == line]


@pytest.mark.parametrize(("path", "sentence"), [PACKED, WAITS, AGAIN, SILENT])
def test_a_page_is_held_to_what_a_text_of_the_policy_says(path: str, sentence: str) -> None:
    assert found(shop(), path, sentence)


@pytest.mark.parametrize(("path", "sentence"), [PACKED, WAITS, AGAIN, SILENT])
def test_where_the_policy_says_nothing_a_page_may_say_either(path: str, sentence: str) -> None:
    assert not found(wordless(), path, sentence)


def test_the_finding_names_the_text_by_its_place() -> None:
    assert "policies/delays.yaml:" in found(shop(), *PACKED)[0]


def test_a_step_of_one_rule_says_nothing_of_another() -> None:
    """Only the note about a wrong item says that nobody waits for its way back."""
    assert not found(shop(), "after-delivery/damaged.md", WAITS[1])
