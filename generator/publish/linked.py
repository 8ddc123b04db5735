"""JSON-LD for search engines: the shop and its return policy, in the words of schema.org.

schema.org's ``MerchantReturnPolicy`` holds one window, one payer and one kind of refund for each country. Whatever
does not fit is left out rather than bent, and named in ``not_expressed``. Required by Google: a country with a
category (and days where the window is finite), or a link to the page with the policy; here, always the link as well.
Sources: schema.org 30.0; Google Search "Return policy structured data".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from generator.language.lookup import find_group, leaves
from generator.language.plan import Outcome, plan_rule
from generator.language.postage import PAID_BACK
from generator.policy.model import Counting, FactKind, Offer, Policy, Rule, Table, TermRef, Word
from generator.policy.values import After, Endless, Leaf, Money, Share, Unit, minor_digits
from generator.publish.meeting import countries_of, is_over, meets
from generator.publish.structured import Json

_SCHEMA = "https://schema.org/"
_MOST_COUNTRIES = 50
"""How many countries Google reads in one policy."""
_BY_COUNTRY = "only countries can tell windows apart"
_OF_A_SEASON = "an override for a season does not say that the day of the order counts, and holds a single window"
_FEES = {"seller": "FreeReturn", "buyer": "ReturnFeesCustomerResponsibility"}
_REFUND_TYPES = {
    Offer.REFUND: "FullRefund",
    Offer.EXCHANGE: "ExchangeRefund",
    Offer.STORE_CREDIT: "StoreCreditRefund",
}
_LABELS = {
    "download": "ReturnLabelDownloadAndPrint",
    "in_box": "ReturnLabelInBox",
    "own": "ReturnLabelCustomerResponsibility",
}
_METHODS = {"mail": "ReturnByMail", "store": "ReturnInStore", "kiosk": "ReturnAtKiosk"}


@dataclass(slots=True)
class _Left:
    """What could not be said, gathered on the way."""

    rule: str
    entries: list[dict[str, str]] = field(default_factory=list)

    def out(self, what: str, why: str, rule: str | None = None) -> None:
        self.entries.append({"rule": rule or self.rule, "what": what, "why": why})


def main_rule(policy: Policy) -> Rule | None:
    """The rule that "Can I return it?" is answered by: the first outcome rule of ``returns``, if there is one."""
    returns = policy.sections.get("returns")
    if returns is None:
        return None
    return next((rule for rule in returns.rules if rule.is_outcome and rule.bands[0].options), None)


def shop_data(policy: Policy, lang: str) -> Json:
    """The JSON-LD of the overview page: an ``OnlineStore`` with its return policies, by group of countries."""
    shop = policy.shop
    data: dict[str, Json] = {
        "@context": _SCHEMA.rstrip("/"),
        "@type": "OnlineStore",
        "name": shop.name[lang],
        "legalName": shop.seller[lang],
        "address": shop.address[lang],
        "email": shop.email,
    }
    if shop.phone:
        data["telephone"] = shop.phone
    if shop.buyer_url:
        data["url"] = f"{shop.buyer_url}{lang}/"
    policies, _ = return_policies(policy, lang)
    if policies:
        data["hasMerchantReturnPolicy"] = list(policies)
    return data


def return_policies(policy: Policy, lang: str) -> tuple[tuple[dict[str, Json], ...], tuple[Mapping[str, str], ...]]:
    """The return policies that schema.org can express, and a list of what it cannot."""
    rule = main_rule(policy)
    if rule is None:
        return (), ()
    left = _Left(rule.id)
    made = [
        _return_policy(policy, rule, countries, leaf, lang, left) for countries, leaf in _windows(policy, rule, left)
    ]
    elsewhere = _free_elsewhere(policy, rule, made)
    if elsewhere and any("applicableCountry" not in usual for usual in made):
        left.out("everywhere else", "a policy that names no country is meant for those that no other one names")
    made += elsewhere
    for other in policy.rules.values():
        if other.id != rule.id:
            kind = "a rule for another situation" if other.is_outcome else "a condition on other rules"
            left.out(kind, "a return policy states one situation for each country", other.id)
    unique = {tuple(entry.items()): entry for entry in left.entries}
    return tuple(made), tuple(unique.values())


def _free_elsewhere(policy: Policy, rule: Rule, made: Sequence[Mapping[str, Json]]) -> list[dict[str, Json]]:
    """The same policy for the countries in which a condition over the rule has somebody else pay for the way back."""
    found: list[dict[str, Json]] = []
    for other in policy.rules.values():
        if other.is_outcome or not is_over(policy, other, rule):
            continue
        words = {facet.name: facet.value.text for facet in other.facets if isinstance(facet.value, Word)}
        fees = _FEES.get(words.get("postage", ""))
        tests = [t for clause in other.when if meets(policy, clause, rule) for t in countries_of(policy, (clause,))]
        there = tuple(code for test in tests for value in test.values for code in _expand(policy, test.axis, value))
        if not (fees and there):
            continue
        more: dict[str, Json] = {"returnFees": f"{_SCHEMA}{fees}", "customerRemorseReturnFees": f"{_SCHEMA}{fees}"}
        label = _LABELS.get(words.get("label", ""))
        if label:
            more["returnLabelSource"] = f"{_SCHEMA}{label}"
        for usual in made:
            own = usual.get("applicableCountry")
            countries = [code for code in there if not isinstance(own, list) or code in own]
            if countries and usual.get("returnFees") not in (None, more["returnFees"]):
                found.append({**usual, "applicableCountry": list[Json](countries), **more})
    return found


def _windows(policy: Policy, rule: Rule, left: _Left) -> list[tuple[tuple[str, ...], Leaf | None]]:
    """(countries, window) pairs; no countries: everywhere else. None: there is no last day."""
    until = _granting_until(policy, rule, left)
    if until is None:
        return [(_countries_of(policy, rule), None)]
    value = policy.terms[until.term].value
    if not isinstance(value, Table):
        return [(_countries_of(policy, rule), value)]
    found: list[tuple[tuple[str, ...], Leaf | None]] = []
    for path, leaf in leaves(value):
        axes = [axis for axis, _ in path]
        if all(_is_country(policy, axis) for axis in axes) and len(path) <= 1:
            found.append((_expand(policy, path[0][0], path[0][1]) if path else (), leaf))
        else:
            left.out(f"{until.term} by {', '.join(axes)}", _OF_A_SEASON if axes == ["season"] else _BY_COUNTRY)
    return found


def _granting_until(policy: Policy, rule: Rule, left: _Left) -> TermRef | None:
    """Where the first granting band ends; what later bands grant is left out, so that nothing is promised too much."""
    stretches = [s for s in plan_rule(policy, rule, is_public=True).stretches if any(o.grants for o in s.outcomes)]
    for stretch in stretches[1:]:
        offers = " or ".join(str(outcome.offer) for outcome in stretch.outcomes)
        left.out(f"{offers} after {stretch.since.term if stretch.since else ''}", "a return policy has a single window")
    return stretches[0].until if stretches else None


def _return_policy(
    policy: Policy, rule: Rule, countries: tuple[str, ...], window: Leaf | None, lang: str, left: _Left
) -> dict[str, Json]:
    data: dict[str, Json] = {"@type": "MerchantReturnPolicy"}
    if countries:
        data["applicableCountry"] = list(countries[:_MOST_COUNTRIES])
        if len(countries) > _MOST_COUNTRIES:
            left.out(f"countries after the first {_MOST_COUNTRIES}", "search engines read no more of them")
    if policy.shop.buyer_url:
        data["merchantReturnLink"] = f"{policy.shop.buyer_url}{lang}/{rule.section}/#{rule.id}"
    stretches = plan_rule(policy, rule, is_public=True).stretches
    granting = [[outcome for outcome in stretch.outcomes if outcome.grants] for stretch in stretches]
    some = next(filter(None, granting), None)
    if some is None:
        return {**data, "returnPolicyCategory": f"{_SCHEMA}MerchantReturnNotPermitted"}
    first, *others = some
    for other in others:
        left.out(f"{other.offer} instead of {first.offer}", "a return policy has a single kind of refund")
    return {**data, **_window(policy, window, left), **_terms_of(policy, first, left)}


def _window(policy: Policy, window: Leaf | None, left: _Left) -> dict[str, Json]:
    days = _days(policy, window, left)
    if window is None or window is Endless.UNLIMITED:
        return {"returnPolicyCategory": f"{_SCHEMA}MerchantReturnUnlimitedWindow"}
    if days is None:
        return {"returnPolicyCategory": f"{_SCHEMA}MerchantReturnUnspecified"}
    return {"returnPolicyCategory": f"{_SCHEMA}MerchantReturnFiniteReturnWindow", "merchantReturnDays": days}


def _days(policy: Policy, window: Leaf | None, left: _Left) -> int | None:
    """Days from delivery, as search engines count them; None where the window is something else."""
    if not isinstance(window, After):
        if window is not None and not isinstance(window, Endless):
            left.out(str(window), "a window is a number of days from delivery")
        return None
    duration = window.duration
    whole = duration.high == duration.high.to_integral_value()
    if window.event != "delivered" or duration.unit not in (Unit.DAY, Unit.WEEK) or not whole:
        left.out(str(window), "a window is a number of days from delivery")
        return None
    if policy.scopes.events[window.event].counting is Counting.DAY_ONE:
        left.out(f"{window.event} is the first day", "the day of delivery is not counted")
    return int(duration.high) * (7 if duration.unit is Unit.WEEK else 1)


def _terms_of(policy: Policy, outcome: Outcome, left: _Left) -> dict[str, Json]:
    """Who pays, how it comes back, and what is paid back."""
    data: dict[str, Json] = {}
    fees = _FEES.get(outcome.word("postage") or "")
    if fees:
        data["returnFees"] = f"{_SCHEMA}{fees}"
        data["customerRemorseReturnFees"] = f"{_SCHEMA}{fees}"
    label = _LABELS.get(outcome.word("label") or "")
    if label:
        data["returnLabelSource"] = f"{_SCHEMA}{label}"
    data.update(_methods(outcome, left))
    if outcome.offer in _REFUND_TYPES:
        data["refundType"] = f"{_SCHEMA}{_REFUND_TYPES[outcome.offer]}"
    else:
        left.out(str(outcome.offer), "there is no word for this kind of refund")
    for facet in outcome.facets:
        if facet.name.startswith("fees.") and isinstance(facet.value, TermRef):
            fee = _fee(policy.terms[facet.value.term].value)
            if fee is None or facet.name != "fees.restocking":
                left.out(facet.name, "only a restocking fee, fixed or a share of the price, can be stated")
            else:
                data["restockingFee"] = fee
        elif facet.name in ("refund.by", "refund.bank", "send_by", "receive_by", "evidence", *PAID_BACK):
            left.out(facet.name, "a return policy has no such property")
    return data


def _methods(outcome: Outcome, left: _Left) -> dict[str, Json]:
    value = outcome.facet("methods")
    if value is None or isinstance(value, TermRef):
        return {}
    words = value if isinstance(value, tuple) else (value,)
    for word in words:
        if word.text not in _METHODS:
            left.out(f"return by {word.text}", "there is no word for this way to return")
    known: list[Json] = [f"{_SCHEMA}{_METHODS[word.text]}" for word in words if word.text in _METHODS]
    return {"returnMethod": known[0] if len(known) == 1 else known} if known else {}


def _fee(value: Leaf | Table) -> Json:
    if isinstance(value, Money) and value.low == value.high:
        scale = 10 ** minor_digits(value.currency)
        return {"@type": "MonetaryAmount", "value": str(Decimal(value.low) / scale), "currency": value.currency}
    if isinstance(value, Share) and value.of == "item_price" and value.percent.low == value.percent.high:
        return str(value.percent).rstrip("%")
    return None


def _countries_of(policy: Policy, rule: Rule) -> tuple[str, ...]:
    """The countries that every clause of the rule's situation names; none: the rule holds everywhere."""
    named = [
        {
            country
            for test in clause
            if _is_country(policy, test.axis)
            for value in test.values
            for country in _expand(policy, test.axis, value)
        }
        for clause in rule.when
    ]
    return tuple(sorted(set().union(*named))) if named and all(named) else ()


def _is_country(policy: Policy, axis: str) -> bool:
    fact = policy.scopes.facts.get(axis)
    return fact is not None and fact.kind is FactKind.COUNTRIES


def _expand(policy: Policy, axis: str, value: str) -> tuple[str, ...]:
    """The countries of a group, or the country itself."""
    group = find_group(policy, axis, value)
    return tuple(sorted(group.members)) if group else (value,)
