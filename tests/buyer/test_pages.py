from __future__ import annotations

import base64
import gzip
import hashlib
import html
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from generator.policy.model import Audience, Policy
from generator.publish.buyer import BUDGET, write_buyer

if TYPE_CHECKING:
    from conftest import Site

LANGS = ("en", "zh")


@pytest.mark.parametrize("lang", LANGS)
def test_every_rule_has_its_anchor_once_on_the_page_of_its_section(site: Site, lang: str) -> None:
    """The anchor of a rule is an address that never changes."""
    for rule in site.policy.rules.values():
        text = site.text(f"{lang}/{rule.section}/index.html")
        assert text.count(f'id="{rule.id}" data-rule="{rule.id}"') == 1, rule.id


@pytest.mark.parametrize("lang", LANGS)
def test_every_term_stands_on_the_page_of_its_section(site: Site, lang: str) -> None:
    """policy.json points at these anchors."""
    for term in site.policy.terms.values():
        assert f'id="term.{term.id}"' in site.text(f"{lang}/{term.section}/index.html"), term.id


def test_ids_are_unique_on_every_page(site: Site) -> None:
    for page in site.pages():
        ids = re.findall(r'\sid="([^"]+)"', site.text(page))
        assert sorted(ids) == sorted(set(ids)), page


def test_every_internal_link_leads_to_a_page_and_an_anchor(site: Site) -> None:
    for page in site.pages():
        for href in re.findall(r'<a [^>]*href="([^"]+)"', site.text(page)):
            if re.match(r"[a-z]+:", href):
                continue
            path, _, anchor = html.unescape(href).partition("#")
            target = (site.folder / page).parent / path if path else site.folder / page
            target = (target / "index.html" if target.is_dir() else target).resolve()
            assert target.is_file(), (page, href)
            assert not anchor or f'id="{anchor}"' in target.read_text(encoding="utf-8"), (page, href)


def test_every_page_fits_one_round_trip(site: Site) -> None:
    for page in site.pages():
        assert len(gzip.compress(site.text(page).encode(), mtime=0)) <= BUDGET, page


def test_pages_need_no_script_and_no_style_attribute(site: Site) -> None:
    """A strict policy must hold: one style element, allowed by its hash; and files of our own for a case alone."""
    for page in site.pages():
        text = site.text(page)
        scripts = re.findall(r"<script(?! type=\"application/ld\+json\")([^>]*)>", text)
        is_case = page.endswith("/case/index.html")
        assert scripts == ([' defer src="rules.js"', ' defer src="../../case.js"'] if is_case else []), page
        assert ("script-src 'self'" in html.unescape(text)) is is_case, page
        assert not re.search(r"\sstyle=|\son[a-z]+=", text), page
        (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert f"sha256-{digest}" in html.unescape(text), page


def test_alternates_are_reciprocal_and_absolute(site: Site) -> None:
    url = site.policy.shop.buyer_url
    for page in site.pages():
        lang, _, rest = page.partition("/")
        if lang not in LANGS:
            continue
        found = dict(re.findall(r'hreflang="([^"]+)" href="(https[^"]+)"', site.text(page).split("</head>")[0]))
        address = rest.removesuffix("index.html")
        assert found["en"] == f"{url}en/{address}", page
        assert found["zh-Hans"] == f"{url}zh/{address}", page
        assert "x-default" in found, page


def test_each_page_names_its_language(site: Site) -> None:
    assert '<html lang="en">' in site.text("en/index.html")
    assert '<html lang="zh-Hans">' in site.text("zh/index.html")


def test_the_root_offers_both_languages(site: Site) -> None:
    text = site.text("index.html")
    assert 'href="en/"' in text
    assert 'href="zh/"' in text


def test_nothing_for_the_seller_reaches_the_buyers(site: Site, whole: Policy) -> None:
    """No section for the seller, no note for staff, no role."""
    text = "".join(site.text(page) for page in (*site.pages(), "policy.json"))
    secret = [section.id for section in whole.sections.values() if section.to is Audience.SELLER]
    notes = [
        note for rule in whole.rules.values() if rule.staff_note for note in (rule.staff_note.en, rule.staff_note.zh)
    ]
    assert secret
    assert notes
    assert not [id for id in secret if f'"{id}.' in text or f"/{id}/" in text]
    assert not [note for note in notes if html.escape(note) in text or note in text]


def test_names_of_the_shop_are_escaped(site: Site, project_root: Path, tmp_path: Path) -> None:
    """Text of a policy is data: it never becomes markup."""
    evil = "<script>alert(1)</script>{{ 7 * 7 }}"
    shop = replace(site.policy.shop, name=replace(site.policy.shop.name, en=evil), seller=site.policy.shop.seller)
    write_buyer(
        replace(site.policy, shop=shop), tmp_path, overrides=project_root / "overrides", as_of=date(2026, 12, 5)
    )
    text = (tmp_path / "en" / "index.html").read_text(encoding="utf-8")
    assert "<script>alert" not in text
    assert "{{ 7 * 7 }}" in text


def test_the_same_policy_gives_the_same_bytes(site: Site, project_root: Path, tmp_path: Path) -> None:
    write_buyer(site.policy, tmp_path, overrides=project_root / "overrides", as_of=date(2026, 12, 5))
    for path in sorted(site.folder.rglob("*.*")):
        assert path.read_bytes() == (tmp_path / path.relative_to(site.folder)).read_bytes(), path


def test_without_a_returns_section_the_overview_says_so(site: Site, project_root: Path, tmp_path: Path) -> None:
    sections = {id: section for id, section in site.policy.sections.items() if id == "escalation"}
    policy = replace(
        site.policy,
        sections=MappingProxyType(sections),
        rules=MappingProxyType({id: rule for id, rule in site.policy.rules.items() if rule.section in sections}),
        terms=MappingProxyType({id: term for id, term in site.policy.terms.items() if term.section in sections}),
    )
    found = write_buyer(policy, tmp_path, overrides=project_root / "overrides", as_of=date(2026, 12, 5))
    assert [finding.code for finding in found] == ["SP622"]


def test_every_page_says_in_which_time_zone_its_last_days_end(site: Site) -> None:
    """On paper too: it stands in the foot."""
    said = {
        "en": "Each last day counts until midnight, Hong Kong time.",
        "zh": "截止日包含在内，以香港时间的日期为准。",
    }
    for lang, sentence in said.items():
        for page in ("index.html", "case/index.html", "returns/index.html"):
            assert sentence in site.text(f"{lang}/{page}").partition("<footer>")[2]


def test_this_project_has_no_findings(site: Site) -> None:
    assert site.findings == ()


def test_a_page_over_the_budget_is_found(site: Site, project_root: Path, tmp_path: Path) -> None:
    """Noise does not compress: thirty thousand characters of it are too much."""
    noise = "".join(hashlib.sha256(str(n).encode()).hexdigest() for n in range(500))
    section = site.policy.sections["returns"]
    assert section.intro
    heavy = replace(section, intro=replace(section.intro, en=noise))
    policy = replace(site.policy, sections=MappingProxyType({**site.policy.sections, "returns": heavy}))
    found = write_buyer(policy, tmp_path, overrides=project_root / "overrides", as_of=date(2026, 12, 5))
    assert [(f.code, f.facts["page"]) for f in found] == [("SP621", "en/returns/index.html")]
