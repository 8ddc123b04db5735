"""``decide``: what a policy grants in a situation."""

from __future__ import annotations

from generator.decisions.answering import Answerer
from generator.decisions.clock import Clock
from generator.decisions.compiling import compile_policy
from generator.decisions.decision import Decision, ProblemKind
from generator.decisions.evaluator import Evaluator, UnknownEvent
from generator.decisions.program import Program
from generator.decisions.situation import Situation
from generator.decisions.unknown import Supposing
from generator.policy.model import Policy


class Decider:
    """A program, ready to decide any number of situations."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.evaluator = Evaluator(program)
        self._answerer = Answerer(self.evaluator)
        self._supposing: Supposing | None = None

    @classmethod
    def of(cls, policy: Policy) -> Decider:
        return cls(compile_policy(policy))

    @property
    def clock(self) -> Clock:
        return self.evaluator.clock

    def decide(self, situation: Situation) -> Decision:
        """What the policy grants: total and deterministic; with facts missing it says which, and what is possible."""
        pinned = self.evaluator.pinned(situation)
        if pinned is not None:
            try:
                decision = self._answerer.answer(situation, *pinned)
            except UnknownEvent:
                decision = None  # what it is about has to be supposed
            if decision is not None and not self._may_hide_an_event(decision, situation):
                return decision
        if self._supposing is None:
            self._supposing = Supposing(self._answerer)
        return self._supposing.decide(situation)

    def _may_hide_an_event(self, decision: Decision, situation: Situation) -> bool:
        """Whether a calendar that is not published may have ended the answer before it came to an event not told."""
        problems = [part.problem.kind for part in (decision.buyer, decision.seller) if part.problem]
        return ProblemKind.UNPUBLISHED in problems and not situation.events.keys() >= set(
            self.evaluator.program["events"]
        )


def decide(policy: Policy, situation: Situation) -> Decision:
    """What a policy grants in a situation; for many situations keep a ``Decider``."""
    return Decider.of(policy).decide(situation)
