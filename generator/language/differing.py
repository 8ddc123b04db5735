"""What stands behind a value that is only that of most cases: whether others have more time or less, and where."""

from __future__ import annotations

from decimal import Decimal

from generator.language.pages import page_words
from generator.language.speaker import Speaker
from generator.language.spread import Spread, differs_for_some, spread_term
from generator.policy.model import FactKind
from generator.policy.values import After, EarlierOf, LaterOf, Leaf, Unit

_DAYS = {Unit.DAY: (1, 1), Unit.WEEK: (7, 7), Unit.MONTH: (28, 31), Unit.YEAR: (365, 366)}
"""The fewest and the most days of a unit."""
_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}


def say_differing(speaker: Speaker, id: str, lang: str) -> str:
    """`` (longer in some countries)`` behind a deadline; empty where it is everybody's.

    Where some have more time and others less, or another clock, nothing but that is said.
    """
    spread = spread_term(speaker, id)
    if not isinstance(spread, Spread) or spread.base is None or not differs_for_some(speaker, id):
        return ""
    words, signs = page_words(lang), {_compare(leaf, spread.base) for _, leaf in spread.rows}
    fact = speaker.policy.scopes.facts.get(spread.axis)
    where = "country" if fact is not None and fact.kind is FactKind.COUNTRIES else "order"
    if signs == {1}:
        return words[f"some_longer.{where}"]
    return words[f"some_shorter.{where}"] if signs == {-1} else words["some_differ"]


def _compare(leaf: Leaf, base: Leaf) -> int:
    """1 if a deadline never ends before the base, -1 if it never ends after it, 0 if nobody can tell."""
    if isinstance(leaf, EarlierOf):
        return -1 if any(part == base or _compare(part, base) < 0 for part in leaf.parts) else 0
    if isinstance(leaf, LaterOf):
        return 1 if any(part == base or _compare(part, base) > 0 for part in leaf.parts) else 0
    if not (isinstance(leaf, After) and isinstance(base, After)) or leaf.event != base.event:
        return 0
    one, two = leaf.duration, base.duration
    if one.unit in _MONTHS and two.unit in _MONTHS:
        return _sign(one.high * _MONTHS[one.unit] - two.high * _MONTHS[two.unit])
    if one.unit not in _DAYS or two.unit not in _DAYS:
        return 0
    (low, high), (from_, to) = ([each.high * days for days in _DAYS[each.unit]] for each in (one, two))
    return 1 if low > to else -1 if high < from_ else 0


def _sign(number: Decimal) -> int:
    return (number > 0) - (number < 0)
