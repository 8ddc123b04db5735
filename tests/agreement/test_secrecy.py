"""Templates show what they are given, and nothing internal is written where buyers read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects import check, edit, make_small, told

PAGE, PARTS, SECTION = (f"overrides/buyer/{name}.html.j2" for name in ("page", "parts", "section"))
REPLY_EN, REPLY_ZH = "content/en/replies/accepted.md", "content/zh/replies/accepted.md"

TEMPLATES = [
    ("a filter that replaces", SECTION, "{{ rule.sentence }}", '{{ rule.sentence | replace("a", "b") }}', "SP456"),
    ("a method that replaces", SECTION, "{{ rule.sentence }}", '{{ rule.sentence.replace("a", "b") }}', "SP456"),
    ("a sum", SECTION, "{{ rule.sentence }}", "{{ rule.sentence * 2 }}", "SP456"),
    ("a part", SECTION, "{{ rule.sentence }}", "{{ rule.sentence[:9] }}", "SP456"),
    (
        "a number replaced for staff",
        "overrides/staff/partials/content.html",
        "{{ rest }}",
        '{{ rest | replace("30", "31") }}',
        "SP456",
    ),
    ("a value in an expression", PAGE, "<body>", '<body>{{ "Within 30 days" }}', "SP301"),
    ("a value that is set", PAGE, "<body>", '<body>{% set told = "8 天内" %}{{ told }}', "SP302"),
    ("a value in a style", "overrides/buyer/buyer.css", "\n}\n", '\n}\np::after { content: "30 days"; }\n', "SP301"),
    ("a value in a script", "overrides/staff/assets/samepage.js", "", 'const told = "30 天";\n', "SP301"),
    ("a note for staff", SECTION, "{{ rule.sentence }}", "{{ rule.staff_note }}", "SP457"),
    ("a ladder", PAGE, "<body>", "<body>{{ policy.ladders }}", "SP457"),
    ("a role in words", PAGE, "<body>", "<body><p>Ask the Team\n lead.</p>", "SP457"),
    ("a section for the seller", PAGE, "<body>", "<body>{{ 'Penalties from the platform' }}", "SP457"),
]


@pytest.mark.parametrize(
    ("path", "old", "new", "code"), [row[1:] for row in TEMPLATES], ids=[row[0] for row in TEMPLATES]
)
def test_what_a_template_may_not_do_is_found_in_its_line(
    path: str, old: str, new: str, code: str, tmp_path: Path
) -> None:
    project = make_small(tmp_path)
    edit(
        project,
        "policies/penalties.yaml",
        _title(project),
        "title: {en: Penalties from the platform, zh: 平台的处罚规则}",
    )
    edit(project, path, old, new)
    text = (project / path).read_text(encoding="utf-8")
    line = text.count("\n", 0, text.index(new)) + 1 + (new.startswith("\n") and new.count("\n") - 1)
    found = [each.split()[0].rsplit(":", 1)[0] for each in told(check(project).findings) if each.endswith(code)]
    assert f"{path}:{line}" in found


def _title(project: Path) -> str:
    text = (project / "policies/penalties.yaml").read_text(encoding="utf-8")
    return next(line for line in text.splitlines() if line.startswith("title:"))


def test_internal_words_in_what_buyers_read_are_found_at_their_rule(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    edit(
        project,
        "policies/returns.yaml",
        "    title:",
        "    note: {en: The team lead decides., zh: 请稍候。}\n    title:",
    )
    found = [finding for finding in check(project).findings if finding.code == "SP457"]
    assert [(finding.place.path, finding.facts["text"]) for finding in found] == [
        ("policies/returns.yaml", "team lead")
    ]


SECRETS = [
    ("a value for the seller", "{{ penalties.fine }}", 2),
    ("a rule for the seller", '{{ rule("penalties.late") }}', 2),
    ("a rule as staff read it", '{{ rule("returns.changed_mind", voice="staff") }}', 2),
    ("what buyers may know", "{{ returns.window }}", 0),
]


@pytest.mark.parametrize(("quotation", "count"), [row[1:] for row in SECRETS], ids=[row[0] for row in SECRETS])
def test_a_reply_to_a_buyer_tells_nothing_internal(quotation: str, count: int, tmp_path: Path) -> None:
    project = make_small(tmp_path)
    for path in (REPLY_EN, REPLY_ZH):
        file = project / path
        file.write_text(file.read_text(encoding="utf-8") + f"\n{quotation}\n", encoding="utf-8")
    assert sum(each.endswith("SP458") for each in told(check(project).findings)) == count


MARKED = {
    "en": (
        "Staff note: refund at once.",
        "**Internal note:** the buyer is known to us.",
        "Note to colleagues: ask the lead first.",
        "Thank you. (Internal: keep the photos.)",
        "[Team only] Do not offer more.",
        "For internal use only: third message.",
    ),
    "zh": (
        "员工备注：先退款。",
        "**内部说明：**这位买家来过多次。",
        "给同事的提醒：先问组长。",
        "谢谢。（内部备注：照片留底）",
        "【仅供内部参考】不要多给。",
        "客服须知：第三封信。",
    ),
}
UNMARKED = {
    "en": (
        "Please note: refunds take a few days.",
        "Our staff noted your message.",
        "Our support team looks into it: please wait.",
        "Note for your records: keep the receipt.",
        "The internal parts are not covered by this.",
        "Only our team can see your photos.",
    ),
    "zh": (
        "请注意：退款需要几天。",
        "我们的客服已记下您的留言。",
        "备注：请保留寄件凭证。",
        "客服会尽快答复：请稍候。",
        "商品内部的零件不在此列。",
        "照片只有我们的客服能看到。",
    ),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_line_of_a_reply_that_is_marked_as_meant_for_staff_is_found(lang: str, tmp_path: Path) -> None:
    project, path = make_small(tmp_path), {"en": REPLY_EN, "zh": REPLY_ZH}[lang]
    file = project / path
    text = file.read_text(encoding="utf-8").rstrip("\n")
    first = text.count("\n") + 3
    lines = [*MARKED[lang], *UNMARKED[lang]]
    file.write_text("\n\n".join([text, *lines]) + "\n", encoding="utf-8")
    found = [finding.place.line for finding in check(project).findings if finding.code == "SP457"]
    assert found == [first + 2 * at for at in range(len(MARKED[lang]))]


def test_a_reply_to_a_platform_may(tmp_path: Path) -> None:
    """It is for a rule of a section for the seller."""
    project = make_small(tmp_path)
    for path in (REPLY_EN, REPLY_ZH):
        edit(project, path, "for: [returns.changed_mind]", "for: [penalties.late]")
        file = project / path
        file.write_text(file.read_text(encoding="utf-8") + "\n{{ penalties.fine }}\n", encoding="utf-8")
    assert not [each for each in told(check(project).findings) if each.endswith("SP458")]
