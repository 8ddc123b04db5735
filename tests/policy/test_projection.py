"""What buyers may know does not depend on what they may not."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from generator.policy.canonical import canonical, policy_hash
from generator.policy.load import load_policy
from generator.policy.model import Facet, Policy, Word
from generator.policy.projection import buyer_projection

SHAPE = Path(__file__).parent / "shape"
# What is internal in the small policy: the file, what stands there, what it is changed to.
INTERNAL = [
    ("platforms", "50 USD", "70 USD"),
    ("platforms", "Platforms", "Marketplaces"),
    ("platforms", "bears: seller", "bears: carrier"),
    ("platforms", "  late:\n", "  later:\n"),
    ("platforms", "appeal: $appeal_window", "appeal: none"),
    ("returns", "{value: 14 days from delivered, name", "{value: 14 days from delivered, within: $window, name"),
    ("escalation", "50 USD", "500 USD"),
    ("escalation", "an agent's limit", "what an agent may do"),
    ("escalation", "1 business days from ordered", "2 hours from ordered"),
    ("escalation", "role: lead, by", "role: agent, by"),
    (
        "escalation",
        "{role: agent, up_to: $agent_limit}, {role: lead}",
        "{role: lead, up_to: $agent_limit}, {role: agent}",
    ),
    ("escalation", "when: {reason: [changed_mind, damaged]}, unless: {flags: sale, channel: wish}, ", ""),
    ("escalation", "[changed_mind, damaged]", "[changed_mind, out_of_stock]"),
    ("escalation", "unless: {flags: sale", "unless: {flags: opened"),
    ("escalation", "reply: refund_promised", "reply: another"),
    ("escalation", "on_timeout: {offer: refund", "on_timeout: {offer: cancel"),
    ("scopes", "support agent", "agent of support"),
    (
        "scopes",
        "  value: {money: order_total}\n",
        "  value: {money: order_total}\n  fine: {one_of: {none: {en: none, zh: 无}, late: {en: late, zh: 过晚}}}\n",
    ),
    ("words", "voucher", "gift card"),
    ("words", "free returns", "returns for free"),
    (
        "returns",
        "    note:",
        "    staff_note: {en: Be kind, zh: 友善}\n    approval: lead\n    reply: sorry\n    note:",
    ),
]


def _with(tmp_path: Path, name: str, old: str, new: str) -> Policy:
    project = Path(shutil.copytree(SHAPE, tmp_path / "project"))
    path = project / "policies" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    policy, findings = load_policy(project)
    assert findings == ()
    assert policy is not None
    return policy


@pytest.mark.parametrize(("name", "old", "new"), INTERNAL)
def test_changing_something_internal_leaves_the_buyers_policy_equal(
    name: str, old: str, new: str, shape: Policy, tmp_path: Path
) -> None:
    changed = _with(tmp_path, name, old, new)
    assert policy_hash(changed) != policy_hash(shape)
    assert canonical(buyer_projection(changed)) == canonical(buyer_projection(shape))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("returns", "45 days", "46 days"),
        ("returns", "label: download", "label: own"),
        ("shop", "8 Lantern", "9 Lantern"),
        ("scopes", "a photo of the item", "a picture of the item"),
        ("words", "[store credit]", "[shop credit]"),
    ],
)
def test_changing_something_public_changes_the_buyers_policy(
    name: str, old: str, new: str, shape: Policy, tmp_path: Path
) -> None:
    assert canonical(buyer_projection(_with(tmp_path, name, old, new))) != canonical(buyer_projection(shape))


def test_nothing_internal_is_left(shape: Policy) -> None:
    text = json.dumps(canonical(buyer_projection(shape)), ensure_ascii=False)
    for word in (
        "platforms",
        "late_penalty",
        "agent_limit",
        "lead_answer",
        "refund_promised",
        "support agent",
        "voucher",
    ):
        assert word not in text
    assert "photo_item" in text


def test_the_projection_of_a_projection_is_itself(shape: Policy) -> None:
    once = buyer_projection(shape)
    assert buyer_projection(once) == once


def test_a_rule_that_is_gone_leaves_its_place_to_those_that_it_is_over(shape: Policy) -> None:
    """Who is over it stays over them: a condition that only names an approver decides nothing for buyers."""
    first, second, third = (replace(rule, over=()) for rule in list(shape.rules.values())[:3])
    gone = replace(second, bands=(), facets=(Facet("reply", Word("r", second.place), second.place),), over=(third.id,))
    first = replace(first, over=(gone.id,), section=third.section)
    section = replace(shape.sections[third.section], rules=(first, replace(gone, section=third.section), third))
    rules = {**shape.rules, **{rule.id: rule for rule in section.rules}}
    public = buyer_projection(replace(shape, sections={section.id: section}, rules=rules))
    assert gone.id not in public.rules
    assert public.rules[first.id].over == (third.id,)
