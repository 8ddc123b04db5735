"""What every test may ask for: the project, its built sites, a server and a browser."""

from __future__ import annotations

import fcntl
import gc
import os
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser
from xdist.remote import Producer
from xdist.scheduler.loadfile import LoadFileScheduling

from generator.collecting import without_search
from generator.memory import WHERE
from tests.browser import open_chromium
from tests.server import Served, serve

os.environ[WHERE] = "off"  # what a test checks is checked, whatever somebody has checked before
IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}

# No deadline: a slow machine is no defect. In CI the same examples each time, so that red means red.
settings.register_profile(
    "samepage", deadline=None, derandomize=IN_CI, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("samepage")


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The folder that holds policies/, content/ and mkdocs.yml."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def built_site(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sites of this very project, built once: ``staff/`` and ``buyer/`` are below the returned folder.

    Once for all processes that share the tests: the first that wants them builds, the others wait.
    """
    folder = tmp_path_factory.getbasetemp()
    shared = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "built"
    shared.mkdir(exist_ok=True)
    site = shared / "site"
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not site.exists():
            command = [sys.executable, "-m", "generator", "build", "-C", str(project_root), "--site", str(site)]
            run = subprocess.run(command, cwd=project_root, capture_output=True, text=True, check=False)
            assert run.returncode == 0, f"the project does not build:\n{run.stdout}{run.stderr}"
    return site


@pytest.fixture(scope="session")
def serve_folder() -> Iterator[Callable[[Path], Served]]:
    """Call it with a folder: it is served on loopback, with a strict policy, until the tests end."""
    with ExitStack() as stack:
        yield lambda folder: stack.enter_context(serve(folder))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium that can reach nothing but this machine."""
    with open_chromium() as chromium:
        yield chromium


# The files that take longest come first, so that no process is left alone with one of them at the end. The first that
# needs the built site begins beside one that does not, so that nobody waits for it.

LONGEST = (
    "tests/sites/test_every_kind.py",
    "tests/assistant/test_equal.py",
    "tests/assistant/test_asking.py",
    "tests/sites/test_case.py",
    "tests/sites/test_case_shown.py",
    "tests/publish/test_disk.py",
    "tests/publish/test_stopped.py",
    "tests/mutations/test_mutations.py",
    "tests/sites/test_checker_cuts.py",
    "tests/assistant/test_cutting.py",
    "tests/sites/test_staff.py",
    "tests/sites/test_case_told.py",
    "tests/agreement/test_pages.py",
    "tests/publish/test_mistakes.py",
    "tests/decisions/test_mutations.py",
    "tests/sites/test_behind.py",
    "tests/sites/test_checker.py",
    "tests/sites/test_finding.py",
    "tests/sites/test_replies.py",
    "tests/publish/test_same.py",
    "tests/staff/test_search.py",
    "tests/publish/test_place.py",
    "tests/packaging/test_wheel.py",
)
ONE_PROCESS = {
    "tests/assistant/test_asking.py": "tests/assistant/test_equal.py",
    "tests/assistant/test_cutting.py": "tests/sites/test_checker_cuts.py",
}
"""Files that ask about what another file makes as well, and what takes long: both are for the same process."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    rank = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.nodeid.partition("::")[0], len(rank)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One process more than there are processors: who looks at a page waits for the browser much of the time."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling | None:
    return _ByFiles(config, log) if config.getvalue("dist") == "loadfile" else None


class _ByFiles(LoadFileScheduling):  # type: ignore[misc]  # xdist ships no types
    """The tests of a file are for one process, and so are those of files that share what takes long."""

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return ONE_PROCESS.get(file, file)


# What is collected stays until the end, so Python need not search it for garbage, neither now nor later.


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    with without_search():
        collected = yield
    gc.freeze()
    return collected


# In CI a test that did not run has failed: a gate nobody went through keeps nothing out.


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if IN_CI and report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where everything has to run: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse_skip(report)
    return report
