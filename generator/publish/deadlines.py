"""The days of a case, worked out where a reply is filled in: from what happened, the last days that follow from it.

The page counts with the script of the decisions (``overrides/assistant/decide.js``), which is proven equal to
``decisions``; nothing is counted here. The script and what it needs are one file, which a page asks for when somebody
enters the first day.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.decisions.compiling import compile_policy
from generator.decisions.evaluator import events_of
from generator.decisions.promises import inexact
from generator.decisions.published_program import PublishedProgram, PublishedRow, published_program
from generator.language.lookup import is_money
from generator.language.pages import desk_words
from generator.language.say import say_term, say_value_name
from generator.language.style import Style, Voice
from generator.language.wording import capitalise
from generator.playbook.html import Markup
from generator.playbook.markup import mark
from generator.playbook.page import Blank, Playbook, Reply
from generator.policy.model import Policy
from generator.publish.quoted import axes_along
from generator.publish.scripts import squeezed

FILE = "days.js"
"""Beside the pages of both languages."""
_CLOCK = ("timezone", "events", "calendars", "digits")
_EMPTY = ("axes", "rules", "tells", "never", "absurd", "offers", "escalations")
"""What deciding needs and counting does not."""


@dataclass(frozen=True, slots=True)
class Days:
    """What the days of replies are counted with: the rows of the terms that they name."""

    program: PublishedProgram
    rows: Mapping[str, list[PublishedRow]] = field(default_factory=dict)

    def script(self, overrides: Path) -> str:
        """The file: what ``decide.js`` is given in place of a whole program, and ``decide.js``."""
        program: dict[str, object] = {
            name: self.program[name] for name in ("timezone", "events", "calendars", "digits")
        }
        program |= {name: [] for name in _EMPTY} | {"ladders": {}, "terms": self.rows}
        text = json.dumps(program, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        decide = squeezed((overrides / "assistant" / "decide.js").read_text(encoding="utf-8"))
        return f"{decide}globalThis.samepageDays=samepage({text})\n"


def days_of(policy: Policy, playbook: Playbook) -> Days | None:
    """What the blanks of all replies are counted with; None if no blank is worked out."""
    names = {term for reply in playbook.replies.values() for blank in reply.blanks.values() for term in blank.by}
    if not names & set(policy.terms) or any(inexact(policy)):  # what is inexact is a finding, and has no program
        return None
    program = published_program(compile_policy(policy))
    return Days(program, {name: program["terms"][name] for name in sorted(names & set(policy.terms))})


def draw_fill(policy: Policy, days: Days | None, reply: Reply, lang: str, root: str) -> Markup:
    """The form above a reply in which days are entered and worked out; nothing if it has no day to fill in.

    It is hidden until the script that fills is there. ``root`` leads to the root of the site.
    """
    blanks = {name: blank for name, blank in reply.blanks.items() if blank.kind == "date"}
    if not blanks or days is None:
        return Markup("")
    words = desk_words(lang)
    inputs = [_event(policy, event, blanks, lang) for event in _events(days, blanks.values())]
    inputs += [
        _field(Markup('data-fill="{}"').format(name), blank.label[lang])
        for name, blank in blanks.items()
        if not blank.by and not blank.event
    ]
    ends = [_end(policy, days, name, blank, lang) for name, blank in blanks.items() if blank.by]
    return Markup(
        '<form class="fill" hidden data-days="{}{}" data-unpublished="{}" aria-label="{}" data-search-exclude="">\n'
        "<p><strong>{}</strong> {}</p>\n<div>{}</div>\n{}\n"
        '<button type="reset" class="quiet">{}</button>\n</form>\n'
    ).format(
        root,
        FILE,
        words["fill_unpublished"],
        words["fill_label"].format(title=reply.title.text),  # a page with several replies has several forms
        words["fill"],
        words["fill_how"],
        Markup("\n").join(inputs),
        Markup("\n").join(ends),
        words["fill_clear"],
    )


def _events(days: Days, blanks: Iterable[Blank]) -> Iterator[str]:
    """What the days follow from, each once."""
    found: dict[str, None] = {}
    for blank in blanks:
        found |= dict.fromkeys([blank.event] if blank.event else [])
        for term in blank.by:
            for row in days.rows.get(term, ()):
                found |= dict.fromkeys(events_of(row["leaf"]))
    return iter(found)


def _event(policy: Policy, event: str, blanks: Mapping[str, Blank], lang: str) -> Markup:
    """The day of an event; where it is itself a blank, in the words of the blank."""
    own = [name for name, blank in blanks.items() if blank.event == event]
    label = blanks[own[0]].label[lang] if own else policy.scopes.events[event].label.forms(lang)[0]
    fills = Markup(' data-fill="{}"').format(" ".join(own)) if own else Markup("")
    return _field(Markup('data-event="{}"{}').format(event, fills), label)


def _field(attributes: Markup, label: str) -> Markup:
    return Markup('<label>{} <input type="date" {}></label>').format(_capital(label), attributes)


def _end(policy: Policy, days: Days, name: str, blank: Blank, lang: str) -> Markup:
    """What ends on the day of a blank: one value, or several of which somebody has to choose one."""
    words = desk_words(lang)
    rows = [(term, row) for term in blank.by for row in days.rows.get(term, ())]
    label = _capital(blank.label[lang])
    if len(rows) == 1:
        ((term, row),) = rows
        value = mark(say_term(policy, term, lang, Style.WITHIN, _at(policy, term, row) or None))
        said = Markup(words["fill_end"]).format(label=label, value=value)
        return Markup('<p data-fill="{}" data-due="{}" data-leaf="{}"><span>{}</span> <output></output></p>').format(
            name, term, row["leaf"]["text"], said
        )
    options = [
        Markup('<option data-due="{}" data-leaf="{}"{}>{}</option>').format(
            term, row["leaf"]["text"], _origin(policy, term, row), _name(policy, term, row, lang, len(blank.by))
        )
        for term, row in rows
    ]
    return Markup(
        '<p data-fill="{}"><label>{} <select><option value="">{}</option>{}</select></label> <output></output></p>'
    ).format(name, label, words["fill_choose"], Markup("").join(options))


def _at(policy: Policy, term: str, row: PublishedRow) -> dict[str, str]:
    """The row of a term's table, by axis."""
    path = tuple(row["path"])
    return dict(zip(axes_along(policy.terms[term].value, path), path, strict=True))


def _name(policy: Policy, term: str, row: PublishedRow, lang: str, terms: int) -> str:
    """What tells the row from the others: the term where there are several, and where it holds."""
    words = desk_words(lang)
    rows = [say_value_name(policy, axis, key, lang, Voice.STAFF) for axis, key in _at(policy, term, row).items()]
    where = words["list_separator"].join(rows)
    name = _capital(policy.terms[term].name[lang])
    return words["change_row"].join(part for part in (name if terms > 1 or not where else "", where) if part)


def _origin(policy: Policy, term: str, row: PublishedRow) -> Markup:
    """Amounts that bound a row are the policy's own."""
    return Markup(
        ' data-derived-from="policy"' if any(is_money(policy, axis) for axis in _at(policy, term, row)) else ""
    )


def _capital(text: str) -> str:
    return "".join(str(part) for part in capitalise((text,)))
