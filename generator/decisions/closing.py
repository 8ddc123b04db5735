"""What ends a matter: escalations that decline, and windows after which rules that ask for evidence grant nothing."""

from __future__ import annotations

from collections.abc import Iterator

from generator.decisions.granting import EVIDENCE
from generator.decisions.program import Band, Program, Rule
from generator.decisions.program import Escalation as Stands
from generator.decisions.rows import can_be, meeting
from generator.policy.model import Escalation, Policy, Word

DECLINE = "decline"
"""The offer that grants nothing."""


def offer_of(escalation: Escalation) -> str:
    """What is offered when its time runs out; empty if nothing is said."""
    return next(
        (one.value.text for one in escalation.on_timeout if one.name == "offer" and isinstance(one.value, Word)), ""
    )


def closes_a_case(policy: Policy) -> Iterator[str]:
    """The terms after which an escalation declines."""
    return (one.by.term for one in policy.escalations.values() if offer_of(one) == DECLINE)


def evidence_windows(policy: Policy, program: Program) -> Iterator[str]:
    """The terms that end the last band in which a rule grants anything, where evidence may be asked for."""
    asking = [rule for rule in program["rules"] if EVIDENCE in rule["facets"] and not rule["bands"]]
    for rule in program["rules"]:
        last = last_grant(rule)
        if last is not None and (asks(rule) or any(meet(rule, one, program) for one in asking)):
            yield last


def last_grant(rule: Rule) -> str | None:
    """The term that ends the last band that grants anything; None if the rule has none, or grants for ever."""
    granting = [band for band in rule["bands"] if grants(band)]
    return granting[-1].get("until") if granting else None


def grants(band: Band) -> bool:
    """Whether anything but a refusal is offered."""
    return any(option["offer"] != DECLINE for option in band["options"])


def asks(rule: Rule) -> bool:
    """Whether evidence is asked for in the rule itself, or in any of its bands and options."""
    parts = [rule["facets"], *(band["facets"] for band in rule["bands"])]
    parts += [option["facets"] for band in rule["bands"] for option in band["options"]]
    return any(EVIDENCE in facets for facets in parts)


def meet(one: Rule | Stands, two: Rule | Stands, program: Program) -> bool:
    """Whether some situation may be of both, rules or escalations, as far as their conditions alone tell."""
    return any(
        where is not None and can_be(where, program)
        for mine in one["when"]
        for theirs in two["when"]
        for where in [meeting([mine, theirs])]
    )
