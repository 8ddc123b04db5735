"""Claims and words where no page is: templates, styles, scripts, mkdocs.yml, titles of links, titles of rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.upkeep.agreeing import agree
from tests.projects import check, edit, make_small, told

BUYER, STAFF = "overrides/buyer/contact.html.j2", "overrides/staff/missing.html"
PAGE = "content/en/after-delivery/changed-mind.md"
PAGE_ZH = "content/zh/after-delivery/changed-mind.md"


def first_line(project: Path, path: str, words: str) -> None:
    """Put words above everything else in a file."""
    file = project / path
    file.write_text(f"{words}\n{file.read_text(encoding='utf-8')}", encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (BUYER, "<p>Free returns on every order.</p>"),
        (BUYER, "<p>退货运费由我们承担。</p>"),
        (BUYER, '{{ "You may keep the item." }}'),
        (BUYER, '<p title="We pay the return postage.">Postage</p>'),
        (STAFF, "<p>Store credit never expires.</p>"),
        (STAFF, "<p>购物金永久有效。</p>"),
        ("overrides/staff/assets/samepage.css", '.x::after { content: "退货免运费"; }'),
        ("overrides/staff/assets/samepage.js", 'const told = "There is no restocking fee, and free returns";'),
    ],
)
def test_a_template_claims_nothing(path: str, words: str, tmp_path: Path) -> None:
    project = make_small(tmp_path)
    first_line(project, path, words)
    assert [each.rpartition(":")[0] for each in told(check(project).findings) if "SP443" in each] == [f"{path}:1"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("site_name: Small", "site_name: Small, free returns", "SP443"),
        ("site_name: Small", "site_name: Small\nsite_description: 退货运费由我们承担", "SP443"),
    ],
)
def test_nor_do_the_settings(old: str, new: str, code: str, tmp_path: Path) -> None:
    project = make_small(tmp_path)
    edit(project, "mkdocs.yml", old, new)
    (found,) = (each for each in told(check(project).findings) if each.startswith("mkdocs.yml"))
    assert found.endswith(code)


def test_what_stands_far_down_in_a_template_or_the_settings_has_its_own_line(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    edit(project, "mkdocs.yml", "not_in_nav:", "site_description: Free returns\nnot_in_nav:")
    for path, words in ((BUYER, "<p>Free returns</p>"), (STAFF, "<p>退货免运费</p>")):
        file = project / path
        file.write_text(f"{file.read_text(encoding='utf-8').rstrip()}\n{words}\n", encoding="utf-8")
    wanted = []
    for path, words in (("mkdocs.yml", "Free returns"), (BUYER, "Free returns"), (STAFF, "退货免运费")):
        text = (project / path).read_text(encoding="utf-8")
        wanted.append(f"{path}:{text[: text.index(words)].count(chr(10)) + 1}")
    assert sorted({each.rpartition(":")[0] for each in told(check(project).findings)}) == sorted(wanted)


NAV = """          nav: [index.md, {Returns: [after-delivery/changed-mind.md, policy.md]}]
"""
NAV_ZH = """          nav: [index.md, {退货: [after-delivery/changed-mind.md, policy.md]}]
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("policy.md]}]", "policy.md, x.md]}]", ["SP416"]),
        (
            "{退货: [after-delivery/changed-mind.md, policy.md]}",
            "after-delivery/changed-mind.md, {退货: [policy.md]}",
            ["SP416"],
        ),
        ("[after-delivery/changed-mind.md, policy.md]", "[policy.md, after-delivery/changed-mind.md]", ["SP416"]),
        ("退货", "Returns and what is next to them", ["SP434"]),
    ],
)
def test_both_languages_list_the_same_pages_in_the_same_order(
    old: str, new: str, expected: list[str], tmp_path: Path
) -> None:
    project = make_small(tmp_path)
    for locale, nav in (("en", NAV), ("zh", NAV_ZH.replace(old, new, 1) if old else NAV_ZH)):
        line = next(
            each for each in (project / "mkdocs.yml").read_text("utf-8").split("\n") if f"locale: {locale}," in each
        )
        inner = line.strip().removeprefix("- {").removesuffix("}")
        keys = "\n".join(f"          {each}" for each in inner.split(", "))
        edit(project, "mkdocs.yml", line, f"        -\n{keys}\n{nav.rstrip()}")
    assert [each[-5:] for each in told(check(project).findings)] == expected


