"""The word that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def suggest(word: str, known: Iterable[str]) -> tuple[str, str]:
    """A sentence that names the nearest known words, or all of them if they are few; empty if there are none.

    >>> suggest("calender", ("calendar", "business"))
    ('Did you mean "calendar"?', '您是不是想写“calendar”？')
    """
    names = list(known)
    near = get_close_matches(word.lower(), {name.lower(): name for name in names}, 1, 0.6) if len(word) < 80 else []
    if near:
        name = next(name for name in names if name.lower() == near[0])
        return f'Did you mean "{name}"?', f"您是不是想写“{name}”？"
    if names and len(names) <= 16:
        return f"It can be: {', '.join(names)}.", f"可以写：{'、'.join(names)}。"
    return "", ""
