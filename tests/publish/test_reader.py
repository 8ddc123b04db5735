"""Readers while builds are published: no page is missing, none is half written, no tree is of two versions."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import Any

from generator.publish import site
from generator.publish.site import open_store

PUBLISHES = 20
PAGES = [f"staff/page-{number}/index.html" for number in range(5)]


def publish(live: Path, version: int) -> None:
    with open_store(live) as store:
        staged = store.stage()
        for page in PAGES:
            path = staged / page
            path.parent.mkdir(parents=True)
            path.write_text(f"version {version}\n" * 2000, encoding="utf-8")
        store.publish(staged)


class Reader(threading.Thread):
    """Reads every page, over and over: by its address, and all of one tree through a folder held open."""

    def __init__(self, live: Path) -> None:
        super().__init__()
        self._live = live
        self._stop_now = False
        self._round = threading.Condition()
        self._rounds = 0
        self.misses: list[str] = []
        self.versions: list[int] = []

    def run(self) -> None:
        while not self._stop_now:
            try:
                self._read()
            except OSError as error:
                self.misses.append(str(error))
            with self._round:
                self._rounds += 1
                self._round.notify_all()

    def finish_a_round(self) -> None:
        """Wait until a round has begun and ended, so that no round spans more than one publish."""
        with self._round:
            wanted = self._rounds + 2
            assert self._round.wait_for(lambda: self._rounds >= wanted, timeout=600)

    def end(self) -> None:
        self._stop_now = True
        self.join()

    def _read(self) -> None:
        for page in PAGES:
            self._whole((self._live / page).read_text(encoding="utf-8"))
        folder = os.open(self._live, os.O_RDONLY)
        try:
            seen = {self._whole(self._at(folder, page)) for page in PAGES}
        finally:
            os.close(folder)
        if len(seen) > 1:
            self.misses.append(f"one tree of several versions: {seen}")
        self.versions.extend(int(line.removeprefix("version ")) for line in seen)

    def _at(self, folder: int, page: str) -> str:
        with open(os.open(page, os.O_RDONLY, dir_fd=folder), encoding="utf-8") as file:
            return file.read()

    def _whole(self, text: str) -> str:
        lines = text.splitlines()
        if len(lines) != 2000 or len(set(lines)) != 1:
            self.misses.append(f"half a page: {len(lines)} lines of {set(lines)}")
        return lines[0]


def test_a_reader_never_misses_a_page_and_never_sees_two_versions(tmp_path: Path) -> None:
    """The tree before the live one stays, so that a reader has one whole publish to finish a page."""
    live = tmp_path / "site"
    publish(live, 0)
    reader = Reader(live)
    reader.start()
    try:
        for version in range(1, PUBLISHES + 1):
            publish(live, version)
            reader.finish_a_round()
    finally:
        reader.end()
    assert reader.misses == []
    assert set(reader.versions) == set(range(reader.versions[0], PUBLISHES + 1))
    assert reader.versions == sorted(reader.versions)


def test_after_each_single_step_of_a_publish_every_page_is_there(tmp_path: Path) -> None:
    """Between any two lines of the program that publishes, a reader finds all pages, of one version."""
    live = tmp_path / "site"
    publish(live, 1)
    seen: list[str] = []

    def look(frame: FrameType, event: str, _: object) -> Any:
        if frame.f_code.co_filename != site.__file__:
            return None
        if event == "line":
            whole = {line for page in PAGES for line in (live / page).read_text(encoding="utf-8").splitlines()}
            seen.append(" and ".join(sorted(whole)))
        return look

    before = sys.gettrace()
    sys.settrace(look)
    try:
        publish(live, 2)
    finally:
        sys.settrace(before)

    assert list(dict.fromkeys(seen)) == ["version 1", "version 2"]
    assert len(seen) > 50
