"""What is read of a quotation at a glance is what Jinja2 reads of it, tree and name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import TemplateSyntaxError, nodes

from generator.playbook.calling import read_call
from generator.playbook.quotation import environment

READ = (
    "returns.window",
    "returns.window | within",
    "returns.window|within",
    "returns.window(region=\"GB\", season = 'other') | plain",
    'rule("returns.changed_mind", voice="staff")',
    "literal('30 days', \"the carrier's words\")",
    'literal("三十天", "承运商的原话")',
    "recent()",
    "payers( )",
)
LEFT = (
    "1 + 1",
    "not x",
    "none",
    'rule("a" "b")',
    'rule("a\\n")',
    'rule(a="b", "c")',
    "a.b.c",
    "a.b | style(x='y')",
    "a | b | c",
    "a['b']",
    "a\n.b",
    "rule(b)",
    '"text"',
)


def read_by_jinja(source: str) -> nodes.Expr | None:
    try:
        tree = environment().parse("{{ " + source + " }}")
    except TemplateSyntaxError:
        return None
    (output,) = tree.find_all(nodes.Output)
    (expression,) = output.nodes
    return expression


@pytest.mark.parametrize("source", READ)
def test_what_is_read_at_a_glance_is_read_as_jinja_reads_it(source: str) -> None:
    read = read_call(source)
    assert read is not None
    assert read[0] == read_by_jinja(source)
    assert read[1] == re.split(r"[ |(]", source)[0]


@pytest.mark.parametrize("source", LEFT)
def test_whatever_looks_otherwise_is_left_to_jinja(source: str) -> None:
    assert read_call(source) is None


def test_every_quotation_of_this_project_means_the_same_to_both(project_root: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((project_root / "content").rglob("*.md"))]
    sources = {match[1].strip() for text in texts for match in re.finditer(r"\{\{(.*?)\}\}", text, re.DOTALL)}
    read = {source: found[0] for source in sources if (found := read_call(source)) is not None}
    assert len(read) > 0.9 * len([source for source in sources if "=" not in source])
    assert [source for source, tree in read.items() if tree != read_by_jinja(source)] == []
