"""Facets: what parts a decision has, and what each can say."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum

from generator.policy.model import Audience, Facet, FacetValue, Goods, Payer, TermRef, Word
from generator.policy.names import Names
from generator.policy.regions import is_region
from generator.policy.shape import Report, text, texts
from generator.policy.source import Node, Scalar
from generator.policy.suggestion import suggest
from generator.policy.values import After, Day, Duration, EarlierOf, Endless, LaterOf, Leaf, Money, Share


@dataclass(frozen=True, slots=True)
class Home:
    """The section that is being read, and everything that it may refer to."""

    section: str
    to: Audience | None
    names: Names
    report: Report


class TermKind(Enum):
    """What kind of term a facet takes."""

    DEADLINE = (After, Day, Endless, LaterOf, EarlierOf)
    """A point in time, counted from an event."""
    VALIDITY = (Duration, After, Day, Endless, LaterOf, EarlierOf)
    """A length of time or a point in time."""
    AMOUNT = (Share, Money)
    """Money, or a percentage of some."""
    ADDITION = (Share, Money, Duration)
    """Something that is given: money, a percentage, more time."""
    LIMIT = (Money,)
    """An exact amount."""

    def takes(self, leaf: Leaf) -> bool:
        """Whether a term with this value fits."""
        return isinstance(leaf, self.value)


class Vocabulary(StrEnum):
    """Where the words of a facet come from when they are not fixed."""

    PLACE = "places"
    EVIDENCE = "evidence"
    APPROVAL = "approval"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class FacetKind:
    """What a facet can say: fixed ``words``, words of a ``vocabulary``, or a ``term``."""

    words: tuple[str, ...] = ()
    term: TermKind | None = None
    vocabulary: Vocabulary | None = None
    many: bool = False


_PAYERS = tuple(Payer)
FACETS: dict[str, FacetKind] = {
    "goods": FacetKind(tuple(Goods)),
    "postage": FacetKind(_PAYERS),
    "outbound": FacetKind(("refunded", "not_refunded")),
    "duties": FacetKind(("refunded", "not_refunded")),
    "label": FacetKind(("download", "in_box", "own")),
    "return_to": FacetKind(vocabulary=Vocabulary.PLACE),
    "methods": FacetKind(("mail", "store", "kiosk", "pickup"), many=True),
    "send_by": FacetKind(("at_once",), TermKind.DEADLINE),
    "receive_by": FacetKind(("at_once",), TermKind.DEADLINE),
    "refund.to": FacetKind(("original_method", "through_platform", "store_credit", "bank_transfer")),
    "refund.by": FacetKind(("at_once",), TermKind.DEADLINE),
    "refund.bank": FacetKind(("at_once",), TermKind.DEADLINE),
    "amount": FacetKind(("full",), TermKind.AMOUNT),
    "valid": FacetKind(("unlimited",), TermKind.VALIDITY),
    "evidence": FacetKind(vocabulary=Vocabulary.EVIDENCE, many=True),
    "approval": FacetKind(vocabulary=Vocabulary.APPROVAL),
    "reply": FacetKind(vocabulary=Vocabulary.REPLY),
    "bears": FacetKind(_PAYERS),
    "appeal": FacetKind(("none",), TermKind.DEADLINE),
}
"""Every leaf facet but the named families, in the order in which pages tell them."""

FAMILIES: dict[str, FacetKind] = {
    "fees": FacetKind(term=TermKind.AMOUNT),
    "also": FacetKind(term=TermKind.ADDITION),
    "charge": FacetKind(term=TermKind.AMOUNT),
}
"""Facets with a name of their own behind the dot: ``fees.restocking``."""

SELLER_ONLY = ("bears", "charge", "appeal")
"""Facets that only stand in sections for the seller."""

STAFF_ONLY = ("approval", "reply")
"""Facets that may stand anywhere and never leave the staff site."""

_FAMILY = re.compile(r"(?P<family>[a-z]+)\.[a-z][a-z0-9_]*")
_REFERENCE = re.compile(r"\$(?:(?P<section>[a-z][a-z0-9_]*)\.)?(?P<name>[a-z][a-z0-9_]*)")


def is_internal(facet: str) -> bool:
    """Whether a facet stays on the staff site.

    >>> is_internal("approval"), is_internal("charge.late"), is_internal("refund.by")
    (True, True, False)
    """
    return facet in STAFF_ONLY or facet.partition(".")[0] in SELLER_ONLY


def facet_kind(name: str) -> FacetKind | None:
    """What the facet can say; None if there is no such facet."""
    family = _FAMILY.fullmatch(name)
    if family and family["family"] in FAMILIES:
        return FAMILIES[family["family"]]
    return FACETS.get(name)


def is_facet(key: str) -> bool:
    """Whether a key of a rule, band or option is meant as a facet."""
    return facet_kind(key) is not None


def known_facets() -> tuple[str, ...]:
    """The names to suggest."""
    return (*FACETS, *(f"{family}.NAME" for family in FAMILIES))


def read_facet(key: Scalar, node: Node, home: Home) -> Facet | None:
    """The facet; reported and None if its name or its value is unknown."""
    facet = _facet(key, node, home)
    if facet is None:
        home.report.broken_facets.add(key.text)
    return facet


def _facet(key: Scalar, node: Node, home: Home) -> Facet | None:
    kind = facet_kind(key.text)
    if kind is None:
        home.report.add("SP215", key.place, text=key.text[:60], suggestion=suggest(key.text, known_facets()))
        return None
    if home.to is Audience.BUYER and key.text.partition(".")[0] in SELLER_ONLY:
        home.report.add("SP244", key.place, facet=key.text)
        return None
    if kind.many:
        words = texts(node, home.report)
        good = [Word(word.text, word.place) for word in words or () if _check_word(word, key.text, kind, home)]
        return Facet(key.text, tuple(good), key.place) if good else None
    word = text(node, home.report)
    value = _single(word, key.text, kind, home) if word else None
    return Facet(key.text, value, key.place) if value is not None else None


def _single(word: Scalar, facet: str, kind: FacetKind, home: Home) -> FacetValue | None:
    if word.text.startswith("$"):
        if kind.term is None:
            home.report.add("SP230", word.place, term=word.text[:60], facet=facet, fits=_fits(kind))
            return None
        return read_reference(word, home)
    return Word(word.text, word.place) if _check_word(word, facet, kind, home) else None


def read_reference(word: Scalar, home: Home) -> TermRef | None:
    """``$window`` (of this section) or ``$returns.window``; reported and None if there is no such term."""
    report, names = home.report, home.names
    match = _REFERENCE.fullmatch(word.text)
    if not match:
        report.add("SP207", word.place, text=word.text[:60], suggestion=("Write $name.", "请写成 $名称。"))
        return None
    section, name = match["section"] or home.section, match["name"]
    declared = names.terms.get(section)
    if section in names.terms and (declared is None or name in declared):
        return TermRef(f"{section}.{name}", word.place)
    if section not in names.terms and names.sections_unread:
        return None
    known = [f"${term}" for term in names.terms.get(home.section) or ()]
    known += [
        f"${other}.{term}" for other, terms in names.terms.items() if other != home.section for term in terms or ()
    ]
    report.add("SP207", word.place, text=word.text[:60], suggestion=suggest(word.text, known))
    return None


def _check_word(word: Scalar, facet: str, kind: FacetKind, home: Home) -> bool:
    check = _CHECKS.get(kind.vocabulary) if kind.vocabulary else None
    known = check(word.text, home.names) if check else kind.words
    if known is None or word.text in known:
        return True
    text, report = word.text[:60], home.report
    if kind.term and not kind.vocabulary:
        report.add("SP231", word.place, text=text, facet=facet, words=_fits(kind))
    else:
        report.add("SP216", word.place, text=text, what=(facet, facet), suggestion=suggest(word.text, known))
    return False


def _places(word: str, names: Names) -> tuple[str, ...] | None:
    if names.places is None or is_region(word):
        return None
    return names.places


def _approvers(word: str, names: Names) -> tuple[str, ...] | None:
    if names.roles is None or names.ladders is None:
        return None
    return (*names.ladders, *names.roles)


_CHECKS: dict[Vocabulary, Callable[[str, Names], tuple[str, ...] | None]] = {
    Vocabulary.PLACE: _places,
    Vocabulary.EVIDENCE: lambda word, names: names.evidence,
    Vocabulary.APPROVAL: _approvers,
    # Replies are pages; whether there is one of this name is checked where pages are known.
    Vocabulary.REPLY: lambda word, names: (word,) if re.fullmatch(r"[a-z0-9][a-z0-9_/-]*", word) else (),
}


def _fits(kind: FacetKind) -> tuple[str, str]:
    """What the facet takes, in words."""
    words = [*(["$term"] if kind.term else []), *kind.words]
    if kind.vocabulary:
        words.append(f"({kind.vocabulary})")
    return ", ".join(words), "、".join(words)
