"""Policies below what the law requires, and such as just meet it: ``floors/*.yaml`` say what is changed in a sound
policy and what is found. Then the policies that were really published.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.decisions.calendars import WorkCalendar, longest_business_days
from generator.decisions.clock import Moment
from generator.decisions.deciding import Decider
from generator.decisions.decision import Part
from generator.decisions.floors import below_floors
from generator.decisions.reading import read_situation, vocabulary_of
from generator.finding import LANGUAGES, Finding, Severity
from generator.policy.floor import Certainty, Floor
from generator.policy.floors import load_floors
from generator.policy.load import load_policy
from generator.policy.model import Policy
from generator.policy.notation import parse_day
from generator.policy.shape import Report
from generator.policy.source import parse_yaml

HERE = Path(__file__).parent / "floors"
CASES = HERE.parent.parent / "cases"
GOLDEN = sorted(HERE.glob("*.yaml"))


def loaded(folder: Path) -> Policy:
    policy, findings = load_policy(folder)
    assert policy is not None, [f"{one.place} {one.message()}" for one in findings]
    return policy


def changed(golden: dict[str, Any], folder: Path) -> Policy:
    shutil.copytree(HERE / "sound", folder, dirs_exist_ok=True)
    for name, changes in golden["change"].items():
        file = folder / "policies" / name
        text = file.read_text(encoding="utf-8")
        for old, new in changes.items():
            assert old in text, old
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
    return loaded(folder)


def floors_of(golden: dict[str, Any]) -> tuple[Floor, ...]:
    """The floors that are shipped, with another certainty or another day of coming into force."""
    other = golden.get("floors", {})
    floors = load_floors()
    if "certainty" in other:
        floors = tuple(replace(floor, certainty=Certainty(other["certainty"])) for floor in floors)
    if "since" in other:
        floors = tuple(replace(floor, since=parse_day(other["since"])) for floor in floors)  # type: ignore[arg-type]
    return floors


def told(finding: Finding) -> str:
    """Floor, code, rule and the first market; of a note the floors."""
    if finding.code == "SP294":
        return f"SP294 {finding.facts['floors'][0]}"
    floor = finding.facts["cite"][0].partition(":")[0]
    market = finding.facts["market"][0].replace(",", " ").split()[0]
    return f"{floor} {finding.code} {finding.facts['rule']} {market}"


def found_in(golden: dict[str, Any], folder: Path) -> tuple[Policy, tuple[Finding, ...]]:
    policy = changed(golden, folder)
    return policy, below_floors(policy, Decider.of(policy), floors_of(golden))


def golden_of(path: Path) -> dict[str, Any]:
    return dict(yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader))


def decided(policy: Policy, situation: str) -> Part:
    """What the policy decides for the buyer in a situation as it is printed."""
    decider = Decider.of(policy)
    node, broken = parse_yaml(situation.encode(), "situation.yaml")
    report = Report()
    assert node is not None
    assert not broken
    read = read_situation(node, vocabulary_of(decider.program, decider.clock), Moment(1), report)
    assert read is not None
    assert not report.findings
    return decider.decide(read).buyer


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_policy_is_below_the_law_as_its_file_says(path: Path, tmp_path: Path) -> None:
    """And what is found shows in the situation that is printed, at the rule or the term that has to be changed."""
    golden = golden_of(path)
    policy, found = found_in(golden, tmp_path)
    assert [told(one) for one in found] == golden["finds"], golden["says"]
    for one in found:
        if one.code == "SP294":
            continue
        rule, situation = str(one.facts["rule"]), str(one.facts["situation"])
        assert one.place == (policy.terms[one.term].place if one.term else policy.rules[rule].place)
        assert rule in {reason.rule for reason in decided(policy, situation).because}
        for name, value in golden.get("example", {}).items():
            assert f"{name}: {value}" in situation


@pytest.mark.parametrize("path", [path for path in GOLDEN if path.stem.startswith("SP")], ids=lambda path: path.stem)
def test_a_finding_speaks_both_languages_and_is_no_legal_advice(path: Path, tmp_path: Path) -> None:
    _, found = found_in(golden_of(path), tmp_path)
    assert path.stem[:5] in {one.code for one in found}
    for one in found:
        assert all("{}" not in one.message(lang) and "\n" not in one.message(lang) for lang in LANGUAGES)
        assert not re.search(r"[\u4e00-\u9fff]", one.message("en"))
        assert not re.search(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]", one.message("zh"))
        if one.code != "SP294":
            assert "not legal advice" in one.hint("en")
            assert "不构成法律意见" in one.hint("zh")


def test_every_code_has_a_policy_that_leads_to_it() -> None:
    assert {path.stem[:5] for path in GOLDEN if path.stem.startswith("SP")} == {f"SP29{n}" for n in range(5)}


def test_what_was_not_looked_up_never_fails(tmp_path: Path) -> None:
    _, found = found_in(golden_of(HERE / "SP291_norway.yaml"), tmp_path)
    assert {one.facts["cite"][0][:2]: one.severity for one in found} == {"eu": Severity.ERROR, "no": Severity.WARNING}


@pytest.mark.parametrize("days", [0, 1, 13, 14, 15, 60])
def test_a_window_is_too_short_exactly_below_fourteen_days(days: int, tmp_path: Path) -> None:
    golden = {"change": {"returns.yaml": {"14 days from delivered": f"{days} days from delivered"}, "scopes.yaml": {}}}
    _, found = found_in(golden, tmp_path)
    assert bool(found) == (days < 14)


@pytest.mark.parametrize("number", range(4, 13))
def test_business_days_are_too_many_exactly_if_their_worst_case_is(number: int, tmp_path: Path) -> None:
    """Counted day by day over all published years, holidays of Germany."""
    limit = f"{number} business days (shop) from"
    new = f"value: {{earlier_of: [{limit} return_received, {limit} return_proof]}}"
    golden = {
        "change": {"returns.yaml": {"value: 14 days from withdrawal_notice}\n  warranty": f"{new}}}\n  warranty"}}
    }
    _, found = found_in(golden, tmp_path)
    worst = longest_business_days(WorkCalendar(frozenset({5, 6}), "DE", None, None), number, day_one=False)
    assert [one.code for one in found] == (["SP292"] if worst > 14 else [])
    for one in found:
        days = [date.fromisoformat(day) for day in re.findall(r"\d{4}-\d{2}-\d{2}", str(one.facts["worst"][0]))[:2]]
        assert 0 < (days[0] - days[1]).days <= worst - 14


# ------------------------------------------------------------------------------------- policies that were published

PUBLISHED = {
    "accessories": [],
    "accessories_as_published": [],
    "electronics": [],
    "fashion": [],
    "google": [
        "eu.conformity SP291 returns.defective DE",
        # Goods that were used are in no list of exceptions either.
        "eu.withdraw SP290 returns.not_accepted DE",
        "eu.conformity SP291 returns.not_accepted DE",
    ],
    "pet_shop_zh": [
        "cn.seven SP290 returns.excluded CN",
        # Who sends the wrong item, or not all, replaces it and pays nothing back.
        "cn.quality SP290 returns.wrong_item CN",
        "cn.quality SP290 returns.missing CN",
        "cn.quality SP290 returns.transit_damage CN",
        "cn.quality SP290 returns.fresh CN",
    ],
    "uk_prints": [],
    "wish_countries": [],
    "wish_merchant": [],
}


def published(case: str) -> tuple[Finding, ...]:
    policy = loaded(CASES / case)
    return below_floors(policy, Decider.of(policy))


@pytest.mark.parametrize("case", PUBLISHED)
def test_a_published_policy_is_below_the_law_where_it_is(case: str) -> None:
    assert sorted(told(one).replace(" AT", " DE") for one in published(case)) == sorted(PUBLISHED[case])


def test_sale_items_and_transit_damage_are_shown_by_the_smallest_situations() -> None:
    found = {str(one.facts["rule"]): str(one.facts["situation"]) for one in published("pet_shop_zh")}
    assert found["returns.excluded"].startswith("{reason: changed_mind, region: CN, flags: [sale], delivered: ")
    delivered, now = re.findall(r"\d{4}-\d{2}-\d{2}", found["returns.transit_damage"])
    assert date.fromisoformat(now) - date.fromisoformat(delivered) == timedelta(days=3), "after 48 hours, within 7 days"


@pytest.mark.parametrize("case", ["fashion", "uk_prints", "wish_countries", "wish_merchant"])
def test_floors_are_not_even_read_where_there_is_no_market(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def unwanted() -> tuple[Floor, ...]:
        raise AssertionError("floors were read")

    monkeypatch.setattr("generator.decisions.floors.load_floors", unwanted)
    assert published(case) == ()


@pytest.mark.parametrize(
    ("country", "floors"),
    [
        ("CN", {"cn.seven", "cn.refund", "cn.quality"}),
        ("DE", {"eu.withdraw", "eu.refund", "eu.conformity"}),
        ("GB", {"uk.cancel", "uk.refund", "uk.reject"}),
        ("TW", {"tw.seven"}),
        ("US", set()),
    ],
)
def test_a_policy_that_ships_abroad_meets_the_laws_there(country: str, floors: set[str], tmp_path: Path) -> None:
    """As ``cases/accessories/findings.yaml`` says of its markets, once the policy names them."""
    shutil.copytree(CASES / "accessories", tmp_path, dirs_exist_ok=True)
    with (tmp_path / "policies" / "scopes.yaml").open("a", encoding="utf-8") as scopes:
        scopes.write(f"\nplaces: {{here: {{en: our warehouse, zh: 本店仓库, country: {country}}}}}\n")
    policy = loaded(tmp_path)
    found = below_floors(policy, Decider.of(policy))
    assert {one.facts["cite"][0].partition(":")[0] for one in found} == floors
