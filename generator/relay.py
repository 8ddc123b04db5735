"""A long job in stretches: each goes on in the same process with nothing in memory but what was handed to it.

Memory that a program has let go of it keeps all the same, for itself, so the needs of its stretches add up. Here the
process starts Python anew over itself (``exec``). It stays one process: it has the same number, a signal meets all of
it, what it has locked stays locked, nobody is left over when it is killed, and no two stretches are in memory at once.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from subprocess import _args_from_interpreter_flags  # type: ignore[attr-defined]  # multiprocessing relies on it, too
from tempfile import TemporaryFile
from types import MappingProxyType
from typing import Any, Generic, TypeVar

Kept = TypeVar("Kept")
Waiting = frozenset[signal.Signals]

ENDING: Waiting = frozenset((signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
"""Signals that ask a program to end. They wait until the next stretch can hear them."""
_BEGIN = "import sys; sys.path[:] = sys.argv[2:]; from generator.relay import begin; begin()"
"""What Python is started with: it finds the modules where this one did, and none in the current folder."""


class Sealed(Generic[Kept]):
    """Something that a stretch hands on without looking at it: on its way it is bytes, until it is opened."""

    __slots__ = ("_data", "_held")

    def __init__(self, held: Kept | None, data: bytes | None = None) -> None:
        self._held, self._data = held, data

    def open(self) -> Kept:
        """What was handed on."""
        held: Kept = self._held if self._data is None else pickle.loads(self._data)  # type: ignore[assignment]
        return held

    def __reduce__(self) -> tuple[type[Sealed[Kept]], tuple[None, bytes]]:
        return Sealed, (None, pack(self._held) if self._data is None else self._data)


@dataclass(frozen=True, slots=True)
class _Stretch:
    run: Callable[..., int]
    given: tuple[object, ...]
    waiting: Waiting


def hand_on(run: Callable[..., int], *given: object, folder: Path, held: Iterable[int]) -> None:
    """End this stretch and go on with ``run(waiting, *given)``, whose answer is the exit code of the process.

    ``waiting`` are the signals that ``run`` has to let in as soon as it can clear up (:func:`let_in`). The open files
    ``held`` stay open. What is handed over is written into ``folder``, as a file without a name. Returns only where
    there is no room for that, or the system starts no program: then the caller has to go on by itself.
    """
    if not sys.executable:
        return
    sys.stdout.flush()
    sys.stderr.flush()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        stretch = pack(_Stretch(run, given, ENDING - {signal.Signals(number) for number in before}))
        with TemporaryFile(dir=folder) as file:
            file.write(stretch)
            file.seek(0)
            for descriptor in (file.fileno(), *held):
                os.set_inheritable(descriptor, True)
            arguments = (*_args_from_interpreter_flags(), "-c", _BEGIN, str(file.fileno()), *sys.path)
            os.execv(sys.executable, (sys.executable, *arguments))
    except OSError:
        for descriptor in held:
            os.set_inheritable(descriptor, False)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def let_in(waiting: Waiting) -> None:
    """From now on these signals are heard, and those that have come meanwhile."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, waiting)


def begin() -> None:
    """The process has started over: go on, and end with what the stretch answers."""
    with os.fdopen(int(sys.argv[1]), "rb") as file:
        stretch: _Stretch = pickle.load(file)
    sys.exit(stretch.run(stretch.waiting, *stretch.given))


def pack(value: object) -> bytes:
    """A value as bytes. Maps that nobody can write to, of which policies are made, may be among it."""
    out = BytesIO()
    _Packer(out, pickle.HIGHEST_PROTOCOL).dump(value)
    return out.getvalue()


class _Packer(pickle.Pickler):
    def reducer_override(self, value: object) -> Any:
        return (_read_only, (dict(value),)) if isinstance(value, MappingProxyType) else NotImplemented


def _read_only(held: dict[object, object]) -> MappingProxyType[object, object]:
    return MappingProxyType(held)
