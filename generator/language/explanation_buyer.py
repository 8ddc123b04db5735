"""A decision told to the buyer, sentence by sentence, in either language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.decisions.decision import Amount, Deadline, Granted, Length, Value
from generator.language.course import defaults_later, is_wait_of_buyer, only_looks
from generator.language.explanation_case import GIVEN, MONEY_BACK, Case, Window, facet_of
from generator.language.explanation_tongue import Tongue
from generator.language.lookup import find_term
from generator.language.plan import Plan, waits_first
from generator.language.say import say_facet, say_rule
from generator.language.style import Style, Voice
from generator.policy.model import Offer
from generator.policy.values import After, Money

RETURNING = ("goods", "send_by", "receive_by", "methods", "return_to")
POSTAGE = ("postage", "label")
PAID_BACK = ("outbound", "duties")


def tell(case: Case, tongue: Tongue) -> Iterator[str]:
    """What happened, what we offer, how the goods and the money travel, what we ask for."""
    label = case.reason()
    if label:
        yield tongue.reason(label)
    offers = {option.offer for option in case.part.options}
    if offers == {Offer.DECLINE}:
        yield from _refusal(case, tongue)
    elif offers == {Offer.WAIT}:
        yield from _wait(case, tongue)
    else:
        yield from _granted(case, tongue)
    if case.part.evidence and offers != {Offer.DECLINE}:
        facet = facet_of("evidence", case.part.evidence)
        yield tongue.plain(say_facet(case.policy, facet, tongue.lang, Voice.BUYER))


# ---------------------------------------------------------------------------------- something is granted


def _granted(case: Case, tongue: Tongue) -> Iterator[str]:
    yield tongue.offer(case)
    yield from _answer_by(case, tongue)
    for option in case.part.options:
        yield from _fees(case, tongue, option)
        yield from _worked_out(case, tongue, option)
    yield from _paid_back(case, tongue)
    yield from _goods(case, tongue)
    yield from _money(case, tongue)
    yield from _also(case, tongue)


def _answer_by(case: Case, tongue: Tongue) -> Iterator[str]:
    """By when to choose, where something else happens otherwise."""
    window = case.until()
    if case.plan is None or window is None or window.end is None or not defaults_later(case.plan):
        return
    yield tongue.fill("answer_by", by=tongue.moment(case, window.end, "by"))
    yield tongue.fill("otherwise", granted=_next(case, tongue, case.plan))


def _next(case: Case, tongue: Tongue, plan: Plan) -> str:
    """What the rule grants after this stretch."""
    return tongue.plain(tongue.book.granted(case.speaker, plan, plan.stretches[case.band + 1]))


def _fees(case: Case, tongue: Tongue, option: Granted) -> Iterator[str]:
    fees = case.fees(option)
    offer = Offer(option.offer)
    if not fees or offer not in (*MONEY_BACK, *GIVEN):
        return
    price = case.price(option)
    told = tongue.listed([_fee(case, tongue, name, fee, price) for name, fee in fees])
    choice = {"offers": tongue.fund(case, (offer,))} if len(case.part.options) > 1 else {}
    start = "fees" if price else "fees_bare"
    yield tongue.fill(
        f"{start}{'_for' if choice else ''}", fees=told, price=tongue.money(price) if price else "", **choice
    )


def _fee(case: Case, tongue: Tongue, name: str, fee: Amount, price: Money | None) -> str:
    """``a restocking fee of €18.00 (15% of the item price)``."""
    called = find_term(case.policy, fee.term).name[tongue.lang] if fee.term else name.partition(".")[2]
    how = tongue.how(case, fee, price)
    frame = "fee_how" if how else "fee"
    return tongue.fill(frame, name=tongue.fee_name(called), amount=tongue.amount(case, fee), how=how)


def _worked_out(case: Case, tongue: Tongue, option: Granted) -> Iterator[str]:
    """``the partial refund is 30% of the item price of €120.00``."""
    amount = option.facets.get("amount")
    if isinstance(amount, Amount) and (how := tongue.how(case, amount)):
        yield tongue.fill("worked", offer=tongue.fund(case, (Offer(option.offer),)), how=how)


def _paid_back(case: Case, tongue: Tongue) -> Iterator[str]:
    """The original postage and import duties, which come on top of the price."""
    paying = _places(case, (Offer.REFUND, Offer.PARTIAL_REFUND, Offer.CANCEL))
    for places, said in case.grouped(PAID_BACK):
        back = [name for name in said if said[name] == "refunded"]
        kept = [name for name in said if said[name] != "refunded"]
        if kept:
            what = tongue.listed([tongue.words[name] for name in kept])
            is_plural = len(kept) > 1 or kept == ["duties"]
            yield tongue.fill("not_refunded", what=what, be="are" if is_plural else "is")
        if back:
            what = tongue.listed([tongue.words[name] for name in back])
            is_all = set(paying) <= set(places) and len(case.part.options) == len(paying)
            named = {} if is_all else {"offers": tongue.fund(case, _offers(case, places))}
            yield tongue.fill("also_refunded" if is_all else "also_refunded_for", what=what, **named)


def _goods(case: Case, tongue: Tongue) -> Iterator[str]:
    """What becomes of the goods, and who pays for their way back."""
    for places, said in case.grouped(RETURNING):
        yield from (_for(case, tongue, places, clause) for clause in _goods_clauses(case, tongue, said))
    for places, said in case.grouped(POSTAGE):
        facets = tuple(facet_of(name, said[name]) for name in POSTAGE if name in said)
        clauses = tongue.book.facets(case.speaker, facets, frozenset())
        yield from (_for(case, tongue, places, tongue.plain(clause)) for clause in clauses)


def _goods_clauses(case: Case, tongue: Tongue, said: Mapping[str, Value]) -> Iterator[str]:
    goods = said.get("goods")
    if goods == "none" or goods is None:
        return
    if goods != "return":
        yield tongue.plain(say_facet(case.policy, facet_of("goods", goods), tongue.lang, Voice.BUYER))
        return
    send_by, receive_by, methods, to = (said.get(name) for name in RETURNING[1:])
    by = tongue.by(case, send_by) if isinstance(send_by, Deadline) else ""
    place = tongue.fill("to_place", place=tongue.book.place(case.policy, to)) if isinstance(to, str) else ""
    ways = (methods,) if isinstance(methods, str) else methods if isinstance(methods, tuple) else ()
    method = tongue.way(case, ways) if ways else ""
    yield tongue.fill("send_back", by=f" {by}" if by and tongue.lang == "en" else by, place=place, method=method)
    if isinstance(receive_by, Deadline):
        yield tongue.fill("must_reach", by=tongue.by(case, receive_by))


def _for(case: Case, tongue: Tongue, places: Sequence[int], clause: str) -> str:
    """The clause, with the options for which it holds where it does not hold for all that could hold it."""
    if len(places) == len(_places(case, [offer for offer in Offer if offer not in (Offer.WAIT, Offer.DECLINE)])):
        return clause
    return tongue.fill("for", offers=tongue.offers(case, _offers(case, places)), clause=clause)


def _money(case: Case, tongue: Tongue) -> Iterator[str]:
    """When we pay, and when the money is there."""
    arrivals: list[str] = []
    for places, said in case.grouped(("refund.by", "refund.bank")):
        offers = _offers(case, places)
        by, bank = said.get("refund.by"), said.get("refund.bank")
        is_given = all(offer in GIVEN for offer in offers)
        if isinstance(by, Deadline):
            frame = "give" if is_given else "pay"
            yield tongue.fill(frame, offers=tongue.fund(case, offers), by=tongue.by(case, by))
        if isinstance(bank, Deadline) and not is_given:
            arrivals.append(tongue.fill("arrive", by=tongue.arrives(case, bank)))
    yield from dict.fromkeys(arrivals)


def _also(case: Case, tongue: Tongue) -> Iterator[str]:
    """What is given in addition, whatever is chosen."""
    seen: set[str] = set()
    for option in case.part.options:
        for name, amount in option.facets.items():
            if not name.startswith("also.") or not isinstance(amount, Amount) or name in seen:
                continue
            seen.add(name)
            called = find_term(case.policy, amount.term).name[tongue.lang] if amount.term else name.partition(".")[2]
            how = tongue.how(case, amount)
            yield tongue.fill(
                "also",
                name=tongue.fee_name(called),
                amount=tongue.amount(case, amount),
                how=tongue.fill("how", how=how) if how else "",
                valid=_valid(case, tongue, option.facets.get("valid")),
            )


def _valid(case: Case, tongue: Tongue, valid: Value | None) -> str:
    if isinstance(valid, Length) and (leaf := case.leaf(valid)):
        return tongue.fill("valid", length=tongue.plain(tongue.book.leaf(case.policy, leaf, Style.PLAIN, valid.term)))
    return tongue.words["valid_forever"] if isinstance(valid, str) else ""


def _places(case: Case, offers: Sequence[Offer]) -> list[int]:
    return [at for at, option in enumerate(case.part.options) if Offer(option.offer) in offers]


def _offers(case: Case, places: Sequence[int]) -> list[Offer]:
    return [Offer(case.part.options[at].offer) for at in places]


# ------------------------------------------------------------------------------- nothing is granted, or nothing yet


def _wait(case: Case, tongue: Tongue) -> Iterator[str]:
    plan, window = case.plan, case.until()
    if plan is None:
        return
    if only_looks(plan) or not waits_first(plan):
        yield tongue.words["look"]
        if case.rule and case.rule.note:
            yield case.rule.note[tongue.lang]
        return
    wait = tongue.words["wait_buyer" if is_wait_of_buyer(plan) else "wait_shop"]
    if window and window.end:
        yield tongue.fill("wait", wait=wait, until=tongue.moment(case, window.end, "until"))
        yield _named(case, tongue, window)
    else:
        yield tongue.fill("wait_bare", wait=wait)
    yield tongue.fill("then", granted=_next(case, tongue, plan))


def _named(case: Case, tongue: Tongue, window: Window) -> str:
    """``the delivery time is 16 days after the order``."""
    return tongue.fill("why_wait", name=_name(case, tongue, window), leaf=tongue.after(case, window.leaf))


def _name(case: Case, tongue: Tongue, window: Window) -> str:
    return tongue.called(find_term(case.policy, window.term).name)


def _refusal(case: Case, tongue: Tongue) -> Iterator[str]:
    """Which windows have ended, and when; or what is never granted, and why."""
    if case.rule is None or case.plan is None:
        return
    windows = case.windows()
    for at, window in enumerate(windows):
        name = _name(case, tongue, window)
        sorry = "" if at else tongue.words["sorry"]
        if window.end is None:
            yield tongue.fill("ended_open", name=name, sorry=sorry)
            continue
        why = "why_after" if isinstance(window.leaf, After) else "why"
        yield tongue.fill(
            "ended",
            name=name,
            sorry=sorry,
            on=tongue.moment(case, window.end, "at"),
            why=tongue.fill(why, leaf=tongue.after(case, window.leaf)),
        )
    if windows:
        yield tongue.words["refused.look" if only_looks(case.plan) else f"refused.{case.plan.refused}"]
        return
    yield tongue.plain(say_rule(case.policy, case.rule, tongue.lang, Voice.BUYER))
    if case.rule.note:
        yield case.rule.note[tongue.lang]
