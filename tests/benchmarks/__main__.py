"""``python -m tests.benchmarks [PAGES[xROUNDS] ...]``: what ``samepage build`` costs beside ``mkdocs build``.

Ours is timed twice: reading everything anew, and again, when nothing has changed since a check that found nothing.

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
    """One turn of each: our build, MkDocs alone, our build by steps, and a check.

    All of ours read everything anew, but for the last two: these follow a check that found nothing.
    """

    ours: Cost
    stock: Cost
    check: Cost
    steps: dict[str, dict[str, float]]
    ours_again: Cost
    check_again: Cost

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
        ours = _alone(project, "generator", "build", "--anew")
        stock = _alone(project, "mkdocs", "build", "-q", "-f", "mkdocs.stock.yml")
        check = _alone(project, "generator", "check", "--anew")
        steps = _alone(project, "tests.benchmarks.steps", ".").printed.splitlines()[-1]
        again = (_alone(project, "generator", command) for command in ("build", "check"))
        found.append(Round(ours, stock, check, json.loads(steps), *again))
    return found


def report(pages: int, rounds: list[Round]) -> bool:
    """Prints the medians; whether every ratio is small enough."""
    print(f"\n{pages} pages a language, {len(rounds)} rounds    processor   wall clock      memory")
    for title, costs in (
        ("samepage build", [each.ours for each in rounds]),
        ("mkdocs build", [each.stock for each in rounds]),
        ("samepage check", [each.check for each in rounds]),
        ("samepage build, again", [each.ours_again for each in rounds]),
        ("samepage check, again", [each.check_again for each in rounds]),
    ):
        cpu, wall = median(cost.cpu for cost in costs), median(cost.wall for cost in costs)
        print(f"  {title:<28} {cpu:>8.2f} s   {wall:>8.2f} s   {median(c.memory for c in costs):>5.0f} MiB")
    for name in rounds[0].steps:
        spent = [median(each.steps[name][clock] for each in rounds) for clock in ("cpu", "wall", "memory")]
        print(f"    {name:<26} {spent[0]:>8.2f} s   {spent[1]:>8.2f} s   {spent[2]:>5.0f} MiB")
    kept = [_compare(rounds, name, again) for again, name in enumerate(("ratio", "ratio again"))]
    return all(kept)


def _compare(rounds: list[Round], name: str, again: int) -> bool:
    """Prints the ratios of all builds anew, or of all builds again; whether each is small enough."""
    pairs = [((each.ours, each.ours_again)[again], each) for each in rounds]
    memory = median(ours.memory / each.stock.memory for ours, each in pairs)
    whole, apart = ([_median(pairs, clock, left_out) for clock in ("cpu", "wall")] for left_out in (False, True))
    for what, (cpu, wall) in (("all steps", whole), (" and ".join(APART) + " apart", apart)):
        print(f"  {name + ', ' + what:<38} {cpu:>6.2f}     {wall:>8.2f}     {memory:>5.2f}")
    return max(*apart, memory) <= MOST


def _median(pairs: list[tuple[Cost, Round]], clock: str, left_out: bool) -> float:
    """The ratio by one clock; the steps that MkDocs has no part in may be ``left_out``."""
    return median(
        float((getattr(ours, clock) - left_out * each.apart(clock)) / getattr(each.stock, clock))
        for ours, each in pairs
    )


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
