"""What staff read of a decision: a facet in a line, a reason in a line."""

from __future__ import annotations

from types import MappingProxyType

from generator.decisions.clock import Moment
from generator.decisions.decision import Amount, Deadline, Length, Part, Reason, Value
from generator.decisions.situation import Situation
from generator.language.book import BOOKS
from generator.language.explanation_case import Case
from generator.language.explanation_tongue import Tongue, name_platform
from generator.language.explanation_value import facet_of, leaf_at
from generator.language.lookup import find_term
from generator.language.phrase import plain
from generator.language.rungs import tell_rungs
from generator.language.style import Style, Voice
from generator.policy.model import Policy
from generator.policy.values import Duration


def reason_line(policy: Policy, reason: Reason, tongue: Tongue) -> str:
    """``“I changed my mind”: offer, before the return window ends; return window = 30 days after delivery; …``."""
    title = _title(policy, reason.rule, tongue)
    facet = facet_name(policy, reason.facet, tongue, [used.term for used in reason.terms])
    parts = [tongue.fill("staff.reason", title=title, facet=facet, band=_band(policy, reason, tongue))]
    for used in reason.terms:
        leaf = leaf_at(policy, used.term, used.value)
        style = Style.PLAIN if isinstance(leaf, Duration) else Style.AFTER
        told = plain(BOOKS[tongue.lang].leaf(policy, leaf, style, None)) if leaf else used.value
        name = tongue.called(find_term(policy, used.term).name)
        if name == facet:
            parts[0] = parts[0].removesuffix(name)
            parts[0] += tongue.fill("staff.term", name=name, value=told)
        else:
            parts.append(tongue.fill("staff.term", name=name, value=told))
    if reason.beat:
        titles = [_title(policy, id, tongue) for id in reason.beat]
        parts.append(tongue.fill("staff.beat", rules=tongue.both(titles)))
    return tongue.spaced(tongue.words["staff.seam"].join(parts))


def _band(policy: Policy, reason: Reason, tongue: Tongue) -> str:
    """In which time of its rule the reason stands, by the names of the windows around it; nothing where it has one."""
    rule = policy.rules.get(reason.rule)
    if rule is None or reason.band is None:
        return ""
    untils = [band.until for band in rule.bands[: reason.band]]
    since, until = (*(untils[-2:-1] or [None]), untils[-1])
    names = {
        place: tongue.called(find_term(policy, end.term).name)
        for place, end in (("since", since), ("until", until))
        if end is not None
    }
    return tongue.fill(f"staff.band_{'_'.join(names)}", **names) if names else ""


def _title(policy: Policy, id: str, tongue: Tongue) -> str:
    """The title of a rule in quotation marks, its id where it has none."""
    rule = policy.rules.get(id)
    return tongue.fill("staff.title", title=rule.title[tongue.lang]) if rule and rule.title else id


def facet_name(policy: Policy, name: str, tongue: Tongue, terms: list[str]) -> str:
    """A facet in words; fees and the like are called by the name of their term."""
    group, _, own = name.partition(".")
    if group in ("fees", "also", "charge"):
        return tongue.called(find_term(policy, terms[0]).name) if terms else own.replace("_", " ")
    return tongue.words.get(f"facet.{name}", name)


def value_line(policy: Policy, name: str, value: Value, tongue: Tongue, voice: Voice) -> str:
    """``postage: you pay``."""
    term = value.term if isinstance(value, Deadline | Amount | Length) else None
    told = facet_value(policy, name, value, tongue, voice)
    line = tongue.fill("staff.line", name=facet_name(policy, name, tongue, [term] if term else []), value=told)
    return tongue.spaced(line)


def facet_value(policy: Policy, name: str, value: Value, tongue: Tongue, voice: Voice) -> str:
    """``you pay``: what a facet says, without its name."""
    case = Case(policy, NOTHING_KNOWN, Part())
    match value:
        case str():
            known = tongue.words.get(f"value.{name}.{value}")
            payer = tongue.words.get(f"value.{name}.{voice}") if value == "buyer" else None
            if payer or known:
                return tongue.spaced((payer or known or "").replace("{platform}", name_platform(policy, tongue)))
            return _label(policy, name, value, tongue)
        case tuple() if name == "evidence":
            return tongue.plain(tongue.book.evidence(policy, facet_of(name, value).value))
        case tuple():
            return tongue.both([tongue.words.get(f"value.{name}.{one}", one) for one in value])
        case Deadline():
            told = tongue.arrives(case, value) if name == "refund.bank" else tongue.by(case, value)
            return told.removeprefix("在").strip()
        case Amount():
            how = tongue.how(case, value)
            amount = tongue.amount(case, value)
            return f"{amount}{tongue.fill('how', how=how)}" if how else amount
        case Length():
            leaf = case.leaf(value)
            return tongue.plain(tongue.book.leaf(policy, leaf, Style.PLAIN, None)) if leaf else value.rule


def _label(policy: Policy, name: str, value: str, tongue: Tongue) -> str:
    """The name of a place, a role or a ladder; the word itself where the vocabulary has none."""
    if name == "return_to":
        return tongue.book.place(policy, value)
    scopes = policy.scopes
    named = {"approval": scopes.roles, "evidence": scopes.evidence}.get(name, {}).get(value)
    ladder = policy.ladders.get(value) if name == "approval" else None
    if ladder:  # until the amount is known, who approves up to which
        return plain(tell_rungs(policy, ladder, tongue.lang))
    label = named.label if named else None
    return label.forms(tongue.lang)[0] if label else value.replace("_", " ")


NOTHING_KNOWN = Situation(
    MappingProxyType({}), MappingProxyType({}), MappingProxyType({}), MappingProxyType({}), Moment(1)
)
"""A situation of which nothing is told."""
