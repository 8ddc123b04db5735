"""Limits of approval and times to answer, beside the roles that they are of: no comparison of both languages tells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.agreement.fitting import Fitting
from generator.playbook.load import read_source
from generator.playbook.page import Page
from tests.agreement.planted import project

WRONG = {
    "en": (
        "A support agent may approve refunds up to {{ approvals.lead_limit }}.",
        "Refunds above {{ approvals.lead_limit }} are approved by the team lead.",
        "Up to {{ approvals.lead_limit }} you decide.",
        'Up to {{ approvals.agent_limit }} the {{ role("lead") }} decides.',
        'The {{ role("lead") }} answers {{ approvals.manager_answer | within }}.',
        '| What | When |\n| - | - |\n| the {{ role("manager") }} on an appeal | {{ approvals.lead_answer | within }} |',
    ),
    "zh": (
        "客服可以审批 {{ approvals.lead_limit }}以内的退款。",
        "超过 {{ approvals.lead_limit }}的退款由客服组长审批。",
        "{{ approvals.lead_limit }}以内自己定。",
        '{{ approvals.agent_limit }}以内找{{ role("lead") }}。',
        '{{ role("lead") }}{{ approvals.manager_answer | within }}答复。',
        '| 事项 | 时限 |\n| - | - |\n| {{ role("manager") }}对申诉给出意见 | {{ approvals.lead_answer | within }} |',
    ),
}
RIGHT = {
    "en": (
        "A support agent may approve refunds up to {{ approvals.agent_limit }}.",
        'Above {{ approvals.agent_limit }} ask the {{ role("lead") }}.',
        'Above {{ approvals.lead_limit }}, ask the {{ role("manager") }}.',
        "Store credit up to {{ approvals.credit_limit }} you decide.",
        "Store credit above {{ approvals.credit_limit }} is approved by the team lead.",
        "Up to {{ approvals.lead_limit }} the team lead decides, not you.",
        "The agent writes down every refund up to {{ approvals.lead_limit }} that a team lead approves.",
        'The {{ role("lead") }} answers {{ approvals.lead_answer | within }}.',
    ),
    "zh": (
        "客服可以审批 {{ approvals.agent_limit }}以内的退款。",
        '超过 {{ approvals.agent_limit }}的找{{ role("lead") }}。',
        '超过 {{ approvals.lead_limit }}的，找{{ role("manager") }}。',
        "{{ approvals.credit_limit }}以内的购物金自己定。",
        "超过 {{ approvals.credit_limit }}的购物金由客服组长审批。",
        "{{ approvals.lead_limit }}以内由客服组长定，不由客服定。",
        '{{ role("lead") }}{{ approvals.lead_answer | within }}答复。',
    ),
}


def found_in(text: str, lang: str) -> list[tuple[int, str]]:
    """What is found in a page that says this: by line of the text, with the code."""
    policy, playbook = project()
    front = "---\ntitle: A\ndescription: B\ncovers: []\nowner: C\nreviewed: 2026-01-01\nreview_by: 2026-02-01\n---\n"
    page, _ = read_source(lang, "page.md", f"{front}{text}\n")
    assert isinstance(page, Page)
    held = replace(playbook, pages={(lang, "page.md"): page}, replies={})
    return [(each.place.line - front.count("\n"), each.code) for each in Fitting(policy).check(held)]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_limit_or_a_time_beside_another_role_than_its_own_is_found(lang: str) -> None:
    found = {text: found_in(text, lang) for text in WRONG[lang]}
    assert found == {text: [(text.count("\n") + 1, "SP459")] for text in WRONG[lang]}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_whoever_approves_up_to_a_limit_or_above_it_may_be_named_there(lang: str) -> None:
    assert {text: found for text in RIGHT[lang] if (found := found_in(text, lang))} == {}
