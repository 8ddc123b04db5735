"""``within``: deadlines that are parts of other deadlines."""

from __future__ import annotations

from collections.abc import Mapping

from generator.policy.circles import circles_in
from generator.policy.facets import TermKind
from generator.policy.shape import Report
from generator.policy.terms import PlacedTerm
from generator.policy.values import Duration

_WITHIN = "within"
_FITS = ("a deadline", "一个期限")


def check_parts(terms: Mapping[str, PlacedTerm], report: Report) -> None:
    """Both the part and the whole end at a point in time, and none is a part of itself."""
    for placed in terms.values():
        if placed.term.within:
            _check_deadline(placed, placed, 0, report)
        for at, ref in enumerate(placed.term.within):
            whole = terms.get(ref.term)
            if whole is not None:
                _check_deadline(whole, placed, at, report)
    _check_circles(terms, report)


def _check_deadline(term: PlacedTerm, part: PlacedTerm, at: int, report: Report) -> None:
    for leaf, place in term.leaves:
        if isinstance(leaf, Duration):
            report.add("SP224", place, text=str(leaf), use=(_WITHIN, _WITHIN))
            return
        if not TermKind.DEADLINE.takes(leaf):
            ref = part.term.within[at]
            report.add("SP230", ref.place, term=f"${term.term.id}", facet=_WITHIN, fits=_FITS)
            return


def _check_circles(terms: Mapping[str, PlacedTerm], report: Report) -> None:
    wholes = {id: tuple(ref.term for ref in placed.term.within) for id, placed in terms.items()}
    for circle in circles_in(wholes):
        place = next(ref.place for ref in terms[circle[-2]].term.within if ref.term == circle[-1])
        report.add("SP237", place, circle=" → ".join(circle))
