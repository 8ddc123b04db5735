"""Net 4, the scripts of templates: what speaks in one language holds no words of the other, what both share holds none.

Whose words they are, a template tells by its folder or name (``zh/404.html``, ``words_en.html``), by a branch
(``{% if lang == "zh" %}``), by an element (``<p lang="zh">``) or by a key (``{"en": ...}``); so do styles and scripts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from jinja2 import nodes

from generator.agreement.expressions import parse_template, source_of
from generator.agreement.scripts import Scripts
from generator.agreement.templates import prose_of_template
from generator.finding import LANGUAGES, Finding, Place
from generator.language.position import positions
from generator.policy.model import Worded

_ENGLISH_LEFT, _CHINESE_LEFT, _SHARED = "SP434", "SP435", "SP437"
_NAMED = re.compile(r"(?:^|[/_.-])(?P<lang>en|zh)(?=[/_.-])")
_TAG = re.compile(r"\{%[-+]?\s*(?P<name>if|elif|else|endif|for|endfor)\b(?P<test>[^%]*)%\}")
_TEST = re.compile(
    r"lang\w*\S*\s*(?P<how>==|!=)\s*[\"'](?P<lang>en|zh)\b|[\"'](?P<left>en|zh)\b[\w-]*[\"']\s*==\s*\S*lang"
)
_ELEMENT = re.compile(r"<(?P<tag>[a-z][a-z0-9]*)\b[^<>{}]*?\blang=[\"'](?P<lang>en|zh)\b[^<>]*>")
_CODE = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}%]*%\}")
_STRING = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`"
_KEYED = re.compile(rf"(?P<lang>en|zh)(?<![\w.-]en)(?<![\w.-]zh)[\"']?\s*:\s*(?P<text>{_STRING})")
_CHOSEN = re.compile(
    rf"(?P<how>[!=])==?\s*[\"'](?P<lang>en|zh)[\w-]*[\"']\s*\?\s*(?P<first>{_STRING})\s*:\s*(?P<second>{_STRING})"
)
_CONTENT = re.compile(rf"content\s*:\s*(?P<text>{_STRING})")
_STYLED = re.compile(r"lang(?:\(|[|~^*$]?=[\"']?)(?P<lang>en|zh)\b")
_HAN = re.compile("[\u4e00-\u9fff]")
_INNER = re.compile(r"<[^<>]*>?")
_NAME = 12
"""So many characters may name a language, or a page in it: *English*, 中文."""
_Stretch = tuple[int, int, str]
"""From where to where something is in a language."""
_PLACED = re.compile(r"\$\{[^{}]*\}")
"""What a script puts into a text."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a template, a style or a script, and whose they are: None where they stand for both languages."""

    words: str
    lang: str | None
    place: Place
    source: str = ""
    at: int = 0

    def where(self, offset: int) -> Place:
        """Where an offset of the words stands; of what an expression holds only the line is known."""
        return Place(self.place.path, *positions(self.source).at(self.at + offset)) if self.source else self.place


def check_tongues(
    overrides: Path, root: Path, scripts: Scripts, own: Collection[str] | None = None
) -> Iterator[Finding]:
    """Findings about words of the other language in the templates, styles and scripts of a project.

    ``own``: the names of the files to look at; all without.
    """
    if not overrides.is_relative_to(root):
        return
    for path in sorted(path for path in overrides.rglob("*") if path.suffix in _READ):
        if own is not None and path.relative_to(overrides).as_posix() not in own:
            continue
        name = path.relative_to(root).as_posix()
        for said in _READ[path.suffix](source_of(path), name):
            yield from _flaws(said, scripts)


