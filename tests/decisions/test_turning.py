"""At the turn of the year a deadline that no calendar reaches is told before the first case comes."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.decisions.deciding import Decider
from generator.decisions.turning import running_out
from generator.policy.load import load_policy
from generator.policy.model import Policy
from tests.decisions.random_policies import NAME, load

ROOT = Path(__file__).resolve().parents[2]
HEAD = {"title": NAME, "applies_by": "ordered", "to": "buyer"}


@cache
def counted() -> Policy:
    """Deadlines on a Chinese calendar, on open hours of it, on one without holidays, and in plain days."""
    shop: dict[str, Any] = {**dict.fromkeys(("name", "seller", "address"), NAME), "email": "help@example.com"}
    shop |= {"timezone": "Asia/Hong_Kong", "currency": "USD", "languages": ["en", "zh"]}
    values = {
        "three": "3 business days (shop) from ordered",
        "hours": "20 hours (desk) from ordered",
        "bank": "90 business days (bank) from ordered",
        "plain": "400 days from ordered",
        "later": {"later_of": ["2027-06-30", "10 business days (shop) from ordered"]},
    }
    terms = {id: {"name": NAME, "value": value} for id, value in values.items()}
    scopes = {
        "facts": {"reason": {"one_of": {"a": NAME, "b": NAME}}},
        "calendars": {
            "shop": {"closed": ["sat", "sun"], "holidays": "CN"},
            "desk": {"hours": "09:00-18:00", "closed": ["sat", "sun"], "holidays": "CN"},
            "bank": {"closed": ["sat", "sun"]},
        },
        "events": {"ordered": {"en": "it", "zh": "它"}},
    }
    rules = {"all": {"goods": "keep", "offer": "refund"}}
    files = {"scopes": scopes, "terms": {**HEAD, "terms": terms}, "buyers": {**HEAD, "rules": rules}}
    return load({"shop": {"shop": shop, "version": "1", "effective": "2026-12-01"}, **files})


def told(policy: Policy, as_of: date) -> list[str]:
    decider = Decider.of(policy)
    return [str(finding.facts["term"]) for finding in running_out(policy, decider.program, decider.clock, as_of)]


@pytest.mark.parametrize(
    ("as_of", "terms"),
    [
        (date(2026, 12, 1), []),
        (date(2026, 12, 17), []),
        (date(2026, 12, 18), ["terms.later"]),
        (date(2026, 12, 28), ["terms.later"]),
        (date(2026, 12, 29), ["terms.three", "terms.hours", "terms.later"]),
        (date(2027, 2, 1), ["terms.three", "terms.hours", "terms.later"]),
    ],
)
def test_a_deadline_is_told_from_the_day_on_which_it_leaves_the_calendar(as_of: date, terms: list[str]) -> None:
    """China has published 2026; what counts no holidays never runs out."""
    assert sorted(told(counted(), as_of)) == sorted(terms)


def test_it_is_told_at_the_term_with_its_value_and_the_years() -> None:
    policy, _ = load_policy(ROOT)
    assert policy
    decider = Decider.of(policy)
    assert told(policy, date(2026, 12, 1)) == []
    findings = list(running_out(policy, decider.program, decider.clock, date(2026, 12, 31)))
    answer = next(finding for finding in findings if finding.term == "escalation.first_answer")
    assert answer.code == "SP288"
    assert answer.place == policy.terms["escalation.first_answer"].place
    assert "1 business day (shop) from reported" in answer.message("en")
    assert "2026" in answer.message("zh")
    assert "2027" in answer.hint("zh")
