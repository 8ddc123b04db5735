"""From matching rules to what is granted, facet by facet: steps 4 to 8 of deciding.

Nothing here knows values: facets are compared as they are written, by the names of their terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from generator.decisions.decision import Problem, ProblemKind
from generator.decisions.program import FacetText, Rule

OFFER = "offer"
EVIDENCE = "evidence"
SELLERS = ("bears", "appeal")
CHARGE = "charge."
WITHOUT_OPTION = ("evidence", "reply", "approval", *SELLERS)
"""Facets of the whole decision: they hold whatever is chosen."""

_WAIT, _ALSO = "wait", "also."
_NOTHING_GRANTED = ("decline", _WAIT)
ONLY_RETURNED = ("postage", "label", "methods", "send_by", "receive_by", "return_to")
"""Facets that say how goods come back."""
ONLY_PAID = ("refund.to", "refund.by", "refund.bank", "outbound", "duties")
"""Facets that say how money is paid back."""
NOT_PAID = ("replace", "exchange", "repair", "resend", "substitute")
"""Offers that pay nothing back."""
_NEED_GOODS = ("refund", "exchange", "replace", "store_credit")


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that matches: its band (None for a condition rule), and what it sets, for each of its offers."""

    at: int
    rule: Rule
    band: int | None

    def offers(self) -> tuple[str, ...]:
        if self.band is None:
            return ()
        return tuple(option["offer"] for option in self.rule["bands"][self.band]["options"])

    def choice(self) -> str | None:
        return None if self.band is None else self.rule["bands"][self.band].get("choice")

    def facets(self, option: int | None) -> Mapping[str, FacetText]:
        """What it sets: the option's facets before the band's, and those before the rule's."""
        if self.band is None:
            return self.rule["facets"]
        band = self.rule["bands"][self.band]
        found = self.rule["facets"] | band["facets"]
        return found if option is None else found | band["options"][option]["facets"]


@dataclass(frozen=True, slots=True)
class Source:
    """A rule that sets a facet, and the rules whose values it beat."""

    match: Match
    beat: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Set:
    """A facet as the rules set it."""

    text: FacetText
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a group of sections grants, with values as written. ``options``: the offer, and its facets by name."""

    outcome: Match | None = None
    choice: str | None = None
    options: tuple[tuple[str, Mapping[str, Set]], ...] = ()
    whole: Mapping[str, Set] = field(default_factory=dict)
    made_by: tuple[Source, ...] = ()
    problem: Problem | None = None


_NOTHING = Resolved()


def resolve(matches: Iterable[Match], beats: list[int]) -> Resolved:
    """What these rules grant together. ``beats``: for each rule the bits of those that it is over, transitive."""
    found = tuple(matches)
    if not found:
        return _NOTHING
    conditions = [match for match in found if match.band is None]
    outcomes = [match for match in found if match.band is not None]
    kept = _unbeaten(outcomes, beats)
    if not kept:
        return _conditions_alone(conditions, beats)
    made_by = tuple([Source(one, _beat(one, outcomes, beats)) for one in kept])
    first = kept[0]
    if len(kept) > 1 and any(_offer_of(one) != _offer_of(first) for one in kept[1:]):
        rules = tuple(one.rule["id"] for one in kept)
        return Resolved(first, made_by=made_by, problem=Problem(ProblemKind.CONFLICT, OFFER, rules))
    options: list[tuple[str, Mapping[str, Set]]] = []
    whole: dict[str, Set] = {}
    problem: Problem | None = None
    offers = first.offers()
    always = [(one, one.facets(None)) for one in conditions]
    for at, offer in enumerate(offers):
        said = [(one, one.facets(at if one is first else _same_option(one, offers, at))) for one in kept]
        said += always
        if offer in _NOTHING_GRANTED:
            # What does not remain cannot contradict itself.
            is_chosen = offer == _WAIT and len(offers) > 1
            said = [
                (one, {k: v for k, v in facets.items() if _remains(k) or (is_chosen and _is_more(k))})
                for one, facets in said
            ]
        facets = _merge(said, beats)
        problem = problem or facets.problem
        kept_here = {name: value for name, value in facets.by_name.items() if _applies(name, offer, facets.by_name)}
        problem = problem or _missing(offer, kept_here, kept)
        options.append((offer, kept_here))
    whole = _shared(options)
    alone = tuple((offer, {k: v for k, v in facets.items() if k not in whole}) for offer, facets in options)
    return Resolved(first, first.choice(), alone, whole, made_by, problem)


def _unbeaten(matches: list[Match], beats: list[int]) -> list[Match]:
    """Those that no other one is over."""
    beaten = 0
    for match in matches:
        beaten |= beats[match.at]
    return [match for match in matches if not beaten >> match.at & 1]


def _beat(match: Match, among: list[Match], beats: list[int]) -> tuple[str, ...]:
    """The rules among them that one is over."""
    own = beats[match.at]
    return tuple([other.rule["id"] for other in among if own >> other.at & 1]) if own else ()


def _offer_of(match: Match) -> tuple[str | None, tuple[str, ...]]:
    return match.choice(), tuple(sorted(match.offers()))


def _same_option(match: Match, offers: tuple[str, ...], at: int) -> int:
    """The option of a rule that is the same offer as the first rule's; of two alike, the same one of the two."""
    nth = offers[:at].count(offers[at])
    return [place for place, offer in enumerate(match.offers()) if offer == offers[at]][nth]


