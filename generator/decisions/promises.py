"""Promises that fit badly together: each may be sound on its own."""

from __future__ import annotations

from collections.abc import Iterator

from generator.decisions.asking import asked_in_vain
from generator.decisions.calendars import Unpublished
from generator.decisions.compiling import compile_policy
from generator.decisions.currencies import mixed_currencies
from generator.decisions.evaluator import Evaluator
from generator.decisions.idle_escalations import idle_escalations
from generator.decisions.ladders import unfit_ladders
from generator.decisions.parts import Fitting, Said, overrunning
from generator.decisions.quantities import Inexact, exact
from generator.decisions.timeouts import mistimed
from generator.finding import Finding
from generator.policy.lookup import leaves
from generator.policy.model import Policy
from generator.policy.values import After, Duration, EarlierOf, LaterOf, Leaf, Unit


def check_promises(policy: Policy) -> tuple[Finding, ...]:
    """Deadlines without an exact end (SP269), amounts that cannot be compared (SP286), ladders out of order (SP285),
    escalations that stand in no case (SP287), and times that do not fit together: evidence (SP273), staff and buyers
    (SP274), parts and wholes (SP275).

    A policy with SP269 among these cannot be compiled: ``compile_policy`` would raise ``Inexact``.
    """
    found = tuple(inexact(policy))
    if found:
        return found
    program = compile_policy(policy)
    evaluator = Evaluator(program)
    found = (*mixed_currencies(policy), *unfit_ladders(policy, program))
    fitting = Fitting(policy, program, evaluator.clock)
    found += (*overrunning(fitting), *mistimed(fitting), *idle_escalations(policy, evaluator))
    try:
        return found + tuple(asked_in_vain(policy, evaluator))
    except Unpublished:
        return found  # so many business days that no calendar holds them: deciding reports it


def inexact(policy: Policy) -> Iterator[Finding]:
    """SP269: every duration of a term, however deep, that does not end at a point in time."""
    for term in policy.terms.values():
        durations = (one for _, leaf in leaves(term.value) for one in durations_in(leaf))
        for duration in dict.fromkeys(durations):
            try:
                exact(duration)
            except Inexact:
                facts: dict[str, str | Said] = {
                    "value": str(duration),
                    "term": term.id,
                    "why_not": _WHY.get(duration.unit, _SHORTER),
                }
                yield Finding("SP269", term.place, facts, term.id)


def durations_in(leaf: Leaf) -> Iterator[Duration]:
    """The lengths of time that a value is made of."""
    match leaf:
        case Duration():
            yield leaf
        case After(duration=duration):
            yield duration
        case LaterOf(parts=parts) | EarlierOf(parts=parts):
            for part in parts:
                yield from durations_in(part)


_WHY: dict[Unit, Said] = {
    Unit.BUSINESS_DAY: ("a business day is counted as a whole", "工作日按整天计算"),
    Unit.MONTH: ("months are of different lengths", "各月的天数不同"),
    Unit.YEAR: (
        "it is no whole number of months, and months are of different lengths",
        "折合的月数不是整数，而各月的天数不同",
    ),
}
_SHORTER: Said = ("no time shorter than a second is counted", "计时以秒为最小单位")
