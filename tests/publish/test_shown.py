"""An example on a page: what it shows, and that every quantity keeps its origin."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from generator.agreement.built import read_page
from generator.decisions.gallery import Gallery, Shown
from generator.finding import LANGUAGES, failing
from generator.language.pages import desk_words
from generator.language.read import read
from generator.playbook.page import Playbook
from generator.playbook.quoting import Misquoted
from generator.policy.load import load_policy
from generator.policy.model import Policy
from generator.publish.blocks import Desk, Made
from tests.projects import check, edit, make_small

ROOT = Path(__file__).resolve().parent.parent.parent


@cache
def the_gallery() -> Gallery:
    policy, _ = load_policy(ROOT)
    assert policy is not None
    return Gallery(ROOT, policy)


def desk(lang: str) -> Desk:
    gallery = the_gallery()
    return Desk(gallery.policy, Playbook({}, {}, {}, ROOT), lang, "returns/page.md", Made(gallery=gallery))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_example_of_the_shop_can_stand_on_a_page(lang: str) -> None:
    """No quantity is left without its origin, and each names terms that exist."""
    policy: Policy = the_gallery().policy
    html_lang = desk_words(lang)["html_lang"]
    for id in the_gallery().ids:
        html = f'<html lang="{html_lang}"><body><article>{desk(lang).example(id)}</article></body></html>'
        page = read_page(html.encode(), "page.html", main_only=True)
        left = [found.text for passage in page.passages for found in read(passage.text, lang, dollar="USD")]
        assert left == [], id
        named = {term for value in page.values for term in (value.term, *value.derived_from) if term}
        assert named <= set(policy.terms), id


def test_a_value_of_the_policy_names_its_term_and_what_was_worked_out_what_it_follows_from() -> None:
    block = str(desk("en").example("returns/opened_phone"))
    assert '<data class="term" value="35.00 USD" data-term="returns.restocking_fee">US$35.00</data>' in block
    assert '<data class="term" value="85.00 USD" data-derived-from="returns.restocking_fee">US$85.00</data>' in block
    assert 'value="2026-12-29" data-derived-from="returns.send_by">29 December 2026</data>' in block


def test_facts_of_the_example_are_no_matter_of_the_policy() -> None:
    """They stand by their names in the vocabulary, in the language of the page."""
    block = str(desk("zh").example("returns/opened_phone"))
    assert '<dt>订单总额</dt><dd><span class="literal">120.00 美元</span></dd>' in block
    assert "<dt>退货中心收到退货</dt><dd>尚未发生</dd>" in block
    assert "<strong>手机拆封后不想要了</strong>" in block


def test_the_rules_that_decided_are_linked_the_one_that_offers_first() -> None:
    block = str(desk("en").example("returns/opened_phone"))
    links = [part.partition('"')[0] for part in block.partition("Decided by")[2].split('href="')[1:]]
    assert links[0] == "../../policy/#returns.changed_mind"
    assert "../../policy/#returns.us_label" in links


def test_what_an_example_means_for_the_shop_stands_below_the_answer() -> None:
    block = str(desk("en").example("platforms/unfulfilled_late_transit"))
    assert 'data-term="platforms.unfulfilled_penalty">US$50.00</data>' in block
    assert "What it means for the shop" not in str(desk("en").example("returns/opened_phone"))


def test_the_days_follow_each_other_and_what_has_not_happened_comes_last() -> None:
    block = str(desk("en").example("platforms/carrier_lost_it"))
    days = block.split('<dl class="facts">')[2].partition("</dl>")[0]
    names = [part.partition("</dt>")[0] for part in days.split("<dt>")[1:]]
    assert names == ["The order", "Dispatch", "The report", "The buyer writes", "Delivery"]


def test_staff_see_who_approves_the_answer_and_which_replies_carry_it() -> None:
    block = str(desk("zh").example("delays/sofa_out_of_stock"))
    assert "<span>审批：客服经理</span>" in block
    assert 'href="../../replies/out_of_stock_choice/"' in block
    both = str(desk("en").example("platforms/unfulfilled_late_transit"))
    assert both.index("replies/lost_choice/") < both.index("replies/penalty_appeal/")


def test_an_example_that_does_not_exist_suggests_others() -> None:
    with pytest.raises(Misquoted) as caught:
        desk("en").example("returns/open_phone")
    assert caught.value.code == "SP310"
    assert "returns/opened_phone" in caught.value.facts["near"]


def test_an_example_is_read_alone_with_its_own_lines() -> None:
    shown = the_gallery().show("refunds/china_return")
    assert isinstance(shown, Shown)
    lines = (ROOT / "policies/examples/refunds.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[shown.example.place.line - 1].strip() == "decision:"


def test_a_page_quotes_an_example(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    for lang in LANGUAGES:
        page = next((project / "content" / lang).glob("*.md"))
        text = page.read_text(encoding="utf-8")
        page.write_text(f'{text}\n{{{{ example("returns/in_time") }}}}\n', encoding="utf-8")
    assert not failing(check(project).findings)
    edit(project, "policies/examples/returns.yaml", "in_time:", "in_times:")
    assert [finding.code for finding in check(project).findings if failing((finding,))] == ["SP310", "SP310"]


def test_an_example_that_cannot_be_read_is_reported_once_where_it_stands(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    page = next((project / "content" / "en").glob("*.md"))
    page.write_text(f'{page.read_text(encoding="utf-8")}\n{{{{ example("returns/in_time") }}}}\n', encoding="utf-8")
    edit(project, "policies/examples/returns.yaml", "outcome: refund", "outcome: refnud")
    found = [finding for finding in check(project).findings if finding.code in ("SP281", "SP310", "SP314")]
    assert [finding.code for finding in found] == ["SP281"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_examples_on_a_page_are_told_apart_by_their_names(lang: str) -> None:
    """Who listens to a page jumps from landmark to landmark."""
    labels = {str(desk(lang).example(id)).partition(' aria-label="')[2].partition('"')[0] for id in the_gallery().ids}
    assert len(labels) == len(the_gallery().ids)
