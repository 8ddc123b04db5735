"""Freshness: an edit of one language leaves the other behind, and only an edit of words."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from generator.agreement.freshness import Pair, Standing, _stand, pair_up, pair_up_texts
from generator.agreement.lock import HEAD, PATH, Lock, Spot, load_lock, read_lock
from generator.playbook.load import load_playbook
from generator.upkeep.texts import read_worded
from tests.projects import check, edit, make_small, told

PAGE = "after-delivery/changed-mind.md"
EN, ZH = f"content/en/{PAGE}", f"content/zh/{PAGE}"
REPLY_EN, REPLY_ZH = "content/en/replies/accepted.md", "content/zh/replies/accepted.md"
STEP, STEP_ZH = "1. The delivery date in the order.", "1. 订单里的签收日期。"


def pairs_of(project: Path, lock: Lock) -> dict[Spot, Pair]:
    """Every section of the project, held against a lock."""
    playbook, _ = load_playbook(project)
    worded, _ = read_worded(project)
    held = (*pair_up(playbook, lock), *pair_up_texts(worded, lock))
    return {pair.spot: pair for paired in held for pair in paired.pairs}


def agree_on_all(project: Path) -> Lock:
    """Write a lock in which everything agrees as it is."""
    lock = Lock({spot: (pair.wording,) for spot, pair in pairs_of(project, Lock()).items()})
    (project / PATH).write_text(str(lock), encoding="utf-8")
    return lock


def freshness_of(project: Path) -> list[str]:
    """The findings of the project about freshness."""
    return [each for each in told(check(project).findings) if "SP41" in each]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A sound project whose pages all agree."""
    project = make_small(tmp_path)
    agree_on_all(project)
    return project


def test_a_project_without_a_lock_is_asked_for_nothing(tmp_path: Path) -> None:
    assert freshness_of(make_small(tmp_path)) == []


def test_what_agrees_is_no_finding(project: Path) -> None:
    assert freshness_of(project) == []


def test_an_edit_of_one_language_leaves_the_other_behind(project: Path) -> None:
    """SP411 stands at the heading of the side that was not edited, and names the other."""
    edit(project, ZH, STEP_ZH, "1. 订单里的签收日期，以物流为准。")
    assert freshness_of(project) == [f"{EN}:15:1 SP411"]
    (finding,) = (each for each in check(project).findings if each.code == "SP411")
    assert finding.severity.value == "warning"
    assert "The Chinese version of this section" in finding.message("en")
    assert "中文版改动过" in finding.message("zh")
    assert f"samepage agree {PAGE}#check" in finding.hint("en")


def test_either_language_may_be_the_one_that_is_behind(project: Path) -> None:
    edit(project, EN, STEP, "1. The delivery date in the tracking.")
    assert freshness_of(project) == [f"{ZH}:15:1 SP411"]


def test_two_edits_have_to_be_compared(project: Path) -> None:
    edit(project, EN, STEP, "1. The delivery date in the tracking.")
    edit(project, ZH, STEP_ZH, "1. 物流里的签收日期。")
    assert freshness_of(project) == [f"{EN}:15:1 SP412"]


def test_a_title_belongs_to_the_top_of_its_page(project: Path) -> None:
    edit(project, EN, "title: The buyer changed their mind", "title: Changed mind")
    assert freshness_of(project) == [f"{ZH}:11:1 SP411"]


def test_a_reply_is_one_section(project: Path) -> None:
    edit(project, REPLY_ZH, "您好", "你好")
    assert freshness_of(project) == [f"{REPLY_EN}:1:1 SP411"]


def test_a_page_that_nobody_has_said_to_agree_is_a_note(project: Path) -> None:
    lock, _ = load_lock(project)
    assert lock is not None
    (project / PATH).write_text(str(lock.but({}, lock.of(PAGE))), encoding="utf-8")
    assert freshness_of(project) == [f"{EN}:1:1 SP413"]
    assert {each.severity.value for each in check(project).findings if each.code == "SP413"} == {"note"}


def test_a_new_section_has_to_be_compared(project: Path) -> None:
    edit(project, EN, "## Reply", "## Beware {#beware}\n\nOf this.\n\n## Reply")
    edit(project, ZH, "## 回复", "## 当心 {#beware}\n\n这一点。\n\n## 回复")
    assert freshness_of(project) == [f"{EN}:31:1 SP412"]


