"""Which events come before which others: nobody has to write it down, the policy says it already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.decisions.clock import NOT_YET, Moment
from generator.decisions.locating import locator
from generator.decisions.program import Program
from generator.decisions.situation import Situation


def earlier_events(program: Program) -> dict[str, list[str]]:
    """For each event those that are never after it.

    What picks the version of every section, the order, comes before all. Where it is impossible that one has happened
    and another has not, the other comes before it.
    """
    kinds = {axis["id"]: axis["kind"] for axis in program["axes"]}
    begins = {section["applies_by"] for section in program["sections"]}
    found = {event: set(begins - {event} if len(begins) == 1 else ()) for event in program["events"]}
    for clause in program["impossible"]:
        happened = {axis: fit == [1] for axis, fit in clause.items() if kinds[axis] == "event"}
        if len(happened) == len(clause) == 2 and len(set(happened.values())) == 2:
            late, early = sorted(happened, key=lambda event: not happened[event])
            found[late].add(early)
    return {event: sorted(those) for event, those in found.items() if those}


def contradictions(
    events: Mapping[str, Moment], now: Moment, earlier: Mapping[str, list[str]]
) -> Iterator[tuple[str, str]]:
    """Each event that cannot have been on its day, with the other that it is on the wrong side of, or itself: it is to
    come. Of a day nobody asks in which order things happened.
    """
    for event, moment in events.items():
        if moment is NOT_YET:
            continue
        if moment.day > now.day:
            yield event, event
        for other in earlier.get(event, ()):
            if other in events and (events[other] is NOT_YET or events[other].day > moment.day):
                yield event, other


def unfitting(program: Program, situation: Situation) -> Iterator[tuple[str, str]]:
    """Each fact that cannot be what is told of it, with the other fact or event beside which it cannot.

    That is what the policy declares impossible, as far as all of it is told; events alone are ``contradictions``.
    """
    axes = {axis["id"]: axis for axis in program["axes"]}
    for clause in program["impossible"]:
        own = [axes[id] for id in clause]
        facts = [axis["fact"] for axis in own if axis["kind"] not in _OF_EVENTS]
        events = [axis["fact"] for axis in own if axis["kind"] in _OF_EVENTS]
        others = [name for name in (*events, *facts) if name != facts[0]] if facts else []
        if others and all(set(locator(axis)(situation)) <= set(clause[axis["id"]]) for axis in own):
            yield facts[0], others[0]


_OF_EVENTS = ("event", "season")
