"""What the terms of a policy are for: which deed each of them bounds, pays for or punishes.

The rules tell it (the end of a band, ``refund.by``, ``charge.late``, a rung of a ladder), and so do the names of the
terms, in both languages. A term may be for several deeds; one of which neither tells anything is for any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from generator.agreement.claimwords import data_of
from generator.policy.kept import kept
from generator.policy.lookup import events_of_term, facets_in, facets_of, leaves
from generator.policy.model import Band, Chooser, Offer, Policy, Rule, Term, TermRef, Word
from generator.policy.values import Money, Share

Deeds = frozenset[str]
Said = tuple[str, str]
"""In English and in Chinese."""
SAID: Mapping[str, Said] = {
    "return": ("a time to return something", "退货的期限"),
    "send": ("the time to send it back", "寄回的时限"),
    "refund": ("a time in which a refund can be had", "可以退款的期限"),
    "replace": ("a time in which it is replaced", "可以更换的期限"),
    "exchange": ("a time in which it is exchanged", "可以换货的期限"),
    "repair": ("a time in which it is repaired", "可以维修的期限"),
    "resend": ("a time in which it is sent again", "可以补发的期限"),
    "pay": ("the time of a refund", "退款的时限"),
    "pay_returned": ("the time of a refund after a return", "退货后退款的时限"),
    "pay_kept": ("the time of a refund without a return", "无需退货时退款的时限"),
    "bank": ("the time that a bank needs", "银行入账的时间"),
    "valid": ("how long something is valid", "有效期"),
    "appeal": ("the time to appeal", "申诉的期限"),
    "dispatch": ("the time to dispatch", "发货的时限"),
    "deliver": ("the time of delivery", "送达的时限"),
    "lost": ("the time after which a parcel is lost", "包裹视为丢失的期限"),
    "report": ("the time to report it", "反馈的期限"),
    "prove": ("the time to send evidence", "提供凭证的期限"),
    "keep_box": ("how long the packaging is kept", "保留包装的期限"),
    "cover": ("how long the warranty runs", "质保期"),
    "search": ("the time of a search", "查件的时间"),
    "verdict": ("the time to answer an appeal", "答复申诉的时限"),
    "answer": ("the time of our answer", "我们答复的时限"),
    "choose": ("the time to choose", "选择的期限"),
    "buyer_answer": ("the time of the buyer's answer", "买家答复的期限"),
    "agree": ("the time to agree", "同意的期限"),
    "answer_bank": ("the time to answer the bank", "答复银行的期限"),
    "claim_carrier": ("the time to claim from the carrier", "向承运商索赔的期限"),
    "claim_back": ("the time to ask for a parcel that came back", "申请重发退回包裹的期限"),
    "settle": ("the time to settle a dispute", "协商争议的期限"),
    "check": ("the time to check a return", "退货验收的时间"),
    "give_credit": ("the time to give store credit", "发放购物金的时限"),
    "pay_order": ("the time to pay", "付款期限"),
    "cancel": ("a time to cancel", "取消的期限"),
    "hand_over": ("the time to hand a case over", "转交的时限"),
    "close": ("the time after which a case is closed", "结案的期限"),
    "penalty": ("a penalty", "罚款"),
    "bank_fee": ("a bank's fee", "银行的手续费"),
    "fee": ("a fee", "费用"),
    "part": ("a part refund", "部分退款"),
    "coupon": ("a coupon", "优惠券"),
    "credit": ("store credit given", "补偿的购物金"),
    "limit": ("a limit of approval", "审批上限"),
}
MAYBE = "maybe"
"""Stands among the deeds of words that may as well be a thing with which something else is done."""
MONEY: Deeds = frozenset(("penalty", "bank_fee", "fee", "part", "coupon", "credit", "limit"))
TIMES: Deeds = frozenset(SAID) - MONEY
_OURS: Deeds = frozenset(
    (
        "answer verdict dispatch pay pay_returned pay_kept check give_credit search hand_over answer_bank"
        " claim_carrier close"
    ).split()
)
_THEIRS: Deeds = frozenset(
    (
        "return send choose buyer_answer agree report prove keep_box appeal claim_back settle pay_order cancel refund"
    ).split()
)
_OF_ORDERS: Deeds = frozenset(("dispatch", "deliver", "pay_order", "cancel", "lost"))
_DOERS = {
    "zh": (
        re.compile("(?:我们|客服|同事|仓库|店家|商家|组长|经理|\ufffc)[^，。；]{0,8}$"),
        re.compile("(?:买家|客户|顾客|您)(?:应|须|要|可|有|请|需|必须|最)[^，。；]{0,8}$"),
        re.compile("订单[^，。；]{0,3}$"),
    ),
}
_OFFERS = {
    Offer.REFUND: ("refund",),
    Offer.STORE_CREDIT: ("refund",),
    Offer.PARTIAL_REFUND: ("refund",),
    Offer.REPLACE: ("replace", "exchange"),
    Offer.EXCHANGE: ("exchange", "replace"),
    Offer.REPAIR: ("repair",),
    Offer.RESEND: ("resend", "replace"),
    Offer.SUBSTITUTE: ("replace", "exchange"),
    Offer.CANCEL: ("cancel",),
}
_FACETS = {"send_by": "send", "receive_by": "send", "refund.by": "pay", "refund.bank": "bank", "valid": "valid"}
_FAMILIES = {"fees": "fee", "also": "coupon", "charge": "penalty"}
_AMOUNTS = {Offer.PARTIAL_REFUND: "part", Offer.STORE_CREDIT: "credit"}


def say(deeds: Deeds) -> Said:
    """How the first of some deeds is called."""
    return next(said for deed, said in SAID.items() if deed in deeds)


def doers(clause: str, lang: str) -> Deeds:
    """What those do who stand before a value: the shop, or buyers; or what is done with orders; else all."""
    for deeds, pattern in zip((_OURS, _THEIRS, _OF_ORDERS), _DOERS.get(lang, ()), strict=False):
        if pattern.search(clause):
            return deeds
    return frozenset(SAID)


@kept
def deeds_of(policy: Policy) -> Mapping[str, Deeds]:
    """By term what it is for; one of which nothing tells that is not among them."""
    found: dict[str, set[str]] = {}
    named = {id: named_by(term.name["en"], "en") | named_by(term.name["zh"], "zh") for id, term in policy.terms.items()}
    for term, deed in _told(policy):
        found.setdefault(term, set()).add(deed)
    for rule in policy.rules.values():
        for facet in facets_in(rule):
            if facet.name == "appeal" and isinstance(facet.value, TermRef) and not named[facet.value.term]:
                found.setdefault(facet.value.term, set()).add("appeal")
    told = {id: frozenset(found.get(id, ())) | named[id] for id in policy.terms}
    return {id: own for id, deeds in told.items() if (own := deeds & kind_of(policy.terms[id]))}


def kind_of(term: Term) -> Deeds:
    """All deeds that a term of its kind could be for: those of times, or of shares and amounts."""
    return MONEY if isinstance(leaves(term.value)[0][1], (Money, Share)) else TIMES


def named_by(words: str, lang: str) -> Deeds:
    """What words that name something say it is for.

    >>> sorted(named_by("time to send the goods back", "en")), sorted(named_by("申诉答复时限", "zh"))
    (['send'], ['verdict'])
    """
    words = words.lower().strip()
    return frozenset(deed for deeds, pattern in patterns(lang, "names") if pattern.search(words) for deed in deeds)


@cache
def patterns(lang: str, shelf: str) -> tuple[tuple[Deeds, re.Pattern[str]], ...]:
    """The lines of a shelf of the book: what is meant, and how that is said."""
    data = data_of(lang, "deeds")
    found = []
    for line in data[shelf]:
        *_, source = line
        words = re.sub(r"<([a-z_]+)>", lambda match: data["parts"][match[1]], source).replace("~", _GAP[lang])
        bound = rf"(?<![\w-])(?:{words})(?![\w-])" if lang == "en" and shelf != "names" else words
        found.append((frozenset(line[0].split()), re.compile(bound)))
    return tuple(found)


_GAP = {"en": r"(?: ?[\w'’-]+){0,6}? ?", "zh": r"[^，。；：]{0,8}?"}


def _told(policy: Policy) -> Iterator[tuple[str, str]]:
    """What the rules, the course of a case and the ladders tell of terms."""
    for rule in policy.rules.values():
        for band in rule.bands:
            yield from _told_by(policy, rule, band)
        for facet in facets_in(rule):
            if isinstance(facet.value, TermRef):
                deed = _FACETS.get(facet.name) or _FAMILIES.get(facet.name.partition(".")[0])
                if deed:
                    yield facet.value.term, deed
    course = policy.course
    if course is not None:
        for ref, deed in ((course.answer, "answer"), (course.evidence, "prove"), (course.verdict, "verdict")):
            if ref is not None:
                yield ref.term, deed
        for id in course.appeal:
            for band in policy.rules[id].bands if id in policy.rules else ():
                if band.until is not None:
                    yield band.until.term, "appeal"
    for ladder in policy.ladders.values():
        for rung in ladder.rungs:
            if rung.up_to is not None:
                yield rung.up_to.term, "limit"


def _told_by(policy: Policy, rule: Rule, band: Band) -> Iterator[tuple[str, str]]:
    for option in band.options:
        amount = facets_of(rule, band, option).get("amount")
        if option.offer in _AMOUNTS and amount is not None and isinstance(amount.value, TermRef):
            yield amount.value.term, _AMOUNTS[option.offer]
    if band.until is None or band.is_pass:
        return
    term = band.until.term
    for option in band.options:
        yield from ((term, deed) for deed in _OFFERS.get(option.offer, ()))
        goods = facets_of(rule, band, option).get("goods")
        if goods is not None and isinstance(goods.value, Word) and goods.value.text == "return":
            yield term, "return"
    if band.choice is Chooser.BUYER:
        yield term, "choose"
        notices = policy.course.notices if policy.course else ()
        if events_of_term(policy.terms[term]) & frozenset(notices):
            yield term, "buyer_answer"
    if rule.met_by == "reported":
        yield term, "report"
