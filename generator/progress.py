"""A bar on a terminal while something takes longer than a moment; nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING

from generator.words import words

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

STEPS = ("reading", "checking", "staff", "buyer", "reading back", "publishing")
"""The steps of a build, in order; ``check`` takes the first two."""


class Progress:
    """What the pipeline tells as it goes: ``step`` for each step, ``tell`` for each thing within one."""

    def __init__(self, lang: str) -> None:
        self._words = words(lang)
        self._bar = _draw_bar() if sys.stderr.isatty() else None
        self._task: TaskID | None = None

    def step(self, name: str, total: int | None = None) -> None:
        """A new step has begun; ``total`` is how many things it will tell of, if that is known."""
        if self._bar is None:
            return
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._task = self._bar.add_task(self._words[name], total=total, what="")

    def tell(self, what: str) -> None:
        """One more thing of this step is being done."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, advance=1, what=what[-40:])

    @contextmanager
    def put_by(self) -> Iterator[None]:
        """Nothing is drawn until the end of the block."""
        if self._bar is not None:
            self._bar.stop()
        yield
        if self._bar is not None:
            self._bar.start()

    def __enter__(self) -> Progress:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()


def _draw_bar() -> Bar:
    # In a pipe nothing is drawn, and nothing that draws is imported.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    return Bar(
        TextColumn("{task.description:<14}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[what]}", markup=False),
        console=Console(stderr=True),
        transient=True,
    )
