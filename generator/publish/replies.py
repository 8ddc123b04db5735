"""What the pages make of a reply, whatever it is for: its quotations said, and its Markdown as HTML."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt

from generator.playbook.merge import Memory, Said, say_quotations
from generator.playbook.page import Reply
from generator.playbook.quoting import names_for
from generator.policy.kept import kept
from generator.policy.model import Policy


def say_reply(policy: Policy, reply: Reply) -> Said:
    """What each quotation of a reply says under a policy. Replies quote no block, and each other's values often."""
    spoken = _spoken_of(policy)
    if reply.lang not in spoken:
        names = names_for(policy, reply.lang, {})
        spoken[reply.lang] = (names, Memory(names.keys()))
    return say_quotations(reply.body, *spoken[reply.lang])


@kept
def _spoken_of(_: Policy) -> dict[str, tuple[dict[str, object], Memory]]:
    """What replies may name in a language, and what that has come to."""
    return {}


def draw_markdown(text: str) -> str:
    """The body of a reply as HTML: no HTML of its own is in it, and no table."""
    html: str = _parser().render(text)
    return html


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})
