"""What of a reply is left in one case: parts that are written for other cases are cut.

A mark asks for facts and events of the case and for facets of what is decided. Of several options one that fits is
enough; a fact that is not known may hold, and so may everything about an answer that offers nothing. The page of a case
asks the same (``overrides/assistant/cut.js``), of what ``condition_of`` makes of the marks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from generator.agreement.stating import values_in
from generator.decisions.clock import NOT_YET
from generator.decisions.decision import Granted, Part, Value
from generator.decisions.situation import Situation
from generator.playbook.page import Mark, Quotation, Reply, Template
from generator.policy.kept import kept
from generator.policy.lookup import leaves
from generator.policy.model import FactKind, Offer, Policy
from generator.policy.regions import is_region

FACETS = (
    "offer choice goods postage outbound duties label return_to methods send_by receive_by "
    "refund.to refund.by refund.bank valid evidence fees also"
).split()
"""What of a decision a mark can ask for; a dot is written as ``_``."""
_FAMILIES = ("fees", "also")
HAPPENED, OPEN = "happened", "not_yet"
"""What a mark can ask of an event."""
_ASKED = (FactKind.ONE_OF, FactKind.ANY_OF, FactKind.COUNTRIES)
_ITEM = r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]"
_BLOCK = re.compile(rf"(?:\A|\n[ \t]*\n|\n(?={_ITEM}))(?:{_ITEM}+)?")

Asked = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Condition:
    """What a mark asks: of facts the values that fit, countries one by one; of facets as decisions have them.

    ``facts`` has events as well.
    """

    denied: bool
    facts: Asked
    facets: Asked


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name or a value that the policy does not have, and those that come near."""

    text: str
    near: str


def condition_of(policy: Policy, mark: Mark) -> Condition | Unknown:
    """What a mark asks, in the words of situations and decisions."""
    facts: dict[str, tuple[str, ...]] = {}
    facets: dict[str, tuple[str, ...]] = {}
    for test in mark.tests:
        fact = policy.scopes.facts.get(test.name)
        if fact is not None and fact.kind in _ASKED:
            known = _values_of_fact(policy, test.name)
            if unknown := _unknown(test.name, test.values, known, countries=fact.kind is FactKind.COUNTRIES):
                return unknown
            facts[test.name] = tuple(dict.fromkeys(one for said in test.values for one in known.get(said, (said,))))
            continue
        if test.name in policy.scopes.events:
            if unknown := _unknown(test.name, test.values, {HAPPENED: (), OPEN: ()}):
                return unknown
            facts[test.name] = test.values
            continue
        name = next((one for one in FACETS if one.replace(".", "_") == test.name), None)
        if name is None:
            names = [
                *(id for id, one in policy.scopes.facts.items() if one.kind in _ASKED),
                *policy.scopes.events,
                *FACETS,
            ]
            return Unknown(test.name, _near(test.name, [one.replace(".", "_") for one in names]))
        known = _values_of_facet(policy, name)
        if unknown := _unknown(test.name, test.values, known):
            return unknown
        facets[name] = tuple(dict.fromkeys(one for said in test.values for one in known[said]))
    return Condition(mark.denied, facts, facets)


def _unknown(name: str, said: Sequence[str], known: Asked, *, countries: bool = False) -> Unknown | None:
    for value in said:
        if value not in known and not (countries and is_region(value)):
            return Unknown(f'{name}="{value}"', _near(value, list(known)))
    return None


def _near(text: str, known: Sequence[str]) -> str:
    return " / ".join(get_close_matches(text, known, 3, 0.5)) or ", ".join(known)


def _values_of_fact(policy: Policy, name: str) -> Asked:
    groups = {id: group.members for id, group in policy.scopes.groups.items() if group.axis == name}
    return {**{value: (value,) for value in policy.scopes.facts[name].values}, **groups}


@kept
def _facets_of(policy: Policy) -> dict[str, Asked]:
    """The values of the facets that have been asked for."""
    return {}


