"""What every page of the staff site says of itself, and what it must not contain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.staff.conftest import Build

PAIRS = [("index.html", "zh/index.html"), ("returns/late/index.html", "zh/returns/late/index.html")]


def read(site: Path, name: str) -> str:
    return (site / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("english", "chinese"), PAIRS)
def test_both_languages_of_a_page_name_each_other(site: Path, english: str, chinese: str) -> None:
    """Alternates are reciprocal and absolute: both pages list the same two addresses."""
    pattern = r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)"'
    expected = {
        "en": "https://desk.example.com/" + english.removesuffix("index.html"),
        "zh-Hans": "https://desk.example.com/" + chinese.removesuffix("index.html"),
    }
    assert dict(re.findall(pattern, read(site, english))) == expected
    assert dict(re.findall(pattern, read(site, chinese))) == expected


def test_the_language_switch_stays_on_the_page(site: Path) -> None:
    """The other language's name is a link to the same page, the page's own is marked as current."""
    html = read(site, "zh/returns/late/index.html")
    assert 'hreflang="en" href="../../../returns/late/">English</a>' in html
    assert 'lang="zh-Hans" aria-current="true">中文</span>' in html


def test_no_page_carries_scripts_or_styles_of_its_own(site: Path) -> None:
    """Everything comes from files, so that a policy without hashes is enough."""
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son\w+=", html), page
        assert not re.findall(r"<script(?![^>]*(src=|application/json))", html), page


def test_no_page_wants_to_be_found_by_crawlers(site: Path) -> None:
    """The staff site is for staff: noindex everywhere, also where an address is missing."""
    for page in site.rglob("*.html"):
        assert '<meta name="robots" content="noindex">' in page.read_text(encoding="utf-8"), page


def test_a_missing_page_speaks_the_language_of_its_folder(site: Path) -> None:
    """The root's 404 is English although Chinese is built last, and each has its own site name."""
    assert "<title>There is no page here - Samepage</title>" in read(site, "404.html")
    assert "<title>没有这个页面 - 同页</title>" in read(site, "zh/404.html")


@pytest.mark.parametrize("name", ["404.html", "zh/404.html"])
def test_a_missing_page_finds_its_files_at_any_depth(build: Build, name: str) -> None:
    """A server shows the 404 for addresses of any depth, so its addresses count from the site's root."""
    folder, _ = build(site_url="https://example.com/desk/")
    html = read(folder, name)
    addresses = re.findall(r'(?:src|href)="([^"#]+)"', html)
    assert {a for a in addresses if not a.startswith(("/desk/", "data:"))} == set()
    assert "/desk/assets/samepage.css" in addresses


def test_owner_and_review_date_stand_below_the_title(site: Path) -> None:
    """The line follows the title and the first sentence, with a date that machines can read."""
    html = read(site, "returns/late/index.html")
    assert html.index('<p class="lead">The parcel has not come.') < html.index('<dl class="meta">')
    assert html.index('<dl class="meta">') < html.index('<h2 id="reply">')
    assert '<time datetime="2026-11-03">3 November 2026</time>' in html


def test_plain_front_matter_is_shown_as_written(build: Build) -> None:
    """Without the generator's words the dates of the front matter stand there themselves."""
    page = "---\nowner: Returns team\nreviewed: 2026-11-03\nreview_by: 2027-03-01\n---\n# A page\n\nA sentence.\n"
    folder, _ = build({"en/returns/late.md": page + "\n## Reply {#reply}\n"})
    html = read(folder, "returns/late/index.html")
    assert "Returns team" in html
    assert '<time datetime="2027-03-01">2027-03-01</time>' in html


def test_the_style_sheet_brings_the_colours_of_both_sites(site: Path) -> None:
    """One request: the tokens stand before the rules that use them."""
    css = read(site, "assets/samepage.css")
    assert css.index("--pine:#0a5a4c") < css.index("var(--pine)")
    assert "/*" not in css
