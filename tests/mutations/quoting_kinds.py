"""Kinds 2: quotations that are replaced, swapped, dropped, bounded otherwise, or name what is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from random import Random

from generator.playbook.page import Quotation, Reply
from generator.policy.model import Policy, Table
from generator.policy.values import Money, Share
from tests.mutations.planting import Edit, Kind, Plant, Side, World, plant, shuffled

_TERM = re.compile(r"(?P<id>[a-z_]+\.[a-z_]+)(?P<rows>\([^)]*\))?")
_BOUND = {"en": ("over ", "at least ", "less than "), "zh": ("超过 ", "至少 ", "不到 ")}
OTHER_QUOTATION = "SP404 SP454"
ORDER = "SP454"


def kind_of(policy: Policy, term: str) -> str:
    """Time, percent or money; a table is what its first row is."""
    value: object = policy.terms[term].value
    while isinstance(value, Table):
        value = value.rows[0][1]
    return "money" if isinstance(value, Money) else "percent" if isinstance(value, Share) else "time"


def term_in(quotation: Quotation, policy: Policy) -> re.Match[str] | None:
    """The term that a quotation says; None where it says something else."""
    match = _TERM.match(quotation.source)
    return match if match and match["id"] in policy.terms else None


def _terms(world: World, side: Side) -> list[tuple[int, int, Quotation, str]]:
    found = []
    for start, end, quotation in side.quotations:
        if match := term_in(quotation, world.policy):
            found.append((start, end, quotation, match["id"]))
    return found


def _both(world: World, side: Side, start: int, source: str) -> list[tuple[str, int]]:
    """The place, and where the twin quotes this."""
    twin = world.twin(side)
    bare = source.partition("|")[0].strip()
    lines = [(twin.path, twin.line(at)) for at, _, other in twin.quotations if bare in other.source]
    return [(side.path, side.line(start)), *lines]


def _replaced(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    plain = [id for id, term in world.policy.terms.items() if not isinstance(term.value, Table)]
    for side in shuffled(world, rng, lang):
        for start, end, quotation, id in rng.sample(held := _terms(world, side), len(held)):
            kin = [each for each in plain if each != id and kind_of(world.policy, each) == kind_of(world.policy, id)]
            if not kin:
                continue
            match = _TERM.match(quotation.source)
            assert match is not None
            new = "{{ " + rng.choice(kin) + quotation.source[match.end() :] + " }}"
            at = _both(world, side, start, quotation.source)
            yield plant(
                world,
                side,
                "another term quoted",
                [Edit(side.path, start, end, new)],
                OTHER_QUOTATION,
                at,
                "SP505 SP458 SP459",
            )
            break


def _dropped(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    for side in shuffled(world, rng, lang):
        held = _terms(world, side)
        if held:
            start, end, quotation, _ = rng.choice(held)
            at = _both(world, side, start, quotation.source)
            words = {"en": "some time", "zh": "一段时间"}[lang]
            yield plant(
                world, side, "a quotation dropped", [Edit(side.path, start, end, words)], OTHER_QUOTATION, at, "SP505"
            )


def _block_dropped(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    for side in shuffled(world, rng, lang):
        blocks = [
            q for q in side.quotations if re.match(r"(?:bands|offers|promise|ladder|table|example)\(", q[2].source)
        ]
        if blocks:
            start, end, quotation = rng.choice(blocks)
            at = _both(world, side, start, quotation.source)
            yield plant(world, side, "a block dropped", [Edit(side.path, start, end, "")], OTHER_QUOTATION, at, "SP451")


def _section(side: Side, offset: int) -> int:
    return len(re.findall(r"^#+ ", side.text[side.shift : offset], re.MULTILINE))


def _swap(world: World, rng: Random, lang: str, name: str, *, same_line: bool) -> Iterator[Plant]:
    for side in shuffled(world, rng, lang):
        pairs = [
            (one, other)
            for one, other in combinations(_terms(world, side), 2)
            if one[2].source.partition("|")[0] != other[2].source.partition("|")[0]
            and kind_of(world.policy, one[3]) == kind_of(world.policy, other[3])
            and (side.line(one[0]) == side.line(other[0])) is same_line
            and _section(side, one[0]) == _section(side, other[0])
            and ("beyond" in one[2].source) == ("beyond" in other[2].source)
        ]
        if pairs:
            one, other = rng.choice(pairs)
            edits = [
                Edit(side.path, one[0], one[1], side.text[other[0] : other[1]]),
                Edit(side.path, other[0], other[1], side.text[one[0] : one[1]]),
            ]
            at = [(side.path, side.line(start)) for start in (one[0], other[0])]
            at += _both(world, side, one[0], one[2].source) + _both(world, side, other[0], other[2].source)
            yield plant(world, side, name, edits, ORDER, at, "SP459 SP407 SP510")


def _swapped(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    return _swap(world, rng, lang, "two quotations swapped in a sentence", same_line=True)


def _swapped_apart(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    return _swap(world, rng, lang, "two quotations swapped across items", same_line=False)


def _blocks_swapped(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    for side in shuffled(world, rng, lang):
        blocks = [q for q in side.quotations if q[2].source.startswith(("offers(", "reply(", "ladder(", "example("))]
        pairs = [
            (a, b)
            for a, b in combinations(blocks, 2)
            if a[2].source != b[2].source and _section(side, a[0]) == _section(side, b[0])
        ]
        if pairs:
            one, other = rng.choice(pairs)
            edits = [
                Edit(side.path, one[0], one[1], side.text[other[0] : other[1]]),
                Edit(side.path, other[0], other[1], side.text[one[0] : one[1]]),
            ]
            at = [each for q in (one, other) for each in _both(world, side, q[0], q[2].source)]
            yield plant(world, side, "two blocks swapped", edits, ORDER, at)


def _bounded(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    """``within X`` becomes *over X* in one language, by a word before the bare value."""
    for side in shuffled(world, rng, lang):
        held = [q for q in _terms(world, side) if re.search(r"\|\s*(?:within|until)", q[2].source)]
        if held:
            start, end, quotation, _ = rng.choice(held)
            bare = quotation.source.partition("|")[0].strip()
            new = rng.choice(_BOUND[lang]) + "{{ " + bare + " }}"
            at = _both(world, side, start, quotation.source)
            yield plant(world, side, "another boundary word", [Edit(side.path, start, end, new)], "SP455", at)


def _beyond(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    for side in shuffled(world, rng, lang):
        held = [q for q in _terms(world, side) if re.search(r"\|\s*(?:within|until)", q[2].source)]
        if held:
            start, end, quotation, _ = rng.choice(held)
            new = "{{ " + quotation.source.partition("|")[0].strip() + " | beyond }}"
            at = _both(world, side, start, quotation.source)
            yield plant(world, side, "the other side of a boundary", [Edit(side.path, start, end, new)], "SP404", at)


def _gone(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    for side in shuffled(world, rng, lang):
        held = _terms(world, side)
        if held:
            start, end, _, id = rng.choice(held)
            new = side.text[start:end].replace(id, f"{id}_old", 1)
            yield plant(
                world, side, "a term that is gone", [Edit(side.path, start, end, new)], "SP310", (), "SP404 SP505 SP454"
            )


def _row_gone(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    for side in shuffled(world, rng, lang):
        held = [q for q in _terms(world, side) if 'region="' in q[2].source]
        if held:
            start, end, _, _ = rng.choice(held)
            new = re.sub(r'region="\w+"', 'region="XQ"', side.text[start:end])
            yield plant(
                world, side, "a row that is gone", [Edit(side.path, start, end, new)], "SP319", (), "SP404 SP454"
            )


def _unstated(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    """Both languages lose it, so that only what a reply must state can tell."""
    for side in shuffled(world, rng, lang, Reply):
        assert isinstance(side.held, Reply)
        twin = world.twin(side)
        for name in rng.sample(must := [each.name for each in side.held.must_state], len(must)):
            edits = [
                Edit(each.path, start, end, {"en": "in time", "zh": "及时"}[each.lang])
                for each in (side, twin)
                for start, end, quotation in each.quotations
                if name in quotation.source
            ]
            if {edit.path for edit in edits} == {side.path, twin.path}:
                at = [(each.path, 4) for each in (side, twin)]
                at += [(each.path, line) for each in (side, twin) for line in range(2, each.line(each.shift))]
                yield plant(world, side, "a reply that lost what it must state", edits, "SP505", at)
                break


_POSTAGE = {
    "en": r"(?<!\}\})(?:(?<=\. )|, )[^.,:{}\n]*\breturn postage\b[^.{}\n]*",
    "zh": r"(?:(?<=。)|[，；])[^。，；：{}\n]*退货运费[^。{}\n]*",
}
"""What says it, up to a mark of a case: half of one taken away would be another mistake."""


def _facet_unstated(world: World, rng: Random, lang: str) -> Iterator[Plant]:
    """A reply that must state who pays the way back loses the sentence, in one language."""
    for side in shuffled(world, rng, lang, Reply):
        assert isinstance(side.held, Reply)
        must = [each for each in side.held.must_state if each.name == "postage"]
        found = list(side.find(_POSTAGE[lang]))
        if must and len(found) == 1 and "postage" not in side.held.blanks:
            edit = Edit(side.path, found[0].start(), found[0].end(), "")
            at = [(side.path, must[0].place.line)]
            yield plant(world, side, "a reply that lost a facet", [edit], "SP508", at, "SP441 SP451")


KINDS: dict[str, Kind] = {
    "another term quoted": _replaced,
    "a quotation dropped": _dropped,
    "a block dropped": _block_dropped,
    "two quotations swapped in a sentence": _swapped,
    "two quotations swapped across items": _swapped_apart,
    "two blocks swapped": _blocks_swapped,
    "another boundary word": _bounded,
    "the other side of a boundary": _beyond,
    "a term that is gone": _gone,
    "a row that is gone": _row_gone,
    "a reply that lost what it must state": _unstated,
    "a reply that lost a facet": _facet_unstated,
}
