"""Everything that can be wrong with what a policy decides: its versions, its promises, its rules as a whole."""

from __future__ import annotations

from pathlib import Path

from generator.decisions.analysis import analyse
from generator.decisions.deciding import Decider
from generator.decisions.examples import check_examples
from generator.decisions.versions import History
from generator.finding import Finding, failing
from generator.policy.model import Policy
from generator.policy.published import check_working, load_published


def check_decisions(root: Path, policy: Policy) -> tuple[Finding, ...]:
    """All findings about the decisions of the project in ``root``."""
    published, findings = load_published(root)
    findings += check_working(policy, published)
    if failing(findings):
        return findings
    history = History(policy, published)
    decider = Decider.of(policy)
    return (*findings, *analyse(policy, decider), *check_examples(root, policy, history))
