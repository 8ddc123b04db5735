"""The compiled policy: integers in one order, and nothing internal in what buyers may have."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from generator.decisions.compiling import compile_policy
from generator.decisions.deciding import Decider
from generator.decisions.program import Program, program_hash, serialise
from generator.policy.load import load_policy
from generator.policy.model import Audience, Policy, Term
from generator.policy.projection import buyer_projection
from generator.policy.values import Money


@pytest.fixture(scope="module")
def policy(project_root: Path) -> Policy:
    found, _ = load_policy(project_root)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def program(policy: Policy) -> Program:
    return compile_policy(policy)


def scalars(value: Any) -> set[type]:
    if isinstance(value, dict):
        return {str} | {kind for inner in value.values() for kind in scalars(inner)}
    if isinstance(value, list):
        return {kind for inner in value for kind in scalars(inner)}
    return {type(value)}


def test_it_holds_texts_and_integers_alone(program: Program) -> None:
    assert scalars(program) == {str, int}


def test_its_text_reads_back_to_the_same_program_that_decides(program: Program) -> None:
    read = json.loads(serialise(program))
    assert read == program
    assert Decider(read).evaluator.masks == Decider(program).evaluator.masks


def test_a_new_value_is_a_new_hash(policy: Policy, program: Program) -> None:
    term = policy.terms["returns.restocking_fee"]
    changed = replace(policy, terms=MappingProxyType({**policy.terms, term.id: _plain(term)}))
    assert program_hash(compile_policy(changed)) != program_hash(program)
    assert program_hash(compile_policy(policy)) == program_hash(program)


def _plain(term: Term) -> Term:
    return replace(term, value=Money(1, 1, "USD"))


def test_the_program_for_buyers_says_nothing_internal(policy: Policy) -> None:
    public = compile_policy(buyer_projection(policy))
    text = serialise(public)
    for facet in ("approval", "reply", "bears", "appeal"):
        assert f'"{facet}":' not in text
    assert '"charge.' not in text
    assert (public["ladders"], public["escalations"]) == ({}, [])
    seller = {section.id for section in policy.sections.values() if section.to is Audience.SELLER}
    assert not any(f'"{section}.' in text for section in seller)


def test_an_internal_change_leaves_the_program_for_buyers_as_it_is(policy: Policy) -> None:
    seller = {id for id, section in policy.sections.items() if section.to is Audience.SELLER}
    without = replace(
        policy,
        sections=MappingProxyType({id: one for id, one in policy.sections.items() if id not in seller}),
        rules=MappingProxyType({id: rule for id, rule in policy.rules.items() if rule.section not in seller}),
        terms=MappingProxyType({id: term for id, term in policy.terms.items() if term.section not in seller}),
        ladders=MappingProxyType({}),
        escalations=MappingProxyType({}),
    )
    assert program_hash(compile_policy(buyer_projection(without))) == program_hash(
        compile_policy(buyer_projection(policy))
    )
