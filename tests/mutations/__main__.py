"""``python -m tests.mutations [EACH [SEED]]``: what is planted, found, found at the right line, and found wrongly.

EACH plants (default 4) of every kind in every language, in copies of this project.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.mutations.planting import LANGS
from tests.mutations.runs import KINDS, Outcome, run


def _row(name: str, outcomes: list[Outcome]) -> str:
    cells = []
    for lang in LANGS:
        own = [each for each in outcomes if each.plant.lang == lang]
        numbers = (len(own), sum(o.found for o in own), sum(o.placed for o in own), sum(len(o.others) for o in own))
        cells.append(" ".join(f"{number:>5}" for number in numbers))
    return f"{name:<42}{cells[0]}  {cells[1]}"


def main(each: int = 4, seed: int = 1) -> int:
    """Print the table; 1 if anything was missed or wrongly found."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="mutations-") as folder:
        done = run(Path(folder), each, seed)
    print(f"{'':<42}{'English':^23}  {'Chinese':^23}")
    heads = " ".join(f"{head:>5}" for head in ("plant", "found", "line", "other"))
    print(f"{'kind':<42}{heads}  {heads}")
    for name in KINDS:
        print(_row(name, [outcome for outcome in done.outcomes if outcome.plant.kind == name]))
    print(_row("all", list(done.outcomes)))
    for outcome in done.outcomes:
        if not outcome.found:
            print(f"missed: {outcome.plant}: {[edit.new for edit in outcome.plant.edits]}")
        elif not outcome.placed:
            print(f"elsewhere: {outcome.plant}")
        for finding in outcome.others:
            print(f"other: {outcome.plant}: {finding.place} {finding.code} {finding.message()[:120]}")
    for label, findings in (("stray", done.strays), ("in the clean project", done.clean)):
        for finding in findings:
            print(f"{label}: {finding.place} {finding.code} {finding.message()[:120]}")
    print(f"{len(done.outcomes)} plants in {done.projects} projects, {time.perf_counter() - began:.0f} s")
    missed = any(not outcome.placed or outcome.others for outcome in done.outcomes)
    return int(missed or bool(done.strays) or bool(done.clean))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
