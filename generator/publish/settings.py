"""``mkdocs.yml`` before anything is built: whether MkDocs can use it, and whether it makes a staff site of ours.

MkDocs judges its own settings. It is handed the plain values, without hooks and without what a tag would run: a check
reads a project and never runs it. Each complaint is told where the setting stands.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig

from generator.finding import Finding, Place
from generator.policy.files import read_source
from generator.publish.named import Named, check_named, named_in
from generator.publish.templates import find_theme

NAME = "mkdocs.yml"
_UNKNOWN = "Unrecognised configuration name: "
_FOLDER = "overrides/staff"
_ALWAYS = ("site_name", "docs_dir")
_UNSEEN = ("hooks", "docs_dir", "site_dir")
"""Settings that name code of the project, and those that a build replaces."""


class _Tagged(str):
    """What a tag would make when the settings are used (``!ENV NAME``), as it is written."""


class _Reader(yaml.SafeLoader):
    """Plain values alone."""


def _as_text(loader: yaml.SafeLoader, _: str, node: yaml.Node) -> object:
    return _Tagged(loader.construct_scalar(node) if isinstance(node, yaml.ScalarNode) else "")


_Reader.add_multi_constructor("!", _as_text)
_Reader.add_multi_constructor("tag:yaml.org,2002:python/", _as_text)


def check_site_settings(root: Path) -> tuple[Finding, ...]:
    """Findings about settings that a build would refuse, or would leave aside."""
    text, unreadable = read_source(root / NAME, NAME)
    if unreadable:
        return ()  # which is said with the words of the file
    judged = _check(text)
    return (*judged.findings, *_check_named(judged, root))


def _check_named(judged: Judged, root: Path) -> Iterator[Finding]:
    """Findings about the folder of templates, and about the files that settings name."""
    folder, place = judged.folder or (_FOLDER, Place(NAME))
    theme = find_theme(root, folder)
    if judged.folder and not theme.is_dir():
        said = (f"theme: there is no folder {folder}", f"theme：没有文件夹 {folder}")
        yield Finding("SP607", place, {"said": said})
        return
    if os.path.normpath(folder) != _FOLDER:
        said = (f"theme: custom_dir has to be {_FOLDER}", f"theme 的 custom_dir 必须是 {_FOLDER}")
        yield Finding("SP607", place, {"said": said})
    yield from check_named(judged.named, theme, _FOLDER)


@dataclass(frozen=True, slots=True)
class Judged:
    """The findings about the settings themselves, the folder of templates that they name, and what else they do."""

    findings: tuple[Finding, ...]
    folder: tuple[str, Place] | None = None
    named: tuple[Named, ...] = ()


@lru_cache(maxsize=8)  # what the settings say is the same wherever the project lies
def _check(text: str) -> Judged:
    loader = _Reader(text)
    try:
        node = loader.get_single_node()
        settings = loader.construct_document(node) if node is not None else None
    except yaml.YAMLError as error:
        return Judged((_unread(error),))
    finally:
        loader.dispose()
    if not isinstance(node, yaml.MappingNode) or not isinstance(settings, dict):
        said = ("it has to be a map of settings", "应为一组设置")
        return Judged((Finding("SP607", Place(NAME), {"said": said}),))
    named = tuple(named_in(node, NAME))
    places = {key.value: _at(key) for key, _ in node.value if isinstance(key, yaml.ScalarNode)}
    if "INHERIT" in settings:
        said = (
            "INHERIT: what another file says of the site is read by no check; write it into mkdocs.yml",
            "INHERIT：另一个文件里的设置不会被检查，请直接写进 mkdocs.yml",
        )
        return Judged((Finding("SP607", places["INHERIT"], {"said": said}),), None, named)
    theme = settings.get("theme")
    if isinstance(theme, dict) and not isinstance(theme.get("name", ""), str):
        said = (
            f"theme: its name has to be one word, material, and not {_shown(theme['name'])}",
            f"theme 的 name 应当是一个词 material，而不是 {_shown(theme['name'])}",
        )
        return Judged((Finding("SP607", _inside(node, "theme", "name"), {"said": said}),), None, named)
    folder = theme.pop("custom_dir", None) if isinstance(theme, dict) else None
    findings = tuple(_judge(settings, places))
    return Judged(findings, (str(folder), places["theme"]) if folder else None, named)


def _judge(settings: dict[str, Any], places: dict[str, Place]) -> Iterator[Finding]:
    from generator.publish.staff import lacks

    given = {
        name: value
        for name, value in settings.items()
        if name not in _UNSEEN and (name == "site_name" or not isinstance(value, _Tagged))
    }
    given["docs_dir"] = str(Path(__file__).parent)  # a folder that is there
    config = MkDocsConfig(config_file_path=NAME)
    with _silence():
        try:
            config.load_dict(given)
            errors, warnings = config.validate()
        except Exception as error:  # plug-ins meet a setting of the wrong type with errors of all kinds
            yield _refused(given, places, error)
            return
    for name, wrong in errors:
        yield Finding("SP607", places.get(name, Place(NAME)), {"said": f"'{name}': {' '.join(str(wrong).split())}"})
    for name, said in warnings:
        unknown = str(said).startswith(_UNKNOWN)
        yield Finding("SP609", places.get(name, Place(NAME)), {"said": str(said) if unknown else f"'{name}': {said}"})
    if not errors and (lacking := lacks(config)):
        yield Finding("SP607", places.get(lacking[0].partition(":")[0], Place(NAME)), {"said": lacking})


def _refused(given: dict[str, Any], places: dict[str, Place], error: Exception) -> Finding:
    """The finding about the one setting that cannot be used, whatever it does to whoever tries."""
    for name, value in given.items():
        config = MkDocsConfig(config_file_path=NAME)
        try:
            config.load_dict({each: given[each] for each in (*_ALWAYS, name) if each in given})
            config.validate()
        except Exception:
            said = (
                f"'{name}' cannot be {_shown(value)}: a value of another kind belongs there",
                f"“{name}”不能写成 {_shown(value)}：这里要的是另一种值",
            )
            return Finding("SP607", places.get(name, Place(NAME)), {"said": said})
    return Finding("SP607", Place(NAME), {"said": f"{type(error).__name__}: {error}"})


def _shown(value: object) -> str:
    """A value on one line."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) < 60 else f"{text[:59]}…"


def _inside(node: yaml.MappingNode, *names: str) -> Place:
    """Where a setting stands within others."""
    place = Place(NAME)
    held: yaml.Node = node
    for name in names:
        pairs = held.value if isinstance(held, yaml.MappingNode) else ()
        for key, value in pairs:
            if isinstance(key, yaml.ScalarNode) and key.value == name:
                place, held = _at(key), value
    return place


def _unread(error: yaml.YAMLError) -> Finding:
    mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
    said = " ".join(str(error).split())
    return Finding("SP607", Place(NAME, mark.line + 1, mark.column + 1) if mark else Place(NAME), {"said": said})


def _at(node: yaml.Node) -> Place:
    return Place(NAME, node.start_mark.line + 1, node.start_mark.column + 1)


@contextmanager
def _silence() -> Iterator[None]:
    """What plug-ins log while they are judged is said by their findings."""
    log = logging.getLogger("mkdocs")
    before = log.disabled
    log.disabled = True
    try:
        yield
    finally:
        log.disabled = before
