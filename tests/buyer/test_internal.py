"""Non-interference: nothing that is internal reaches a buyer, by value, by name or by what it leaves behind."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from generator.policy.load import load_policy
from generator.policy.model import Policy
from generator.policy.projection import buyer_projection
from generator.publish.buyer import write_buyer
from tests.buyer.internals import Canaries, change_internals, copy_sources
from tests.projects import tree_of

AS_OF = date(2026, 12, 5)
KINDS = (
    "seller section",
    "reply",
    "note for staff",
    "ladder or escalation",
    "role",
    "word to avoid",
    "claim",
    "seller id",
    "seller section's name",
    "example",
    "playbook",
    "theme",
)


@dataclass(frozen=True)
class Changed:
    """This project's policy before and after all that is internal was changed, and what was planted."""

    before: Policy
    after: Policy
    canaries: Canaries
    trees: tuple[dict[str, bytes], dict[str, bytes]]


def write(policy: Policy, folder: Path, overrides: Path) -> dict[str, bytes]:
    """The buyer tree of a policy, file by file."""
    write_buyer(policy, folder, overrides=overrides, as_of=AS_OF)
    return tree_of(folder)


@pytest.fixture(scope="module")
def changed(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Changed:
    folder = tmp_path_factory.mktemp("internal")
    project = copy_sources(project_root, folder / "project")
    before, found = load_policy(project)
    assert before is not None, found
    canaries = change_internals(project)
    after, found = load_policy(project)
    assert after is not None, [f"{finding.place} {finding.message()}" for finding in found]
    overrides = project_root / "overrides"
    trees = [
        write(buyer_projection(policy), folder / name, overrides) for name, policy in (("a", before), ("b", after))
    ]
    return Changed(before, after, canaries, (trees[0], trees[1]))


def texts(tree: dict[str, bytes]) -> dict[str, str]:
    """What stands in each file, escapes undone, after its name."""
    found = {path: f"{path}\n{html.unescape(data.decode())}" for path, data in tree.items()}
    for path in [each for each in found if each.endswith(".json")]:
        found[path] += json.dumps(json.loads(tree[path]), ensure_ascii=False)
    return found


def leaked(tree: dict[str, bytes], canaries: Canaries) -> list[tuple[str, str]]:
    """(kind, file) of each canary that stands in a file, or in its name."""
    said = texts(tree)
    return [
        (kind, path)
        for kind, planted in canaries.by_kind.items()
        for canary in planted
        for path, text in said.items()
        if canary in text
    ]


def test_every_kind_of_internal_field_was_changed(changed: Changed) -> None:
    assert set(changed.canaries.by_kind) == set(KINDS)
    assert all(changed.canaries.by_kind.values())
    assert changed.after != changed.before


def test_whatever_is_internal_may_change_and_no_byte_for_buyers_does(changed: Changed) -> None:
    before, after = changed.trees
    assert list(before) == list(after)
    assert [path for path, data in before.items() if after[path] != data] == []


def test_no_internal_word_or_name_stands_anywhere_for_buyers(changed: Changed) -> None:
    """Pages, data in pages, policy.json, site map, names of files."""
    paths = set(changed.trees[1])
    assert {"policy.json", "sitemap.xml", "robots.txt", "en/index.html", "zh/index.html"} <= paths
    assert leaked(changed.trees[1], changed.canaries) == []


def test_a_leak_would_be_seen(changed: Changed, project_root: Path, tmp_path: Path) -> None:
    """Without the projection the words of the seller's sections do stand there."""
    kinds = {kind for kind, _ in leaked(write(changed.after, tmp_path, project_root / "overrides"), changed.canaries)}
    assert {"seller section", "seller id"} <= kinds
