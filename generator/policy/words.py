"""``words.yaml``: one agreed word per concept and language, words not to use, claims in words."""

from __future__ import annotations

from collections.abc import Mapping as ReadOnly
from types import MappingProxyType

from generator.finding import LANGUAGES
from generator.policy.facets import facet_kind, known_facets
from generator.policy.model import Claim, Concept, Offer
from generator.policy.shape import Report, bilingual, entries, expect, fields, label_of, text, texts
from generator.policy.source import Mapping, Node, Scalar
from generator.policy.suggestion import suggest

_MANY = 99
_ONE_FACET = ("one facet and its value, e.g. {postage: seller}", "一个方面及其取值，例如 {postage: seller}")


def read_words(node: Node, report: Report) -> tuple[ReadOnly[str, Concept], ReadOnly[str, Claim]]:
    """The concepts and the claims by id; broken ones are reported and left out."""
    part = fields(node, report, optional=("concepts", "claims"))
    if part is None:
        return MappingProxyType({}), MappingProxyType({})
    concepts = [_concept(key, value, report) for key, value in entries(part.get("concepts"), report)]
    claims = [_claim(key, value, report) for key, value in entries(part.get("claims"), report)]
    return (
        MappingProxyType({concept.id: concept for concept in concepts if concept}),
        MappingProxyType({claim.id: claim for claim in claims if claim}),
    )


def _concept(key: Scalar, node: Node, report: Report) -> Concept | None:
    part = fields(node, report, optional=(*LANGUAGES, "avoid", "meaning"))
    if part is None:
        return None
    words = label_of(part, report, _MANY)
    meaning = bilingual(part.get("meaning"), report)
    avoid: dict[str, tuple[str, ...]] = {}
    avoided = part.get("avoid")
    # Unlike a name, a word to avoid may exist in one language only.
    avoid_part = fields(avoided, report, optional=LANGUAGES) if avoided is not None else None
    for lang, forms in (avoid_part.nodes if avoid_part else {}).items():
        avoid[lang] = tuple(word.text for word in texts(forms, report) or ())
    if words is None:
        return None
    return Concept(key.text, words.en, words.zh, avoid.get("en", ()), avoid.get("zh", ()), meaning, key.place)


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
    elif kind is None:
        names = ("offer", *known_facets())
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
