"""Countries and parts of them, by their ISO codes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import groupby
from types import MappingProxyType

from generator.policy.bundled import read_codes
from generator.policy.shape import Report
from generator.policy.source import Scalar
from generator.policy.suggestion import suggest


@cache
def is_region(code: str) -> bool:
    """Whether ISO 3166-1 has this country, or ISO 3166-2 this part of one.

    >>> is_region("DE"), is_region("US-CA"), is_region("UK"), is_region("US-XX")
    (True, True, False, False)
    """
    if len(code) == 2:
        return code.isascii() and code.isupper() and code in countries()
    return "-" in code and code.isupper() and code in _parts(country_of(code))


def _parts(country: str) -> tuple[str, ...]:
    return _all_parts().get(country, ())


@cache
def _all_parts() -> Mapping[str, tuple[str, ...]]:
    """The parts of each country."""
    codes = sorted(read_codes("3166-2", "code"))
    return MappingProxyType({country: tuple(found) for country, found in groupby(codes, country_of)})


@cache
def countries() -> tuple[str, ...]:
    """All codes of ISO 3166-1, sorted."""
    return tuple(sorted(read_codes("3166-1", "alpha_2")))


def country_of(region: str) -> str:
    """The country that a part of it belongs to.

    >>> country_of("US-CA"), country_of("DE")
    ('US', 'DE')
    """
    return region.partition("-")[0]


def check_region(word: Scalar, report: Report) -> bool:
    """Whether the text is a code of ISO 3166; reported if not."""
    if is_region(word.text):
        return True
    hint = _OFTEN_WRITTEN.get(word.text.upper())
    suggestion = (
        (f'Did you mean "{hint}"?', f"您是不是想写“{hint}”？") if hint else suggest(word.text, _near(word.text))
    )
    report.add("SP213", word.place, text=word.text[:60], suggestion=suggestion)
    return False


_OFTEN_WRITTEN = {
    "UK": "GB",
    "EN": "GB",
    "USA": "US",
    "GER": "DE",
    "EL": "GR",
    "JAPAN": "JP",
    "CHINA": "CN",
    "NORWAY": "NO",
}


def _near(text: str) -> tuple[str, ...]:
    if "-" in text:
        return _parts(country_of(text).upper())
    return countries()
