"""Quotations as nearly all are written, read at a glance: a name or a call with texts, and a style behind it.

What is read here is read as Jinja2 would, which takes ten times as long; whatever looks otherwise is left to it.
"""

from __future__ import annotations

import re

from jinja2 import nodes

_WORD = r"[A-Za-z_][A-Za-z0-9_]*"
_TEXT = r"\"[^\"\\\n\r]*\"|'[^'\\\n\r]*'"
_GIVEN = rf"(?:{_WORD} *= *)?(?:{_TEXT})"
_QUOTED = re.compile(
    rf"(?P<name>{_WORD})(?:\.(?P<below>{_WORD}))?"
    rf"(?P<called>\( *(?P<given>{_GIVEN}(?: *, *{_GIVEN})*)? *\))?"
    rf"(?: *\| *(?P<style>{_WORD}))?"
)
_ONE = re.compile(rf"(?:(?P<key>{_WORD}) *= *)?(?P<text>{_TEXT})")
_NO_NAMES = frozenset("true false none True False None not and or in is if else".split())
"""Words that Jinja2 reads otherwise."""


def read_call(source: str) -> tuple[nodes.Expr, str] | None:
    """The tree of an expression and the dotted name that it begins with; None if somebody else has to read it.

    >>> read_call("returns.window | within")[1], read_call("1 + 1")
    ('returns.window', None)
    """
    match = _QUOTED.fullmatch(source)
    if match is None or match["name"] in _NO_NAMES:
        return None
    tree: nodes.Expr = nodes.Name(match["name"], "load")
    dotted = match["name"]
    if match["below"]:
        tree, dotted = nodes.Getattr(tree, match["below"], "load"), f"{dotted}.{match['below']}"
    if match["called"]:
        texts: list[nodes.Expr] = []
        named: list[nodes.Keyword] = []
        for one in _ONE.finditer(match["given"] or ""):
            text = nodes.Const(one["text"][1:-1])
            if one["key"]:
                named.append(nodes.Keyword(one["key"], text))
            elif named:
                return None  # which is a mistake, and told as one
            else:
                texts.append(text)
        tree = nodes.Call(tree, texts, named, None, None)
    if match["style"]:
        tree = nodes.Filter(tree, match["style"], [], [], None, None)
    return tree, dotted
