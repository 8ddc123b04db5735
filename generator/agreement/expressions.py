"""Templates below their prose: what stands in expressions, styles and scripts, and what an expression does to a value.

``{{ "Within 30 days" }}``, ``content: "30 days"`` and a string in a script show as much as a paragraph does. A filter
that replaces or shortens words makes another value of one that was right when it was handed over.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from jinja2 import Environment, TemplateSyntaxError, nodes

from generator.agreement.meant import Meant
from generator.agreement.typed import finding_of
from generator.finding import LANGUAGES, Finding, Place
from generator.language.position import positions
from generator.language.read import read
from generator.policy.files import read_source

Kind = TypeVar("Kind", bound=nodes.Node)

BUYER = "buyer"
"""The folder of the templates for buyers."""
_HARMLESS = frozenset("e escape length count join first last list safe".split())
"""The filters that leave words as they are."""
_ARITHMETIC = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Slice)
_REWRITING = frozenset(
    "replace format truncate upper lower title capitalize striptags wordwrap round int float".split()
)
_CSS = re.compile(r"\bcontent\s*:[^;{}\"']*(?P<text>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')")
_SCRIPT = re.compile(
    r"/\*.*?\*/|//[^\n]*|(?P<text>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)", re.DOTALL
)
_DEEPEST = 120
"""No template needs to be nested deeper; whoever reads its tree can rely on it."""
_STRINGS = {".css": _CSS, ".js": _SCRIPT}
_TEMPLATES = (".html", ".j2")


class Tree:
    """A template as its ``top`` node, and all below it: many nets ask for some of these, so they are gathered once."""

    def __init__(self, top: nodes.Template) -> None:
        self.top = top
        self._nodes = tuple(top.find_all(nodes.Node))

    def find_all(self, kinds: type[Kind] | tuple[type[Kind], ...]) -> Iterator[Kind]:
        """Those of one of these kinds, in the order of the text."""
        return (node for node in self._nodes if isinstance(node, kinds))


def parse_template(text: str) -> Tree | None:
    """The tree of a template; None where a build will refuse it."""
    tree = _parse(text)
    return tree if isinstance(tree, Tree) else None


def forget_templates() -> None:
    """Lets go of the trees of all templates that have been read."""
    _parse.cache_clear()


def flaw_of(text: str, name: str) -> Finding | None:
    """Why a build will refuse a template."""
    wrong = _parse(text)
    return None if isinstance(wrong, Tree) else Finding("SP608", Place(name, wrong[0]), {"said": wrong[1]})


@lru_cache(maxsize=64)  # several nets read the same few templates
def _parse(text: str) -> Tree | tuple[int, str | tuple[str, str]]:
    """The tree of a template, else the line and the words of what is wrong with it."""
    too_deep = 1, ("it is nested too deep", "嵌套过深")
    try:
        tree = Environment(autoescape=True).parse(text)
    except TemplateSyntaxError as error:
        return error.lineno, str(error)
    except RecursionError:
        return too_deep
    level: list[nodes.Node] = [tree]
    for _ in range(_DEEPEST):
        level = [child for node in level for child in node.iter_child_nodes()]
    return too_deep if level else Tree(tree)


def source_of(path: Path) -> str:
    """The text of a template, empty where it cannot be read; that is said elsewhere."""
    return read_source(path, path.name)[0]


def check_expressions(
    overrides: Path, root: Path, meant: Meant, dollar: str, own: Collection[str] | None = None
) -> Iterator[Finding]:
    """Findings about values in the code of templates, styles and scripts, and about values that templates alter.

    ``own``: the names of the files to look at; all without.
    """
    for string in strings_in(overrides, root, own):
        for lang in LANGUAGES:
            for reading in read(string.text, lang, dollar=dollar):
                yield finding_of(reading, string.place(reading.start), meant)
    for path, name in _files(overrides, root, own):
        if path.suffix in _TEMPLATES and (flaw := flaw_of(source_of(path), name)):
            yield flaw
        if path.suffix in _TEMPLATES and (tree := parse_template(source_of(path))):
            yield from _find_alterations(tree, name, strict=path.relative_to(overrides).parts[0] == BUYER)


@dataclass(frozen=True, slots=True)
class String:
    """A text in the code of a template, a style or a script; of a template only the line is known."""

    text: str
    start: Place
    source: str = ""
    at: int = 0

    def place(self, offset: int) -> Place:
        """Where an offset of the text stands."""
        return Place(self.start.path, *positions(self.source).at(self.at + offset)) if self.source else self.start


def strings_in(overrides: Path, root: Path, own: Collection[str] | None = None) -> Iterator[String]:
    """The texts in the code of a project's own templates, styles and scripts, file by file."""
    for path, name in _files(overrides, root, own):
        if path.suffix in _STRINGS:
            text = source_of(path)
            for match in _STRINGS[path.suffix].finditer(text):
                if match["text"]:
                    yield String(match["text"][1:-1], Place(name), text, match.start("text") + 1)
        elif path.suffix in _TEMPLATES and (tree := parse_template(source_of(path))):
            constants = ((each.value, each.lineno) for each in tree.find_all(nodes.Const))
            yield from (String(value, Place(name, line)) for value, line in constants if isinstance(value, str))


def _files(overrides: Path, root: Path, own: Collection[str] | None) -> list[tuple[Path, str]]:
    if not overrides.is_relative_to(root):
        return []
    found = sorted(path for path in overrides.rglob("*") if path.is_file())
    wanted = (path for path in found if own is None or path.relative_to(overrides).as_posix() in own)
    return [(path, path.relative_to(root).as_posix()) for path in wanted]


def _find_alterations(tree: Tree, name: str, *, strict: bool) -> Iterator[Finding]:
    """In templates for buyers whatever could make other words; in others what rewrites numbers."""
    modules = {node.target for node in tree.find_all(nodes.Import)}
    for node in tree.find_all((nodes.Filter, nodes.Call, *_ARITHMETIC)):
        if isinstance(node, nodes.Filter):
            called, alters = node.name, node.name not in _HARMLESS
        elif isinstance(node, nodes.Call):
            function = node.node
            if not isinstance(function, nodes.Getattr):
                continue  # a macro
            owner = function.node
            called = function.attr
            alters = not (isinstance(owner, nodes.Name) and owner.name in modules)
        else:
            called, alters = type(node).__name__.lower(), strict
        if alters and (strict or (called in _REWRITING and _has_number(node))):
            yield Finding("SP456", Place(name, node.lineno), {"text": called})


def _has_number(node: nodes.Node) -> bool:
    """Whether a text among the arguments holds a number."""
    texts = (each.value for each in node.find_all(nodes.Const) if isinstance(each.value, str))
    return any(character.isnumeric() for text in texts for character in text)
