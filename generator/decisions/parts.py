"""Deadlines that do not fit into those that they are parts of, as the policy declares it: ``within``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from generator.decisions.clock import Clock, End
from generator.decisions.closing import closes_a_case, evidence_windows
from generator.decisions.evaluator import events_of
from generator.decisions.overruns import Counter, Overrun
from generator.decisions.program import Clause, Escalation, Leaf, Program
from generator.decisions.rows import can_be, meeting, rows_of, takes_in
from generator.finding import Finding, Place
from generator.policy.model import Policy, TermRef

Said = tuple[str, str]
"""The same in English and Chinese."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """Values of one situation whose parts can end after the whole."""

    parts: Sequence[Leaf]
    whole: Leaf
    overrun: Overrun


class Fitting:
    """Compares the deadlines of one policy."""

    def __init__(self, policy: Policy, program: Program, clock: Clock) -> None:
        self.policy = policy
        self.program = program
        self.clock = clock
        self.counter = Counter(program, clock)

    def misfit(self, parts: Sequence[str], whole: str, one: Escalation | None = None) -> Misfit | None:
        """The first values of these terms, by the rows of the whole, that do not fit; None if all fit everywhere, or
        at least where the escalation stands.
        """
        for clause in one["when"] if one else [{}]:
            found = self._misfit_in(parts, whole, clause, one["unless"] if one else [])
            if found is not None:
                return found
        return None

    def _misfit_in(self, parts: Sequence[str], whole: str, clause: Clause, unless: Sequence[Clause]) -> Misfit | None:
        for row in rows_of(self.program, whole):
            beside = [
                [one for one in rows_of(self.program, part) if meeting([row.where, one.where]) is not None]
                for part in parts
            ]
            for chosen in product(*beside):
                where = meeting([clause, row.where, *(one.where for one in chosen)])
                if where is not None and can_be(where, self.program) and not takes_in(unless, where):
                    leaves = [one.leaf for one in chosen]
                    overrun = self.counter.overrun(leaves, row.leaf)
                    if overrun is not None:
                        return Misfit(leaves, row.leaf, overrun)
        return None

    def events(self, term: str) -> set[str]:
        """The events that a term is counted from in any of its rows."""
        return {event for row in rows_of(self.program, term) for event in events_of(row.leaf)}

    def times(self, misfit: Misfit) -> dict[str, Said]:
        """When it starts and ends in the worst case, for a message."""
        overrun = misfit.overrun
        return {
            "event": (overrun.event, overrun.event),
            "start": self._told(End(overrun.start.day, overrun.start.at)),
            "late": self._told(overrun.late),
            "due": self._told(overrun.due),
        }

    def _told(self, end: End) -> Said:
        if end.is_open:
            return ("never", "永不")
        day = date.fromordinal(end.day).isoformat()
        text = day if end.at is None else f"{self.clock.local(end.at):%Y-%m-%d %H:%M}"
        return (text, text)


def overrunning(fitting: Fitting) -> Iterator[Finding]:
    """The terms that can end after one that they are ``within``: alone, or one after the other.

    SP273 if buyers are told the part and the whole ends what evidence can bring about: an escalation declines then, or
    a rule that asks for evidence grants its last. Else SP274 if one of the two is for the staff alone, and SP275 if
    both are for the same readers. Parts that only in a row take longer are SP273 where the last of them is counted from
    another event than such an end, for that is how long it takes to be asked; else SP275.
    """
    ending = {*closes_a_case(fitting.policy), *evidence_windows(fitting.policy, fitting.program)}
    by_whole: dict[str, list[tuple[str, TermRef]]] = {}
    for term in fitting.policy.terms.values():
        for ref in term.within:
            by_whole.setdefault(ref.term, []).append((term.id, ref))
    for whole, parts in by_whole.items():
        alone = [_alone(fitting, part, whole, ref.place, ending) for part, ref in parts]
        yield from (finding for finding in alone if finding)
        if not any(alone) and len({event for part, _ in parts for event in fitting.events(part)}) > 1:
            yield from _in_a_row(fitting, parts, whole, ending)


def _alone(fitting: Fitting, part: str, whole: str, place: Place, ending: set[str]) -> Finding | None:
    misfit = fitting.misfit([part], whole)
    if misfit is None:
        return None
    terms = fitting.policy.terms
    if terms[part].public and whole in ending:
        return asked_too_late(fitting, misfit, [part], whole, place)
    if terms[part].public is terms[whole].public:
        return too_long(fitting, misfit, [part], whole, place)
    return staff_too_late(fitting, misfit, part, whole, place)


def _in_a_row(
    fitting: Fitting, parts: Sequence[tuple[str, TermRef]], whole: str, ending: set[str]
) -> Iterator[Finding]:
    own = [part for part, _ in parts]
    misfit = fitting.misfit(own, whole)
    if misfit is None:
        return
    asked = [ref for part, ref in parts if not fitting.events(part) & fitting.events(whole)]
    if asked and whole in ending and all(fitting.policy.terms[part].public for part in own):
        yield asked_too_late(fitting, misfit, own, whole, asked[-1].place)
    else:
        yield too_long(fitting, misfit, own, whole, fitting.policy.terms[whole].place)


def asked_too_late(fitting: Fitting, misfit: Misfit, parts: Sequence[str], whole: str, place: Place) -> Finding:
    """SP273: the time for evidence ends when nothing can come of it any more."""
    said, (english, chinese) = fitting.times(misfit), _told(misfit, parts)
    ends = misfit.whole["text"]
    why = (
        f'{english} can end after {whole}, "{ends}", from which on nothing is granted: counted from '
        f'"{said["event"][0]}" on {said["start"][0]}, one ends {said["late"][0]}, the other {said["due"][0]}',
        f"{chinese} 可能晚于 {whole}（“{ends}”），而此后不再给予任何处理："
        f"若“{said['event'][1]}”在 {said['start'][1]}，前者 {said['late'][1]} 到期，后者 {said['due'][1]} 就到期",
    )
    mend = (f"Shorten {parts[-1]} or lengthen {whole}.", f"请缩短 {parts[-1]} 或延长 {whole}。")
    return Finding("SP273", place, {"why": why, "mend": mend}, parts[-1])


def staff_too_late(fitting: Fitting, misfit: Misfit, part: str, whole: str, place: Place) -> Finding:
    """SP274: what staff keep to does not fit what buyers are told."""
    facts = {"part": part, "value": misfit.parts[0]["text"], "whole": whole, "promised": misfit.whole["text"]}
    return Finding("SP274", place, {**facts, **fitting.times(misfit)}, part)


def too_long(fitting: Fitting, misfit: Misfit, parts: Sequence[str], whole: str, place: Place) -> Finding:
    """SP275: the parts, alone or in a row, take longer than the whole."""
    facts: dict[str, str | Said] = {"whole": whole, "promised": misfit.whole["text"], **fitting.times(misfit)}
    return Finding("SP275", place, {"parts": _told(misfit, parts), **facts}, whole)


def _told(misfit: Misfit, parts: Sequence[str]) -> Said:
    """The parts with their values."""
    pairs = [(part, leaf["text"]) for part, leaf in zip(parts, misfit.parts, strict=True)]
    return " + ".join(f'{part} "{text}"' for part, text in pairs), "、".join(f"{part}“{text}”" for part, text in pairs)
