"""``samepage decide`` as scripts, staff and CI rely on it."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.finding import codes
from generator.policy.load import load_policy
from generator.policy.published import freeze
from tests.projects import edit

BASE = Path(__file__).parent.parent / "decisions" / "base"
SECTION = """\
title: {en: Returns, zh: 退货}
to: buyer
applies_by: ordered
terms:
  window: {value: 14 days from delivered, name: {en: return window, zh: 退货期限}}
  fee: {value: 15%, of: item_price, name: {en: handling fee, zh: 手续费}}
  refund_time: {value: 14 days from returned, name: {en: refund time, zh: 退款时限}}
rules:
  mind:
    when: {reason: changed_mind}
    goods: return
    postage: buyer
    refund.to: original_method
    refund.by: $refund_time
    bands: [{until: $window, offer: refund}, {offer: decline}]
  opened: {when: {flags: opened}, fees.handling: $fee}
  damaged: {when: {reason: damaged}, unless: {region: US}, offer: refund, goods: keep}
"""
KNOWN = ("reason=changed_mind", "flags=", "value=120.00 EUR", "ordered=2026-03-01", "now=2026-03-20")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one section, without pages: ``decide`` asks for none."""
    shutil.copytree(BASE, tmp_path / "policies")
    (tmp_path / "content").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: test\n", encoding="utf-8")
    (tmp_path / "policies" / "returns.yaml").write_text(SECTION, encoding="utf-8")
    return tmp_path


def decide(
    project: Path, capsys: pytest.CaptureFixture[str], *settings: str, argv: tuple[str, ...] = ()
) -> tuple[int, Any, str]:
    """Exit code, the JSON, and what was said on standard error."""
    more = [part for one in settings for part in ("--set", one)]
    status = main(["decide", "-C", str(project), "--format", "json", "--lang", "en", *argv, *more])
    told = capsys.readouterr()
    return status, json.loads(told.out) if told.out else None, told.err


