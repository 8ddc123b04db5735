"""What follows from a policy alone is found once: a run asks for it many times over.

A policy never changes once it is read, so what was found cannot go stale; it goes when other policies have come.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

_Of = TypeVar("_Of")
_Found = TypeVar("_Found")

_POLICIES = 8
"""So many policies are remembered: the whole one, what buyers may see of it, both outside all seasons, an older one."""


def kept(find: Callable[[_Of], _Found]) -> Callable[[_Of], _Found]:
    """The same function, which finds its answer once for each policy, or part of one."""
    answers: list[tuple[_Of, _Found]] = []  # the policy is kept, so no other can be mistaken for it

    @wraps(find)
    def ask(policy: _Of, /) -> _Found:
        if answers and answers[-1][0] is policy:
            return answers[-1][1]
        for at, (known, answer) in enumerate(answers):
            if known is policy:
                answers.append(answers.pop(at))  # what was asked for last goes last
                return answer
        found = find(policy)
        answers[:] = [*answers[1 - _POLICIES :], (policy, found)]
        return found

    return ask
