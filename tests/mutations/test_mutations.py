"""Whatever is planted is found, at its line, and nothing else is: a sample over all kinds of disagreement."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.finding import Finding, Place
from tests.mutations.planting import LANGS, Edit, Plant, read_world
from tests.mutations.runs import JUDGED, KINDS, Run, choose, match, run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sample is planted; the sound project stays there."""
    return tmp_path_factory.mktemp("mutations")


@pytest.fixture(scope="module")
def sample(folder: Path) -> Run:
    """One plant of every kind, in one of the languages by turns; ``python -m tests.mutations`` plants hundreds."""
    return run(folder, 1, by_turns=True)


def test_this_project_has_no_finding(sample: Run) -> None:
    assert [f"{finding.place} {finding.code}" for finding in sample.clean] == []


def test_every_planted_disagreement_is_found(sample: Run) -> None:
    missed = [outcome.plant for outcome in sample.outcomes if not outcome.found]
    assert [str(plant) for plant in missed if plant.kind not in JUDGED] == []


def test_each_is_found_at_its_line(sample: Run) -> None:
    elsewhere = [outcome.plant for outcome in sample.outcomes if outcome.found and not outcome.placed]
    assert [str(plant) for plant in elsewhere] == []


def test_nothing_else_is_found(sample: Run) -> None:
    others = [finding for outcome in sample.outcomes for finding in outcome.others]
    assert [f"{finding.place} {finding.code}" for finding in (*others, *sample.strays)] == []


def test_the_sample_holds_every_kind_and_both_languages_alike(sample: Run) -> None:
    """A kind for which this project offers no place would pass unseen."""
    planted = [outcome.plant for outcome in sample.outcomes]
    assert {plant.kind for plant in planted} >= set(KINDS) - JUDGED
    counts = [sum(plant.lang == lang for plant in planted) for lang in LANGS]
    assert len(planted) >= 60
    assert abs(counts[0] - counts[1]) <= len(planted) // 10


def test_the_same_seed_plants_the_same(sample: Run, folder: Path) -> None:
    """So that a disagreement that was missed can be looked at again; another seed plants others."""
    world, planted = read_world(folder / "sound"), {outcome.plant for outcome in sample.outcomes}
    assert set(choose(world, 1, by_turns=True)) == planted
    assert set(choose(world, 1, seed=2, by_turns=True)) != planted


def test_a_miss_and_a_false_alarm_are_told() -> None:
    """The match itself can fail: a plant without its finding, one found elsewhere, and a finding without a plant."""

    def planted(name: str) -> Plant:
        path = f"content/en/{name}"
        at = frozenset({(path, 3)})
        edits = (Edit(path, 0, 0, "x"),)
        return Plant("kind", "en", frozenset({name}), edits, frozenset({"SP301"}), at)

    findings = [
        Finding("SP301", Place("content/en/a.md", 3)),
        Finding("SP301", Place("content/en/b.md", 9)),
        Finding("SP402", Place("content/zh/c.md", 3)),
        Finding("SP301", Place("content/en/d.md", 3)),
    ]
    outcomes, strays = match([planted("a.md"), planted("b.md"), planted("c.md")], findings)
    assert [(outcome.found, outcome.placed) for outcome in outcomes] == [(True, True), (True, False), (False, False)]
    assert [outcome.others for outcome in outcomes] == [(), (), (findings[2],)]
    assert strays == [findings[3]]
