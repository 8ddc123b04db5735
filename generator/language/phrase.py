"""Phrases: text that remembers which of its words are quoted values.

The rooms after this one turn a phrase into HTML, Markdown or plain text; none of them has to find the value
in the words again.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quote:
    """A value in words. ``value`` is the policy's notation without its event; a value that only follows from
    terms (day 29, a worked deadline) has no ``term`` and names them in ``derived_from``.
    """

    text: str
    value: str
    term: str | None = None
    derived_from: tuple[str, ...] = ()


Phrase = tuple[str | Quote, ...]


def plain(phrase: Phrase) -> str:
    """The words alone.

    >>> plain(("within ", Quote("30 days", "30 days", "returns.window"), " of delivery"))
    'within 30 days of delivery'
    """
    return "".join(part if isinstance(part, str) else part.text for part in phrase)


def join(phrases: list[Phrase], separator: str, last: str | None = None) -> Phrase:
    """The phrases one after the other; ``last`` stands before the last one in place of the separator."""
    out: list[str | Quote] = []
    for at, phrase in enumerate(phrases):
        if at:
            out.append(last if last is not None and at == len(phrases) - 1 else separator)
        out.extend(phrase)
    return tuple(out)
