"""What a policy gives and what the law requires, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from generator.decisions.floors_example import Example
from generator.decisions.floors_requirement import Given, Shortfall
from generator.policy.floor import ActsBy, Floor, Forbids, Grants, RefundBy, Requirement, Says, SendBy
from generator.policy.floor_words import FloorVocabulary
from generator.policy.model import Chooser, Event, Policy
from generator.policy.values import After, Deadline, Duration, EarlierOf, LaterOf, Unit

Both = tuple[str, str]
"""English, Chinese."""

_OFFERS: dict[str, Both] = {
    "refund": ("a refund", "退款"),
    "partial_refund": ("a part refund", "部分退款"),
    "replace": ("a replacement", "换新"),
    "exchange": ("an exchange", "换货"),
    "repair": ("a repair", "维修"),
    "resend": ("another parcel", "补发"),
    "substitute": ("a substitute", "替代商品"),
    "store_credit": ("store credit", "购物金"),
    "coupon": ("a coupon", "优惠券"),
    "cancel": ("a cancellation", "取消订单"),
}
_ALONE: dict[str, Both] = {"decline": ("nothing", "不予受理"), "wait": ("only time to wait", "只让买家等待")}
_CHOOSERS: dict[str, Both] = {
    "seller": (" (the seller chooses)", "（由卖家选择）"),
    "platform": (" (the platform chooses)", "（由平台选择）"),
}
_UNITS: dict[Unit, str] = {
    Unit.SECOND: "秒",
    Unit.MINUTE: "分钟",
    Unit.HOUR: "小时",
    Unit.DAY: "天",
    Unit.BUSINESS_DAY: "个工作日",
    Unit.WEEK: "周",
    Unit.MONTH: "个月",
    Unit.YEAR: "年",
}
_MOST_REGIONS = 4


def given_words(given: Given, short: Shortfall, text: str) -> Both:
    """What the rule gives; ``text`` is the facet in question as it is written."""
    if isinstance(short.requirement, RefundBy):
        return f'"{text}"', f"“{text}”"
    if isinstance(short.requirement, Says | SendBy):
        return f'"{short.facet}: {text}"', f"规定“{short.facet}: {text}”"
    if len(given.offers) == 1 and given.offers[0] in _ALONE:
        return _ALONE[given.offers[0]]
    known = [_OFFERS.get(offer, _ALONE.get(offer, (offer, offer))) for offer in given.offers]
    en, zh = _CHOOSERS.get(given.choice or Chooser.BUYER, ("", ""))
    prefix = "" if given.choice != Chooser.BUYER else "only "
    return (
        f"{prefix}{_one_of([one for one, _ in known], ' or ')}{en}",
        f"只提供{_one_of([one for _, one in known], '或', '、')}{zh}",
    )


def required_words(requirement: Requirement, floor: Floor, policy: Policy, words: FloorVocabulary) -> Both:
    """What the floor requires: its own sentence, with the time or the words that are compared."""
    told = _Deadlines(policy, words)
    what = floor.what
    match requirement:
        case Grants() | Forbids():
            if floor.within is None:
                return what.en, what.zh
            en, zh = told.words(floor.within)
            return f"{what.en}, up to {en}", f"{what.zh}（期限为{zh}）"
        case Says(facet=facet, one_of=allowed):
            quoted = [f'"{one}"' for one in allowed]
            chinese = _one_of([f"“{one}”" for one in allowed], "或", "、")
            return f"{what.en} ({facet}: {_one_of(quoted, ' or ')})", f"{what.zh}（{facet}：{chinese}）"
        case RefundBy(at_most=limit, may_wait_for=events):
            en, zh = told.words(limit)
            if not events:
                return f"{what.en}, no later than {en}", f"{what.zh}（最晚为{zh}）"
            nouns = [told.noun(event) for event in events]
            wait = _one_of([one for one, _ in nouns], " or "), _one_of([one for _, one in nouns], "或", "、")
            return (
                f"{what.en}, no later than {en}; it may first wait for {wait[0]}, whichever comes first",
                f"{what.zh}（最晚为{zh}；可以先等待{wait[1]}，以先到者为准）",
            )
        case SendBy(at_least=limit):
            en, zh = told.words(limit)
            return f"{what.en}, at least {en}", f"{what.zh}（至少为{zh}）"
        case ActsBy(at_most=limit):
            en, zh = told.words(limit)
            return (
                f"{what.en} (where no time is stated, the money can be had back {en})",
                f"{what.zh}（未写明时间的，{zh}后可以要求退款）",
            )


def worst_words(example: Example, policy: Policy, words: FloorVocabulary) -> Both:
    """The day of the policy in the example beside that of the law."""
    assert example.ends is not None
    own, law = example.ends
    day = date.fromordinal(law).isoformat()
    if own is None:
        en, zh = f"never, where {day} is the last day", f"没有期限，而法定最晚为 {day}"
    else:
        late = date.fromordinal(own).isoformat()
        en, zh = f"{late} instead of {day}", f"{late}，而法定最晚为 {day}"
    if not example.unseen:
        return en, zh
    told = _Deadlines(policy, words)
    events = [(told.noun(event), date.fromordinal(at).isoformat()) for event, at in example.unseen.items()]
    ands = " and ".join(f"{noun[0]} comes on {at}" for noun, at in events)
    return f"{en} if {ands}", f"{zh}（{'、'.join(f'{noun[1]}为 {at}' for noun, at in events)}）"


def market_words(regions: Sequence[str]) -> Both:
    """The regions, by the codes of the policy's own files; the first of many."""
    if len(regions) <= _MOST_REGIONS:
        return _one_of(regions, " and "), f" {'、'.join(regions)} "
    shown, rest = regions[: _MOST_REGIONS - 1], len(regions) - _MOST_REGIONS + 1
    return f"{', '.join(shown)} and {rest} more countries", f" {'、'.join(shown)} 等 {len(regions)} 个国家和地区"


