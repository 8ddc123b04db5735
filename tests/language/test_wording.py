"""What a native editor would strike out stands in no sentence that is made of this project's policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from generator.language.lookup import axes_of
from generator.language.names import name_country
from generator.language.phrase import plain
from generator.language.say import say_rule, say_term
from generator.language.style import Style, Voice
from generator.language.table import rule_table
from generator.policy.load import load_policy
from generator.policy.model import Policy, Table
from generator.publish.regions import name_regions

ROOT = Path(__file__).parents[2]


@cache
def policy() -> Policy:
    loaded, findings = load_policy(ROOT)
    assert loaded is not None, [str(finding) for finding in findings]
    return loaded


def sentences(lang: str) -> Iterator[tuple[str, str]]:
    """(where, words) of all that is said of rules, tables of rules, and values."""
    for rule in policy().rules.values():
        for voice in Voice:
            yield rule.id, plain(say_rule(policy(), rule, lang, voice))
        if rule.is_outcome:
            table = rule_table(policy(), (rule,), lang)
            yield from ((rule.id, plain(cell)) for row in table.rows for cell in row.cells)
    for id, term in policy().terms.items():
        for style in Style:
            if not isinstance(term.value, Table) or not axes_of(term.value):
                yield id, plain(say_term(policy(), id, lang, style))


@pytest.mark.parametrize(
    ("lang", "awkward"),
    [
        ("en", r"of being|goods reaching|waiting time|wait up to|\bway back"),
        ("en", r"orders to (?:United|Netherlands|Philippines)"),
        ("en", r"[Ff]or store credit, (?:you|the buyer) receives? it"),
        ("zh", r"（[^（）]*（"),
        ("zh", r"）（"),
        ("zh", r"中国台湾"),
        ("zh", r"并全额退款或"),
    ],
)
def test_no_sentence_reads_like_a_machine_put_it_together(lang: str, awkward: str) -> None:
    found = [f"{where}: {said}" for where, said in sentences(lang) if re.search(awkward, said)]
    assert found == []


def test_three_whole_clauses_are_set_off_by_a_comma() -> None:
    """Without it, nobody sees where the last one begins."""
    said = plain(say_rule(policy(), "returns.us_label", "en", Voice.BUYER))
    assert "if you change your mind, the item does not fit, or you ask to cancel your order." in said
    said = plain(say_rule(policy(), "disputes.low_value", "en", Voice.BUYER))
    assert "wrong, incomplete, damaged, defective or not as described" in said


def test_a_place_has_one_name_in_the_policy_and_in_what_is_made_of_it() -> None:
    """The policy's own titles say 台湾地区, and so does every generated list."""
    title = policy().rules["returns.tw_label"].title
    assert title is not None
    assert name_country("TW", "zh") in title.zh


def test_a_list_of_countries_reads_as_in_a_sentence() -> None:
    """With their articles, and with the name that holds an "and" of its own at the end."""
    rule = policy().rules["returns.changed_mind"]
    assert name_regions(policy(), rule, "en") == "mainland China, Taiwan, the United States, the EEA and the UK"
    assert name_regions(policy(), rule, "zh") == "中国内地、台湾地区、美国、欧洲经济区及英国"
