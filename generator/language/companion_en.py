"""What goes with an offer, in English: the way back, the money, the evidence, and what staff must know."""

from __future__ import annotations

from generator.language.course import always_chosen
from generator.language.facet_en import clause, offer_word, place, refund_goes
from generator.language.grammar_en import listed, with_article
from generator.language.phrase import Phrase, join
from generator.language.plan import Plan, grouped, spell
from generator.language.postage_en import postage_back
from generator.language.speaker import Speaker
from generator.language.style import Style
from generator.language.subject_en import buyer, does, payer, whose
from generator.language.term_en import arriving, term
from generator.language.wording import words
from generator.policy.model import Facet, FacetValue, Offer, TermRef, Word

_PAID_BACK = {"outbound", "duties"}
_REFUNDS = (Offer.REFUND, Offer.PARTIAL_REFUND)
_WITH_LABEL = {
    "own": "{their} own label",
    "download": "our return label",
    "in_box": "the return label from the box",
}


def companions(speaker: Speaker, facets: tuple[Facet, ...], offers: frozenset[Offer]) -> list[Phrase]:
    """One clause, or a few joined, for each group of facets."""
    known = [facet for facet in facets if not (facet.name == "goods" and spell(facet.value) == ("none",))]
    return [joined(facet_clauses(speaker, group, offers)) for group in grouped(known)]


def by_offer(speaker: Speaker, plan: Plan) -> list[Phrase]:
    """``if you choose an exchange, we pay the return postage``, ``the refund includes the original postage``."""
    parts: list[Phrase] = []
    for offers, facets in plan.by_offer:
        paid = _paid(speaker, offers, facets)
        if paid:
            parts.append(paid)
            continue
        back = [f for f in facets if f.name in _PAID_BACK and set(offers) <= {Offer.REFUND, Offer.CANCEL}]
        rest = [facet for facet in facets if facet not in back]
        refund = [joined(facet_clauses(speaker, tuple(back), frozenset(offers)))] if back else []
        if not rest:
            parts.extend(refund)
            continue
        by = next((facet for facet in rest if facet.name == "refund.by"), None)
        given = _paid(speaker, offers, (by,)) if by and offers[0] not in _REFUNDS else ()
        if given:
            others = [f for f in rest if f is not by]
            clauses = [c for group in grouped(others) for c in facet_clauses(speaker, group, frozenset(offers))]
            parts.extend((joined([given, *clauses]), *refund))
            continue
        names: list[Phrase] = [(with_article(offer_word(speaker.policy, offer)),) for offer in offers]
        clauses = [c for group in grouped(rest) for c in facet_clauses(speaker, group, frozenset(offers))]
        start = f"if {does(speaker, 'choose')} " if always_chosen(plan, offers) else "for "
        parts.extend((words(start, listed(names, "or"), ", ", joined(clauses)), *refund))
    return parts


def _paid(speaker: Speaker, offers: tuple[Offer, ...], facets: tuple[Facet, ...]) -> Phrase:
    """``we pay the refund within 14 days of receiving your return``, where its time is all that is told of an offer."""
    if len(facets) != 1 or facets[0].name != "refund.by" or len(offers) != 1:
        return ()
    value = facets[0].value
    by: Phrase = term(speaker, value.term, Style.WITHIN) if isinstance(value, TermRef) else ("at once",)
    if offers[0] in _REFUNDS:
        return words("we pay the ", offer_word(speaker.policy, offers[0]), " ", by)
    if offers[0] in (Offer.STORE_CREDIT, Offer.COUPON):
        return words(does(speaker, "receive"), " the ", offer_word(speaker.policy, offers[0]), " ", by)
    return ()


def aside(speaker: Speaker, facets: tuple[Facet, ...], offers: frozenset[Offer]) -> Phrase:
    """The same in brackets."""
    if [facet.name for facet in facets] == ["refund.by"] and offers <= {Offer.REFUND, Offer.PARTIAL_REFUND}:
        value = facets[0].value
        by: Phrase = term(speaker, value.term, Style.WITHIN) if isinstance(value, TermRef) else ("at once",)
        return words(" (paid ", by, ")")
    clauses = [c for group in grouped(facets) for c in facet_clauses(speaker, group, offers)]
    return words(" (", join(clauses, "; "), ")") if clauses else ()


