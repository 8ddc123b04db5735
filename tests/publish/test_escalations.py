"""An escalation in words: in which cases it stands, who answers by when."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from generator.language.pages import desk_words
from generator.policy.load import load_policy
from generator.policy.model import Condition, Policy
from generator.publish.ladders import draw_escalation

ROOT = Path(__file__).resolve().parents[2]
SEARCH = {
    "en": "Only if tracking says delivered but the buyer has not received the parcel, except for parcels signed for at "
    "the door. Team lead: within 3 days of the report.",
    "zh": "适用情形：物流显示已签收但买家没有收到，有签收记录的包裹除外。客服组长：反馈问题后 3 天内。",
}
ALWAYS = {"en": "Team lead: within 3 days of the report.", "zh": "客服组长：反馈问题后 3 天内。"}
OTHERS = {
    "en": "In every case, except for parcels signed for at the door. Team lead:",
    "zh": "适用情形：所有情况，有签收记录的包裹除外。客服组长：",
}


@cache
def shop() -> Policy:
    policy, findings = load_policy(ROOT)
    assert policy is not None, findings
    return policy


def drawn(lang: str, when: Condition | None, unless: Condition) -> str:
    one = replace(shop().escalations["carrier_silent"], when=when, unless=unless)
    html = str(draw_escalation(shop(), one, lang, desk_words(lang)))
    title, _, told = html.partition("</strong> ")
    assert title.startswith('<p class="escalation"><strong>')
    return re.sub("<[^>]*>", "", told)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_escalation_says_in_which_cases_it_stands(lang: str) -> None:
    one = shop().escalations["carrier_silent"]
    assert drawn(lang, one.when, one.unless).startswith(SEARCH[lang])
    assert drawn(lang, None, one.unless).startswith(OTHERS[lang])
    assert drawn(lang, None, ()).startswith(ALWAYS[lang])
