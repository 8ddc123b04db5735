"""The whole answer: what is granted, with amounts and dates, and because of which rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.decisions.calendars import Unpublished
from generator.decisions.clock import NOT_YET, Moment
from generator.decisions.decision import (
    Amount,
    Deadline,
    Decision,
    Due,
    Granted,
    Length,
    Part,
    Problem,
    ProblemKind,
    Reason,
    Used,
    Value,
)
from generator.decisions.evaluator import Classes, Evaluator, ReadyLeaf, events_of
from generator.decisions.granting import OFFER, Match, Resolved, Set, Source
from generator.decisions.money import ITEM_PRICE, Bases, amount_of, taken_off
from generator.decisions.program import FacetText
from generator.decisions.situation import Situation

_PAID = ("refund", "cancel", "store_credit")
"""Offers that pay back the price where they name no other amount."""
_CANCEL, _REFUND_TO = "cancel", "refund.to"
_AT_ONCE = "at_once"
_DEADLINES = ("send_by", "receive_by", "refund.by", "refund.bank", "appeal")
_MOST = 20_000

_Fill = Callable[[str, FacetText, Amount | None], Value]
Setting = Mapping[str, ReadyLeaf]
"""The terms that an answer uses, as they are worth in the situation."""


@dataclass(frozen=True, slots=True)
class _Template:
    """All of an answer that is the same at every time and for every amount."""

    part: Part
    leaves: Setting
    is_fixed: bool


class Answerer:
    """Fills in amounts and dates. Remembers, for one program, what does not depend on them."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        self._measures = {
            axis["id"]: axis["values"][0] for axis in evaluator.program["axes"] if axis["kind"] == "money"
        }
        self._decides_for_buyers = any(
            rule["bands"] and is_for_buyer
            for rule, is_for_buyer in zip(evaluator.rules, evaluator.is_for_buyer, strict=True)
        )
        self._terms: dict[int, tuple[Resolved, tuple[str, ...]]] = {}
        self._templates: dict[tuple[int, ...], _Template] = {}
        self._escalations = [
            (one, frozenset(event for leaf in evaluator.leaves(one["by"]) for event in events_of(leaf.leaf)))
            for one in evaluator.program["escalations"]
        ]

    def answer(self, situation: Situation, classes: list[int]) -> Decision:
        """The decision at these classes. UnknownEvent if it depends on an event that is not known."""
        evaluator = self.evaluator
        plan = evaluator.plan(evaluator.bits(classes))
        try:
            bands = evaluator.bands(plan, classes, situation.events, situation.now)
        except Unpublished:
            # One of the two may well be known.
            parts = [self.part(situation, classes, is_buyer=is_buyer) for is_buyer in (True, False)]
            return Decision(parts[0], parts[1], self.due(situation, [(at,) for at in classes]))
        buyer, seller = evaluator.resolved(plan, bands)
        bases = Bases(situation.amounts, self._measures)
        return Decision(
            self._part(buyer, situation, classes, bases, is_buyer=True),
            self._part(seller, situation, classes, bases, is_buyer=False),
            self.due(situation, [(at,) for at in classes]) if self._escalations else (),
        )

    def part(
        self,
        situation: Situation,
        classes: list[int],
        *,
        is_buyer: bool,
        supposed: Mapping[str, Moment] | None = None,
    ) -> Part:
        """What is decided for the buyer alone, or towards the seller alone.

        ``supposed``: the events as far as bands depend on them. Dates are only counted from events that are known.
        """
        evaluator = self.evaluator
        plan = evaluator.plan_for(evaluator.bits(classes), is_buyer=is_buyer)
        events = situation.events if supposed is None else supposed
        try:
            bands = evaluator.bands(plan, classes, events, situation.now)
        except Unpublished as gap:
            return _unpublished(gap)
        resolved = evaluator.resolved(plan, bands)[0 if is_buyer else 1]
        return self._part(resolved, situation, classes, Bases(situation.amounts, self._measures), is_buyer=is_buyer)

    def due(self, situation: Situation, candidates: Classes) -> tuple[Due, ...]:
        """The escalations whose clock has started, as far as they are the same in all of these classes."""
        return tuple(self._due(situation, candidates, Bases(situation.amounts, self._measures)))

    def _part(
        self, resolved: Resolved, situation: Situation, classes: list[int], bases: Bases, *, is_buyer: bool
    ) -> Part:
        _, terms = self._terms.get(id(resolved)) or self._remember(resolved)
        leaves = [self.evaluator.leaf(term, classes) for term in terms]
        key = (id(resolved), *map(id, leaves))
        template = self._templates.get(key)
        if template is None:
            if len(self._templates) >= _MOST:
                self._templates.clear()
            must_decide = is_buyer is self._decides_for_buyers
            template = self._templates[key] = _template(
                resolved, dict(zip(terms, leaves, strict=True)), is_buyer=is_buyer, must_decide=must_decide
            )
        if template.is_fixed:
            return template.part
        return self._filled(template, resolved, situation, classes, bases)

    def _remember(self, resolved: Resolved) -> tuple[Resolved, tuple[str, ...]]:
        if len(self._terms) >= _MOST:
            self._terms.clear()
            self._templates.clear()
        found = self._terms[id(resolved)] = (resolved, tuple(sorted(_terms_of(resolved))))
        return found

    def _filled(
        self, template: _Template, resolved: Resolved, situation: Situation, classes: list[int], bases: Bases
    ) -> Part:
        part, leaves = template.part, template.leaves

        def value(name: str, text: FacetText, refund: Amount | None) -> Value:
            return self._value(name, text, leaves, situation, bases, refund)

        options = tuple(_granted(offer, facets, value, bases) for offer, facets in resolved.options)
        facets = {name: value(name, one.text, None) for name, one in resolved.whole.items() if name not in _APART}
        return replace(
            part,
            options=options,
            facets=facets,
            approval=self._approver(part.approval, options, classes, bases),
        )

    def _value(
        self, name: str, text: FacetText, leaves: Setting, situation: Situation, bases: Bases, refund: Amount | None
    ) -> Value:
        if isinstance(text, list):
            return tuple(text)
        if not text.startswith("$"):
            if text == _AT_ONCE and name in _DEADLINES:
                return Deadline(_AT_ONCE, None, self.evaluator.clock.at_once(situation.now))
            return text
        term = text[1:]
        ready = leaves[term]
        leaf = ready.leaf
        match leaf["kind"]:
            case "money" | "share":
                return amount_of(leaf, term, bases, refund)
            case "lasts":
                return Length(leaf["text"], term)
            case _:
                try:
                    return Deadline(leaf["text"], term, ready.ends(situation.events, situation.now))
                except Unpublished as gap:
                    return Deadline(leaf["text"], term, None, (gap.country, gap.year))

    def _approver(self, name: str | None, options: tuple[Granted, ...], classes: list[int], bases: Bases) -> str | None:
        """The role that approves: of a ladder the first rung that the largest amount does not pass."""
        rungs = self.evaluator.program["ladders"].get(name or "")
        if name is None or rungs is None:
            return name
        amounts = [one.amount for one in options if one.amount is not None]
        base = bases.of(ITEM_PRICE)
        if not amounts and base is not None:
            amounts = [Amount("", None, base.low, base.high, base.currency)]
        highs = [amount.high for amount in amounts if amount.high is not None]
        if not highs or len(highs) < len(amounts):
            return rungs[0]["role"] if len(rungs) == 1 else name
        for rung in rungs:
            if "up_to" not in rung:
                return rung["role"]
            if max(highs) <= self.evaluator.leaf(rung["up_to"], classes).leaf["low"]:
                return rung["role"]
        return name

    def _due(self, situation: Situation, candidates: Classes, bases: Bases) -> Iterator[Due]:
        for one, events in self._escalations:
            if not any(situation.events.get(event, NOT_YET) is not NOT_YET for event in events):
                continue
            names = [text[1:] for text in one["facets"].values() if isinstance(text, str) and text.startswith("$")]
            ready = self.evaluator.only_leaf(one["by"], candidates)
            found = {term: self.evaluator.only_leaf(term, candidates) for term in names}
            leaves = {term: leaf for term, leaf in found.items() if leaf is not None}
            if ready is None or len(leaves) < len(found):
                continue
            try:
                end = ready.ends(situation.events, situation.now)
            except Unpublished:
                continue  # a clock that nobody can read yet wakes nobody
            if end is None or end.is_open:
                continue
            facets = {
                name: self._value(name, text, leaves, situation, bases, None)
                for name, text in one["facets"].items()
                if name != OFFER
            }
            by = Deadline(ready.leaf["text"], one["by"], end)
            is_over = not self.evaluator.clock.meets(situation.now, end)
            offer = one["facets"].get(OFFER)
            yield Due(one["id"], one["role"], by, is_over, offer if isinstance(offer, str) else None, facets)


