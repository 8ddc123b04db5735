"""What rules imply beside their facets, as far as claims in words ask: clocks, conditions, and who may grant alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from generator.agreement.claimnames import events_of, kinds_of
from generator.policy.lookup import afters, facets_of, leaves
from generator.policy.model import Audience, Band, FactKind, Offer, Option, Policy, Rule, Word
from generator.policy.values import Duration, Unit

Values = Mapping[str, frozenset[str]]

CLOCKS = ("clock.from", "clock.days")
"""From which events days are counted, and whether all of them or business days: of any deadline but the bank's."""
_DEADLINES = ("refund.by", "send_by", "receive_by", "appeal")
_APPEAL = "appeal"
"""Until when we may appeal, where a rule for us says so."""
_ANY = "evidence"
"""What is needed where anything has to be shown, whatever it is."""
_STATES = frozenset(("unopened", "unsealed", "unused"))
_DAYS = frozenset((Unit.DAY, Unit.WEEK, Unit.MONTH, Unit.YEAR))
_BACK_WITH_US = frozenset(("return_received", "return_proof"))
"""Events of goods that come back."""
_GIVEN = frozenset((Offer.STORE_CREDIT, Offer.COUPON, Offer.PARTIAL_REFUND))
_NOTHING = frozenset((Offer.DECLINE, Offer.WAIT))
_IN_PLACE = frozenset((Offer.REPLACE, Offer.RESEND, Offer.SUBSTITUTE, Offer.REPAIR))
"""What is given in place of the goods, at no cost: the notation knows no price for it."""
_PAID_BACK = frozenset((Offer.REFUND, Offer.PARTIAL_REFUND, Offer.CANCEL))
_OF_PAYMENT = re.compile(r"(?:\b|\.)(?:bank|handling|process|transfer|transaction|payment|administra)", re.IGNORECASE)
"""Fees for the payment itself, by their English names."""


