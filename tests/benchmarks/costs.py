"""What one Python process takes: the unit that all benchmarks compare in."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from generator.memory import WHERE
from tests.benchmarks.grow import ROOT


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: seconds of processor (user and system) and of wall clock, peak memory in MiB."""

    cpu: float
    wall: float
    memory: float
    printed: str


def measure(project: Path, *arguments: str, alone: bool = False) -> Cost:
    """The cost of one Python process in this project, with those that it begins; ends the benchmark if it fails.

    The memory is that of the largest of them. ``alone``: it has one processor, and so begins no others where it would
    share its work.
    """
    with tempfile.TemporaryFile() as out:
        begin = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=project,
            env=_surroundings(project),
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        if alone and hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(process.pid, {max(os.sched_getaffinity(0))})
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        printed = out.read().decode()
    if process.returncode:
        sys.exit(f"{' '.join(arguments)} ended with {process.returncode}:\n{printed[-4000:]}")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / unit, printed)


def held_together(project: Path, *arguments: str) -> float:
    """The most memory that one Python process and those that it begins hold together, in MiB, looked at often.

    What several share is counted once. 0 where the system does not tell.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=project,
        env=_surroundings(project),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    most = 0.0
    while process.poll() is None:
        most = max(most, sum(map(_proportional, [process.pid, *_children(process.pid)])))
        time.sleep(0.02)
    return most


def _surroundings(project: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    own = {"PYTHONPYCACHEPREFIX": str(project / ".compiled"), WHERE: str(project / ".memory")}
    return kept | {"PYTHONPATH": str(ROOT)} | own


def _children(pid: int) -> list[int]:
    try:
        return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))
    except OSError:
        return []


def _proportional(pid: int) -> float:
    """A process' share of memory, in MiB; 0 if it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
