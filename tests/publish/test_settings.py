"""What a check says of ``mkdocs.yml`` and of templates that are gone, before anything is built."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from generator.building import build_site
from generator.pipeline import Unwatched, check_project
from generator.publish import templates
from tests.projects import AS_OF, check, edit, make_small, told

BOGUS = "plugins: [samepage, search, bogus, i18n]\nold:"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (None, "nav: [", "mkdocs.yml:1:7 SP607"),
        (None, "", "mkdocs.yml:1:1 SP607"),
        (None, "- a", "mkdocs.yml:1:1 SP607"),
        ("plugins:", BOGUS, "mkdocs.yml:13:1 SP607"),
        ("name: material", "name: materiel", "mkdocs.yml:4:1 SP607"),
        ("name: material", "name: mkdocs", "mkdocs.yml:4:1 SP607"),
        ("overrides/staff", "overrides/gone", "mkdocs.yml:4:1 SP607"),
        ("docs_structure: folder", "docs_structure: suffix", "mkdocs.yml:13:1 SP607"),
        ("attr_list,", "atr_list,", "mkdocs.yml:23:1 SP607"),
        ("site_name: Small", "site_name: Small\nversion: latest", "mkdocs.yml:2:1 SP609"),
        ("site_name: Small", "site_name: Small\nsite_url: shop", "mkdocs.yml:2:1 SP607"),
        ("name: material", "name: [material]", "mkdocs.yml:5:3 SP607"),
        ("site_name: Small", "site_name: Small\nsite_url: http://[x", "mkdocs.yml:2:1 SP607"),
        ("[404.html, zh/404.html]", "3", "mkdocs.yml:4:1 SP607"),
        ("overrides/staff", "overrides/buyer", "mkdocs.yml:4:1 SP607"),
        ("site_name: Small", "site_name: Small\nextra_css: [assets/gone.css]", "mkdocs.yml:2:13 SP611"),
        ("site_name: Small", "site_name: Small\nextra_css: [//host.example/a.css]", "mkdocs.yml:2:13 SP612"),
        (
            "site_name: Small",
            "site_name: Small\nextra_javascript:\n  - path: https://host.example/a.js",
            "mkdocs.yml:3:11 SP612",
        ),
        ("site_name: Small", "site_name: Small\nextra_javascript: [assets/gone.js]", "mkdocs.yml:2:20 SP611"),
        ("site_name: Small", "INHERIT: base.yml\nhooks: [hook.py]", "mkdocs.yml:2:9 SP468"),
    ],
)
def test_settings_that_a_build_would_refuse_are_found_where_they_stand(
    old: str | None, new: str, expected: str, tmp_path: Path
) -> None:
    project = make_small(tmp_path)
    if old is None:
        (project / "mkdocs.yml").write_text(new, encoding="utf-8")
    else:
        edit(project, "mkdocs.yml", old, new)
    assert expected in told(check(project).findings)


def test_a_check_runs_nothing_that_the_settings_name(tmp_path: Path) -> None:
    """Neither a hook nor what a tag of YAML would call; what the surroundings set is not judged."""
    project = make_small(tmp_path)
    (project / "hook.py").write_text("from pathlib import Path\nPath(__file__).with_name('ran').touch()\n")
    more = f"hooks: [hook.py]\nextra: {{x: !!python/object/apply:os.mkdir ['{tmp_path}/ran']}}\nsite_url: !ENV GONE\n"
    edit(project, "mkdocs.yml", "site_name", f"{more}site_name")
    assert told(check(project).findings) == ["mkdocs.yml:1:9 SP468"], "which only says that there is a hook"
    assert not (project / "ran").exists()


def test_a_setting_of_the_wrong_kind_is_told_in_plain_words(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    edit(project, "mkdocs.yml", "name: material", "name: [material]")
    (finding,) = check(project).findings
    assert 'has to be one word, material, and not ["material"]' in finding.message("en")
    assert "Error" not in finding.message("en") + finding.message("zh")


VERSION = ("mkdocs.yml", "site_name: Small", "site_name: Small\nversion: latest")
"""A setting that MkDocs does not know."""
VOUCHED = """suppressions:
  - finding: SP609
    path: mkdocs.yml
    text: version
    reason: {en: A later theme reads it., zh: 以后的主题会用到。}
    until: 2027-03-01
