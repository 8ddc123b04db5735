"""Net 3, at the ends of bands: what is claimed within a quoted time, or beyond it, against the bands on that side.

"A made-to-order item can be cancelled {{ cancellations.production_start | beyond }}" claims what its rule grants, but
on the other side of the time. Where a clause quotes the end of a band of a rule in scope, what it claims has to hold in
a band on the side that the quotation is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.agreement.claims import Reading
from generator.agreement.grants import Granted, Grants
from generator.agreement.prose import Block, Text
from generator.playbook.page import Quotation
from generator.policy.model import Policy

_SIDE = re.compile(r"\|\s*(?P<side>within|until|beyond|after)\b")
_BEFORE = frozenset(("within", "until"))
_CUT = re.compile(r"[.;:!?。；：！？|]|\n|(?:[,，].*){2}", re.DOTALL)
"""What may not stand between a value and what is claimed of it: another sentence, or more than one pause."""
_OTHER = re.compile(
    r"\b(?:then|otherwise|afterwards?|later|unless|until|without|not|never|nor|nobody|only|but|already|still)\b|n['’]t\b"
    r"|否则|然后|此后|之后|以后|除非|不|没|未|才|只|再",
    re.IGNORECASE,
)
"""Words by which the value may be about something else than the claim."""
_JUDGED = ("offer",)
"""Facets that change from one band to the next."""
_NEAR = 40


def granted_beside(
    policy: Policy, grants: Grants, text: Text, block: Block, reading: Reading, rules: Iterable[str]
) -> tuple[Granted, ...]:
    """What is granted on that side of a quoted time on which a claim is made; nothing if it is made on none."""
    if reading.says.facet not in _JUDGED:
        return ()
    start, end = block.offset(reading.start), block.offset(reading.end - 1) + 1
    for quotation in text.template.quotations:
        side = _SIDE.search(quotation.source) if quotation.names else None
        if side and block.start <= quotation.start < block.end and _is_beside(text, quotation, start, end):
            granted = _on_side(policy, grants, quotation.names[0], rules, is_before=side["side"] in _BEFORE)
            if granted:
                return granted
    return ()


def _is_beside(text: Text, quotation: Quotation, start: int, end: int) -> bool:
    """Whether a quotation belongs to a claim: it stands within it, or little between them."""
    bare = text.template.bare
    if start <= quotation.start < end:
        return True
    between = bare[quotation.end : start] if quotation.end <= start else bare[end : quotation.start]
    return len(between) <= _NEAR and not _CUT.search(between) and not _OTHER.search(between)


def _on_side(
    policy: Policy, grants: Grants, term: str, rules: Iterable[str], *, is_before: bool
) -> tuple[Granted, ...]:
    """What the rules with a band up to that time grant before its end, or after it."""
    found: list[Granted] = []
    for id in rules:
        bands = [band for band in policy.rules[id].bands if not band.is_pass]
        ends = [at for at, band in enumerate(bands) if band.until is not None and band.until.term == term]
        granted = [one for one in grants.of((id,)) if one.rule == id]
        if ends and len(granted) == len(bands):
            found += granted[: ends[0] + 1] if is_before else granted[ends[-1] + 1 :]
    return tuple(found)
