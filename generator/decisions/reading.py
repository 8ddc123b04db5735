"""A flat mapping, as somebody wrote it → a situation, or every finding why not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from generator.decisions.clock import NOT_YET, Clock, Moment
from generator.decisions.program import Axis, Program
from generator.decisions.situation import Situation
from generator.finding import Place
from generator.policy.notation import Unreadable, parse_money
from generator.policy.regions import check_region
from generator.policy.shape import MAP, Report, expect, text
from generator.policy.source import Mapping as Map
from generator.policy.source import Node, Scalar, Sequence
from generator.policy.suggestion import suggest
from generator.policy.values import Money

NOW = "now"
_NOT_YET = "not_yet"
_NO_AMOUNT = ("SP220", "SP222")
"""What is wrong with a text that is nothing at all, or a number alone: of a fact its currency says more."""
_TWO_WAYS = re.compile(r"\d{1,3}[.,]\d{3}")
_NO_FLAGS = frozenset(("none", "no", "nothing", "null", "false", "-", "无", "没有", "否"))
"""What people write where no flag holds."""
_SHOWN = 60
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = ("a date such as 2026-11-10, or not_yet", "一个日期，例如 2026-11-10，或 not_yet")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that a situation can use, of one program."""

    words: Mapping[str, Axis]
    flags: Mapping[str, tuple[str, ...]]
    amounts: Mapping[str, Axis]
    events: tuple[str, ...]
    clock: Clock

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.words, *self.flags, *self.amounts, *self.events, NOW)


def vocabulary_of(program: Program, clock: Clock) -> Vocabulary:
    """The names that situations of this program can use."""
    flags: dict[str, tuple[str, ...]] = {}
    for axis in program["axes"]:
        if axis["kind"] == "flag":
            flags[axis["fact"]] = (*flags.get(axis["fact"], ()), axis["values"][0])
    return Vocabulary(
        words={axis["id"]: axis for axis in program["axes"] if axis["kind"] in ("one_of", "countries")},
        flags=flags,
        amounts={axis["id"]: axis for axis in program["axes"] if axis["kind"] == "money"},
        events=tuple(program["events"]),
        clock=clock,
    )


def read_situation(node: Node, names: Vocabulary, today: Moment, report: Report) -> Situation | None:
    """The situation; None if the node is no map. Every unknown name and value is reported and left out.

    ``today`` is the moment of the act where the situation names none.
    """
    if not isinstance(node, Map):
        expect(MAP, node, report)
        return None
    return read_facts(node.items, names, today, report)


def read_facts(items: Iterable[tuple[Scalar, Node]], names: Vocabulary, today: Moment, report: Report) -> Situation:
    """As ``read_situation``, from keys and values."""
    words: dict[str, str] = {}
    flags: dict[str, frozenset[str]] = {}
    amounts: dict[str, Money] = {}
    events: dict[str, Moment] = {}
    now = today
    for key, value in items:
        name = key.text
        if name in names.words:
            word = text(_nothing(value), report)
            if word and _is_value(word, names.words[name], report):
                words[name] = word.text
        elif name in names.flags:
            found = _flags(value, name, names.flags[name], report)
            if found is not None:
                flags[name] = found
        elif name in names.amounts:
            word = text(value, report)
            money = read_money(word, names.amounts[name], report) if word else None
            if money is not None:
                amounts[name] = money
        elif name in names.events or name == NOW:
            word = text(value, report, _MOMENT)
            moment = read_moment(word, names.clock, report, may_be_open=name != NOW) if word else None
            if moment is not None and name == NOW:
                now = moment
            elif moment is not None:
                events[name] = moment
        else:
            report.add("SP270", key.place, name=name[:60], suggestion=suggest(name, names.names))
    return Situation(words, flags, amounts, events, now)


def _nothing(value: Node) -> Node:
    """An empty setting is a list of no flags; of a fact that is one word it is a word that is missing."""
    is_empty = isinstance(value, Sequence) and not value.items
    return Scalar("", value.place, quoted=True) if is_empty else value


def _is_value(word: Scalar, axis: Axis, report: Report) -> bool:
    if axis["kind"] == "countries":
        return check_region(word, report)
    if word.text in axis["values"]:
        return True
    suggestion = suggest(word.text, axis["values"])
    report.add("SP210", word.place, text=word.text[:60], axis=axis["id"], suggestion=suggestion)
    return False