def test_a_section_with_another_anchor_keeps_its_debt(project: Path) -> None:
    edit(project, EN, "{#check}", "{#first}")
    edit(project, ZH, "{#check}", "{#first}")
    assert freshness_of(project) == []
    edit(project, ZH, STEP_ZH, "1. 物流里的签收日期。")
    assert freshness_of(project) == [f"{EN}:15:1 SP411"]


def test_a_changed_value_is_no_changed_wording(project: Path) -> None:
    edit(project, "policies/returns.yaml", "30 days", "20 days")
    assert freshness_of(project) == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (EN, "The item is fine; the buyer", "The item is fine;\nthe buyer  \n"),
        (EN, STEP, f"{STEP}   "),
        (EN, "A refund {{ returns.window | within }}", "A refund {{returns.window|within}}"),
        (ZH, "商品没有问题，买家只是不想要。\n\n#", "商品没有问题,\n买家只是 不想要。\n\n\n#"),
        (EN, "{#offer}", "{#what}"),
    ],
    ids=["wrapping", "trailing space", "spelling of a quotation", "width and spacing in Chinese", "an anchor"],
)
def test_what_there_is_nothing_to_translate_of_changes_no_wording(path: str, old: str, new: str, project: Path) -> None:
    edit(project, path, old, new)
    assert freshness_of(project) == []


def test_line_ends_change_no_wording(project: Path) -> None:
    for path in (project / "content").rglob("*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert freshness_of(project) == []


def test_pages_whose_headings_do_not_pair_are_not_compared(project: Path) -> None:
    edit(project, ZH, "## 先核对 {#check}\n", "")
    assert freshness_of(project) == []


def test_the_lock_is_one_sorted_line_a_section(project: Path) -> None:
    head, *lines = (project / PATH).read_text(encoding="utf-8").splitlines()
    assert head == HEAD
    assert lines == sorted(lines)
    assert len(lines) == len(pairs_of(project, Lock()))
    assert f"{PAGE}#check" in {line.split()[0] for line in lines}


def test_a_lock_says_the_same_after_it_was_written_and_read(project: Path) -> None:
    text = (project / PATH).read_text(encoding="utf-8")
    lock, findings = read_lock(text)
    assert (str(lock), findings) == (text, ())


def test_a_merge_may_leave_the_lines_of_both_branches(project: Path) -> None:
    """Each line is something that somebody said; either of them is enough."""
    before = (project / PATH).read_text(encoding="utf-8")
    edit(project, EN, STEP, "1. The delivery date in the tracking.")
    edit(project, ZH, STEP_ZH, "1. 物流里的签收日期。")
    agree_on_all(project)
    after = (project / PATH).read_text(encoding="utf-8")
    (project / PATH).write_text(before + after, encoding="utf-8")
    assert freshness_of(project) == []


def test_half_of_one_line_and_half_of_another_agree_on_nothing() -> None:
    assert _stand(("a", "d"), (("a", "b"), ("c", "d"))) == (Standing.CHANGED, None)


@pytest.mark.parametrize("line", ["<<<<<<< HEAD", "policy.md en=0123456789abcdef", "policy.md en=1 zh=2", "policy.md"])
def test_a_line_that_cannot_be_read_is_an_error_at_its_place(line: str, project: Path) -> None:
    edit(project, PATH, f"{HEAD}\n", f"{HEAD}\n{line}\n")
    assert freshness_of(project) == [f"{PATH}:2:1 SP414"]


def test_two_branches_that_agree_on_neighbours_merge(project: Path, project_root: Path) -> None:
    """Git joins their lines by itself, and each section agrees as its branch said."""

    def git(*argv: str) -> None:
        command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", *argv]
        subprocess.run(command, cwd=project, check=True, capture_output=True)

    shutil.copy(project_root / ".gitattributes", project)
    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "all agrees")
    git("checkout", "-b", "check")
    edit(project, EN, STEP, "1. The delivery date in the tracking.")
    agree_on_all(project)
    git("commit", "-am", "check first")
    git("checkout", "main")
    edit(project, EN, "A refund {{", "All of it back {{")
    agree_on_all(project)
    git("commit", "-am", "what to offer")
    git("merge", "check", "-m", "both")

    text = (project / PATH).read_text(encoding="utf-8")
    assert f"{PAGE}#check" in text
    lock, findings = read_lock(text)
    assert findings == ()
    assert {pair.standing for pair in pairs_of(project, lock).values()} == {Standing.AGREED}
