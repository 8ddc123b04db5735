"""How findings tell what is claimed: facets and values as policies call them, those that no policy has in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from generator.agreement.claimwords import Says
from generator.finding import LANGUAGES
from generator.policy.bundled import read_bundled

NOT = "NOT "
"""Before what is told not to be so."""
_NOT = {"en": NOT, "zh": "并非"}
Told = str | tuple[str, str]
"""As facts of findings are: the same in both languages, or English and Chinese."""


def tell(says: Says, *, denied: bool = False) -> Told:
    """What a claim says, or that it is not so.

    >>> tell(Says((("postage", frozenset(("seller",))),)))
    'postage: seller'
    >>> tell(Says((("lapsed", frozenset(("open",))),)))[0]
    'what becomes of an order when the time to choose is over: it stays open'
    """
    return _both(
        *(
            (_NOT[lang] if denied else "") + " / ".join(_tell(facet, values, lang) for facet, values in says.values)
            for lang in LANGUAGES
        )
    )


def tell_granted(facet: str, by_rule: Mapping[str, Collection[str]]) -> Told:
    """What rules grant of a facet; a dash where they say nothing of it."""
    return _both(
        *(
            "; ".join(f"{rule} {_tell(facet, values, lang)}" for rule, values in by_rule.items()) or "-"
            for lang in LANGUAGES
        )
    )


def _tell(facet: str, values: Collection[str], lang: str) -> str:
    told = _words().get(facet, {})
    name = told["name"][lang] if told else facet
    called = {value: names[lang] for value, names in told.get("values", {}).items()}
    called |= {f"{NOT}{value}": f"{_NOT[lang]}{name}" for value, name in called.items()}
    return f"{name}: {' | '.join(called.get(value, value) for value in sorted(values)) or '-'}"


def _both(english: str, chinese: str) -> Told:
    return english if english == chinese else (english, chinese)


@cache
def _words() -> Mapping[str, Any]:
    words: Mapping[str, Any] = read_bundled("generator.agreement", "claims_told.yaml")
    return words
