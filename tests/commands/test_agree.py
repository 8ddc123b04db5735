"""``samepage agree``: what it records, what it leaves a debt, what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.agreement.lock import PATH, load_lock
from generator.cli import main
from tests.projects import check, edit, make_small, told, tree_of

PAGE = "after-delivery/changed-mind.md"
EN, ZH = f"content/en/{PAGE}", f"content/zh/{PAGE}"
STEP, STEP_ZH = "1. The delivery date in the order.", "1. 订单里的签收日期。"
OFFER, OFFER_ZH = "A refund {{", "可以退款，"


def run(capsys: pytest.CaptureFixture[str], project: Path, *argv: str) -> tuple[int, str]:
    """Exit code and everything that one call of ``agree`` says."""
    status = main(["agree", "-C", str(project), "--lang", "en", *argv])
    heard = capsys.readouterr()
    return status, heard.out + heard.err


def freshness_of(project: Path) -> list[str]:
    """The findings of the project about freshness."""
    return [each for each in told(check(project).findings) if "SP41" in each]


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A sound project in which every page agrees."""
    project = make_small(tmp_path)
    assert run(capsys, project, "--all")[0] == 0
    return project


def test_all_makes_the_first_lock(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = make_small(tmp_path)
    assert run(capsys, project, "--all")[0] == 0
    lines = (project / PATH).read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith("overrides/staff/partials/words.html#") for line in lines) > 10
    assert sum(not line.startswith("overrides/") for line in lines) == 30
    assert freshness_of(project) == []


def test_all_hides_no_debt(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, ZH, STEP_ZH, "1. 物流里的签收日期。")
    assert run(capsys, project, "--all") == (0, "Nothing to record: it agrees already.\n")
    assert freshness_of(project) == [f"{EN}:15:1 SP411"]


@pytest.mark.parametrize(
    "name",
    [PAGE, "after-delivery/changed-mind", EN, ZH, f"./{PAGE}", f"{PAGE}#check", f"{ZH}#check", f"/elsewhere/{EN}"],
)
def test_a_page_may_be_named_in_many_ways(name: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, ZH, STEP_ZH, "1. 物流里的签收日期。")
    assert run(capsys, project, name) == (0, f"{PAGE}#check: both languages agree as they are now.\n")
    assert freshness_of(project) == []


@pytest.mark.parametrize("name", [f"{PAGE}#top", f"{PAGE}#", "replies/accepted"])
def test_the_top_of_a_page_and_a_reply_can_be_named(
    name: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project, EN, "title: The buyer changed their mind", "title: Changed mind")
    edit(project, "content/en/replies/accepted.md", "Hello", "Good day")
    assert len(freshness_of(project)) == 2
    assert run(capsys, project, name)[0] == 0
    assert len(freshness_of(project)) == 1


def test_a_section_says_nothing_about_the_others(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, ZH, STEP_ZH, "1. 物流里的签收日期。")
    edit(project, EN, OFFER, "All of it back {{")
    assert run(capsys, project, f"{PAGE}#check")[0] == 0
    assert freshness_of(project) == [f"{ZH}:19:1 SP411"]


def test_two_edits_agree_when_somebody_says_so(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, ZH, STEP_ZH, "1. 物流里的签收日期。")
    edit(project, EN, STEP, "1. The delivery date in the tracking.")
    assert run(capsys, project, PAGE)[0] == 0
    assert freshness_of(project) == []


