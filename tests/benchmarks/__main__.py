"""``python -m tests.benchmarks [PAGES[xROUNDS] ...]``: what ``samepage build`` costs beside ``mkdocs build``.

Without arguments it tells what deciding and checking cost too; with ``decisions``, ``checking`` or ``finding``, that
alone (``tests/benchmarks/decisions.py``, ``tests/benchmarks/checking.py``, ``tests/benchmarks/finding.py``).

Both build the same merged pages with the same ``mkdocs.yml``, each in one process on one processor, in turn, in one
run: so that their ratio says what our share is, whatever the machine. The figures are medians of the rounds. What
MkDocs has no part in, the buyer pages and reading both sites back, is timed by step and left out of the ratio of time.
Our process starts over between the stretches of a build, so its memory is that of the largest stretch.

Both find their modules compiled, as an installed program does: where ``PYTHONDONTWRITEBYTECODE`` is set, every run
would compile all of ours anew, and none of MkDocs', which pip compiled. The build that nobody times compiles them.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from tests.benchmarks import checking, decisions, finding
from tests.benchmarks.costs import Cost, measure
from tests.benchmarks.grow import grow

MOST = 1.25
"""The most that a build may cost beside MkDocs alone, in time and in memory."""
ROUNDS = {50: 3, 500: 2}
"""Rounds for each number of pages a language, unless the command names others."""
APART = ("buyer", "reading back")
"""The steps that the ratio leaves out."""
STOCK = "INHERIT: mkdocs.yml\ndocs_dir: .site.builds/merged\nsite_dir: stock\n"
"""The same configuration for MkDocs alone; the merged pages are those of the build before."""


@dataclass(frozen=True, slots=True)
class Round:
    """One turn of each: our build, MkDocs alone, our build by steps, and a check."""

    ours: Cost
    stock: Cost
    check: Cost
    steps: dict[str, dict[str, float]]

    def apart(self, clock: str) -> float:
        """Seconds of the steps that the ratio leaves out."""
        return sum(self.steps[name][clock] for name in APART)


_alone = partial(measure, alone=True)


def run(project: Path, rounds: int) -> list[Round]:
    """Builds the project in turn, after one build that nobody times and that leaves the merged pages."""
    (project / "mkdocs.stock.yml").write_text(STOCK, encoding="utf-8")
    _alone(project, "generator", "build")
    _alone(project, "mkdocs", "build", "-q", "-f", "mkdocs.stock.yml")
    _alone(project, "tests.benchmarks.steps", ".")
    found = []
    for _ in range(rounds):
        ours = _alone(project, "generator", "build")
        stock = _alone(project, "mkdocs", "build", "-q", "-f", "mkdocs.stock.yml")
        check = _alone(project, "generator", "check")
        steps = _alone(project, "tests.benchmarks.steps", ".").printed.splitlines()[-1]
        found.append(Round(ours, stock, check, json.loads(steps)))
    return found


def report(pages: int, rounds: list[Round]) -> bool:
    """Prints the medians; whether every ratio is small enough."""
    print(f"\n{pages} pages a language, {len(rounds)} rounds    processor   wall clock      memory")
    for title, costs in (
        ("samepage build", [each.ours for each in rounds]),
        ("mkdocs build", [each.stock for each in rounds]),
        ("samepage check", [each.check for each in rounds]),
    ):
        cpu, wall = median(cost.cpu for cost in costs), median(cost.wall for cost in costs)
        print(f"  {title:<28} {cpu:>8.2f} s   {wall:>8.2f} s   {median(c.memory for c in costs):>5.0f} MiB")
    for name in rounds[0].steps:
        spent = [median(each.steps[name][clock] for each in rounds) for clock in ("cpu", "wall", "memory")]
        print(f"    {name:<26} {spent[0]:>8.2f} s   {spent[1]:>8.2f} s   {spent[2]:>5.0f} MiB")
    cpu = median((each.ours.cpu - each.apart("cpu")) / each.stock.cpu for each in rounds)
    wall = median((each.ours.wall - each.apart("wall")) / each.stock.wall for each in rounds)
    memory = median(each.ours.memory / each.stock.memory for each in rounds)
    whole = [median(getattr(e.ours, clock) / getattr(e.stock, clock) for e in rounds) for clock in ("cpu", "wall")]
    print(f"  {'ratio, all steps':<28} {whole[0]:>8.2f}     {whole[1]:>8.2f}     {memory:>5.2f}")
    print(f"  {'ratio, ' + ' and '.join(APART) + ' apart':<28} {cpu:>5.2f}     {wall:>8.2f}     {memory:>5.2f}")
    return max(cpu, wall, memory) <= MOST


def main(words: list[str]) -> int:
    """Prints the figures for each size; 1 if one is above what it should be."""
    print(f"Python {platform.python_version()} on {platform.machine()}, {os.cpu_count()} processors")
    if words == ["decisions"]:
        return decisions.main()
    if words[:1] == ["checking"]:
        return checking.main(words[1:])
    if words[:1] == ["finding"]:
        return finding.main(words[1:])
    sizes = [[int(part) for part in word.split("x")] for word in words] or [[pages] for pages in ROUNDS]
    fine = []
    for pages, *rounds in sizes:
        with tempfile.TemporaryDirectory(prefix="samepage-bench-") as folder:
            project = Path(folder)
            grow(project, pages)
            fine.append(report(pages, run(project, rounds[0] if rounds else ROUNDS.get(pages, 3))))
            sys.stdout.flush()
    print(f"\nAt most {MOST} is wanted: {'kept' if all(fine) else 'NOT kept'}.")
    slow = [] if words else [decisions.main(), checking.main([]), finding.main([])]
    return 0 if all(fine) and not any(slow) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
