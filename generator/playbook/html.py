"""Text that is HTML already, and quick to fill: a staff site has twenty thousand small pieces of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

import markupsafe


class Markup(markupsafe.Markup):
    """As in MarkupSafe, for templates whose fields have names or nothing: no specification, no attribute.

    >>> Markup("<b>{}</b>{}").format("a < b", Markup("<i></i>"))
    Markup('<b>a &lt; b</b><i></i>')
    """

    __slots__ = ()

    def format(self, *args: object, **kwargs: object) -> Markup:
        """The text with what is given in its fields, escaped where that is no HTML."""
        named = {name: _safe(value) for name, value in kwargs.items()} if kwargs else {}
        return type(self)(str.format(self, *map(_safe, args), **named))


escape = cast("Callable[[object], Markup]", markupsafe.escape)
"""A text with ``<``, ``>``, ``&`` and quotation marks escaped; HTML as it is. Nobody fills what comes of it."""
_NEEDS_ESCAPING = re.compile("[&<>'\"]").search


def _safe(value: object) -> str:
    """The same as plain text: what needs no escaping is only passed on."""
    if type(value) is str:
        return value if _NEEDS_ESCAPING(value) is None else escape(value)
    return value if type(value) is Markup or type(value) is markupsafe.Markup else escape(value)
