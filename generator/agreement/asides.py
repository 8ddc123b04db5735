"""Lengths of time that are none of the policy's: how long somebody reads or speaks, a part of a month, so many a day.

A policy says until when something is done. Four kinds of length never do, and are told by the words that govern them:
what a pastime takes ("ten minutes to read"), a part of a calendar's period ("the first two weeks of December"), the day
of a rate (一天写三封信), and what a day is counted as (周日也算一天). The first is measured in minutes and hours.
Beside a word that bounds it (within, 内), or one of a promise, a length is the policy's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.language.reading import Comparator, Reading
from generator.policy.values import Duration, Unit

_NEAR = 60
"""So many characters beside a length are looked at."""
_SHORT = frozenset((Unit.SECOND, Unit.MINUTE, Unit.HOUR))
_BOUNDS = frozenset((Comparator.WITHIN, Comparator.UNTIL, Comparator.BEFORE, Comparator.AFTER))
_STOPS = {"en": re.compile(r"[.,;:!?()\n]"), "zh": re.compile(r"[，。；：！？（）\n]")}
_PROMISES = {
    "en": re.compile(
        r"\b(?:we|has|have|had|gets?|(?:gives?|allows?) (?:you|us|me|him|her|them|the buyer|buyers)|grants?|wait\w*"
        r"|late\w*|answer\w*|repl\w+|respond\w*|refund\w*|pay\w*|paid|return\w*|send\w*|sent|ship\w*|deliver\w*|decid\w+|deadline\w*"
        r"|exten\w+|due|owe\w*)\b"
    ),
    "zh": re.compile("退|到账|答复|回复|回应|响应|发货|处理|审核|赔|补发|等|期限|时限|最晚|延长|超时"),
}

# What a pastime takes.
_ABOUT = "(?:(?:about|around|some|roughly|only|just|another|at most|up to|a good|maybe|perhaps) )*"
_TAKEN_BEFORE = {
    "en": re.compile(
        r"(?:\b(?:reading|writing|typing|calling|talking|listening|watching|(?:a|the|each|one|every) "
        r"(?:phone |telephone )?(?:call|letter|chat|talk|video|film|page))\b[^.,;]{0,30}? "
        r"(?:takes?|costs?|needs?|lasts?|of|lasting) (?:you |us )?"
        r"|\b(?:spend|spends|spent|spending|saves?|saved) (?:you |us )?"
        r"|\b(?:gives?|allows?|takes?) (?:yourself|yourselves|themselves|herself|himself) )" + _ABOUT + "$"
    ),
    "zh": re.compile(
        "(?:(?:阅?读|写|看|听|填|抄|学|浏览|打电话|通话|聊天?)[^，。；]{0,12}?"
        "(?:要|需|需要|花|用|得|大约|大概|约|只|也就|不过|了|费)+"
        "|(?:多?花|省下?|抽出?|腾出?|留给自己|给自己(?:留)?)(?:上|了|个|大约|约|大概)*"
        "|(?:打|聊|讲|谈|通|读|写|看|听)(?:了|个|上|完)?)$"
    ),
}
_TAKEN_BEHIND = {
    "en": re.compile(
        r" ?(?:more |longer |extra )?(?:to (?:read|write|type|learn|watch|skim|call|explain|listen|print|talk)\b"
        r"|(?:of|for) (?:reading|writing|typing|listening|talking|watching|calls?)\b"
        r"|(?:long )?(?:phone |telephone )?(?:call|read|video|film|talk|chat|break)s?\b|on the (?:tele)?phone\b)"
    ),
    "zh": re.compile("的?(?:电话|通话|视频|影片|读物|休息)"),
}
_MORE = re.compile(r" (?:more|longer)\b")

# A part of a calendar's period.
_ORDINAL = r"\b(?:first|last|second|third|fourth|final|opening|closing)"
_PART = {
    "en": re.compile(_ORDINAL + "(?: (?:full|whole|busy|quiet))? ?$"),
    "zh": re.compile(
        "(?:月|上半年|下半年|季度|今年|明年|去年|每年|年初|春节|节日季|购物季)(?:份|里)?的?(?:头|前|最后|末尾|后)$"
    ),
}
_PART_INSIDE = re.compile(_ORDINAL + " ", re.IGNORECASE)
_BOUNDED = re.compile(r"\b(?:within|until|till|by|before|after|inside|no later than)\b(?: the| its| your)?(?: \w+)? ?$")
_PERIOD = re.compile(
    " (?:of|in) (?:january|february|march|april|may|june|july|august|september|october|november|december"
    "|the (?:month|year|quarter|season|term|holidays)|(?:a|each|every|this|next|last) (?:month|year|quarter|season)"
    r"|20\d\d|(?:the )?(?:spring|summer|autumn|winter))\b"
)

# A rate of something counted.
_RATE = re.compile(
    "(?:就|要|能|可以?|会|得|大约|大概|平均)*[\u4e00-\u9fff]{0,3}?"
    r"(?:\d+|[一二两三四五六七八九十百几]+)"
    "(?:封|通|件|单|条|张|份|遍|页|家|位|名|篇|箱|组|个(?!月|工作日|小时|星期|礼拜|自然日|钟|半))"
)
# A day that counts as one.
_COUNTS = re.compile(
    "(?:周[末一二三四五六日天]|星期[一二三四五六日天]|礼拜[一二三四五六日天]|假日?|节日|当天|那天).*[算按当计记][作为成]?$"
)
_BOUND_BEHIND = re.compile("(?:之|以)?[内前后]|为?止")


def of_policy(text: str, lang: str, readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Those readings that the policy could have something to say of.

    >>> from generator.language.read import read
    >>> texts = ("It takes ten minutes to read.", "We answer within ten minutes.", "The first week of May is quiet.")
    >>> [len(of_policy(text, "en", read(text, "en"))) for text in texts]
    [0, 1, 0]
    """
    return tuple(reading for reading in readings if not _is_aside(text, lang, reading))


