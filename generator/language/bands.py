"""The bands of a rule in few words: for pictures, and for the list beside them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.language.book import BOOKS
from generator.language.differing import say_differing
from generator.language.lookup import narrowed
from generator.language.phrase import Phrase, Quote, join
from generator.language.plan import Plan, Refused, Stretch
from generator.language.postage import told_beside
from generator.language.speaker import Speaker
from generator.language.spread import share_clock
from generator.language.style import Style, Voice
from generator.language.wording import words
from generator.policy.model import Chooser, Goods, Offer, Policy, Table
from generator.policy.values import After, Leaf, Unit

DAYS = {Unit.DAY: 1, Unit.WEEK: 7}
"""Units that are whole days."""


class Fill(StrEnum):
    """How much of what was paid a band gives back."""

    FULL = "full"
    """All the money, now."""
    PART = "part"
    """Something else: a part, credit, a replacement, a wait."""
    NONE = "none"
    """Nothing."""


@dataclass(frozen=True, slots=True)
class BandWords:
    """One band: its days ("Day 1 to day 14"), its remedy in a word or two, one sentence, who pays the return.

    ``last_day`` is the number of the last day where the band is counted in whole days; ``clock`` is what it is counted
    from ("after delivery"), None where it has no clock. ``term`` is the term of its end.
    """

    days: Phrase
    label: str
    line: Phrase
    payer: str | None
    fill: Fill
    last_day: int | None
    clock: str | None
    term: str | None


def band_words(speaker: Speaker, plan: Plan, lang: str) -> tuple[BandWords, ...]:
    """The words of every band of the plan; none for a condition rule."""
    policy, voice = speaker.policy, speaker.voice
    ends = [_end(speaker, stretch) for stretch in plan.stretches]
    out = []
    for at, stretch in enumerate(plan.stretches):
        before = plan.stretches[at - 1] if at else None
        counted = ends[at]
        out.append(
            BandWords(
                days=_days(speaker, lang, before, stretch, at, ends),
                label=_label(policy, plan, stretch, lang, voice),
                line=_line(speaker, plan, stretch, lang, is_last=at == len(ends) - 1 and at > 0),
                payer=_payer(stretch, lang, voice),
                fill=_fill(stretch),
                last_day=number_of_days(counted),
                clock=_clock(policy, counted, lang),
                term=stretch.until.term if stretch.until else None,
            )
        )
    return tuple(out)


def number_of_days(leaf: Leaf | Table | None) -> int | None:
    """The number of the last day, counted from the event; None where days do not count it."""
    if not isinstance(leaf, After) or leaf.duration.unit not in DAYS:
        return None
    days = leaf.duration.high * DAYS[leaf.duration.unit]
    return int(days) if days == days.to_integral_value() else None


def _end(speaker: Speaker, stretch: Stretch) -> Leaf | Table | None:
    if stretch.until is None:
        return None
    return narrowed(speaker.policy, speaker.policy.terms[stretch.until.term].value, speaker.known)


def _days(
    speaker: Speaker, lang: str, before: Stretch | None, stretch: Stretch, at: int, ends: list[Leaf | Table | None]
) -> Phrase:
    """``Day 15 to day 30`` where days count all ends so far; else the deadline in full."""
    numbers = [number_of_days(end) for end in ends[: at + 1] if end is not None]
    terms = [t.term for t in (before.until if before else None, stretch.until) if t]
    told = _WORDS[lang]
    events = {end.event for end in ends[: at + 1] if isinstance(end, After)}
    if numbers and None not in numbers and len(events) == 1:
        known = [number for number in numbers if number is not None]
        first = known[at - 1] + 1 if at else 1
        if stretch.until is None:
            day = Quote(told["day"].format(first), f"{first} day{'s' if first > 1 else ''}", None, tuple(terms))
            return words(told["from_before"], day, told["from_after"])
        last = known[at]
        if last == first:
            return (Quote(told["one_day"].format(first), f"{first} day{'s' if first > 1 else ''}", None, tuple(terms)),)
        return (Quote(told["days"].format(first, last), f"{first}..{last} days", None, tuple(terms)),)
    if stretch.until is None:
        return (told["later"] if at else told["always"],)
    differs = say_differing(speaker, stretch.until.term, lang)
    if before and before.until and share_clock(speaker, before.until, stretch.until):
        book = BOOKS[lang]
        until = book.term(speaker, stretch.until.term, Style.PLAIN)
        return book.finish(words(told["next_before"], until, told["next_after"], differs))
    within = BOOKS[lang].term(speaker, stretch.until.term, Style.WITHIN)
    return BOOKS[lang].finish(words(within, differs))


def _label(policy: Policy, plan: Plan, stretch: Stretch, lang: str, voice: Voice) -> str:
    offers = [outcome.offer for outcome in stretch.outcomes]
    if len(offers) == 1:
        word = BOOKS[lang].offer_word(policy, offers[0])
        if offers[0] in (Offer.STORE_CREDIT, Offer.COUPON) and len(word) <= _MOST_LETTERS[lang]:
            return word[:1].upper() + word[1:]
        if offers[0] is Offer.DECLINE and plan.refused is Refused.RETURN and voice is Voice.BUYER:
            return _NO_RETURN[lang]
        return _LABELS[lang, voice][offers[0]]
    return _CHOICES[lang, voice][stretch.choice or Chooser.SELLER]


def _line(speaker: Speaker, plan: Plan, stretch: Stretch, lang: str, is_last: bool) -> Phrase:
    book = BOOKS[lang]
    said = book.later(plan) if stretch.declines and is_last else book.granted(speaker, plan, stretch)
    line = book.sentence(said)
    beside = told_beside(plan, stretch)
    if beside:
        kept = join(book.facets(speaker, beside, frozenset((Offer.REFUND,))), _WORDS[lang]["and"])
        line = words(line, _WORDS[lang]["gap"], book.sentence(kept))
    return book.finish(line)


def _payer(stretch: Stretch, lang: str, voice: Voice) -> str | None:
    back = [o for o in stretch.outcomes if o.grants and o.word("goods") in (None, Goods.RETURN)]
    payers = {outcome.word("postage") for outcome in back}
    if len(payers) != 1:
        return None
    payer = payers.pop()
    return _PAYERS[lang, voice].get(payer) if payer else None


def _fill(stretch: Stretch) -> Fill:
    offers = {outcome.offer for outcome in stretch.outcomes}
    if offers <= {Offer.DECLINE}:
        return Fill.NONE
    return Fill.FULL if offers & {Offer.REFUND, Offer.CANCEL} else Fill.PART


def _clock(policy: Policy, leaf: Leaf | Table | None, lang: str) -> str | None:
    if not isinstance(leaf, After):
        return None
    forms = policy.scopes.events[leaf.event].label.forms(lang)
    return forms[-1] if len(forms) > 1 else {"en": f"after {forms[0]}", "zh": f"{forms[0]}后"}[lang]


_WORDS = {
    "en": {
        "days": "day {} to day {}",
        "one_day": "day {}",
        "day": "day {}",
        "from_before": "from ",
        "from_after": "",
        "later": "later",
        "always": "at any time",
        "next_before": "after that, up to ",
        "next_after": "",
        "and": ", and ",
        "gap": " ",
    },
    "zh": {
        "days": "第 {} 天至第 {} 天",
        "one_day": "第 {} 天",
        "day": "第 {} 天",
        "from_before": "",
        "from_after": "起",
        "later": "此后",
        "always": "不限时间",
        "next_before": "此后至 ",
        "next_after": "内",
        "and": "，",
        "gap": "",
    },
}
_OFFERS = (
    Offer.REFUND,
    Offer.PARTIAL_REFUND,
    Offer.REPLACE,
    Offer.EXCHANGE,
    Offer.REPAIR,
    Offer.RESEND,
    Offer.SUBSTITUTE,
    Offer.STORE_CREDIT,
    Offer.COUPON,
    Offer.WAIT,
    Offer.CANCEL,
    Offer.DECLINE,
)


def _row(text: str) -> dict[Offer, str]:
    return dict(zip(_OFFERS, text.split("|"), strict=True))


_LABELS = {
    ("en", Voice.BUYER): _row(
        "Money back|Part back|New item|Exchange|Repair|Sent again|Other item|Credit|Coupon|Wait|Cancelled|Nothing"
    ),
    ("en", Voice.STAFF): _row(
        "Refund|Partial|Replace|Exchange|Repair|Resend|Substitute|Credit|Coupon|Wait|Cancel|Decline"
    ),
    ("zh", Voice.BUYER): _row("退款|部分退款|更换同款|换货|维修|补发|改发他款|购物金|优惠券|等待|取消订单|不予受理"),
    ("zh", Voice.STAFF): _row("退款|部分退款|更换同款|换货|维修|补发|改发他款|购物金|优惠券|等待|取消订单|拒绝"),
}
_MOST_LETTERS = {"en": 10, "zh": 5}
"""What fits into a third of the narrowest picture."""
_NO_RETURN = {"en": "No return", "zh": "不予退货"}
_CHOICES = {
    ("en", Voice.BUYER): {Chooser.BUYER: "You choose", Chooser.SELLER: "We choose", Chooser.PLATFORM: "Platform"},
    ("en", Voice.STAFF): {Chooser.BUYER: "Choice", Chooser.SELLER: "We choose", Chooser.PLATFORM: "Platform"},
    ("zh", Voice.BUYER): {Chooser.BUYER: "由您选择", Chooser.SELLER: "由我们定", Chooser.PLATFORM: "由平台定"},
    ("zh", Voice.STAFF): {Chooser.BUYER: "买家选择", Chooser.SELLER: "由我们定", Chooser.PLATFORM: "由平台定"},
}
_PAYERS = {
    ("en", Voice.BUYER): {
        "buyer": "You pay",
        "seller": "We pay",
        "platform": "Platform pays",
        "carrier": "Carrier pays",
    },
    ("en", Voice.STAFF): {
        "buyer": "Buyer pays",
        "seller": "We pay",
        "platform": "Platform pays",
        "carrier": "Carrier pays",
    },
    ("zh", Voice.BUYER): {"buyer": "您付运费", "seller": "我们付运费", "platform": "平台付运费", "carrier": "承运商付"},
    ("zh", Voice.STAFF): {
        "buyer": "买家付运费",
        "seller": "我们付运费",
        "platform": "平台付运费",
        "carrier": "承运商付",
    },
}
