"""Net 2, the stories of examples: a case has lengths and amounts of its own, and both languages tell the same ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from generator.finding import LANGUAGES, Finding
from generator.language.read import read
from generator.language.read_en import may_hold
from generator.policy.model import Worded

_NUMERAL = re.compile(
    r"[\d０-９零一二两兩俩三四五六七八九十百千万萬半次隔当當翌同下叁伍肆陆柒捌玖拾壹贰貳參仨廿卅%％折]|[A-Za-z]{3}"
)
"""One of these stands in every quantity in a Chinese text; Latin words may be an English one."""


def check_told(worded: Iterable[Worded], dollar: str) -> Iterator[Finding]:
    """Findings about texts of which one language states a quantity that the other does not."""
    for text in worded:
        if not (may_hold(text.words[0]) or _NUMERAL.search(text.words[1])):
            continue
        ours, theirs = (
            [(str(found.value or found.text), found.text) for found in read(words, lang, dollar=dollar)]
            for words, lang in zip(text.words, LANGUAGES, strict=True)
        )
        for mine, yours, at in ((ours, theirs, 0), (theirs, ours, 1)):
            left = Counter(value for value, _ in mine) - Counter(value for value, _ in yours)
            if said := next((said for value, said in mine if value in left), None):
                yield Finding("SP306", text.places[at], {"text": said, "other": str(text.places[1 - at])})
                break
