"""How a project stands, page by page: both languages, who answers for it, when it was read, what it covers."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from generator.agreement.coverage import uncovered_rules
from generator.agreement.framed import worded_around
from generator.agreement.freshness import Paired, Standing, pair_up, pair_up_texts
from generator.agreement.lock import Lock, load_lock
from generator.decisions.examples import FOLDER, Read, decide_examples, judge_examples, read_examples, worded_of
from generator.decisions.versions import History
from generator.finding import LANGUAGES, Finding, failing, in_order
from generator.playbook.load import load_playbook
from generator.playbook.page import Page, Playbook, Reply
from generator.playbook.sections import TOP
from generator.policy.load import load_policy
from generator.policy.model import Policy
from generator.policy.published import load_published
from generator.publish.templates import find_overrides
from generator.upkeep.naming import pages_of


class Kind(StrEnum):
    """What a row of the status is about."""

    PAGE = "page"
    REPLY = "reply"
    POLICY = "policy"
    """A file of the policy, or the settings and templates around the pages, text by text."""


UNPAIRED = "unpaired"
"""The state of a page that stands in one language only, or whose headings do not pair."""


@dataclass(frozen=True, slots=True)
class Side:
    """A page or reply in one language. Not ``is_there``: no such file; not ``is_readable``: a file with an error.

    ``behind`` are the sections that stayed behind an edit of the other language.
    """

    path: str
    is_there: bool
    is_readable: bool
    title: str | None = None
    behind: tuple[str, ...] = ()
    owner: str | None = None
    reviewed: date | None = None
    review_by: date | None = None
    is_overdue: bool = False
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A page, a reply or a file of the policy in all languages.

    ``state`` is a Standing or UNPAIRED, None where the project keeps no lock; ``changed`` are the sections to compare.
    """

    page: str
    kind: Kind
    state: str | None
    changed: tuple[str, ...]
    sides: Mapping[str, Side]


@dataclass(frozen=True, slots=True)
class Status:
    """The whole project on a day. ``unshown`` are rules that no example shows; None where there are no examples."""

    as_of: date
    rows: tuple[Row, ...]
    uncovered: Mapping[str, tuple[str, ...]]
    unshown: tuple[str, ...] | None


def read_status(root: Path, as_of: date) -> tuple[Status | None, tuple[Finding, ...]]:
    """How the project stands; the findings why something could not be read. None without a policy that can be read."""
    policy, findings = load_policy(root)
    playbook, more = load_playbook(root)
    lock, unread = load_lock(root)
    problems = [*findings, *more, *unread]
    if policy is None:
        return None, in_order(problems)
    paired = None if lock is None else {each.page: each for each in pair_up(playbook, lock)}
    pages = pages_of(playbook, (finding.place.path for finding in more))
    rows = tuple(_row(root, page, playbook, paired, as_of) for page in pages)
    published, unread = load_published(root)
    history = History(policy, published)
    read = read_examples(root, history)
    around = worded_around(find_overrides(root), root)
    texts = pair_up_texts((*policy.worded, *worded_of(read.examples), *around), lock or Lock())
    rows += tuple(_file(each, is_locked=lock is not None) for each in texts)
    uncovered = {lang: uncovered_rules(policy, playbook, lang) for lang in LANGUAGES}
    unshown = None if failing(unread) else _unshown(root, policy, history, read)
    return Status(as_of, rows, uncovered, unshown), tuple(f for f in in_order(problems) if failing([f]))


def _row(root: Path, page: str, playbook: Playbook, paired: Mapping[str, Paired] | None, as_of: date) -> Row:
    pair = paired.get(page) if paired is not None else None
    is_reply = page.startswith("replies/") and page != "replies/index.md"
    sides = {lang: _side(root, lang, page, playbook, pair, as_of) for lang in LANGUAGES}
    changed = tuple(_keys(pair, Standing.CHANGED))
    kind = Kind.REPLY if is_reply else Kind.PAGE
    return Row(page, kind, _state(pair) if paired is not None else None, changed, sides)


def _file(paired: Paired, *, is_locked: bool) -> Row:
    """A file of the policy: both languages stand in it."""
    behind = {lang: tuple(_keys(paired, Standing.BEHIND, lang)) for lang in LANGUAGES}
    sides = {lang: Side(paired.page, True, True, behind=behind[lang]) for lang in LANGUAGES}
    changed = tuple(_keys(paired, Standing.CHANGED))
    return Row(paired.page, Kind.POLICY, _state(paired) if is_locked else None, changed, sides)


def _state(paired: Paired | None) -> str:
    if paired is None:
        return UNPAIRED
    standings = {pair.standing for pair in paired.pairs}
    first = (Standing.NEVER, Standing.BEHIND, Standing.CHANGED, Standing.AGREED)
    return next(each for each in first if each in standings)


def _keys(paired: Paired | None, standing: Standing, behind: str | None = None) -> Iterator[str]:
    for pair in paired.pairs if paired else ():
        if pair.standing is standing and pair.behind == behind:
            yield pair.spot.key or TOP


def _side(root: Path, lang: str, path: str, playbook: Playbook, pair: Paired | None, as_of: date) -> Side:
    source = f"content/{lang}/{path}"
    behind = tuple(_keys(pair, Standing.BEHIND, lang))
    match playbook.pages.get((lang, path)) or playbook.replies.get((lang, path[len("replies/") : -len(".md")])):
        case Page() as page:
            overdue = page.review_by is not None and page.review_by < as_of
            covers = tuple(listed.name for listed in page.covers)
            dates = (page.reviewed, page.review_by, overdue)
            return Side(source, True, True, page.title.text, behind, page.owner, *dates, covers)
        case Reply() as reply:
            serves = tuple(listed.name for listed in reply.serves)
            return Side(source, True, True, reply.title.text, behind, covers=serves)
        case _:
            return Side(source, os.path.lexists(root / source), is_readable=False)


def _unshown(root: Path, policy: Policy, history: History, read: Read) -> tuple[str, ...] | None:
    if not (root / FOLDER).is_dir():
        return None
    findings = judge_examples(read, policy, decide_examples(read, history))
    return tuple(str(finding.facts["rule"]) for finding in findings if finding.code == "SP282")
