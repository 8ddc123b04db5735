"""Net 4: Chinese text is Chinese: full-width punctuation, one space between Chinese and Latin or digits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator.finding import Finding, Place
from generator.language.phrase import plain
from generator.language.position import positions
from generator.language.typography import Edit, Flaw, apply, flaws_in
from generator.playbook.merge import say_quotations
from generator.playbook.page import Page, Playbook, Quotation, Reply, Template
from generator.playbook.quoting import Inline, names_for
from generator.playbook.visible import held_fast, visible
from generator.policy.model import Policy

LANG = "zh"
_CODES = {Flaw.PUNCTUATION: "SP421", Flaw.SPACING: "SP422"}
_NARROW = re.compile(r"[ -~\t]")
"""Only where there is such a character can anything be wrong."""
_AROUND = 5
"""So many characters of the text are shown on either side of what is wrong."""


def check_typography(ends: Callable[[Quotation], str], playbook: Playbook) -> Iterator[Finding]:
    """Findings about how the Chinese pages and replies are set. ``ends`` tells what quotations say in Chinese."""
    everything: list[Page | Reply] = [*playbook.pages.values(), *playbook.replies.values()]
    for template in (each for held in everything if held.lang == LANG for each in texts_of(held)):
        yield from _check(template, ends)


def texts_of(held: Page | Reply) -> Iterator[Template]:
    """Every text of a page or reply that a reader sees, the body last."""
    match held:
        case Page():
            yield from (held.title, held.description, *([held.answer] if held.answer else []))
            if held.says:
                yield Template(held.says, (), held.place)
            yield held.body
        case Reply():
            yield from (held.title, held.body)


def ends_of(policy: Policy) -> Callable[[Quotation], str]:
    """What quotations say in Chinese; the same words are said once. Blocks, and what cannot be said, say nothing."""
    vocabulary = names_for(policy, LANG, {})
    known: dict[str, str] = {}

    def ends(quotation: Quotation) -> str:
        if any(name.partition(".")[0] not in vocabulary for name in quotation.names):
            return ""
        if quotation.source not in known:
            (value,) = say_quotations(Template("", (quotation,), quotation.place), vocabulary).values
            known[quotation.source] = plain(value.phrase) if isinstance(value, Inline) else ""
        return known[quotation.source]

    return ends


def edits_for(template: Template, ends: Callable[[Quotation], str]) -> tuple[Edit, ...]:
    """What is not set right in a text; quotations and code stay as they are."""
    if not _NARROW.search(template.text):
        return ()
    edits = flaws_in(visible(template, ends))
    if not edits:
        return ()
    fast = held_fast(template)
    return tuple(edit for edit in edits if not any(edit.start < end and edit.end > start for start, end in fast))


def _check(template: Template, ends: Callable[[Quotation], str]) -> Iterator[Finding]:
    edits = edits_for(template, ends)
    if not edits:
        return
    at = positions(template.text).at
    for edit in edits:
        line, column = at(edit.start)
        shift = template.place.column - 1 if line == 1 else 0
        place = Place(template.place.path, template.place.line + line - 1, column + shift)
        if template.place == Place(place.path):
            place = template.place  # what the buyer says is known by its page alone
        shown, right = _around(template.text, edit)
        yield Finding(_CODES[edit.flaw], place, {"text": shown, "right": right})


def _around(text: str, edit: Edit) -> tuple[str, str]:
    """The words around an edit, as they are and as they should be."""
    start = max(text.rfind("\n", 0, edit.start) + 1, edit.start - _AROUND)
    end = text.find("\n", edit.end)
    end = min(len(text) if end < 0 else end, edit.end + _AROUND)
    moved = Edit(edit.start - start, edit.end - start, edit.new, edit.flaw)
    return text[start:end], apply(text[start:end], (moved,))
