"""Values that are quoted rightly beside words that mean another event, country or channel."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml

from generator.agreement.counting import Counting
from generator.agreement.fitting import Fitting
from generator.finding import LANGUAGES, Finding
from generator.language.position import positions
from generator.playbook.load import load_playbook
from generator.playbook.page import Page, Playbook
from generator.playbook.quotation import read_template
from generator.policy.load import load_policy
from generator.policy.lookup import leaves
from generator.policy.values import After

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = yaml.load((Path(__file__).parent / "beside.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)


@cache
def project() -> tuple[Fitting, Playbook]:
    policy, _ = load_policy(ROOT)
    playbook, _ = load_playbook(ROOT)
    assert policy
    return Fitting(policy), playbook


def page_of(text: str, lang: str) -> Page:
    """A page that says nothing else."""
    held = next(page for (its, _), page in project()[1].pages.items() if its == lang)
    template, findings = read_template(text, "page.md", positions(text).at)
    assert findings == ()
    return replace(held, body=template)


def found_in(text: str, lang: str) -> list[Finding]:
    fitting, playbook = project()
    return list(fitting.check(replace(playbook, pages={(lang, "page.md"): page_of(text, lang)}, replies={})))


def quoted_at(text: str) -> tuple[int, int]:
    """The line and the column of its only quotation."""
    lines = text[: text.index("{{")].split("\n")
    return len(lines), len(lines[-1]) + 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_beside_a_quotation_that_mean_another_event_or_place_are_found_at_it(lang: str) -> None:
    wrong = SENTENCES[lang]["wrong"]
    assert len(wrong) >= 15
    found = {text: [(each.place.line, each.place.column) for each in found_in(text, lang)] for text in wrong}
    assert {text: at for text, at in found.items() if at != [quoted_at(text)]} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_that_may_stand_beside_a_quotation_are_left_alone(lang: str) -> None:
    right = SENTENCES[lang]["right"]
    assert len(right) >= 15
    assert {text: [each.facts for each in found] for text in right if (found := found_in(text, lang))} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_short_answer_is_held_to_its_words_as_well(lang: str) -> None:
    fitting, playbook = project()
    wrong, right = (page_of(SENTENCES[lang][kind][0], lang) for kind in ("wrong", "right"))
    page = replace(right, answer=wrong.body)
    assert len(list(fitting.check(replace(playbook, pages={(lang, "page.md"): page}, replies={})))) == 1


def test_a_finding_says_what_is_quoted_and_what_the_words_want() -> None:
    said = [found_in(SENTENCES[lang]["wrong"][at], lang)[0].facts for lang in LANGUAGES for at in (0, 11)]
    assert [(each["is"], each["wants"]) for each in said] == [
        (
            ("a time counted from the return request", "从申请退货起算的时间"),
            ("a time counted from delivery", "从签收起算的时间"),
        ),
        (("the value for Hong Kong", "中国香港的数值"), ("the value for France", "法国的数值")),
        (
            ("a time counted from the return request", "从申请退货起算的时间"),
            ("a time counted from delivery", "从签收起算的时间"),
        ),
        (("the value for the United States", "美国的数值"), ("the value for Germany", "德国的数值")),
    ]


BESIDE = {"en": ("", " after {}."), "zh": ("{}后 ", "内")}
POLICIES = (".", "tests/small", "tests/cases/fashion", "tests/cases/pet_shop_zh", "tests/cases/wish_merchant")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("folder", POLICIES)
def test_every_policy_may_name_the_event_of_a_time_beside_it_and_no_other(folder: str, lang: str) -> None:
    """By the names that the policy itself gives its events."""
    policy, _ = load_policy(ROOT / folder)
    assert policy
    counting, names = Counting(policy), {id: event.label.forms(lang)[0] for id, event in policy.scopes.events.items()}
    told: dict[bool, list[bool]] = {True: [], False: []}
    for term in policy.terms.values():
        counted = {leaf.event for _, leaf in leaves(term.value) if isinstance(leaf, After)}
        for id, name in names.items() if len(counted) == 1 else ():
            beside = [words.format(name) for words in BESIDE[lang]]
            told[id in counted].append(counting.against(term.id, term.id, beside[0], beside[1], lang) is not None)
    assert told[True]
    assert not any(told[True])
    assert sum(told[False]) >= 0.9 * len(told[False])
