"""Terms: named values, plain or in tables."""

from __future__ import annotations

from dataclasses import dataclass

from generator.finding import Place
from generator.policy.conditions import find_axis
from generator.policy.facets import Home, read_reference
from generator.policy.facts import OF
from generator.policy.model import Table, Term, TermRef
from generator.policy.names import Names
from generator.policy.notation import Unreadable, parse_leaf, parse_money
from generator.policy.shape import Fields, Report, bilingual, expect, fields, text, texts
from generator.policy.source import Mapping, Node, Scalar, Sequence
from generator.policy.suggestion import suggest
from generator.policy.tables import check_rows
from generator.policy.values import After, Day, Duration, EarlierOf, Endless, LaterOf, Leaf, Money, Percent, Share

_COMPARED = ("later_of", "earlier_of")
_VALUE = ("a value", "一个值")
_DEADLINES = ("a list of two or more deadlines", "两个或更多期限的列表")


@dataclass(frozen=True, slots=True)
class PlacedTerm:
    """A term, and where each of its values stands."""

    term: Term
    leaves: tuple[tuple[Leaf, Place], ...]


def read_term(section: str, key: Scalar, node: Node, names: Names, report: Report) -> PlacedTerm | None:
    """The term; None if its value or name cannot be read. ``public`` is settled when all files are known."""
    part = fields(node, report, required=("value", "name"), optional=(*_BESIDE, "note"), what=_TERM)
    if part is None:
        return None
    name, note = bilingual(part.get("name"), report), bilingual(part.get("note"), report)
    value_node = part.get("value")
    by = texts(part.get("by"), report) if part.get("by") else ()
    if value_node is None or by is None:
        return None
    if len({axis.text for axis in by}) < len(by):
        report.add("SP235", part.at("by"), why=("by names the same axis twice", "by 里同一个维度写了两次"))
        return None
    reading = _Reading(part, names, report)
    value = reading.value(value_node, by)
    if by and value is not None and not isinstance(value, Table):
        report.add("SP235", part.at("by"), why=("by is given, but the value is no table", "写了 by，但值不是表格"))
    reading.check_kinds()
    if value is None or name is None:
        return None
    term = Term(
        f"{section}.{key.text}", section, name, value, note, True, key.place, _within(part, section, names, report)
    )
    return PlacedTerm(term, tuple(reading.leaves))


_TERM = ("a map with value and name", "带有 value 和 name 的映射")
_BESIDE = ("by", "of", "at_least", "at_most", "within")


def _within(part: Fields, section: str, names: Names, report: Report) -> tuple[TermRef, ...]:
    """The deadlines that the term says it is a part of; whether they are any is checked when all are known."""
    home = Home(section, None, names, report)
    words = texts(part.get("within"), report) if part.get("within") else ()
    refs = (read_reference(word, home) for word in words or ())
    return tuple({ref.term: ref for ref in refs if ref}.values())


