"""When deadlines end: each way of counting that policy files can ask for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from generator.decisions.clock import FOREVER, NOT_YET, Clock, End, Moment
from generator.decisions.quantities import Inexact, leaf_of
from generator.policy.notation import Unreadable, parse_day, parse_duration, parse_leaf
from generator.policy.values import Day, EarlierOf, Endless, LaterOf

PROGRAM: Any = {
    "timezone": "Europe/Dublin",
    "events": {"delivered": 0, "received": 1, "ordered": 0},
    "calendars": {
        "shop": {"closed": [5, 6], "country": "GB-ENG"},
        "desk": {"closed": [5, 6], "opens": 9 * 3600, "closes": 17 * 3600},
    },
}
CLOCK = Clock(PROGRAM)
NOW = CLOCK.moment(date(2026, 6, 1))


def deadline(text: str) -> Any:
    found = parse_leaf(text)
    assert not isinstance(found, Unreadable)
    return found


def ends(leaf: Any, now: Moment = NOW, **events: str | Moment) -> End | None:
    known = {name: at if isinstance(at, Moment) else moment(at) for name, at in events.items()}
    return CLOCK.ends(leaf_of(leaf, "shop", "ordered"))(known, now)


def is_open(end: End | None) -> bool:
    return end is not None and end.is_open


def moment(text: str) -> Moment:
    return CLOCK.moment(datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text))


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def instant(text: str) -> int:
    return CLOCK.instant(datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("text", "event", "last"),
    [
        ("14 days from delivered", "2026-03-10", "2026-03-24"),
        ("0 days from delivered", "2026-03-10", "2026-03-10"),
        ("2 weeks from delivered", "2026-03-10", "2026-03-24"),
        ("1 month from delivered", "2026-01-31", "2026-02-28"),
        ("12 months from delivered", "2024-02-29", "2025-02-28"),
        ("1.5 years from delivered", "2026-08-31", "2028-02-29"),
        ("5..10 days from delivered", "2026-03-10", "2026-03-20"),
        ("2 business days from delivered", "2026-12-24", "2026-12-30"),
    ],
)
def test_the_day_after_the_event_is_the_first(text: str, event: str, last: str) -> None:
    """A range ends at its high end; Boxing Day 2026 is a Saturday, so Monday is a holiday in its stead."""
    assert ends(deadline(text), delivered=event) == End(day(last))


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("14 days from received", "2026-03-23"),
        ("1 day from received", "2026-03-10"),
        ("0 days from received", "2026-03-10"),
        ("1 month from received", "2026-04-09"),
        ("3 business days from received", "2026-03-12"),
    ],
)
def test_an_event_counted_as_day_one_is_the_first_itself(text: str, last: str) -> None:
    assert ends(deadline(text), received="2026-03-10") == End(day(last))


def test_hours_run_from_the_instant_across_a_change_of_the_clocks() -> None:
    """On 29 March 2026 Ireland's clocks jump from one to two in the morning."""
    assert ends(deadline("24 hours from delivered"), delivered="2026-03-28T12:00:00") == End(
        day("2026-03-29"), instant("2026-03-29T13:00:00")
    )


def test_hours_from_an_event_known_by_its_day_run_from_its_last_second() -> None:
    assert ends(deadline("48 hours from delivered"), delivered="2026-03-10") == End(
        day("2026-03-12"), None, at_the_latest=True
    )
    assert ends(deadline("36 hours from delivered"), delivered="2026-03-10") == End(
        day("2026-03-12"), instant("2026-03-12T11:59:59"), at_the_latest=True
    )


def test_hours_on_a_calendar_run_only_while_it_is_open() -> None:
    """Friday at four leaves an hour; the other three are Monday's."""
    assert ends(deadline("4 hours (desk) from delivered"), delivered="2026-03-13T16:00:00") == End(
        day("2026-03-16"), instant("2026-03-16T12:00:00")
    )


def test_a_day_without_a_year_is_the_first_on_or_after_the_event_that_picks_the_version() -> None:
    leaf = parse_day("01-31")
    assert ends(leaf, ordered="2026-12-20") == End(day("2027-01-31"))
    assert ends(leaf, ordered="2027-01-31") == End(day("2027-01-31"))
    assert ends(Day(None, 2, 29), ordered="2027-01-31") == End(day("2027-02-28"))


LATER = LaterOf((Day(2027, 1, 31), deadline("30 days from delivered")))
EARLIER = EarlierOf((deadline("14 days from received"), deadline("7 days from delivered")))


@pytest.mark.parametrize(("delivered", "last"), [("2026-12-20", "2027-01-31"), ("2027-01-02", "2027-02-01")])
def test_the_later_of_two_ends_counts(delivered: str, last: str) -> None:
    assert ends(LATER, delivered=delivered) == End(day(last))


def test_what_has_not_happened_makes_the_later_of_unlimited_and_the_earlier_of_ignores_it() -> None:
    assert is_open(ends(LATER, delivered=NOT_YET))
    assert ends(EARLIER, received=NOT_YET, delivered="2026-03-10") == End(day("2026-03-17"), None, at_the_latest=True)
    assert is_open(ends(EARLIER, received=NOT_YET, delivered=NOT_YET))


def test_the_earlier_of_with_one_end_known_is_at_the_latest() -> None:
    assert ends(EARLIER, delivered="2026-03-10") == End(day("2026-03-17"), None, at_the_latest=True)
    assert ends(EARLIER, received="2026-03-01", delivered="2026-03-10") == End(day("2026-03-14"))


def test_what_depends_on_an_unknown_event_is_not_known() -> None:
    assert ends(deadline("14 days from delivered")) is None
    assert ends(LATER) is None
    assert ends(EARLIER) is None


def test_a_whole_day_ends_after_an_instant_of_it() -> None:
    leaf = LaterOf((deadline("24 hours from delivered"), deadline("1 day from ordered")))
    assert ends(leaf, delivered="2026-03-10T09:00:00", ordered="2026-03-10") == End(day("2026-03-11"))


def test_at_once_ends_with_the_act_and_unlimited_never() -> None:
    assert ends(Endless.AT_ONCE) == End(NOW.day, NOW.at)
    assert ends(Endless.UNLIMITED) == FOREVER


@pytest.mark.parametrize(
    ("now", "is_met"), [("2026-03-24", True), ("2026-03-24T23:59:59", True), ("2026-03-25T00:00:00", False)]
)
def test_a_day_ends_at_its_last_second_in_the_time_zone_of_the_shop(now: str, is_met: bool) -> None:
    assert CLOCK.meets(moment(now), End(day("2026-03-24"))) is is_met


def test_an_instant_with_an_offset_falls_on_the_shops_day() -> None:
    assert moment("2026-03-25T07:30:00+08:00").day == day("2026-03-24")


@pytest.mark.parametrize(
    ("now", "is_met"), [("2026-03-12T10:00:00", True), ("2026-03-12T10:00:01", False), ("2026-03-12", True)]
)
def test_an_act_known_by_its_day_counts_from_its_first_second(now: str, is_met: bool) -> None:
    end = End(day("2026-03-12"), instant("2026-03-12T10:00:00"))
    assert CLOCK.meets(moment(now), end) is is_met


@pytest.mark.parametrize("text", ["0.5 months", "1.5 business days", "0.3333 seconds"])
def test_a_duration_without_an_exact_end_is_refused(text: str) -> None:
    duration = parse_duration(text)
    with pytest.raises(Inexact):
        leaf_of(duration, None, "ordered")
