"""``python -m tests.benchmarks.steps DIR``: builds like ``samepage build``, and prints what each step took, as JSON."""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import date
from pathlib import Path

from generator import pipeline
from generator.finding import failing
from generator.progress import Progress


class Stopwatch(Progress):
    """Notes the processor's and the wall's clock as each step begins."""

    def __init__(self) -> None:
        super().__init__("en", shown=False)
        self.began: list[tuple[str, float, float]] = []

    def step(self, name: str, total: int | None = None) -> None:
        """The step before has ended."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        self.began.append((name, used.ru_utime + used.ru_stime, time.perf_counter()))
        super().step(name, total)

    def spent(self) -> dict[str, dict[str, float]]:
        """Seconds of processor and of wall clock for each step; call :meth:`step` once more after the last."""
        return {
            name: {"cpu": cpu_after - cpu, "wall": wall_after - wall}
            for (name, cpu, wall), (_, cpu_after, wall_after) in zip(self.began, self.began[1:], strict=False)
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
