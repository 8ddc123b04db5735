"""What is left out of Material's style, and when nothing is."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.publish.style import lighten, lighten_material

CSS = (
    '@charset "UTF-8";html{top:0}.md-typeset .tabbed-set,.md-typeset p{top:0}.md-tag{top:0}'
    "@media print{.highlight{top:0}}"
)
LIGHT = '@charset "UTF-8";html{top:0}.md-typeset p{top:0}'


def test_rules_of_what_is_not_used_are_left_out() -> None:
    """The selectors that are used stay, in their order."""
    assert lighten(CSS) == LIGHT


def test_a_style_that_is_light_stays_as_it_is() -> None:
    """Nothing else changes, however its rules are nested."""
    css = "@media screen{@supports (top:0){p:is(a,b){top:0}}}@keyframes x{0%{top:0}to{top:1px}}"
    assert lighten(css) == css


@pytest.mark.parametrize(
    ("extensions", "features", "expected"),
    [
        (["toc", "tables", "fenced_code", "admonition"], ["navigation.prune"], LIGHT),
        (["toc", "pymdownx.tabbed"], [], CSS),
        (["toc"], ["content.code.copy"], CSS),
    ],
)
def test_a_project_that_may_need_the_rules_keeps_them(
    tmp_path: Path, extensions: list[str], features: list[str], expected: str
) -> None:
    """An extension or a feature that is not known to do without them is given all."""
    sheet = tmp_path / "assets" / "stylesheets" / "main.0.css"
    sheet.parent.mkdir(parents=True)
    sheet.write_text(CSS, encoding="utf-8")
    lighten_material(tmp_path, extensions, features)
    assert sheet.read_text(encoding="utf-8") == expected
