"""The English phrasebook: values, names and conditions. What a shop says of itself stands in its policy."""

from __future__ import annotations

from decimal import Decimal

from generator.language.grammar_en import both, listed, of_the_buyer, share_subject
from generator.language.lookup import Bound, find_group
from generator.language.names import WITH_THE, name_country
from generator.language.phrase import Phrase, Quote, join
from generator.language.situation import Situation, sort_clause
from generator.language.style import Style, Voice
from generator.language.wording import starts_with, words
from generator.policy.model import Condition, Event, Label, Policy, Season
from generator.policy.values import (
    After,
    Day,
    Duration,
    EarlierOf,
    Endless,
    LaterOf,
    Leaf,
    Money,
    Percent,
    Quantity,
    Share,
    Unit,
    minor_digits,
)

MONTHS = "January February March April May June July August September October November December".split()
CLOCKED = (Unit.SECOND, Unit.MINUTE, Unit.HOUR)
"""Units that a calendar makes run only while the desk is open."""

_SYMBOLS = {
    "USD": "US$",
    "EUR": "€",
    "GBP": "£",
    "CNY": "CN¥",
    "JPY": "JP¥",
    "HKD": "HK$",
    "AUD": "A$",
    "CAD": "CA$",
    "NZD": "NZ$",
    "SGD": "S$",
    "TWD": "NT$",
}
_OF = {
    "item_price": "the item price",
    "order_paid": "the amount paid for the order",
    "order_total": "the order total",
    "refund": "the refund",
    "outbound_postage": "the original postage",
}
_BOUNDS = {"<": "under", "<=": "up to", ">": "over", ">=": "of at least"}


def quantity(value: Quantity, style: Style = Style.PLAIN) -> str:
    """A bare value in words.

    >>> from generator.policy.values import Duration, Unit
    >>> quantity(Duration(Decimal(5), Decimal(10), Unit.BUSINESS_DAY), Style.WITHIN)
    'within 5 to 10 business days'
    """
    match value:
        case Duration():
            return _duration(value, style)
        case Percent(low=low, high=high):
            return f"{_number(low)}%" if low == high else f"{_number(low)}% to {_number(high)}%"
        case Money():
            return money(value)
        case Day():
            before, after = _DAY_FRAMES[style]
            return f"{before}{_day(value)}{after}"


def money(value: Money, is_round: bool = False) -> str:
    """An amount; ``is_round`` leaves out the decimals where they are zero."""
    places = minor_digits(value.currency)

    def amount(minor: int) -> str:
        if is_round and minor % 10**places == 0:
            return f"{minor // 10**places:,}"
        return f"{Decimal(minor).scaleb(-places):,.{places}f}"

    symbol = _SYMBOLS.get(value.currency)
    parts = [amount(minor) for minor in dict.fromkeys((value.low, value.high))]
    if symbol:
        return " to ".join(f"{symbol}{part}" for part in parts)
    return f"{' to '.join(parts)} {value.currency}"


_DAY_FRAMES = {
    Style.PLAIN: ("", ""),
    Style.WITHIN: ("by ", ""),
    Style.ADJECTIVE: ("", ""),
    Style.AFTER: ("", ""),
    Style.BEYOND: ("after ", ""),
    Style.UNTIL: ("up to and including ", ""),
}
_FRAMES = {
    Style.PLAIN: ("", ""),
    Style.WITHIN: ("within ", ""),
    Style.ADJECTIVE: ("", ""),
    Style.AFTER: ("after ", ""),
    Style.BEYOND: ("more than ", ""),
    Style.UNTIL: ("up to ", ""),
}


def _duration(value: Duration, style: Style) -> str:
    if value.high == 0:
        return {Style.ADJECTIVE: "same-day", Style.WITHIN: "on the same day"}.get(style, "the same day")
    before, after = _FRAMES[style]
    return f"{before}{_length(value, style is Style.ADJECTIVE)}{after}"


def _length(value: Duration, is_adjective: bool = False) -> str:
    if not value.is_range and value.high == Decimal("0.5") and value.unit is Unit.MONTH:
        return "half-month" if is_adjective else "half a month"
    numbers = [_number(number) for number in dict.fromkeys((value.low, value.high))]
    if is_adjective:
        return "-".join(["-to-".join(numbers), *value.unit.split()])
    return f"{' to '.join(numbers)} {value.unit}{'' if numbers == ['1'] else 's'}"


