"""Small projects to break: copies of ``tests/small``, with the templates of this project."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from generator.finding import Finding
from generator.pipeline import Checked, Unwatched, check_project
from generator.policy.load import load_policy
from generator.policy.model import Policy
from generator.policy.published import FOLDER, freeze
from generator.policy.values import Day

HERE = Path(__file__).resolve().parent
AS_OF = date(2026, 12, 1)


def make_small(folder: Path, *, templates: bool = True) -> Path:
    """A sound project of one rule, one playbook and one reply in ``folder``."""
    shutil.copytree(HERE / "small", folder, dirs_exist_ok=True)
    if templates:
        shutil.copytree(HERE.parent / "overrides", folder / "overrides", dirs_exist_ok=True)
    return folder


def edit(project: Path, path: str, old: str, new: str) -> None:
    """Replace ``old``, which must stand in the file, by ``new``."""
    file = project / path
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} does not stand in {path}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def load_edited(root: Path, folder: Path, path: str, old: str, new: str) -> Policy:
    """The policy of the project in ``root``, copied into ``folder`` and edited there; it has to load."""
    shutil.copytree(root / "policies", folder / "policies")
    edit(folder, path, old, new)
    policy, findings = load_policy(folder)
    assert policy is not None, findings
    return policy


def publish(project: Path, version: str, effective: str, *edits: tuple[str, str, str]) -> None:
    """Publish the project's policy as it would be with these edits (path, old, new), as a version of its own."""
    with TemporaryDirectory() as folder:
        then = shutil.copytree(project / "policies", Path(folder) / "policies").parent
        for path, old, new in edits:
            edit(then, path, old, new)
        policy, findings = load_policy(then)
    assert policy is not None, findings
    day = Day(*map(int, effective.split("-")))
    text = freeze(replace(policy, shop=replace(policy.shop, version=version, effective=day)))
    file = project / FOLDER / f"{version}.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")


def check(project: Path, as_of: date = AS_OF) -> Checked:
    """The project after all checks before a build.

    What was read of templates is kept by their text: those of the next project are mostly the same.
    """
    with patch("generator.pipeline.forget_templates"):
        return check_project(project, as_of, Unwatched())


def told(findings: tuple[Finding, ...]) -> list[str]:
    """The findings as ``path:line:column CODE``."""
    return [f"{finding.place} {finding.code}" for finding in findings]


def tree_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
