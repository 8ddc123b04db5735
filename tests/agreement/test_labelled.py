"""Labels with their values: what an item or a row of a table claims without a sentence."""

from __future__ import annotations

import pytest

from generator.agreement.prose import texts_in
from generator.playbook.load import read_source
from tests.agreement.planted import ROOT, claims

UNTRUE = {
    "en": (
        ("after-delivery/wrong-item.md", "- Postage: the buyer."),
        ("after-delivery/damaged.md", "- **Return postage**: paid by the buyer"),
        ("after-delivery/damaged.md", "1. Who chooses: we do"),
        ("after-delivery/damaged.md", "- Refund as: store credit"),
        ("after-delivery/damaged.md", "- Exchange: possible"),
        ("after-delivery/damaged.md", "- Replacement: none"),
        ("on-the-way/lost.md", "- Delivery charge: kept"),
        ("on-the-way/lost.md", "- Refund: not possible"),
        ("on-the-way/lost.md", "The choice: ours"),
        ("on-the-way/refused.md", "- Duties: refunded"),
        ("before-shipping/cancel.md", "- Fee: yes"),
        ("after-delivery/damaged.md", "| What | Who |\n| --- | --- |\n| Return postage | the buyer |"),
        ("after-delivery/damaged.md", "| Case | Return postage |\n| --- | --- |\n| broken glass | the buyer |"),
    ),
    "zh": (
        ("after-delivery/wrong-item.md", "- 运费：买家"),
        ("after-delivery/damaged.md", "- **退货运费**：买家承担"),
        ("after-delivery/damaged.md", "1. 谁来选：我们"),
        ("after-delivery/damaged.md", "- 退款方式：购物金"),
        ("after-delivery/damaged.md", "- 换货：支持"),
        ("after-delivery/damaged.md", "- 换新：不支持"),
        ("on-the-way/lost.md", "- 原运费：不退"),
        ("on-the-way/lost.md", "- 退款：不可以"),
        ("on-the-way/lost.md", "由谁决定：我们"),
        ("on-the-way/refused.md", "- 关税：退还"),
        ("before-shipping/cancel.md", "- 手续费：有"),
        ("after-delivery/damaged.md", "| 项目 | 谁 |\n| --- | --- |\n| 退货运费 | 买家 |"),
        ("after-delivery/damaged.md", "| 情况 | 退货运费 |\n| --- | --- |\n| 玻璃碎了 | 买家 |"),
    ),
}
FREE = {
    "en": (
        ("after-delivery/wrong-item.md", "- Postage: us"),
        ("after-delivery/damaged.md", "- Who chooses: the buyer"),
        ("after-delivery/damaged.md", "- Repair: no"),
        ("after-delivery/damaged.md", "- Shelf: ours"),
        ("after-delivery/changed-mind.md", "- Postage: the buyer"),
        ("after-delivery/changed-mind.md", "- Postage: the buyer, but not in the United States"),
        ("on-the-way/lost.md", "- Delivery charge: refunded"),
        ("before-shipping/cancel.md", "- Fee: none"),
        ("money/chargeback.md", "- Fee: yes"),
        ("before-shipping/cancel.md", "- Name on the order: the buyer"),
        (
            "after-delivery/damaged.md",
            "| What | Who |\n| --- | --- |\n| Return postage | we |\n| Parcel tape | the buyer |",
        ),
    ),
    "zh": (
        ("after-delivery/wrong-item.md", "- 运费：我们"),
        ("after-delivery/damaged.md", "- 谁来选：买家"),
        ("after-delivery/damaged.md", "- 维修：不支持"),
        ("after-delivery/damaged.md", "- 货架：我们的"),
        ("after-delivery/changed-mind.md", "- 退货运费：买家"),
        ("on-the-way/lost.md", "- 原运费：退还"),
        ("before-shipping/cancel.md", "- 手续费：无"),
        ("money/chargeback.md", "- 手续费：有"),
        ("before-shipping/cancel.md", "- 姓名：买家"),
        ("after-delivery/damaged.md", "| 项目 | 谁 |\n| --- | --- |\n| 退货运费 | 我们 |\n| 胶带 | 买家 |"),
    ),
}


def found_in(lang: str, path: str, block: str) -> list[tuple[int, str]]:
    """By line of the block what is found, where the block stands at the end of the page."""
    text = (ROOT / "content" / lang / path).read_text(encoding="utf-8").rstrip("\n")
    held, findings = read_source(lang, path, f"{text}\n\n{block}\n")
    assert held is not None
    assert findings == []
    above = text.count("\n") + 2
    found = claims().check(held, texts_in(held))
    return [(each.place.line - above, each.code) for each in found if each.place.line > above]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_a_label_says_against_the_rules_is_found_at_its_value(lang: str) -> None:
    codes = ("SP441", "SP442")
    silent = [row for row in UNTRUE[lang] if [line for line, code in found_in(lang, *row) if code in codes] == []]
    assert silent == []
    lines = [[line for line, _ in found_in(lang, *row)] for row in UNTRUE[lang]]
    assert lines == [[row[1].count("\n") + 1] for row in UNTRUE[lang]]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_a_label_says_of_anything_else_is_let_be(lang: str) -> None:
    assert [row for row in FREE[lang] if found_in(lang, *row)] == []
