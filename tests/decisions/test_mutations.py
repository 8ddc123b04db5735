"""Whatever is changed in the shop's policy by one, somebody notices: a vector, an example, or the checks.

The vectors and what is decided in them lie in ``vectors.json``. After a change that is meant, write it anew:

    .venv/bin/python -m tests.decisions.record
"""

from __future__ import annotations

import copy
import json
from calendar import monthrange
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from generator.decisions.analysis import analyse
from generator.decisions.deciding import Decider
from generator.decisions.examples import load_examples
from generator.decisions.program import Program
from generator.decisions.situation import Situation
from generator.decisions.vectors import Vector, vectors
from generator.decisions.versions import History
from generator.policy.load import load_policy
from generator.policy.model import Offer, Payer, Policy
from generator.policy.published import load_published
from tests.decisions.record import FILE, recorded

ROOT = Path(__file__).resolve().parent.parent.parent
NUMBERS = ("n", "low", "high", "at_least", "at_most")


@cache
def the_policy() -> Policy:
    policy, findings = load_policy(ROOT)
    assert policy is not None, [finding.message() for finding in findings]
    return policy


@cache
def the_decider() -> Decider:
    return Decider.of(the_policy())


@cache
def the_vectors() -> tuple[Vector, ...]:
    return vectors(the_decider())


@cache
def the_situations() -> tuple[tuple[Situation, Any, frozenset[str]], ...]:
    """Every vector and example, what is decided in it, and the rules and terms that this rests on."""
    published, _ = load_published(ROOT)
    situations = [one.situation for one in the_vectors()]
    situations += [one.situation for one in load_examples(ROOT, History(the_policy(), published))]
    return tuple((one, decision, rests_on(decision)) for one in situations for decision in (the_decider().decide(one),))


def rests_on(decision: Any) -> frozenset[str]:
    reasons = [*decision.buyer.because, *decision.seller.because]
    terms = {used.term for why in reasons for used in why.terms} | {one.by.term for one in decision.due}
    values = [value for due in decision.due for value in due.facets.values()]
    terms |= {value.term for value in values if hasattr(value, "term")}
    approvals = {why.facet for why in reasons} & {"approval"} | {one.id for one in decision.due}
    return frozenset(terms | {why.rule for why in reasons} | approvals)


# ------------------------------------------------------------------------------------------------ changes by one


def changes(program: Program) -> Iterator[tuple[str, tuple[Any, ...], Any]]:
    """What is changed, the way to it, and its new value."""
    for term in sorted(decided_by(program)):
        for way, leaf in leaves(program["terms"][term], ("terms", term)):
            yield from of_leaf(term, way, leaf)
    for at, axis in enumerate(program["axes"]):
        for place, cut in enumerate(axis.get("cuts", [])):
            # A cut that only tables of terms make by which nothing is decided is no threshold of a decision.
            for by in (-1, 1) if tells(program, axis["id"], place) else ():
                yield f"{axis['id']} {cut} {by:+}", ("axes", at, "cuts", place), cut + by
    for at, one in enumerate(program["escalations"]):
        for word in ("when", "unless"):
            for place, clause in enumerate(one[word]):
                for axis, classes in clause.items():
                    for case in classes:
                        left = [other for other in classes if other != case]
                        yield f"{one['id']} {word} {axis} {case}", ("escalations", at, word, place, axis), left
    for at, rule in enumerate(program["rules"]):
        for way, layer in layers(rule, ("rules", at)):
            for name in ("postage", "bears"):
                if name in layer:
                    other = next(one.value for one in Payer if one.value != layer[name])
                    yield f"{rule['id']} {name} {other}", (*way, name), other
        for number, band in enumerate(rule["bands"]):
            if "by" in band:
                yield f"{rule['id']} {number + 1} is met by now", ("rules", at, "bands", number, "by"), ""
            for place, option in enumerate(band["options"]):
                taken = [one["offer"] for one in band["options"]]
                other = next(one.value for one in Offer if one.value not in taken)
                yield (
                    f"{rule['id']} {number + 1} {option['offer']} → {other}",
                    ("rules", at, "bands", number, "options", place, "offer"),
                    other,
                )


def decided_by(program: Program) -> set[str]:
    """The terms that decisions rest on; pages alone quote the others."""
    found = {one["by"] for one in program["escalations"]}
    found |= {rung["up_to"] for rungs in program["ladders"].values() for rung in rungs if "up_to" in rung}
    said = [one["facets"] for one in program["escalations"]]
    for rule in program["rules"]:
        found |= {band["until"] for band in rule["bands"] if "until" in band}
        said += [layer for _, layer in layers(rule, ())]
    return found | {text[1:] for layer in said for text in layer.values() if str(text).startswith("$")}


