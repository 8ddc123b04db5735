"""Time in the grid: which bands can hold together, for clocks that all start at events of their own.

``now <= event + duration`` is the only question that time answers. Durations from one event stand in an order, so
the answers to them make a chain: in time for all, for all but the shortest, ... for none. Where two lengths cannot be
ordered once and for all (five business days and a week), both orders are kept, and a situation in real days decides.

Where another event than ``now`` must meet a deadline (``met_by``), it asks in a chain of its own. It was no later than
``now``: what ``now`` meets, it has met.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from generator.decisions.clock import Clock
from generator.decisions.evaluator import Evaluator, Plan, ReadyLeaf
from generator.decisions.program import Leaf

Atom = tuple[str, str, str]
"""An event and the notation of a duration from it, or ``now`` and a date; and what must meet it: ``now``, an event."""
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
        self._found: dict[tuple[tuple[object, ...], ...], tuple[tuple[int, ...], ...]] = {}

    def bands(self, plan: Plan, classes: Sequence[int]) -> tuple[tuple[int, ...], ...]:
        """Every combination of bands of the timed rules of a cell, each once."""
        own = list(classes)
        ready = [[self.evaluator.leaf(term, own) for term in timed.untils] for timed in plan.timed]
        acts = [[self._act(timed.act(band), classes) for band in range(len(timed.untils))] for timed in plan.timed]
        happened = tuple(classes[at] for at in self._event_axis.values())
        # The same clocks run in many cells.
        key = (happened, tuple(map(tuple, acts)), *(tuple(map(id, leaves)) for leaves in ready))
        found = self._found.get(key)
        if found is None:
            bands = [list(zip(leaves, mine, strict=True)) for leaves, mine in zip(ready, acts, strict=True)]
            atoms = sorted({atom for rule in bands for one, act in rule for atom in self._atoms(one.leaf, act)})
            answers = self._answers(atoms, classes)
            found = tuple(dict.fromkeys(tuple(_first(rule, met) for rule in bands) for met in answers))
            self._found[key] = found
        return found

    def _act(self, act: str | None, classes: Sequence[int]) -> str:
        """What must meet a band: ``now`` where the event has not happened."""
        axis = self._event_axis.get(act or "")
        return act if act and (axis is None or classes[axis]) else NOW

    def _atoms(self, leaf: Leaf, act: str) -> Iterator[Atom]:
        match leaf["kind"]:
            case "later_of" | "earlier_of":
                for part in leaf["parts"]:
                    yield from self._atoms(part, act)
            case "after" | "yearly":
                atom = atom_of(leaf, act)
                self._spans.setdefault(atom, span_of(leaf, self.evaluator.clock))
                yield atom
            case "day":
                atom = atom_of(leaf, act)
                number = date(*leaf["day"]).toordinal()
                self._spans.setdefault(atom, Span(number * _DAY, number * _DAY, "day", number))
                yield atom

    def _answers(self, atoms: list[Atom], classes: Sequence[int]) -> Iterator[Mapping[Atom, bool]]:
        """All that the questions can answer together."""
        by_event: dict[tuple[str, str], list[Atom]] = {}
        for atom in atoms:
            by_event.setdefault((atom[0], atom[2]), []).append(atom)
        chains = [self._chain(event, own, classes) for (event, _), own in sorted(by_event.items())]
        surely = list(self._met_before(by_event))
        for answers in product(*chains):
            met = {atom: is_met for answer in answers for atom, is_met in answer.items()}
            if all(met[act] or not met[now] for now, act in surely):
                yield met

    def _met_before(self, by_event: Mapping[tuple[str, str], list[Atom]]) -> Iterator[tuple[Atom, Atom]]:
        """Questions of ``now``, each with one of an act before it that is surely met if ``now`` meets the first."""
        for (event, act), own in by_event.items():
            for now in by_event.get((event, NOW), ()) if act != NOW else ():
                yield from ((now, one) for one in own if self._spans[now].surely_ends_by(self._spans[one]))

    def _chain(self, event: str, atoms: list[Atom], classes: Sequence[int]) -> list[dict[Atom, bool]]:
        axis = self._event_axis.get(event)
        if axis is not None and classes[axis] == 0:
            return [dict.fromkeys(atoms, True)]  # what has not happened leaves all the time there is
        if event == atoms[0][2] != NOW:
            return [dict.fromkeys(atoms, True)]  # what is counted from the act itself cannot be late for it
        spans = [self._spans[atom] for atom in atoms]
        return [dict(zip(atoms, answer, strict=True)) for answer in _answers(spans)]


def atom_of(leaf: Leaf, act: str = NOW) -> Atom:
    """The question that one duration or date asks."""
    return leaf.get("event", NOW), leaf["text"], act


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


def _first(bands: list[tuple[ReadyLeaf, str]], met: Mapping[Atom, bool]) -> int:
    return next((band for band, (one, act) in enumerate(bands) if is_met(one.leaf, met, act)), len(bands))


def is_met(leaf: Leaf, met: Mapping[Atom, bool], act: str = NOW) -> bool:
    """Whether an act is in time, from the answers to the questions of time."""
    match leaf["kind"]:
        case "later_of":
            return any(is_met(part, met, act) for part in leaf["parts"])
        case "earlier_of":
            return all(is_met(part, met, act) for part in leaf["parts"])
        case "after" | "yearly" | "day":
            return met[atom_of(leaf, act)]
        case _:
            return True
