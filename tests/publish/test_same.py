"""The same project gives the same bytes, wherever, whenever and by whomever it is built."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.projects import make_small
from tests.publish.conftest import AS_OF, EPOCH, Forks, copy

OTHERS: dict[str, dict[str, object]] = {
    "another time zone": {"env": {"TZ": "Pacific/Kiritimati"}},
    "a Chinese locale": {"env": {"LC_ALL": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"}},
    "a umask that shuts out others": {"umask": 0o077},
    "a umask that lets everybody in": {"umask": 0o000},
    "another current folder": {"cwd": "/usr"},
}


@pytest.mark.parametrize("other", OTHERS)
def test_a_build_elsewhere_gives_the_same_bytes_and_modes(
    other: str, forks: Forks, built: Path, tmp_path: Path
) -> None:
    project = make_small(tmp_path / "some folder 另一处")
    run = forks.build(project, **OTHERS[other])
    assert run.status == 0, run.out + run.err
    assert forks.tree(project / "site") == forks.tree(built / "site")
    assert (project / ".site.builds").stat().st_mode & 0o777 == 0o755


def test_a_build_on_top_of_others_gives_the_same_bytes(forks: Forks, built: Path, tmp_path: Path) -> None:
    """Merged pages and builds that are there already leave no trace."""
    project = copy(built, tmp_path / "project")
    (project / ".site.builds/merged/en/index.md").write_text("# Old\n", encoding="utf-8")
    (project / ".site.builds/merged/en/gone.md").write_text("# Gone\n", encoding="utf-8")
    assert forks.build(project).status == 0
    assert forks.tree(project / "site") == forks.tree(built / "site")


PLAIN = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""A system that knows nothing but ASCII."""


@pytest.mark.parametrize("own", [{"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "4242", **PLAIN}], ids=["seed", "ascii"])
def test_a_process_of_its_own_gives_the_same_bytes(
    own: dict[str, str], forks: Forks, built: Path, tmp_path: Path, project_root: Path
) -> None:
    """Neither the order of sets nor what the other tests share (a warm process) gets into the pages."""
    project = make_small(tmp_path / "project")
    command = [sys.executable, "-m", "generator", "build", "-C", str(project), *AS_OF]
    env = {**os.environ, **EPOCH, **own}
    run = subprocess.run(command, env=env, capture_output=True, text=True, check=False, cwd=project_root)
    assert run.returncode == 0, run.stdout + run.stderr
    assert forks.tree(project / "site") == forks.tree(built / "site")
