"""Findings: what every room reports with.

A finding is data. It names a code, a place in a file and the facts of the case; the sentences stand in one
YAML file per code below ``generator/codes/``, in English and Chinese, so that the same finding can be shown
as text, JSON, GitHub annotations or SARIF, in either language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType

import yaml

from generator.sharing import sent_as_made

LANGUAGES = ("en", "zh")
_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """The project must not be published like this; exit code 1."""
    WARNING = "warning"
    """Somebody should look; never fails a build."""
    NOTE = "note"
    """Worth knowing."""


@sent_as_made
@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A position in a file of the project: posix path relative to it, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding, as its page in ``generator/codes/`` describes it; texts by language.

    ``suppressible``: somebody may say, for a time, that one finding of this kind is right to stay.
    """

    id: str
    severity: Severity
    title: Mapping[str, str]
    message: Mapping[str, str]
    hint: Mapping[str, str]
    why: Mapping[str, str]
    wrong: str
    right: str
    suppressible: bool


@dataclass(frozen=True, slots=True)
class Suppression:
    """Somebody's word that one finding may stay: what ``text`` of its message tells it, why, and until which day.

    ``reason`` is (English, Chinese); ``place`` is where the word was given.
    """

    code: str
    path: str
    text: str
    reason: tuple[str, str]
    until: date
    place: Place


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that somebody should mend: ``facts`` fill the blanks of the code's message and hint.

    A fact is a string, or a pair (English, Chinese) where the words differ by language. A finding that is
    ``suppressed`` is told of apart and forbids nothing.
    """

    code: str
    place: Place
    facts: Mapping[str, str | tuple[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    term: str | None = None
    suppressed: Suppression | None = None

    def __reduce__(self) -> tuple[type[Finding], tuple[object, ...]]:
        return Finding, (self.code, self.place, dict(self.facts), self.term, self.suppressed)

    @property
    def severity(self) -> Severity:
        return code(self.code).severity

    def message(self, lang: str = "en") -> str:
        """What is wrong, in the file's own words, and why."""
        return self._fill(code(self.code).message[lang], lang)

    def hint(self, lang: str = "en") -> str:
        """What to write instead."""
        return self._fill(code(self.code).hint[lang], lang)

    def _fill(self, text: str, lang: str) -> str:
        at = LANGUAGES.index(lang)
        return text.format_map({k: v if isinstance(v, str) else v[at] for k, v in self.facts.items()})


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by place, each once."""
    unique = {(f.place, f.code, f.message()): f for f in findings}
    return tuple(unique[key] for key in sorted(unique))


def failing(findings: Iterable[Finding]) -> bool:
    """Whether any finding forbids publishing."""
    return any(f.severity is Severity.ERROR and f.suppressed is None for f in findings)


@cache
def codes() -> tuple[str, ...]:
    """The ids of all codes, in order."""
    names = (entry.name for entry in resources.files("generator").joinpath("codes").iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


@cache
def code(id: str) -> Code:
    """The page of one code. KeyError if there is none."""
    if id not in codes():
        raise KeyError(id)
    text = resources.files("generator").joinpath("codes", f"{id}.yaml").read_text(encoding="utf-8")
    page = yaml.load(text, _LOADER)
    example = page["example"]
    severity = Severity(page["severity"])
    return Code(
        id,
        severity,
        page["title"],
        page["message"],
        page["hint"],
        page["why"],
        example["wrong"],
        example["right"],
        page.get("suppressible", severity is not Severity.ERROR),
    )
