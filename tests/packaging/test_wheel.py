"""The wheel is what people install: it has to carry all that a checkout has, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.projects import AS_OF, make_small

BUILD = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir")


@pytest.fixture(scope="module")
def wheel(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    surroundings = {**os.environ, "SOURCE_DATE_EPOCH": "1764547200"}
    run = subprocess.run(
        [*BUILD, str(folder), str(project_root)], capture_output=True, text=True, check=False, env=surroundings
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return next(folder.glob("*.whl"))


def _tracked(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }


def test_the_wheel_carries_every_module_and_data_file_of_the_generator(wheel: Path, project_root: Path) -> None:
    """Codes and phrasebooks are data: a wheel without them cannot report a single finding."""
    names = {name.removeprefix("generator/") for name in ZipFile(wheel).namelist() if name.startswith("generator/")}
    carried = {name for name in names if not name.startswith("_overrides/")}
    assert carried == _tracked(project_root / "generator")


def test_the_wheel_carries_the_templates_inside_the_package(wheel: Path, project_root: Path) -> None:
    """Outside this repository there is no overrides/ to look into."""
    prefix = "generator/_overrides/"
    carried = {name.removeprefix(prefix) for name in ZipFile(wheel).namelist() if name.startswith(prefix)}
    assert carried == _tracked(project_root / "overrides")


def test_the_wheel_puts_nothing_beside_the_package(wheel: Path) -> None:
    """A wheel that installs tests or overrides at the top level collides with other projects."""
    assert {name.split("/")[0] for name in ZipFile(wheel).namelist()} == {"generator", "samepage-0.1.0.dist-info"}


def test_the_installed_wheel_checks_and_builds_a_project_from_anywhere(wheel: Path, tmp_path: Path) -> None:
    """Nothing may be looked up beside the sources: the wheel runs from a folder of its own, in another folder.

    A project without templates is checked and built with those of the wheel.
    """
    with ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    surroundings = {**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "PYTHONSAFEPATH": "1"}
    where = subprocess.run(
        [sys.executable, "-c", "import generator; print(generator.__file__)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env=surroundings,
    )
    assert where.stdout.startswith(str(tmp_path)), "this test would examine the checkout"
    bare = make_small(tmp_path / "bare", templates=False)
    whole = make_small(tmp_path / "whole")
    for command, project in (("check", bare), ("build", bare), ("build", whole)):
        run = subprocess.run(
            [sys.executable, "-m", "generator", command, "-C", project, "--as-of", AS_OF.isoformat()],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env=surroundings,
        )
        assert run.returncode == 0, run.stdout + run.stderr
    for audience in ("staff", "buyer"):
        assert _texts(bare / "site" / audience) == _texts(whole / "site" / audience)


def _texts(folder: Path) -> dict[str, bytes]:
    """What the pages, styles and scripts of a site hold."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert found
    return found
