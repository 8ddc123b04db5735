"""Words that were heard once: each page that says them is judged all the same."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from generator.agreement import heard, terminology
from generator.agreement.claiming import Claims
from generator.agreement.prose import texts_in
from generator.agreement.wording import Wording
from generator.finding import Finding
from generator.playbook.page import Page, Playbook, Reply
from tests.agreement.planted import plant, project

ROWS: list[tuple[str, str, str]] = yaml.load(
    (Path(__file__).parent / "planted_claims.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)["found"]
CLAIMS = ("SP441", "SP442")


def alone(held: Page | Reply) -> Playbook:
    if isinstance(held, Page):
        return Playbook({(held.lang, held.path): held}, {}, {})
    return Playbook({}, {(held.lang, held.name): held}, {})


def test_a_sentence_is_judged_on_every_page_that_says_it() -> None:
    """True on one page and false on the next: that it was heard on the first decides nothing about the second."""
    policy, playbook = project()
    wording, claims = Wording(policy, playbook), Claims(policy, playbook.covers)
    planted = [plant(*row)[0] for row in ROWS[::9]]
    sources = {held.source for held in planted}
    every = [held for held in playbook.pages.values() if held.source in sources]
    for held in (*every, *planted, *planted):  # the last ones say nothing new
        found = [one for one in wording.check_pages(alone(held)) if one.code in CLAIMS]
        assert found == list(claims.check(held, texts_in(held))), held.source
    assert len(planted) > 20


@pytest.mark.parametrize("most", [1, 4_096])
def test_words_to_avoid_are_found_on_every_page(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few blocks are known at a time, and whatever was known before."""
    monkeypatch.setattr(heard, "MOST", most)
    monkeypatch.setattr(terminology, "MOST", most)
    policy, playbook = project()
    wording = Wording(policy, playbook)
    found: list[Finding] = []
    paths = ("after-delivery/damaged.md", "after-delivery/missing.md", "after-delivery/damaged.md")
    for path in paths:
        held, _ = plant("en", path, "See the product page.")
        found += wording.check_pages(alone(held))
    assert [(one.code, one.place.path) for one in found] == [("SP431", f"content/en/{path}") for path in paths]


def test_what_a_page_says_of_you_is_no_claim_and_what_a_reply_says_is() -> None:
    """The buyer is *you* in replies alone, so the same words are heard once as a page's and once as a reply's."""
    policy, playbook = project()
    wording = Wording(policy, playbook)
    for path, codes in (("on-the-way/lost.md", []), ("replies/lost_choice.md", ["SP441"])):
        held, line = plant("en", path, "\n\nThe return postage is on you.")
        assert [one.code for one in wording.check_pages(alone(held)) if one.place.line == line + 2] == codes
