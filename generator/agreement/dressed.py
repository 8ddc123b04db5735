"""A page in its style sheets: what they do to its words, and what they say beside them, as findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from lxml import etree

from generator.agreement.contrast import faint
from generator.agreement.effects import Effect
from generator.agreement.harms import Harm, fonts_in, harms_in, own_fonts_in
from generator.agreement.lengths import Known
from generator.agreement.speaking import Speaking, printed_in, words_in
from generator.agreement.styles import imports_in, known_in
from generator.agreement.together import done_together
from generator.agreement.visible import selected
from generator.finding import Finding, Place

Words = Mapping[etree._Element, str]
"""The elements that hold words of the policy, with how a finding names those."""
UNTOLD = ("what nobody can tell", "无法判断的内容")
_ALL = ("all words", "所有文字")
_SHAPES = frozenset("rect path circle ellipse polygon polyline line use".split())
_TAKING = ("display", "visibility", "opacity", "content-visibility")
_BLOCKS = frozenset("p li ul ol dl dt div section article main nav header footer summary caption figure".split())
"""Before these a dash is a bullet; before others it is a sign."""


class Dress:
    """Some style sheets, by the paths that findings name, in the order in which a page has them.

    ``by_system``: pages follow the reader's system in the dark; those of the staff site say themselves what they are.
    """

    def __init__(self, sheets: Mapping[str, str], *, by_system: bool = True) -> None:
        self.sheets, self._by_system = sheets, by_system

    @cached_property
    def known(self) -> Known:
        """What each custom property may be, in any of the sheets."""
        return known_in(*self.sheets.values())

    @cached_property
    def harms(self) -> tuple[Harm, ...]:
        """What the sheets hide or move."""
        return tuple(each for name, text in self.sheets.items() for each in harms_in(text, name, self.known))

    @cached_property
    def speaking(self) -> tuple[Speaking, ...]:
        """The words that the sheets add."""
        return tuple(each for name, text in self.sheets.items() for each in words_in(text, name, self.known))

    def judge(self, root: etree._Element, words: Words) -> Iterator[Finding]:
        """Findings about words that are moved, and about words and boxes that are put among those of the policy."""
        yield from self._bare(root, words)
        moving = [each for each in self.harms if each.effect is Effect.MOVES and each.matches]
        for element, harm in selected(root, moving):
            if what := _first(element, words):
                yield Finding(Effect.MOVES, harm.place, {"how": harm.how, "what": what})
        for element, each in selected(root, [each for each in self.speaking if each.matches]):
            if (what := _first(element, words)) and not (each.is_sign and element.tag in _BLOCKS):
                yield Finding("SP464", each.place, {"text": each.text, "what": what})

    def _bare(self, root: etree._Element, words: Words) -> Iterator[Finding]:
        """Findings about what is painted in a picture, and taken away from behind or beside its words."""
        taking = [each for each in self.harms if each.effect is Effect.HIDES and each.said.startswith(_TAKING)]
        for element, harm in selected(root, [each for each in taking if each.matches]):
            picture = next(element.iterancestors("svg"), None) if element.tag in _SHAPES else None
            if picture is not None and (what := _first(picture, words)):
                yield Finding(Effect.HIDES, harm.place, {"how": harm.how, "what": what})

    def judge_closely(self, root: etree._Element, words: Words) -> Iterator[Finding]:
        """Findings about what only several declarations do together, and about colours."""
        for element, harm in done_together(root, words, self.sheets, self.known):
            yield Finding(harm.effect, harm.place, {"how": harm.how, "what": _first(element, words) or ""})
        for element, harm in faint(root, words, self.sheets, by_system=self._by_system):
            yield Finding(Effect.HIDES, harm.place, {"how": harm.how, "what": words[element]})

    def judge_sheets(self, own: frozenset[str]) -> Iterator[Finding]:
        """Findings about what those sheets that are a project's ``own`` do to no element, and so to every page."""
        for name in self.sheets.keys() & own:
            text = self.sheets[name]
            for place in imports_in(text, name):
                yield Finding(Effect.HIDES, place, {"how": "@import", "what": UNTOLD})
            for harm in fonts_in(text, name):
                yield Finding(harm.effect, harm.place, {"how": harm.how, "what": _ALL})
            for place, said in own_fonts_in(text, name):
                yield Finding("SP471", place, {"what": said})
            for each in printed_in(text, name):
                yield Finding("SP464", each.place, {"text": each.text, "what": each.selector})

    def judge_unknown(self) -> Iterator[Finding]:
        """Findings about harm to what nobody can select here."""
        for harm in self.harms:
            if harm.matches is None:
                yield Finding(harm.effect, harm.place, {"how": harm.how, "what": UNTOLD})


def once(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Each finding of a place once, whatever it concerns."""
    told: set[tuple[str, Place]] = set()
    for finding in findings:
        if (finding.code, finding.place) not in told:
            told.add((finding.code, finding.place))
            yield finding


def _first(element: etree._Element, words: Words) -> str | None:
    return next((told for held in element.iter() if (told := words.get(held))), None)
