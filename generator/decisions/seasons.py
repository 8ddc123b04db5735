"""Which season a day falls in."""

from __future__ import annotations

from datetime import date


def falls_in(day: int, span: list[int]) -> bool:
    """Whether a day lies between two days, both included; a year of 0 stands for every year, over its end too.

    >>> falls_in(date(2027, 1, 5).toordinal(), [0, 12, 1, 0, 1, 6])
    True
    """
    first, last = tuple(span[:3]), tuple(span[3:])
    civil = date.fromordinal(day)
    if first[0]:
        return first <= (civil.year, civil.month, civil.day) <= last
    here = (civil.month, civil.day)
    if first[1:] <= last[1:]:
        return first[1:] <= here <= last[1:]
    return here >= first[1:] or here <= last[1:]


def ends_of(span: list[int], year: int) -> tuple[int, int]:
    """The first and the last day of a season; of one that recurs, of its stretch that begins in ``year``."""
    first, last = span[:3], span[3:]
    if first[0]:
        return date(*first).toordinal(), date(*last).toordinal()
    wraps = last[1:] < first[1:]
    return _day(year, *first[1:]), _day(year + wraps, *last[1:])


def _day(year: int, month: int, day: int) -> int:
    """A day of a year; 29 February is the 28th where there is none."""
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return date(year, month, day - 1).toordinal()
