"""YAML that comes with the program. It is ours, so it needs no place in a file, and can be read quickly."""

from __future__ import annotations

from importlib import resources
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # not every system has the fast one
    from yaml import SafeLoader as Loader  # type: ignore[assignment]


def read_bundled(package: str, name: str) -> Any:
    """What a file of a package holds."""
    return yaml.load(resources.files(package).joinpath(name).read_text(encoding="utf-8"), Loader)
