"""Currencies, by their ISO 4217 codes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from generator.policy.bundled import read_codes
from generator.policy.files import Fact
from generator.policy.suggestion import suggest


def is_currency(code: str) -> bool:
    """Whether ISO 4217 has this currency today."""
    return code in _currencies()


def unknown_currency(code: str) -> Mapping[str, Fact]:
    """The facts of SP214."""
    return {"text": code, "suggestion": suggest(code, _currencies())}


@cache
def _currencies() -> Mapping[str, None]:
    return MappingProxyType(dict.fromkeys(read_codes("4217", "alpha_3")))
