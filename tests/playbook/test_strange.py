"""Content that was never meant for this: it ends with findings, and the work grows no faster than the input."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator import cli
from generator.finding import failing
from generator.playbook import outline, units
from tests.projects import check, make_small, told

PAGE = "content/en/after-delivery/changed-mind.md"
FRONT = b"---\ntitle: Strange\ndescription: From elsewhere.\n---\n# Strange\n\n"

STRANGE: list[tuple[str, bytes, set[str]]] = [
    ("raw HTML", FRONT + b"<div onclick='x()'><p>Hello <b>you</b></p>\n<script>alert(1)</script></div>\n", {"SP341"}),
    ("an HTML page", b"<!doctype html>\n<html><body>Hi</body></html>\n", {"SP321"}),
    ("no front matter", b"# Just a page\n\nHello.\n", {"SP321"}),
    ("front matter that is a list", b"---\n- a\n- b\n---\n# Page\n", {"SP321"}),
    ("front matter that is a text", b"---\nhello\n---\n# Page\n", {"SP321"}),
    ("front matter that never ends", b"---\ntitle: x\n# Page\n", {"SP321"}),
    ("front matter of another engine", b"+++\ntitle = 'x'\n+++\n# Page\n", {"SP321"}),
    ("front matter that does not parse", b"---\ntitle: [x\n---\n# Page\n", {"SP110"}),
    ("UTF-16", "---\ntitle: x\n---\n# Page\n".encode("utf-16"), {"SP104"}),
    ("GBK", FRONT + "退货政策".encode("gbk"), {"SP104"}),
    ("Latin-1", FRONT + "caf\xe9".encode("latin-1"), {"SP104"}),
    ("a byte order mark", b"\xef\xbb\xbf" + FRONT, {"SP105"}),
    ("NUL bytes", FRONT + b"a\x00b\x00", {"SP106"}),
    ("20 KB of brackets", FRONT + b"[" * 20_000, {"SP345"}),
    ("20 KB of brackets on lines of their own", FRONT + b"[\n" * 10_000, set()),
    ("20 KB of pictures that never end", FRONT + b"![" * 10_000, {"SP345"}),
    ("2,000 nested quotes", FRONT + b">" * 2_000 + b" deep\n", set()),
    ("2,000 nested items", FRONT + b"".join(b" " * (2 * n) + b"- x\n" for n in range(200)), set()),
    ("a line of 900 KB", FRONT + b"word " * 180_000, set()),
    ("a word of 900 KB", FRONT + b"w" * 900_000, set()),
    ("digits of 900 KB", FRONT + b"9" * 900_000, set()),
    ("emphasis that never ends", FRONT + b"*a _b " * 20_000, set()),
    ("braces that never end", FRONT + b"{{ " * 5_000, {"SP316"}),
    ("braces without words", FRONT + b"{{ }}" * 5_000, {"SP314"}),
    (
        "a template of another engine",
        FRONT + b"{% include 'x' %}\n{{ site.title }}\n{{< figure >}}\n",
        {"SP315", "SP310"},
    ),
    ("lone carriage returns", FRONT.replace(b"\n", b"\r") + b"Hello.\r", set()),
    ("nothing at all", b"", {"SP321"}),
]


def put(project: Path, data: bytes) -> None:
    (project / PAGE).write_bytes(data)


@pytest.mark.parametrize(("data", "codes"), [row[1:] for row in STRANGE], ids=[row[0] for row in STRANGE])
def test_a_strange_page_ends_with_findings(data: bytes, codes: set[str], tmp_path: Path) -> None:
    """At least: the page has lost its twin's headings. No error of ours, and what is wrong is said in this file."""
    project = make_small(tmp_path, templates=False)
    put(project, data)
    findings = check(project).findings
    assert failing(findings)
    assert codes <= {finding.code for finding in findings if finding.place.path == PAGE}


def test_the_command_says_so_with_status_1(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """All of it in one folder, beside a link that leads round in a circle."""
    project = make_small(tmp_path, templates=False)
    for number, (_, data, _) in enumerate(STRANGE):
        if len(data) < 100_000:
            (project / f"content/en/strange-{number}.md").write_bytes(data)
    os.symlink("..", project / "content/en/loop")
    os.symlink("b.md", project / "content/en/a.md")
    os.symlink("a.md", project / "content/en/b.md")
    (project / "content/en/movie.mp4").write_bytes(b"\x00" * 100)
    status = cli.main(["check", "-C", str(project), "--lang", "en"])
    told_out = "".join(capfd.readouterr())
    assert status == 1
    assert "Traceback" not in told_out
    for name in ("loop", "a.md", "b.md", "movie.mp4"):
        assert f"content/en/{name}" in told_out


@pytest.mark.parametrize("ends", [b"\r\n", b"\r"], ids=["CRLF", "CR"])
def test_line_ends_of_other_systems_are_no_fault(ends: bytes, tmp_path: Path) -> None:
    """And a finding stands in the same line."""
    project = make_small(tmp_path, templates=False)
    text = (project / PAGE).read_bytes().replace(b"does not want it.\n\n", b"does not want it. In 30 days.\n\n", 1)
    put(project, text)
    expected = told(check(project).findings)
    put(project, text.replace(b"\n", ends))
    assert told(check(project).findings) == expected
    assert any("SP301" in each for each in expected)


def counting(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of all texts that are handed to the parser from now on."""
    sizes: list[int] = []
    parse: Callable[[str], Any] = outline.parse

    def counted(text: str) -> Any:
        sizes.append(len(text))
        return parse(text)

    for module in (outline, units):
        monkeypatch.setattr(module, "parse", counted)
    return sizes


def parsed(project: Path, data: bytes, sizes: list[int]) -> int:
    """How much is handed to the parser while a project with this page is checked."""
    put(project, data)
    sizes.clear()
    check(project)
    return sum(sizes)


def test_a_page_is_parsed_a_few_times_whatever_stands_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the input is twice the work of the parser, not four times as much."""
    project = make_small(tmp_path, templates=False)
    sizes = counting(monkeypatch)
    for piece in (b"[a](b.md) *c* {{ returns.window }}\n\n", b"- x\n", b"> > x\n\n", b"## y\n\n"):
        small, large = (parsed(project, FRONT + piece * count, sizes) for count in (200, 400))
        assert large <= 2.1 * small
