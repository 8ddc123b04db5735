"""Net 3, what an exchange costs: who swaps one size for another may pay less for the way back than who wants the money.

A sentence about exchanges alone is held against what rules grant with an exchange.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from generator.agreement.grants import Granted, Values
from generator.policy.model import Offer

OF_EXCHANGE = ("postage", "label")
"""What an exchange may settle otherwise than the refund beside it."""
_OFFER = frozenset([Offer.EXCHANGE])
_NAMED = {
    "en": re.compile(
        r"\b(?:for|with|in|on|of|when|if|whoever|choosing)\b[^,;.]*"
        r"\b(?:exchang(?:es?|ed|ing)|swap(?:s|ped|ping)?|size (?:up|down)"
        r"|(?:another|other|bigger|larger|smaller|new|different) size)\b",
        re.IGNORECASE,
    ),
    "zh": re.compile("换货|再换|换(?:大|小|个)?一?[码号]|换尺[码寸]|换成?(?:别的|其他|另一个)尺[码寸]"),
}
_OTHERS = {
    "en": re.compile(r"\b(?:refund\w*|money|credit|coupon|or|and|not|unless|except|instead|other)\b", re.IGNORECASE),
    "zh": re.compile("退款|退钱|购物金|优惠券|退换|[或和及]|不|除|其他|退货(?!的?(?:运费|邮费|快递费))"),
}
"""Words with which a sentence is about more than exchanges."""


def is_exchange(sentence: str, lang: str) -> bool:
    """Whether a sentence is about exchanges and no other remedy.

    >>> is_exchange("for an exchange the buyer pays", "en"), is_exchange("for an exchange or a refund", "en")
    (True, False)
    """
    return bool(_NAMED[lang].search(sentence)) and not _OTHERS[lang].search(sentence)


def exchanging(granted: Iterable[Granted]) -> tuple[Granted, ...]:
    """What is granted, as far as it is an exchange."""
    options = ((one, tuple(each for each in one.options if _is_exchange(each))) for one in granted)
    return tuple(replace(one, options=some) for one, some in options if some)


def _is_exchange(option: Values) -> bool:
    return option.get("offer", frozenset()) >= _OFFER
