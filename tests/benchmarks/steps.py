"""``python -m tests.benchmarks.steps DIR``: builds like ``samepage build``, and prints what each step took, as JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import date
from itertools import pairwise
from pathlib import Path

from generator import pipeline
from generator.finding import failing


class Stopwatch(pipeline.Unwatched):
    """Notes the processor's clock, the wall's and the most memory so far as each step begins."""

    def __init__(self) -> None:
        self.began: list[tuple[str, float, float, float]] = []

    def step(self, name: str, total: int | None = None) -> None:
        """The step before has ended."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        self.began.append((name, used.ru_utime + used.ru_stime, time.perf_counter(), used.ru_maxrss / 1024))

    def spent(self) -> dict[str, dict[str, float]]:
        """Seconds of processor and of wall clock for each step, and MiB at its end.

        Call :meth:`step` once more after the last.
        """
        return {
            name: {"cpu": cpu_after - cpu, "wall": wall_after - wall, "memory": memory}
            for (name, cpu, wall, _), (_, cpu_after, wall_after, memory) in pairwise(self.began)
        }


def main(project: Path) -> None:
    """Builds the project and prints the seconds of each step."""
    watch = Stopwatch()
    findings = pipeline.build_site(project, project / "site", date.today(), watch)
    if failing(findings):
        sys.exit("\n".join(str(finding) for finding in findings if failing((finding,))))
    watch.step("publishing")
    print(json.dumps(watch.spent()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