def test_what_agreed_before_is_gone_when_both_come_back(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """To undo an edit after it was agreed on is another edit."""
    edit(project, ZH, STEP_ZH, "1. 物流里的签收日期。")
    run(capsys, project, PAGE)
    edit(project, ZH, "1. 物流里的签收日期。", STEP_ZH)
    assert freshness_of(project) == [f"{EN}:15:1 SP411"]


def test_a_cosmetic_edit_is_no_debt(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, EN, STEP, "1. The date of delivery in the order.")
    assert run(capsys, project, "--cosmetic", PAGE) == (
        0,
        f"{PAGE}#check: the edit of the English version changes no meaning.\n",
    )
    assert freshness_of(project) == []


def test_a_cosmetic_edit_keeps_what_the_other_side_was(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """English owes something to Chinese; a typo mended in English does not pay for it."""
    edit(project, ZH, STEP_ZH, "1. 物流里的签收日期，以及照片。")
    edit(project, EN, STEP, "1. The date of delivery in the order.")
    assert freshness_of(project) == [f"{EN}:15:1 SP412"]
    assert run(capsys, project, "--cosmetic", f"{EN}#check")[0] == 0
    assert freshness_of(project) == [f"{EN}:15:1 SP411"]


def test_a_cosmetic_edit_hides_no_debt_elsewhere_on_the_page(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With two sections edited it is not plain which edit is meant, so that nothing is recorded."""
    edit(project, EN, STEP, "1. The delivery date, and a photo.")
    edit(project, EN, OFFER, "A full refund {{")
    before = (project / PATH).read_bytes()
    status, said = run(capsys, project, "--cosmetic", PAGE)
    assert status == 1
    assert "SP415" in said
    assert f"{PAGE}#check, {PAGE}#offer" in said
    assert (project / PATH).read_bytes() == before
    assert run(capsys, project, "--cosmetic", f"{PAGE}#offer")[0] == 0
    assert freshness_of(project) == [f"{ZH}:15:1 SP411"]


def test_a_cosmetic_edit_of_both_sides_has_to_name_its_side(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, ZH, STEP_ZH, "1. 物流里的签收日期。")
    edit(project, EN, STEP, "1. The date of delivery in the order.")
    assert run(capsys, project, "--cosmetic", f"{PAGE}#check")[0] == 1


def test_nothing_cosmetic_can_be_said_of_a_page_that_never_agreed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = make_small(tmp_path)
    assert run(capsys, project, "--cosmetic", PAGE)[0] == 1
    assert not (project / PATH).exists()


def test_a_page_whose_structure_is_broken_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, ZH, "## 先核对 {#check}\n", "")
    before = tree_of(project)
    status, said = run(capsys, project, PAGE)
    assert status == 1
    assert "SP402" in said
    assert tree_of(project) == before
    assert run(capsys, project, "policy")[0] == 0


@pytest.mark.parametrize(("path", "code"), [(ZH, "SP401"), ("content/zh/replies/accepted.md", "SP405")])
def test_a_page_without_its_twin_is_refused(
    path: str, code: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / path).unlink()
    status, said = run(capsys, project, path)
    assert status == 1
    assert code in said


def test_a_page_that_cannot_be_read_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, EN, "---\ntitle", "title")
    status, said = run(capsys, project, PAGE)
    assert status == 1
    assert "SP321" in said


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("changed-mind", PAGE),
        ("after-delivery/change-mind.md", PAGE),
        (f"{PAGE}#chek", f"{PAGE}#check"),
        ("replies/accept", "replies/accepted.md"),
    ],
)
def test_an_unknown_name_is_wrong_usage_with_suggestions(
    name: str, near: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, said = run(capsys, project, name)
    assert status == 2
    assert f'"{name}"' in said
    assert near in said


@pytest.mark.parametrize("argv", [(), ("--all", PAGE), ("--all", "--cosmetic"), ("--cosmetic",)])
def test_something_has_to_be_named(argv: tuple[str, ...], project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, project, *argv)[0] == 2


def test_one_name_that_is_wrong_stops_all(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, ZH, STEP_ZH, "1. 物流里的签收日期。")
    assert run(capsys, project, PAGE, "nothing")[0] == 2
    assert freshness_of(project) == [f"{EN}:15:1 SP411"]


def test_agreeing_leaves_one_line_where_a_merge_left_two(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (project / PATH).read_text(encoding="utf-8")
    (project / PATH).write_text(f"{text}{PAGE}#check en=0000000000000000 zh=0000000000000000\n", encoding="utf-8")
    assert run(capsys, project, f"{PAGE}#check")[0] == 0
    assert (project / PATH).read_text(encoding="utf-8") == text


def test_lines_of_pages_that_are_gone_are_cleared(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for lang in ("en", "zh"):
        (project / f"content/{lang}/policy.md").unlink()
    assert run(capsys, project, PAGE)[0] == 0
    lock, _ = load_lock(project)
    assert lock is not None
    assert lock.of("policy.md") == {}


def test_conflict_markers_are_not_swept_away(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / PATH).write_text((project / PATH).read_text(encoding="utf-8") + "<<<<<<< HEAD\n", encoding="utf-8")
    status, said = run(capsys, project, PAGE)
    assert status == 1
    assert "SP414" in said


def test_a_lock_that_cannot_be_written_is_a_finding(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old lock stays whole, and nothing half written stays behind."""
    import errno
    import os

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(project / PATH))

    edit(project, ZH, STEP_ZH, "1. 物流里的签收日期。")
    before = tree_of(project)
    monkeypatch.setattr("generator.publish.rewriting.os.replace", full)
    status, said = run(capsys, project, PAGE)
    assert status == 1
    assert "parity.lock" in said
    assert tree_of(project) == before
