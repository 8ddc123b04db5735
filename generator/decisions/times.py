"""Time in the grid: which bands can hold together, for clocks that all start at events of their own.

``now <= event + duration`` is the only question that time answers. Durations from one event stand in an order, so
the answers to them make a chain: in time for all, for all but the shortest, ... for none. Where two lengths cannot be
ordered once and for all (five business days and a week), both orders are kept, and a situation in real days decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from generator.decisions.clock import Clock
from generator.decisions.evaluator import Evaluator, Plan, ReadyLeaf
from generator.decisions.program import Leaf

Atom = tuple[str, str]
"""An event and the notation of a duration from it; or ``now`` and a date."""
NOW = "now"
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Span:
    """How long a duration is, in seconds: at least and at most, and what orders it among its like."""

    shortest: int
    longest: int
    unit: str
    number: int

    def surely_ends_by(self, other: Span) -> bool:
        """Whether whoever is in time for this one is in time for the other one."""
        if self.unit == other.unit:
            return self.number <= other.number
        return self.longest <= other.shortest


class Times:
    """The bands that can hold together, in one program."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        self._event_axis = {axis["fact"]: at for at, axis in enumerate(evaluator.axes) if axis["kind"] == "event"}
        self._spans: dict[Atom, Span] = {}
        self._found: dict[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]] = {}

    def bands(self, plan: Plan, classes: Sequence[int]) -> tuple[tuple[int, ...], ...]:
        """Every combination of bands of the timed rules of a cell, each once."""
        own = list(classes)
        ready = [[self.evaluator.leaf(term, own) for term in timed.untils] for timed in plan.timed]
        happened = tuple(classes[at] for at in self._event_axis.values())
        # The same clocks run in many cells.
        key = (happened, *(tuple(map(id, leaves)) for leaves in ready))
        found = self._found.get(key)
        if found is None:
            atoms = sorted({atom for leaves in ready for one in leaves for atom in self._atoms(one.leaf)})
            answers = self._answers(atoms, classes)
            found = tuple(dict.fromkeys(tuple(_first(leaves, met) for leaves in ready) for met in answers))
            self._found[key] = found
        return found

    def _atoms(self, leaf: Leaf) -> Iterator[Atom]:
        match leaf["kind"]:
            case "later_of" | "earlier_of":
                for part in leaf["parts"]:
                    yield from self._atoms(part)
            case "after" | "yearly":
                atom = atom_of(leaf)
                self._spans.setdefault(atom, span_of(leaf, self.evaluator.clock))
                yield atom
            case "day":
                atom = atom_of(leaf)
                number = date(*leaf["day"]).toordinal()
                self._spans.setdefault(atom, Span(number * _DAY, number * _DAY, "day", number))
                yield atom

    def _answers(self, atoms: list[Atom], classes: Sequence[int]) -> Iterator[Mapping[Atom, bool]]:
        """All that the questions can answer together."""
        by_event: dict[str, list[Atom]] = {}
        for atom in atoms:
            by_event.setdefault(atom[0], []).append(atom)
        chains = [self._chain(event, own, classes) for event, own in sorted(by_event.items())]
        for answers in product(*chains):
            yield {atom: is_met for answer in answers for atom, is_met in answer.items()}

    def _chain(self, event: str, atoms: list[Atom], classes: Sequence[int]) -> list[dict[Atom, bool]]:
        axis = self._event_axis.get(event)
        if axis is not None and classes[axis] == 0:
            return [dict.fromkeys(atoms, True)]  # what has not happened leaves all the time there is
        spans = [self._spans[atom] for atom in atoms]
        return [dict(zip(atoms, answer, strict=True)) for answer in _answers(spans)]


def atom_of(leaf: Leaf) -> Atom:
    """The question that one duration or date asks."""
    return (leaf["event"], leaf["text"]) if "event" in leaf else (NOW, leaf["text"])


def span_of(leaf: Leaf, clock: Clock) -> Span:
    """How long a duration is at least and at most."""
    if leaf["kind"] == "yearly":
        return Span(0, 366 * _DAY, f"yearly {leaf['text']}", 0)
    number, unit = leaf["n"], leaf["unit"]
    calendar = leaf.get("calendar", "")
    match unit:
        case "day":
            return Span(number * _DAY, (number + 1) * _DAY - 1, "day", number)
        case "month":
            return Span(28 * number * _DAY, (31 * number + 1) * _DAY - 1, "month", number)
        case "business":
            shortest, longest = clock.business_days(calendar, number, leaf["event"])
            return Span(shortest * _DAY, (longest + 1) * _DAY - 1, f"business {calendar}", number)
        case _:
            if calendar:
                # Open hours: at least as many hours, at most as many open days, closed ones between them.
                _, longest = clock.business_days(calendar, number // 3600 + 2, leaf["event"])
                return Span(number, (longest + 1) * _DAY, f"open {calendar}", number)
            return Span(number, number, "second", number)


def _answers(spans: list[Span]) -> list[tuple[bool, ...]]:
    """Every answer in which who is in time for one is in time for all that surely end later."""
    later = [[at for at, other in enumerate(spans) if other is not one and one.surely_ends_by(other)] for one in spans]
    order = sorted(range(len(spans)), key=lambda at: (spans[at].longest, spans[at].shortest))
    found: list[dict[int, bool]] = [{}]
    # From the longest to the shortest: a shorter one may be met only if all that surely end later are.
    for at in reversed(order):
        longer: list[dict[int, bool]] = []
        for answer in found:
            forced_late = any(answer.get(other) is False for other in later[at])
            earlier_met = any(answer.get(other) and at in later[other] for other in answer)
            if not earlier_met:
                longer.append({**answer, at: False})
            if not forced_late:
                longer.append({**answer, at: True})
        found = longer
    return [tuple(answer[at] for at in range(len(spans))) for answer in found]


def _first(leaves: list[ReadyLeaf], met: Mapping[Atom, bool]) -> int:
    return next((band for band, one in enumerate(leaves) if is_met(one.leaf, met)), len(leaves))


def is_met(leaf: Leaf, met: Mapping[Atom, bool]) -> bool:
    """Whether an act is in time, from the answers to the questions of time."""
    match leaf["kind"]:
        case "later_of":
            return any(is_met(part, met) for part in leaf["parts"])
        case "earlier_of":
            return all(is_met(part, met) for part in leaf["parts"])
        case "after" | "yearly" | "day":
            return met[atom_of(leaf)]
        case _:
            return True
