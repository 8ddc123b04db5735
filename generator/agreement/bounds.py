"""Net 4, at the values: both languages mean the same side of a quoted value, and both or neither the value itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.agreement.parity import NAMES, quoted
from generator.agreement.shape import Sides, twins_of
from generator.finding import Finding
from generator.language.comparators import chinese_comparator, english_comparator
from generator.language.reading import Comparator
from generator.playbook.page import UNSEEN, Playbook, Quotation, Template

_C = Comparator
_STYLES = {"within": _C.WITHIN, "until": _C.UP_TO, "beyond": _C.MORE_THAN, "after": _C.AFTER}
_UPPER = frozenset((_C.WITHIN, _C.AT_MOST, _C.UP_TO, _C.UNTIL))
_SIDES = {
    **dict.fromkeys(_UPPER, "up to and including"),
    _C.LESS_THAN: "below",
    _C.BEFORE: "below",
    _C.AT_LEAST: "from",
    _C.MORE_THAN: "above",
}
"""What a word says; ``after`` may open a stretch or end it, so it fits up to and above."""
_SAID = {
    None: ("nothing", "没有限定"),
    "up to and including": ("up to and including it", "以内（含本数）"),
    "below": ("less than it", "不到（不含本数）"),
    "from": ("at least that", "至少（含本数）"),
    "above": ("more than it", "超过（不含本数）"),
    "after": ("after it", "之后"),
}
_NEAR = 40
"""So many characters beside a quotation are looked at."""


def check_bounds(playbook: Playbook) -> Iterator[Finding]:
    """Findings about a value that one language takes for the end of a time and the other for its beginning."""
    for sides in twins_of(playbook):
        parts = [side.body.parts for side in sides]
        if len(parts[0]) != len(parts[1]):
            continue
        for ours, theirs in zip(*parts, strict=True):
            if len(ours.units) == len(theirs.units):
                for one, other in zip(ours.units, theirs.units, strict=True):
                    found = sides[0].body.quotations_in(one), sides[1].body.quotations_in(other)
                    yield from _check_unit(sides, found)


def _check_unit(sides: Sides, found: tuple[tuple[Quotation, ...], tuple[Quotation, ...]]) -> Iterator[Finding]:
    left = list(found[1])
    for each in found[0]:
        twin = next((other for other in left if quoted(other) == quoted(each)), None)
        if twin is None:
            continue
        left.remove(twin)
        if "." not in (each.names[0] if each.names else ""):
            continue
        said = [_side(side.body, q, side.lang) for side, q in zip(sides, (each, twin), strict=True)]
        if not _fit(*said):
            facts: dict[str, str | tuple[str, str]] = {"text": twin.source.partition("|")[0].strip()}
            facts["other"] = str(each.place)
            facts |= {"here": _SAID[said[1]], "there": _SAID[said[0]], "lang": NAMES[sides[0].lang]}
            yield Finding("SP455", twin.place, facts)


def _fit(one: str | None, other: str | None) -> bool:
    """Whether two languages can mean the same. Without a word the sentence says it in another way, but never *more*."""
    pair = {one, other}
    if len(pair) == 1:
        return True
    if "after" in pair:
        return pair <= {"after", "above", "up to and including", None}
    return None in pair and "above" not in pair


def _side(template: Template, quotation: Quotation, lang: str) -> str | None:
    style = quotation.source.partition("|")[2].strip().partition("(")[0].strip()
    sign = _STYLES.get(style) or _beside(template, quotation, lang)
    return "after" if sign is _C.AFTER else _SIDES[sign] if sign else None


def _beside(template: Template, quotation: Quotation, lang: str) -> Comparator | None:
    """What the words next to a bare value say, in its own sentence."""
    text = template.bare
    before = text[max(0, quotation.start - _NEAR) : quotation.start]
    after = text[quotation.end : quotation.end + _NEAR]
    if lang == "zh":
        return chinese_comparator(*(re.sub(rf"[\s*_{UNSEEN}]", "", each) for each in (before, after)))
    before = re.split(r"[.;:!?\ufffc]|\n\n", before)[-1].lower()
    after = re.split(r"[.;:!?,\ufffc]|\n\n", after)[0].lower()
    words = [re.findall(r"[a-z']+", each) for each in (before, after)]
    return english_comparator(*words)
