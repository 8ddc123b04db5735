"""``samepage fix``: what it mends, what it leaves to people, and that a second run changes nothing."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.agreement.lock import PATH
from generator.cli import main
from generator.upkeep.mending import Mending, mend
from tests.projects import check, edit, make_small, told, tree_of

PAGE = "after-delivery/changed-mind.md"
EN, ZH = f"content/en/{PAGE}", f"content/zh/{PAGE}"
REPLY_EN = "content/en/replies/accepted.md"
LEAD = "The item is fine; the buyer does not want it."
LEAD_ZH = "商品没有问题，买家只是不想要。\n\n##"


def fix(project: Path) -> None:
    """Mend the project."""
    assert mend(project, write=True).findings == ()


def line_of(project: Path, path: str, number: int) -> str:
    """One line of a file, counted from 1."""
    return (project / path).read_text(encoding="utf-8").splitlines()[number - 1]


@pytest.mark.parametrize(
    ("typed", "quoted"),
    [
        ("Return it within 30 days of delivery.", "Return it {{ returns.window | within }}."),
        ("Return it within 30 days.", "Return it within {{ returns.window }}."),
        ("Within 30 days of delivery, yes.", "Within {{ returns.window }} of delivery, yes."),
        ("Return it 30 days after delivery.", "Return it {{ returns.window | after }}."),
        ("You have thirty (30) days.", "You have {{ returns.window }}."),
        ("You have **thirty** days.", "You have **{{ returns.window }}**."),
        ("You have **30 days** for it.", "You have **{{ returns.window }}** for it."),
        ("A 30-day window.", "A {{ returns.window | adjective }} window."),
        ("A 30 day window.", "A {{ returns.window | adjective }} window."),
        ("More than 30 days after delivery.", "More than {{ returns.window | after }}."),
        (
            "[Within 30 days](../policy.md) or 5 days.",
            "[Within {{ returns.window }}](../policy.md) or {{ returns.refund_time }}.",
        ),
    ],
)
def test_an_english_value_becomes_the_quotation_that_reads_the_same(typed: str, quoted: str, tmp_path: Path) -> None:
    project = make_small(tmp_path, templates=False)
    edit(project, EN, LEAD, typed)
    fix(project)
    assert line_of(project, EN, 13) == quoted
    assert mend(project, write=False) == Mending((), (), ())


@pytest.mark.parametrize(
    ("typed", "quoted"),
    [
        ("签收后30天内可退。", "{{ returns.window | within }}可退。"),
        ("签收后 三十 天内可退。", "{{ returns.window | within }}可退。"),
        ("请在三十天内退回。", "请在 {{ returns.window }}内退回。"),
        ("三十天的退货期。", "{{ returns.window | adjective }}退货期。"),
        ("最长至签收后 30 天。", "{{ returns.window | until }}。"),
        ("退款要５天,不会更久.", "退款要 {{ returns.refund_time }}，不会更久。"),
    ],
)
def test_a_chinese_value_becomes_the_quotation_that_reads_the_same(typed: str, quoted: str, tmp_path: Path) -> None:
    project = make_small(tmp_path, templates=False)
    edit(project, ZH, LEAD_ZH, f"{typed}\n\n##")
    fix(project)
    assert line_of(project, ZH, 13) == quoted
    assert mend(project, write=False) == Mending((), (), ())


@pytest.mark.parametrize(
    "typed",
    [
        "You have `30 days`.",
        "![30 days](a.png)",
        "Within 30 days of the order.",
        "Within 30 days of arrival of the return.",
        "Wait 31 days.",
        "It costs ¥50.",
    ],
    ids=["code", "a picture", "another clock", "a clock of another term", "no such value", "an ambiguous one"],
)
def test_what_takes_judgement_is_left(typed: str, tmp_path: Path) -> None:
    project = make_small(tmp_path, templates=False)
    edit(project, EN, LEAD, typed)
    before = tree_of(project)
    fix(project)
    assert tree_of(project) == before


def test_a_row_of_a_table_is_left(tmp_path: Path) -> None:
    project = make_small(tmp_path, templates=False)
    table = "by: [region], value: {GB: 14 days from delivered, other: 30 days from delivered}"
    edit(project, "policies/returns.yaml", "value: 30 days from delivered", table)
    edit(project, EN, LEAD, "Within 14 days in Britain.")
    fix(project)
    assert line_of(project, EN, 13) == "Within 14 days in Britain."


def with_equal_terms(project: Path) -> Path:
    """The project with a second term of 30 days, of which no rule of the pages knows."""
    other = "  window: {name: {en: return window"
    edit(
        project, "policies/returns.yaml", other, f"  spare: {{name: {{en: spare, zh: 备用}}, value: 30 days}}\n{other}"
    )
    return project


def test_of_equal_terms_the_one_of_the_pages_rules_is_meant(tmp_path: Path) -> None:
    project = with_equal_terms(make_small(tmp_path, templates=False))
    edit(project, EN, LEAD, "You have 30 days.")
    (finding,) = (each for each in check(project).findings if each.code == "SP301")
    assert finding.term == "returns.window"
    fix(project)
    assert line_of(project, EN, 13) == "You have {{ returns.window }}."


def test_of_equal_terms_the_one_that_the_section_quotes_is_meant(tmp_path: Path) -> None:
    project = with_equal_terms(make_small(tmp_path, templates=False))
    edit(project, EN, "covers: [returns.changed_mind]\n", "")
    edit(project, EN, LEAD, "You have {{ returns.spare }}. Yes, 30 days.")
    edit(project, EN, "1. The delivery date in the order.", "1. The 30 days.")
    fix(project)
    assert line_of(project, EN, 12) == "You have {{ returns.spare }}. Yes, {{ returns.spare }}."
    assert line_of(project, EN, 16) == "1. The 30 days."


def test_front_matter_and_replies_are_mended_too(tmp_path: Path) -> None:
    """A text that would begin with a brace is put into quotation marks."""
    project = make_small(tmp_path, templates=False)
    edit(project, EN, "title: The buyer changed their mind", "title: 30 days to think")
    edit(project, EN, "does not want it.\nsays", "has 30 days.\nsays")
    edit(project, ZH, "says: 不想要了", "says: 不想要了,行吗")
    edit(project, REPLY_EN, "please ask", "within 5 days, please ask")
    fix(project)
    assert line_of(project, EN, 2) == 'title: "{{ returns.window }} to think"'
    assert line_of(project, EN, 3).endswith("has {{ returns.window }}.")
    assert line_of(project, ZH, 4) == "says: 不想要了，行吗"
    assert "within {{ returns.refund_time }}, please" in (project / REPLY_EN).read_text(encoding="utf-8")
    assert mend(project, write=False) == Mending((), (), ())


def test_a_heading_keeps_the_address_that_follows_from_its_words(tmp_path: Path) -> None:
    project = make_small(tmp_path, templates=False)
    edit(project, EN, "## Check first {#check}", "## 30 days {#check}")
    edit(project, EN, "## What to offer {#offer}", "## 30 days")
    fix(project)
    assert line_of(project, EN, 15) == "## {{ returns.window }} {#check}"
    assert line_of(project, EN, 19) == "## 30 days"


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    project = make_small(tmp_path, templates=False)
    edit(project, EN, LEAD, "You have 30 days.")
    windows = (project / EN).read_bytes().replace(b"\n", b"\r\n")
    (project / EN).write_bytes(windows)
    fix(project)
    assert (project / EN).read_bytes() == windows.replace(b"have 30 days", b"have {{ returns.window }}")


def test_what_was_agreed_stays_agreed_and_a_debt_stays_a_debt(tmp_path: Path) -> None:
    project = make_small(tmp_path, templates=False)
    edit(project, EN, LEAD, "You have 30 days.")
    edit(project, ZH, LEAD_ZH, "您有30天。\n\n##")
    main(["agree", "-C", str(project), "--all"])
    edit(project, ZH, "1. 订单里的签收日期。", "1. 订单里的签收日期,不是别的。")
    fix(project)
    assert [each for each in told(check(project).findings) if "SP41" in each] == [f"{EN}:15:1 SP411"]


def test_dry_run_prints_a_diff_that_does_the_same_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project, other = make_small(tmp_path / "a", templates=False), tmp_path / "b"
    edit(project, EN, LEAD, "You have 30 days.")
    edit(project, ZH, LEAD_ZH, "您有30天,够吗?\n\n##")
    main(["agree", "-C", str(project), "--all"])
    shutil.copytree(project, other)
    capsys.readouterr()

    assert main(["fix", "-C", str(project), "--dry-run"]) == 0
    diff = capsys.readouterr().out
    assert tree_of(project) == tree_of(other)
    assert diff.startswith(f"--- a/{EN}\n+++ b/{EN}\n@@")
    assert f"+++ b/{PATH}" in diff

    assert main(["fix", "-C", str(project), "--lang", "en"]) == 0
    assert f"{EN}: 1 mended\n" in capsys.readouterr().out
    subprocess.run(["git", "apply", "--unsafe-paths", "-"], cwd=other, input=diff.encode(), check=True)
    assert tree_of(other) == tree_of(project)


def test_what_is_left_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = make_small(tmp_path, templates=False)
    edit(project, EN, LEAD, "Within 30 days of the order.")
    assert main(["fix", "-C", str(project), "--lang", "en"]) == 0
    heard = capsys.readouterr()
    assert heard.out == "Nothing to mend.\n"
    assert f"{EN}:13:8: error SP301" in heard.err


def test_a_policy_that_cannot_be_read_stops_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = make_small(tmp_path, templates=False)
    edit(project, EN, LEAD, "You have 30 days.")
    (project / "policies/returns.yaml").write_text("a: [", encoding="utf-8")
    before = tree_of(project)
    assert main(["fix", "-C", str(project)]) == 1
    assert tree_of(project) == before


def test_the_projects_own_pages_have_nothing_to_mend(project_root: Path) -> None:
    assert [file.path for file in mend(project_root, write=False).files] == []


_ENGLISH = "within |30 days| of delivery|30-day |thirty days| more than |five days|30 days of the order|, "
_CHINESE = "签收后|30天|三十天|内|的|可退|5 天|，|,|.|。|(|)| |Wish|半个月|八五折"
_MARKUP = ("\n", "\n\n", "- ", "**", "`", "[", "](../policy.md)", "![", "# ")
_QUOTED = ("{{ returns.window }}", "{{ returns.window | within }}")
_PIECES = st.sampled_from([*_ENGLISH.split("|"), *_CHINESE.split("|"), *_MARKUP, *_QUOTED])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(_PIECES, max_size=14).map("".join), path=st.sampled_from((EN, ZH)))
@example(text="5 天![签收后", path=ZH)
def test_a_second_run_changes_nothing(text: str, path: str, tmp_path: Path) -> None:
    project = make_small(tmp_path, templates=False)
    file = project / path
    file.write_text(file.read_text(encoding="utf-8").replace("\n## ", f"\n{text}\n\n## ", 1), encoding="utf-8")
    fix(project)
    once = tree_of(project)
    fix(project)
    assert tree_of(project) == once
