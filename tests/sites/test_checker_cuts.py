"""A reply that the page of a case cut is a reply of today, and what changed in it is still found."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from playwright.sync_api import Page

from generator.agreement.cutting import Condition, is_cut
from generator.finding import LANGUAGES
from tests.assistant.test_cutting import decided
from tests.sites.checked import ask, said, text_of

pytestmark = pytest.mark.browser
Gone = frozenset[int]


def told(site: Path, name: str) -> Any:
    """What the page of a case is told of a reply: its cards, what fills its blanks, what its marks ask."""
    text = (site / "staff" / "case" / "replies" / f"{name}.js").read_text(encoding="utf-8")
    return json.loads(f"[{text.strip().removeprefix('samepageReply(').rstrip(';').removesuffix(')')}]")[:3]


@cache
def cuts(site: Path) -> dict[str, set[Gone]]:
    """Of each reply what the cases of the shop cut together: its examples, for other countries, channels and goods."""
    found: dict[str, set[Gone]] = {}
    asked: dict[str, list[Condition]] = {}
    for one, part in decided():
        if part.reply:
            if part.reply not in asked:
                asked[part.reply] = [Condition(*each) for each in told(site, part.reply)[2]]
            gone = frozenset(at for at, each in enumerate(asked[part.reply]) if is_cut(each, one, part))
            found.setdefault(part.reply, set()).add(gone)
    return found


@cache
def copies(site: Path, lang: str) -> dict[tuple[str, Gone], str]:
    """What is copied of each: blanks that the case fills are filled, others stand in brackets."""
    found = {}
    for name, kinds in sorted(cuts(site).items()):
        text, known, _ = told(site, name)
        for gone in kinds:
            (card,) = (one for one in html.fromstring(text).iter("article") if one.get("lang", "").startswith(lang))
            for part in card.xpath(".//*[@data-only]"):
                if int(part.get("data-only")) in gone:
                    part.getparent() is not None and part.drop_tree()
            for block in [*card.iter("li"), *card.iter("p", "ol", "ul")]:
                if not said(block):
                    block.drop_tree()
            for blank in card.xpath(".//*[contains(@class, 'blank')]"):
                words = known.get(blank.get("data-blank"), {})
                fills = words.get("fills")
                blank.text = words[fills[0]][lang] if fills else f"[{blank.get('data-hint')}]"
            found[name, gone] = text_of(card)
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_any_case_leaves_of_a_reply_is_as_today(
    machine: Page, project_root: Path, built_site: Path, lang: str
) -> None:
    texts = copies(built_site, lang)
    answers = ask(machine, project_root, "check", list(texts.values()))
    wrong = [
        (name, text[mark["start"] : mark["end"]], mark["state"])
        for ((name, _), text), answer in zip(texts.items(), answers, strict=True)
        for mark in answer["marks"]
        if mark["state"] != "same"
    ]
    assert wrong == []
    assert [name for (name, _), answer in zip(texts, answers, strict=True) if answer["lacks"]] == []
    assert len(texts) > 100


NUMBER = {"en": r"\b\d+(?= (?:days|business days|months)\b)", "zh": r"\d+(?= (?:天|个工作日|个月))"}
TURNED = {
    "en": {"we pay the": "you pay the", "You pay the": "We pay the", "store credit": "a coupon"},
    "zh": {"由我们承担": "由您承担", "由您承担": "由我们承担", "购物金": "优惠券"},
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_changed_in_a_reply_that_was_cut_is_no_longer_right(
    machine: Page, project_root: Path, built_site: Path, lang: str
) -> None:
    """Another number, who pays, what there is instead of money: each once in each form; but not what fills a blank."""
    rows: dict[str, tuple[str, str]] = {}
    for text in copies(built_site, lang).values():
        for place in re.finditer(f"{NUMBER[lang]}|(?<!：)(?:{'|'.join(TURNED[lang])})", text):
            start, end = (max(text.rfind("\n", 0, place.start()), 0), text.find("\n", place.end()))
            other = TURNED[lang].get(place[0], "37")
            rows.setdefault(
                text[start : place.start()] + other + text[place.end() : end],
                (text[: place.start()] + other + text[place.end() :], place[0]),
            )
    answers = ask(machine, project_root, "check", [text for text, _ in rows.values()])
    missed = [
        (line.strip(), was, [mark["state"] for mark in answer["marks"] if mark["state"] != "same"])
        for (line, (_, was)), answer in zip(rows.items(), answers, strict=True)
        if "changed" not in {mark["state"] for mark in answer["marks"]}
    ]
    assert missed == []
    assert len(rows) > 100
