"""Files of the project: their bytes, or why they cannot be had."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from generator.finding import Finding, Place

LARGEST = 1_000_000
"""Files of this many bytes or more are refused unread."""

Fact = str | tuple[str, str]
"""What fills a blank of a message: the same in both languages, or (English, Chinese)."""


def read_bytes(root: Path, path: str) -> tuple[bytes | None, tuple[Finding, ...]]:
    """The bytes of a file of the project, or the finding why they cannot be had."""

    def refuse(code: str, **facts: Fact) -> tuple[None, tuple[Finding, ...]]:
        return None, (Finding(code, Place(path), facts),)

    try:
        real = (root / path).resolve(strict=True)
        if not real.is_relative_to(root.resolve()):
            return refuse("SP102")
        # Looked at before it is opened: a pipe would wait for ever.
        state = real.stat()
        if not stat.S_ISREG(state.st_mode):
            return refuse("SP101", reason=("it is not a regular file", "它不是普通文件"))
        if state.st_size >= LARGEST:
            return refuse("SP103", size=f"{state.st_size:,}", limit=f"{LARGEST:,}")
        with real.open("rb") as file:
            data = file.read(LARGEST)
    except (OSError, RuntimeError, ValueError) as error:
        return refuse("SP101", reason=_reason(error, root / path))
    if len(data) >= LARGEST:
        return refuse("SP103", size=f"{len(data):,}", limit=f"{LARGEST:,}")
    return data, ()


def _reason(error: Exception, path: Path) -> tuple[str, str]:
    number = error.errno if isinstance(error, OSError) else None
    # Python 3.11 and 3.12 report a circle of links as RuntimeError, later ones as OSError.
    if number == errno.ELOOP or isinstance(error, RuntimeError):
        return "its links lead in a circle", "它的链接绕成了一个圈"
    if number == errno.ENOENT and path.is_symlink():
        return "it is a link to a file that does not exist", "它链接到的文件不存在"
    if number == errno.ENOENT:
        return "there is no such file", "没有这个文件"
    if number in (errno.EACCES, errno.EPERM):
        return "reading it is not permitted", "没有读取权限"
    words = os.strerror(number) if number else str(error)
    return words, f"系统的说法是：{words}"
