"""A slow, obvious evaluator, written for the tests straight from the ten steps of ``policy-model.md``.

It knows nothing of programs, axes, bits or grids, and shares no code with ``generator/decisions``: it reads the loaded
policy, counts days one after the other and takes percentages as fractions. ``# as decided:`` marks what the text leaves
open, or what the project decided better than the text.

A situation is a flat mapping: a fact to its value (a set of flags, ``Money``), an event to a ``date``, an aware
``datetime`` or ``"not_yet"``, ``now`` to the moment of the act. What is not there is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from functools import cache
from itertools import product
from math import floor
from typing import Any
from zoneinfo import ZoneInfo

from generator.policy.bounds import Bound, parse_bound
from generator.policy.holidays import holidays_of
from generator.policy.model import (
    Audience,
    Clause,
    Condition,
    FactKind,
    Policy,
    Rule,
    Season,
    Table,
    TermRef,
    Test,
    Word,
)
from generator.policy.notation import notation
from generator.policy.values import After, Day, Duration, EarlierOf, Endless, LaterOf, Money, Share, Unit

Situation = Mapping[str, Any]
NOT_YET = "not_yet"
ONE_DAY = timedelta(days=1)


# ============================================================ the shape of an answer


@dataclass(frozen=True)
class End:
    """When a deadline ends: at the end of a day, or at an instant of it (of universal time). ``day`` is None where
    there is no end yet; ``may_change`` says that it may turn out earlier.
    """

    day: date | None
    at: datetime | None = None
    may_change: bool = False


UNLIMITED = End(None)
WAITING = End(None, None, may_change=True)
"""Counted from an event that has not happened."""


@dataclass(frozen=True)
class Part:
    """What is decided for the buyer, or towards the seller."""

    outcome: str | None = None
    choice: str | None = None
    options: tuple[tuple[str, Mapping[str, Any], Any], ...] = ()
    facets: Mapping[str, Any] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    approval: str | None = None
    reply: str | None = None
    because: frozenset[Any] = frozenset()
    problem: tuple[str, str, tuple[str, ...]] | None = None
    needs: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()

    @property
    def answer(self) -> Any:
        """All but the reasons."""
        return replace(self, because=frozenset())


class Unpublished(Exception):
    """The holidays of that year are not known."""


# ============================================================ step 1: what is decided together


def decide(policy: Policy, situation: Situation) -> tuple[Part, Part, list[Any]]:
    """For the buyer, towards the seller, and the escalations that run.

    Buyer sections are decided together, seller sections beside them.
    """
    parts = [decide_for(policy, situation, audience) for audience in (Audience.BUYER, Audience.SELLER)]
    return parts[0], parts[1], due(policy, situation)


def rules_for(policy: Policy, audience: Audience) -> list[Rule]:
    """In the order of their ids: the order of files and keys never matters."""
    return sorted(
        (rule for rule in policy.rules.values() if policy.sections[rule.section].to is audience),
        key=lambda rule: rule.id,
    )


# ============================================================ step 2: conditions, seasons and regions


def holds(condition: Condition, policy: Policy, situation: Situation) -> bool | None:
    """Three-valued: one clause must hold; None if that is not known."""
    return any_of(clause_holds(clause, policy, situation) for clause in condition)


def clause_holds(clause: Clause, policy: Policy, situation: Situation) -> bool | None:
    """Every test must hold; false and unknown is false."""
    return all_of(test_holds(test, policy, situation) for test in clause)


def any_of(values: Iterable[bool | None]) -> bool | None:
    known = list(values)
    return True if True in known else None if None in known else False


def all_of(values: Iterable[bool | None]) -> bool | None:
    known = list(values)
    return False if False in known else None if None in known else True


def test_holds(test: Test, policy: Policy, situation: Situation) -> bool | None:
    """Whether one axis has one of the values."""
    if test.axis == "season":
        seasons = [policy.scopes.seasons[name] for name in test.values]
        return any_of(in_season(season, situation.get(season.event)) for season in seasons)
    value = situation.get(test.axis)
    if value is None:
        return None
    if test.axis in policy.scopes.events:
        return (NOT_YET if value == NOT_YET else "happened") in test.values
    members = members_of(policy, test.values)
    match policy.scopes.facts[test.axis].kind:
        case FactKind.ONE_OF:
            return value in members
        case FactKind.ANY_OF:
            return bool(set(value) & members)
        case FactKind.COUNTRIES:
            return any_of(lies_in(value, member) for member in members)
        case FactKind.MONEY:
            return any(bound_of(text).admits(value.low) for text in test.values)


test_holds.__test__ = False  # type: ignore[attr-defined]


def members_of(policy: Policy, names: Iterable[str]) -> set[str]:
    """The values, groups replaced by their members."""
    groups = policy.scopes.groups
    return {member for name in names for member in (groups[name].members if name in groups else (name,))}


def bound_of(text: str) -> Bound:
    bound = parse_bound(text)
    assert isinstance(bound, Bound)
    return bound


def country_of(region: str) -> str:
    return region.split("-", maxsplit=1)[0]


def lies_in(region: str, place: str) -> bool | None:
    """A state lies in its country. A country alone does not tell which of its states it is."""
    if place in (region, country_of(region)):
        return True
    return None if country_of(place) == region else False


def in_season(season: Season, event: Any) -> bool | None:
    """Both ends included; what has not happened is in no season."""
    if event is None:
        return None
    if event == NOT_YET:
        return False
    day = day_of(event)
    first, last = season.first, season.last
    if first.year is not None:
        return (
            (first.year, first.month, first.day)
            <= (day.year, day.month, day.day)
            <= (
                last.year,
                last.month,
                last.day,
            )
        )
    start, end, here = (first.month, first.day), (last.month, last.day), (day.month, day.day)
    return start <= here <= end if start <= end else here >= start or here <= end


def day_of(moment: date | datetime) -> date:
    """Instants are given in the shop's time."""
    return moment.date() if isinstance(moment, datetime) else moment