WORDS = "policies/words.yaml"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("claims: {free: {says: {postage: seller}, en: [free returns], zh: [包邮退货]}}", []),
        ("claims: {free: {says: {postage: buyer}, en: [free returns], zh: [回程自付]}}", [f"{WORDS}:1:10 SP444"]),
        ("claims: {keep: {says: {goods: return}, en: [odd], zh: [商品您可以留下]}}", [f"{WORDS}:1:10 SP444"]),
        ("claims: {keep: {says: {goods: return}, en: [odd], zh: [您须寄回商品]}}", []),
        ("concepts: {a: {en: [alpha], zh: [甲]}, b: {en: [beta], zh: [乙]}}", []),
        ("concepts: {a: {en: [alpha], zh: [甲]}, b: {en: [beta], zh: [甲]}}", [f"{WORDS}:1:39 SP436"]),
    ],
)
def test_the_words_of_a_shop_are_not_turned_round(words: str, expected: list[str], tmp_path: Path) -> None:
    project = make_small(tmp_path)
    (project / WORDS).write_text(f"{words}\n", encoding="utf-8")
    assert [each for each in told(check(project).findings) if "SP44" in each or "SP436" in each] == expected


def test_a_note_of_the_policy_is_found_at_its_own_words(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    note = "    note:\n      en: Within two weeks.\n      zh: 退货运费由我们承担。\n    goods: return"
    edit(project, "policies/returns.yaml", "    goods: return", note)
    assert told(check(project).findings) == ["policies/returns.yaml:12:11 SP302", "policies/returns.yaml:13:11 SP441"]


def test_a_value_at_the_start_of_a_chinese_heading_is_read(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    edit(project, PAGE_ZH, "# ", "# 三天 ")
    text = (project / PAGE_ZH).read_text(encoding="utf-8")
    line = text[: text.index("# 三天")].count("\n") + 1
    assert f"{PAGE_ZH}:{line}:3 SP302" in told(check(project).findings)


def test_a_comment_in_the_settings_is_no_claim(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    edit(project, "mkdocs.yml", "site_name: Small", "site_name: Small # not: free returns")
    assert told(check(project).findings) == []


@pytest.mark.parametrize(
    ("path", "link"),
    [
        (PAGE, 'See [this](../policy.md "We pay the return postage").'),
        (PAGE_ZH, '见[这里](../policy.md "退货运费由我们承担")。'),
    ],
)
def test_the_title_of_a_link_is_read(path: str, link: str, tmp_path: Path) -> None:
    project = make_small(tmp_path)
    text = (project / path).read_text(encoding="utf-8")
    (project / path).write_text(f"{text.rstrip()}\n\n{link}\n", encoding="utf-8")
    assert [each[-5:] for each in told(check(project).findings) if "SP44" in each] == ["SP441"]


def test_the_title_of_a_rule_is_read(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    edit(project, "policies/returns.yaml", "en: I changed my mind", "en: Free returns for everybody")
    assert [each for each in told(check(project).findings) if "SP44" in each] == ["policies/returns.yaml:9:17 SP441"]


def test_one_sentence_of_a_staff_note_is_a_leak_as_well(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    note = "{en: Be kind. Ask the lead before you pay twice., zh: 语气要好。付第二次之前先问组长。}"
    edit(project, "policies/returns.yaml", "    goods: return", f"    staff_note: {note}\n    goods: return")
    public = "{en: ask the lead before you pay twice, zh: 付第二次之前先问组长}"
    edit(project, "policies/returns.yaml", "    goods: return", f"    note: {public}\n    goods: return")
    places = [each for each in told(check(project).findings) if "SP457" in each]
    assert places == ["policies/returns.yaml:12:16 SP457", "policies/returns.yaml:12:55 SP457"]


def test_a_title_of_the_navigation_that_changed_in_one_language_is_behind(tmp_path: Path) -> None:
    """And so is a word of a template: each is held by its address, as a text of the policy is."""
    project = make_small(tmp_path)
    edit(project, "mkdocs.yml", "default: true, build: true}", "default: true, build: true,\n" + NAV.rstrip() + "}")
    edit(project, "mkdocs.yml", "中文, build: true}", "中文, build: true,\n" + NAV_ZH.rstrip() + "}")
    agree(project, (), is_cosmetic=False, is_first=True)
    assert told(check(project).findings) == []
    edit(project, "mkdocs.yml", "{Returns: [", "{Exchanges: [")
    edit(project, "overrides/staff/partials/words.html", '"overdue": "已逾期"', '"overdue": "未到期"')
    found = {finding.code: finding for finding in check(project).findings}
    assert set(found) == {"SP417"}
    assert [(each.place.path, each.facts["name"]) for each in check(project).findings] == [
        ("mkdocs.yml", "mkdocs.yml#nav.0.after-delivery/changed-mind.md"),
        ("overrides/staff/partials/words.html", "overrides/staff/partials/words.html#overdue"),
    ]
    agreed = agree(
        project, ("mkdocs.yml", "overrides/staff/partials/words.html#overdue"), is_cosmetic=False, is_first=False
    )
    assert len(agreed.said) == 2
    assert told(check(project).findings) == []
