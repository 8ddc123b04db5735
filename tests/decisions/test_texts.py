"""Reading many situations fast reads the same as reading one."""

from __future__ import annotations

import pytest

from generator.decisions.clock import Moment
from generator.decisions.deciding import Decider
from generator.decisions.reading import read_facts, vocabulary_of
from generator.decisions.texts import TextReader
from generator.finding import Place
from generator.policy.shape import Report
from generator.policy.source import Node, Scalar, Sequence
from tests.decisions.test_steps import policy_of

TODAY = Moment(740_000)
DECIDER = Decider.of(policy_of("the smallest bound above the value wins"))
NAMES = vocabulary_of(DECIDER.program, DECIDER.clock)


def node(text: str | tuple[str, ...]) -> Node:
    place = Place("somewhere")
    if isinstance(text, str):
        return Scalar(text, place, quoted=False)
    return Sequence(tuple(Scalar(one, place, quoted=False) for one in text), place)


@pytest.mark.parametrize(
    "texts",
    [
        {"reason": "a", "region": "US-CA", "flags": ("f", "g"), "price": "12.50 USD", "ordered": "2026-12-01"},
        {"flags": (), "price": "12.5 USD", "ordered": "not_yet", "now": "2026-12-01T10:00:00+08:00"},
        {"flags": "f", "price": "0.00 USD", "ordered": "2026-12-01 10:00"},
        {"price": "012.50 USD"},
        {"price": "12.505 USD"},
        {"price": "12.50 EUR"},
        {"price": "10..20 USD"},
        {"price": "99999999999999.00 USD"},
        {"price": ("12.50 USD",)},
        {"reason": "z", "flags": ("f", "x"), "ordered": "yesterday", "now": "not_yet"},
        {"region": "UK", "reason": "b"},
        {"unheard": "of", "reason": "b"},
    ],
)
def test_it_reads_and_reports_the_same_the_first_time_and_the_second(texts: dict[str, str | tuple[str, ...]]) -> None:
    slow = Report()
    items = [(Scalar(name, Place("somewhere"), quoted=False), node(text)) for name, text in texts.items()]
    wanted = read_facts(items, NAMES, TODAY, slow)
    reader = TextReader(NAMES, TODAY)
    for _ in range(2):
        report = Report()
        assert reader.read(texts, report) == wanted
        assert [(one.code, one.facts) for one in report.findings] == [(one.code, one.facts) for one in slow.findings]
