"""What ``mkdocs.yml`` names beside its pages: styles, scripts, hooks and plug-ins of a project's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.finding import Finding, Place

_FILES = ("extra_css", "extra_javascript")
_PLUGINS = frozenset(("samepage", "search", "i18n"))
_FOREIGN = re.compile(r"(?:https?:)?//|data:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """One entry of a setting, and where it stands."""

    setting: str
    text: str
    place: Place


def named_in(node: yaml.MappingNode, file: str) -> Iterator[Named]:
    """The entries that name files and code."""
    for key, value in node.value:
        setting = key.value if isinstance(key, yaml.ScalarNode) else ""
        if setting in (*_FILES, "hooks", "plugins"):
            for entry in _entries(value):
                mark = entry.start_mark
                yield Named(setting, entry.value, Place(file, mark.line + 1, mark.column + 1))


def _entries(value: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """The names in a list: each by itself, with a ``path``, or with settings of its own."""
    if isinstance(value, yaml.MappingNode):  # plug-ins as a map
        yield from (key for key, _ in value.value if isinstance(key, yaml.ScalarNode))
    for entry in value.value if isinstance(value, yaml.SequenceNode) else ():
        if isinstance(entry, yaml.ScalarNode):
            yield entry
        elif isinstance(entry, yaml.MappingNode):
            keyed = {key.value: held for key, held in entry.value if isinstance(key, yaml.ScalarNode)}
            first = next((key for key, _ in entry.value if isinstance(key, yaml.ScalarNode)), None)
            path = keyed.get("path")
            if found := path if isinstance(path, yaml.ScalarNode) else first:
                yield found


def check_named(named: tuple[Named, ...], theme: Path, folder: str) -> Iterator[Finding]:
    """Findings about files that are not there, that another host has, and about code that runs in a build.

    ``theme`` is the folder of templates, named ``folder``: what stands in it is judged with them.
    """
    for each in named:
        if each.setting in _FILES:
            if _FOREIGN.match(each.text):
                yield Finding("SP612", each.place, {"link": each.text})
            elif not (theme / re.split(r"[?#]", each.text)[0]).is_file():
                yield Finding("SP611", each.place, {"setting": each.setting, "path": each.text, "folder": folder})
        elif each.setting == "hooks" or (each.text not in _PLUGINS and not each.text.startswith("material/")):
            yield Finding("SP468", each.place, {"what": each.text})
