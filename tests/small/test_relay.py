"""A process that starts over: what it hands on, what it keeps, and when it cannot."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path
from types import MappingProxyType

import pytest

from generator import relay

ROOT = Path(__file__).resolve().parents[2]

STRETCHES = """
import fcntl, os, signal, sys
from pathlib import Path
from generator import relay

HERE = Path(__file__).resolve().parent

def begin():
    lock = os.open(HERE / "lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX)
    print("one", os.getpid(), flush=False)
    real = os.execv
    def start_over(*how):
        os.kill(os.getpid(), signal.SIGTERM)
        real(*how)
    os.execv = start_over
    relay.hand_on(go_on, os.getpid(), relay.Sealed({1: "held"}), lock, folder=HERE, held=(lock,))
    sys.exit("not reached")

def go_on(waiting, process, sealed, lock):
    print(process == os.getpid(), sealed.open(), sorted(os.listdir(HERE)), sys.flags.optimize, "json" in sys.modules)
    other = os.open(HERE / "lock", os.O_RDWR)
    try:
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        print("locked")
    signal.signal(signal.SIGTERM, lambda *_: print("heard"))
    print(sorted(waiting))
    relay.let_in(waiting)
    return 7
"""


def test_a_process_that_starts_over_has_its_number_its_lock_and_what_was_handed_on(tmp_path: Path) -> None:
    """A signal that came meanwhile is heard once it can be; nothing lies in the folder, and nothing in it is run."""
    (tmp_path / "stretches.py").write_text(STRETCHES, encoding="utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("json.py", "generator.py", "pickle.py", "sitecustomize.py"):
        (elsewhere / name).write_text("raise SystemExit('not mine')", encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT))), "PYTHONUNBUFFERED": ""}
    script = "import sys; sys.path.remove(''); import stretches; stretches.begin()"
    command = [sys.executable, "-O", "-c", script]
    run = subprocess.run(command, env=env, capture_output=True, text=True, check=False, cwd=elsewhere)
    assert run.stderr == ""
    said = run.stdout.splitlines()
    assert said[0].startswith("one ")
    assert said[1].startswith("True {1: 'held'} ['")
    assert "elsewhere" in said[1]
    assert "tmp" not in said[1]
    assert said[2] == "locked"
    assert said[4:] == ["heard"]
    assert run.returncode == 7


def _unreached(_: relay.Waiting) -> int:
    raise AssertionError


@pytest.mark.parametrize("what", ["no room", "no Python"])
def test_a_process_that_cannot_start_over_goes_on_as_it_was(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    descriptor = os.open(tmp_path / "file", os.O_RDWR)
    if what == "no Python":
        monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    folder = tmp_path / "gone" if what == "no room" else tmp_path
    relay.hand_on(_unreached, folder=folder, held=(descriptor,))
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == before
    assert not os.get_inheritable(descriptor)
    os.close(descriptor)


def test_maps_that_nobody_can_write_to_are_handed_on_as_such() -> None:
    held = MappingProxyType({"reason": ("why", "为什么")})
    got = pickle.loads(relay.pack([held, held]))
    assert got == [held, held]
    assert got[0] is got[1]
    with pytest.raises(TypeError):
        got[0]["reason"] = ""


def test_what_is_sealed_stays_closed_on_its_way_through_others() -> None:
    once = pickle.loads(relay.pack(relay.Sealed(MappingProxyType({1: 2}))))
    twice = pickle.loads(relay.pack(once))
    assert twice.open() == {1: 2}
    assert twice._data == once._data
