"""What ``samepage fix`` mends: values typed by hand, and how Chinese is set. Nothing that takes judgement.

No edit changes what a page says, so what was agreed before stays agreed: the lock is carried along.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.agreement.freshness import carry, pair_up
from generator.agreement.lock import PATH as LOCK
from generator.agreement.lock import load_lock
from generator.agreement.meant import Meant
from generator.agreement.quoting import Around, quotations_for
from generator.agreement.typed import check_page, check_reply, terms_behind
from generator.agreement.typography import LANG, edits_for, ends_of
from generator.finding import Finding, failing, in_order
from generator.playbook.load import load_playbook, read_source
from generator.playbook.outline import split_anchor
from generator.playbook.page import Page, Playbook, Quotation, Reply, Template
from generator.playbook.sections import sections_of
from generator.playbook.visible import unquotable
from generator.policy.load import load_policy
from generator.policy.model import Policy
from generator.publish.rewriting import alone, write_atomically
from generator.upkeep.source import Change, change_texts, with_line_ends

MOST_PASSES = 8
"""One edit may bring another into view; after so many rounds the rest waits for the next run."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A file before and after; ``count`` is how much was mended in it."""

    path: str
    old: str
    new: str
    count: int

    def diff(self) -> str:
        """The change as a unified diff."""
        old, new = (text.splitlines(keepends=True) for text in (self.old, self.new))
        lines = difflib.unified_diff(old, new, f"a/{self.path}", f"b/{self.path}")
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


@dataclass(frozen=True, slots=True)
class Mending:
    """All files that change, typed values that are ``left`` to judge, and why nothing could be done (``findings``)."""

    files: tuple[Mended, ...]
    left: tuple[Finding, ...]
    findings: tuple[Finding, ...]


def mend(root: Path, *, write: bool) -> Mending:
    """Mend the pages and replies of a project; without ``write`` only say how. OSError if a file cannot be written."""
    policy, findings = load_policy(root)
    if policy is None:
        return Mending((), (), in_order(findings))
    with alone(root):
        playbook, _ = load_playbook(root)
        lock, unread = load_lock(root)
        if failing(unread):
            return Mending((), (), in_order(unread))
        mender = _Mender(policy)
        files: list[Mended] = []
        pages, replies = dict(playbook.pages), dict(playbook.replies)
        everything: list[Page | Reply] = [*playbook.pages.values(), *playbook.replies.values()]
        for held in everything:
            mended, after = mender.mend(root, held)
            if mended is not None:
                files.append(mended)
            match after:
                case Page():
                    pages[after.lang, after.path] = after
                case Reply():
                    replies[after.lang, after.name] = after
        after_all = Playbook(pages, replies, playbook.pictures)
        if lock is not None and files:
            carried = str(carry(lock, pair_up(playbook, lock), pair_up(after_all, lock)))
            if carried != str(lock):
                files.append(Mended(LOCK, (root / LOCK).read_bytes().decode(), carried, 0))
        for file in files if write else ():
            write_atomically(root, file.path, file.new.encode())
    return Mending(tuple(files), in_order(mender.left(after_all)), ())


class _Mender:
    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._meant = Meant(policy)
        self._ends: Callable[[Quotation], str] = ends_of(policy)

    def mend(self, root: Path, held: Page | Reply) -> tuple[Mended | None, Page | Reply]:
        """A page or reply, mended; no file where there is nothing to mend."""
        raw = (root / held.source).read_bytes().decode()
        text = raw.replace("\r\n", "\n").replace("\r", "\n")
        path = held.path if isinstance(held, Page) else f"replies/{held.name}.md"
        new, count, after = text, 0, held
        for _ in range(MOST_PASSES):
            # How Chinese is set may show a value that was none before: 5 天![签收后 is the beginning of a picture.
            new, more, after = self._quote(new, after, path)
            if held.lang == LANG:
                new, set_right = change_texts(new, after, self._set)
                after = (self._read(held, path, new) or after) if set_right else after
                more += set_right
            if not more:
                break
            count += more
        if not count or self._read(held, path, new) is None:
            return None, held
        return Mended(held.source, raw, with_line_ends(new, raw), count), after

    def left(self, playbook: Playbook) -> Iterator[Finding]:
        """Values typed by hand that take judgement."""
        dollar = self._policy.shop.currency
        for page in playbook.pages.values():
            yield from self._typed(check_page(page, self._meant, dollar, terms_behind(self._policy, page)))
        for reply in playbook.replies.values():
            yield from self._typed(check_reply(reply, self._meant, dollar, terms_behind(self._policy, reply)))

    def _typed(self, findings: Iterator[Finding]) -> Iterator[Finding]:
        return (finding for finding in findings if finding.code == "SP301")

    def _quote(self, text: str, held: Page | Reply, path: str) -> tuple[str, int, Page | Reply]:
        """Typed values become quotations; the page stays as it was if it could not be read after that."""
        sections = sections_of(held) if isinstance(held, Page) else ()
        spans = tuple((each.start, each.end) for each in sections) or ((0, len(held.body.text)),)
        behind = terms_behind(self._policy, held)
        kept = tuple(_kept(held))

        def changes(template: Template) -> Iterator[Change]:
            if isinstance(held, Page) and template.text == held.says and template.place == held.place:
                return  # it is no template
            is_body = template is held.body
            fast = (*unquotable(template), *(kept if is_body else ()))
            around = Around(behind, spans if is_body else (), held.title.text)
            for typed in quotations_for(template, held.lang, self._policy, self._meant, around):
                if not any(typed.start < end and typed.end > start for start, end in fast):
                    yield Change(typed.start, typed.end, typed.new)

        new, count = change_texts(text, held, changes)
        after = self._read(held, path, new) if count else held
        return (text, 0, held) if after is None else (new, count, after)

    def _set(self, template: Template) -> Iterator[Change]:
        return (Change(edit.start, edit.end, edit.new) for edit in edits_for(template, self._ends))

    def _read(self, held: Page | Reply, path: str, text: str) -> Page | Reply | None:
        read, _ = read_source(held.lang, path, text)
        return read


def _kept(held: Page | Reply) -> Iterator[tuple[int, int]]:
    """The headings whose address follows from their words: to change them would break links."""
    if not isinstance(held, Page) or held.lang == LANG:
        return
    starts = [0, *(match.end() for match in re.finditer("\n", held.body.text))]
    lines = held.body.text.split("\n")
    for heading in held.headings:
        if heading.level > 1 and split_anchor(lines[heading.line])[1] is None:
            yield starts[heading.line], starts[heading.line] + len(lines[heading.line])
