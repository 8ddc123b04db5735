"""The story of a check, from top to bottom, and of a question; ``generator.building`` tells that of a build."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Protocol

from generator.agreement.cases import check_left
from generator.agreement.coverage import check_coverage
from generator.agreement.expressions import check_expressions, forget_templates
from generator.agreement.framed import worded_around
from generator.agreement.freshness import check_freshness, pair_up, pair_up_texts
from generator.agreement.lock import Lock, load_lock
from generator.agreement.meant import Meant
from generator.agreement.pages import Nets, check_at_once, check_pages, check_structure, helpers_for
from generator.agreement.secrecy import check_secrecy
from generator.agreement.shipped import unlike_shipped
from generator.agreement.stating import check_stated
from generator.agreement.suppressing import suppress
from generator.agreement.telling import check_told
from generator.agreement.templates import check_settings, check_templates
from generator.agreement.typed import check_policy, prose_with_literals
from generator.agreement.wording import Wording
from generator.collecting import what_stands_left_out, without_search
from generator.decisions.checking import check_decisions
from generator.decisions.examples import worded_of
from generator.finding import Finding, failing
from generator.language.position import positions
from generator.language.read import Reading, read
from generator.memory import Memory, open_memory
from generator.playbook.load import load_playbook
from generator.playbook.merge import Merged
from generator.playbook.page import Playbook
from generator.policy.characters import decode
from generator.policy.files import ALL, edited, missing_parts, stamp, unreadable, unwritable
from generator.policy.load import load_policy
from generator.policy.model import Policy
from generator.policy.published import load_published
from generator.policy.suppressions import load_suppressions
from generator.publish.looks import check_looks
from generator.publish.merged import MergedTree, merge_all, write_merged
from generator.publish.notices import Freshness
from generator.publish.sayings import list_sayings
from generator.publish.since import past_of
from generator.publish.templates import check_overrides, find_overrides
from generator.recall import Recall
from generator.sharing import beside, handed_out

SETTINGS = "mkdocs.yml"


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


@without_search()
def check_project(
    root: Path,
    as_of: date,
    progress: Watcher,
    *,
    drawn: bool = True,
    with_settings: bool = True,
    memory: Memory | None = None,
) -> Checked:
    """Read the policy and the playbook, merge them, and gather every finding; nothing of the project is written.

    Unless the pages are to be ``drawn``, there are none among what is returned: findings need no HTML. A check that is
    not ``with_settings`` leaves ``mkdocs.yml`` to a build, which has MkDocs in memory anyway, as long as nothing else
    forbids to build, and nobody vouches for what is said of that file. What the ``memory`` knows to be in order is not
    looked at again.
    """
    progress.step("reading")
    before = stamp(root, *ALL)
    recall = Recall(memory or Memory(), root, as_of)
    policy, findings = load_policy(root)
    playbook, more = load_playbook(root, progress.tell)
    lock, unread = load_lock(root)
    paired = pair_up(playbook, lock) if lock is not None else ()
    suppressions, misread = load_suppressions(root)
    found = [*findings, *more, *unread, *misread, *check_freshness(paired)]
    if policy is None:
        found += (*check_structure(playbook), *edited(before, stamp(root, *ALL)))
        return Checked(None, playbook, (), suppress(found, suppressions, as_of, complete=False))
    progress.step("checking", total=len(playbook.pages) + len(playbook.replies))
    replies, overrides = playbook.only_replies, find_overrides(root)
    wording = Wording(policy, playbook)
    # First, for what this works out all processes use.
    found += recall.unless_known("words", partial(wording.check_policy, overrides, root))
    nets, unknown = Nets(policy, wording), recall.unknown(playbook)
    begun = tuple(check_pages(nets, playbook, unknown[:1]))
    # While other processes read the pages, what concerns the policy is done here, and pages are merged; then this one
    # helps them.
    with (
        what_stands_left_out(),
        handed_out(unknown[1:]) as keys,
        beside([partial(check_at_once, nets, playbook, keys)] * helpers_for(unknown), fewest=1) as waited_for,
    ):
        found += recall.unless_known("decided", partial(_check_decided, root, policy, replies, as_of, lock))
        found += recall.unless_known("around", partial(_check_around, root, policy, replies))
        found += check_coverage(policy, playbook, as_of)
        forget_templates()
        past = past_of(policy, load_published(root)[0])  # what is wrong with a file is among the findings already
        fresh = Freshness({each.page: each for each in paired})
        try:
            tree = merge_all(policy, playbook, as_of, progress.tell, fresh, past, drawn=drawn)
        except (OSError, UnicodeError) as error:  # a script that pages are made with
            # Bytes that are no text have been told already, at their place in the file (SP104).
            found += [unwritable(error, root)] if isinstance(error, OSError) else []
            tree = MergedTree((), ())
        found += tree.findings
        own = tuple(check_pages(nets, playbook, keys))
        for key, wrong in chain(begun, own, *chain(*waited_for())):
            found += wrong
            recall.learn(key, wrong)
    settled = with_settings or failing(found) or any(word.path == SETTINGS for word in suppressions)
    if settled:
        from generator.publish.settings import check_site_settings  # which needs MkDocs

        found += check_site_settings(root)
    found += edited(before, stamp(root, *ALL))
    recall.keep()
    return Checked(policy, playbook, tree.pages, suppress(found, suppressions, as_of), past.older, settled)


def _check_decided(root: Path, policy: Policy, replies: Playbook, as_of: date, lock: Lock | None) -> Iterator[Finding]:
    """Findings about what is decided, and about what tells of it."""
    weighed = check_decisions(root, policy, as_of)
    yield from weighed.findings
    stories = worded_of(weighed.examples)
    yield from check_left(policy, replies, weighed.examples, weighed.answers)
    del weighed
    gc.collect(0)  # an analysis leaves much behind, and in circles; all that follows can use its memory
    yield from check_told(stories, policy.shop.currency)
    if lock is not None:
        around = worded_around(find_overrides(root), root)
        yield from check_freshness(pair_up_texts((*policy.worded, *stories, *around), lock))


def _check_around(root: Path, policy: Policy, replies: Playbook) -> Iterator[Finding]:
    """Findings about the policy's own words and everything around the pages."""
    meant = Meant(policy)
    dollar = policy.shop.currency
    yield from check_policy(policy, meant, dollar)
    yield from check_overrides(root)
    own = unlike_shipped(find_overrides(root))  # of what was shipped no word is left to judge
    yield from check_templates(find_overrides(root), root, meant, dollar, own)
    yield from check_settings(root, meant, dollar)
    yield from check_looks(find_overrides(root), root)
    yield from check_expressions(find_overrides(root), root, meant, dollar, own)
    yield from check_secrecy(find_overrides(root), root, policy, replies)
    yield from check_stated(policy, replies)


def stand_beside(checked: Checked) -> dict[str, bytes]:
    """What stands beside the merged pages: pictures, and what the search knows."""
    policy = checked.policy
    return {**checked.playbook.pictures, **(list_sayings(policy, checked.playbook) if policy is not None else {})}


def merge_into(root: Path, folder: Path, as_of: date) -> tuple[Finding, ...]:
    """Check the project and write its merged pages below ``folder``, for ``mkdocs build`` and ``mkdocs serve``."""
    checked = check_project(root, as_of, Unwatched(), memory=open_memory(root))
    if not failing(checked.findings):
        folder.mkdir(parents=True, exist_ok=True)
        write_merged(checked.merged, stand_beside(checked), folder)
    return checked.findings


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """A quantity in a text, where it stands, and whether ``literal`` declares it to be no policy matter."""

    reading: Reading
    line: int
    column: int
    literal: bool


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
