"""``python -m tests.benchmarks checking [PAGES]``: what ``samepage check`` costs beside only parsing the same Markdown.

Each is a command of its own over the same files, in turn, in one run, at half as many pages and at as many, so that the
figures show whether the cost grows with the pages alone. A check is timed anew, and again when nothing has changed; and
at last over pages that share no line of prose, for what many pages say in the same words a check reads once.
PAGES are those of one language, 1,000 unless named. A check shares its work among the processors; parsing is one
process. So there are two ratios: of the processors' time, of all processes together, and of the wall clock, which is
what somebody waits for.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from markdown_it import MarkdownIt

from tests.benchmarks.costs import Cost, held_together, measure
from tests.benchmarks.grow import grow

MOST = 3.0
"""The most that a check may cost beside parsing."""
MEMORY = 300
"""The most that it may hold, in MiB."""
PAGES = 1_000


def compare(pages: int, *, unlike: bool = False) -> tuple[Cost, Cost, Cost, float]:
    """What it costs to check, to check again and only to parse so many pages a language, and what a check holds."""
    with tempfile.TemporaryDirectory(prefix="samepage-bench-") as folder:
        project = Path(folder)
        grow(project, pages, unlike=unlike)
        # Nobody times this one: it compiles the modules.
        together = held_together(project, "generator", "check", "--anew")
        anew = measure(project, "generator", "check", "--anew")
        measure(project, "generator", "check")  # what this one finds nothing in the next does not read
        return (
            anew,
            measure(project, "generator", "check"),
            measure(project, "tests.benchmarks.checking", "--parse", "."),
            together,
        )


def parse(project: Path) -> None:
    """Parses every page and reply as CommonMark with tables, and nothing else."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    for path in sorted((project / "content").rglob("*.md")):
        parser.parse(path.read_text(encoding="utf-8"))


def main(words: list[str]) -> int:
    """Prints both costs for both sizes, and for pages that share nothing; 1 if checking takes more than it may."""
    whole = int(words[0]) if words else PAGES
    kept: dict[str, bool] = {}
    for pages, unlike in ((whole // 2, False), (whole, False), (whole, True)):
        anew, again, bare, together = compare(pages, unlike=unlike)
        like = ", no line shared" if unlike else ""
        print(f"{2 * pages:>6} pages{like}: parsing {bare.cpu:6.2f} s of processor, {bare.wall:6.2f} s of wall clock")
        found = {f"memory{like}": together <= MEMORY}
        for name, check in (("anew", anew), ("again", again)):
            ratios = {"processor": check.cpu / bare.cpu, "wall clock": check.wall / bare.wall}
            found |= {f"{clock} {name}{like}": ratio <= MOST for clock, ratio in ratios.items()}
            told = ", ".join(f"ratio of {clock} {ratio:.2f}" for clock, ratio in ratios.items())
            print(f"  check {name}: {check.cpu:6.2f} s, {check.wall:6.2f} s; {told}")
        print(f"  memory {together:.0f} MiB together, {anew.memory:.0f} MiB the largest process", flush=True)
        kept |= found if pages == whole else {}
    told = "; ".join(f"{name} {'kept' if fine else 'NOT kept'}" for name, fine in kept.items())
    print(f"At most {MOST:g} times and {MEMORY} MiB are wanted, on {os.cpu_count()} processors: {told}.")
    return 0 if all(kept.values()) else 1


if __name__ == "__main__":
    parse(Path(sys.argv[2]))
