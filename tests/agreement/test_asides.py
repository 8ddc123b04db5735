"""Lengths of time that are none of the policy's, and those that look like them and are."""

from __future__ import annotations

import pytest

from generator.agreement.asides import of_policy
from generator.language.read import read

ASIDES = {
    "en": (
        "It takes about four minutes to read this page.",
        "Reading the case takes ten minutes.",
        "A call of twenty minutes often saves three letters.",
        "Spend ten minutes on the photos.",
        "Give yourself ten more minutes before you write.",
        "Five minutes more with the photos are well spent.",
        "In the first week of January we are few.",
        "The first two weeks of December are the hardest.",
    ),
    "zh": (
        "读完这一页大约要五分钟。",
        "写一封信要十分钟。",
        "动笔之前多花十分钟核对。",
        "打二十分钟电话，胜过写三封信。",
        "一个人一天写五封信。",
        "十二月的头两周最忙。",
        "星期天也照样算一天。",
        "节假日也当一天计。",
    ),
}
PROMISES = {
    "en": (
        "We answer within ten minutes.",
        "You have ten minutes to write to us.",
        "The refund takes ten minutes.",
        "We give you five minutes more.",
        "Ten minutes more, and we cancel.",
        "A letter takes two days to write.",
        "Returns must come within the first week of January.",
        "Return it in the first two weeks.",
    ),
    "zh": (
        "十分钟内答复。",
        "看到消息后十分钟答复。",
        "退款要花十分钟。",
        "一天内写三封信。",
        "周末多等一天。",
        "节假日顺延一天。",
        "读这封信要两天。",
        "签收后的前两周可退。",
        "五月的前两周内可退。",
    ),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_a_pastime_takes_or_where_in_the_year_it_lies_is_left_alone(lang: str) -> None:
    assert all(read(words, lang) for words in ASIDES[lang])
    assert [words for words in ASIDES[lang] if of_policy(words, lang, read(words, lang))] == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_bounds_or_promises_is_the_policys(lang: str) -> None:
    assert [words for words in PROMISES[lang] if not of_policy(words, lang, read(words, lang))] == []
