"""One build, two languages, and each template is compiled for the first of them alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2
import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.theme import Theme

from generator.publish.compiled import compiling_once


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that were compiled, in order."""
    names: list[str] = []
    real = jinja2.Environment._generate

    def generate(self: jinja2.Environment, source: Any, name: str, *given: Any, **named: Any) -> str:
        names.append(name)
        return real(self, source, name, *given, **named)

    monkeypatch.setattr(jinja2.Environment, "_generate", generate)
    return names


def _theme(folder: Path, text: str) -> Theme:
    folder.mkdir(exist_ok=True)
    (folder / "page.html").write_text(text, encoding="utf-8")
    return Theme(name=None, custom_dir=str(folder))


def _say(theme: Theme) -> str:
    return theme.get_env().get_template("page.html").render(name="x")


def test_a_second_environment_compiles_nothing_again(tmp_path: Path, compiled: list[str]) -> None:
    theme = _theme(tmp_path, "<p>{{ name }}</p>")
    with compiling_once():
        assert [_say(theme) for _ in range(2)] == ["<p>x</p>"] * 2
    assert compiled == ["page.html"]


def test_a_template_of_the_same_name_with_other_text_is_another(tmp_path: Path) -> None:
    """A language may have its own."""
    themes = [_theme(tmp_path / name, f"<{name}>{{{{ name }}}}</{name}>") for name in "pb"]
    with compiling_once():
        assert [_say(theme) for theme in themes] == ["<p>x</p>", "<b>x</b>"]


def test_another_build_compiles_for_itself(tmp_path: Path, compiled: list[str]) -> None:
    theme = _theme(tmp_path, "<p>{{ name }}</p>")
    for _ in range(2):
        with compiling_once():
            _say(theme)
    _say(theme)
    assert compiled == ["page.html"] * 3


def test_mkdocs_takes_the_same_files_of_a_theme(tmp_path: Path) -> None:
    """It leaves out what is hidden itself; only looking there is spared."""
    for name in ("a.css", "sub/b.js", ".icons/c.svg", "sub/.hidden/d.css", ".e.css", "sub/f.html"):
        (tmp_path / "own" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "own" / name).touch()
    config = MkDocsConfig()
    config.load_dict(
        {"site_name": "x", "docs_dir": str(tmp_path), "theme": {"name": "mkdocs", "custom_dir": str(tmp_path / "own")}}
    )
    assert config.validate() == ([], [])

    def taken() -> list[str]:
        files = Files([])
        files.add_files_from_theme(config.theme.get_env(), config)
        return [file.src_uri for file in files]

    plain = taken()
    assert {"a.css", "sub/b.js", "css/base.css"} <= {*plain}
    with compiling_once():
        assert taken() == plain
        assert ".icons/c.svg" not in config.theme.get_env().list_templates()
