"""Business days as a buyer needs them told: which days they are, and whose holidays are none."""

from __future__ import annotations

from collections.abc import Iterable

from generator.language.book import BOOKS
from generator.language.lookup import leaves
from generator.language.pages import page_words
from generator.policy.holidays import holidays_of
from generator.policy.model import Calendar, Policy, Table, Term
from generator.policy.values import After, Duration, EarlierOf, LaterOf, Unit

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def counted_in_business_days(policy: Policy) -> tuple[str, ...]:
    """The terms that are counted so, on a calendar that has a name."""
    return tuple(id for id, term in policy.terms.items() if _calendars(term))


def tell_business_days(policy: Policy, terms: Iterable[str], lang: str) -> str:
    """One sentence about the calendars that these terms are counted on; empty where there are none."""
    words = page_words(lang)
    used = {name for id in terms for name in _calendars(policy.terms[id])}
    told = [
        words["business_days_of"].format(name=calendar.label.forms(lang)[0], days=_days(policy, calendar, lang))
        for id, calendar in policy.scopes.calendars.items()
        if id in used and calendar.label
    ]
    return words["business_days"].format(calendars=words["season_join"].join(told)) if told else ""


def _days(policy: Policy, calendar: Calendar, lang: str) -> str:
    words, names = page_words(lang), page_words(lang)["weekdays"].split("|")
    open_days = [at for at, day in enumerate(_WEEK) if day not in calendar.closed]
    is_run = len(open_days) > 2 and open_days[-1] - open_days[0] == len(open_days) - 1
    days = (
        words["weekdays_run"].format(first=names[open_days[0]], last=names[open_days[-1]])
        if is_run
        else words["comma"].join(names[at] for at in open_days)
    )
    if not calendar.holidays:
        return days
    place = BOOKS[lang].country(policy, "region", calendar.holidays)
    worked = holidays_of(calendar.holidays).working_weekends
    return words["weekdays_worked" if worked else "weekdays_off"].format(days=days, place=place)


def _calendars(term: Term) -> frozenset[str]:
    values = [leaf for _, leaf in leaves(term.value)] if isinstance(term.value, Table) else [term.value]
    return frozenset(name for value in values for name in _of(value))


def _of(value: object) -> Iterable[str]:
    match value:
        case After(duration=duration):
            yield from _of(duration)
        case LaterOf(parts=parts) | EarlierOf(parts=parts):
            for part in parts:
                yield from _of(part)
        case Duration(unit=Unit.BUSINESS_DAY, calendar=str(name)):
            yield name
