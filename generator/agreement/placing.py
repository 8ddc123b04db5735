"""Net 4, at the values: for which country or channel a quoted value holds, and which its sentence is about.

"For orders to Germany ... lost after {{ delays.lost_after(region="US") }}" quotes a row of another country. And a time
that rules use for one channel alone, or for all but one that has a rule of its own, is not the time of the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from generator.agreement.elsewhere import Elsewhere
from generator.agreement.meant import sentence_around
from generator.agreement.parts import Part, Parts
from generator.language.names import WITH_THE, name_country
from generator.language.situation import CHANNEL
from generator.playbook.page import UNSEEN, Quotation, Template
from generator.policy.lookup import row_at
from generator.policy.model import Policy, Table
from generator.policy.names import OTHER

Said = tuple[str, str]
"""In English and in Chinese."""
_ROW = re.compile(r"^[\w.]+\(\s*(?P<axis>\w+)\s*=\s*(?P<q>['\"])(?P<row>[^'\"]+)(?P=q)\s*\)")
_SEVERAL = re.compile(r"^[\w.]+\([^)]*,")
_AXES = ("region", CHANNEL)
_PLACE = "\ufffa"
"""What stands in the words of a part for the name of a country or a channel."""
_ABOUT = {
    "en": re.compile(
        rf"(?:^|[.,;:(] ?)(?:for|in|to|on|with) (?:the |our )?{_PLACE}"
        rf"|\b(?:orders?|buyers?|customers?|people) (?:from|of|through) (?:the |our )?{_PLACE}"
        r"|\b(?:orders?|parcels?|buyers?|customers?|items?|goods|people|deliver(?:y|ies)|sent|shipped|going)"
        rf" (?:that (?:go|goes|are sent) )?(?:to|in|for|on) (?:the |our )?{_PLACE}"
        rf"|{_PLACE} (?:buyers?|customers?|orders?)\b",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        rf"(?:寄往|发往|寄到|送往|送到|发到|寄|发|收货地(?:址)?(?:在|为))\s*{_PLACE}"
        rf"|{_PLACE}\s*的?(?:买家|订单|客户|顾客)|^在?\s*{_PLACE}\s*[，,上]"
    ),
}
"""How a sentence says whose orders it is about."""
_APART = {
    "en": re.compile(
        r"\b(?:than|as (?:long|much|in|for|with)|instead|unlike|rather|but|except|though|while|whereas|otherwise|like"
        r"|also|too|compared|both|elsewhere|others?)\b|(?:\bnot|\bnever|n['’]t)(?: [a-z]+){0,2} ?\ufffc",
        re.IGNORECASE,
    ),
    "zh": re.compile(r"不是|并非|而非|而不|不[按用]|比|别的|其他|其余|一样|相同|同样|除|也|例如"),
}
"""Words by which a sentence may be about more than what it names."""


_DENIED = {
    "en": re.compile(r"\b(?:no|not|never|nobody|none|nothing|without|neither|nor|cannot|saves?|free)\b|n['’]t\b", re.I),
    "zh": re.compile(r"[不没无非免未]"),
}
"""That the orders of a channel do not have what only those of another have, is right."""
_SHOWN = 3
"""So many countries are named."""


class Placing:
    """For which parts of the cases the terms of a policy hold."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._parts = Parts(policy)

    def against(self, template: Template, quotation: Quotation, lang: str) -> tuple[Said, Said] | None:
        """For what a quotation is, and what its sentence is about, if that is something else."""
        term = quotation.names[0]
        row = _ROW.match(quotation.source)
        chosen = (row["axis"], row["row"]) if row and row["axis"] in _AXES else None
        if chosen is None and (term not in self._alone or _SEVERAL.search(quotation.source)):
            return None
        told = self._about(template, quotation, lang)
        if chosen is not None and (named := told.get(chosen[0])) and self._is_other(term, *chosen, named):
            return _for(self._name(*chosen)), self._several(chosen[0], named)
        named = told.get(CHANNEL, frozenset())
        start, end = sentence_around(template.bare, quotation.start, quotation.end)
        if _DENIED[lang].search(template.bare, start, end):
            return None
        alone = self._alone.get(term)
        if alone and named and named.isdisjoint(alone):
            return self._several(CHANNEL, alone), self._several(CHANNEL, named)
        return None

    def _about(self, template: Template, quotation: Quotation, lang: str) -> Mapping[str, frozenset[str]]:
        """The countries and channels that the sentence is about; nothing where it may be about more than these."""
        bare = template.bare
        start, end = sentence_around(bare, quotation.start, quotation.end)
        inside = [each for each in template.quotations if start <= each.start < end]
        terms = [each for each in inside if each.names and each.names[0] in self._policy.terms]
        if len(terms) > 1 or any(start <= mark.start < end or mark.start < start < mark.end for mark in template.marks):
            return {}
        words = re.sub(r"\s+", " ", re.sub(rf"[*_{UNSEEN}]", "", bare[start:end])).strip()
        if _APART[lang].search(words):
            return {}
        words = re.sub(" ?\ufffc+ ?", " ", words).strip()
        first = self._first_cell(bare, quotation, lang)
        if first:
            return first
        part = self._parts.named(words, lang)
        if not part or part.rest.count(_PLACE) != len(_ABOUT[lang].findall(part.rest)):
            return {}
        return {axis: values for axis, values in part.axes.items() if axis in _AXES}

    def _first_cell(self, bare: str, quotation: Quotation, lang: str) -> Mapping[str, frozenset[str]]:
        """What the first cell of a row of a table names, if it is a country or a channel and nothing else."""
        line = bare[bare.rfind("\n", 0, quotation.start) + 1 : quotation.start].lstrip()
        if not line.startswith("|"):
            return {}
        part = self._parts.named(line.split("|")[1].strip(" *_"), lang)
        return part.axes if part.rest.strip() == _PLACE else {}

    def _is_other(self, term: str, axis: str, row: str, named: frozenset[str]) -> bool:
        """Whether the value in a row is that of none of what is named."""
        value = self._policy.terms[term].value
        if not isinstance(value, Table) or value.axis != axis:
            return False
        rows = dict(value.rows)
        keys = {row_at(self._policy.scopes, value, each) for each in named}
        own = row if row in rows else row_at(self._policy.scopes, value, row)
        return own is not None and all(key is not None and rows[key] != rows[own] for key in keys)

    def _several(self, axis: str, values: frozenset[str]) -> Said:
        names = [self._name(axis, each) for each in sorted(values)[:_SHOWN]]
        more = ("", "") if len(values) <= _SHOWN else (" and others", "等")
        return _for((", ".join(name[0] for name in names) + more[0], "、".join(name[1] for name in names) + more[1]))

    def _name(self, axis: str, value: str) -> Said:
        scopes = self._policy.scopes
        if value == OTHER:
            return "the other rows", "其他各行"
        group = scopes.groups.get(value)
        label = group.label if group else scopes.facts[axis].values.get(value)
        if label:
            return label.en[0], label.zh[0]
        return ("the " if value in WITH_THE else "") + name_country(value, "en"), name_country(value, "zh")

    @cached_property
    def _alone(self) -> Mapping[str, frozenset[str]]:
        """The terms that are for the orders of some channels and of no others."""
        fact = self._policy.scopes.facts.get(CHANNEL)
        every = frozenset(fact.values) if fact is not None else frozenset()
        elsewhere = Elsewhere(self._policy)
        parts = {each: Part({CHANNEL: frozenset([each])}, "") for each in every}
        uses = {
            term: frozenset(each for each, part in parts.items() if elsewhere.is_for(term, part))
            for term in self._policy.terms
        }
        return {term: own for term, own in uses.items() if own and own != every}


def _for(name: Said) -> Said:
    return f"the value for {name[0]}", f"{name[1]}{' ' * name[1][-1:].isascii()}的数值"
