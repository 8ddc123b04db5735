"""Disks that are full, read-only or dirty: the live site stays, and the next build on a sound disk succeeds."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.projects import tree_of
from tests.publish.conftest import Forks, copy, leftovers

STORE = ".site.builds"


@pytest.fixture
def small_disk(mounting: Forks, built: Path, tmp_path: Path) -> Path:
    """A project with a live site on a disk of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    mounting.shell(f"mount -t tmpfs -o size=64m,nr_inodes=4000 small {place}; cp -a {built} {place}/project")
    return place / "project"


def fill(disk: Forks, project: Path, room: int) -> None:
    """Leave ``room`` kibibytes."""
    disk.shell(f"cd {project.parent}; free=$(df -k --output=avail . | tail -1); truncate -s 0 filler; "
               f"dd if=/dev/zero of=filler bs=1k count=$((free - {room})) status=none")  # fmt: skip


@pytest.mark.parametrize("room", [0, 300, 2000])
def test_on_a_full_disk_the_live_site_stays(room: int, mounting: Forks, small_disk: Path) -> None:
    """Full from the beginning, while the pages are written, and just before the end."""
    before = mounting.tree(small_disk / "site")
    fill(mounting, small_disk, room)

    run = mounting.build(small_disk)

    assert run.status == 1
    assert "SP901" in run.out
    assert "No space left on device" in run.out
    assert "Traceback" not in run.err
    assert mounting.tree(small_disk / "site") == before
    assert "staging" not in mounting.shell(f"ls {small_disk}/{STORE}")
    mounting.shell(f"rm {small_disk.parent}/filler")
    assert mounting.build(small_disk).status == 0
    assert mounting.tree(small_disk / "site") == before


@pytest.mark.parametrize("room", [0, 40])
def test_without_inodes_the_live_site_stays(room: int, mounting: Forks, small_disk: Path) -> None:
    before = mounting.tree(small_disk / "site")
    disk = small_disk.parent
    mounting.shell(f"mkdir {disk}/many; cd {disk}/many; free=$(df --output=iavail . | tail -1); "
                   f"seq $((free - {room})) | xargs touch")  # fmt: skip

    run = mounting.build(small_disk)

    assert (run.status, "SP901" in run.out, "Traceback" in run.err) == (1, True, False)
    assert mounting.tree(small_disk / "site") == before
    mounting.shell(f"rm -r {disk}/many")
    assert mounting.build(small_disk).status == 0


def test_where_nothing_can_be_written_the_live_site_stays(mounting: Forks, project: Path) -> None:
    before = mounting.tree(project / "site")
    mounting.shell(f"mount --bind {project} {project}; mount -o remount,ro,bind {project}")

    run = mounting.build(project)

    assert run.status == 1
    assert f"{STORE}/lock:1:1: error SP901" in run.out
    assert "Read-only file system" in run.out
    mounting.shell(f"umount {project}")
    assert mounting.tree(project / "site") == before
    assert mounting.build(project).status == 0


def test_a_mount_point_is_no_place_for_a_site(mounting: Forks, built: Path, tmp_path: Path) -> None:
    """A link cannot take its place: it could never be published."""
    place = tmp_path / "mounted"
    place.mkdir()
    mounting.shell(f"mount -t tmpfs small {place}")
    run = mounting.build(built, "--site", str(place))
    assert run.status == 2
    assert "untouched" in run.err


