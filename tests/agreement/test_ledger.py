"""The last net: what was built is read back, and whatever differs from the policy is found."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.agreement.ledger import Ledger, agreement_of, read_back
from generator.building import build_site
from generator.pipeline import Unwatched
from generator.policy.load import load_policy
from generator.policy.model import Policy
from generator.policy.projection import buyer_projection
from tests.projects import make_small

PLAYBOOK = "staff/after-delivery/changed-mind/index.html"
BUYER = "buyer/en/returns/index.html"
COPY, FRAGMENT = "buyer/en/copies/policy.txt", "buyer/en/copies/policy.html.txt"
INDEX, OVERVIEW = "staff/search/search_index.json", "buyer/en/index.html"
VALUE = '<data class="term" value="30 days" data-term="returns.window">30 days</data>'

Plant = Callable[[str, str, str], list[str]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Policy, Path]:
    """The small project's policy and its published site."""
    project = make_small(tmp_path_factory.mktemp("ledger"))
    findings = build_site(project, project / "site", date(2026, 12, 1), Unwatched())
    assert findings == ()
    policy, _ = load_policy(project)
    assert policy is not None
    return policy, project / "site"


def read(built: tuple[Policy, Path]) -> Ledger:
    """The ledger of the site as it now lies there."""
    policy, site = built
    return read_back(policy, buyer_projection(policy), site / "staff", site / "buyer")


@pytest.fixture
def plant(built: tuple[Policy, Path]) -> Callable[[str, str, str], list[str]]:
    """Change a built file, read the site back, put the file as it was; returns ``path CODE`` of what was found."""

    def planted(path: str, old: str, new: str) -> list[str]:
        file = built[1] / path
        sound = file.read_text(encoding="utf-8")
        assert old in sound, f"{old!r} does not stand in {path}"
        file.write_text(sound.replace(old, new, 1), encoding="utf-8")
        try:
            return [f"{finding.place.path} {finding.code}" for finding in read(built).findings]
        finally:
            file.write_text(sound, encoding="utf-8")

    return planted


def test_a_sound_site_agrees(built: tuple[Policy, Path]) -> None:
    assert read(built).findings == ()


PLANTED = [
    ("a value in words", PLAYBOOK, VALUE, VALUE.replace(">30 days<", ">14 days<"), "SP521"),
    ("a value as data", PLAYBOOK, VALUE, VALUE.replace('value="30', 'value="14'), "SP521"),
    ("a value on a buyer page", BUYER, VALUE, VALUE.replace("30 days", "14 days"), "SP521"),
    ("another unit", BUYER, VALUE, VALUE.replace(">30 days<", ">30 business days<"), "SP521"),
    ("no quantity at all", BUYER, VALUE, VALUE.replace(">30 days<", ">soon<"), "SP521"),
    ("a value without origin", PLAYBOOK, VALUE, "30 days", "SP522"),
    ("a value without origin for buyers", BUYER, "</main>", "<p>Within two weeks</p></main>", "SP522"),
    ("a value in alternative text", BUYER, "</main>", '<img alt="14 days" src="data:,"></main>', "SP522"),
    ("a term that does not exist", BUYER, VALUE, VALUE.replace("returns.window", "returns.old"), "SP523"),
    ("a rule that does not exist", BUYER, 'data-rule="returns.changed_mind"', 'data-rule="returns.old"', "SP524"),
    ("a seller term", BUYER, VALUE, VALUE.replace("returns.window", "penalties.fine"), "SP525"),
    ("a seller rule", BUYER, 'data-rule="returns.changed_mind"', 'data-rule="penalties.late"', "SP525"),
    ("a rule without its anchor", BUYER, 'id="returns.changed_mind"', 'id="returns.other"', "SP526"),
    ("a value in the data", "buyer/policy.json", '"value": "30 days"', '"value": "14 days"', "SP521"),
    ("a value in a copy", COPY, "within 30 days of delivery", "within 14 days of delivery", "SP541"),
    ("a value in a fragment", FRAGMENT, "within 30 days of delivery", "within 14 days of delivery", "SP541"),
    ("a sentence that no page says", COPY, "\n- ", "\nEverything is free.\n- ", "SP541"),
    ("a rule that a copy lacks", FRAGMENT, "<p>If you change your mind", "<p></p><p hidden>", "SP542"),
    ("a link in a fragment", FRAGMENT, "<li>", '<li><a href="https://shop.example">x</a>', "SP543"),
    ("a style in a fragment", FRAGMENT, "<li>", '<li style="color: red">', "SP543"),
    ("a rule that nobody sees", BUYER, 'id="returns.changed_mind"', 'hidden id="returns.changed_mind"', "SP461"),
    ("a value that nobody sees", PLAYBOOK, VALUE, f"<del>{VALUE}</del>", "SP461"),
    ("a value in a title", BUYER, "</title>", ": 14 days</title>", "SP522"),
    (
        "a value in a description",
        BUYER,
        'name="description" content="',
        'name="description" content="14 days: ',
        "SP522",
    ),
    ("a value in a title for staff", PLAYBOOK, "</title>", ": two weeks</title>", "SP522"),
    ("a value in the index", INDEX, "30 days of delivery", "14 days of delivery", "SP529"),
    ("another word in the index", INDEX, "The item is fine", "The item is never fine", "SP529"),
    ("days for search engines", OVERVIEW, '"merchantReturnDays":30', '"merchantReturnDays":14', "SP528"),
    ("fees for search engines", OVERVIEW, "ReturnFeesCustomerResponsibility", "FreeReturn", "SP528"),
    ("a refund for search engines", OVERVIEW, "FullRefund", "StoreCreditRefund", "SP528"),
    (
        "no end for search engines",
        OVERVIEW,
        "MerchantReturnFiniteReturnWindow",
        "MerchantReturnUnlimitedWindow",
        "SP528",
    ),
    (
        "no returns for search engines",
        OVERVIEW,
        "MerchantReturnFiniteReturnWindow",
        "MerchantReturnNotPermitted",
        "SP528",
    ),
    ("data that cannot be read", OVERVIEW, '{"@context"', '{{"@context"', "SP528"),
    ("who pays, in words", BUYER, "at your own expense", "at our expense", "SP530"),
    ("what is offered, in words", BUYER, "we refund the full price", "you receive store credit", "SP530"),
    ("who pays, in the data", "buyer/policy.json", '"postage": "buyer"', '"postage": "seller"', "SP530"),
    ("a term that the data lacks", "buyer/policy.json", '"returns.window": {', '"returns.other": {', "SP527"),
]


