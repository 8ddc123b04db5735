"""The nets that are cast over the pages: what they find on one page or reply, or beside its twin, needs no other page.

So the pages can be checked in parts, each by a process of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.agreement.bounds import check_bounds
from generator.agreement.cases import check_marks
from generator.agreement.fitting import check_fitting
from generator.agreement.meant import Meant
from generator.agreement.order import check_order
from generator.agreement.parity import check_parity
from generator.agreement.shape import check_shape
from generator.agreement.typed import check_page, check_reply, terms_behind
from generator.agreement.typography import check_typography
from generator.agreement.wording import Wording
from generator.finding import Finding
from generator.playbook.page import Playbook
from generator.policy.model import Policy
from generator.sharing import in_shares

FEWEST = 100
"""Of so many pages and replies at least, in one language or both, several processes have a part each."""


def in_parts(playbook: Playbook) -> tuple[Playbook, ...]:
    """The playbook in parts, as many as can be checked at once; twins are in one part."""
    held = [*((True, path) for _, path in playbook.pages), *((False, name) for _, name in playbook.replies)]
    return tuple(
        replace(
            playbook,
            pages={key: page for key, page in playbook.pages.items() if (True, key[1]) in names},
            replies={key: reply for key, reply in playbook.replies.items() if (False, key[1]) in names},
        )
        for names in map(frozenset, in_shares(tuple(dict.fromkeys(held)), FEWEST))
    )


def check_structure(part: Playbook) -> Iterator[Finding]:
    """Findings about what one language has and the other lacks, which no policy is needed for."""
    yield from check_parity(part)
    yield from check_shape(part)
    yield from check_marks(part)


def check_pages(policy: Policy, wording: Wording, part: Playbook) -> Iterator[Finding]:
    """Findings about these pages and replies."""
    meant, dollar = Meant(policy), policy.shop.currency
    yield from check_structure(part)
    for page in part.pages.values():
        yield from check_page(page, meant, dollar, terms_behind(policy, page))
    for reply in part.replies.values():
        yield from check_reply(reply, meant, dollar, terms_behind(policy, reply))
    yield from check_typography(policy, part)
    yield from wording.check_pages(part)
    yield from check_order(policy, part)
    yield from check_bounds(part)
    yield from check_fitting(policy, part)
