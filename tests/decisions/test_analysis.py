"""One small policy per mistake: ``analysis/CODE_slug.yaml`` is its section of rules; the comments at its head name the
findings that it must lead to, each with a part of what it says. ``sound_*.yaml`` lead to none.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.decisions.analysis import analyse
from generator.decisions.deciding import Decider
from generator.finding import codes
from generator.policy.load import load_policy
from generator.policy.model import Policy

HERE = Path(__file__).parent
FIXTURES = sorted((HERE / "analysis").glob("*.yaml"))
EXPECTED = re.compile(r"# (?P<code>SP\d{3}) (?P<at>\d+:\d+) (?P<says>.*)")


def policy_with(tmp_path: Path, section: Path) -> Policy:
    folder = tmp_path / "policies"
    shutil.copytree(HERE / "base", folder)
    shutil.copy(section, folder / "returns.yaml")
    policy, findings = load_policy(tmp_path)
    assert policy is not None, [f"{finding.place} {finding.message()}" for finding in findings]
    return policy


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_policy_leads_to_exactly_the_findings_that_its_head_names(path: Path, tmp_path: Path) -> None:
    policy = policy_with(tmp_path, path)

    found = analyse(policy, Decider.of(policy))

    expected = [EXPECTED.match(line) for line in path.read_text(encoding="utf-8").splitlines()]
    wanted = [match for match in expected if match]
    assert [f"{finding.code} {finding.place.line}:{finding.place.column}" for finding in found] == [
        f"{match['code']} {match['at']}" for match in wanted
    ]
    for finding, match in zip(found, wanted, strict=True):
        assert match["says"] in finding.message("en")
        assert finding.message("zh") != finding.message("en")


def test_every_code_of_the_analysis_has_a_policy_that_leads_to_it() -> None:
    named = {path.stem[:5] for path in FIXTURES if path.stem.startswith("SP")}
    assert named == {"SP263", "SP264", "SP265", "SP266", "SP267", "SP268"} & set(codes())
