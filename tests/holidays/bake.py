"""Bakes ``generator/holidays/``: the public holidays of each country, from the PyPI library ``holidays``.

``python -m tests.holidays.bake`` writes every file anew. The library also answers for years that nobody has
published yet, mostly without saying so; how far a country is official is therefore decided here, by hand, and the
change to the files is read before it is committed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

import holidays

FOLDER = Path(__file__).parents[2] / "generator" / "holidays"

LIBRARY = f"holidays {version('holidays')}"

FIRST = 2024

BY_RULE = 2035
"""Where a law names the days by a rule, they are certain until the law is changed, and laws are changed: Denmark gave
up a holiday in 2024, Italy took one up in 2026. This is later than any deadline that a shop gives today, guarantees
of several years included, and near enough for a reader of the file to look at every day of it.
"""

ESTIMATED = "estimated"
"""What the library writes beside a day that depends on a sighting of the moon."""

EXCHANGED = re.compile(r"Day off \(substituted from (\d\d)/(\d\d)/(\d{4})\)")
"""How the library names a day off for which a day of the weekend is worked."""


@dataclass(frozen=True)
class Country:
    """What the library has to be asked for, and how far its answer is official.

    ``optional`` takes in the days that the library calls so, where the law calls them public holidays. ``common``
    takes in the days that are holidays in every part. ``weekends`` takes in the weekends beside holidays.
    ``exchanges`` is false where exchanged days bind the public service only.
    """

    name: str
    law: str | None
    last: int = BY_RULE
    optional: bool = False
    common: bool = False
    weekends: bool = False
    exchanges: bool = True


BANKING = "Banking and Financial Dealings Act 1971; royal proclamations"

COUNTRIES: Mapping[str, Country] = {
    # From notices, one or two years at a time. The last year is the one for which the library cites the notice or
    # the list, or which was compared with it by hand.
    "CN": Country(
        "China",
        "Regulation on Public Holidays (State Council Order 795); State Council notices for 2024, 2025 and 2026",
        2026,  # the last year of the library's ChinaStaticHolidays; later years lack all exchanged days
        weekends=True,  # the notices name stretches of days, and a shop may be open at weekends
    ),
    "HK": Country("Hong Kong", "General Holidays Ordinance (Cap. 149)", 2026, optional=True),
    "MO": Country("Macao", "Ordem Executiva n.º 60/2000", 2026, optional=True),
    "TW": Country("Taiwan", "紀念日及節日實施條例; work calendars of the DGPA", 2026),
    "SG": Country("Singapore", "Holidays Act 1998; lists of the Ministry of Manpower", 2027),
    # Rules, but the equinoxes (JP) and the lunar days (KR) are in the almanac of the year, published the year before.
    "JP": Country("Japan", "Act on National Holidays (178/1948); almanac of the NAOJ", 2027),
    "KR": Country("South Korea", "Act on Public Holidays and its decree; almanac of the KASI", 2027),
    # The list in force names these years.
    "GB": Country("United Kingdom", BANKING, 2027),
    "GB-ENG": Country("England", BANKING, 2027),
    "GB-NIR": Country("Northern Ireland", BANKING, 2027),
    "GB-SCT": Country("Scotland", BANKING, 2027),
    "GB-WLS": Country("Wales", BANKING, 2027),
    "AU": Country("Australia", "Fair Work Act 2009, s. 115; the acts of the states", 2027, common=True),
    "AL": Country("Albania", "Ligji nr. 7651/1992; lists of the Bank of Albania", 2026),
    "HU": Country("Hungary", "2012. évi I. törvény, 102. §; yearly decrees on exchanged days", 2026),
    "ES": Country("Spain", "Real Decreto 2001/1983, art. 45; yearly resolutions in the BOE", 2026),
    # From a law that names the days.
    "US": Country("United States", "5 U.S.C. 6103"),
    "CA": Country("Canada", "Canada Labour Code, s. 166, as far as all provinces agree"),
    "MX": Country("Mexico", "Ley Federal del Trabajo, art. 74"),
    "BR": Country("Brazil", "Lei 662/1949; Lei 6.802/1980; Lei 14.759/2023"),
    "CL": Country("Chile", "Ley 2.977; Ley 19.668; Ley 19.973; Ley 21.357"),
    "NZ": Country("New Zealand", "Holidays Act 2003; Te Kāhui o Matariki Public Holiday Act 2022"),
    "CH": Country("Switzerland", "Bundesverfassung, Art. 110; the days that all cantons keep"),
    "IS": Country("Iceland", "Lög nr. 88/1971, 6. gr."),
    "LI": Country("Liechtenstein", "Arbeitsgesetz"),
    "NO": Country("Norway", "Lov om helligdager og helligdagsfred (1995); lov om 1. og 17. mai (1947)"),
    "AT": Country("Austria", "Arbeitsruhegesetz, § 7"),
    "BE": Country("Belgium", "Loi du 4 janvier 1974 relative aux jours fériés"),
    "BG": Country("Bulgaria", "Labour Code, art. 154"),
    "CY": Country("Cyprus", None),
    "CZ": Country("Czechia", "Zákon č. 245/2000 Sb."),
    "DE": Country("Germany", "The days that all Länder keep; Einigungsvertrag, Art. 2"),
    "DK": Country("Denmark", "The holidays of the Church of Denmark; lov nr. 214/2023"),
    "EE": Country("Estonia", "Pühade ja tähtpäevade seadus"),
    "FI": Country("Finland", "Kirkkolaki; laki 388/1937; laki 272/1944"),
    "FR": Country("France", "Code du travail, art. L3133-1"),
    "GR": Country("Greece", None),
    "HR": Country("Croatia", "Zakon o blagdanima, spomendanima i neradnim danima"),
    "IE": Country("Ireland", "Organisation of Working Time Act 1997, Second Schedule"),
    "IT": Country("Italy", "Legge 260/1949; legge 151/2025"),
    "LT": Country("Lithuania", "Darbo kodeksas, 123 str."),
    "LU": Country("Luxembourg", "Code du travail, art. L.232-2"),
    "LV": Country("Latvia", "Likums „Par svētku, atceres un atzīmējamām dienām”", exchanges=False),
    "MT": Country("Malta", "National Holidays and Other Public Holidays Act (Cap. 252)"),
    "NL": Country("Netherlands", "Algemene termijnenwet, art. 3 (5 May: every fifth year, as most employers do)"),
    "PL": Country("Poland", "Ustawa z dnia 18 stycznia 1951 r. o dniach wolnych od pracy"),
    "PT": Country("Portugal", "Código do Trabalho, art. 234.º"),
    "RO": Country("Romania", "Codul muncii, art. 139"),
    "SE": Country("Sweden", "Lag (1989:253) om allmänna helgdagar"),
    "SI": Country("Slovenia", "Zakon o praznikih in dela prostih dnevih"),
    "SK": Country("Slovakia", "Zákon č. 241/1993 Z. z."),
    # Morocco is missing: the days of the Islamic calendar are the library's own estimates, in past years too.
}


def baked(code: str) -> str:
    """The text of the file of a country, or of a part of one (``GB-SCT``)."""
    country = COUNTRIES[code]
    days, worked = _days(code, country)
    if country.weekends:
        days |= dict.fromkeys(_weekends(days, worked), "Weekend of the holiday")
    source = {"library": LIBRARY} | ({"law": country.law} if country.law else {})
    page = {
        "country": code,
        "name": country.name,
        "source": source,
        "first": FIRST,
        "last_official": country.last,
        "holidays": {str(day): days[day] for day in sorted(days)},
        "working_weekends": {str(day): worked[day] for day in sorted(worked)},
    }
    return json.dumps(page, ensure_ascii=False, indent=2) + "\n"


def _days(code: str, country: Country) -> tuple[dict[date, str], dict[date, str]]:
    """Holidays and working weekends of the official years."""
    days: dict[date, str] = {}
    worked: dict[date, str] = {}
    for day, name in _asked(code, country).items():
        assert ESTIMATED not in name, f"{code} {day}: {name} is not official"
        exchanged = EXCHANGED.fullmatch(name)
        if exchanged is None:
            days[day] = name
        elif country.exchanges:
            month, at, year = map(int, exchanged.groups())
            days[day] = f"Day off in exchange for {date(year, month, at)}"
            worked[date(year, month, at)] = f"Worked in exchange for {day}"
    return days, worked


def _asked(code: str, country: Country) -> dict[date, str]:
    """What the library says of the official years."""
    alone, _, part = code.partition("-")
    known = holidays.country_holidays(alone)

    def ask(subdivision: str | None) -> dict[date, str]:
        answer = holidays.country_holidays(
            alone,
            subdivision,
            years=range(FIRST, country.last + 1),
            categories=("public", "optional") if country.optional else ("public",),
            language="en_US" if "en_US" in known.supported_languages else None,
        )
        return {day: answer[day] for day in answer if FIRST <= day.year <= country.last}

    days = ask(part or None)
    if country.common:
        parts = [ask(subdivision) for subdivision in known.subdivisions]
        days |= {day: name for day, name in parts[0].items() if all(day in other for other in parts)}
    return days


def _weekends(days: Mapping[date, str], worked: Mapping[date, str]) -> list[date]:
    """The free Saturdays and Sundays that make one stretch with a holiday."""
    found = []
    for day in days:
        for step in (timedelta(1), timedelta(-1)):
            beside = day + step
            while beside.weekday() >= 5 and beside not in days and beside not in worked and beside.year >= FIRST:
                found.append(beside)
                beside += step
    return found


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.json"):
        path.unlink()
    for code in COUNTRIES:
        (FOLDER / f"{code}.json").write_text(baked(code), encoding="utf-8")
