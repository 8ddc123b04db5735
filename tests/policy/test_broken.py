"""One broken policy per mistake: ``broken/CODE_slug.yaml`` says in its first line which file of a sound project it
replaces (or joins), and the one finding that it must lead to.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from generator.finding import LANGUAGES, code, codes
from generator.policy.load import load_policy

HERE = Path(__file__).parent
BROKEN = sorted((HERE / "broken").glob("*.yaml"))
HEADER = re.compile(r"# (?P<file>[a-z]+\.yaml): (?P<code>SP\d{3}) (?P<line>\d+):(?P<column>\d+)\n")
ELSEWHERE = {
    # Their bytes or files cannot stand in a golden YAML file: test_source.py and test_files.py break these.
    *("SP101", "SP102", "SP103", "SP104", "SP105", "SP106", "SP107", "SP108"),
    *("SP219", "SP259"),
}


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_policy_leads_to_exactly_its_finding(path: Path, tmp_path: Path) -> None:
    """The finding has its code and its place, and nothing follows from the same mistake."""
    header = HEADER.match(path.read_text(encoding="utf-8"))
    assert header is not None
    shutil.copytree(HERE / "shape", tmp_path / "project")
    shutil.copy(path, tmp_path / "project" / "policies" / header["file"])

    policy, findings = load_policy(tmp_path / "project")

    assert policy is None
    expected = f"policies/{header['file']}:{header['line']}:{header['column']} {header['code']}"
    assert [f"{finding.place} {finding.code}" for finding in findings] == [expected]
    for lang in LANGUAGES:
        said = findings[0].message(lang) + findings[0].hint(lang)
        assert "{}" not in said
        assert said.isascii() or lang == "zh" or not path.read_text(encoding="utf-8").isascii()


def test_every_code_of_this_room_has_a_broken_policy() -> None:
    """A check without a known-bad fixture might never fail."""
    covered = {path.stem[:5] for path in BROKEN} | ELSEWHERE
    of_this_room = {id for id in codes() if "SP101" <= id <= "SP139" or "SP201" <= id <= "SP260"} | {"SP295"}
    assert of_this_room == covered


@pytest.mark.parametrize("id", [id for id in codes() if "SP101" <= id <= "SP260"])
def test_a_page_explains_its_code_in_both_languages(id: str) -> None:
    page = code(id)
    for texts in (page.title, page.message, page.hint, page.why):
        assert set(texts) == set(LANGUAGES)
        assert all(text.strip() for text in texts.values())
        assert re.search(r"[\u4e00-\u9fff]", texts["zh"])
    for texts in (page.message, page.hint):
        assert set(re.findall(r"(?<!\{)\{(\w+)\}", texts["en"])) == set(re.findall(r"(?<!\{)\{(\w+)\}", texts["zh"]))
    assert page.wrong != page.right
