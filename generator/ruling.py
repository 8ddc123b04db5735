"""``samepage decide``: what the policy grants in a case that somebody tells; reads no page and no template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from generator.decisions.clock import NOT_YET
from generator.decisions.order import contradictions, unfitting
from generator.decisions.problems import findings_of
from generator.decisions.promises import inexact
from generator.decisions.reading import read_facts, written
from generator.decisions.reading import settings as read_settings
from generator.decisions.situation import Situation
from generator.decisions.versions import History, Ruling
from generator.finding import Finding, failing, in_order
from generator.language.amount_written import in_notation
from generator.policy.files import unreadable
from generator.policy.load import load_policy
from generator.policy.published import load_published
from generator.policy.shape import MAP, Report, expect
from generator.policy.source import Mapping, Node, Scalar, parse_yaml


@dataclass(frozen=True, slots=True)
class Asked:
    """A case that was asked about: the ruling, or why there is none. ``is_usage``: the question is at fault."""

    ruling: Ruling | None
    situation: Situation | None
    findings: tuple[Finding, ...]
    is_usage: bool


def decide_case(root: Path, file: str, standard_input: BinaryIO, settings: tuple[str, ...], today: date) -> Asked:
    """What the policy grants in the situation of a file, of ``KEY=VALUE`` settings, or of both; settings go first."""
    policy, findings = load_policy(root)
    published, more = load_published(root)
    if policy is not None:
        more += tuple(finding for one in (policy, *(old.policy for old in published)) for finding in inexact(one))
    if policy is None or failing([*findings, *more]):
        return Asked(None, None, in_order([*findings, *more]), is_usage=False)
    history = History(policy, published)
    report = Report()
    items, _ = read_settings(settings)
    if file:
        node, problems = _read_case(file, standard_input)
        report.findings += problems
        items = (*_items_of(node, {key.text for key, _ in items}, report), *items)
    items = in_notation(items, history.currencies)
    situation = read_facts(items, history.vocabulary, history.vocabulary.clock.moment(today), report)
    places = {name.text: node.place for name, node in items}
    for event, other in contradictions(situation.events, situation.now, history.earlier):
        report.add("SP289", places[event], name=event, why=_why_not(event, other))
    for fact, other in unfitting(history.program, situation):
        report.add("SP289", places[fact], name=fact, why=_why_not_so(situation, other))
    if report.findings:
        return Asked(None, None, in_order(report.findings), is_usage=True)
    return Asked(history.decide(situation), situation, (), is_usage=False)


def _why_not(event: str, other: str) -> tuple[str, str]:
    if event == other:
        return "that day is still to come", "这一天还没有到"
    return (
        f"{other} comes before it, and was later or has not been",
        f"{other} 应在此之前，而所写的时间更晚或还没有发生",
    )


def _why_not_so(situation: Situation, other: str) -> tuple[str, str]:
    if other not in situation.events:
        return f"it cannot be so with this {other}", f"与所写的 {other} 不可能同时成立"
    if situation.events[other] is NOT_YET:
        return f"it cannot be so where {other} is not_yet", f"{other} 为 not_yet 时不可能如此"
    return f"it cannot be so where {other} has happened", f"{other} 已经发生时不可能如此"


def is_setting(text: str) -> bool:
    """Whether a text is ``KEY=VALUE``."""
    return not read_settings((text,))[1]


def set_twice(settings: tuple[str, ...]) -> tuple[str, ...]:
    """The keys that are set more than once, of which only one setting could count."""
    keys = [key.text for key, _ in read_settings(settings)[0]]
    return tuple(dict.fromkeys(key for key in keys if keys.count(key) > 1))


def problems_in(ruling: Ruling, situation: Situation) -> tuple[Finding, ...]:
    """What the policy does not decide in this situation, as findings."""
    return findings_of(ruling.decision, ruling.policy, written(situation, ruling.decider.clock))


def _read_case(file: str, standard_input: BinaryIO) -> tuple[Node | None, tuple[Finding, ...]]:
    try:
        data = standard_input.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        return None, (unreadable(error, file),)
    return parse_yaml(data, file)


def _items_of(node: Node | None, without: set[str], report: Report) -> tuple[tuple[Scalar, Node], ...]:
    """The facts of a file but those that are set otherwise."""
    if node is None:
        return ()
    if not isinstance(node, Mapping):
        expect(MAP, node, report)
        return ()
    return tuple((key, value) for key, value in node.items if key.text not in without)
