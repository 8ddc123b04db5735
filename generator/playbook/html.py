"""Text that is HTML already, and quick to fill: a staff site has twenty thousand small pieces of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import cast

import markupsafe


class Markup(markupsafe.Markup):
    """As in MarkupSafe, for templates whose fields have names or nothing: no specification, no attribute.

    >>> Markup("<b>{}</b>{}").format("a < b", Markup("<i></i>"))
    Markup('<b>a &lt; b</b><i></i>')
    >>> Markup("<br>").join(("a < b", Markup("<i></i>")))
    Markup('a &lt; b<br><i></i>')
    """

    __slots__ = ()

    def format(self, *args: object, **kwargs: object) -> Markup:
        """The text with what is given in its fields, escaped where that is no HTML."""
        named = {name: safe(value) for name, value in kwargs.items()} if kwargs else {}
        return str.__new__(type(self), str.format(self, *map(safe, args), **named))

    def join(self, parts: Iterable[object], /) -> Markup:
        """The parts with this text between them, escaped where they are no HTML."""
        return str.__new__(type(self), str.join(self, map(safe, parts)))


escape = cast("Callable[[object], Markup]", markupsafe.escape)
"""A text with ``<``, ``>``, ``&`` and quotation marks escaped; HTML as it is. Nobody fills what comes of it."""
_NEEDS_ESCAPING = re.compile("[&<>'\"]").search


def safe(value: object) -> str:
    """The same for what is only put into a text that is HTML as a whole: what needs no escaping is passed on."""
    if type(value) is str:
        return value if _NEEDS_ESCAPING(value) is None else escape(value)
    return value if type(value) is Markup or type(value) is markupsafe.Markup else escape(value)
