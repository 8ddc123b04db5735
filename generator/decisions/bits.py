"""Conditions and precedence as bits: a clause has one, and so has a rule."""

from __future__ import annotations

from generator.decisions.program import Axis, Clause


def masks_of(axis: Axis, clauses: list[Clause]) -> list[int]:
    """For each class of an axis the bits of the clauses that it does not rule out."""
    size = {"flag": 2, "money": len(axis.get("cuts", [])) + 1}.get(axis["kind"], len(axis["values"]))
    found = [0] * size
    for bit, clause in enumerate(clauses):
        for at in clause.get(axis["id"], range(size)):
            found[at] |= 1 << bit
    return found


def transitive(over: list[list[int]]) -> list[int]:
    """For each rule the bits of those that it is over, and of those that they are over."""
    found = [sum(1 << at for at in direct) for direct in over]
    changed = True
    while changed:
        changed = False
        for at, direct in enumerate(over):
            more = found[at]
            for below in direct:
                more |= found[below]
            changed |= more != found[at]
            found[at] = more
    return found