def worded_of(overrides: Path, root: Path) -> Iterator[Worded]:
    """The words that a template lists for both languages (``{"en": {"toc": ...}, "zh": ...}``), side by side."""
    if not overrides.is_relative_to(root):
        return
    for path in sorted(path for path in overrides.rglob("*") if _READ.get(path.suffix) is _template):
        name = path.relative_to(root).as_posix()
        tree = parse_template(source_of(path))
        found: dict[str, Worded] = {}
        for held in tree.find_all(nodes.Dict) if tree else ():
            by_lang = {lang: pair.value for pair in held.items if (lang := _key(pair))}
            if set(by_lang) == set(LANGUAGES):
                ours, theirs = (_listed(by_lang[lang]) for lang in LANGUAGES)
                for key in (key for key in ours if key in theirs):
                    address, both = "".join(key.split()), (ours[key], theirs[key])
                    words, places = tuple(text for text, _ in both), tuple(Place(name, line) for _, line in both)
                    found.setdefault(address, Worded(name, address, words, places))
        yield from found.values()


def _listed(node: nodes.Expr) -> dict[str, tuple[str, int]]:
    """The words of one language by their keys, with their lines; a single text has the key ``words``."""
    pairs = node.items if isinstance(node, nodes.Dict) else [nodes.Pair(nodes.Const("words"), node)]
    return {
        str(pair.key.value): (pair.value.value, pair.value.lineno)
        for pair in pairs
        if isinstance(pair.key, nodes.Const)
        and isinstance(pair.value, nodes.Const)
        and isinstance(pair.value.value, str)
    }


def _flaws(said: Said, scripts: Scripts) -> Iterator[Finding]:
    if said.lang is not None:
        for at, code, facts in scripts.flaws(said.words, said.lang):
            yield Finding(code, said.where(at), facts)
        return
    for lang, left in zip(LANGUAGES, (_CHINESE_LEFT, _ENGLISH_LEFT), strict=True):
        if lang == "en" or said.source:  # a text in an expression may be the names of styles
            for at, code, facts in scripts.flaws(said.words, lang):
                if code == left:
                    yield Finding(_SHARED, said.where(at), {"text": facts["text"]})


def _template(source: str, name: str) -> Iterator[Said]:
    own = _own(name)
    branches = [*_branches(source)]
    elements = [*_elements(source)]
    spans = [*branches, *(elements if own is not None else _paired(elements, branches, source))]
    cuts = sorted({0, len(source), *(at for start, end, _ in spans for at in (start, end))})
    prose = prose_of_template(source)  # in which the code of attributes still stands
    prose = _CODE.sub(lambda code: "\ufffc" * len(code[0]), prose)
    for start, end in pairwise(cuts):
        inside = [span for span in spans if span[0] <= start and end <= span[1]]
        lang = min(inside, key=lambda span: span[1] - span[0])[2] if inside else own
        yield Said(prose[start:end], lang, Place(name), source, start)
    tells = own is not None or not source.isascii() or any(f"{quote}zh" in source for quote in "\"'")
    if tells and (tree := parse_template(source)):
        yield from _constants(tree.top, own, name)


def _elements(source: str) -> Iterator[_Stretch]:
    """The elements that name their language."""
    for opened in _ELEMENT.finditer(source):
        closed = source.find(f"</{opened['tag']}>", opened.end())
        if closed >= 0:
            yield opened.start(), closed, opened["lang"]


def _paired(elements: list[_Stretch], branches: list[_Stretch], source: str) -> Iterator[_Stretch]:
    """Those elements of what both languages share that stand beside one of the other language, and short names.

    An element says whose words it holds, and shows them to readers of both: alone it is no translation of anything.
    """
    alone: list[_Stretch] = []
    for element in elements:
        start, end, lang = element
        if any(begin <= start and end <= stop for begin, stop, _ in branches):
            yield element
        elif alone and alone[-1][2] != lang:
            yield from (alone.pop(), element)
        else:
            alone.append(element)
    for start, end, lang in alone:
        words = _INNER.sub("", source[start:end]).strip()
        if len(words) <= _NAME or bool(_HAN.search(words)) is not (lang == "zh"):
            yield start, end, lang


def _branches(source: str) -> Iterator[_Stretch]:
    """The stretches of a template that are shown in one language alone."""
    stack: list[tuple[str, int, str | None]] = []
    for tag in _TAG.finditer(source):
        if tag["name"] in ("if", "for"):
            stack.append((tag["name"], tag.end(), _asked(tag["test"]) if tag["name"] == "if" else None))
        elif stack:
            kind, start, lang = stack.pop()
            if lang is not None:
                yield start, tag.start(), lang
            if tag["name"] == "elif":
                stack.append((kind, tag.end(), _asked(tag["test"])))
            elif tag["name"] == "else":
                stack.append((kind, tag.end(), _other(lang)))


