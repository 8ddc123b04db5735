"""What goes with an offer, in Chinese: the way back, the money, the evidence, and what staff must know."""

from __future__ import annotations

from generator.language.course import always_chosen
from generator.language.facet_zh import buyer, clause, offer_word, payer, place, postage_back
from generator.language.grammar_zh import listed
from generator.language.phrase import Phrase, join
from generator.language.plan import Plan, grouped, spell
from generator.language.speaker import Speaker
from generator.language.style import Style
from generator.language.term_zh import term
from generator.language.wording import words
from generator.policy.model import Facet, Offer, TermRef, Word

_PAID_BACK = {"outbound", "duties"}
_WITH_LABEL = {
    "own": "自备退货面单寄回商品",
    "download": "使用我们提供的退货面单寄回商品",
    "in_box": "使用包裹内的退货面单寄回商品",
}
_GIVEN = {Offer.STORE_CREDIT: "获得", Offer.COUPON: "获得", Offer.SUBSTITUTE: "改发"}
"""What is done with an offer that is a thing."""


def companions(speaker: Speaker, facets: tuple[Facet, ...], offers: frozenset[Offer]) -> list[Phrase]:
    """One clause, or a few joined, for each group of facets."""
    known = [facet for facet in facets if not (facet.name == "goods" and spell(facet.value) == ("none",))]
    return [join(facet_clauses(speaker, group, offers), "，") for group in grouped(known)]


def by_offer(speaker: Speaker, plan: Plan) -> list[Phrase]:
    """如选择换货，退货运费由我们承担, 退款不含原运费, each a sentence."""
    parts: list[Phrase] = []
    for offers, facets in plan.by_offer:
        paid = _paid(speaker, offers, facets)
        if paid:
            parts.append(paid)
            continue
        back = [f for f in facets if f.name in _PAID_BACK and set(offers) <= {Offer.REFUND, Offer.CANCEL}]
        rest = [facet for facet in facets if facet not in back]
        refund = [join(facet_clauses(speaker, tuple(back), frozenset(offers)), "，")] if back else []
        if not rest:
            parts.extend(refund)
            continue
        is_chosen = always_chosen(plan, offers)
        given = {} if is_chosen else _GIVEN
        names: list[Phrase] = [(given.get(offer, "") + offer_word(speaker.policy, offer),) for offer in offers]
        clauses = [c for group in grouped(rest) for c in facet_clauses(speaker, group, frozenset(offers))]
        start = words("如", "选择" if is_chosen else "", listed(names, "或"), "，")
        parts.extend((words(start, join(clauses, "，")), *refund))
    return parts


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
    if [facet.name for facet in facets] == ["refund.by"] and offers <= {Offer.REFUND, Offer.PARTIAL_REFUND}:
        value = facets[0].value
        by: Phrase = ("立即退款",)
        if isinstance(value, TermRef):
            by = words(term(speaker, value.term, Style.WITHIN), "退款")
        return words("（", by, "）")
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
        case "goods" if spell(facet.value) == ("return",):
            return _way_back(speaker, by_name), ("goods", "postage", "label")
        case "postage" if "label" in by_name:
            pair = (*spell(facet.value), *spell(by_name["label"].value))
            if pair == ("seller", "download"):
                return ("我们承担退货运费并提供退货面单",), ("postage", "label")
            if pair == ("buyer", "own"):
                return (f"退货运费和面单由{buyer(speaker)}自理",), ("postage", "label")
        case "send_by" if isinstance(facet.value, TermRef):
            must = "请在" if speaker.is_buyers else "买家须在"
            deadline = term(speaker, facet.value.term, Style.WITHIN)
            return words(must, deadline, _sent(speaker, by_name)), ("send_by", "methods", "return_to")
        case "refund.to" if "refund.bank" in by_name and isinstance(by_name["refund.bank"].value, TermRef):
            arrives = term(speaker, by_name["refund.bank"].value.term, Style.WITHIN)
            return words(clause(speaker, facet), "，将在", arrives, "到账"), ("refund.to", "refund.bank")
        case "outbound" if "duties" in by_name and spell(facet.value) == spell(by_name["duties"].value):
            both = "原运费和进口税费"
            return (postage_back(both, spell(facet.value) == ("refunded",), offers),), ("outbound", "duties")
        case name if name.startswith("also.") and "valid" in by_name:
            return words(clause(speaker, facet), "，", clause(speaker, by_name["valid"])), (name, "valid")
    return (), ()


def _way_back(speaker: Speaker, by_name: dict[str, Facet]) -> Phrase:
    """请使用我们提供的退货面单寄回商品，运费由我们承担."""
    must = "请" if speaker.is_buyers else "买家须"
    label, postage = (spell(by_name[name].value) if name in by_name else () for name in ("label", "postage"))
    told = must + _WITH_LABEL.get("".join(label), "将商品寄回")
    return (f"{told}，退货运费由{payer(speaker, postage[0])}承担",) if postage else (told,)


def _sent(speaker: Speaker, by_name: dict[str, Facet]) -> str:
    """将商品寄回利兹退货中心; 寄回商品（到店退货）. Whatever is 寄回 goes by post."""
    how, where = by_name.get("methods"), by_name.get("return_to")
    told = "寄回商品"
    by_post = how is not None and spell(how.value) == ("mail",)
    if where is not None and isinstance(where.value, Word):
        told = f"将商品寄回{place(speaker.policy, where.value.text)}"
    if by_post:
        return told
    return told + (f"（{str(clause(speaker, how)[0]).partition('：')[2]}）" if how is not None else "")
