"""Scripts that nobody here has tried are told of, wherever they come from, until somebody declares them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.agreement.suppressing import suppress
from generator.finding import Place, Suppression, failing
from generator.publish.looks import check_looks
from tests.projects import AS_OF, make_small, told

BASE, BUYER = "overrides/staff/partials/javascripts/base.html", "overrides/buyer/contact.html.j2"
PAGE, SHEET = "overrides/buyer/page.html.j2", "overrides/staff/assets/samepage.css"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_small(tmp_path_factory.mktemp("code"))


def found(project: Path, path: str, line: int, new: str) -> list[str]:
    """What is found after a line was put before the line of a file, or into a new file."""
    file = project / path
    sound = file.read_bytes() if file.is_file() else None
    lines = sound.decode().splitlines(keepends=True) if sound else []
    try:
        file.write_text("".join([*lines[: line - 1], f"{new}\n", *lines[line - 1 :]]), encoding="utf-8")
        return told(tuple(check_looks(project / "overrides", project)))
    finally:
        file.unlink() if sound is None else file.write_bytes(sound)


def test_a_script_that_a_template_loads_no_more_is_told(project: Path) -> None:
    """The buttons would still be there, and do nothing."""
    file = project / BASE
    sound = file.read_text(encoding="utf-8")
    assert "samepage.js" in sound
    file.write_text("{# nothing #}\n", encoding="utf-8")
    findings = tuple(check_looks(project / "overrides", project))
    file.write_text(sound, encoding="utf-8")
    assert told(findings) == [f"{BASE}:1:1 SP470"]
    assert "<script src=\"{{ 'assets/samepage.js' | url }}\"" in findings[0].hint()


@pytest.mark.parametrize(
    ("path", "line", "new", "code"),
    [
        ("overrides/assistant/small/buyer.js", 2, "document.title = 'x';", "SP466"),
        ("overrides/staff/assets/samepage.js", 7, "document.title = 'x';", "SP466"),
        ("overrides/staff/assets/javascripts/workers/words.js", 1, "self.x = 1;", "SP466"),
        ("overrides/replies/check.js", 3, "x();", "SP466"),
        ("overrides/staff/assets/javascripts/bundle.79ae519e.min.js", 1, "x();", "SP467"),
        (BASE, 3, "<script>x()</script>", "SP467"),
        (BASE, 3, "<script src=\"{{ 'assets/gone.js' | url }}\"></script>", "SP467"),
        (BASE, 3, '<script\n src="https://host.example/x.js"></script>', "SP612"),
        (BASE, 3, "<img src=x onerror=x()>", "SP467"),
        (BASE, 3, '<a href=" javascript:x()">x</a>', "SP467"),
        (BASE, 3, '<iframe src="x.html"></iframe>', "SP467"),
        (BUYER, 4, '<p onclick="x()">{{ start.words }}</p>', "SP467"),
        (PAGE, 8, '<link href="//host.example/x.css" rel="stylesheet">', "SP612"),
        (SHEET, 4, ".x { background: url(https://host.example/x.png); }", "SP612"),
    ],
)
def test_a_script_that_is_not_as_it_was_shipped_is_found_at_its_line(
    project: Path, path: str, line: int, new: str, code: str
) -> None:
    assert f"{path}:{line}:1 {code}" in found(project, path, line, new)


@pytest.mark.parametrize(
    ("path", "line", "new"),
    [
        (BASE, 3, "<script src=\"{{ 'assets/replies.js' | url }}\" defer></script>"),
        (BASE, 3, '<script type="application/json">{}</script>'),
        (BASE, 3, '<a href="https://host.example/" rel="noopener">elsewhere</a>'),
        (BASE, 3, '<img src="{{ \'assets/logo.svg\' | url }}" alt="">'),
        (SHEET, 4, "/* as on https://host.example: url(https://host.example/x.png) */"),
        ("overrides/staff/assets/logo.svg", 1, "<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ],
)
def test_what_runs_nothing_is_left_alone(project: Path, path: str, line: int, new: str) -> None:
    assert found(project, path, line, new) == []


def test_a_script_that_somebody_has_read_is_declared_with_a_reason_and_a_day(project: Path) -> None:
    file = project / "overrides/staff/assets/samepage.js"
    sound = file.read_bytes()
    try:
        file.write_bytes(sound + b"x();\n")
        findings = tuple(check_looks(project / "overrides", project))
    finally:
        file.write_bytes(sound)
    assert failing(findings)
    path = findings[0].place.path
    word = Suppression("SP466", path, "samepage.js", ("read", "读过"), AS_OF, Place("policies/suppressions.yaml", 2))
    (kept,) = suppress(findings, (word,), AS_OF)
    assert kept.suppressed == word
