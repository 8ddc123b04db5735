"""Near the end of the last year whose holidays are published, nothing that may be the case is hidden."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from generator.decisions.clock import Moment
from generator.decisions.deciding import Decider
from generator.decisions.situation import Situation
from tests.decisions.random_policies import NAME, load

HEAD = {"title": NAME, "applies_by": "ordered", "to": "buyer"}


@cache
def decider() -> Decider:
    """Refunded within 3 Chinese business days of the order, declined after that, cancelled before it."""
    shop: dict[str, Any] = {**dict.fromkeys(("name", "seller", "address"), NAME), "email": "help@example.com"}
    shop |= {"timezone": "Asia/Hong_Kong", "currency": "USD", "languages": ["en", "zh"]}
    bands = [{"until": "$terms.d", "offer": "refund"}, {"offer": "decline"}]
    rules = {
        "ordered": {"goods": "keep", "when": {"ordered": "happened"}, "bands": bands},
        "before": {"when": {"ordered": "not_yet"}, "offer": "cancel"},
    }
    files = {
        "shop": {"shop": shop, "version": "1", "effective": "2026-12-01"},
        "scopes": {
            "facts": {"reason": {"one_of": {"a": NAME, "b": NAME}}},
            "calendars": {"shop": {"closed": ["sat", "sun"], "holidays": "CN"}},
            "events": {"ordered": {"en": "it", "zh": "它"}},
        },
        "terms": {**HEAD, "terms": {"d": {"name": NAME, "value": "3 business days from ordered"}}},
        "buyers": {**HEAD, "rules": rules},
    }
    return Decider.of(load(files))


@pytest.mark.parametrize(
    ("now", "possible"),
    [
        (date(2026, 6, 1), ("refund", "cancel", "decline")),
        (date(2026, 12, 31), ("refund", "cancel", "decline", "unpublished")),
        (date(2027, 1, 5), ("cancel", "decline", "unpublished")),
    ],
)
def test_an_event_that_is_not_known_may_have_been_long_ago(now: date, possible: tuple[str, ...]) -> None:
    """And not so long ago that no holidays were published yet: nobody means that who names no day."""
    part = decider().decide(Situation({"reason": "a"}, {}, {}, {}, Moment(now.toordinal()))).main
    assert (part.needs, part.possible) == (("ordered",), possible)
