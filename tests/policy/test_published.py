"""Published versions: frozen once, read back as they were, and found out where somebody changed one."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.finding import LANGUAGES, Finding
from generator.policy.canonical import canonical, policy_hash
from generator.policy.files import LARGEST
from generator.policy.load import load_policy
from generator.policy.model import Policy
from generator.policy.published import FOLDER, Published, check_working, freeze, load_published
from generator.policy.values import Day

HERE = Path(__file__).parent
TESTS = HERE.parent
PROJECTS = {
    "the shop": TESTS.parent,
    "small": TESTS / "small",
    "shape": HERE / "shape",
    "lamp shop": TESTS / "language" / "lamp_shop",
    **{path.parent.name: path.parent for path in sorted((TESTS / "cases").glob("*/decisions.yaml"))},
}


@cache
def policy_of(name: str) -> Policy:
    policy, findings = load_policy(PROJECTS[name])
    assert policy is not None, [finding.message() for finding in findings]
    return policy


def dated(policy: Policy, version: str, day: str) -> Policy:
    """The policy as another version."""
    effective = Day(*map(int, day.split("-")))
    return replace(policy, shop=replace(policy.shop, version=version, effective=effective))


def publish(root: Path, text: str | bytes, name: str = "2026.1.json") -> Path:
    file = root / FOLDER / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def read_one(root: Path, text: str | bytes) -> Policy:
    publish(root, text)
    (one,), findings = load_published(root)
    assert findings == ()
    return one.policy


def said(findings: tuple[Finding, ...]) -> list[str]:
    """Code and place of each; every message and hint can be told in both languages."""
    for finding in findings:
        for lang in LANGUAGES:
            assert finding.message(lang)
            assert finding.hint(lang)
    return [f"{finding.code} {finding.place}" for finding in findings]


# ------------------------------------------------------------------------------------------------ there and back


@pytest.mark.parametrize("name", PROJECTS)
def test_a_version_is_read_back_as_it_was_published(name: str, tmp_path: Path) -> None:
    policy = policy_of(name)
    back = read_one(tmp_path, freeze(policy))
    assert canonical(back) == canonical(policy)
    assert policy_hash(back) == policy_hash(policy)
    assert freeze(back) == freeze(policy)


@pytest.mark.parametrize("name", PROJECTS)
def test_a_version_keeps_the_order_in_which_pages_tell_it(name: str, tmp_path: Path) -> None:
    """Also where a term and a rule have the same id."""
    policy = policy_of(name)
    back = read_one(tmp_path, freeze(policy))
    assert list(back.sections) == list(policy.sections)
    assert list(back.terms) == list(policy.terms)
    assert list(back.rules) == list(policy.rules)


def test_every_place_of_a_published_version_is_its_file(tmp_path: Path) -> None:
    back = read_one(tmp_path, freeze(policy_of("shape")))
    assert {str(rule.place) for rule in back.rules.values()} == {f"{FOLDER}/2026.1.json:1:1"}


@given(seed=st.integers(), name=st.sampled_from(sorted(PROJECTS)))
def test_a_file_whose_keys_were_sorted_otherwise_is_the_same_version(
    seed: int, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Nor do spaces and escapes matter: the hash is of the data."""
    chance = random.Random(seed)

    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: shuffled(value[key]) for key in chance.sample(list(value), len(value))}
        return [shuffled(one) for one in value] if isinstance(value, list) else value

    frozen = json.loads(freeze(policy_of(name)))
    text = json.dumps(
        {**shuffled(frozen), "order": frozen["order"]}, ensure_ascii=True, indent=chance.choice([None, 3])
    )
    back = read_one(tmp_path_factory.mktemp("shuffled"), text)
    assert canonical(back) == canonical(policy_of(name))


def test_there_need_be_no_published_version(tmp_path: Path) -> None:
    assert load_published(tmp_path) == ((), ())


def test_versions_come_in_the_order_in_which_they_came_into_force(tmp_path: Path) -> None:
    shape = policy_of("shape")
    publish(tmp_path, freeze(dated(shape, "a", "2026-03-01")), "z.json")
    publish(tmp_path, freeze(dated(shape, "b", "2025-03-01")), "m.json")
    publish(tmp_path, freeze(dated(shape, "c", "2027-03-01")), "a.json")
    publish(tmp_path, "notes", "README.md")
    published, findings = load_published(tmp_path)
    assert findings == ()
    assert [one.version for one in published] == ["b", "a", "c"]
    assert [str(one.effective) for one in published] == ["2025-03-01", "2026-03-01", "2027-03-01"]


