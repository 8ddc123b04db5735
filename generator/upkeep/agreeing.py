"""Saying that both languages agree: what ``samepage agree`` records.

Without more, somebody has read both sides and says that they agree as they are now. ``--cosmetic`` says less: that one
edit, of one side of one section, changed no meaning. Only that side is recorded anew; what the other side was when both
agreed stays recorded, so that an edit of the other side goes on being a debt. Where it is not plain which edit is
meant, nothing is recorded.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.agreement.freshness import Pair, Paired, Standing, name_of, pair_up, pair_up_texts
from generator.agreement.lock import PATH as LOCK
from generator.agreement.lock import Lock, Sides, Spot, load_lock
from generator.agreement.parity import check_parity
from generator.finding import LANGUAGES, Finding, Place, failing, in_order
from generator.playbook.load import load_playbook
from generator.playbook.page import Playbook
from generator.publish.rewriting import alone, write_atomically
from generator.upkeep.naming import Named, check_page_name, files_of, is_file, numbers_of, pages_of, read_name
from generator.upkeep.texts import read_worded


@dataclass(frozen=True, slots=True)
class Said:
    """What was recorded: a section, and the one language whose edit it was; None where both sides were read."""

    name: str
    lang: str | None


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was recorded. With findings among it that forbid it, nothing was."""

    said: tuple[Said, ...]
    findings: tuple[Finding, ...]


def agree(root: Path, names: tuple[str, ...], *, is_cosmetic: bool, is_first: bool) -> Agreed:
    """Record that sections agree, or that an edit was cosmetic; ``is_first`` records every page that has no entry yet.

    A file of the policy is recorded text by text. Unknown for a page, section or text that does not exist;
    OSError if the lock cannot be written.
    """
    with alone(root):
        playbook, findings = load_playbook(root)
        lock, unread = load_lock(root)
        if failing(unread):
            return Agreed((), in_order(unread))
        held = lock or Lock()
        named = [read_name(text) for text in names]
        texts: tuple[Paired, ...] = ()
        if is_first or any(is_file(each.page) for each in named):
            worded, wrong = read_worded(root)
            if failing(wrong):
                return Agreed((), wrong)
            texts = pair_up_texts(worded, held)
        pages = (*pages_of(playbook, (finding.place.path for finding in findings)), *files_of(texts))
        for each in named:
            check_page_name(each, pages)
        paired = (*pair_up(playbook, held), *texts)
        if is_first:
            known = {each.page for each in paired if not each.is_never}
            named = [Named(page, page, None, None) for page in pages if page not in known]
        broken = _broken((*findings, *check_parity(playbook)), {each.page for each in named})
        if broken:
            return Agreed((), broken)
        chosen = [(each, _find(paired, each)) for each in named]
        record = _Record(held)
        for each, page in chosen:
            if is_cosmetic:
                record.cosmetic(each, page)
            else:
                record.whole(each, page)
        if record.findings:
            return Agreed((), in_order(record.findings))
        text = str(record.lock(_gone(root, held, playbook)))
        if text != str(held) or lock is None:
            write_atomically(root, LOCK, text.encode())
        return Agreed(tuple(record.said), ())


def _broken(findings: Iterable[Finding], pages: set[str]) -> tuple[Finding, ...]:
    """What is wrong with these pages, in either language, that nobody can say to agree."""
    sources = {f"content/{lang}/{page}" for lang in LANGUAGES for page in pages}
    found = in_order(finding for finding in findings if finding.place.path in sources)
    return found if failing(found) else ()


def _find(paired: Iterable[Paired], named: Named) -> Paired:
    # A page that could not be paired has an error, which was looked for first.
    return next(each for each in paired if each.page == named.page)


def _gone(root: Path, lock: Lock, playbook: Playbook) -> Iterator[Spot]:
    """What is held about pages of which there is no file any more."""
    there = set(pages_of(playbook, ()))
    for spot in lock.said:
        files = [root / "content" / lang / spot.page for lang in LANGUAGES]
        if is_file(spot.page):
            files = [root / spot.page]
        if spot.page not in there and not any(map(os.path.lexists, files)):
            yield spot


class _Record:
    """What is being recorded, section by section."""

    def __init__(self, lock: Lock) -> None:
        self._lock = lock
        self._changes: dict[Spot, tuple[Sides, ...]] = {}
        self._moved: set[Spot] = set()
        self.said: list[Said] = []
        self.findings: list[Finding] = []

    def lock(self, gone: Iterable[Spot]) -> Lock:
        """The lock as it becomes."""
        return self._lock.but(self._changes, {*self._moved, *gone})

    def whole(self, named: Named, page: Paired) -> None:
        """Both sides were read and agree."""
        for number in numbers_of(named, page):
            pair = page.pairs[number]
            self._set(pair, (pair.wording,))
            if pair.standing is not Standing.AGREED:
                self.said.append(Said(name_of(pair.spot), None))
        if named.key is None:
            spots = {pair.spot for pair in page.pairs}
            self._moved |= {spot for spot in self._lock.of(page.page) if spot not in spots}

    def cosmetic(self, named: Named, page: Paired) -> None:
        """One edit of one side changed no meaning."""
        edited = [page.pairs[number] for number in numbers_of(named, page)]
        edited = [pair for pair in edited if named.lang is None or _is_edited(pair, named.lang)]
        edited = [pair for pair in edited if pair.standing is not Standing.AGREED]
        if not edited:
            return
        pair = edited[0]
        lang = named.lang or pair.changed
        if len(edited) > 1 or lang is None or not pair.held:
            names = ", ".join(name_of(each.spot) for each in edited)
            self.findings.append(Finding("SP415", Place(_source(page, lang)), {"page": named.text, "sections": names}))
            return
        at = LANGUAGES.index(lang)
        now = pair.wording[at]
        kept = tuple(dict.fromkeys((*sides[:at], now, *sides[at + 1 :]) for sides in pair.held))
        self._set(pair, kept)
        self.said.append(Said(name_of(pair.spot), lang))

    def _set(self, pair: Pair, sides: tuple[Sides, ...]) -> None:
        self._changes[pair.spot] = sides
        if pair.was is not None and pair.was != pair.spot:
            self._moved.add(pair.was)


def _is_edited(pair: Pair, lang: str) -> bool:
    at = LANGUAGES.index(lang)
    return all(sides[at] != pair.wording[at] for sides in pair.held)


def _source(page: Paired, lang: str | None) -> str:
    if page.is_policy:
        return page.page
    return f"content/{lang or LANGUAGES[0]}/{page.page}"
