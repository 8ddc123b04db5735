"""One word for one thing in each language, and each language in its own script: golden texts and broken projects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.agreement.prose import Text, text_of
from generator.agreement.scripts import Scripts
from generator.agreement.terminology import Twins, check_words, lexicons_of
from generator.finding import Finding, Place
from generator.playbook.page import Template
from generator.policy.load import load_policy
from generator.policy.model import Policy
from tests.projects import check, edit, make_small, told

GOLDEN: dict[str, Any] = yaml.load((Path(__file__).parent / "terms.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
REPLY, RETURNS = "content/en/replies/accepted.md", "policies/returns.yaml"
NOTE = "    note: {en: Customers ask., zh: 买家询问。}\n"
EN, ZH = "content/en/after-delivery/changed-mind.md", "content/zh/after-delivery/changed-mind.md"
LEAD, LEAD_ZH = "The item is fine; the buyer does not want it.\n\n##", "商品没有问题，买家只是不想要。\n\n##"


def with_words(folder: Path) -> Path:
    """The small project with the words of the golden file."""
    project = make_small(folder)
    words = yaml.safe_dump(GOLDEN["words"], allow_unicode=True)
    (project / "policies/words.yaml").write_text(words, encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    found, findings = load_policy(with_words(tmp_path_factory.mktemp("words")))
    assert not findings
    assert found
    return found


def text(lang: str, words: str) -> Text:
    return text_of("body", lang, Template(words, (), Place("page.md", 1, 1)))


def shown(finding: Finding) -> str:
    return f"{finding.code} {finding.facts['text']}"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_words_of_a_text(lang: str, policy: Policy) -> None:
    scripts = Scripts(policy)
    for row in GOLDEN[lang]:
        one = text(lang, row["text"])
        found = sorted(
            [*check_words(policy, [one], lexicons_of(policy)), *scripts.check([one])], key=lambda each: each.place
        )
        assert [shown(each) for each in found] == row["found"], row["text"]


def test_both_languages_speak_of_the_same_thing(policy: Policy) -> None:
    twins = Twins(policy, lexicons_of(policy))
    for row in (*GOLDEN["twins"], *GOLDEN["twins"]):  # what was said before is found again
        found = twins.check(text("en", row["en"]), text("zh", row["zh"]))
        assert [shown(each) for each in found] == row["found"], row


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        (EN, LEAD, "Fine; the **customer** left.\n\n##", f"{EN}:13:13 SP431"),
        (EN, "title: The buyer", "title: The customer", f"{EN}:2:12 SP431"),
        (EN, "description: The item", "description: The customer's item", f"{EN}:3:18 SP431"),
        (EN, "# The buyer changed", "# The shopper changed", f"{EN}:11:7 SP431"),
        (ZH, LEAD_ZH, "商品没有问题，[顾客](../policy.md)不想要。\n\n##", f"{ZH}:13:9 SP431"),
        (ZH, LEAD_ZH, "商品没有问题，卖家只是不想要。\n\n##", f"{ZH}:13:8 SP432"),
        (ZH, LEAD_ZH, "商品沒有问题，买家只是不想要。\n\n##", f"{ZH}:13:3 SP433"),
        (ZH, LEAD_ZH, "商品没有问题，but the buyer sends it back。\n\n##", f"{ZH}:13:8 SP434"),
        (EN, LEAD, "The item is fine; 买家不想要。\n\n##", f"{EN}:13:19 SP435"),
        (REPLY, "please ask", "dear customer, please ask", f"{REPLY}:9:6 SP431"),
        (RETURNS, "    postage: buyer", f"{NOTE}    postage: buyer", f"{RETURNS}:12:16 SP431"),
        ("overrides/buyer/page.html.j2", "<body", "<p>Dear customer</p><body", "SP431"),
    ],
)  # fmt: skip
def test_it_is_a_warning_where_it_stands(path: str, old: str, new: str, expected: str, tmp_path: Path) -> None:
    project = with_words(tmp_path)
    assert told(check(project).findings) == []
    edit(project, path, old, new)
    found = [each for each in check(project).findings if each.code.startswith("SP43")]
    assert [each.severity.value for each in found] == ["warning"]
    assert told(tuple(found))[0].endswith(expected)


def test_an_unlike_concept_that_does_not_exist_is_named(tmp_path: Path) -> None:
    project = with_words(tmp_path)
    edit(project, "policies/words.yaml", "- seller", "- seler")
    (found,) = check(project).findings
    assert found.code == "SP216"
    assert "seller" in found.hint()


def test_this_project_uses_its_own_words(project_root: Path) -> None:

    from generator.agreement.wording import Wording
    from generator.playbook.load import load_playbook
    from generator.publish.templates import find_overrides

    policy, _ = load_policy(project_root)
    playbook, _ = load_playbook(project_root, lambda name: None)
    assert policy
    wording = Wording(policy, playbook)
    found = (*wording.check_pages(playbook), *wording.check_policy(find_overrides(project_root), project_root))
    assert [str(each.place) for each in found] == []
