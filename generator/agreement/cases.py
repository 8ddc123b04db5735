"""Net 3, what is left of a reply in a case: marks are the policy's words, both languages mark the same, and no cut
takes away what is decided in a worked example.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache, partial

from generator.agreement.cutting import Condition, Unknown, condition_of, cut, is_cut
from generator.agreement.parity import NAMES, quoted
from generator.agreement.stating import Says, values_of_option
from generator.decisions.deciding import Decider
from generator.decisions.decision import Part
from generator.decisions.examples import Example
from generator.finding import LANGUAGES, Finding
from generator.playbook.front import BLANK
from generator.playbook.marks import LABEL
from generator.playbook.page import Mark, Playbook, Quotation, Reply
from generator.policy.model import Policy

_ROW = re.compile(r"(\w+)\s*=\s*[\"']([^\"']+)[\"']")


# ---------------------------------------------------------------------------------- both languages mark the same


def check_marks(playbook: Playbook) -> Iterator[Finding]:
    """Findings about what one language of a reply marks for a case and the other does not."""
    for (lang, name), reply in playbook.replies.items():
        twin = playbook.replies.get((LANGUAGES[1], name))
        if lang == LANGUAGES[0] and twin is not None and (reply.body.marks or twin.body.marks):
            yield from _check_twins(reply, twin)


def _check_twins(en: Reply, zh: Reply) -> Iterator[Finding]:
    """By what is quoted and left blank in all that is for one case: how many marks that takes is grammar.

    What one side quotes more often, or alone, is told as a quotation that the other lacks, not as one that stands
    outside of a mark.
    """
    told = [Counter(_held(side, 0, len(side.body.text))) for side in (en, zh)]
    alike = {one for one in told[0] if told[0][one] == told[1][one]}
    found = [_by_case(side, alike) for side in (en, zh)]
    for at in range(len(LANGUAGES)):
        for case, (mark, held) in found[at].items():
            other = found[1 - at].get(case)
            facts: dict[str, str | tuple[str, str]] = {"text": mark.source, "lang": NAMES[LANGUAGES[1 - at]]}
            facts["other"] = (zh, en)[at].source
            if other is None:
                yield Finding("SP407", mark.place, {**facts, "what": ("no such part", "没有相应的部分")})
            elif at and other[1] != held:
                more = next(iter((held - other[1]) or (other[1] - held)))
                is_outside = more in held - other[1]
                what = (f"{more} outside of it", f"把 {more} 放在标记之外")
                inside = (f"{more} in it as well", f"把 {more} 也放在标记之内")
                yield Finding("SP407", mark.place, {**facts, "what": what if is_outside else inside})


def _by_case(reply: Reply, among: Set[str]) -> dict[object, tuple[Mark, Counter[str]]]:
    found: dict[object, tuple[Mark, Counter[str]]] = {}
    for mark in reply.body.marks:
        if mark.source != LABEL:
            held = found.setdefault((mark.tests, mark.denied), (mark, Counter()))[1]
            held.update(one for one in _held(reply, mark.begin, mark.end) if one in among)
    return found


def _held(reply: Reply, begin: int, end: int) -> Iterator[str]:
    for each in reply.body.quotations:
        if begin <= each.start < end:
            yield "{{ " + quoted(each) + " }}"
    for match in BLANK.finditer(reply.body.text, begin, end):
        yield match[0]


# ---------------------------------------------------------------------------------- what is decided is left


def check_left(
    policy: Policy, playbook: Playbook, examples: Sequence[Example], answers: Sequence[Part | None]
) -> Iterator[Finding]:
    """Findings about marks that the policy has no words for, and about what they cut that an example needs.

    ``answers`` are what the policy decides in each example; what is not known of them (None) is decided here.
    """
    marked = [reply for reply in playbook.replies.values() if reply.body.marks]
    readers: list[_Reader] = []
    for reply in marked:
        conditions = [condition_of(policy, mark) for mark in reply.body.marks]
        for mark, condition in zip(reply.body.marks, conditions, strict=True):
            if isinstance(condition, Unknown) and mark.source != LABEL:
                yield Finding("SP340", mark.place, {"text": condition.text, "near": condition.near})
        sound = [one for one in conditions if not isinstance(one, Unknown)]
        if len(sound) == len(conditions):
            readers.append(_Reader(policy, reply, sound))
    if not readers:
        return
    decider = cache(partial(Decider.of, policy))  # seldom needed, and much work
    for example, answer in zip(examples, answers, strict=True):
        part = decider().decide(example.situation).main if answer is None else answer
        for reader in readers:
            if reader.reply.name == part.reply:
                cuts = [is_cut(condition, example.situation, part) for condition in reader.conditions]
                yield from reader.check(part, tuple(cuts), example)


@dataclass(frozen=True, slots=True)
class _Need:
    """What a case decides that a reply states: a term, in the rows that lead to its value, or a value of a facet."""

    name: str
    value: str = ""
    path: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name}: {self.value}" if self.value else self.name


class _Reader:
    """Reads what is left of one reply in each case; a cut that is made twice is read once."""

    def __init__(self, policy: Policy, reply: Reply, conditions: Sequence[Condition]) -> None:
        self.reply, self.conditions = reply, conditions
        self._policy = policy
        self._asked = [listed.name for listed in reply.must_state]
        self._says: dict[tuple[bool, ...], Says] = {}
        self._told: dict[tuple[tuple[bool, ...], _Need], bool] = {}
        self._found: set[tuple[Mark, _Need]] = set()

    def check(self, part: Part, cuts: tuple[bool, ...], example: Example) -> Iterator[Finding]:
        """What this case needs, is said by the whole reply, and is not said by what is left."""
        if not any(cuts):
            return
        whole = tuple(False for _ in cuts)
        for need in self._needs(part):
            if self._is_told(whole, need) and not self._is_told(cuts, need):
                mark = self._taken_by(cuts, need)
                if (mark, need) not in self._found:
                    self._found.add((mark, need))
                    facts = {"text": mark.source, "what": str(need), "example": example.id, "other": str(example.place)}
                    yield Finding("SP510", mark.place, facts)

    def _needs(self, part: Part) -> Iterator[_Need]:
        for reason in part.because:
            if reason.facet == "offer":
                bands = self._policy.rules[reason.rule].bands
                until = bands[reason.band - 1].until if reason.band else None
                known = {until.term} if until else set()
            else:
                known = {used.term for used in reason.terms}
            yield from (_Need(used.term, path=used.path) for used in reason.terms if used.term in known)
        for name in self._asked:
            if name not in self._policy.terms:
                values = (one for option in part.options for one in values_of_option(part, option, name))
                yield from (_Need(name, value) for value in dict.fromkeys(values))

    def _is_told(self, cuts: tuple[bool, ...], need: _Need) -> bool:
        key = (cuts, need)
        if key not in self._told:
            says = self._says_of(cuts)
            self._told[key] = says.states(need.name, need.value) if need.value else _quotes(says.reply, need)
        return self._told[key]

    def _says_of(self, cuts: tuple[bool, ...]) -> Says:
        if cuts not in self._says:
            marks = [mark for mark, is_gone in zip(self.reply.body.marks, cuts, strict=True) if is_gone]
            self._says[cuts] = Says(self._policy, cut(self.reply, marks))
        return self._says[cuts]

    def _taken_by(self, cuts: tuple[bool, ...], need: _Need) -> Mark:
        """The mark without which it would be said; where several take it away, the first."""
        gone = [at for at, is_gone in enumerate(cuts) if is_gone]
        for at in gone:
            if self._is_told(tuple(one and other != at for other, one in enumerate(cuts)), need):
                return self.reply.body.marks[at]
        return self.reply.body.marks[gone[0]]


def _quotes(reply: Reply, need: _Need) -> bool:
    return any(_is_of(each, need) for each in reply.body.quotations)


def _is_of(quotation: Quotation, need: _Need) -> bool:
    """Whether a quotation is of this term, and of no other row than those that led to its value."""
    if need.name not in quotation.names:
        return False
    rows = {value for _, value in _ROW.findall(quotation.source.partition("|")[0])}
    return rows <= {*need.path}
