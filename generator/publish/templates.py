"""Where the templates are: the project's own, else those that came with the program."""

from __future__ import annotations

from pathlib import Path

_OWN = Path(__file__).parent.parent


def find_overrides(root: Path) -> Path:
    """The folder of templates and styles for a project: its ``overrides``, else the ones shipped with samepage."""
    shipped = _OWN / "_overrides"
    checkout = _OWN.parent / "overrides"
    return next(path for path in (root / "overrides", shipped, checkout) if path.is_dir())
