"""The nets that are cast over the pages: what they find on one page or reply, or beside its twin, needs no other page.

So the pages can be checked by several processes, each of which takes the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property

from generator.agreement.bounds import check_bounds
from generator.agreement.cases import check_marks
from generator.agreement.fitting import Fitting
from generator.agreement.marked import check_marked
from generator.agreement.meant import Meant
from generator.agreement.order import check_order
from generator.agreement.parity import check_parity
from generator.agreement.shape import check_shape
from generator.agreement.typed import check_page, check_reply, terms_behind
from generator.agreement.typography import check_typography, ends_of
from generator.agreement.wording import Wording
from generator.finding import LANGUAGES, Finding
from generator.playbook.page import Playbook, Quotation
from generator.policy.model import Policy
from generator.sharing import helpers

FEWEST = 100
"""So many pages and replies at least, in one language or both, are checked by several processes."""


Key = tuple[bool, str]
"""Whether it is a page, and its path or, of a reply, its name: the same for both languages."""
Checked = tuple[Key, tuple[Finding, ...]]
"""What was found there."""


def keys_of(playbook: Playbook) -> tuple[Key, ...]:
    """All pages and replies, twins as one."""
    pages, replies = (tuple(dict.fromkeys(name for _, name in held)) for held in (playbook.pages, playbook.replies))
    return (*((True, path) for path in pages), *((False, name) for name in replies))


def helpers_for(keys: Sequence[Key]) -> int:
    """How many processes beside this one are worth while."""
    return helpers(keys, FEWEST)


def check_structure(part: Playbook) -> Iterator[Finding]:
    """Findings about what one language has and the other lacks, which no policy is needed for."""
    yield from check_parity(part)
    yield from check_shape(part)
    yield from check_marks(part)
    yield from check_marked(part)


def check_pages(nets: Nets, playbook: Playbook, keys: Iterable[Key]) -> Iterator[Checked]:
    """What is found in each of these pages and replies with its twin. The nets are given nothing else of all pages."""
    for key in keys:
        yield key, tuple(nets.check(_twins(playbook, *key)))


def check_at_once(nets: Nets, playbook: Playbook, keys: Iterable[Key]) -> Iterator[tuple[Checked, ...]]:
    """The same in one piece: a process that is not listened to before the end would wait in the middle of its work."""
    yield tuple(check_pages(nets, playbook, keys))


def _twins(playbook: Playbook, is_page: bool, name: str) -> Playbook:
    """A page or reply in both languages. Nothing is known of it yet: what the nets work out goes with it."""
    if is_page:
        pages = {(lang, name): playbook.pages[lang, name] for lang in LANGUAGES if (lang, name) in playbook.pages}
        return Playbook({key: replace(page, body=copy(page.body)) for key, page in pages.items()}, {}, {})
    replies = {(lang, name): playbook.replies[lang, name] for lang in LANGUAGES if (lang, name) in playbook.replies}
    return Playbook({}, {key: replace(reply, body=copy(reply.body)) for key, reply in replies.items()}, {})


class Nets:
    """The nets, with what they work out of the policy when there is a page to check."""

    def __init__(self, policy: Policy, wording: Wording) -> None:
        self._policy, self._wording = policy, wording

    @cached_property
    def _meant(self) -> Meant:
        return Meant(self._policy)

    @cached_property
    def _ends(self) -> Callable[[Quotation], str]:
        return ends_of(self._policy)

    @cached_property
    def _fitting(self) -> Fitting:
        return Fitting(self._policy)

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
