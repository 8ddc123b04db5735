"""Claims in words: what is read in a sentence, whether it may stand, and planted mistakes in copies of real pages."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.agreement.claimbook import Book, book_of
from generator.agreement.claiming import Claims
from generator.agreement.claims import Reading, read_claims, read_each
from generator.agreement.grants import Grants
from generator.agreement.judging import may_stand
from generator.agreement.notes import notes_in
from generator.agreement.prose import Kind, speaks_for_itself, text_of, texts_in
from generator.finding import Finding, Place
from generator.playbook.load import load_playbook
from generator.playbook.page import Playbook, Reply, Template
from generator.policy.load import load_policy
from generator.policy.model import Policy
from tests.projects import check, edit, make_small, told

ROOT = Path(__file__).resolve().parents[2]
GOLDEN: dict[str, list[list[str]]] = yaml.load(
    (Path(__file__).parent / "claims.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
ROWS = [(lang, row) for lang in ("en", "zh") for row in GOLDEN[lang]]


@cache
def shop() -> tuple[Policy, Grants, dict[str, Book]]:
    """This project's policy, with the built-in claims alone."""
    policy, _ = load_policy(ROOT)
    assert policy
    return policy, Grants(policy), {lang: book_of(policy, lang, to_buyer=True) for lang in ("en", "zh")}


@cache
def small() -> Grants:
    """The small project's policy."""
    policy, _ = load_policy(ROOT / "tests" / "small")
    assert policy
    return Grants(policy)


def readings(lang: str, words: str) -> tuple[Reading, ...]:
    text = text_of("body", lang, Template(words, (), Place("page.md", 1, 1)))
    blocks = [block for block in text.blocks if block.kind is not Kind.QUOTE]
    return tuple(reading for block in blocks for reading in read_claims(block.words, shop()[2][lang]))


@pytest.mark.parametrize(("lang", "row"), ROWS, ids=[row[0] for _, row in ROWS])
def test_a_claim_is_read_and_compared(lang: str, row: list[str]) -> None:
    found = readings(lang, row[0])
    assert [f"{'NOT ' * reading.denied}{reading.says}" for reading in found] == ([] if row[1] == "-" else [row[1]])
    if found and len(row) > 2:
        _, rule, right = row[1:]
        grants = small() if rule == "small" else shop()[1]
        named = "returns.changed_mind" if rule == "small" else rule
        assert named in grants.policy.rules
        assert may_stand(found[0], grants.of([named])) is (right == "right")


def test_there_are_enough_of_them() -> None:
    """True, false, denied and none at all, in both languages."""
    for rows in GOLDEN.values():
        assert len(rows) >= 60
        assert {row[-1] for row in rows} == {"right", "wrong", "-"}
        assert sum(row[1].startswith("NOT") for row in rows) >= 10


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_asked_of_many_texts_at_once_hides_no_claim(lang: str) -> None:
    book, texts = shop()[2][lang], [row[0] for row in GOLDEN[lang]]
    every = range(len(book.patterns))
    assert read_each(texts, book) == [read_claims(text, book, every) for text in texts]


# ----------------------------------------------------------------------------------------- planted in real pages

BEFORE, BEFORE_ZH = "## If the buyer does not", "## 买家不接受"
PLANTED: list[Any] = [
    ("en/after-delivery/damaged.md", BEFORE, "The buyer pays the return postage.\n\n", "SP441"),
    ("en/after-delivery/failed-again.md", BEFORE, "It is paid as store credit.\n\n", "SP441"),
    ("en/after-delivery/food-made-to-order.md", BEFORE, "A return is fine: the item can be returned.\n\n", "SP441"),
    ("en/on-the-way/lost.md", BEFORE, "The buyer must send it back first.\n\n", "SP441"),
    ("en/on-the-way/not-received.md", BEFORE, "- The goods must\n  come back.\n\n", "SP441"),
    ("en/before-shipping/out-of-stock.md", BEFORE, "**The buyer has to send it back.**\n\n", "SP441"),
    ("zh/after-delivery/damaged.md", BEFORE_ZH, "退货运费由买家承担。\n\n", "SP441"),
    ("zh/after-delivery/failed-again.md", BEFORE_ZH, "款项退为购物金。\n\n", "SP441"),
    ("zh/after-delivery/stopped-working.md", BEFORE_ZH, "我们不承担退货运费。\n\n", "SP442"),
    ("zh/on-the-way/lost.md", BEFORE_ZH, "买家必须寄回商品。\n\n", "SP441"),
    ("zh/before-shipping/out-of-stock.md", BEFORE_ZH, "商品可以退货。\n\n", "SP441"),
]  # fmt: skip
SWAPPED: list[Any] = [
    ("en/replies/damaged_offer.md", "we pay the return postage", "you pay the return postage", "SP441"),
    ("en/replies/not_as_described_offer.md", "We pay the return postage", "We do not pay the return postage", "SP442"),
    ("en/replies/wrong_item.md", "We pay the return postage", "The return postage is at your cost", "SP441"),
    ("en/replies/not_received_outcome.md", "to your original payment method", "to you as store credit", "SP441"),
    ("en/replies/cancel_confirmed.md", "to your original payment method", "to you in store credit", "SP441"),
    ("en/replies/lost_choice.md", "You choose:", "We choose:", "SP441"),
    ("zh/replies/damaged_offer.md", "退货运费由我们承担", "退货运费由您承担", "SP441"),
    ("zh/replies/not_as_described_offer.md", "退货运费由我们承担", "退货运费不由我们承担", "SP442"),
    ("zh/replies/wrong_item.md", "退货运费由我们承担", "退货运费自理", "SP441"),
    ("zh/replies/not_received_outcome.md", "按原支付方式退回", "退为购物金", "SP441"),
    ("zh/replies/cancel_confirmed.md", "按原支付方式退回", "以购物金形式退还", "SP441"),
    ("zh/replies/lost_choice.md", "由您决定", "由我们选择", "SP441"),
    ("zh/replies/cancel_confirmed.md", "您也不用寄回", "您须寄回", "SP441"),
    ("en/replies/refused_parcel.md", "Import duties are not refunded", "Import duties are refunded", "SP441"),
    ("zh/replies/withdrawal_receipt.md", "关税不退", "关税也退", "SP441"),
]  # fmt: skip


