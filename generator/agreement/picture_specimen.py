"""A picture for specimen pages: with words of each kind that a drawn one can have."""

from __future__ import annotations

from collections.abc import Callable

_KINDS = ("b", "b says", "says", "due", "last", "b mid says", "b mid on-part", "mid", "")
"""The classes of words; those that stand on a filled box come beside these."""


def specimen_picture(kind: str, say: Callable[[], str]) -> str:
    """A picture of a kind (``line``, ``course``, ``payers``); each of its texts is said anew."""
    words = "".join(f'<text class="{name}">{say()}<tspan>{say()}</tspan></text>' for name in _KINDS)
    boxed = f'<svg><rect class="full box-first" height="36"/><text class="b mid on-full">{say()}</text></svg>'
    return f'<figure class="rail {kind}"><svg role="img" width="100%">{words}{boxed}</svg></figure>'
