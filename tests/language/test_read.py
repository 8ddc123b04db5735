"""The reader of quantities: comparators, and what holds for any text. Its sentences are in ``tests/corpus``."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language import comparators, currency, flat, numerals, read_zh
from generator.language import read as reader
from generator.language.quantities_en import dates as dates_en
from generator.language.quantities_en import tokens as tokens_en
from generator.language.quantities_en import words as words_en
from generator.language.quantities_zh import words as words_zh
from generator.language.read import Comparator, Kind, Reading, read


def _told(readings: tuple[Reading, ...]) -> str:
    return " ; ".join(_one(reading) for reading in readings) or "-"


def _one(reading: Reading) -> str:
    if reading.residue:
        return "residue"
    return str(reading.value) if reading.value is not None else " or ".join(map(str, reading.could_be))


@pytest.mark.parametrize(
    ("lang", "sentence", "comparator"),
    [
        ("en", "within 30 days", Comparator.WITHIN),
        ("en", "within the first 30 days", Comparator.WITHIN),
        ("en", "no more than 30 days", Comparator.AT_MOST),
        ("en", "more than 30 days", Comparator.MORE_THAN),
        ("en", "at least 30 days", Comparator.AT_LEAST),
        ("en", "30 days or more", Comparator.AT_LEAST),
        ("en", "three days or fewer", Comparator.AT_MOST),
        ("en", "up to 15%", Comparator.UP_TO),
        ("en", "less than $10", Comparator.LESS_THAN),
        ("en", "before 31 January", Comparator.BEFORE),
        ("en", "until 31 January", Comparator.UNTIL),
        ("en", "no later than 31 January", Comparator.UNTIL),
        ("en", "after 30 days", Comparator.AFTER),
        ("en", "30 days", None),
        ("zh", "30天内", Comparator.WITHIN),
        ("zh", "30 天以内", Comparator.WITHIN),
        ("zh", "不超过30天", Comparator.AT_MOST),
        ("zh", "超过30天", Comparator.MORE_THAN),
        ("zh", "至少30天", Comparator.AT_LEAST),
        ("zh", "30天以上", Comparator.AT_LEAST),
        ("zh", "30天以下", Comparator.AT_MOST),
        ("zh", "最高15%", Comparator.UP_TO),
        ("zh", "不足10元", Comparator.LESS_THAN),
        ("zh", "1月31日前", Comparator.BEFORE),
        ("zh", "截至1月31日", Comparator.UNTIL),
        ("zh", "30天后", Comparator.AFTER),
        ("zh", "30天", None),
    ],
)
def test_the_words_beside_a_quantity_say_which_side_is_meant(
    lang: str, sentence: str, comparator: Comparator | None
) -> None:
    """A comparator belongs to the quantity that it stands beside."""
    (reading,) = read(sentence, lang)
    assert reading.comparator is comparator


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [("30 days", Kind.DURATION), ("15%", Kind.PERCENT), ("$8", Kind.MONEY), ("until 1 May", Kind.DATE)],
)
def test_a_reading_knows_its_kind(sentence: str, kind: Kind) -> None:
    assert [reading.kind for reading in read(sentence, "en")] == [kind]


def test_a_bare_dollar_is_the_shops_dollar() -> None:
    """A shop in Hong Kong that writes $8 means eight Hong Kong dollars, US$8 stays what it says."""
    assert _told(read("$8 or US$8", "en", dollar="HKD")) == "8.00 HKD ; 8.00 USD"


def test_a_reading_keeps_the_words_as_they_were_typed() -> None:
    """Full-width digits, emphasis and spaces stay in the text of the reading."""
    (reading,) = read("签收后 **３０** 天内", "zh")
    assert reading.text == "３０** 天"


@pytest.mark.parametrize("text", ["30 photos.\n\ndays later", "| 30 | days |", "- step 3\n- days", "## 30\ndays"])
def test_nothing_is_read_across_blocks(text: str) -> None:
    """The last word of one paragraph, cell, item or heading and the first of the next are no quantity."""
    assert read(text, "en") == ()


def test_a_quantity_may_break_over_a_line() -> None:
    """A soft line break inside a paragraph is a space."""
    assert _told(read("within 30\ndays", "en")) == "30 days"
    assert _told(read("签收后 30\n天内", "zh")) == "30 days"


def test_a_quantity_in_the_other_language_is_read_too() -> None:
    """A value slips by in neither language."""
    assert _told(read("The badge says 七天无理由 for 7 days.", "en")) == "7 days ; 7 days"
    assert _told(read("请在 30 days 内寄回。", "zh")) == "30 days"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError, match="fr"):
        read("30 jours", "fr")


_PIECES = st.sampled_from(
    "30 5 1,000 2.5 ½ thirty one a an half twenty - and a half days day hours % percent $ € ¥ US$ USD dollars until by "
    "31 January 2027-01-31 within ( ) , or to between from same next 三 十 百 万 两 半 个 个半 天 日 月 年 小时 分钟 "
    "工作日 元 块 角 折 成 百分之 分之 点 至 到 ~ 、 前 后 内 第 次日 当天 ** _ &nbsp; \n \n\n | # <b> ](x) https://x.y/30-days".split(
        " "
    )
)
_TEXTS = st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=24).map("".join), st.lists(_PIECES).map(" ".join))


@given(
    st.lists(_PIECES | st.sampled_from(("\n\n", " \n \n  ", "\r\n\r\n"))).map(" ".join), st.sampled_from(("en", "zh"))
)
def test_a_text_says_what_its_paragraphs_say(text: str, lang: str) -> None:
    """Reading paragraph by paragraph, which is what makes reading the same paragraph twice cheap, changes nothing."""
    assert read(text, lang) == reader._read(text, lang, "USD")


_MORE_PIECES = st.sampled_from(
    "couple of first second third May the fortnight working business full bus. banking Hong Kong new us pounds "
    "sterling quid cents eurocents USD rmb EUR hundred dozen k per cent percentage points half price quarter day two "
    "following more 同 同一 下一 个 工作日 第二 当 隔 人民币 RMB 美元 歐元 欧 元 百慕大 兩 個 半价 "
    "对 折 一半 的货款 多 来 几 （三） ) ] 号 每月 前 "
    '自然日 个半 个多月 周 星期 季度 百分点 点 % 成 角 毛 分 <b> </b> ](x/y) [ ** * ￼ ` " ][ '
    "<!-- --> ％ ､ 旬 昼夜 -".split(" ")
)
_PASSED = st.lists(st.one_of(_PIECES, _MORE_PIECES), max_size=12)


@given(st.one_of(_TEXTS, _PASSED.map("".join), _PASSED.map(" ".join)), st.sampled_from(("en", "zh")))
def test_no_text_that_is_passed_over_says_a_quantity(text: str, lang: str) -> None:
    """What tells at a glance that a paragraph holds no quantity is never wrong."""
    with pytest.MonkeyPatch.context() as patched:
        for glance in ("may_hold", "may_hold_chinese", "may_hold_words", "may_mix"):
            patched.setattr(reader, glance, lambda _: True)
        reader._read_again.cache_clear()
        found = read(text, lang)
    reader._read_again.cache_clear()
    assert read(text, lang) == found


@given(_TEXTS, st.sampled_from(("en", "zh")))
def test_every_reading_stands_where_it_says(text: str, lang: str) -> None:
    """On any text at all: offsets lead to the reading's words, readings are in order and do not overlap."""
    end = 0
    for reading in read(text, lang):
        assert end <= reading.start < reading.end <= len(text)
        assert text[reading.start : reading.end] == reading.text
        end = reading.end


