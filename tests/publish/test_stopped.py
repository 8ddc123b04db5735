"""Builds that are stopped: killed, asked to end, in each other's way, or overtaken by an editor."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.projects import edit, tree_of
from tests.publish.conftest import AS_OF, Forks, Run, copy, leftovers

PUBLISHING = 3
"""The last touches of a build are its publishing: the folder is named, the link is made, the link is swapped."""


@pytest.fixture(scope="module")
def whole(forks: Forks, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A second build of a project, from beginning to end."""
    run = forks.build(copy(built, tmp_path_factory.mktemp("whole") / "project"))
    assert run.status == 0
    return run


def point(whole: Run, part: int) -> int:
    """Ten points of a build: seven spread over it, and the three of publishing."""
    end = next(at for at, touch in enumerate(whole.touches, 1) if touch.startswith("os.rename"))
    steps = [1 + (end - 2) * step // 6 for step in range(7)]
    points: list[int] = [*steps, *range(end, end + PUBLISHING)]
    return points[part]


def test_publishing_is_three_touches(whole: Run) -> None:
    """The folder is named, the link is made, the link is swapped: ``point`` aims at these."""
    at = next(at for at, touch in enumerate(whole.touches) if touch.startswith("os.rename"))
    assert [touch.split()[0] for touch in whole.touches[at : at + PUBLISHING]] == [
        "os.rename",
        "os.symlink",
        "os.rename",
    ]


def test_all_that_is_published_lies_on_the_disk_before(whole: Run, built: Path) -> None:
    """Then a machine that loses its power shows the old site or the new one, and never an empty page."""
    at = next(at for at, touch in enumerate(whole.touches) if touch.startswith("os.rename"))
    staged = Path(whole.touches[at].split("'")[1])
    live = (built / "site").resolve()
    wanted = {staged / path.relative_to(live) for path in live.rglob("*")} | {staged}
    assert {Path(path) for after, path in whole.synced if after <= at} >= wanted
    assert (at + PUBLISHING, str(staged.parent.parent)) in whole.synced


@pytest.mark.parametrize("part", range(10))
def test_a_build_that_is_killed_leaves_the_live_site_and_the_next_one_clears(
    part: int, forks: Forks, project: Path, whole: Run
) -> None:
    before, link = tree_of(project / "site"), os.readlink(project / "site")

    killed = forks.build(project, kill_at=point(whole, part))

    assert killed.status == -signal.SIGKILL
    assert os.readlink(project / "site") == link
    assert tree_of(project / "site") == before
    assert forks.build(project).status == 0
    assert tree_of(project / "site") == before  # the same project, so the same bytes
    assert leftovers(project) == []


ENDINGS = [(1, 15), (4, 15), (7, 15), (8, 15), (9, 15), (4, 2), (4, 1)]
"""A part of a build, and SIGTERM; once SIGINT (Ctrl+C) and SIGHUP (the terminal is gone)."""


@pytest.mark.parametrize(("part", "number"), ENDINGS)
def test_a_build_that_is_asked_to_end_clears_up_itself(
    part: int, number: int, forks: Forks, project: Path, whole: Run
) -> None:
    before = tree_of(project / "site")
    with forks.held("build", "-C", str(project), *AS_OF, at=point(whole, part)) as build:
        os.kill(build.pid, number)
        ended = build.resume()

    assert ended.status == 128 + number
    assert "Traceback" not in ended.err
    assert tree_of(project / "site") == before
    assert set(leftovers(project)) <= {"next"}


def test_of_two_builds_one_wins_and_the_other_says_so(forks: Forks, project: Path, whole: Run) -> None:
    with forks.held("build", "-C", str(project), *AS_OF, at=point(whole, 3)) as first:
        second = forks.build(project)
        assert second.status == 3
        assert str(first.pid) in second.err
        assert second.out == ""
        assert first.resume().status == 0
    assert forks.build(project).status == 0


def test_a_build_learns_of_another_one_before_it_reads_anything(forks: Forks, project: Path, whole: Run) -> None:
    """Else it would find the mistakes of a project that somebody is about to publish, minutes later."""
    with forks.held("build", "-C", str(project), *AS_OF, at=point(whole, 1)):
        (project / "policies/returns.yaml").write_text("broken: [", encoding="utf-8")
        second = forks.build(project)
        assert (second.status, second.out) == (3, "")


def test_a_build_of_another_site_is_not_in_the_way(forks: Forks, project: Path, whole: Run) -> None:
    with forks.held("build", "-C", str(project), *AS_OF, at=point(whole, 3)):
        assert forks.build(project, "--site", str(project / "elsewhere")).status == 0


@pytest.mark.parametrize(
    ("path", "old"),
    [
        ("policies/returns.yaml", "title:"),
        ("content/en/index.md", "title:"),
        ("overrides/tokens.css", ":root"),
        ("mkdocs.yml", "site_name"),
        ("overrides/staff/main.html", "{%"),
    ],
)
def test_a_source_edited_during_a_build_stops_it(path: str, old: str, forks: Forks, project: Path, whole: Run) -> None:
    """What is published is of one state of the project, and who edits knows whether the edit is in it."""
    before = tree_of(project / "site")
    with forks.held("build", "-C", str(project), *AS_OF, at=point(whole, 4)) as build:
        edit(project, path, old, f"\n{old}")
        ended = build.resume()
    assert ended.status == 1
    assert f"{path}:1:1: error SP902" in ended.out
    assert tree_of(project / "site") == before
    assert leftovers(project) == []
    edit(project, path, f"\n{old}", old)
    assert forks.build(project).status == 0
    assert tree_of(project / "site") == before