def test_a_full_folder_for_temporary_files_does_not_matter(mounting: Forks, project: Path, tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    mounting.shell(f"mount -t tmpfs -o size=4k,nr_inodes=2 full {full}; touch {full}/last")
    assert mounting.build(project, env={"TMPDIR": str(full)}).status == 0


@pytest.mark.parametrize("name", ["poisoned", "missing"])
def test_what_lies_among_temporary_files_does_not_matter(
    name: str, forks: Forks, project: Path, tmp_path: Path
) -> None:
    """Nobody who may write there can write into the site: caches that others could have left are not read."""
    before = tree_of(project / "site")
    poisoned = tmp_path / "poisoned"
    poisoned.mkdir()
    for file in ("jieba.cache", "jieba.py", "random.py", "yaml.py", "mkdocs.yml", "main.html"):
        (poisoned / file).write_text("raise SystemExit('poisoned')", encoding="utf-8")
    assert forks.build(project, env={"TMPDIR": str(tmp_path / name)}).status == 0
    assert tree_of(project / "site") == before


def _replace(path: Path, make: Callable[[Path], object]) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    make(path)


def _fill_with_rubbish(path: Path) -> None:
    (path / "en/rubbish.md").write_bytes(b"\xff\xfe\x00")
    (path / "en/index.md").write_text("# An old page\n", encoding="utf-8")
    (path / "fr").mkdir()
    os.mkfifo(path / "fr/pipe.md")
    (path / os.fsdecode(b"en/caf\xe9.md")).write_text("x", encoding="utf-8")


def _a_folder(path: Path) -> None:
    (path / "inside").mkdir(parents=True)


RUBBISH: dict[str, tuple[Callable[[Path], object], ...]] = {
    "in the store": (
        lambda store: _fill_with_rubbish(store / "merged"),
        lambda store: _replace(store / "next", _a_folder),
        lambda store: (store / "lock").write_bytes(b"\xff\xfe rubbish" * 1000),
        lambda store: (store / "build-rubbish").mkdir(),
        lambda store: (store / "staging-1").touch(),
    ),
    "for what is made": (
        lambda store: _replace(store / "merged", Path.touch),
        lambda store: (store / "next").symlink_to("nowhere"),
        lambda store: (store / "build-000002").touch(),
    ),
    "for a page, and a later build": (
        lambda store: _replace(store / "merged/en/index.md", _a_folder),
        lambda store: (store / "merged/en/x.md").symlink_to("nowhere"),
        lambda store: _a_folder(store / "build-000009"),
    ),
}
"""What may lie there at the same time: a file, a folder or a dangling link where another is wanted, and more."""


@pytest.mark.parametrize("where", RUBBISH)
def test_rubbish_in_the_store_is_cleared(where: str, forks: Forks, project: Path) -> None:
    before = tree_of(project / "site")
    for put in RUBBISH[where]:
        put(project / STORE)
    run = forks.build(project)
    assert (run.status, run.err) == (0, ""), run.out
    assert tree_of(project / "site") == before
    assert leftovers(project) == []


LINKS = [("merged", "next", "build-000007"), ("merged/en", "staging-1"), ("merged/en/x.md", "merged/en/index.md")]


@pytest.mark.parametrize("names", LINKS, ids=",".join)
def test_a_link_in_the_store_leads_nothing_out(names: tuple[str, ...], forks: Forks, project: Path) -> None:
    """Clearing and writing stop at the store: a link in it is removed, what it leads to is not touched."""
    before, sources = tree_of(project / "site"), tree_of(project / "content")
    for name in names:
        to = "content/en/index.md" if name.endswith(".md") else "content"
        _replace(project / STORE / name, lambda path, to=to: path.symlink_to(project / to))
    run = forks.build(project)
    assert (run.status, run.err) == (0, ""), run.out
    assert tree_of(project / "site") == before
    assert tree_of(project / "content") == sources
    assert leftovers(project) == []


def test_a_linked_lock_is_refused(forks: Forks, project: Path) -> None:
    """The lock is written to: through a link that would overwrite a file of somebody else."""
    settings = (project / "mkdocs.yml").read_bytes()
    _replace(project / STORE / "lock", lambda path: path.symlink_to("../mkdocs.yml"))
    run = forks.build(project)
    assert (run.status, "SP901" in run.out, run.err) == (1, True, "")
    assert (project / "mkdocs.yml").read_bytes() == settings


def test_a_store_that_was_deleted_is_made_again(forks: Forks, project: Path) -> None:
    before = tree_of(project / "site")
    shutil.rmtree(project / STORE)
    assert forks.build(project).status == 0
    assert tree_of(project / "site") == before


def test_the_store_keeps_the_live_build_and_the_one_before(forks: Forks, built: Path, tmp_path: Path) -> None:
    project = copy(built, tmp_path / "project")
    for _ in range(3):
        assert forks.build(project).status == 0
    names = sorted(path.name for path in (project / STORE).iterdir())
    assert names == ["build-000003", "build-000004", "lock", "merged"]
