"""What both languages have and where it stands: lists, links, pictures, the order of values, and their boundaries."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects import check, edit, make_small, told

EN = "content/en/after-delivery/changed-mind.md"
ZH = "content/zh/after-delivery/changed-mind.md"
LEAD, LEAD_ZH = "the buyer does not want it.\n\n##", "买家只是不想要。\n\n##"
ROWS = "value: {GB: 14 days from delivered, FR: 20 days from delivered, other: 30 days from delivered}"
TABLE = f"by: [region], {ROWS}"
PICTURE = bytes.fromhex("89504e470d0a1a0a")


def planted(folder: Path, en: str, zh: str) -> list[str]:
    """What is found of this module's codes where both texts stand below the first sentence."""
    project = make_small(folder)
    edit(project, EN, LEAD, f"the buyer does not want it.\n\n{en}\n\n##")
    edit(project, ZH, LEAD_ZH, f"买家只是不想要。\n\n{zh}\n\n##")
    for lang in ("en", "zh"):
        (project / f"content/{lang}/after-delivery/a.png").write_bytes(PICTURE)
    return [each for each in told(check(project).findings) if each[-5:-1] == "SP45"]


SIDES = [
    ("a list of other length", "- One\n- Two", "- 一", [f"{ZH}:15:1 SP451"]),
    ("a list that is longer here", "1. One", "1. 一\n2. 二", [f"{EN}:15:1 SP451"]),
    ("steps for items", "1. One\n2. Two", "- 一\n- 二", [f"{ZH}:15:1 SP451"]),
    ("a table of other length", "| a |\n|---|\n| b |\n| c |", "| 甲 |\n|---|\n| 乙 |", [f"{ZH}:15:1 SP451"]),
    ("a quote", "> One", "一。", [f"{ZH}:11:1 SP451"]),
    ("a link", "See [all](../policy.md).", "见全部。", [f"{EN}:15:5 SP452"]),
    ("an address", "See <https://a.example/>.", "见全部。", [f"{EN}:15:5 SP452"]),
    ("a picture", "![One](a.png)\n\n![Two](a.png)", "![一](a.png)", [f"{EN}:17:1 SP453"]),
    ("a notice", "Word.", '!!! note "注意"', [f"{ZH}:15:1 SP453"]),
    ("the same", "- [One](../policy.md)\n- Two\n\n![One](a.png)", "- 一\n- [二](../policy.md)\n\n![一](a.png)", []),
    (
        "quotations that changed places",
        "Ship: {{ returns.refund_time }}.\n\nBank: {{ returns.window }}.",
        "寄出：{{ returns.window }}。\n\n银行：{{ returns.refund_time }}。",
        [f"{ZH}:15:4 SP454", f"{ZH}:17:4 SP454"],
    ),
    (
        "within a sentence",
        "First {{ returns.refund_time }}, then {{ returns.window }}.",
        "先是 {{ returns.window }}，然后 {{ returns.refund_time }}。",
        [f"{ZH}:15:4 SP454"],
    ),
    (
        "blocks",
        '{{ bands("returns.changed_mind") }}\n\n{{ offers("returns.changed_mind") }}',
        '{{ offers("returns.changed_mind") }}\n\n{{ bands("returns.changed_mind") }}',
        [f"{EN}:15:1 SP454", f"{EN}:17:1 SP454"],
    ),
    (
        "a role may stand elsewhere than a value",
        'The {{ role("lead") }} answers in {{ returns.window }}.',
        '{{ returns.window }}后由{{ role("lead") }}答复。',
        [],
    ),
    (
        "over for within",
        "Send it over {{ returns.window }}.",
        "请在{{ returns.window | within }}寄出。",
        [f"{ZH}:15:3 SP455"],
    ),
    ("over for nothing", "It takes {{ returns.window }}.", "超过 {{ returns.window }}。", [f"{ZH}:15:4 SP455"]),
    ("at least for at most", "At least {{ returns.window }}.", "不超过 {{ returns.window }}。", [f"{ZH}:15:5 SP455"]),
    ("less than for within", "Within {{ returns.window }}.", "不到 {{ returns.window }}。", [f"{ZH}:15:4 SP455"]),
    ("within in other words", "Up to {{ returns.window }}.", "{{ returns.window | within }}。", []),
    ("after", "Then, after {{ returns.window }}.", "{{ returns.window | until }}。", []),
]


@pytest.mark.parametrize(("en", "zh", "expected"), [row[1:] for row in SIDES], ids=[row[0] for row in SIDES])
def test_what_one_language_has_otherwise_is_found_where_it_stands(
    en: str, zh: str, expected: list[str], tmp_path: Path
) -> None:
    assert planted(tmp_path, en, zh) == expected


ORDER = [
    ("both alike", ("GB", "FR", "other"), ("GB", "FR", "other"), 0),
    ("the rest first in one language, last in the other", ("other", "GB", "FR"), ("GB", "FR", "other"), 0),
    ("two countries swapped", ("other", "GB", "FR"), ("FR", "GB", "other"), 1),
    ("the rest in the middle", ("other", "GB", "FR"), ("GB", "other", "FR"), 1),
    ("of two, the rest first", ("other", "GB"), ("GB", "other"), 1),
]


@pytest.mark.parametrize(("en", "zh", "count"), [row[1:] for row in ORDER], ids=[row[0] for row in ORDER])
def test_the_row_for_the_rest_may_come_last(
    en: tuple[str, ...], zh: tuple[str, ...], count: int, tmp_path: Path
) -> None:
    """Chinese says 其他 at the end; a swap of two rows never looks like that."""
    project = make_small(tmp_path)
    edit(project, "policies/returns.yaml", "value: 30 days from delivered", TABLE)
    for path, lead, rows, comma in ((EN, LEAD, en, ", "), (ZH, LEAD_ZH, zh, "，")):
        quoted = comma.join(f'{{{{ returns.window(region="{row}") }}}}' for row in rows)
        edit(project, path, lead, lead.replace("\n\n##", f"\n\n{quoted}\n\n##"))
    assert sum(each.endswith("SP454") for each in told(check(project).findings)) == count


def test_a_heading_that_one_language_lacks_is_found_at_that_heading(tmp_path: Path) -> None:
    """Not where the levels first differ, which may be the last heading of the page."""
    project = make_small(tmp_path)
    text = (project / ZH).read_text(encoding="utf-8")
    line = next(line for line in text.splitlines(keepends=True) if line.startswith("## "))
    edit(project, ZH, line, "")
    anchor = line[line.index("{#") :].strip()
    lines = (project / EN).read_text(encoding="utf-8").splitlines()
    number = next(number for number, each in enumerate(lines, 1) if anchor in each)
    assert f"{EN}:{number}:1 SP402" in told(check(project).findings)
