"""What goes with an offer, in Chinese: the way back, the money, the evidence, and what staff must know."""

from __future__ import annotations

from generator.language.facet_zh import clause, offer_word, place
from generator.language.grammar_zh import listed
from generator.language.phrase import Phrase, join
from generator.language.plan import Plan, grouped, spell
from generator.language.speaker import Speaker
from generator.language.style import Style
from generator.language.term_zh import term
from generator.language.wording import words
from generator.policy.model import Facet, Offer, TermRef, Word

_GIVEN = {Offer.STORE_CREDIT: "获得", Offer.COUPON: "获得", Offer.SUBSTITUTE: "改发"}
"""What is done with an offer that is a thing."""


def companions(speaker: Speaker, facets: tuple[Facet, ...], offers: frozenset[Offer]) -> list[Phrase]:
    """One clause, or a few joined, for each group of facets."""
    return [join(facet_clauses(speaker, group, offers), "，") for group in grouped(facets)]


def by_offer(speaker: Speaker, plan: Plan) -> Phrase:
    """换货的，退货运费由我们承担；退款的，原运费不予退还."""
    parts: list[Phrase] = []
    for offers, facets in plan.by_offer:
        paid = _paid(speaker, offers, facets)
        if paid:
            parts.append(paid)
            continue
        names: list[Phrase] = [(_GIVEN.get(offer, "") + offer_word(speaker.policy, offer),) for offer in offers]
        clauses = [c for group in grouped(facets) for c in facet_clauses(speaker, group, frozenset(offers))]
        parts.append(words(listed(names, "或"), "的，", join(clauses, "，")))
    return join(parts, "；")


def _paid(speaker: Speaker, offers: tuple[Offer, ...], facets: tuple[Facet, ...]) -> Phrase:
    """退款在收到退货后 14 天内办理, where its time is all that is told of an offer."""
    if len(facets) != 1 or facets[0].name != "refund.by" or len(offers) != 1:
        return ()
    value, noun = facets[0].value, offer_word(speaker.policy, offers[0])
    is_term = isinstance(value, TermRef)
    by: Phrase = words("在", term(speaker, value.term, Style.WITHIN)) if isinstance(value, TermRef) else ("立即",)
    if offers[0] in (Offer.REFUND, Offer.PARTIAL_REFUND):
        return words(noun, by, "办理") if is_term else (f"{noun}立即办理",)
    return words(noun, by, "发放") if offers[0] in (Offer.STORE_CREDIT, Offer.COUPON) else ()


def aside(speaker: Speaker, facets: tuple[Facet, ...], offers: frozenset[Offer]) -> Phrase:
    """The same in brackets."""
    clauses = [c for group in grouped(facets) for c in facet_clauses(speaker, group, offers)]
    return words("（", join(clauses, "，"), "）") if clauses else ()


def facet_clauses(speaker: Speaker, facets: tuple[Facet, ...], offers: frozenset[Offer]) -> list[Phrase]:
    """One clause per facet; what belongs together is told together."""
    by_name = {facet.name: facet for facet in facets}
    said: set[str] = set()
    clauses: list[Phrase] = []
    for facet in facets:
        if facet.name in said:
            continue
        told, names = _together(speaker, facet, by_name, offers)
        clauses.append(told or clause(speaker, facet, offers))
        said.update(names)
    return clauses


def _together(
    speaker: Speaker, facet: Facet, by_name: dict[str, Facet], offers: frozenset[Offer]
) -> tuple[Phrase, tuple[str, ...]]:
    """A clause for several facets, and which; empty where the facet stands alone."""
    match facet.name:
        case "postage" if "label" in by_name and spell(facet.value) != ("buyer",):
            if spell(by_name["label"].value) == ("download",):
                return words(clause(speaker, facet), "，退货面单由我们提供"), ("postage", "label")
        case "send_by" if isinstance(facet.value, TermRef):
            must = "请在" if speaker.is_buyers else "买家须在"
            deadline = term(speaker, facet.value.term, Style.WITHIN)
            return words(must, deadline, _sent(speaker, by_name)), ("send_by", "methods", "return_to")
        case "refund.to" if "refund.bank" in by_name and isinstance(by_name["refund.bank"].value, TermRef):
            arrives = term(speaker, by_name["refund.bank"].value.term, Style.WITHIN)
            return words(clause(speaker, facet), "，将在", arrives, "到账"), ("refund.to", "refund.bank")
        case "outbound" if "duties" in by_name and spell(facet.value) == spell(by_name["duties"].value):
            back = "一并退还" if offers else "予以退还"
            end = back if spell(facet.value) == ("refunded",) else "不予退还"
            return (f"原运费和进口税费{end}",), ("outbound", "duties")
    return (), ()


def _sent(speaker: Speaker, by_name: dict[str, Facet]) -> str:
    """将商品寄回利兹退货中心（邮寄）."""
    how, where = by_name.get("methods"), by_name.get("return_to")
    told = "寄回商品"
    if where is not None and isinstance(where.value, Word):
        told = f"将商品寄回{place(speaker.policy, where.value.text)}"
    return told + (f"（{str(clause(speaker, how)[0]).partition('：')[2]}）" if how is not None else "")
