"""A build whose process starts over between its stretches: it stays one process, whatever stops it and wherever."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.publish.site import open_store
from tests.projects import tree_of
from tests.publish.conftest import AS_OF, EPOCH, Forks, leftovers

ROOT = Path(__file__).resolve().parents[2]

WATCH = """
import os, signal, sys
seen = os.open(os.environ["SEEN"], os.O_RDWR | os.O_APPEND | os.O_CREAT)
def note(what):
    time = os.pread(seen, 1 << 20, 0).decode().count(f" {what}")
    os.write(seen, f"{os.getpid()} {what} {time + 1}\\n".encode())
    if os.environ["AT"] == f"{what} {time + 1}":
        os.kill(os.getpid(), int(os.environ["NUMBER"]))
def hear(event, arguments):
    if event == "os.exec":
        note("starts over")
    elif event in ("os.mkdir", "os.rename"):
        note(f"{event} {os.path.basename(os.fspath(arguments[0])).partition('-')[0]}")
note("begins")
sys.addaudithook(hear)
"""
"""What Python runs before the program, after each start: it writes down who does what, and strikes at one deed."""


@dataclass(frozen=True, slots=True)
class Watched:
    """How a build ended, and what it did: (process, deed and how often by then), in order."""

    status: int
    out: str
    err: str
    deeds: tuple[tuple[str, str], ...]


def build(project: Path, folder: Path, at: str = "", number: int = 0) -> Watched:
    """``samepage build`` as somebody runs it; just before a deed it gets the signal of this number."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    seen, path = folder / "seen", os.pathsep.join((str(folder), str(ROOT)))
    env = {**os.environ, **EPOCH, "PYTHONPATH": path, "SEEN": str(seen), "AT": at, "NUMBER": str(number)}
    command = [sys.executable, "-m", "generator", "build", "-C", str(project), *AS_OF]
    run = subprocess.run(command, env=env, capture_output=True, text=True, check=False, cwd=folder)
    lines = [line.split(" ", 1) for line in seen.read_text(encoding="utf-8").splitlines()]
    return Watched(run.returncode, run.stdout, run.stderr, tuple((process, deed) for process, deed in lines))


STRETCHES = [
    "begins 1",
    "starts over 1",
    "begins 2",
    "os.mkdir staff 1",
    "starts over 2",
    "begins 3",
    "os.mkdir buyer 1",
    "os.rename staging 1",
]
"""It starts over after the check, and after MkDocs."""


@pytest.mark.parametrize("at", ["begins 2", "os.rename staging 1"])
def test_killed_in_any_stretch_it_leaves_the_live_site_and_a_free_lock(
    at: str, forks: Forks, project: Path, tmp_path: Path
) -> None:
    """Nobody is left who could write beside the next build: it was one process, which held the lock, and is gone."""
    before = tree_of(project / "site")
    run = build(project, tmp_path / "watch", at, signal.SIGKILL)
    assert (run.status, run.out, run.err) == (-signal.SIGKILL, "", "")
    assert len({process for process, _ in run.deeds}) == 1
    deeds = [deed for _, deed in run.deeds if deed in STRETCHES]
    assert deeds == STRETCHES[: STRETCHES.index(at) + 1]
    assert tree_of(project / "site") == before
    with open_store(project / "site"):
        assert leftovers(project) != []
    assert forks.build(project).status == 0
    assert leftovers(project) == []


def test_asked_to_end_while_it_starts_over_it_clears_up_itself(project: Path, tmp_path: Path) -> None:
    """There is no moment at which nobody hears: the signal waits until the process can clear up."""
    before = tree_of(project / "site")
    run = build(project, tmp_path / "watch", "starts over 1", signal.SIGTERM)
    assert (run.status, run.out, run.err) == (128 + signal.SIGTERM, "", "")
    assert [deed for _, deed in run.deeds][-1] == "begins 2"
    assert tree_of(project / "site") == before
    assert leftovers(project) == []
