"""Everything that can be wrong with what a policy decides: its versions, its promises, its rules as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.decisions.analysis import analyse
from generator.decisions.clock import Clock
from generator.decisions.compiling import compile_policy
from generator.decisions.deciding import Decider
from generator.decisions.decision import Part
from generator.decisions.examples import Example, decide_examples, judge_examples, read_examples
from generator.decisions.floors import below_floors
from generator.decisions.promises import check_promises
from generator.decisions.turning import running_out
from generator.decisions.versions import History
from generator.finding import Finding, failing
from generator.policy.model import Policy
from generator.policy.published import check_working, load_published

_INEXACT = "SP269"


@dataclass(frozen=True, slots=True)
class Weighed:
    """All findings about the decisions of a policy, and its examples as far as they could be read.

    ``answers`` are what the policy of today decides in each example; None where another version has decided.
    """

    findings: tuple[Finding, ...]
    examples: tuple[Example, ...] = ()
    answers: tuple[Part | None, ...] = ()


def check_decisions(root: Path, policy: Policy, as_of: date) -> Weighed:
    """What is to be said of the decisions of the project in ``root`` on a day."""
    published, findings = load_published(root)
    findings += check_working(policy, published)
    findings += check_promises(policy)
    if any(finding.code == _INEXACT for finding in findings):
        return Weighed(findings)  # a deadline without an end cannot be compiled
    # Each with a decider of its own: what one has worked out is much, and of no use to the next.
    program = compile_policy(policy)
    findings += analyse(policy, Decider(program))
    findings += below_floors(policy, Decider(program))
    findings += tuple(running_out(policy, program, Clock(program), as_of))
    history = History(policy, published if not failing(findings) else ())
    read = read_examples(root, history)
    rulings = decide_examples(read, history)
    findings = (*findings, *judge_examples(read, policy, rulings))
    # Among several versions the newest knows the facts of all, and may ask for one that today's policy has no more.
    is_today = history.program == program
    answers = [
        ruling.decision.main if is_today and ruling.policy is history.newest.policy and not ruling.is_open else None
        for ruling in rulings
    ]
    return Weighed(findings, read.examples, tuple(answers))
