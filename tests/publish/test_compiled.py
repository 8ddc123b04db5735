"""One build, two languages, and each template is compiled for the first of them alone."""

from __future__ import annotations

from typing import Any

from jinja2 import DictLoader, Environment

from generator.publish.compiled import CompileOnce


class Counting(Environment):
    """Counts what it compiles."""

    compiled = 0

    def _generate(self, *given: Any, **named: Any) -> str:
        type(self).compiled += 1
        return super()._generate(*given, **named)


def _say(plugin: CompileOnce, template: str) -> str:
    env = plugin.on_env(Counting(loader=DictLoader({"page.html": template})), config=None, files=None)
    return env.get_template("page.html").render(name="x")


def test_a_second_environment_compiles_nothing_again() -> None:
    Counting.compiled, plugin = 0, CompileOnce()
    assert [_say(plugin, "<p>{{ name }}</p>") for _ in range(2)] == ["<p>x</p>"] * 2
    assert Counting.compiled == 1


def test_a_template_of_the_same_name_with_other_text_is_another() -> None:
    """A language may have its own."""
    plugin = CompileOnce()
    assert [_say(plugin, text) for text in ("<p>{{ name }}</p>", "<b>{{ name }}</b>")] == ["<p>x</p>", "<b>x</b>"]


def test_another_build_compiles_for_itself() -> None:
    Counting.compiled = 0
    for plugin in (CompileOnce(), CompileOnce()):
        _say(plugin, "<p>{{ name }}</p>")
    assert Counting.compiled == 2
