"""The nets that are cast over the pages: what they find on one page or reply, or beside its twin, needs no other page.

So the pages can be checked in parts, each by a process of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import replace

from generator.agreement.bounds import check_bounds
from generator.agreement.cases import check_marks
from generator.agreement.fitting import Fitting
from generator.agreement.meant import Meant
from generator.agreement.order import check_order
from generator.agreement.parity import check_parity
from generator.agreement.shape import check_shape
from generator.agreement.typed import check_page, check_reply, terms_behind
from generator.agreement.typography import check_typography, ends_of
from generator.agreement.wording import Wording
from generator.finding import LANGUAGES, Finding
from generator.playbook.page import Page, Playbook, Reply
from generator.policy.model import Policy
from generator.sharing import in_shares

FEWEST = 100
"""Of so many pages and replies at least, in one language or both, several processes have a part each."""


Key = tuple[bool, str]
"""Whether it is a page, and its path or, of a reply, its name: the same for both languages."""


def keys_of(playbook: Playbook) -> tuple[Key, ...]:
    """All pages and replies, twins as one."""
    pages, replies = (tuple(dict.fromkeys(name for _, name in held)) for held in (playbook.pages, playbook.replies))
    return (*((True, path) for path in pages), *((False, name) for name in replies))


def in_parts(playbook: Playbook, keys: Sequence[Key]) -> tuple[Playbook, ...]:
    """These pages and replies in parts, as many as can be checked at once; twins are in one part."""
    return tuple(_only(playbook, frozenset(share)) for share in in_shares(keys, FEWEST))


def _only(playbook: Playbook, keys: Iterable[Key]) -> Playbook:
    """These pages and replies, and nothing else of the project."""
    pages: dict[tuple[str, str], Page] = {}
    replies: dict[tuple[str, str], Reply] = {}
    for is_page, name in keys:
        for lang in LANGUAGES:
            if is_page and (page := playbook.pages.get((lang, name))):
                pages[lang, name] = page
            elif not is_page and (reply := playbook.replies.get((lang, name))):
                replies[lang, name] = reply
    return Playbook(pages, replies, {})


def check_structure(part: Playbook) -> Iterator[Finding]:
    """Findings about what one language has and the other lacks, which no policy is needed for."""
    yield from check_parity(part)
    yield from check_shape(part)
    yield from check_marks(part)


def check_pages(policy: Policy, wording: Wording, part: Playbook) -> Iterator[tuple[Key, tuple[Finding, ...]]]:
    """What is found in each of these pages and replies with its twin. Its nets are given nothing else of the part."""
    nets = _Nets(policy, wording)
    for key in keys_of(part):
        yield key, tuple(nets.check(_anew(_only(part, (key,)))))


def _anew(twins: Playbook) -> Playbook:
    """The same, of which nothing is known yet: what the nets work out of it goes with it when they are done."""
    pages = {key: replace(page, body=copy(page.body)) for key, page in twins.pages.items()}
    return Playbook(pages, {key: replace(reply, body=copy(reply.body)) for key, reply in twins.replies.items()}, {})


class _Nets:
    """The nets, with what they have worked out of the policy."""

    def __init__(self, policy: Policy, wording: Wording) -> None:
        self._policy, self._wording = policy, wording
        self._meant, self._ends, self._fitting = Meant(policy), ends_of(policy), Fitting(policy)

    def check(self, twins: Playbook) -> Iterator[Finding]:
        """Findings about a page or reply in both languages."""
        policy, meant, dollar = self._policy, self._meant, self._policy.shop.currency
        yield from check_structure(twins)
        for page in twins.pages.values():
            yield from check_page(page, meant, dollar, terms_behind(policy, page))
        for reply in twins.replies.values():
            yield from check_reply(reply, meant, dollar, terms_behind(policy, reply))
        yield from check_typography(self._ends, twins)
        yield from self._wording.check_pages(twins)
        yield from check_order(policy, twins)
        yield from check_bounds(twins)
        yield from self._fitting.check(twins)
