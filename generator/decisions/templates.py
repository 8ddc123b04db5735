"""What can be said of an answer before the case is known, and the blanks that its dates and amounts are filled into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.decisions.decision import Length, Part, Problem, ProblemKind, Reason, Used, Value
from generator.decisions.evaluator import ReadyLeaf, events_of
from generator.decisions.granting import OFFER, Match, Resolved, Set, Source

AT_ONCE = "at_once"
_PAID = ("refund", "cancel", "store_credit")
"""Offers that pay back the price where they name no other amount."""
_CANCEL, _REFUND_TO = "cancel", "refund.to"
_DEADLINES = ("send_by", "receive_by", "refund.by", "refund.bank", "appeal")

Setting = Mapping[str, ReadyLeaf]
"""The terms that an answer uses, as they are worth in the situation."""


@dataclass(frozen=True, slots=True)
class Template:
    """All of an answer that is the same at every time and for every amount.

    ``options`` and ``whole``: what is to be filled in; of an option that nothing is missing of, None. ``events``: where
    only they make a difference; what was filled in before is kept ``by_moments``.
    """

    part: Part
    leaves: Setting
    is_fixed: bool
    options: tuple[Blank | None, ...] = ()
    whole: Blank | None = None
    events: tuple[str, ...] | None = None
    by_moments: dict[tuple[int | None, ...], Part] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Blank:
    """Facets of which some are to be filled in: deadlines, and amounts, with the facets that they stand in."""

    offer: str
    facets: Mapping[str, Value]
    deadlines: tuple[tuple[str, ReadyLeaf | None], ...]
    amounts: tuple[tuple[str, ReadyLeaf], ...]
    gross: ReadyLeaf | None
    is_paid: bool

    @property
    def is_full(self) -> bool:
        return not (self.deadlines or self.amounts or self.gross or self.is_paid)


def blank_of(offer: str, facets: Mapping[str, Set], leaves: Setting) -> Blank:
    """An option, with what depends on the case left to be filled in; each facet keeps its place.

    Facets of no ``offer`` are those of a whole decision: nothing is paid.
    """
    told: dict[str, Value] = {}
    deadlines: list[tuple[str, ReadyLeaf | None]] = []
    amounts: list[tuple[str, ReadyLeaf]] = []
    for name, one in facets.items():
        text = one.text
        if isinstance(text, list):
            told[name] = tuple(text)
        elif not text.startswith("$"):
            told[name] = text
            if text == AT_ONCE and name in _DEADLINES:
                deadlines.append((name, None))
        else:
            ready = leaves[text[1:]]
            told[name] = text
            match ready.leaf["kind"]:
                case "money" | "share":
                    amounts.append((name, ready))
                case "lasts":
                    told[name] = Length(ready.leaf["text"], ready.term)
                case _:
                    deadlines.append((name, ready))
    said = facets.get("amount")
    is_named = said is not None and said.text != "full"
    gross = dict(amounts).get("amount") if is_named and offer else None
    # Of an order that was never paid, nothing goes back.
    is_paid = not is_named and offer in _PAID and (offer != _CANCEL or _REFUND_TO in facets)
    return Blank(offer, told, tuple(deadlines), tuple(amounts), gross, is_paid)


def terms_of(resolved: Resolved) -> set[str]:
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


def only_events(blanks: list[Blank]) -> tuple[str, ...] | None:
    """The events that all of the deadlines are counted from, if nothing else is to be filled in."""
    found: set[str] = set()
    for blank in blanks:
        if blank.amounts or blank.gross or blank.is_paid:
            return None
        for _, ready in blank.deadlines:
            if ready is None or "at_once" in ready.leaf["text"]:
                return None
            found.update(events_of(ready.leaf))
    return tuple(sorted(found))


def told_of(resolved: Resolved, leaves: Setting, *, is_buyer: bool, must_decide: bool) -> Part:
    """The answer without what is granted."""
    problem = resolved.problem
    if resolved.outcome is None and must_decide and (is_buyer or not resolved.whole):
        problem = Problem(ProblemKind.UNCOVERED)
    if problem is not None:
        rules = tuple(_reasons(resolved, leaves)) if problem.kind is not ProblemKind.UNCOVERED else ()
        return Part(because=rules, problem=problem)
    whole = resolved.whole

    def word(name: str) -> str | None:
        text = whole[name].text if name in whole else None
        return text if isinstance(text, str) else None

    evidence = whole["evidence"].text if "evidence" in whole else []
    return Part(
        section=_section(resolved, is_buyer=is_buyer),
        outcome=resolved.options[0][0] if resolved.options else None,
        choice=resolved.choice,
        evidence=tuple(evidence),
        approval=word("approval"),
        reply=word("reply"),
        because=tuple(_reasons(resolved, leaves)),
    )


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
