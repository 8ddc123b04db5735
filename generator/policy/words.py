"""``words.yaml``: one agreed word per concept and language, words not to use, claims in words."""

from __future__ import annotations

from collections.abc import Mapping as ReadOnly
from dataclasses import dataclass, field
from types import MappingProxyType

from generator.finding import LANGUAGES
from generator.policy.facets import facet_kind, known_facets
from generator.policy.model import Chooser, Claim, Concept, Offer
from generator.policy.shape import Report, bilingual, entries, expect, fields, label_of, text, texts
from generator.policy.source import Mapping, Node, Scalar
from generator.policy.suggestion import suggest

_MANY = 99
_ONE_FACET = ("one facet and its value, e.g. {postage: seller}", "一个方面及其取值，例如 {postage: seller}")


@dataclass(frozen=True, slots=True)
class Words:
    """What ``words.yaml`` says: concepts and claims by id, and what may stand where it would be a finding."""

    concepts: ReadOnly[str, Concept] = field(default_factory=lambda: MappingProxyType({}))
    claims: ReadOnly[str, Claim] = field(default_factory=lambda: MappingProxyType({}))
    allowed: ReadOnly[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))


def read_words(node: Node, report: Report) -> Words:
    """The words; broken concepts and claims are reported and left out."""
    part = fields(node, report, optional=("concepts", "claims", "allowed"))
    if part is None:
        return Words()
    named = entries(part.get("concepts"), report)
    ids = tuple(key.text for key, _ in named)
    concepts = [_concept(key, value, ids, report) for key, value in named]
    claims = [_claim(key, value, report) for key, value in entries(part.get("claims"), report)]
    return Words(
        MappingProxyType({concept.id: concept for concept in concepts if concept}),
        MappingProxyType({claim.id: claim for claim in claims if claim}),
        _either(part.get("allowed"), report),
    )


def _concept(key: Scalar, node: Node, ids: tuple[str, ...], report: Report) -> Concept | None:
    part = fields(node, report, optional=(*LANGUAGES, "avoid", "unlike", "meaning"))
    if part is None:
        return None
    words = label_of(part, report, _MANY)
    meaning = bilingual(part.get("meaning"), report)
    avoid = _either(part.get("avoid"), report)
    unlike = [name for name in texts(part.get("unlike"), report) or () if _check_unlike(name, ids, report)]
    if words is None:
        return None
    others = tuple(name.text for name in unlike)
    avoid_en, avoid_zh = (avoid.get(lang, ()) for lang in LANGUAGES)
    return Concept(key.text, words.en, words.zh, avoid_en, avoid_zh, meaning, key.place, others)


def _either(node: Node | None, report: Report) -> ReadOnly[str, tuple[str, ...]]:
    """Words by language that, unlike a name, may exist in one language only."""
    part = fields(node, report, optional=LANGUAGES) if node is not None else None
    words = {lang: texts(forms, report) or () for lang, forms in (part.nodes if part else {}).items()}
    return MappingProxyType({lang: tuple(word.text for word in forms) for lang, forms in words.items()})


def _check_unlike(name: Scalar, ids: tuple[str, ...], report: Report) -> bool:
    if name.text in ids:
        return True
    report.add("SP216", name.place, text=name.text[:60], what=("unlike", "unlike"), suggestion=suggest(name.text, ids))
    return False


def _claim(key: Scalar, node: Node, report: Report) -> Claim | None:
    part = fields(node, report, required=("says",), optional=LANGUAGES)
    if part is None:
        return None
    words = label_of(part, report, _MANY)
    says = part.get("says")
    if says is None:
        return None
    if not isinstance(says, Mapping) or len(says.items) != 1:
        expect(_ONE_FACET, says, report)
        return None
    facet, node = says.items[0]
    value = text(node, report)
    if value is None or not _check_claim(facet, value, report):
        return None
    return Claim(key.text, facet.text, value.text, words.en, words.zh, key.place) if words else None


def _check_claim(facet: Scalar, value: Scalar, report: Report) -> bool:
    kind = facet_kind(facet.text)
    if facet.text == "offer":
        known: tuple[str, ...] = tuple(Offer)
    elif facet.text == "choice":
        known = tuple(Chooser)
    elif kind is None:
        names = ("offer", "choice", *known_facets())
        report.add("SP215", facet.place, text=facet.text[:60], suggestion=suggest(facet.text, names))
        return False
    elif kind.vocabulary or not kind.words:
        return True
    else:
        known = kind.words
    if value.text in known:
        return True
    what = (facet.text, facet.text)
    report.add("SP216", value.place, text=value.text[:60], what=what, suggestion=suggest(value.text, known))
    return False
