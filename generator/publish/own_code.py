"""Code of a project's own: scripts that were edited or added, in files and in templates.

A script runs after everything has been read back. What was shipped was tried against all that a policy can decide; of
anything else nobody here can tell what it says, and so it is told of, until somebody declares it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from generator.agreement.expressions import source_of
from generator.agreement.shipped import recorded
from generator.finding import Finding, Place
from generator.publish.templates import shipped_overrides

_CODE = re.compile(r"\{\{.*?(?:\}\}|\Z)|\{%.*?(?:%\}|\Z)|\{#.*?(?:#\}|\Z)", re.DOTALL)
_NOTE = re.compile(r"\{#.*?(?:#\}|\Z)", re.DOTALL)
_TAG = re.compile(r"<[a-zA-Z](?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+(?:[>\"']|(?=<)|\Z)")
"""A tag; one that never ends goes on as far as it can, so that no character is looked at twice."""
_RUNS = re.compile(
    r"\son[a-z]{3,}\s*=|=\s*[\"']?\s*javascript:(?!void\(0\))|^<(?:iframe|object|embed|applet)\b", re.IGNORECASE
)
_SCRIPT = re.compile(r"<script\b", re.IGNORECASE)
_NAMED = re.compile(r"[\w.-]+\.m?js\b")
_DATA = re.compile(r"\btype=[\"']?application/(?:ld\+)?json\b", re.IGNORECASE)
_FOREIGN = re.compile(r"\b(?:src|srcset|data|poster)\s*=\s*[\"']?\s*(?P<of>(?:https?:)?//[^\s\"'>]+)", re.IGNORECASE)
_SHEET = re.compile(r"\brel=[\"']?(?:stylesheet|preload|modulepreload|preconnect|icon)\b", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s*=\s*[\"']?\s*(?P<of>(?:https?:)?//[^\s\"'>]+)", re.IGNORECASE)
_ASKED = re.compile(r"(?:url\(|@import)\s*[\"']?\s*(?P<of>(?:https?:)?//[^\s\"')]+)", re.IGNORECASE)
_MADE = ("rules.js", "case.js")
"""Scripts that a build writes, beside those that it copies."""
_LONGEST = 80


def check_own_code(overrides: Path, root: Path, own: frozenset[str]) -> Iterator[Finding]:
    """Findings about the scripts of those files that are a project's own, and about what they ask of another host."""
    for name in sorted(own):
        file = overrides / name
        if not file.is_file():
            continue
        path = file.relative_to(root).as_posix()
        if file.suffix == ".js":
            yield _script(file, path, name)
        elif file.suffix == ".css":
            yield from _foreign(_ASKED, re.sub(r"/\*.*?\*/", _blank, source_of(file), flags=re.DOTALL), path)
        else:
            yield from _in_template(source_of(file), path, {Path(each).name for each in recorded()} | {*_MADE})
            yield from _not_loaded(source_of(file), path, shipped_overrides() / name)


def _script(file: Path, path: str, name: str) -> Finding:
    if name not in recorded():
        return Finding("SP467", Place(path), {"what": path})
    shipped = shipped_overrides() / name
    lines = (source_of(each).splitlines() if each.is_file() else [] for each in (file, shipped))
    unlike = (at for at, (one, other) in enumerate(zip_longest(*lines), 1) if one != other)
    return Finding("SP466", Place(path, next(unlike, 1)), {"path": path, "name": name})


def _in_template(source: str, path: str, known: set[str]) -> Iterator[Finding]:
    for tag in _TAG.finditer(_NOTE.sub(_blank, source)):
        text, place = tag[0], Place(path, source.count("\n", 0, tag.start()) + 1)
        if asked := _FOREIGN.search(text) or (_HREF.search(text) if _SHEET.search(text) else None):
            yield Finding("SP612", place, {"link": asked["of"][:_LONGEST]})
        elif _RUNS.search(_CODE.sub("", text)) or (_SCRIPT.match(text) and not _is_shipped(text, known)):
            yield Finding("SP467", place, {"what": " ".join(text.split())[:_LONGEST]})


def _not_loaded(source: str, path: str, shipped: Path) -> Iterator[Finding]:
    """What the shipped template of the same name loads and this one does not."""
    loaded = {name for tag in _scripts(source) for name in _NAMED.findall(tag)}
    for tag in _scripts(source_of(shipped)) if shipped.is_file() else ():
        for name in _NAMED.findall(tag):
            if name not in loaded:
                yield Finding("SP470", Place(path), {"what": name, "line": f"{' '.join(tag.split())}</script>"})


def _scripts(source: str) -> Iterator[str]:
    return (tag[0] for tag in _TAG.finditer(_NOTE.sub(_blank, source)) if _SCRIPT.match(tag[0]))


def _is_shipped(tag: str, known: set[str]) -> bool:
    """Whether a script element holds data, or names a file that a build puts there."""
    named = _NAMED.findall(tag)
    return bool(_DATA.search(tag)) or (bool(named) and known.issuperset(named) and "src" in tag)


def _foreign(pattern: re.Pattern[str], text: str, path: str) -> Iterator[Finding]:
    for asked in pattern.finditer(text):
        place = Place(path, text.count("\n", 0, asked.start()) + 1)
        yield Finding("SP612", place, {"link": asked["of"][:_LONGEST]})


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
