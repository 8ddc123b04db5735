"""Net 4, at the values: a limit of approval beside a role that is not the one who approves up to it, or above it.

"Up to {{ approvals.lead_limit }} you decide" quotes a limit that exists, in both languages alike, and lets an agent pay
what only a team lead may. Up to a limit its own role decides, above it a role further up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.agreement.claimnames import roles_by_words
from generator.agreement.clauses import is_apart, is_beyond
from generator.agreement.deeds import Said
from generator.playbook.page import Page, Quotation, Reply, Template
from generator.policy.model import Ladder, Policy

_ROLE = re.compile(r"role\(\s*[\"'](?P<role>\w+)[\"']")
_END = re.compile(r"[.;:!?()|。；：！？（）\n，,]")
_PAUSE = re.compile(r"^\s*[,，]")
_ABOVE = re.compile(r"^\s*(?:以上|之上)")
"""What is said of an amount that is exceeded, and of no time."""
_SELF = {
    "en": re.compile(
        r"\byou (?:may |can )?(?:decide|approve|grant|pay|refund|settle)|\b(?:decide|approve) (?:it )?yourself"
    ),
    "zh": re.compile(r"自己(?:定|批|决定|审批)|您(?:自己)?(?:定|批|决定)|你(?:自己)?(?:定|批|决定)"),
}
"""Whoever reads a page for staff is on the first rung."""
_REACH = 120


@dataclass(frozen=True, slots=True)
class _Rung:
    """A rung of a ladder: who approves, and everybody above."""

    role: str
    above: tuple[str, ...]
    first: str


class Approving:
    """The ladders of a policy, by the limits on their rungs."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    def names_somebody(self, held: Page | Reply, template: Template, quotation: Quotation, lang: str) -> bool:
        """Whether it is said beside a limit who approves: then that alone tells whose limit is meant."""
        return quotation.names[0] in self._rungs and bool(self._named(held, template, quotation, lang))

    def against(
        self, held: Page | Reply, template: Template, quotation: Quotation, lang: str
    ) -> tuple[Said, Said] | None:
        """Whose limit a quoted term is, and who is named beside it."""
        rungs = self._rungs.get(quotation.names[0], ())
        named = self._named(held, template, quotation, lang) if rungs else frozenset()
        before, after = _beside(template, quotation)
        if len(named) != 1 or is_apart(before, after, lang):
            return None
        (role,) = named
        is_above = is_beyond(quotation.source, before, after, lang) or bool(_ABOVE.match(after))
        if any(role in rung.above if is_above else role == rung.role for rung in rungs):
            return None
        name = self._policy.terms[quotation.names[0]].name
        label = self._policy.scopes.roles[role].label
        return (name["en"], name["zh"]), (label.en[0], label.zh[0])

    def _named(self, held: Page | Reply, template: Template, quotation: Quotation, lang: str) -> frozenset[str]:
        """The roles that are named in the clause of a limit."""
        words = " ".join(_beside(template, quotation)).lower()
        named = {*roles_quoted(template, *clause_around(template.bare, quotation)), *self._said(words, lang)}
        if isinstance(held, Page) and _SELF[lang].search(words):
            named |= {rung.first for rung in self._rungs[quotation.names[0]]}
        return frozenset(named)

    def _said(self, words: str, lang: str) -> Iterator[str]:
        for role, pattern in roles_by_words(self._policy)[lang].items():
            if pattern.search(words):
                yield role

    @cached_property
    def _rungs(self) -> Mapping[str, tuple[_Rung, ...]]:
        found: dict[str, list[_Rung]] = {}
        for ladder in self._policy.ladders.values():
            for term, rung in _limits(ladder):
                found.setdefault(term, []).append(rung)
        return {term: tuple(rungs) for term, rungs in found.items()}


def _limits(ladder: Ladder) -> Iterator[tuple[str, _Rung]]:
    roles = [rung.role for rung in ladder.rungs]
    for at, rung in enumerate(ladder.rungs):
        if rung.up_to is not None:
            yield rung.up_to.term, _Rung(rung.role, tuple(roles[at + 1 :]), roles[0])


def _beside(template: Template, quotation: Quotation) -> tuple[str, str]:
    start, end = clause_around(template.bare, quotation)
    return template.bare[start : quotation.start], template.bare[quotation.end : end]


def roles_quoted(template: Template, start: int, end: int) -> Iterator[str]:
    """The roles that are quoted in a stretch of a text."""
    for each in template.quotations:
        if start <= each.start < end and (match := _ROLE.match(each.source)):
            yield match["role"]


def clause_around(bare: str, quotation: Quotation) -> tuple[int, int]:
    """From where to where the clause goes that a quotation stands in; the value may lead it, with a pause behind."""
    lead = bare[max(0, quotation.start - _REACH) : quotation.start]
    tail = bare[quotation.end : quotation.end + _REACH]
    start = quotation.start - len(lead) + max((match.end() for match in _END.finditer(lead)), default=0)
    pause = _PAUSE.match(tail)
    stop = _END.search(tail, pause.end() if pause else 0)
    return start, quotation.end + (stop.start() if stop else len(tail))
