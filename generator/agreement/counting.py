"""Net 4, at the values: from which event the words directly beside a time count it.

A time of the policy is counted from an event of its own. "Posted {{ returns.send_by }} after delivery" quotes it as it
is and moves its end: it is counted from the request. Only what stands directly beside is read, and where words can mean
several events ("receipt", 收到), nothing is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property

from generator.agreement.claimnames import events_of
from generator.agreement.claimwords import data_of, parts_of
from generator.policy.lookup import events_of_term
from generator.policy.model import Policy

Said = tuple[str, str]
"""In English and in Chinese."""
_SAYING = re.compile(r"\|\s*(?:within|until|after|beyond)\b")
"""Styles that say the event of the time themselves."""
_ASKS = re.compile(r"request|report|notice|\bask|appeal|hear", re.IGNORECASE)
"""Events that may be called a request, by their English names."""
_OPEN = {
    "en": re.compile(
        r"(?:the |its |their )?(?:arrival|receipt)|(?:it|the parcel|the package|(?:the )?goods|the item|items) "
        r"(?:arrives?|arrived|is back|are back|(?:is|was) (?:sent|received))"
        r"|(?:you|they|we|the buyer|buyers?) (?:gets?|got|receives?|received|sends?|sent|asks?|asked)(?: it)?",
        re.IGNORECASE,
    ),
    "zh": re.compile(r"(?:您|买家|客户|顾客)?的?(?:收到|收货|寄出|寄回|送达)"),
}
"""What may be meant of several events: of the parcel, of a return, of a letter."""
_REQUEST = {"en": re.compile(r"\brequest"), "zh": re.compile(r"申请")}
_DECISION = {"en": re.compile(r"decision"), "zh": re.compile(r"(?!)")}
_LEADS = r"\s+(?:of|after|from|since|following|counted from)\s+(?:the (?:day|date|moment) of\s+)?"
_ENDS = (
    r"(?=\s*(?:$|[.,;:!?)|\ufffc\n]|(?:at the latest|and|or|but|if|unless|when|in total|you|we|they|buyers?)\b"
    r"|(?<!order)(?<!parcel)\s(?:to (?!us\b|our\b|the (?:returns?|warehouse|shop|seller)\b)"
    r"|(?:for|on|by|with|until|without)\b)))"
)
"""What may stand behind the name of an event: nothing that makes it another ("the order number", "delivery to us")."""
_THINGS = "(?:包裹|商品|订单|货物|快递)"
_BEGINS = rf"(?:(?:^|[\s，。；：、（(“！？|\ufffc])(?:自|从|在|于|按)?{_THINGS}?|[自从在于按家您户客]{_THINGS}?)"
"""What may stand before the name of an event: no character that makes another of it (退货签收, 批准申请)."""
_BEHIND = "(?:以后|之后|后|之日起|之日后|当[天日]起|次日起|第二天起|那天起|起)"
_LITTLE = (
    "(?:的|在|还|再|我们|您|买家|请|应当?|须|需要?|要|会|将|可以?|才|最[多长晚迟]|至少"
    "|一般|通常|大约|约|保留|等|满|，(?=最))*"
)


class Counting:
    """From which events the terms of a policy are counted, and how events are called."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    def against(self, term: str, source: str, before: str, after: str, lang: str) -> tuple[Said, Said] | None:
        """The event of a quoted time and the one that the words beside it name, if that is another."""
        own = self._events.get(term)
        if not own:
            return None
        says_itself = _SAYING.search(source) is not None
        heard = self._heard_after(after) if lang == "en" else self._heard_before(before, directly=says_itself)
        if not heard or self._fits(own, *heard, lang):
            return None
        return _counted_from(self._label(own)), _counted_from(self._named(*heard))

    def _fits(self, own: frozenset[str], kinds: frozenset[str], words: str, lang: str) -> bool:
        """Whether words that name some kinds of events can mean one from which a time is counted."""
        events = self._policy.scopes.events
        labels = [events[each].label.en[0] for each in own if each in events]
        if kinds & {kind for each in own for kind in self._kinds(each)} or _OPEN[lang].fullmatch(words):
            return True
        if _REQUEST[lang].search(words) and any(_ASKS.search(label) for label in labels):
            return True
        return bool(_DECISION[lang].search(words)) and any(re.search(r"refus|declin|decision", each) for each in labels)

    def _heard_after(self, after: str) -> tuple[frozenset[str], str] | None:
        return _longest(
            (kinds, match[1]) for kinds, pattern in self._patterns["en"] if (match := pattern.match(after.lower()))
        )

    def _heard_before(self, before: str, *, directly: bool) -> tuple[frozenset[str], str] | None:
        little = r"\s*$" if directly else rf"\s*{_LITTLE}\s*$"
        behind = re.search(rf"{_BEHIND}{little}", before)
        if behind is None:
            return None
        words = before[: behind.start()]
        return _longest(
            (kinds, match[1]) for kinds, pattern in self._patterns["zh"] if (match := pattern.search(words))
        )

    @cached_property
    def _patterns(self) -> Mapping[str, tuple[tuple[frozenset[str], re.Pattern[str]], ...]]:
        found: dict[str, tuple[tuple[frozenset[str], re.Pattern[str]], ...]] = {}
        for lang in ("en", "zh"):
            named = [(frozenset((kind,)), words) for kind, words in _built_in(lang)]
            for id, event in self._policy.scopes.events.items():
                forms = event.label.forms(lang)
                own = [re.sub(r"^(?:after )?(?:the |our |your )?", "", form) for form in forms[:2]]
                own = own if lang == "en" else own[:1]
                named += [(self._kinds(id), r"\s*".join(map(re.escape, each.lower().split()))) for each in own]
            found[lang] = tuple((kinds, _pattern(words, lang)) for kinds, words in named)
        return found

    @cached_property
    def _events(self) -> Mapping[str, frozenset[str]]:
        return {term.id: events_of_term(term) for term in self._policy.terms.values()}

    def _kinds(self, event: str) -> frozenset[str]:
        known = self._policy.scopes.events.get(event)
        return events_of(event, known.label.en[0]) if known else frozenset((event,))

    def _label(self, events: frozenset[str]) -> Said:
        known = self._policy.scopes.events
        return next(
            ((label.en[0], label.zh[0]) for id in known if id in events for label in (known[id].label,)), ("", "")
        )

    def _named(self, kinds: frozenset[str], words: str) -> Said:
        """The event of the policy that is meant; its words where the policy has none."""
        meant = frozenset(id for id in self._policy.scopes.events if kinds & self._kinds(id))
        return self._label(meant) if meant else (words, words)


def _counted_from(event: Said) -> Said:
    return f"a time counted from {event[0]}", f"从{event[1]}起算的时间"


def _longest(heard: Iterator[tuple[frozenset[str], str]]) -> tuple[frozenset[str], str] | None:
    """What was heard with the most words: *our decision to refund* is no mere decision."""
    every = list(heard)
    if not every:
        return None
    most = max(len(words) for _, words in every)
    longest = [each for each in every if len(each[1]) == most]
    return frozenset[str]().union(*(kinds for kinds, _ in longest)), longest[0][1]


def _pattern(words: str, lang: str) -> re.Pattern[str]:
    if lang == "zh":
        return re.compile(rf"{_BEGINS}({words})$", re.IGNORECASE)
    return re.compile(rf"{_LEADS}(?:the |our |your |their |its )?({words}){_ENDS}", re.IGNORECASE)


@cache
def _built_in(lang: str) -> tuple[tuple[str, str], ...]:
    """The events that every shop has, as the claims of clocks call them."""
    data = data_of(lang, "claims_named")
    names: Mapping[str, Mapping[str, str]] = data["names"]["events"]
    return tuple((kind, parts_of({"words": name["words"]}, data["parts"])["words"]) for kind, name in names.items())
