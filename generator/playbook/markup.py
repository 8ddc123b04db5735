"""Phrases → HTML: every quoted value keeps its origin in the page, for the reader of the built site."""

from __future__ import annotations

from generator.language.phrase import Phrase, Quote
from generator.playbook.html import Markup, safe

WRITTEN = "policy"
"""The origin of what the policy states outside of its terms: the bounds of conditions, the days of seasons."""


def mark(phrase: Phrase, version: str | None = None) -> Markup:
    """The phrase as HTML; words are escaped, each value is a ``<data>`` that names its term or terms.

    ``version``: the values are those of an earlier version of the policy.

    >>> print(mark(("within ", Quote("30 days", "30 days", "returns.window"))))
    within <data class="term" value="30 days" data-term="returns.window">30 days</data>
    """
    # Thousands of phrases a build: plain strings are joined many times faster than Markup, and each part is escaped.
    return Markup("".join(safe(part) if isinstance(part, str) else _mark_quote(part, version) for part in phrase))


def origin(quote: Quote) -> Markup:
    """The attribute that names where a value comes from, for elements that cannot hold ``<data>`` (SVG text).

    >>> print(origin(Quote("15", "15 days", None, ("returns.window",))))
    data-derived-from="returns.window"
    """
    if quote.term is not None:
        return Markup('data-term="{}"').format(quote.term)
    return Markup('data-derived-from="{}"').format(" ".join(quote.derived_from) or WRITTEN)


def _mark_quote(quote: Quote, version: str | None) -> str:
    value, text = safe(quote.value), safe(quote.text)
    since = f' data-version="{safe(version)}"' if version is not None else ""
    if quote.term is not None:
        return f'<data class="term" value="{value}" data-term="{safe(quote.term)}"{since}>{text}</data>'
    terms = safe(" ".join(quote.derived_from) or WRITTEN)
    return f'<data class="term" value="{value}" data-derived-from="{terms}"{since}>{text}</data>'
