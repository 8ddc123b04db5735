"""Builds by the dozen: a process that forks them, a live site to protect, and a place with a small disk."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.projects import make_small

HERE = Path(__file__).resolve().parent
AS_OF = ("--as-of", "2026-12-01")
EPOCH = {"SOURCE_DATE_EPOCH": "1796083200", "LC_ALL": "C.UTF-8"}


@dataclass(frozen=True, slots=True)
class Run:
    """How a command ended: its exit code (negative: the signal), what it said, and each time it touched the disk.

    ``synced`` are the paths whose way to the disk was waited for, each after the number of touches before.
    """

    status: int
    out: str
    err: str
    touches: tuple[str, ...]
    synced: tuple[tuple[int, str], ...]


class Forks:
    """Commands of the program, each in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def build(self, project: Path, *more: str, **how: object) -> Run:
        """``samepage build`` of a project; ``how``: kill_at, umask, env, cwd, powerless."""
        return self.run("build", "-C", str(project), *AS_OF, *more, **how)

    def run(self, *argv: str, **how: object) -> Run:
        return _run(self._ask(_request(argv, how)))

    @contextmanager
    def held(self, *argv: str, at: int, **how: object) -> Iterator[Held]:
        """A command that stands still just before it touches the disk for the ``at``-th time."""
        answer = self._ask({**_request(argv, how), "hold_at": at})
        assert answer["held"], f"ended before it touched the disk {at} times: {answer}"
        held = Held(answer["pid"], lambda: _run(self._ask({"resume": answer["pid"]})))
        try:
            yield held
        finally:
            held.resume()

    def shell(self, script: str) -> str:
        """What a shell script prints, run where the commands run."""
        answer = self._ask({"shell": script})
        assert answer["status"] == 0, answer["err"]
        return str(answer["out"])

    def tree(self, folder: Path) -> str:
        """One hash of everything below a folder, read where the commands run."""
        return str(self._ask({"tree": str(folder)})["tree"])

    def _ask(self, request: dict[str, object]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


class Held:
    """A process that waits; ``resume`` lets it go on and tells how it ended, as often as it is asked."""

    def __init__(self, pid: int, resume: Callable[[], Run]) -> None:
        self.pid = pid
        self._resume = resume
        self._ended: Run | None = None

    def resume(self) -> Run:
        self._ended = self._ended or self._resume()
        return self._ended


def _request(argv: tuple[str, ...], how: dict[str, object]) -> dict[str, object]:
    env = how.pop("env", {})
    assert isinstance(env, dict)
    return {"argv": argv, "env": {**EPOCH, **env}, **how}


def _run(answer: dict[str, Any]) -> Run:
    synced = (line.split(" ", 1) for line in answer["synced"].splitlines())
    return Run(
        answer["status"],
        answer["out"],
        answer["err"],
        tuple(answer["touches"].splitlines()),
        tuple((int(after), path) for after, path in synced),
    )


@contextmanager
def _start(folder: Path, *before: str) -> Iterator[Forks]:
    command = [*before, sys.executable, str(HERE / "zygote.py"), str(folder)]
    env = {**os.environ, "PYTHONPATH": str(HERE.parent.parent)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=env
    ) as process:
        yield Forks(process)
        process.communicate()


@pytest.fixture(scope="session")
def forks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    """Commands on this machine as it is."""
    with _start(tmp_path_factory.mktemp("said")) as forks:
        yield forks


@pytest.fixture(scope="session")
def mounting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    """Commands in a mount namespace of their own, where small disks can be mounted with ``shell``."""
    namespace = ("unshare", "-Urm")
    place = tmp_path_factory.mktemp("probe")
    try:
        probe = subprocess.run(
            [*namespace, "mount", "-t", "tmpfs", "probe", str(place)], capture_output=True, text=True, check=False
        )
        why = probe.stderr
    except FileNotFoundError as error:
        why = str(error)
    if why:
        pytest.skip(
            f"a full disk cannot be tried here, because 'unshare -Urm mount' is not permitted: {why.strip()}. As an "
            "administrator: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0 kernel.unprivileged_userns_clone=1"
        )
    with ExitStack() as stack:
        yield stack.enter_context(_start(tmp_path_factory.mktemp("said"), *namespace))


@pytest.fixture(scope="session")
def built(forks: Forks, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a live site, built once. Copy it; do not touch it."""
    project = make_small(tmp_path_factory.mktemp("built") / "project")
    run = forks.build(project)
    assert run.status == 0, run.out + run.err
    return project


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A project with a live site, to do harm to."""
    return copy(built, tmp_path / "project")


def copy(project: Path, to: Path) -> Path:
    """The project and its live site elsewhere."""
    shutil.copytree(project, to, symlinks=True, ignore=shutil.ignore_patterns("build-*"))
    for build in project.glob(".site.builds/build-*"):
        # Nobody writes into a finished build, so the copies may share its files.
        shutil.copytree(build, to / build.relative_to(project), copy_function=os.link)
    return to


def leftovers(project: Path, site: str = "site") -> list[str]:
    """What stands in the store of a site and is no part of a store at rest."""
    store = project / f".{site}.builds"
    live = (project / site).resolve().name
    kept = [path for path in store.iterdir() if path.name not in ("lock", "merged")]
    builds = sorted(path.name for path in kept if path.name.startswith("build-"))
    older = [name for name in builds if name < live][-1:]
    return sorted(path.name for path in kept if path.name not in (live, *older))
