"""``python -m tests.benchmarks decisions``: how fast a policy decides, and how fast all of it is looked through.

Decisions a second are measured beside GoRules zen-engine on the same table, and the analysis beside z3 on the same
questions, each pair in one run and with equal answers, or the benchmark ends. Both come from a lock of their own, which
``make bench`` installs; without it:

    .venv/bin/python -m pip install --require-hashes -r requirements/benchmark.txt

Times are of the processor, so that they mean the same on a busy machine.
"""

from __future__ import annotations

import gc
import importlib
import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import Any

from generator.decisions.analysis import analyse
from generator.decisions.clock import Moment
from generator.decisions.compiling import compile_policy
from generator.decisions.deciding import Decider
from generator.decisions.granting import OFFER
from generator.decisions.reading import read_facts, settings, vocabulary_of
from generator.decisions.situation import Situation
from generator.decisions.texts import Text, TextReader
from generator.decisions.walking import Walk
from generator.policy.load import load_policy
from generator.policy.model import Policy
from generator.policy.shape import Report
from tests.benchmarks.oracle import Oracle
from tests.benchmarks.tables import Facts, load, policy_of, situations_of, table_of, wide_policy

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = {"zen": "zen-engine", "z3": "z3-solver"}
INSTALL = ".venv/bin/python -m pip install --require-hashes -r requirements/benchmark.txt"
TIMES = 10
"""The aim: so many times the rate of zen-engine."""
SECOND = 1.0
"""The aim for looking through a policy of 12 axes and 100 rules."""


