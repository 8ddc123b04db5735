"""Tables and blocks of staff pages as HTML that any Markdown engine leaves alone."""

from __future__ import annotations

from collections.abc import Iterable

from generator.playbook.html import Markup


def draw_table(
    kind: str, head: Iterable[str], rows: Iterable[tuple[Iterable[str], Iterable[Markup]]], caption: str | None
) -> Markup:
    """A table whose first cells are row headers; every other cell carries its column's name, for narrow screens."""
    labels = list(head)
    cells = Markup("\n").join(Markup('<th scope="col">{}</th>').format(label) for label in labels)
    lines = []
    for names, values in rows:
        heads = list(names)
        told = [Markup('<th scope="row">{}</th>').format(name) for name in heads]
        told += [
            Markup('<td data-label="{}">{}</td>').format(label, value)
            for label, value in zip(labels[len(heads) :], values, strict=True)
        ]
        lines.append(Markup("<tr>{}</tr>").format(Markup("\n").join(told)))
    named = Markup("<caption>{}</caption>\n").format(caption) if caption else Markup("")
    return Markup('<table class="{}">\n{}<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>').format(
        kind, named, cells, Markup("\n").join(lines)
    )


def one_block(html: Markup) -> str:
    """HTML without empty lines, alone between two: Markdown engines then leave it as it is."""
    lines = [line for line in str(html).split("\n") if line.strip()]
    return "\n\n" + "\n".join(lines) + "\n\n"
