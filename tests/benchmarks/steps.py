"""``python -m tests.benchmarks.steps DIR``: builds like ``samepage build``, and prints what each step took, as JSON.

The process starts over where that of ``samepage build`` does, so the figures are those of one that forgets.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from generator.building import Stretch, Work, build_site, take_up, write_rest, write_staff
from generator.finding import Finding, failing
from generator.relay import Waiting, hand_on

if TYPE_CHECKING:  # a stretch imports what it needs, and nothing beside
    from generator.pipeline import Watcher

BEGINS: Mapping[Stretch, str] = {write_staff: "staff", write_rest: "buyer"}
"""The first step of each stretch, to which starting over belongs."""
Began = tuple[str, float, float, float]
"""A step, and as it begins the processor's clock, the wall's, and the most memory since the process started over."""


class Stopwatch:
    """Notes when each step begins; ``began`` are those before this process started over."""

    def __init__(self, *began: Began) -> None:
        self.began = [*began]

    def step(self, name: str, total: int | None = None) -> None:
        """The step before has ended."""
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        spent = sum(each.ru_utime + each.ru_stime for each in used)
        self.began.append((name, spent, time.time(), _most_memory()))

    def tell(self, what: str) -> None:
        """Nothing to note."""

    def spent(self) -> dict[str, dict[str, float]]:
        """Seconds of processor and of wall clock for each step, and the most MiB of its process until its end.

        Call :meth:`step` once more after the last.
        """
        found: dict[str, dict[str, float]] = {}
        for (name, cpu, wall, _), (_, cpu_after, wall_after, memory) in pairwise(self.began):
            one = found.setdefault(name, {"cpu": 0, "wall": 0, "memory": 0})
            one["cpu"] += cpu_after - cpu
            one["wall"] += wall_after - wall
            one["memory"] = max(one["memory"], memory)
        return found


def _most_memory() -> float:
    """The peak since the process started over, in MiB; where the system keeps none of these, of all its life."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except FileNotFoundError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main(project: Path) -> int:
    """Builds the project and prints what each step took."""
    return _end(build_site(project, project / "site", date.today(), watch := Stopwatch(), go_on=_go_on), watch)


def _go_on(stretch: Stretch, work: Work, progress: Watcher) -> tuple[Finding, ...]:
    assert isinstance(progress, Stopwatch)
    progress.step(BEGINS[stretch])
    hand_on(_take_up, progress.began, stretch, work, folder=work.store.folder, held=(work.store.lock,))
    sys.exit("the process could not start over")


def _take_up(waiting: Waiting, began: list[Began], stretch: Stretch, work: Work) -> int:
    return _end(take_up(stretch, work, watch := Stopwatch(*began), _go_on, waiting), watch)


def _end(findings: tuple[Finding, ...], watch: Stopwatch) -> int:
    if failing(findings):
        sys.exit("\n".join(str(finding) for finding in findings if failing((finding,))))
    watch.step("publishing")
    print(json.dumps(watch.spent()))
    return 0


if __name__ == "__main__":
    from tests.benchmarks import steps  # by this name the process finds it again

    sys.exit(steps.main(Path(sys.argv[1])))
