"""What MkDocs complains about becomes findings about the author's files."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.building import build_site
from generator.finding import Place
from generator.pipeline import Unwatched
from tests.projects import AS_OF, make_small
from tests.staff.conftest import Build


def test_a_link_to_no_page_names_the_line(build: Build) -> None:
    """The place is the author's file, where the link stands."""
    _, findings = build({"zh/index.md": "# 首页\n\n一句话。\n\n看[这里](gone.md)。\n"})
    assert [(f.code, f.place) for f in findings] == [("SP601", Place("content/zh/index.md", 5, 7))]
    assert "gone.md" in findings[0].message("zh")


def test_a_link_to_no_section_is_told_apart(build: Build) -> None:
    """The page is there, the heading is not."""
    _, findings = build({"en/index.md": "# Start\n\n[Reply](returns/late.md#replay)\n"})
    assert [(f.code, f.facts["link"]) for f in findings] == [("SP602", "returns/late.md#replay")]


def test_an_address_from_the_root_is_refused(build: Build) -> None:
    """It works only where the site stands at the root of its host."""
    _, findings = build({"en/index.md": "# Start\n\n[Late](/returns/late/)\n"})
    assert [f.code for f in findings] == ["SP605"]


def test_a_page_outside_the_navigation_is_a_warning(build: Build) -> None:
    """It is published, and most readers would never see it."""
    _, findings = build(
        settings=lambda text: text.replace("site_name: 同页", "site_name: 同页\n          nav: [index.md]", 1)
    )
    assert [(f.code, f.place.path) for f in findings] == [("SP603", "content/zh/returns/late.md")]


def test_a_navigation_entry_without_a_page_is_found_in_the_settings(build: Build) -> None:
    """The place is the line of mkdocs.yml that names it."""
    nav = (
        "site_name: 同页\n          nav:\n            - index.md\n            - returns/late.md\n            - gone.md"
    )
    _, findings = build(settings=lambda text: text.replace("site_name: 同页", nav, 1))
    assert [f.code for f in findings] == ["SP604"]
    assert findings[0].place.path == "mkdocs.yml"
    assert findings[0].place.line > 1


def test_a_wrong_setting_is_a_finding(build: Build) -> None:
    """Nothing is raised for a mistake in mkdocs.yml."""
    _, findings = build(settings=lambda text: text.replace("name: material", "name: materiel", 1))
    assert [f.code for f in findings] == ["SP607"]
    assert "materiel" in findings[0].message()


def test_settings_that_are_no_yaml_name_line_and_column(build: Build) -> None:
    """MkDocs cannot read the file at all, and says where."""
    _, findings = build(settings=lambda text: text + "\nextra: [\n")
    assert [f.code for f in findings] == ["SP607"]
    assert findings[0].place.line > 1


def test_a_broken_template_names_its_file(tmp_path: Path) -> None:
    """A designer's mistake is found in the designer's file."""
    project = make_small(tmp_path)
    broken = project / "overrides" / "staff" / "partials" / "content.html"
    broken.write_text("<p>\n{{ page.meta. }}\n", encoding="utf-8")
    findings = build_site(project, project / "site", AS_OF, Unwatched())
    assert [(f.code, f.place.path, f.place.line) for f in findings] == [
        ("SP608", "overrides/staff/partials/content.html", 2)
    ]


def test_the_same_pages_give_the_same_bytes(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two builds in other folders are alike, down to the compressed sitemap, given a date."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    first, second = (build()[0] for _ in range(2))
    trees = [{p.relative_to(s): p.read_bytes() for p in s.rglob("*") if p.is_file()} for s in (first, second)]
    assert trees[0] == trees[1]
