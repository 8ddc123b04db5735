"""Work that is shared among the processors: processes that are forked from this one, and what they send back.

What this process knows when it forks, its children know too, without a copy of it. Only what they come to travels, so
that should be small. With one processor, or little to do, the same work is done here, in the same order.
"""

from __future__ import annotations

import os
import pickle
import signal
import threading
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import TYPE_CHECKING, NoReturn, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")

MOST = 8
"""So many processes at once; more would only take memory."""
_TOKEN, _TOKENS = 4, 2_048
"""The bytes of a number in a pipe, and how many numbers fit into any pipe that nobody reads yet."""
_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Ended(Exception):
    """A process that did a share of the work was ended from outside, by signal ``number``."""

    def __init__(self, number: int) -> None:
        super().__init__(f"a process that did a share of the work was ended by signal {number}")
        self.number = number


def processors() -> int:
    """How many processes can work at once; one where the platform does not tell, or forks with danger."""
    if not hasattr(os, "sched_getaffinity") or threading.current_thread() is not threading.main_thread():
        return 1
    return min(len(os.sched_getaffinity(0)), MOST)


def in_shares(things: Sequence[T], fewest: int) -> tuple[Sequence[T], ...]:
    """The things in as many shares as there are processors: one if there are not even the ``fewest``.

    Neighbours go to different shares, for they are often alike, and one share would get all that are long.

    >>> in_shares("abc", 4)
    ('abc',)
    """
    count = processors() if len(things) >= fewest else 1
    return tuple(things[at::count] for at in range(count))


def helpers(things: Sequence[object], fewest: int) -> int:
    """How many processes beside this one are worth while: none if there are not even the ``fewest``."""
    return processors() - 1 if len(things) >= fewest else 0


@contextmanager
def handed_out(things: Sequence[T]) -> Iterator[Iterable[T]]:
    """The things, each for whichever process asks for the next one: so nobody waits while another has much left.

    To be opened before processes are forked. Whoever goes through it gets what nobody has got before.
    """
    reader, writer = os.pipe()
    step = max(1, -(-len(things) // _TOKENS))
    try:
        with open(writer, "wb") as ends:
            ends.write(b"".join(at.to_bytes(_TOKEN, "big") for at in range(0, len(things), step)))
        yield _Handed(things, reader, step)
    finally:
        os.close(reader)


@dataclass(frozen=True, slots=True)
class _Handed(Iterable[T]):
    """Things that are taken by their numbers, ``step`` of them at once, out of a pipe that holds each number once."""

    things: Sequence[T]
    reader: int
    step: int

    def __iter__(self) -> Iterator[T]:
        while token := os.read(self.reader, _TOKEN):
            at = int.from_bytes(token, "big")
            yield from self.things[at : at + self.step]


def sent_as_made(cls: type[T]) -> type[T]:
    """A data class that travels as the values that it is made of, in a third of the time.

    What a data class with slots says of itself is a list that is put together and taken apart in Python.
    """
    values = attrgetter(*(each.name for each in fields(cls)))  # type: ignore[arg-type]

    def __reduce__(self: T) -> tuple[type[T], tuple[object, ...]]:  # noqa: N807
        return cls, values(self)

    cls.__reduce__ = __reduce__  # type: ignore[method-assign, assignment]
    return cls


@dataclass(slots=True)
class _Child:
    """A process at work, and what it has sent so far. ``pid`` is 0 once it is gone."""

    pid: int
    pipe: Connection
    sent: list[object] = field(default_factory=list)
    is_done: bool = False


@contextmanager
def beside(
    works: Sequence[Callable[[], Iterable[T]]], arrived: Callable[[T], None] = lambda _: None, *, fewest: int = 2
) -> Iterator[Callable[[], tuple[list[T], ...]]]:
    """Each of the works in a process of its own, while the block does something else.

    What the block is given waits for what the works come to, in their order; ``arrived`` is told of each piece as it
    comes. Fewer than the ``fewest`` are done when they are waited for, here; so are all where the system gives no
    processes. What a work raises is raised here; Ended if one of the processes was ended from outside. When the block
    ends, none of them is left, however it ends.
    """
    children = _forked(works) if len(works) >= fewest else []
    if not children:
        yield lambda: tuple(list(_told(work(), arrived)) for work in works)
        return
    try:
        yield lambda: _gathered(children, arrived)
    finally:
        for child in children:
            _end(child)


def _forked(works: Sequence[Callable[[], Iterable[object]]]) -> list[_Child]:
    """A process for each of the works; none where the system does not give as many."""
    children: list[_Child] = []
    try:
        for work in works:
            children.append(_fork(work, children))
    except BaseException as error:
        for child in children:
            _end(child)
        if isinstance(error, OSError):
            return []
        raise
    return children


def _told(pieces: Iterable[T], arrived: Callable[[T], None]) -> Iterator[T]:
    for piece in pieces:
        arrived(piece)
        yield piece


def _fork(work: Callable[[], Iterable[object]], before: Sequence[_Child]) -> _Child:
    from multiprocessing.connection import Pipe  # which most commands never need

    reader, writer = Pipe(duplex=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # a bar is drawn by a thread, which a child never needs
        pid = os.fork()
    if pid == 0:
        # Held open here, they would keep a child at work for nobody once this process is gone.
        for each in (reader, *(child.pipe for child in before)):
            each.close()
        _be_child(work, writer)
    writer.close()
    return _Child(pid, reader)


def _be_child(work: Callable[[], Iterable[object]], pipe: Connection) -> NoReturn:
    """Works, sends, and ends without any of what this program would do at its end."""
    status = 1
    try:
        for number in _ENDING:
            if signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, signal.SIG_DFL)
        try:
            for piece in work():
                pipe.send((False, piece))
            pipe.send((True, None))
        except Exception as error:
            pipe.send((True, _travelling(error)))
        status = 0
    finally:
        os._exit(status)


def _travelling(error: Exception) -> Exception:
    """The error with the way to it, as it can be sent."""
    error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError("".join(traceback.format_exception(error)))
    return error


def _gathered(children: Sequence[_Child], arrived: Callable[[T], None]) -> tuple[list[T], ...]:
    from multiprocessing.connection import wait

    waiting = {child.pipe: child for child in children if not child.is_done}
    while waiting:
        for pipe in wait(list(waiting)):
            child = waiting[pipe]  # type: ignore[index]
            try:
                child.is_done, piece = child.pipe.recv()
            except EOFError:
                raise Ended(_end(child)) from None
            if not child.is_done:
                child.sent.append(piece)
                arrived(piece)
                continue
            del waiting[child.pipe]
            _end(child)
            if piece is not None:
                raise piece
    return tuple(child.sent for child in children)  # type: ignore[misc]


def _end(child: _Child) -> int:
    """Ends a process, at once if it is still at work; the signal that had ended it before, or 0."""
    if not child.pid:
        return 0
    pid, child.pid = child.pid, 0
    child.pipe.close()
    if not child.is_done:
        os.kill(pid, signal.SIGKILL)
    return max(0, -os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
