"""Who pays what: a row for each rule, for each choice and country of it that makes a difference.

A condition rule over a rule sets its payers aside in some countries: without these rows, the picture would promise
others what the policy grants to them, or keep from them what is theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.language.book import BOOKS
from generator.language.pages import fill, page_words
from generator.language.phrase import Phrase
from generator.language.plan import Outcome, plan_rule, resolve
from generator.language.remembered import remembered
from generator.language.style import Voice
from generator.policy.facets import is_internal
from generator.policy.model import Facet, Goods, Offer, Policy, Rule, TermRef, Test, Word
from generator.publish.meeting import countries_of, is_over, meets

KINDS = ("postage", "outbound", "duties", "fees", "bears", "charge")
"""The kinds of cost, in the order of the columns."""
_PAID_BY = {"refunded": "seller", "not_refunded": "buyer"}
_IN_KIND = frozenset((Offer.REPLACE, Offer.EXCHANGE, Offer.REPAIR, Offer.RESEND, Offer.SUBSTITUTE))
"""Offers that pay no money back."""

Cells = tuple[tuple[str, tuple[str, ...]], ...]
"""By kind of cost, who pays: more than one where that changes with time alone."""


@dataclass(frozen=True, slots=True)
class PaidRow:
    """Who pays by a rule: for ``offers`` (all, if empty), in the countries ``where`` and not in ``out``.

    A row with ``where`` stands after the row of the same rule for everybody else, and tells only what differs there.
    """

    rule: Rule
    cells: Cells
    offers: tuple[Offer, ...] = ()
    where: tuple[Test, ...] = ()
    out: tuple[Test, ...] = ()


def list_paid(policy: Policy, rules: Iterable[Rule], voice: Voice) -> tuple[PaidRow, ...]:
    """The rows of these rules, in their order."""
    return tuple(row for rule in rules for row in _rows_of(policy, rule, voice is Voice.BUYER))


@remembered
def _rows_of(policy: Policy, rule: Rule, is_public: bool) -> tuple[PaidRow, ...]:
    return tuple(_of_rule(policy, rule, is_public))


def _of_rule(policy: Policy, rule: Rule, is_public: bool) -> Iterator[PaidRow]:
    if not rule.is_outcome:
        cells = _cells(rule.facets, is_public)
        if cells:
            yield PaidRow(rule, cells, (), countries_of(policy, rule.when), countries_of(policy, rule.unless))
        return
    outcomes = [o for s in plan_rule(policy, rule, is_public=is_public).stretches for o in s.outcomes if o.grants]
    lost = tuple(f for band in rule.bands for o in resolve(rule, band) if not o.grants for f in o.facets if _is_loss(f))
    for offers, group in _by_payer(outcomes, is_public):
        facets = (*(facet for outcome in group for facet in outcome.facets), *lost)
        cells = _cells(facets, is_public)
        if cells:
            yield PaidRow(rule, cells, offers)
        yield from _elsewhere(policy, rule, group, dict(cells), offers, is_public)


def _by_payer(outcomes: list[Outcome], is_public: bool) -> Iterator[tuple[tuple[Offer, ...], list[Outcome]]]:
    """The outcomes by who pays: one group without a name, unless it depends on what is chosen."""
    told = [dict(_cells(outcome.facets, is_public)) for outcome in outcomes]
    split = [kind for kind in KINDS if len({each[kind] for each in told if kind in each}) > 1]
    groups: dict[tuple[tuple[str, ...] | None, ...], list[Outcome]] = {}
    for outcome, cells in zip(outcomes, told, strict=True):
        groups.setdefault(tuple(cells.get(kind) for kind in split), []).append(outcome)
    offers = [tuple(dict.fromkeys(o.offer for o in group)) for group in groups.values()]
    if len(groups) <= 1 or len({offer for each in offers for offer in each}) < sum(map(len, offers)):
        # One way to pay; or the same thing is paid for otherwise at another time, which no name can tell apart.
        yield (), outcomes
        return
    yield from zip(offers, groups.values(), strict=True)


def _elsewhere(
    policy: Policy,
    rule: Rule,
    outcomes: list[Outcome],
    usual: dict[str, tuple[str, ...]],
    offers: tuple[Offer, ...],
    is_public: bool,
) -> Iterator[PaidRow]:
    """What the condition rules over this one change, for the countries that they name; equal ones as one."""
    found: dict[Cells, list[Test]] = {}
    for other in policy.rules.values():
        if other.is_outcome or not is_over(policy, other, rule):
            continue
        cells = tuple(
            (kind, payers)
            for kind, payers in _cells(other.facets, is_public)
            if usual.get(kind) != payers and any(_has(outcome, kind) for outcome in outcomes)
        )
        tests = [t for c in other.when if meets(policy, c, rule) for t in countries_of(policy, (c,))]
        if cells and tests:
            found.setdefault(cells, []).extend(tests)
    for cells, tests in found.items():
        yield PaidRow(rule, cells, offers, tuple(tests))


def payer_of(outcomes: Iterable[Outcome]) -> str | None:
    """Who pays for the way back, if it is the same whatever is chosen; where nothing goes back, nobody pays for it."""
    back = [o for o in outcomes if o.grants and o.word("goods") in (None, Goods.RETURN)]
    payers = {outcome.word("postage") for outcome in back}
    return payers.pop() if len(payers) == 1 else None


def list_otherwise(policy: Policy, rule: Rule, payer: str, voice: Voice) -> Iterator[tuple[tuple[Test, ...], str]]:
    """(countries, payer) wherever somebody else than ``payer`` pays for the way back."""
    for row in list_paid(policy, (rule,), voice):
        paid = dict(row.cells).get("postage", (payer,))
        if row.where and paid != (payer,):
            yield row.where, paid[0]


def say_otherwise(policy: Policy, rule: Rule, payer: str, voice: Voice, lang: str) -> Phrase:
    """`` (not in the United States and Taiwan)`` behind who pays for the way back; empty if it is so everywhere."""
    tests = [test for where, _ in list_otherwise(policy, rule, payer, voice) for test in where]
    if not tests:
        return ()
    places = BOOKS[lang].places(policy, [(test.axis, value) for test in tests for value in test.values])
    return BOOKS[lang].finish(fill(page_words(lang)["some_not"], places=places))


def _has(outcome: Outcome, kind: str) -> bool:
    """Whether such a cost arises at all: what nobody sends back costs no return, an exchange pays nothing back."""
    if kind == "postage":
        return outcome.word("goods") == Goods.RETURN
    return kind not in ("outbound", "duties") or outcome.offer not in _IN_KIND


def _cells(facets: Iterable[Facet], is_public: bool) -> Cells:
    paid: dict[str, dict[str, None]] = {}
    for facet in facets:
        kind, payer = facet.name.partition(".")[0], _payer(facet)
        if kind in KINDS and payer and not (is_public and is_internal(facet.name)):
            paid.setdefault(kind, {})[payer] = None
    return tuple((kind, tuple(sorted(paid[kind]))) for kind in KINDS if kind in paid)


def _is_loss(facet: Facet) -> bool:
    return facet.name == "bears" or facet.name.startswith("charge.")


def _payer(facet: Facet) -> str | None:
    if facet.name.startswith("fees."):
        return "buyer"
    if facet.name.startswith("charge."):
        return "seller"
    return _PAID_BY.get(facet.value.text, facet.value.text) if isinstance(facet.value, Word) else None


def list_fees(policy: Policy, rule: Rule) -> dict[str, Rule]:
    """What may be kept back of a refund by this rule and by the conditions that can meet it: its terms, and who says
    so.
    """
    if plan_rule(policy, rule, is_public=True).offers == {Offer.DECLINE}:
        return {}
    found: dict[str, Rule] = {}
    for other in (rule, *(other for other in policy.rules.values() if not other.is_outcome)):
        if other is rule or not other.when or any(meets(policy, clause, rule) for clause in other.when):
            for facet in (*other.facets, *(f for band in other.bands for o in band.options for f in o.facets)):
                if facet.name.startswith("fees.") and isinstance(facet.value, TermRef):
                    found.setdefault(facet.value.term, other)
    return found
