"""Claims and words where no page is: templates, styles, scripts, mkdocs.yml, titles of links, titles of rules."""

from __future__ import annotations

from pathlib import Path

import pytest

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
    assert [each for each in told(check(project).findings) if "SP44" in each] == ["policies/returns.yaml:8:3 SP441"]


def test_one_sentence_of_a_staff_note_is_a_leak_as_well(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    note = "{en: Be kind. Ask the lead before you pay twice., zh: 语气要好。付第二次之前先问组长。}"
    edit(project, "policies/returns.yaml", "    goods: return", f"    staff_note: {note}\n    goods: return")
    public = "{en: ask the lead before you pay twice, zh: 付第二次之前先问组长}"
    edit(project, "policies/returns.yaml", "    goods: return", f"    note: {public}\n    goods: return")
    assert [each for each in told(check(project).findings) if "SP457" in each] == [
        "policies/returns.yaml:8:3 SP457"
    ] * 2
