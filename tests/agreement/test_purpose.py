"""A term that exists, quoted for another deed than it is for, in both languages alike: the words around it tell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from generator.agreement.deeds import MAYBE, SAID, deeds_of, named_by, patterns
from generator.agreement.fitting import Fitting
from generator.finding import LANGUAGES
from generator.language.read import read
from generator.policy.load import load_policy
from tests.agreement.drawn import draw, found_by, written
from tests.agreement.test_beside import found_in, page_of, project, quoted_at

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = yaml.load((Path(__file__).parent / "purpose.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
MEANT, QUOTED = (
    yaml.load((Path(__file__).parent / f"{each}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    for each in ("meant", "quoted")
)
POLICIES = (
    ".",
    "tests/small",
    *(f"tests/cases/{each}" for each in ("accessories", "fashion", "pet_shop_zh", "uk_prints")),
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_term_quoted_for_what_it_is_not_for_is_found_at_it(lang: str) -> None:
    wrong = SENTENCES[lang]["wrong"]
    assert len(wrong) >= 120
    found = {text: [(each.place.line, each.place.column) for each in found_in(text, lang)] for text in wrong}
    assert {text: at for text, at in found.items() if at != [quoted_at(text)]} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_people_say_of_a_term_every_day_is_left_alone(lang: str) -> None:
    right = SENTENCES[lang]["right"]
    assert len(right) >= 180
    assert {text: [each.facts for each in found] for text in right if (found := found_in(text, lang))} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("field", ["title", "description", "answer"])
def test_what_stands_above_a_page_is_read_like_the_page(field: str, lang: str) -> None:
    fitting, playbook = project()
    wrong, right = (page_of(SENTENCES[lang][kind][0], lang) for kind in ("wrong", "right"))
    page = replace(right, **{field: wrong.body})
    assert len(list(fitting.check(replace(playbook, pages={(lang, "page.md"): page}, replies={})))) == 1


def test_a_finding_says_what_the_term_is_for_and_what_the_sentence_says() -> None:
    said = [found_in(SENTENCES[lang]["wrong"][at], lang)[0].facts for lang in LANGUAGES for at in (3, 5)]
    assert [(each["is"], each["wants"]) for each in said] == [
        (("the time of our answer", "我们答复的时限"), ("a time for what buyers tell us", "买家向我们提出的期限")),
        (("the time of our answer", "我们答复的时限"), ("the time to appeal", "申诉的期限")),
        (("the time of our answer", "我们答复的时限"), ("the time to dispatch", "发货的时限")),
        (("the time to check a return", "退货验收的时间"), ("the time to report it", "反馈的期限")),
    ]


def test_most_terms_in_the_place_of_another_are_found_though_both_languages_have_them() -> None:
    """Of every 60th the share; the rest are for the same deed, or stand where nothing says what is done."""
    every = list(draw())[::60]
    found = [[bool(found_by(each, side)) for side in (0, 1)] for each in every]
    assert len(every) >= 200
    for side in (0, 1):
        assert sum(each[side] for each in found) >= 0.7 * len(every)
    assert sum(map(any, found)) >= 0.85 * len(every)


def test_a_term_is_found_in_every_place_where_it_stands_for_another() -> None:
    """The same term quoted twice on a page in the place of another one: at both, or at none."""
    every = [each for each in draw(whole=True) if len(each.spots[0]) > 1][::40]
    found = [len(found_by(each, 0)) for each in every]
    assert sum(count >= 2 for count in found) >= 0.6 * len(every)


@pytest.mark.parametrize("folder", POLICIES)
def test_of_nearly_every_term_of_a_shop_it_is_known_what_it_is_for(folder: str) -> None:
    policy, _ = load_policy(ROOT / folder)
    assert policy
    known = deeds_of(policy)
    assert [id for id in policy.terms if id not in known] == []
    assert all(deeds <= SAID.keys() for deeds in known.values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_line_of_the_book_means_deeds_that_findings_can_name(lang: str) -> None:
    for shelf in ("names", "before", "after", "beyond"):
        assert all(deeds and deeds <= SAID.keys() | {MAYBE} for deeds, _ in patterns(lang, shelf))


def test_both_languages_know_the_same_deeds() -> None:
    named = [{deed for deeds, _ in patterns(lang, "names") for deed in deeds} for lang in LANGUAGES]
    assert named[0] == named[1]


def test_a_term_that_nothing_tells_the_purpose_of_may_stand_anywhere() -> None:
    policy, _ = load_policy(ROOT)
    assert policy
    assert named_by("time of the moon", "en") == named_by("月亮的时间", "zh") == frozenset()
    term = policy.terms["evidence.keep_packaging"]
    other = replace(term, name=type(term.name)("time of the moon", "月亮的时间"))
    fitting = Fitting(replace(policy, terms={**policy.terms, term.id: other}))
    page = page_of("Send it back within {{ evidence.keep_packaging }}.", "en")
    assert list(fitting.check(replace(project()[1], pages={("en", "page.md"): page}, replies={}))) == []


OTHER_CASES = {"en": "Refund or exchange {{ TERM | within }}.", "zh": "{{ TERM | within }}可退款或换货。"}
NAMED = {
    "en": "If the item is damaged instead, a refund can be had {{ disputes.quality_window | within }}.",
    "zh": "如果商品破损，{{ disputes.quality_window | within }}可退款。",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_short_answer_quotes_no_term_of_other_cases_for_a_deed_of_its_own(lang: str) -> None:
    fitting, playbook = project()
    page = playbook.pages[lang, "after-delivery/changed-mind.md"]
    told = {}
    for term in ("disputes.quality_window", 'returns.window(season="other")'):
        answer = page_of(OTHER_CASES[lang].replace("TERM", term), lang).body
        alone = replace(playbook, pages={(lang, page.path): replace(page, answer=answer)}, replies={})
        told[term] = [each.facts["wants"] for each in fitting.check(alone)]
    assert list(told.values()) == [[("the cases that it is quoted for", "引用它的情况")], []]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_term_of_other_cases_may_stand_where_they_are_named_and_in_the_body(lang: str) -> None:
    fitting, playbook = project()
    page = playbook.pages[lang, "after-delivery/changed-mind.md"]
    body = page_of(OTHER_CASES[lang].replace("TERM", "disputes.quality_window"), lang).body
    for one in (replace(page, answer=page_of(NAMED[lang], lang).body), replace(page, body=body)):
        assert list(fitting.check(replace(playbook, pages={(lang, page.path): one}, replies={}))) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_others_wrote_with_values_typed_is_right_once_these_are_quoted(lang: str) -> None:
    """Sentences that were written down to tell which term is meant, before there was this net."""
    policy, _ = load_policy(ROOT)
    assert policy
    rows = [tuple(row) for row in (*MEANT[lang], *QUOTED[lang]["named"])]
    found, count = {}, 0
    for _, sentence, term in rows:
        readings = list(read(sentence, lang, dollar=policy.shop.currency))
        if len(readings) == 1:
            count += 1
            text = f"{sentence[: readings[0].start]}{{{{ {written(policy, term)} }}}}{sentence[readings[0].end :]}"
            found[text] = [each.facts for each in found_in(text, lang)]
    assert count >= 50
    assert {text: facts for text, facts in found.items() if facts} == {}
