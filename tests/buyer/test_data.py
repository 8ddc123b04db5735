from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from generator.agreement.machines import check_structured
from generator.policy.model import Policy, Table
from generator.policy.projection import buyer_projection
from generator.policy.values import After, Duration
from generator.publish.linked import return_policies, shop_data
from generator.publish.rail import off_season
from generator.publish.structured import canonical, policy_data

if TYPE_CHECKING:
    from conftest import Site


def embedded(text: str) -> dict[str, object]:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    data: dict[str, object] = json.loads(found)
    return data


def test_policy_json_holds_every_term_and_rule(site: Site) -> None:
    data = json.loads(site.text("policy.json"))
    assert set(data["terms"]) == set(site.policy.terms)
    assert set(data["rules"]) == set(site.policy.rules)


def test_policy_json_says_what_a_rule_is_met_by(site: Site) -> None:
    rules = json.loads(site.text("policy.json"))["rules"]
    assert {id: rule.get("met_by") for id, rule in rules.items()} == {
        id: rule.met_by for id, rule in site.policy.rules.items()
    }
    assert {rule.get("met_by") for rule in rules.values()} > {None, "reported"}


def test_the_hash_is_that_of_everything_else(site: Site) -> None:
    data = json.loads(site.text("policy.json"))
    stated = data.pop("hash")
    assert stated == f"sha256:{hashlib.sha256(canonical(data).encode()).hexdigest()}"


def test_another_value_gives_another_hash(site: Site) -> None:
    id, term = next((id, term) for id, term in site.policy.terms.items() if isinstance(term.value, After))
    assert isinstance(term.value, After)
    length = term.value.duration
    longer = After(Duration(length.low + 1, length.high + 1, length.unit, length.calendar), term.value.event)
    changed = replace(site.policy, terms=MappingProxyType({**site.policy.terms, id: replace(term, value=longer)}))
    assert policy_data(site.policy)["hash"] != policy_data(changed)["hash"]


def test_every_row_of_a_table_is_stated_with_value_unit_and_clock(site: Site) -> None:
    data = json.loads(site.text("policy.json"))
    for id, term in site.policy.terms.items():
        if isinstance(term.value, Table):
            for row in data["terms"][id]["rows"]:
                assert {"at", "type", "value"} <= set(row), id
                if row["type"] == "duration":
                    assert "unit" in row, id


def test_every_anchor_in_policy_json_exists(site: Site) -> None:
    data = json.loads(site.text("policy.json"))
    for entry in (*data["terms"].values(), *data["rules"].values()):
        for address in entry["pages"].values():
            page, _, anchor = address.partition("#")
            assert f'id="{anchor}"' in site.text(f"{page}index.html")


def test_search_engines_get_what_they_require(site: Site) -> None:
    """A country with a category, or a link: without either a return policy is not read."""
    for lang in ("en", "zh"):
        policies = embedded(site.text(f"{lang}/index.html"))["hasMerchantReturnPolicy"]
        assert isinstance(policies, list)
        assert policies
        for policy in policies:
            assert "merchantReturnLink" in policy or {"applicableCountry", "returnPolicyCategory"} <= set(policy)
            if str(policy["returnPolicyCategory"]).endswith("FiniteReturnWindow"):
                assert isinstance(policy["merchantReturnDays"], int)


def test_what_cannot_be_expressed_is_listed_with_its_rule(site: Site) -> None:
    """Every rule but the main one, and what the main one says beyond a single window."""
    data = json.loads(site.text("policy.json"))
    listed = {entry["rule"] for entry in data["not_expressed"]}
    assert set(site.policy.rules) == listed
    assert all(entry["what"] and entry["why"] for entry in data["not_expressed"])
    said = {entry["what"] for entry in data["not_expressed"] if entry["rule"] == "returns.changed_mind"}
    assert {"exchange instead of refund", "outbound", "duties"} <= said


def test_the_window_for_search_engines_is_the_one_with_money_back(site: Site) -> None:
    """Store credit comes later; a longer window would promise money for longer than the policy does."""
    usual = off_season(site.policy)
    window = usual.terms["returns.window"].value
    assert isinstance(window, After)
    (policy, *_), _ = return_policies(usual, "en")
    assert policy["merchantReturnDays"] == int(window.duration.high)


def test_where_the_way_back_is_free_the_structured_policy_says_so(whole: Policy) -> None:
    """The United States and Taiwan pay no return: a policy of their own, and a note on what everybody else has."""
    made, left = return_policies(whole, "en")
    free = {str(one.get("applicableCountry")) for one in made if str(one["returnFees"]).endswith("FreeReturn")}
    assert free == {"['US']", "['TW']"}
    assert any("everywhere else" in entry.values() for entry in left)


def test_a_country_that_pays_its_returns_is_not_told_to_search_engines_as_free(whole: Policy) -> None:
    """The read-back holds a promise for some countries to the condition that names them."""
    public = buyer_projection(whole)
    told = json.dumps(shop_data(public, "en"))
    for text, codes in ((told, set()), (told.replace('["TW"]', '["DE"]'), {"SP528"})):
        page = f'<script type="application/ld+json">{text}</script>'.encode()
        assert {finding.code for finding in check_structured(page, "en/index.html", public)} == codes
