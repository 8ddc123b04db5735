"""The grammar of explanations in Chinese."""

from __future__ import annotations

from collections.abc import Sequence

from generator.language import zh
from generator.language.condition_zh import label
from generator.language.explanation_case import GIVEN, Case
from generator.language.explanation_tongue import Tongue
from generator.language.facet_zh import clause, offer_clause, offer_noun, offer_word
from generator.language.grammar_zh import spaced
from generator.language.pages import explanation_words
from generator.language.phrase import plain
from generator.language.speaker import Speaker
from generator.language.style import Style, Voice
from generator.language.term_zh import axis_name
from generator.policy.model import Bilingual, Facet, Label, Offer, Policy, Word
from generator.policy.values import After, EarlierOf, Endless, LaterOf, Leaf

_WORDS = explanation_words("zh")


def reason(value: Label) -> str:
    """What happened.

    >>> reason(Label(("",), ("您改变主意",)))
    '您改变主意'
    """
    return label(value, Voice.BUYER)


def offer(case: Case) -> str:
    """我们将原路全额退款 120.00 欧元; 您可以选择原路全额退款 120.00 欧元或换货."""
    options = case.part.options
    if len(options) == 1:
        return _with_price(case, 0, plain(spaced(offer_clause(case.speaker, case.outcome(0)))))
    told = [
        _with_price(case, at, plain(spaced(offer_noun(case.speaker, case.outcome(at))))) for at in range(len(options))
    ]
    return _WORDS[f"choose.{case.part.choice or 'buyer'}"].format(list=TONGUE.either(told))


def _with_price(case: Case, at: int, told: str) -> str:
    """The words for all of the price with what it comes to."""
    option = case.part.options[at]
    is_known = option.amount is not None and option.amount.low is not None
    prefix = "of" if is_known and case.is_full(option) else "less" if case.fees(option) and not is_known else ""
    if not prefix:
        return told
    amount = TONGUE.amount(case, option.amount) if option.amount else ""
    for name in ("full_price", "kept_price"):
        told = told.replace(_WORDS[name], _WORDS[f"{prefix}_{name}"].format(amount=amount))
    return told


def offers(case: Case, known: Sequence[Offer]) -> str:
    """退款或换货."""
    return TONGUE.either([offer_word(case.policy, one) for one in dict.fromkeys(known)])


def fund(case: Case, known: Sequence[Offer]) -> str:
    """退款, 购物金: the money that offers come to."""
    as_refund = [Offer.REFUND if one is Offer.CANCEL else one for one in known]
    if Offer.REFUND in as_refund:
        as_refund = [one for one in as_refund if one is not Offer.PARTIAL_REFUND]
    names = [offer_word(case.policy, one) for one in dict.fromkeys(as_refund) if one in _FUNDS] or ["退款"]
    return TONGUE.either(names)


_FUNDS = (Offer.REFUND, Offer.PARTIAL_REFUND, *GIVEN)


def within(case: Case, leaf: Leaf) -> str:
    """在签收后 7 天内; of several events with one length, the length once."""
    if isinstance(leaf, Endless):
        return plain(zh.leaf(case.policy, leaf, Style.WITHIN, None))
    if isinstance(leaf, EarlierOf | LaterOf):
        lengths = {part.duration for part in leaf.parts if isinstance(part, After)}
        if len(lengths) == 1 and all(isinstance(part, After) for part in leaf.parts):
            events = [case.policy.scopes.events[part.event] for part in leaf.parts if isinstance(part, After)]
            phrases = TONGUE.either([zh.event_phrase(event) for event in events])
            which = "早" if isinstance(leaf, EarlierOf) else "晚"
            return f"在{phrases} {zh.quantity(lengths.pop())}内（以较{which}者为准）"
    return f"在{plain(spaced(zh.leaf(case.policy, leaf, Style.WITHIN, None)))}"


def after(case: Case, leaf: Leaf) -> str:
    """签收后 30 天."""
    return plain(spaced(zh.leaf(case.policy, leaf, Style.AFTER, None)))


def way(case: Case, methods: tuple[str, ...]) -> str:
    """（到店退货或上门取件）; whatever is 寄回 goes by post."""
    if methods == ("mail",):
        return ""
    place = case.rule.place if case.rule else next(iter(case.policy.rules.values())).place
    facet = Facet("methods", tuple(Word(method, place) for method in methods), place)
    return f"（{plain(clause(case.speaker, facet)).partition('：')[2]}）"


def axis(policy: Policy, name: str) -> str:
    """收货国家或地区."""
    return axis_name(Speaker(policy, Voice.BUYER, {}), name)


def called(name: Bilingual) -> str:
    """The name of a term."""
    return name.zh


def fee_name(name: str) -> str:
    """重新上架费."""
    return name


def fee_frame(name: str, is_known: bool, is_told: bool) -> str:
    """The frame of a fee: an amount stands beside its name, a rule in brackets."""
    return "fee_open" if not is_known else "fee_how" if is_told else "fee"


def so(why: str, clause: str) -> str:
    """尺码不合适，您可以选择换货; whoever was named just before is not named again."""
    who = next((who for who in ("您", "我们") if why.startswith(who) and not why.startswith(f"{who}的")), "")
    return _WORDS["so"].format(reason=why, offer=clause.removeprefix(who))


def inside(sentence: str) -> str:
    """A sentence after 很抱歉."""
    return sentence


def of_the_shop(value: Label) -> str:
    """What happened, told to the shop: 我们主动取消订单."""
    return shops(label(value, Voice.STAFF))


def shops(told: str) -> str:
    """What we say of ourselves: in Chinese colleagues read it as it is."""
    return told


def sentences(clauses: Sequence[str]) -> str:
    """The clauses as sentences."""
    told = "".join(f"{clause.rstrip('。')}。" for clause in clauses if clause)
    return plain(spaced((told.replace("应最迟", "最迟应"),)))


TONGUE = Tongue(
    lang="zh",
    words=_WORDS,
    reason=reason,
    offer=offer,
    offers=offers,
    fund=fund,
    within=within,
    after=after,
    arriving=within,
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
