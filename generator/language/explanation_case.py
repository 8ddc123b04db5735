"""One decided case, before any language: its rule, its windows as dates, its amounts and how they are worked out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal

from generator.decisions.acting import moment_of
from generator.decisions.clock import Clock, End, Moment
from generator.decisions.compiling import compile_policy, default_calendar
from generator.decisions.decision import Amount, Deadline, Granted, Length, Part, Used, Value
from generator.decisions.granting import OFFER
from generator.decisions.money import ITEM_PRICE, Bases, amount_of
from generator.decisions.quantities import leaf_of
from generator.decisions.situation import Situation
from generator.language.explanation_value import NOWHERE, facet_of, leaf_at, money_of
from generator.language.lookup import narrowed
from generator.language.plan import Outcome, Plan, only_waits, plan_rule
from generator.language.postage import PAID_BACK
from generator.language.say import speaker_of
from generator.language.situation import REASON
from generator.language.speaker import Speaker
from generator.language.style import Voice
from generator.policy.kept import kept
from generator.policy.model import Facet, FactKind, Label, Offer, Policy, Rule, Table, Term, TermRef
from generator.policy.values import Leaf, Money, Share

MONEY_BACK = (Offer.REFUND, Offer.PARTIAL_REFUND, Offer.CANCEL)
"""Offers that pay money back."""
GIVEN = (Offer.STORE_CREDIT, Offer.COUPON)
"""Offers that give something to spend in the shop."""
_AMOUNT = "amount."
"""How the terms are called that stand for the amounts of a case."""


@kept
def _clock_of(policy: Policy) -> Clock:
    """The clock of a shop. It needs the events and calendars alone, and these are quickly compiled."""
    none: Mapping[str, Any] = MappingProxyType({})
    scopes = replace(policy.scopes, impossible=())
    bare = replace(policy, scopes=scopes, sections=none, terms=none, rules=none, ladders=none, escalations=none)
    return Clock(compile_policy(bare))


@dataclass(frozen=True)
class Window:
    """A term that ends a stretch of the rule's time: its value here, and its end if that is a point in time."""

    term: str
    leaf: Leaf
    end: End | None


@dataclass(frozen=True)
class Worked:
    """How an amount was worked out: a share of ``base``, raised or cut to ``bound`` where that made a difference."""

    leaf: Share
    base: Money | None
    bound: Literal["at_least", "at_most"] | None


