"""Business days and open hours: exact days that anybody can check on a calendar, and any day against a slow count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.decisions.calendars import (
    DAY,
    Unpublished,
    WorkCalendar,
    add_business_days,
    add_open_time,
    countries,
    is_business_day,
    longest_business_days,
    shortest_business_days,
)
from generator.policy.holidays import holidays_of

WEEKEND = frozenset({5, 6})
CHINA = WorkCalendar(WEEKEND, "CN", None, None)
BRITAIN = WorkCalendar(WEEKEND, "GB", None, None)
BANK = WorkCalendar(WEEKEND, None, None, None)
DESK = WorkCalendar(WEEKEND, None, 9 * 3600, 18 * 3600)
CHINESE_DESK = WorkCalendar(WEEKEND, "CN", 9 * 3600, 18 * 3600)
HOUR = 3600


def ends(calendar: WorkCalendar, start: str, number: int, *, day_one: bool = False) -> str:
    day = add_business_days(calendar, date.fromisoformat(start).toordinal(), number, day_one=day_one)
    return str(date.fromordinal(day))


def instant(text: str) -> int:
    when = datetime.fromisoformat(text)
    return when.toordinal() * DAY + when.hour * HOUR + when.minute * 60 + when.second


def open_until(calendar: WorkCalendar, start: str, seconds: int) -> str:
    day, second = divmod(add_open_time(calendar, instant(start), seconds), DAY)
    return f"{datetime.combine(date.fromordinal(day), time()) + timedelta(seconds=second):%Y-%m-%d %H:%M:%S}"


def worked(calendar: WorkCalendar, days: str) -> str:
    """The days of ``days`` that are worked."""
    return " ".join(day for day in days.split() if is_business_day(calendar, date.fromisoformat(day).toordinal()))


# ------------------------------------------------------------------------------------------------ business days


def test_chinas_national_day_of_2026_is_free_and_its_weekends_are_worked() -> None:
    """20 September and 10 October are a Sunday and a Saturday that are worked; 1 to 7 October are free."""
    around = "2026-09-19 2026-09-20 2026-09-30 2026-10-01 2026-10-07 2026-10-08 2026-10-10 2026-10-11"
    assert worked(CHINA, around) == "2026-09-20 2026-09-30 2026-10-08 2026-10-10"


def test_a_deadline_runs_over_chinas_national_day() -> None:
    assert ends(CHINA, "2026-09-30", 1) == "2026-10-08"
    assert ends(CHINA, "2026-09-30", 3) == "2026-10-10"  # a Saturday


def test_a_weekend_inside_a_holiday_is_free_even_for_who_never_closes() -> None:
    always = WorkCalendar(frozenset(), "CN", None, None)
    assert worked(always, "2026-09-26 2026-10-03 2026-10-04 2026-10-11") == "2026-10-11"


def test_a_working_weekend_is_worked_only_where_it_is_decreed() -> None:
    assert worked(BANK, "2026-09-20 2026-10-10") == ""


def test_ten_business_days_across_the_end_of_the_year() -> None:
    """From Friday 18 December 2026: 21-24, 29-31 December, then 4-6 January."""
    assert ends(BRITAIN, "2026-12-18", 10) == "2027-01-06"


def test_british_christmas_of_2026_has_a_monday_in_lieu() -> None:
    """Boxing Day is a Saturday, so that Monday 28 December is free."""
    assert worked(BRITAIN, "2026-12-24 2026-12-25 2026-12-26 2026-12-28 2026-12-29") == "2026-12-24 2026-12-29"
    assert ends(BRITAIN, "2026-12-24", 1) == "2026-12-29"


def test_a_part_of_a_country_has_its_own_holidays() -> None:
    """Easter Monday is free in England, not in Scotland."""
    assert worked(WorkCalendar(WEEKEND, "GB-ENG", None, None), "2026-04-06") == ""
    assert worked(WorkCalendar(WEEKEND, "GB-SCT", None, None), "2026-04-06") == "2026-04-06"


def test_counting_begins_on_the_day_after_or_on_the_day_itself() -> None:
    assert ends(BANK, "2026-01-07", 1) == "2026-01-08"
    assert ends(BANK, "2026-01-07", 1, day_one=True) == "2026-01-07"


def test_a_first_day_that_is_closed_does_not_count() -> None:
    saturday = "2026-01-10"
    assert ends(BANK, saturday, 1, day_one=True) == ends(BANK, saturday, 1) == "2026-01-12"


@pytest.mark.parametrize("day_one", [True, False])
def test_no_business_day_at_all_ends_where_it_starts(day_one: bool) -> None:
    assert ends(BANK, "2026-01-10", 0, day_one=day_one) == "2026-01-10"


def test_closed_weekdays_need_not_be_a_weekend() -> None:
    assert ends(WorkCalendar(frozenset({0}), None, None, None), "2026-01-09", 3) == "2026-01-13"


# --------------------------------------------------------------------------------------------------- open hours


def test_the_hours_of_a_desk_go_on_after_the_weekend() -> None:
    """An hour on Friday, an hour on Monday."""
    assert open_until(DESK, "2026-01-09 17:00:00", 2 * HOUR) == "2026-01-12 10:00:00"


def test_time_that_is_up_exactly_at_closing_ends_there() -> None:
    assert open_until(DESK, "2026-01-09 17:00:00", HOUR) == "2026-01-09 18:00:00"
    assert open_until(DESK, "2026-01-09 17:00:00", HOUR + 1) == "2026-01-12 09:00:01"
    assert open_until(DESK, "2026-01-09 17:00:00", 10 * HOUR) == "2026-01-12 18:00:00"


@pytest.mark.parametrize("start", ["2026-01-09 18:00:00", "2026-01-09 23:00:00", "2026-01-11 12:00:00"])
def test_outside_the_hours_the_clock_stands_still(start: str) -> None:
    assert open_until(DESK, start, HOUR) == "2026-01-12 10:00:00"


def test_before_opening_the_clock_waits_for_it() -> None:
    assert open_until(DESK, "2026-01-09 00:00:00", HOUR) == "2026-01-09 10:00:00"


def test_a_desk_keeps_the_holidays_too() -> None:
    assert open_until(CHINESE_DESK, "2026-09-30 17:30:00", HOUR) == "2026-10-08 09:30:00"
    assert open_until(CHINESE_DESK, "2026-10-09 17:30:00", HOUR) == "2026-10-10 09:30:00"  # a Saturday


def test_without_hours_the_whole_business_day_is_open() -> None:
    assert open_until(BANK, "2026-01-09 12:00:00", DAY // 2) == "2026-01-10 00:00:00"
    assert open_until(BANK, "2026-01-09 12:00:00", DAY) == "2026-01-12 12:00:00"


def test_no_time_at_all_ends_where_it_starts() -> None:
    assert open_until(DESK, "2026-01-10 03:00:00", 0) == "2026-01-10 03:00:00"


# ------------------------------------------------------------------------------------------ the worst case


def test_ten_business_days_are_two_weeks_for_a_bank_and_three_for_a_shop_in_china() -> None:
    assert longest_business_days(BANK, 10, day_one=False) == 14
    assert shortest_business_days(BANK, 10, day_one=False) == 12
    assert longest_business_days(CHINA, 10, day_one=False) == 21


def test_calendar_days_are_counted_as_the_business_days_are() -> None:
    """With the first day as day one: Monday to Friday of the next week, and Saturday to Friday in two weeks."""
    assert shortest_business_days(BANK, 10, day_one=True) == 12
    assert longest_business_days(BANK, 10, day_one=True) == 14
    assert longest_business_days(BANK, 0, day_one=True) == shortest_business_days(BANK, 0, day_one=True) == 0


def test_the_longest_and_the_shortest_are_those_of_some_start() -> None:
    starts = range(date(2024, 1, 1).toordinal(), date(2027, 12, 1).toordinal())
    spans = [add_business_days(BRITAIN, start, 7, day_one=False) - start for start in starts]
    assert longest_business_days(BRITAIN, 7, day_one=False) == max(spans)
    assert shortest_business_days(BRITAIN, 7, day_one=False) == min(spans)


# ------------------------------------------------------------------------------------------------ unpublished


def facts(happened: pytest.ExceptionInfo[Unpublished]) -> tuple[str, int, int]:
    return happened.value.country, happened.value.year, happened.value.last


@pytest.mark.parametrize(
    ("start", "number", "year"),
    [("2026-12-28", 4, 2027), ("2026-12-31", 1, 2027), ("2029-05-01", 1, 2029), ("2023-12-30", 1, 2023)],
)
def test_a_deadline_is_never_guessed_beyond_the_published_years(start: str, number: int, year: int) -> None:
    with pytest.raises(Unpublished) as happened:
        ends(CHINA, start, number)
    assert facts(happened) == ("CN", year, 2026)


def test_a_deadline_that_ends_on_the_last_published_day_is_known() -> None:
    assert ends(CHINA, "2026-12-28", 3) == "2026-12-31"


def test_a_start_before_the_published_years_need_not_be_judged_itself() -> None:
    assert ends(CHINA, "2023-12-31", 1) == "2024-01-02"
    with pytest.raises(Unpublished):
        ends(CHINA, "2023-12-31", 1, day_one=True)


def test_open_time_is_never_guessed_either() -> None:
    assert open_until(CHINESE_DESK, "2026-12-31 12:00:00", 6 * HOUR) == "2026-12-31 18:00:00"
    with pytest.raises(Unpublished) as happened:
        open_until(CHINESE_DESK, "2026-12-31 12:00:00", 6 * HOUR + 1)
    assert facts(happened) == ("CN", 2027, 2026)


def test_a_country_without_data_has_no_last_year() -> None:
    with pytest.raises(Unpublished) as happened:
        worked(WorkCalendar(WEEKEND, "MA", None, None), "2026-01-05")
    assert facts(happened) == ("MA", 2026, 0)


def test_more_business_days_than_are_published_have_no_worst_case() -> None:
    with pytest.raises(Unpublished) as happened:
        longest_business_days(CHINA, 1000, day_one=False)
    assert facts(happened) == ("CN", 2027, 2026)


@pytest.mark.parametrize(
    ("closed", "opens", "closes"),
    [
        (frozenset(range(7)), None, None),
        (frozenset({7}), None, None),
        (WEEKEND, 3600, None),
        (WEEKEND, None, 3600),
        (WEEKEND, 3600, 3600),
        (WEEKEND, 0, DAY + 1),
    ],
)
def test_a_calendar_that_is_never_open_cannot_be_made(
    closed: frozenset[int], opens: int | None, closes: int | None
) -> None:
    with pytest.raises(ValueError, match=r"closed|opens"):
        WorkCalendar(closed, None, opens, closes)


def test_nothing_is_counted_backwards() -> None:
    with pytest.raises(ValueError, match="-1"):
        ends(BANK, "2026-01-05", -1)
    with pytest.raises(ValueError, match="-1"):
        open_until(BANK, "2026-01-05 00:00:00", -1)


# ------------------------------------------------------------------------------------ any day, counted slowly


def slowly_worked(calendar: WorkCalendar, day: int) -> bool:
    if calendar.country is not None:
        published = holidays_of(calendar.country)
        year = date.fromordinal(day).year
        if not published.first <= year <= published.last:
            raise Unpublished(calendar.country, year, published.last)
        if day in published.working_weekends:
            return True
        if day in published.days:
            return False
    return date.fromordinal(day).weekday() not in calendar.closed


def slow_business_days(calendar: WorkCalendar, start: int, number: int, day_one: bool) -> int:
    if number == 0:
        return start
    day = start if day_one else start + 1
    while True:
        if slowly_worked(calendar, day):
            number -= 1
            if number == 0:
                return day
        day += 1


def slow_open_time(calendar: WorkCalendar, start: int, minutes: int) -> int:
    """Minute by minute; starts and hours are whole minutes."""
    opens, closes = calendar.hours
    now = start
    while minutes:
        day, second = divmod(now, DAY)
        if second >= closes or not slowly_worked(calendar, day):
            now = (day + 1) * DAY
            continue
        minutes -= second >= opens
        now += 60
    return now


def outcome(count: Callable[[], int]) -> int | tuple[str, int, int]:
    """The result, or the facts of why there is none."""
    try:
        return count()
    except Unpublished as unpublished:
        return unpublished.country, unpublished.year, unpublished.last


calendars = st.builds(
    lambda closed, country, hours: WorkCalendar(closed, country, *hours),
    st.frozensets(st.integers(0, 6), max_size=6),
    st.sampled_from([None, *countries()]),
    st.sampled_from([(None, None), (0, 12 * HOUR), (9 * HOUR, 18 * HOUR), (20 * HOUR, DAY)]),
)
starts = st.dates(date(2023, 12, 25), date(2028, 1, 5)).map(date.toordinal)


@given(calendars, starts, st.integers(0, 60), st.booleans())
def test_business_days_are_those_of_a_slow_count(
    calendar: WorkCalendar, start: int, number: int, day_one: bool
) -> None:
    """The same last day, or the same year that is not published."""
    slow = outcome(lambda: slow_business_days(calendar, start, number, day_one))
    assert outcome(lambda: add_business_days(calendar, start, number, day_one=day_one)) == slow


@given(calendars, starts, st.integers(0, DAY // 60 - 1), st.integers(0, 2000))
def test_open_time_is_that_of_a_slow_count(calendar: WorkCalendar, day: int, minute: int, minutes: int) -> None:
    start = day * DAY + minute * 60
    slow = outcome(lambda: slow_open_time(calendar, start, minutes))
    assert outcome(lambda: add_open_time(calendar, start, minutes * 60)) == slow


@given(calendars, starts)
def test_a_day_is_judged_as_it_stands_in_the_data(calendar: WorkCalendar, day: int) -> None:
    slow = outcome(lambda: slowly_worked(calendar, day))
    assert outcome(lambda: is_business_day(calendar, day)) == slow
