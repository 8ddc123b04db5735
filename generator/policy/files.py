"""Files of the project: their bytes, or why they cannot be had."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from generator.finding import Finding, Place
from generator.policy.characters import decode

SOURCES = ("policies", "content")
"""What is read once, before anything is built."""
PARTS = ("mkdocs.yml", *SOURCES)
"""What makes a folder a project."""
ALL = (*PARTS, "overrides")
"""All that the sites are made of."""
LARGEST = 1_000_000
"""Files of this many bytes or more are refused unread."""

Fact = str | tuple[str, str]
"""What fills a blank of a message: the same in both languages, or (English, Chinese)."""


def missing_parts(root: Path) -> tuple[str, ...]:
    """What a folder lacks to be a project."""
    return tuple(part for part in PARTS if not os.path.exists(root / part))  # False too where looking is forbidden


def unreadable(error: OSError, file: str) -> Finding:
    """The finding for a file that was named on the command line and cannot be read."""
    return Finding("SP101", Place(file), {"reason": (os.strerror(error.errno or 0), os.strerror(error.errno or 0))})


def read_bytes(root: Path, path: str) -> tuple[bytes | None, tuple[Finding, ...]]:
    """The bytes of a file of the project, or the finding why they cannot be had."""
    try:
        real = os.path.realpath(root / path, strict=True)
        if not real.startswith(os.path.join(os.path.realpath(root), "")):
            return None, (Finding("SP102", Place(path)),)
    except (OSError, RuntimeError, ValueError) as error:
        return None, (Finding("SP101", Place(path), {"reason": _reason(error, root / path)}),)
    return _read(Path(real), path)


def _read(file: Path, name: str) -> tuple[bytes | None, tuple[Finding, ...]]:
    """The same, wherever the file lies."""

    def refuse(code: str, **facts: Fact) -> tuple[None, tuple[Finding, ...]]:
        return None, (Finding(code, Place(name), facts),)

    try:
        # Looked at before it is opened: a pipe would wait for ever.
        state = file.stat()
        if not stat.S_ISREG(state.st_mode):
            return refuse("SP101", reason=("it is not a regular file", "它不是普通文件"))
        if state.st_size >= LARGEST:
            return refuse("SP103", size=f"{state.st_size:,}", limit=f"{LARGEST:,}")
        with file.open("rb") as opened:
            data = opened.read(LARGEST)
    except (OSError, RuntimeError, ValueError) as error:
        return refuse("SP101", reason=_reason(error, file))
    if len(data) >= LARGEST:
        return refuse("SP103", size=f"{len(data):,}", limit=f"{LARGEST:,}")
    return data, ()


def read_source(path: Path, name: str) -> tuple[str, tuple[Finding, ...]]:
    """The text of a template or of the settings, and what is wrong with the file."""
    # A project may share its templates with others through a link, so where the file really lies does not matter.
    data, findings = _read(path, name)
    return ("", findings) if data is None else decode(data, name)


Stamps = Mapping[str, tuple[int, int, int]]
"""The files of a project by path, with what changes when one is written: time, size, inode."""


def stamp(root: Path, *parts: str) -> Stamps:
    """The stamps of these files and folders of a project; what cannot be looked at has none.

    Nor have the hidden files that an editor keeps while a file is open. A folder is written whenever they come and go.
    """
    stamps: dict[str, tuple[int, int, int]] = {}
    for part in parts:
        names = [part]
        for parent, _, files in os.walk(root / part):
            seen = (name for name in files if not name.startswith(".") or name.endswith(".md"))
            names += [Path(parent, name).relative_to(root).as_posix() for name in ("", *seen)]
        for name in names:
            with suppress(OSError):
                state = (root / name).stat()
                written = (0, 0) if stat.S_ISDIR(state.st_mode) else (state.st_mtime_ns, state.st_size)
                stamps[name] = (*written, state.st_ino)
    return stamps


def edited(before: Stamps, after: Stamps) -> tuple[Finding, ...]:
    """Findings about what was written, added or removed between two looks."""
    names = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    return tuple(Finding("SP902", Place(name), {"path": name}) for name in names)


def reason_of(error: OSError) -> tuple[str, str]:
    """Why a file cannot be read, in both languages."""
    return _reason(error, Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else Path())


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


def unwritable(error: OSError, root: Path) -> Finding:
    """The finding for a disk that is full, read-only or otherwise unwilling; for a file of the project, unreadable."""
    # Of a copy Python names both files, and what cannot be written is the second.
    named = error.filename if error.filename2 is None else error.filename2
    path = Path(named) if isinstance(named, str) else root
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
    if name.split("/")[0] in (*SOURCES, "overrides") or name == "mkdocs.yml":
        return Finding("SP101", Place(name), {"reason": reason_of(error)})
    why = os.strerror(error.errno) if error.errno else str(error)
    return Finding("SP901", Place(name or "."), {"path": name or ".", "why": why})
