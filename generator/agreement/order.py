"""Net 4, within a section: each quotation stands in the same paragraph, item or row, and in the same order.

A bag of values misses two deadlines that were swapped. Natural Chinese may put other words in another order; values of
one kind (times, percentages, amounts, roles ...) keep theirs. Only ``other``, the row for the rest, may come first in
one language and last in the other, where more than two rows stand in a row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.agreement.parity import NAMES, quoted
from generator.agreement.shape import Sides, twins_of
from generator.finding import Finding
from generator.playbook.page import Page, Playbook, Quotation, Reply
from generator.playbook.units import Part
from generator.policy.model import Policy, Table
from generator.policy.values import Money, Share

_ROWS = re.compile(r"^(?P<term>[\w.]+)\((?P<rows>[^)]*)\)")
_FREE = 3
"""So many rows of one term stand together before ``other`` may change its place: of two, that would be a swap."""


def check_order(policy: Policy, playbook: Playbook) -> Iterator[Finding]:
    """Findings about quotations that both languages have, but not in the same place."""
    for sides in twins_of(playbook):
        if isinstance(sides[0], Page) and isinstance(sides[1], Page):
            fronts = zip(_fronts(sides[0]), _fronts(sides[1]), strict=True)
            for pair in fronts:
                yield from _check_pair(policy, sides, pair)
        parts = [side.body.parts for side in sides]
        if len(parts[0]) == len(parts[1]):
            for ours, theirs in zip(*parts, strict=True):
                yield from _check_part(policy, sides, (ours, theirs))


def _fronts(page: Page) -> list[tuple[Quotation, ...]]:
    return [each.quotations if each else () for each in (page.title, page.description, page.answer)]


def _check_part(policy: Policy, sides: Sides, parts: tuple[Part, Part]) -> Iterator[Finding]:
    held = [[side.body.quotations_in(unit) for unit in part.units] for side, part in zip(sides, parts, strict=True)]
    whole = [[each for unit in units for each in unit] for units in held]
    if _bag(whole[0]) != _bag(whole[1]):
        return  # something is missing altogether, which is said elsewhere
    if len(held[0]) != len(held[1]):
        yield from _check_pair(policy, sides, (whole[0], whole[1]))
        return
    for ours, theirs in zip(*held, strict=True):
        yield from _check_pair(policy, sides, (ours, theirs))


def _bag(quotations: Sequence[Quotation]) -> Counter[str]:
    return Counter(map(quoted, quotations))


def _check_pair(
    policy: Policy, sides: Sides, pair: tuple[Sequence[Quotation], Sequence[Quotation]]
) -> Iterator[Finding]:
    by_kind: dict[str, tuple[list[Quotation], list[Quotation]]] = {}
    for side, quotations in enumerate(pair):
        for each in quotations:
            by_kind.setdefault(kind_of(policy, each), ([], []))[side].append(each)
    for ours, theirs in by_kind.values():
        one, other = _settled(ours), _settled(theirs)
        if list(map(quoted, one)) == list(map(quoted, other)):
            continue
        differ = next(((a, b) for a, b in zip(one, other, strict=False) if quoted(a) != quoted(b)), None)
        yield _moved(*differ, sides) if differ else _alone((one or other)[0], sides[1 if one else 0])
        return


def _moved(en: Quotation, zh: Quotation, sides: Sides) -> Finding:
    facts: dict[str, str | tuple[str, str]] = {"text": quoted(zh), "instead": quoted(en), "other": str(en.place)}
    return Finding("SP454", zh.place, facts | {"lang": NAMES[sides[0].lang]})


def _alone(quotation: Quotation, other: Page | Reply) -> Finding:
    """It stands elsewhere in the other language, in another paragraph, item or row."""
    facts: dict[str, str | tuple[str, str]] = {"text": quoted(quotation), "instead": "-", "other": other.source}
    return Finding("SP454", quotation.place, facts | {"lang": NAMES[other.lang]})


def kind_of(policy: Policy, quotation: Quotation) -> str:
    """What a quotation could be taken for: a time, a percentage, an amount; else what its function gives."""
    name = quotation.names[0] if quotation.names else quotation.source
    if name not in policy.terms:
        return name
    value: object = policy.terms[name].value
    while isinstance(value, Table):
        value = value.rows[0][1]
    return "money" if isinstance(value, Money) else "percent" if isinstance(value, Share) else "time"


def _settled(quotations: list[Quotation]) -> list[Quotation]:
    """The quotations, in every run of rows of one term ``other`` last if it stood first."""
    out: list[Quotation] = []
    run: list[Quotation] = []
    term = ""
    for each in quotations:
        match = _ROWS.match(each.source)
        name = match["term"] if match else ""
        if name != term or not name:
            out += _turned(run)
            run = []
        run.append(each)
        term = name
    return out + _turned(run)


def _turned(run: list[Quotation]) -> list[Quotation]:
    if len(run) < _FREE or not _is_rest(run[0]):
        return run
    return [*run[1:], run[0]]


def _is_rest(quotation: Quotation) -> bool:
    match = _ROWS.match(quotation.source)
    return match is not None and re.fullmatch(r"\s*\w+\s*=\s*(['\"])other\1\s*", match["rows"]) is not None
