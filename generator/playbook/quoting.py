"""What the names in a quotation mean: values, rules, names and blocks, in one language.

Every object here gives its words as Markdown with inline HTML; what cannot be said raises ``Misquoted``, which
the merge turns into a finding at the quotation's place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from generator.language.phrase import Phrase, plain
from generator.language.say import say_rule, say_term
from generator.language.style import NeedsCoordinates, Style, UnknownRow, Voice
from generator.playbook.html import Markup
from generator.playbook.markup import mark
from generator.policy.lookup import leaves
from generator.policy.model import FactKind, Policy, Table
from generator.policy.regions import is_region


class Misquoted(Exception):
    """A quotation that cannot be said: the finding's code, and its facts."""

    def __init__(self, code: str, term: str | None = None, /, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.term = term
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Inline:
    """Words within a line; ``phrase`` for places that hold no HTML, ``html`` for the page."""

    phrase: Phrase
    html: Markup

    def __str__(self) -> str:
        return str(self.html)


@dataclass(frozen=True, slots=True)
class Block:
    """Something that stands alone on its line."""

    html: str

    def __str__(self) -> str:
        return self.html


@dataclass(frozen=True, slots=True)
class QuotedTerm:
    """``returns.window`` in a quotation; called with rows (``region="GB"``), filtered through a style."""

    policy: Policy
    id: str
    lang: str
    at: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, **at: str) -> QuotedTerm:
        return QuotedTerm(self.policy, self.id, self.lang, {**self.at, **{k: str(v) for k, v in at.items()}})

    def styled(self, style: str, **at: str) -> Inline:
        """The value in one of the styles."""
        term = self(**at)
        _check_rows(self.policy, self.id, term.at)
        try:
            phrase = say_term(self.policy, self.id, self.lang, Style(style), term.at or None)
        except NeedsCoordinates as error:
            rows = ", ".join(f'{axis}="..."' for axis in error.axes)
            raise Misquoted("SP318", self.id, term=self.id, axes=", ".join(error.axes), rows=rows) from None
        except UnknownRow as error:
            near = get_close_matches(error.value, error.rows, 1)
            raise Misquoted(
                "SP319", self.id, term=self.id, axis=error.axis, value=error.value, near=near[0] if near else "other"
            ) from None
        return Inline(phrase, mark(phrase))

    def __str__(self) -> str:
        return str(self.styled("plain"))


def _check_rows(policy: Policy, term: str, at: Mapping[str, str]) -> None:
    """Misquoted for a row of a value that does not exist: ``other`` is for values that do."""
    table = policy.terms[term].value
    rows = {key for path, _ in leaves(table) for key in path}
    for axis, value in at.items():
        if value in rows or not isinstance(table, Table):
            continue
        fact = policy.scopes.facts.get(axis)
        seasons = policy.scopes.seasons if axis == "season" else {}
        known = {*(fact.values if fact else ()), *seasons}
        if value in known or (fact and fact.kind is FactKind.COUNTRIES and is_region(value)):
            continue
        if fact and fact.kind is FactKind.MONEY:
            continue
        near = get_close_matches(value, [*rows, *known], 1, 0.4)
        raise Misquoted("SP319", term, term=term, axis=axis, value=value, near=near[0] if near else "other")


class Names:
    """The terms of one section, by item only, so that a term may be called ``items`` or ``get``.

    Where a function has the section's name (``evidence``), calling the section calls it.
    """

    __slots__ = ("_call", "_held")

    def __init__(self, held: Mapping[str, object], call: Callable[..., object] | None = None) -> None:
        self._held = held
        self._call = call

    def __call__(self, *given: object, **named: object) -> object:
        if self._call is None:
            raise TypeError("a section cannot be called; name one of its terms")
        return self._call(*given, **named)

    def calling(self, call: Callable[..., object]) -> Names:
        """The same terms, with a function to call."""
        return Names(self._held, call)

    def __getitem__(self, name: str) -> object:
        return self._held[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)


def names_for(policy: Policy, lang: str, blocks: Mapping[str, Callable[..., object]]) -> dict[str, object]:
    """Everything that a quotation in this language may name: sections with their terms, and functions."""
    held: dict[str, dict[str, object]] = {}
    for id in policy.terms:
        section, _, name = id.partition(".")
        held.setdefault(section, {})[name] = QuotedTerm(policy, id, lang)
    inline: dict[str, Callable[..., object]] = {
        "rule": lambda id, voice="buyer": _rule(policy, lang, id, voice),
        "name": lambda id: _words((_known(policy.terms, id, "SP310").name[lang],)),
        "role": lambda id: _words((_known(policy.scopes.roles, id, "SP320").label.forms(lang)[0],)),
        "evidence": lambda id: _words((_known(policy.scopes.evidence, id, "SP320").label.forms(lang)[0],)),
        "literal": _literal,
    }
    return with_functions({section: Names(terms) for section, terms in held.items()}, {**inline, **blocks})


def with_functions(names: Mapping[str, object], functions: Mapping[str, Callable[..., object]]) -> dict[str, object]:
    """The names and the functions; a section and a function of one name become one."""
    out = dict(names)
    for name, function in functions.items():
        held = out.get(name)
        out[name] = held.calling(function) if isinstance(held, Names) else function
    return out


def _known(held: Mapping[str, Any], id: str, code: str) -> Any:
    if id not in held:
        near = get_close_matches(str(id), list(held), 1)
        raise Misquoted(code, None, text=str(id), near=near[0] if near else ", ".join(list(held)[:3]) or "-")
    return held[id]


def known_rule(policy: Policy, id: str) -> str:
    """The id, if there is such a rule. Misquoted otherwise."""
    _known(policy.rules, id, "SP311")
    return id


def known_term(policy: Policy, id: str) -> str:
    """The id, if there is such a term. Misquoted otherwise."""
    _known(policy.terms, id, "SP310")
    return id


def known(held: Mapping[str, Any], id: str) -> Any:
    """The entry of a small vocabulary. Misquoted if there is none."""
    return _known(held, id, "SP320")


def _rule(policy: Policy, lang: str, id: str, voice: str) -> Inline:
    voices = {"buyer": Voice.BUYER, "staff": Voice.STAFF}
    phrase = say_rule(policy, known_rule(policy, id), lang, known(voices, voice))
    inner = Markup('<span data-rule="{}">{}</span>').format(id, mark(phrase))
    return Inline(phrase, inner)


def _words(phrase: Phrase) -> Inline:
    return Inline(phrase, mark(phrase))


def _literal(text: str, reason: str) -> Inline:
    """A quantity that is no policy matter; the reason is for the report and for whoever reads the source."""
    if not str(reason).strip():
        raise Misquoted("SP314", None, text=f'literal("{text}")', why="a literal needs its reason")
    return Inline((str(text),), Markup('<span class="literal">{}</span>').format(text))


def said(value: object, source: str) -> Inline | Block:
    """What a quotation came to, as words or as a block. Misquoted if it names something that is not said alone."""
    match value:
        case Inline() | Block():
            return value
        case QuotedTerm():
            return value.styled("plain")
        case _:
            raise Misquoted("SP314", None, text=source, why=f"it names no value ({type(value).__name__.lower()})")


def in_plain_words(value: Inline | Block) -> str:
    """The words alone, for titles and descriptions. Misquoted for a block."""
    match value:
        case Inline(phrase=phrase):
            return plain(phrase)
        case Block():
            raise Misquoted("SP333", None)
