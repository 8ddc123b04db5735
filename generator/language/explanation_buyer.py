"""A decision told to the buyer, sentence by sentence, in either language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.decisions.decision import Amount, Deadline, Granted, Value
from generator.language.course import defaults_later
from generator.language.explanation_case import GIVEN, MONEY_BACK, Case
from generator.language.explanation_money import also, money
from generator.language.explanation_tongue import Tongue
from generator.language.explanation_value import facet_of, money_of
from generator.language.explanation_wait import refusal, wait
from generator.language.lookup import find_term
from generator.language.say import say_facet
from generator.language.style import Voice
from generator.policy.model import Offer
from generator.policy.values import Money

RETURNING = ("goods", "send_by", "receive_by", "methods", "return_to")
POSTAGE = ("postage", "label")
PAID_BACK = ("outbound", "duties")


def tell(case: Case, tongue: Tongue) -> Iterator[str]:
    """What happened, what we offer, how the goods and the money travel, what we ask for."""
    label = case.reason()
    reason = tongue.reason(label) if label else ""
    offers = {option.offer for option in case.part.options}
    if offers == {Offer.DECLINE}:
        yield from refusal(case, tongue, reason)
        return
    if offers == {Offer.WAIT}:
        yield reason
        yield from wait(case, tongue)
    else:
        yield from _granted(case, tongue, reason)
    yield from _evidence(case, tongue)


def _evidence(case: Case, tongue: Tongue) -> Iterator[str]:
    """What we ask for now, and what comes only with the goods."""
    with_goods = case.policy.course.with_goods if case.policy.course else ()
    now = tuple(kind for kind in case.part.evidence if kind not in with_goods)
    later = tuple(kind for kind in case.part.evidence if kind in with_goods)
    if now:
        yield tongue.plain(say_facet(case.policy, facet_of("evidence", now), tongue.lang, Voice.BUYER))
    if later:
        told = tongue.plain(tongue.book.evidence(case.policy, facet_of("evidence", later).value))
        yield tongue.fill("with_goods", evidence=told)


def _granted(case: Case, tongue: Tongue, reason: str) -> Iterator[str]:
    offer = tongue.offer(case)
    yield tongue.so(reason, offer) if reason else offer
    yield from _answer_by(case, tongue)
    for option in case.part.options:
        yield from _fees(case, tongue, option)
        yield from _worked_out(case, tongue, option)
    yield from _paid_back(case, tongue)
    yield from _goods(case, tongue)
    yield from money(case, tongue)
    yield from also(case, tongue)


def _answer_by(case: Case, tongue: Tongue) -> Iterator[str]:
    """By when to choose, where something else happens otherwise and nobody has chosen yet."""
    window = case.until() if case.plan and defaults_later(case.plan) else None
    if case.plan is None or window is None or window.end is None or case.act != case.situation.now:
        return
    yield tongue.fill("answer_by", by=tongue.moment(case, window.end, "by"))
    yield tongue.fill("otherwise", granted=tongue.next(case, case.plan))


def _fees(case: Case, tongue: Tongue, option: Granted) -> Iterator[str]:
    fees = case.fees(option)
    offer = Offer(option.offer)
    if not fees or offer not in (*MONEY_BACK, *GIVEN):
        return
    price = case.price(option)
    told = tongue.both([_fee(case, tongue, name, fee, price) for name, fee in fees])
    choice = {"offers": tongue.fund(case, (offer,))} if len(case.part.options) > 1 else {}
    start = "fees" if price else "fees_bare"
    yield tongue.fill(
        f"{start}{'_for' if choice else ''}", fees=told, price=tongue.money(price) if price else "", **choice
    )
    if option.amount and option.amount.high == 0:
        yield tongue.words["nothing_left"]


def _fee(case: Case, tongue: Tongue, name: str, fee: Amount, price: Money | None) -> str:
    """``a restocking fee of €18.00 (15% of the item price)``."""
    called = find_term(case.policy, fee.term).name[tongue.lang] if fee.term else name.partition(".")[2]
    how = tongue.how(case, fee, price)
    frame = tongue.fee_frame(called, money_of(fee) is not None, bool(how))
    return tongue.fill(frame, name=tongue.fee_name(called), amount=tongue.amount(case, fee), how=how)


def _worked_out(case: Case, tongue: Tongue, option: Granted) -> Iterator[str]:
    """``the partial refund is 30% of the item price of €120.00``."""
    amount = option.facets.get("amount")
    if isinstance(amount, Amount) and (how := tongue.how(case, amount)):
        yield tongue.fill("worked", offer=tongue.fund(case, (Offer(option.offer),)), how=how)


def _paid_back(case: Case, tongue: Tongue) -> Iterator[str]:
    """The original postage and import duties, which come on top of the price."""
    for places, said in case.grouped(PAID_BACK):
        back = tongue.both([tongue.words[name] for name in said if said[name] == "refunded"])
        kept = [tongue.words[name] for name in said if said[name] != "refunded"]
        if not back:
            be = "are" if len(kept) > 1 or "duties" in said else "is"
            yield tongue.fill("not_refunded", kept=tongue.both(kept), be=be)
            continue
        frame = ("refunded_not" if kept else "refunded") + ("" if len(case.part.options) == 1 else "_for")
        yield tongue.fill(frame, back=back, kept=tongue.either(kept), offers=tongue.fund(case, case.offers(places)))


def _goods(case: Case, tongue: Tongue) -> Iterator[str]:
    """What becomes of the goods, and who pays for their way back: in one sentence where both hold for the same."""
    postages = {places: _postage(case, tongue, said) for places, said in case.grouped(POSTAGE)}
    for places, said in case.grouped(RETURNING):
        told = _goods_clause(case, tongue, said)
        postage = postages.pop(places, "") if told else ""
        if postage:
            told = tongue.fill("with_postage", way=told, postage=postage)
        if told:
            yield _for(case, tongue, places, told)
        receive_by = said.get("receive_by")
        if isinstance(receive_by, Deadline):
            yield _for(case, tongue, places, tongue.fill("must_reach", by=tongue.by(case, receive_by)))
    yield from (_for(case, tongue, places, postage) for places, postage in postages.items())


def _postage(case: Case, tongue: Tongue, said: Mapping[str, Value]) -> str:
    facets = tuple(facet_of(name, said[name]) for name in POSTAGE if name in said)
    return ", ".join(tongue.plain(clause) for clause in tongue.book.facets(case.speaker, facets, frozenset()))


def _goods_clause(case: Case, tongue: Tongue, said: Mapping[str, Value]) -> str:
    goods = said.get("goods")
    if goods == "none" or goods is None:
        return ""
    if goods != "return":
        return tongue.plain(say_facet(case.policy, facet_of("goods", goods), tongue.lang, Voice.BUYER))
    send_by, methods, to = said.get("send_by"), said.get("methods"), said.get("return_to")
    by = tongue.by(case, send_by) if isinstance(send_by, Deadline) else ""
    place = tongue.fill("to_place", place=tongue.book.place(case.policy, to)) if isinstance(to, str) else ""
    ways = (methods,) if isinstance(methods, str) else methods if isinstance(methods, tuple) else ()
    frame = "send_back_due" if isinstance(send_by, Deadline) and case.is_past(send_by) else "send_back"
    way = tongue.way(case, ways) if ways else ""
    return tongue.fill(frame, by=f" {by}" if by and tongue.lang == "en" else by, place=place, method=way)


def _for(case: Case, tongue: Tongue, places: Sequence[int], clause: str) -> str:
    """The clause, with the options for which it holds where it does not hold for all that could hold it."""
    if len(places) == sum(option.offer != Offer.WAIT for option in case.part.options):
        return clause
    return tongue.fill("for", offers=tongue.offers(case, case.offers(places)), clause=clause)