def test_the_whole_answer_has_the_shape_that_programs_rely_on(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, answer, err = decide(
        project, capsys, *KNOWN[:1], "flags=opened", *KNOWN[2:], "delivered=2026-03-10", "returned=2026-03-20"
    )
    assert (status, err) == (0, "")
    assert (answer["section"], answer["outcome"], answer["choice"]) == ("returns", "refund", None)
    assert answer["options"] == [
        {
            "offer": "refund",
            "goods": "return",
            "postage": "buyer",
            "fees": [{"name": "handling", "amount": "18.00 EUR", "rule": "15% of item_price", "term": "returns.fee"}],
            "amount": "102.00 EUR",
            "refund": {
                "to": "original_method",
                "by": {"rule": "14 days from returned", "date": "2026-04-03", "at_the_latest": False},
                "bank": None,
            },
        }
    ]
    assert answer["because"][0] == {
        "rule": "returns.mind",
        "facet": "offer",
        "band": 1,
        "beat": [],
        "terms": {"returns.window": "14 days from delivered"},
    }
    assert (answer["needs"], answer["possible"], answer["version"]) == ([], [], "2026.1")
    assert "102.00" in answer["explanation"]["en"]
    assert "102.00" in answer["explanation"]["zh"]


@pytest.mark.parametrize(("now", "outcome"), [("2026-03-24", "refund"), ("2026-03-25", "decline")])
def test_the_last_day_counts_and_the_day_after_does_not(
    now: str, outcome: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, answer, _ = decide(project, capsys, *KNOWN[:-1], "delivered=2026-03-10", f"now={now}")
    assert answer["outcome"] == outcome


def test_a_deadline_whose_event_is_open_stays_a_rule(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, answer, _ = decide(project, capsys, *KNOWN, "delivered=2026-03-10", "returned=not_yet")
    assert answer["options"][0]["refund"]["by"] == {
        "rule": "14 days from returned",
        "date": None,
        "at_the_latest": False,
    }


def test_missing_facts_are_named_and_the_outcomes_listed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, answer, _ = decide(project, capsys, *KNOWN)
    assert status == 0
    assert answer["outcome"] is None
    assert answer["needs"] == ["delivered"]
    assert answer["possible"] == ["refund", "decline"]


def test_what_makes_no_difference_is_not_asked_for(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A refusal is the same for opened and for sealed goods, in every country."""
    _, answer, _ = decide(project, capsys, KNOWN[0], "delivered=2026-01-01", "now=2026-03-20")
    assert (answer["outcome"], answer["needs"]) == ("decline", [])


def test_a_situation_can_be_a_file_and_settings_go_before_it(
    project: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(
        "{reason: changed_mind, flags: [], ordered: 2026-03-01, delivered: 2026-03-10, now: 2026-03-12}\n",
        encoding="utf-8",
    )
    assert decide(project, capsys, argv=(str(case),))[1]["outcome"] == "refund"
    assert decide(project, capsys, "now=2026-05-01", argv=(str(case),))[1]["outcome"] == "decline"


def test_a_situation_can_come_from_standard_input(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"reason: damaged\nregion: DE\nflags: []\n")))
    assert decide(project, capsys, argv=("-",))[1]["outcome"] == "refund"


def test_every_unknown_name_and_value_is_told_at_once_and_is_wrong_usage(
    project: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(
        "reson: changed_mind\nregion: UK\nvalue: 5 USB\nflags: [opned]\ndelivered: soon\n", encoding="utf-8"
    )
    status, answer, err = decide(project, capsys, "colour=red", argv=(str(case),))
    assert (status, answer) == (2, None)
    for place, code in {
        f"{case}:1:1": "SP270",
        f"{case}:2:9": "SP213",
        f"{case}:3:10": "SP214",
        f"{case}:4:9": "SP210",
        f"{case}:5:12": "SP272",
        "--set colour=red:1:1": "SP270",
    }.items():
        assert f"{place}: error {code}" in err
    assert 'Did you mean "reason"?' in err
    assert 'Did you mean "GB"?' in err


def test_days_that_contradict_each_other_are_wrong_usage(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = decide(project, capsys, "delivered=2026-12-10", "now=2026-12-09")
    assert status == 2
    assert '--set delivered=2026-12-10:1:11: error SP289: This value of "delivered" cannot be' in err


def test_an_amount_in_a_currency_that_the_policy_cannot_compare_is_wrong_usage(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project, "policies/returns.yaml", "flags: opened}", 'flags: opened, value: "> 50 EUR"}')
    status, _, err = decide(project, capsys, "value=120.00 USD")
    assert status == 2
    assert "SP271" in err


def test_the_hint_speaks_of_what_was_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An amount in another currency is no number that could be read in two ways; and none is no flag."""
    edit(project, "policies/returns.yaml", "flags: opened}", 'flags: opened, value: "> 50 EUR"}')
    *_, err = decide(project, capsys, "value=500 JPY", "flags=none")
    assert "such as 50 EUR.\n" in err
    assert "(or --set flags=)" in err
    *_, err = decide(project, capsys, "value=12.345")
    assert "12.345 could be read in two ways" in err


def test_what_is_long_is_quoted_in_part(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    *_, err = decide(project, capsys, f"region={'x' * 999}")
    assert max(map(len, err.splitlines())) < 200


def test_a_setting_without_a_value_is_wrong_usage(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["decide", "-C", str(project), "--lang", "en", "--set", "reason"])
    assert status == 2
    assert "KEY=VALUE" in capsys.readouterr().err


def test_a_fact_that_is_set_twice_is_wrong_usage(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whichever of the two counted, somebody would believe in the other."""
    status = main(["decide", "-C", str(project), "--lang", "en", "--set", "reason=lost", "--set", "reason=damaged"])
    assert status == 2
    assert '"reason" is set more than once' in capsys.readouterr().err


def test_an_uncovered_situation_ends_with_the_finding(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, answer, err = decide(project, capsys, "reason=damaged", "region=US", "now=2026-03-20")
    assert status == 1
    assert (answer["outcome"], answer["problem"]) == (None, "uncovered")
    assert "error SP262" in err
    assert "{reason: damaged, region: US, now: 2026-03-20}" in err


def test_contradicting_rules_end_with_the_finding(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, "policies/returns.yaml", "unless: {region: US}, offer: refund", "offer: refund")
    edit(project, "policies/returns.yaml", "  opened:", "  us: {when: {region: US}, offer: coupon}\n  opened:")
    status, answer, err = decide(project, capsys, "reason=damaged", "region=US", "flags=")
    assert status == 1
    assert answer["problem"] == "conflict"
    assert "error SP264" in err


def test_a_window_in_a_year_without_published_holidays_is_never_guessed(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project, "policies/returns.yaml", "14 days from delivered", "5 business days (shop) from delivered")
    status, answer, err = decide(
        project, capsys, *KNOWN[:2], "ordered=2031-01-02", "delivered=2031-01-07", "now=2031-01-08"
    )
    assert status == 1
    assert answer["problem"] == "unpublished"
    assert "error SP261" in err
    above = (project / "policies/returns.yaml").read_text(encoding="utf-8").partition("5 business days (shop)")[0]
    assert f"policies/returns.yaml:{above.count(chr(10)) + 1}:" in err.splitlines()[0]
    assert "returns.window" in err
    assert "CN" in err
    assert "2031" in err


def test_a_refund_date_in_such_a_year_stays_open_and_says_why(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(project, "policies/returns.yaml", "14 days from returned", "5 business days (shop) from returned")
    late = ("delivered=2030-12-30", "returned=2031-01-07", "now=2031-01-08")
    status, answer, _ = decide(project, capsys, *KNOWN[:4], *late)
    assert status == 0
    assert answer["options"][0]["refund"]["by"] == {
        "rule": "5 business days (shop) from returned",
        "date": None,
        "at_the_latest": False,
        "calendar_not_published": {"country": "CN", "year": 2031},
    }


def test_a_broken_policy_decides_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, "policies/returns.yaml", "offer: refund}, {offer", "offer: refnd}, {offer")
    status, answer, err = decide(project, capsys, *KNOWN)
    assert (status, answer) == (1, None)
    assert "SP217" in err


def test_a_deadline_without_an_exact_end_decides_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(project, "policies/returns.yaml", "14 days from returned", "0.5 months from returned")
    status, _, err = decide(project, capsys, *KNOWN)
    assert status == 1
    assert "error SP269" in err


@pytest.fixture
def versions(project: Path) -> Path:
    """Version 2025.1 gave 30 days, 2026.1 gives 14."""
    edit(project, "policies/returns.yaml", "14 days from delivered", "30 days from delivered")
    edit(
        project,
        "policies/shop.yaml",
        'version: "2026.1"\neffective: 2026-01-01',
        'version: "2025.1"\neffective: 2025-01-01',
    )
    policy, _ = load_policy(project)
    assert policy is not None
    (project / "policies" / "published").mkdir()
    (project / "policies" / "published" / "2025.1.json").write_text(freeze(policy), encoding="utf-8")
    edit(project, "policies/returns.yaml", "30 days from delivered", "14 days from delivered")
    edit(
        project,
        "policies/shop.yaml",
        'version: "2025.1"\neffective: 2025-01-01',
        'version: "2026.1"\neffective: 2026-01-01',
    )
    return project


@pytest.mark.parametrize(
    ("ordered", "version", "outcome"), [("2025-12-31", "2025.1", "refund"), ("2026-01-01", "2026.1", "decline")]
)
def test_the_version_in_force_at_the_order_decides_and_is_named(
    ordered: str, version: str, outcome: str, versions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = ("reason=changed_mind", "flags=", f"ordered={ordered}", "delivered=2026-01-05", "now=2026-01-25")
    _, answer, _ = decide(versions, capsys, *case)
    assert (answer["version"], answer["outcome"]) == (version, outcome)
    assert answer["before_first_version"] is False
    assert main(["decide", "-C", str(versions), "--lang", "en", *(p for one in case for p in ("--set", one))]) == 0
    told = capsys.readouterr().out
    assert f"By version {version}, in force " in told
    assert version != "2026.1" or "in force since 1 January 2026." in told


EARLY = ("reason=changed_mind", "flags=", "ordered=2025-11-10", "delivered=2025-11-15", "now=2025-11-20")


def test_a_version_that_is_still_to_come_is_in_force_from_its_day(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["decide", "-C", str(project), "--lang", "en", *(p for one in EARLY for p in ("--set", one))]) == 0
    assert "in force from " in (told := capsys.readouterr().out)
    assert "in force since" not in told
    assert not re.search(r"\d{4}-\d\d-\d\d", told)


def test_an_unknown_order_date_is_needed_where_the_versions_disagree(
    versions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, answer, _ = decide(versions, capsys, "reason=changed_mind", "flags=", "delivered=2026-01-05", "now=2026-01-25")
    assert answer["outcome"] is None
    assert answer["needs"][0] == "ordered"
    assert answer["possible"] == ["decline", "refund"]


def test_an_order_before_all_versions_is_decided_by_the_first_and_says_so(
    versions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, answer, _ = decide(
        versions, capsys, "reason=changed_mind", "flags=", "ordered=2024-05-01", "delivered=2024-05-09"
    )
    assert (answer["version"], answer["before_first_version"]) == ("2025.1", True)


def test_an_edited_published_version_decides_nothing(versions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(versions, "policies/published/2025.1.json", "30 days from delivered", "60 days from delivered")
    status, _, err = decide(versions, capsys, *KNOWN)
    assert status == 1
    assert "policies/published/2025.1.json:1:1: error SP277" in err


def test_the_text_says_it_to_the_buyer_then_why(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = [part for one in (*KNOWN, "delivered=2026-03-10") for part in ("--set", one)]
    assert main(["decide", "-C", str(project), "--lang", "zh", *case]) == 0
    out = capsys.readouterr().out
    assert "理由：" in out
    assert "依据 2026.1 版政策" in out
    assert "截止日包含在内" in out


def test_every_code_about_a_situation_is_told_by_a_test_here() -> None:
    here = Path(__file__).read_text(encoding="utf-8")
    assert {id for id in codes() if "SP261" <= id <= "SP262" or "SP270" <= id <= "SP272"} <= {
        id for id in codes() if id in here
    }


@pytest.mark.parametrize(
    ("lang", "rests"), [("en", "Amounts are worked out from the order total"), ("zh", "金额按订单总额计算")]
)
def test_an_amount_says_what_it_was_worked_out_from(
    project_root: Path, capsys: pytest.CaptureFixture[str], lang: str, rests: str
) -> None:
    known = "reason=lost channel=own_shop region=DE category=toys flags=[] violation=none now=2026-12-20".split()
    for told, is_said in ((("value=120.00 USD",), True), ((), False)):
        case = [part for one in (*known, *told) for part in ("--set", one)]
        assert main(["decide", "-C", str(project_root), "--lang", lang, *case]) == 0
        assert (rests in capsys.readouterr().out) is is_said
