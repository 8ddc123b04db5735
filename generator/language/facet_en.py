"""The parts of a decision in English: a facet as a clause, an offer as a noun or a clause, a term inside a sentence."""

from __future__ import annotations

from generator.language.grammar_en import listed, lower_first, with_article
from generator.language.lookup import find_term
from generator.language.names import WITH_THE, name_country
from generator.language.phrase import Phrase
from generator.language.plan import Outcome
from generator.language.platform import THROUGH, paying_platform
from generator.language.postage import kept_back
from generator.language.postage_en import postage_back
from generator.language.speaker import Speaker
from generator.language.style import Style
from generator.language.subject_en import buyer, does, payer, please, whose
from generator.language.term_en import term
from generator.language.wording import words
from generator.policy.model import Facet, FacetValue, Offer, Policy, TermRef, Word
from generator.policy.values import Duration


def clause(speaker: Speaker, facet: Facet, offers: frozenset[Offer] = frozenset()) -> Phrase:
    """A facet as a clause of its own, without capital and full stop: ``we pay the return postage``."""
    value = facet.value
    group, _, name = facet.name.partition(".")
    if isinstance(value, TermRef):
        return _term_clause(speaker, facet.name, group, value, offers)
    if isinstance(value, tuple):
        return _list_clause(speaker, facet.name, value)
    word = value.text
    match facet.name:
        case "goods":
            return (
                {
                    "return": does(speaker, "send") + " the item back",
                    "keep": f"{buyer(speaker)} can keep the item",
                    "dispose": f"{please(speaker)} dispose of the item; there is no need to send it back",
                    "none": "there is nothing to send back",
                }[word],
            )
        case "postage":
            return (f"{payer(speaker, word)} the return postage",)
        case "outbound":
            return (postage_back("the original postage", word == "refunded", offers),)
        case "duties":
            return (postage_back("import duties", word == "refunded", offers),)
        case "label":
            return (
                {
                    "download": f"{buyer(speaker)} can print a return label that we provide",
                    "in_box": "the return label is in the box",
                    "own": does(speaker, "arrange") + " the return label",
                }[word],
            )
        case "return_to":
            to = place(speaker.policy, word)
            return (f"please send the item back to {to}" if speaker.is_buyers else f"the item goes back to {to}",)
        case "methods":
            return _list_clause(speaker, facet.name, (value,))
        case "evidence":
            return _list_clause(speaker, facet.name, (value,))
        case "refund.to":
            return (refund_goes(speaker, word),)
        case "amount":
            return ("we refund the full price",)
        case "valid":
            return ("it does not expire",)
        case "approval":
            return (_approval(speaker.policy, word),)
        case "reply":
            return (f"the reply is {word}",)
        case "bears":
            return (
                {"buyer": "the buyer bears the cost", "seller": "we bear the cost"}.get(
                    word, f"the {word} bears the cost"
                ),
            )
        case "appeal":
            return ("we cannot appeal",)
        case "send_by":
            return ("the item must be sent back at once",)
        case _ if group == "refund":
            return (f"{_settle(speaker, offers)} at once",)
    return (f"{name or facet.name}: {word}",)


def _term_clause(speaker: Speaker, facet: str, group: str, ref: TermRef, offers: frozenset[Offer]) -> Phrase:
    name = lower_first(find_term(speaker.policy, ref.term).name.en)
    match facet:
        case "send_by":
            start = "please send the item back " if speaker.is_buyers else "the buyer must send the item back "
            return words(start, term(speaker, ref.term, Style.WITHIN))
        case "receive_by":
            return words("the item must reach us ", term(speaker, ref.term, Style.WITHIN))
        case "refund.by":
            return words(_settle(speaker, offers), " ", term(speaker, ref.term, Style.WITHIN))
        case "refund.bank":
            return words(f"the money reaches {whose(speaker)} account ", term(speaker, ref.term, Style.WITHIN))
        case "amount":
            return words("we refund ", term(speaker, ref.term, Style.PLAIN))
        case "valid":
            return words("it is valid for ", _validity(speaker, ref.term))
        case "appeal":
            return words("we can appeal ", term(speaker, ref.term, Style.WITHIN))
    amount = term(speaker, ref.term, Style.PLAIN)
    match group:
        case "fees":
            return words(f"{whose(speaker)} refund is reduced by ", with_article(name), " of ", amount)
        case "also":
            return words(
                f"{buyer(speaker)} also {'receive' if speaker.is_buyers else 'receives'} ",
                with_article(name),
                " worth ",
                amount,
            )
        case "charge":
            return words("we pay ", amount, " as ", with_article(name))
    return words(f"{name}: ", amount)


