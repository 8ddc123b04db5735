"""What a reply must state: terms that are quoted, and facets that are said in words, in each language for itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.agreement.stating import FACETS
from generator.finding import LANGUAGES
from generator.language.pages import desk_words
from tests.projects import check, edit, make_small, told

EN, ZH = "content/en/replies/accepted.md", "content/zh/replies/accepted.md"
MUST = "must_state: [returns.window"


def found(folder: Path, facet: str, en: str = "", zh: str = "", blanks: str = "") -> list[str]:
    """The findings of this net where the reply must state a facet and says this much of it."""
    project = make_small(folder, templates=False)
    for path, words in ((EN, en), (ZH, zh)):
        edit(project, path, MUST, f"must_state: [{facet}, returns.window")
        text = (project / path).read_text(encoding="utf-8").rstrip("\n")
        if blanks:
            text = text.replace("blanks: {", f"blanks: {{{blanks}: {{en: words, zh: 内容}}, ")
        filled = f" [[{blanks}]]" if blanks else ""
        (project / path).write_text(f"{text}\n\n{words}{filled}\n", encoding="utf-8")
    return [each for each in told(check(project).findings) if each[-5:] in ("SP505", "SP506", "SP508", "SP509")]


def test_a_facet_is_missed_in_each_language(tmp_path: Path) -> None:
    assert found(tmp_path, "postage") == [f"{EN}:4:14 SP508", f"{ZH}:4:14 SP508"]


@pytest.mark.parametrize(
    ("facet", "en", "zh"),
    [
        ("postage", "You pay the return postage.", "退货运费由您承担。"),
        ("postage", "Sending it back is on you.", "寄回的运费请您自理。"),
        ("goods", "You must send the item back.", "您须将商品寄回。"),
        ("refund.to", "It goes to your original payment method.", "按原支付方式退回。"),
        ("offer", "You get a refund. Later than that there is no refund.", "您可以退款。过期不退款。"),
    ],
)
def test_a_facet_is_stated_by_a_claim_in_words(tmp_path: Path, facet: str, en: str, zh: str) -> None:
    assert found(tmp_path, facet, en, zh) == []


def test_one_language_does_not_speak_for_the_other(tmp_path: Path) -> None:
    assert found(tmp_path, "postage", en="You pay the return postage.") == [f"{ZH}:4:14 SP508"]


def test_what_rules_the_value_out_states_nothing(tmp_path: Path) -> None:
    """Nor does another value; that it is false is told as well."""
    said = found(tmp_path, "postage", "We pay the return postage.", "退货运费由我们承担。")
    assert said == [f"{EN}:4:14 SP508", f"{ZH}:4:14 SP508"]


def test_a_blank_of_its_name_states_it_as_well(tmp_path: Path) -> None:
    assert found(tmp_path, "postage", blanks="postage") == []


def test_a_term_that_the_facet_takes_is_quoted(tmp_path: Path) -> None:
    assert found(tmp_path, "refund.by") == []


def test_the_whole_rule_states_all(tmp_path: Path) -> None:
    rule = '{{ rule("returns.changed_mind") }}'
    assert found(tmp_path, "postage, goods, offer", rule, rule) == []


def test_a_facet_that_no_rule_of_the_reply_decides_cannot_be_asked_for(tmp_path: Path) -> None:
    assert found(tmp_path, "valid") == [f"{EN}:4:14 SP509", f"{ZH}:4:14 SP509"]


def test_who_approves_is_nothing_to_tell_a_buyer(tmp_path: Path) -> None:
    assert found(tmp_path, "approval") == [f"{EN}:4:14 SP506", f"{ZH}:4:14 SP506"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_below_a_reply_every_facet_that_it_states_has_a_name(lang: str) -> None:
    """The list for staff never shows a key of the policy."""
    assert [facet for facet in FACETS if f"facets.{facet}" not in desk_words(lang)] == []
