"""Values on this page: every term that a merged page quotes, with its value, its clock and its id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator.language.pages import desk_words
from generator.language.phrase import Phrase
from generator.language.say import say_term
from generator.language.style import Style
from generator.playbook.html import Markup
from generator.playbook.markup import mark
from generator.policy.lookup import leaves
from generator.policy.model import Policy, Table
from generator.policy.values import After, EarlierOf, LaterOf, Leaf, Share
from generator.publish.grid import one_block

_TERM = re.compile(r'data-term="([^"]+)"')


def list_values(policy: Policy, lang: str, merged: str, row: Callable[[str], Markup]) -> str:
    """The last block of a page; empty if its merged text quotes no term, or shows whole sections with all values.

    ``row`` draws the row of a term.
    """
    if 'class="term-value"' in merged:
        return ""
    terms = [term for term in dict.fromkeys(_TERM.findall(merged)) if term in policy.terms]
    if not terms:
        return ""
    words = desk_words(lang)
    labels = [words[name] for name in ("value_name", "value", "counted_from", "id")]
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(label) for label in labels)
    details = Markup(
        '<details class="values" id="values" data-search-exclude="">\n<summary>{}</summary>\n'
        '<table class="values-table">\n'
        "<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>\n</details>"
    ).format(words["values"].format(count=len(terms)), head, Markup("\n").join(map(row, terms)))
    return f"\n{one_block(details)}\n"


def draw_value(policy: Policy, term: str, lang: str, root: str) -> Markup:
    """The row of one term: name, value, what it is counted from, id; ``root`` leads to the language's root."""
    words = desk_words(lang)
    held = policy.terms[term]
    found = leaves(held.value)
    said = [_say_leaf(policy, term, path, lang) for path, _ in found]
    clock = _clocks(policy, [leaf for _, leaf in found], lang) or words["none"]
    link = Markup('<a href="{}policy/#term.{}">{}</a>').format(root, term, held.name[lang])
    row = '<tr data-for="{}"><th scope="row">{}</th><td data-label="{}">{}</td>'
    value = Markup(" · ").join(dict.fromkeys(mark(phrase) for phrase in said))
    row += '<td data-origin="" data-label="{}">{}</td>'
    return Markup(row + '<td data-label="{}"><code>{}</code></td></tr>').format(
        term, link, words["value"], value, words["counted_from"], clock, words["id"], _breakable(term)
    )


def _breakable(name: str) -> Markup:
    """A name that goes on in the next line behind its dot, and nowhere else."""
    return Markup(".<wbr>").join(name.split("."))


def _say_leaf(policy: Policy, term: str, path: tuple[str, ...], lang: str) -> Phrase:
    axes = axes_along(policy.terms[term].value, path)
    return say_term(policy, term, lang, Style.PLAIN, dict(zip(axes, path, strict=True)) or None)


def axes_along(value: Leaf | Table, path: tuple[str, ...]) -> list[str]:
    """The axes of the tables that lead to a row, outermost first."""
    axes = []
    for key in path:
        if isinstance(value, Table):
            axes.append(value.axis)
            value = dict(value.rows)[key]
    return axes


def _clocks(policy: Policy, found: list[Leaf], lang: str) -> str:
    """What the values are counted from, or a share of: each once."""
    return " / ".join(dict.fromkeys(name for leaf in found for name in _bases(policy, leaf, lang)))


def _bases(policy: Policy, leaf: Leaf, lang: str) -> Iterator[str]:
    match leaf:
        case After(event=event):
            yield policy.scopes.events[event].label.forms(lang)[0]
        case LaterOf(parts=parts) | EarlierOf(parts=parts):
            for part in parts:
                yield from _bases(policy, part, lang)
        case Share(of=of):
            yield desk_words(lang).get(f"share.{of}", of)
        case _:
            return
