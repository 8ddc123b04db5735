"""Templates compiled once in a build: MkDocs makes an environment for each language, which compiles them all anew."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache
from mkdocs.plugins import BasePlugin


class Compiled(BytecodeCache):
    """What the templates of one build were compiled to; forgotten with it. Jinja2 asks by name and source."""

    def __init__(self) -> None:
        self._held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._held:
            bucket.bytecode_from_string(self._held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._held[bucket.key] = bucket.bytecode_to_string()


class CompileOnce(BasePlugin):  # type: ignore[type-arg]  # it has no settings of its own
    """Hands the same compiled templates to the environment of each language."""

    def __init__(self) -> None:
        self._compiled = Compiled()

    def on_env(self, env: Environment, **_: Any) -> Environment:
        """MkDocs has made the environment of a language."""
        env.bytecode_cache = self._compiled
        return env
