"""The turn of the year: deadlines of today that run past the last day whose public holidays are published.

From then on ``decide`` has no date for such a case, and says so (SP261). Here it is told before the first case comes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.decisions.calendars import Unpublished
from generator.decisions.clock import Clock, Moment
from generator.decisions.evaluator import events_of
from generator.decisions.program import Program
from generator.decisions.rows import rows_of
from generator.finding import Finding
from generator.policy.model import Policy


def running_out(policy: Policy, program: Program, clock: Clock, as_of: date) -> Iterator[Finding]:
    """SP288: every term of which a value, counted from ``as_of``, ends where no calendar is published yet."""
    today = Moment(as_of.toordinal())
    for term in policy.terms.values():
        for row in rows_of(program, term.id):
            try:
                clock.ends(row.leaf)(dict.fromkeys(events_of(row.leaf), today), today)
            except Unpublished as gap:
                facts = {"term": term.id, "value": row.leaf["text"], "day": as_of.isoformat(), "country": gap.country}
                facts |= {"year": str(gap.year), "last": str(gap.last)}
                yield Finding("SP288", term.place, facts, term.id)
                break
