"""The text of each page goes when MkDocs needs it no more: it would keep all pages of both languages to the end."""

from __future__ import annotations

from typing import Any

from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.pages import Page


class ReleasePages(BasePlugin):  # type: ignore[type-arg]  # it has no settings of its own
    """Drops a page's Markdown once it is HTML, and its HTML once that stands in its template.

    The empty text stands for it, not None: to MkDocs a page without Markdown has no title.
    """

    @event_priority(-100)  # after whoever else wants to see it
    def on_page_content(self, html: str, page: Page, **_: Any) -> str:
        """MkDocs has made HTML of a page."""
        page.markdown = ""
        return html

    @event_priority(-100)
    def on_post_page(self, output: str, page: Page, **_: Any) -> str:
        """MkDocs has filled the template of a page."""
        page.content = ""
        return output
