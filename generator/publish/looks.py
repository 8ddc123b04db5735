"""Templates and styles of a project, as far as they are its own: what was shipped was judged when it was made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.agreement.shipped import unlike_shipped
from generator.finding import Finding


def check_looks(overrides: Path, root: Path) -> Iterator[Finding]:
    """Findings about what the templates and styles of a project do to the words that they are given."""
    if overrides.is_relative_to(root) and (own := unlike_shipped(overrides)):
        from generator.publish.own_code import check_own_code

        yield from check_own_code(overrides, root, own)
        yield from judge_looks(overrides, root, own)


def judge_looks(overrides: Path, root: Path, own: frozenset[str]) -> Iterator[Finding]:
    """What the templates and styles with these names do, and whatever is made of them."""
    # Which need lxml and readers of styles, and few projects have anything for them to read.
    from generator.agreement.choosing import check_choosing
    from generator.agreement.staff_styles import check_staff_styles
    from generator.publish.arranged import check_arranged

    yield from check_choosing(overrides, root, own)
    yield from check_arranged(overrides, root, own)
    yield from check_staff_styles(overrides, root, own)
