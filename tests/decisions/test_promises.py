"""Promises that fit badly together: one small policy per mistake, and a sound one just on the other side of it.

``promises/CODE_slug.yaml`` holds the files that join ``promises/base``, each behind ``# file: NAME``; lines are counted
in the fixture itself. The comments at its head name the findings that it leads to, each with a part of what it says.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.decisions.compiling import compile_policy
from generator.decisions.promises import check_promises
from generator.decisions.quantities import Inexact
from generator.finding import LANGUAGES
from generator.policy.load import load_policy
from generator.policy.model import Policy

HERE = Path(__file__).parent
FIXTURES = sorted((HERE / "promises").glob("*.yaml"))
CASES = sorted(path.parent.name for path in (HERE.parent / "cases").glob("*/decisions.yaml"))
EXPECTED = re.compile(r"# (?P<code>SP\d{3}) (?P<at>\d+:\d+) (?P<says>.*)")
FILE = re.compile(r"# file: (?P<name>\w+\.yaml)")
CODES = {"SP269", "SP273", "SP274", "SP275", "SP285", "SP286"}


def policy_of(path: Path, tmp_path: Path) -> Policy:
    """The policy of a fixture; every file keeps the line numbers that it has in there."""
    folder = tmp_path / "policies"
    shutil.copytree(HERE / "promises" / "base", folder)
    parts: dict[str, list[str]] = {}
    name = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if file := FILE.fullmatch(line):
            name = file["name"]
            parts[name] = [""] * (number + 1)
        elif name:
            parts[name].append(line)
    for name, lines in parts.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return load(tmp_path)


def load(root: Path) -> Policy:
    policy, findings = load_policy(root)
    assert policy is not None, [f"{finding.place} {finding.message()}" for finding in findings]
    return policy


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_policy_leads_to_exactly_the_findings_that_its_head_names(path: Path, tmp_path: Path) -> None:
    found = check_promises(policy_of(path, tmp_path))

    wanted = [match for line in path.read_text(encoding="utf-8").splitlines() if (match := EXPECTED.match(line))]
    assert [f"{one.code} {one.place.line}:{one.place.column}" for one in found] == [
        f"{match['code']} {match['at']}" for match in wanted
    ], [one.message() for one in found]
    for finding, match in zip(found, wanted, strict=True):
        assert match["says"] in finding.message("en")
        for lang in LANGUAGES:
            assert finding.hint(lang)
        assert re.search(r"[\u4e00-\u9fff]", finding.message("zh"))


def test_every_code_has_a_bad_policy_and_a_sound_one() -> None:
    bad = {path.stem[:5] for path in FIXTURES if not path.stem.startswith("sound")}
    sound = {path.stem[6:11] for path in FIXTURES if path.stem.startswith("sound")}
    assert bad == sound == CODES


@pytest.mark.parametrize(
    "path", [path for path in FIXTURES if path.stem.startswith("SP269")], ids=lambda path: path.stem
)
def test_what_has_no_exact_end_would_stop_the_compiler(path: Path, tmp_path: Path) -> None:
    with pytest.raises(Inexact):
        compile_policy(policy_of(path, tmp_path))


@pytest.mark.parametrize("case", CASES)
def test_policies_that_were_really_published_give_no_false_alarm(case: str) -> None:
    assert check_promises(load(HERE.parent / "cases" / case)) == ()


@pytest.mark.parametrize("project", ["", "tests/small"])
def test_the_shop_keeps_its_promises(project: str, project_root: Path) -> None:
    assert check_promises(load(project_root / project)) == ()
