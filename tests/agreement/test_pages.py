"""One mistake each in a sound project: the finding it must lead to, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.projects import check, edit, make_small, told

EN = "content/en/after-delivery/changed-mind.md"
ZH = "content/zh/after-delivery/changed-mind.md"
REPLY_EN = "content/en/replies/accepted.md"
REPLY_ZH = "content/zh/replies/accepted.md"
LEAD = "The item is fine; the buyer does not want it."
LEAD_ZH = "商品没有问题，买家只是不想要。\n\n##"

BROKEN = [
    ("SP301", EN, LEAD, "Within 30 days of delivery.", [f"{EN}:13:8 SP301"]),
    ("SP301 in words", EN, LEAD, "You have thirty days.", [f"{EN}:13:10 SP301"]),
    ("SP301 in code", EN, LEAD, "You have `30 days`.", [f"{EN}:13:11 SP301"]),
    ("SP301 in emphasis", EN, LEAD, "You have __thirty__ days.", [f"{EN}:13:12 SP301"]),
    ("SP301 in Chinese", ZH, LEAD_ZH, "三十天内可以退。\n\n##", [f"{ZH}:13:1 SP301"]),
    ("SP301 in a title", EN, "title: The buyer changed their mind", "title: 30 days", [f"{EN}:2:8 SP301"]),
    ("SP301 in a reply", REPLY_EN, "please ask", "within 5 days, please ask", [f"{REPLY_EN}:9:8 SP301"]),
    ("SP302", EN, LEAD, "Within 14 days of delivery.", [f"{EN}:13:8 SP302"]),
    ("SP302 in alt text", EN, LEAD, "![after 14 days](a.png)", [f"{EN}:13:9 SP302"]),
    ("SP302 in front matter", EN, "says: I do not want it", "says: It took 3 weeks", [f"{EN}:4:7 SP302"]),
    ("SP303", EN, LEAD, "Within 3 0 days of delivery.", ["SP303"]),
    ("SP304", EN, LEAD, "A fee of ¥50.", [f"{EN}:13:10 SP304"]),
    ("SP310", EN, LEAD, "See {{ returns.windw }}.", [f"{EN}:13:5 SP310"]),
    (
        "SP310 in an answer",
        EN,
        'answer: "Refund {{ returns.window',
        'answer: "Refund {{ returns.windw',
        [f"{EN}:5:17 SP310"],
    ),
    ("SP314 without a rule", EN, '{{ promise("returns.changed_mind") }}', "{{ promise() }}", ["SP314"]),
    ("SP311", EN, '{{ promise("returns.changed_mind") }}', '{{ promise("returns.change_mind") }}', ["SP311"]),
    ("SP312", EN, LEAD, "See {{ returns.window | upper }}.", [f"{EN}:13:5 SP312"]),
    ("SP313", EN, LEAD, 'See {{ "x" * 1000000000 }}.', [f"{EN}:13:5 SP313"]),
    ("SP313 for a loop", EN, LEAD, "See {{ [1 for x in y] }}.", ["SP314"]),
    ("SP314", EN, LEAD, "See {{ rule() }}.", [f"{EN}:13:5 SP314"]),
    ("SP314 for a section", EN, LEAD, "See {{ returns }}.", [f"{EN}:13:5 SP314"]),
    ("SP314 for a style of a number", EN, LEAD, "See {{ 30 | within }}.", [f"{EN}:13:5 SP314"]),
    ("SP314 for a style of a text", EN, LEAD, 'See {{ "x" | beyond }}.', [f"{EN}:13:5 SP314"]),
    ("SP311 for a term as a rule", EN, LEAD, 'You can return it {{ rule("returns.window") }}.', [f"{EN}:13:19 SP311"]),
    ("SP315", EN, LEAD, "{% for x in y %}", [f"{EN}:13:1 SP315"]),
    ("SP316", EN, LEAD, "See {{ returns.window.", [f"{EN}:13:5 SP316"]),
    ("SP317", EN, LEAD, "See {{ " + "a" * 500 + " }}.", [f"{EN}:13:5 SP317"]),
    ("SP331 on a page", EN, LEAD, "Return within [[30]] days.", [f"{EN}:13:15 SP331"]),
    (
        "SP404 in an answer",
        ZH,
        'answer: "{{ returns.window | within }}',
        'answer: "{{ returns.refund_time | within }}',
        ["SP404"],
    ),
    (
        "SP404 for the other side",
        ZH,
        "可以退款，{{ returns.refund_time | within }}",
        "可以退款，{{ returns.refund_time | beyond }}",
        ["SP404"],
    ),
    ("SP320", EN, LEAD, 'Ask the {{ role("boss") }}.', [f"{EN}:13:9 SP320"]),
    ("SP321", EN, "---\ntitle", "title", [f"{EN}:1:1 SP321"]),
    ("SP322", EN, "owner:", "ownr:", [f"{EN}:7:1 SP322"]),
    ("SP323", EN, "description: The item is fine, and the buyer does not want it.\n", "", ["SP323"]),
    ("SP324", EN, "reviewed: 2026-11-16", "reviewed: soon", [f"{EN}:8:11 SP324"]),
    ("SP331", REPLY_EN, "Hello [[name]],", "Hello [[name]], [[nmae]]", ["SP331"]),
    ("SP332", REPLY_EN, "Hello [[name]],", "Hello,", [f"{REPLY_EN}:5:1 SP332"]),
    ("SP333", EN, LEAD, 'Look: {{ offers("returns.changed_mind") }}', [f"{EN}:13:7 SP333"]),
    ("SP334", EN, '{{ bands("returns.changed_mind") }}', '{{ bands("penalties.late") }}', ["SP334"]),
    ("SP335", EN, '{{ reply("accepted") }}', '{{ reply("thanks") }}', ["SP335"]),
    ("SP336", EN, LEAD, '{{ table("returns.window") }}', [f"{EN}:13:1 SP336"]),
    ("SP337", "content/en/index.md", "after-delivery/changed-mind", "after-delivery/nothing", ["SP337"]),
    ("SP338", EN, LEAD, '{{ course("penalties.late") }}', [f"{EN}:13:1 SP338"]),
    ("SP338 without costs", EN, LEAD, "{{ payers() }}", [f"{EN}:13:1 SP338"]),
    ("SP341", EN, LEAD, "A <b>bold</b> word.", [f"{EN}:13:3 SP341", f"{EN}:13:10 SP341"]),
    ("SP341 for a script", EN, LEAD, "<script>alert(1)</script>", [f"{EN}:13:1 SP341", f"{EN}:13:17 SP341"]),
    ("SP341 for a comment", EN, LEAD, "<!-- hidden -->", [f"{EN}:13:1 SP341"]),
    ("SP342", EN, LEAD, "[x](javascript:alert)", [f"{EN}:13:3 SP342"]),
    ("SP343", EN, "{#check}", '{#check onclick="x"}', [f"{EN}:15:16 SP343"]),
    ("SP344", EN, LEAD, '--8<-- "secret.txt"', [f"{EN}:13:1 SP344"]),
    ("SP345", EN, LEAD, "[" * 20_000, [f"{EN}:13:1 SP345"]),
    ("SP402", ZH, "## 能给的方案 {#offer}\n", "", ["SP402"]),
    ("SP404", ZH, "，{{ returns.refund_time | within }}到账", "", ["SP404"]),
    ("SP406", ZH, "owner: Returns team", "owner: 退货组", [f"{ZH}:1:1 SP406"]),
    ("SP502", EN, "covers: [returns.changed_mind]", "covers: [returns.old]", ["SP502"]),
    ("SP503", "policies/returns.yaml", "reply: accepted", "reply: thanks", ["SP503"]),
    ("SP505", REPLY_EN, " We refund {{ returns.refund_time | within }}.", "", ["SP505"]),
    ("SP506", REPLY_EN, "[returns.window, ", "[deadline, returns.window, ", ["SP506"]),
    ("SP301 in a template", "overrides/buyer/page.html.j2", "<body", "<p>Within 30 days</p><body", ["SP301"]),
    (
        "SP301 in the navigation",
        "mkdocs.yml",
        "site_name: Small",
        "site_name: Back within 30 days",
        ["mkdocs.yml:1:24 SP301"],
    ),
    (
        "SP302 in the opening hours",
        "policies/shop.yaml",
        "  email:",
        "  hours: {en: We answer in 36 hours, zh: 工作日}\n  email:",
        ["SP302"],
    ),
    ("SP302 in an agreed word", "policies/scopes.yaml", "en: team lead", "en: lead of 8 days", ["SP302"]),
    ("SP301 in a name", "policies/returns.yaml", "en: I changed my mind", "en: 30 days to return", ["SP301"]),
]


@pytest.mark.parametrize(("name", "path", "old", "new", "expected"), BROKEN, ids=[row[0] for row in BROKEN])
def test_a_mistake_is_found_where_it_stands(
    name: str, path: str, old: str, new: str, expected: list[str], tmp_path: Path
) -> None:
    """Every finding expected is there; those with a place are the only errors of that code."""
    project = make_small(tmp_path)
    edit(project, path, old, new)

    found = told(check(project).findings)

    for wanted in expected:
        if " " in wanted:
            assert wanted in found
            assert {each for each in found if each.endswith(wanted[-5:])} <= set(expected)
        else:
            assert wanted in {each.split()[-1] for each in found}


def test_a_row_that_is_no_value_of_its_axis_is_refused(tmp_path: Path) -> None:
    """``other`` is the row for values that exist: a mistyped country must not become it."""
    project = make_small(tmp_path)
    table = "by: [region], value: {GB: 14 days from delivered, other: 30 days from delivered}"
    edit(project, "policies/returns.yaml", "value: 30 days from delivered", table)
    edit(project, EN, LEAD, '{{ returns.window(region="UK") }} or {{ returns.window(region="FR") }}')
    found = [each for each in told(check(project).findings) if each.endswith("SP319")]
    assert found == [f"{EN}:13:1 SP319"]


def test_a_literal_is_each_languages_own(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    edit(project, EN, LEAD, 'Wait {{ literal("20 seconds", "scanner warm-up") }}.')
    edit(project, ZH, LEAD_ZH, '请等 {{ literal("20 秒", "扫描枪预热") }}。\n\n##')
    assert told(check(project).findings) == []


def test_the_sound_project_has_no_finding(tmp_path: Path) -> None:
    assert told(check(make_small(tmp_path)).findings) == []


def test_a_page_without_its_twin_is_found(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    (project / "content/zh/policy.md").unlink()
    assert "content/en/policy.md:1:1 SP401" in told(check(project).findings)


def test_a_reply_without_its_twin_is_found(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    (project / REPLY_ZH).unlink()
    assert f"{REPLY_EN}:1:1 SP405" in told(check(project).findings)


def test_a_buyer_rule_that_no_playbook_covers_is_a_warning(tmp_path: Path) -> None:
    """It warns and never fails: the knowledge base may still be growing."""
    project = make_small(tmp_path)
    for path in (EN, ZH):
        edit(project, path, "covers: [returns.changed_mind]\n", "")
    found = [finding for finding in check(project).findings if finding.code == "SP501"]
    assert [finding.severity.value for finding in found] == ["warning", "warning"]


def test_an_overdue_review_warns_and_never_fails(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    findings = check(project, date(2029, 12, 1)).findings
    assert {(finding.code, finding.severity.value) for finding in findings} == {("SP507", "warning")}


def test_names_that_are_no_addresses_are_refused(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    for lang in ("en", "zh"):
        (project / f"content/{lang}/policy.md").rename(project / f"content/{lang}/All Rules.md")
    assert {f"content/{lang}/All Rules.md:1:1 SP346" for lang in ("en", "zh")} <= set(told(check(project).findings))


def test_two_pages_for_one_address_are_refused(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    for lang in ("en", "zh"):
        (project / f"content/{lang}/policy").mkdir()
        (project / f"content/{lang}/policy/index.md").write_bytes((project / f"content/{lang}/policy.md").read_bytes())
    assert {f"content/{lang}/policy.md:1:1 SP347" for lang in ("en", "zh")} <= set(told(check(project).findings))


def test_line_ends_do_not_change_what_is_merged(tmp_path: Path) -> None:
    """CRLF is accepted and gives the same pages."""
    plain, windows = make_small(tmp_path / "a"), make_small(tmp_path / "b")
    for path in (windows / "content").rglob("*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert check(plain).merged == check(windows).merged


def test_all_findings_come_at_once(tmp_path: Path) -> None:
    """A broken policy does not hide what is wrong in the pages."""
    project = make_small(tmp_path)
    edit(project, "policies/returns.yaml", "postage: buyer", "postage: byer")
    edit(project, EN, LEAD, "<b>")
    edit(project, REPLY_ZH, "[[name]]", "[[nmae]]")
    found = {finding.place.path for finding in check(project).findings}
    assert {"policies/returns.yaml", EN, REPLY_ZH} <= found
