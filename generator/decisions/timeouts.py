"""Escalations that come too late for a promise, or too early for the buyer."""

from __future__ import annotations

from collections.abc import Iterator

from generator.decisions.closing import DECLINE, meet, offer_of
from generator.decisions.parts import Fitting, asked_too_late, staff_too_late, too_long
from generator.decisions.program import Escalation as Stands
from generator.decisions.program import Rule
from generator.finding import Finding
from generator.policy.lookup import refs_of
from generator.policy.model import Audience, Escalation, TermRef

_PAYS = ("refund", "partial_refund", "cancel")
"""Offers that pay money back."""
_BY = "refund.by"


def mistimed(fitting: Fitting) -> Iterator[Finding]:
    """What needs no declaration, because the escalation itself says what it is about.

    An escalation that pays money back is about every refund that is promised from the same event by a rule that can
    hold beside it. If it can end after all of these promises: SP274; if it can together with the time in which it then
    pays itself: SP275.
    An escalation that declines ends the matter: a time from the same event that buyers are told, that no rule uses
    and that no ``within`` explains may not end after it: SP273.
    """
    stands = {one["id"]: one for one in fitting.program["escalations"]}
    for escalation in fitting.policy.escalations.values():
        if offer_of(escalation) in _PAYS:
            yield from _too_late(fitting, escalation, stands[escalation.id])
    closing = [one for one in fitting.policy.escalations.values() if offer_of(one) == DECLINE]
    early = [finding for escalation in closing for finding in _too_early(fitting, stands[escalation.id])]
    yield from {finding.place: finding for finding in early}.values()


def _too_late(fitting: Fitting, escalation: Escalation, one: Stands) -> Iterator[Finding]:
    by = one["by"]
    counted = fitting.events(by)
    promises = [term for term in _promises(fitting, one) if term != by and fitting.events(term) & counted]
    alone = [fitting.misfit([by], term, one) for term in promises]
    if promises and all(alone):
        declared = {ref.term for ref in fitting.policy.terms[by].within}
        if alone[0] and not declared & {*promises}:
            yield staff_too_late(fitting, alone[0], by, promises[0], escalation.by.place)
        return
    pays = next((one.value for one in escalation.on_timeout if one.name == _BY), None)
    if not isinstance(pays, TermRef) or fitting.events(pays.term) & counted:
        return
    together = [fitting.misfit([by, pays.term], term, one) for term in promises]
    if together and together[0] and all(together):
        yield too_long(fitting, together[0], [by, pays.term], promises[0], pays.place)


def _promises(fitting: Fitting, one: Stands) -> tuple[str, ...]:
    """The terms by which buyers may be promised money beside it: of condition rules, and of what pays money back."""
    sections = {one["id"] for one in fitting.program["sections"] if one["to"] == Audience.BUYER}
    rules = [rule for rule in fitting.program["rules"] if rule["section"] in sections]
    said = (text for rule in rules if meet(rule, one, fitting.program) for text in _paid_by(rule))
    return tuple(dict.fromkeys(text[1:] for text in said if text.startswith("$")))


def _paid_by(rule: Rule) -> Iterator[str]:
    if not rule["bands"]:
        yield str(rule["facets"].get(_BY, ""))
    for band in rule["bands"]:
        for option in band["options"]:
            if option["offer"] in _PAYS:
                yield str({**rule["facets"], **band["facets"], **option["facets"]}.get(_BY, ""))


def _too_early(fitting: Fitting, one: Stands) -> Iterator[Finding]:
    policy, by = fitting.policy, one["by"]
    used = {ref.term for rule in policy.rules.values() for _, ref in refs_of(rule)}
    used |= {escalation.by.term for escalation in policy.escalations.values()}
    for term in policy.terms.values():
        if term.public and term.id not in used and not term.within and fitting.events(term.id) & fitting.events(by):
            misfit = fitting.misfit([term.id], by, one)
            if misfit is not None:
                yield asked_too_late(fitting, misfit, [term.id], by, term.place)
