"""Pages of marks: what each buyer template is given, with a mark of its own in the place of every word.

A mark is one character that no language uses. A template that is rendered with marks shows what it does with the words
of any policy: which it shows, where, in which order, and what it puts beside them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any, get_args, get_type_hints

from generator.agreement.picture_specimen import specimen_picture
from generator.finding import LANGUAGES
from generator.language.pages import case_words, page_words
from generator.playbook.html import Markup
from generator.publish.tables import TableView
from generator.publish.views import (
    AnswerView,
    BandView,
    ExampleView,
    Frame,
    Group,
    Link,
    Row,
    RuleGroup,
    RuleRow,
    RuleView,
    Situations,
    Way,
)

_FIRST = 0xF0000
"""Marks are characters of a plane that is for private use."""
ADDRESSES = frozenset("id href lang html_lang fill home root canonical alternates answers".split())
"""Fields that no reader sees: addresses, and names of styles."""

_HINTS: dict[type[Any], dict[str, Any]] = {}
"""What the fields of each view are, looked up once."""
_PICTURES = {"rail": "line", "course": "course", "payers": "payers"}
"""Fields that are pictures, and of which kind."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What a mark stands for: ``rules[1].sentence``; ``holder`` is the view that it belongs to, ``rules[1]``."""

    path: str
    holder: str
    is_address: bool

    @property
    def field(self) -> str:
        """The last name of the path."""
        return self.path.rpartition(".")[2].partition("[")[0]

    @property
    def told(self) -> str:
        """The path as findings name it: what holds of one of a list holds of all."""
        return bare(self.path)


def bare(path: str) -> str:
    """A path without the numbers in it.

    >>> bare("rules[1].sentence")
    'rules.sentence'
    """
    return re.sub(r"\[\d+\]", "", path)


@dataclass(slots=True)
class Marks:
    """Marks as they are given out, and what each stands for."""

    spots: dict[str, Spot] = field(default_factory=dict)
    kinds: dict[str, type[Any]] = field(default_factory=dict)
    """The views that were made, by their path."""

    def text(self, path: str, holder: str = "", *, is_address: bool = False) -> str:
        """A new mark."""
        mark = chr(_FIRST + len(self.spots))
        self.spots[mark] = Spot(path, holder, is_address)
        return mark

    def words(self, path: str, holder: str = "") -> Markup:
        """New marks, as a sentence with a value in it has: alone, in the value, behind it, and in what limits it."""
        first, value, last, limits = (self.text(path, holder) for _ in range(4))
        data = Markup('<data class="term" value="30 days" data-term="returns.window">{}</data>').format(value)
        said = Markup('{}<span class="held">{}</span>{}<span class="limits">{}</span>')
        return said.format(first, data, last, limits)

    def picture(self, path: str, holder: str = "") -> Markup:
        """New marks, as a picture says them: in words of each kind."""
        kind = _PICTURES[Spot(path, holder, is_address=False).field]
        return Markup(specimen_picture(kind, lambda: self.text(path, holder)))

    def view(self, kind: type[Any], path: str, **given: object) -> Any:
        """A view of a kind with marks in all of its fields that are not given."""
        hints = _HINTS.get(kind) or _HINTS.setdefault(kind, get_type_hints(kind))
        self.kinds[path] = kind
        made = {
            each.name: given[each.name] if each.name in given else self._fill(hints[each.name], each.name, path)
            for each in fields(kind)
        }
        return kind(**made)

    def views(self, kind: type[Any], path: str, number: int = 3, **given: object) -> tuple[Any, ...]:
        """Several views of a kind."""
        return tuple(self.view(kind, f"{path}[{at}]", **given) for at in range(number))

    def mapping(self, words: Mapping[str, str], name: str) -> Mapping[str, str]:
        """Words by name, with a mark in the place of each."""
        return MappingProxyType({key: self.text(f"{name}.{key}") for key in words})

    def _fill(self, hint: Any, name: str, holder: str) -> object:
        path, inside = f"{holder}.{name}", [each for each in get_args(hint) if each is not type(None)]
        if hint is bool:
            return False
        if name in _PICTURES:
            return self.picture(path, holder)
        if hint is Markup or (Markup in inside and len(inside) == 1 and not _is_tuple(hint)):
            return self.words(path, holder)
        if hint is str or (inside == [str] and not _is_tuple(hint)):
            return self.text(path, holder, is_address=name in ADDRESSES)
        return tuple(self._item(inside[0], f"{path}[{at}]", holder) for at in range(3))

    def _item(self, hint: Any, path: str, holder: str) -> object:
        if hint is Markup:
            return self.words(path, holder)
        if hint is str:
            return self.text(path, holder)
        if _is_tuple(hint) and Ellipsis in get_args(hint):
            return tuple(self._item(get_args(hint)[0], f"{path}[{at}]", holder) for at in range(3))
        if _is_tuple(hint):
            return tuple(self._item(part, f"{path}.{at}", holder) for at, part in enumerate(get_args(hint)))
        return self.view(hint, path)