class _Reading:
    """Reads the value of one term and remembers where each leaf stands."""

    def __init__(self, part: Fields, names: Names, report: Report) -> None:
        self.names = names
        self.report = report
        self.leaves: list[tuple[Leaf, Place]] = []
        self.percentages = False
        self.part = part
        self.of = self._of()
        self.floor = self._bound("at_least")
        self.cap = self._bound("at_most")
        if self.floor and self.cap and (self.floor.currency != self.cap.currency or self.floor.low > self.cap.low):
            report.add("SP229", part.at("at_most"), why=_CROSSED)

    def _of(self) -> str | None:
        word = text(self.part.get("of"), self.report)
        if word and word.text not in OF:
            self.report.add("SP226", word.place, text=word.text[:60], suggestion=suggest(word.text, OF))
        return word.text if word else None

    def _bound(self, name: str) -> Money | None:
        word = text(self.part.get(name), self.report)
        money = parse_money(word.text) if word else None
        if word and isinstance(money, Unreadable):
            self.report.unreadable(word, money)
            return None
        return money if isinstance(money, Money) else None

    def value(self, node: Node, axes: tuple[Scalar, ...]) -> Leaf | Table | None:
        match node:
            case Scalar():
                leaf = self._leaf(node)
            case Mapping(items=((Scalar(text=word), parts),)) if word in _COMPARED:
                leaf = self._compared(word, parts)
            case Mapping(items=items) if items:
                return self._table(node, axes)
            case _:
                expect(_VALUE, node, self.report)
                return None
        if leaf is not None:
            self.leaves.append((leaf, node.place))
        return leaf

    def _table(self, node: Mapping, axes: tuple[Scalar, ...]) -> Table | None:
        if not axes:
            self.report.add("SP235", node.place, why=_NO_AXIS)
            return None
        axis = find_axis(axes[0], self.names, self.report)
        keys = tuple(key for key, _ in node.items)
        if axis:
            check_rows(keys, axis, node.place, self.report)
        rows = [(key.text, self.value(row, axes[1:])) for key, row in node.items]
        good = tuple((key, row) for key, row in rows if row is not None)
        return Table(axes[0].text, good) if len(good) == len(rows) else None

    def _leaf(self, word: Scalar) -> Leaf | None:
        value = parse_leaf(word.text.strip()) if word.text.strip() else None
        # One that cannot be read is a percentage all the same: what it is of is not to be blamed.
        self.percentages |= "%" in word.text
        match value:
            case None:
                expect(_VALUE, word, self.report)
            case Unreadable():
                self.report.unreadable(word, value)
            case Percent():
                if self.of is None:
                    self.report.add("SP225", word.place, text=word.text)
                    return None
                return Share(value, self.of, self.floor, self.cap)
            case Day(year=None):
                self.report.add("SP227", word.place, text=word.text)
            case Duration() | After():
                return self._counted(word, value)
            case _:
                return value
        return None

    def _counted(self, word: Scalar, value: Duration | After) -> Duration | After | None:
        """The duration, if its event and its calendar exist."""
        duration = value.duration if isinstance(value, After) else value
        good = True
        for name, known, code in (
            (value.event if isinstance(value, After) else None, self.names.events, "SP211"),
            (duration.calendar, self.names.calendars, "SP212"),
        ):
            if name is not None and known is not None and name not in known:
                at = word.text.rindex(name) if code == "SP211" else word.text.index(f"({name}") + 1
                wrong = Unreadable(code, {"text": name, "suggestion": suggest(name, known)}, at)
                self.report.unreadable(word, wrong)
                good = False
        return value if good else None

    def _compared(self, word: str, node: Node) -> Leaf | None:
        if not isinstance(node, Sequence) or len(node.items) < 2:
            expect(_DEADLINES, node, self.report)
            return None
        parts: list[After | Day | Endless | LaterOf | EarlierOf] = []
        for item in node.items:
            match item:
                case Mapping(items=((Scalar(text=inner), nested),)) if inner in _COMPARED:
                    part = self._compared(inner, nested)
                case Scalar():
                    part = self._leaf(item)
                case _:
                    expect(_VALUE, item, self.report)
                    continue
            match part:
                case Duration():
                    self.report.add("SP224", item.place, text=str(part), use=(word, word))
                case Share() | Money():
                    self.report.add("SP236", item.place, text=str(part), other=("a deadline", "期限"))
                case None:
                    pass
                case _:
                    parts.append(part)
        if len(parts) < len(node.items):
            return None
        return LaterOf(tuple(parts)) if word == "later_of" else EarlierOf(tuple(parts))

    def check_kinds(self) -> None:
        """One term is a time or an amount, in all of its rows; only percentages are *of* something."""
        amounts = [(leaf, place) for leaf, place in self.leaves if isinstance(leaf, Share | Money)]
        times = [(leaf, place) for leaf, place in self.leaves if not isinstance(leaf, Share | Money)]
        if amounts and times:
            fewer, other = (amounts, "a time") if len(amounts) <= len(times) else (times, "an amount")
            chinese = "时间" if other == "a time" else "金额"
            self.report.add("SP236", fewer[0][1], text=str(fewer[0][0]), other=(other, chinese))
        for name in ("of", "at_least", "at_most"):
            if name in self.part.nodes and not self.percentages:
                why = (
                    f'"{name}" belongs to a percentage, and this value has none',
                    f"“{name}”只用于百分比，而这个值里没有百分比",
                )
                self.report.add("SP229", self.part.at(name), why=why)


_NO_AXIS = ("the table goes deeper than by says", "表格的层数比 by 里写的多")
_CROSSED = ("at_least is more than at_most, or in another currency", "at_least 大于 at_most，或两者货币不同")
