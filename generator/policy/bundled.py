"""Data that comes with the program: our own YAML, which needs no place in a file, and the codes of ISO standards."""

from __future__ import annotations

import json
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # not every system has the fast one
    from yaml import SafeLoader as Loader  # type: ignore[assignment]


def read_bundled(package: str, name: str) -> Any:
    """What a file of a package holds."""
    return yaml.load(resources.files(package).joinpath(name).read_text(encoding="utf-8"), Loader)


def read_codes(standard: str, key: str) -> tuple[str, ...]:
    """What each entry of an ISO standard has under a key, in the order of the file that pycountry ships.

    The codes are all that we ask for. To import pycountry brings in thirty modules that nobody here needs, of mail and
    of metadata, and makes an object for each entry.

    >>> read_codes("3166-1", "alpha_2")[:3]
    ('AW', 'AF', 'AO')
    """
    spec = find_spec("pycountry")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pycountry is not installed", name="pycountry")
    file = Path(spec.origin).parent / "databases" / f"iso{standard}.json"
    return tuple(entry[key] for entry in json.loads(file.read_bytes())[standard])
