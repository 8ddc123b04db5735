"""HTML as programs write it, where every ``<`` begins a tag and no attribute holds one, taken apart quickly.

A parser for whatever stands on the web looks at each character in Python. On what MkDocs and we have written, a
pattern says the same; where it does not fit, the caller asks such a parser after all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

_ATTRIBUTES = r'(?:\s++[a-zA-Z][a-zA-Z0-9:_-]*+(?:="[^"<>]*+")?+)*+'
_TAG = re.compile(rf"<(/?)([a-z][a-z0-9-]*+)({_ATTRIBUTES})\s*+(/?)>", re.ASCII)
_ATTRIBUTE = re.compile(r'([a-zA-Z][a-zA-Z0-9:_-]*+)(?:(=)"([^"]*+)")?+', re.ASCII)
_OWN_RULES = "script|style|title|textarea|xmp|iframe|noembed|noframes|plaintext"
"""In these, ``<`` is a letter like any other."""
_PLAIN = re.compile(
    rf"(?:[^<]++|</?(?!(?:{_OWN_RULES})\b)[a-z][a-z0-9-]*+{_ATTRIBUTES}\s*+/?>|<title{_ATTRIBUTES}>[^<]*+</title>)*+",
    re.ASCII,
)
PARTS = 5
"""How many pieces :func:`take_apart` gives for each tag with the text after it."""


def is_plain(html: str) -> bool:
    """Whether there is nothing but text, entities and plain tags in it.

    >>> is_plain('<p class="a">one<br/>&amp; two</p>'), is_plain("a < b"), is_plain("<script>1</script>")
    (True, False, False)
    """
    return _PLAIN.fullmatch(html) is not None


def take_apart(html: str) -> list[str]:
    """The text before the first tag; then for each tag ``/`` or nothing, name, attributes, ``/`` or nothing, text.

    >>> take_apart('<p class="a">one<br/></p>')
    ['', '', 'p', ' class="a"', '', 'one', '', 'br', '', '/', '', '/', 'p', '', '', '']
    """
    return _TAG.split(html)


def read_attributes(written: str) -> Iterator[tuple[str, str | None]]:
    """The attributes of a tag, as ``html.parser`` tells them.

    >>> list(read_attributes(' viewBox="0 0" hidden title="a &amp; b"'))
    [('viewbox', '0 0'), ('hidden', None), ('title', 'a & b')]
    """
    for name, given, value in _ATTRIBUTE.findall(written):
        yield name.lower(), unescape(value) if given else None
