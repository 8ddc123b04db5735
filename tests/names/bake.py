"""Bakes ``generator/language/names.json``: what countries, currencies and time zones are called, from Unicode CLDR.

``python -m tests.names.bake`` writes the file anew. The names come by way of the PyPI library ``babel``, which reads
all there is to know of a language before it gives one of its names.
"""

from __future__ import annotations

import json
from importlib import resources
from importlib.metadata import version
from pathlib import Path

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location

FILE = Path(__file__).parents[2] / "generator" / "language" / "names.json"
LOCALES = {"en": "en", "zh": "zh_Hans"}


def baked() -> str:
    """The text of the file: by language the countries by code, the places by time zone, and currencies in Chinese.

    Of places those that are called otherwise than their zone: ``Asia/Hong_Kong`` needs no entry in English.
    """
    known = {lang: Locale.parse(name) for lang, name in LOCALES.items()}
    names = {
        "source": f"Unicode CLDR {get_global('cldr')['version']}, by babel {version('babel')}",
        "countries": {lang: _sorted(locale.territories) for lang, locale in known.items()},
        "places": {lang: _places(locale) for lang, locale in known.items()},
        "currencies": {"zh": _sorted(known["zh"].currencies)},
    }
    return json.dumps(names, ensure_ascii=False, indent=0) + "\n"


def _sorted(names: object) -> dict[str, str]:
    return dict(sorted(dict(names).items()))  # type: ignore[call-overload]


def _places(locale: Locale) -> dict[str, str]:
    zones = [zone for zone in resources.files("tzdata").joinpath("zones").read_text().split() if "/" in zone]
    places = {zone: str(get_timezone_location(zone, locale=locale, return_city=True)) for zone in zones}
    return {zone: place for zone, place in places.items() if place != zone.split("/", 1)[1].replace("_", " ")}


if __name__ == "__main__":
    FILE.write_text(baked(), encoding="utf-8")
