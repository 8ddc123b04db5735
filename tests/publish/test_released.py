"""A page's texts go as soon as MkDocs has no more use for them, and its title stays."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config import load_config
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from generator.publish.released import ReleasePages


def test_a_page_keeps_its_title_and_lets_its_texts_go(tmp_path: Path) -> None:
    docs, out = tmp_path / "docs", str(tmp_path / "out")
    docs.mkdir()
    (docs / "a.md").write_text("---\ntitle: One\n---\n# Two\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    config = load_config(str(tmp_path / "mkdocs.yml"))
    page = Page(None, File("a.md", str(docs), out, use_directory_urls=True), config)
    page.read_source(config)
    page.content = "<h1>Two</h1>"

    release = ReleasePages()
    assert release.on_page_content(page.content, page=page) == "<h1>Two</h1>"
    assert (page.markdown, page.content, page.title) == ("", "<h1>Two</h1>", "One")
    assert release.on_post_page("<html>", page=page) == "<html>"
    assert (page.markdown, page.content, page.title) == ("", "", "One")
