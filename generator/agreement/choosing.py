"""Buyer templates show what there is: no condition but whether it is there, no loop but over all of it.

What a template may not do to words is told elsewhere (SP456). Here it may not choose among them: by a value, by a
number of turns, by a constant. The one thing that it may ask for is the language of the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinja2 import nodes

from generator.agreement.expressions import BUYER, Tree, parse_template, source_of
from generator.finding import Finding, Place

_BOTH = "parts"
"""The list of languages: the first of them is the one that the page itself is in."""


def check_choosing(overrides: Path, root: Path, own: frozenset[str]) -> Iterator[Finding]:
    """Findings about the conditions and loops of those buyer templates that are a project's own."""
    for path in sorted((overrides / BUYER).rglob("*.j2")):
        if path.relative_to(overrides).as_posix() in own and (tree := parse_template(source_of(path))):
            for node, said in _choices(tree):
                yield Finding("SP465", Place(path.relative_to(root).as_posix(), node.lineno), {"text": said})


def _choices(tree: Tree) -> Iterator[tuple[nodes.Node, str]]:
    tests = [*(node.test for node in tree.find_all(nodes.If)), *(node.test for node in tree.find_all(nodes.CondExpr))]
    yield from ((each, _said(each)) for test in tests for each in _odd(test))
    for loop in tree.find_all(nodes.For):
        if loop.test is not None:
            yield loop, "for ... if"
        if not isinstance(loop.iter, nodes.Name | nodes.Getattr):
            yield loop, f"for ... in {type(loop.iter).__name__.lower()}"
    for item in tree.find_all(nodes.Getitem):
        number = item.arg.value if isinstance(item.arg, nodes.Const) else ""
        if not isinstance(number, str) and not (isinstance(item.node, nodes.Name) and item.node.name == _BOTH):
            yield item, f"[{number}]"
    for block in tree.find_all((nodes.Test, nodes.Concat)):
        yield block, _said(block)


def _odd(test: nodes.Node) -> Iterator[nodes.Node]:
    """What a condition asks beside whether something is there."""
    match test:
        case nodes.Name() | nodes.Getattr():
            return
        case nodes.Not(node=node):
            yield from _odd(node)
        case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
            yield from _odd(left)
            yield from _odd(right)
        case nodes.Compare() if _asks_language(test):
            return
        case nodes.Test():
            return  # which is told by itself
        case _:
            yield test


def _asks_language(test: nodes.Compare) -> bool:
    sides = (test.expr, *(each.expr for each in test.ops))
    names = [str(getattr(side, "attr", getattr(side, "name", ""))) for side in sides]
    plain = all(isinstance(side, nodes.Name | nodes.Getattr | nodes.Const) for side in sides)
    return plain and any("lang" in name for name in names) and all(each.op in ("eq", "ne") for each in test.ops)


def _said(node: nodes.Node) -> str:
    match node:
        case nodes.Const(value=value):
            return f"if {str(value).lower()}"
        case nodes.Test(name=name):
            return f"is {name}"
        case nodes.Concat():
            return "~"
        case nodes.Compare(ops=ops):
            return f"if ... {ops[0].op} ..."
        case _:
            return f"if {type(node).__name__.lower()}(...)"
