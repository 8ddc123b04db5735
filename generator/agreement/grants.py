"""What rules grant, as far as claims in words ask: every value that a facet can have, band by band, option by option.

Facets count where they say something: postage where goods come back, a way of payment where money is paid. A condition
rule adds what it sets to every rule that can hold together with it, so that nothing is missed that some situation has.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from generator.agreement.implied import Implied
from generator.agreement.meeting import Meeting
from generator.agreement.parts import SITUATION, Part, Parts, Value
from generator.policy.lookup import facets_of
from generator.policy.model import (
    Band,
    Facet,
    Offer,
    Option,
    Policy,
    Rule,
    TermRef,
    Word,
)

Values = Mapping[str, frozenset[str]]
"""The values that each facet can have, ``offer`` and ``choice`` among them."""

NOTHING = (Offer.DECLINE, Offer.WAIT)
"""Offers that grant nothing."""
_NONE = "-"
"""A fee that only some pay: the condition rule that sets it need not hold."""
Counted = Literal["surely", "mostly", "maybe"]
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
        self.implied = Implied(policy)
        self.parts = Parts(policy)
        self.conditions = [rule for rule in policy.rules.values() if not rule.bands and rule.facets]
        self._narrow = frozenset(rule.id for rule in self.conditions if self._is_narrow(rule))
        self._known: dict[tuple[tuple[str, ...], ...], tuple[Granted, ...]] = {}
        self._meeting = Meeting(policy, self.implied)
        self._within: dict[tuple[tuple[str, ...], frozenset[Value], Counted], tuple[Granted, ...]] = {}
        self._asked: dict[tuple[str, ...], tuple[Granted, ...]] = {}

    def plainly(self, rules: Iterable[str]) -> tuple[Granted, ...]:
        """The same without the conditions for a kind of goods or places alone, where there is anything else."""
        every = tuple(rules)
        return self.of([rule for rule in every if rule not in self._narrow] or every)

    def alone(self, rule: Rule, *, plainly: bool) -> tuple[Granted, ...]:
        """What a rule grants with whatever can add to it; ``plainly``: in no kind of goods and no place alone."""
        added = [one for one in self.conditions if not (plainly and one.id in self._narrow)] if rule.bands else []
        return self._granted(rule, [one for one in added if self._meeting.together(rule, one)])

    def of(self, rules: Iterable[str]) -> tuple[Granted, ...]:
        """What these rules grant; where all of them are condition rules, what they grant with any other rule."""
        key = tuple(rules)
        if key not in self._asked:
            self._asked[key] = self._find(key)
        return self._asked[key]

    def _find(self, rules: tuple[str, ...]) -> tuple[Granted, ...]:
        named = [self.policy.rules[id] for id in dict.fromkeys(rules) if id in self.policy.rules]
        if not any(rule.bands for rule in named):
            named += self._offering(named)
        inside = frozenset(rule.id for rule in named)
        return tuple(granted for rule in named for granted in self._of(rule, inside))

    def _offering(self, conditions: Iterable[Rule]) -> list[Rule]:
        """The rules with offers that one of these conditions can add to."""
        return [
            rule
            for rule in self.policy.rules.values()
            if rule.bands and any(one.id not in rule.over and self._meeting.together(rule, one) for one in conditions)
        ]

    def within(self, rules: Iterable[str], part: Part, counted: Counted = "maybe") -> tuple[Granted, ...]:
        """What these rules grant in a part of the cases, without those that others are over in all of it.

        Where none of them is about the part, what all rules grant in it. Conditions are ``counted`` if they hold there
        ``surely``, or where no exception to them does (``mostly``), or if they can hold at all (``maybe``).
        """
        key = (tuple(rules), frozenset(part.axes.items()), counted)
        if key not in self._within:
            self._within[key] = tuple(self._find_within(key[0], part, counted))
        return self._within[key]

    def _find_within(self, rules: Iterable[str], part: Part, counted: Counted) -> Iterable[Granted]:
        named = [self.policy.rules[id] for id in dict.fromkeys(rules) if id in self.policy.rules]
        inside = frozenset(rule.id for rule in named)
        above = [rule for rule in self.policy.rules.values() if not inside.isdisjoint(rule.over)]
        named += [
            rule for rule in above if rule.id not in inside and any(self.parts.surely(rule, part, one) for one in named)
        ]
        if not any(rule.bands for rule in named):
            fit = [rule for rule in named if self.parts.fits(rule, part)]
            fit = [
                rule
                for rule in fit
                if not any(rule.id in one.over and self.parts.surely(one, part, rule) for one in fit)
            ]
            beside = self._in_part(self._offering(fit), part)
            return tuple(granted for rule in (*fit, *beside) for granted in self._narrowed(rule, part, inside, counted))
        own = self._in_part(named, part) or self._in_part(self.policy.rules.values(), part)
        own += [
            rule
            for rule in named
            if not rule.bands
            and self.parts.fits(rule, part)
            and (counted == "maybe" or self.parts.is_own(rule, part, SITUATION))
        ]
        return tuple(granted for rule in own for granted in self._narrowed(rule, part, inside, counted))

    def _in_part(self, rules: Iterable[Rule], part: Part) -> list[Rule]:
        fit = [rule for rule in rules if rule.bands and self.parts.fits(rule, part)]
        return [
            rule
            for rule in fit
            if not any(
                one.bands and self.parts.fits(one, part) and self.parts.surely(one, part, rule)
                for one in self.implied.above(rule)
            )
        ]

    def _narrowed(self, rule: Rule, part: Part, inside: frozenset[str], counted: Counted) -> Iterator[Granted]:
        """What a rule grants there: a condition that holds for certain takes the place of what it is over."""
        added, over = [], []
        for one in self.conditions if rule.bands else ():
            if self._meeting.together(rule, one) and self.parts.fits(one, part):
                certain = self.parts.surely(one, part, rule)
                mostly = counted == "mostly" and self.parts.mostly(one, part, rule)
                maybe = counted == "maybe" and (one.id in inside or one.id not in self._narrow)
                if certain or mostly or maybe:
                    added.append(one)
                over += [one] if certain and rule.id in one.over else []
        yield from self._granted(rule, added, over)

    def basic(self, granted: Iterable[Granted], part: Part) -> tuple[Granted, ...]:
        """Of what is granted in a part that of the rules which ask for no more than the part has, if there are any."""
        every = tuple(granted)
        own = [one for one in every if self.parts.is_own(self.policy.rules[one.rule], part, SITUATION)] or every
        idle = self._idle(own, part)
        return tuple(one for one in own if one.rule not in idle) or tuple(own)

    def _idle(self, granted: Iterable[Granted], part: Part) -> set[str]:
        """The rules among them that grant nothing at all, whatever the part: an appeal is one of its own."""
        rules = {one.rule: self.policy.rules[one.rule] for one in granted}
        return {
            id
            for id, rule in rules.items()
            if rule.bands
            and all(option.offer in NOTHING for band in rule.bands for option in band.options)
            and not any(test.axis in part.axes for way in rule.when for test in way)
        }

    @cached_property
    def everything(self) -> tuple[Granted, ...]:
        """What all rules grant."""
        every = frozenset(self.policy.rules)
        return tuple(granted for rule in self.policy.rules.values() for granted in self._of(rule, every))

    def _of(self, rule: Rule, inside: frozenset[str]) -> tuple[Granted, ...]:
        return self._granted(rule, [one for one in self.conditions if self._adds(one, rule, inside)])

    def _granted(self, rule: Rule, added: list[Rule], over: Collection[Rule] = ()) -> tuple[Granted, ...]:
        key = ((rule.id,), tuple(one.id for one in added), tuple(one.id for one in over))
        if key not in self._known:
            self._known[key] = tuple(self._bands(rule, added, over))
        return self._known[key]

    def _adds(self, condition: Rule, rule: Rule, inside: frozenset[str]) -> bool:
        """Whether a condition rule counts: one for a kind of goods or places alone has to be in scope itself."""
        return (condition.id in inside or condition.id not in self._narrow) and self._meeting.together(rule, condition)

    def _is_narrow(self, condition: Rule) -> bool:
        axes = [{test.axis for test in clause} for clause in condition.when]
        facts = self.policy.scopes.facts.keys() - {SITUATION}
        return bool(axes) and all(not facts.isdisjoint(each) for each in axes)

    def _bands(self, rule: Rule, added: list[Rule], over: Collection[Rule]) -> Iterator[Granted]:
        if not rule.bands:
            own = {name: _words(facet) for name, facet in facets_of(rule).items()}
            yield Granted(rule.id, (self._with_more(rule, None, own),))
            return
        for band in rule.bands:
            if not band.is_pass:
                options = ((_values(rule, band, option, added, over), option) for option in band.options)
                yield Granted(rule.id, tuple(self._with_more(rule, band, *each) for each in options))

    def _with_more(self, rule: Rule, band: Band | None, values: Values, option: Option | None = None) -> Values:
        """The values with what they imply."""
        evidence = values.get("evidence", frozenset())
        more: dict[str, frozenset[str]] = {}
        if "approval" in values:
            more |= self.implied.granting(values["approval"])
        granting = band is not None and not values["offer"] <= frozenset(NOTHING)
        if evidence or granting:
            asked = self.implied.conditions(rule, evidence)
            more |= asked if granting else {"needs": asked["needs"]}
        more |= self.implied.shown(rule, evidence)
        counted = self.implied.with_clocks(values, band)
        if band is not None:
            more |= self.implied.lapsed(rule, band)
        if option is not None:
            more |= self.implied.exchanged(rule, option)
        return {**counted, **more, **self.implied.more(counted)}


def _values(rule: Rule, band: Band, option: Option, added: Iterable[Rule], over: Collection[Rule]) -> Values:
    own = facets_of(rule, band, option)
    values = {name: _words(facet) for name, facet in own.items()}
    for condition in over:
        values = {name: said for name, said in values.items() if name not in {each.name for each in condition.facets}}
    for condition in added:
        for facet in condition.facets:
            beaten = facet.name in own and condition.id in rule.over
            if not beaten:
                there = frozenset([_NONE]) if facet.name.startswith("fees.") else frozenset()
                values[facet.name] = values.get(facet.name, there) | _words(facet)
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
    if option.offer not in NOTHING:
        found["until"] = frozenset(["unlimited" if band.until is None else "limited"])
    if any(name.startswith("fees.") for name in found):
        always = any(_NONE not in value for name, value in found.items() if name.startswith("fees."))
        found["fees"] = frozenset(["charged"] if always else ["charged", _NONE])
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
