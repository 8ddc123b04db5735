"""Net 3: what one of the policy's own texts decides and no value does: what counts as dispatch, what leaves first.

A note, a meaning or an introduction is read as pages are. What a page claims is held against it: against all texts
where a word is defined, against the notes of the rules in scope where a step is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.agreement.claimbook import Book
from generator.agreement.claimed import NOT
from generator.agreement.claims import Reading, read_claims
from generator.agreement.grants import NOTHING, Granted
from generator.agreement.notes import notes_of
from generator.agreement.parts import SITUATION
from generator.agreement.searched import small
from generator.policy.model import Policy, Rule, Word

APPEAL = "appeal"
"""Whether there is one: a buyer's, where a rule for it is in scope; else ours, of which rules for the seller tell."""
_OF_RULES = ("replace.waits", APPEAL)
"""What one rule may settle in another way than the next."""
_SILENT = {
    "silent.carrier": re.compile(r"\bcarrier\b.*\b(?:not|silent)\b|\bcarrier\b.*n['’]t\b", re.IGNORECASE),
    "silent.appeal": re.compile(r"\bappeal", re.IGNORECASE),
    "silent.return": re.compile(r"\breturn\b.*\bunchecked", re.IGNORECASE),
}
"""Escalations in which others do not answer, by their English labels."""
_ONE = ("dispatch.by", "delivery.item", *_SILENT)
"""Where one thing counts, no other does."""
STATED = (*_OF_RULES, *_ONE, "delivery.by", "appeal.by", "dispute.refund", "version")
_NOT_RECEIVED = re.compile(r"\bdelivered\b.*\bnot (?:yet )?received\b|\bnever (?:came|arrived)\b", re.IGNORECASE)
"""What happened, by its English label, where the carrier says that it delivered."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What a text says, and what findings call the text; of which rules, if it is of some."""

    name: str
    facet: str
    values: frozenset[str]
    denied: bool
    rules: frozenset[str] = frozenset()

    def is_against(self, reading: Reading, values: Collection[str]) -> bool:
        if self.values.isdisjoint(values):
            return self.facet in _ONE and not self.denied and not reading.denied
        return self.denied is not reading.denied


class Stated:
    """What the texts of a policy say of it."""

    def __init__(self, policy: Policy, books: Mapping[tuple[str, bool], Book]) -> None:
        self._policy, self._books = policy, books

    def against(self, reading: Reading, rules: Collection[str]) -> tuple[Granted, ...]:
        """The texts that a claim contradicts; none where one of them says the same."""
        facet, values = reading.says.values[0]
        told = [one for one in self._told if one.facet == facet and self._is_of(one, rules)]
        against = [one for one in told if one.is_against(reading, values)]
        if not against or any(one not in against and not one.values.isdisjoint(values) for one in told):
            return ()
        return tuple(Granted(one.name, ({facet: _shown(one)},)) for one in against)

    def _is_of(self, told: _Told, rules: Collection[str]) -> bool:
        return told.facet not in _OF_RULES or not told.rules or not told.rules.isdisjoint(rules)

    @cached_property
    def _told(self) -> tuple[_Told, ...]:
        return (*self._in_texts(), *self._in_rules(), *self._in_escalations(), *self._in_course(), *self._in_sections())

    def _in_texts(self) -> Iterator[_Told]:
        able = {
            lang: [
                at
                for at, pattern in enumerate(book.patterns)
                if pattern.says.facet in STATED and pattern.says.facet != APPEAL
            ]
            for (lang, to_buyer), book in self._books.items()
            if to_buyer
        }
        for note in notes_of(self._policy):
            book = self._books[note.lang, True]
            if likely := book.likely(able[note.lang], small(note.words)):
                for reading in read_claims(note.words, book, likely):
                    facet, values = reading.says.values[0]
                    yield _Told(
                        f"{note.place.path}:{note.place.line}", facet, values, reading.denied, frozenset(note.rules)
                    )

    def _in_rules(self) -> Iterator[_Told]:
        """A parcel that its buyer did not receive is not delivered, whoever has it, where a rule grants anything."""
        fact = self._policy.scopes.facts.get(SITUATION)
        reasons = {id for id, label in fact.values.items() if _NOT_RECEIVED.search(label.en[0])} if fact else set()
        for rule in self._policy.rules.values():
            if _grants(rule) and any(
                test.axis == SITUATION and reasons.issuperset(test.values) for way in rule.when for test in way
            ):
                yield _Told(rule.id, "delivery.by", frozenset(("elsewhere",)), denied=True)

    def _in_escalations(self) -> Iterator[_Told]:
        for escalation in self._policy.escalations.values():
            for facet, label in _SILENT.items():
                if label.search(escalation.label.en[0]):
                    values = (each.value for each in escalation.on_timeout if each.name == "offer")
                    ends = frozenset(value.text for value in values if isinstance(value, Word))
                    yield _Told(f"escalation.{escalation.id}", facet, ends, denied=False)

    def _in_course(self) -> Iterator[_Told]:
        for id in self._policy.course.appeal if self._policy.course else ():
            yield _Told(id, APPEAL, frozenset(("none",)), denied=True, rules=frozenset((id,)))

    def _in_sections(self) -> Iterator[_Told]:
        """Which version of the policy holds is decided by an event, and never by today."""
        for section in self._policy.sections.values():
            yield _Told(f"{section.id} applies_by: {section.applies_by}", "version", frozenset(("today",)), denied=True)
            return


def _grants(rule: Rule) -> bool:
    return any(option.offer not in NOTHING for band in rule.bands for option in band.options)


def _shown(told: _Told) -> frozenset[str]:
    return frozenset(f"{NOT}{value}" if told.denied else value for value in told.values)
