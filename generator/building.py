"""The story of a build, from top to bottom: check, write, read back, publish.

It has three stretches, which differ in what they need: the policy and all pages; MkDocs; the policy and one built page
after the other. Each hands the next only what that has to know, so that it can go on in a process that holds nothing
of the one before (``generator.relay``). What a stretch needs it imports itself.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from generator.collecting import what_stands_left_out
from generator.finding import Finding, failing, in_order
from generator.policy.files import ALL, Stamps, edited, stamp, unwritable
from generator.publish.site import Store, has_store, keep_open, open_store
from generator.relay import Sealed, Waiting, let_in

if TYPE_CHECKING:
    from generator.memory import Memory
    from generator.pipeline import Watcher
    from generator.policy.model import Policy

Findings = tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """A build under way: what has been found so far, and what its next stretch has to know.

    Unless it is ``settled``, ``mkdocs.yml`` is still to be judged. ``policies`` are the policy and the versions that
    were published before it.
    """

    root: Path
    as_of: date
    with_pdf: bool
    store: Store
    staged: Path
    sources: Stamps
    findings: Findings
    staff_url: str | None
    settled: bool
    policies: Sealed[tuple[Policy, tuple[Policy, ...]]]

    def end(self, found: Findings) -> Findings:
        """All that was found; where something was edited that the pages are made of, that too."""
        return in_order([*self.findings, *found, *edited(self.sources, stamp(self.root, *ALL))])


class Stretch(Protocol):
    """A part of a build; it ends with all findings, whoever takes up the parts after it."""

    def __call__(self, work: Work, progress: Watcher, go_on: GoOn) -> Findings:
        """Do it, and have the next part done by ``go_on``."""


class GoOn(Protocol):
    """Who has the next part of a build done."""

    def __call__(self, stretch: Stretch, work: Work, progress: Watcher) -> Findings:
        """Has it done, and all after it."""


def in_turn(stretch: Stretch, work: Work, progress: Watcher) -> Findings:
    """The next part, in this process."""
    gc.collect()  # what the part before has left: the next one can use its memory
    return stretch(work, progress, in_turn)


def build_site(
    root: Path,
    live: Path,
    as_of: date,
    progress: Watcher,
    *,
    with_pdf: bool = False,
    memory: Memory | None = None,
    go_on: GoOn = in_turn,
) -> Findings:
    """Check, build both sites beside the live one, read them back, and publish them in one step.

    ``with_pdf``: the buyer policy is made as PDF, too. What the ``memory`` knows is not checked again. With an error
    among the findings nothing is published. SiteBusy or SiteTaken if there is no place to build: at once where there is
    a site already, for then the lock can be had without a trace. Each part after the first is done by ``go_on``.
    """
    from generator.pipeline import check_project, stand_beside
    from generator.publish.merged import write_merged

    with ExitStack() as held:
        store: Store | None = None
        with suppress(OSError):  # which is told below, together with what the check finds
            store = held.enter_context(open_store(live, is_there=True)) if has_store(live) else None
        sources = stamp(root, *ALL)
        checked = check_project(root, as_of, progress, with_settings=False, memory=memory)
        findings = in_order([*checked.findings, *edited(sources, stamp(root, *ALL))])
        if checked.policy is None or failing(findings):
            return findings
        try:
            store = store or held.enter_context(open_store(live))
            policies = Sealed((checked.policy, checked.older))
            staff_url, settled = checked.policy.shop.staff_url, checked.settled
            work = Work(root, as_of, with_pdf, store, store.stage(), sources, findings, staff_url, settled, policies)
            with _under_way(work):
                write_merged(checked.merged, stand_beside(checked), store.merged)
                del checked  # MkDocs can use the memory that the playbook took
                return go_on(write_staff, work, progress)
        except OSError as error:
            return in_order([*findings, unwritable(error, root)])


def take_up(stretch: Stretch, work: Work, progress: Watcher, go_on: GoOn, waiting: Waiting) -> Findings:
    """Go on with a build after the process has started over; signals that are ``waiting`` can end it from here on."""
    try:
        with keep_open(work.store), _under_way(work):
            let_in(waiting)
            return stretch(work, progress, go_on)
    except OSError as error:
        return in_order([*work.findings, unwritable(error, work.root)])


@contextmanager
def _under_way(work: Work) -> Iterator[None]:
    """Until the end of the block the staged build stands; if it has been published, it has another name by then."""
    try:
        with what_stands_left_out():
            yield
    finally:
        work.store.discard(work.staged)


def write_staff(work: Work, progress: Watcher, go_on: GoOn) -> Findings:
    """The stretch of MkDocs: judge its settings, and build the staff site."""
    from generator.publish.settings import check_site_settings
    from generator.publish.staff import build_staff

    progress.step("staff")
    config, merged, staff = work.root / "mkdocs.yml", work.store.merged, work.staged / "staff"
    found = () if work.settled else check_site_settings(work.root)
    if failing(found):
        return work.end(found)
    found += build_staff(config, merged, staff, site_url=work.staff_url, progress=progress.tell)
    if failing(found):
        return work.end(found)
    return go_on(write_rest, replace(work, findings=(*work.findings, *found)), progress)


def write_rest(work: Work, progress: Watcher, go_on: GoOn) -> Findings:
    """The last stretch: write the buyer pages, read both sites back, and publish them."""
    from generator.agreement.ledger import agreement_of, read_back
    from generator.agreement.unaltered import Sources, frame_of
    from generator.policy.projection import buyer_projection
    from generator.publish.templates import around_pages
    from generator.publish.whereabouts import write_whereabouts

    policy, older = work.policies.open()
    public = buyer_projection(policy)
    progress.step("buyer")
    found = _write_buyer(work, public)
    if failing(found):
        return work.end(found)
    progress.step("reading back")
    staff = work.staged / "staff"
    sources = Sources(work.store.merged, frame_of(around_pages(work.root)))
    ledger = read_back(policy, public, staff, work.staged / "buyer", older, sources)
    (staff / "agreement.json").write_text(agreement_of(policy, ledger), encoding="utf-8")
    write_whereabouts(policy, ledger.mentions, staff)
    findings = work.end((*found, *ledger.findings))
    if not failing(findings):
        progress.step("publishing")
        work.store.publish(work.staged)
    return findings


def _write_buyer(work: Work, public: Policy) -> Findings:
    from generator.publish.buyer import write_buyer
    from generator.publish.paper import print_document
    from generator.publish.templates import find_overrides, template_finding

    overrides, printer = find_overrides(work.root), print_document if work.with_pdf else None
    try:
        return write_buyer(public, work.staged / "buyer", overrides=overrides, as_of=work.as_of, printer=printer)
    except Exception as error:
        if (wrong := template_finding(error, work.root)) is None:
            raise
        return (wrong,)
