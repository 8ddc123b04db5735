"""What MkDocs, Markdown and Material's search read by patterns is what they read by their own parsers."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from material.plugins.search.plugin import Parser
from mkdocs.structure import pages

from generator.publish.finished import FinishedBlocks, ends_of_elements
from generator.publish.indexing import Anchors, Sections, reading_quickly
from generator.publish.plain_html import is_plain

EXTENSIONS = ("admonition", "attr_list", "def_list", "md_in_html", "sane_lists", "tables", "toc")
"""As in ``mkdocs.yml``."""
TEXTS = ("a", " ", "\n", "&amp;", "&lt;b", "30 天", "*x*")
TAGS = ("p", "div", "section", "span", "h2", "h3", "li", "pre", "data", "svg", "title", "a", "aside", "table")
ATTRIBUTES = (
    "",
    ' id="one"',
    " hidden",
    ' data-search-exclude=""',
    ' viewBox="0 0 1 1" class="x &quot;y&quot;"',
    ' name="b"',
    ' class="linenodiv"',
    ' id="two"  data-n="1 &amp; 2"',
)
ROUGH = (
    "<!-- <p> -->",
    "a < b",
    "<script>if (a<b) '<p>'</script>",
    "<p",
    "</p>",
    "<div markdown=1>*x*</div>",
    "<br>",
    "`<p>`",
)


def _element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES), inside).map(
        lambda parts: f"<{parts[0]}{parts[1]}>{parts[2]}</{parts[0]}>"
    )


WHOLE = st.recursive(
    st.sampled_from((*TEXTS, "<br>", '<img alt=""/>')), lambda inner: _element(st.lists(inner, max_size=3).map("".join))
)
PAGES = st.lists(WHOLE | st.sampled_from((*ROUGH, "\n\n", "\n\n", "\n", "# Title {#x}", "- point")), max_size=8).map(
    "".join
)


def _sections(parser: Parser, html: str) -> list[tuple[object, ...]] | None:
    """None where Material fails: at a paragraph within one that is left out."""
    try:
        parser.feed(html)
    except ValueError:
        return None
    parser.close()
    return [(each.el.tag, each.id, each.title, each.text, each.is_excluded()) for each in parser.data]


def _anchors(parser: pages._HTMLHandler, html: str) -> set[str]:
    parser.feed(html)
    parser.close()
    return parser.present_anchor_ids


@settings(max_examples=60)
@given(st.lists(WHOLE, max_size=5).map(lambda parts: '<h1 id="t">T</h1>' + "".join(parts)))
@example('<h1 id="t">T</h1><div data-search-exclude=""><p>no</p><h2 id="in">in</h2></div><p>yes</p>')
@example('<h1 id="t">T</h1><div data-search-exclude=""><div>no</div></div><p>yes</p><svg><title>t</title></svg>')
@example('<h1 id="t">T</h1><div data-search-exclude=""><p data-search-exclude=""><div></div></p>a</div>')
def test_a_search_finds_the_same_sections(html: str) -> None:
    assert is_plain(html) or "title" in html
    assert _sections(Sections(), html) == _sections(Parser(), html)


@settings(max_examples=60)
@given(PAGES)
def test_links_find_the_same_anchors(page: str) -> None:
    assert _anchors(Anchors(), page) == _anchors(pages._HTMLHandler(), page)


@settings(max_examples=120)
@given(PAGES)
@example("<p>one</p>\n<p>two</p>\n\n*x*")
@example("<div>\n\n<p>in</p>\n\n</div>\n\n- x\n\n<table><tr><td>1</td></tr></table>")
@example("<!--\n\n<p>no</p>\n\n-->\n\n<p>yes</p>")
@example("<div markdown=1>\n\n<p>in</p>\n\n*x*\n\n</div>")
@example("- point\n\n<p>after</p>\n\n    <p>code</p>")
def test_markdown_makes_the_same_page(page: str) -> None:
    assert Markdown(extensions=[*EXTENSIONS, FinishedBlocks()]).convert(page) == (
        Markdown(extensions=list(EXTENSIONS)).convert(page)
    )


@pytest.mark.parametrize(
    ("html", "ends"),
    [
        ("<p>one</p>", [10]),
        ("<div><div>a</div><p>b</p></div>", [31]),
        ("<p>one</p>\n<p>two</p>", [10, 21]),
        ("<p>one</p><p>two</p>", []),
        ("<p>one</p> and more", []),
        ("<span>one</span>", []),
        ("<div><p>one</p>", []),
        ('<div markdown="1">one</div>', []),
        ("<p>a < b</p>", []),
    ],
)
def test_only_whole_elements_are_put_by(html: str, ends: list[int]) -> None:
    assert ends_of_elements(html, lambda name: name in {"p", "div"}) == ends


def test_mkdocs_and_material_ask_the_quick_parsers_only_meanwhile() -> None:
    """If either moves its parser, this is where it shows."""
    from material.plugins.search import plugin

    before = pages._HTMLHandler, plugin.Parser
    with reading_quickly():
        assert (pages._HTMLHandler, plugin.Parser) == (Anchors, Sections)
    assert (pages._HTMLHandler, plugin.Parser) == before
