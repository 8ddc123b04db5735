"""Putting phrases together without losing which words are values."""

from __future__ import annotations

from generator.language.phrase import Phrase, Quote


def words(*parts: str | Quote | Phrase) -> Phrase:
    """One phrase of all parts, neighbouring strings merged and empty ones dropped.

    >>> words("within ", ("30", " days"), "")
    ('within 30 days',)
    """
    out: list[str | Quote] = []
    run = ""  # what the words come to that stand side by side
    for part in parts:
        for piece in (part,) if type(part) is str or isinstance(part, (str, Quote)) else part:
            if isinstance(piece, str):
                run += piece
                continue
            if run:
                out.append(run)
                run = ""
            out.append(piece)
    if run:
        out.append(run)
    return tuple(out)


def capitalise(phrase: Phrase) -> Phrase:
    """The phrase with its first letter in upper case; a value at its head is capitalised as well."""
    if not phrase:
        return phrase
    first, *rest = phrase
    if isinstance(first, Quote):
        text = first.text[:1].upper() + first.text[1:]
        return (Quote(text, first.value, first.term, first.derived_from), *rest)
    return (first[:1].upper() + first[1:], *rest)


def headed(name: str) -> str:
    """A name at the head of a line or of a cell.

    >>> headed("support agent"), headed("客服")
    ('Support agent', '客服')
    """
    return name[:1].upper() + name[1:]


def starts_with(phrase: Phrase, prefixes: tuple[str, ...]) -> bool:
    """Whether the first words, if they are no value, are one of ``prefixes``."""
    return bool(phrase) and isinstance(phrase[0], str) and phrase[0].startswith(prefixes)


def ends_with(phrase: Phrase, endings: tuple[str, ...]) -> bool:
    """Whether the last words, value or not, are one of ``endings``."""
    if not phrase:
        return False
    last = phrase[-1]
    return (last if isinstance(last, str) else last.text).endswith(endings)
