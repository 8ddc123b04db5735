"""The front matter of a page or a reply, key by key."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches

from generator.finding import LANGUAGES, Finding, Place
from generator.language.position import positions
from generator.playbook.page import Blank, BlankKind, Heading, Listed, Page, Reply, Template
from generator.playbook.quotation import read_template
from generator.policy.model import Bilingual
from generator.policy.source import Mapping, Node, Scalar, Sequence

BLANK = re.compile(r"\[\[(?P<name>[^\[\]\n]{1,60})\]\]")
REPLIES = "replies/"
PAGE_KEYS = ("title", "description", "says", "asked", "answer", "covers", "owner", "reviewed", "review_by")
REPLY_KEYS = ("title", "for", "must_state", "blanks")
BLANK_KINDS = ("words", "date")
"""What a blank may say that it is: without a kind a name or a number, which is the same in both languages."""


class Front:
    """The front matter of one file, read key by key; what is wrong goes to ``findings``."""

    def __init__(self, node: Mapping, source: str, findings: list[Finding]) -> None:
        self._items = {key.text: (key, value) for key, value in node.items}
        self._place = node.place
        self._source = source
        self._findings = findings

    def page(self, lang: str, path: str, body: Template, headings: tuple[Heading, ...]) -> Page | None:
        self._known(PAGE_KEYS)
        title = self._template("title", required=True)
        description = self._template("description", required=True)
        if title is None or description is None:
            return None
        says = self._text("says")
        return Page(
            path,
            lang,
            self._source,
            title,
            description,
            says.text if says else None,
            self._template("answer"),
            self._list("covers"),
            owner.text if (owner := self._text("owner")) else None,
            self._date("reviewed"),
            self._date("review_by"),
            body,
            headings,
            Place(self._source),
            says.place if says else Place(self._source),
            tuple(words.name for words in self._list("asked")),
        )

    def reply(self, lang: str, path: str, body: Template) -> Reply | None:
        self._known(REPLY_KEYS)
        title = self._template("title", required=True)
        serves = self._list("for", required=True)
        blanks = self._blanks()
        self._check_blanks(body, blanks)
        if title is None:
            return None
        name = path.removeprefix(REPLIES).removesuffix(".md")
        return Reply(
            name, lang, self._source, title, serves, self._list("must_state"), blanks, body, Place(self._source)
        )

    def _known(self, keys: tuple[str, ...]) -> None:
        for name, (key, _) in self._items.items():
            if name not in keys:
                near = get_close_matches(name, keys, 1)
                self._report("SP322", key.place, key=name, keys=", ".join(keys), near=near[0] if near else keys[0])

    def _report(self, code: str, place: Place, **facts: str) -> None:
        self._findings.append(Finding(code, place, facts))

    def _text(self, name: str, *, required: bool = False) -> Scalar | None:
        if name not in self._items:
            if required:
                self._report("SP323", self._place, key=name)
            return None
        value = self._items[name][1]
        if not isinstance(value, Scalar) or not value.text.strip():
            self._report("SP324", value.place, key=name, what="a text")
            return None
        return value

    def _template(self, name: str, *, required: bool = False) -> Template | None:
        scalar = self._text(name, required=required)
        if scalar is None:
            return None
        # A quoted scalar begins one character after its quotation mark.
        column = scalar.place.column + (1 if scalar.quoted else 0)
        place = Place(self._source, scalar.place.line, column)
        template, problems = read_template(scalar.text, self._source, _within(scalar.text, place))
        self._findings += problems
        return Template(template.text, template.quotations, place)

    def _list(self, name: str, *, required: bool = False) -> tuple[Listed, ...]:
        if name not in self._items:
            if required:
                self._report("SP323", self._place, key=name)
            return ()
        value = self._items[name][1]
        if isinstance(value, Scalar) and not value.text.strip():
            return ()
        if not isinstance(value, Sequence) or not all(isinstance(item, Scalar) for item in value.items):
            self._report("SP324", value.place, key=name, what="a list of names")
            return ()
        return tuple(Listed(item.text, item.place) for item in value.items if isinstance(item, Scalar))

    def _date(self, name: str) -> date | None:
        scalar = self._text(name)
        if scalar is None:
            return None
        try:
            return date.fromisoformat(scalar.text)
        except ValueError:
            self._report("SP324", scalar.place, key=name, what="a date such as 2026-11-03")
            return None

    def _blanks(self) -> dict[str, Blank]:
        if "blanks" not in self._items:
            return {}
        value = self._items["blanks"][1]
        if not isinstance(value, Mapping):
            self._report("SP324", value.place, key="blanks", what="a mapping of names to {en, zh}")
            return {}
        return {key.text: blank for key, node in value.items if (blank := self._blank(key, node))}

    def _blank(self, key: Scalar, node: Node) -> Blank | None:
        items = {k.text: v for k, v in node.items} if isinstance(node, Mapping) else {}
        words = {name: v.text for name, v in items.items() if name != "by" and isinstance(v, Scalar)}
        kind, event, by = words.pop("kind", None), words.pop("event", None), _names(items.get("by"))
        is_day = kind == "date" or event is not None or bool(by)
        sound = set(items) - {"kind", "event", "by"} == set(words) == set(LANGUAGES) and kind in (None, *BLANK_KINDS)
        if not sound or not all(word.strip() for word in words.values()) or (is_day and kind == "words"):
            what = "{en: ..., zh: ...}, with kind: words, kind: date, event: EVENT or by: TERM where it is one of these"
            self._report("SP324", node.place, key=f"blanks.{key.text}", what=what)
            return None
        own = BlankKind.DATE if is_day else BlankKind(kind or "detail")
        places = tuple(items[lang].place for lang in LANGUAGES)
        return Blank(Bilingual(words["en"], words["zh"], places), own, by, event, key.place)

    def _check_blanks(self, body: Template, blanks: dict[str, Blank]) -> None:
        at = _within(body.text, body.place)
        used = set()
        for match in BLANK.finditer(body.text):
            used.add(match["name"])
            if match["name"] not in blanks:
                place = Place(self._source, *at(match.start()))
                self._report("SP331", place, name=match["name"], names=", ".join(blanks) or "-")
        for name in blanks:
            if name not in used:
                self._report("SP332", self._items["blanks"][0].place, name=name)


def _names(node: Node | None) -> tuple[str, ...]:
    """One name, or a list of names."""
    items = node.items if isinstance(node, Sequence) else () if node is None else (node,)
    return tuple(item.text for item in items if isinstance(item, Scalar))


def _within(text: str, place: Place) -> Callable[[int], tuple[int, int]]:
    """Line and column in a file of the offsets of a text that begins at ``place``."""
    own = positions(text)

    def at(offset: int) -> tuple[int, int]:
        line, column = own.at(offset)
        return place.line + line - 1, column + (place.column - 1 if line == 1 else 0)

    return at