# ============================================================ step 2: tables


def value_of(policy: Policy, term: str, situation: Situation) -> tuple[tuple[str, ...], Any]:
    """The value of a term and the rows that lead to it."""
    value, path = policy.terms[term].value, []
    while isinstance(value, Table):
        row = row_of(policy, value, situation)
        path.append(row)
        value = dict(value.rows)[row]
    return tuple(path), value


def row_of(policy: Policy, table: Table, situation: Situation) -> str:
    """State over country over group over other; of bounds the smallest above the value."""
    rows = [row for row, _ in table.rows]
    named = [row for row in rows if row != "other"]
    fitting: list[str] = []
    if table.axis == "season":
        seasons = policy.scopes.seasons
        # as decided: where two events lie in two seasons at once, the order of their ids
        fitting = sorted(row for row in named if in_season(seasons[row], situation.get(seasons[row].event)))
    elif table.axis in policy.scopes.events:
        happened = NOT_YET if situation[table.axis] == NOT_YET else "happened"
        fitting = [row for row in named if row == happened]
    else:
        value = situation[table.axis]
        groups = policy.scopes.groups
        match policy.scopes.facts[table.axis].kind:
            case FactKind.MONEY:
                fitting = sorted(
                    (row for row in named if bound_of(row).admits(value.low)), key=lambda row: bound_of(row).money.low
                )
            case FactKind.ANY_OF:
                fitting = [row for row in named if set(value) & members_of(policy, [row])]
            case _:
                own = [value, country_of(value)]
                fitting = [one for one in own if one in named]
                fitting += [row for row in named if row in groups and set(own) & set(groups[row].members)]
    return fitting[0] if fitting else "other"


# ============================================================ step 2: time, day by day


