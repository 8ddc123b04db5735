"""What follows from a policy alone is found once: a run asks for the plan of a rule many times over.

A policy never changes once it is read, so its answers cannot go stale; they go when other policies have come.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from generator.policy.kept import kept
from generator.policy.model import Policy, Rule

_Kept = TypeVar("_Kept")
_More = ParamSpec("_More")


def remembered(
    find: Callable[Concatenate[Policy, Rule, _More], _Kept],
) -> Callable[Concatenate[Policy, Rule, _More], _Kept]:
    """The same function, which finds each answer once for a policy and a rule, and any further plain arguments."""

    @kept
    def answers_of(_: Policy) -> dict[object, tuple[Rule, _Kept]]:
        return {}

    @wraps(find)
    def ask(policy: Policy, rule: Rule, /, *more: _More.args, **named: _More.kwargs) -> _Kept:
        answers = answers_of(policy)
        key = (id(rule), more, *named.values())
        known = answers.get(key)
        if known is None:
            known = answers[key] = rule, find(policy, rule, *more, **named)  # the rule is kept, and with it its id
        return known[1]

    return ask
