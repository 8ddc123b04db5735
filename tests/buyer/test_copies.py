"""The policy as it is pasted elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import html

from generator.publish.buyer import write_buyer
from generator.publish.copies import MARK

if TYPE_CHECKING:
    from conftest import Site

LANGS = ("en", "zh")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("length", ["short", "policy"])
def test_a_fragment_has_nothing_that_a_marketplace_refuses(site: Site, lang: str, length: str) -> None:
    """Headings, paragraphs and lists; no attribute, so no style, no script and no link."""
    fragment = site.text(f"{lang}/copies/{length}.html.txt").removeprefix(MARK)
    assert set(re.findall(r"<([^/>]+)>", fragment)) == {"h2", "h3", "h4", "p", "ul", "li"}
    assert fragment.startswith("<h2>")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("length", ["short", "policy"])
def test_nothing_in_a_copy_leads_off_the_marketplace(site: Site, lang: str, length: str) -> None:
    """No address, no mail, no telephone: most marketplaces take down what has one."""
    shop = site.policy.shop
    for name in (f"{length}.txt", f"{length}.html.txt"):
        text = site.text(f"{lang}/copies/{name}")
        assert not re.search(r"https?:|www\.|@", text), name
        assert shop.phone
        assert shop.phone not in text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("length", ["short", "policy"])
def test_text_and_fragment_say_the_same(site: Site, lang: str, length: str) -> None:
    fragment = html.fragments_fromstring(site.text(f"{lang}/copies/{length}.html.txt").removeprefix(MARK))
    told = [each.text_content() for top in fragment for each in top.iter("h2", "h3", "h4", "p", "li")]
    lines = [line.removeprefix("- ") for line in site.text(f"{lang}/copies/{length}.txt").lstrip(MARK).splitlines()]
    assert told == [line for line in lines if line.strip("=-")]


def test_a_server_that_names_no_charset_still_shows_chinese(site: Site) -> None:
    """A browser takes a text file for Latin unless the file itself says otherwise."""
    for path in sorted(site.folder.rglob("copies/*.txt")):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf"), path


def test_words_that_look_like_markup_stay_words(site: Site, project_root: Path, tmp_path: Path) -> None:
    name = replace(site.policy.shop.name, en="<b>Shop</b> & Co")
    policy = replace(site.policy, shop=replace(site.policy.shop, name=name))
    write_buyer(policy, tmp_path, overrides=project_root / "overrides", as_of=date(2026, 12, 5))
    text = (tmp_path / "en/copies/short.html.txt").read_text(encoding="utf-8")
    assert "&lt;b&gt;Shop&lt;/b&gt; &amp; Co" in text


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_tells_how_long_each_copy_is(site: Site, lang: str) -> None:
    page = site.text(f"{lang}/copies/index.html")
    for path in sorted((site.folder / lang / "copies").glob("*.txt")):
        count = f"{len(path.read_text(encoding='utf-8').removeprefix(MARK)):,}"
        assert re.search(rf'href="{path.name}"[^\n]*{count}', page), path.name
