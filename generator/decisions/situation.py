"""A situation: the facts and events of one item of one order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.decisions.clock import Moment
from generator.policy.values import Money


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known, by the names of the policy; what is not there is not known.

    ``words`` are values and regions, ``flags`` sets of flags (an empty one says that none holds), ``amounts`` money.
    An event is a moment, or ``NOT_YET``. ``now`` is the moment of the act, where nothing says when that was.
    """

    words: Mapping[str, str]
    flags: Mapping[str, frozenset[str]]
    amounts: Mapping[str, Money]
    events: Mapping[str, Moment]
    now: Moment

    def has(self, fact: str) -> bool:
        """Whether anything is known of a fact."""
        return fact in self.words or fact in self.flags or fact in self.amounts
