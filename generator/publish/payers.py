"""The map of who pays: a row for each situation, a column for each kind of cost, told by lines and words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.language.book import BOOKS
from generator.language.pages import Words, fill, page_words
from generator.language.phrase import Phrase, join, plain
from generator.language.plan import plan_rule, resolve
from generator.language.say import say_value_name
from generator.language.style import Voice
from generator.playbook.html import Markup
from generator.policy.facets import is_internal
from generator.policy.model import Facet, Policy, Rule, Word
from generator.publish.lettering import NARROWEST, break_lines, set_text, set_title, width
from generator.publish.meeting import countries_of

_KINDS = ("postage", "outbound", "duties", "fees", "bears", "charge")
"""The kinds of cost, in the order of the columns."""
_PAID_BY = {"refunded": "seller", "not_refunded": "buyer"}
_LINE, _BASE, _GAP = 20, 15, 12
_BETWEEN = 3
"""The part of the width in per cent that stays free behind a column."""

Cells = tuple[tuple[str, tuple[str, ...]], ...]
"""By kind of cost, who pays: more than one where it depends on what is chosen, or when."""


@dataclass(frozen=True, slots=True)
class PaidRow:
    """Situations in which the same people pay the same."""

    titles: tuple[str, ...]
    cells: Cells


def draw_payers(policy: Policy, rules: Iterable[Rule], lang: str, voice: Voice) -> Markup | None:
    """The picture for these rules; None where none of them says who pays anything."""
    chosen = tuple(rules)
    first = _rows(policy, (rule for rule in chosen if rule.is_outcome), lang, voice)
    also = _rows(policy, (rule for rule in chosen if not rule.is_outcome), lang, voice)
    if not first and not also:
        return None
    words = page_words(lang)
    kinds = tuple(kind for kind in _KINDS if any(kind == name for row in (*first, *also) for name, _ in row.cells))
    drawing = _Drawing(kinds, words, voice)
    drawing.head()
    for row in first:
        drawing.row(row)
    if also and first:
        drawing.heading(words["payers_also"])
    for row in also:
        drawing.row(row)
    told = [_tell(row, words, voice) for row in (*first, *also)]
    title = set_title(fill(words["payers_alt"], rows=join(told, words["sentence_join"])))
    return Markup('<figure class="rail payers"><svg role="img" width="100%" height="{}">{}{}</svg></figure>').format(
        drawing.top, title, Markup("").join(drawing.parts)
    )


def _rows(policy: Policy, rules: Iterable[Rule], lang: str, voice: Voice) -> tuple[PaidRow, ...]:
    rows: dict[Cells, list[str]] = {}
    for rule in rules:
        cells = _cells(policy, rule, voice)
        if cells:
            rows.setdefault(cells, []).append(_title(policy, rule, lang, voice))
    return tuple(PaidRow(tuple(titles), cells) for cells, titles in rows.items())


def _title(policy: Policy, rule: Rule, lang: str, voice: Voice) -> str:
    """The title; where a condition holds in some countries only, with their names, unless it says so itself."""
    title = rule.title[lang] if rule.title else rule.id
    tests = countries_of(policy, rule.when) if not rule.is_outcome else ()
    places = [say_value_name(policy, test.axis, value, lang, voice) for test in tests for value in test.values]
    if not places or any(place.removeprefix("the ") in title for place in places):
        return title
    listed = BOOKS[lang].places(policy, [(test.axis, value) for test in tests for value in test.values])
    return page_words(lang)["payers_where"].format(title=title, places=plain(listed))


def _cells(policy: Policy, rule: Rule, voice: Voice) -> Cells:
    is_public = voice is Voice.BUYER
    if rule.is_outcome:
        stretches = plan_rule(policy, rule, is_public=is_public).stretches
        facets = [f for s in stretches for o in s.outcomes if o.grants for f in o.facets]
        facets += [
            f for band in rule.bands for o in resolve(rule, band) if not o.grants for f in o.facets if _is_loss(f)
        ]
    else:
        facets = list(rule.facets)
    paid: dict[str, dict[str, None]] = {}
    for facet in facets:
        kind, payer = facet.name.partition(".")[0], _payer(facet)
        if kind in _KINDS and payer and not (is_public and is_internal(facet.name)):
            paid.setdefault(kind, {})[payer] = None
    return tuple((kind, tuple(sorted(paid[kind]))) for kind in _KINDS if kind in paid)


def _is_loss(facet: Facet) -> bool:
    return facet.name == "bears" or facet.name.startswith("charge.")


def _payer(facet: Facet) -> str | None:
    if facet.name.startswith("fees."):
        return "buyer"
    if facet.name.startswith("charge."):
        return "seller"
    return _PAID_BY.get(facet.value.text, facet.value.text) if isinstance(facet.value, Word) else None


def _tell(row: PaidRow, words: Words, voice: Voice) -> Phrase:
    cells: list[Phrase] = [
        fill(words["payers_cell"], kind=words[f"payers_kind.{kind}"], payer=_name(payers, words, voice))
        for kind, payers in row.cells
    ]
    titles: list[Phrase] = [(title,) for title in row.titles]
    told = join(titles, words["payers_join"])
    return fill(words["payers_row"], titles=told, cells=join(cells, words["payers_cells"]))


def _name(payers: tuple[str, ...], words: Words, voice: Voice) -> str:
    return words["or"].join(words[f"payers_words.{voice}.{payer}"] for payer in payers)


class _Drawing:
    """The picture as it grows downwards; ``top`` is where the next part begins."""

    def __init__(self, kinds: tuple[str, ...], words: Words, voice: Voice) -> None:
        self.parts: list[Markup] = []
        self.top = 0
        self._kinds, self._words, self._voice = kinds, words, voice
        self._step = 100 / len(kinds)

    def head(self) -> None:
        """The kinds of cost over their columns, each in as many lines as it needs."""
        room = NARROWEST / len(self._kinds) - 8
        names = [break_lines((self._words[f"payers_kind.{kind}"],), room) for kind in self._kinds]
        for at, lines in enumerate(names):
            for row, line in enumerate(lines):
                self._text(line, at, row * _LINE, "says")
        self.top += _LINE * max(len(lines) for lines in names) + 4
        self.parts.append(Markup('<line class="rule-line" x1="0" x2="100%" y1="{0}" y2="{0}"/>').format(self.top))
        self.top += _GAP

    def heading(self, words: str) -> None:
        """A line over the rows that follow."""
        self.parts.append(set_text((words,), f'x="0" y="{self.top + _BASE}" class="says"'))
        self.top += _LINE + _GAP // 2

    def row(self, row: PaidRow) -> None:
        """The situations, and under them who pays."""
        titles: list[Phrase] = [(title,) for title in row.titles]
        for line in break_lines(join(titles, self._words["payers_join"]), NARROWEST):
            self.parts.append(set_text(line, f'x="0" y="{self.top + _BASE}" class="b"'))
            self.top += _LINE
        self.top += 6
        cells = dict(row.cells)
        for at, kind in enumerate(self._kinds):
            if kind in cells:
                self._cell(at, cells[kind])
        self.top += 6 + _LINE + _GAP

    def _cell(self, at: int, payers: tuple[str, ...]) -> None:
        each = (self._step - _BETWEEN) / len(payers)
        for place, payer in enumerate(payers):
            look = {"buyer": "you", "seller": "we"}.get(payer, "they")
            start = at * self._step + place * each
            self.parts.append(
                Markup('<line class="{}" x1="{}%" x2="{}%" y1="{y}" y2="{y}"/>').format(
                    look, _percent(start), _percent(start + each - (1 if place + 1 < len(payers) else 0)), y=self.top
                )
            )
        room = NARROWEST / len(self._kinds) - 8
        name = _name(payers, self._words, self._voice)
        if width(name) > room:
            name = "/".join(self._words[f"payers_words.{self._voice}.{payer}"] for payer in payers)
        self._text((name,), at, 6, "says")

    def _text(self, line: Phrase, at: int, down: int, look: str) -> None:
        x = _percent(at * self._step)
        self.parts.append(set_text(line, f'x="{x}%" y="{self.top + down + _BASE}" class="{look}"'))


def _percent(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
