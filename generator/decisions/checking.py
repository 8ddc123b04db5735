"""Everything that can be wrong with what a policy decides: its versions, its promises, its rules as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.decisions.analysis import analyse
from generator.decisions.deciding import Decider
from generator.decisions.examples import Example, judge_examples, read_examples
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
    """All findings about the decisions of a policy, and its examples as far as they could be read."""

    findings: tuple[Finding, ...]
    examples: tuple[Example, ...] = ()


def check_decisions(root: Path, policy: Policy, as_of: date) -> Weighed:
    """What is to be said of the decisions of the project in ``root`` on a day."""
    published, findings = load_published(root)
    findings += check_working(policy, published)
    findings += check_promises(policy)
    if any(finding.code == _INEXACT for finding in findings):
        return Weighed(findings)  # a deadline without an end cannot be compiled
    # Each with a decider of its own: what one has worked out is much, and of no use to the next.
    findings += analyse(policy, Decider.of(policy))
    findings += below_floors(policy, Decider.of(policy))
    decider = Decider.of(policy)
    findings += tuple(running_out(policy, decider.program, decider.clock, as_of))
    history = History(policy, published if not failing(findings) else ())
    read = read_examples(root, history)
    return Weighed((*findings, *judge_examples(read, policy, history)), read.examples)
