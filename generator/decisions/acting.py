"""When the act was: the moment that must meet the end of a band.

That is ``now``, until what a rule is ``met_by`` is told in the situation: who asked in time has asked in time, whenever
the question is decided.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.decisions.clock import NOT_YET, Moment
from generator.decisions.program import Rule


def acts_of(rule: Rule) -> tuple[str | None, ...]:
    """For each band with an ``until`` the event that must meet it; None where ``now`` must."""
    return tuple(band.get("by") for band in rule["bands"] if "until" in band)


def moment_of(act: str | None, events: Mapping[str, Moment], now: Moment) -> Moment:
    """The moment of the act."""
    told = events.get(act) if act else None
    return now if told is None or told is NOT_YET else told
