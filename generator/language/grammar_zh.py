"""Chinese grammar: lists, the space between CJK and Latin, and turning what is said to the buyer into what is said of
the buyer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.language.phrase import Phrase, Quote, join

_HAN = r"\u4e00-\u9fff"
_LATIN = r"A-Za-z0-9"
_GAP = re.compile(rf"(?<=[{_HAN}])(?=[{_LATIN}])|(?<=[{_LATIN}%])(?=[{_HAN}])")
_STOPS = tuple("，。；：、（）")
_SUBJECTS = (
    "您的商品",
    "您的订单",
    "您的包裹",
    "买家的商品",
    "买家的订单",
    "买家的包裹",
    "商品",
    "订单",
    "包裹",
    "货物",
    "您",
    "买家",
    "我们",
)
_BUYERS = {"您", "买家"}
_OBJECTS = ("的",)


def listed(phrases: Sequence[Phrase], word: str = "和") -> Phrase:
    """A list in prose.

    >>> listed([("甲",), ("乙",), ("丙",)], "或")
    ('甲', '、', '乙', '或', '丙')
    """
    return join(list(phrases), "、", word)


def of_the_buyer(clause: str) -> str:
    """A clause said to the buyer, as it is said of the buyer.

    >>> of_the_buyer("您改变主意")
    '买家改变主意'
    """
    return clause.replace("您", "买家").replace("你", "买家")


def share_subject(clauses: list[str]) -> list[str]:
    """Clauses of a list without a subject that was said just before; the buyer, once named first, stays understood.

    >>> share_subject(["商品与描述不符", "商品有质量问题"])
    ['商品与描述不符', '有质量问题']
    >>> share_subject(["您改变主意", "商品破损"])
    ['您改变主意', '商品破损']
    """
    subjects = [_subject_of(clause) for clause in clauses]
    return [
        clause.removeprefix(subject) if at and subject in {subjects[at - 1], *_BUYERS & {subjects[0]}} else clause
        for at, (clause, subject) in enumerate(zip(clauses, subjects, strict=True))
    ]


def _subject_of(clause: str) -> str:
    """The subject that the clause begins with; empty where it is none of the usual ones."""
    return next((s for s in _SUBJECTS if clause.startswith(s) and not clause.removeprefix(s).startswith(_OBJECTS)), "")


def spaced(phrase: Phrase) -> Phrase:
    """The phrase with one space between CJK and Latin letters or digits, inside words and between them.

    >>> spaced(("寄往Wish的", Quote("30 天", "30 days")))
    ('寄往 Wish 的 ', Quote(text='30 天', value='30 days', term=None, derived_from=()))
    """
    out: list[str | Quote] = []
    for part in phrase:
        inner = part if isinstance(part, Quote) else _GAP.sub(" ", part)
        if out:
            before, after = _text(out[-1])[-1:], _text(inner)[:1]
            if isinstance(inner, str) and before in _STOPS:
                inner = inner.lstrip(" ")
                after = inner[:1]
            if _GAP.search(before + after):
                last = out[-1]
                if isinstance(last, str):
                    out[-1] = last + " "
                elif isinstance(inner, str):
                    inner = " " + inner
                else:
                    out.append(" ")
        if inner:
            out.append(inner)
    return tuple(out)


def _text(part: str | Quote) -> str:
    return part if isinstance(part, str) else part.text
