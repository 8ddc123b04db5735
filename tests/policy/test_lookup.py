"""Questions to a loaded policy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.policy.load import load_policy
from generator.policy.lookup import (
    Coordinate,
    facets_of,
    leaf_at,
    leaves,
    path_at,
    public_terms_of,
    terms_of,
    terms_public,
)
from generator.policy.model import Policy, Word
from generator.policy.notation import notation
from generator.policy.values import Money

SHAPE = Path(__file__).parent / "shape"


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    """The small policy with one table for each kind of axis."""
    project = Path(shutil.copytree(SHAPE, tmp_path_factory.mktemp("tables") / "project"))
    (project / "policies" / "extra.yaml").write_text(
        "title: {en: Test, zh: 测试}\nto: buyer\napplies_by: ordered\nterms:\n"
        '  amount: {by: [value], name: {en: a, zh: 甲}, value: {"< 100 USD": 6 USD, "<= 50 USD": 5 USD,'
        " other: 7 USD}}\n"
        "  region: {by: [region], value: {US-CA: 1 USD, US: 2 USD, eea: 3 USD, other: 4 USD}, name: {en: b, zh: 乙}}\n"
        "  flag: {by: [flags], value: {opened: 1 USD, other: 0 USD}, name: {en: c, zh: 丙}}\n",
        encoding="utf-8",
    )
    policy, findings = load_policy(project)
    assert findings == ()
    assert policy is not None
    return policy


def _at(policy: Policy, term: str, **coordinates: Coordinate) -> str | None:
    leaf = leaf_at(policy, term, coordinates)
    return None if leaf is None else notation(leaf)


def test_leaves_come_with_the_rows_that_lead_to_them(shape: Policy) -> None:
    found = [(path, notation(leaf)) for path, leaf in leaves(shape.terms["returns.window"].value)]
    assert found == [
        (("holiday",), "later_of(2027-01-31, 30 days from delivered)"),
        (("other", "plus"), "45 days from delivered"),
        (("other", "other"), "30 days from delivered"),
    ]


def test_a_leaf_may_stand_early(shape: Policy) -> None:
    """In the holiday season the tier makes no difference, and need not be known."""
    assert _at(shape, "returns.window", season="holiday") == "later_of(2027-01-31, 30 days from delivered)"
    assert _at(shape, "returns.window", season="none") is None
    assert _at(shape, "returns.window", season="none", tier="plus") == "45 days from delivered"
    assert _at(shape, "returns.window", season="none", tier="basic") == "30 days from delivered"


@pytest.mark.parametrize(
    ("region", "worth"),
    [
        ("US-CA", "1.00 USD"),
        ("US-NY", "2.00 USD"),
        ("US", "2.00 USD"),
        ("DE", "3.00 USD"),
        ("DE-BY", "3.00 USD"),
        ("JP", "4.00 USD"),
    ],
)
def test_a_state_goes_before_its_country_that_before_a_group_that_before_other(
    tables: Policy, region: str, worth: str
) -> None:
    assert _at(tables, "extra.region", region=region) == worth


@pytest.mark.parametrize(
    ("value", "worth"),
    [
        ("49.99 USD", "5.00 USD"),
        ("50 USD", "5.00 USD"),
        ("50.01 USD", "6.00 USD"),
        ("99.99 USD", "6.00 USD"),
        ("100 USD", "7.00 USD"),
        ("1 EUR", "7.00 USD"),
    ],
)
def test_the_smallest_bound_above_an_amount_wins(tables: Policy, value: str, worth: str) -> None:
    assert _at(tables, "extra.amount", value=value) == worth


def test_an_amount_may_be_given_as_money(tables: Policy) -> None:
    assert _at(tables, "extra.amount", value=Money(5000, 5000, "USD")) == "5.00 USD"


def test_a_flag_has_its_row_among_a_set_of_flags(tables: Policy) -> None:
    assert _at(tables, "extra.flag", flags=frozenset({"sale", "opened"})) == "1.00 USD"
    assert _at(tables, "extra.flag", flags=frozenset({"sale"})) == "0.00 USD"


def test_a_path_tells_which_rows_were_taken(tables: Policy) -> None:
    found = path_at(tables, "extra.region", {"region": "DE"})
    assert found is not None
    assert found[0] == ("eea",)


def test_a_plain_term_needs_no_coordinates_and_an_unknown_one_is_an_error(shape: Policy) -> None:
    assert _at(shape, "returns.eea") == "14 days from delivered"
    with pytest.raises(KeyError):
        leaf_at(shape, "returns.nothing", {})


def test_a_rule_names_its_terms_in_order_and_once(shape: Policy) -> None:
    rule = shape.rules["returns.changed_mind"]
    assert terms_of(rule) == ("returns.window", "returns.refund_time", "returns.credit_validity")
    assert terms_of(shape.rules["platforms.late"]) == ("platforms.late_penalty", "platforms.appeal_window")
    assert public_terms_of(shape.rules["platforms.late"]) == ()


def test_an_option_goes_before_its_band_and_that_before_its_rule(shape: Policy) -> None:
    rule = shape.rules["returns.changed_mind"]
    facets = facets_of(rule, rule.bands[0], rule.bands[0].options[0])
    assert set(facets) == {"goods", "refund.to", "refund.by"}
    goods = facets["goods"].value
    assert isinstance(goods, Word)
    assert goods.text == "return"


def test_public_terms_are_those_of_the_buyers(shape: Policy) -> None:
    assert terms_public(shape) == tuple(term.id for term in shape.sections["returns"].terms)
