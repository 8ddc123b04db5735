"""Between rules, playbooks and the buyer pages every way can be gone in both directions."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from lxml import etree, html

from generator.finding import LANGUAGES
from generator.playbook.load import load_playbook
from generator.policy.load import load_policy
from generator.policy.model import Audience, Policy

ROOTS = {"en": "", "zh": "zh/"}
CASES = pytest.mark.parametrize("lang", LANGUAGES)


@cache
def covers(root: Path) -> tuple[Policy, dict[tuple[str, str], list[str]]]:
    """The policy, and for each language and address of a page the rules that it covers."""
    policy, _ = load_policy(root)
    playbook, _ = load_playbook(root, lambda _: None)
    assert policy is not None
    pages = {
        (lang, path.removesuffix(".md")): [rule.name for rule in page.covers]
        for (lang, path), page in playbook.pages.items()
        if page.covers
    }
    return policy, pages


@cache
def read(file: Path) -> etree._Element:
    return html.document_fromstring(file.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


@CASES
def test_a_playbook_tells_every_rule_of_buyers_that_it_covers_in_their_own_words(
    project_root: Path, built_site: Path, lang: str
) -> None:
    """Word for word, and each sentence leads to the anchor where buyers read it."""
    policy, pages = covers(project_root)
    for page, rules in ((page, rules) for (of, page), rules in pages.items() if of == lang):
        tree = read(built_site / "staff" / ROOTS[lang] / page / "index.html")
        told = {each.get("data-rule"): each for each in tree.iterfind(".//p[@class='said']")}
        buyers = [rule for rule in rules if policy.sections[policy.rules[rule].section].to is Audience.BUYER]
        assert set(buyers) <= set(told), page
        for rule in buyers:
            link = told[rule].find("a[@class='where']")
            section = policy.rules[rule].section
            assert link.get("href") == f"{policy.shop.buyer_url}{lang}/{section}/#{rule}", page
            there = read(built_site / "buyer" / lang / section / "index.html").get_element_by_id(rule)
            words = " ".join("".join(told[rule].itertext()).removeprefix(link.text).split())
            seen = " ".join("".join(there.itertext()).split())
            note = policy.rules[rule].note
            sentence = words.removesuffix(note[lang]).strip() if note else words
            assert sentence in seen, (page, rule)


@CASES
def test_a_rule_leads_to_the_playbooks_that_cover_it_and_they_lead_back(
    project_root: Path, built_site: Path, lang: str
) -> None:
    """The page of all rules names exactly the pages whose front matter names the rule."""
    policy, pages = covers(project_root)
    tree = read(built_site / "staff" / ROOTS[lang] / "policy" / "index.html")
    for rule in policy.rules:
        links = tree.get_element_by_id(rule).iterfind("p[@class='crossing']/a")
        found = {link.get("href").removeprefix("../").rstrip("/") for link in links}
        assert found == {page for (of, page), rules in pages.items() if of == lang and rule in rules}, rule
        for page in found:
            back = read(built_site / "staff" / ROOTS[lang] / page / "index.html")
            own = back.iterfind(".//details[@class='covers']//a")
            assert any(link.get("href").endswith(f"policy/#{rule}") for link in own), (page, rule)


@CASES
def test_the_page_of_all_rules_tells_every_escalation_and_so_does_a_playbook(
    project_root: Path, built_site: Path, lang: str
) -> None:
    """In the same words: where time runs out, and in the whole policy."""
    policy, pages = covers(project_root)
    folder = built_site / "staff" / ROOTS[lang]
    whole = escalations_on(folder / "policy" / "index.html")
    assert len(set(whole)) == len(whole) == len(policy.escalations)
    told = [escalations_on(folder / page / "index.html") for of, page in pages if of == lang]
    assert {one for page in told for one in page} == set(whole)


def escalations_on(file: Path) -> list[str]:
    return [" ".join("".join(one.itertext()).split()) for one in read(file).iterfind(".//p[@class='escalation']")]