# ------------------------------------------------------------------------------------------------ edited


def _longer_window(frozen: dict[str, Any]) -> None:
    frozen["policy"]["terms"]["returns.eea"]["value"] = "15 days from delivered"


def _other_version(frozen: dict[str, Any]) -> None:
    frozen["version"] = "2099.1"


def _later(frozen: dict[str, Any]) -> None:
    frozen["effective"] = "2099-01-01"


def _reordered(frozen: dict[str, Any]) -> None:
    frozen["order"]["returns"].append("returns.nothing")


def _no_rule(frozen: dict[str, Any]) -> None:
    del frozen["policy"]["rules"]["returns.excluded"]


def _other_hash(frozen: dict[str, Any]) -> None:
    frozen["hash"] = 1


@pytest.mark.parametrize("edit", [_longer_window, _other_version, _later, _reordered, _no_rule, _other_hash])
def test_a_file_that_was_edited_is_found_out(edit: Callable[[dict[str, Any]], None], tmp_path: Path) -> None:
    """Also beside the policy, of which the hash is taken."""
    frozen = json.loads(freeze(policy_of("shape")))
    edit(frozen)
    publish(tmp_path, json.dumps(frozen))
    published, findings = load_published(tmp_path)
    assert published == ()
    assert said(findings) == [f"SP277 {FOLDER}/2026.1.json:1:1"]


# ------------------------------------------------------------------------------------------------ unreadable


def _rehashed(change: Callable[[dict[str, Any]], None]) -> str:
    """A file that was changed by somebody who knows how the hash is made."""
    frozen = json.loads(freeze(policy_of("shape")))
    change(frozen["policy"])
    text = json.dumps(frozen["policy"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    frozen["hash"] = hashlib.sha256(text.encode()).hexdigest()
    return json.dumps(frozen)


def _frozen_with(**parts: object) -> str:
    return json.dumps(json.loads(freeze(policy_of("shape"))) | parts)


UNREADABLE = {
    "not JSON": "samepage: 1",
    "empty": "",
    "half of it": freeze(policy_of("shape"))[:500],
    "not UTF-8": b'{"samepage": 1, "version": "\xff"}',
    "a list": "[]",
    "another format": _frozen_with(samepage=2),
    "nothing else": '{"samepage": 1}',
    "too deep": "[" * 100_000,
    "half a character": '{"samepage": 1, "version": "", "effective": "", "hash": "", "order": {}, "policy": "\\ud800"}',
    "a number too long": '{"samepage": ' + "1" * 5_000 + "}",
    "order is a list": _frozen_with(order=[]),
    "order of numbers": _frozen_with(order={"returns": 5}),
    "an unknown key": _rehashed(lambda policy: policy.update(secret=1)),
    "no shop": _rehashed(lambda policy: policy.pop("shop")),
    "a value that is none": _rehashed(lambda policy: policy["terms"]["returns.eea"].update(value="soon")),
    "a value of two kinds": _rehashed(lambda policy: policy["terms"]["returns.eea"].update(value={"a": [], "b": []})),
    "an unknown offer": _rehashed(
        lambda policy: policy["rules"]["returns.excluded"]["bands"][0]["options"][0].update(offer="gift")
    ),
    "a day without a year": _rehashed(lambda policy: policy["shop"].update(effective="12-01")),
    "a policy of text": _rehashed(lambda policy: policy.update(terms="returns")),
}


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_file_that_cannot_be_read_is_a_finding_and_no_crash(text: str | bytes, tmp_path: Path) -> None:
    publish(tmp_path, text)
    published, findings = load_published(tmp_path)
    assert published == ()
    assert said(findings) == [f"SP279 {FOLDER}/2026.1.json:1:1"]


def test_a_file_that_lacks_a_part_says_which(tmp_path: Path) -> None:
    publish(tmp_path, '{"samepage": 1, "version": "2026.1", "effective": "2026-01-01"}')
    _, (finding,) = load_published(tmp_path)
    assert "it has no hash" in finding.message("en")
    assert "缺少 hash" in finding.message("zh")


def test_one_bad_file_does_not_hide_the_others(tmp_path: Path) -> None:
    publish(tmp_path, "{", "2025.1.json")
    publish(tmp_path, freeze(policy_of("shape")))
    published, findings = load_published(tmp_path)
    assert len(published) == 1
    assert said(findings) == [f"SP279 {FOLDER}/2025.1.json:1:1"]


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    publish(tmp_path, freeze(policy_of("shape")) + " " * LARGEST)
    assert said(load_published(tmp_path)[1]) == [f"SP103 {FOLDER}/2026.1.json:1:1"]


def test_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    outside = publish(tmp_path / "outside", freeze(policy_of("shape")))
    project = tmp_path / "project"
    (project / FOLDER).mkdir(parents=True)
    (project / FOLDER / "2026.1.json").symlink_to(outside)
    assert said(load_published(project)[1]) == [f"SP102 {FOLDER}/2026.1.json:1:1"]


def test_a_folder_linked_from_outside_is_refused(tmp_path: Path) -> None:
    publish(tmp_path / "outside", freeze(policy_of("shape")))
    (tmp_path / "project" / "policies").mkdir(parents=True)
    (tmp_path / "project" / FOLDER).symlink_to(tmp_path / "outside" / FOLDER)
    assert said(load_published(tmp_path / "project")[1]) == [f"SP102 {FOLDER}/2026.1.json:1:1"]


def test_a_file_where_the_folder_should_be_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / FOLDER).write_text("")
    assert said(load_published(tmp_path)[1]) == [f"SP101 {FOLDER}:1:1"]


def test_a_folder_or_a_pipe_that_is_called_like_a_version_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / FOLDER / "2026.1.json").mkdir(parents=True)
    os.mkfifo(tmp_path / FOLDER / "2026.2.json")
    assert said(load_published(tmp_path)[1]) == [
        f"SP101 {FOLDER}/2026.1.json:1:1",
        f"SP101 {FOLDER}/2026.2.json:1:1",
    ]


