"""Writing files of the project itself: whole or not at all, one at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

FOLDER = "content"
"""Where a file waits until it is whole: on the same disk as the pages, and where nobody looks for pages."""


def write_atomically(root: Path, path: str, data: bytes) -> None:
    """Write a file of the project: a reader finds the old bytes or the new ones. OSError if the disk says no."""
    target = Path(os.path.realpath(root / path))
    waiting = root / FOLDER / f".{target.name}.{os.getpid()}.new"
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
    descriptor = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, mode)
    try:
        with open(descriptor, "wb") as file:
            os.fchmod(file.fileno(), mode)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(waiting, target)
    except BaseException:
        with suppress(OSError):
            waiting.unlink()
        raise


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Nobody else changes the project's files in this way until the end of the block. OSError if it cannot be."""
    descriptor = os.open(root / FOLDER, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
