"""The whole answer: what is granted, with amounts and dates, and because of which rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.decisions.calendars import Unpublished
from generator.decisions.clock import NOT_YET
from generator.decisions.decision import (
    Amount,
    Deadline,
    Decision,
    Due,
    Granted,
    Part,
    Problem,
    ProblemKind,
)
from generator.decisions.evaluator import Evaluator, Plan, ReadyLeaf, events_of
from generator.decisions.granting import OFFER, Resolved, Set
from generator.decisions.money import ITEM_PRICE, Bases, amount_of, taken_off
from generator.decisions.situation import Situation
from generator.decisions.templates import AT_ONCE, Blank, Setting, Template, blank_of, only_events, terms_of, told_of

Places = Sequence[tuple[int, Sequence[int]]]
"""Where a situation may lie: the bits of the clauses that hold there, and the class on each axis."""

_FEES = "fees."
_MOST, _MOST_MOMENTS = 20_000, 500


@dataclass(slots=True)
class _Prepared:
    """What was granted, the terms of it whose value depends on the case, the values of the others, and templates."""

    resolved: Resolved
    open_terms: tuple[str, ...]
    settled: Setting
    templates: dict[tuple[int, ...], Template]


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
        self._prepared: dict[bool, dict[int, _Prepared]] = {True: {}, False: {}}
        self._templates = 0
        self._deadlines: dict[tuple[int, int, int | None], Deadline] = {}
        self._ladders = evaluator.program["ladders"]
        self._escalations = [
            (one, frozenset(event for leaf in evaluator.leaves(one.escalation["by"]) for event in events_of(leaf.leaf)))
            for one in evaluator.standing
        ]

    def answer(self, situation: Situation, classes: list[int], bits: int | None = None) -> Decision:
        """The decision at these classes, where these ``bits`` hold. UnknownEvent if it depends on an event that is
        not known.
        """
        evaluator = self.evaluator
        bits = evaluator.bits(classes) if bits is None else bits
        plan, here = evaluator.plan(bits), [(bits, classes)]
        try:
            bands = evaluator.bands(plan, classes, situation.events, situation.now)
        except Unpublished:
            # One of the two may well be known.
            parts = [self.part(situation, classes, is_buyer=is_buyer) for is_buyer in (True, False)]
            return Decision(parts[0], parts[1], self.due(situation, here))
        buyer, seller = evaluator.resolved(plan, bands)
        return Decision(
            self._part(buyer, situation, classes, is_buyer=True),
            self._part(seller, situation, classes, is_buyer=False),
            self.due(situation, here) if self._escalations else (),
        )

    def part(self, situation: Situation, classes: list[int], *, is_buyer: bool) -> Part:
        """What is decided for the buyer alone, or towards the seller alone."""
        evaluator = self.evaluator
        plan = evaluator.plan_for(evaluator.bits(classes), is_buyer=is_buyer)
        try:
            bands = evaluator.bands(plan, classes, situation.events, situation.now)
        except Unpublished as gap:
            return unpublished(gap)
        return self.part_in(plan, bands, situation, classes, is_buyer=is_buyer)

    def part_in(
        self, plan: Plan, bands: tuple[int, ...], situation: Situation, classes: list[int], *, is_buyer: bool
    ) -> Part:
        """The same where these bands hold, known or supposed. Dates are only counted from events that are known."""
        resolved = self.evaluator.resolved(plan, bands)[0 if is_buyer else 1]
        return self._part(resolved, situation, classes, is_buyer=is_buyer)

    def due(self, situation: Situation, among: Places) -> tuple[Due, ...]:
        """The escalations whose clock has started, as far as they stand and are the same in all of these places."""
        return tuple(self._due(situation, among, Bases(situation.amounts, self._measures)))

    def _part(self, resolved: Resolved, situation: Situation, classes: list[int], *, is_buyer: bool) -> Part:
        prepared = self._prepared[is_buyer].get(id(resolved)) or self._prepare(resolved, is_buyer=is_buyer)
        if prepared.open_terms:
            leaves = [self.evaluator.leaf(term, classes) for term in prepared.open_terms]
            key = tuple([id(leaf) for leaf in leaves])
        else:
            leaves, key = [], ()
        template = prepared.templates.get(key)
        if template is None:
            setting = {**prepared.settled, **dict(zip(prepared.open_terms, leaves, strict=True))}
            must_decide = is_buyer is self._decides_for_buyers
            template = self._template(resolved, setting, is_buyer=is_buyer, must_decide=must_decide)
            prepared.templates[key] = template
            self._templates += 1
        if template.is_fixed:
            return template.part
        if template.events is None:
            return self._filled(template, situation, classes)
        moments: list[int | None] = []
        for event in template.events:
            moment = situation.events.get(event)
            moments += (None, None) if moment is None else (moment.day, moment.at)
        when = tuple(moments)
        part = template.by_moments.get(when)
        if part is None:
            if len(template.by_moments) >= _MOST_MOMENTS:
                template.by_moments.clear()
            part = template.by_moments[when] = self._filled(template, situation, classes)
        return part

    def _prepare(self, resolved: Resolved, *, is_buyer: bool) -> _Prepared:
        if len(self._prepared[is_buyer]) + self._templates >= _MOST:
            self._prepared[is_buyer].clear()
            self._templates = 0
        terms = sorted(terms_of(resolved))
        found = {term: self.evaluator.leaves(term) for term in terms}
        prepared = _Prepared(
            resolved,
            tuple(term for term in terms if len(found[term]) > 1),
            {term: leaves[0] for term, leaves in found.items() if len(leaves) == 1},
            {},
        )
        self._prepared[is_buyer][id(resolved)] = prepared
        return prepared

    def _filled(self, template: Template, situation: Situation, classes: list[int]) -> Part:
        part = template.part
        bases: Bases | None = None
        options: list[Granted] = []
        for blank, granted in zip(template.options, part.options, strict=True):
            if blank is None:
                options.append(granted)
                continue
            if bases is None and (blank.is_paid or blank.amounts):
                bases = Bases(situation.amounts, self._measures)
            options.append(self._granted(blank, situation, bases))
        facets = part.facets
        if template.whole is not None:
            bases = bases or Bases(situation.amounts, self._measures)
            facets = self._granted(template.whole, situation, bases).facets
        approval = part.approval
        if approval in self._ladders:
            bases = bases or Bases(situation.amounts, self._measures)
            approval = self._approver(approval, tuple(options), classes, bases)
        return Part(
            part.section,
            part.outcome,
            part.choice,
            tuple(options),
            facets,
            part.evidence,
            approval,
            part.reply,
            part.because,
        )

    def _granted(self, blank: Blank, situation: Situation, bases: Bases | None) -> Granted:
        """One option with its dates and amounts: fees are taken off what is paid."""
        filled = dict(blank.facets)
        for name, ready in blank.deadlines:
            filled[name] = self._deadline(ready, situation)
        gross: Amount | None = None
        if bases is None:
            return Granted(blank.offer, filled, None)
        if blank.gross is not None:
            gross = amount_of(blank.gross.leaf, blank.gross.term, bases, None)
        elif blank.is_paid:
            base = bases.of(ITEM_PRICE)
            gross = Amount("full", None, base.low, base.high, base.currency) if base else None
        fees: list[str] = []
        for name, ready in blank.amounts:
            filled[name] = amount_of(ready.leaf, ready.term, bases, gross)
            if name.startswith(_FEES):
                fees.append(name)
        if gross is not None and fees:
            gross, cut = taken_off(gross, [one for name in fees if isinstance(one := filled[name], Amount)])
            filled.update(zip(fees, cut, strict=False))
        return Granted(blank.offer, filled, gross)

    def _deadline(self, ready: ReadyLeaf | None, situation: Situation) -> Deadline:
        """The deadline, with its end if that can be told; None stands for ``at_once``."""
        if ready is None:
            return Deadline(AT_ONCE, None, self.evaluator.clock.at_once(situation.now))
        leaf = ready.leaf
        event = situation.events.get(leaf["event"]) if leaf["kind"] == "after" else None
        if event is None:
            return self._counted(ready, situation)
        # Counted from one event: the same whenever that was then.
        key = (id(ready), event.day, event.at)
        found = self._deadlines.get(key)
        if found is None:
            if len(self._deadlines) >= _MOST:
                self._deadlines.clear()
            found = self._deadlines[key] = self._counted(ready, situation)
        return found

    def _counted(self, ready: ReadyLeaf, situation: Situation) -> Deadline:
        try:
            return Deadline(ready.leaf["text"], ready.term, ready.ends(situation.events, situation.now))
        except Unpublished as gap:
            return Deadline(ready.leaf["text"], ready.term, None, (gap.country, gap.year))

    # ------------------------------------------------------------------------------ what can be said beforehand

    def _template(self, resolved: Resolved, leaves: Setting, *, is_buyer: bool, must_decide: bool) -> Template:
        """``must_decide``: nothing else answers, so that it is a gap if nothing is found."""
        part = told_of(resolved, leaves, is_buyer=is_buyer, must_decide=must_decide)
        if part.problem is not None:
            return Template(part, leaves, is_fixed=True)
        whole = {name: one for name, one in resolved.whole.items() if name not in _APART}
        blanks = [blank_of(offer, facets, leaves) for offer, facets in resolved.options]
        rest = blank_of("", whole, leaves)
        part = replace(part, options=tuple(Granted(one.offer, one.facets, None) for one in blanks), facets=rest.facets)
        is_fixed = rest.is_full and all(one.is_full for one in blanks) and part.approval not in self._ladders
        options = tuple(None if one.is_full else one for one in blanks)
        events = None if part.approval in self._ladders else only_events([*blanks, rest])
        return Template(part, leaves, is_fixed, options, None if rest.is_full else rest, events)

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

    def _due(self, situation: Situation, among: Places, bases: Bases) -> Iterator[Due]:
        everywhere = [classes for _, classes in among]
        for standing, events in self._escalations:
            one = standing.escalation
            if not all(standing.holds(bits) for bits, _ in among):
                continue
            if not any(situation.events.get(event, NOT_YET) is not NOT_YET for event in events):
                continue
            names = [text[1:] for text in one["facets"].values() if isinstance(text, str) and text.startswith("$")]
            ready = self.evaluator.only_leaf(one["by"], everywhere)
            found = {term: self.evaluator.only_leaf(term, everywhere) for term in names}
            leaves = {term: leaf for term, leaf in found.items() if leaf is not None}
            if ready is None or len(leaves) < len(found):
                continue
            try:
                end = ready.ends(situation.events, situation.now)
            except Unpublished:
                continue  # a clock that nobody can read yet wakes nobody
            if end is None or end.is_open:
                continue
            said = {name: Set(text, ()) for name, text in one["facets"].items() if name != OFFER}
            facets = self._granted(blank_of("", said, leaves), situation, bases).facets
            by = Deadline(ready.leaf["text"], one["by"], end)
            is_over = not self.evaluator.clock.meets(situation.now, end)
            offer = one["facets"].get(OFFER)
            yield Due(one["id"], one["role"], by, is_over, offer if isinstance(offer, str) else None, facets)


def unpublished(gap: Unpublished) -> Part:
    """No answer: the holidays that it depends on are not known yet."""
    facts = (("country", gap.country), ("year", str(gap.year)), ("last", str(gap.last)))
    return Part(problem=Problem(ProblemKind.UNPUBLISHED, facts=facts, term=gap.term))


_APART = ("evidence", "reply", "approval")
