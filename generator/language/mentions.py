"""Whether a name that was written by hand already says what a label says: then it need not be said twice."""

from __future__ import annotations

import re
from itertools import pairwise

_STEM = 4
"""So many letters at the head of two English words make them forms of one."""
_SAY_LITTLE = frozenset(
    "item items order orders parcel parcels goods kind with whose that this from your have been than and the our for "
    "beyond already simple own not over under".split()
)
"""Words of labels that tell nothing apart."""
_LITTLE_ZH = frozenset(("商品", "订单", "包裹", "自营", "已经", "没有"))


def mentions(name: str, label: str, lang: str) -> bool:
    """Whether the name shares a telling word with the label; when in doubt it does not, and both are said.

    >>> mentions("I bought it on sale", "sale items", "en"), mentions("It does not fit", "sale items", "en")
    (True, False)
    >>> mentions("买的是促销商品", "促销商品", "zh"), mentions("尺码不合适", "促销商品", "zh")
    (True, False)
    """
    return bool(_telling(name, lang) & _telling(label, lang))


def _telling(words: str, lang: str) -> set[str]:
    """The stems of English words; pairs of neighbours in Chinese, and the Latin words among them."""
    latin = {word[:_STEM] for word in re.findall(r"[a-z]{3,}", words.lower()) if word not in _SAY_LITTLE}
    if lang == "en":
        return latin
    runs = re.findall(r"[\u4e00-\u9fff]+", words)
    pairs = {"".join(pair) for run in runs for pair in pairwise(run)}
    return latin | pairs - _LITTLE_ZH
