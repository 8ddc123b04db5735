"""Chinese text is set as Chinese: what is found, what is left alone, and that mending it once is enough."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.agreement.typography import edits_for
from generator.language.position import positions
from generator.language.typography import apply
from generator.playbook.page import Quotation
from generator.playbook.quotation import read_template
from generator.upkeep.mending import MOST_PASSES
from tests.projects import check, edit, make_small, told

ZH = "content/zh/after-delivery/changed-mind.md"
EN = "content/en/after-delivery/changed-mind.md"
LEAD_ZH = "商品没有问题，买家只是不想要。\n\n##"
SAID = {"returns.window": "30 天", "role": "组长", "returns.window | within": "签收后 30 天内"}


def ends(quotation: Quotation) -> str:
    """What the quotations of these tests say."""
    return SAID.get(quotation.source, "")


def mend(text: str) -> tuple[str, int]:
    """The text with everything mended, and how many rounds that took."""
    for rounds in range(MOST_PASSES):
        template, _ = read_template(text, "page.md", positions(text).at)
        edits = edits_for(template, ends)
        if not edits:
            return text, rounds
        text = apply(text, edits)
    return text, MOST_PASSES


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("您好,订单已发货.", "您好，订单已发货。"),
        ("真的吗?真的!注意:甲;乙", "真的吗？真的！注意：甲；乙"),
        ("好吗?!", "好吗？！"),
        ("您好, Wish 订单", "您好，Wish 订单"),
        ("支持 Wish, 淘宝", "支持 Wish，淘宝"),
        ("手机 (含平板) 可退", "手机（含平板）可退"),
        ("平台(Wish)收取", "平台（Wish）收取"),
        ("中文（半边)", "中文（半边）"),
        ("您好 ，世界。 好", "您好，世界。好"),
        ("在Wish上看3张照片", "在 Wish 上看 3 张照片"),
        ("在  Wish 上", "在 Wish 上"),
        ("**签收日期**A栏", "**签收日期** A栏".replace("A栏", "A 栏")),
        ("看**3**张", "看 **3** 张"),
        ("在[Wish订单](a,b.md)上!", "在 [Wish 订单](a,b.md)上！"),
        ("![图,一](a.png)", "![图，一](a.png)"),
        ("| 甲, | 乙(丙) |", "| 甲， | 乙（丙） |"),
        ("- (甲)", "- （甲）"),
        ("> 好,好", "> 好，好"),
        ('!!! note "好,好"', '!!! note "好，好"'),
        ("## 标题:一 {#a-b}", "## 标题：一 {#a-b}"),
        ("好,  \n好", "好，  \n好"),
        ("请在{{ returns.window }}内", "请在 {{ returns.window }}内"),
        ("请在 {{ returns.window | within }},寄出", "请在 {{ returns.window | within }}，寄出"),
        ("{{ role }}说:好", "{{ role }}说：好"),
    ],
)
def test_what_is_not_set_right_is_mended(wrong: str, right: str) -> None:
    assert mend(wrong)[0] == right
    assert mend(right) == (right, 0)


@pytest.mark.parametrize(
    "text",
    [
        "您好，订单已发货。",
        "English, text. (no) Chinese: none",
        "看 `代码,中` 和 `a中b`",
        "```\n代码,中a\n```",
        "段落\n\n    代码,中a\n",
        "[订单](中,文.md)",
        "https://shop.example/a,b;c",
        "[[order]]的订单[[item]]",
        "18:00 到 20:00，1,000.50 元",
        "T恤、U盘和双11",
        "等等...好",
        "文件.md",
        '{{ role }}和{{ literal("中a,b", "c,中") }}',
        "第 1. 项",
        "1. 一\n2) 二",
        "x_y_中文",
        "| 甲 | 乙 |\n|:--|--:|",
        "：smile: 好".replace("：", ":"),
        "“好”",
        "时间 **以内** 好",
    ],
)
def test_what_is_right_or_no_prose_is_left_alone(text: str) -> None:
    assert mend(text) == (text, 0)


_MARKS = ", . : ? ! ( ) ， 。 （ ） ： * ** _ ` [ ] ](a.md) ![ | {#a} https://a.b/ \\ ~~ % / <a@b.c> “ ” [[a]]"
_WORDS = "中 文 买家 Wish 3 A T恤"
_SPACES = (" ", "  ", "\t", "\n", "\n\n", "\n    ", "- ", "# ", "。 ")
_PIECES = st.sampled_from([*_WORDS.split(), *_MARKS.split(), *_SPACES, "{{ role }}", "{{ returns.window }}"])


@given(st.lists(_PIECES, max_size=20).map("".join))
def test_mending_once_is_enough_and_changes_no_words(text: str) -> None:
    """Whatever stands in a text: it comes to rest, the rest is right, and only spaces and the width of marks differ."""
    mended, rounds = mend(text)
    assert rounds < MOST_PASSES
    assert mend(mended) == (mended, 0)

    def bare(words: str) -> str:
        return re.sub(r"[ \t]", "", words).translate(str.maketrans("，。：；？！（）", ",.:;?!()"))

    assert bare(mended) == bare(text)
    assert re.findall(r"`[^`\n]+`|\{\{.*?\}\}", mended) == re.findall(r"`[^`\n]+`|\{\{.*?\}\}", text) or "`" in text


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("商品没有问题,买家只是不想要。\n\n##", [f"{ZH}:13:7 SP421"]),
        ("商品没有问题，买家在Wish上说不要。\n\n##", [f"{ZH}:13:11 SP422", f"{ZH}:13:15 SP422"]),
    ],
    ids=["SP421", "SP422"],
)
def test_it_is_a_warning_where_it_stands(new: str, expected: list[str], tmp_path: Path) -> None:
    project = make_small(tmp_path)
    edit(project, ZH, LEAD_ZH, new)
    found = [finding for finding in check(project).findings if finding.code in ("SP421", "SP422")]
    assert told(tuple(found)) == expected
    assert {finding.severity.value for finding in found} == {"warning"}


def test_the_finding_shows_what_to_write(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    edit(project, ZH, LEAD_ZH, "商品没有问题,买家只是不想要。\n\n##")
    (found,) = (finding for finding in check(project).findings if finding.code == "SP421")
    assert "品没有问题,买家只是不" in found.message("en")
    assert "品没有问题，买家只是不" in found.hint("zh")


def test_front_matter_is_text_too_and_english_pages_are_not_chinese(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    edit(project, ZH, "description: 商品没有问题，", "description: 商品没有问题,")
    edit(project, EN, "does not want it.\n\n##", "does not want it. 中文,混排a\n\n##")
    found = [each for each in told(check(project).findings) if "SP42" in each]
    assert found == [f"{ZH}:3:20 SP421"]


def test_what_a_quotation_says_counts(tmp_path: Path) -> None:
    """``{{ returns.refund_time }}`` begins with a digit and ends in Chinese; its name is no Latin word."""
    project = make_small(tmp_path)
    edit(project, ZH, "，{{ returns.refund_time | within }}到账", "，再等{{ returns.refund_time }}到账")
    found = [each for each in told(check(project).findings) if "SP42" in each]
    assert found == [f"{ZH}:21:37 SP422"]
