"""Words in their place: in the order in which they are given, below their own heading, behind their own link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from generator.finding import Finding
from generator.publish.marked import MarkedPage
from generator.publish.specimens import Spot, bare
from generator.publish.views import Frame, RuleRow, RuleView

_HEADS = {
    "exceptions": "exceptions",
    "evidence": "evidence",
    "example": "example",
    "regions": "region_title",
    "course": "course",
    "payers": "payers",
    "also": "also_applies",
    "tables": "terms",
    "declined": "cannot_take_back",
}
"""What stands under which words of the page, and those words above nothing else."""


def misplaced(page: MarkedPage) -> Iterator[Finding]:
    """Findings about words that stand among others than their own."""
    yield from _orders(page)
    yield from _heads(page)
    yield from _leads(page)


def _orders(page: MarkedPage) -> Iterator[Finding]:
    """What stands among other things than its own, or before what it follows."""
    tree: dict[str, dict[str, list[int]]] = {}
    for mark, spot in page.marks.spots.items():
        steps = re.findall(r"\[\d+\]|\.\d+(?=\[|\.|$)|[^.\[\]]+", spot.path)
        if spot.is_address or steps[0] in ("words", "case", "parts") or mark not in page.seen:
            continue
        path = ""
        for step in steps:
            child = path + (step if step[0] in "[." else f".{step}" if path else step)
            tree.setdefault(path, {}).setdefault(child, []).extend(page.seen[mark])
            path = child
    for holder, children in tree.items():
        ordered = _in_order(page, holder, list(children))
        for one, other in pairwise(ordered):
            if max(children[one]) > min(children[other]):
                spot = next(s for s in page.marks.spots.values() if s.path.startswith(other) and not s.is_address)
                facts = {"what": bare(other), "other": bare(one)}
                yield Finding("SP463", page.where(spot), facts)


def _in_order(page: MarkedPage, holder: str, children: list[str]) -> list[str]:
    """The children of a view or a list as they have to stand; of others none."""
    if all(re.search(r"(?:\[|\.)\d+\]?$", child) for child in children):
        return sorted(children, key=lambda child: int(re.findall(r"\d+", child)[-1]))
    kind = page.marks.kinds.get(holder)
    if kind is None or kind is Frame:
        return []
    names = [name for name in kind.__dataclass_fields__ if f"{holder}.{name}" in children]
    if kind is RuleView:
        names = ["title", *(name for name in names if name != "title")][:1]
    return [f"{holder}.{name}" for name in names]


def _heads(page: MarkedPage) -> Iterator[Finding]:
    """Words of the page that say what follows, above something else; and what follows without them."""
    told = sorted(
        (number, mark)
        for mark, numbers in page.seen.items()
        for number in numbers
        if page.is_policy(page.marks.spots[mark]) or page.marks.spots[mark].path.startswith("words.")
    )
    firsts: dict[str, int] = {}
    for at, (_, mark) in enumerate(told):
        path = page.marks.spots[mark].path if page.is_policy(page.marks.spots[mark]) else ""
        for found in re.finditer(rf"(?:^|\.)({'|'.join(_HEADS)})(?=[\[.]|$)", path):
            firsts.setdefault(path[: found.end()], at)
    wanted = {at: name for name, at in firsts.items()}
    heads = {f"words.{head}": name for name, head in _HEADS.items()}
    for at, (number, mark) in enumerate(told):
        spot = page.marks.spots[mark]
        if at in wanted:
            head = f"words.{_HEADS[wanted[at].rpartition('.')[2]]}"
            before = page.marks.spots[told[at - 1][1]].path if at else "-"
            if before != head:
                place = page.places[told[at - 1][0] if before.startswith("words.") else number]
                yield Finding("SP463", place, {"what": spot.told, "other": head})
        if spot.path in heads:
            after = wanted.get(at + 1, "-")
            if after.rpartition(".")[2] != heads[spot.path]:
                yield Finding("SP463", page.places[number], {"what": spot.path, "other": heads[spot.path]})


def _leads(page: MarkedPage) -> Iterator[Finding]:
    """Links around the words of something else, and rules under another rule's name."""
    for element in page.root.iter("a"):
        target = next((s for m in element.get("href", "") if (s := page.marks.spots.get(m))), None)
        yield from _own(page, element, target)
    for element in page.root.xpath("//*[@data-rule]"):
        yield from _own(page, element, page.marks.spots.get(element.get("data-rule", "")))
    ids = {spot.holder: mark for mark, spot in page.marks.spots.items() if spot.field == "id"}
    named = {
        rule: set(page.words_in(element))
        for element in page.root.xpath("//*[@data-rule]")
        if (rule := element.get("data-rule"))
    }
    for holder, kind in page.marks.kinds.items():
        if kind in (RuleView, RuleRow):
            for mark, spot in page.marks.spots.items():
                if spot.holder == holder and mark in page.seen and mark not in named.get(ids.get(holder, ""), ()):
                    place = page.where(page.marks.spots[ids[holder]])
                    yield Finding("SP463", place, {"what": spot.told, "other": f"data-rule={bare(holder)}.id"})
                    break


def _own(page: MarkedPage, element: etree._Element, target: Spot | None) -> Iterator[Finding]:
    for mark in page.words_in(element):
        spot = page.marks.spots[mark]
        if target and page.is_policy(spot) and not _within(spot.path, target.holder or target.path):
            yield Finding("SP463", page.at(element), {"what": spot.told, "other": target.told})
            return


def _within(path: str, holder: str) -> bool:
    return path == holder or path.startswith((f"{holder}.", f"{holder}["))
