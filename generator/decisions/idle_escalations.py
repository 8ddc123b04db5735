"""Escalations that nobody will ever see in an answer."""

from __future__ import annotations

from collections.abc import Iterator

from generator.decisions.evaluator import Classes, Evaluator, Standing, events_of
from generator.decisions.grid import Cell, Grid
from generator.decisions.program import Clause
from generator.decisions.rows import meeting, rows_of
from generator.finding import Finding
from generator.policy.model import Policy

_NEVER_HOLDS = ("its conditions never hold together", "它的条件永远不会同时成立")
_NEVER_RUNS = (
    "where it stands, nothing has happened yet that its deadline is counted from",
    "在它适用的情形里，期限的起算事件都还没有发生",
)
_UNDECIDED = ("no rule offers anything in the cases in which it stands", "在它适用的情形里，没有规则作出任何处理")


def idle_escalations(policy: Policy, evaluator: Evaluator) -> Iterator[Finding]:
    """SP287: an escalation whose conditions never hold together, whose clock cannot have started where they do, or
    that stands only in cases that no rule decides. Every cell of the grid is looked at.
    """
    if not evaluator.standing:
        return
    outcomes = [at for at, rule in enumerate(evaluator.rules) if rule["bands"]]
    deciding = [at for at in outcomes if evaluator.is_for_buyer[at]] or outcomes
    grid = Grid(evaluator, deciding, whole=False, escalations=True)
    for standing in evaluator.standing:
        why = _why_idle(evaluator, grid, deciding, standing)
        if why is not None:
            one = policy.escalations[standing.escalation["id"]]
            yield Finding("SP287", one.place, {"escalation": one.id, "why": why})


def _why_idle(evaluator: Evaluator, grid: Grid, deciding: list[int], standing: Standing) -> tuple[str, str] | None:
    """None if it stands somewhere where its clock may run and a rule decides."""
    holds = runs = False
    for clause in standing.escalation["when"]:
        holds = holds or any(True for _ in _standing_in(evaluator, grid, standing, clause))
        for running in _running(evaluator, standing.escalation["by"], clause):
            for cell in _standing_in(evaluator, grid, standing, running):
                runs = True
                decided = (cell.bits & evaluator.when[at] and not cell.bits & evaluator.unless[at] for at in deciding)
                if not deciding or any(decided):
                    return None
    return _UNDECIDED if runs else _NEVER_RUNS if holds else _NEVER_HOLDS


def _running(evaluator: Evaluator, by: str, clause: Clause) -> Iterator[Clause]:
    """Where the clause holds and an event has happened that the deadline is counted from there."""
    for row in rows_of(evaluator.program, by):
        for event in events_of(row.leaf):
            happened: Clause = {event: [1]} if event in evaluator.axis_index else {}
            where = meeting([clause, row.where, happened])
            if where is not None:
                yield where


def _standing_in(evaluator: Evaluator, grid: Grid, standing: Standing, where: Clause) -> Iterator[Cell]:
    """The possible cells within these classes in which the escalation stands."""
    candidates: Classes = [
        tuple(at for at in classes if at in where.get(axis["id"], classes))
        for axis, classes in zip(evaluator.axes, evaluator.everywhere, strict=True)
    ]
    return (cell for cell in grid.cells(candidates) if standing.holds(cell.bits))
