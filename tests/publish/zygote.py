"""A process that has imported the program once and forks one command per request: builds by the dozen, each real.

Requests and answers are lines of JSON on standard input and output. A command runs in a child of its own, which can
be killed or held just before the n-th time it touches the disk, so that a fault happens at a place, not at a time.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from functools import partialmethod
from importlib import resources
from pathlib import Path
from types import CodeType
from typing import Any, ClassVar, cast

import jinja2
from jinja2 import FileSystemLoader
from jinja2.bccache import Bucket

from generator import pipeline
from generator.cli import main
from generator.publish import compiled
from tests.projects import make_small

TOUCHES = frozenset(("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.chmod", "os.truncate"))
"""Audit events that change the disk; ``open`` counts where it opens for writing."""
DAC_OVERRIDE, DAC_READ_SEARCH = 1, 2
"""The capabilities that let root read what nobody may read."""


class Touch:
    """Counts the times that the disk is touched, and strikes just before one of them."""

    def __init__(self, log: int, synced: int, request: dict[str, Any], held: tuple[int, int]) -> None:
        self._log, self._synced = log, synced
        self._kill_at = request.get("kill_at", 0)
        self._hold_at = request.get("hold_at", 0)
        self._held, self._go = held
        self._count = 0

    def synced(self, descriptor: int) -> None:
        """Instead of ``os.fsync``: nobody pulls the plug here, so what it is asked for is noted, and not waited for."""
        os.write(self._synced, f"{self._count} {os.readlink(f'/proc/self/fd/{descriptor}')}\n".encode())

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            flags = arguments[2]
            if not isinstance(flags, int) or not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                return
        elif event not in TOUCHES:
            return
        self._count += 1
        os.write(self._log, f"{event} {arguments[0]!r}\n".encode("utf-8", "backslashreplace"))
        if self._count == self._kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        if self._count == self._hold_at:
            os.write(self._held, b"held")
            os.read(self._go, 1)


def give_up_powers() -> None:
    """Make root ask for permission like everybody else."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    data = (ctypes.c_uint32 * 6)()
    libc.capget(header, data)
    for effective in (0, 1):
        data[effective] &= ~(1 << DAC_OVERRIDE | 1 << DAC_READ_SEARCH)
    if libc.capset(header, data):
        raise OSError(ctypes.get_errno(), "capset")


def run(request: dict[str, Any], folder: Path, held: tuple[int, int]) -> None:
    """The life of a child: become what the request wants, run the command, end with its exit code."""
    for number, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666), number)
    log, synced = (
        os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666) for name in ("touches", "synced")
    )
    os.chdir(request.get("cwd", "/"))
    for name, value in request.get("env", {}).items():
        os.environ[name] = value
    time.tzset()
    os.umask(request.get("umask", 0o022))
    if request.get("powerless"):
        give_up_powers()
    touch = Touch(log, synced, request, held)
    os.fsync = touch.synced  # type: ignore[assignment]  # the program hands it numbers alone
    sys.addaudithook(touch)
    status = main(request["argv"])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


class Zygote:
    """Answers one request at a time; a held child waits for its own ``resume``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[int, tuple[int, Path]] = {}

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        if "shell" in request:
            done = subprocess.run(["sh", "-ec", request["shell"]], capture_output=True, text=True, check=False)
            return {"status": done.returncode, "out": done.stdout, "err": done.stderr}
        if "tree" in request:
            return {"tree": digest(Path(request["tree"]))}
        if "resume" in request:
            return self._resume(request["resume"])
        return self._start(request)

    def _start(self, request: dict[str, Any]) -> dict[str, Any]:
        folder = self._folder / str(time.monotonic_ns())
        folder.mkdir()
        told, held = os.pipe()
        go, resume = os.pipe()
        pid = os.fork()
        if not pid:
            try:
                os.close(told)
                os.close(resume)
                run(request, folder, (held, go))
            finally:
                os._exit(99)
        os.close(held)
        os.close(go)
        self._held[pid] = (resume, folder)
        waits = os.read(told, 4)
        os.close(told)
        return {"pid": pid, "held": True} if waits else self._resume(pid)

    def _resume(self, pid: int) -> dict[str, Any]:
        resume, folder = self._held.pop(pid)
        os.close(resume)
        _, status = os.waitpid(pid, 0)
        said = {name: (folder / name).read_text("utf-8", "replace") for name in ("out", "err", "touches", "synced")}
        return {"pid": pid, "held": False, "status": os.waitstatus_to_exitcode(status), **said}


def digest(tree: Path) -> str:
    """One hash of every name, mode and byte below a folder."""
    whole = hashlib.sha256()
    for path in sorted(tree.rglob("*")):
        whole.update(repr((path.relative_to(tree).as_posix(), path.lstat().st_mode)).encode())
        whole.update(path.read_bytes() if path.is_file() else b"")
    return whole.hexdigest()


class Kept(jinja2.BytecodeCache):
    """Templates that one build has compiled, for the children: what has the same name and text is the same template.

    Their projects lie elsewhere, and a template tells where it lies: that is set right.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        bucket = Bucket(environment, name, self.get_source_checksum(source))
        kept = self._kept.get((name, bucket.checksum))
        bucket.code = kept and moved(kept, filename or "<template>")
        return bucket

    def set_bucket(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._kept[bucket.key, bucket.checksum] = bucket.code

    def load_bytecode(self, bucket: Bucket) -> None:
        """Nothing: what is kept is never bytes."""

    dump_bytecode = load_bytecode


def moved(code: CodeType, filename: str) -> CodeType:
    """The code as if it had been compiled from another file."""
    inner = (moved(one, filename) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_filename=filename, co_consts=tuple(inner))


class Listed(FileSystemLoader):
    """A loader that has looked once which files Material has: 14,000, and no build changes them."""

    _theme = Path(str(resources.files("material")))
    _known: ClassVar[dict[str, list[str]]] = {}

    def list_templates(self) -> list[str]:
        return sorted({name for place in self.searchpath for name in self._names(place)})

    def _names(self, place: str) -> list[str]:
        if not Path(place).is_relative_to(self._theme):
            return FileSystemLoader(place).list_templates()
        if place not in self._known:
            self._known[place] = FileSystemLoader(place).list_templates()
        return self._known[place]


def warm(folder: Path) -> None:
    """Build once, so that no child has to import modules and to compile the templates of Material."""
    kept, environment, store = Kept(), cast(Any, jinja2.Environment), cast(Any, compiled)
    environment.__init__ = partialmethod(environment.__init__, bytecode_cache=kept)
    store.Compiled = lambda: kept
    cast(Any, jinja2).FileSystemLoader = Listed
    cast(Any, pipeline).forget_templates = lambda: None  # what is read of them, the children need not read again
    project = make_small(folder / "warm")
    with contextlib.redirect_stdout(sys.stderr):
        assert main(["build", "-C", str(project), "--as-of", "2026-12-01"]) == 0


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whoever runs the tests may have them ignored
    signal.signal(signal.SIGINT, signal.default_int_handler)
    warm(Path(sys.argv[1]))
    zygote = Zygote(Path(sys.argv[1]))
    for line in sys.stdin:
        print(json.dumps(zygote.answer(json.loads(line))), flush=True)
