"""What an earlier check found nothing in is not read again; whatever may be wrong is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from generator import memory, pipeline, recall
from generator.agreement import pages, wording
from generator.finding import Finding
from generator.memory import Memory, open_memory
from generator.pipeline import Unwatched, check_project
from tests.projects import AS_OF, edit, make_small, told, tree_of

PAGES = {"page index.md", "page policy.md", "page after-delivery/changed-mind.md", "reply accepted"}
ALL = PAGES | {"decided", "words", "around"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_small(tmp_path / "project")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "memories" / "book"


@dataclass
class Reader:
    """Checks the project, and tells which parts of it were read; ``found`` is what the last check found."""

    project: Path
    seen: set[str] = field(default_factory=set)
    found: tuple[Finding, ...] = ()

    def __call__(self, held: Memory | None = None, as_of: date = AS_OF) -> set[str]:
        self.seen.clear()
        self.found = check_project(self.project, as_of, Unwatched(), memory=held).findings
        return set(self.seen)


@pytest.fixture
def reader(project: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """A reader without a memory, unless it is given one."""
    one = Reader(project)

    def watch(module: Any, name: str, what: Callable[..., str]) -> None:
        really = getattr(module, name)
        monkeypatch.setattr(module, name, lambda *a: (one.seen.add(what(*a)), really(*a))[1])

    monkeypatch.setattr(memory, "_TICK", 0)  # what a test has just written is old enough
    watch(pipeline, "check_decisions", lambda *_: "decided")
    watch(pipeline, "check_secrecy", lambda *_: "around")
    watch(wording, "check_navigation", lambda *_: "words")
    watch(pages, "check_page", lambda page, *_: f"page {page.path}")
    watch(pages, "check_reply", lambda reply, *_: f"reply {reply.name}")

    return one


@pytest.fixture
def read(reader: Reader, book: Path) -> Callable[..., set[str]]:
    """Checks with what earlier checks have left in the book."""
    return lambda **more: reader(Memory(book), **more)


def test_where_nothing_was_found_nothing_is_read_again(read: Callable[..., set[str]], reader: Reader) -> None:
    assert (read(), reader.found) == (ALL, ())
    assert (read(), reader.found) == (set(), ())


def test_a_check_without_a_memory_reads_everything(reader: Reader) -> None:
    """Whoever calls a check as a function has all of it done."""
    assert (reader(), reader()) == (ALL, ALL)


@pytest.mark.parametrize(
    "path", ["content/en/after-delivery/changed-mind.md", "content/zh/after-delivery/changed-mind.md"], ids=["en", "zh"]
)
def test_an_edited_page_is_read_with_its_twin_and_nothing_else(
    path: str, project: Path, read: Callable[..., set[str]]
) -> None:
    read()
    (project / path).write_bytes((project / path).read_bytes() + b"\n")
    assert read() == {"page after-delivery/changed-mind.md"}


def test_which_rules_a_page_covers_is_asked_for_by_all_pages(project: Path, read: Callable[..., set[str]]) -> None:
    """A sentence may link to a page and speak of its rules."""
    read()
    edit(project, "content/en/after-delivery/changed-mind.md", "covers: [", "covers: [returns.window, ")
    assert read() == PAGES


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("policies/returns.yaml", ALL),
        ("mkdocs.yml", ALL - PAGES),
        ("overrides/buyer/page.html.j2", ALL - PAGES),
        ("content/en/replies/accepted.md", ALL - PAGES | {"reply accepted"}),
    ],
)
def test_what_a_file_goes_into_is_read_when_it_changes(
    path: str, parts: set[str], project: Path, read: Callable[..., set[str]]
) -> None:
    read()
    (project / path).write_bytes((project / path).read_bytes() + b"\n")
    assert read() == parts


def test_shipped_templates_count_where_a_project_has_none(
    project: Path, tmp_path: Path, read: Callable[..., set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = (project / "overrides").rename(tmp_path / "shipped")
    for each in (pipeline, recall):
        monkeypatch.setattr(each, "find_overrides", lambda _: shipped)
    read()
    assert read() == set()
    (shipped / "tokens.css").write_bytes((shipped / "tokens.css").read_bytes() + b"\n")
    assert read() == ALL - PAGES


def test_on_another_day_what_depends_on_the_day_is_read(read: Callable[..., set[str]]) -> None:
    read()
    assert read(as_of=AS_OF + timedelta(days=1)) == ALL - PAGES


def test_another_program_knows_nothing(read: Callable[..., set[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    read()
    monkeypatch.setattr(memory, "_program", lambda: b"another")
    assert read() == ALL


def test_the_program_is_all_that_it_is_made_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own code and data, its version of Python, and which versions of what are installed."""
    (tmp_path / "program" / "codes").mkdir(parents=True)
    (tmp_path / "installed" / "jinja2-3.1.dist-info").mkdir(parents=True)
    monkeypatch.setattr(memory, "_PROGRAM", tmp_path / "program")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "installed")])
    program = memory._program.__wrapped__
    programs = [program()]
    (tmp_path / "program" / "codes" / "SP101.md").write_text("a", encoding="utf-8")
    programs.append(program())
    (tmp_path / "program" / "codes" / "SP101.md").write_text("b", encoding="utf-8")
    programs.append(program())
    (tmp_path / "installed" / "jinja2-3.1.dist-info").rename(tmp_path / "installed" / "jinja2-3.2.dist-info")
    programs.append(program())
    monkeypatch.setattr(sys, "version", "another")
    programs.append(program())
    assert len(set(programs)) == len(programs)