@dataclass(frozen=True, slots=True)
class _Merged:
    by_name: Mapping[str, Set]
    problem: Problem | None


def _merge(said: list[tuple[Match, Mapping[str, FacetText]]], beats: list[int]) -> _Merged:
    """Every facet once: values whose rule another one is over are dropped, those left must say the same."""
    by_name: dict[str, list[tuple[Match, FacetText]]] = {}
    for match, facets in said:
        for name, text in facets.items():
            by_name.setdefault(name, []).append((match, text))
    found: dict[str, Set] = {}
    problem: Problem | None = None
    alone = {match.at: (Source(match, ()),) for match, _ in said}
    for name in sorted(by_name):
        pairs = by_name[name]
        if len(pairs) == 1:
            match, text = pairs[0]
            found[name] = Set(text, alone[match.at])
            continue
        rules = [match for match, _ in pairs]
        left = {match.at for match in _unbeaten(rules, beats)}
        pairs = [pair for pair in pairs if pair[0].at in left]
        text = pairs[0][1]
        if name == EVIDENCE:
            text = sorted({word for _, words in pairs for word in words})
        elif any(other != text for _, other in pairs):
            ids = tuple(match.rule["id"] for match, _ in pairs)
            problem = problem or Problem(ProblemKind.CONFLICT, name, ids)
        found[name] = Set(text, tuple([Source(match, _beat(match, rules, beats)) for match, _ in pairs]))
    return _Merged(found, problem)


def _remains(name: str) -> bool:
    """Whether a facet still says something where nothing is granted."""
    return name.startswith(CHARGE) or (name in WITHOUT_OPTION and name != "approval")


def _is_more(name: str) -> bool:
    """Whether a facet is of what is given in addition, which is owed also to who chooses to wait."""
    return name.startswith(_ALSO) or name == "valid"


def _applies(name: str, offer: str, facets: Mapping[str, Set]) -> bool:
    """Whether a facet still says something about this offer."""
    if name in ONLY_RETURNED:
        goods = facets.get("goods")
        return goods is not None and goods.text == "return"
    if name == "refund.bank" and "refund.to" in facets and facets["refund.to"].text == "store_credit":
        return False  # no bank is asked for store credit
    return not (name in ONLY_PAID and offer in NOT_PAID)


def _missing(offer: str, facets: Mapping[str, Set], kept: list[Match]) -> Problem | None:
    rules = tuple(match.rule["id"] for match in kept)
    if offer in _NEED_GOODS and "goods" not in facets:
        return Problem(ProblemKind.MISSING, "goods", rules)
    goods = facets.get("goods")
    if goods is not None and goods.text == "return" and "postage" not in facets:
        return Problem(ProblemKind.MISSING, "postage", rules)
    return None


def _shared(options: list[tuple[str, Mapping[str, Set]]]) -> dict[str, Set]:
    """The facets of the whole decision: evidence and seller facets of any option, the others where all agree."""
    found: dict[str, Set] = {}
    for name in sorted({name for _, facets in options for name in facets}):
        said = [facets[name] for _, facets in options if name in facets]
        if name == EVIDENCE:
            words = sorted({word for one in said for word in one.text})
            found[name] = Set(words, tuple(_unique(source for one in said for source in one.sources)))
        elif (name in WITHOUT_OPTION or name.startswith(CHARGE)) and all(one.text == said[0].text for one in said):
            found[name] = said[0]
    return found


def _unique(sources: Iterable[Source]) -> Iterator[Source]:
    seen: set[str] = set()
    for source in sources:
        if source.match.rule["id"] not in seen:
            seen.add(source.match.rule["id"])
            yield source


def _conditions_alone(conditions: list[Match], beats: list[int]) -> Resolved:
    """What condition rules say where nothing is offered: between seller and platform that is all there is."""
    merged = _merge([(one, one.facets(None)) for one in conditions], beats)
    return Resolved(whole=merged.by_name, problem=merged.problem)
