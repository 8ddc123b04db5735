"""Where the site goes: ``--site``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects import tree_of
from tests.publish.conftest import Forks


@pytest.mark.parametrize("name", ["new", "in/a/missing/folder", "with spaces", "站点 发布", "-dash", "new/"])
def test_a_place_that_does_not_exist_is_made(name: str, forks: Forks, built: Path, tmp_path: Path) -> None:
    run = forks.build(built, f"--site={tmp_path}/{name}")
    assert (run.status, run.err) == (0, ""), run.out
    assert f"{tmp_path / name}/staff/index.html" in run.out
    assert tree_of(tmp_path / name) == tree_of(built / "site")


def test_a_place_is_relative_to_the_current_folder(forks: Forks, built: Path, tmp_path: Path) -> None:
    assert forks.build(built, "--site", "here", cwd=str(tmp_path)).status == 0
    assert (tmp_path / "here/staff/index.html").is_file()


def test_a_place_is_what_is_written_whatever_the_site_leads_to(forks: Forks, project: Path) -> None:
    """The site is a link into its builds, and "site/.." is not the folder that those lie in."""
    assert forks.build(project, "--site", "./site/../site", cwd=str(project)).status == 0
    assert sorted(path.name for path in (project / ".site.builds").iterdir()) == [
        "build-000001",
        "build-000002",
        "lock",
        "merged",
    ]


@pytest.mark.parametrize("name", ["site/new", ".site.builds/new", "link/new"])
def test_a_place_among_builds_is_refused(name: str, forks: Forks, project: Path) -> None:
    (project / "link").symlink_to("site/staff")
    before = tree_of(project / ".site.builds")
    run = forks.build(project, "--site", str(project / name), "--lang", "en")
    assert (run.status, run.out, run.touches) == (2, "", ())
    assert "lies among the builds of a site" in run.err
    assert tree_of(project / ".site.builds") == before


def test_an_empty_folder_is_taken_over(forks: Forks, built: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert forks.build(built, "--site", str(tmp_path / "empty")).status == 0
    assert (tmp_path / "empty/buyer/index.html").is_file()


def _file(path: Path) -> None:
    path.write_text("mine", encoding="utf-8")


def _folder(path: Path) -> None:
    path.mkdir()
    _file(path / "notes.txt")


def _link(path: Path) -> None:
    _folder(path.parent / "elsewhere")
    path.symlink_to("elsewhere")


def _dangling_link(path: Path) -> None:
    path.symlink_to("nowhere")


def _link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


@pytest.mark.parametrize("make", [_file, _folder, _link, _dangling_link, _link_to_itself])
def test_what_no_build_has_made_stays_untouched(make: object, forks: Forks, built: Path, tmp_path: Path) -> None:
    place = tmp_path / "place"
    assert callable(make)
    make(place)
    before = sorted((path.name, path.is_symlink(), path.is_file()) for path in tmp_path.rglob("*"))

    run = forks.build(built, "--site", str(place), "--lang", "en")

    assert (run.status, run.out) == (2, "")
    assert f"{place} is something that no build has made" in run.err
    assert sorted((path.name, path.is_symlink(), path.is_file()) for path in tmp_path.rglob("*")) == before
    assert run.touches == ()


@pytest.mark.parametrize(
    ("name", "status"), [("file/site", 1), ("loop/site", 1), ("n" * 300, 1), (".", 2), ("missing/..", 2)]
)
def test_an_impossible_place_is_told_without_a_traceback(
    name: str, status: int, forks: Forks, built: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    run = forks.build(built, "--site", f"{tmp_path}/{name}")
    assert run.status == status
    assert "Traceback" not in run.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "loop"]
