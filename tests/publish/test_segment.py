"""The dictionary of Chinese: read by a process of its own, and what follows where there can be none."""

from __future__ import annotations

import subprocess
import sys

import pytest

from generator.publish.segment import cut, cut_apart

RUNS = {"请在签收后", "天内退款", "由我们承担退货运费", "改发替代品", "退"}


def test_another_process_cuts_the_same_words() -> None:
    assert cut_apart(RUNS) == {run: cut(run) for run in RUNS}


def test_nothing_to_cut_needs_no_dictionary() -> None:
    assert cut_apart(set()) == {}


def test_the_dictionary_stays_out_of_the_process_that_builds() -> None:
    """It would take a third of the memory of a small build, until the end."""
    asks = "import sys; from generator.publish.segment import cut_apart; cut_apart({'退货运费'}); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True).stdout.split()
    assert "rjieba" not in loaded


@pytest.mark.parametrize("program", ["/nowhere/python", "/bin/false"])
def test_where_no_other_process_can_be_had_this_one_cuts(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", program)
    assert cut_apart(RUNS) == {run: cut(run) for run in RUNS}
