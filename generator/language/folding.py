"""Characters that look like others: what a reader takes them for.

Unicode has many a second character for one that is typed every day: ⑭, ¹⁴ and 𝟏𝟒 are fourteen, ⽇ (a radical) and 𝐝𝐚𝐲𝐬
are read as 日 and days. What each stands for is Unicode's own knowledge: its numeric value and its compatibility
decomposition. Radicals of Simplified Chinese have neither and are listed here.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

ODD = (
    r"[^\x00-\x7f\s\u00a1-\u00a8\u00ab\u00ac\u00ae-\u00b1\u00b4\u00b6\u00b7\u00bb\u00bf-\u024f\u2010-\u2027"
    r"\u20a0-\u20bf\u3001-\u301c\u3400-\u9fff\uff01-\uff5e\uffe0-\uffe6\ufffc\U00020000-\U0002a6df]"
)
"""Characters that may stand for others, as a class of a regular expression: few texts hold any."""
_KEPT = frozenset("½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒‰‱″′∼−〜")
"""Read as they are."""
_RADICALS = dict(
    zip(
        "⺁⺄⺈⺊⺌⺎⺒⺓⺛⺜⺝⺟⺠⺧⺩⺬⺮⻄⻅⻆⻉⻊⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "厂乙刀卜小兀巳幺旡日月母民牛王示竹西见角贝足车长门青页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
_SIGNS = {"٪": "%", "⁄": "/", "∕": "/", "٫": ".", "٬": ",", "🔟": "10"}
_UNSEEN = frozenset(("Cf", "Mn", "Me"))
_BLANK = frozenset("\u115f\u1160\u3164\uffa0")


@lru_cache(maxsize=4_096)
def folded(char: str) -> str:
    r"""What a reader takes a character for: itself, another, several, or nothing where it shows nothing.

    >>> [folded(char) for char in "⑭٣𝟏Ⅳ㈩㏴⽇ﬁ𝐝½é"]
    ['14', '3', '1', '4', '10', '21日', '日', 'fi', 'd', '½', 'é']
    >>> folded("\u200b"), folded("\ufe0f"), folded("⁄")
    ('', '', '/')
    """
    if char in _SIGNS or char in _RADICALS:
        return _SIGNS.get(char) or _RADICALS[char]
    if char in _KEPT:
        return char
    if char in _BLANK or unicodedata.category(char) in _UNSEEN:
        return ""
    number = unicodedata.numeric(char, None)
    if number is not None and number >= 0 and number == int(number):
        return str(int(number))
    same = unicodedata.normalize("NFKC", char)
    return same if not any(each.isspace() for each in same) else char


def is_raised(char: str) -> bool:
    """Whether it is a digit that is set higher or lower: behind a word, the number of a note.

    >>> is_raised("²"), is_raised("②")
    (True, False)
    """
    return unicodedata.decomposition(char).startswith(("<super>", "<sub>"))


def is_framed(char: str) -> bool:
    """Whether it is a number in a circle, in brackets or before a full stop: so the items of a list are counted.

    >>> is_framed("②"), is_framed("⒉"), is_framed("²")
    (True, True, False)
    """
    return unicodedata.numeric(char, None) is not None and unicodedata.decomposition(char).startswith(
        ("<circle>", "<compat>")
    )
