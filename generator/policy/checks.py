"""What must hold between rules, terms and sections once all of them are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.finding import Place
from generator.policy.circles import circles_in
from generator.policy.facets import TermKind, facet_kind, is_internal
from generator.policy.lookup import facets_of, refs_of
from generator.policy.model import (
    Audience,
    Clause,
    Course,
    Escalation,
    Facet,
    Goods,
    Ladder,
    Offer,
    Rule,
    TermRef,
    Word,
)
from generator.policy.names import Axis, AxisKind, Names
from generator.policy.parts import check_parts
from generator.policy.rules import PlacedRule
from generator.policy.shape import Report
from generator.policy.terms import PlacedTerm
from generator.policy.values import Duration


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything that could be read, by full id; ``audiences`` by section."""

    rules: Mapping[str, PlacedRule]
    terms: Mapping[str, PlacedTerm]
    audiences: Mapping[str, Audience | None]
    ladders: tuple[Ladder, ...]
    escalations: tuple[Escalation, ...]
    names: Names
    course: Course | None = None


def check_whole(whole: Whole, report: Report) -> None:
    """All checks of this module."""
    _check_uses(whole, report)
    _check_circles(whole, report)
    check_parts(whole.terms, report)
    _check_sides(whole, report)
    _check_goods(whole, report)


def public_terms(whole: Whole) -> frozenset[str]:
    """The ids of the terms that buyers may see: of a section for buyers, and not only of use to staff."""
    uses = list(_uses(whole))
    shown = {
        ref.term for facet, ref, to in uses if to is Audience.BUYER and not is_internal(facet) and facet not in _STAFF
    }
    internal = {ref.term for facet, ref, _ in uses if is_internal(facet) or facet in _STAFF}
    return frozenset(
        id
        for id, placed in whole.terms.items()
        if whole.audiences.get(placed.term.section) is Audience.BUYER and (id in shown or id not in internal)
    )


_RUNG, _ANSWER, _COURSE = "up_to", "by", "course"
_STAFF = (_RUNG, _ANSWER, "on_timeout")


def _uses(whole: Whole) -> Iterable[tuple[str, TermRef, Audience | None]]:
    for placed in whole.rules.values():
        for facet, ref in refs_of(placed.rule):
            yield facet, ref, whole.audiences.get(placed.rule.section)
    for ladder in whole.ladders:
        for rung in ladder.rungs:
            if rung.up_to is not None:
                yield _RUNG, rung.up_to, None
    for escalation in whole.escalations:
        yield _ANSWER, escalation.by, None
        for outcome in escalation.on_timeout:
            if isinstance(outcome.value, TermRef):
                yield "on_timeout", outcome.value, None
    course = whole.course
    for told in (course.answer, course.evidence, course.verdict) if course is not None else ():
        if told is not None:
            yield _COURSE, told, Audience.BUYER


def _kinds(whole: Whole) -> Iterable[tuple[str, TermRef, TermKind]]:
    """Every reference with what its place takes."""
    for facet, ref, _ in _uses(whole):
        kind = facet_kind(facet)
        if facet in ("until", _ANSWER, _COURSE):
            yield facet, ref, TermKind.DEADLINE
        elif facet == _RUNG:
            yield facet, ref, TermKind.LIMIT
        elif kind is not None and kind.term is not None:
            yield facet, ref, kind.term
    for escalation in whole.escalations:
        for part in escalation.on_timeout:
            inner = facet_kind(part.name)
            if isinstance(part.value, TermRef) and inner is not None and inner.term is not None:
                yield part.name, part.value, inner.term


def _check_uses(whole: Whole, report: Report) -> None:
    """A term fits where it stands, a deadline has its event, and buyers see nothing of a section for the seller."""
    bare: dict[Place, tuple[str, str]] = {}
    for facet, ref, kind in _kinds(whole):
        placed = whole.terms.get(ref.term)
        if placed is None:
            continue
        for leaf, place in placed.leaves:
            if kind is TermKind.DEADLINE and isinstance(leaf, Duration):
                bare.setdefault(place, (str(leaf), facet))
            elif not kind.takes(leaf):
                report.add("SP230", ref.place, term=f"${ref.term}", facet=facet, fits=_FITS[kind])
                break
    for place, (text, facet) in bare.items():
        report.add("SP224", place, text=text, use=(facet, facet))
    for facet, ref, to in _uses(whole):
        home = whole.audiences.get(ref.term.partition(".")[0])
        if to is Audience.BUYER and home is Audience.SELLER and not is_internal(facet):
            report.add("SP258", ref.place, term=f"${ref.term}", facet=facet)


