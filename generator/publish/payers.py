"""The map of who pays: a row for each situation, a column for each kind of cost, told by lines and words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.language.book import BOOKS
from generator.language.pages import Words, fill, page_words
from generator.language.phrase import Phrase, join, plain
from generator.language.say import say_value_name
from generator.language.style import Voice
from generator.playbook.html import Markup
from generator.policy.model import Policy, Rule
from generator.publish.lettering import NARROWEST, break_lines, set_text, set_title, width
from generator.publish.paid import KINDS, Cells, PaidRow, list_paid

_LINE, _BASE, _GAP = 20, 15, 12
_BETWEEN = 3
"""The part of the width in per cent that stays free behind a column."""


def draw_payers(policy: Policy, rules: Iterable[Rule], lang: str, voice: Voice) -> Markup | None:
    """The picture for these rules; None where none of them says who pays anything."""
    chosen = tuple(rules)
    first = _titled(policy, (row for row in list_paid(policy, chosen, voice) if row.rule.is_outcome), lang, voice)
    also = _titled(policy, (row for row in list_paid(policy, chosen, voice) if not row.rule.is_outcome), lang, voice)
    if not first and not also:
        return None
    words = page_words(lang)
    kinds = tuple(kind for kind in KINDS if any(kind == name for row in (*first, *also) for name, _ in row.cells))
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


@dataclass(frozen=True, slots=True)
class _TitledRow:
    """Situations in which the same people pay the same; what follows the one before stands without its title."""

    titles: tuple[str, ...]
    cells: Cells
    shown: tuple[str, ...]


def _titled(policy: Policy, rows: Iterable[PaidRow], lang: str, voice: Voice) -> tuple[_TitledRow, ...]:
    """The rows under their titles: rules one after the other that say the same everywhere share a row."""
    words, told = page_words(lang), list[_TitledRow]()
    merged: dict[tuple[Cells, str], int] = {}
    by_rule: dict[str, list[PaidRow]] = {}
    for row in rows:
        by_rule.setdefault(row.rule.id, []).append(row)
    for of_rule in by_rule.values():
        rule = of_rule[0].rule
        name = rule.title[lang] if rule.title else rule.id
        if len(of_rule) == 1 and not of_rule[0].offers:
            where = _where(policy, of_rule[0], name, lang, voice)
            key = (of_rule[0].cells, where)
            if not where and key in merged:
                at = merged[key]
                titles = (*told[at].titles, name)
                told[at] = _TitledRow(titles, told[at].cells, titles)
                continue
            merged[key] = len(told)
            title = where.format(title=name) if where else name
            told.append(_TitledRow((title,), of_rule[0].cells, (title,)))
            continue
        for place, row in enumerate(of_rule):
            narrow = _narrowed(policy, row, lang, voice)
            title = words["payers_where"].format(title=name, places=narrow) if narrow else name
            shown = title if place == 0 else narrow
            told.append(_TitledRow((title,), row.cells, (shown,)))
    return tuple(told)


def _narrowed(policy: Policy, row: PaidRow, lang: str, voice: Voice) -> str:
    """For what is chosen, and where: ``exchange``, ``the United States``."""
    offers = plain(
        join(
            [(BOOKS[lang].offer_word(policy, offer),) for offer in row.offers],
            page_words(lang)["comma"],
            page_words(lang)["or"],
        )
    )
    places = plain(BOOKS[lang].places(policy, [(test.axis, value) for test in row.where for value in test.values]))
    return page_words(lang)["payers_join"].join(part for part in (offers, places) if part)


def _where(policy: Policy, row: PaidRow, title: str, lang: str, voice: Voice) -> str:
    """The pattern that adds the countries of a condition, or those it leaves out; empty where the title says it all."""
    for tests, pattern in ((row.where, "payers_where"), (row.out, "payers_except")):
        names = [say_value_name(policy, test.axis, value, lang, voice) for test in tests for value in test.values]
        if names and not any(name.removeprefix("the ") in title for name in names):
            listed = plain(BOOKS[lang].places(policy, [(t.axis, value) for t in tests for value in t.values]))
            return page_words(lang)[pattern].replace("{places}", listed)
    return ""


def _tell(row: _TitledRow, words: Words, voice: Voice) -> Phrase:
    cells: list[Phrase] = [
        fill(words["payers_cell"], kind=words[f"payers_kind.{kind}"], payer=_name(payers, words, voice))
        for kind, payers in row.cells
    ]
    titles: list[Phrase] = [(title,) for title in row.titles]
    told = join(titles, words["payers_join"])
    pattern = words["payers_asked" if plain(told).endswith(("?", "？")) else "payers_row"]
    return fill(pattern, titles=told, cells=join(cells, words["payers_cells"]))


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

    def row(self, row: _TitledRow) -> None:
        """The situations, and under them who pays; a further choice or country of one situation in lighter letters."""
        titles: list[Phrase] = [(title,) for title in row.shown]
        look = "b" if row.shown == row.titles else "says"
        for line in break_lines(join(titles, self._words["payers_join"]), NARROWEST):
            self.parts.append(set_text(line, f'x="0" y="{self.top + _BASE}" class="{look}"'))
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