def need(name: str) -> Any:
    """A package that only the benchmark needs."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        sys.exit(f"This needs {PACKAGES[name]}, which the project itself does not. Install it with: {INSTALL}")


# ------------------------------------------------------------------------------------------------ decisions a second


def rates(rules: int = 100, rounds: int = 5, number: int = 4_000) -> bool:
    """Prints decisions a second of both engines on a table of so many rules; whether the aim is kept."""
    zen = need("zen")
    table = table_of(rules)
    decider = Decider.of(load(policy_of(table)))
    other = zen.ZenEngine().create_decision(decision_model(table))
    chance = random.Random(1)
    known = situations_of(table, chance, number)
    compare(decider, other, known)
    reader = TextReader(vocabulary_of(decider.program, decider.clock), Moment(1))
    report = Report()

    def from_texts(facts: Mapping[str, Text]) -> object:
        return decider.decide(reader.read(facts, report))

    ours: list[float] = []
    texts: list[float] = []
    theirs: list[float] = []
    for _ in range(rounds):
        # New situations in each round: what is remembered of the ones before may help, as it does in a day's work.
        fresh = situations_of(table, chance, number)
        written = [facts.texts() for facts in fresh]
        ready = [situation(facts, decider) for facts in fresh]
        plain = [facts.plain() for facts in fresh]
        ours.append(rate(decider.decide, ready))
        theirs.append(rate(other.evaluate, plain[: number // 4]))
        texts.append(rate(from_texts, written))
    print(f"\ndecisions a second, {rules} rules, {rounds} rounds of {number:,} situations that are new")
    print(f"  from a situation, the whole answer   {median(ours):>12,.0f}   {1e6 / median(ours):>7.1f} µs")
    print(f"  from texts, reading included         {median(texts):>12,.0f}   {1e6 / median(texts):>7.1f} µs")
    print(f"  zen-engine, the offer alone          {median(theirs):>12,.0f}   {1e6 / median(theirs):>7.1f} µs")
    ratios = [median(one / two for one, two in zip(each, theirs, strict=True)) for each in (ours, texts)]
    fine = min(ratios) >= TIMES
    print(f"  ratios {ratios[0]:.1f} and {ratios[1]:.1f}; at least {TIMES} is wanted: {'kept' if fine else 'NOT kept'}")
    return fine


def rate(decide: Callable[[Any], object], situations: Sequence[Any]) -> float:
    """How many a second of processor time, without the collector of garbage."""
    gc.collect()
    gc.disable()
    begin = time.process_time()
    for one in situations:
        decide(one)
    spent = time.process_time() - begin
    gc.enable()
    return len(situations) / spent


def situation(facts: Facts, decider: Decider) -> Situation:
    """The same as a situation of ours."""
    report = Report()
    found = TextReader(vocabulary_of(decider.program, decider.clock), Moment(1)).read(facts.texts(), report)
    assert not report.findings, report.findings
    return found


def compare(decider: Decider, other: Any, known: Sequence[Facts]) -> None:
    """Ends the benchmark unless both make the same offer in every situation."""
    for facts in known:
        mine = decider.decide(situation(facts, decider)).buyer.outcome
        theirs = other.evaluate(facts.plain())["result"].get("offer")
        if mine != theirs:
            sys.exit(f"We offer {mine} and zen-engine {theirs} in {facts}")


def decision_model(table: Sequence[Mapping[str, Any]]) -> Any:
    """The table as a decision of GoRules: the first row that fits."""
    fields = ("reason", "channel", "category", "region", "flag", "price", "days")

    def cell(row: Mapping[str, Any], field: str) -> str:
        match field, row.get(field):
            case _, None:
                return ""
            case "price", int(bound):
                return f"< {bound}"
            case "days", int(bound):
                return f"<= {bound}"
            case "flag", str(flag):
                return f"contains(flags, '{flag}')"
            case _, values:
                return ", ".join(f"'{value}'" for value in values)

    inputs = [
        {"id": name, "name": name, "type": "expression", **({"field": name} if name != "flag" else {})}
        for name in fields
    ]
    rows = [
        {"_id": str(at), **{name: cell(row, name) for name in fields}, "offer": f"'{row['offer']}'"}
        for at, row in enumerate(table)
    ]
    content = {
        "hitPolicy": "first",
        "inputs": inputs,
        "outputs": [{"id": "offer", "name": "offer", "field": "offer", "type": "expression"}],
        "rules": rows,
    }
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
        {"id": "table", "type": "decisionTableNode", "name": "table", "position": {"x": 1, "y": 0}, "content": content},
        {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 2, "y": 0}},
    ]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "table"},
        {"id": "2", "type": "edge", "sourceId": "table", "targetId": "out"},
    ]
    return {"nodes": nodes, "edges": edges}


# ------------------------------------------------------------------------------------------------ the whole policy


def whole(name: str, policy: Policy) -> float:
    """Prints what it takes to look through a policy, beside z3; the seconds that the walk takes.

    Ends the benchmark unless both find the same pairs of rules that contradict each other, and the same gaps.
    """
    z3 = need("z3")
    program = compile_policy(policy)
    begin = time.process_time()
    decider = Decider(program)
    ready = time.process_time() - begin
    found: dict[bool, tuple[frozenset[tuple[str, str]], bool, int]] = {}
    begin = time.process_time()
    for is_buyer in (True, False):
        found[is_buyer] = looked_through(Walk(decider.evaluator, is_buyer=is_buyer))
    walked = time.process_time() - begin
    begin = time.process_time()
    findings = analyse(policy, decider)
    told = time.process_time() - begin
    begin = time.process_time()
    for is_buyer, (pairs, has_gap, _) in found.items():
        oracle = Oracle(z3, program, is_buyer=is_buyer)
        theirs = oracle.conflicts()
        if pairs != theirs:
            sys.exit(f"{name}: only we find {sorted(pairs - theirs)}, only z3 {sorted(theirs - pairs)}")
        if oracle.rules and has_gap != oracle.has_gap():
            sys.exit(f"{name}: we say {has_gap} and z3 the opposite: a situation without a rule")
    asked = time.process_time() - begin
    cells = sum(number for _, _, number in found.values())
    apart = sum(len(one) for one, _, _ in found.values())
    print(
        f"\n{name}: {len(program['axes'])} axes, {len(program['rules'])} rules, {cells:,} cells and stretches of time"
    )
    print(f"  made ready                 {ready:>8.3f} s")
    print(f"  looked through             {walked:>8.3f} s   {apart} pairs contradict each other")
    print(f"  with findings              {told:>8.3f} s   {len(findings)} findings")
    print(f"  z3, the same answers       {asked:>8.3f} s")
    sys.stdout.flush()
    return walked


def looked_through(walk: Walk) -> tuple[frozenset[tuple[str, str]], bool, int]:
    """The pairs of rules left with different offers, whether anything is without a rule, and how many visits."""
    pairs: set[tuple[str, str]] = set()
    number, has_gap = 0, False
    for visit in walk.visits():
        number += 1
        has_gap = has_gap or visit.resolved.outcome is None
        problem = visit.resolved.problem
        if problem is not None and problem.facet == OFFER:
            left = [source.match for source in visit.resolved.made_by]
            pairs.update(
                (one.rule["id"], two.rule["id"])
                for one, two in combinations(left, 2)
                if (one.choice(), sorted(one.offers())) != (two.choice(), sorted(two.offers()))
            )
    return frozenset(pairs), has_gap, number


def supposing(policy: Policy, known: Mapping[str, str]) -> float:
    """Prints what it takes to decide with almost nothing known."""
    decider = Decider.of(policy)
    items, _ = settings(f"{name}={value}" for name, value in known.items())
    found = read_facts(items, vocabulary_of(decider.program, decider.clock), Moment(740_000), Report())
    begin = time.process_time()
    decision = decider.decide(found)
    spent = time.process_time() - begin
    print(
        f"\nthe shop, with only {', '.join(known)} known: {spent:.3f} s, {len(decision.buyer.needs)} facts would tell"
    )
    return spent


def main() -> int:
    """Prints all figures; 1 if an aim is not kept."""
    for name in ("zen", "z3"):
        need(name)
    fine = [rates()]
    shops, findings = load_policy(ROOT)
    assert shops is not None, findings
    whole("the shop's policy", shops)
    supposing(shops, {"reason": "changed_mind"})
    spent = whole("a wide policy", load(wide_policy()))
    fine.append(spent < SECOND)
    print(f"  less than {SECOND:.0f} s is wanted: {'kept' if fine[-1] else 'NOT kept'}")
    return 0 if all(fine) else 1
