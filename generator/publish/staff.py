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

import jinja2
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from generator.finding import Finding, Place
from generator.publish.search import split_search
from generator.publish.style import join_styles, lighten_material

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
    with _listening(progress) as messages:
        try:
            given = {} if site_url is None else {"site_url": site_url}
            config = load_config(str(config_file), docs_dir=str(merged), site_dir=str(out), strict=False, **given)
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
            finish_staff(config)
        except jinja2.TemplateError as error:
            return (*_findings(messages, root), _template_finding(error, root))
        except (Abort, MkDocsException, yaml.YAMLError) as error:
            return (*_findings(messages, root), _config_finding(error, messages, config_file))
    return _findings(messages, root)


def finish_staff(config: MkDocsConfig) -> None:
    """Do to a site that MkDocs has just written what MkDocs cannot do: split the search, join the styles.

    For a live preview call it after each build; it must run once a build, after the last language.
    """
    site = Path(config.site_dir)
    languages = config.plugins["i18n"].config.languages
    split_search(site, [language.locale for language in languages if not language.default])
    if config.theme.custom_dir:
        join_styles(Path(config.theme.custom_dir), site)
    features: list[str] = config.theme.get("features", [])
    lighten_material(site, config.markdown_extensions, features)


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
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if (at := line.find(words)) >= 0:
                return Place(path, number, at + 1 + (words[0] == "("))
    return Place(path)


def _template_finding(error: jinja2.TemplateError, root: Path) -> Finding:
    """The place in the template: the error's own where its syntax is wrong, else the innermost template it passed."""
    file: str | None = None
    line: int | None = None
    if isinstance(error, jinja2.TemplateSyntaxError):
        file, line = error.filename, error.lineno
    trace = error.__traceback__ if file is None else None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(".html"):
            file, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    path = Path(file or root / "overrides" / "staff")
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    return Finding("SP608", Place(name, line or 1), {"said": str(error)})


def _config_finding(error: Exception, messages: list[str], config_file: Path) -> Finding:
    """What is wrong with ``mkdocs.yml``: MkDocs logs each wrong setting, and raises what it cannot read at all."""
    said = [text.removeprefix("Config value ") for text in messages if text.startswith("Config value")]
    line = re.search(r"line (\d+), column (\d+)", str(error))
    place = Place(config_file.name, int(line[1]), int(line[2])) if line else Place(config_file.name)
    return Finding("SP607", place, {"said": "; ".join(said) or str(error)})