class Clock:
    """Counts in the shop's time zone, for one situation."""

    def __init__(self, policy: Policy, situation: Situation, act: Any = None) -> None:
        self.policy = policy
        self.situation = situation
        self.act = situation["now"] if act is None else act
        self.zone = ZoneInfo(policy.shop.timezone)

    def last_second(self, day: date) -> datetime:
        """Days end at 23:59:59 in the shop's time zone."""
        return (datetime.combine(day + ONE_DAY, time(), self.zone)).astimezone(UTC) - timedelta(seconds=1)

    def when(self, end: End) -> datetime:
        assert end.day is not None
        return end.at or self.last_second(end.day)

    def is_in_time(self, end: End) -> bool:
        """As decided: an act of which only the day is known counts from its first second."""
        act = self.act
        if end.day is None:
            return True
        if end.at is None:
            return day_of(act) <= end.day
        first = act if isinstance(act, datetime) else datetime.combine(act, time(), self.zone)
        return bool(first.astimezone(UTC) <= end.at)

    def end(self, value: Any) -> End | None:
        """When a deadline ends; None if an event is not known."""
        match value:
            case After(duration=duration, event=event):
                start = self.situation.get(event)
                if start is None:
                    return None
                return WAITING if start == NOT_YET else self.count(duration, event, start)
            case Day(year=year, month=month, day=day):
                return End(date(year or 0, month, day))
            case Endless.AT_ONCE:
                now = self.situation["now"]
                return End(day_of(now), now.astimezone(UTC) if isinstance(now, datetime) else None)
            case LaterOf(parts=parts):
                return self.later([self.end(part) for part in parts])
            case EarlierOf(parts=parts):
                return self.earlier([self.end(part) for part in parts])
            case _:
                return UNLIMITED

    def later(self, ends: list[End | None]) -> End | None:
        """An endless one makes it unlimited."""
        endless = [end for end in ends if end is not None and end.day is None]
        if endless:
            return UNLIMITED if UNLIMITED in endless else WAITING
        known = [end for end in ends if end is not None]
        if len(known) < len(ends):
            return None
        last = max(map(self.when, known))
        those = [end for end in known if self.when(end) == last]
        return replace(those[0], may_change=all(end.may_change for end in those))

    def earlier(self, ends: list[End | None]) -> End | None:
        """Endless ones are ignored; step 10: with one event known it is a date "at the latest"."""
        known = [end for end in ends if end is not None and end.day is not None]
        if not known:
            return None if None in ends else WAITING if WAITING in ends else UNLIMITED
        first = min(known, key=self.when)
        return replace(first, may_change=None in ends or any(end.may_change for end in ends if end is not None))

    def count(self, duration: Duration, event: str, start: date | datetime) -> End:
        """The end of a duration from an event; a range binds at its high end."""
        number = Fraction(duration.high)
        day, is_day_one = day_of(start), self.policy.scopes.events[event].counting == "day_one"
        if duration.unit is Unit.WEEK:
            number, unit = number * 7, Unit.DAY  # weeks are 7 days
        elif duration.unit is Unit.YEAR:
            number, unit = number * 12, Unit.MONTH
        else:
            unit = duration.unit
        if unit is Unit.DAY and number.denominator == 1:
            return End(self.nth_day(day, int(number), is_day_one, lambda _: True))
        if unit is Unit.BUSINESS_DAY:
            calendar = duration.calendar or self.default_calendar()
            return End(self.nth_day(day, int(number), is_day_one, lambda one: self.is_worked(one, calendar)))
        if unit is Unit.MONTH:
            last = months_later(day, int(number))
            return End(max(day, last - ONE_DAY) if is_day_one and number else last)
        seconds = {Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3600, Unit.DAY: 86_400}[unit] * number
        return self.after_seconds(int(seconds), duration.calendar, start)

    def nth_day(self, day: date, number: int, is_day_one: bool, counts: Any) -> date:
        """Counted one by one: from the event's day with ``day_one``, otherwise from the next."""
        if number == 0:
            return day
        if not is_day_one:
            day += ONE_DAY
        while True:
            if counts(day):
                number -= 1
            if number == 0:
                return day
            day += ONE_DAY

    def default_calendar(self) -> str | None:
        """As decided: ``shop``, else the only one, else Monday to Friday."""
        calendars = list(self.policy.scopes.calendars)
        return "shop" if "shop" in calendars else calendars[0] if len(calendars) == 1 else None

    def is_worked(self, day: date, calendar: str | None) -> bool:
        if calendar is None:
            return day.weekday() < 5
        own = self.policy.scopes.calendars[calendar]
        is_closed = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[day.weekday()] in own.closed
        if own.holidays is None:
            return not is_closed
        published = holidays_of(own.holidays)
        if not published.first <= day.year <= published.last:
            raise Unpublished(day.year)
        number = day.toordinal()
        return number in published.working_weekends or (not is_closed and number not in published.days)

    def after_seconds(self, seconds: int, calendar: str | None, start: date | datetime) -> End:
        """Hours run from the instant; with a calendar only while it is open.

        as decided: from the last second of an event of which only the day is known.
        """
        by_day_only = not isinstance(start, datetime)
        begin = self.last_second(start) if by_day_only else start.astimezone(UTC)  # type: ignore[union-attr]
        end = begin + timedelta(seconds=seconds) if calendar is None else self.open_until(begin, seconds, calendar)
        day = end.astimezone(self.zone).date()
        if by_day_only and end == self.last_second(day):
            return End(day, None, may_change=True)
        return End(day, end, may_change=by_day_only)

    def open_until(self, begin: datetime, seconds: int, calendar: str) -> datetime:
        """By the clock on the wall, one open day after the other."""
        if seconds == 0:
            return begin
        hours = self.policy.scopes.calendars[calendar].hours or ("00:00", "24:00")
        opens, closes = (timedelta(hours=int(text[:2]), minutes=int(text[3:])) for text in hours)
        here = begin.astimezone(self.zone).replace(tzinfo=None)
        left = timedelta(seconds=seconds)
        day = here.date()
        while True:
            midnight = datetime.combine(day, time())
            if self.is_worked(day, calendar) and here < midnight + closes:
                here = max(here, midnight + opens)
                if left <= midnight + closes - here:
                    return (here + left).replace(tzinfo=self.zone).astimezone(UTC)
                left -= midnight + closes - here
            day += ONE_DAY
            here = max(here, datetime.combine(day, time()))


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError


# ============================================================ step 3: which rules match, and in which band


def matching(policy: Policy, situation: Situation, audience: Audience) -> list[tuple[Rule, int | None]]:
    """Every rule whose ``when`` is true and no ``unless`` is, with its band, as far as it does not pass."""
    found: list[tuple[Rule, int | None]] = []
    for rule in rules_for(policy, audience):
        if holds(rule.when, policy, situation) is True and holds(rule.unless, policy, situation) is not True:
            if not rule.bands:
                found.append((rule, None))
                continue
            band = band_of(policy, rule, situation)
            if not rule.bands[band].is_pass:
                found.append((rule, band))
    return found


