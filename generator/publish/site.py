"""The live site: staged beside it, made durable, then swapped in one step.

``site`` is a symbolic link into a store of builds next to it (``.site.builds/``). A build grows in a folder
of its own; when everything has been checked, the link is replaced with one ``os.replace``. A reader gets the
old tree or the new one, never a mixture, and whatever stops a build leaves the link as it was.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

KEPT = 2
"""Builds that stay in the store: the live one, and the one before it for readers who still hold its files."""


class SiteBusy(Exception):
    """Another build holds the lock; its process id is the argument, as text."""


class SiteTaken(Exception):
    """Something that no build has made stands where the site should be; the argument is its path."""


@dataclass(frozen=True, slots=True)
class Store:
    """Where the builds of one site live. Only valid while the lock is held."""

    live: Path
    folder: Path

    def stage(self) -> Path:
        """A new, empty folder for a build, after clearing what builds that were killed have left."""
        for left in self.folder.glob("staging-*"):
            shutil.rmtree(left)
        path = self.folder / f"staging-{os.getpid()}"
        path.mkdir()
        return path

    def publish(self, staged: Path) -> Path:
        """Make the staged build the live one and return where it now lies. OSError if the disk will not have it."""
        make_durable(staged)
        build = self.folder / f"build-{self._next():06d}"
        os.rename(staged, build)
        link = self.folder / "next"
        link.unlink(missing_ok=True)
        link.symlink_to(os.path.relpath(build, self.live.parent), target_is_directory=True)
        if self.live.is_dir() and not self.live.is_symlink():
            self.live.rmdir()
        os.replace(link, self.live)
        _sync(self.live.parent)
        for old in self._builds()[:-KEPT]:
            shutil.rmtree(old)
        return build

    def discard(self, staged: Path) -> None:
        """Remove a staged build that is not to be published."""
        shutil.rmtree(staged, ignore_errors=True)

    def _builds(self) -> list[Path]:
        return sorted(self.folder.glob("build-*"))

    def _next(self) -> int:
        builds = self._builds()
        return int(builds[-1].name.removeprefix("build-")) + 1 if builds else 1


@contextmanager
def open_store(live: Path) -> Iterator[Store]:
    """The store of the site at ``live``, locked until the end of the block.

    Raises SiteTaken if something else stands at ``live``, SiteBusy if another build is at work, and OSError
    if the place cannot be written.
    """
    live = live.parent.resolve() / live.name
    folder = live.parent / f".{live.name}.builds"
    _refuse_strangers(live, folder)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a+", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
                raise
            lock.seek(0)
            raise SiteBusy(lock.read().strip() or "?") from None
        lock.seek(0)
        lock.truncate()
        lock.write(str(os.getpid()))
        lock.flush()
        yield Store(live, folder)


def _refuse_strangers(live: Path, folder: Path) -> None:
    if live.is_symlink():
        target = live.parent / os.readlink(live)
        if target.parent.resolve() != folder.resolve():
            raise SiteTaken(str(live))
    elif live.exists() and (not live.is_dir() or any(live.iterdir()) or live.is_mount()):
        raise SiteTaken(str(live))


def make_durable(folder: Path) -> None:
    """Flush every file and folder below ``folder`` to the disk."""
    for parent, _, files in os.walk(folder):
        for name in files:
            _sync(Path(parent, name))
        _sync(Path(parent))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