def claimed(root: Path) -> list[Finding]:
    policy, _ = load_policy(root)
    playbook, _ = load_playbook(root, lambda name: None)
    assert policy
    claims = Claims(policy, playbook.covers)
    held = [*playbook.pages.values(), *playbook.replies.values()]
    found = [finding for each in held for finding in claims.check(each, texts_in(each))]
    return [*found, *claims.check_notes(notes_in(policy, playbook))]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[tuple[str, int, str]], list[Finding]]:
    """A copy of the shop with every mistake in it, where they stand, and what is found."""
    root = tmp_path_factory.mktemp("planted")
    for part in ("policies", "content"):
        shutil.copytree(ROOT / part, root / part)
    for path, old, new, _ in SWAPPED:
        edit(root, f"content/{path}", old, new)
    for path, before, sentence, _ in PLANTED:
        edit(root, f"content/{path}", before, f"{sentence}{before}")
    expected = []
    for path, _, new, code in [*PLANTED, *SWAPPED]:
        text = (root / "content" / path).read_text(encoding="utf-8")
        expected.append((f"content/{path}", text[: text.index(new)].count("\n") + 1, code))
    return expected, claimed(root)


def test_every_planted_mistake_is_found_at_its_line_and_nothing_else(
    planted: tuple[list[tuple[str, int, str]], list[Finding]],
) -> None:
    expected, findings = planted
    assert sorted((each.place.path, each.place.line, each.code) for each in findings) == sorted(expected)
    assert {each.severity.value for each in findings} == {"error"}


def test_the_rule_and_its_facet_are_named(planted: tuple[list[tuple[str, int, str]], list[Finding]]) -> None:
    (found,) = (each for each in planted[1] if each.place.path == "content/en/after-delivery/damaged.md")
    assert "disputes.damaged postage: seller" in found.message()
    assert "postage: buyer" in found.message("zh")


def test_what_this_project_claims_is_read() -> None:
    """``pytest -s`` prints every claim that is read in pages and replies, to be judged by a person."""
    policy, _ = load_policy(ROOT)
    playbook, _ = load_playbook(ROOT, lambda name: None)
    assert policy
    found = 0
    for held in (*playbook.pages.values(), *playbook.replies.values()):
        book = book_of(policy, held.lang, to_buyer=isinstance(held, Reply))
        for text in texts_in(held):
            for block in text.blocks:
                for reading in read_claims(block.words, book) if speaks_for_itself(block) else ():
                    found += 1
                    place = text.place(block.offset(reading.start))
                    print(f"{place}  {'NOT ' * reading.denied}{reading.says}  <- {reading.text}")
    assert found > 200


def test_this_project_claims_nothing_that_its_rules_do_not_grant() -> None:
    assert claimed(ROOT) == []


def test_nor_does_any_policy_that_was_really_published() -> None:
    """Their notes, names and introductions, by the rules that they stand at."""
    policies = [load_policy(file.parent)[0] for file in sorted((ROOT / "tests" / "cases").glob("*/decisions.yaml"))]
    assert len(policies) >= 8
    none = Playbook({}, {}, {})
    claims = [(Claims(each, none.covers), notes_in(each, none)) for each in policies if each]
    assert [finding for of, notes in claims for finding in of.check_notes(notes)] == []


# ----------------------------------------------------------------------------------------------- a small project

EN, RETURNS = "content/en/after-delivery/changed-mind.md", "policies/returns.yaml"
NOTE = "    note: {en: You may keep it., zh: 请保留凭证。}\n"
LEAD = "The item is fine; the buyer does not want it.\n\n##"


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (EN, LEAD, "It is a free return.\n\n##", f"{EN}:13:9 SP441"),
        (EN, "description: The item is fine", "description: We pay the return postage", f"{EN}:3:14 SP441"),
        (EN, LEAD, "The buyer does not pay the return postage.\n\n##", f"{EN}:13:1 SP442"),
        (RETURNS, "    postage: buyer", f"{NOTE}    postage: buyer", f"{RETURNS}:12:16 SP441"),
    ],
)  # fmt: skip
def test_it_is_an_error_where_it_stands(path: str, old: str, new: str, expected: str, tmp_path: Path) -> None:
    project = make_small(tmp_path)
    edit(project, path, old, new)
    assert [each for each in told(check(project).findings) if " SP44" in each] == [expected]


def test_a_shop_adds_claims_of_its_own(tmp_path: Path) -> None:
    """And what it says is not known before, nor to another shop that was read before."""
    project = make_small(tmp_path)
    edit(project, EN, LEAD, "The trip home rides with us.\n\nNo, the trip home never rides with us.\n\n##")
    assert [each for each in told(check(project).findings) if " SP44" in each] == []
    words = "claims: {on_us: {says: {postage: seller}, en: [the trip home rides with us], zh: [回程算我们的]}}\n"
    (project / "policies/words.yaml").write_text(words, encoding="utf-8")
    assert [each for each in told(check(project).findings) if " SP44" in each] == [f"{EN}:13:1 SP441"]
