"""Work shared among processes: what comes back, in which order, and what is left over when something goes wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path

import pytest

from generator import cli, pipeline, sharing
from generator.agreement import pages
from generator.finding import Finding, Place
from generator.playbook import load
from generator.sharing import Ended, beside, handed_out, in_shares
from tests.projects import AS_OF, edit, make_small

ROOT = Path(__file__).resolve().parents[2]
Work = Callable[[], Iterator[str]]


def _said(*words: str) -> Iterator[str]:
    yield from (f"{word} {os.getpid()}" for word in words)


def _broken(error: Exception) -> Iterator[str]:
    yield "begun"
    raise error


def _killed() -> Iterator[str]:
    os.kill(os.getpid(), signal.SIGKILL)
    yield "never"


def _endless() -> Iterator[str]:
    yield "begun"
    while True:
        signal.pause()


class _Unsendable(Exception):
    """Of which no copy can be made."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} {other}")


def _results(*works: Work) -> tuple[list[str], ...]:
    with beside(works) as waited_for:
        return waited_for()


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The processes that were forked; at the end none of them is there, not even as one that nobody waited for."""
    found: list[int] = []
    fork = os.fork

    def recording() -> int:
        pid = fork()
        found.append(pid)
        return pid

    monkeypatch.setattr(os, "fork", recording)
    yield found
    for pid in found:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


@pytest.mark.usefixtures("forked")
def test_each_work_has_a_process_and_results_are_in_the_order_of_the_works() -> None:
    arrived: list[str] = []
    with beside([partial(_said, "a", "b"), partial(_said, "c")], arrived.append) as waited_for:
        found = waited_for()
    assert [[each.split()[0] for each in share] for share in found] == [["a", "b"], ["c"]]
    assert len({each.split()[1] for share in found for each in share} | {str(os.getpid())}) == 3
    assert sorted(arrived) == sorted(each for share in found for each in share)


def test_one_work_alone_is_done_here() -> None:
    assert _results(partial(_said, "a")) == ([f"a {os.getpid()}"],)


@pytest.mark.usefixtures("forked")
@pytest.mark.parametrize("count", [0, 1, 7, 5_000])
def test_what_is_handed_out_goes_to_one_process_each_and_none_is_left(count: int) -> None:
    """However many there are, and whether this process takes some of them or none."""
    for takes in (True, False):
        with (
            handed_out(range(count)) as things,
            beside([partial(list, things), partial(list, things)], fewest=1) as waited_for,
        ):
            own = list(things) if takes else []
            theirs = waited_for()
        assert sorted(chain(own, *theirs)) == list(range(count))
        assert all(share == sorted(share) for share in (own, *theirs))


def test_what_is_handed_out_is_done_here_where_no_process_can_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refuse)
    with handed_out("abc") as things, beside([partial(list, things)], fewest=1) as waited_for:
        assert (list(things), waited_for()) == (["a", "b", "c"], ([],))


def test_one_work_has_a_process_of_its_own_where_one_is_enough(forked: list[int]) -> None:
    with beside([partial(_said, "a")], fewest=1) as waited_for:
        assert waited_for() != ([f"a {os.getpid()}"],)
    assert len(forked) == 1


@pytest.mark.usefixtures("forked")
@pytest.mark.parametrize("error", [KeyError("x"), _Unsendable("x", "y")], ids=["as it is", "in words"])
def test_what_a_process_raises_is_raised_here_with_the_way_to_it(error: Exception) -> None:
    with pytest.raises((KeyError, RuntimeError), match="x") as raised:
        _results(partial(_said, "a"), partial(_broken, error))
    assert "_broken" in "".join([str(raised.value), *getattr(raised.value, "__notes__", ())])


@pytest.mark.usefixtures("forked")
def test_a_process_that_is_killed_is_told_of() -> None:
    with pytest.raises(Ended, match="signal 9"):
        _results(partial(_said, "a"), _killed)


ABANDONING = """
import os, signal
from generator.sharing import beside

def endless():
    while True:
        yield "x" * 1000

with beside([endless, endless]):
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_of_a_program_that_is_killed_no_process_is_left() -> None:
    """Each would hold the output open for ever, and whoever reads that would wait."""
    run = subprocess.run([sys.executable, "-c", ABANDONING], cwd=ROOT, stdout=subprocess.PIPE, timeout=100, check=False)
    assert run.returncode == -signal.SIGKILL


def test_where_no_process_can_be_had_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refuse)
    assert _results(partial(_said, "a"), partial(_said, "b")) == ([f"a {os.getpid()}"], [f"b {os.getpid()}"])


def test_whatever_ends_the_block_ends_the_processes(forked: list[int]) -> None:
    with pytest.raises(KeyboardInterrupt), beside([_endless, _endless]):
        raise KeyboardInterrupt
    assert len(forked) == 2


def test_a_command_tells_of_a_process_that_was_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback, for it is no defect, and the exit code of a process that was killed."""

    def ended(*_: object, **__: object) -> None:
        raise Ended(9)

    monkeypatch.setattr(pipeline, "check_project", ended)
    assert cli.main(["check", "-C", str(make_small(tmp_path, templates=False)), "--lang", "zh"]) == 137
    assert "信号 9" in capsys.readouterr().err


def test_few_things_are_one_share_and_many_as_many_as_there_are_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "processors", lambda: 3)
    assert in_shares(range(7), 7) == (range(0, 7, 3), range(1, 7, 3), range(2, 7, 3))
    assert in_shares(range(7), 8) == (range(7),)


def test_a_finding_travels_as_it_is() -> None:
    import pickle

    for finding in (Finding("SP118", Place("a.md", 2, 3)), Finding("SP301", Place("a.md"), {"text": "x"}, "a.b")):
        assert pickle.loads(pickle.dumps(finding)) == finding


def test_several_processes_find_what_one_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forked: list[int]
) -> None:
    """The same findings and the same pages, from a project with something wrong in several files."""
    project = make_small(tmp_path)
    edit(project, "content/en/index.md", "## After", "Within 31 days, {{ returns.nothing }}.\n\n## After")
    edit(project, "content/zh/index.md", "## ", "在31天内，请寄回.\n\n## ")
    (project / "content" / "en" / "alone.md").write_text("no front matter", encoding="utf-8")
    one = pipeline.check_project(project, AS_OF, pipeline.Unwatched())
    monkeypatch.setattr(sharing, "processors", lambda: 2)
    for module in (load, pages):
        monkeypatch.setattr(module, "FEWEST", 1)
    several = pipeline.check_project(project, AS_OF, pipeline.Unwatched())
    assert len(forked) == 3  # two read the pages, one helps to check them
    assert len({finding.code for finding in one.findings}) > 3
    assert (several.findings, several.merged) == (one.findings, one.merged)
    assert several.playbook.pages.keys() == one.playbook.pages.keys()
