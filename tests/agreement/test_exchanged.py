"""Two values that changed places in both languages at once: found by the row, the column, or the words beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest

from generator.agreement.exchanged import Exchanged
from generator.agreement.fitting import Fitting
from generator.agreement.order import kind_of
from generator.agreement.parity import quoted
from generator.language.position import positions
from generator.playbook.page import Page, Quotation, Reply, Template
from generator.playbook.quotation import read_template
from generator.policy.model import Policy
from tests.agreement.planted import project


def body_of(text: str, policy: Policy) -> Template:
    template, findings = read_template(text, "page.md", positions(text).at, of_reply=True)
    assert findings == ()
    return template


def found_in(held: Page | Reply) -> list[str]:
    """What the quotations are called that stand in each other's place, and what they should be."""
    policy, playbook = project()
    pages = {(held.lang, held.path): held} if isinstance(held, Page) else {}
    replies = {} if isinstance(held, Page) else {(held.lang, held.name): held}
    alone = replace(playbook, pages=pages, replies=replies)
    return [f"{each.facts['text']} for {each.facts['wants'][0]}" for each in Fitting(policy).check(alone)]


def swapped(held: Page | Reply, one: Quotation, other: Quotation) -> Page | Reply:
    text = held.body.text
    first, last = sorted((one, other), key=lambda each: each.start)
    new = "".join(
        (
            text[: first.start],
            text[last.start : last.end],
            text[first.end : last.start],
            text[first.start : first.end],
            text[last.end :],
        )
    )
    return replace(held, body=body_of(new, project()[0]))


def pairs() -> Iterator[tuple[tuple[Page | Reply, Quotation, Quotation], ...]]:
    """Every two values of one kind that both languages quote once in the same section."""
    policy, playbook = project()
    for held in (playbook.pages, playbook.replies):
        for (lang, name), english in held.items():
            chinese = held.get(("zh", name)) if lang == "en" else None
            for parts in zip(english.body.parts, chinese.body.parts, strict=True) if chinese else ():
                sides = []
                for side, part in zip((english, chinese), parts, strict=True):
                    assert side
                    inside = [each for unit in part.units for each in side.body.quotations_in(unit)]
                    terms = [each for each in inside if each.names and each.names[0] in policy.terms]
                    said = [quoted(each) for each in terms]
                    sides.append({quoted(each): each for each in terms if said.count(quoted(each)) == 1})
                for one, other in combinations([each for each in sides[0] if each in sides[1]], 2):
                    if kind_of(policy, sides[0][one]) == kind_of(policy, sides[0][other]):
                        yield tuple(
                            (side, own[one], own[other])
                            for side, own in zip((english, chinese), sides, strict=True)
                            if side
                        )


def test_nearly_every_two_values_of_this_project_cannot_change_places() -> None:
    every = list(pairs())[::10]
    missed = [pair for pair in every if not any(found_in(swapped(*side)) for side in pair)]
    assert len(every) >= 40
    assert len(missed) <= len(every) // 10, [(one.source, other.source) for (_, one, other), _ in missed]


def test_nothing_of_this_project_stands_in_the_place_of_another_value() -> None:
    policy, playbook = project()
    assert list(Exchanged(policy).check(playbook)) == []


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "| return window | {{ refunds.bank_time }} |\n| the bank | {{ returns.window }} |", 2),
        ("en", "| return window | {{ returns.window }} |\n| the bank | {{ refunds.bank_time }} |", 0),
        ("zh", "| 退货期限 | {{ refunds.bank_time }} |\n| 银行入账 | {{ returns.window }} |", 2),
        ("zh", "| 退货期限 | {{ returns.window }} |\n| 银行入账 | {{ refunds.bank_time }} |", 0),
        ("en", "- damage: {{ disputes.damage_notice }}\n- sending it back: {{ returns.send_by }}", 0),
        ("en", "- damage: {{ returns.send_by }}\n- sending it back: {{ disputes.damage_notice }}", 2),
    ],
)
def test_what_leads_a_row_or_an_item_tells_what_stands_there(lang: str, text: str, found: int) -> None:
    policy, playbook = project()
    page = next(page for (its, _), page in playbook.pages.items() if its == lang)
    rows = f"| what | how long |\n|---|---|\n{text}\n" if text.startswith("|") else f"{text}\n"
    assert len(found_in(replace(page, body=body_of(rows, policy)))) == found
