"""When money is paid and given in an explained decision, and what is given in addition."""

from __future__ import annotations

from collections.abc import Iterator

from generator.decisions.decision import Amount, Deadline, Length, Value
from generator.language.explanation_case import GIVEN, MONEY_BACK, Case
from generator.language.explanation_tongue import Tongue, name_platform
from generator.language.explanation_value import facet_of
from generator.language.lookup import find_term
from generator.language.platform import THROUGH
from generator.language.say import say_facet
from generator.language.style import Style, Voice
from generator.policy.model import Offer


def money(case: Case, tongue: Tongue) -> Iterator[str]:
    """When we pay, and when the money is there; in one sentence where there is one time for each."""
    paid, arrivals = [], []
    for places, said in case.grouped(("refund.by", "refund.bank")):
        offers = case.offers(places)
        by, bank = said.get("refund.by"), said.get("refund.bank")
        is_given = all(offer in GIVEN for offer in offers)
        if isinstance(by, Deadline):
            through = all(case.part.options[at].facets.get("refund.to") == THROUGH for at in places)
            frame = "give" if is_given else "pay_due" if case.is_past(by) else "pay_through" if through else "pay"
            platform = name_platform(case.policy, tongue)
            told = tongue.fill(frame, offers=tongue.fund(case, offers), by=tongue.by(case, by), platform=platform)
            paid.append(tongue.spaced(told))
        if isinstance(bank, Deadline) and not is_given:
            arrivals.append(_arrival(case, tongue, bank))
    arrivals = list(dict.fromkeys(arrivals))
    if len(paid) == len(arrivals) == 1:
        yield tongue.fill("paid", pay=paid[0], arrive=arrivals[0])
    else:
        yield from (*paid, *arrivals)


def _arrival(case: Case, tongue: Tongue, bank: Deadline) -> str:
    """When the money is there; and where it goes, unless the offer said so."""
    by = tongue.arrives(case, bank)
    ways = {option.facets.get("refund.to") for option in case.part.options if Offer(option.offer) in MONEY_BACK}
    to = ways.pop() if len(ways) == 1 and case.tells_way_once else None
    if not isinstance(to, str):
        return tongue.fill("arrive", by=by)
    goes = tongue.plain(say_facet(case.policy, facet_of("refund.to", to), tongue.lang, Voice.BUYER))
    goes = goes.replace("the refund goes", "the money goes back").replace(
        "the refund is paid", "the money is paid back"
    )
    return tongue.fill("arrive_to", to=goes, by=by)


def also(case: Case, tongue: Tongue) -> Iterator[str]:
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
