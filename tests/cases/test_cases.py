"""Policies that were really published decide as they say: ``decisions.yaml`` beside each, on both sides of every
boundary.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.decisions.clock import Moment
from generator.decisions.deciding import Decider
from generator.decisions.plain import plain_decision
from generator.decisions.reading import read_situation, vocabulary_of
from generator.policy.load import load_policy
from generator.policy.shape import Report
from generator.policy.source import parse_yaml

HERE = Path(__file__).parent
CASES = sorted(path.parent.name for path in HERE.glob("*/decisions.yaml"))
TODAY = Moment(date(2026, 11, 26).toordinal())


@cache
def decider_of(case: str) -> Decider:
    policy, findings = load_policy(HERE / case)
    assert policy is not None, [str(finding) for finding in findings]
    return Decider.of(policy)


def entries_of(case: str) -> list[Any]:
    found: list[Any] = yaml.load((HERE / case / "decisions.yaml").read_text(encoding="utf-8"), yaml.CBaseLoader)
    return found


def decided(case: str, situation: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The decision, and the same as plain data."""
    decider = decider_of(case)
    node, findings = parse_yaml(yaml.safe_dump(situation, allow_unicode=True).encode(), "situation.yaml")
    assert node is not None
    assert not findings
    report = Report()
    read = read_situation(node, vocabulary_of(decider.program, decider.clock), TODAY, report)
    assert [finding.message() for finding in report.findings] == []
    assert read is not None
    decision = decider.decide(read)
    return decision, plain_decision(decision, decider.clock)


@pytest.mark.parametrize("case", CASES)
def test_a_published_policy_decides_as_it_says(case: str) -> None:
    wrong = [
        f"{number}: {what}"
        for number, entry in enumerate(entries_of(case), 1)
        for what in differences(case, entry["situation"], dict(entry["expect"]))
    ]
    assert wrong == []


def differences(case: str, situation: dict[str, Any], expected: dict[str, Any]) -> Iterator[str]:
    """What is decided otherwise than expected."""
    decision, plain = decided(case, situation)
    problem = decision.main.problem.kind.value if decision.main.problem else None
    for kind in ("uncovered", "conflict"):
        if (problem == kind) is not (expected.pop(kind, "false") == "true"):
            yield f"the problem is {problem}"
    options = expected.pop("options", [])
    if options and len(plain["options"]) != len(options):
        yield f"{len(plain['options'])} options, not {len(options)}"
    pairs = [
        (name, said(one, name, decision), value)
        for one, wanted in zip(plain["options"], options, strict=False)
        for name, value in wanted.items()
    ]
    pairs += [(name, whole(plain, name), value) for name, value in expected.items()]
    for name, found, value in pairs:
        if as_far_as(found, none(value)) != none(value):
            yield f"{name} is {as_far_as(found, none(value))}, not {none(value)}"


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        ({"uncovered": "true"}, "the problem is None"),
        ({"conflict": "true"}, "the problem is None"),
        ({"options": [{}, {}, {}, {}, {}, {}, {}]}, "options, not 7"),
        ({"options": [{"offer": "nothing like it"}]}, "offer is"),
        ({"rule": "nothing.like_it"}, "rule is"),
    ],
)
def test_what_is_decided_otherwise_is_told(expected: dict[str, Any], told: str) -> None:
    """The comparison itself can fail."""
    entry = next(entry for entry in entries_of(CASES[0]) if entry["expect"].get("options"))
    assert list(differences(CASES[0], entry["situation"], dict(entry["expect"]))) == []
    assert told in " ".join(differences(CASES[0], entry["situation"], expected))


def whole(plain: dict[str, Any], name: str) -> Any:
    offer = next((reason for reason in plain["because"] if reason["facet"] == "offer"), {})
    match name:
        case "rule" | "band":
            return none(offer.get(name))
        case "charge":
            return {one["name"]: one["amount"] for one in plain["charges"]}
        case "beat":
            return offer.get("beat")
        case _:
            return plain.get(name)


def said(option: dict[str, Any], name: str, decision: Any) -> Any:
    if name == "fees":
        return {one["name"]: one["amount"] for one in option["fees"]}
    if name == "also":
        return {one["name"]: one["amount"] for one in option.get("also", [])}
    if name == "amount":
        return next(one.facets.get("amount") for one in decision.main.options if one.offer == option["offer"])
    return option.get("refund", {}).get(name[7:]) if name.startswith("refund.") else option.get(name)


def as_far_as(value: Any, wanted: Any) -> Any:
    """The value, of a deadline as much as is asked for."""
    if isinstance(value, dict) and isinstance(wanted, dict):
        return {key: none(value.get(key)) for key in wanted}
    return none(value)


def none(value: Any) -> Any:
    """Null of YAML, wherever it stands; everything else as text."""
    if isinstance(value, dict):
        return {key: none(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [none(inner) for inner in value]
    if isinstance(value, bool):
        return str(value).lower()
    return None if value in ("null", "~", "", None) else str(value)