class _Deadlines:
    """Says deadlines of the law with the policy's own names of events."""

    def __init__(self, policy: Policy, words: FloorVocabulary) -> None:
        self._events = policy.scopes.events
        self._words = words

    def words(self, deadline: Deadline) -> Both:
        match deadline:
            case After(duration=duration, event=event):
                return self._after(duration, event)
            case EarlierOf(parts=parts):
                return self._compared(parts, "the earlier of", "较早者")
            case LaterOf(parts=parts):
                return self._compared(parts, "the later of", "较晚者")
            case _:
                return str(deadline), str(deadline)

    def noun(self, event: str) -> Both:
        """What the policy calls the event; its bare name if the policy does not know it."""
        known = self._known(event)
        if known is None:
            return event, f" {event} "
        return known.label.en[0], known.label.zh[0]

    def _after(self, duration: Duration, event: str) -> Both:
        known = self._known(event)
        length = f"{duration.high:f} {_UNITS[duration.unit]}"
        if known is None:
            return f"{duration} from {event}", f"自 {event} 起 {length}"
        return f"{duration} {known.label.en[-1]}", f"{known.label.zh[-1]} {length}"

    def _compared(self, parts: tuple[Deadline, ...], en: str, zh: str) -> Both:
        told = [self.words(part) for part in parts]
        return f"{en} {_one_of([one for one, _ in told], ' and ')}", f"{'与'.join(one for _, one in told)}中的{zh}"

    def _known(self, event: str) -> Event | None:
        """The policy's event of that name, or the one that stands for it."""
        if event in self._events:
            return self._events[event]
        own = self._words.event_of(event)
        return next((one for id, one in self._events.items() if self._words.event_of(id) == own), None)


def _one_of(parts: Sequence[str], last: str, comma: str = ", ") -> str:
    return last.join([comma.join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
