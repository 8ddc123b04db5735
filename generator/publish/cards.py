"""Replies as cards: the message in one language, blanks to fill in, a button to copy it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generator.finding import Finding
from generator.language.pages import desk_words
from generator.playbook.html import Markup, escape
from generator.playbook.page import Blank, BlankKind, Reply
from generator.policy.model import Policy
from generator.publish.replies import draw_markdown, say_reply

_BLANK = re.compile(r"\[\[([^\[\]\n]{1,60})\]\]")
_SLOT = "\ue000{}\ue001"
_FILLED = re.compile("\ue000(\\d+)\ue001")
_SHARES = {BlankKind.DETAIL: ' data-share=""', BlankKind.DATE: ' data-date=""', BlankKind.WORDS: ""}
"""How a blank says what fills its twin in the other language."""


def say_body(policy: Policy, reply: Reply, cases: Sequence[int] | None = None) -> tuple[Markup, tuple[Finding, ...]]:
    """The body of a reply as HTML, one block a line: quotations marked, blanks to fill in.

    With ``cases``, what is written for some cases stands in elements that bear the numbers given for its marks.
    """
    spoken = say_reply(policy, reply)
    slots: list[str] = []

    def keep(html: str) -> str:
        slots.append(html)
        return _SLOT.format(len(slots) - 1)

    values = zip(reply.body.quotations, spoken.values, strict=True)
    spans = [(one.start, one.end, "" if value is None else str(value)) for one, value in values]
    for place, mark in enumerate(reply.body.marks):
        opens, closes = ("", "") if cases is None else (f'<span data-only="{cases[place]}">', "</span>")
        spans += [(mark.start, mark.begin, opens), (mark.end, mark.after, closes)]
    out, at = [], 0
    for start, end, html in sorted(spans, key=lambda span: span[:2]):
        out += [reply.body.text[at:start], keep(html) if html else ""]
        at = end
    text = "".join([*out, reply.body.text[at:]])
    text = _BLANK.sub(lambda match: keep(str(_blank(match[1], reply.blanks, reply.lang))), text)
    html = draw_markdown(text)
    blocks = re.sub(r"\n(?!<(?:p|ol|ul)>)", "", html.strip())
    return Markup(_FILLED.sub(lambda match: slots[int(match[1])], blocks)), spoken.findings


def draw_card(reply: Reply, body: Markup, rows: int, lang: str, version: str, *, alone: bool) -> Markup:
    """One language of a reply with its copy button, stamped with the version of the policy.

    ``lang`` is the page's; ``alone`` on the reply's own page.
    """
    words = desk_words(reply.lang)
    level = 2 if alone else 3  # on its own page nothing stands between
    # The search of a language finds that language's words, and the labels of buttons are none of them.
    exclude = Markup("") if reply.lang == lang else Markup(' data-search-exclude=""')
    card = (
        '<article class="reply" lang="{lang}" data-reply="{name}" data-rows="{rows}" '
        'aria-labelledby="reply-{name}-{short}"{exclude}>\n<header data-search-exclude="">'
        '<h{level} id="reply-{name}-{short}">{title}</h{level}>'
        '<button type="button" class="copy" aria-describedby="reply-{name}-{short}" hidden data-copy="{copy}" '
        'data-copied="{copied}" data-left-one="{one}" data-left="{left}" data-marked="{marked}" data-unread="{unread}" '
        'data-no-day="{no_day}">{copy}</button>'
        "</header>\n{body}\n"
        '<p class="stamp">{stamp}</p>\n</article>'
    )
    return Markup(card).format(
        lang=words["html_lang"],
        name=reply.name,
        rows=min(max(rows, 2), 16),
        short=reply.lang,
        title=words["name"],
        copy=words["copy"],
        copied=words["copied"],
        one=words["left_one"],
        left=words["left"],
        marked=words["marked"],
        unread=words["unread"],
        no_day=words["no_day"],
        body=body,
        stamp=words["stamp"].format(version=version),
        level=level,
        exclude=exclude,
    )


def draw_states(policy: Policy, reply: Reply, *, in_case: bool = False) -> Markup:
    """What the reply states, in the language of the reply that is passed.

    On the page of a case each stands for itself: only what is left of the reply is listed there.
    """
    words = desk_words(reply.lang)
    names = [
        policy.terms[listed.name].name[reply.lang]
        if listed.name in policy.terms
        else words.get(f"facets.{listed.name}", listed.name)
        for listed in reply.must_state
    ]
    if not names:
        return Markup("")
    listed = escape(words["list_separator"].join(names))
    if in_case:
        parts = [
            Markup('<span data-stated="{}">{}</span>').format(one.name, name)
            for one, name in zip(reply.must_state, names, strict=True)
        ]
        listed = Markup('<span data-list="{}">{}</span>').format(words["list_separator"], Markup("").join(parts))
    said = Markup(words["states"]).format(list=listed)
    return Markup('\n<p class="states"><span class="tick" aria-hidden="true"></span>{}</p>').format(said)


def _blank(name: str, blanks: Mapping[str, Blank], lang: str) -> Markup:
    blank = blanks.get(name)
    label = blank.label[lang] if blank else name
    share = Markup(_SHARES[blank.kind]) if blank else ""
    return Markup(
        '<span class="blank" data-blank="{}" data-hint="{}"{} contenteditable="plaintext-only" role="textbox" '
        'aria-label="{}">{}</span>'
    ).format(name, label, share, label, label)