class Implied:
    """What the rules of a policy imply."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._clocks: dict[str, Values] = {}
        self._above: dict[str, list[Rule]] = {}
        for rule in policy.rules.values():
            for under in rule.over:
                self._above.setdefault(under, []).append(rule)
        self._fees = [
            (rule, states)
            for rule in policy.rules.values()
            if any(facet.name.startswith("fees.") for facet in rule.facets) and (states := self._states(rule))
        ]

    def above(self, rule: Rule) -> Iterable[Rule]:
        """The rules that are over a rule."""
        return self._above.get(rule.id, ())

    def with_clocks(self, values: Values, band: Band | None) -> Values:
        """The values with the clocks of the deadlines among them."""
        named = {name: words for name, words in values.items() if name in _DEADLINES}
        if band is not None and band.until is not None:
            named["until"] = frozenset([f"${band.until.term}"])
        found: dict[str, frozenset[str]] = {}
        for name, words in named.items():
            for clock in (self.clock_of(word[1:]) for word in words if word.startswith("$")):
                for facet, said in clock.items():
                    found[facet] = found.get(facet, frozenset()) | said
                    if facet == "clock.from":
                        its = "until.from" if name == _APPEAL else f"{name}.from"
                        found[its] = found.get(its, frozenset()) | said
        return {**values, **found} if found else values

    def clock_of(self, term: str) -> Values:
        """From which events a term counts, and which days."""
        if term not in self._clocks:
            self._clocks[term] = dict(_clock(self._policy, term))
        return self._clocks[term]

    def conditions(self, rule: Rule, evidence: Iterable[str]) -> Values:
        """What the rule asks for (``needs``), and which states of the goods it grants nothing less for."""
        kinds = self._policy.scopes.evidence
        needs = {kind for each in evidence if each in kinds for kind in (_ANY, *kinds_of(kinds[each].label.en[0]))}
        never: set[str] = set()
        for above in (rule, *self._above.get(rule.id, ())):
            if above.bands and all(option.offer in _NOTHING for band in above.bands for option in band.options):
                needs |= self._states(above)
                never |= set() if above.unless else self._states(above)
        less = needs | {state for _, states in self._fees for state in states}
        return {
            "needs": frozenset(needs),
            "despite": _STATES - never,
            "despite.full": _STATES - less,
        }

    def granting(self, approval: Iterable[str]) -> Values:
        """Who grants it: the first who may (``approval.first``), who may without limit, and that somebody has to."""
        words = tuple(approval)
        known = self._policy.ladders
        first = frozenset(known[word].rungs[0].role if word in known else word for word in words)
        if any(word in known for word in words):
            first |= {"you"}  # whoever reads a page for staff answers buyers first
        alone = self.alone(words) | {word for word in words if word not in known}
        return {"approval.first": first, "alone": alone, "approved": frozenset(("needed",))}

    def alone(self, ladders: Iterable[str]) -> frozenset[str]:
        """Who may grant any amount alone."""
        known = self._policy.ladders
        return frozenset(
            rung.role for each in ladders if each in known for rung in known[each].rungs if rung.up_to is None
        )

    def more(self, values: Values) -> Values:
        """What follows from the rest of an option: in which order, what is given for the trouble, penalties.

        And that a no is looked at again, where the policy names the rules of an appeal.
        """
        found: dict[str, frozenset[str]] = {}
        offers = values.get("offer", frozenset())
        clock = values.get("refund.by.from")
        # A parcel that its buyer refused comes back by itself: there is nothing to return, and still it is waited for.
        if clock and ("return" in values.get("goods", ()) or clock <= _BACK_WITH_US):
            found["refund.order"] = frozenset(
                "after_return" if event in _BACK_WITH_US else "before_return" for event in clock
            )
        given = not offers.isdisjoint(_GIVEN) or any(name.startswith("also.") for name in values)
        if offers and offers.isdisjoint(_NOTHING):
            found["compensation"] = frozenset(("given",) if given else ("none",))
        if offers and self._policy.course is not None and self._policy.course.appeal:
            found["refusal"] = frozenset(("open",))
        if any(name.startswith("charge.") for name in values):
            found["charge"] = frozenset(("charged",))
        if "offer" in values or "also.coupon" in values:
            has_coupon = Offer.COUPON in offers or "also.coupon" in values
            found["coupon"] = frozenset(("given",) if has_coupon else ("none",))
        if (
            Offer.EXCHANGE not in offers
            and not offers.isdisjoint(_IN_PLACE)
            and "return" not in values.get("goods", ())
        ):
            found["replace.waits"] = frozenset(("nothing",))
        return {**found, **self._remedy(values, offers)}

    def _remedy(self, values: Values, offers: frozenset[str]) -> Values:
        """What the remedy costs and loses, and whom it waits for: nobody."""
        found: dict[str, frozenset[str]] = {}
        if not offers.isdisjoint(_IN_PLACE):
            found["remedy"] = frozenset(("seller",))
        elif Offer.EXCHANGE in offers and "postage" in values:
            found["remedy"] = values["postage"]
        if not offers.isdisjoint(_IN_PLACE):
            found["difference"] = frozenset(("seller",))
        if not offers.isdisjoint(_PAID_BACK):
            charged = any(self._is_of_payment(name, words) for name, words in values.items())
            found["deducted"] = frozenset(("none", "charged") if charged else ("none",))
        if offers and offers.isdisjoint(_NOTHING):
            found["waits"] = frozenset(("nobody",))
        return found

    def _is_of_payment(self, facet: str, words: frozenset[str]) -> bool:
        terms = [word[1:] for word in words if word[1:] in self._policy.terms]
        names = (facet, *(self._policy.terms[term].name["en"] for term in terms))
        return facet.startswith("fees.") and any(_OF_PAYMENT.search(name) for name in names)

    def shown(self, rule: Rule, evidence: Iterable[str]) -> Values:
        """By whom evidence is shown: the buyer, or us where a section is for us."""
        by = "buyer" if self._policy.sections[rule.section].to is Audience.BUYER else "seller"
        return {"shown.by": frozenset((by,))} if evidence else {}

    def exchanged(self, rule: Rule, option: Option) -> Values:
        """Whether an exchange is settled as it is by every rule that knows one."""
        if option.offer is not Offer.EXCHANGE:
            return {}
        alike = all(paid == self._exchanges.get(rule.id) for paid in self._exchanges.values())
        return {"exchange": frozenset(("usual" if alike else "own",))}

    @cached_property
    def _exchanges(self) -> Mapping[str, frozenset[str]]:
        """Who pays the way back of an exchange, by rule."""
        found: dict[str, frozenset[str]] = {}
        for rule in self._policy.rules.values():
            for band in rule.bands:
                for option in band.options:
                    paid = facets_of(rule, band, option).get("postage")
                    if option.offer is Offer.EXCHANGE and paid is not None and isinstance(paid.value, Word):
                        found[rule.id] = found.get(rule.id, frozenset()) | {paid.value.text}
        return found

    def lapsed(self, rule: Rule, band: Band) -> Values:
        """What becomes of an order when the time to choose is over."""
        ends = len(rule.bands) > 1 and band is rule.bands[-1]
        chosen = any(one.choice is not None for one in rule.bands)
        ended = ends and all(
            option.offer is Offer.CANCEL or (chosen and option.offer is Offer.REFUND) for option in band.options
        )
        return {"lapsed": frozenset(("cancelled",))} if ended else {}

    def _states(self, rule: Rule) -> frozenset[str]:
        """The states of goods that the rule is for those without."""
        facts = self._policy.scopes.facts
        labels = (
            facts[test.axis].values[value].en[0]
            for clause in rule.when
            for test in clause
            if test.axis in facts and facts[test.axis].kind is FactKind.ANY_OF
            for value in test.values
            if value in facts[test.axis].values
        )
        return frozenset(kind for label in labels for kind in kinds_of(label)) & _STATES


def _clock(policy: Policy, term: str) -> Iterator[tuple[str, frozenset[str]]]:
    held = policy.terms.get(term)
    counted = [each for _, leaf in (leaves(held.value) if held else ()) for each in afters(leaf)]
    if counted:
        yield "clock.from", frozenset(kind for each in counted for kind in _events(policy, each.event))
        yield "clock.stops", frozenset(("never",))
    days = [each.duration for each in counted]
    kinds = {"calendar" if _is_every_day(each) else "business" for each in days if _is_days(each)}
    if kinds:
        yield "clock.days", frozenset(kinds)


def _events(policy: Policy, event: str) -> frozenset[str]:
    known = policy.scopes.events.get(event)
    return events_of(event, known.label.en[0]) if known is not None else frozenset((event,))


def _is_days(length: Duration) -> bool:
    return length.unit in _DAYS or length.unit in (Unit.BUSINESS_DAY, Unit.HOUR)


def _is_every_day(length: Duration) -> bool:
    """Hours that no calendar stops run on through the weekend."""
    return length.unit in _DAYS or (length.unit is Unit.HOUR and length.calendar is None)