def _list_clause(speaker: Speaker, facet: str, value: tuple[Word, ...]) -> Phrase:
    if facet == "methods":
        return (f"{buyer(speaker)} can return it {en_text(listed([(_METHODS[word.text],) for word in value], 'or'))}",)
    if facet == "evidence":
        start = "please send us " if speaker.is_buyers else "have " if speaker.is_filed else "ask the buyer for "
        return (start + en_text(evidence(speaker.policy, value)) + (" ready" if speaker.is_filed else ""),)
    return (f"{facet}: {', '.join(word.text for word in value)}",)


def evidence(policy: Policy, value: FacetValue) -> Phrase:
    """``a photo of the item and the order number``."""
    parts = value if isinstance(value, tuple) else (value,) if isinstance(value, Word) else ()
    known = policy.scopes.evidence
    names = [known[word.text].label.en[0] if word.text in known else word.text for word in parts]
    photos = [name.removeprefix(_PHOTO) for name in names if name.startswith(_PHOTO)]
    if len(photos) > 1 and len(photos) == len(names):
        return words("photos of ", listed([(photo,) for photo in photos]))
    if all(name.startswith(_CARRIERS) for name in names):
        names = [*names[:1], *(name.removeprefix(_CARRIERS) for name in names[1:])]
    return listed([(name,) for name in names])


def place(policy: Policy, word: str) -> str:
    """``our returns centre in Leipzig``, ``Ireland``, ``the United States``."""
    named = policy.scopes.places.get(word)
    if named:
        return named.label.en[0]
    return ("the " if word in WITH_THE else "") + name_country(word, "en")


def offer_word(policy: Policy, offer: Offer) -> str:
    """The shop's own word for what it offers, where its glossary has one; else the tool's."""
    concept = policy.concepts.get(offer.value) if offer in _NAMED_BY_SHOP else None
    return concept.en[0] if concept and concept.en else _NOUNS[offer]


def offer_noun(speaker: Speaker, outcome: Outcome) -> Phrase:
    """``a full refund to your original payment method``, ``store credit, valid for 24 months``."""
    amount = _amount(speaker, outcome)
    match outcome.offer:
        case Offer.REFUND:
            whole = "a refund of the full price" if kept_back(outcome) else "a full refund"
            return words(words("a refund of ", amount) if amount else whole, _to(speaker, outcome))
        case Offer.PARTIAL_REFUND:
            return words("a partial refund", words(" of ", amount) if amount else "", _to(speaker, outcome))
        case Offer.CANCEL:
            return words("cancellation", "" if speaker.is_unpaid else " with a full refund", _to(speaker, outcome))
        case Offer.WAIT:
            return ("waiting a little longer",)
        case Offer.DECLINE:
            return ("nothing",)
        case Offer.RESEND:
            return ("a second shipment",)
    noun = with_article(offer_word(speaker.policy, outcome.offer))
    return words(noun, words(" worth ", amount) if amount else "", _valid(speaker, outcome))


def offer_clause(speaker: Speaker, outcome: Outcome) -> Phrase:
    """``we refund the full price to your original payment method``."""
    amount = _amount(speaker, outcome)
    them = buyer(speaker)
    match outcome.offer:
        case Offer.REFUND:
            return words("we refund ", amount or "the full price", _to(speaker, outcome))
        case Offer.PARTIAL_REFUND:
            return words("we refund ", amount or "part of the price", _to(speaker, outcome))
        case Offer.CANCEL:
            if speaker.is_unpaid:
                return ("we cancel the order",)
            paid = "you paid" if speaker.is_buyers else "that was paid"
            return words(f"we cancel the order and refund everything {paid}", _to(speaker, outcome))
        case Offer.WAIT:
            return ("we will look into it" if speaker.is_buyers else "we look into it",)
        case Offer.RESEND:
            return ("we send it again",)
        case Offer.SUBSTITUTE:
            return (f"we send {them} another item instead",)
        case Offer.REPLACE:
            return (f"we send {them} {with_article(offer_word(speaker.policy, outcome.offer))}",)
        case Offer.EXCHANGE:
            return ("we exchange the item",)
        case Offer.REPAIR:
            return ("we repair the item",)
    return words(does(speaker, "receive"), " ", offer_noun(speaker, outcome))


