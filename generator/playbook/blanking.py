"""Blanking out: what a net must not read becomes marks, character by character, so that offsets stay."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SEEN = re.compile(r"[^\n]")


def blank_out(text: str, spans: Sequence[tuple[int, int]], mark: str = "\ufffc") -> str:
    r"""The text with each span replaced by as many marks, line ends kept, so that offsets stay.

    >>> blank_out("a {{ b\n }} c", [(2, 10)], "?")
    'a ????\n??? c'
    """
    if not spans:
        return text
    out, at = [], 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        first = max(start, at)
        out.append(text[at:first])
        inner = text[first:end]
        out.append(_SEEN.sub(mark, inner) if "\n" in inner else mark * len(inner))
        at = end
    out.append(text[at:])
    return "".join(out)