def band_of(policy: Policy, rule: Rule, situation: Situation) -> int:
    """The first band whose ``until``, raised to the running maximum of its kind, the act meets.

    The act is what the rule is ``met_by``, if that is told (not only supposed), and ``now`` if not; a wait before
    something that is granted ends by ``now``.
    """
    kinds: dict[bool, list[End]] = {True: [], False: []}
    told = None if rule.met_by in situation.get("supposed", ()) else situation.get(rule.met_by or "")
    for at, band in enumerate(rule.bands[:-1]):
        assert band.until is not None
        offers = [{option.offer.value for option in one.options} or {"pass"} for one in rule.bands[at:]]
        is_wait = offers[0] == {"wait"} and not set().union(*offers[1:]) <= {"wait", "decline"}
        is_now = is_wait or told in (None, NOT_YET)
        clock = Clock(policy, situation, None if is_now else told)
        end = clock.end(value_of(policy, band.until.term, situation)[1])
        assert end is not None, "an event is not known"
        ends = kinds[is_now]
        ends.append(end)
        raised = UNLIMITED if any(one.day is None for one in ends) else max(ends, key=clock.when)
        if clock.is_in_time(raised):
            return at
    return len(rule.bands) - 1


# ============================================================ step 4: over


def is_over(policy: Policy, one: Rule, two: Rule) -> bool:
    """Transitive, whether or not the rules between match."""
    return any(name == two.id or is_over(policy, policy.rules[name], two) for name in one.over)


# ============================================================ steps 5 to 8: what they grant together

STAY_WITH_NOTHING = ("evidence", "reply", "bears", "appeal")
"""Step 6; and ``charge.``."""
GO_WITH_THE_GOODS = ("postage", "label", "send_by", "receive_by", "return_to", "methods")
"""Step 8. as decided: ``methods`` too."""
GO_WITH_THE_MONEY = ("refund.to", "refund.by", "refund.bank", "outbound", "duties")
"""as decided: they say nothing of an offer that pays nothing back."""
PAYS_NOTHING = ("replace", "exchange", "repair", "resend", "substitute")
OF_THE_WHOLE = ("evidence", "reply", "approval", "bears", "appeal")
"""as decided: with ``charge.`` told for the whole decision, unless options differ in it."""


