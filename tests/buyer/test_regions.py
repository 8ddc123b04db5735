"""What differs by country stands beside the rule it differs from, and comes from the rules' scopes alone."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

from generator.policy.model import Bilingual, FactKind, Policy, Rule, Word
from generator.publish.regions import list_differences, name_regions

if TYPE_CHECKING:
    from conftest import Site


def told(policy: Policy, rule: str, lang: str = "en") -> dict[str, list[str]]:
    """What differs, by the name of the region, in plain words."""
    groups = list_differences(policy, policy.rules[rule], lang)
    return {group.title: [Markup(f"{row.words}{row.line}").striptags() for row in group.rows] for group in groups}


def without(policy: Policy, *rules: str) -> Policy:
    """The policy as if these rules had not been written."""
    left = {id: rule for id, rule in policy.rules.items() if id not in rules}
    return replace(policy, rules=MappingProxyType(left))


def with_rule(policy: Policy, rule: Rule) -> Policy:
    return replace(policy, rules=MappingProxyType({**policy.rules, rule.id: rule}))


def test_a_region_is_told_what_a_rule_of_its_own_gives(site: Site) -> None:
    (said,) = told(site.policy, "returns.changed_mind")["The United States"]
    name, _, gives = said.partition(": ")
    assert name == "I send it back from the United States"
    assert gives == "we pay the return postage; you can print a return label that we provide."


def test_in_chinese_too(site: Site) -> None:
    assert told(site.policy, "returns.changed_mind", "zh")["美国"] == [
        "从美国寄回：退货运费由我们承担；退货面单由我们提供，可自行打印。"
    ]


def test_without_the_rule_there_is_nothing_to_tell(site: Site) -> None:
    """Nothing is typed: the note goes with the rule."""
    assert "The United States" not in told(without(site.policy, "returns.us_label"), "returns.changed_mind")


def test_where_a_rule_does_not_hold_it_says_so(site: Site) -> None:
    assert told(site.policy, "returns.unsealed")["Mainland China and Taiwan"] == ["This does not apply there."]


def test_a_condition_that_a_region_is_spared_is_told(site: Site) -> None:
    said = told(site.policy, "returns.changed_mind")["Mainland China, Taiwan, the EEA and the UK"]
    assert "I opened the box of a phone or other electronics: does not apply there." in said


def test_a_rule_that_stands_over_it_in_one_country_is_told_with_its_line(site: Site) -> None:
    (said,) = told(site.policy, "disputes.damaged")["Australia"]
    assert said.startswith("I am in Australia and something is wrong with it: Within")


def test_nothing_is_told_of_countries_in_which_the_rule_does_not_hold(site: Site) -> None:
    """Sale items are like all others in Europe, so what holds there of sale items is nothing."""
    assert "The EEA and the UK, Taiwan" not in told(site.policy, "returns.sale")


def test_what_was_never_sent_is_not_sent_back(site: Site) -> None:
    """An order cancelled in time has no return postage, not even where a rule over it would pay it."""
    label = site.policy.rules["returns.us_label"]
    over = replace(label, over=(*label.over, "cancellations.cancel"))
    assert told(with_rule(site.policy, over), "cancellations.cancel") == {}
    assert "The United States" in told(with_rule(site.policy, over), "cancellations.cancel_dispatched")


def test_a_rule_of_another_reason_is_not_told(site: Site) -> None:
    assert "The United States" not in told(site.policy, "disputes.damaged")


def test_what_the_rule_settles_itself_is_not_told_of_a_weaker_one(site: Site) -> None:
    weaker = replace(site.policy.rules["returns.us_label"], over=())
    assert "The United States" not in told(with_rule(site.policy, weaker), "returns.changed_mind")


def test_another_value_of_the_rule_is_told_at_once(site: Site) -> None:
    rule = site.policy.rules["returns.us_label"]
    facets = tuple(
        replace(facet, value=Word("buyer", facet.place)) if facet.name == "postage" else facet for facet in rule.facets
    )
    (said,) = told(with_rule(site.policy, replace(rule, facets=facets)), "returns.changed_mind")["The United States"]
    assert "you pay the return postage" in said


def test_a_title_that_asks_is_answered(site: Site) -> None:
    asks = replace(site.policy.rules["returns.us_label"], title=Bilingual("Who pays?", "谁付运费？"))
    (said,) = told(with_rule(site.policy, asks), "returns.changed_mind")["The United States"]
    assert said.startswith("Who pays? We pay the return postage")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_overview_names_the_regions_and_leads_to_what_holds_there(site: Site, lang: str) -> None:
    named = name_regions(site.policy, site.policy.rules["returns.changed_mind"], lang)
    assert {"en": "mainland China", "zh": "中国内地"}[lang] in named
    assert named in site.text(f"{lang}/index.html")
    assert 'href="returns/#returns.changed_mind.where"' in site.text(f"{lang}/index.html")
    assert 'id="returns.changed_mind.where"' in site.text(f"{lang}/returns/index.html")


def test_every_rule_that_names_a_country_is_told_beside_another_rule(site: Site) -> None:
    """Except where to send a parcel to, which is a matter of every return and stands below them all."""
    countries = {fact.id for fact in site.policy.scopes.facts.values() if fact.kind is FactKind.COUNTRIES}
    named = {
        rule.id
        for rule in site.policy.rules.values()
        for clause in rule.when
        if {test.axis for test in clause} & countries and len(clause) > 1
    }
    linked = {
        row.href.partition("#")[2]
        for rule in site.policy.rules.values()
        if rule.is_outcome
        for group in list_differences(site.policy, rule, "en")
        for row in group.rows
    }
    assert named
    assert named <= linked
