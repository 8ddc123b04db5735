"""A page of marks, read: which of them can be seen, in which order, what hides the others, and where all comes from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree, html

from generator.agreement.effects import Effect
from generator.agreement.harms import Harm, harms_in
from generator.agreement.visible import Hidden, Piece, pieces_of
from generator.finding import Place
from generator.publish.located import AT, Templates
from generator.publish.specimens import Marks, Specimen, Spot

_BY_THE_WAY = frozenset("start back more versions contact case data paper others words parts ways".split())
"""Values that lead on, or name parts: a template may leave one out, or hide it where it is of no use. How to go on from
an answer (``ways``) is told beside it alone; the sections tell it of every rule."""
_FRAME = ("frame.shop", "frame.effective", "frame.version", "frame.days")
_ON_PAPER = frozenset((("print", "#case-rules"), ("paper.css", "summary")))
"""On paper a case is told with its answer: the rules that stand below it have pages of their own to print. And what is
folded on a screen lies open there, so that nothing has to be pressed."""


class MarkedPage:
    """One page of marks. ``names`` are those of its style sheets, in their order."""

    def __init__(self, rooms: Templates, specimen: Specimen, text: str, names: tuple[str, ...]) -> None:
        self.rooms, self.template, self.marks = rooms, specimen.template, specimen.marks
        self.is_whole = specimen.is_whole
        self.root = _parsed(text)
        self.lines: dict[str, Counter[Place]] = {}
        self.stands: dict[str, Place] = {}
        self.places: dict[int, Place] = {}
        self.dress = rooms.dress(names)
        self.rules = [
            harm
            for harm in self.dress.harms
            if harm.effect is Effect.HIDES
            and harm.matches is not None
            and (harm.media or harm.place.path.rpartition("/")[2], harm.selector) not in _ON_PAPER
        ]
        self.rules += [rule for style in self.root.iter("style") for rule in self._inside(style)]
        self.pieces = list(pieces_of(self.root, self.rules))
        self.seen: dict[str, list[int]] = {}
        self.hidden: dict[str, Hidden] = {}
        self.by_words: list[tuple[int, Piece]] = []
        self._read()

    def _inside(self, style: etree._Element) -> tuple[Harm, ...]:
        place = self.at(style)
        return tuple(
            replace(each, place=Place(place.path, place.line + each.place.line - 1))
            for each in harms_in(style.text or "", place.path, self.dress.known)
        )

    def _read(self) -> None:
        number = 0
        for piece in self.pieces:
            for part in re.split("([\U000f0000-\U000ffffd])", piece.text):
                number += 1
                if part in self.marks.spots:
                    if piece.hidden is None:
                        self.seen.setdefault(part, []).append(number)
                        spot, place = self.marks.spots[part], self.at(piece.element)
                        self.stands.setdefault(part, place)
                        self.places[number] = place
                        for name in {spot.told, spot.field}:
                            self.lines.setdefault(name, Counter())[place] += 1
                    else:
                        self.hidden.setdefault(part, piece.hidden)
                elif any(character.isalnum() for character in part):
                    self.by_words.append((number, piece))

    def policy_words(self) -> dict[etree._Element, Spot]:
        """The elements whose words are the policy's and can be seen, with what they say.

        What a style hides is among them: whatever else is done to it shows as soon as that is mended.
        """
        return {
            piece.element: spot
            for piece in self.pieces
            if piece.hidden is None or piece.hidden.rule is not None
            for mark in piece.text
            if (spot := self.marks.spots.get(mark)) and self.is_policy(spot)
        }

    def where(self, spot: Spot) -> Place:
        """Where a mark stands; of one that is not shown, where a template asks for it and nothing like it is shown."""
        own = next(mark for mark, each in self.marks.spots.items() if each is spot)
        if own in self.stands:
            return self.stands[own]
        places = self.rooms.places_of(spot, self.template)
        alike = self.lines.get(spot.told, Counter()).most_common(1)
        beside = [place for mark, place in self.stands.items() if self.marks.spots[mark].holder == spot.holder]
        likely = [*(place for place, _ in alike), *beside[-1:], *places]
        return next((each for each in places if each not in self.lines.get(spot.field, ())), likely[0])

    def is_needed(self, spot: Spot) -> bool:
        """Whether somebody who does not see it was not told something."""
        first = re.split(r"[.\[]", spot.path, maxsplit=1)[0]
        if spot.is_address:
            return False
        if first == "frame":
            return spot.path in _FRAME
        if self.template == "choose.html.j2" and spot.path.endswith(".shop"):
            return True
        return spot.path == "words.law" or first not in _BY_THE_WAY

    def is_policy(self, spot: Spot) -> bool:
        """Whether it says what the policy says."""
        first = re.split(r"[.\[]", spot.path, maxsplit=1)[0]
        return not spot.is_address and first not in _BY_THE_WAY and first != "frame"

    def spans(self) -> dict[str, tuple[int, int]]:
        """From where to where each view reaches."""
        spans: dict[str, tuple[int, int]] = {}
        for mark, numbers in self.seen.items():
            spot = self.marks.spots[mark]
            if self.is_policy(spot):
                first, last = spans.get(spot.holder, (numbers[0], numbers[-1]))
                spans[spot.holder] = min(first, numbers[0]), max(last, numbers[-1])
        return spans

    def words_in(self, element: etree._Element) -> Iterator[str]:
        """The marks in an element."""
        return (mark for text in element.itertext() for mark in text if mark in self.marks.spots)

    def at(self, element: etree._Element) -> Place:
        """The line of a template from which an element comes."""
        for each in (element, *element.iterancestors()):
            written = re.search(rf'{AT}="([^"]+)"', each.text or "") if each.tag is etree.Comment else None
            if at := written[1] if written else each.get(AT):
                path, _, line = at.rpartition(":")
                return Place(path, int(line))
        return Place(f"{self.rooms.name}/buyer/{self.template}")


def _parsed(text: str) -> etree._Element:
    """The page; an empty one if a template writes no element at all."""
    try:
        return html.document_fromstring(text, parser=html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:
        return html.document_fromstring("<html></html>")


def short(text: str, marks: Marks) -> str:
    """Words as a finding quotes them, each mark as a gap."""
    words = " ".join("".join("…" if each in marks.spots else each for each in text).split())
    return words if len(words) < 60 else f"{words[:59]}…"