@pytest.mark.parametrize(("path", "old", "new", "code"), [row[1:] for row in PLANTED], ids=[row[0] for row in PLANTED])
def test_a_planted_disagreement_is_found(path: str, old: str, new: str, code: str, plant: Plant) -> None:
    """Each is found in the file in which it was planted (a missing anchor: at the rule that it belongs to)."""
    found = plant(path, old, new)
    assert (f"{path} {code}" if code != "SP526" else f"policies/returns.yaml {code}") in found


def test_a_planted_chinese_value_is_found(plant: Plant) -> None:
    path = "buyer/zh/returns/index.html"
    assert f"{path} SP521" in plant(path, 'data-term="returns.window">30 天<', 'data-term="returns.window">三周<')


def test_two_lines_of_a_copy_that_changed_places_are_found(built: tuple[Policy, Path], plant: Plant) -> None:
    """Each is right by itself; under another heading it would say something else."""
    window, refund = re.findall(r"^- Re.*$", (built[1] / COPY).read_text(encoding="utf-8"), re.MULTILINE)
    assert plant(COPY, f"{window}\n{refund}", f"{refund}\n{window}") == [f"{COPY} SP541"]


def test_a_copy_that_is_gone_is_found(built: tuple[Policy, Path]) -> None:
    copy = built[1] / "buyer/zh/copies/short.txt"
    sound = copy.read_bytes()
    copy.unlink()
    found = [f"{finding.place.path} {finding.code}" for finding in read(built).findings]
    copy.write_bytes(sound)
    assert found == ["buyer/zh/copies/short.txt SP542"]


def test_what_a_copy_leaves_out_is_named_with_its_sentence_its_page_and_its_template(
    built: tuple[Policy, Path],
) -> None:
    copy = built[1] / FRAGMENT
    sound = copy.read_text(encoding="utf-8")
    copy.write_text(sound.replace("<p>If you change your mind", "<p></p><p hidden>"), encoding="utf-8")
    (finding,) = (each for each in read(built).findings if each.code == "SP542")
    copy.write_text(sound, encoding="utf-8")
    for lang in ("en", "zh"):
        told = finding.message(lang)
        assert "returns.changed_mind" in told
        assert "overrides/buyer/" in told
        assert re.search(r"buyer/en/(?:returns/)?index\.html:\d+", told)
        assert "If you change your mind" in told


def test_agreement_json_lists_every_term_and_where_it_stands(built: tuple[Policy, Path]) -> None:
    policy, site = built
    told = json.loads((site / "staff" / "agreement.json").read_text(encoding="utf-8"))
    window = told["terms"]["returns.window"]
    assert set(told) == {"policy", "terms", "rules", "mismatches"}
    assert told["terms"].keys() == policy.terms.keys()
    assert window["value"] == "30 days from delivered"
    assert {surface for surface, places in window["surfaces"].items() if places} == {
        "staff-en",
        "staff-zh",
        "buyer-en",
        "buyer-zh",
        "replies-en",
        "replies-zh",
        "data",
    }
    assert told["mismatches"] == []
    assert agreement_of(policy, read(built)) == (site / "staff" / "agreement.json").read_text(encoding="utf-8")


def test_seller_values_stand_on_staff_pages_only(built: tuple[Policy, Path]) -> None:
    told = json.loads((built[1] / "staff" / "agreement.json").read_text(encoding="utf-8"))
    surfaces = told["terms"]["penalties.fine"]["surfaces"]
    assert {name for name, places in surfaces.items() if places} == {"staff-en", "staff-zh"}
