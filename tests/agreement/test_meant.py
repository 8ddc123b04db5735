"""A typed value that differs: the term that a person would name is named first, whatever else is closer in size."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator.agreement.quoting import Around, quotations_for
from generator.agreement.typed import check_page, check_reply, terms_behind
from generator.finding import Finding
from generator.playbook.page import Page, Template
from tests.agreement.planted import plant, shop

MEANT = yaml.load((Path(__file__).parent / "meant.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
MARKED: list[tuple[str, str, str, str | None]] = MEANT["marked"]


def found_behind(lang: str, path: str, sentence: str) -> list[Finding]:
    """What is found in the page with the sentence behind its first paragraph."""
    held, _ = plant(lang, path, sentence)
    likely, dollar = terms_behind(shop().policy, held), shop().policy.shop.currency
    check = (
        check_page(held, shop(), dollar, likely)
        if isinstance(held, Page)
        else check_reply(held, shop(), dollar, likely)
    )
    return list(check)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_term_that_is_meant_is_named(lang: str) -> None:
    rows = MEANT[lang]
    named = {tuple(row): [each.term for each in found_behind(lang, *row[:2])] for row in rows}
    wrong = [(row, terms) for row, terms in named.items() if terms != [row[2]]]
    assert len(rows) >= 24
    assert len(wrong) <= 1, wrong


def test_a_value_that_is_equal_to_something_else_alone_is_called_different() -> None:
    """The policy has 20% for a missing part; a restocking fee of 20% is not that."""
    [finding] = found_behind("en", "after-delivery/sale-opened-used.md", "The restocking fee is 20%.")
    assert finding.code == "SP302"
    assert str(finding.facts["near"]).startswith("returns.restocking_fee = 15%")


@pytest.mark.parametrize(("lang", "path", "sentence", "term"), MARKED)
def test_no_value_of_the_policy_passes_for_none_of_its_matters(
    lang: str, path: str, sentence: str, term: str | None
) -> None:
    assert [(each.code, each.term) for each in found_behind(lang, path, sentence)] == [("SP307", term)] * bool(term)


def test_what_is_meant_for_another_term_is_not_quoted_by_itself() -> None:
    text = "The restocking fee is 30%."
    template = Template(text, (), shop().policy.shop.place)
    assert list(quotations_for(template, "en", shop().policy, shop(), Around(frozenset()))) == []
