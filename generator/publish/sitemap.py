"""What search engines ask of the buyer pages: which there are, in which languages, and that all may be read."""

from __future__ import annotations

from collections.abc import Iterable

from generator.playbook.html import Markup
from generator.publish.views import Alternates

_LINK = Markup('<xhtml:link rel="alternate" hreflang="{}" href="{}"/>')
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
)


def write_robots(url: str | None) -> str:
    """``robots.txt``; ``url`` is the address of the buyer pages, if it is known."""
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {url}sitemap.xml\n" if url else "")


def write_sitemap(pages: Iterable[tuple[str, Alternates]]) -> str:
    """``sitemap.xml``, from the address of each page and its address in every language."""
    lines: list[str] = list(_HEAD)
    for address, alternates in pages:
        each = Markup("").join(_LINK.format(code, href) for code, href in alternates)
        lines.append(Markup("<url><loc>{}</loc>{}</url>").format(address, each))
    return "\n".join([*lines, "</urlset>", ""])
