"""The live site: staged beside it, made durable, then swapped in one step.

``site`` is a symbolic link into a store of builds next to it (``.site.builds/``). A build grows in a folder
of its own; when everything has been checked, the link is replaced with one ``os.replace``. A reader gets the
old tree or the new one, never a mixture, and whatever stops a build leaves the link as it was.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_BUILD = re.compile(r"build-(\d{6,})")
_STORE = re.compile(r"\..+\.builds")
_FOLDER_MODE, _FILE_MODE = 0o755, 0o644
"""What is published can be read by a web server, whatever the umask of who built it."""


class SiteBusy(Exception):
    """Another build holds the lock; its process id is the argument, as text."""


class SiteTaken(Exception):
    """Something that no build has made stands where the site should be; the argument is its path."""


class SiteInside(Exception):
    """The site would lie within the builds of a site, which are cleared away; the argument is its path."""


@dataclass(frozen=True, slots=True)
class Store:
    """Where the builds of one site live. Only valid while the lock is held: an open file, by its number."""

    live: Path
    folder: Path
    lock: int

    @property
    def merged(self) -> Path:
        """The folder of merged pages, which stays from build to build; made if it is not there."""
        path = self.folder / "merged"
        if path.is_symlink() or not path.is_dir():
            _remove(path)
            path.mkdir()
        return path

    def stage(self) -> Path:
        """A new, empty folder for a build, after clearing whatever builds that were stopped have left."""
        (self.folder / "lock").write_text(str(os.getpid()), encoding="ascii")
        self._clear()
        path = self.folder / f"staging-{os.getpid()}"
        path.mkdir()
        return path

    def publish(self, staged: Path) -> Path:
        """Make the staged build the live one and return where it now lies. OSError if the disk will not have it."""
        make_durable(staged)
        build = self.folder / f"build-{self._live_number() + 1:06d}"
        os.rename(staged, build)
        try:
            self._point_at(build)
        except BaseException:
            if self._live_number() != _number(build):
                shutil.rmtree(build, ignore_errors=True)
            raise
        with suppress(OSError):  # the site is published, so this is no failure; the next build clears, and reports
            self._clear()
        return build

    def discard(self, staged: Path) -> None:
        """Remove a staged build that is not to be published; what resists is left for the next build to clear."""
        shutil.rmtree(staged, ignore_errors=True)

    def _point_at(self, build: Path) -> None:
        link = self.folder / "next"
        link.symlink_to(os.path.relpath(build, self.live.parent), target_is_directory=True)
        if self.live.is_dir() and not self.live.is_symlink():
            self.live.rmdir()
        os.replace(link, self.live)
        _sync(self.live.parent)

    def _clear(self) -> None:
        """Leave the lock, the merged pages, the live build, and the one before it for readers who hold its files."""
        live = self._live_number()
        older = [number for path in self.folder.iterdir() if (number := _number(path)) < live]
        kept = {live, max(older, default=0)} - {0}
        for path in self.folder.iterdir():
            if path.name not in ("lock", "merged") and (_number(path) not in kept or not path.is_dir()):
                _remove(path)

    def _live_number(self) -> int:
        return _number(Path(os.readlink(self.live))) if self.live.is_symlink() else 0


def has_store(live: Path) -> bool:
    """Whether there have been builds of the site at ``live``. SiteTaken and SiteInside as for ``open_store``."""
    live = _placed(live)
    folder = _folder_of(live)
    _refuse_strangers(live, folder)
    return (folder / "lock").exists()


@contextmanager
def open_store(live: Path, *, is_there: bool = False) -> Iterator[Store]:
    """The store of the site at ``live``, locked until the end of the block; one that ``is_there``, without a trace.

    Raises SiteTaken if something else stands at ``live``, SiteInside if that lies in a store itself, SiteBusy if
    another build is at work, and OSError if the place cannot be written.
    """
    live = _placed(live)
    folder = _folder_of(live)
    _refuse_strangers(live, folder)
    if not is_there and not folder.is_dir():
        folder.mkdir(parents=True)
        folder.chmod(_FOLDER_MODE)
    # Never through a link: what is written here must not end up in a file of somebody else.
    flags = os.O_RDONLY if is_there else os.O_RDWR | os.O_CREAT
    descriptor = os.open(folder / "lock", flags | os.O_NOFOLLOW | os.O_CLOEXEC, _FILE_MODE)
    with open(descriptor, encoding="ascii", errors="replace") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
                raise
            holder = _holder(descriptor) or lock.read(20).strip()
            raise SiteBusy(holder if holder.isdecimal() else "?") from None
        yield Store(live, folder, descriptor)


def _holder(lock: int) -> str:
    """The process that holds a lock, where the system tells it: who only checks so far has not written it down."""
    with suppress(OSError), open("/proc/locks", encoding="ascii", errors="replace") as locks:
        for line in locks:
            told = re.search(rf" FLOCK .* (\d+) [0-9a-f]+:[0-9a-f]+:{os.fstat(lock).st_ino} ", line)
            if told and told[1] != "0":
                return told[1]
    return ""


@contextmanager
def keep_open(store: Store) -> Iterator[None]:
    """Until the end of the block the lock is held that this process got before it started over."""
    with open(store.lock, encoding="ascii", errors="replace"):
        os.set_inheritable(store.lock, False)
        yield


def _placed(live: Path) -> Path:
    """The path without links and dots in what leads to it; the site itself may be a link."""
    try:
        return live.resolve() if live.name in ("", "..") else live.parent.resolve() / live.name
    except RuntimeError as error:  # how Python before 3.13 reports links that lead in a circle
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(live)) from error


def _folder_of(live: Path) -> Path:
    return live.parent / f".{live.name}.builds"


def _refuse_strangers(live: Path, folder: Path) -> None:
    if any(_STORE.fullmatch(parent.name) and (parent / "lock").is_file() for parent in live.parents):
        raise SiteInside(str(live))
    if live.is_symlink():
        target = live.parent / os.readlink(live)
        if target.parent.resolve() != folder.resolve() or not _number(target):
            raise SiteTaken(str(live))
    elif live.exists() and (not live.is_dir() or any(live.iterdir()) or live.is_mount()):
        raise SiteTaken(str(live))


def make_durable(folder: Path) -> None:
    """Flush every file and folder below ``folder`` to the disk, and let everybody read them."""
    for parent, _, files in os.walk(folder):
        for name in files:
            _sync(Path(parent, name), _FILE_MODE)
        _sync(Path(parent), _FOLDER_MODE)


def _sync(path: Path, mode: int | None = None) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        if mode is not None:
            os.fchmod(descriptor, mode)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _number(path: Path) -> int:
    """The number of a build; 0 for anything else."""
    named = _BUILD.fullmatch(path.name)
    return int(named[1]) if named else 0


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