_FITS = {
    TermKind.DEADLINE: ("a deadline", "一个期限"),
    TermKind.VALIDITY: ("a duration or a deadline", "一段时长或一个期限"),
    TermKind.AMOUNT: ("an amount of money or a percentage", "金额或百分比"),
    TermKind.ADDITION: ("money, a percentage or a duration", "金额、百分比或时长"),
    TermKind.LIMIT: ("an amount of money", "金额"),
}


def _check_sides(whole: Whole, report: Report) -> None:
    """``over`` ranks rules that are decided together: those for buyers, or those of one section for the seller."""
    for placed in whole.rules.values():
        to = whole.audiences.get(placed.rule.section)
        for other, place in placed.over:
            theirs = whole.audiences.get(other.partition(".")[0])
            if to and theirs and to is not theirs:
                report.add("SP257", place, rule=placed.rule.id, other=other)


def _check_circles(whole: Whole, report: Report) -> None:
    for circle in circles_in({id: placed.rule.over for id, placed in whole.rules.items()}):
        place = dict(whole.rules[circle[-2]].over)[circle[-1]]
        report.add("SP218", place, circle=" → ".join(circle))


_NEED_GOODS = (Offer.REFUND, Offer.REPLACE, Offer.EXCHANGE, Offer.STORE_CREDIT)


def _check_goods(whole: Whole, report: Report) -> None:
    """An offer for goods says what becomes of them, and who pays where they return.

    A rule that can match in the same situation may say it instead; whether it does in each is decided later.
    """
    rules = [p.rule for p in whole.rules.values() if whole.audiences.get(p.rule.section) is Audience.BUYER]
    for rule in rules:
        for band in rule.bands:
            for option in band.options:
                missing = _missing(facets_of(rule, band, option)) if option.offer in _NEED_GOODS else None
                if missing is None or missing in report.broken_facets:
                    continue
                if not any(_supplies(other, missing, rule, option.offer, whole.names) for other in rules):
                    report.add(_MISSING[missing], option.place, offer=str(option.offer), rule=rule.id)


_MISSING = {"goods": "SP242", "postage": "SP243"}


def _missing(facets: Mapping[str, Facet]) -> str | None:
    goods = facets.get("goods")
    if goods is None:
        return "goods"
    returns = isinstance(goods.value, Word) and goods.value.text == Goods.RETURN
    return "postage" if returns and "postage" not in facets else None


def _supplies(other: Rule, facet: str, rule: Rule, offer: Offer, names: Names) -> bool:
    """Whether the other rule can match beside this one and then sets the facet."""
    if other is rule or not _compatible(other, rule, names):
        return False
    if not other.is_outcome:
        return any(given.name == facet for given in other.facets)
    return any(
        option.offer is offer and facet in facets_of(other, band, option)
        for band in other.bands
        for option in band.options
    )


def _compatible(one: Rule, two: Rule, names: Names) -> bool:
    return any(_meet(a, b, names) for a in one.when for b in two.when)


def _meet(one: Clause, two: Clause, names: Names) -> bool:
    """Whether no axis forbids that both clauses hold at once."""
    axes = names.axes or {}
    return not any(
        a.axis == b.axis
        and (axis := axes.get(a.axis)) is not None
        and axis.kind in _EXCLUSIVE
        and not _members(a.values, axis) & _members(b.values, axis)
        for a in one
        for b in two
    )


_EXCLUSIVE = (AxisKind.ONE_OF, AxisKind.SEASON, AxisKind.EVENT, AxisKind.COUNTRIES)


def _members(values: tuple[str, ...], axis: Axis) -> set[str]:
    found = {member for value in values for member in axis.groups.get(value, (value,))}
    # A part of a country meets the country.
    return found | {member.partition("-")[0] for member in found} if axis.kind is AxisKind.COUNTRIES else found
