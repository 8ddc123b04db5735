"""The page of a case leaves out of a reply what Python does; and these tests would notice if it did not."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.agreement.cases import check_left
from generator.agreement.cutting import Condition, condition_of, cut, is_cut
from generator.decisions.clock import Clock
from generator.decisions.deciding import Decider
from generator.decisions.decision import Part
from generator.decisions.examples import load_examples
from generator.decisions.published_program import leaves_in
from generator.decisions.situation import Situation
from generator.decisions.versions import History
from generator.playbook.load import load_playbook
from generator.playbook.page import Asked, Mark, Playbook
from generator.policy.model import Policy
from tests.assistant.sets import ROOT, TODAY, policy_in
from tests.assistant.vectors import answer_of, bases_in, gone, script_situation

SCRIPT = (ROOT / "overrides/assistant/cut.js").read_text(encoding="utf-8")
MUTANTS = {
    "a state is in no country": (' || values.includes(one.split("-")[0])', ""),
    "of a country its states are known": ("? undefined : false));", "? false : false));"),
    "what is not known does not hold": ("all.includes(undefined) ? undefined : true", "!all.includes(undefined)"),
    "unless asks as only does": ("holds === denied", "holds === false"),
    "an event that has not happened is not known": ('day && day !== "not_yet" ? "happened" : day', 'day && "happened"'),
    "every option has to fit": ("options.some(isAll)", "options.every(isAll)"),
    "options fit together": (
        "asked.every(([name, values]) => saidOf(option, name)",
        "asked.every(([name, values]) => options.flatMap((option) => saidOf(option, name))",
    ),
    "deadlines are not told by their rule": (" ?? one.rule", ""),
    "fees have no names": ("one.name ?? ", ""),
    "who chooses is not asked": (
        "own ? option[family]?.[own] : found[name]",
        "own ? option[family]?.[own] : undefined",
    ),
}
ASKED = [
    {"region": "europe"},
    {"region": "CN, TW"},
    {"region": "US"},
    {"region": "US-CA"},
    {"channel": "wish"},
    {"flags": "used, signed_for"},
    {"category": "food", "region": "europe"},
    {"dispatched": "happened"},
    {"delivered": "not_yet"},
    {"dispatched": "not_yet, happened", "offer": "refund"},
    {"choice": "buyer"},
    {"offer": "refund"},
    {"offer": "refund", "goods": "return"},
    {"offer": "partial_refund", "goods": "return"},
    {"goods": "keep, dispose"},
    {"refund_to": "original_method"},
    {"refund_by": "refunds.after_agreement"},
    {"refund_by": "refunds.after_return", "outbound": "refunded"},
    {"valid": "returns.credit_validity"},
    {"fees": "restocking"},
    {"also": "coupon"},
    {"evidence": "photo_item"},
    {"channel": "own_shop", "also": "coupon"},
]


@cache
def playbook() -> Playbook:
    return load_playbook(ROOT)[0]


@cache
def decider() -> Decider:
    return Decider.of(policy_in(ROOT))


@cache
def situations() -> list[Situation]:
    """The examples of the shop, and the same for other countries, channels and goods."""
    files = sorted((ROOT / "policies/examples").glob("*.yaml"))
    told = [one for file in files for one in bases_in(file, decider().program, decider().clock, TODAY)]
    others = [{"region": place} for place in ("DE", "CN", "TW", "AU", "US-CA")]
    others += [{"channel": "own_shop"}, {"channel": "wish"}, {"category": "food"}, {"category": "made_to_order"}]
    return [replace(one, words={**one.words, **other}) for one in told for other in ({}, *others)]


@cache
def decided() -> list[tuple[Situation, Part]]:
    """Each with what is decided."""
    return [(one, decider().decide(one).main) for one in situations()]


def conditions(policy: Policy) -> list[Condition]:
    """Those of all replies of the shop, and others, each also denied."""
    marks = [mark for reply in playbook().replies.values() for mark in reply.body.marks]
    place = marks[0].place
    for asked in ASKED:
        tests = tuple(Asked(name, tuple(values.split(", "))) for name, values in asked.items())
        marks += [Mark("", tests, denied, 0, 0, 0, 0, place) for denied in (False, True)]
    found = [condition_of(policy, mark) for mark in marks]
    assert all(isinstance(one, Condition) for one in found)
    return list({json.dumps([o.denied, o.facts, o.facets]): o for o in found if isinstance(o, Condition)}.values())


@cache
def vectors() -> str:
    """Cases with what Python decides and cuts in them."""
    asked, dice = conditions(policy_in(ROOT)), Random(5)
    some = dice.sample(situations(), 250)
    cases = []
    for one in (*some, *(gone(each, dice, 2) for each in some[:60])):
        part = decider().decide(one).main
        told = script_situation(one, decider().clock)
        cuts = [is_cut(condition, one, part) for condition in asked]
        cases.append({"told": told, "found": answer_of(decider(), one), "cuts": cuts})
    return json.dumps({"asked": [[one.denied, one.facts, one.facets] for one in asked], "cases": cases})


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    page = browser.new_page()
    page.evaluate("vectors => { globalThis.vectors = JSON.parse(vectors) }", vectors())
    return page


def differences(page: Page, script: str) -> Any:
    return page.evaluate(
        """script => {
          (0, eval)(script)
          const {asked, cases} = vectors
          return cases.flatMap(({told, found, cuts}) => {
            const isCut = samepageCut(told, found)
            const wrong = asked.filter((one, at) => isCut(one) !== cuts[at])
            return wrong.map(one => JSON.stringify([told, found.options, one]))
          }).slice(0, 3)
        }""",
        script,
    )


@pytest.mark.browser
def test_the_page_cuts_what_python_cuts(page: Page) -> None:
    assert differences(page, SCRIPT) == []


@pytest.mark.browser
@pytest.mark.parametrize("name", list(MUTANTS))
def test_a_page_that_cuts_otherwise_is_noticed(page: Page, name: str) -> None:
    old, new = MUTANTS[name]
    assert SCRIPT.count(old) == 1
    assert differences(page, SCRIPT.replace(old, new)) != []


def test_in_no_case_of_the_shop_a_cut_takes_away_what_is_decided() -> None:
    """Beyond the worked examples, which ``check`` asks."""
    policy = policy_in(ROOT)
    one = load_examples(ROOT, History(policy, ()))[0]
    examples = [replace(one, situation=other) for other, _ in decided()]
    found = check_left(policy, playbook(), examples, [part for _, part in decided()])
    assert [finding.message() for finding in found] == []


TORN = re.compile(
    r"[，；、（(]\s*(?=[，。；：）)]|$)|：\s*[，。；）]|[。；]{2}|[,;]\s*[,.;:](?!\w)|\.\s*\.|\s[,.;](?:\s|$)|\(\s*\)"
    r"|^\s*[,.;，。；）)]",
    re.MULTILINE,
)
"""Two signs that meet where something between them is gone; a sign before nothing, or after nothing."""


def test_what_is_left_is_whole_prose() -> None:
    """However the cases of the shop cut a reply: no sign is left without its words."""
    policy = policy_in(ROOT)
    seen: dict[tuple[str, str, tuple[bool, ...]], str] = {}
    asked = {key: [condition_of(policy, mark) for mark in one.body.marks] for key, one in playbook().replies.items()}
    for one, part in decided():
        for (lang, name), reply in playbook().replies.items():
            if name == part.reply:
                cuts = tuple(isinstance(each, Condition) and is_cut(each, one, part) for each in asked[lang, name])
                if (lang, name, cuts) not in seen:
                    gone = [mark for mark, is_gone in zip(reply.body.marks, cuts, strict=True) if is_gone]
                    body = cut(reply, gone).body
                    seen[lang, name, cuts] = re.sub(r"\[\[\w+\]\]|\ufffc+", "X", body.bare)
    torn = {key[:2]: text for key, text in seen.items() if TORN.search(text)}
    assert len(seen) > 100
    assert torn == {}


def test_no_reply_asks_for_something_by_a_day_that_is_over() -> None:
    """What the decision has declined because time is over, what is left of its reply does not offer either."""
    policy, clock = policy_in(ROOT), decider().clock
    asked = {key: [condition_of(policy, mark) for mark in one.body.marks] for key, one in playbook().replies.items()}
    found, read = set(), 0
    for one, part in decided():
        for (lang, name), reply in playbook().replies.items():
            if name == part.reply and {option.offer for option in part.options} == {"decline"}:
                marks = zip(reply.body.marks, asked[lang, name], strict=True)
                gone = [mark for mark, each in marks if isinstance(each, Condition) and is_cut(each, one, part)]
                left = cut(reply, gone).body
                terms = {name for quotation in left.quotations for name in quotation.names}
                for blank in (blank for blank in reply.blanks if f"[[{blank}]]" in left.text):
                    ends = [is_over(term, one, clock) for term in reply.blanks[blank].by if term in terms]
                    read += len(ends)
                    if any(ends):
                        found.add((lang, name, blank, tuple(sorted(one.words.items()))))
    assert read > 10
    assert found == set()


def is_over(term: str, situation: Situation, clock: Clock) -> bool:
    """Whether every row of a deadline has ended."""
    leaves = leaves_in(decider().program["terms"][term])
    ends = [clock.ends(leaf)(situation.events, situation.now) for leaf in leaves]
    return all(end is not None and not clock.meets(situation.now, end) for end in ends)
