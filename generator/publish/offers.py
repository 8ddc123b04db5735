"""The staff tables of rules as HTML: a row for each band and option; condition rules in a second table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.language.pages import Words, desk_words
from generator.language.phrase import Phrase
from generator.language.say import Fill, say_bands
from generator.language.style import Voice
from generator.language.table import OfferRow, SectionTable, rule_table
from generator.playbook.html import Markup
from generator.playbook.markup import mark
from generator.policy.model import Policy, Rule, Word
from generator.publish.ladders import draw_rungs

_SITUATION, _UNTIL = 0, 1


def table_of(policy: Policy, rules: Iterable[Rule], lang: str, note: Markup | None = None) -> Markup:
    """The rules as tables; with several rules each has a group under its situation, and empty columns are left out.

    ``note`` stands right below the table of offers.
    """
    chosen = tuple(rules)
    table = rule_table(policy, chosen, lang)
    parts = []
    if table.rows:
        parts += [_offers(policy, table, chosen, lang), note or Markup("")]
    if table.also:
        rows = [
            _row(row.rule, _th(mark(row.cells[_SITUATION])), table.also_columns[1:-1], row.cells[1:-1])
            for row in table.also
        ]
        parts.append(_table(table.also_columns[:-1], [_body(rows)], "offer also"))
    return Markup("\n").join(parts)


def note_of(policy: Policy, rules: Iterable[Rule], lang: str, words: Words) -> Markup:
    """What the table calls by its name: who approves up to which amount, a line for each ladder."""
    named = dict.fromkeys(word.text for rule in rules for word in _approvals(rule))
    lines = [draw_rungs(policy, policy.ladders[name], lang, words) for name in named if name in policy.ladders]
    return Markup("\n").join(Markup('<p class="rungs">{}</p>').format(line) for line in lines)


def _approvals(rule: Rule) -> Iterator[Word]:
    options = [option.facets for band in rule.bands for option in band.options]
    for facets in (rule.facets, *options):
        for facet in facets:
            if facet.name == "approval" and isinstance(facet.value, Word):
                yield facet.value


def _offers(policy: Policy, table: SectionTable, rules: tuple[Rule, ...], lang: str) -> Markup:
    used = [at for at in range(_UNTIL + 1, len(table.columns) - 1) if any(row.cells[at] for row in table.rows)]
    labels = tuple(table.columns[at] for at in used)
    bodies = []
    for rule in rules:
        own = [row for row in table.rows if row.rule == rule.id]
        if not own:
            continue
        fills = [band.fill for band in say_bands(policy, rule, lang, Voice.STAFF)]
        lines = [_row(rule.id, _head(row, fills, lang), labels, tuple(row.cells[at] for at in used)) for row in own]
        if len(rules) > 1:
            lines.insert(0, _group(mark(own[0].cells[_SITUATION]), len(used) + 1))
        bodies.append(_body(lines))
    return _table((table.columns[_UNTIL], *labels), bodies, "offer")


def _group(situation: Markup, columns: int) -> Markup:
    """The line above the rows of one rule."""
    return Markup('<tr class="group"><th scope="rowgroup" colspan="{}">{}</th></tr>').format(columns, situation)


def _head(row: OfferRow, fills: list[Fill], lang: str) -> Markup:
    """The row's header: the band's swatch and end, said once for all options of the band."""
    fill = fills[row.band - 1] if row.band <= len(fills) else Fill.NONE
    words = mark(row.cells[_UNTIL]) if row.option == 1 else Markup("{}").format(desk_words(lang)["or"])
    return _th(Markup('<span class="swatch {}"></span>{}').format(fill, words))


def _th(words: Markup) -> Markup:
    return Markup('<th scope="row">{}</th>').format(words)


def _row(rule: str, head: Markup, labels: tuple[str, ...], cells: tuple[Phrase, ...]) -> Markup:
    """One row; each cell names its column, for screens too narrow for a table."""
    told = Markup("\n").join(
        Markup('<td data-label="{}">{}</td>').format(label, mark(cell))
        if cell
        else Markup('<td class="empty" data-label="{}">–</td>').format(label)
        for label, cell in zip(labels, cells, strict=True)
    )
    return Markup('<tr data-rule="{}">{}\n{}</tr>').format(rule, head, told)


def _body(rows: list[Markup]) -> Markup:
    return Markup("<tbody>\n{}\n</tbody>").format(Markup("\n").join(rows))


def _table(head: tuple[str, ...], bodies: list[Markup], kind: str) -> Markup:
    cells = Markup("\n").join(Markup('<th scope="col">{}</th>').format(label) for label in head)
    return Markup('<table class="{}">\n<thead><tr>{}</tr></thead>\n{}\n</table>').format(
        kind, cells, Markup("\n").join(bodies)
    )