@pytest.mark.parametrize(
    ("path", "old", "new", "told_at"),
    [
        (
            "content/en/after-delivery/changed-mind.md",
            "# ",
            "Within 31 days.\n\n# ",
            "content/en/after-delivery/changed-mind.md",
        ),
        ("mkdocs.yml", "site_name: Small", "site_name: Small within 31 days", "mkdocs.yml"),
    ],
    ids=["page", "settings"],
)
def test_a_finding_is_told_by_every_check(
    path: str, old: str, new: str, told_at: str, project: Path, read: Callable[..., set[str]], reader: Reader
) -> None:
    read()
    edit(project, path, old, new)
    read()
    first = told(reader.found)
    assert [each for each in first if each.startswith(told_at)]
    read()
    assert told(reader.found) == first


def test_what_is_put_right_again_is_known_again(project: Path, read: Callable[..., set[str]], reader: Reader) -> None:
    read()
    page = "content/en/after-delivery/changed-mind.md"
    before = (project / page).read_bytes()
    edit(project, page, "# ", "Within 31 days.\n\n# ")
    assert read()
    assert reader.found
    (project / page).write_bytes(before)
    assert (read(), reader.found) == (set(), ())


@pytest.mark.parametrize("damage", [lambda data: data[:40], lambda data: data[1:], lambda data: b"x" * len(data)])
def test_a_damaged_memory_knows_less(
    damage: Callable[[bytes], bytes], book: Path, project: Path, read: Callable[..., set[str]], reader: Reader
) -> None:
    read()
    book.write_bytes(damage(book.read_bytes()))
    edit(project, "content/en/after-delivery/changed-mind.md", "# ", "Within 31 days.\n\n# ")
    assert read() >= {"page after-delivery/changed-mind.md"}
    assert reader.found


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="the system knows no owners")
def test_what_others_can_write_is_not_believed(book: Path, read: Callable[..., set[str]]) -> None:
    read()
    book.chmod(0o666)
    assert read() == ALL


def test_a_memory_is_for_its_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(memory.WHERE, str(tmp_path / "shared"))
    (tmp_path / "shared").mkdir(mode=0o777)
    (tmp_path / "shared").chmod(0o777)
    assert not open_memory(tmp_path).is_kept
    (tmp_path / "shared").chmod(0o700)
    assert open_memory(tmp_path).is_kept


