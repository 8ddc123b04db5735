"""Where the templates are: the project's own, else those that came with the program; and what goes wrong in them."""

from __future__ import annotations

from pathlib import Path

import jinja2

from generator.finding import Finding, Place

_OWN = Path(__file__).parent.parent
_KINDS = (".html", ".j2", ".xml")


def find_overrides(root: Path) -> Path:
    """The folder of templates and styles for a project: its ``overrides``, else the ones shipped with samepage."""
    shipped = _OWN / "_overrides"
    checkout = _OWN.parent / "overrides"
    return next(path for path in (root / "overrides", shipped, checkout) if path.is_dir())


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
