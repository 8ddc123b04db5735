"""The baked names are those that the library would give."""

from __future__ import annotations

from tests.names.bake import FILE, baked


def test_the_names_are_those_of_the_library() -> None:
    assert FILE.read_text(encoding="utf-8") == baked()