def tells(program: Program, axis: str, cut: int) -> bool:
    """Whether a condition, or a table that decisions rest on, tells the two sides of a cut apart."""
    clauses = [*program["impossible"]]
    for one in (*program["rules"], *program["escalations"]):
        clauses += [*one["when"], *one["unless"]]
    below: list[Any] = [program["terms"][term] for term in decided_by(program)]
    while below:
        tree = below.pop()
        if "by" in tree:
            clauses += [row["when"] for row in tree["rows"]]
            below += [row["value"] for row in tree["rows"]]
    return any((cut in clause[axis]) is not (cut + 1 in clause[axis]) for clause in clauses if axis in clause)


def leaves(tree: Any, way: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if "by" in tree:
        for at, row in enumerate(tree["rows"]):
            yield from leaves(row["value"], (*way, "rows", at, "value"))
    elif "parts" in tree:
        for at, part in enumerate(tree["parts"]):
            yield from leaves(part, (*way, "parts", at))
    else:
        yield way, tree


def of_leaf(term: str, way: tuple[Any, ...], leaf: Any) -> Iterator[tuple[str, tuple[Any, ...], Any]]:
    """Each number by one, in both directions. The notation stays as it was: the number itself has to be noticed.

    What binds nobody, the low end of a range of days and the length of a validity, shows in the notation alone.
    """
    is_time = leaf["kind"] in ("after", "lasts")
    if leaf["kind"] == "lasts" or (is_time and leaf["low"] != leaf["n"]):
        yield f"{term} {leaf['text']} in words", way, {**leaf, "text": f"another {leaf['text']}"}
    if leaf["kind"] == "lasts":
        return
    for by in (-1, 1):
        for name in NUMBERS:
            if name not in leaf or leaf[name] + by < 0 or (is_time and name != "n"):
                continue
            moved = {name: leaf[name] + by}
            if name in ("low", "high") and leaf["low"] == leaf["high"]:
                moved = {"low": leaf["low"] + by, "high": leaf["high"] + by}  # one number, written once
            yield f"{term} {leaf['text']} {name} {by:+}", way, {**leaf, **moved}
        if leaf["kind"] == "day":
            year, month, day = leaf["day"]
            if 1 <= day + by <= monthrange(year, month)[1]:
                yield f"{term} {leaf['text']} {by:+}", way, {**leaf, "day": [year, month, day + by]}


def layers(rule: Any, way: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    yield (*way, "facets"), rule["facets"]
    for at, band in enumerate(rule["bands"]):
        yield (*way, "bands", at, "facets"), band["facets"]
        for place, option in enumerate(band["options"]):
            yield (*way, "bands", at, "options", place, "facets"), option["facets"]


def changed(program: Program, way: tuple[Any, ...], value: Any) -> Any:
    """The program with one value changed; what is not on the way is shared."""
    found: Any = copy.copy(program)
    below = found
    for step in way[:-1]:
        below[step] = copy.copy(below[step])
        below = below[step]
    below[way[-1]] = value
    return found


def is_noticed(way: tuple[Any, ...], program: Any) -> bool:
    """Whether any situation is decided otherwise, those that rest on what was changed first."""
    touched = {way[1]} if way[0] == "terms" else {program["rules"][way[1]]["id"]} if way[0] == "rules" else set()
    touched |= {program["escalations"][way[1]]["id"]} if way[0] == "escalations" else set()
    touched |= (
        {"approval"} if touched & {rung.get("up_to") for own in program["ladders"].values() for rung in own} else set()
    )
    decider = Decider(program)
    near = [one for one in the_situations() if touched & one[2]]
    rest = [one for one in the_situations() if not touched & one[2]]
    return any(decider.decide(situation) != decision for situation, decision, _ in (*near, *rest))


def test_every_change_by_one_is_noticed() -> None:
    """Each number, remedy, payer and case of an escalation: an example or a vector is decided otherwise, or a check
    finds it.
    """
    program = the_decider().program
    unnoticed = []
    for what, way, value in changes(program):
        other = changed(program, way, value)
        if not is_noticed(way, other) and not analyse(the_policy(), Decider(other)):
            unnoticed.append(what)
    assert unnoticed == []


def test_the_vectors_are_decided_as_they_were() -> None:
    """If the change is meant, write them anew: ``python -m tests.decisions.record``."""
    known = json.loads(FILE.read_text(encoding="utf-8"))
    now = recorded(the_decider(), the_vectors())
    assert list(known) == list(now), "other situations are made; see the docstring"
    assert [name for name in known if known[name] != now[name]] == []


def test_the_file_of_vectors_stays_small() -> None:
    assert FILE.stat().st_size < 600_000
