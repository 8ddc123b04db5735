"""What of a check need not be done again, because an earlier one found nothing in the same files.

There are parts of two kinds. A page or reply with its twin: what is found there depends on these two files, on the
policy, and on which rules each page covers. And what is done once for the project, which depends on everything but its
pages, and on the day. Both are given what their digests hold, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path

from generator.agreement.pages import Key, keys_of
from generator.finding import LANGUAGES, Finding
from generator.memory import Looked, Memory, digest, digests_of, is_settled, look_below
from generator.playbook.page import Playbook
from generator.policy.files import ALL
from generator.publish.templates import find_overrides

_REPLIES = tuple(f"content/{lang}/replies/" for lang in LANGUAGES)


class Recall:
    """The memory of a project, asked about its files of today. What cannot be read is not asked about."""

    def __init__(self, memory: Memory, root: Path, as_of: date) -> None:
        self._memory, self._root, self._as_of = memory, root, as_of
        self._is_settled = False
        self._looked: Looked = {}
        self._files: Mapping[str, bytes] = {}
        self._templates: Mapping[str, bytes] = {}
        self._pairs: dict[Key, bytes] = {}
        try:
            if memory.is_kept:
                self._looked = look_below(root, *ALL)
                self._is_settled = is_settled(self._looked)
                self._files = digests_of(root, self._looked)
                templates = find_overrides(root)
                if not templates.is_relative_to(root):  # those of a project are among its files
                    self._templates = digests_of(templates, look_below(templates, "."))
        except OSError:  # which is told by whoever needs that file
            self._memory = Memory()

    def unless_known(self, part: str, check: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
        """What a part finds that is done once for the project. Where it would find nothing, it is not done."""
        beside_pages = {path: held for path, held in self._files.items() if not _is_page(path)}
        known = digest(part, _packed(beside_pages), _packed(self._templates), self._as_of.isoformat().encode())
        if self._memory.knows(known):
            return
        found = tuple(check())
        yield from found
        if not found:
            self._memory.learn(known)

    def unknown(self, playbook: Playbook) -> tuple[Key, ...]:
        """The pages and replies in which something may be found."""
        if not self._memory.is_kept:
            return keys_of(playbook)
        policy = {path: held for path, held in self._files.items() if path.startswith("policies/")}
        covers = {" ".join(page): "\n".join(rules).encode() for page, rules in playbook.covers.items()}
        about = partial(digest, "page", _packed(policy), _packed(covers))
        sources: dict[Key, dict[str, bytes]] = {key: {} for key in keys_of(playbook)}
        for (_, path), page in playbook.pages.items():
            sources[True, path][page.source] = self._files.get(page.source, b"")
        for (_, name), reply in playbook.replies.items():
            sources[False, name][reply.source] = self._files.get(reply.source, b"")
        self._pairs = {key: about(_packed(files)) for key, files in sources.items()}
        return tuple(key for key, each in self._pairs.items() if not self._memory.knows(each))

    def learn(self, key: Key, found: Sequence[Finding]) -> None:
        """This was found in a page or reply and its twin."""
        if key in self._pairs and not found:
            self._memory.learn(self._pairs[key])

    def keep(self) -> None:
        """Keep what has been learnt, unless something was written meanwhile: what was read may be neither."""
        with suppress(OSError):
            if self._memory.is_kept and self._is_settled and look_below(self._root, *ALL) == self._looked:
                self._memory.keep()


def _is_page(path: str) -> bool:
    """Whether a file is a page of the playbook, and no reply."""
    return path.startswith("content/") and path.endswith(".md") and not path.startswith(_REPLIES)


def _packed(files: Mapping[str, bytes]) -> bytes:
    r"""Digests by path as bytes; paths hold no ``\0``."""
    return b"".join(
        f"{path}\0{len(held)}\0".encode("utf-8", "surrogateescape") + held for path, held in sorted(files.items())
    )
