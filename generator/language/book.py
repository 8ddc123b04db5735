"""What a language must offer, and the languages that there are: another one is another row of ``BOOKS``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from generator.language import (
    companion_en,
    companion_zh,
    condition_en,
    condition_zh,
    en,
    exception_en,
    facet_en,
    facet_zh,
    offering_en,
    offering_zh,
    sentence_en,
    sentence_zh,
    term_en,
    term_zh,
    zh,
)
from generator.language.grammar_en import listed as listed_en
from generator.language.grammar_zh import listed as listed_zh
from generator.language.grammar_zh import spaced
from generator.language.lookup import Bound
from generator.language.phrase import Phrase
from generator.language.plan import Outcome, Plan, Stretch
from generator.language.speaker import Speaker
from generator.language.spread import Spread
from generator.language.style import Style, Voice
from generator.policy.model import Condition, Facet, FacetValue, Label, Offer, Policy, Season
from generator.policy.values import Leaf, Quantity


@dataclass(frozen=True, slots=True)
class Book:
    """The phrasebook of one language, as functions; ``finish`` mends the seams of what was put together."""

    quantity: Callable[[Quantity, Style], str]
    leaf: Callable[[Policy, Leaf, Style, str | None], Phrase]
    condition: Callable[[Policy, Condition, Voice], Phrase]
    places: Callable[[Policy, Sequence[tuple[str, str]]], Phrase]
    applying: Callable[[Policy, Condition, Voice], Phrase]
    exception: Callable[[Speaker, Condition], Phrase]
    case: Callable[[Policy, Condition, Voice], Phrase]
    left_out: Callable[[Speaker, Condition], Phrase]
    rule: Callable[[Speaker, Plan], Phrase]
    facet: Callable[[Speaker, Facet, frozenset[Offer]], Phrase]
    facets: Callable[[Speaker, tuple[Facet, ...], frozenset[Offer]], list[Phrase]]
    granted: Callable[[Speaker, Plan, Stretch], Phrase]
    later: Callable[[Plan], Phrase]
    waits: Callable[[Speaker, Plan], Phrase]
    offer: Callable[[Speaker, Outcome], Phrase]
    term: Callable[[Speaker, str, Style], Phrase]
    varied: Callable[[Speaker, tuple[tuple[str, Spread], ...]], list[Phrase]]
    evidence: Callable[[Policy, FacetValue], Phrase]
    place: Callable[[Policy, str], str]
    offer_word: Callable[[Policy, Offer], str]
    country: Callable[[Policy, str, str], str]
    label: Callable[[Label, Voice], str]
    season: Callable[[Season], Phrase]
    bound: Callable[[Bound], Phrase]
    sentence: Callable[[Phrase], Phrase]
    listed: Callable[[list[Phrase]], Phrase]
    finish: Callable[[Phrase], Phrase]


BOOKS: Mapping[str, Book] = MappingProxyType(
    {
        "en": Book(
            quantity=en.quantity,
            leaf=en.leaf,
            condition=condition_en.condition,
            places=condition_en.places,
            applying=condition_en.applying,
            exception=exception_en.exception,
            case=condition_en.condition,
            left_out=exception_en.beside_situation,
            rule=sentence_en.rule,
            facet=facet_en.clause,
            facets=companion_en.facet_clauses,
            granted=offering_en.granted,
            later=offering_en.later,
            waits=offering_en.waits,
            offer=facet_en.offer_noun,
            term=term_en.term,
            varied=term_en.variations,
            evidence=facet_en.evidence,
            place=facet_en.place,
            offer_word=facet_en.offer_word,
            country=condition_en.country,
            label=condition_en.label,
            season=condition_en.season,
            bound=condition_en.bound,
            sentence=sentence_en.sentence,
            listed=listed_en,
            finish=lambda phrase: phrase,
        ),
        "zh": Book(
            quantity=zh.quantity,
            leaf=zh.leaf,
            condition=condition_zh.condition,
            places=condition_zh.places,
            applying=condition_zh.applying,
            exception=sentence_zh.exception,
            case=condition_zh.case,
            left_out=sentence_zh.beside_situation,
            rule=sentence_zh.rule,
            facet=facet_zh.clause,
            facets=companion_zh.facet_clauses,
            granted=offering_zh.granted,
            later=offering_zh.later,
            waits=offering_zh.waits,
            offer=facet_zh.offer_noun,
            term=term_zh.term,
            varied=term_zh.variations,
            evidence=facet_zh.evidence,
            place=facet_zh.place,
            offer_word=facet_zh.offer_word,
            country=condition_zh.country,
            label=condition_zh.label,
            season=condition_zh.season,
            bound=condition_zh.bound,
            sentence=sentence_zh.sentence,
            listed=listed_zh,
            finish=spaced,
        ),
    }
)