def _values_of_facet(policy: Policy, name: str) -> Asked:
    """The values that any rule gives a facet, each as decisions have it: of a term what it comes to in each row."""
    known = _facets_of(policy)
    if name not in known:
        known[name] = _find_values(policy, name)
    return known[name]


def _find_values(policy: Policy, name: str) -> Asked:
    if name == "offer":
        return {one.value: (one.value,) for one in Offer}
    found: dict[str, tuple[str, ...]] = {}
    for rule in policy.rules.values():
        for value in values_in(rule, name, _FAMILIES):
            if not value.startswith("$"):
                found[value] = (value,)
            else:
                found[value[1:]] = tuple(dict.fromkeys(str(leaf) for _, leaf in leaves(policy.terms[value[1:]].value)))
    return found


# ---------------------------------------------------------------------------------- what is left in a case


def is_cut(condition: Condition, situation: Situation, part: Part) -> bool:
    """Whether what is so marked says nothing about this case."""
    return _holds(condition, situation, part) is condition.denied


def _holds(condition: Condition, situation: Situation, part: Part) -> bool | None:
    """None where it is not known."""
    found = [fits(values, _known(situation, name)) for name, values in condition.facts.items()]
    if condition.facets:
        asked = condition.facets.items()
        some = any(all(said_of(part, option, name) & {*values} for name, values in asked) for option in part.options)
        found.append(some if part.options else None)
    return False if False in found else None if None in found else True


def _known(situation: Situation, fact: str) -> Collection[str] | None:
    if fact in situation.words:
        return (situation.words[fact],)
    if fact in situation.events:
        return (OPEN if situation.events[fact] is NOT_YET else HAPPENED,)
    return situation.flags.get(fact)


def fits(values: Sequence[str], said: Collection[str] | None) -> bool | None:
    """Whether what is told is among the values. Of a country any state may be meant; a state is in its country."""
    if said is None:
        return None
    if any(one in values or one.partition("-")[0] in values for one in said):
        return True
    return None if any(value.startswith(f"{one}-") for one in said for value in values) else False


def said_of(part: Part, option: Granted, name: str) -> set[str]:
    """What an option has for a facet: values, kinds of evidence, names of fees; deadlines as the policy writes them."""
    if name == "offer":
        return {option.offer}
    if name == "choice":
        return {part.choice} if part.choice else set()
    if name == "evidence":
        return {*part.evidence}
    if name in _FAMILIES:
        return {one.partition(".")[2] for one in option.facets if one.partition(".")[0] == name}
    value: Value | None = option.facets.get(name, part.facets.get(name))
    return set() if value is None else {value} if isinstance(value, str) else {*_told(value)}


def _told(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else (value.rule,)


def cut(reply: Reply, marks: Iterable[Mark]) -> Reply:
    """The reply without these parts, without marks, and without paragraphs and items of which nothing is left."""
    body = reply.body
    gone = [(mark.start, mark.after) for mark in marks]
    bare = list(body.text)
    for start, end in (*gone, *body.braces):
        bare[start:end] = "\x00" * (end - start)
    text = "".join(bare)
    blocks = list(_BLOCK.finditer(text))
    for block, after in zip(blocks, [*(one.start() for one in blocks[1:]), len(text)], strict=True):
        said = text[block.end() : after]
        if "\x00" in said and not said.replace("\x00", "").strip():
            gone.append((block.start(), after))
    return replace(reply, body=_without(body, [*gone, *body.braces]))


def _without(body: Template, spans: Iterable[tuple[int, int]]) -> Template:
    pieces: list[str] = []
    quotations: list[Quotation] = []
    at = gone = 0
    for start, end in [*sorted(spans), (len(body.text), len(body.text))]:
        pieces.append(body.text[at:start])
        quotations += [
            Quotation(each.source, each.start - gone, each.end - gone, each.place, each.names, each.run)
            for each in body.quotations
            if at <= each.start < start
        ]
        gone += max(end - max(start, at), 0)
        at = max(end, at)
    return Template("".join(pieces), tuple(quotations), body.place)
