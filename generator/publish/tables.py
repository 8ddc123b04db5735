"""Terms → the values at the end of a section page: one line each, or a table where a value depends on something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from generator.language.lookup import axes_of, leaf_at
from generator.language.pages import page_words
from generator.language.phrase import Phrase, join, plain
from generator.language.say import say_term, say_value
from generator.language.style import Style, Voice
from generator.language.wording import capitalise
from generator.playbook.html import Markup, escape
from generator.playbook.markup import mark
from generator.policy.model import Label, Policy, Table, Term
from generator.policy.values import After, Day, EarlierOf, LaterOf, Leaf

Path = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A term: its value, or its values by row where it depends on something."""

    id: str
    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[tuple[Markup, ...], tuple[Markup, ...]], ...]
    value: Markup
    note: Markup


def view_term(policy: Policy, term: Term, lang: str) -> TableView:
    """The term's name and value, or its table: a column for each axis, rows of equal value joined."""
    name = _capital(term.name[lang])
    note = Markup("{}").format(term.note[lang]) if term.note else Markup("")
    if not isinstance(term.value, Table):
        return TableView(term.id, name, (), (), mark(_value(policy, term, lang, ())), note)
    axes = axes_of(term.value)
    rows: list[tuple[tuple[Markup, ...], tuple[Markup, ...]]] = []
    for (_, _), group in groupby(_leaves(term.value, ()), key=lambda found: (found[0][:-1], found[1])):
        paths = [path for path, _ in group]
        names = _names(policy, axes, paths, lang)
        rows.append((names, (mark(_value(policy, term, lang, paths[0])),)))
    head = tuple(_capital(name_axis(policy, axis, lang)) for axis in axes)
    return TableView(term.id, name, (*head, page_words(lang)["value"]), tuple(rows), Markup(""), note)


def name_axis(policy: Policy, axis: str, lang: str) -> str:
    """What a column of a table is called."""
    fact = policy.scopes.facts.get(axis)
    label: Label | None = fact.label if fact else None
    if axis == "season":
        return page_words(lang)["axis_season"]
    return label.forms(lang)[0] if label else axis


def _capital(words: str) -> str:
    return plain(capitalise((words,)))


def _value(policy: Policy, term: Term, lang: str, path: Path) -> Phrase:
    """A deadline as such, anything else bare."""
    leaf = leaf_at(policy, term.id, dict(path))
    style = Style.WITHIN if isinstance(leaf, After | Day | LaterOf | EarlierOf) else Style.PLAIN
    return capitalise(say_term(policy, term.id, lang, style, at=dict(path)))


def _leaves(value: Leaf | Table, path: Path) -> Iterator[tuple[Path, Leaf]]:
    """Every leaf with its whole path, ``other`` included, in the order written."""
    if not isinstance(value, Table):
        yield path, value
        return
    for key, inner in value.rows:
        yield from _leaves(inner, (*path, (value.axis, key)))


def _names(policy: Policy, axes: tuple[str, ...], paths: list[Path], lang: str) -> tuple[Markup, ...]:
    """One cell for each axis; rows that were joined are named together in the last one."""
    comma = page_words(lang)["comma"]
    cells = []
    for axis in axes:
        keys = list(dict.fromkeys(key for path in paths for each, key in path if each == axis))
        said = join([say_value(policy, axis, key, lang, Voice.BUYER) for key in keys], comma)
        cells.append(mark(capitalise(said)) if keys else escape(page_words(lang)["any"]))
    return tuple(cells)