def joined(clauses: list[Phrase]) -> Phrase:
    """``A``; ``A, and B``; ``A, B, and C``."""
    return join(clauses, ", ", ", and ")


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
            return _postage(speaker, by_name), ("postage", "label")
        case "send_by":
            return _send_by(speaker, facet, by_name), ("send_by", "methods", "return_to")
        case "outbound" if "duties" in by_name and spell(facet.value) == spell(by_name["duties"].value):
            both = "the original postage and import duties"
            return (postage_back(both, spell(facet.value) == ("refunded",), offers),), ("outbound", "duties")
        case "refund.to" if "refund.bank" in by_name:
            return _arrival(speaker, facet, by_name["refund.bank"].value), ("refund.to", "refund.bank")
        case name if name.startswith("also.") and "valid" in by_name:
            valid = str(clause(speaker, by_name["valid"])[0])
            rest = clause(speaker, by_name["valid"])[1:]
            return words(clause(speaker, facet), ", ", valid.removeprefix("it is "), rest), (name, "valid")
        case "bears" | "appeal":
            return _shared_subject(speaker, by_name), tuple(name for name in by_name if _is_inside(name))
        case name if name.startswith("charge.") and "bears" not in by_name:
            return _shared_subject(speaker, by_name), tuple(name for name in by_name if _is_inside(name))
    return (), ()


def _is_inside(name: str) -> bool:
    return name in ("bears", "appeal") or name.startswith("charge.")


def _shared_subject(speaker: Speaker, by_name: dict[str, Facet]) -> Phrase:
    """``we bear the cost, pay US$50.00 as a penalty and can appeal within 3 business days``."""
    clauses = [clause(speaker, facet) for name, facet in by_name.items() if _is_inside(name)]
    first, *rest = clauses
    if rest and all(str(each[0]).startswith("we ") for each in clauses):
        bare = [words(str(each[0]).removeprefix("we "), each[1:]) for each in rest]
        return listed([first, *bare])
    return joined(clauses)


def _send_by(speaker: Speaker, facet: Facet, by_name: dict[str, Facet]) -> Phrase:
    """``please send the item back by post to our returns centre in Leeds within 14 days of our approval``."""
    told = "please send the item back" if speaker.is_buyers else "the buyer must send the item back"
    if "methods" in by_name:
        told += f" {str(clause(speaker, by_name['methods'])[0]).partition(' return it ')[2]}"
    if "return_to" in by_name:
        told += f" to {place(speaker.policy, _word(by_name['return_to']))}"
    if not isinstance(facet.value, TermRef):
        return (f"{told} at once",)
    return words(f"{told} ", term(speaker, facet.value.term, Style.WITHIN))


def _way_back(speaker: Speaker, by_name: dict[str, Facet]) -> Phrase:
    """``you will need to return the item at your own expense, using your own label``."""
    their = "your" if speaker.is_buyers else "their"
    label, who = _word(by_name.get("label")), _word(by_name.get("postage"))
    using = _WITH_LABEL.get(label, "").format(their=their)
    if who == "buyer":
        must = "you will need to return" if speaker.is_buyers else "the buyer returns"
        return (f"{must} the item at {their} own expense{', using ' if using else ''}{using}",)
    told = "please send the item back" if speaker.is_buyers else "the buyer sends the item back"
    paid = f" ({payer(speaker, who)} the postage)" if who else ""
    return (f"{told}{' with ' if using else ''}{using}{paid}",)


def _arrival(speaker: Speaker, facet: Facet, value: FacetValue) -> Phrase:
    """``the money goes back to your original payment method and should reach your account within 5 days of ...``."""
    goes = words(refund_goes(speaker, _word(facet), "money", " back"))
    if not isinstance(value, TermRef):
        return words(goes, f" and reaches {whose(speaker)} account at once")
    return words(goes, f" and should reach {whose(speaker)} account ", arriving(speaker, value.term))


def _postage(speaker: Speaker, by_name: dict[str, Facet]) -> Phrase:
    """``you pay the return postage and arrange the label``."""
    who, label = _word(by_name["postage"]), _word(by_name["label"])
    paid = f"{payer(speaker, who)} the return postage"
    if label == "own":
        arranges = does(speaker, "arrange")
        verb = arranges.removeprefix(f"{buyer(speaker)} ") if who == "buyer" else arranges
        return (f"{paid} and {verb} the label",)
    if label == "download" and who == "seller":
        return (f"{paid} and provide a label",)
    return (f"{paid}, and {whose(speaker)} label {'is in the box' if label == 'in_box' else 'comes from us'}",)


def _word(facet: Facet | None) -> str:
    return facet.value.text if facet and isinstance(facet.value, Word) else ""