"""


def _left_to_a_build(project: Path) -> tuple[bool, list[str]]:
    """Whether the settings are still to be judged after the check that a build begins with, and what that found."""
    checked = check_project(project, AS_OF, Unwatched(), with_settings=False)
    return not checked.settled, [f"{each.code} {each.suppressed is not None}" for each in checked.findings]


def test_a_build_asks_mkdocs_about_its_settings_when_it_has_mkdocs(tmp_path: Path) -> None:
    """They are judged before it builds, and what is wrong with them is told as a check tells it."""
    project = make_small(tmp_path)
    edit(project, *VERSION)
    assert _left_to_a_build(project) == (True, [])
    edit(project, "mkdocs.yml", "name: material", "name: materiel")
    found = build_site(project, project / "site", AS_OF, Unwatched())
    assert told(found) == told(check(project).findings) == ["mkdocs.yml:2:1 SP609", "mkdocs.yml:5:1 SP607"]


def test_with_another_mistake_they_are_told_at_once(tmp_path: Path) -> None:
    project = make_small(tmp_path)
    edit(project, *VERSION)
    edit(project, "content/en/index.md", "## After", "{{ returns.nothing }}\n\n## After")
    left, found = _left_to_a_build(project)
    assert not left
    assert "SP609 False" in found


def test_where_somebody_vouches_for_them_a_check_judges_them_itself(tmp_path: Path) -> None:
    """Else it could not tell whether that word is needed still."""
    project = make_small(tmp_path)
    edit(project, *VERSION)
    (project / "policies/suppressions.yaml").write_text(VOUCHED, encoding="utf-8")
    assert _left_to_a_build(project) == (False, ["SP609 True"])


def test_settings_that_stand_elsewhere_too_are_refused(tmp_path: Path) -> None:
    """A title in the navigation is a promise like any other, and no check reads what another file says."""
    project = make_small(tmp_path)
    (project / "mkdocs.yml").rename(project / "base.yml")
    (project / "mkdocs.yml").write_text("INHERIT: base.yml\n", encoding="utf-8")
    assert "mkdocs.yml:1:1 SP607" in told(check(project).findings)
    assert "mkdocs.yml:1:1 SP607" in told(build_site(project, project / "site", AS_OF, Unwatched()))
    assert not (project / "site").exists()


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        ("overrides/buyer", ["overrides/buyer:1:1 SP610"]),
        ("overrides/buyer/rail.css", ["overrides/buyer/rail.css:1:1 SP610"]),
        ("overrides/replies/check.js", ["overrides/replies/check.js:1:1 SP610"]),
    ],
)
def test_templates_that_are_gone_are_found(gone: str, expected: list[str], tmp_path: Path) -> None:
    project = make_small(tmp_path)
    path = project / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert [each for each in told(check(project).findings) if "SP610" in each] == expected


def test_without_any_templates_that_is_a_finding_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the project has any, nor the program came with any."""
    monkeypatch.setattr(templates, "_OWN", tmp_path / "elsewhere" / "generator")
    project = make_small(tmp_path, templates=False)
    assert "overrides:1:1 SP610" in told(check(project).findings)


@pytest.mark.parametrize(
    "text",
    ["{{" * 10_000, "{{ " + "(" * 5_000, "{% if x %}" * 3_000, "{{ " + "a." * 5_000 + "b }}"],
    ids=["braces", "brackets", "branches", "names"],
)
def test_a_template_that_is_nested_without_end_is_a_finding(text: str, tmp_path: Path) -> None:
    project = make_small(tmp_path)
    (project / "overrides/buyer/contact.html.j2").write_text(text, encoding="utf-8")
    assert "overrides/buyer/contact.html.j2:1:1 SP608" in told(check(project).findings)


@pytest.mark.parametrize("what", ["a folder", "a link to nothing", "a pipe"])
def test_what_has_the_name_of_a_template_and_is_no_file_is_found(what: str, tmp_path: Path) -> None:
    project = make_small(tmp_path)
    path = project / "overrides/buyer/more.html.j2"
    if what == "a folder":
        path.mkdir()
    elif what == "a pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("nowhere")
    assert "overrides/buyer/more.html.j2:1:1 SP101" in told(check(project).findings)
