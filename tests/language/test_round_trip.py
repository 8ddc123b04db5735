"""Whatever the phrasebook writes, the reader reads back as the same value: every kind, style and language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.language.phrase import Phrase, Quote, plain
from generator.language.read import read
from generator.language.reading import duration_of
from generator.language.say import NeedsCoordinates, Style, Voice, say_quantity, say_rule, say_term, say_value_name
from generator.policy.load import load_policy
from generator.policy.model import Policy
from generator.policy.notation import parse_duration
from generator.policy.values import Day, Duration, Money, Percent, Quantity, Unit

SHOPS = (Path(__file__).parent / "lamp_shop", Path(__file__).parents[2])
LANGUAGES = ("en", "zh")
DEADLINES = (Style.WITHIN, Style.UNTIL)
"""The styles in which a date ends something. In the others it is a day like any other, and is not read."""

UNSAID = frozenset(
    "BOV CHE CHW CLF COU MXV USN UYI UYW XAD XAG XAU XBA XBB XBC XBD XCG XDR XPD XPT XSU XTS XUA XXX ZWG".split()
)
"""Funds, metals and units of account that nobody pays with; and two that CLDR has no Chinese name for yet."""
CURRENCIES = sorted({currency.alpha_3 for currency in pycountry.currencies} - UNSAID)

whole = st.integers(0, 1999).map(Decimal)
parts = st.integers(0, 19990).map(lambda tenths: Decimal(tenths) / 10)
hundredths = st.integers(0, 12_000).map(lambda number: Decimal(number) / 100)


def _durations() -> st.SearchStrategy[Quantity]:
    """Lengths as a policy can hold them: its years have no parts but odd ones, which nobody says."""

    def build(low: Decimal, high: Decimal, unit: Unit) -> Duration:
        ends = sorted((low, high)) if unit is not Unit.YEAR else sorted((low // 1, high // 1))
        made = duration_of(ends[0], ends[1], unit)
        assert made is not None
        return made

    number = st.one_of(whole, parts)
    return st.one_of(
        st.builds(lambda one, unit: build(one, one, unit), number, st.sampled_from(Unit)),
        st.builds(build, number, number, st.sampled_from(Unit)),
    )


def _others() -> st.SearchStrategy[Quantity]:
    minor = st.integers(0, 500_000_000)
    return st.one_of(
        st.builds(lambda ends: Percent(*sorted(ends)), st.tuples(hundredths, hundredths)),
        hundredths.map(lambda one: Percent(one, one)),
        st.builds(lambda one, currency: Money(one, one, currency), minor, st.sampled_from(CURRENCIES)),
        st.builds(
            lambda ends, currency: Money(*sorted(ends), currency), st.tuples(minor, minor), st.sampled_from(CURRENCIES)
        ),
    )


days = st.dates(date(1990, 1, 1), date(2090, 12, 31)).flatmap(
    lambda on: st.sampled_from((Day(on.year, on.month, on.day), Day(None, on.month, on.day)))
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_number_is_mistaken_for_a_name(lang: str) -> None:
    """360 seconds are no brand of phones, and 24, 7 and 365 no opening hours."""
    lengths = [Duration(Decimal(number), Decimal(number), unit) for number in range(1, 400) for unit in Unit]
    assert [one for one in lengths if [r.value for r in read(say_quantity(one, lang), lang)] != [one]] == []


@given(st.one_of(_durations(), _others()), st.sampled_from(LANGUAGES), st.sampled_from(Style))
def test_every_value_reads_back_as_itself_in_every_style(value: Quantity, lang: str, style: Style) -> None:
    """The words around a value do not change it: the same value, and nothing else."""
    said = say_quantity(value, lang, style)
    assert [str(reading.value) for reading in read(said, lang)] == [str(value)], said


@given(days, st.sampled_from(LANGUAGES), st.sampled_from(DEADLINES))
def test_a_date_as_a_deadline_reads_back_as_itself(day: Day, lang: str, style: Style) -> None:
    """With a year or without: a date that ends something is a value, and reads as one."""
    said = say_quantity(day, lang, style)
    assert [str(reading.value) for reading in read(said, lang)] == [str(day)], said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_amount_in_every_currency_that_people_pay_with_reads_back(lang: str) -> None:
    """A policy may name any of ISO 4217; both languages must read what they write of it."""
    amounts = [Money(12_300, 12_300, currency) for currency in CURRENCIES]
    lost = [amount for amount in amounts if [r.value for r in read(say_quantity(amount, lang), lang)] != [amount]]
    assert not lost


@pytest.mark.parametrize(("notation", "value"), [("0.5 years", "6 months"), ("1..1.5 years", "12..18 months")])
def test_a_part_of_a_year_is_months_to_the_policy_and_to_the_reader(notation: str, value: str) -> None:
    """Half a year is six months, in a policy file as in prose: otherwise the two would never be equal."""
    assert str(parse_duration(notation)) == value


@pytest.fixture(scope="module", params=SHOPS, ids=lambda shop: shop.name)
def policy(request: pytest.FixtureRequest) -> Policy:
    loaded, findings = load_policy(request.param)
    assert loaded is not None, findings
    return loaded


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_value_in_a_rule_reads_back_as_itself_and_where_it_stands(policy: Policy, lang: str) -> None:
    """Sentences, to buyers and of them: what they quote is read there, and nothing is read elsewhere."""
    wrong = [line for rule in policy.rules for voice in Voice for line in _lost(say_rule(policy, rule, lang, voice))]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_term_reads_back_as_itself_in_every_style(policy: Policy, lang: str) -> None:
    """Deadlines, the later of two, shares with limits, every leaf of every table."""
    wrong = []
    for term in policy.terms:
        for style in Style:
            wrong += [line for phrase in _said(policy, term, lang, style) for line in _lost(phrase)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_name_of_a_value_of_an_axis_hides_a_quantity(policy: Policy, lang: str) -> None:
    """Categories, countries, reasons: their names state no value."""
    for axis, fact in policy.scopes.facts.items():
        for value in fact.values:
            assert not read(say_value_name(policy, axis, value, lang, Voice.BUYER), lang)


def _said(policy: Policy, term: str, lang: str, style: Style) -> Iterator[Phrase]:
    """A term in words; of a table every leaf, as long as its coordinates can be named one by one."""
    try:
        yield say_term(policy, term, lang, style)
    except NeedsCoordinates as needed:
        if len(needed.axes) > 1:
            return
        (axis,) = needed.axes
        fact = policy.scopes.facts.get(axis)
        for value in fact.values if fact else ():
            yield say_term(policy, term, lang, style, {axis: value})


def _lost(phrase: Phrase) -> Iterator[str]:
    """What a phrase quotes and the reader does not read there; and what it reads that is not quoted."""
    text, at, open_readings = plain(phrase), 0, []
    lang = "zh" if any("\u4e00" <= char <= "\u9fff" for char in text) else "en"
    open_readings = list(read(text, lang))
    for part in phrase:
        words = part.text if isinstance(part, Quote) else part
        if isinstance(part, Quote):
            here = [one for one in open_readings if one.start < at + len(words) and at < one.end]
            open_readings = [one for one in open_readings if one not in here]
            if [str(one.value) for one in here] != [part.value] and not _ends_nothing(text, at, words):
                yield f"{part.value} ({words}) in: {text}"
        at += len(words)
    yield from (f"{one.text} is not quoted in: {text}" for one in open_readings)


def _ends_nothing(text: str, at: int, words: str) -> bool:
    """Whether a date stands there that ends nothing: after 31 January, 1 月 31 日之后, the days of a season by name."""
    behind, before = text[at + len(words) :], text[:at]
    is_span = before.rstrip().endswith((" to", "至")) or behind.startswith((" to ", "至"))
    return before.endswith("after ") or behind.startswith("之后") or words == text or is_span
