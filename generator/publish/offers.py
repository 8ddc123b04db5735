"""The staff tables of rules as HTML: a row for each band and option; condition rules in a second table."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from generator.language.phrase import Phrase
from generator.language.say import say_bands
from generator.language.style import Voice
from generator.language.table import OfferRow, SectionTable, rule_table
from generator.playbook.markup import mark
from generator.policy.model import Policy, Rule

_SITUATION, _UNTIL = 0, 1


def table_of(policy: Policy, rules: Iterable[Rule], lang: str) -> Markup:
    """The rules as tables. With one rule its situation is not repeated; columns that are empty are left out."""
    chosen = tuple(rules)
    table = rule_table(policy, chosen, lang)
    parts = []
    if table.rows:
        parts.append(_offers(policy, table, chosen, lang))
    if table.also:
        rows = [
            _row(row.rule, Markup('<th scope="row">{}</th>').format(mark(row.cells[0])), table.also_columns[1:-1], row.cells[1:-1])
            for row in table.also
        ]
        parts.append(_table(table.also_columns[:-1], rows, "offer also"))
    return Markup("\n").join(parts)


def _offers(policy: Policy, table: SectionTable, rules: tuple[Rule, ...], lang: str) -> Markup:
    fills = {rule.id: [band.fill for band in say_bands(policy, rule, lang, Voice.STAFF)] for rule in rules}
    single = len({row.rule for row in table.rows}) == 1
    used = [at for at in range(_UNTIL + 1, len(table.columns) - 1) if any(row.cells[at] for row in table.rows)]
    labels = tuple(table.columns[at] for at in used)
    rows = [
        _row(row.rule, _head(row, fills[row.rule], single=single), labels, tuple(row.cells[at] for at in used))
        for row in table.rows
    ]
    head = table.columns[_UNTIL] if single else f"{table.columns[_SITUATION]} · {table.columns[_UNTIL]}"
    return _table((head, *labels), rows, "offer")


def _head(row: OfferRow, fills: list[str], *, single: bool) -> Markup:
    """The row's header: the band's swatch and end; where there are several rules, the situation once above it."""
    fill = fills[row.band - 1] if row.band <= len(fills) else "none"
    first = row.band == 1 and row.option == 1 and not single
    situation = Markup('<span class="situation">{}</span>').format(mark(row.cells[_SITUATION])) if first else Markup("")
    swatch = Markup('<span class="swatch {}"></span>').format(fill)
    return Markup('<th scope="row">{}{}{}</th>').format(situation, swatch, mark(row.cells[_UNTIL]))


def _row(rule: str, head: Markup, labels: tuple[str, ...], cells: tuple[Phrase, ...]) -> Markup:
    """One row; each cell names its column, for screens too narrow for a table."""
    told = Markup("\n").join(
        Markup('<td data-label="{}">{}</td>').format(label, mark(cell) or "–")
        for label, cell in zip(labels, cells, strict=True)
    )
    return Markup('<tr data-rule="{}">{}\n{}</tr>').format(rule, head, told)


def _table(head: tuple[str, ...], rows: list[Markup], kind: str) -> Markup:
    cells = Markup("\n").join(Markup('<th scope="col">{}</th>').format(label) for label in head)
    return Markup('<table class="{}">\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>').format(
        kind, cells, Markup("\n").join(rows)
    )
