"""What a stretch of the grid shows of a rule: whether it decides there, which facets it sets, by which rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.decisions.decision import Amount, Decision
from generator.decisions.evaluator import Plan
from generator.decisions.granting import Resolved
from generator.decisions.program import Clause, Leaf, Rule, Tree, is_table


@dataclass(frozen=True, slots=True)
class Stretch:
    """A cell in one stretch of time, with what is granted to the buyer, or towards the seller."""

    classes: tuple[int, ...]
    plan: Plan
    bands: tuple[int, ...]
    resolved: Resolved


Shown = Callable[[Stretch], bool]
"""Whether a stretch shows something."""


def facets_of(rule: Rule, band: int | None) -> dict[str, set[str]]:
    """The facets that a rule sets in a band, each with the terms that it names."""
    layers = [rule["facets"]]
    if band is not None:
        layers += [rule["bands"][band]["facets"], *(one["facets"] for one in rule["bands"][band]["options"])]
    found: dict[str, set[str]] = {}
    for layer in layers:
        for name, text in layer.items():
            terms = found.setdefault(name, set())
            if isinstance(text, str) and text.startswith("$"):
                terms.add(text[1:])
    return found


def paths(
    tree: Tree, path: tuple[str, ...] = (), above: Clause | None = None
) -> Iterator[tuple[tuple[str, ...], Clause, Leaf]]:
    """Every value of a term, with the rows and the classes that lead to it."""
    rows = above or {}
    if not is_table(tree):
        yield path, rows, tree  # type: ignore[misc]  # what is no table is a leaf
        return
    for row in tree["rows"]:
        both: Clause = {axis: [at for at in own if at in rows.get(axis, own)] for axis, own in row["when"].items()}
        if all(both.values()):
            yield from paths(row["value"], (*path, row["row"]), rows | both)


def made_by(at: int, band: int) -> Shown:
    """Whether the rule decides, in this band."""
    return lambda visit: any(one.match.at == at and one.match.band == band for one in visit.resolved.made_by)


def band_of(visit: Stretch, at: int) -> int | None:
    """The band of a rule that could decide, whether or not it is beaten."""
    return next((band for timed, band in zip(visit.plan.timed, visit.bands, strict=True) if timed.at == at), None)


def any_of(at: int) -> Shown:
    """Whether anything rests on the rule."""
    return lambda visit: any(one == at for one in _sources(visit.resolved))


def _sources(resolved: Resolved) -> Iterator[int]:
    yield from (one.match.at for one in resolved.made_by)
    for sets in (resolved.whole, *(facets for _, facets in resolved.options)):
        yield from (source.match.at for one in sets.values() for source in one.sources)


def set_by(at: int, band: int | None, name: str, term: str) -> Shown:
    """Whether the rule sets the facet, in this band, and to this term."""

    def shown(visit: Stretch) -> bool:
        return any(
            source.match.at == at and source.match.band == band and (not term or said.text == f"${term}")
            for sets in (visit.resolved.whole, *(facets for _, facets in visit.resolved.options))
            if (said := sets.get(name)) is not None
            for source in said.sources
        )

    return shown


def has_term(decision: Decision, term: str) -> bool:
    """Whether a decision rests on a term."""
    return any(
        used.term == term for part in (decision.buyer, decision.seller) for why in part.because for used in why.terms
    )


def pays(decision: Decision, amount: int) -> bool:
    """Whether just so much is paid back, in some option."""
    return any(isinstance(one.amount, Amount) and one.amount.high == amount for one in decision.buyer.options)
