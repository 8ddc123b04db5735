"""Shortfalls → findings, with what is given, what is required and where it can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.decisions.deciding import Decider
from generator.decisions.floors_example import Example
from generator.decisions.floors_requirement import Given, Shortfall
from generator.decisions.floors_words import given_words, market_words, required_words, worst_words
from generator.decisions.granting import Resolved
from generator.decisions.reading import written
from generator.finding import Finding, Place
from generator.policy.floor import Floor, RefundBy, Subject
from generator.policy.floor_words import FloorVocabulary
from generator.policy.model import Bilingual, Policy

_MOST_VALUES = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """What is given in the cell of the example, the regions in which the same is missing, and the example."""

    resolved: Resolved
    classes: tuple[int, ...]
    regions: Sequence[str]
    example: Example


def finding_below(
    floor: Floor, short: Shortfall, shown: Shown, policy: Policy, decider: Decider, words: FloorVocabulary
) -> Finding:
    """The finding, at the rule, or at the term where a deadline is too short or too long."""
    is_late = isinstance(short.requirement, RefundBy)
    below, late = ("SP290", "SP292") if floor.certainty.may_fail else ("SP291", "SP293")
    facts: dict[str, str | tuple[str, str]] = {
        "market": market_words(shown.regions),
        "situation": written(shown.example.situation, decider.clock),
        "rule": short.rule,
        "gives": given_words(Given.of(shown.resolved), short, _text(short, shown, decider)),
        "requires": required_words(short.requirement, floor, policy, words),
        "cite": (f"{floor.id}: {floor.cite.en}", f"{floor.id}：{floor.cite.zh}") if floor.cite else floor.id,
        "certainty": _pair(words.certainties[floor.certainty]),
        "disclaimer": _pair(words.disclaimer),
    }
    if is_late:
        facts["worst"] = worst_words(shown.example, policy, words)
    place = policy.terms[short.term].place if short.term else policy.rules[short.rule].place
    return Finding(late if is_late else below, place, facts, short.term)


def finding_unknown(
    subject: Subject, floors: Sequence[Floor], policy: Policy, fact: str | None, words: FloorVocabulary
) -> Finding:
    """The note that floors of a subject were not compared, at the fact that would have to tell it."""
    known = words.subjects[subject]
    values = sorted(next(iter(sign)) for sign in known.signs[:_MOST_VALUES])
    ids = [floor.id for floor in floors]
    place: Place = policy.scopes.facts[fact].place if fact else policy.shop.place
    facts: dict[str, str | tuple[str, str]] = {
        "subject": _pair(known.name),
        "floors": (", ".join(ids), "、".join(ids)),
        "values": (", ".join(values), "、".join(values)),
    }
    return Finding("SP294", place, facts)


def _text(short: Shortfall, shown: Shown, decider: Decider) -> str:
    """The facet in question, as the files write its value."""
    if short.term is not None:
        return decider.evaluator.leaf(short.term, list(shown.classes)).leaf["text"]
    said = [facets[short.facet].text for _, facets in shown.resolved.options if short.facet in facets]
    return next((text for text in said if isinstance(text, str)), "")


def _pair(text: Bilingual) -> tuple[str, str]:
    return text.en, text.zh
