"""What earlier checks found nothing in, so that the same program need not read the same words again.

A memory holds digests and nothing else: each of a part of a check, of the program, and of every byte that goes into
that part. Where a digest is known, an earlier check of all this found nothing, and so would this one. What had a
finding is never known, so every finding is found anew. A file that is damaged, cut short or gone knows less: that is
all.

It lies where only its owner can write, and not in the project: nobody can be given a project that says of itself that
it has been checked.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

WHERE = "SAMEPAGE_MEMORY"
"""The environment's word for the folder that holds memories; ``off``: there are none."""
_OFF = "off"
_BEGUN = "begun-"
_SIZE = sha256().digest_size
_MOST = 20_000
"""So many digests are kept for a project, the latest: some twenty times those of 2,000 pages in two languages."""
_DAYS = 30
"""A memory that no check has asked for so long is thrown away: its project is probably gone."""
_LARGEST = 100_000_000
"""Bytes of a file that is looked at; of a project with a larger one nothing is remembered."""
_TICK = 50_000_000
"""The clock by which a system dates files may stand still so many nanoseconds."""
Looked = Mapping[str, tuple[int, ...]]
"""Files and folders by path: what kind each is, and what changes when it is written. The last nobody can set back."""
_PROGRAM = Path(__file__).parent


class Memory:
    """The digests of one project. Without a ``file`` it knows nothing, and keeps nothing."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._old = dict.fromkeys(_read(file)) if file else {}
        self._new: dict[bytes, None] = {}

    @property
    def is_kept(self) -> bool:
        """Whether there is any use in asking it, or in telling it."""
        return self._file is not None

    def knows(self, what: bytes) -> bool:
        """Whether an earlier check found nothing in this."""
        if what not in self._old:
            return False
        self._new[what] = None
        return True

    def learn(self, what: bytes) -> None:
        """This check has found nothing in it."""
        self._new[what] = None

    def keep(self) -> None:
        """Write it down, the latest last. Where that cannot be, the next check reads everything again."""
        if self._file is None:
            return
        latest = [each for each in self._old if each not in self._new] + [*self._new]
        with suppress(OSError):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self._file.parent, prefix=_BEGUN, delete=False) as file:
                try:
                    file.write(b"".join(latest[-_MOST:]))
                    file.close()
                    os.replace(file.name, self._file)
                except BaseException:
                    os.unlink(file.name)
                    raise
            _throw_away_old(self._file.parent)


def open_memory(root: Path) -> Memory:
    """The memory of the project in ``root``; one that knows nothing where none can be kept in safety."""
    with suppress(OSError, RuntimeError):  # there is no home, or no way to the project
        folder = _folder()
        if folder is not None and (not folder.exists() or _is_ours(folder)):
            return Memory(folder / sha256(os.fsencode(root.resolve(strict=True))).hexdigest())
    return Memory()


def digest(what: str, *parts: bytes) -> bytes:
    """The digest of a part of a check: its name, this program, and all that goes into it."""
    whole = sha256(_program())
    for part in (what.encode(), *parts):
        whole.update(len(part).to_bytes(8))
        whole.update(part)
    return whole.digest()


def look_below(root: Path, *parts: str) -> Looked:
    """Every file and folder in these files and folders of a project, by path.

    OSError where one cannot be looked at or is no file of a size to be read, or where a folder is a link, which may
    lead elsewhere the next time.
    """
    found: dict[str, tuple[int, ...]] = {}
    for part in parts:
        for path in _walk(root / part):
            state = path.stat()
            if not stat.S_ISDIR(state.st_mode) and (not stat.S_ISREG(state.st_mode) or state.st_size > _LARGEST):
                raise OSError(f"{path} is not read")  # a pipe would wait for ever
            found[path.relative_to(root).as_posix()] = (
                *(stat.S_IFMT(state.st_mode), state.st_size, state.st_ino),
                *(state.st_mtime_ns, state.st_ctime_ns),
            )
    return found


def is_settled(looked: Looked) -> bool:
    """Whether all was written so long ago that whatever is written from now on is written at another time."""
    return max((times[-1] for times in looked.values()), default=0) < time.time_ns() - _TICK


def digests_of(root: Path, looked: Looked) -> Mapping[str, bytes]:
    """What the files hold, by path; of a folder, that it is one."""
    return {
        path: b"" if stat.S_ISDIR(kind) else sha256((root / path).read_bytes()).digest()
        for path, (kind, *_) in looked.items()
    }


def _walk(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        if path.exists():
            yield path
        return
    for parent, folders, files in os.walk(path, onerror=_fail):
        for name in folders:
            if os.path.islink(linked := os.path.join(parent, name)):
                raise OSError(f"{linked} is a link")
        folders.sort()
        yield Path(parent)
        yield from (Path(parent, name) for name in sorted(files))


def _fail(error: OSError) -> None:
    raise error


@cache
def _program() -> bytes:
    """The digest of the program: its own files, Python's version, and the names of what is installed, with versions."""
    whole = sha256(sys.version.encode())
    for path in sys.path:
        with suppress(OSError):
            whole.update("\n".join(sorted(name for name in os.listdir(path) if name.endswith(".dist-info"))).encode())
    for parent, folders, files in os.walk(_PROGRAM):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            data = Path(parent, name).read_bytes()
            whole.update(f"{os.path.relpath(parent, _PROGRAM)}/{name} {len(data)}\n".encode())
            whole.update(data)
    return whole.digest()


def _folder() -> Path | None:
    if named := os.environ.get(WHERE):
        return None if named == _OFF else Path(named)
    from platformdirs import user_cache_path

    folder = user_cache_path("samepage") / "clean"
    return folder if folder.is_absolute() else None  # whoever has no home gets a path that begins with "~"


def _is_ours(path: Path) -> bool:
    """Whether nobody but who runs this can write it."""
    state = path.stat()
    return not hasattr(os, "getuid") or (
        state.st_uid == os.getuid() and not state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    )


def _read(file: Path) -> Iterable[bytes]:
    try:
        data = file.read_bytes() if _is_ours(file) else b""
    except OSError:
        return ()
    return [data[at : at + _SIZE] for at in range(0, len(data) - _SIZE + 1, _SIZE)]


def _throw_away_old(folder: Path) -> None:
    """Removes the memories of projects that are gone, and what a check that was killed has left."""
    for path in folder.iterdir():
        with suppress(OSError):  # somebody else may be throwing it away
            if path.stat().st_mtime < time.time() - _DAYS * 24 * 60 * 60:
                path.unlink()
