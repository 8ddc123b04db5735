"""Suppressions: a finding may stay with a reason, until a day; never one that protects buyers."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from generator import report
from generator.agreement.suppressing import suppress
from generator.finding import Finding, Place, failing
from generator.policy.suppressions import PATH, load_suppressions
from tests.projects import check, edit, make_small, told

AS_OF = date(2026, 12, 1)
PAGE = "content/en/after-delivery/changed-mind.md"
CLAIM = Finding("SP441", Place(PAGE, 12, 3), {"text": "free returns", "says": "postage: seller", "rules": "-"})
WORD = Finding("SP431", Place(PAGE, 9, 1), {"text": "vendor", "right": "seller", "concept": "seller"})


def entry(**keys: str) -> str:
    held = {
        "finding": "SP441",
        "path": PAGE,
        "text": "free returns",
        "reason": "{en: It quotes a poster., zh: 引用海报原文。}",
        "until": "2027-03-01",
    }
    lines = [f"{key}: {value}" for key, value in (held | keys).items() if value]
    return "  - " + "\n    ".join(lines) + "\n"


def write(folder: Path, *entries: str) -> None:
    (folder / "policies").mkdir(exist_ok=True)
    (folder / PATH).write_text("suppressions:\n" + "".join(entries), encoding="utf-8")


def after(folder: Path, *findings: Finding, as_of: date = AS_OF) -> tuple[Finding, ...]:
    suppressions, wrong = load_suppressions(folder)
    assert wrong == ()
    return suppress(findings, suppressions, as_of)


def test_a_finding_with_a_reason_and_a_date_forbids_nothing(tmp_path: Path) -> None:
    write(tmp_path, entry())
    (found,) = after(tmp_path, CLAIM)
    assert found.suppressed is not None
    assert found.suppressed.until == date(2027, 3, 1)
    assert not failing([found])


@pytest.mark.parametrize("keys", [{"text": "free shipping"}, {"path": PAGE.replace("/en/", "/zh/")}])
def test_another_text_or_page_is_not_let_pass(tmp_path: Path, keys: dict[str, str]) -> None:
    write(tmp_path, entry(**keys))
    assert after(tmp_path, CLAIM) == (CLAIM,)


def test_on_its_last_day_it_holds_and_on_the_next_it_is_a_finding_itself(tmp_path: Path) -> None:
    write(tmp_path, entry())
    assert not failing(after(tmp_path, CLAIM, as_of=date(2027, 3, 1)))
    assert told(after(tmp_path, CLAIM, as_of=date(2027, 3, 2))) == [f"{CLAIM.place} SP441", f"{PATH}:2:14 SP296"]


def test_what_nothing_needs_is_a_finding_once_no_error_hides_it(tmp_path: Path) -> None:
    write(tmp_path, entry())
    assert told(after(tmp_path)) == [f"{PATH}:2:14 SP297"]
    other = Finding("SP402", Place(PAGE), {"en": "-", "zh": "-", "other": "-"})
    assert after(tmp_path, other) == (other,)


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("SP457", PAGE),
        ("SP301", PAGE),
        ("SP521", "buyer/en/index.html"),
        ("SP441", "content/en/replies/accepted.md"),
        ("SP442", "policies/returns.yaml"),
        ("SP441", "overrides/buyer/page.html.j2"),
        ("SP296", PATH),
    ],
)
def test_what_protects_buyers_cannot_be_suppressed(tmp_path: Path, code: str, path: str) -> None:
    write(tmp_path, entry(finding=code, path=path))
    assert told(after(tmp_path)) == [f"{PATH}:2:14 SP298"]


def test_an_end_that_is_more_than_a_year_away_is_none(tmp_path: Path) -> None:
    write(tmp_path, entry(until="2099-12-31"))
    assert told(after(tmp_path, CLAIM)) == [f"{CLAIM.place} SP441", f"{PATH}:2:14 SP299"]


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        ({"reason": ""}, "2:5 SP202"),
        ({"until": ""}, "2:5 SP202"),
        ({"text": ""}, "2:5 SP202"),
        ({"reason": "{en: It quotes a poster.}"}, "5:13 SP204"),
        ({"until": "next spring"}, "6:12 SP227"),
        ({"finding": "SP499"}, "2:14 SP216"),
        ({"severity": "note"}, "7:5 SP201"),
    ],
)
def test_each_needs_code_path_text_reason_in_both_languages_and_date(
    tmp_path: Path, keys: dict[str, str], wanted: str
) -> None:
    write(tmp_path, entry(**keys))
    _, wrong = load_suppressions(tmp_path)
    assert told(wrong) == [f"{PATH}:{wanted}"]


def test_every_format_tells_it_apart(tmp_path: Path) -> None:
    write(tmp_path, entry())
    findings = after(tmp_path, CLAIM, WORD)
    assert "SP441" not in report.as_text(findings, "en") + report.as_github(findings, "en")
    assert "1 suppressed" in report.as_text(findings, "en")
    assert "1 个已注明理由并屏蔽" in report.as_text(findings, "zh")
    data = json.loads(report.as_json(findings, "zh"))
    assert [each["code"] for each in data["findings"]] == ["SP431"]
    assert data["summary"] == {"error": 0, "warning": 1, "note": 0}
    (row,) = data["suppressed"]
    assert (row["code"], row["reason"], row["until"]) == ("SP441", "引用海报原文。", "2027-03-01")
    results = json.loads(report.as_sarif(findings, "en"))["runs"][0]["results"]
    assert [each["suppressions"] == [] for each in results] == [True, False]
    (marked,) = results[1]["suppressions"]
    assert (marked["kind"], marked["status"]) == ("external", "accepted")
    assert marked["justification"] == "It quotes a poster. (2027-03-01)"
    assert marked["location"]["physicalLocation"]["artifactLocation"]["uri"] == PATH


def test_check_lets_pass_what_a_project_vouches_for(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    edit(project, PAGE, "## What to offer", "There are free returns.\n\n## What to offer")
    assert failing(check(project).findings)
    write(project, entry())
    findings = check(project).findings
    assert not failing(findings)
    assert [finding.code for finding in findings if finding.suppressed] == ["SP441"]
    assert [finding.code for finding in findings if not finding.suppressed] == []


def test_explain_says_what_can_be_suppressed() -> None:
    assert "can be suppressed" in report.explain("SP431", "en")
    assert "可以注明理由" in report.explain("SP441", "zh")
    assert "suppressed" not in report.explain("SP457", "en")
