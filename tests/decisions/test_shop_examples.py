"""The shop's own examples: each decides as somebody worked it out, and together they show the whole policy."""

from __future__ import annotations

import importlib
import importlib.util
import itertools
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from generator.decisions.compiling import compile_policy
from generator.decisions.examples import Example, check_examples, differences_of, load_examples
from generator.decisions.program import Program
from generator.decisions.sides import Boundary, Kind, boundaries_met, boundaries_of
from generator.decisions.situation import Situation
from generator.decisions.versions import History
from generator.finding import LANGUAGES
from generator.language.read import read
from generator.policy.load import load_policy
from generator.policy.model import Policy
from generator.policy.published import load_published

ROOT = Path(__file__).resolve().parent.parent.parent
VECTORS = "generator.decisions.vectors"


@cache
def the_policy() -> tuple[Policy, History, Program]:
    policy, findings = load_policy(ROOT)
    assert policy is not None, [finding.message() for finding in findings]
    published, findings = load_published(ROOT)
    assert not findings
    return policy, History(policy, published), compile_policy(policy)


@cache
def the_examples() -> dict[str, Example]:
    return {example.id: example for example in load_examples(ROOT, the_policy()[1])}


@pytest.mark.parametrize("id", list(the_examples()))
def test_an_example_decides_as_expected(id: str) -> None:
    example = the_examples()[id]
    found = differences_of(example, the_policy()[1].decide(example.situation))
    assert not found, [f"{one.place} {one.facet}: {one.expected} expected, {one.decided} decided" for one in found]


def test_every_rule_wins_and_every_precedence_is_used() -> None:
    """So do the checks say, which would also name an example that cannot be read."""
    policy, history, _ = the_policy()
    left = check_examples(ROOT, policy, history)
    assert not left, [f"{finding.place} {finding.message()}" for finding in left]


def test_examples_stand_on_both_sides_of_every_boundary() -> None:
    """The last and the first day of every band, the cents beside every amount, both approvers beside every limit."""
    assert not sorted(map(str, missed(())))


if importlib.util.find_spec(VECTORS) is not None:

    def test_generated_vectors_stand_on_both_sides_in_every_row() -> None:
        """Rows are many and alike (a limit for each country): what no example shows, a generated situation does."""
        policy, _, _ = the_policy()
        vectors = importlib.import_module(VECTORS)
        assert not sorted(map(str, missed(vectors.vectors_of(policy), Kind.ROW)))


def missed(more: Iterable[Situation], *also: Kind) -> frozenset[Boundary]:
    """The sides on which no example stands, nor any of the situations beside them."""
    _, history, program = the_policy()
    wanted = {one for one in boundaries_of(program) if one.kind is not Kind.ROW or one.kind in also}
    return frozenset(wanted - boundaries_met(history, [*(one.situation for one in the_examples().values()), *more]))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_titles_and_stories_type_no_value(lang: str) -> None:
    """They stand on pages, where every value is the policy's or worked out from it."""
    texts = [(one.id, text[lang]) for one in the_examples().values() for text in (one.title, one.story) if text]
    assert [(id, found.text) for id, text in texts for found in read(text, lang, dollar="USD")] == []


def test_titles_tell_examples_apart() -> None:
    for lang in LANGUAGES:
        titles = [example.title[lang] for example in the_examples().values()]
        assert [title for title in titles if titles.count(title) > 1] == []


@pytest.mark.parametrize("id", ["cheap_defective", "food_spoiled"])
def test_what_does_not_come_back_is_not_repaired(id: str) -> None:
    """Nobody mends food, nor a thing that stays with the buyer."""
    given, history = the_examples()[f"disputes/{id}"].situation, the_policy()[1]
    sides = (frozenset[str](), frozenset(("repaired_once",))), ("US", "DE", "AU"), (5, 200)
    for flags, region, days in itertools.product(*sides):
        now = replace(given.now, day=given.now.day + days)
        events = {**given.events, "reported": now}
        here = replace(given, words={**given.words, "region": region}, flags={"flags": flags}, events=events, now=now)
        offers = {option.offer for option in history.decide(here).decision.buyer.options}
        assert "replace" in offers, here
        assert "repair" not in offers, here
