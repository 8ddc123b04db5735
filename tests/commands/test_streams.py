"""Where a command speaks and listens: streams that are closed, full or cut off, signals that are ignored."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator import cli, pipeline
from tests.projects import make_small

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = f'"{sys.executable}" -m generator'


def shell(line: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Runs a line of a shell."""
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(["sh", "-c", line], cwd=cwd, env=env, capture_output=True, text=True, check=False)


def test_streams_that_are_closed_change_nothing(tmp_path: Path) -> None:
    run = shell(f"{PROGRAM} check -C '{make_small(tmp_path)}' <&- >&- 2>&-")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_output_that_nobody_reads_is_no_success() -> None:
    """A gate in a pipe would be green by accident."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "generator", "explain", "SP301"]
    run = subprocess.run(command, cwd=ROOT, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (run.returncode, run.stderr) == (128 + signal.SIGPIPE, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a device that is always full")
def test_output_that_has_no_room_is_told_in_a_sentence() -> None:
    run = shell(f"{PROGRAM} explain SP301 --lang en > /dev/full")
    assert (run.returncode, run.stderr.count("\n")) == (2, 1)
    assert "No space left on device" in run.stderr


def test_a_folder_that_is_gone_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    run = shell(f"rmdir ../gone; {PROGRAM} check --lang zh", tmp_path / "gone")
    assert (run.returncode, run.stdout) == (2, "")
    assert "文件夹已经不存在" in run.stderr


def test_a_project_that_is_named_needs_no_folder_to_run_in(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    project = make_small(tmp_path / "here")
    run = shell(f"rmdir ../gone; {PROGRAM} check -C '{project}' --lang en", tmp_path / "gone")
    assert (run.returncode, run.stdout, run.stderr) == (0, "No findings.\n", "")


def test_a_name_that_is_no_text_here_is_told_and_not_blamed_on_the_settings(tmp_path: Path) -> None:
    """A system that was set to know no Chinese: what is wrong stands in no file."""
    plain = "LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0"
    run = shell(f"{plain} {PROGRAM} build --lang en -C '{make_small(tmp_path / '店铺')}'")
    assert (run.returncode, run.stdout) == (2, "")
    assert "(ascii). Set LC_ALL=C.UTF-8" in run.stderr


def test_a_day_from_which_nothing_can_be_counted_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "-C", str(ROOT), "--as-of", "9999-12-31"]) == 2
    assert "9999-12-31" in capsys.readouterr().err


def test_what_is_ignored_stays_ignored() -> None:
    """A program under nohup goes on when its terminal is gone."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with cli._stoppable():
            os.kill(os.getpid(), signal.SIGHUP)
            assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_too_little_memory_is_no_defect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def use_up(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(pipeline, "check_project", use_up)
    assert cli.main(["check", "-C", str(make_small(tmp_path)), "--lang", "zh"]) == 128 + signal.SIGKILL
    assert "内存不足" in capsys.readouterr().err
