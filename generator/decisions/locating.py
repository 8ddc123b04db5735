"""Where a situation lies: its class on every axis, and the clauses that hold there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence

from generator.decisions.axes import existing
from generator.decisions.clock import NOT_YET, Moment
from generator.decisions.program import Axis
from generator.decisions.seasons import falls_in
from generator.decisions.situation import Situation
from generator.policy.regions import country_of

Pin = Callable[[Situation, list[int]], int | None]
"""Notes the classes of a fact's axes; the bits of the clauses that they do not rule out, None if it is not known."""

_MOST = 20_000
"""How many words, sets of flags and days are remembered."""


def locator(axis: Axis) -> Callable[[Situation], tuple[int, ...]]:
    """A function that tells the classes of one axis in which a situation may lie."""
    everywhere, fact = existing(axis), axis["fact"]
    match axis["kind"]:
        case "one_of":
            one_of = {value: (at,) for at, value in enumerate(axis["values"])}
            return lambda situation: one_of[situation.words[fact]] if fact in situation.words else everywhere
        case "flag":
            flag = axis["values"][0]
            return lambda situation: (int(flag in situation.flags[fact]),) if fact in situation.flags else everywhere
        case "countries":
            return _countries(fact, axis["values"], everywhere)
        case "money":
            cuts = axis.get("cuts", [])
            return lambda situation: (
                (bisect_right(cuts, situation.amounts[fact].low),) if fact in situation.amounts else everywhere
            )
        case "season":
            spans = axis.get("spans", [])
            return lambda situation: _season(situation.events.get(fact), spans, everywhere)
        case "event":
            return lambda situation: (
                (int(situation.events[fact] is not NOT_YET),) if fact in situation.events else everywhere
            )


def pins_of(axes: Sequence[Axis], masks: Sequence[Sequence[int]], asked: frozenset[int]) -> tuple[list[Pin], list[int]]:
    """The same for situations that are wholly known, fast: what is remembered is found by the word itself.

    One function for each fact of which some axis is ``asked`` for, and the classes to begin with.
    """
    pins: list[Pin] = []
    words: list[int] = []
    flags: dict[str, list[int]] = {}
    for at, axis in enumerate(axes):
        if at not in asked:
            continue
        if axis["kind"] == "flag":
            flags.setdefault(axis["fact"], []).append(at)
        elif axis["kind"] in ("one_of", "countries"):
            words.append(at)
        elif axis["kind"] == "money":
            pins.append(_pin_amount(axis, at, masks[at]))
        else:
            pins.append(_pin_event(axis, at, masks[at]))
    pins += [_pin_flags(fact, [(at, axes[at]["values"][0], masks[at]) for at in own]) for fact, own in flags.items()]
    if words:
        pins.append(_pin_words([(at, axes[at], masks[at]) for at in words]))
    return pins, [existing(axis)[0] for axis in axes]


def _pin_words(own: list[tuple[int, Axis, Sequence[int]]]) -> Pin:
    """All facts of which the value is one word."""
    each: list[tuple[int, str, dict[str | None, tuple[int, int]]]] = [(at, axis["fact"], {}) for at, axis, _ in own]
    locators = {at: (locator(axis), masks) for at, axis, masks in own}

    def look_up(at: int, situation: Situation) -> tuple[int, int] | None:
        locate, masks = locators[at]
        those = locate(situation)
        return (those[0], masks[those[0]]) if len(those) == 1 else None

    def pin(situation: Situation, classes: list[int]) -> int | None:
        bits = -1
        words = situation.words
        for at, fact, found in each:
            word = words.get(fact)
            known = found.get(word)
            if known is None:
                known = look_up(at, situation)
                if known is None:
                    return None
                if len(found) < _MOST:
                    found[word] = known
            classes[at] = known[0]
            bits &= known[1]
        return bits

    return pin


def _pin_flags(fact: str, own: list[tuple[int, str, Sequence[int]]]) -> Pin:
    found: dict[frozenset[str], tuple[tuple[tuple[int, int], ...], int]] = {}

    def pin(situation: Situation, classes: list[int]) -> int | None:
        flags = situation.flags.get(fact)
        if flags is None:
            return None
        known = found.get(flags)
        if known is None:
            bits = -1
            for _, flag, masks in own:
                bits &= masks[flag in flags]
            known = (tuple((at, int(flag in flags)) for at, flag, _ in own), bits)
            if len(found) < _MOST:
                found[flags] = known
        for at, one in known[0]:
            classes[at] = one
        return known[1]

    return pin


def _pin_amount(axis: Axis, at: int, masks: Sequence[int]) -> Pin:
    fact, cuts = axis["fact"], axis.get("cuts", [])

    def pin(situation: Situation, classes: list[int]) -> int | None:
        amount = situation.amounts.get(fact)
        if amount is None:
            return None if cuts else masks[0]
        one = classes[at] = bisect_right(cuts, amount.low)
        return masks[one]

    return pin


def _pin_event(axis: Axis, at: int, masks: Sequence[int]) -> Pin:
    """The axis of an event's seasons, or of whether it has happened."""
    fact, spans, is_season = axis["fact"], axis.get("spans", []), axis["kind"] == "season"
    found: dict[int, int] = {}

    def pin(situation: Situation, classes: list[int]) -> int | None:
        event = situation.events.get(fact)
        if event is None:
            return None
        one = found.get(event.day)
        if one is None:
            one = _season(event, spans, ())[0] if is_season else int(event is not NOT_YET)
            if len(found) < _MOST:
                found[event.day] = one
        classes[at] = one
        return masks[one]

    return pin


def _countries(fact: str, regions: list[str], everywhere: tuple[int, ...]) -> Callable[[Situation], tuple[int, ...]]:
    index: dict[str, tuple[int, ...]] = {region: (at,) for at, region in enumerate(regions)}
    elsewhere = (len(regions) - 1,)
    # A country whose states are told apart may be any of them: the state is a fact that is not known.
    for region in regions[:-1]:
        if country_of(region) == region:
            index[region] = tuple(at for at, one in enumerate(regions[:-1]) if country_of(one) == region)

    def locate(situation: Situation) -> tuple[int, ...]:
        code = situation.words.get(fact)
        if code is None:
            return everywhere
        found = index.get(code)
        if found is None:
            country = country_of(code)
            found = index.get(country, elsewhere)[:1] if country != code else elsewhere
            if len(index) < _MOST:
                index[code] = found
        return found

    return locate


def _season(moment: Moment | None, spans: list[list[int]], everywhere: tuple[int, ...]) -> tuple[int, ...]:
    if moment is None:
        return everywhere
    if moment is NOT_YET:
        return (0,)
    return (next((at for at, span in enumerate(spans, 1) if falls_in(moment.day, span)), 0),)


def asked_in(terms: Mapping[str, object]) -> frozenset[str]:
    """The ids of the axes that tables are divided by."""
    found: set[str] = set()
    below = list(terms.values())
    while below:
        tree = below.pop()
        if isinstance(tree, dict) and "by" in tree:
            for row in tree["rows"]:
                found |= set(row["when"])
                below.append(row["value"])
    return frozenset(found)
