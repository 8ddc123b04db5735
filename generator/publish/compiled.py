"""The templates of a build: each is compiled once, and the folders that hold none are not looked through.

MkDocs makes an environment for each language, and Material another for each word that it translates; each would compile
its templates anew. And for each language MkDocs lists all files of the theme, to leave most of them out again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from jinja2 import Environment, FileSystemLoader
from jinja2.bccache import Bucket, BytecodeCache
from mkdocs.theme import Theme


class Compiled(BytecodeCache):
    """What the templates of one build were compiled to; forgotten with it. Jinja2 asks by name and source."""

    def __init__(self) -> None:
        self._held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._held:
            bucket.bytecode_from_string(self._held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._held[bucket.key] = bucket.bytecode_to_string()


class Visible(FileSystemLoader):
    """Templates as Jinja2 finds them, listed without those in hidden folders: 14,000 icons, of which MkDocs takes none.

    What has been listed is remembered: no build changes its theme.
    """

    _listed: list[str] | None = None

    def list_templates(self) -> list[str]:
        """The names of all files in folders whose names begin with no dot."""
        if self._listed is None:
            self._listed = sorted({name for place in self.searchpath for name in _files_below(place)})
        return self._listed


def _files_below(place: str) -> Iterator[str]:
    for folder, folders, files in os.walk(place):
        folders[:] = [name for name in folders if not name.startswith(".")]
        below = os.path.relpath(folder, place).replace(os.path.sep, "/")
        yield from (name if below == "." else f"{below}/{name}" for name in files)


@contextmanager
def compiling_once() -> Iterator[None]:
    """Until the end of the block the environments of all themes share what they compile."""
    compiled = Compiled()
    loaders: dict[tuple[str, ...], Visible] = {}
    make = Theme.get_env

    def get_env(theme: Theme) -> Environment:
        environment = make(theme)
        environment.bytecode_cache = compiled
        environment.loader = loaders.setdefault(tuple(theme.dirs), Visible(theme.dirs))
        return environment

    Theme.get_env = get_env  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        Theme.get_env = make  # type: ignore[method-assign]
