"""The texts beside the pages that stand in both languages, for what keeps a project in order.

Those of the policy, its examples, the settings and the templates.
"""

from __future__ import annotations

from pathlib import Path

from generator.agreement.framed import worded_around
from generator.decisions.examples import read_examples, worded_of
from generator.decisions.versions import History
from generator.finding import Finding, in_order
from generator.policy.load import load_policy
from generator.policy.model import Worded
from generator.policy.published import load_published
from generator.publish.templates import find_overrides


def read_worded(root: Path) -> tuple[tuple[Worded, ...], tuple[Finding, ...]]:
    """Every such text by file, and why there is none: a policy or an example that cannot be read."""
    policy, findings = load_policy(root)
    if policy is None:
        return (), findings
    published, _ = load_published(root)
    read = read_examples(root, History(policy, published))
    around = worded_around(find_overrides(root), root)
    return (*policy.worded, *worded_of(read.examples), *around), in_order(read.findings)
