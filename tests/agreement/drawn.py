"""Every quotation of this project's pages with another term of its kind in its place, in both languages alike.

``python -m tests.agreement.drawn`` prints which share of them is found, in each language and in either; ``--silent``
lists those that nobody finds. ``--every 1`` draws all, else every so many.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from generator.agreement.fitting import Fitting
from generator.agreement.parity import quoted
from generator.finding import LANGUAGES, Finding
from generator.language.position import positions
from generator.playbook.load import load_playbook
from generator.playbook.page import Page, Playbook, Quotation, Reply, Template
from generator.playbook.quotation import read_template
from generator.policy.load import load_policy
from generator.policy.model import Policy, Table
from generator.policy.values import Money, Share

ROOT = Path(__file__).resolve().parents[2]
_TERM = re.compile(r"(?P<id>[a-z_]+\.[a-z_]+)(?P<rows>\([^)]*\))?")
FIELDS = ("body", "title", "description", "answer")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A quotation of both languages, and what stands there instead."""

    held: tuple[Page | Reply, ...]
    field: str
    spots: tuple[tuple[Quotation, ...], ...]
    other: str

    @property
    def name(self) -> str:
        place = self.spots[0][0].place
        return f"{place.path.removeprefix('content/en/')}:{place.line} {self.spots[0][0].source} -> {self.other}"


@cache
def project() -> tuple[Policy, Playbook, Fitting]:
    policy, _ = load_policy(ROOT)
    playbook, _ = load_playbook(ROOT)
    assert policy
    return policy, playbook, Fitting(policy)


def draw(*, whole: bool = False) -> Iterator[Drawn]:
    """Every quotation with every other term of its kind; ``whole``: wherever the page or reply quotes it."""
    _, playbook, _ = project()
    for held in (playbook.pages, playbook.replies):
        for (lang, name), english in held.items():
            chinese = held.get(("zh", name)) if lang == "en" else None
            for field in FIELDS if chinese else ():
                yield from _of_field((english, chinese), field, whole=whole)


def _of_field(held: tuple[Page | Reply, ...], field: str, *, whole: bool) -> Iterator[Drawn]:
    policy = project()[0]
    templates = [getattr(each, field, None) for each in held]
    if not all(isinstance(each, Template) for each in templates):
        return
    parts = [_parts_of(each, whole=whole) for each in templates]
    for ours, theirs in zip(*parts, strict=True):
        by_source: list[dict[str, list[Quotation]]] = [{}, {}]
        for held_by, inside in zip(by_source, (ours, theirs), strict=True):
            for each in inside:
                if each.names and each.names[0] in policy.terms:
                    held_by.setdefault(quoted(each), []).append(each)
        for source, spots in by_source[0].items():
            twins = by_source[1].get(source, [])
            if whole and twins:
                groups = [(tuple(spots), tuple(twins))]
            else:
                groups = [((one,), (other,)) for one, other in zip(spots, twins, strict=False)]
            for group in groups:
                for other in _others(group[0][0]):
                    yield Drawn(held, field, group, other)


def _parts_of(template: Template, *, whole: bool) -> list[list[Quotation]]:
    if whole:
        return [list(template.quotations)]
    return [[each for unit in part.units for each in template.quotations_in(unit)] for part in template.parts]


def _others(quotation: Quotation) -> Iterator[str]:
    policy = project()[0]
    is_time = _is_time(policy, quotation.names[0])
    match = _TERM.match(quotation.source)
    rows = match["rows"] or "" if match else ""
    for id in policy.terms:
        if id != quotation.names[0] and _is_time(policy, id) == is_time:
            yield written(policy, id, rows)


def written(policy: Policy, term: str, rows: str = "") -> str:
    """How a term is quoted: in these rows of its table if it has them, else in the one for the rest."""
    value, chosen = policy.terms[term].value, []
    while isinstance(value, Table):
        asked = re.search(rf"{value.axis}\s*=\s*['\"]([^'\"]+)", rows)
        keys = [key for key, _ in value.rows]
        row = asked[1] if asked and asked[1] in keys else "other" if "other" in keys else keys[-1]
        chosen.append(f'{value.axis}="{row}"')
        value = dict(value.rows)[row]
    return f"{term}({', '.join(chosen)})" if chosen else term


def _is_time(policy: Policy, term: str) -> bool:
    """Whether it is a time; else it is a share or an amount."""
    value: object = policy.terms[term].value
    while isinstance(value, Table):
        value = value.rows[0][1]
    return not isinstance(value, (Money, Share))


def found_by(drawn: Drawn, side: int) -> list[Finding]:
    """What is found in one language at the place of the drawn term."""
    playbook, fitting = project()[1:]
    held = drawn.held[side]
    template: Template = getattr(held, drawn.field)
    text = template.text
    for each in sorted(drawn.spots[side], key=lambda one: -one.start):
        match = _TERM.match(each.source)
        assert match
        new = "{{ " + drawn.other + each.source[match.end() :] + " }}"
        text = text[: each.start] + new + text[each.end :]
    made, wrong = read_template(text, held.source, positions(text).at, of_reply=isinstance(held, Reply))
    assert not wrong, wrong
    changed = replace(held, **{drawn.field: made})
    pages = {(held.lang, held.path): changed} if isinstance(held, Page) else {}
    replies = {} if isinstance(held, Page) else {(held.lang, held.name): changed}
    return list(fitting.check(replace(playbook, pages=pages, replies=replies)))


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--every", type=int, default=1)
    asked.add_argument("--whole", action="store_true")
    asked.add_argument("--silent", action="store_true")
    given = asked.parse_args()
    told: Counter[str] = Counter()
    for drawn in list(draw(whole=given.whole))[:: given.every]:
        found = [bool(found_by(drawn, side)) for side in (0, 1)]
        told["drawn"] += 1
        for lang, one in zip(LANGUAGES, found, strict=True):
            told[lang] += one
        told["either"] += any(found)
        if given.silent and not any(found):
            print(drawn.name)
    print(", ".join(f"{name} {count} ({count / told['drawn']:.1%})" for name, count in told.items()))


if __name__ == "__main__":
    main()