def _asked(test: str) -> str | None:
    """The language in which a test holds."""
    match = _TEST.search(test)
    if match is None or re.search(r"\b(?:or|not)\b", test):
        return None
    lang = match["lang"] or match["left"]
    return _other(lang) if match["how"] == "!=" else lang


def _other(lang: str | None) -> str | None:
    return None if lang is None else next(other for other in LANGUAGES if other != lang)


def _constants(node: nodes.Node, lang: str | None, name: str) -> Iterator[Said]:
    """The texts in the expressions of a template."""
    match node:
        case nodes.Const(value=str() as value):
            yield Said(value, lang, Place(name, node.lineno))
        case nodes.Dict(items=items) if any(_key(pair) for pair in items):
            for pair in items:
                yield from _constants(pair.value, _key(pair) or lang, name)
        case nodes.If(test=test) | nodes.CondExpr(test=test):
            told = _compared(test)
            first, second = (
                ([node.expr1], [node.expr2] if node.expr2 else [])
                if isinstance(node, nodes.CondExpr)
                else (node.body, [*node.elif_, *node.else_])
            )
            for each in first:
                yield from _constants(each, told or lang, name)
            for each in second:
                yield from _constants(each, _other(told) or lang, name)
        case nodes.Compare():
            return  # what is compared is shown to nobody
        case _:
            for child in node.iter_child_nodes():
                yield from _constants(child, lang, name)


def _key(pair: nodes.Pair) -> str | None:
    value = pair.key.value if isinstance(pair.key, nodes.Const) else None
    return next((lang for lang in LANGUAGES if isinstance(value, str) and value.partition("-")[0] == lang), None)


def _compared(test: nodes.Node) -> str | None:
    """The language in which a comparison holds."""
    if not isinstance(test, nodes.Compare) or len(test.ops) != 1 or test.ops[0].op not in ("eq", "ne"):
        return None
    sides = (test.expr, test.ops[0].expr)
    texts = [side.value for side in sides if isinstance(side, nodes.Const) and isinstance(side.value, str)]
    names = [side.name for side in sides if isinstance(side, nodes.Name)]
    names += [side.attr for side in sides if isinstance(side, nodes.Getattr)]
    asks = any("lang" in name for name in names)
    lang = next((lang for lang in LANGUAGES for text in texts if text.partition("-")[0] == lang), None)
    return None if not asks or lang is None else _other(lang) if test.ops[0].op == "ne" else lang


def _script(source: str, name: str) -> Iterator[Said]:
    for match in _KEYED.finditer(source):
        yield _quoted(match, "text", match["lang"], name, source)
    for match in _CHOSEN.finditer(source):
        lang = match["lang"] if match["how"] == "=" else _other(match["lang"])
        yield _quoted(match, "first", lang, name, source)
        yield _quoted(match, "second", _other(lang), name, source)


def _style(source: str, name: str) -> Iterator[Said]:
    for match in _CONTENT.finditer(source):
        opened = source.rfind("{", 0, match.start())
        selector = source[source.rfind("}", 0, max(opened, 0)) + 1 : max(opened, 0)]
        if told := _STYLED.search(selector):
            yield _quoted(match, "text", told["lang"], name, source)


def _quoted(match: re.Match[str], group: str, lang: str | None, name: str, source: str) -> Said:
    words = _PLACED.sub(lambda placed: "\ufffc" * len(placed[0]), match[group][1:-1])
    return Said(words, lang, Place(name), source, match.start(group) + 1)


def _own(name: str) -> str | None:
    """The language that a file is in by its folder or its name."""
    match = _NAMED.search(name.removeprefix("overrides/"))
    return match["lang"] if match else None


_READ = {".html": _template, ".j2": _template, ".js": _script, ".css": _style}