def _number(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(value: Day) -> str:
    text = f"{value.day} {MONTHS[value.month - 1]}"
    return text if value.year is None else f"{text} {value.year}"


def leaf(policy: Policy, value: Leaf, style: Style, term: str | None) -> Phrase:
    """A term's value in words; deadlines say what they count from in every style but PLAIN and ADJECTIVE."""
    match value:
        case After():
            return _after(policy, value, style, term)
        case Day():
            before, after = _DAY_FRAMES[style]
            return words(before, _quote(value, term), after)
        case Duration():
            before, after = _FRAMES[style]
            if value.high == 0:
                return (Quote(quantity(value, style), str(value), term),)
            return words(before, _quote(value, term, style), after, _while_open(policy, value))
        case Endless.UNLIMITED:
            return ({Style.PLAIN: "no time limit", Style.ADJECTIVE: "unlimited"}.get(style, "at any time"),)
        case Endless.AT_ONCE:
            return ("immediate" if style is Style.ADJECTIVE else "at once",)
        case LaterOf(parts=parts) | EarlierOf(parts=parts):
            inner = Style.AFTER if style in (Style.PLAIN, Style.ADJECTIVE) else style
            phrases = [leaf(policy, part, inner, term) for part in parts]
            is_later = isinstance(value, LaterOf)
            if style is Style.BEYOND:
                return listed(phrases, "and" if is_later else "or")
            return words(listed(phrases, "or"), ", whichever is ", "later" if is_later else "earlier")
        case Share(percent=percent, of=of, at_least=floor, at_most=cap):
            limits: list[Phrase] = []
            if floor:
                limits.append(("at least ", _quote(floor, term)))
            if cap:
                limits.append(("at most ", _quote(cap, term)))
            share = words(_quote(percent, term), " of ", _OF.get(of, of.replace("_", " ")))
            return words(share, " (", listed(limits), ")") if limits else share
        case Money():
            return (_quote(value, term),)


def _after(policy: Policy, value: After, style: Style, term: str | None) -> Phrase:
    event = policy.scopes.events[value.event]
    noun, since = event_noun(event), event_phrase(event)
    if value.duration.high == 0 and style is not Style.ADJECTIVE:
        return ("on ", Quote("the same day", str(value.duration), term), " as ", noun)
    bare = _quote(value.duration, term, style)
    counted = _while_open(policy, value.duration)
    match style:
        case Style.PLAIN | Style.ADJECTIVE:
            return (bare,)
        case Style.WITHIN:
            return words("within ", bare, " of ", noun, counted)
        case Style.AFTER:
            return words(bare, " ", since, counted)
        case Style.BEYOND:
            return words("more than ", bare, " ", since, counted)
        case Style.UNTIL:
            return words("up to ", bare, " ", since, counted)


def _while_open(policy: Policy, value: Duration) -> str:
    """What a calendar adds that the unit does not say by itself."""
    calendar = policy.scopes.calendars.get(value.calendar or "")
    if calendar is None or value.unit not in CLOCKED or not calendar.hours:
        return ""
    return f" ({calendar.label.en[0]})" if calendar.label else " (while we are open)"


def _quote(value: Quantity, term: str | None, style: Style = Style.PLAIN) -> Quote:
    inner = style if style is Style.ADJECTIVE else Style.PLAIN
    return Quote(quantity(value, inner), str(value), term)


def event_noun(event: Event) -> str:
    """``delivery``."""
    return event.label.en[0]


def event_phrase(event: Event) -> str:
    """``after delivery``."""
    return event.label.en[1] if len(event.label.en) > 1 else f"after {event.label.en[0]}"


def label(value: Label, voice: Voice) -> str:
    """The form of a fact's value for the voice; a missing second form is inflected from the first."""
    if voice is Voice.BUYER:
        return value.en[0]
    return value.en[1] if len(value.en) > 1 else of_the_buyer(value.en[0])


def country(policy: Policy, axis: str, value: str, is_prose: bool = False) -> str:
    """A country, a part of one, or a group of them."""
    group = find_group(policy, axis, value)
    if group is None:
        article = "the " if is_prose and value in WITH_THE else ""
        return article + name_country(value, "en")
    if group.label:
        return group.label.en[0]
    members = [(country(policy, axis, member, is_prose),) for member in group.members]
    return "".join(str(part) for part in listed(members))


def season(value: Season) -> Phrase:
    """``the holiday season``, or its days where it has no name."""
    if value.label:
        return (value.label.en[0],)
    return words("the time from ", _quote(value.first, None), " to ", _quote(value.last, None))


def bound(value: Bound) -> Phrase:
    """``under US$100``."""
    return words(_BOUNDS[value.operator], " ", Quote(money(value.money, is_round=True), str(value.money)))


def condition(policy: Policy, value: Condition, voice: Voice, preposition: str = "for") -> Phrase:
    """``for phones, if you change your mind before dispatch``; several clauses are joined by *or*."""
    clauses = [sort_clause(policy, clause) for clause in value]
    if len(clauses) > 1 and all(_only_nouns(clause) for clause in clauses):
        nouns = [(label(noun, voice),) for clause in clauses for axis in clause.nouns for noun in axis]
        return words(f"{preposition} ", both(nouns, "or" if preposition == "to" else "and"))
    comma = " " if preposition == "to" else ", "
    if len(clauses) > 1 and all(clause.happening == clauses[0].happening for clause in clauses):
        topics = listed([about(policy, clause, voice, preposition) for clause in clauses], "or")
        return words(topics, comma, occurred(clauses[0], voice))
    phrases = [clause_words(policy, clause, voice, preposition, comma) for clause in clauses]
    return join(phrases, ", ", ", or ")


def clause_words(
    policy: Policy, clause: Situation, voice: Voice, preposition: str = "for", comma: str = ", "
) -> Phrase:
    """One clause: what it is about first, then what happened."""
    topic, happened = about(policy, clause, voice, preposition), occurred(clause, voice)
    seam = " " if starts_with(happened, ("before", "after")) else comma
    return words(topic, seam if topic and happened else "", happened)


def about(policy: Policy, clause: Situation, voice: Voice, preposition: str = "for") -> Phrase:
    """``for phones (sale items only) on orders to Germany``; empty where the clause names none of these."""
    first, *others = [tuple(label(noun, voice) for noun in axis) for axis in clause.nouns] or [()]
    items = [bound(value) for value in clause.item_bounds]
    subject: Phrase = both([(noun,) for noun in first], "or" if preposition == "to" else "and")
    for other in others:
        subject = words(subject, " (", listed([(noun,) for noun in other], "or"), " only)")
    if items:
        subject = words(subject or "items", " ", listed(items, "and"))
    order: list[Phrase] = []
    is_order = starts_with(subject, ("orders",)) if subject else True
    if clause.channels:
        order.append(words("through ", listed([(label(value, voice),) for value in clause.channels], "or")))
    if clause.countries:
        names = sorted((country(policy, axis, value, True) for axis, value in clause.countries), key=_holds_and)
        last = "or" if preposition == "to" else "and"
        seam = f" {last} "
        if _holds_and(names[-1]):
            seam = f", {last} " if len(names) > 2 or last == "or" else " as well as "
        listing = join([(name,) for name in names], ", ", seam)
        order.append(words("sent to " if subject and is_order else "to ", listing))
    order.extend(bound(value) for value in clause.order_bounds)
    if clause.order_seasons:
        order.append(words("placed in ", listed([season(value) for value in clause.order_seasons], "or")))
    if order:
        tail = words(*(words(" ", part) for part in order))
        subject = (
            words(subject, tail)
            if subject and is_order
            else words(subject, " on orders" if subject else "orders", tail)
        )
    return words(f"{preposition} ", subject) if subject else ()


def _holds_and(name: str) -> bool:
    return " and " in name


def occurred(clause: Situation, voice: Voice) -> Phrase:
    """``if you change your mind before dispatch``; ``before dispatch`` where no reason is named."""
    reasons = share_subject([label(reason, voice) for reason in clause.reasons])
    told: Phrase = words("if ", listed([(reason,) for reason in reasons], "or")) if reasons else ()
    times = [event_phrase(event) if happened else f"before {event_noun(event)}" for event, happened in clause.events]
    when: list[Phrase] = [(time,) for time in times]
    when.extend(words("in ", season(value)) for value in clause.other_seasons)
    return words(told, " " if told and when else "", listed(when, "and"))


def _only_nouns(clause: Situation) -> bool:
    return len(clause.nouns) == 1 and clause == Situation(nouns=clause.nouns)