def _unpublished(gap: Unpublished) -> Part:
    facts = (("country", gap.country), ("year", str(gap.year)), ("last", str(gap.last)))
    return Part(problem=Problem(ProblemKind.UNPUBLISHED, facts=facts))


_APART = ("evidence", "reply", "approval")


def _granted(offer: str, facets: Mapping[str, Set], value: _Fill, bases: Bases) -> Granted:
    """One option with its amounts: fees are taken off what is paid."""
    gross: Amount | None = None
    said = facets.get("amount")
    if said is not None and said.text != "full":
        found = value("amount", said.text, None)
        gross = found if isinstance(found, Amount) else None
    elif offer in _PAID and (offer != _CANCEL or _REFUND_TO in facets):
        # Of an order that was never paid, nothing goes back.
        base = bases.of(ITEM_PRICE)
        gross = Amount("full", None, base.low, base.high, base.currency) if base else None
    filled = {name: value(name, one.text, gross) for name, one in facets.items()}
    fees = {name: one for name, one in filled.items() if name.startswith("fees.") and isinstance(one, Amount)}
    if gross is not None:
        gross, cut = taken_off(gross, fees.values())
        filled |= dict(zip(fees, cut, strict=False))
    return Granted(offer, filled, gross)


def _terms_of(resolved: Resolved) -> set[str]:
    """The terms whose values an answer tells or rests on."""
    found: set[str] = set()
    for sets in (resolved.whole, *(facets for _, facets in resolved.options)):
        found |= {one.text[1:] for one in sets.values() if isinstance(one.text, str) and one.text.startswith("$")}
    for source in resolved.made_by:
        found |= set(_untils(source.match))
    return found


