"""What stands in time: events, seasons, calendars; and the small vocabularies of names."""

from __future__ import annotations

import re
from itertools import combinations

from generator.finding import LANGUAGES
from generator.policy.holidays import shipped
from generator.policy.model import Calendar, Counting, Event, Label, Named, Season
from generator.policy.notation import Unreadable, parse_days
from generator.policy.regions import check_region, country_of, is_region
from generator.policy.shape import Report, fields, label_of, text, texts
from generator.policy.source import Mapping, Node, Scalar
from generator.policy.suggestion import suggest
from generator.policy.values import Day

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9]) *- *([01][0-9]|2[0-4]):([0-5][0-9])")
_EVERY_YEAR = "every_year"


def read_season(key: Scalar, node: Node, events: tuple[str, ...], report: Report) -> Season | None:
    """The season, written as ``{EVENT: FIRST..LAST}`` or ``{event: EVENT, every_year: FIRST..LAST}``."""
    if not isinstance(node, Mapping):
        fields(node, report)
        return None
    short = [name for name in (k.text for k, _ in node.items) if name not in ("event", _EVERY_YEAR, *LANGUAGES)]
    long_form = any(k.text in ("event", _EVERY_YEAR) for k, _ in node.items)
    known = ("event", _EVERY_YEAR) if long_form else tuple(name for name in short if name in events) or tuple(events)
    part = fields(node, report, required=known if long_form else (), optional=(*known, *LANGUAGES))
    if part is None:
        return None
    name = label_of(part, report, needed=False)
    given = [event for event in known if event in part.nodes]
    if long_form:
        event_word = text(part.get("event"), report)
        span = text(part.get(_EVERY_YEAR), report)
        if event_word and event_word.text not in events:
            report.add("SP211", event_word.place, text=event_word.text, suggestion=suggest(event_word.text, events))
            return None
        event = event_word.text if event_word else ""
    elif len(given) != 1:
        if not short:
            report.add("SP202", part.place, key="event")
        return None
    else:
        event, span = given[0], text(part.nodes[given[0]], report)
    days = _days(span, report, yearly=long_form) if span and event else None
    if days is None:
        return None
    return Season(key.text, event, *days, name, key.place)


def _days(span: Scalar, report: Report, *, yearly: bool) -> tuple[Day, Day] | None:
    words = span.text.strip()
    prefix = re.match(rf"{_EVERY_YEAR}: *", words)
    start = prefix.end() if prefix else 0
    days = parse_days(words[start:])
    if isinstance(days, Unreadable):
        report.unreadable(span, Unreadable(days.code, days.facts, days.offset + start))
        return None
    if (days[0].year is None) != (yearly or bool(prefix)):
        report.add("SP227", span.place, text=span.text)
        return None
    if days[0].year is not None and days[1] < days[0]:
        report.add("SP246", span.place, first=str(days[0]), last=str(days[1]))
        return None
    return days


def check_overlaps(seasons: tuple[Season, ...], report: Report) -> None:
    """A day is in one season at most: whichever file order, the later one by place is reported."""
    for one, two in combinations(sorted(seasons, key=lambda season: season.place), 2):
        if any(a <= d and c <= b for a, b in _stretches(one, two) for c, d in _stretches(two, one)):
            report.add("SP247", two.place, season=two.id, other=one.id)


def _stretches(season: Season, beside: Season) -> list[tuple[Day, Day]]:
    """The days of a season, as stretches that can be compared with those of the other one."""
    if season.first.year is not None:
        return [(season.first, season.last)]
    years = (
        (2000,)
        if beside.first.year is None or beside.last.year is None
        else tuple(range(beside.first.year - 1, beside.last.year + 2))
    )
    first, last = season.first, season.last
    wraps = (last.month, last.day) < (first.month, first.day)
    if years == (2000,) and wraps:
        return [
            (Day(2000, first.month, first.day), Day(2000, 12, 31)),
            (Day(2000, 1, 1), Day(2000, last.month, last.day)),
        ]
    return [(Day(y, first.month, first.day), Day(y + wraps, last.month, last.day)) for y in years]


def read_calendar(key: Scalar, node: Node, report: Report) -> Calendar | None:
    """The calendar: closed weekdays, a country's holidays, opening hours; all of them optional."""
    part = fields(node, report, optional=("closed", "holidays", "hours", *LANGUAGES))
    if part is None:
        return None
    closed = texts(part.get("closed"), report) if part.get("closed") else ()
    for day in closed or ():
        if day.text not in _WEEKDAYS:
            report.add("SP249", day.place, text=day.text, suggestion=suggest(day.text, _WEEKDAYS))
    if len({day.text for day in closed or ()}) == len(_WEEKDAYS):
        report.add("SP249", part.at("closed"), text=key.text, suggestion=("It is never open.", "它永远不营业。"))
    holidays = text(part.get("holidays"), report)
    if holidays and not (check_region(holidays, report) and _check_shipped(holidays, report)):
        holidays = None
    hours = text(part.get("hours"), report)
    span = _HOURS.fullmatch(hours.text) if hours else None
    if hours and not (span and (span[1], span[2]) < (span[3], span[4]) <= ("24", "00")):
        report.add("SP249", hours.place, text=hours.text, suggestion=("Write 09:00-18:00.", "请写成 09:00-18:00。"))
        return None
    return Calendar(
        key.text,
        tuple(day.text for day in closed or ()),
        holidays.text if holidays else None,
        (f"{span[1]}:{span[2]}", f"{span[3]}:{span[4]}") if span else None,
        label_of(part, report, needed=False),
        key.place,
    )


def _check_shipped(country: Scalar, report: Report) -> bool:
    """Whether the public holidays of this country, or part of one, are known; reported if not."""
    if country.text in shipped():
        return True
    near = tuple(code for code in shipped() if country_of(code) == country_of(country.text))
    every = (f"It can be: {', '.join(shipped())}.", f"可以写：{'、'.join(shipped())}。")
    report.add("SP260", country.place, text=country.text, suggestion=suggest(country.text, near) if near else every)
    return False


def read_event(key: Scalar, node: Node, report: Report) -> Event | None:
    """The event; without ``counting`` the next day is day one."""
    part = fields(node, report, optional=("counting", *LANGUAGES))
    if part is None:
        return None
    counting = Counting.NEXT_DAY
    word = text(part.get("counting"), report)
    if word:
        if word.text not in set(Counting):
            report.add(
                "SP216",
                word.place,
                text=word.text,
                what=("counting", "counting"),
                suggestion=suggest(word.text, tuple(Counting)),
            )
            return None
        counting = Counting(word.text)
    name = label_of(part, report, most=3)
    if name is None:
        return None
    pending = Label(name.en[2:], name.zh[2:]) if name.en[2:] and name.zh[2:] else None
    return Event(key.text, counting, Label(name.en[:2], name.zh[:2]), key.place, pending)


def read_named(key: Scalar, node: Node, report: Report, *, with_country: bool = False) -> Named | None:
    """A kind of evidence, a role, or a place, which may name its country."""
    part = fields(node, report, optional=(*LANGUAGES, *(("country",) if with_country else ())))
    if part is None:
        return None
    name = label_of(part, report)
    country = text(part.get("country"), report)
    if country and not check_region(country, report):
        return None
    if with_country and is_region(key.text.upper()) and len(key.text) == 2:
        report.add("SP206", key.place, name=key.text, other=("a country", "一个国家"))
    return Named(key.text, name, country.text if country else None, key.place) if name else None