def _flags(node: Node, name: str, known: tuple[str, ...], report: Report) -> frozenset[str] | None:
    """A list of flags; an empty one, or nothing at all, says that none of them holds."""
    if isinstance(node, Scalar):
        items: tuple[Node, ...] = (node,) if node.text.strip() else ()
    elif isinstance(node, Sequence):
        items = node.items
    else:
        expect(("a list of flags", "一个标记列表"), node, report)
        return None
    words = [text(item, report) for item in items]
    if not all(words):
        return None
    for word in words:
        if word and word.text not in known:
            none = (
                f"Where none of them holds, write {name}: [] (or --set {name}=).",
                f"如果都不适用，请写 {name}: []（或 --set {name}=）。",
            )
            suggestion = none if word.text.lower() in _NO_FLAGS else suggest(word.text, known)
            report.add("SP210", word.place, text=word.text[:_SHOWN], axis=name, suggestion=suggestion)
    return frozenset(word.text for word in words if word and word.text in known)


def read_money(word: Scalar, axis: Axis, report: Report) -> Money | None:
    """One amount in the currency of its axis; reported and None if it is none."""
    money = parse_money(word.text)
    if isinstance(money, Unreadable):
        if "currency" in axis and money.code in _NO_AMOUNT:
            _refuse(word, axis, axis["currency"], report)
        else:
            report.unreadable(word, money)
        return None
    currency = axis.get("currency", money.currency)
    if money.low != money.high or money.currency != currency:
        _refuse(word, axis, currency, report)
        return None
    return money


def _refuse(word: Scalar, axis: Axis, currency: str, report: Report) -> None:
    """SP271, with the reason where a reader may not see it."""
    why = ("", "")
    if two := _TWO_WAYS.search(word.text):
        why = f" {two[0]} could be read in two ways.", f"{two[0]} 可以有两种读法。"
    report.add("SP271", word.place, text=word.text[:_SHOWN], fact=axis["id"], currency=currency, why=why)


def read_moment(word: Scalar, clock: Clock, report: Report, *, may_be_open: bool = True) -> Moment | None:
    """A date, an instant (the shop's time unless it names an offset), or ``not_yet``; reported and None if neither."""
    if word.text == _NOT_YET and may_be_open:
        return NOT_YET
    try:
        if _DATE.fullmatch(word.text):
            return clock.moment(date.fromisoformat(word.text))
        if _INSTANT.fullmatch(word.text):
            return clock.moment(datetime.fromisoformat(word.text))
    except (ValueError, OverflowError):
        pass
    report.add("SP272", word.place, text=word.text[:60])
    return None


def shortened(text: str) -> str:
    """A text from the command line as it is quoted: on one line that a terminal holds."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def settings(pairs: Iterable[str]) -> tuple[tuple[tuple[Scalar, Node], ...], tuple[str, ...]]:
    """``KEY=VALUE`` as keys and values, and those of them that are none; a comma divides a list."""
    items: list[tuple[Scalar, Node]] = []
    wrong: list[str] = []
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key.strip():
            wrong.append(pair)
            continue
        said = f"--set {shortened(pair)}"
        place = Place(said, 1, len(key) + 2)
        name = Scalar(key.strip(), Place(said), quoted=False)
        parts = [part.strip() for part in value.strip().removeprefix("[").removesuffix("]").split(",")]
        if len(parts) > 1 or value.strip() in ("", "[]"):
            items.append((name, Sequence(tuple(Scalar(part, place, quoted=False) for part in parts if part), place)))
        else:
            items.append((name, Scalar(parts[0], place, quoted=False)))
    return tuple(items), tuple(wrong)


def written(situation: Situation, clock: Clock) -> str:
    """The situation as a flat YAML mapping on one line, facts first.

    What ``decide`` takes and every finding shows.
    """
    facts = {
        **situation.words,
        **{name: f"[{', '.join(sorted(flags))}]" for name, flags in situation.flags.items()},
        **{name: str(money) for name, money in situation.amounts.items()},
        **{name: told(moment, clock) for name, moment in situation.events.items()},
        NOW: told(situation.now, clock),
    }
    return "{" + ", ".join(f"{name}: {_quoted(value)}" for name, value in facts.items()) + "}"


def told(moment: Moment, clock: Clock) -> str:
    """A moment in the notation of situations."""
    if moment is NOT_YET:
        return _NOT_YET
    if moment.at is None:
        return date.fromordinal(moment.day).isoformat()
    return clock.local(moment.at).isoformat()


def _quoted(text: str) -> str:
    """Norway is no word of YAML."""
    return f'"{text}"' if text in ("NO", "ON", "Y", "N") else text
