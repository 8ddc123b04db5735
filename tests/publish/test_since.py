"""A page tells what the policy has come to say since somebody last read it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.finding import LANGUAGES
from tests.projects import check, edit, make_small, publish

PAGE = "after-delivery/changed-mind.md"
RETURNS = "policies/returns.yaml"
SCOPES = "policies/scopes.yaml"
READ = "reviewed: 2026-11-16"
"""The small shop's policy is in force from 2026-12-01."""


def make_shop(folder: Path) -> Path:
    """The small project without its examples: they expect decisions of today, and their orders are of yesterday."""
    project = make_small(folder, templates=False)
    shutil.rmtree(project / "policies" / "examples")
    return project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two versions before the working one: of February, with another window; of June, with another time to refund."""
    project = make_shop(tmp_path)
    shorter, slower = ("value: 30 days", "value: 14 days"), ("value: 5 days", "value: 10 business days")
    publish(project, "A", "2026-02-01", (RETURNS, *shorter), (RETURNS, *slower))
    publish(project, "B", "2026-06-01", (RETURNS, *slower))
    return project


def since(project: Path, lang: str = "en", page: str = PAGE) -> dict[str, Any]:
    """What the theme is told of the page; empty if nothing has changed."""
    checked = check(project)
    assert [str(finding) for finding in checked.findings if finding.severity == "error"] == []
    text = next(each.data.decode() for each in checked.merged if each.path == f"{lang}/{page}")
    front = yaml.load(text.split("---\n")[1], yaml.CSafeLoader)
    told: dict[str, Any] = front.get("samepage", {}).get("since", {})
    return told


def read_on(project: Path, page: str, old: str, new: str) -> None:
    for lang in LANGUAGES:
        edit(project, f"content/{lang}/{page}", old, new)


def rows(project: Path) -> list[tuple[str, str, str]]:
    return [(row["name"], row["was"], row["now"]) for row in since(project).get("rows", [])]


def value(term: str, notation: str, said: str, version: str | None = None) -> str:
    mark = f' data-version="{version}"' if version else ""
    return f'<data class="term" value="{notation}" data-term="{term}"{mark}>{said}</data>'


def test_a_value_is_told_as_it_was_when_the_page_was_read_and_as_it_is(project: Path) -> None:
    """In November the version of June was in force; what February said before that is nobody's concern."""
    term = "returns.refund_time"
    was = f"within {value(term, '10 business days', '10 business days', 'B')} of arrival of the return"
    now = f"within {value(term, '5 days', '5 days')} of arrival of the return"
    assert rows(project) == [("refund time", was, now)]
    assert since(project)["words"] == (
        "1 change of the policy since this page was read on 16 November 2026, when version B was in force"
    )


def test_each_language_says_it_in_its_own_words(project: Path) -> None:
    told = since(project, "zh")
    assert told["words"] == "2026 年 11 月 16 日复核本页时有效的是版本 B，此后政策有 1 处变化"
    assert ">10 个工作日</data>" in told["rows"][0]["was"]


def test_a_page_read_longer_ago_has_more_to_tell(project: Path) -> None:
    read_on(project, PAGE, READ, "reviewed: 2026-03-01")
    assert [name for name, _, _ in rows(project)] == ["return window", "refund time"]


@pytest.mark.parametrize("day", ["2026-12-01", "2027-01-15"])
def test_a_page_read_under_the_policy_of_today_has_nothing_to_tell(project: Path, day: str) -> None:
    read_on(project, PAGE, READ, f"reviewed: {day}")
    assert since(project) == {}


def test_a_page_is_told_only_what_it_quotes(project: Path) -> None:
    """The start page says how long a return takes, and not when the money comes."""
    read_on(project, "index.md", "---\n", "---\nreviewed: 2026-11-16\n")
    assert since(project, page="index.md") == {}


def test_a_project_without_published_versions_has_nothing_to_tell(tmp_path: Path) -> None:
    assert since(make_shop(tmp_path)) == {}


def test_the_working_policy_is_no_version_before_itself(tmp_path: Path) -> None:
    """A version that was published and not touched since is the one that everybody reads."""
    project = make_shop(tmp_path)
    publish(project, "1", "2026-12-01")
    assert since(project) == {}


MEANING = [
    ("who pays", (RETURNS, "postage: buyer", "postage: seller"), ["I changed my mind"]),
    (
        "for whom",
        (RETURNS, "when: {reason: changed_mind}", "when: {reason: changed_mind, region: US}"),
        ["I changed my mind"],
    ),
    ("a title", (RETURNS, "en: I changed my mind", "en: I do not want it"), []),
    ("how days are counted", (SCOPES, "  delivered: {", "  delivered: {counting: day_one, "), ["return window"]),
    ("how an event is called", (SCOPES, "en: [delivery, after delivery]", "en: [arrival, after arrival]"), []),
]


@pytest.mark.parametrize(("then", "names"), [row[1:] for row in MEANING], ids=[row[0] for row in MEANING])
def test_what_counts_is_what_is_meant(tmp_path: Path, then: tuple[str, str, str], names: list[str]) -> None:
    """Another meaning is told although no value has changed; another name is not."""
    project = make_shop(tmp_path)
    publish(project, "A", "2026-06-01", then)
    assert [name for name, _, _ in rows(project)] == names


def test_a_rule_that_was_not_there_is_new(tmp_path: Path) -> None:
    project = make_shop(tmp_path)
    text = (project / RETURNS).read_text(encoding="utf-8")
    rule = text[text.index("  changed_mind:") :]
    publish(project, "A", "2026-06-01", (RETURNS, rule, rule.replace("  changed_mind:", "  another:")))
    assert [(row["name"], row["was"], row["said"]) for row in since(project)["rows"]] == [
        ("I changed my mind", "", "new")
    ]


def recent(project: Path, lang: str = "en") -> str:
    """What the start page says of late."""
    for each in LANGUAGES:
        with (project / f"content/{each}/index.md").open("a", encoding="utf-8") as file:
            file.write("\n{{ recent() }}\n")
    checked = check(project)
    return next(each.data.decode() for each in checked.merged if each.path == f"{lang}/index.md").partition("recent")[2]


def test_the_newest_version_is_compared_with_the_one_before_it(project: Path) -> None:
    """Not with the version of a year ago: each change is told when it comes."""
    told = recent(project)
    assert "Version 1 of the policy, for orders from " in told
    assert ">10 business days</data>" in told
    assert ">14 days</data>" not in told


def test_what_is_gone_is_told_there_and_leads_nowhere(tmp_path: Path) -> None:
    """No page can quote it any more, so nobody else would hear of it."""
    project = make_shop(tmp_path)
    text = (project / RETURNS).read_text(encoding="utf-8")
    rule = text[text.index("  changed_mind:") :]
    other = rule.replace("  changed_mind:", "  broken:").replace("changed_mind}", "changed_mind, region: US}")
    gone = other.replace("en: I changed my mind", "en: It broke")
    publish(project, "A", "2026-06-01", (RETURNS, rule, f"{rule}\n{gone}    over: [changed_mind]\n"))
    assert ">It broke (gone)</th>" in recent(project)


def test_the_first_version_says_so_and_pages_stand_by_the_day_they_were_read(tmp_path: Path) -> None:
    told = recent(make_shop(tmp_path), "zh")
    assert "首个版本" in told
    assert '买家不想要了</a> (<time datetime="2026-11-16">2026 年 11 月 16 日</time>)' in told
