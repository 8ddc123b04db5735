"""An explained decision that grants nothing, or nothing yet."""

from __future__ import annotations

from collections.abc import Iterator

from generator.language.course import is_wait_of_buyer, only_looks
from generator.language.explanation_case import Case, Window
from generator.language.explanation_tongue import Tongue
from generator.language.lookup import find_term
from generator.language.plan import waits_first
from generator.language.say import say_rule
from generator.language.style import Voice
from generator.policy.values import After


def wait(case: Case, tongue: Tongue) -> Iterator[str]:
    """Until when to wait, and what follows; or that we look into it."""
    plan, window = case.plan, case.until()
    if plan is None:
        return
    if only_looks(plan) or not waits_first(plan):
        yield tongue.words["look"]
        if window and window.end and case.act == case.situation.now:
            yield tongue.fill("ends", name=name(case, tongue, window), at=tongue.moment(case, window.end, "at"))
        if case.rule and case.rule.note:
            yield case.rule.note[tongue.lang]
        return
    please = tongue.words["wait_buyer" if is_wait_of_buyer(plan) else "wait_shop"]
    if window and window.end:
        until = tongue.moment(case, window.end, "until")
        leaf = tongue.after(case, window.leaf)
        yield tongue.fill("wait", wait=please, until=until, name=name(case, tongue, window), leaf=leaf)
    else:
        yield tongue.fill("wait_bare", wait=please)
    if missed := case.missed():
        yield _ended(case, tongue, missed)
        return
    yield tongue.fill("then", granted=tongue.next(case, plan))


def name(case: Case, tongue: Tongue, window: Window) -> str:
    """The name of a window inside a sentence."""
    return tongue.called(find_term(case.policy, window.term).name)


def refusal(case: Case, tongue: Tongue, reason: str) -> Iterator[str]:
    """Which windows have ended, and when; or what is never granted, and why."""
    if case.rule is None or case.plan is None:
        return
    ended = [_ended(case, tongue, window) for window in case.windows() if window.end is not None]
    if ended:
        yield reason
        yield tongue.fill("sorry", clause=ended[0])
        yield from ended[1:]
        yield tongue.words["refused.look" if only_looks(case.plan) else f"refused.{case.plan.refused}"]
        return
    told = tongue.plain(say_rule(case.policy, case.rule, tongue.lang, Voice.BUYER))
    yield tongue.fill("sorry", clause=tongue.inside(told))
    if case.rule.note:
        yield case.rule.note[tongue.lang]


def _ended(case: Case, tongue: Tongue, window: Window) -> str:
    """``the return window ended on 10 December 2026, 30 days after delivery``."""
    frame = "why_after" if isinstance(window.leaf, After) else "why"
    why = tongue.fill(frame, leaf=tongue.after(case, window.leaf))
    at = tongue.moment(case, window.end, "at") if window.end else ""
    return tongue.fill("ended", name=name(case, tongue, window), at=at, why=why)
