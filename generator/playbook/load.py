"""Reading ``content/``: pages and replies in both languages, with every finding that one file alone can show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from generator.finding import LANGUAGES, Finding, Place
from generator.language.position import positions
from generator.playbook.outline import blocks_of, parse, slug, split_anchor
from generator.playbook.page import Heading, Listed, Page, Playbook, Reply, Template
from generator.playbook.quotation import blank_out, read_template
from generator.playbook.safety import check_markup, check_names
from generator.policy.characters import decode, hidden_characters
from generator.policy.model import Bilingual
from generator.policy.source import Mapping, Node, Scalar, Sequence, parse_yaml, read_bytes

_FRONT = re.compile(r"\A---[ \t]*\r?\n(?P<yaml>.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_BLANK = re.compile(r"\[\[(?P<name>[^\[\]\n]{1,60})\]\]")
_REPLIES = "replies/"
PAGE_KEYS = ("title", "description", "says", "answer", "covers", "owner", "reviewed", "review_by")
REPLY_KEYS = ("title", "for", "must_state", "blanks")


def load_playbook(root: Path, progress: Callable[[str], None] = lambda _: None) -> tuple[Playbook, tuple[Finding, ...]]:
    """All pages and replies below ``root/content``; a file with an error is reported and left out."""
    findings: list[Finding] = []
    pages: dict[tuple[str, str], Page] = {}
    replies: dict[tuple[str, str], Reply] = {}
    for lang in LANGUAGES:
        folder = root / "content" / lang
        paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))
        findings += check_names(paths, f"content/{lang}")
        for path in paths:
            progress(f"content/{lang}/{path}")
            read, problems = _read_file(root, lang, path)
            findings += problems
            if isinstance(read, Page):
                pages[lang, path] = read
            elif isinstance(read, Reply):
                replies[lang, read.name] = read
    return Playbook(_with_shared_anchors(pages), replies), tuple(findings)


def _read_file(root: Path, lang: str, path: str) -> tuple[Page | Reply | None, list[Finding]]:
    source = f"content/{lang}/{path}"
    text, problems = _read_text(root, source)
    findings = list(problems)
    if text is None:
        return None, findings
    front = _FRONT.match(text)
    if not front:
        findings.append(Finding("SP321", Place(source), {"path": path}))
        return None, findings
    first_line = 2
    node, problems = parse_yaml(front["yaml"].encode(), source, first_line=first_line)
    findings += problems
    if not isinstance(node, Mapping):
        if not problems:
            findings.append(Finding("SP321", Place(source), {"path": path}))
        return None, findings
    reader = _Front(node, source, findings)
    at = _from(positions(text).at, front.end())
    body, problems = read_template(text[front.end() :], source, at)
    findings += problems
    bare = blank_out(body.text, [(q.start, q.end) for q in body.quotations])
    findings += check_markup(_BLANK.sub(lambda m: "x" * len(m[0]), bare), source, at)
    if path.startswith(_REPLIES) and path != f"{_REPLIES}index.md":
        return reader.reply(lang, path, body), findings
    headings = _headings(bare, body.text, source, at(0)[0])
    return reader.page(lang, path, body, headings), findings


def _read_text(root: Path, path: str) -> tuple[str | None, tuple[Finding, ...]]:
    r"""The text of a file with ``\n`` for its line ends, which leaves lines and columns where they were."""
    data, findings = read_bytes(root, path)
    if data is None:
        return None, findings
    text, findings = decode(data, path, 1)
    text, hidden = hidden_characters(text, path, 1)
    findings += hidden
    return (None if findings else text.replace("\r\n", "\n").replace("\r", "\n")), findings


class _Front:
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
        )

    def reply(self, lang: str, path: str, body: Template) -> Reply | None:
        self._known(REPLY_KEYS)
        title = self._template("title", required=True)
        serves = self._list("for", required=True)
        blanks = self._blanks()
        self._check_blanks(body, blanks)
        if title is None:
            return None
        name = path.removeprefix(_REPLIES).removesuffix(".md")
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

    def _blanks(self) -> dict[str, Bilingual]:
        if "blanks" not in self._items:
            return {}
        value = self._items["blanks"][1]
        if not isinstance(value, Mapping):
            self._report("SP324", value.place, key="blanks", what="a mapping of names to {en, zh}")
            return {}
        return {key.text: label for key, node in value.items if (label := self._label(key, node))}

    def _label(self, key: Scalar, node: Node) -> Bilingual | None:
        words = {k.text: v.text for k, v in node.items if isinstance(v, Scalar)} if isinstance(node, Mapping) else {}
        if set(words) != set(LANGUAGES) or not all(word.strip() for word in words.values()):
            self._report("SP324", node.place, key=f"blanks.{key.text}", what="{en: ..., zh: ...}")
            return None
        return Bilingual(words["en"], words["zh"])

    def _check_blanks(self, body: Template, blanks: dict[str, Bilingual]) -> None:
        at = _within(body.text, body.place)
        used = set()
        for match in _BLANK.finditer(body.text):
            used.add(match["name"])
            if match["name"] not in blanks:
                place = Place(self._source, *at(match.start()))
                self._report("SP331", place, name=match["name"], names=", ".join(blanks) or "-")
        for name in blanks:
            if name not in used:
                self._report("SP332", self._items["blanks"][0].place, name=name)


def _from(at: Callable[[int], tuple[int, int]], start: int) -> Callable[[int], tuple[int, int]]:
    return lambda offset: at(start + offset)


def _within(text: str, place: Place) -> Callable[[int], tuple[int, int]]:
    """Line and column in a file of the offsets of a text that begins at ``place``."""
    own = positions(text)

    def at(offset: int) -> tuple[int, int]:
        line, column = own.at(offset)
        return place.line + line - 1, column + (place.column - 1 if line == 1 else 0)

    return at


def _headings(bare: str, text: str, source: str, first_line: int) -> tuple[Heading, ...]:
    lines = text.splitlines()
    found: list[Heading] = []
    taken: set[str] = set()
    for block in blocks_of(parse(bare)):
        if block.kind != "heading":
            continue
        words, anchor = split_anchor(lines[block.first_line].lstrip("# ").strip())
        anchor = anchor or slug(words, taken)
        taken.add(anchor)
        line = first_line + block.first_line
        found.append(Heading(block.level, words, anchor, block.first_line, Place(source, line, 1)))
    return tuple(found)


def _with_shared_anchors(pages: dict[tuple[str, str], Page]) -> dict[tuple[str, str], Page]:
    """Chinese headings take the ids of their English twins, so that a link fits both languages."""
    shared: dict[tuple[str, str], Page] = {}
    for (lang, path), page in pages.items():
        twin = pages.get(("en", path))
        if lang == "en" or twin is None or _shape(page.headings) != _shape(twin.headings):
            shared[lang, path] = page
            continue
        headings = tuple(
            Heading(own.level, own.text, other.anchor, own.line, own.place)
            for own, other in zip(page.headings, twin.headings, strict=True)
        )
        shared[lang, path] = replace(page, headings=headings)
    return shared


def _shape(headings: Iterable[Heading]) -> list[int]:
    return [heading.level for heading in headings]
