"""What rules grant, as far as claims in words ask: every value that a facet can have, band by band, option by option.

Facets count where they say something: postage where goods come back, a way of payment where money is paid. A condition
rule adds what it sets to every rule that can hold together with it, so that nothing is missed that some situation has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.policy.lookup import facets_of
from generator.policy.model import Band, Clause, Facet, FactKind, Offer, Option, Policy, Rule, TermRef, Word
from generator.policy.regions import country_of

Values = Mapping[str, frozenset[str]]
"""The values that each facet can have, ``offer`` and ``choice`` among them."""

NOTHING = (Offer.DECLINE, Offer.WAIT)
"""Offers that grant nothing."""
_BACK = ("postage", "label", "methods", "return_to", "send_by", "receive_by")
_PAID = ("refund.to", "outbound", "duties")
_UNPAID = (Offer.REPLACE, Offer.EXCHANGE, Offer.REPAIR, Offer.RESEND, Offer.SUBSTITUTE)


@dataclass(frozen=True, slots=True)
class Granted:
    """What one band of a rule grants: its options; a condition rule has one band with one option without an offer."""

    rule: str
    options: tuple[Values, ...]


class Grants:
    """What the rules of a policy grant."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.conditions = [rule for rule in policy.rules.values() if not rule.bands and rule.facets]
        self._known: dict[str, tuple[Granted, ...]] = {}

    def of(self, rules: Iterable[str]) -> tuple[Granted, ...]:
        """What these rules grant; where all of them are condition rules, what they grant with any other rule."""
        named = [self.policy.rules[id] for id in dict.fromkeys(rules) if id in self.policy.rules]
        if not any(rule.bands for rule in named):
            named += [
                rule
                for rule in self.policy.rules.values()
                if rule.bands and any(self._together(rule, condition) for condition in named)
            ]
        return tuple(granted for rule in named for granted in self._of(rule))

    def everything(self) -> tuple[Granted, ...]:
        """What all rules grant."""
        return tuple(granted for rule in self.policy.rules.values() for granted in self._of(rule))

    def _of(self, rule: Rule) -> tuple[Granted, ...]:
        if rule.id not in self._known:
            self._known[rule.id] = tuple(self._bands(rule))
        return self._known[rule.id]

    def _bands(self, rule: Rule) -> Iterator[Granted]:
        if not rule.bands:
            yield Granted(rule.id, ({name: _words(facet) for name, facet in facets_of(rule).items()},))
            return
        added = [one for one in self.conditions if self._together(rule, one)]
        for band in rule.bands:
            if not band.is_pass:
                yield Granted(rule.id, tuple(_values(rule, band, option, added) for option in band.options))

    def _together(self, rule: Rule, condition: Rule) -> bool:
        """Whether both can hold in one situation, for the same audience."""
        sections = self.policy.sections
        if sections[rule.section].to is not sections[condition.section].to:
            return False
        return any(self._fit(one, other) for one in rule.when or ((),) for other in condition.when or ((),))

    def _fit(self, one: Clause, other: Clause) -> bool:
        theirs = {test.axis: test.values for test in other}
        return all(test.axis not in theirs or self._meet(test.axis, test.values, theirs[test.axis]) for test in one)

    def _meet(self, axis: str, ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
        fact = self.policy.scopes.facts.get(axis)
        if fact is not None and fact.kind in (FactKind.ANY_OF, FactKind.MONEY):
            return True
        return not self._spread(axis, ours).isdisjoint(self._spread(axis, theirs))

    def _spread(self, axis: str, values: tuple[str, ...]) -> set[str]:
        """The values with the members of groups in their place, and states as their countries."""
        groups = self.policy.scopes.groups
        found = (groups[one].members if one in groups and groups[one].axis == axis else (one,) for one in values)
        return {country_of(value) if axis == "region" else value for members in found for value in members}


def _values(rule: Rule, band: Band, option: Option, added: Iterable[Rule]) -> Values:
    own = facets_of(rule, band, option)
    values = {name: _words(facet) for name, facet in own.items()}
    for condition in added:
        for facet in condition.facets:
            beaten = facet.name in own and condition.id in rule.over
            if not beaten:
                values[facet.name] = values.get(facet.name, frozenset()) | _words(facet)
    goods = values.get("goods", frozenset())
    left_out: tuple[str, ...] = ()
    if option.offer in NOTHING:
        left_out += (*_BACK, *_PAID, "goods")
    if "return" not in goods:
        left_out += _BACK
    if option.offer in _UNPAID:
        left_out += _PAID
    found = {name: value for name, value in values.items() if name not in left_out}
    found["offer"] = frozenset([option.offer.value])
    if band.choice is not None:
        found["choice"] = frozenset([band.choice.value])
    return found


def _words(facet: Facet) -> frozenset[str]:
    match facet.value:
        case TermRef(term=term):
            return frozenset([f"${term}"])
        case Word(text=text):
            return frozenset([text])
        case words:
            return frozenset(word.text for word in words)