@dataclass(frozen=True)
class Case:
    """A decided part of a decision, in its situation."""

    policy: Policy
    situation: Situation
    part: Part

    @cached_property
    def rule(self) -> Rule | None:
        """The rule that makes the offer."""
        ids = [reason.rule for reason in self.part.because if reason.facet == OFFER]
        return self.policy.rules.get(ids[0]) if ids else None

    @cached_property
    def band(self) -> int:
        """Where in the rule's time the decision stands, from 0."""
        bands = [reason.band for reason in self.part.because if reason.facet == OFFER and reason.band]
        return bands[0] - 1 if bands else 0

    @cached_property
    def stretch(self) -> int:
        """The same among the stretches of the plan, which has none for a time in which the rule does not match."""
        before = self.rule.bands[: self.band] if self.rule else ()
        return sum(not band.is_pass for band in before)

    @cached_property
    def plan(self) -> Plan | None:
        """The whole rule, ready for saying."""
        return plan_rule(self.policy, self.rule, is_public=True) if self.rule else None

    @cached_property
    def speaker(self) -> Speaker:
        """Who speaks to the buyer, with terms that have the values of this case."""
        settled = {used.term: leaf for used in self._used if (leaf := leaf_at(self.policy, used.term, used.value))}
        for at, option in enumerate(self.part.options):
            if option.amount and (money := money_of(option.amount)):
                settled[f"{_AMOUNT}{at}"] = money
        terms = {id: replace(self._any_term, id=id, value=leaf) for id, leaf in settled.items()}
        for id in settled.keys() & self.policy.terms.keys():
            terms[id] = replace(self.policy.terms[id], value=settled[id])
        policy = replace(self.policy, terms=MappingProxyType({**self.policy.terms, **terms}))
        known = dict(self.situation.words)
        if self.rule is None:
            return Speaker(policy, Voice.BUYER, known)
        # What the rule owes follows from the rules alone, and is known of the policy.
        return replace(speaker_of(self.policy, self.rule, Voice.BUYER, known), policy=policy, is_filed=False)

    @property
    def _any_term(self) -> Term:
        return next(iter(self.policy.terms.values()))

    @property
    def _used(self) -> Iterator[Used]:
        return (used for reason in self.part.because for used in reason.terms)

    # ------------------------------------------------------------------------------ what happened

    def reason(self) -> Label | None:
        """What happened, in the words of the vocabulary."""
        value = self.situation.words.get(REASON)
        fact = self.policy.scopes.facts.get(REASON)
        return fact.values.get(value) if fact and value else None

    # ------------------------------------------------------------------------------ time

    @cached_property
    def clock(self) -> Clock:
        """The shop's clock."""
        return _clock_of(self.policy)

    def is_past(self, deadline: Deadline) -> bool:
        """Whether a deadline has passed."""
        end = deadline.end
        if end is None or end.is_open:
            return False
        now = self.situation.now
        return now.day > end.day or (end.at is not None and not self.clock.meets(now, end))

    def windows(self) -> tuple[Window, ...]:
        """The windows that have passed, and the one that holds; without those for waiting, if there are others."""
        found = self._windows()
        if self.plan is None:
            return found
        waited = {s.until.term for s in self.plan.stretches if s.until and only_waits(s)}
        return tuple(window for window in found if window.term not in waited) or found

    def _windows(self) -> tuple[Window, ...]:
        used = [used for reason in self.part.because if reason.facet == OFFER for used in reason.terms]
        found: dict[str, Window] = {}
        for one in used:
            leaf = leaf_at(self.policy, one.term, one.value)
            if leaf is not None and one.term not in found:
                found[one.term] = Window(one.term, leaf, self._end(leaf, one.term))
        return tuple(found.values())

    def until(self) -> Window | None:
        """The window in which the act lies; None in the last stretch."""
        stretch = self.plan.stretches[self.stretch] if self.plan and self.plan.stretches[self.stretch :] else None
        if stretch is None or stretch.until is None:
            return None
        term = stretch.until.term
        return next((window for window in self._windows() if window.term == term), None)

    @property
    def act(self) -> Moment:
        """What must meet the ends of the rule's time: what it is met by, once that is told, or else ``now``."""
        return moment_of(self.rule.met_by if self.rule else None, self.situation.events, self.situation.now)

    def missed(self) -> Window | None:
        """The window after this one, if the act was too late for it: who waits, waits for nothing then."""
        later = self.plan.stretches[self.stretch + 1 :] if self.plan else ()
        until = later[0].until if later else None
        if until is None:
            return None
        leaf = narrowed(self.policy, self.policy.terms[until.term].value, self.situation.words)
        if isinstance(leaf, Table):
            return None
        end = self._end(leaf, until.term)
        return None if end is None or self.clock.meets(self.act, end) else Window(until.term, leaf, end)

    def _end(self, leaf: Leaf, term: str) -> End | None:
        if isinstance(leaf, Money | Share):
            return None
        home = self.policy.sections.get(term.partition(".")[0])
        compiled = leaf_of(leaf, default_calendar(self.policy.scopes.calendars), home.applies_by if home else "")
        end = self.clock.ends(compiled)(self.situation.events, self.situation.now)
        return None if end is None or end.is_open else end

    def local(self, end: End) -> datetime | date:
        """The last day, or the instant in the shop's time zone."""
        return date.fromordinal(end.day) if end.at is None else self.clock.local(end.at)

    # ------------------------------------------------------------------------------ money

    @cached_property
    def bases(self) -> Bases:
        """What shares are taken of."""
        facts = self.policy.scopes.facts.values()
        return Bases(self.situation.amounts, {fact.id: fact.of or "" for fact in facts if fact.kind is FactKind.MONEY})

    def leaf(self, value: Deadline | Amount | Length) -> Leaf | None:
        """The value of the term that this one comes from."""
        return leaf_at(self.policy, value.term, value.rule)

    def price(self, option: Granted) -> Money | None:
        """What fees are taken off, if it is known."""
        amount = option.amount
        if amount is None or money_of(amount) is None:
            return None
        if amount.rule == "full":
            return self.bases.of(ITEM_PRICE)
        said = option.facets.get("amount")
        return money_of(said) if isinstance(said, Amount) else None

    def full(self, fee: Amount) -> Money | None:
        """What a fee would be if it were not cut to the price; None where it is not cut."""
        leaf, known = self.leaf(fee), money_of(fee)
        if known is None or not isinstance(leaf, Money):
            return None
        return leaf if leaf.currency == known.currency and leaf.high > known.high else None

    def worked(self, amount: Amount) -> Worked | None:
        """How an amount was worked out; None where it is a plain sum."""
        leaf = self.leaf(amount)
        if not isinstance(leaf, Share):
            return None
        base = None if leaf.of == "refund" or amount.low is None else self.bases.of(leaf.of)
        if base is None:
            return Worked(leaf, None, None)
        bare = amount_of(leaf_of(replace(leaf, at_least=None, at_most=None), None, ""), "", self.bases, None)
        free = money_of(bare)
        if free is None or (leaf.at_least is None and leaf.at_most is None):
            return Worked(leaf, base, None)
        if leaf.at_least and free.low < leaf.at_least.low:
            return Worked(leaf, base, "at_least")
        return Worked(leaf, base, "at_most" if leaf.at_most and free.high > leaf.at_most.high else None)

    def fees(self, option: Granted) -> tuple[tuple[str, Amount], ...]:
        """What is taken off, with the name of its term."""
        found = ((name, value) for name, value in option.facets.items() if name.startswith("fees."))
        return tuple((name, value) for name, value in found if isinstance(value, Amount))

    # ------------------------------------------------------------------------------ offers

    def outcome(self, at: int) -> Outcome:
        """An option as the phrasebooks know it; its amount is that of the case, unless it is the full price."""
        option = self.part.options[at]
        offer = Offer(option.offer)
        names = ["valid"] if offer in GIVEN else []
        # A refund that keeps something back is not called full.
        names += [name for name in PAID_BACK if option.facets.get(name) == "not_refunded"]
        if offer not in MONEY_BACK or not self.tells_way_once:
            names.append("refund.to")
        facets = [facet_of(name, value) for name, value in option.facets.items() if name in names]
        if option.amount and money_of(option.amount) and not self.is_full(option):
            facets.append(Facet("amount", TermRef(f"{_AMOUNT}{at}", NOWHERE), NOWHERE))
        elif "amount" in option.facets and not self.is_full(option):
            facets.append(facet_of("amount", option.facets["amount"]))
        return Outcome(Offer(option.offer), tuple(facets))

    @property
    def tells_way_once(self) -> bool:
        """Whether money can come back in several ways, so that where it goes is told once, with when it is there."""
        back = [option for option in self.part.options if Offer(option.offer) in MONEY_BACK]
        return len(back) > 1 and all("refund.bank" in option.facets for option in back)

    def offers(self, places: Iterable[int]) -> list[Offer]:
        """The offers at these places."""
        return [Offer(self.part.options[at].offer) for at in places]

    def is_full(self, option: Granted) -> bool:
        """Whether all of the price goes back as money."""
        is_whole = option.amount is None or option.amount.rule == "full"
        return is_whole and not self.fees(option) and Offer(option.offer) in (Offer.REFUND, Offer.CANCEL)

    def grouped(self, names: Iterable[str]) -> tuple[tuple[tuple[int, ...], Mapping[str, Value]], ...]:
        """The options that say the same of these facets, by their places, with what they say."""
        wanted = tuple(names)
        groups: dict[str, tuple[list[int], Mapping[str, Value]]] = {}
        for at, option in enumerate(self.part.options):
            said = {name: option.facets[name] for name in wanted if name in option.facets}
            if said:
                groups.setdefault(repr(said), ([], said))[0].append(at)
        return tuple((tuple(places), said) for places, said in groups.values())
