"""The grammar of explanations in English."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.language import en
from generator.language.condition_en import label
from generator.language.explanation_case import GIVEN, Case
from generator.language.explanation_tongue import Tongue
from generator.language.facet_en import clause, offer_act, offer_clause, offer_noun, offer_word
from generator.language.grammar_en import lower_first, with_article
from generator.language.pages import explanation_words
from generator.language.phrase import plain
from generator.language.speaker import Speaker
from generator.language.style import Style, Voice
from generator.language.term_en import axis_name
from generator.policy.model import Bilingual, Facet, Label, Offer, Policy, Word
from generator.policy.values import After, EarlierOf, LaterOf, Leaf

_WORDS = explanation_words("en")


def reason(value: Label) -> str:
    """What happened, told afterwards.

    >>> reason(Label(("you change your mind",), ("",))), reason(Label(("the item does not fit",), ("",)))
    ('you changed your mind', 'the item does not fit')
    """
    return _afterwards(label(value, Voice.BUYER))


def _afterwards(told: str) -> str:
    """The clause in the past, as far as its verb is known."""
    words = told.split(" ")
    for at, word in enumerate(words):
        if word in _LINKS:
            break  # whatever follows is no longer the verb of the main clause
        is_verb = word.endswith("s") or (at > 0 and words[at - 1] in _SUBJECTS)
        if is_verb and f"past.{word}" in _WORDS:
            return " ".join((*words[:at], _WORDS[f"past.{word}"], *words[at + 1 :]))
    return " ".join(words)


_LINKS = ("to", "that", "but", "because", "when", "if", "has", "have", "is", "are", "not")
_SUBJECTS = ("you", "we", "they")


def offer(case: Case) -> str:
    """``we refund the full price of €120.00``; ``you can choose a full refund of €120.00 or an exchange``."""
    options = case.part.options
    if len(options) == 1:
        return _with_price(case, 0, plain(offer_clause(case.speaker, case.outcome(0))))
    chooser = case.part.choice or "buyer"
    acts = chooser == "buyer" and any(Offer(option.offer) in (Offer.WAIT, Offer.CANCEL) for option in options)
    told = []
    for at in range(len(options)):
        outcome = case.outcome(at)
        said = offer_act(case.speaker, outcome, is_waiting=False) if acts else offer_noun(case.speaker, outcome)
        told.append(_with_price(case, at, plain(said)))
    frame = "can.buyer" if acts else f"choose.{chooser}"
    word = "or" if chooser == "buyer" else "and"
    *some, last = told
    return _WORDS[frame].format(list=f"{', '.join(some)} {word} {last}")


def _with_price(case: Case, at: int, told: str) -> str:
    """The words for all of the price with what it comes to."""
    option = case.part.options[at]
    is_known = option.amount is not None and option.amount.low is not None
    prefix = "of" if is_known and case.is_full(option) else "less" if case.fees(option) and not is_known else ""
    if not prefix:
        return told
    amount = TONGUE.amount(case, option.amount) if option.amount else ""
    for name in ("full_price", "everything", "full_refund"):
        if _WORDS[name] in told:
            return told.replace(_WORDS[name], _WORDS[f"{prefix}_{name}"].format(amount=amount))
    return told


def offers(case: Case, known: Sequence[Offer]) -> str:
    """``a refund or an exchange``."""
    return TONGUE.either([with_article(offer_word(case.policy, one)) for one in dict.fromkeys(known)])


def fund(case: Case, known: Sequence[Offer]) -> str:
    """``the refund``, ``the store credit``: the money that offers come to."""
    as_refund = [Offer.REFUND if one is Offer.CANCEL else one for one in known]
    if Offer.REFUND in as_refund:
        as_refund = [one for one in as_refund if one is not Offer.PARTIAL_REFUND]
    names = [offer_word(case.policy, one) for one in dict.fromkeys(as_refund) if one in _FUNDS] or ["refund"]
    return f"the {TONGUE.either(names)}"


_FUNDS = (Offer.REFUND, Offer.PARTIAL_REFUND, *GIVEN)


def within(case: Case, leaf: Leaf) -> str:
    """``within 7 days of delivery``; of several events with one length, the length once."""
    if isinstance(leaf, EarlierOf | LaterOf):
        lengths = {part.duration for part in leaf.parts if isinstance(part, After)}
        if len(lengths) == 1 and all(isinstance(part, After) for part in leaf.parts):
            events = [case.policy.scopes.events[part.event] for part in leaf.parts if isinstance(part, After)]
            nouns = TONGUE.either([en.event_noun(event) for event in events])
            which = "earlier" if isinstance(leaf, EarlierOf) else "later"
            return f"within {en.quantity(lengths.pop())} of {nouns}, whichever is {which}"
    return plain(en.leaf(case.policy, leaf, Style.WITHIN, None))


def after(case: Case, leaf: Leaf) -> str:
    """``30 days after delivery``."""
    return plain(en.leaf(case.policy, leaf, Style.AFTER, None))


def arrives(case: Case, leaf: Leaf) -> str:
    """``3 to 10 business days after we send the refund``; ``within 5 days of dispatch`` where it is no range."""
    is_range = isinstance(leaf, After) and leaf.duration.is_range
    return after(case, leaf) if is_range else within(case, leaf)


def way(case: Case, methods: tuple[str, ...]) -> str:
    """`` by post or at a kiosk``."""
    place = case.rule.place if case.rule else next(iter(case.policy.rules.values())).place
    facet = Facet("methods", tuple(Word(method, place) for method in methods), place)
    return f" {plain(clause(case.speaker, facet)).partition(' return it ')[2]}"


def axis(policy: Policy, name: str) -> str:
    """``the country of delivery``, ``where it was bought``."""
    return axis_name(Speaker(policy, Voice.BUYER, {}), name)


def called(name: Bilingual) -> str:
    """The name of a term inside a sentence."""
    return lower_first(name.en)


def fee_name(name: str) -> str:
    """``a restocking fee``."""
    return with_article(lower_first(name))


def fee_frame(name: str, is_known: bool, is_told: bool) -> str:
    """The frame of a fee; a name that ends in a noun of its own takes no *of*: ``a deduction for use (€12.00)``."""
    start = "fee_for" if is_known and (" for " in name or " of " in name) else "fee"
    return f"{start}_how" if is_told else start


def so(why: str, clause: str) -> str:
    """``the item does not fit, so you can choose an exchange``."""
    return _WORDS["so"].format(reason=why, offer=clause)


def inside(sentence: str) -> str:
    """A sentence after *but*."""
    return lower_first(sentence)


def of_the_shop(value: Label) -> str:
    """What happened, told to the shop: ``Wish refunded an order that you did not fulfil``."""
    return shops(_afterwards(label(value, Voice.STAFF)))


def shops(told: str) -> str:
    """What we say of ourselves, said to the shop.

    >>> shops("our photo from packing")
    'your photo from packing'
    """
    return re.sub(r"\b(we|us|our|ours|ourselves)\b", lambda word: _YOURS[word[0]], told)


_YOURS = {"we": "you", "us": "you", "our": "your", "ours": "yours", "ourselves": "yourselves"}


def sentences(clauses: Sequence[str]) -> str:
    """The clauses as sentences."""
    told = [clause.rstrip(".") for clause in clauses if clause]
    return " ".join(f"{clause[:1].upper()}{clause[1:]}." for clause in told)


TONGUE = Tongue(
    lang="en",
    words=_WORDS,
    reason=reason,
    offer=offer,
    offers=offers,
    fund=fund,
    within=within,
    after=after,
    arriving=arrives,
    way=way,
    axis=axis,
    called=called,
    fee_name=fee_name,
    fee_frame=fee_frame,
    so=so,
    inside=inside,
    of_the_shop=of_the_shop,
    shops=shops,
    sentences=sentences,
)
