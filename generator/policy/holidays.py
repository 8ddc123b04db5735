"""The public holidays that are shipped, country by country: ``generator/holidays/XX.json``.

The files are baked and reviewed (``tests/holidays/bake.py``); they end with the last year that is official, and
what lies beyond is never guessed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType

_FOLDER = resources.files("generator") / "holidays"


@dataclass(frozen=True, slots=True)
class Holidays:
    """The public holidays of a country, or of a part of one, in the years from ``first`` to ``last``, both included.

    Days are ordinals (``date.toordinal()``), each with its name. A working weekend is a Saturday or Sunday that is
    worked in exchange for a day off.
    """

    country: str
    first: int
    last: int
    days: Mapping[int, str]
    working_weekends: Mapping[int, str]


@cache
def shipped() -> tuple[str, ...]:
    """The ISO 3166 codes of all countries and parts of countries whose holidays are shipped, sorted.

    >>> {"CN", "US", "GB-SCT"} <= set(shipped())
    True
    """
    names = (entry.name for entry in _FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".json") for name in names if name.endswith(".json")))


@cache
def holidays_of(country: str) -> Holidays:
    """The shipped holidays of ``country``. KeyError if there are none.

    >>> china = holidays_of("CN")
    >>> china.days[date(2025, 10, 1).toordinal()]
    'National Day'
    """
    if country not in shipped():
        raise KeyError(country)
    data = json.loads((_FOLDER / f"{country}.json").read_text(encoding="utf-8"))
    return Holidays(
        country, data["first"], data["last_official"], _days(data["holidays"]), _days(data["working_weekends"])
    )


def _days(names: Mapping[str, str]) -> Mapping[int, str]:
    return MappingProxyType({date.fromisoformat(day).toordinal(): name for day, name in names.items()})
