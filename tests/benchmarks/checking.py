"""``python -m tests.benchmarks checking [PAGES]``: what ``samepage check`` costs beside only parsing the same Markdown.

Each is a process of its own over the same files, in turn, in one run, at half as many pages and at as many, so that the
figures show whether the cost grows with the pages alone. PAGES are those of one language, 1,000 unless named.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from markdown_it import MarkdownIt

from tests.benchmarks.costs import Cost, measure
from tests.benchmarks.grow import grow

MOST = 3.0
"""The most that a check may cost beside parsing."""
MEMORY = 300
"""The most that it may hold, in MiB."""
PAGES = 1_000


def compare(pages: int) -> tuple[Cost, Cost]:
    """What checking and what only parsing costs, for so many pages a language."""
    with tempfile.TemporaryDirectory(prefix="samepage-bench-") as folder:
        project = Path(folder)
        grow(project, pages)
        measure(project, "generator", "check")  # nobody times this one: it compiles the modules
        return measure(project, "generator", "check"), measure(project, "tests.benchmarks.checking", "--parse", ".")


def parse(project: Path) -> None:
    """Parses every page and reply as CommonMark with tables, and nothing else."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    for path in sorted((project / "content").rglob("*.md")):
        parser.parse(path.read_text(encoding="utf-8"))


def main(words: list[str]) -> int:
    """Prints both costs for both sizes; 1 if checking takes more than it may."""
    whole = int(words[0]) if words else PAGES
    found = []
    for pages in (whole // 2, whole):
        check, bare = compare(pages)
        found.append(check.cpu / bare.cpu)
        print(
            f"{2 * pages:>6} pages: check {check.cpu:6.2f} s of processor, {check.memory:4.0f} MiB; "
            f"parsing {bare.cpu:6.2f} s; ratio {found[-1]:.2f}",
            flush=True,
        )
    fine = found[-1] <= MOST and check.memory <= MEMORY
    print(f"At most {MOST:g} and {MEMORY} MiB are wanted: {'kept' if fine else 'NOT kept'}.")
    return 0 if fine else 1


if __name__ == "__main__":
    parse(Path(sys.argv[2]))
