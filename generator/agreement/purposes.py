"""What a time is for: to act, to send something back, to pay it back, to have it at the bank.

Two times that changed places in both languages are quoted alike, and each is a time. But a rule uses each for one thing
(the end of a band, ``refund.by``, ``send_by``), and the words directly beside a quotation say for which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum

from generator.policy.model import Facet, Policy, TermRef

Said = tuple[str, str]
"""In English and in Chinese."""


class Purpose(Enum):
    """What a rule uses a time for; the value is how a finding names it."""

    ACT = ("a time to act", "行使权利的期限")
    """The end of a band: until then something is granted."""
    SEND = ("the time to send it back", "寄回的时限")
    PAY = ("the time of a refund", "退款的时限")
    BANK = ("the time that a bank needs", "银行入账的时间")
    VALID = ("how long something is valid", "有效期")
    APPEAL = ("the time to appeal", "申诉的期限")


_OF_FACETS = {
    "send_by": Purpose.SEND,
    "refund.by": Purpose.PAY,
    "refund.bank": Purpose.BANK,
    "valid": Purpose.VALID,
    "appeal": Purpose.APPEAL,
}
_SENDING = frozenset((Purpose.ACT, Purpose.SEND))
_PAYING = frozenset((Purpose.PAY, Purpose.BANK))
_ACTING, _LASTING = frozenset((Purpose.ACT,)), frozenset((Purpose.ACT, Purpose.VALID))
_APPEALING = frozenset((Purpose.ACT, Purpose.APPEAL))
_BEFORE = {
    "en": (
        (
            _PAYING,
            r"(?:(?:refunds?|money|amount|sum)(?: [a-z]+){0,8} leaves? us"
            r"|refunds? (?:(?:is|are|will be) (?:sent|paid|made)|arrives?)"
            r"|(?:is|are|will be|get|gets) refunded"
            r"|pay (?:it|you|them|the buyer) back|we refund(?: (?:it|you|them|the buyer))?)(?: (?:within|in))?",
        ),
        (frozenset((Purpose.BANK,)), r"bank (?:then |usually )?(?:needs?|takes?)(?: another| up to)?"),
        (
            _SENDING,
            r"(?<!we )(?:send|post|mail|return)(?:s|ing)? (?:it|them|the (?:item|goods)|an item|items|everything)"
            r"(?: back)?(?: by mail)?(?: within)?",
        ),
        (_SENDING, r"be (?:returned|sent back)(?: within)?"),
        (_ACTING, r"cancel(?:led|s)?(?: (?:it|them|the order))?(?: within)?"),
        (_APPEALING, r"appeal(?:s|ed)?(?: within)?"),
        (_LASTING, r"valid for"),
    ),
    "zh": (
        (_PAYING, r"退款(?:会|将|应|须)?[在于]"),
        (_PAYING, r"(?:退款|款项|钱)[^。；！？]{0,14}我们(?:会|将)?[在于]"),
        (frozenset((Purpose.BANK,)), r"银行(?:入账|到账)?[另还]?(?:需要?|要)"),
        (_LASTING, r"有效期[为是]?"),
    ),
}
_AFTER = {
    "en": (),
    "zh": (
        (_PAYING, r"(?:之内|以内|内)?(?:会|将|我们)?(?:退款|退还|把钱退|到账|入账)"),
        (_SENDING, r"(?:之内|以内|内)?(?:可以?|均可|请)?(?:申请|办理|无理由)?(?:退货|寄回)"),
        (_ACTING, r"(?:之内|以内|内)?(?:可以?|均可)?取消"),
        (_APPEALING, r"(?:之内|以内|内)?(?:可以?|均可)?(?:提出)?申诉"),
    ),
}
_Patterns = tuple[tuple[frozenset[Purpose], re.Pattern[str]], ...]
_BEGIN = r"(?:\b|(?-i:(?<=[\u4e00-\u9fff])))"
"""Where words may begin. Han has no capitals, and a class of so many characters is slow to make where it could."""
_LAST: Mapping[str, _Patterns] = {
    lang: tuple((purposes, re.compile(rf"{_BEGIN}{words}\s*$", re.I)) for purposes, words in rows)
    for lang, rows in _BEFORE.items()
}
_FIRST: Mapping[str, _Patterns] = {
    lang: tuple((purposes, re.compile(rf"\s*{words}")) for purposes, words in rows) for lang, rows in _AFTER.items()
}


def purposes_of(policy: Policy) -> Mapping[str, frozenset[Purpose]]:
    """What the rules use each time for; a term that none of them uses is not among them."""
    found: dict[str, set[Purpose]] = {}
    for rule in policy.rules.values():
        facets = list(rule.facets)
        for band in rule.bands:
            if band.until:
                found.setdefault(band.until.term, set()).add(Purpose.ACT)
            facets += [*band.facets, *(each for option in band.options for each in option.facets)]
        for term, purpose in _used(facets):
            found.setdefault(term, set()).add(purpose)
    return {term: frozenset(purposes) for term, purposes in found.items()}


def _used(facets: list[Facet]) -> Iterator[tuple[str, Purpose]]:
    for each in facets:
        if isinstance(each.value, TermRef) and each.name in _OF_FACETS:
            yield each.value.term, _OF_FACETS[each.name]


def asked_for(before: str, after: str, lang: str) -> frozenset[Purpose]:
    """The purposes that the words beside a quotation can mean; none where they say nothing, or two things.

    >>> sorted(each.name for each in asked_for("A refund leaves us ", "", "en"))
    ['BANK', 'PAY']
    >>> sorted(each.name for each in asked_for("请在", "内寄回", "zh"))
    ['ACT', 'SEND']
    """
    asked = [purposes for purposes, pattern in _LAST[lang] if pattern.search(before)]
    asked += [purposes for purposes, pattern in _FIRST[lang] if pattern.match(after)]
    return frozenset.intersection(*asked) if asked else frozenset()
