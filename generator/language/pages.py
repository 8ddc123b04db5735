"""The fixed words of pages and pictures, one phrasebook per language and audience; no values stand in them."""

from __future__ import annotations

import string
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from generator.language.phrase import Phrase, Quote
from generator.policy.bundled import read_bundled

Words = Mapping[str, str]


@cache
def page_words(lang: str) -> Words:
    """The words by name; nested names are joined by a dot (``rail_payer.buyer.seller``).

    >>> page_words("en")["contact"], page_words("zh")["rail_payer.buyer.buyer"]
    ('Write to us', '退货运费由您承担')
    """
    return _read("pages", lang)


@cache
def desk_words(lang: str) -> Words:
    """The words that stand around policy text on staff pages, named like those of the buyer pages.

    >>> desk_words("en")["copy"], desk_words("zh")["copy"]
    ('Copy', '复制')
    """
    return _read("desk", lang)


@cache
def explanation_words(lang: str) -> Words:
    """The words of what a decision is explained with, named like those of the buyer pages.

    >>> explanation_words("en")["zone"], explanation_words("zh")["zone"]
    ('{city} time', '{city}时间')
    """
    return _read("explanation", lang)


@cache
def case_words(lang: str) -> Words:
    """The words of the page that answers for one case, named like those of the buyer pages.

    >>> case_words("en")["script.next"], case_words("zh")["script.next"]
    ('Continue', '继续')
    """
    return _read("case", lang)


def _read(book: str, lang: str) -> Words:
    return MappingProxyType(dict(_flat("", read_bundled("generator.language", f"{book}_{lang}.yaml"))))


def fill(pattern: str, **blanks: str | Quote | Phrase) -> Phrase:
    """The pattern with its blanks filled; values keep their origin. KeyError for a blank that was not given.

    >>> fill("within {value} of {event}", value=Quote("30 days", "30 days", "a.b"), event="delivery")
    ('within ', Quote(text='30 days', value='30 days', term='a.b', derived_from=()), ' of ', 'delivery')
    """
    out: list[str | Quote] = []
    for literal, name, _, _ in string.Formatter().parse(pattern):
        if literal:
            out.append(literal)
        if name is not None:
            given = blanks[name]
            out.extend(given if isinstance(given, tuple) else (given,))
    return tuple(out)


def _flat(prefix: str, tree: Mapping[str, object]) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    for name, value in tree.items():
        if isinstance(value, dict):
            out.extend(_flat(f"{prefix}{name}.", value))
        else:
            out.append((f"{prefix}{name}", str(value)))
    return out
