"""What the page that checks saved replies answers, and the replies as somebody copies them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from lxml import html
from playwright.sync_api import Page

from generator.playbook.load import load_playbook
from generator.policy.load import load_policy
from generator.policy.published import load_published
from generator.publish.checker import checker_data


@cache
def data_of(root: Path) -> dict[str, object]:
    """What the page of a project knows."""
    policy, _ = load_policy(root)
    playbook, _ = load_playbook(root, lambda _: None)
    assert policy is not None
    return checker_data(policy, playbook, [one.policy for one in load_published(root)[0]])


def ask(machine: Page, root: Path, what: str, texts: list[str]) -> list[Any]:
    """What ``read`` or ``check`` answers to each text."""
    found: list[Any] = machine.evaluate(
        "([data, what, texts]) => { const found = samepageChecker(data); return texts.map(text => found[what](text)) }",
        [data_of(root), what, texts],
    )
    return found


def card_texts(site: Path, lang: str) -> dict[str, str]:
    """Every reply of the staff site in one language, as somebody copies it."""
    found = {}
    for file in sorted((site / "staff" / "replies").glob("*/index.html")):
        tree = html.document_fromstring(file.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
        for card in tree.xpath("//article[@data-reply]"):
            if card.get("lang", "").startswith(lang):
                found[card.get("data-reply")] = text_of(card)
    return found


def text_of(card: Any) -> str:
    """The text of a card; an item alone bears no number."""
    parts = [
        "\n".join(f"{f'{at}. ' if len(block) > 1 else ''}{said(item)}" for at, item in enumerate(block, 1))
        if block.tag == "ol"
        else "\n".join(f"- {said(item)}" for item in block)
        if block.tag == "ul"
        else said(block)
        for block in card
        if block.tag != "header"
    ]
    return "\n\n".join(parts)


def said(element: Any) -> str:
    return " ".join(element.text_content().split())
