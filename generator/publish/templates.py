"""Where the templates are: the project's own, else those that came with the program; and what goes wrong in them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import jinja2

from generator.finding import Finding, Place

_OWN = Path(__file__).parent.parent
_KINDS = (".html", ".j2", ".xml")
_NEEDED = (
    "tokens.css",
    "assistant/case.css",
    "staff/main.html",
    "staff/partials/javascripts/base.html",
    *(f"assistant/{name}.js" for name in ("decide", "case", "inside", "staff")),
    *(f"replies/{name}.js" for name in ("quantities", "letters", "meaning", "sentences", "check", "page")),
    *(f"buyer/{name}.css" for name in ("buyer", "rail", "paper")),
    *(
        f"buyer/{name}.html.j2"
        for name in ("overview", "section", "case", "contact", "versions", "copies", "choose", "404")
    ),
)
"""What the pages of both sites are made with, whatever else a designer adds."""


def find_overrides(root: Path) -> Path:
    """The folder of templates and styles for a project: its ``overrides``, else the ones shipped with samepage."""
    own = root / "overrides"
    return own if own.is_dir() else shipped_overrides(own)


def shipped_overrides(otherwise: Path = _OWN) -> Path:
    """The folder of the templates that came with the program: in its package, or beside that in a checkout."""
    return next((path for path in (_OWN / "_overrides", _OWN.parent / "overrides") if path.is_dir()), otherwise)


def find_theme(root: Path, named: str) -> Path:
    """The folder of the staff templates that ``mkdocs.yml`` names; the shipped one for a project without any."""
    own = root / named
    return own if (root / "overrides").exists() else find_overrides(root) / own.name


def around_pages(root: Path) -> Iterator[str]:
    """All that may stand around a page of the staff: in templates, and in the navigation."""
    for path in (*sorted((find_overrides(root) / "staff").rglob("*.html")), root / "mkdocs.yml"):
        yield path.read_text(encoding="utf-8")


def check_overrides(root: Path) -> Iterator[Finding]:
    """Findings about folders and files without which there are no pages."""
    overrides = find_overrides(root)
    folders = (overrides, overrides / "buyer")
    gone = next((folder for folder in folders if not folder.is_dir()), None)
    for path in (gone,) if gone else (overrides / name for name in _NEEDED):
        if not os.path.lexists(path):  # what cannot be read is said elsewhere
            name = path.relative_to(overrides.parent).as_posix()
            yield Finding("SP610", Place(name), {"path": name})


def template_finding(error: Exception, root: Path) -> Finding | None:
    """SP608 for an error that a template of the project in ``root`` has caused; None for any other error.

    Its place is the error's own where the syntax is wrong, else the innermost template that the error passed. What
    stands in braces is code, so the error may be of any kind.
    """
    file: str | None = None
    line: int | None = None
    if isinstance(error, jinja2.TemplateSyntaxError):
        file, line = error.filename, error.lineno
    trace = error.__traceback__ if file is None else None
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith(_KINDS) and Path(name).is_relative_to(root):
            file, line = name, trace.tb_lineno
        trace = trace.tb_next
    if file is None and not isinstance(error, jinja2.TemplateError):
        return None
    path = Path(file or root / "overrides")
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    said = str(error) if isinstance(error, jinja2.TemplateError) else f"{type(error).__name__}: {error}"
    return Finding("SP608", Place(name, line or 1), {"said": said})
