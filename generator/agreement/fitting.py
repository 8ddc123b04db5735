"""Net 4, at the values: a time where the sentence counts time, a share or an amount where it counts money.

Two quotations of unlike kinds that changed places are in order for themselves (Chinese and English may name a fee and a
time in either order). But the words that stand directly beside a value tell which kind it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.agreement.approving import Approving
from generator.agreement.counting import Counting
from generator.agreement.doing import Doing
from generator.agreement.exchanged import Exchanged
from generator.agreement.namesake import Namesake
from generator.agreement.order import kind_of
from generator.agreement.placing import Placing
from generator.agreement.purposes import Purpose, asked_for, purposes_of
from generator.agreement.situated import Situated
from generator.finding import Finding
from generator.playbook.page import UNSEEN, Page, Playbook, Quotation, Reply, Template
from generator.policy.model import Policy

_TIME, _MONEY = ("a time", "时间"), ("a share or an amount", "比例或金额")
_BEFORE = {
    "en": (
        (_TIME, re.compile(r"\b(?:within|valid for|expires? after|no later than|until)\s+$", re.IGNORECASE)),
        (_MONEY, re.compile(r"\b(?:fee of|charge of|deduction of|deduct(?:s|ed|ing)?|minus)\s+$", re.IGNORECASE)),
    ),
    "zh": (
        (_TIME, re.compile(r"(?:有效期[为是]?|保留期?|期限[为是])\s*$")),
        (_MONEY, re.compile(r"(?:扣除|扣减|扣|收取|费用?为|按照?)\s*$")),
    ),
}
_AFTER = {
    "en": (
        (
            _TIME,
            re.compile(r"\s+(?:of delivery|after (?:delivery|dispatch|we|you|the)|from delivery)\b", re.IGNORECASE),
        ),
        (
            _MONEY,
            re.compile(
                r"\s+(?:off\b|of (?:the|its|their) (?:price|amount|value)\b|(?:restocking )?fee\b)", re.IGNORECASE
            ),
        ),
    ),
    "zh": (
        (_TIME, re.compile(r"\s*(?:之内|以内|内|之后|以后)")),
        (_MONEY, re.compile(r"\s*(?:的?(?:手续费|折旧费|整理费|差价|折扣))")),
    ),
}
_BOUNDED = {
    "en": (re.compile(r"\bwithin\s+$", re.IGNORECASE), re.compile("(?!)")),
    "zh": (re.compile("(?!)"), re.compile(r"\s*(?:之内|以内|内)")),
}
"""What is said of a limit as well, up to which somebody may approve: 250 美元以内."""
_NEAR = 40
"""So many characters beside a quotation are looked at."""
_Told = tuple[tuple[str, str], tuple[str, str]]
"""What a quotation is, and what the words beside it speak of."""


class Fitting:
    """What the terms of a policy are for, so that each can be asked whether it fits the words around it."""

    def __init__(self, policy: Policy) -> None:
        self._policy, self._purposes, self._exchanged = policy, purposes_of(policy), Exchanged(policy)
        self._counting, self._placing = Counting(policy), Placing(policy)
        self._doing, self._approving = Doing(policy), Approving(policy)
        self._situated, self._namesake = Situated(policy, self._doing), Namesake(policy)
        rungs = (rung.up_to for ladder in policy.ladders.values() for rung in ladder.rungs)
        self._limits = frozenset(limit.term for limit in rungs if limit is not None)

    def check(self, playbook: Playbook) -> Iterator[Finding]:
        """Findings about quotations of another kind than the words beside them, or in the place of one another."""
        found = list(self._check_beside(playbook))
        yield from found
        places = {each.place for each in found}
        yield from (each for each in self._exchanged.check(playbook) if each.place not in places)

    def _check_beside(self, playbook: Playbook) -> Iterator[Finding]:
        """What the words directly beside each quotation tell against it."""
        held: list[Page | Reply] = [*playbook.pages.values(), *playbook.replies.values()]
        for one in held:
            for template in _texts_of(one):
                for quotation in template.quotations:
                    if quotation.names and quotation.names[0] in self._policy.terms:
                        yield from self._check_one(one, template, quotation)

    def _check_one(self, held: Page | Reply, template: Template, quotation: Quotation) -> Iterator[Finding]:
        term, lang = quotation.names[0], held.lang
        own = _TIME if kind_of(self._policy, quotation) == "time" else _MONEY
        beside = _beside(template, quotation)
        is_bound = term in self._limits and _is_bounded(*beside, lang)
        told = None if is_bound else _unlike(own, _wanted(*beside, lang))
        if told is None and own == _TIME:
            told = _for_another(self._purposes.get(term, frozenset()), asked_for(*beside, lang))
        if told is None and own == _TIME:
            told = self._counting.against(term, quotation.source, *beside, lang)
        if told is None and not is_bound:
            told = self._doing.against(template, quotation, lang)
        if told is None:
            told = self._approving.against(held, template, quotation, lang)
        if told is None:
            told = self._placing.against(template, quotation, lang)
        if told is None and not self._approving.names_somebody(held, template, quotation, lang):
            told = self._namesake.against(template, quotation, lang)
        if told is None:
            told = self._situated.against(held, template, quotation, lang)
        if told is not None:
            facts: dict[str, str | tuple[str, str]] = {"text": quotation.source}
            yield Finding("SP459", quotation.place, {**facts, "is": told[0], "wants": told[1]}, term)


def _texts_of(held: Page | Reply) -> tuple[Template, ...]:
    """The body, and what stands above it."""
    above = (held.title, held.description, held.answer) if isinstance(held, Page) else ()
    return (held.body, *(each for each in above if each is not None))


def _is_bounded(before: str, after: str, lang: str) -> bool:
    ahead, behind = _BOUNDED[lang]
    return bool(ahead.search(before) or behind.match(after))


def _unlike(own: tuple[str, str], wanted: tuple[str, str] | None) -> _Told | None:
    return None if wanted is None or wanted == own else (own, wanted)


def _for_another(used: frozenset[Purpose], asked: frozenset[Purpose]) -> _Told | None:
    """Where a rule uses a time for something else than what it is quoted for."""
    if not used or not asked or used & asked:
        return None
    return min(used, key=list(Purpose).index).value, min(asked, key=list(Purpose).index).value


def _beside(template: Template, quotation: Quotation) -> tuple[str, str]:
    text = template.bare
    before = text[max(0, quotation.start - _NEAR) : quotation.start]
    after = text[quotation.end : quotation.end + _NEAR]
    return re.sub(rf"[*_{UNSEEN}]", "", before), re.sub(rf"[*_{UNSEEN}]", "", after)


def _wanted(before: str, after: str, lang: str) -> tuple[str, str] | None:
    """The kind that the words beside a quotation ask for, where they ask for one."""
    asked = [kind for kind, pattern in _BEFORE[lang] if pattern.search(before)]
    asked += [kind for kind, pattern in _AFTER[lang] if pattern.match(after)]
    return asked[0] if len(set(asked)) == 1 else None
