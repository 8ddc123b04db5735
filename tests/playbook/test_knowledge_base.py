"""The knowledge base as a whole: nothing is missing, nothing is told twice, every playbook has its parts."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.decisions.gallery import Gallery, Shown
from generator.language.phrase import plain
from generator.language.say import say_condition
from generator.language.style import Voice
from generator.language.table import rule_table
from generator.language.unpaid import worth_telling
from generator.playbook.load import load_playbook
from generator.playbook.page import Page, Playbook
from generator.policy.load import load_policy
from generator.policy.model import Policy

ROOT = Path(__file__).resolve().parents[2]
COVERAGE: dict[str, Any] = yaml.load(
    (Path(__file__).parent / "coverage.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
LANGS = ("en", "zh")
PARTS = ("check", "offer", "promise", "reply", "refused", "example", "next-time")
OF_ALL = "money/approvals.md"
"""The one playbook that is about every rule: who may approve what."""
SHARED = 0.1
"""How much of the shorter of two playbooks may stand in the other."""

QUOTATION = re.compile(r"\{\{.*?\}\}", re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\([^)]*\)")
END = re.compile(r"(?<=[.!?:])\s+|(?<=[。！？：])|\n+")
EXAMPLE = re.compile(r'\{\{ example\("([^"]+)"\) \}\}')
ITEM = re.compile(r"^(?:\d+\.|-) ", re.MULTILINE)


@pytest.fixture(scope="module")
def policy() -> Policy:
    policy, findings = load_policy(ROOT)
    assert policy is not None, findings
    return policy


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return load_playbook(ROOT)[0]


def playbooks(playbook: Playbook, lang: str) -> dict[str, Page]:
    """The pages that answer somebody: what is said to us, and the answer in one line."""
    return {path: page for (lang_, path), page in playbook.pages.items() if lang_ == lang and page.says and page.answer}


def parts_of(page: Page) -> dict[str, str]:
    """The text of each section by its anchor; ``top`` is what stands under the title."""
    parts, name = {"top": ""}, "top"
    for line in page.body.text.splitlines():
        if heading := re.match(r"#{1,2} .*?(?:\{#(?P<anchor>[\w-]+)\})?\s*$", line):
            name = heading["anchor"] or "top"
        else:
            parts[name] = parts.get(name, "") + line + "\n"
    return parts


def sentences(page: Page) -> set[str]:
    """What the page says in words of its own, without what it quotes, links to or holds in tables."""
    text = LINK.sub("", QUOTATION.sub("", page.body.text))
    lines = [line for line in text.splitlines() if not line.startswith(("#", "|"))]
    told = (re.sub(r"[\s*]+", " ", ITEM.sub("", sentence)).strip() for sentence in END.split("\n".join(lines)))
    return {sentence for sentence in told if len(re.findall(r"\w", sentence)) > 3}


def places(entry: dict[str, Any]) -> list[tuple[str, str]]:
    """The page and the heading of each place."""
    return [(path, anchor) for path, _, anchor in (place.partition("#") for place in entry["places"])]


# ---- what has to be there -----------------------------------------------------------------------------------


def test_every_piece_of_advice_has_its_number() -> None:
    assert list(COVERAGE["advice"]) == list(range(1, 19))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", ["advice", "cases"])
def test_every_place_named_exists(kind: str, lang: str, playbook: Playbook) -> None:
    for name, entry in COVERAGE[kind].items():
        assert entry["places"], name
        for path, anchor in places(entry):
            assert (lang, path) in playbook.pages, f"{name}: {path}"
            text = parts_of(playbook.pages[lang, path]).get(anchor, "").strip()
            assert text, f"{name}: {path}#{anchor} is missing or empty"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", COVERAGE["cases"])
def test_the_pages_of_a_case_cover_its_rules(case: str, lang: str, policy: Policy, playbook: Playbook) -> None:
    entry = COVERAGE["cases"][case]
    assert set(entry["rules"]) <= set(policy.rules)
    covered = {rule.name for path, _ in places(entry) for rule in playbook.pages[lang, path].covers}
    assert set(entry["rules"]) <= covered


@pytest.mark.parametrize("lang", LANGS)
def test_every_rule_is_covered_by_a_playbook(lang: str, policy: Policy, playbook: Playbook) -> None:
    covered = {rule.name for page in playbooks(playbook, lang).values() for rule in page.covers}
    assert set(policy.rules) - covered == set()


@pytest.mark.parametrize("lang", LANGS)
def test_every_playbook_is_on_the_start_page(lang: str, playbook: Playbook) -> None:
    start = playbook.pages[lang, "index.md"].body.text
    listed = {
        f"{page}.md" for block in re.findall(r"situations\((.*?)\)", start) for page in re.findall(r'"(.*?)"', block)
    }
    assert listed == set(playbooks(playbook, lang))


@pytest.mark.parametrize("lang", LANGS)
def test_every_playbook_is_in_the_navigation_of_its_language(lang: str, playbook: Playbook) -> None:
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    block = config.partition(f"- locale: {lang}\n")[2].partition("- locale:")[0]
    listed = re.findall(r"^ +- ([\w/-]+\.md)$", block, re.MULTILINE)
    assert len(listed) == len(set(listed))
    assert set(playbooks(playbook, lang)) <= set(listed)


def test_there_are_enough_playbooks_and_replies_in_both_languages(playbook: Playbook) -> None:
    assert set(playbooks(playbook, "en")) == set(playbooks(playbook, "zh"))
    assert len(playbooks(playbook, "en")) >= 22
    replies = {lang: {name for lang_, name in playbook.replies if lang_ == lang} for lang in LANGS}
    assert replies["en"] == replies["zh"]
    assert len(replies["en"]) >= 20


# ---- what a playbook has to hold ----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_the_answer_stands_first_and_is_short(lang: str, playbook: Playbook) -> None:
    for path, page in playbooks(playbook, lang).items():
        first = parts_of(page)["top"].strip()
        assert first, path
        assert "\n\n" not in first, f"{path}: more than one paragraph before the first heading"
        words = len(re.findall(r"[\u4e00-\u9fff]|[A-Za-z']+", first))
        assert words <= (45 if lang == "en" else 80), f"{path}: {words} words"


@pytest.mark.parametrize("lang", LANGS)
def test_every_playbook_of_a_case_has_all_its_parts(lang: str, playbook: Playbook) -> None:
    for path, page in playbooks(playbook, lang).items():
        if path in COVERAGE["guides"]:
            continue
        parts = parts_of(page)
        assert tuple(name for name in parts if name in PARTS) == PARTS, path
        assert 3 <= len(re.findall(r"^\d+\. \*\*", parts["check"], re.MULTILINE)) <= 9, f"{path}: what to check"
        assert re.search(r"\{\{ (?:offers|bands|ladder)\(", parts["offer"]), f"{path}: what to offer"
        assert "{{ promise(" in parts["promise"], f"{path}: what the buyer was promised"
        assert "{{ reply(" in parts["reply"], f"{path}: the reply"
        way_on = re.search(r"\{\{ (?:escalation|ladder)\(|role\(|\]\(", parts["refused"])
        assert way_on, f"{path}: whom to turn to if the buyer does not accept"
        assert len(re.findall(r"^- \*\*", parts["next-time"], re.MULTILINE)) >= 3, f"{path}: next time"


@pytest.mark.parametrize("lang", LANGS)
def test_every_playbook_works_an_example_of_its_own_through(lang: str, playbook: Playbook, policy: Policy) -> None:
    """A case with a story and dates that no other page tells, decided by a rule that the page covers."""
    gallery, told = Gallery(ROOT, policy), set()
    for path, page in playbooks(playbook, lang).items():
        ids = EXAMPLE.findall(parts_of(page).get("example", ""))
        assert ids, f"{path} has no example"
        for id in ids:
            shown = gallery.show(id)
            assert isinstance(shown, Shown), id
            assert shown.example.story, f"{path}: {id} has no story"
            decision = shown.ruling.decision
            rules = {reason.rule for part in (decision.buyer, decision.seller) for reason in part.because}
            if path != OF_ALL:
                assert rules & {rule.name for rule in page.covers}, f"{path}: {id} is about something else"
            assert id not in told, f"{path}: {id} is told twice"
            told.add(id)


def test_the_readme_names_the_parts_in_their_order() -> None:
    readme = (ROOT / "content/README.md").read_text(encoding="utf-8").partition("## The parts of a playbook")[2]
    assert tuple(re.findall(r"^\| `\{#([\w-]+)\}` \|", readme, re.MULTILINE)) == PARTS


@pytest.mark.parametrize("lang", LANGS)
def test_a_guide_is_a_playbook_without_a_case_of_its_own(lang: str, playbook: Playbook) -> None:
    for path in COVERAGE["guides"]:
        page = playbooks(playbook, lang)[path]
        assert page.covers, path
        assert re.search(r"\{\{ (?:promise|offers)\(", page.body.text), f"{path} shows no rule"


TOLD = {
    "en": "If the buyer refuses the parcel, except for orders to mainland China, Taiwan, the EEA and the UK",
    "zh": "如买家拒收包裹，寄往中国内地、台湾地区、欧洲经济区及英国的订单除外",
}


@pytest.mark.parametrize("lang", LANGS)
def test_a_table_of_rules_tells_what_a_rule_leaves_out(lang: str, policy: Policy) -> None:
    """Staff read the row and no more; without its exception it grants, or takes, what the rule does not."""
    assert plain(rule_table(policy, "disputes.refused_fee", lang).also[0].cells[0]) == TOLD[lang]
    for rule in policy.rules.values():
        table = rule_table(policy, rule, lang)
        cell = plain((table.rows[:1] or table.also)[0].cells[0])
        when = plain(say_condition(policy, rule.when, lang, Voice.STAFF))
        assert not worth_telling(policy, rule) or len(cell) > len(when) + 4, f"{rule.id}: {cell}"


# ---- nothing twice ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_no_two_playbooks_share_more_than_a_tenth_of_their_sentences(lang: str, playbook: Playbook) -> None:
    told = {path: sentences(page) for path, page in playbooks(playbook, lang).items()}
    assert all(len(of_page) >= 10 for of_page in told.values())
    for (one, these), (other, those) in combinations(told.items(), 2):
        shared = these & those
        assert len(shared) <= SHARED * min(len(these), len(those)), f"{one} and {other} both say: {sorted(shared)}"
