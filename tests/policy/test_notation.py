"""Text and values: what is written is what is read, and the other way round."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.policy.bounds import Bound, Comparison, parse_bound
from generator.policy.notation import Unreadable, notation, parse_days, parse_leaf
from generator.policy.values import (
    After,
    Day,
    Duration,
    Endless,
    Leaf,
    Money,
    Percent,
    Unit,
    minor_digits,
    without_parts_of_years,
)

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
NUMBERS = st.decimals(min_value=0, max_value=30_000, places=2)


@st.composite
def _pairs(draw: st.DrawFn) -> tuple[Decimal, Decimal]:
    """A number, or two in order, as the reader makes them."""
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    return draw(st.sampled_from([(low, high), (low, low)]))


@st.composite
def _durations(draw: st.DrawFn) -> Duration:
    """As a policy can hold them: it knows half a year as six months, and no more months than days of a century."""
    low, high, unit = without_parts_of_years(*draw(_pairs()), draw(st.sampled_from(Unit)))
    assume(high <= 36_525)
    return Duration(low, high, unit, draw(st.none() | NAMES))


@st.composite
def _money(draw: st.DrawFn) -> Money:
    low, high = sorted(draw(st.tuples(*[st.integers(0, 10**9)] * 2)))
    currency = draw(st.sampled_from(["USD", "CNY", "JPY", "BHD", "EUR"]))
    return draw(st.sampled_from([Money(low, low, currency), Money(low, high, currency)]))


DAYS = st.dates().map(lambda day: Day(day.year, day.month, day.day))
PERCENTS = st.tuples(*[st.decimals(min_value=0, max_value=999, places=2)] * 2).map(lambda p: Percent(*sorted(p)))
LEAVES = st.one_of(
    _durations(), st.builds(After, _durations(), NAMES), _money(), DAYS, PERCENTS, st.sampled_from(Endless)
)


@given(LEAVES)
def test_every_value_is_read_back_as_it_was(value: Leaf | Percent) -> None:
    assert parse_leaf(notation(value)) == value


@given(LEAVES)
def test_a_value_has_one_notation(value: Leaf | Percent) -> None:
    """Reading it and writing it again changes nothing."""
    read = parse_leaf(notation(value))
    assert not isinstance(read, Unreadable)
    assert notation(read) == notation(value)


def test_years_with_parts_that_are_too_many_months_are_too_many() -> None:
    """Else a published version would hold what cannot be read back."""
    assert parse_leaf("3043.75 years") == parse_leaf("36525 months")
    read = parse_leaf("0..21245.75 years")
    assert isinstance(read, Unreadable)
    assert read.facts["why"][0] == "the number is too large"


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("1 days", "1 day"),
        ("30 day", "30 days"),
        ("5..5 days", "5 days"),
        ("1.50 days", "1.5 days"),
        ("7..10 business days from return_received", "7..10 business days from return_received"),
        ("48 hours (desk) from delivered", "48 hours (desk) from delivered"),
        ("8 USD", "8.00 USD"),
        ("8.5 USD", "8.50 USD"),
        ("500 JPY", "500 JPY"),
        ("1.234 BHD", "1.234 BHD"),
        ("10..25 USD", "10..25 USD"),
        ("10.50..25 USD", "10.50..25.00 USD"),
        ("12.50%", "12.5%"),
        ("15 %", "15%"),
        ("2027-01-31", "2027-01-31"),
        ("02-29", "02-29"),
        ("unlimited", "unlimited"),
        ("at_once", "at_once"),
        ("0 days from delivered", "0 days from delivered"),
    ],
)
def test_a_value_is_written_in_the_shortest_way(written: str, canonical: str) -> None:
    value = parse_leaf(written)
    assert not isinstance(value, Unreadable)
    assert notation(value) == canonical


@pytest.mark.parametrize(
    ("written", "code", "offset"),
    [
        ("30 calender days from delivered", "SP221", 3),
        ("30 working days", "SP221", 3),
        ("017 days", "SP220", 0),
        ("30 days after delivered", "SP220", 8),
        ("30 days from Delivered", "SP220", 13),
        ("5 business days (My shop)", "SP220", 17),
        ("-5 days", "SP220", 0),
        ("30", "SP222", 0),
        ("8.5", "SP222", 0),
        ("1_000", "SP222", 0),
        ("1,000 USD", "SP220", 0),
        ("USD 8", "SP220", 0),
        ("8 USB", "SP214", 2),
        ("8.555 USD", "SP223", 0),
        ("0.5 JPY", "SP223", 0),
        ("12.345%", "SP223", 0),
        ("10..7 days", "SP228", 0),
        ("2027-02-29", "SP227", 0),
        ("02-30", "SP227", 0),
        ("３０ days", "SP220", 0),
        ("30 days\nfrom delivered", "SP220", 0),
        ("unlimted", "SP220", 0),
        ("", "SP220", 0),
    ],
)
def test_what_is_no_value_says_why_and_where(written: str, code: str, offset: int) -> None:
    wrong = parse_leaf(written)
    assert isinstance(wrong, Unreadable)
    assert (wrong.code, wrong.offset) == (code, offset)


@pytest.mark.parametrize(
    ("unit", "meant"),
    [
        ("calender days", "days"),
        ("busines days", "business days"),
        ("workdays", "business days"),
        ("天", "days"),
        ("hrs", "hours"),
        ("个工作日", "business days"),
    ],
)
def test_a_unit_that_is_nearly_right_is_suggested(unit: str, meant: str) -> None:
    wrong = parse_leaf(f"5 {unit}")
    assert isinstance(wrong, Unreadable)
    assert wrong.facts["suggestion"] == (f'Did you mean "{meant}"?', f"您是不是想写“{meant}”？")


@given(st.text(max_size=30))
def test_any_text_is_a_value_or_says_why_not(text: str) -> None:
    value = parse_leaf(text)
    if not isinstance(value, Unreadable):
        assert parse_leaf(notation(value)) == value


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(Comparison))
def test_a_bound_admits_what_its_sign_says(amount: int, edge: int, comparison: Comparison) -> None:
    bound = Bound(comparison, Money(edge, edge, "USD"))
    assert parse_bound(str(bound)) == bound
    said = {"<": amount < edge, "<=": amount <= edge, ">": amount > edge, ">=": amount >= edge}
    assert bound.admits(amount) is said[comparison.value]


def test_a_bound_needs_a_sign_and_one_amount() -> None:
    for text in ("100 USD", "=< 100 USD", "< 10..20 USD", "<< 5 USD", "< 5 USD ", "<"):
        assert isinstance(parse_bound(text), Unreadable)


def test_days_are_both_dates_or_both_yearly() -> None:
    assert parse_days("2026-11-01..2026-12-31") == (Day(2026, 11, 1), Day(2026, 12, 31))
    assert parse_days("12-20..01-10") == (Day(None, 12, 20), Day(None, 1, 10))
    for text in ("2026-11-01..12-31", "2026-11-01", "2026-11-01-2026-12-31", ".."):
        assert isinstance(parse_days(text), Unreadable)


def test_money_is_exact_in_minor_units() -> None:
    """0.1 + 0.2 is 0.3."""
    amounts = [parse_leaf(text) for text in ("0.10 USD", "0.20 USD", "0.30 USD")]
    low = [amount.low for amount in amounts if isinstance(amount, Money)]
    assert low[0] + low[1] == low[2]
    assert minor_digits("JPY") == 0
