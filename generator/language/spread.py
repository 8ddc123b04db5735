"""A term that is a table, as a sentence needs it: the value for most cases, and the rows that differ from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.finding import Place
from generator.language.lookup import find_group, find_term, leaves, narrowed
from generator.language.plan import Plan
from generator.language.situation import Situation, sort_clause
from generator.language.speaker import Speaker
from generator.policy.model import Clause, Facet, Label, Table, TermRef, Test
from generator.policy.values import After, Leaf

MOST = 4
"""A table that differs in more ways than this is called by its name, not spelt out inside a sentence."""


@dataclass(frozen=True, slots=True)
class Spread:
    """``base`` is the value of the rows without a coordinate, None where every row has one; ``axis`` the outermost."""

    axis: str
    base: Leaf | None
    rows: tuple[tuple[Clause, Leaf], ...]

    @property
    def is_pair(self) -> bool:
        """Whether two rows are all there is, so that both can stand in the place of the value."""
        return self.base is None and len(self.rows) == 2

    def is_rest(self, row: Clause) -> bool:
        """Whether a row holds what others, more closely described, leave over."""
        said = {(test.axis, test.values) for test in row}
        return any(len(other) > len(row) and said <= {(t.axis, t.values) for t in other} for other, _ in self.rows)

    @property
    def is_small(self) -> bool:
        return len(self.rows) <= MOST


def spread_term(speaker: Speaker, id: str) -> Leaf | Spread:
    """The value of a term as far as the situation settles it; rows with one value are put together."""
    value = narrowed(speaker.policy, find_term(speaker.policy, id).value, speaker.known)
    if not isinstance(value, Table):
        return value
    rows = list(leaves(value))
    if len({leaf for _, leaf in rows}) == 1:
        return rows[0][1]
    base = next((leaf for path, leaf in rows if not path), None)
    groups: dict[tuple[tuple[tuple[str, str], ...], str, Leaf], list[str]] = {}
    for path, leaf in rows:
        if path and leaf != base:
            groups.setdefault((path[:-1], path[-1][0], leaf), []).append(path[-1][1])
    return Spread(
        value.axis,
        base,
        tuple(
            ((*(_test(axis, (key,)) for axis, key in start), _test(last, tuple(keys))), leaf)
            for (start, last, leaf), keys in groups.items()
        ),
    )


def differs_for_some(speaker: Speaker, id: str) -> bool:
    """Whether the value that is said of a term is only that of most cases: then nobody may take it for their own."""
    spread = spread_term(speaker, id)
    return isinstance(spread, Spread) and spread.base is not None and spread.is_small and not speaker.is_brief


def situation_of(speaker: Speaker, row: Clause) -> Situation:
    """The coordinates of a row, sorted as a situation is."""
    return sort_clause(speaker.policy, row)


def divided_in(speaker: Speaker, spread: Spread, row: Clause) -> tuple[Label, ...]:
    """The names of the groups in a row of which some members have rows of their own."""
    found = []
    for test in row:
        own = {value for other, _ in spread.rows for t in other if t.axis == test.axis for value in t.values}
        for value in test.values:
            group = find_group(speaker.policy, test.axis, value)
            if group is not None and group.label is not None and own & set(group.members):
                found.append(group.label)
    return tuple(found)


def tables_in(speaker: Speaker, plan: Plan) -> tuple[tuple[str, Spread], ...]:
    """The terms of a rule that differ by case, in the order in which its sentences name them."""
    refs = [stretch.until.term for stretch in plan.stretches if stretch.until]
    facets: list[Facet] = [f for stretch in plan.stretches for o in stretch.outcomes for f in o.facets]
    refs.extend(_terms((*facets, *plan.shared)))
    found = ((id, spread_term(speaker, id)) for id in dict.fromkeys(refs))
    return tuple((id, spread) for id, spread in found if isinstance(spread, Spread))


def share_clock(speaker: Speaker, one: TermRef, two: TermRef) -> bool:
    """Whether two deadlines are durations in the same unit from the same event, in most cases at least."""
    first, second = (_usual(spread_term(speaker, ref.term)) for ref in (one, two))
    if not (isinstance(first, After) and isinstance(second, After)):
        return False
    return (first.event, first.duration.unit) == (second.event, second.duration.unit)


def _usual(spread: Leaf | Spread) -> Leaf | None:
    if not isinstance(spread, Spread):
        return spread
    return spread.base if spread.is_small else None


def _terms(facets: Iterable[Facet]) -> Iterable[str]:
    return (facet.value.term for facet in facets if isinstance(facet.value, TermRef))


def _test(axis: str, keys: tuple[str, ...]) -> Test:
    return Test(axis, keys, Place(""))
