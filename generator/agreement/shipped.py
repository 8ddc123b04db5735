"""Which templates, styles and scripts of a project are the ones that came with this version, byte for byte.

Those were judged when the version was made, with the same code; judging them again in every check would find nothing.
What the words of a policy decide beside them (its names, its phrases, what it keeps secret) is asked of all.
``shipped.txt`` holds their digests. Whoever changes one here writes it anew: ``python -m tests.shipped``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path

_JUDGED = frozenset((".css", ".html", ".j2", ".js", ".xml"))
"""The kinds of files that say or show something by themselves."""
RECORD = "shipped.txt"


@cache
def recorded() -> Mapping[str, str]:
    """The digest of each file that was shipped, by its name below ``overrides``.

    >>> sorted(name for name in recorded() if name.endswith("tokens.css"))
    ['tokens.css']
    """
    text = resources.files("generator.agreement").joinpath(RECORD).read_text(encoding="utf-8")
    return {name: digest for digest, _, name in (line.partition("  ") for line in text.splitlines())}


def record_of(overrides: Path) -> str:
    """The record of a folder as the file holds it, one line for each of its files."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(_digests(overrides)))


def unlike_shipped(overrides: Path) -> frozenset[str]:
    """The names of files that are not as they were shipped: edited, added or gone."""
    return frozenset(name for name, _ in set(_digests(overrides)) ^ set(recorded().items()))


def _digests(overrides: Path) -> Iterator[tuple[str, str]]:
    for path in overrides.rglob("*"):
        if path.suffix in _JUDGED:
            yield path.relative_to(overrides).as_posix(), _digest(path)


def _digest(path: Path) -> str:
    try:
        data = path.read_bytes() if path.is_file() else None
    except OSError:
        data = None
    if data is None:
        return ""  # unlike any other; that it cannot be read is said elsewhere
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()  # some systems end lines so when they copy
