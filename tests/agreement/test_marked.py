"""A part of a reply says what its mark asks for, and never the contrary."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.agreement.marked import check_marked
from generator.playbook.load import load_playbook
from tests.projects import make_small

ROOT = Path(__file__).resolve().parent.parent.parent

WRONG = [
    ("en", 'only(goods="return")', "You keep the item, and we refund the price.", "goods: keep"),
    ("en", 'only(goods="return")', "You need not send it back.", "goods: not return"),
    ("en", 'only(goods="keep")', "Please return the item.", "goods: return"),
    ("en", 'only(goods="dispose")', "Please send the food back.", "goods: return"),
    ("en", 'unless(goods="return")', "Please send it back.", "goods: return"),
    ("en", 'only(postage="buyer")', "We pay the way back.", "postage: seller"),
    ("en", 'only(postage="buyer")', "The return is free of charge.", "postage: seller"),
    ("en", 'only(postage="seller")', "It travels at your own expense.", "postage: buyer"),
    ("en", 'only(outbound="refunded")', "We refund the price, not the delivery charge.", "outbound: not refunded"),
    ("en", 'only(outbound="not_refunded")', "We also refund the postage.", "outbound: refunded"),
    ("en", 'only(outbound="refunded")', "We also refund the return postage.", "outbound: return_postage"),
    ("en", 'only(duties="not_refunded")', "The import duties are refunded.", "duties: refunded"),
    ("en", 'only(label="own")', "Print this label.", "label: download"),
    ("en", 'only(label="download")', "Please use your own label.", "label: own"),
    ("en", 'only(refund_to="original_method")', "We pay into your bank account.", "refund_to: bank_transfer"),
    ("en", 'only(refund_to="through_platform")', "We refund you.", "refund_to: not through_platform"),
    ("en", 'only(choice="buyer")', "We choose what you get.", "choice: seller"),
    ("en", 'only(choice="seller")', "You choose between these.", "choice: buyer"),
    ("zh", 'only(goods="return")', "商品您可以留下。", "goods: keep"),
    ("zh", 'only(goods="return")', "不用寄回商品。", "goods: not return"),
    ("zh", 'only(goods="keep")', "请寄回商品。", "goods: return"),
    ("zh", 'only(goods="dispose")', "请把食品寄回。", "goods: return"),
    ("zh", 'unless(goods="return")', "请寄回商品。", "goods: return"),
    ("zh", 'only(postage="buyer")', "由我们承担。", "postage: seller"),
    ("zh", 'only(postage="seller")', "退货运费由您承担。", "postage: buyer"),
    ("zh", 'only(outbound="refunded")', "原运费不退。", "outbound: not refunded"),
    ("zh", 'only(outbound="not_refunded")', "原运费也退。", "outbound: refunded"),
    ("zh", 'only(outbound="refunded")', "退款还包括退货运费。", "outbound: return_postage"),
    ("zh", 'only(outbound="not_refunded")', "退货运费不退。", "outbound: return_postage"),
    ("zh", 'only(duties="not_refunded")', "一并退还关税。", "duties: refunded"),
    ("zh", 'only(label="own")', "请打印这张面单。", "label: download"),
    ("zh", 'only(label="download")', "请自备面单。", "label: own"),
    ("zh", 'only(refund_to="original_method")', "款项退到您的银行账户。", "refund_to: bank_transfer"),
    ("zh", 'only(refund_to="through_platform")', "款项由我们退回。", "refund_to: not through_platform"),
    ("zh", 'only(choice="buyer")', "由我们决定。", "choice: seller"),
    ("zh", 'only(choice="seller")', "由您选择。", "choice: buyer"),
]
SOUND = [
    ("en", 'only(goods="return")', "Keep the receipt of posting. Take it to the post office, please."),
    ("en", 'only(goods="return")', "Do not throw the packaging away: send the item back in it."),
    ("en", 'only(goods="return")', "Post it to the address on the label."),
    ("en", 'only(goods="keep")', "You need not return it: it is yours."),
    ("en", 'only(goods="keep")', "Give it away or keep it. Nothing has to come back."),
    ("en", 'only(goods="dispose")', "Do not eat it, and do not send it back: throw it away."),
    ("en", 'unless(goods="return")', "Nothing has to be sent back: keep it, or throw it away."),
    ("en", 'only(postage="buyer")', "You pay for the way back; we do not pay the postage."),
    ("en", 'only(postage="seller")', "You pay nothing for it."),
    ("en", 'only(postage="seller")', "We pay the return postage, and you pay for the new item only."),
    ("en", 'only(outbound="refunded")', "We refund everything you paid, delivery included."),
    ("en", 'only(outbound="not_refunded")', "Only the price of the item is refunded."),
    ("en", 'only(outbound="not_refunded")', "We refund the price, but not the delivery charge."),
    ("en", 'only(duties="not_refunded")', "Customs does not come back; ask the customs office."),
    ("en", 'only(label="own")', "Any carrier with tracking will do."),
    ("en", 'only(refund_to="original_method")', "The money goes to the card you paid with, not to a bank account."),
    ("en", 'only(refund_to="original_method")', "Your bank needs a few days to show it."),
    ("en", 'only(refund_to="through_platform")', "We refund you through Wish."),
    ("en", 'only(choice="buyer")', "Tell us what you want; without an answer we choose for you."),
    ("en", 'only(goods="return, keep")', "Send it back or keep it."),
    ("en", 'only(offer="refund")', "You keep the item."),
    ("zh", 'only(goods="return")', "请留下寄件凭证，寄到面单上的地址。"),
    ("zh", 'only(goods="return")', "包装不要丢掉，用它把商品寄回。"),
    ("zh", 'only(goods="keep")', "商品不用寄回，送人也可以。"),
    ("zh", 'only(goods="dispose")', "请勿食用，也不用寄回，直接扔掉。"),
    ("zh", 'only(postage="buyer")', "退货运费由您承担，我们不承担。"),
    ("zh", 'only(postage="seller")', "您付的退货运费，我们退给您；无需您承担。"),
    ("zh", 'only(outbound="refunded")', "退还您支付的全部款项，包括原运费。"),
    ("zh", 'only(outbound="not_refunded")', "只退商品价款。"),
    ("zh", 'only(outbound="refunded")', "退还原运费；退货运费由我们承担。"),
    ("zh", 'only(outbound="not_refunded")', "退还货款，不含原运费。"),
    ("zh", 'only(duties="not_refunded")', "关税由海关收取，我们不退。"),
    ("zh", 'only(refund_to="original_method")', "款项原路退回，到银行账户要几天。"),
    ("zh", 'only(refund_to="through_platform")', "我们会通过 Wish 退款。"),
    ("zh", 'only(choice="buyer")', "请告诉我们您要哪一种；没有回复的，由我们决定。"),
]


@pytest.fixture
def found(tmp_path: Path) -> Callable[[str, str, str], list[str]]:
    """What is found in a reply with a part of this mark and these words."""
    project = make_small(tmp_path, templates=False)

    def read(lang: str, mark: str, words: str) -> list[str]:
        file = project / f"content/{lang}/replies/accepted.md"
        head = file.read_text(encoding="utf-8").partition("\n---\n")[0]
        file.write_text(f"{head}\n---\n\nA {{{{ {mark} }}}}{words}{{{{ end }}}} B\n", encoding="utf-8")
        playbook, findings = load_playbook(project)
        assert not [finding for finding in findings if finding.code == "SP339"]
        return [f"{finding.place.column} {finding.facts['says']}" for finding in check_marked(playbook)]

    return read


@pytest.mark.parametrize(("lang", "mark", "words", "says"), WRONG, ids=[f"{row[1]} {row[2]}" for row in WRONG])
def test_a_part_that_says_another_case_is_found(
    found: Callable[[str, str, str], list[str]], lang: str, mark: str, words: str, says: str
) -> None:
    told = found(lang, mark, words)
    assert [each.partition(" ")[2] for each in told] == [says]
    assert int(told[0].partition(" ")[0]) > len(f"A {{{{ {mark} }}}}")


@pytest.mark.parametrize(("lang", "mark", "words"), SOUND, ids=[f"{row[1]} {row[2]}" for row in SOUND])
def test_a_part_that_says_its_own_case_or_nothing_of_it_has_no_finding(
    found: Callable[[str, str, str], list[str]], lang: str, mark: str, words: str
) -> None:
    assert found(lang, mark, words) == []


def test_a_part_within_that_is_for_another_value_speaks_for_itself(
    found: Callable[[str, str, str], list[str]],
) -> None:
    inner = '{{ only(offer="partial_refund", goods="keep") }}, unless you keep it{{ end }}'
    assert found("en", 'only(goods="return")', f"The item comes back to us{inner}") == []
    assert found("en", 'only(goods="keep")', f"Keep the item{inner}") == []


def test_the_replies_of_this_shop_say_what_their_marks_ask() -> None:
    assert list(check_marked(load_playbook(ROOT)[0])) == []