def _untils(match: Match) -> list[str]:
    """The terms that end the band of a rule, and the bands before it."""
    band = match.band
    return [] if band is None else [one["until"] for one in match.rule["bands"][: band + 1] if "until" in one]


def _template(resolved: Resolved, leaves: Setting, *, is_buyer: bool, must_decide: bool) -> _Template:
    """``must_decide``: nothing else answers, so that it is a gap if nothing is found."""
    problem = resolved.problem
    if resolved.outcome is None and must_decide and (is_buyer or not resolved.whole):
        problem = Problem(ProblemKind.UNCOVERED)
    if problem is not None:
        rules = tuple(_reasons(resolved, leaves)) if problem.kind is not ProblemKind.UNCOVERED else ()
        return _Template(Part(because=rules, problem=problem), leaves, is_fixed=True)
    whole = resolved.whole

    def word(name: str) -> str | None:
        text = whole[name].text if name in whole else None
        return text if isinstance(text, str) else None

    evidence = whole["evidence"].text if "evidence" in whole else []
    part = Part(
        section=_section(resolved, is_buyer=is_buyer),
        outcome=resolved.options[0][0] if resolved.options else None,
        choice=resolved.choice,
        evidence=tuple(evidence),
        approval=word("approval"),
        reply=word("reply"),
        because=tuple(_reasons(resolved, leaves)),
    )
    is_empty = not resolved.options and not whole
    return _Template(part, leaves, is_fixed=is_empty)


def _section(resolved: Resolved, *, is_buyer: bool) -> str | None:
    """The section that answers; towards the seller conditions alone are an answer."""
    if resolved.outcome:
        return resolved.outcome.rule["section"]
    sources = [source for one in resolved.whole.values() for source in one.sources]
    return None if is_buyer or not sources else sources[0].match.rule["section"]


def _reasons(resolved: Resolved, leaves: Setting) -> Iterator[Reason]:
    for source in resolved.made_by:
        yield _reason(OFFER, source, _untils(source.match), leaves, ())
    for name, one in resolved.whole.items():
        for source in one.sources:
            yield _reason(name, source, _named(one), leaves, ())
    for name in sorted({name for _, facets in resolved.options for name in facets}):
        said: dict[tuple[str, str, tuple[str, ...]], tuple[list[int], Source, Set]] = {}
        for at, (_, facets) in enumerate(resolved.options):
            for source in facets[name].sources if name in facets else ():
                key = (source.match.rule["id"], str(facets[name].text), source.beat)
                said.setdefault(key, ([], source, facets[name]))[0].append(at)
        for places, source, one in said.values():
            where = () if len(places) == len(resolved.options) else tuple(places)
            yield _reason(name, source, _named(one), leaves, where)


def _named(one: Set) -> list[str]:
    return [one.text[1:]] if isinstance(one.text, str) and one.text.startswith("$") else []


def _reason(facet: str, source: Source, terms: list[str], leaves: Setting, options: tuple[int, ...]) -> Reason:
    used = tuple(Used(term, leaves[term].leaf["text"], leaves[term].path) for term in terms)
    band = None if source.match.band is None else source.match.band + 1
    return Reason(source.match.rule["id"], facet, band, source.beat, used, options)
