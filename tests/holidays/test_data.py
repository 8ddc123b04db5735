"""The files of ``generator/holidays/`` hold to their form, and to what they were baked from."""

from __future__ import annotations

import json
import re
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "generator" / "holidays").iterdir())
EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
OTHERS = "AL AU BR CA CH CL CN GB GB-ENG GB-NIR GB-SCT GB-WLS HK IS JP KR LI MO MX NO NZ SG TW US"
LOCK = (ROOT / "requirements" / "test.txt").read_text(encoding="utf-8")
LOCKED = re.search(r"^holidays==(\S+)", LOCK, re.MULTILINE)


def installed() -> str | None:
    try:
        return version("holidays")
    except PackageNotFoundError:
        return None


def page(path: Path) -> dict[str, Any]:
    data = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


def days(names: dict[str, str]) -> list[date]:
    return [date.fromisoformat(day) for day in names]


every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def test_the_markets_of_the_shops_are_there() -> None:
    assert {path.stem for path in FILES} == {*EU.split(), *OTHERS.split()}


@every_file
def test_a_file_says_of_which_country_it_is_and_where_it_comes_from(path: Path) -> None:
    data = page(path)
    assert list(data) == ["country", "name", "source", "first", "last_official", "holidays", "working_weekends"]
    assert data["country"] == path.stem
    assert data["name"]
    assert re.fullmatch(r"holidays \d+\.\d+", data["source"]["library"])
    assert data["source"].get("law", "unknown")


@every_file
def test_days_are_sorted_and_named_and_none_lies_outside_the_official_years(path: Path) -> None:
    data = page(path)
    for names in (data["holidays"], data["working_weekends"]):
        assert days(names) == sorted(days(names))
        assert all(data["first"] <= day.year <= data["last_official"] for day in days(names))
        assert all(names.values())
    assert {day.year for day in days(data["holidays"])} == set(range(data["first"], data["last_official"] + 1))


@every_file
def test_no_day_is_an_estimate(path: Path) -> None:
    """Days of the Islamic calendar are official only once somebody has announced them."""
    assert "estimated" not in path.read_text(encoding="utf-8")


@every_file
def test_a_working_weekend_is_a_saturday_or_sunday_and_no_holiday(path: Path) -> None:
    data = page(path)
    assert all(day.weekday() >= 5 for day in days(data["working_weekends"]))
    assert data["working_weekends"].keys().isdisjoint(data["holidays"])


@every_file
def test_a_day_stands_on_a_line(path: Path) -> None:
    """So that somebody can read what a new version of the library changes."""
    data = page(path)
    text = path.read_text(encoding="utf-8")
    assert text == json.dumps(data, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize(
    ("year", "free", "worked"),
    [
        (
            2025,
            "01-01 01-28..02-04 04-04..04-06 05-01..05-05 05-31..06-02 10-01..10-08",
            "01-26 02-08 04-27 09-28 10-11",
        ),
        (
            2026,
            "01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27 10-01..10-07",
            "01-04 02-14 02-28 05-09 09-20 10-10",
        ),
    ],
)
def test_china_is_as_the_state_council_announced_it(year: int, free: str, worked: str) -> None:
    """Typed from the notices of 12 November 2024 and 4 November 2025, not from the library."""
    data = page(ROOT / "generator" / "holidays" / "CN.json")
    expected = set()
    for stretch in free.split():
        first, _, last = stretch.partition("..")
        ends = [date.fromisoformat(f"{year}-{day}").toordinal() for day in (first, last or first)]
        expected |= set(range(ends[0], ends[1] + 1))
    assert {day.toordinal() for day in days(data["holidays"]) if day.year == year} == expected
    assert [f"{day:%m-%d}" for day in days(data["working_weekends"]) if day.year == year] == worked.split()


@pytest.mark.skipif(
    LOCKED is None or installed() != LOCKED[1], reason="needs the locked version of the library holidays"
)
@every_file
def test_baking_again_gives_the_same_bytes(path: Path) -> None:
    """Otherwise somebody changed a file by hand, or a new version of the library waits to be read."""
    from tests.holidays.bake import COUNTRIES, baked

    assert path.stem in COUNTRIES
    assert path.read_bytes() == baked(path.stem).encode()
