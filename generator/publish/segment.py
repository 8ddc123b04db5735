"""Runs of Chinese → words, with the dictionary of ``rjieba``.

The dictionary takes 32 MB for as long as the process that reads it lives, so a build reads it in one of its own, which
lives for a fraction of a second and is told each run once. That process is this very file, run as a program: it
imports nothing of the generator and touches no file.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Collection

_BETWEEN = "\t"


def cut(run: str) -> tuple[str, ...]:
    """The words of a run of Chinese characters, in order; joined they are the run again.

    >>> cut("在签收后")
    ('在', '签收', '后')
    """
    import rjieba  # reads its dictionary as it is imported

    return tuple(rjieba.cut(run, False))


def cut_apart(runs: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The words of each run, found in another process; in this one where no other can do it.

    >>> cut_apart({"在签收后"})
    {'在签收后': ('在', '签收', '后')}
    """
    if not runs:
        return {}
    order = sorted(runs)
    told = "\n".join(order).encode()
    try:
        # -P: beside this file lie modules with names of Python's own.
        done = subprocess.run([sys.executable, "-P", __file__], input=told, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return {run: cut(run) for run in order}
    lines = done.stdout.decode().split("\n")
    return {run: tuple(line.split(_BETWEEN)) for run, line in zip(order, lines, strict=True)}


def main() -> None:
    """Cuts every line of the standard input."""
    runs = sys.stdin.buffer.read().decode().split("\n")
    sys.stdout.buffer.write("\n".join(_BETWEEN.join(cut(run)) for run in runs).encode())


if __name__ == "__main__":
    main()
