"""Net 3: the rules that a sentence of a page or reply is judged by."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence

from generator.agreement.claims import told_together
from generator.agreement.prose import Block, Text
from generator.playbook.page import Page, Quotation, Reply
from generator.policy.model import Policy

_NAMED = re.compile(r"['\"]([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)['\"]")
_LINK = re.compile(r"\]\(([^()\s#]+\.md)(?:#[^()\s]*)?\)")
_SHOWN = ("rule(", "bands(", "offers(", "promise(", "see(")
_ALONE = ("rule(", "bands(", "see(")


def rules_of(
    policy: Policy,
    covers: Mapping[tuple[str, str], Sequence[str]],
    held: Page | Reply,
    text: Text,
    block: Block,
    at: int,
) -> tuple[str, ...]:
    """The rules in scope of what stands in a block at an offset, with those of the pages that it links to."""
    inside = [each for each in text.template.quotations if block.start <= each.start < block.end]
    alone = {name for each in inside if each.source.startswith(_ALONE) for name in _named(each) if name in policy.rules}
    if len(alone) == 1:
        return tuple(alone)
    listed = held.covers if isinstance(held, Page) else held.serves
    found = [each.name for each in listed]
    section = [one for one in text.blocks if one.section == block.section]
    for quotation in text.template.quotations:
        if section and section[0].start <= quotation.start < section[-1].end:
            found += _named(quotation) if quotation.source.startswith(_SHOWN) else ()
    begin, end = told_together(block.words, at, held.lang)
    source = text.template.text[block.offset(begin) : block.offset(end)]
    for link in _LINK.findall(source):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(getattr(held, "path", "replies/x")), link))
        found += covers.get((held.lang, path), ())
    return tuple(dict.fromkeys(name for name in found if name in policy.rules))


def _named(quotation: Quotation) -> list[str]:
    return _NAMED.findall(quotation.source)
