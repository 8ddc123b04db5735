"""Files on disk: links, sizes, names, and what a broken one hides."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from generator.finding import Finding
from generator.policy.files import unwritable
from generator.policy.load import load_policy
from generator.policy.source import LARGEST, read_bytes, read_yaml

HERE = Path(__file__).parent


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the small, sound project."""
    return Path(shutil.copytree(HERE / "shape", tmp_path / "project"))


def _said(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{finding.place} {finding.code}" for finding in findings]


def test_of_a_copy_without_room_the_file_is_named_that_could_not_be_written(tmp_path: Path) -> None:
    """And not the one that was read, which may belong to a theme."""
    error = OSError(28, "No space left on device", "/theme/main.css", None, str(tmp_path / "site/main.css"))
    assert _said((unwritable(error, tmp_path),)) == ["site/main.css:1:1 SP901"]


def test_a_missing_file_is_a_finding(project: Path) -> None:
    node, findings = read_yaml(project, "policies/none.yaml")
    assert node is None
    assert _said(findings) == ["policies/none.yaml:1:1 SP101"]
    assert "there is no such file" in findings[0].message()


def test_a_link_out_of_the_project_is_refused(project: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.yaml").write_text("a: b")
    (project / "policies" / "extra.yaml").symlink_to(tmp_path / "outside.yaml")
    assert _said(load_policy(project)[1]) == ["policies/extra.yaml:1:1 SP102"]


def test_a_folder_linked_from_outside_is_refused(project: Path, tmp_path: Path) -> None:
    shutil.move(project / "policies", tmp_path / "elsewhere")
    (project / "policies").symlink_to(tmp_path / "elsewhere")
    assert {finding.code for finding in load_policy(project)[1]} == {"SP102"}


def test_a_link_within_the_project_is_followed(project: Path) -> None:
    shutil.move(project / "policies" / "words.yaml", project / "words-of-ours.yaml")
    (project / "policies" / "words.yaml").symlink_to("../words-of-ours.yaml")
    policy, findings = load_policy(project)
    assert findings == ()
    assert policy is not None
    assert "store_credit" in policy.concepts


def test_a_dangling_link_and_a_circle_of_links_say_so(project: Path) -> None:
    folder = project / "policies"
    (folder / "dangling.yaml").symlink_to("gone.yaml")
    (folder / "one.yaml").symlink_to("two.yaml")
    (folder / "two.yaml").symlink_to("one.yaml")
    findings = load_policy(project)[1]
    assert _said(findings) == [f"policies/{name}.yaml:1:1 SP101" for name in ("dangling", "one", "two")]
    assert "does not exist" in findings[0].message()
    assert "circle" in findings[1].message()


def test_a_folder_and_a_pipe_are_no_files(project: Path) -> None:
    """A pipe is not opened: it would wait for ever."""
    (project / "policies" / "folder.yaml").mkdir()
    os.mkfifo(project / "policies" / "pipe.yaml")
    findings = load_policy(project)[1]
    assert _said(findings) == ["policies/folder.yaml:1:1 SP101", "policies/pipe.yaml:1:1 SP101"]


def test_a_file_of_a_megabyte_is_refused_unread(project: Path) -> None:
    path = project / "policies" / "extra.yaml"
    path.write_bytes(b"#" * LARGEST)
    assert _said(load_policy(project)[1]) == ["policies/extra.yaml:1:1 SP103"]
    assert "1,000,000" in load_policy(project)[1][0].message()
    path.write_bytes(b"#" * (LARGEST - 1))
    assert read_bytes(project, "policies/extra.yaml")[1] == ()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a: \xff", "SP104 1:4"),
        ("\ufeffa: b".encode(), "SP105 1:1"),
        (b"a: b\0", "SP106 1:5"),
        ("a: \u202eb".encode(), "SP107 1:4"),
        ("a: b\u200b".encode(), "SP108 1:5"),
    ],
)
def test_bytes_that_no_policy_may_hold_are_found(project: Path, data: bytes, expected: str) -> None:
    (project / "policies" / "extra.yaml").write_bytes(data)
    code, place = expected.split()
    assert _said(load_policy(project)[1]) == [f"policies/extra.yaml:{place} {code}"]


@pytest.mark.parametrize(
    "name", ["My Returns.yaml", "returns2.yml", "退货.yaml", "a\nb.yaml", 'a"b.yaml', "é.yaml", "2nd.yaml"]
)
def test_a_file_name_that_cannot_be_an_id_is_refused(project: Path, name: str) -> None:
    (project / "policies" / name).write_text("a: b")
    findings = load_policy(project)[1]
    assert [finding.code for finding in findings] == ["SP259"]
    assert "\n" not in findings[0].message()


def test_only_the_yaml_files_of_the_folder_itself_are_read(project: Path) -> None:
    for path in ("README.md", ".hidden.yaml", "returns.yaml~", "examples/one.yaml", "published/2025.yaml"):
        file = project / "policies" / path
        file.parent.mkdir(exist_ok=True)
        file.write_text("broken: [")
    assert load_policy(project)[1] == ()


@pytest.mark.parametrize("name", ["shop.yaml", "scopes.yaml"])
def test_a_project_needs_its_shop_and_its_scopes(project: Path, name: str) -> None:
    """Without the vocabulary nothing else is blamed."""
    (project / "policies" / name).unlink()
    policy, findings = load_policy(project)
    assert policy is None
    assert _said(findings) == [f"policies/{name}:1:1 SP219"]


def test_a_folder_without_policies_lacks_two_files(tmp_path: Path) -> None:
    assert [finding.code for finding in load_policy(tmp_path)[1]] == ["SP219", "SP219"]


def test_a_broken_file_does_not_hide_the_mistakes_of_others(project: Path) -> None:
    """And what refers to something in the broken file is not reported."""
    folder = project / "policies"
    (folder / "returns.yaml").write_text("title: [\n")
    (folder / "extra.yaml").write_text(
        "title: {en: Test, zh: 测试}\nto: buyer\napplies_by: ordred\n"
        "rules:\n  a: {over: [returns.excluded], refund.by: $returns.refund_time, postage: nobody}\n"
    )
    assert _said(load_policy(project)[1]) == [
        "policies/extra.yaml:3:13 SP211",
        "policies/extra.yaml:5:75 SP216",
        "policies/returns.yaml:1:8 SP110",
    ]


@pytest.mark.parametrize("name", ["shop", "scopes", "returns", "platforms", "escalation", "words"])
@pytest.mark.parametrize("content", ["[]", "a: b", "text", "{}", "- a", "facts: x\nrules: [y]\nshop: z"])
def test_no_content_of_a_file_can_make_the_loader_fail(project: Path, name: str, content: str) -> None:
    (project / "policies" / f"{name}.yaml").write_text(content)
    policy, findings = load_policy(project)
    assert findings or policy is not None
    for finding in findings:
        assert finding.message()
        assert finding.hint("zh")