def _is_tuple(hint: Any) -> bool:
    return getattr(hint, "__origin__", None) is tuple


@dataclass(frozen=True, slots=True)
class Specimen:
    """One template with what it is given, and what each mark stands for.

    ``is_whole``: nothing is left out; there is one such specimen of a template, whatever its languages.
    """

    template: str
    values: Mapping[str, object]
    marks: Marks
    is_whole: bool


@lru_cache(maxsize=1)
def specimens() -> tuple[Specimen, ...]:
    """Each template with everything there can be, and again with each part left out that there need not be."""
    return tuple(
        _whole(template, make, without, lang)
        for template, make, optional in _TEMPLATES
        for without in ({}, *optional)
        for lang in (LANGUAGES[:1] if without else LANGUAGES)
    )


def _whole(
    template: str, make: Callable[[Marks], Mapping[str, object]], without: Mapping[str, object], lang: str
) -> Specimen:
    marks = Marks()
    values = {**make(marks), **without}
    if template not in ("choose.html.j2", "404.html.j2"):
        html_lang, alternates = page_words(lang)["html_lang"], (("en", "https://shop.example/en/"),)
        frame = marks.view(Frame, "frame", lang=lang, html_lang=html_lang, alternates=alternates, **_frame(marks))
        values |= {"frame": frame, "words": marks.mapping(page_words(lang), "words")}
    given = frozenset("".join(_texts(values)))
    marks.spots = {mark: spot for mark, spot in marks.spots.items() if mark in given}
    return Specimen(template, values | {"style": "", "csp": ""}, marks, not without and lang == LANGUAGES[0])


