"""Quotations: finding ``{{ ... }}`` in a text, and making sure that each is only a quotation.

An expression is read by Jinja2, and evaluated in its sandbox only after its tree was seen to consist of names,
attributes, calls, filters and constants. There are no loops, no arithmetic and no literals beyond short
texts, so that neither time nor size can run away: each quotation costs what the words it names cost.
A tree of five kinds of nodes is walked; to make Python of it and compile that takes longer than the page it is on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.exceptions import UndefinedError
from jinja2.runtime import Context, new_context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.finding import Finding, Place
from generator.language.style import Style
from generator.playbook.calling import read_call
from generator.playbook.marks import NOT_HERE, is_mark, pair_marks
from generator.playbook.page import Quotation, Template

MOST_QUOTATIONS = 2_000
"""In one text; a page with more is not prose."""
LONGEST_QUOTATION = 400
"""Characters between the braces."""

STYLES = tuple(style.value for style in Style)
"""The filters of a quotation: how the value stands in its sentence."""

_ALLOWED = (
    nodes.Output,
    nodes.Name,
    nodes.Getattr,
    nodes.Call,
    nodes.Filter,
    nodes.Keyword,
    nodes.Const,
    nodes.Template,
)
_OPEN = re.compile(r"\{\{|\{%|\}\}|%\}")


@cache
def environment(styles: tuple[str, ...] = STYLES) -> ImmutableSandboxedEnvironment:
    """A sandbox that knows no names and, of filters, only the styles.

    A style asks the quoted value to say itself: the value object has a method of the same name.
    """
    env = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    env.globals.clear()
    env.filters.clear()
    for style in styles:
        env.filters[style] = _styled(style)
    return env


def _styled(style: str):  # type: ignore[no-untyped-def]
    def apply(value, **where):  # type: ignore[no-untyped-def]
        if not hasattr(value, "styled"):
            raise UndefinedError(f"{style} is a way to say a value, and it names none ({type(value).__name__.lower()})")
        return value.styled(style, **where)

    return apply


def read_template(
    text: str, path: str, at: Callable[[int], tuple[int, int]], *, of_reply: bool = False
) -> tuple[Template, tuple[Finding, ...]]:
    """The text with its quotations. ``at`` tells line and column in the file of an offset into ``text``.

    The body ``of_reply`` may say of its parts for which cases they are.
    """
    found: list[Quotation] = []
    tokens: list[Quotation] = []
    findings: list[Finding] = []

    def place(offset: int) -> Place:
        return Place(path, *at(offset))

    for start, end, problem in _spans(text):
        if problem:
            findings.append(Finding(problem, place(start), {"text": _short(text[start:end])}))
            continue
        if len(found) + len(tokens) == MOST_QUOTATIONS:
            findings.append(Finding("SP317", place(start), {"most": str(MOST_QUOTATIONS)}))
            break
        source = text[start + 2 : end - 2].strip()
        quotation = _compile(source, start, end, place(start))
        if isinstance(quotation, Finding):
            findings.append(quotation)
        elif not is_mark(source):
            found.append(quotation)
        elif of_reply:
            tokens.append(quotation)
        else:
            findings.append(Finding("SP339", quotation.place, {"text": source, "why": NOT_HERE}))
    marks, problems = pair_marks(text, tokens) if tokens else ((), ())
    return Template(text, tuple(found), place(0), marks), (*findings, *problems)


def _spans(text: str) -> Iterator[tuple[int, int, str | None]]:
    """(start, end, code of what is wrong or None) for each pair of braces, in order."""
    at = closed = 0
    while match := _OPEN.search(text, at):
        start, mark = match.start(), match.group()
        if mark != "{{":
            yield start, _line_end(text, start), "SP315" if mark == "{%" else "SP316"
            at = match.end()
            continue
        if 0 <= closed < match.end():  # looked for once, however many open before it
            closed = text.find("}}", match.end())
        end = closed
        if end < 0 or text.find("{{", match.end(), end) >= 0 or "\n\n" in text[start:end]:
            yield start, _line_end(text, start), "SP316"
            at = match.end()
            continue
        yield start, end + 2, None
        at = end + 2


def _compile(source: str, start: int, end: int, place: Place) -> Quotation | Finding:
    if len(source) > LONGEST_QUOTATION:
        return Finding("SP317", place, {"most": str(LONGEST_QUOTATION)})
    expression = _expression(source)
    if isinstance(expression, _Refused):
        return Finding(expression.code, place, expression.facts)
    return Quotation(source, start, end, place, expression.names, expression.run)


@dataclass(frozen=True, slots=True)
class _Expression:
    """What stands between the braces, and the dotted names in it. Whoever is sent one reads its ``source`` anew."""

    source: str
    names: tuple[str, ...]
    tree: nodes.Expr

    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return _expression, (self.source,)

    def run(self, **vocabulary: object) -> object:
        """What the expression comes to with these names. UndefinedError, SecurityError, TypeError: what a call says."""
        return _value(self.tree, new_context(environment(), None, {}, vocabulary, shared=True))


def _value(node: nodes.Node, context: Context) -> Any:
    """What a node comes to. Everything is looked up and called by the sandbox."""
    env = context.environment
    match node:
        case nodes.Const():
            return node.value
        case nodes.Name():
            return context.resolve(node.name)
        case nodes.Getattr():
            return env.getattr(_value(node.node, context), node.attr)
        case nodes.Call():
            called = _value(node.node, context)
        case nodes.Filter():
            assert node.node is not None
            styled = _value(node.node, context)
            called = partial(env.filters[node.name], styled)
        case _:
            raise AssertionError(node)  # such a tree is refused
    given = [_value(each, context) for each in node.args]
    named: dict[str, Any] = {str(each.key): _value(each.value, context) for each in node.kwargs}
    return environment().call(context, called, *given, **named)


@dataclass(frozen=True, slots=True)
class _Refused:
    """Why what stands between the braces is no quotation."""

    code: str
    facts: dict[str, str]


@lru_cache(maxsize=MOST_QUOTATIONS)
def _expression(source: str) -> _Expression | _Refused:
    """The expression. It follows from its text alone, and a playbook says most of its quotations more than once."""
    env = environment()
    if (known := read_call(source)) and not (isinstance(known[0], nodes.Filter) and known[0].name not in env.filters):
        return _Expression(source, (known[1],), known[0])
    try:
        tree = env.parse("{{ " + source + " }}")
    except TemplateSyntaxError as error:
        return _Refused("SP314", {"text": _short(source), "why": error.message or ""})
    except RecursionError:
        return _Refused("SP317", {"most": str(LONGEST_QUOTATION)})
    below = tuple(tree.find_all(nodes.Node))
    for node in below:
        if not isinstance(node, _ALLOWED) or _has_stars(node):
            return _Refused("SP313", {"text": _short(source), "what": type(node).__name__.lower()})
        if isinstance(node, nodes.Filter) and node.name not in env.filters:
            return _Refused("SP312", {"text": _short(source), "filter": node.name, "filters": ", ".join(env.filters)})
    (expression,) = next(node for node in below if isinstance(node, nodes.Output)).nodes
    return _Expression(source, _names(below), expression)


def _has_stars(node: nodes.Node) -> bool:
    """Whether arguments are taken out of a value."""
    return bool(getattr(node, "dyn_args", None) or getattr(node, "dyn_kwargs", None))


def _names(below: tuple[nodes.Node, ...]) -> tuple[str, ...]:
    """The dotted names of an expression, outermost first: ``returns.window``."""

    def dotted(node: nodes.Node) -> str | None:
        if isinstance(node, nodes.Name):
            return node.name
        if isinstance(node, nodes.Getattr):
            head = dotted(node.node)
            return f"{head}.{node.attr}" if head else None
        return None

    inner = {id(node.node) for node in below if isinstance(node, nodes.Getattr)}
    return tuple(name for node in below if id(node) not in inner and (name := dotted(node)))


def _line_end(text: str, start: int) -> int:
    """The end of the line, or of as much of it as a finding could show."""
    most = min(len(text), start + LONGEST_QUOTATION)
    end = text.find("\n", start, most)
    return most if end < 0 else end


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57] + "..."
