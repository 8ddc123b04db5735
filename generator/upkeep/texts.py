"""The texts of the policy that stand in both languages, examples among them, for what keeps a project in order."""

from __future__ import annotations

from pathlib import Path

from generator.decisions.examples import read_examples, worded_of
from generator.decisions.versions import History
from generator.finding import Finding, in_order
from generator.policy.load import load_policy
from generator.policy.model import Worded
from generator.policy.published import load_published


def read_worded(root: Path) -> tuple[tuple[Worded, ...], tuple[Finding, ...]]:
    """Every such text by file, and why there is none: a policy or an example that cannot be read."""
    policy, findings = load_policy(root)
    if policy is None:
        return (), findings
    published, _ = load_published(root)
    read = read_examples(root, History(policy, published))
    return (*policy.worded, *worded_of(read.examples)), in_order(read.findings)
