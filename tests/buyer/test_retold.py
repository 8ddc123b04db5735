"""What the buyer pages say of a rule in words is read back: who pays, what is offered, who chooses, until when."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from generator.agreement import ledger
from generator.agreement.built import read_page, read_pages
from generator.agreement.datafile import check_rules
from generator.agreement.retold import Retelling
from generator.finding import Finding, Place
from generator.policy.load import load_policy
from generator.policy.model import Chooser, Policy
from generator.policy.projection import buyer_projection
from generator.publish.buyer import write_buyer
from tests.buyer.conftest import Site
from tests.decisions.random_policies import Files, load, policies
from tests.projects import load_edited

SHOPS = ("accessories", "accessories_as_published", "fashion", "google", "pet_shop_zh", "uk_prints")
"""Those of ``tests/cases`` that promise buyers anything and type no value in their notes."""
RETURNS, REFUNDS, DISPUTES, DELAYS = "returns", "refunds", "disputes", "delays"


@pytest.fixture(scope="module")
def retelling(whole: Policy) -> Retelling:
    return Retelling(whole)


def said(finding: Finding) -> str:
    return f"{finding.facts['rule']} {finding.facts['facet']}: {finding.facts['says']}"


PLANTED = [
    ("who pays the way back", RETURNS, "en", "return the item at your own expense", "return the item at our expense"),
    ("who pays it for one country", RETURNS, "en", ": we pay the return postage;", ": you pay the return postage;"),
    (
        "who pays it for one offer",
        RETURNS,
        "zh",
        "我们承担退货运费并提供退货面单。如退款",
        "退货运费和面单由您自理。如退款",
    ),
    ("whose label", RETURNS, "zh", "请自备退货面单寄回商品", "请使用我们提供的退货面单寄回商品"),
    ("what happens to the goods", DISPUTES, "en", "you can keep the item, and we refund", "we refund"),
    ("what happens to them, denied", DISPUTES, "zh", "，无需退回商品", "，须退回商品"),
    (
        "what of the postage comes back",
        DISPUTES,
        "en",
        "includes the original postage and",
        "does not include the original postage or",
    ),
    ("what comes back for some", RETURNS, "zh", "：我们退还原运费。", "：我们不退还原运费。"),
    (
        "what is offered",
        DISPUTES,
        "en",
        "a full refund, a replacement or a repair",
        "a full refund, store credit or a repair",
    ),
    (
        "what is offered, in Chinese",
        DISPUTES,
        "zh",
        "可选择全额退款、更换同款商品或维修",
        "可选择购物金、更换同款商品或维修",
    ),
    ("what is offered first", RETURNS, "zh", "可选择换货或退还全部货款；", "可选择退还全部货款或换货；"),
    ("what is offered then", RETURNS, "zh", "可获得购物金（有效期", "可获得优惠券（有效期"),
    ("an end that is gone", RETURNS, "en", "We do not accept returns after that. You", "You"),
    ("a refusal", RETURNS, "en", "Perishable food cannot be returned", "Perishable food can be returned"),
    (
        "who chooses",
        DISPUTES,
        "en",
        "You can choose a replacement or a partial refund",
        "We choose a replacement or a partial refund",
    ),
    ("who chooses, in Chinese", DELAYS, "zh", "您可选择继续等待、替代商品", "我们可选择继续等待、替代商品"),
    ("a band that has another's offer", RETURNS, "zh", "您可获得购物金（有效期", "您可获得全额退款（有效期"),
    ("an offer by its name alone", RETURNS, "en", "Store credit</b>", "Coupon</b>"),
    (
        "one of them in a list",
        DISPUTES,
        "en",
        "Refund, replacement or partial refund</b>",
        "Refund, replacement or repair</b>",
    ),
    ("one with its last day", RETURNS, "en", "Refund or exchange: last day", "Repair: last day"),
    ("one that a picture names", RETURNS, "zh", "天：购物金。第", "天：优惠券。第"),
    ("who pays, as a picture says", RETURNS, "en", ": You choose. You pay the", ": You choose. We pay the"),
    (
        "who chooses, as a picture says",
        DISPUTES,
        "en",
        ": you choose refund, replacement",
        ": we choose refund, replacement",
    ),
    ("a yes that is a no", RETURNS, "en", ">Usually yes.", ">No."),
    ("a yes that is a no, in Chinese", RETURNS, "zh", ">多数情况下可以。", ">不可以。"),
    ("a choice that is denied", RETURNS, "en", "You can choose a refund", "You cannot choose a refund"),
    ("a choice that is denied, in Chinese", RETURNS, "zh", "您可选择退还", "您不可选择退还"),
    ("what is not received", RETURNS, "en", "you receive store credit", "you do not receive store credit"),
    (
        "what comes back no more",
        RETURNS,
        "en",
        "does not include the original postage or",
        "does include the original postage or",
    ),
    ("where the money goes", REFUNDS, "en", "back to your original payment method", "back to your bank account"),
    ("where the money goes, in Chinese", REFUNDS, "zh", "款项原路退回", "款项以购物金退回"),
    ("a claim denied", DELAYS, "zh", "我们将取消订单并全额退款", "我们不会取消订单并全额退款"),
]


@pytest.mark.parametrize(("page", "lang", "old", "new"), [row[1:] for row in PLANTED], ids=[row[0] for row in PLANTED])
def test_words_that_no_longer_say_what_the_rule_grants_are_found(
    page: str, lang: str, old: str, new: str, site: Site, retelling: Retelling
) -> None:
    path = f"{lang}/{page}/index.html"
    sound = site.text(path)
    assert old in sound
    read = read_page(sound.replace(old, new, 1).encode(), path, main_only=False)
    found = list(retelling.check(read, path))
    assert [finding.code for finding in found] == ["SP530"] * len(found)
    assert found


def test_a_time_within_which_something_is_granted_is_not_told_as_one_beyond_which(
    site: Site, retelling: Retelling
) -> None:
    path = "en/returns/index.html"
    sound = site.text(path)
    start = sound.index("and tell us within <data", sound.index('id="returns.changed_mind"'))
    wrong = f"{sound[:start]}and tell us after <data{sound[start + len('and tell us within <data') :]}"
    found = [said(finding) for finding in retelling.check(read_page(wrong.encode(), path, main_only=False), path)]
    assert found == ["returns.changed_mind offer > returns.window: refund"]


def test_sound_pages_say_what_the_rules_grant(site: Site, retelling: Retelling) -> None:
    assert [
        said(each) for page in read_pages(site.folder, main_only=False) for each in retelling.check(page, page.path)
    ] == []


@pytest.mark.parametrize("shop", SHOPS)
def test_so_do_those_of_shops_that_were_really_published(shop: str, project_root: Path, tmp_path: Path) -> None:
    policy, findings = load_policy(project_root / "tests" / "cases" / shop)
    assert policy is not None, findings
    assert read_back(buyer_projection(policy), tmp_path, project_root) == []


def test_so_do_those_of_a_shop_whose_rules_have_no_titles(project_root: Path, tmp_path: Path) -> None:
    """Situations stand for them, with amounts in them; and a table has rows for a fact that is called ``value``."""
    policy, findings = load_policy(project_root / "tests" / "language" / "lamp_shop")
    assert policy is not None, findings
    assert read_back(buyer_projection(policy), tmp_path, project_root) == []
    page = (tmp_path / "en/returns/index.html").read_text(encoding="utf-8")
    assert '<h3>For orders under <data class="term" value="20.00 GBP" data-derived-from="policy">£20</data>' in page
    assert "- For orders under £20, if you change" in (tmp_path / "en/copies/policy.txt").read_text(encoding="utf-8")


@given(files=policies())
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_so_do_those_of_any_policy(files: Files, project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    policy = buyer_projection(load(files))
    assert read_back(policy, tmp_path_factory.mktemp("chance"), project_root) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("en: [store credit]", "en: [refund credit]"), ("zh: [购物金]", "zh: [全额退款卡]"), ("zh: [换货]", "zh: [更换]")],
)
def test_a_shops_own_word_for_an_offer_may_hold_another_offer(
    old: str, new: str, project_root: Path, tmp_path: Path
) -> None:
    policy = load_edited(project_root, tmp_path, "policies/words.yaml", old, new)
    assert read_back(buyer_projection(policy), tmp_path / "site", project_root) == []


NAMES = [
    ("scopes", "zh: [您申请取消订单, 买家申请取消订单]", "zh: [您想取消订单, 买家想取消订单]"),
    ("scopes", "zh: 商品有质量问题", "zh: 商品需要维修"),
    ("scopes", "food: {en: perishable food, zh: 易腐食品}", "food: {en: store credit, zh: 购物金}"),
    ("disputes", "name: {en: warranty, zh: 质保期}", "name: {en: a repair, zh: 维修}"),
]


@pytest.mark.parametrize(("file", "old", "new"), NAMES, ids=[row[2] for row in NAMES])
def test_what_is_called_like_an_offer_offers_nothing(
    file: str, old: str, new: str, project_root: Path, tmp_path: Path
) -> None:
    policy = load_edited(project_root, tmp_path, f"policies/{file}.yaml", old, new)
    assert read_back(buyer_projection(policy), tmp_path / "site", project_root) == []


def test_a_condition_that_keeps_postage_and_duties_is_told(project_root: Path, tmp_path: Path) -> None:
    lamps = project_root / "tests/language/lamp_shop"
    old, kept = "postage: seller}", "fees.return: $fee, outbound: not_refunded, duties: not_refunded}"
    over = "over: [changed_mind], "
    policy = load_edited(lamps, tmp_path, "policies/returns.yaml", f"{over}{old}", f"{over}{kept}")
    assert read_back(buyer_projection(policy), tmp_path / "site", project_root) == []


def test_an_amount_in_a_situation_is_a_value_where_a_country_is_excepted(project_root: Path, tmp_path: Path) -> None:
    lamps = project_root / "tests/language/lamp_shop"
    old, new = 'value: "< 20 GBP"}, fees', 'value: "< 20 GBP"}, unless: {region: "NO"}, fees'
    policy = load_edited(lamps, tmp_path, "policies/returns.yaml", old, new)
    assert read_back(buyer_projection(policy), tmp_path / "site", project_root) == []
    page = (tmp_path / "site/en/returns/index.html").read_text(encoding="utf-8")
    assert re.search(r"<dd><a href=\"#returns.small\">For orders under <data .*?£20</data>.*?</a>", page)


def test_a_last_time_that_only_waits_is_told_without_what_follows(project_root: Path, tmp_path: Path) -> None:
    shutil.copytree(project_root / "policies", tmp_path / "policies")
    file = tmp_path / "policies/disputes.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("offer: decline", "offer: wait"), encoding="utf-8")
    policy, _ = load_policy(tmp_path)
    assert policy is not None
    assert read_back(buyer_projection(policy), tmp_path / "site", project_root) == []


def test_what_the_shop_chooses_is_nowhere_the_buyers_choice(whole: Policy, project_root: Path, tmp_path: Path) -> None:
    """Where the seller chooses at every turn, all that the pages say agrees with it, answers and courses too."""
    rules = {
        id: replace(rule, bands=tuple(replace(band, choice=band.choice and Chooser.SELLER) for band in rule.bands))
        for id, rule in whole.rules.items()
    }
    sections = {
        id: replace(section, rules=tuple(rules[rule.id] for rule in section.rules))
        for id, section in whole.sections.items()
    }
    changed = buyer_projection(replace(whole, rules=rules, sections=sections))
    assert read_back(changed, tmp_path, project_root) == []
    returns = (tmp_path / "en/returns/index.html").read_text(encoding="utf-8")
    assert "we choose between" in returns
    assert "ou can choose" not in returns


@pytest.mark.parametrize(
    ("choice", "en", "zh"),
    [
        ("seller", "we choose between a full refund and nothing", "由我们选择全额退款或不予受理"),
        ("platform", "the platform chooses between a full refund and nothing", "由平台选择全额退款或不予受理"),
    ],
)
def test_a_refusal_among_options_is_told_beside_the_others(
    choice: str, en: str, zh: str, project_root: Path, tmp_path: Path
) -> None:
    refund = "{offer: refund, outbound: not_refunded, duties: not_refunded}"
    old = f"choice: buyer\n        options:\n          - {refund}\n          - {{offer: exchange}}"
    new = f"choice: {choice}\n        options: [{{offer: refund}}, {{offer: decline}}]"
    policy = load_edited(project_root, tmp_path, "policies/returns.yaml", old, new)
    assert read_back(buyer_projection(policy), tmp_path / "site", project_root) == []
    for lang, sentence, no_yes in (("en", en, "yes"), ("zh", zh, "多数情况下可以")):
        page = (tmp_path / "site" / lang / "returns/index.html").read_text(encoding="utf-8")
        own = page[page.index('id="returns.changed_mind"') : page.index('id="returns.wrong_size"')]
        assert sentence in own
        assert no_yes not in own.lower()


def read_back(policy: Policy, folder: Path, project_root: Path) -> list[str]:
    """Write the pages of a policy, read all of them back, and say what was found."""
    write_buyer(policy, folder, overrides=project_root / "overrides", as_of=date(2026, 12, 5))
    found = ledger.read_back(policy, policy, folder / "no staff site", folder).findings
    return [f"{each.code} {each.place}: {each.message()}" for each in found]


DATA = [
    ("postage", ["facets", "postage"], "seller", "facets.postage"),
    ("an offer", ["bands", 0, "options", 0, "offer"], "store_credit", "bands.0.options.0.offer"),
    ("an end", ["bands", 0, "until"], "returns.credit_window", "bands.0.until"),
    ("who chooses", ["bands", 0, "choice"], "seller", "bands.0.choice"),
    ("a condition", ["when", 0, "reason"], ["wrong_size"], "when.0.reason"),
    ("what it is over", ["over"], [], "over"),
    ("a title", ["title", "zh"], "想要", "title.zh"),
    ("a term of a facet", ["bands", 1, "facets", "valid"], {"term": "returns.window"}, "bands.1.facets.valid"),
]


@pytest.mark.parametrize(("path", "value", "name"), [row[1:] for row in DATA], ids=[row[0] for row in DATA])
def test_a_rule_in_policy_json_that_differs_is_found(
    path: list[str | int], value: object, name: str, site: Site
) -> None:
    rules = json.loads(site.text("policy.json"))["rules"]
    node = rules["returns.changed_mind"]
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    found = list(check_rules(rules, site.policy, Place("policy.json")))
    assert [(each.code, each.facts["facet"]) for each in found] == [("SP530", name)]


def test_a_rule_that_policy_json_lacks_or_has_too_much_is_found(site: Site) -> None:
    rules = json.loads(site.text("policy.json"))["rules"]
    rules["penalties.fine"] = rules.pop("returns.sale")
    found = [(each.code, each.term) for each in check_rules(rules, site.policy, Place("policy.json"))]
    assert found == [("SP527", "returns.sale"), ("SP525", "penalties.fine")]
