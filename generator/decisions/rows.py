"""The rows of terms: each value with the situations in which it holds, and whether several can hold together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from generator.decisions.program import Clause, Leaf, Program, Tree, is_table


@dataclass(frozen=True, slots=True)
class Row:
    """A value of a term, and the classes of the axes in which it holds."""

    leaf: Leaf
    where: Clause


def rows_of(program: Program, term: str) -> tuple[Row, ...]:
    """The values of a term that some situation can have, in the order of its rows."""
    return tuple(row for row in _below(program["terms"][term], {}) if can_be(row.where, program))


def _below(tree: Tree, where: Clause) -> Iterator[Row]:
    if not is_table(tree):
        yield Row(cast(Leaf, tree), where)
        return
    for row in tree["rows"]:
        both = meeting([where, row["when"]])
        if both is not None:
            yield from _below(row["value"], both)


def meeting(clauses: Sequence[Clause]) -> Clause | None:
    """Where all of these hold; None if they never do together.

    >>> meeting([{"region": [0, 1]}, {"region": [1, 2], "flags.sale": [1]}]), meeting([{"flag": [0]}, {"flag": [1]}])
    ({'region': [1], 'flags.sale': [1]}, None)
    """
    found: Clause = {}
    for clause in clauses:
        for axis, classes in clause.items():
            found[axis] = [at for at in classes if at in found.get(axis, classes)]
            if not found[axis]:
                return None
    return found


def can_be(where: Clause, program: Program) -> bool:
    """Whether no combination that is declared impossible takes in all of it."""
    return not takes_in(program["impossible"], where)


def takes_in(clauses: Sequence[Clause], where: Clause) -> bool:
    """Whether one of the clauses holds everywhere where this one does."""
    return any(
        all(axis in where and set(where[axis]) <= set(classes) for axis, classes in clause.items())
        for clause in clauses
    )
