"""The buyer pages of this very project, written once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from generator.finding import Finding
from generator.policy.load import load_policy
from generator.policy.model import Policy
from generator.policy.projection import buyer_projection
from generator.publish.buyer import write_buyer


@dataclass(frozen=True)
class Site:
    """The folder, what it was made from, and what was found on the way."""

    folder: Path
    policy: Policy
    findings: tuple[Finding, ...]

    def text(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def pages(self) -> tuple[str, ...]:
        return tuple(str(path.relative_to(self.folder)) for path in sorted(self.folder.rglob("*.html")))


@pytest.fixture(scope="session")
def whole(project_root: Path) -> Policy:
    policy, findings = load_policy(project_root)
    assert policy is not None, findings
    return policy


@pytest.fixture(scope="session")
def site(project_root: Path, whole: Policy, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("buyer")
    policy = buyer_projection(whole)
    findings = write_buyer(policy, folder, overrides=project_root / "overrides", as_of=date(2026, 12, 5))
    return Site(folder, policy, findings)
