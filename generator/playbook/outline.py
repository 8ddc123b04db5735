"""The outline of a page: its blocks, as markdown-it-py reads them.

Quotations are blanked out before the text is parsed, so that what stands between the braces is never taken
for Markdown.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

_SLUG = re.compile(r"[^a-z0-9]+")
_ANCHOR = re.compile(r"\s*\{\s*#(?P<id>[A-Za-z][A-Za-z0-9_.-]*)\s*\}\s*$")
LIST_MARK = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a page: ``kind`` is markdown-it's (``heading``, ``list_item`` ...), lines count from 0."""

    kind: str
    level: int
    first_line: int
    end_line: int
    text: str


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table").disable("inline")


def parse(text: str) -> list[Token]:
    """The token stream of a Markdown text: its blocks; what stands within their lines is left unread."""
    return _parser().parse(text)


def blocks_of(tokens: list[Token]) -> tuple[Block, ...]:
    """The blocks that carry text or count as structure, in order: headings, paragraphs, items, cells, code."""
    found: list[Block] = []
    opened: list[Token] = []
    for token in tokens:
        if token.nesting == 1:
            opened.append(token)
            if token.type in ("list_item_open", "bullet_list_open", "ordered_list_open", "blockquote_open"):
                found.append(_block(token, token.type.removesuffix("_open"), 0))
        elif token.nesting == -1:
            opened.pop()
        elif token.type == "inline":
            owner = opened[-1]
            level = int(owner.tag[1]) if owner.type == "heading_open" else 0
            found.append(_block(token, owner.type.removesuffix("_open"), level))
        elif token.type in ("fence", "code_block", "html_block", "hr"):
            found.append(_block(token, token.type, 0))
    return tuple(found)


def _block(token: Token, kind: str, level: int) -> Block:
    first, end = token.map or (0, 0)
    return Block(kind, level, first, end, token.content)


def split_anchor(text: str) -> tuple[str, str | None]:
    """A heading's words and the id that stands behind them, if one does.

    >>> split_anchor("Check first {#check}")
    ('Check first', 'check')
    """
    match = _ANCHOR.search(text)
    return (text[: match.start()], match["id"]) if match else (text.strip(), None)


def slug(text: str, taken: set[str]) -> str:
    """An ASCII id for a heading, not among ``taken``; ``section`` where the words have no ASCII letter.

    >>> slug("What to offer?", {"what-to-offer"})
    'what-to-offer-2'
    """
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    base = _SLUG.sub("-", ascii_text).strip("-") or "section"
    name, count = base, 1
    while name in taken:
        count += 1
        name = f"{base}-{count}"
    return name
