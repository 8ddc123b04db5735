"""A flat mapping of texts → a situation, for programs that decide by the thousand: what was read once is remembered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from generator.decisions.clock import Moment
from generator.decisions.program import Axis
from generator.decisions.reading import NOW, Vocabulary, read_facts, read_money
from generator.decisions.situation import Situation
from generator.finding import Place
from generator.policy.shape import Report
from generator.policy.source import Node, Scalar, Sequence
from generator.policy.values import Money, minor_digits

Text = str | tuple[str, ...]
"""A value as it is written; flags are several."""

_PLACE = Place("situation")
_AMOUNTS, _NOW = 2, 4
"""The places of amounts, and of the moment of the act, among what is read: words, flags, amounts, events, now."""
_AMOUNT = re.compile(r"(0|[1-9][0-9]{0,8})\.([0-9]+) ([A-Z]{3})")
_MOST = 20_000


class TextReader:
    """Reads situations of one vocabulary. ``today`` is the moment of the act where a situation names none."""

    def __init__(self, names: Vocabulary, today: Moment) -> None:
        self._names = names
        self._today = today
        self._known: dict[tuple[str, Text], tuple[int, Any]] = {}

    def read(self, texts: Mapping[str, Text], report: Report) -> Situation:
        """The situation. Every unknown name and value is reported and left out, as ``read_facts`` does."""
        found: tuple[dict[str, Any], ...] = ({}, {}, {}, {}, {})
        for pair in texts.items():
            known = self._known.get(pair) or self._read_alone(*pair)
            if known is None:
                items = [(_scalar(name), _node(text)) for name, text in texts.items()]
                return read_facts(items, self._names, self._today, report)
            found[known[0]][pair[0]] = known[1]
        words, flags, amounts, events, now = found
        return Situation(words, flags, amounts, events, now.get(NOW, self._today))

    def _read_alone(self, name: str, text: Text) -> tuple[int, Any] | None:
        """What kind of fact this is, and its value; None if anything is wrong with it."""
        report = Report()
        amount = self._names.amounts.get(name)
        if amount is not None and isinstance(text, str):
            known: tuple[int, Any] = _AMOUNTS, _plain(text, amount) or read_money(_scalar(text), amount, report)
        else:
            alone = read_facts([(_scalar(name), _node(text))], self._names, self._today, report)
            kinds = (alone.words, alone.flags, alone.amounts, alone.events, {NOW: alone.now})
            known = next(((kind, own[name]) for kind, own in enumerate(kinds) if name in own), (_NOW, None))
        if report.findings:
            return None
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[name, text] = known
        return known


def _plain(text: str, axis: Axis) -> Money | None:
    """An amount as it is mostly written; of amounts there are more than of all other values."""
    match = _AMOUNT.fullmatch(text)
    if match is None or match[3] != axis.get("currency") or len(match[2]) != minor_digits(match[3]):
        return None
    minor = int(match[1] + match[2])
    return Money(minor, minor, match[3])


def _scalar(text: str) -> Scalar:
    return Scalar(text, _PLACE, quoted=False)


def _node(text: Text) -> Node:
    return _scalar(text) if isinstance(text, str) else Sequence(tuple(map(_scalar, text)), _PLACE)