# ------------------------------------------------------------------------------------------------ overlaps


@pytest.mark.parametrize(
    ("version", "day", "overlaps"),
    [("b", "2026-03-01", True), ("a", "2026-04-01", True), ("b", "2026-03-02", False)],
    ids=["the same day", "the same name", "another name on the next day"],
)
def test_two_versions_share_neither_name_nor_day(version: str, day: str, overlaps: bool, tmp_path: Path) -> None:
    shape = policy_of("shape")
    publish(tmp_path, freeze(dated(shape, "a", "2026-03-01")), "1.json")
    publish(tmp_path, freeze(dated(shape, version, day)), "2.json")
    assert said(load_published(tmp_path)[1]) == ([f"SP278 {FOLDER}/2.json:1:1"] if overlaps else [])


def _published(policy: Policy) -> Published:
    return Published(policy, policy.shop.place)


def test_a_working_policy_is_later_than_all_that_was_published() -> None:
    shape = policy_of("shape")
    published = tuple(_published(dated(shape, name, day)) for name, day in (("a", "2026-03-01"), ("b", "2026-09-01")))
    shop = f"{shape.shop.place}"
    assert said(check_working(dated(shape, "c", "2026-09-02"), published)) == []
    assert said(check_working(dated(shape, "c", "2026-09-01"), published)) == [f"SP278 {shop}"]
    assert said(check_working(dated(shape, "c", "2026-03-01"), published)) == [f"SP278 {shop}"] * 2


def test_a_working_policy_that_was_published_unchanged_is_that_version() -> None:
    shape = policy_of("shape")
    assert check_working(shape, (_published(shape),)) == ()


def test_a_working_policy_that_was_changed_under_a_published_name_is_found_out() -> None:
    """A later day alone makes no new version of it."""
    shape = policy_of("shape")
    changed = replace(shape, claims={}) if shape.claims else replace(shape, concepts={})
    assert said(check_working(changed, (_published(shape),))) == [f"SP276 {shape.shop.place}"]
    later = dated(shape, shape.shop.version, "2099-01-01")
    assert said(check_working(later, (_published(shape),))) == [f"SP276 {shape.shop.place}"]


def test_moving_lines_and_files_about_changes_no_version(tmp_path: Path) -> None:
    project = Path(shutil.copytree(HERE / "shape", tmp_path / "project"))
    file = project / "policies" / "returns.yaml"
    file.write_text("# moved\n\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    moved, _ = load_policy(project)
    assert moved is not None
    assert check_working(moved, (_published(policy_of("shape")),)) == ()
