"""The staff site: merged pages → MkDocs with Material → a folder that a browser, a crawler and our reader can trust.

MkDocs stays an adapter. It runs in this process, its log becomes findings, and what it cannot do is done to the
finished folder: one search index for each language, and one style sheet for tokens, pictures and pages.

No script and no style stands in a page, so a policy without hashes is enough: ``default-src 'none'; script-src 'self';
style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'``.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.utils.yaml import yaml_load

from generator.finding import Finding, Place
from generator.publish.compiled import compiling_once
from generator.publish.finished import FinishedBlocks
from generator.publish.indexing import reading_quickly
from generator.publish.released import ReleasePages
from generator.publish.scripts import squeezed
from generator.publish.search import split_search
from generator.publish.style import join_styles, lighten_material
from generator.publish.templates import find_theme, template_finding

_LANGUAGE = re.compile(r"Building '(\w+)' documentation")
_LINK = re.compile(
    r"Doc file '(?P<page>[^']+)' contains an? (?P<kind>absolute |unrecognized relative )?link '(?P<link>[^']*)'"
)
_OUTSIDE_NAV = re.compile(r"pages exist in the docs directory, but are not included in the \"nav\" configuration:")
_UNKNOWN_IN_NAV = re.compile(r"A reference to '(?P<page>[^']+)' is included in the 'nav' configuration")
_CONFLICT = re.compile(r"Excluding '(?P<page>[^']+)' from the site because it conflicts with '(?P<other>[^']+)'")


def build_staff(
    config_file: Path,
    merged: Path,
    out: Path,
    *,
    site_url: str | None,
    progress: Callable[[str], None] | None = None,
) -> tuple[Finding, ...]:
    """Build the staff site of the pages below ``merged`` (``en/...``, ``zh/...``) into ``out``, which is emptied first.

    Returns what MkDocs complained about, as findings about the author's files below ``content``; mistakes in
    ``mkdocs.yml`` and in the templates are findings too. With an error among them ``out`` is not fit to be published.
    ``site_url`` is the address that the site will have; without it the one in ``mkdocs.yml`` counts. ``progress`` is
    told each language as its turn comes. The date of the build comes from ``SOURCE_DATE_EPOCH`` where that is set.
    """
    root = config_file.parent
    with _listening(progress) as messages, compiling_once():
        try:
            given = _replaced(config_file) | ({} if site_url is None else {"site_url": site_url})
            config = load_config(str(config_file), docs_dir=str(merged), site_dir=str(out), strict=False, **given)
            config.plugins["samepage/released"] = ReleasePages()
            config.markdown_extensions.append(FinishedBlocks())
            config.plugins.on_startup(command="build", dirty=False)
        except Exception as error:  # MkDocs and its plug-ins meet a setting of the wrong type with errors of all kinds
            return (*_findings(messages, root), _config_finding(error, messages, config_file))
        if lacking := lacks(config):
            return (*_findings(messages, root), Finding("SP607", Place(config_file.name), {"said": lacking}))
        try:
            try:
                with reading_quickly():
                    build(config)
            finally:
                config.plugins.on_shutdown()
            finish_staff(config)
        except (Abort, MkDocsException, yaml.YAMLError) as error:
            return (*_findings(messages, root), _config_finding(error, messages, config_file))
        except Exception as error:
            found = template_finding(error, root) or _hook_finding(error, config, config_file)
            if found is None:
                raise
            return (*_findings(messages, root), found)
    return _findings(messages, root)


def _replaced(config_file: Path) -> dict[str, Any]:
    """The theme with the shipped templates, for a project that has none of its own."""
    root = config_file.parent
    if (root / "overrides").exists():
        return {}
    with config_file.open("rb") as file:
        theme = yaml_load(file).get("theme")
    if not isinstance(theme, dict) or "custom_dir" not in theme:
        return {}
    return {"theme": theme | {"custom_dir": str(find_theme(root, str(theme["custom_dir"])))}}


def finish_staff(config: MkDocsConfig) -> None:
    """Do to a site that MkDocs has just written what MkDocs cannot do: split the search, join the styles.

    For a live preview call it after each build; it must run once a build, after the last language.
    """
    site = Path(config.site_dir)
    languages = config.plugins["i18n"].config.languages
    split_search(site, [language.locale for language in languages if not language.default])
    if config.theme.custom_dir:
        join_styles(Path(config.theme.custom_dir), site)
    for script in sorted((site / "assets").glob("*.js")):
        script.write_text(squeezed(script.read_text(encoding="utf-8")), encoding="utf-8")
    features: list[str] = config.theme.get("features", [])
    named = [extension for extension in config.markdown_extensions if isinstance(extension, str)]
    lighten_material(site, named, features)


class _Listener(logging.Handler):
    """Keeps MkDocs' warnings and tells each language as its build begins."""

    def __init__(self, progress: Callable[[str], None] | None) -> None:
        super().__init__(logging.INFO)
        self.messages: list[str] = []
        self._progress = progress

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if record.levelno >= logging.WARNING:
            self.messages.append(text)
        elif self._progress is not None and (started := _LANGUAGE.search(text)):
            self._progress(started[1])


