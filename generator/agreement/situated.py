"""Net 4, at the values: a term of other cases than those that a reply, or the short answer of a page, is for.

"Refund {{ disputes.quality_window | within }}" as the answer to a change of mind quotes a time in which there is a
refund, but that of goods that are faulty. A rule asks what happened; a term that is used only where something else
happened is found if the rules in question have one of their own for the same deed, and if no word of the paragraph
names the other case or the term. The body of a page may tell of more than its rules and is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from generator.agreement.called import Called
from generator.agreement.deeds import Deeds, Said, deeds_of
from generator.agreement.doing import Doing
from generator.agreement.parts import SITUATION, Parts
from generator.playbook.page import Page, Quotation, Reply, Template
from generator.policy.lookup import terms_of
from generator.policy.model import Condition, Policy

_HERE = ("the cases that it is quoted for", "引用它的情况")
Cases = frozenset[str]
"""What may have happened; nothing where it may be anything."""


class Situated:
    """For which cases the terms of a policy are, by what happened."""

    def __init__(self, policy: Policy, doing: Doing) -> None:
        self._policy, self._doing, self._deeds = policy, doing, deeds_of(policy)
        self._called, self._parts = Called(policy), Parts(policy)

    def against(
        self, held: Page | Reply, template: Template, quotation: Quotation, lang: str
    ) -> tuple[Said, Said] | None:
        """For which cases a quoted term is, and that its page is about others."""
        if isinstance(held, Page) and template is held.body:
            return None
        term = quotation.names[0]
        own, here = self._cases.get(term), self._of_held(held)
        if not own or not here or not own.isdisjoint(here):
            return None
        asked = self._doing.asked(template, quotation, lang) & self._deeds.get(term, frozenset())
        if not asked or not self._has_own(held, here, asked) or self._is_named(term, template, quotation, lang):
            return None
        label = self._policy.scopes.facts[SITUATION].values[min(own)]
        return (f"for other cases (such as: {label.en[-1]})", f"用于其他情况（如{label.zh[-1]}）的数值"), _HERE

    def _has_own(self, held: Page | Reply, here: Cases, asked: Deeds) -> bool:
        """Whether the rules of the page use another term for one of these deeds."""
        names = held.covers if isinstance(held, Page) else held.serves
        rules = [self._policy.rules[each.name] for each in names if each.name in self._policy.rules]
        terms = {term for rule in rules for term in terms_of(rule)}
        return any(self._deeds.get(each, frozenset()) & asked and self._cases.get(each, here) & here for each in terms)

    def _is_named(self, term: str, template: Template, quotation: Quotation, lang: str) -> bool:
        """Whether the paragraph, or the heading above it, names the term or the case that it is for."""
        part = next(each for each in reversed(template.parts) if each.start <= quotation.start or each.level == 0)
        units = [each for each in part.units if each.kind == "heading" or each.start <= quotation.start < each.end]
        words = " ".join(template.bare[each.start : each.end] for each in units)
        if self._parts.named(words, lang).axes.get(SITUATION, frozenset()) & self._cases[term]:
            return True
        return bool(self._words(term, lang) & self._called.heard(words, lang))

    def _words(self, term: str, lang: str) -> frozenset[str]:
        """The words of a term's name that not all names have."""
        weights = self._called.terms[lang][term]
        most = max(weights.values(), default=0.0)
        return frozenset(word for word, weight in weights.items() if weight >= _TELLING * most)

    def _of_held(self, held: Page | Reply) -> Cases:
        names = held.covers if isinstance(held, Page) else held.serves
        rules = [self._policy.rules[each.name] for each in names if each.name in self._policy.rules]
        outcomes = [rule for rule in rules if rule.is_outcome]  # conditions hold in many cases
        return _all(self._asked(rule.when) for rule in outcomes or rules)

    @cached_property
    def _cases(self) -> Mapping[str, Cases]:
        """By term what happened where it is used; nothing for one that is used whatever happened."""
        found: dict[str, list[Cases]] = {}
        for rule in self._policy.rules.values():
            for term in terms_of(rule):
                found.setdefault(term, []).append(self._asked(rule.when))
        for each in self._policy.escalations.values():
            found.setdefault(each.by.term, []).append(self._asked(each.when))
        general = set(self._general())
        return {term: _all(cases) for term, cases in found.items() if all(cases) and term not in general}

    def _general(self) -> Iterator[str]:
        """What holds for every case: how it goes, and who approves."""
        course = self._policy.course
        for ref in (course.answer, course.evidence, course.verdict) if course else ():
            if ref is not None:
                yield ref.term
        for id in course.appeal if course else ():
            if id in self._policy.rules:
                yield from terms_of(self._policy.rules[id])
        for ladder in self._policy.ladders.values():
            yield from (rung.up_to.term for rung in ladder.rungs if rung.up_to is not None)

    def _asked(self, when: Condition | None) -> Cases:
        """What has to have happened; nothing if it may be anything."""
        groups = self._policy.scopes.groups
        ways = [[test for test in way if test.axis == SITUATION] for way in when or ((),)]
        if not all(ways):
            return frozenset()
        named = {value for way in ways for test in way for value in test.values}
        return frozenset(one for each in named for one in (groups[each].members if each in groups else (each,)))


_TELLING = 0.75
"""A word of a name tells if it weighs so much of the heaviest: "time" and "refund" do not."""


def _all(several: Iterable[Cases]) -> Cases:
    return frozenset[str]().union(*several)
