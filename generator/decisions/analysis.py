"""What is wrong with a policy as a whole, found exactly: every cell of the grid is looked at, none is sampled."""

from __future__ import annotations

from collections.abc import Iterator

from generator.decisions.deciding import Decider
from generator.decisions.decision import Problem, ProblemKind
from generator.decisions.evaluator import Evaluator, events_of
from generator.decisions.gaps import gaps_in, told_box
from generator.decisions.grid import Grid
from generator.decisions.problems import finding_of, place_of
from generator.decisions.reading import written
from generator.decisions.shortening import shortened
from generator.decisions.situation import Situation
from generator.decisions.situations import situation_of
from generator.decisions.walking import Visit, Walk
from generator.finding import Finding
from generator.policy.model import Policy, Rule

_NEVER_HOLDS = ("its conditions never hold together", "它的条件永远不会同时成立")
_ALWAYS_BEATEN = ("wherever it holds, other rules go before it", "凡是它成立的情形，都有其他规则优先")


def analyse(policy: Policy, decider: Decider) -> tuple[Finding, ...]:
    """Rules that contradict each other, situations without a rule, offers without a facet that they need, rules and
    bands that never decide anything, and seasons that shorten.

    Each finding about a situation shows a small one in which it happens, with real days.
    """
    findings: list[Finding] = []
    for is_buyer in (True, False):
        findings += _group(policy, decider, Walk(decider.evaluator, is_buyer=is_buyer))
    findings += shortened(policy, decider.evaluator)
    return tuple(findings)


def _group(policy: Policy, decider: Decider, walk: Walk) -> Iterator[Finding]:
    problems: dict[tuple[str, str, tuple[str, ...]], list[Visit]] = {}
    uncovered: list[Visit] = []
    met: set[int] = set()
    reached: set[tuple[int, int]] = set()
    winners: set[int] = set()
    seen: set[int] = set()
    for visit in walk.visits():
        met.update(match.at for match in visit.plan.conditions)
        reached.update((timed.at, band) for timed, band in zip(visit.plan.timed, visit.bands, strict=True))
        resolved = visit.resolved
        if resolved.problem:
            one = resolved.problem
            problems.setdefault((one.kind.value, one.facet, one.rules), []).append(visit)
        if resolved.outcome is None:
            uncovered.append(visit)
        if id(resolved) not in seen:
            seen.add(id(resolved))
            winners.update(_winners(visit))
    for visits in problems.values():
        yield from _problem(policy, decider, walk, visits)
    if walk.is_buyer and any(walk.evaluator.rules[at]["bands"] for at in walk.rules):
        yield from _gaps(policy, decider, walk, uncovered)
    met |= {at for at, _ in reached}
    yield from _idle(policy, walk, met, winners)
    yield from _bands(policy, walk.evaluator, reached)


def _winners(visit: Visit) -> Iterator[int]:
    """The rules that what is granted rests on."""
    resolved = visit.resolved
    yield from (source.match.at for source in resolved.made_by)
    for sets in (resolved.whole, *(facets for _, facets in resolved.options)):
        yield from (source.match.at for one in sets.values() for source in one.sources)


def _problem(policy: Policy, decider: Decider, walk: Walk, visits: list[Visit]) -> Iterator[Finding]:
    """The finding for the first of these visits that real days exist for, as small a situation as shows it."""
    for visit in visits:
        problem = visit.resolved.problem
        if problem is None or (situation := _example(decider, walk, visit, problem)) is None:
            continue
        yield finding_of(problem, policy, written(situation, decider.clock))
        return


def _example(decider: Decider, walk: Walk, visit: Visit, problem: Problem) -> Situation | None:
    """A situation with real days in which the problem occurs; with the facts alone that its rules ask for."""
    days = walk.realise(visit)
    if days is None:
        return None
    evaluator = walk.evaluator
    asked = {axis for rule in problem.rules for axis in _asked(evaluator, rule)}
    events = {event for rule in problem.rules for event in _counted(evaluator, rule, asked)}
    small = situation_of(
        evaluator, visit.cell.witness, asked, {name: days[0][name] for name in events if name in days[0]}, days[1]
    )
    if _occurs(decider, small, problem):
        return small
    return situation_of(evaluator, visit.cell.witness, range(len(evaluator.axes)), *days)


def _occurs(decider: Decider, situation: Situation, problem: Problem) -> bool:
    decision = decider.decide(situation)
    return any(
        part.problem is not None and part.problem.kind is problem.kind and part.problem.facet == problem.facet
        for part in (decision.buyer, decision.seller)
    )


def _asked(evaluator: Evaluator, rule: str) -> Iterator[int]:
    """The axes that a rule asks for."""
    one = evaluator.rules[evaluator.index[rule]]
    for clause in (*one["when"], *one["unless"]):
        yield from (evaluator.axis_index[axis] for axis in clause)


def _counted(evaluator: Evaluator, rule: str, axes: set[int]) -> Iterator[str]:
    """The events that a rule's bands are counted from, and those whose season it asks for."""
    for term in evaluator.untils(evaluator.index[rule]):
        yield from (event for leaf in evaluator.leaves(term) for event in events_of(leaf.leaf))
    yield from (evaluator.axes[at]["fact"] for at in axes if evaluator.axes[at]["kind"] == "season")


def _gaps(policy: Policy, decider: Decider, walk: Walk, uncovered: list[Visit]) -> Iterator[Finding]:
    for gap in gaps_in(walk, uncovered):
        days = walk.realise(gap.visit)
        if days is None:
            continue
        situation = situation_of(walk.evaluator, gap.visit.cell.witness, gap.box, *days)
        problem = decider.decide(situation).main.problem
        if problem is not None and problem.kind is ProblemKind.UNCOVERED:
            facts = {"box": told_box(walk.evaluator, gap.box), "situation": written(situation, decider.clock)}
            yield Finding("SP263", place_of(problem, policy), facts)


def _idle(policy: Policy, walk: Walk, met: set[int], winners: set[int]) -> Iterator[Finding]:
    evaluator = walk.evaluator
    for at, rule in enumerate(evaluator.rules):
        if evaluator.is_for_buyer[at] is not walk.is_buyer:
            continue
        if at not in walk.rules:
            if not _can_hold(evaluator, at):
                yield _never(policy.rules[rule["id"]], _NEVER_HOLDS)
        elif at not in met:
            yield _never(policy.rules[rule["id"]], _NEVER_HOLDS)
        elif at not in winners:
            yield _never(policy.rules[rule["id"]], _ALWAYS_BEATEN)


def _can_hold(evaluator: Evaluator, at: int) -> bool:
    grid = Grid(evaluator, [at], whole=False)
    return any(
        cell.bits & evaluator.when[at] and not cell.bits & evaluator.unless[at]
        for cell in grid.cells(evaluator.everywhere)
    )


def _never(rule: Rule, why: tuple[str, str]) -> Finding:
    return Finding("SP266", rule.place, {"rule": rule.id, "why_never": why})


def _bands(policy: Policy, evaluator: Evaluator, reached: set[tuple[int, int]]) -> Iterator[Finding]:
    """The bands of rules that hold somewhere, but never in this band."""
    holding = {at for at, _ in reached}
    for at in sorted(holding):
        rule = policy.rules[evaluator.rules[at]["id"]]
        for number, band in enumerate(rule.bands):
            if (at, number) not in reached:
                until = f"${band.until.term}" if band.until else "-"
                yield Finding("SP267", band.place, {"rule": rule.id, "band": str(number + 1), "until": until})