def test_who_has_no_home_has_no_memory(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And gets no folder of the name ``~``."""
    monkeypatch.delenv(memory.WHERE)
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    monkeypatch.chdir(tmp_path)
    assert not open_memory(project).is_kept


def test_where_nothing_can_be_written_a_check_goes_well(
    read: Callable[..., set[str]], book: Path, reader: Reader
) -> None:
    book.parent.write_text("a file where a folder should be", encoding="utf-8")
    assert (read(), reader.found) == (ALL, ())
    assert (read(), reader.found) == (ALL, ())


def test_what_was_edited_during_a_check_is_not_remembered(
    project: Path, read: Callable[..., set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody knows which of both was read."""
    really = pipeline.merge_all

    def edit_meanwhile(*args: Any, **more: Any) -> Any:
        (project / "mkdocs.yml").write_bytes((project / "mkdocs.yml").read_bytes() + b"\n")
        return really(*args, **more)

    monkeypatch.setattr(pipeline, "merge_all", edit_meanwhile)
    read()
    assert read() == ALL


def test_a_time_that_was_set_back_hides_no_edit(
    project: Path, read: Callable[..., set[str]], monkeypatch: pytest.MonkeyPatch, reader: Reader
) -> None:
    """Somebody changes a page while it is read, and puts all back: its bytes, their number, their time."""
    page = project / "content/en/after-delivery/changed-mind.md"
    edit(project, "content/en/after-delivery/changed-mind.md", "# The buyer", "It takes 31 days.\n\n# The buyer")
    wrong, times = page.read_bytes(), (page.stat().st_atime_ns, page.stat().st_mtime_ns)
    really = recall.digests_of

    def put_right(*args: Any) -> Any:
        digests = really(*args)
        page.write_bytes(wrong.replace(b"31 days", b"a while"))
        os.utime(page, ns=times)
        return digests

    monkeypatch.setattr(recall, "digests_of", put_right)
    read()
    page.write_bytes(wrong)
    os.utime(page, ns=times)
    monkeypatch.setattr(recall, "digests_of", really)
    assert "page after-delivery/changed-mind.md" in read()
    assert reader.found


def test_what_was_known_and_is_edited_before_it_is_read_is_told(
    project: Path, read: Callable[..., set[str]], monkeypatch: pytest.MonkeyPatch, reader: Reader
) -> None:
    read()
    really = recall.digests_of

    def edit_after(*args: Any) -> Any:
        digests = really(*args)
        (project / "mkdocs.yml").write_bytes((project / "mkdocs.yml").read_bytes() + b"\n")
        return digests

    monkeypatch.setattr(recall, "digests_of", edit_after)
    read()
    assert told(reader.found) == ["mkdocs.yml:1:1 SP902"]


def test_what_was_written_this_very_moment_is_not_remembered(
    project: Path, read: Callable[..., set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It could be written again at the same time, as far as a system's clock can tell."""
    monkeypatch.setattr(memory, "_TICK", 10**18)
    assert (read(), read()) == (ALL, ALL)


def test_a_folder_with_the_name_of_a_file_is_no_nothing(
    project: Path, read: Callable[..., set[str]], reader: Reader
) -> None:
    read()
    (project / "overrides/buyer/more.html.j2").mkdir()
    assert read() >= {"around"}
    assert reader.found


@pytest.mark.parametrize("what", ["a link to a folder", "a pipe"])
def test_a_project_that_cannot_be_read_whole_is_checked_whole(
    what: str, project: Path, tmp_path: Path, read: Callable[..., set[str]], reader: Reader
) -> None:
    """Behind a link may be something else the next time, and a pipe would be waited for."""
    (tmp_path / "elsewhere").mkdir()
    if what == "a pipe":
        os.mkfifo(project / "overrides" / "pipe")
    else:
        (project / "overrides" / "linked").symlink_to(tmp_path / "elsewhere")
    first = read(), told(reader.found)
    assert (read(), told(reader.found)) == first
    assert first[0] == ALL


def test_only_the_latest_is_kept(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_MOST", 2)
    one = Memory(book)
    for what in (b"a", b"b", b"c"):
        one.learn(what * 32)
    one.keep()
    again = Memory(book)
    assert [again.knows(what * 32) for what in (b"a", b"b", b"c")] == [False, True, True]


def test_memories_of_projects_that_are_gone_are_thrown_away(book: Path) -> None:
    old, young = book.with_name("old"), book.with_name("young")
    book.parent.mkdir()
    for path in (old, young):
        path.write_bytes(b"")
    os.utime(old, (0, 0))
    Memory(book).keep()
    assert sorted(path.name for path in book.parent.iterdir()) == ["book", "young"]


def _run(project: Path, folder: str, *more: str) -> str:
    command = [sys.executable, "-m", "generator", "check", "-C", str(project), "--as-of", AS_OF.isoformat(), *more]
    surroundings = {**os.environ, memory.WHERE: folder}
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=surroundings)
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout


def test_the_command_remembers_unless_it_is_told_to_read_everything_anew(project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "memories"
    _run(project, "off")
    _run(project, str(folder), "--anew")
    assert not folder.exists()
    assert _run(project, str(folder)) == _run(project, str(folder))
    (kept,) = folder.iterdir()
    assert len(kept.read_bytes()) == 32 * len(ALL)


def test_nothing_that_is_remembered_is_of_the_project(
    project: Path, tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A project that is sent to somebody brings no word that it has been checked."""
    monkeypatch.setenv(memory.WHERE, str(tmp_path / "memories"))
    before = tree_of(project)
    reader(open_memory(project))
    assert len(tree_of(tmp_path / "memories")) == 1
    assert tree_of(project) == before
