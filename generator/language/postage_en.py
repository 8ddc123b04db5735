"""What was paid for delivery, in English."""

from __future__ import annotations

from generator.language.grammar_en import listed
from generator.language.phrase import Phrase
from generator.language.wording import words
from generator.policy.model import Facet, Offer, Word


def postage_back(what: str, is_refunded: bool, offers: frozenset[Offer]) -> str:
    """``the refund includes the original postage``; where nothing is offered, ``we refund the original postage``."""
    if not offers:
        be = "are" if what.endswith("duties") else "is"
        return f"we refund {what}" if is_refunded else f"{what} {be} not refunded"
    refund = "a refund" if offers - _MONEY else "the refund"
    both = what if is_refunded else what.replace(" and ", " or ")
    return f"{refund} {'includes' if is_refunded else 'does not include'} {both}"


def with_postage(facets: tuple[Facet, ...]) -> Phrase:
    """``, including the original postage``; ``, but not the original postage or import duties``."""
    if not facets:
        return ()
    is_refunded = [facet.value.text == "refunded" for facet in facets if isinstance(facet.value, Word)]
    names: list[Phrase] = [(_POSTAGE[facet.name],) for facet in facets]
    return words(
        ", including " if all(is_refunded) else ", but not ", listed(names, "and" if all(is_refunded) else "or")
    )


_POSTAGE = {"outbound": "the original postage", "duties": "import duties"}
_MONEY = frozenset((Offer.REFUND, Offer.PARTIAL_REFUND, Offer.CANCEL, Offer.DECLINE, Offer.WAIT))
"""Offers beside which a refund is *the* refund: there is nothing else to get."""