def _texts(value: object) -> Iterator[str]:
    """Every text that a template is given."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for held in value.values():
            yield from _texts(held)
    elif isinstance(value, tuple):
        for held in value:
            yield from _texts(held)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _texts(getattr(value, each.name))


def _frame(marks: Marks) -> dict[str, object]:
    language = (marks.view(Link, "frame.languages[0]", line=None, lang="en"),)
    other = marks.view(Link, "frame.languages[1]", line=None, lang="zh-Hans")
    return {"languages": (*language, other), "foot": marks.views(Link, "frame.foot", 2, line=None, lang=None)}


def _link(marks: Marks, name: str) -> Link:
    link: Link = marks.view(Link, name, line=None, lang=None)
    return link


def _answer(marks: Marks, path: str, **given: object) -> AnswerView:
    bands = marks.views(BandView, f"{path}.bands")
    answer: AnswerView = marks.view(AnswerView, path, **({"bands": bands, "lined": True} | given))
    return answer


def _rules(marks: Marks) -> tuple[RuleView, ...]:
    """Rules that have all, and rules that lack one thing each."""
    made: list[RuleView] = []

    def rule(**given: object) -> None:
        path = f"rules[{len(made)}]"
        groups = marks.views(Group, f"{path}.regions", 2, rows=())
        regions = tuple(
            replace(group, rows=marks.views(Link, f"{path}.regions[{at}].rows", 2, lang=None))
            for at, group in enumerate(groups)
        )
        own = marks.view(Link, f"{path}.fees[2]", href="", words="", lang=None)
        given = {
            "answer": _answer(marks, f"{path}.answer", choices=()),
            "exceptions": marks.views(Link, f"{path}.exceptions", line=None, lang=None),
            "example": marks.view(ExampleView, f"{path}.example"),
            "regions": regions,
            "fees": (*marks.views(Link, f"{path}.fees", 2, lang=None), own),
        } | given
        made.append(marks.view(RuleView, path, **given))

    bare: dict[str, object] = {
        "note": "", "example": None, "exceptions": (), "evidence": (), "course": Markup(""), "regions": (),
        "fees": (),
    }  # fmt: skip
    rule()
    rule(is_long=True)
    rule(answer=None)
    rule(answer=_answer(marks, "rules[3].answer", choices=(), rail=Markup("")))
    rule(answer=_answer(marks, "rules[4].answer", choices=(), bands=(), lines=(), lined=False))
    for name, empty in bare.items():
        rule(**{name: empty})
    rule(**bare, answer=None)
    return tuple(made)


def _section(marks: Marks) -> dict[str, object]:
    bare: dict[str, object] = {"answer": None, "example": None, "course": Markup("")}
    bare |= dict.fromkeys(("exceptions", "evidence", "regions", "fees"), ())
    also = (marks.view(RuleView, "also[0]", **bare), marks.view(RuleView, "also[1]", **bare, note=""))
    value = {"head": (), "rows": ()}
    tables = (
        marks.view(TableView, "tables[0]", value=Markup("")),
        marks.view(TableView, "tables[1]", **value),
        marks.view(TableView, "tables[2]", **value, note=Markup("")),
    )
    return {
        "intro": marks.text("intro"),
        "rules": _rules(marks),
        "also": also,
        "payers": marks.picture("payers"),
        "tables": tables,
        "others": marks.views(Link, "others", line=None, lang=None),
        "how": marks.text("how"),
        "start": _link(marks, "start"),
        "beside": marks.views(Link, "beside", line=None, lang=None),
        "back": marks.text("back"),
    }


def _short_section(marks: Marks) -> dict[str, object]:
    """With two of its rules."""
    whole = _section(marks)
    rules = whole["rules"]
    assert isinstance(rules, tuple)
    return whole | {"rules": rules[:2]}


def _overview(marks: Marks) -> dict[str, object]:
    rows = {"rows": marks.views(Link, "groups[0].rows", lang=None)}
    return {
        "answer": _answer(marks, "answer", rail=Markup("")),
        "orders": marks.words("orders"),
        "beside": tuple(marks.words(f"beside[{at}]") for at in range(2)),
        "limits": tuple(marks.words(f"limits[{at}]") for at in range(2)),
        "more": _link(marks, "more"),
        "facts": marks.views(Row, "facts"),
        "groups": (
            marks.view(Situations, "groups[0]", **rows),
            marks.view(Situations, "groups[1]", rows=marks.views(Link, "groups[1].rows", lang=None), limits=Markup("")),
        ),
        "declined": (*marks.views(Row, "declined"), marks.view(Row, "declined[3]", words=Markup(""))),
        "data": Markup(marks.text("data", is_address=True)),
        "start": _link(marks, "start"),
        "case": marks.view(Link, "case", lang=None),
        "versions": _link(marks, "versions"),
    }


def _overview_with_a_picture(marks: Marks) -> dict[str, object]:
    """Where there is a picture it tells what the bands would."""
    return _overview(marks) | {"answer": _answer(marks, "answer", bands=())}


def _case(marks: Marks) -> dict[str, object]:
    groups = tuple(
        marks.view(RuleGroup, f"groups[{at}]", rows=marks.views(RuleRow, f"groups[{at}].rows", 2)) for at in range(2)
    )
    return {
        "case": marks.mapping(case_words("en"), "case"),
        "groups": groups,
        "ways": marks.views(Way, "ways"),
        "contact": _link(marks, "contact"),
        "back": marks.text("back"),
    }


def _contact(marks: Marks) -> dict[str, object]:
    return {"facts": marks.views(Row, "facts"), "start": _link(marks, "start"), "back": marks.text("back")}


def _versions(marks: Marks) -> dict[str, object]:
    return {"rows": marks.views(Link, "rows", lang=None), "back": marks.text("back")}


def _copies(marks: Marks) -> dict[str, object]:
    groups = tuple(
        marks.view(Group, f"groups[{at}]", rows=marks.views(Link, f"groups[{at}].rows", 2, lang=None))
        for at in range(2)
    )
    return {
        "groups": groups,
        "paper": marks.view(Link, "paper", lang=None),
        "data": _link(marks, "data"),
        "back": marks.text("back"),
    }


def _both(marks: Marks) -> dict[str, object]:
    parts = tuple(
        {
            "words": marks.mapping(page_words(lang), f"parts[{at}].words"),
            "href": marks.text(f"parts[{at}].href", f"parts[{at}]", is_address=True),
            "shop": marks.text(f"parts[{at}].shop", f"parts[{at}]"),
        }
        for at, lang in enumerate(("en", "zh"))
    )
    return {"parts": parts, "alternates": (), "canonical": ""}


Without = tuple[Mapping[str, object], ...]
_NEVER_LACKS: Without = ()
_TEMPLATES: tuple[tuple[str, Callable[[Marks], Mapping[str, object]], Without], ...] = (
    ("section.html.j2", _section, _NEVER_LACKS),
    (
        "section.html.j2",
        _short_section,
        ({"intro": ""}, {"rules": ()}, {"also": ()}, {"payers": ""}, {"tables": ()}, {"others": ()}, {"beside": ()}),
    ),
    (
        "overview.html.j2",
        _overview,
        (
            {"answer": None, "limits": (), "orders": Markup(""), "beside": ()},
            {"limits": ()},
            {"orders": Markup("")},
            {"beside": ()},
            {"facts": ()},
            {"groups": ()},
            {"declined": ()},
        ),
    ),
    ("overview.html.j2", _overview_with_a_picture, _NEVER_LACKS),
    ("case.html.j2", _case, ({"groups": ()},)),
    ("contact.html.j2", _contact, _NEVER_LACKS),
    ("versions.html.j2", _versions, _NEVER_LACKS),
    ("copies.html.j2", _copies, ({"paper": None},)),
    ("choose.html.j2", _both, _NEVER_LACKS),
    ("404.html.j2", _both, _NEVER_LACKS),
)
"""Each template, what it is given, and what of it may be missing; an answer that is missing has no limits."""