def _is_aside(text: str, lang: str, reading: Reading) -> bool:
    value = reading.value
    if not isinstance(value, Duration) or lang not in _STOPS:
        return False
    before = _STOPS[lang].split(text[max(0, reading.start - _NEAR) : reading.start].lower())[-1]
    behind = text[reading.end : reading.end + _NEAR].lower()
    if lang == "zh" and _BOUND_BEHIND.match(behind):
        return False
    return (
        _is_part_of_period(before, behind, lang, reading)
        or (value.unit in _SHORT and _is_pastime(before, behind, lang, reading))
        or (lang == "zh" and value.low == value.high == 1 and _is_one(before, behind, value))
    )


def _is_one(before: str, behind: str, value: Duration) -> bool:
    """Whether it is the day of a rate, or what a day is counted as: 一天写三封信, 周日也算一天."""
    return _RATE.match(behind) is not None or (value.unit is Unit.DAY and _COUNTS.search(before) is not None)


def _is_pastime(before: str, behind: str, lang: str, reading: Reading) -> bool:
    """Whether it is what reading, writing or speaking takes, or time that somebody takes for themselves."""
    if reading.comparator in _BOUNDS or _PROMISES[lang].search(before):
        return False
    if _TAKEN_BEFORE[lang].search(before) or _TAKEN_BEHIND[lang].match(behind):
        return True
    more = lang == "en" and (_MORE.match(behind) is not None or " more " in reading.text.lower())
    return more and not _PROMISES[lang].search(behind)


def _is_part_of_period(before: str, behind: str, lang: str, reading: Reading) -> bool:
    """Whether it is a part of a month, a season or a year: where it lies, not how long something lasts."""
    held = _PART[lang].search(before)
    if lang == "zh":
        return held is not None
    if held is None and not _PART_INSIDE.match(reading.text):
        return False
    return not _BOUNDED.search(before[: held.start()] if held else before) and _PERIOD.match(behind) is not None
