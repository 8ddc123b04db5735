"""What buyer templates do with the words that they are given: they arrange them, and that is all.

Each template is rendered with marks in the place of words. Every mark of the policy has to be seen, by everybody;
those of one rule together, in their order, with nothing typed between them; a heading above what it is the heading of;
a link around the words of what it leads to. Whatever else a template does is told at its line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from lxml import etree, html

from generator.agreement.contrast import faint
from generator.agreement.expressions import source_of
from generator.agreement.styles import Hiding, hidings_in, imports_in
from generator.agreement.visible import Hidden, Piece, pieces_of, selected
from generator.finding import Finding, Place
from generator.publish.located import AT, Templates
from generator.publish.specimens import Marks, Specimen, Spot, specimens
from generator.publish.templates import template_finding
from generator.publish.views import Frame, RuleRow, RuleView

_BUYER = "overrides/buyer"
_STYLES = ("tokens.css", "buyer/buyer.css", "buyer/rail.css")
_CASE_STYLES = (*_STYLES, "assistant/case.css")
_PAPER_STYLES = (*_STYLES, "buyer/paper.css")
_ALL_STYLES = (*_CASE_STYLES, "buyer/paper.css")
_DRESSED = {
    "case.html.j2": _CASE_STYLES,
    **dict.fromkeys(("overview.html.j2", "section.html.j2", "contact.html.j2"), _PAPER_STYLES),
}
"""The styles of each template; three of them are printed as PDF too."""
_BY_THE_WAY = frozenset("start back more versions contact case data paper others words parts".split())
"""Values that lead on, or name parts: a template may leave one out, or hide it where it is of no use."""
_FRAME = ("frame.shop", "frame.effective", "frame.version", "frame.days")
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
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 th caption dt legend summary figcaption".split())
_SPOKEN = ("alt", "aria-label", "title", "aria-description", "placeholder", "aria-roledescription", "data-label")
_DESCRIBES = re.compile(r"description|title|site_name|name$", re.IGNORECASE)
_ON_PAPER = frozenset((("print", "#case-rules"), ("paper.css", "summary")))
"""On paper a case is told with its answer: the rules that stand below it have pages of their own to print. And what is
folded on a screen lies open there, so that nothing has to be pressed."""
_UNTOLD = ("what nobody can tell", "无法判断的内容")
_BLOCK = frozenset("p li dd dt td th h1 h2 h3 h4 summary caption div section figure".split())


def check_arranged(overrides: Path, root: Path, own: frozenset[str]) -> tuple[Finding, ...]:
    """Findings about the buyer templates of a project that are its own or made of what is its own, each once."""
    if not (overrides / "buyer").is_dir():
        return ()
    files = [*sorted((overrides / "buyer").rglob("*.j2")), *(overrides / name for name in _ALL_STYLES)]
    sources = tuple((path.relative_to(overrides).as_posix(), source_of(path)) for path in files if path.is_file())
    return _judge(sources, overrides.relative_to(root).as_posix(), own)


def _judge(sources: tuple[tuple[str, str], ...], name: str, own: frozenset[str]) -> tuple[Finding, ...]:
    held = dict(sources)
    read = {name for name in own if name.endswith(".j2") or name in _ALL_STYLES}
    is_whole = read <= held.keys()  # of what is gone nobody knows what was made of it
    rooms = Templates(held, name)
    found: dict[tuple[str, Place], Finding] = {}
    for style in sorted(own.intersection(_ALL_STYLES)):
        for place in imports_in(held.get(style, ""), f"{name}/{style}"):
            found["SP461", place] = Finding("SP461", place, {"how": "@import", "what": _UNTOLD})
    for template in dict.fromkeys(specimen.template for specimen in specimens()):
        if f"buyer/{template}" in held:
            parts = rooms.parts_of(template) | {*_DRESSED.get(template, _STYLES)}
            if is_whole and own.isdisjoint(parts):
                continue
            needed = tuple(each for each in sources if each[0] in parts)
            for finding in _judge_template(template, needed, name):
                found.setdefault((finding.code, finding.place), finding)
    return tuple(found.values())


@lru_cache(maxsize=64)  # projects with the same templates are judged alike, and one project time and again
def _judge_template(template: str, sources: tuple[tuple[str, str], ...], name: str) -> tuple[Finding, ...]:
    rooms = Templates(dict(sources), name)
    made = (specimen for specimen in specimens() if specimen.template == template)
    return tuple(finding for specimen in made for finding in _judge_one(rooms, specimen))


def _judge_one(rooms: Templates, specimen: Specimen) -> Iterator[Finding]:
    """Findings about one page of marks."""
    try:
        text = rooms.render(specimen.template, specimen.values)
    except Exception as error:
        if wrong := template_finding(error, Path("/")):
            yield wrong
        try:  # what else is wrong is told at once
            text = rooms.render(specimen.template, specimen.values, leniently=True)
        except Exception:
            return
    yield from _Page(rooms, specimen, text).findings()


def _parsed(text: str) -> etree._Element:
    """The page; an empty one if a template writes no element at all."""
    try:
        return html.document_fromstring(text, parser=html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:
        return html.document_fromstring("<html></html>")


class _Page:
    """One page of marks, read."""

    def __init__(self, rooms: Templates, specimen: Specimen, text: str) -> None:
        self._rooms, self._template, self._marks = rooms, specimen.template, specimen.marks
        self._is_whole = specimen.is_whole
        self._root = _parsed(text)
        self._names = styles = _DRESSED.get(specimen.template, _STYLES)
        self._lines: dict[str, Counter[Place]] = {}
        self._stands: dict[str, Place] = {}
        self._places: dict[int, Place] = {}
        rules = [
            rule
            for name in styles
            for rule in rooms.hidings.get(name, ())
            if (rule.media or rule.place.path.rpartition("/")[2], rule.selector) not in _ON_PAPER
        ]
        self._unjudged = [rule for rule in rules if rule.matches is None]
        self._rules = rules + [rule for style in self._root.iter("style") for rule in self._inside(style)]
        self._pieces = list(pieces_of(self._root, self._rules))
        self._seen: dict[str, list[int]] = {}
        self._hidden: dict[str, Hidden] = {}
        self._by_words: list[tuple[int, Piece]] = []
        self._read()

    def findings(self) -> Iterator[Finding]:
        """All that is wrong with it. Where something is missing, what stands around it is not judged too."""
        missing = list(self._leaves_out())
        yield from missing
        for judge in () if missing else (self._orders, self._heads, self._leads):
            yield from judge()
        yield from self._types()
        yield from self._styles()
        yield from self._scripts()
        for rule in self._unjudged:
            how = f"{rule.selector} {{ {rule.said} }}"
            yield Finding("SP461", rule.place, {"how": how, "what": _UNTOLD})

    def _styles(self) -> Iterator[Finding]:
        """Words and boxes of a style sheet among those of the policy, and words in the colour of their ground."""
        ours = {
            p.element: s
            for p in self._pieces
            if p.hidden is None
            for m in p.text
            if (s := self._marks.spots.get(m)) and self._is_policy(s)
        }
        sheets = {f"{self._rooms.name}/{name}": self._rooms.sources.get(name, "") for name in self._names}
        speaking = [each for name in self._names for each in self._rooms.speaking.get(name, ())]
        for element, each in selected(self._root, [each for each in speaking if each.matches]):
            told = next((spot for held in element.iter() if (spot := ours.get(held))), None)
            if told:
                yield Finding("SP464", each.place, {"text": _short(each.text, self._marks), "what": _told(told)})
        for element, rule in faint(self._root, ours, sheets) if self._is_whole else ():
            facts = {"how": f"{rule.selector} {{ {rule.said} }}", "what": _told(ours[element])}
            yield Finding("SP461", rule.place, facts)

    def _inside(self, style: etree._Element) -> tuple[Hiding, ...]:
        place = self._at(style)
        return tuple(
            replace(each, place=Place(place.path, place.line + each.place.line - 1))
            for each in hidings_in(style.text or "", place.path)
        )

    def _read(self) -> None:
        number = 0
        for piece in self._pieces:
            for part in re.split("([\U000f0000-\U000ffffd])", piece.text):
                number += 1
                if part in self._marks.spots:
                    if piece.hidden is None:
                        self._seen.setdefault(part, []).append(number)
                        spot, place = self._marks.spots[part], self._at(piece.element)
                        self._stands.setdefault(part, place)
                        self._places[number] = place
                        for name in {_told(spot), spot.field}:
                            self._lines.setdefault(name, Counter())[place] += 1
                    else:
                        self._hidden.setdefault(part, piece.hidden)
                elif any(character.isalnum() for character in part):
                    self._by_words.append((number, piece))

    def _leaves_out(self) -> Iterator[Finding]:
        """What cannot be seen, or is not there."""
        for mark, spot in self._marks.spots.items():
            if mark in self._seen or not self._is_needed(spot):
                continue
            what = _told(spot)
            if hidden := self._hidden.get(mark):
                place = hidden.rule.place if hidden.rule else self._at(hidden.element)
                yield Finding("SP461", place, {"how": hidden.how, "what": what})
            else:
                yield Finding("SP462", self._where(spot), {"what": what})
        for element, rule in selected(self._root, self._rules):
            unseen = [self._marks.spots[mark] for mark in self._words_in(element) if mark not in self._seen]
            lost = next(filter(self._is_needed, unseen), None)
            if lost:
                how = f"{rule.selector} {{ {rule.said} }}"
                yield Finding("SP461", rule.place, {"how": how, "what": _told(lost)})
        for mark, spot in self._marks.spots.items():
            if re.fullmatch(r"(?:rules|also)\[\d+\]\.id", spot.path) and not self._root.xpath("//*[@id=$id]", id=mark):
                yield Finding("SP462", self._where(spot), {"what": _told(spot)})
        for name, where in (("frame.title", "//head/title/text()"), ("frame.description", "//head/meta/@content")):
            mark = next((mark for mark, spot in self._marks.spots.items() if spot.path == name), "")
            if mark and not any(mark in text for text in self._root.xpath(where)):
                place = self._where(self._marks.spots[mark])
                yield Finding("SP462", place, {"what": name})

    def _where(self, spot: Spot) -> Place:
        """Where a mark stands; of one that is not shown, where a template asks for it and nothing like it is shown."""
        own = next(mark for mark, each in self._marks.spots.items() if each is spot)
        if own in self._stands:
            return self._stands[own]
        places = self._rooms.places_of(spot, self._template)
        alike = self._lines.get(_told(spot), Counter()).most_common(1)
        beside = [place for mark, place in self._stands.items() if self._marks.spots[mark].holder == spot.holder]
        likely = [*(place for place, _ in alike), *beside[-1:], *places]
        return next((each for each in places if each not in self._lines.get(spot.field, ())), likely[0])

    def _is_needed(self, spot: Spot) -> bool:
        first = re.split(r"[.\[]", spot.path, maxsplit=1)[0]
        if spot.is_address:
            return False
        if first == "frame":
            return spot.path in _FRAME
        if self._template == "choose.html.j2" and spot.path.endswith(".shop"):
            return True
        return spot.path == "words.law" or first not in _BY_THE_WAY

    def _orders(self) -> Iterator[Finding]:
        """What stands among other things than its own, or before what it follows."""
        tree: dict[str, dict[str, list[int]]] = {}
        for mark, spot in self._marks.spots.items():
            steps = re.findall(r"\[\d+\]|\.\d+(?=\[|\.|$)|[^.\[\]]+", spot.path)
            if spot.is_address or steps[0] in ("words", "case", "parts") or mark not in self._seen:
                continue
            path = ""
            for step in steps:
                child = path + (step if step[0] in "[." else f".{step}" if path else step)
                tree.setdefault(path, {}).setdefault(child, []).extend(self._seen[mark])
                path = child
        for holder, children in tree.items():
            ordered = self._in_order(holder, list(children))
            for one, other in pairwise(ordered):
                if max(children[one]) > min(children[other]):
                    spot = next(s for s in self._marks.spots.values() if s.path.startswith(other) and not s.is_address)
                    facts = {"what": _bare(other), "other": _bare(one)}
                    yield Finding("SP463", self._where(spot), facts)

    def _in_order(self, holder: str, children: list[str]) -> list[str]:
        """The children of a view or a list as they have to stand; of others none."""
        if all(re.search(r"(?:\[|\.)\d+\]?$", child) for child in children):
            return sorted(children, key=lambda child: int(re.findall(r"\d+", child)[-1]))
        kind = self._marks.kinds.get(holder)
        if kind is None or kind is Frame:
            return []
        names = [name for name in kind.__dataclass_fields__ if f"{holder}.{name}" in children]
        if kind is RuleView:
            names = ["title", *(name for name in names if name != "title")][:1]
        return [f"{holder}.{name}" for name in names]

    def _types(self) -> Iterator[Finding]:
        """Words that were typed into a block that tells what the policy says, or between what belongs together."""
        spans = self._spans() if self._by_words else {}
        for number, piece in self._by_words:
            if piece.hidden is not None:
                continue
            block = next((each for each in (piece.element, *piece.element.iterancestors()) if each.tag in _BLOCK), None)
            inside = "".join(block.itertext()) if block is not None and len(block) < 30 else ""
            heads = piece.element.tag if piece.element.tag in _HEADINGS else ""
            told = [s for mark in inside if (s := self._marks.spots.get(mark)) and self._is_policy(s)]
            among = next((holder for holder, (first, last) in spans.items() if first < number < last), None)
            if told or among or heads:
                what = _told(told[0]) if told else _bare(among or "") or f"<{heads}>"
                yield Finding("SP464", self._at(piece.element), {"text": _short(piece.text, self._marks), "what": what})

        for element, text in self._spoken():
            if any(each.isalnum() and each not in self._marks.spots for each in text):
                facts = {"text": _short(text, self._marks), "what": f"<{element.tag}>"}
                yield Finding("SP464", self._at(element), facts)

    def _spoken(self) -> Iterator[tuple[etree._Element, str]]:
        """What is read of a page without being seen on it: its title, its description, what stands for a picture."""
        for element in self._root.iter("title"):
            yield element, element.text or ""
        for element in self._root.iter("meta"):
            if _DESCRIBES.search(element.get("name") or element.get("property") or element.get("itemprop") or ""):
                yield element, element.get("content") or ""
        for element in self._root.iter():
            if isinstance(element.tag, str):
                yield from ((element, value) for name in _SPOKEN if (value := element.get(name)))

    def _spans(self) -> dict[str, tuple[int, int]]:
        """From where to where each view reaches."""
        spans: dict[str, tuple[int, int]] = {}
        for mark, numbers in self._seen.items():
            spot = self._marks.spots[mark]
            if self._is_policy(spot):
                first, last = spans.get(spot.holder, (numbers[0], numbers[-1]))
                spans[spot.holder] = min(first, numbers[0]), max(last, numbers[-1])
        return spans

    def _is_policy(self, spot: Spot) -> bool:
        first = re.split(r"[.\[]", spot.path, maxsplit=1)[0]
        return not spot.is_address and first not in _BY_THE_WAY and first != "frame"

    def _heads(self) -> Iterator[Finding]:
        """Words of the page that say what follows, above something else; and what follows without them."""
        told = sorted(
            (number, mark)
            for mark, numbers in self._seen.items()
            for number in numbers
            if self._is_policy(self._marks.spots[mark]) or self._marks.spots[mark].path.startswith("words.")
        )
        firsts: dict[str, int] = {}
        for at, (_, mark) in enumerate(told):
            path = self._marks.spots[mark].path if self._is_policy(self._marks.spots[mark]) else ""
            for found in re.finditer(rf"(?:^|\.)({'|'.join(_HEADS)})(?=[\[.]|$)", path):
                firsts.setdefault(path[: found.end()], at)
        wanted = {at: name for name, at in firsts.items()}
        heads = {f"words.{head}": name for name, head in _HEADS.items()}
        for at, (number, mark) in enumerate(told):
            spot = self._marks.spots[mark]
            if at in wanted:
                head = f"words.{_HEADS[wanted[at].rpartition('.')[2]]}"
                before = self._marks.spots[told[at - 1][1]].path if at else "-"
                if before != head:
                    place = self._places[told[at - 1][0] if before.startswith("words.") else number]
                    yield Finding("SP463", place, {"what": _told(spot), "other": head})
            if spot.path in heads:
                after = wanted.get(at + 1, "-")
                if after.rpartition(".")[2] != heads[spot.path]:
                    yield Finding("SP463", self._places[number], {"what": spot.path, "other": heads[spot.path]})

    def _leads(self) -> Iterator[Finding]:
        """Links around the words of something else, and rules under another rule's name."""
        for element in self._root.iter("a"):
            target = next((s for m in element.get("href", "") if (s := self._marks.spots.get(m))), None)
            yield from self._own(element, target)
        for element in self._root.xpath("//*[@data-rule]"):
            yield from self._own(element, self._marks.spots.get(element.get("data-rule", "")))
        ids = {spot.holder: mark for mark, spot in self._marks.spots.items() if spot.field == "id"}
        named = {
            rule: set(self._words_in(element))
            for element in self._root.xpath("//*[@data-rule]")
            if (rule := element.get("data-rule"))
        }
        for holder, kind in self._marks.kinds.items():
            if kind in (RuleView, RuleRow):
                for mark, spot in self._marks.spots.items():
                    if spot.holder == holder and mark in self._seen and mark not in named.get(ids.get(holder, ""), ()):
                        place = self._where(self._marks.spots[ids[holder]])
                        yield Finding("SP463", place, {"what": _told(spot), "other": f"data-rule={_bare(holder)}.id"})
                        break

    def _own(self, element: etree._Element, target: Spot | None) -> Iterator[Finding]:
        for mark in self._words_in(element):
            spot = self._marks.spots[mark]
            if target and self._is_policy(spot) and not _within(spot.path, target.holder or target.path):
                yield Finding("SP463", self._at(element), {"what": _told(spot), "other": _told(target)})
                return

    def _words_in(self, element: etree._Element) -> Iterator[str]:
        return (mark for text in element.itertext() for mark in text if mark in self._marks.spots)

    def _scripts(self) -> Iterator[Finding]:
        """Data that is not what was given, and pages that lead away by themselves."""
        data = {mark for mark, spot in self._marks.spots.items() if spot.path == "data" and spot.is_address}
        held = [script for script in self._root.iter("script") if (script.text or "").strip()]
        for script in held:
            if (script.text or "").strip() not in data:
                facts = {"text": _short(script.text or "", self._marks), "what": "data"}
                yield Finding("SP464", self._at(script), facts)
        if data and not any((script.text or "").strip() in data for script in held):
            yield Finding("SP462", Place(f"{self._rooms.name}/buyer/{self._template}"), {"what": "data"})
        for element in self._root.iter("meta", "base"):
            if element.tag == "base" or (element.get("http-equiv") or "").lower() == "refresh":
                what = "the whole page", "整个页面"
                yield Finding("SP461", self._at(element), {"how": f"<{element.tag}>", "what": what})

    def _at(self, element: etree._Element) -> Place:
        """The line of a template from which an element comes."""
        for each in (element, *element.iterancestors()):
            written = re.search(rf'{AT}="([^"]+)"', each.text or "") if each.tag is etree.Comment else None
            if at := written[1] if written else each.get(AT):
                path, _, line = at.rpartition(":")
                return Place(path, int(line))
        return Place(f"{self._rooms.name}/buyer/{self._template}")


def _within(path: str, holder: str) -> bool:
    return path == holder or path.startswith((f"{holder}.", f"{holder}["))


def _bare(path: str) -> str:
    return re.sub(r"\[\d+\]", "", path)


def _told(spot: Spot) -> str:
    return _bare(spot.path)


def _short(text: str, marks: Marks) -> str:
    words = " ".join("".join("…" if each in marks.spots else each for each in text).split())
    return words if len(words) < 60 else f"{words[:59]}…"
