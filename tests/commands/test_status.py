"""``samepage status``: how each page stands, for people and for programs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from tests.projects import edit, make_small

PAGE = "after-delivery/changed-mind.md"
EN, ZH = f"content/en/{PAGE}", f"content/zh/{PAGE}"
FILES = ("examples/penalties", "examples/returns", "penalties", "returns", "scopes", "shop")


def told(capsys: pytest.CaptureFixture[str], project: Path, *argv: str) -> dict[str, Any]:
    """What ``status`` tells a program."""
    assert main(["status", "-C", str(project), "--format", "json", "--as-of", "2026-12-01", *argv]) == 0
    return dict(json.loads(capsys.readouterr().out))


def row_of(status: dict[str, Any], page: str) -> dict[str, Any]:
    """The row of one page."""
    return dict(next(row for row in status["pages"] if row["page"] == page))


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A sound project in which every page agrees."""
    project = make_small(tmp_path)
    main(["agree", "-C", str(project), "--all"])
    capsys.readouterr()
    return project


def test_each_page_has_a_row_with_both_languages(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = told(capsys, project)
    assert [(row["page"], row["kind"], row["state"]) for row in status["pages"]] == [
        (PAGE, "page", "agreed"),
        ("index.md", "page", "agreed"),
        ("policy.md", "page", "agreed"),
        ("replies/accepted.md", "reply", "agreed"),
        ("overrides/staff/partials/words.html", "policy", "agreed"),
        *((f"policies/{name}.yaml", "policy", "agreed") for name in FILES),
    ]
    assert row_of(status, PAGE)["languages"]["zh"] == {
        "path": ZH,
        "there": True,
        "readable": True,
        "title": "买家不想要了",
        "behind": [],
        "owner": "Returns team",
        "reviewed": "2026-11-16",
        "review_by": "2027-05-16",
        "overdue": False,
        "covers": ["returns.changed_mind"],
    }
    assert status["totals"]["pages"] == 3
    assert status["totals"]["policies"] == len(FILES) + 1  # the words of the templates
    assert status["totals"]["agreed"] == 5 + len(FILES)


def test_a_text_of_the_policy_that_is_behind_is_named_by_its_address(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project, "policies/returns.yaml", "zh: 退货期限", "zh: 换货期限")
    row = row_of(told(capsys, project), "policies/returns.yaml")
    assert (row["state"], row["languages"]["en"]["behind"]) == ("behind", ["terms.window.name"])
    assert row["languages"]["zh"]["behind"] == []


def test_what_is_behind_is_named_by_its_section(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, ZH, "1. 订单里的签收日期。", "1. 物流里的签收日期。")
    row = row_of(told(capsys, project), PAGE)
    assert row["state"] == "behind"
    assert row["languages"]["en"]["behind"] == ["check"]
    assert row["languages"]["zh"]["behind"] == []


def test_without_a_lock_nothing_is_said_of_freshness(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = told(capsys, make_small(tmp_path))
    assert {row["state"] for row in status["pages"]} == {None}
    assert status["totals"]["never"] == 0


def test_a_page_without_its_twin_is_missing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "content/zh/policy.md").unlink()
    status = told(capsys, project)
    assert row_of(status, "policy.md")["languages"]["zh"]["there"] is False
    assert row_of(status, "policy.md")["state"] == "unpaired"
    assert status["totals"]["missing"] == 1


def test_a_review_is_overdue_as_of_a_day(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "-C", str(project), "--format", "json", "--as-of", "2027-05-17"]) == 0
    status = json.loads(capsys.readouterr().out)
    assert row_of(status, PAGE)["languages"]["en"]["overdue"] is True
    assert (status["as_of"], status["totals"]["overdue"]) == ("2027-05-17", 1)


def test_rules_without_playbook_are_named_by_language(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, EN, "covers: [returns.changed_mind]\n", "")
    assert told(capsys, project)["coverage"]["uncovered"] == {"en": ["returns.changed_mind"], "zh": []}


def test_rules_without_example_are_named_where_there_are_examples(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import shutil

    shutil.rmtree(project / "policies/examples", ignore_errors=True)
    assert told(capsys, project)["coverage"]["without_example"] is None
    example = "changed:\n  title: {en: A, zh: 甲}\n  given: {reason: changed_mind, ordered: 2026-11-20}\n  expect: {}\n"
    (project / "policies/examples").mkdir()
    (project / "policies/examples/returns.yaml").write_text(example, encoding="utf-8")
    assert isinstance(told(capsys, project)["coverage"]["without_example"], list)


@pytest.mark.parametrize(
    ("lang", "words"), [("en", ("PAGE", "AGREE", "1 behind")), ("zh", ("页面", "一致", "1 节落后"))]
)
def test_people_see_a_table_in_their_language(
    lang: str, words: tuple[str, ...], project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project, ZH, "1. 订单里的签收日期。", "1. 物流里的签收日期。")
    assert main(["status", "-C", str(project), "--lang", lang, "--as-of", "2026-12-01"]) == 0
    out = capsys.readouterr().out
    assert all(word in out for word in words)
    assert sum(line.startswith((PAGE, "index", "policy.md", "replies")) for line in out.splitlines()) == 4


def test_the_columns_line_up_for_wide_characters_too(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from rich.cells import cell_len

    main(["status", "-C", str(project), "--lang", "zh", "--as-of", "2026-12-01"])
    head, first, *_ = capsys.readouterr().out.splitlines()
    assert cell_len(head[: head.index("负责")]) == cell_len(first[: first.index("Returns team")])


def test_a_page_that_cannot_be_read_is_told_and_its_finding_too(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project, EN, "---\ntitle", "title")
    assert main(["status", "-C", str(project), "--format", "json", "--lang", "en"]) == 1
    heard = capsys.readouterr()
    assert row_of(json.loads(heard.out), PAGE)["languages"]["en"]["readable"] is False
    assert "SP321" in heard.err


def test_without_a_policy_there_is_no_status(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "policies/returns.yaml").write_text("a: [", encoding="utf-8")
    assert main(["status", "-C", str(project)]) == 1
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("lang", "day", "words"),
    [
        ("en", "2027-05-17", "16 May 2027, 1 day overdue"),
        ("en", "2027-06-15", "16 May 2027, 30 days overdue"),
        ("zh", "2027-06-15", "2027 年 5 月 16 日，已逾期 30 天"),
        ("en", "2027-05-16", "16 November 2026"),
    ],
)
def test_people_read_days_as_they_write_them_and_how_long_a_review_is_overdue(
    lang: str, day: str, words: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["status", "-C", str(project), "--lang", lang, "--as-of", day]) == 0
    out = capsys.readouterr().out
    assert words in out
    assert not re.search(r"\d{4}-\d\d-\d\d", out)