@dataclass(frozen=True)
class Said:
    """A facet: as written, and the rules it comes from, each with its band and the rules it beat."""

    text: str | tuple[str, ...]
    sources: tuple[tuple[str, int | None, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Granted:
    """Everything but amounts and dates."""

    choice: str | None = None
    options: tuple[tuple[str, dict[str, Said]], ...] = ()
    whole: Mapping[str, Said] = field(default_factory=dict)
    kept: tuple[tuple[Rule, int, tuple[str, ...]], ...] = ()
    problem: tuple[str, str, tuple[str, ...]] | None = None


def grant(policy: Policy, matches: list[tuple[Rule, int | None]]) -> Granted:
    """Step 5: each that a matching outcome rule is over is removed; those left must make the same offer."""
    conditions = [(rule, None) for rule, band in matches if band is None]
    outcomes = [(rule, band) for rule, band in matches if band is not None]
    left = [(rule, band) for rule, band in outcomes if not any(is_over(policy, other, rule) for other, _ in outcomes)]
    if not left:
        said, problem = merge(policy, [(rule, None, layers(rule, None, None)) for rule, _ in conditions])
        return Granted(whole=said, problem=problem)
    kept = tuple(
        (rule, band, tuple(other.id for other, _ in outcomes if is_over(policy, rule, other))) for rule, band in left
    )
    first, first_band = left[0]
    offers = [option.offer.value for option in first.bands[first_band].options]
    same = {
        (rule.bands[band].choice, tuple(sorted(option.offer for option in rule.bands[band].options)))
        for rule, band in left
    }
    if len(same) > 1:
        return Granted(kept=kept, problem=("conflict", "offer", tuple(rule.id for rule, _ in left)))
    options: list[tuple[str, dict[str, Said]]] = []
    problem = None
    for at, offer in enumerate(offers):
        speaking = [(rule, band, layers(rule, band, same_option(rule, band, offers, at))) for rule, band in left]
        speaking += [(rule, None, layers(rule, None, None)) for rule, _ in conditions]
        facets, wrong = of_one_option(policy, offer, speaking, is_choice=len(offers) > 1)
        problem = problem or wrong or missing(offer, facets, [rule.id for rule, _ in left])
        options.append((offer, facets))
    whole = of_the_whole([facets for _, facets in options])
    alone = tuple((offer, {k: v for k, v in facets.items() if k not in whole}) for offer, facets in options)
    choice = first.bands[first_band].choice
    return Granted(choice.value if choice else None, alone, whole, kept, problem)


def same_option(rule: Rule, band: int, offers: list[str], at: int) -> int:
    """The rule's option with that offer; of two with the same, the same one of the two."""
    own = [place for place, option in enumerate(rule.bands[band].options) if option.offer.value == offers[at]]
    return own[offers[:at].count(offers[at])]


def layers(rule: Rule, band: int | None, option: int | None) -> dict[str, Any]:
    """Step 7: the option, else the band, else the rule."""
    found = {facet.name: facet.value for facet in rule.facets}
    if band is not None:
        found |= {facet.name: facet.value for facet in rule.bands[band].facets}
        if option is not None:
            found |= {facet.name: facet.value for facet in rule.bands[band].options[option].facets}
    return found


Speaking = list[tuple[Rule, int | None, dict[str, Any]]]


def of_one_option(
    policy: Policy, offer: str, speaking: Speaking, *, is_choice: bool
) -> tuple[dict[str, Said], tuple[str, str, tuple[str, ...]] | None]:
    """Step 6, else step 7, then step 8."""
    if offer in ("decline", "wait"):
        remaining = [
            (
                rule,
                band,
                {k: v for k, v in facets.items() if stays(k, is_chosen=offer == "wait" and is_choice)},
            )
            for rule, band, facets in speaking
        ]
        return merge(policy, remaining)
    found, problem = merge(policy, speaking)
    if "goods" not in found or found["goods"].text != "return":
        found = {name: said for name, said in found.items() if name not in GO_WITH_THE_GOODS}
    if offer in PAYS_NOTHING:
        found = {name: said for name, said in found.items() if name not in GO_WITH_THE_MONEY}
    if "refund.to" in found and found["refund.to"].text == "store_credit":
        found.pop("refund.bank", None)  # as decided: no bank is asked for store credit
    return found, problem


def stays(name: str, *, is_chosen: bool) -> bool:
    """Step 6. as decided: what is given in addition is owed also to who chooses to wait."""
    is_more = name.startswith("also.") or name == "valid"
    return name in STAY_WITH_NOTHING or name.startswith("charge.") or (is_chosen and is_more)


def merge(policy: Policy, speaking: Speaking) -> tuple[dict[str, Said], tuple[str, str, tuple[str, ...]] | None]:
    """Step 7: drop a value whose rule is beaten by another that sets this facet; evidence is a union; values that
    differ as written are a conflict.
    """
    found: dict[str, Said] = {}
    problem = None
    for name in sorted({name for _, _, facets in speaking for name in facets}):
        setting = [(rule, band, facets[name]) for rule, band, facets in speaking if name in facets]
        left = [
            (rule, band, value)
            for rule, band, value in setting
            if not any(is_over(policy, other, rule) for other, _, _ in setting)
        ]
        texts = [as_written(value) for _, _, value in left]
        if name == "evidence":
            text: Any = tuple(sorted({word for words in texts for word in words}))
        else:
            text = texts[0]
            if len(set(texts)) > 1:
                problem = problem or ("conflict", name, tuple(rule.id for rule, _, _ in left))
        sources = tuple(
            (rule.id, band, tuple(other.id for other, _, _ in setting if is_over(policy, rule, other)))
            for rule, band, _ in left
        )
        found[name] = Said(text, sources)
    return found, problem


def as_written(value: Any) -> str | tuple[str, ...]:
    match value:
        case TermRef(term=term):
            return f"${term}"
        case Word(text=text):
            return text
        case _:
            return tuple(sorted(word.text for word in value))


def missing(offer: str, facets: Mapping[str, Said], rules: list[str]) -> tuple[str, str, tuple[str, ...]] | None:
    """Step 8: an error that names the facet."""
    goods = facets["goods"].text if "goods" in facets else None
    if offer in ("refund", "exchange", "replace", "store_credit") and goods is None:
        return ("missing", "goods", tuple(rules))
    if goods == "return" and "postage" not in facets:
        return ("missing", "postage", tuple(rules))
    return None


def of_the_whole(options: list[dict[str, Said]]) -> dict[str, Said]:
    found: dict[str, Said] = {}
    for name in sorted({name for facets in options for name in facets}):
        said = [facets[name] for facets in options if name in facets]
        if name == "evidence":
            words = tuple(sorted({word for one in said for word in one.text}))
            sources = {source[0]: source for one in reversed(said) for source in one.sources}
            found[name] = Said(words, tuple(sources.values()))
        elif (name in OF_THE_WHOLE or name.startswith("charge.")) and len({one.text for one in said}) == 1:
            found[name] = said[0]
    return found


# ============================================================ amounts


@dataclass(frozen=True)
class Amount:
    """As its term is written, and in minor units from the least to the most; None where it cannot be known."""

    rule: str
    term: str | None
    low: int | None
    high: int | None
    currency: str | None


def base_of(policy: Policy, situation: Situation, what: str) -> Money | None:
    """What a percentage is of. as decided: of item price, order paid and order total one may stand for another."""
    facts = policy.scopes.facts.values()
    known = {fact.of: situation[fact.id] for fact in facts if fact.kind is FactKind.MONEY and fact.id in situation}
    alike = ("item_price", "order_paid", "order_total")
    if what in known:
        return known[what]
    return next((known[one] for one in alike if one in known), None) if what in alike else None


def amount_of(policy: Policy, situation: Situation, known: Situation, term: str, refund: Amount | None) -> Amount:
    value = value_of(policy, term, situation)[1]
    text = notation(value)
    if isinstance(value, Money):
        return Amount(text, term, value.low, value.high, value.currency)
    assert isinstance(value, Share)
    base: Any = refund if value.of == "refund" else base_of(policy, known, value.of)
    if base is None or base.low is None or base.high is None:
        return Amount(text, term, None, None, base.currency if base else None)
    bounds = [bound for bound in (value.at_least, value.at_most) if bound]
    if any(bound.currency != base.currency for bound in bounds):
        return Amount(text, term, None, None, base.currency)
    low = percentage(base.low, Fraction(value.percent.low), value)
    high = percentage(base.high, Fraction(value.percent.high), value)
    return Amount(text, term, low, high, base.currency)


def percentage(base: int, percent: Fraction, share: Share) -> int:
    """Rounded half up, then ``at_least``, then ``at_most``."""
    found = floor(base * percent / 100 + Fraction(1, 2))
    if share.at_least and found < share.at_least.low:
        found = share.at_least.low
    if share.at_most and found > share.at_most.low:
        found = share.at_most.low
    return found


def take_off(amount: Amount, fees: list[Amount]) -> tuple[Amount, list[Amount]]:
    """Fees cannot exceed the refund: of a range, the most that is left goes with the least fee, and the other way."""
    if amount.low is None or amount.high is None:
        return amount, fees
    low, high, cut = amount.low, amount.high, []
    for at, fee in enumerate(fees):
        if fee.low is None or fee.high is None or fee.currency != amount.currency:
            return replace(amount, low=None, high=None), [*cut, *fees[at:]]
        cut.append(replace(fee, low=min(fee.low, high), high=min(fee.high, high)))
        low, high = max(0, low - fee.high), max(0, high - fee.low)
    return replace(amount, low=low, high=high), cut


# ============================================================ step 10: dates, and why


def filled(policy: Policy, situation: Situation, known: Situation, name: str, said: Said, refund: Amount | None) -> Any:
    """A word, words, an amount, a length, or a deadline with its end if that is known; if not it stays a rule."""
    clock = Clock(policy, known)
    deadlines = ("send_by", "receive_by", "refund.by", "refund.bank", "appeal")
    if not isinstance(said.text, str):
        return said.text
    if not said.text.startswith("$"):
        if said.text == "at_once" and name in deadlines:
            return ("deadline", "at_once", None, clock.end(Endless.AT_ONCE))
        return said.text
    term = said.text[1:]
    value = value_of(policy, term, situation)[1]
    match value:
        case Money() | Share():
            return amount_of(policy, situation, known, term, refund)
        case Duration():
            return ("length", notation(value), term)
        case _:
            try:
                return ("deadline", notation(value), term, clock.end(value))
            except Unpublished:
                return ("deadline", notation(value), term, "unpublished")


def fill_option(
    policy: Policy, situation: Situation, known: Situation, offer: str, facets: Mapping[str, Said]
) -> tuple[str, Any, Any]:
    """An offer, its facets, and what is paid after fees."""
    paid: Amount | None = None
    said = facets.get("amount")
    if said is not None and said.text != "full":
        paid = amount_of(policy, situation, known, str(said.text)[1:], None)
    # as decided: an order that was never paid is cancelled without refund.to, and nothing goes back
    elif offer in ("refund", "store_credit") or (offer == "cancel" and "refund.to" in facets):
        base = base_of(policy, known, "item_price")
        paid = Amount("full", None, base.low, base.high, base.currency) if base else None
    found = {name: filled(policy, situation, known, name, one, paid) for name, one in facets.items()}
    fees = [name for name in facets if name.startswith("fees.")]
    if paid is not None:
        paid, cut = take_off(paid, [found[name] for name in fees])
        found |= dict(zip(fees, cut, strict=True))
    return offer, found, paid


def approver(
    policy: Policy, situation: Situation, known: Situation, name: str | None, options: Iterable[tuple[str, Any, Any]]
) -> str | None:
    """The first rung of the ladder that the largest amount does not pass; the ladder itself if that is not known."""
    if name is None or name not in policy.ladders:
        return name
    rungs = policy.ladders[name].rungs
    amounts = [amount for _, _, amount in options if amount is not None]
    base = base_of(policy, known, "item_price")
    if not amounts and base is not None:
        amounts = [Amount("", None, base.low, base.high, base.currency)]
    highs = [amount.high for amount in amounts]
    if not highs or None in highs:
        return rungs[0].role if len(rungs) == 1 else name
    for rung in rungs:
        if rung.up_to is None or max(highs) <= value_of(policy, rung.up_to.term, situation)[1].low:
            return rung.role
    return name


def answer(policy: Policy, situation: Situation, known: Situation, audience: Audience) -> Part:
    """The part in a situation that tells all that conditions and bands ask for. Dates and
    percentages are of what is ``known``: nothing is guessed.
    """
    try:
        granted = grant(policy, matching(policy, situation, audience))
    except Unpublished:
        return Part(problem=("unpublished", "", ()))
    # as decided: where only sections for the seller make offers, they must answer, with conditions at least
    decides = any(rule.bands for rule in rules_for(policy, Audience.BUYER)) is (audience is Audience.BUYER)
    if not granted.kept and decides and (audience is Audience.BUYER or not granted.whole):
        return Part(problem=("uncovered", "", ()))
    if granted.problem:
        return Part(problem=granted.problem)
    options = tuple(fill_option(policy, situation, known, *one) for one in granted.options)
    own = {name: filled(policy, situation, known, name, said, None) for name, said in granted.whole.items()}
    evidence, reply, name = own.pop("evidence", ()), own.pop("reply", None), own.pop("approval", None)
    return Part(
        outcome=granted.options[0][0] if granted.options else None,
        choice=granted.choice,
        options=options,
        facets=own,
        evidence=evidence,
        approval=approver(policy, situation, known, name, options),
        reply=reply,
        because=frozenset(reasons(policy, situation, granted)),
    )


def reasons(policy: Policy, situation: Situation, granted: Granted) -> Iterator[Any]:
    """Per facet: the rule, the band from 1, the rules beaten, and the terms with their value and table path."""

    def used(term: str) -> tuple[str, str, tuple[str, ...]]:
        path, value = value_of(policy, term, situation)
        return term, notation(value), path

    for rule, band, beat in granted.kept:
        untils = [one.until.term for one in rule.bands[: band + 1] if one.until]
        yield rule.id, "offer", band + 1, beat, tuple(used(term) for term in untils)
    for facets in (granted.whole, *(facets for _, facets in granted.options)):
        for name, said in facets.items():
            terms = (used(said.text[1:]),) if isinstance(said.text, str) and said.text.startswith("$") else ()
            for rule_id, at, beat in said.sources:
                yield rule_id, name, None if at is None else at + 1, beat, terms


# ============================================================ step 9: what is not known


def decide_for(policy: Policy, situation: Situation, audience: Audience) -> Part:
    """Decides for each way to complete what is known; one result: give it; several: say so."""
    possible = possible_in(policy, situation)
    parts = [answer(policy, one, situation, audience) for one in possible]
    if not parts:
        return Part()
    if all(part.answer == parts[0].answer for part in parts[1:]):
        return replace(parts[0], because=frozenset(shared_reasons([part.because for part in parts])))
    offers = {offer for part in parts for offer, *_ in part.options}
    problems = {part.problem[0] for part in parts if part.problem}
    return Part(needs=telling(situation, possible, parts), possible=frozenset(offers | problems))


def shared_reasons(because: list[frozenset[Any]]) -> Iterator[Any]:
    """As decided: those that hold everywhere; that a rule makes the offer, by whichever row of a table and whichever
    rules it beats there.
    """
    yield from {why for why in frozenset.intersection(*because) if why[1] != "offer"}
    made = [
        {(rule, band): (beat, terms) for rule, facet, band, beat, terms in some if facet == "offer"} for some in because
    ]
    for rule, band in set.intersection(*(set(some) for some in made)):
        beats, rows = zip(*(some[rule, band] for some in made), strict=True)
        is_known = len({tuple(one[:2] for one in row) for row in rows}) == 1
        same = len(set(rows)) == 1
        terms = tuple((term, value, path if same else ()) for term, value, path in rows[0]) if is_known else ()
        yield rule, "offer", band, beats[0] if len(set(beats)) == 1 else (), terms


def possible_in(policy: Policy, situation: Situation) -> list[dict[str, Any]]:
    """Every situation that this may be, without those that are declared impossible."""
    completions = list(complete(policy, situation))
    possible = [one for one in completions if not any(holds(never, policy, one) for never in policy.scopes.impossible)]
    return possible or completions  # declared impossible, and yet somebody asks


def telling(situation: Situation, completions: list[dict[str, Any]], parts: list[Part]) -> frozenset[str]:
    """What is missing of which some value leaves fewer results."""

    def results(chosen: Iterable[int]) -> int:
        different: list[Any] = []
        for at in chosen:
            if parts[at].answer not in different:
                different.append(parts[at].answer)
        return len(different)

    everything = results(range(len(parts)))
    found: set[str] = set()
    for name in {name for one in completions for name in one if one[name] != situation.get(name)}:
        values: list[Any] = []
        for one in completions:
            if one.get(name) not in values:
                values.append(one.get(name))
        if any(results(at for at, one in enumerate(completions) if one.get(name) == v) < everything for v in values):
            found.add(name)
    return frozenset(found)


def complete(policy: Policy, situation: Situation) -> Iterator[dict[str, Any]]:
    """Every situation that this may be: missing facts with each value, events that are asked for at any time."""
    choices: dict[str, list[Any]] = {}
    for fact in policy.scopes.facts.values():
        values = values_of(policy, fact.id)
        if fact.id not in situation:
            choices[fact.id] = values
        elif fact.kind is FactKind.COUNTRIES:
            # as decided: a country whose states are told apart is not enough
            states = [value for value in values if value.startswith(f"{situation[fact.id]}-")]
            choices[fact.id] = states or [situation[fact.id]]
    asked = asked_events(policy)
    for event in policy.scopes.events:
        if event not in situation and event in asked:
            choices[event] = [NOT_YET, *days_of(policy, situation)]
    for chosen in product(*choices.values()):
        yield {**situation, **dict(zip(choices, chosen, strict=True)), "supposed": frozenset(choices)}


def values_of(policy: Policy, fact_id: str) -> list[Any]:
    """Every value of a fact that the policy tells apart, and one that it does not name."""
    fact = policy.scopes.facts[fact_id]
    named = names_asked(policy).get(fact_id, set())
    match fact.kind:
        case FactKind.ONE_OF:
            return list(fact.values)
        case FactKind.ANY_OF:
            return [
                frozenset(flag for flag, is_set in zip(fact.values, chosen, strict=True) if is_set)
                for chosen in product((False, True), repeat=len(fact.values))
            ]
        case FactKind.COUNTRIES:
            regions = members_of(policy, named)
            apart = {country_of(region) for region in regions if "-" in region}
            plain = {country_of(region) for region in regions} - apart
            return [
                *sorted(region for region in regions if "-" in region),
                *(f"{one}-*" for one in apart),
                *plain,
                "AQ",
            ]
        case FactKind.MONEY:
            bounds = [bound_of(text).money for text in named]
            amounts = sorted({max(0, money.low + more) for money in bounds for more in (-1, 0, 1)} | {0})
            return [Money(amount, amount, bounds[0].currency if bounds else policy.shop.currency) for amount in amounts]


def names_asked(policy: Policy) -> dict[str, set[str]]:
    """The values that conditions and tables name, by axis."""
    return _names_asked(_Same(policy))


@dataclass(frozen=True)
class _Same:
    """A policy as a key: mappings have no hash."""

    policy: Policy

    def __hash__(self) -> int:
        return id(self.policy)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.policy is other.policy


@cache
def _names_asked(same: _Same) -> dict[str, set[str]]:
    policy = same.policy
    found: dict[str, set[str]] = {}
    conditions = [*policy.scopes.impossible]
    for rule in policy.rules.values():
        conditions += [rule.when, rule.unless]
    for escalation in policy.escalations.values():
        conditions += [escalation.when or (), escalation.unless]
    for condition in conditions:
        for clause in condition:
            for test in clause:
                found.setdefault(test.axis, set()).update(test.values)
    tables = [term.value for term in policy.terms.values()]
    while tables:
        value = tables.pop()
        if isinstance(value, Table):
            found.setdefault(value.axis, set()).update(row for row, _ in value.rows if row != "other")
            tables += [below for _, below in value.rows]
    return found


def asked_events(policy: Policy) -> set[str]:
    """The events that a condition, a table, a season or the end of a band asks for."""
    named = names_asked(policy)
    found = set(named) & set(policy.scopes.events)
    found |= {policy.scopes.seasons[name].event for name in named.get("season", ())}
    for rule in policy.rules.values():
        for band in rule.bands:
            if band.until:
                found |= set(events_in(policy.terms[band.until.term].value))
    return found


def events_in(value: Any) -> Iterator[str]:
    match value:
        case Table(rows=rows):
            for _, below in rows:
                yield from events_in(below)
        case After(event=event):
            yield event
        case LaterOf(parts=parts) | EarlierOf(parts=parts):
            for part in parts:
                yield from events_in(part)


def days_of(policy: Policy, situation: Situation) -> list[date]:
    """The days on which an event may have been: all of the last weeks, some before, and the edges of seasons."""
    today = day_of(situation["now"])
    days = {today - ONE_DAY * back for back in (*range(17), 25, 40, 60)}
    for season in policy.scopes.seasons.values():
        for edge in (season.first, season.last):
            for year in (edge.year,) if edge.year else (today.year - 1, today.year):
                days |= {date(year, edge.month, edge.day) + ONE_DAY * more for more in (-1, 0, 1)}
    return sorted(day for day in days if day <= today)


# ============================================================ escalations


def due(policy: Policy, situation: Situation) -> list[Any]:
    """The escalations that stand and whose clock runs, whatever else may be missing."""
    lists = [due_in(policy, one, situation) for one in possible_in(policy, situation)]
    return [told for told, *written in lists[0] if all([told, *written] in others for others in lists)]


def due_in(policy: Policy, situation: Situation, known: Situation) -> list[list[Any]]:
    """Role, end, whether it is over, and what follows then; beside it the deadline as written."""
    found = []
    for one in (policy.escalations[id] for id in sorted(policy.escalations)):
        stands = one.when is None or holds(one.when, policy, situation) is True
        if not stands or holds(one.unless, policy, situation) is True:
            continue
        events = set(events_in(policy.terms[one.by.term].value))
        if all(known.get(event, NOT_YET) == NOT_YET for event in events):
            continue
        clock = Clock(policy, known)
        value = value_of(policy, one.by.term, situation)[1]
        try:
            end = clock.end(value)
        except Unpublished:
            continue
        if end is None or end.day is None:
            continue
        facets = {
            facet.name: filled(policy, situation, known, facet.name, Said(as_written(facet.value), ()), None)
            for facet in one.on_timeout
        }
        told = (one.id, one.role, end, not clock.is_in_time(end), facets.pop("offer", None), facets)
        found.append([told, notation(value)])
    return found
