"""What says the same in other words is no error: this project's pages, with words that are used for one another."""

from __future__ import annotations

import random
import re

import pytest

from generator.agreement.fitting import Fitting
from generator.agreement.meant import Meant
from generator.agreement.typed import check_page, terms_behind
from generator.agreement.wording import Wording
from generator.finding import Finding
from generator.playbook.load import read_source
from generator.playbook.page import Page, Playbook
from tests.agreement.planted import ROOT, project

SAME = {
    "en": {
        "at once": "right away", "immediately": "at once", "photo": "picture", "photos": "pictures",
        "parcel": "package", "answer": "reply", "answers": "replies", "arrives": "turns up", "agrees": "consents",
        "offer": "propose", "choose": "pick", "chooses": "picks", "only": "just", "must": "has to", "cannot": "can't",
        "do not": "don't", "does not": "doesn't", "usually": "normally", "message": "letter", "carrier": "courier",
        "item": "product", "write": "note down", "colleague": "co-worker", "also": "too", "check": "verify",
        "wants": "would like", "starts": "begins", "ends": "is over", "happens": "occurs", "again": "once more",
        "needs": "requires", "we pay": "we cover",
    },
    "zh": {
        "马上": "立刻", "照片": "图片", "包裹": "快件", "答复": "回复", "必须": "一定要", "如果": "要是",
        "商品": "货品", "消息": "留言", "承运商": "快递公司", "同事": "伙伴", "因为": "由于", "重新": "再次",
        "检查": "核对", "尽快": "尽早", "一样": "相同", "通常": "一般", "之后": "以后", "原因": "缘故",
        "收到": "接到", "需要": "要",
    },
}  # fmt: skip
_KEPT = re.compile(r"(\{\{.*?\}\}|\]\([^)]*\)|\{#[^}]*\}|\[\[.*?\]\])", re.DOTALL)
"""What stays as it is: quotations, addresses, ids, blanks."""


def in_other_words(page: Page, turn: int) -> Page:
    """The page with every word that others are used for, or with two thirds of them."""
    chance = random.Random(f"{turn} {page.source}")
    words = SAME[page.lang]
    pattern = re.compile("|".join(rf"\b{word}\b" if page.lang == "en" else word for word in words))
    _, front, body = (ROOT / page.source).read_text(encoding="utf-8").split("---\n", 2)
    parts = _KEPT.split(body)
    for at in range(0, len(parts), 2):
        parts[at] = pattern.sub(lambda one: words[one[0]] if chance.random() < 1 - turn / 3 else one[0], parts[at])
    held, problems = read_source(page.lang, page.path, f"---\n{front}---\n{''.join(parts)}")
    assert isinstance(held, Page)
    assert problems == []
    return held


@pytest.mark.parametrize("turn", [0, 1])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_says_the_same_in_other_words_is_no_error(lang: str, turn: int) -> None:
    policy, playbook = project()
    wording, fitting, meant = Wording(policy, playbook), Fitting(policy), Meant(policy)
    found: list[Finding] = []
    pages = [page for page in playbook.pages.values() if page.lang == lang and "/" in page.path]
    varied = [in_other_words(page, turn) for page in pages]
    for page in varied:
        alone = Playbook({(page.lang, page.path): page}, {}, {})
        found += check_page(page, meant, policy.shop.currency, terms_behind(policy, page))
        found += wording.check_pages(alone)
        found += fitting.check(alone)
    assert sum(one.body.text != other.body.text for one, other in zip(pages, varied, strict=True)) > 40
    assert [f"{one.place} {one.code} {one.facts}" for one in found if one.code != "SP431"] == []