@contextmanager
def _listening(progress: Callable[[str], None] | None) -> Iterator[list[str]]:
    """MkDocs' warnings while it runs; its log goes nowhere else, and is as it was afterwards."""
    log = logging.getLogger("mkdocs")
    level, spreads = log.level, log.propagate
    listener = _Listener(progress)
    log.addHandler(listener)
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        yield listener.messages
    finally:
        log.removeHandler(listener)
        log.setLevel(level)
        log.propagate = spreads


def _findings(messages: list[str], root: Path) -> tuple[Finding, ...]:
    return tuple(finding for text in messages for finding in _read_message(text, root))


def _read_message(text: str, root: Path) -> Iterator[Finding]:
    """What one warning of MkDocs says, as findings; one that is not known is passed on in its own words."""
    if found := _LINK.search(text):
        code = "SP605" if found["kind"] else "SP602" if "anchor" in text[found.end() :] else "SP601"
        yield Finding(code, _place(root, found["page"], found["link"]), {"link": found["link"]})
    elif _OUTSIDE_NAV.search(text):
        for page in re.findall(r"^\s+- (.+)$", text, re.MULTILINE):
            yield Finding("SP603", _place(root, page), {"page": page})
    elif found := _UNKNOWN_IN_NAV.search(text):
        name = Path(found["page"]).name
        yield Finding("SP604", _place_in(root / "mkdocs.yml", "mkdocs.yml", name), {"page": found["page"]})
    elif found := _CONFLICT.search(text):
        yield Finding("SP606", _place(root, found["page"]), {"page": found["page"], "other": found["other"]})
    elif not text.startswith(("Error building page", "Error reading page", "Config value")):
        yield Finding("SP609", Place("mkdocs.yml"), {"said": text})


def _place(root: Path, page: str, words: str = "") -> Place:
    path = f"content/{page}"
    return _place_in(root / path, path, f"({words}" if words else "")


def _place_in(file: Path, path: str, words: str) -> Place:
    """Where the words first stand in the author's file; its beginning where they do not (a generated page)."""
    if words and file.is_file():
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if (at := line.find(words)) >= 0:
                return Place(path, number, at + 1 + (words[0] == "("))
    return Place(path)


def lacks(config: MkDocsConfig) -> tuple[str, str] | None:
    """What a staff site cannot do without, in both languages: Material, and a folder for each language."""
    if config.theme.name != "material":
        return "theme: its name has to be material", "theme 的 name 必须是 material"
    plugin = config.plugins.get("i18n")
    if plugin is None:
        return "plugins: i18n is missing", "plugins 中缺少 i18n"
    languages = {language.locale: language.default for language in plugin.config.languages if language.build}
    if plugin.config.docs_structure != "folder" or languages != {"en": True, "zh": False}:
        return (
            "plugins: i18n needs docs_structure: folder and the languages en (the default) and zh",
            "plugins 中的 i18n 需要 docs_structure: folder，以及 en（默认）和 zh 两种语言",
        )
    return None


def _hook_finding(error: Exception, config: MkDocsConfig, config_file: Path) -> Finding | None:
    """The finding for an error of a project's own hook, or of a plug-in that cannot live with its settings."""
    root = config_file.parent
    hooks = {str((root / name).resolve()): str(name) for name in config.hooks}
    said = f"{type(error).__name__}: {error}"
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if hook := hooks.get(str(Path(code.co_filename).resolve())):
            return Finding("SP607", Place(hook, trace.tb_lineno), {"said": said})
        if code.co_name == "on_config":
            return Finding("SP607", Place(config_file.name), {"said": said})
        trace = trace.tb_next
    return None


def _config_finding(error: Exception, messages: list[str], config_file: Path) -> Finding:
    """What is wrong with ``mkdocs.yml``: MkDocs logs each wrong setting, and raises what it cannot read at all."""
    said = [text.removeprefix("Config value ") for text in messages if text.startswith("Config value")]
    line = re.search(r"line (\d+), column (\d+)", str(error))
    place = Place(config_file.name, int(line[1]), int(line[2])) if line else Place(config_file.name)
    if not isinstance(error, Abort | MkDocsException | yaml.YAMLError):
        said.append(f"{type(error).__name__}: {error}")
    return Finding("SP607", place, {"said": "; ".join(said) or str(error)})