def offer_act(speaker: Speaker, outcome: Outcome, is_waiting: bool) -> Phrase:
    """What the buyer does to get it, after *can*: ``accept a substitute``, ``cancel the order for a full refund``."""
    match outcome.offer:
        case Offer.WAIT:
            return ("keep waiting" if is_waiting else "wait",)
        case Offer.CANCEL:
            return words("cancel the order", "" if speaker.is_unpaid else " for a full refund", _to(speaker, outcome))
    return words("accept ", offer_noun(speaker, outcome))


def _amount(speaker: Speaker, outcome: Outcome) -> Phrase:
    value = outcome.facet("amount")
    if isinstance(value, TermRef):
        return term(speaker, value.term, Style.PLAIN)
    worth = (Offer.STORE_CREDIT, Offer.COUPON)
    return ("the full price",) if value is not None and outcome.offer in worth else ()


def refund_goes(speaker: Speaker, word: str, money: str = "refund", back: str = "") -> str:
    """``the refund goes to your original payment method``, ``the money is paid back through Wish``."""
    return f"the {money} {'is paid' if word == THROUGH else 'goes'}{back} {_way(speaker, word)}"


def _to(speaker: Speaker, outcome: Outcome) -> str:
    word = outcome.word("refund.to")
    return f" {_way(speaker, word)}" if word else ""


def _way(speaker: Speaker, word: str) -> str:
    """``to your original payment method``; through the platform by its name, where there is one alone."""
    paying = paying_platform(speaker.policy)
    named = paying.en[0] if paying else f"the platform where {buyer(speaker)} ordered"
    return _TO[word].format(whose=whose(speaker), platform=named)


def _valid(speaker: Speaker, outcome: Outcome) -> Phrase:
    value = outcome.facet("valid")
    if isinstance(value, TermRef):
        told = words("valid for ", _validity(speaker, value.term))
        return words(", ", told)
    return (" (it does not expire)",) if value is not None else ()


def _validity(speaker: Speaker, id: str) -> Phrase:
    """``24 months``, or ``24 months after the order`` where the policy says from when."""
    bare = isinstance(find_term(speaker.policy, id).value, Duration)
    return term(speaker, id, Style.PLAIN if bare else Style.AFTER)


def _settle(speaker: Speaker, offers: frozenset[Offer]) -> str:
    """What happens by ``refund.by``."""
    if offers & {Offer.REFUND, Offer.PARTIAL_REFUND, Offer.CANCEL} or not offers:
        return "we refund"
    if offers <= {Offer.STORE_CREDIT, Offer.COUPON}:
        return "you receive it" if speaker.is_buyers else "the buyer receives it"
    return "we send it"


def _approval(policy: Policy, word: str) -> str:
    ladder = policy.ladders.get(word)
    if ladder:
        return f"{lower_first(ladder.label.en[0])} is needed"
    role = policy.scopes.roles.get(word)
    return f"{with_article(role.label.en[0] if role else word)} must approve"


def en_text(phrase: Phrase) -> str:
    """The words of a phrase that holds no values."""
    return "".join(part for part in phrase if isinstance(part, str))


_TO = {
    "original_method": "to {whose} original payment method",
    THROUGH: "through {platform}",
    "store_credit": "as store credit",
    "bank_transfer": "by bank transfer",
}

_PHOTO = "a photo of "
_CARRIERS = "the carrier's "
_METHODS = {"mail": "by post", "store": "in a store", "kiosk": "at a kiosk", "pickup": "by having it collected"}
_NAMED_BY_SHOP = (Offer.REPLACE, Offer.EXCHANGE, Offer.SUBSTITUTE, Offer.STORE_CREDIT, Offer.COUPON)
"""Offers that are things, so that the glossary's word for them is a noun."""
_NOUNS = {
    Offer.REFUND: "refund",
    Offer.PARTIAL_REFUND: "partial refund",
    Offer.REPLACE: "replacement",
    Offer.EXCHANGE: "exchange",
    Offer.REPAIR: "repair",
    Offer.RESEND: "second shipment",
    Offer.SUBSTITUTE: "substitute",
    Offer.STORE_CREDIT: "store credit",
    Offer.COUPON: "coupon",
    Offer.WAIT: "waiting",
    Offer.CANCEL: "cancellation",
    Offer.DECLINE: "refusal",
}
