"""The story of a check, from top to bottom, and of a question; ``generator.building`` tells that of a build."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Protocol

from generator.agreement.coverage import check_coverage
from generator.agreement.expressions import check_expressions
from generator.agreement.framed import worded_around
from generator.agreement.freshness import check_freshness, pair_up, pair_up_texts
from generator.agreement.lock import load_lock
from generator.agreement.pages import check_pages, check_structure, in_parts
from generator.agreement.secrecy import check_secrecy
from generator.agreement.stating import check_stated
from generator.agreement.suppressing import suppress
from generator.agreement.telling import check_told
from generator.agreement.templates import check_settings, check_templates
from generator.agreement.typed import check_policy, known_quantities, prose_with_literals
from generator.agreement.wording import Wording
from generator.collecting import what_stands_left_out, without_search
from generator.decisions.checking import check_decisions
from generator.decisions.clock import NOT_YET
from generator.decisions.examples import worded_of
from generator.decisions.order import contradictions, unfitting
from generator.decisions.problems import findings_of
from generator.decisions.promises import inexact
from generator.decisions.reading import read_facts, written
from generator.decisions.reading import settings as read_settings
from generator.decisions.situation import Situation
from generator.decisions.versions import History, Ruling
from generator.finding import Finding, Place, failing, in_order
from generator.language.amount_written import in_notation
from generator.language.position import positions
from generator.language.read import Reading, read
from generator.playbook.load import load_playbook
from generator.playbook.merge import Merged
from generator.playbook.page import Playbook
from generator.policy.characters import decode
from generator.policy.files import SOURCES, edited, stamp, unwritable
from generator.policy.load import load_policy
from generator.policy.model import Policy
from generator.policy.published import load_published
from generator.policy.shape import MAP, Report, expect
from generator.policy.source import Mapping, Node, Scalar, parse_yaml
from generator.policy.suppressions import load_suppressions
from generator.publish.looks import check_looks
from generator.publish.merged import MergedTree, merge_all, write_merged
from generator.publish.notices import Freshness
from generator.publish.sayings import list_sayings
from generator.publish.since import past_of
from generator.publish.templates import check_overrides, find_overrides
from generator.sharing import beside

SETTINGS = "mkdocs.yml"
PARTS = (SETTINGS, "policies", "content")
"""What makes a folder a project."""


class Watcher(Protocol):
    """Who is told how far a build has come."""

    def step(self, name: str, total: int | None = None) -> None:
        """A new step has begun; ``total`` is how many things it will tell of, if that is known."""

    def tell(self, what: str) -> None:
        """One more thing of this step is being done."""


class Unwatched:
    """Nobody is told."""

    def step(self, name: str, total: int | None = None) -> None:
        """Nothing to do."""

    def tell(self, what: str) -> None:
        """Nothing to do."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A project after all that can be known before building. ``policy`` is None if it could not be read.

    ``older`` are the versions that were published before it. Unless it is ``settled``, ``mkdocs.yml`` is still to be
    judged.
    """

    policy: Policy | None
    playbook: Playbook
    merged: tuple[Merged, ...]
    findings: tuple[Finding, ...]
    older: tuple[Policy, ...] = ()
    settled: bool = False


def missing_parts(root: Path) -> tuple[str, ...]:
    """What a folder lacks to be a project."""
    return tuple(part for part in PARTS if not os.path.exists(root / part))  # False too where looking is forbidden


@without_search()
def check_project(
    root: Path, as_of: date, progress: Watcher, *, drawn: bool = True, with_settings: bool = True
) -> Checked:
    """Read the policy and the playbook, merge them, and gather every finding; nothing is written.

    Unless the pages are to be ``drawn``, there are none among what is returned: findings need no HTML. A check that is
    not ``with_settings`` leaves ``mkdocs.yml`` to a build, which has MkDocs in memory anyway, as long as nothing else
    forbids to build, and nobody vouches for what is said of that file.
    """
    progress.step("reading")
    before = stamp(root, *SOURCES)
    policy, findings = load_policy(root)
    playbook, more = load_playbook(root, progress.tell)
    lock, unread = load_lock(root)
    paired = pair_up(playbook, lock) if lock is not None else ()
    suppressions, misread = load_suppressions(root)
    found = [*findings, *more, *unread, *misread, *check_freshness(paired)]
    found += edited(before, stamp(root, *SOURCES))
    if policy is None:
        found += check_structure(playbook)
        return Checked(None, playbook, (), suppress(found, suppressions, as_of, complete=False))
    progress.step("checking", total=len(playbook.pages) + len(playbook.replies))
    wording = Wording(policy, playbook)
    works = [partial(check_pages, policy, wording, part) for part in in_parts(playbook)]
    # While other processes read the pages, what concerns the policy is done here; and pages are merged.
    with what_stands_left_out(), beside(works) as waited_for:
        weighed = check_decisions(root, policy, as_of)
        found += weighed.findings
        stories = worded_of(weighed.examples)
        del weighed
        gc.collect(0)  # an analysis leaves much behind, and in circles; all that follows can use its memory
        found += check_told(stories, policy.shop.currency)
        if lock is not None:
            around = worded_around(find_overrides(root), root)
            found += check_freshness(pair_up_texts((*policy.worded, *stories, *around), lock))
        found += _check_agreement(root, policy, playbook, as_of)
        found += wording.check_policy(find_overrides(root), root)
        past = past_of(policy, load_published(root)[0])  # what is wrong with a file is among the findings already
        fresh = Freshness({each.page: each for each in paired})
        try:
            tree = merge_all(policy, playbook, as_of, progress.tell, fresh, past, drawn=drawn)
        except (OSError, UnicodeError) as error:  # a script that pages are made with
            # Bytes that are no text have been told already, at their place in the file (SP104).
            found += [unwritable(error, root)] if isinstance(error, OSError) else []
            tree = MergedTree((), ())
        found += chain(tree.findings, *waited_for())
    settled = with_settings or failing(found) or any(word.path == SETTINGS for word in suppressions)
    if settled:
        from generator.publish.settings import check_site_settings  # which needs MkDocs

        found += check_site_settings(root)
    return Checked(policy, playbook, tree.pages, suppress(found, suppressions, as_of), past.older, settled)


def _check_agreement(root: Path, policy: Policy, playbook: Playbook, as_of: date) -> Iterator[Finding]:
    known = known_quantities(policy)
    dollar = policy.shop.currency
    yield from check_policy(policy, known, dollar)
    yield from check_overrides(root)
    yield from check_templates(find_overrides(root), root, known, dollar)
    yield from check_settings(root, known, dollar)
    yield from check_looks(find_overrides(root), root)
    yield from check_expressions(find_overrides(root), root, known, dollar)
    yield from check_secrecy(find_overrides(root), root, policy, playbook)
    yield from check_coverage(policy, playbook, as_of)
    yield from check_stated(policy, playbook)


def stand_beside(checked: Checked) -> dict[str, bytes]:
    """What stands beside the merged pages: pictures, and what the search knows."""
    policy = checked.policy
    return {**checked.playbook.pictures, **(list_sayings(policy, checked.playbook) if policy is not None else {})}


def merge_into(root: Path, folder: Path, as_of: date) -> tuple[Finding, ...]:
    """Check the project and write its merged pages below ``folder``, for ``mkdocs build`` and ``mkdocs serve``."""
    checked = check_project(root, as_of, Unwatched())
    if not failing(checked.findings):
        folder.mkdir(parents=True, exist_ok=True)
        write_merged(checked.merged, stand_beside(checked), folder)
    return checked.findings


@dataclass(frozen=True, slots=True)
class Asked:
    """A case that was asked about: the ruling, or why there is none. ``is_usage``: the question is at fault."""

    ruling: Ruling | None
    situation: Situation | None
    findings: tuple[Finding, ...]
    is_usage: bool


def decide_case(root: Path, file: str, standard_input: BinaryIO, settings: tuple[str, ...], today: date) -> Asked:
    """What the policy grants in the situation of a file, of ``KEY=VALUE`` settings, or of both; settings go first."""
    policy, findings = load_policy(root)
    published, more = load_published(root)
    if policy is not None:
        more += tuple(finding for one in (policy, *(old.policy for old in published)) for finding in inexact(one))
    if policy is None or failing([*findings, *more]):
        return Asked(None, None, in_order([*findings, *more]), is_usage=False)
    history = History(policy, published)
    report = Report()
    items, _ = read_settings(settings)
    if file:
        node, problems = _read_case(file, standard_input)
        report.findings += problems
        items = (*_items_of(node, {key.text for key, _ in items}, report), *items)
    items = in_notation(items, history.currencies)
    situation = read_facts(items, history.vocabulary, history.vocabulary.clock.moment(today), report)
    places = {name.text: node.place for name, node in items}
    for event, other in contradictions(situation.events, situation.now, history.earlier):
        report.add("SP289", places[event], name=event, why=_why_not(event, other))
    for fact, event in unfitting(history.program, situation.words, situation.events):
        why = _why_not_so(situation.words[fact], event, has_happened=situation.events[event] is not NOT_YET)
        report.add("SP289", places[fact], name=fact, why=why)
    if report.findings:
        return Asked(None, None, in_order(report.findings), is_usage=True)
    return Asked(history.decide(situation), situation, (), is_usage=False)


def _why_not(event: str, other: str) -> tuple[str, str]:
    if event == other:
        return "that day is still to come", "这一天还没有到"
    return (
        f"{other} comes before it, and was later or has not been",
        f"{other} 应在此之前，而所写的时间更晚或还没有发生",
    )


def _why_not_so(value: str, event: str, *, has_happened: bool) -> tuple[str, str]:
    return (
        f'it is not "{value}" where {event} {"has happened" if has_happened else "is not_yet"}',
        f"{event} {'已经发生' if has_happened else '为 not_yet'}时，不会是“{value}”",
    )


def is_setting(text: str) -> bool:
    """Whether a text is ``KEY=VALUE``."""
    return not read_settings((text,))[1]


def set_twice(settings: tuple[str, ...]) -> tuple[str, ...]:
    """The keys that are set more than once, of which only one setting could count."""
    keys = [key.text for key, _ in read_settings(settings)[0]]
    return tuple(dict.fromkeys(key for key in keys if keys.count(key) > 1))


def problems_in(ruling: Ruling, situation: Situation) -> tuple[Finding, ...]:
    """What the policy does not decide in this situation, as findings."""
    return findings_of(ruling.decision, ruling.policy, written(situation, ruling.decider.clock))


def _read_case(file: str, standard_input: BinaryIO) -> tuple[Node | None, tuple[Finding, ...]]:
    try:
        data = standard_input.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        return None, (unreadable(error, file),)
    return parse_yaml(data, file)


def _items_of(node: Node | None, without: set[str], report: Report) -> tuple[tuple[Scalar, Node], ...]:
    """The facts of a file but those that are set otherwise."""
    if node is None:
        return ()
    if not isinstance(node, Mapping):
        expect(MAP, node, report)
        return ()
    return tuple((key, value) for key, value in node.items if key.text not in without)


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """A quantity in a text, where it stands, and whether ``literal`` declares it to be no policy matter."""

    reading: Reading
    line: int
    column: int
    literal: bool


def unreadable(error: OSError, file: str) -> Finding:
    """The finding for a file that was named on the command line and cannot be read."""
    return Finding("SP101", Place(file), {"reason": (os.strerror(error.errno or 0), os.strerror(error.errno or 0))})


_DOLLARS = re.compile(r"[$＄﹩¢刀]|dollar|buck|cent", re.IGNORECASE)
"""Whatever may mean the shop's dollar."""


