"""Net 4, below the headings: lists, steps, tables, links and pictures of a section stand in both languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from generator.agreement.parity import NAMES
from generator.finding import Finding, Place
from generator.playbook.blanking import blank_out
from generator.playbook.page import Page, Playbook, Reply, Template
from generator.playbook.safety import code_spans
from generator.playbook.units import Group, Part

_LINK = re.compile(r"(?<!!)\[[^\[\]\n]*\]\(\s*<?(?P<to>[^()\s>]+)>?[^()\n]*\)|<(?P<bare>https?://[^>\s]+)>")
_PICTURE = re.compile(r"!\[[^\[\]\n]*\]\(\s*<?(?P<to>[^()\s>]+)>?[^()\n]*\)")
_NOTICE = re.compile(r"^[ \t]*(?:!!!|\?\?\?\+?)[ \t]+(?P<to>[\w-]+)", re.MULTILINE)
_WORDS = {
    "items": ("list items", "个列表项"),
    "steps": ("numbered steps", "个编号步骤"),
    "rows": ("rows of a table", "行表格"),
    "quotes": ("quotes", "段引用文字"),
    "code": ("blocks of code", "段代码"),
}

Sides = tuple[Page | Reply, Page | Reply]
"""The same page or reply in English and Chinese."""


def twins_of(playbook: Playbook) -> Iterator[Sides]:
    """Every page and reply that stands in both languages, with the same headings."""
    for (lang, path), page in playbook.pages.items():
        twin = playbook.pages.get(("zh", path))
        if lang == "en" and twin and [h.level for h in page.headings] == [h.level for h in twin.headings]:
            yield page, twin
    for (lang, name), reply in playbook.replies.items():
        other = playbook.replies.get(("zh", name))
        if lang == "en" and other:
            yield reply, other


def check_shape(playbook: Playbook) -> Iterator[Finding]:
    """Findings about what one language lists, links or shows and the other does not, section by section."""
    for sides in twins_of(playbook):
        parts = [side.body.parts for side in sides]
        if len(parts[0]) != len(parts[1]):
            continue  # a heading that only one language has; that is a finding already
        sections = [_sections(side.body) for side in sides]
        for pair, *texts in zip(zip(*parts, strict=True), *sections, strict=True):
            yield from _check_groups(sides, pair)
            yield from _check_links(sides, texts)
            yield from _check_pictures(sides, texts)


def _check_groups(sides: Sides, pair: tuple[Part, Part]) -> Iterator[Finding]:
    for ours, theirs in zip_longest(pair[0].groups, pair[1].groups):
        if (_count(ours), _kind(ours)) == (_count(theirs), _kind(theirs)):
            continue
        groups = (ours, theirs)
        # Told where there is less, at its list, else at its section: that is where something has to be added.
        fewer = 0 if _count(ours) < _count(theirs) else 1
        lines = [group.first if group else part.first for group, part in zip(groups, pair, strict=True)]
        places = [Place(s.source, s.body.place.line + line) for s, line in zip(sides, lines, strict=True)]
        facts: dict[str, str | tuple[str, str]] = {"lang": NAMES[sides[fewer].lang], "other": str(places[1 - fewer])}
        facts |= {"has": _said(groups[fewer]), "wants": _said(groups[1 - fewer])}
        yield Finding("SP451", places[fewer], facts)
        return


def _count(group: Group | None) -> int:
    return group.count if group else 0


def _kind(group: Group | None) -> str:
    return group.kind if group else ""


def _said(group: Group | None) -> tuple[str, str]:
    if group is None:
        return "none", "没有"
    en, zh = _WORDS[group.kind]
    return f"{group.count} {en}", f"{group.count} {zh}"


def _sections(body: Template) -> list[tuple[str, int]]:
    """The text of each section, quotations and code blanked out, and the line of the file at which it begins."""
    lines = blank_out(body.bare, code_spans(body.bare)).split("\n")
    firsts = [part.first for part in body.parts]
    ends = [*firsts[1:], len(lines)]
    return [("\n".join(lines[first:end]), body.place.line + first) for first, end in zip(firsts, ends, strict=True)]


def _check_links(sides: Sides, texts: list[tuple[str, int]]) -> Iterator[Finding]:
    targets = [[match["to"] or match["bare"] for match in _LINK.finditer(text)] for text, _ in texts]
    if sorted(targets[0]) == sorted(targets[1]):
        return
    bags = [Counter(each) for each in targets]
    for here, there in ((0, 1), (1, 0)):
        for target in bags[here] - bags[there]:
            text, first = texts[here]
            match = next(each for each in _LINK.finditer(text) if target in (each["to"], each["bare"]))
            place = Place(sides[here].source, *_at(text, match.start(), first))
            other = f"{sides[there].source}:{texts[there][1]}"
            yield Finding("SP452", place, {"to": target, "lang": NAMES[sides[there].lang], "other": other})


def _check_pictures(sides: Sides, texts: list[tuple[str, int]]) -> Iterator[Finding]:
    """Pictures are counted, not compared: one that shows words is another file in each language."""
    for pattern, what in ((_PICTURE, ("pictures", "张图片")), (_NOTICE, ("notices", "个提示框"))):
        found = [list(pattern.finditer(text)) for text, _ in texts]
        if len(found[0]) == len(found[1]):
            continue
        more = 0 if len(found[0]) > len(found[1]) else 1
        text, first = texts[more]
        place = Place(sides[more].source, *_at(text, found[more][-1].start(), first))
        facts: dict[str, str | tuple[str, str]] = {
            "lang": NAMES[sides[1 - more].lang],
            "other": f"{sides[1 - more].source}:{texts[1 - more][1]}",
        }
        facts |= {"has": str(len(found[1 - more])), "wants": str(len(found[more]))}
        yield Finding("SP453", place, facts | {"what": what})


def _at(text: str, offset: int, first: int) -> tuple[int, int]:
    return first + text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset)
