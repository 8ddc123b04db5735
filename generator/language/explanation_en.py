"""The grammar of explanations in English."""

from __future__ import annotations

from collections.abc import Sequence

from generator.language import en
from generator.language.condition_en import label
from generator.language.explanation_case import GIVEN, Case
from generator.language.explanation_tongue import Tongue
from generator.language.facet_en import clause, offer_act, offer_clause, offer_noun, offer_word
from generator.language.grammar_en import lower_first, with_article
from generator.language.names import LOCALES
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
    told = label(value, Voice.BUYER)
    first, *_ = [word for word in told.split() if f"past.{word}" in _WORDS] or [""]
    # Only the verb of the main clause: whatever follows "to" or "that" keeps its form.
    head, _, _ = told.partition(" to ")
    if not first or first not in head.split():
        return told
    return told.replace(f" {first} ", f" {_WORDS[f'past.{first}']} ", 1)


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
    if not case.is_full(option) or option.amount is None or option.amount.low is None:
        return told
    amount = TONGUE.amount(case, option.amount)
    for name in ("full_price", "everything", "full_refund"):
        if _WORDS[name] in told:
            return told.replace(_WORDS[name], _WORDS[f"of_{name}"].format(amount=amount))
    return told


def offers(case: Case, known: Sequence[Offer]) -> str:
    """``a refund or an exchange``."""
    return TONGUE.listed([with_article(offer_word(case.policy, one)) for one in dict.fromkeys(known)], "or")


def fund(case: Case, known: Sequence[Offer]) -> str:
    """``the refund``, ``the store credit``: the money that offers come to."""
    as_refund = [Offer.REFUND if one is Offer.CANCEL else one for one in known]
    names = [offer_word(case.policy, one) for one in dict.fromkeys(as_refund) if one in _FUNDS] or ["refund"]
    return f"the {TONGUE.listed(names, 'or')}"


_FUNDS = (Offer.REFUND, Offer.PARTIAL_REFUND, *GIVEN)


def within(case: Case, leaf: Leaf) -> str:
    """``within 7 days of delivery``; of several events with one length, the length once."""
    if isinstance(leaf, EarlierOf | LaterOf):
        lengths = {part.duration for part in leaf.parts if isinstance(part, After)}
        if len(lengths) == 1 and all(isinstance(part, After) for part in leaf.parts):
            events = [case.policy.scopes.events[part.event] for part in leaf.parts if isinstance(part, After)]
            nouns = TONGUE.listed([en.event_noun(event) for event in events], "or")
            which = "earlier" if isinstance(leaf, EarlierOf) else "later"
            return f"within {en.quantity(lengths.pop())} of {nouns}, whichever is {which}"
    return plain(en.leaf(case.policy, leaf, Style.WITHIN, None))


def after(case: Case, leaf: Leaf) -> str:
    """``30 days after delivery``."""
    return plain(en.leaf(case.policy, leaf, Style.AFTER, None))


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


def sentences(clauses: Sequence[str]) -> str:
    """The clauses as sentences."""
    told = [clause.rstrip(".") for clause in clauses if clause]
    return " ".join(f"{clause[:1].upper()}{clause[1:]}." for clause in told)


TONGUE = Tongue(
    "en", LOCALES["en"], _WORDS, reason, offer, offers, fund, within, after, way, axis, called, fee_name, sentences
)
