"""Whatever the policy and the situation: what is decided is what the ten steps say, word by word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.decisions.compiling import compile_policy
from generator.decisions.deciding import Decider
from generator.decisions.program import program_hash, serialise
from tests.decisions.comparing import decided, expected, situation_of
from tests.decisions.random_policies import Dice, Files, load, policies, situations

BOUNDED = settings(
    deadline=None,
    derandomize=True,  # the same policies every time: what fails here fails for everybody
    database=None,
    phases=[Phase.explicit, Phase.generate],  # a policy as large as these takes minutes to shrink
    suppress_health_check=list(HealthCheck),
)


@settings(BOUNDED, max_examples=70)
@given(st.data())
def test_what_is_decided_is_what_the_ten_steps_say(data: st.DataObject) -> None:
    """Offers, options, facets, amounts, dates, problems, escalations, and because of which rules."""
    files = data.draw(policies())
    policy = load(files)
    decider = Decider.of(policy)
    for _ in range(4):
        situation = data.draw(situations(files))
        for found, wanted in zip(decided(decider, situation), expected(policy, situation), strict=True):
            assert found == wanted, situation


@settings(BOUNDED, max_examples=25)
@given(st.data())
def test_with_facts_missing_it_is_what_all_that_may_be_the_case_have_in_common(data: st.DataObject) -> None:
    """One result: it is given. Several: those are possible, and the facts are named that would tell."""
    files = data.draw(policies(most_rules=4, most_axes=1))
    policy = load(files)
    decider = Decider.of(policy)
    for _ in range(2):
        situation = data.draw(situations(files, missing=2))
        (*parts, due), (*wanted_parts, wanted_due) = decided(decider, situation), expected(policy, situation)
        for found, wanted in zip(parts, wanted_parts, strict=True):
            # What tells only because of what is declared impossible need not be asked for.
            indirect = wanted.needs & {axis for clause in files["scopes"]["impossible"] for axis in clause}
            assert found.needs <= wanted.needs <= found.needs | indirect, situation
            assert replace(found, needs=wanted.needs) == wanted, situation
        assert due == wanted_due, situation


@settings(BOUNDED, max_examples=20)
@given(st.data())
def test_the_order_of_files_rules_keys_rows_and_list_members_never_matters(data: st.DataObject) -> None:
    files = data.draw(policies())
    first, second = load(files), load(data.draw(shuffled(files)))
    assert program_hash(compile_policy(first)) == program_hash(compile_policy(second))
    situation = data.draw(situations(files, missing=1))
    assert decided(Decider.of(first), situation) == decided(Decider.of(second), situation)


@settings(BOUNDED, max_examples=20)
@given(st.data())
def test_a_program_decides_the_same_when_it_has_been_written_and_read(data: st.DataObject) -> None:
    files = data.draw(policies())
    decider = Decider.of(load(files))
    again = Decider(json.loads(serialise(decider.program)))
    for missing in (0, 0, 1):
        situation = situation_of(data.draw(situations(files, missing)), decider)
        assert decider.decide(situation) == again.decide(situation)


@settings(BOUNDED, max_examples=20)
@given(st.data())
def test_there_is_no_float_anywhere(data: st.DataObject) -> None:
    files = data.draw(policies())
    decider = Decider.of(load(files))
    decision = decider.decide(situation_of(data.draw(situations(files)), decider))
    for value in (*everything_in(decider.program), *everything_in(decision)):
        assert value is None or isinstance(value, str | int), repr(value)


def everything_in(value: Any) -> Iterator[Any]:
    """Every text and number, however deep."""
    match value:
        case Enum():
            yield value.value
        case str():
            yield value
        case dict() | list() | tuple():
            for inner in value.items() if isinstance(value, dict) else value:
                yield from everything_in(inner)
        case _ if is_dataclass(value):
            for field in fields(value):
                yield from everything_in(getattr(value, field.name))
        case _ if hasattr(value, "items"):
            yield from everything_in(dict(value.items()))
        case _:
            yield value


ANY_ORDER = ("when", "unless", "over", "evidence", "methods", "closed", "impossible", "members")
"""Lists whose order says nothing; that of bands, options, axes, rungs and parts of deadlines does."""


@st.composite
def shuffled(draw: st.DrawFn, files: Files) -> Files:
    """The same policy with everything in another order that may be."""
    dice = Dice(draw)

    def other(value: Any, may_move: bool) -> Any:
        if isinstance(value, dict):
            names = dice.some(list(value), len(value), len(value))
            return {name: other(value[name], may_move or name in ANY_ORDER) for name in names}
        if isinstance(value, list):
            found = [other(inner, may_move) for inner in value]
            return dice.some(found, len(found), len(found)) if may_move else found
        return value

    moved: Files = other(files, False)
    groups = {
        axis: {id: dice.some(own, len(own), len(own)) for id, own in of_axis.items()}
        for axis, of_axis in moved["scopes"]["groups"].items()
    }
    return {**moved, "scopes": {**moved["scopes"], "groups": groups}}
