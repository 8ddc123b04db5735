"""The words around the pages, in both languages: titles of the navigation, names of the site, words of templates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.agreement import navigation, tongues
from generator.policy.model import Worded


def worded_around(overrides: Path, root: Path) -> Iterator[Worded]:
    """Every such text by file."""
    yield from navigation.worded_of(navigation.read_navigation(root))
    yield from tongues.worded_of(overrides, root)
