"""The ways in which a sentence of a reply is copied: whole, and without the parts that are written for other cases.

The page of a case leaves such parts out, and what it copies is a reply of today like any other. So the page that checks
saved replies knows every form that any case can give a sentence, and none besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from generator.agreement.cutting import Condition, condition_of, fits
from generator.playbook.page import Asked, Mark
from generator.policy.model import FactKind, Policy

_OPENED, _CLOSED = "\ue002{}\ue003", "\ue004{}\ue005"
_SIGN = re.compile("([\ue002\ue004])(\\d+)[\ue003\ue005]")
_ONE = (FactKind.ONE_OF, FactKind.COUNTRIES)
"""Facts of which a case has one value."""

Span = tuple[int, int]
Tests = tuple[Asked, ...]


def signs_of(marks: Sequence[Mark]) -> Iterator[tuple[int, int, str]]:
    """What stands for each mark and for its end while the text becomes plain: from where to where, and what."""
    for at, mark in enumerate(marks):
        yield mark.start, mark.begin, _OPENED.format(at)
        yield mark.end, mark.after, _CLOSED.format(at)


def parted(block: str) -> tuple[str, dict[int, Span]]:
    """A paragraph without these signs, and from where to where each mark reaches in it."""
    text, at = "", 0
    starts: dict[int, int] = {}
    spans: dict[int, Span] = {}
    for sign in _SIGN.finditer(block):
        text, at = text + block[at : sign.start()], sign.end()
        number = int(sign[2])
        if sign[1] == _OPENED[0]:
            starts[number] = len(text)
        else:
            spans[number] = (starts.pop(number, 0), len(text))
    text += block[at:]
    return text, spans | {number: (start, len(text)) for number, start in starts.items()}


def together(sentences: Sequence[Span], spans: Mapping[int, Span]) -> Iterator[tuple[Span, bool]]:
    """Sentences that a cut can join are one piece; and whether all of the piece is for some cases only."""
    start = 0
    for at, (_, end) in enumerate(sentences):
        # A mark that takes the end of a sentence, but not all of it, joins what is left to the next.
        joins = any(
            (begin < end <= stop and begin > sentences[start][0]) or begin < end < stop < _end_of(sentences, stop)
            for begin, stop in spans.values()
        )
        if joins and at + 1 < len(sentences):
            continue
        piece = (sentences[start][0], end)
        yield piece, any(begin <= piece[0] and piece[1] <= stop for begin, stop in spans.values())
        start = at + 1


def _end_of(sentences: Sequence[Span], stop: int) -> int:
    """Where the sentence ends in the middle of which something stops; 0 where it stops between sentences."""
    return next((end for begin, end in sentences if begin < stop < end), 0)


def forms_of(policy: Policy, text: str, piece: Span, spans: Mapping[int, Span], marks: Sequence[Mark]) -> list[str]:
    """What any case leaves of a piece, the whole first."""
    start, end = piece
    around = {at for at, (begin, stop) in spans.items() if begin <= start and end <= stop}
    within = {at for at, (begin, stop) in spans.items() if at not in around and begin < end and start < stop}
    found = [text[start:end]]
    if not within:
        return found
    for gone in _cut_together(policy, {at: marks[at] for at in sorted(around | within)}):
        if not gone & around:
            lost = {place for at in gone for place in range(*spans[at])}
            found.append("".join(text[place] for place in range(start, end) if place not in lost))
    return list(dict.fromkeys(found))


def _cut_together(policy: Policy, marks: Mapping[int, Mark]) -> set[frozenset[int]]:
    """Which of these marks are cut in the same case, for all cases that there can be."""
    asked: dict[Tests, Condition] = {}
    for mark in marks.values():
        condition = condition_of(policy, mark)
        if isinstance(condition, Condition):
            asked[mark.tests] = condition
    kinds = {name: fact.kind for name, fact in policy.scopes.facts.items()}
    one = {name for each in asked.values() for name in each.facts if kinds.get(name) in _ONE}
    told = {name: _told(name, asked.values()) for name in sorted(one)}
    others = list(dict.fromkeys(_other(each, one) for each in asked.values() if _other(each, one)))
    found = set()
    for values in product(*told.values()):
        case = dict(zip(told, values, strict=True))
        known = {
            tests: [fits(said, case[name]) for name, said in each.facts.items() if name in one]
            for tests, each in asked.items()
        }
        for decided in product((True, False, None), repeat=len(others)):
            state = dict(zip(others, decided, strict=True))
            holds = {
                tests: _all([*known[tests], *([state[_other(each, one)]] if _other(each, one) else [])])
                for tests, each in asked.items()
            }
            found.add(frozenset(at for at, mark in marks.items() if holds.get(mark.tests) is mark.denied))
    return found


def _told(name: str, conditions: Iterable[Condition]) -> list[tuple[str] | None]:
    """Of a fact one value for each way to answer all that is asked; an empty one fits nowhere, None is not known."""
    asked = [each.facts[name] for each in conditions if name in each.facts]
    values = ["", *(part for said in asked for value in said for part in (value, value.partition("-")[0]))]
    alike = {tuple(fits(said, (value,)) for said in asked): (value,) for value in values}
    return [*alike.values(), None]


def _other(condition: Condition, one: set[str]) -> str:
    """What a condition asks besides, which may hold or not whatever is told."""
    rest = [f"{name}={values}" for name, values in condition.facts.items() if name not in one]
    return "&".join([*rest, *(f"{name}={values}" for name, values in condition.facets.items())])


def _all(found: list[bool | None]) -> bool | None:
    return False if False in found else None if None in found else True