def currency_of(root: Path) -> str:
    """What a bare ``$`` means in a project: the shop's dollar, else the American one."""
    if missing_parts(root):
        return "USD"
    policy, _ = load_policy(root)
    return policy.shop.currency if policy and policy.shop.currency.endswith("D") else "USD"


def read_quantities(
    file: str, standard_input: BinaryIO, lang: str | None, root: Path
) -> tuple[tuple[FoundQuantity, ...], tuple[Finding, ...]]:
    """The quantities in a text, in order; findings if it cannot be read.

    Quotations are left out; what ``literal`` declares is read, and marked as such. The project at ``root`` is asked
    for its dollar only where the text names one. A byte order mark is no character of the first line.
    """
    try:
        data = standard_input.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        return (), (unreadable(error, file),)
    text, findings = decode(data, file)
    if findings:
        return (), findings
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    language = lang or _language_of(file, text)
    dollar = currency_of(root) if _DOLLARS.search(text) else "USD"
    prose, literals = prose_with_literals(text, file)
    at = positions(text).at
    found = []
    for reading in read(prose, language, dollar=dollar):
        line, column = at(reading.start)
        literal = any(start <= reading.start < end for start, end in literals)
        found.append(FoundQuantity(reading, line, column, literal))
    return tuple(found), ()


def _language_of(file: str, text: str) -> str:
    if "/zh/" in f"/{file}":
        return "zh"
    return "zh" if any("\u4e00" <= character <= "\u9fff" for character in text) else "en"