@given(_TEXTS, st.sampled_from(("en", "zh")))
def test_a_reading_has_a_value_or_says_why_not(text: str, lang: str) -> None:
    """One value, or candidates, or a residue: never two of them, never none."""
    for reading in read(text, lang):
        assert [reading.value is not None, bool(reading.could_be), reading.residue].count(True) == 1


_HOSTILE = [
    "1", "1 ", "1,", "1.", "1-", "1/", "000 ", "one ", "twenty-", "a and ", "half ", "30 or ", "30, ", "3 (3) ",
    "$", "$1-", "until ", "31 ", "from 1 to ", "between 5 and ", "7 days a ", "to ", "%", "(", "](", "<a", "a@",
    "a.", "x/", "A-1 ",
    "_", "*", "&nbsp;", "\n", " ", "三", "三至", "3、", "3到", "一半", "第", "百分之", "3天到", "24小时", "1月1日",
    "万", "点五", "半",
]  # fmt: skip


@pytest.mark.parametrize("piece", _HOSTILE)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_twice_the_text_takes_at_most_twice_the_steps(lang: str, piece: str) -> None:
    """Counted in calls, not by the clock: no text makes the reader quadratic."""
    short, long = (_steps(piece * length, lang) for length in (150, 300))
    assert long <= 2.2 * short + 200


def _steps(text: str, lang: str) -> int:
    calls = 0

    def count(_frame: FrameType, _event: str, _arg: object) -> None:
        nonlocal calls
        calls += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read(text, lang)
    finally:
        sys.setprofile(before)
    return calls


def _patterns() -> Iterator[object]:
    for module in (flat, numerals, currency, comparators, dates_en, tokens_en, words_en, words_zh, read_zh):
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                yield pytest.param(value, id=f"{module.__name__.removeprefix('generator.language.')}.{name}")


@pytest.mark.parametrize("pattern", list(_patterns()))
def test_no_pattern_repeats_a_repetition_without_bound(pattern: re.Pattern[str]) -> None:
    """What is repeated without bound starts with its own sign or is one character: no catastrophic backtracking."""
    assert not _nested(pattern.pattern, pattern.flags), pattern.pattern


def test_the_check_for_nested_repetitions_can_fail() -> None:
    assert _nested(r"(?:a+)+b", 0)
    assert not _nested(r"(?:,\d{3})+", 0)


def _nested(source: str, flags: int) -> bool:
    from re import _constants, _parser  # type: ignore[attr-defined]

    def variable(item: object) -> bool:
        if isinstance(item, tuple) and item and item[0] in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            return bool(item[1][0] != item[1][1])
        return any(map(variable, item)) if isinstance(item, (tuple, list, _parser.SubPattern)) else False

    def endless(item: object) -> bool:
        if isinstance(item, tuple) and item and item[0] in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            return (item[1][1] is _constants.MAXREPEAT and variable(item[1][2])) or endless(item[1][2])
        return any(map(endless, item)) if isinstance(item, (tuple, list, _parser.SubPattern)) else False

    return endless(_parser.parse(source, flags))
