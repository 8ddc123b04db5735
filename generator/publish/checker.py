"""The page on which a reply that somebody saved long ago is held against the policy of today.

The page knows each sentence of each reply: the words, and between them the places of values and of blanks. So it can
say of a saved sentence which of its values have changed since, and in which version they stood. What it does not know
by heart it reads with the small reader (``language/pocket.py``), and says what it makes of each quantity.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from generator.finding import LANGUAGES
from generator.language.numerals import ENGLISH_ONES
from generator.language.pages import desk_words
from generator.language.phrase import Quote, plain
from generator.language.pocket import pocket_digits, pocket_tokens
from generator.language.telling import telling_words
from generator.playbook.front import BLANK
from generator.playbook.html import Markup
from generator.playbook.page import Playbook, Reply
from generator.playbook.quoting import Inline
from generator.policy.lookup import leaves
from generator.policy.model import Policy
from generator.policy.values import Endless, Unit, quantities_in
from generator.publish.cut_forms import forms_of, parted, signs_of, together
from generator.publish.replies import draw_markdown, say_reply
from generator.publish.scripts import squeezed

FILE = "check.js"
"""Beside the pages of both languages: the script and what it knows."""
_PARTS = ("quantities", "letters", "meaning", "sentences", "check", "page")
"""What the script is made of, in the order in which it reads."""
_END = r"[.!?](?=\s|$)[\"”’)]*\s*|[!?](?=[\u4e00-\u9fff])|[。！？]+[”’）]*|\n+"
"""Where a sentence ends; the page cuts what is pasted in the same places."""
_SLOT = "\ue000{}\ue001"
_SLOTS = re.compile("\ue000(\\d+|-)\ue001")
_BLOCK = re.compile(r"</?(?:p|li|ol|ul)>")

Part = str | int | dict[str, object]
"""Words; 0 for a blank; for a quotation what it says (``s``), its terms (``t``), what it said in a version (``w``)."""
Sentence = tuple[str, str, list[Part], *tuple[int, ...]]
"""The name of a reply, its language, the words; and what ``sentences_of`` says of a sentence that cases cut."""


def draw_checker(lang: str, root: str) -> Markup:
    """The place to paste a reply, and where the answer will stand. ``root`` leads to the root of the site."""
    words = desk_words(lang)
    said = {name: words[f"checker.{name}"] for name in _SAID}
    return Markup(
        '<form class="checker" hidden data-script="{}{}" data-root="{}" data-search-exclude="">\n'
        '<label for="checker-text">{}</label>\n<textarea id="checker-text" rows="10"></textarea>\n'
        '<p><button type="submit" class="copy">{}</button> <button type="reset" class="quiet">{}</button></p>\n'
        '<div class="sp-live" role="status"></div>\n<div class="checked" data-words="{}"></div>\n</form>\n'
        '<p class="unscripted">{}</p>'
    ).format(
        root,
        FILE,
        root if lang == LANGUAGES[0] else f"{root}{lang}/",
        words["checker_label"],
        words["checker_check"],
        words["checker_clear"],
        json.dumps(said, ensure_ascii=False),
        words["checker_no_script"],
    )


_SAID = (
    "now maybe old nowhere date unread unknown none summary stamp_same stamp_old stamp_unknown stamp_none reply lacks "
    "lacks_one few version join comma beside not_so otherwise"
).split()


def checker_script(policy: Policy, playbook: Playbook, older: Iterable[Policy], overrides: Path) -> str:
    """The file: the script of the page, and what it knows."""
    text = json.dumps(checker_data(policy, playbook, older), ensure_ascii=False, separators=(",", ":"))
    return f"{squeezed(checker_source(overrides))}samepageCheckReplies({text})\n"


def checker_source(overrides: Path) -> str:
    """The sources of the script, one after the other."""
    return "".join((overrides / "replies" / f"{name}.js").read_text(encoding="utf-8") for name in _PARTS)


def checker_data(policy: Policy, playbook: Playbook, older: Iterable[Policy]) -> dict[str, object]:
    """All sentences of replies, all values, and the words of quantities."""
    older = tuple(older)
    pair = [key for key in playbook.replies if all((lang, key[1]) in playbook.replies for lang in LANGUAGES)]
    sentences: list[Sentence] = [
        (name, lang, parts, *number)
        for lang, name in pair
        for parts, number in sentences_of(policy, playbook.replies[lang, name], older)
    ]
    return {
        "version": policy.shop.version,
        "versions": [one.shop.version for one in older],
        "stamp": "|".join(_stamp(lang) for lang in LANGUAGES),
        "end": _END,
        "tokens": pocket_tokens(policy.shop.currency if policy.shop.currency.endswith("D") else "USD"),
        "ones": ENGLISH_ONES,
        "day": f"1 {Unit.DAY}",
        "worked": f"1 {Unit.BUSINESS_DAY}",
        "digits": pocket_digits(),
        "replies": {name: {lang: playbook.replies[lang, name].title.text for lang in LANGUAGES} for _, name in pair},
        "names": {term.id: {lang: term.name[lang] for lang in LANGUAGES} for term in policy.terms.values()},
        "values": _values(policy),
        "past": _past(policy, older),
        "telling": {lang: telling_words(policy, lang, _words_of(sentences, lang)) for lang in LANGUAGES},
        "sentences": sentences,
    }


def _words_of(sentences: Iterable[Sentence], lang: str) -> list[str]:
    """What the sentences of one language say, without their values."""
    return [part for _, spoken, parts, *_ in sentences if spoken == lang for part in parts if isinstance(part, str)]


def sentences_of(policy: Policy, reply: Reply, older: Iterable[Policy] = ()) -> Iterator[tuple[list[Part], list[int]]]:
    """The sentences of a reply as somebody copies them: no marks of lists, no bold type; in each form that cases cut.

    Behind a sentence that cases cut stands the number that all its forms share; 0 where a case may leave it out.
    """
    now, *then = (_said(one, reply) for one in (policy, *older))
    held = dict(zip([one.shop.version for one in older], then, strict=True))
    text = reply.body.text
    spans = [(one.start, one.end, _SLOT.format(at)) for at, one in enumerate(reply.body.quotations)]
    spans += signs_of(reply.body.marks)
    for start, end, said in sorted(spans, reverse=True):
        text = text[:start] + said + text[end:]
    text = BLANK.sub(_SLOT.format("-"), text)
    rendered = draw_markdown(text)
    numbers = count(1)
    for block in _BLOCK.split(rendered):
        words, reach = parted(html.unescape(re.sub(r"<[^>]*>", "", block)).replace("\n", " ").strip())
        for piece, is_of_some in together(list(_cut(words)), reach):
            forms = [
                [form[slice(*one)] for one in _cut(form)]
                for form in forms_of(policy, words, piece, reach, reply.body.marks)
            ]
            number = [] if len(forms) == 1 else [next(numbers)]
            if is_of_some or any(len(form) != 1 for form in forms):
                number = [0]
            for sentence in dict.fromkeys(one for form in forms for one in form):
                yield [part for part in _parts(sentence, now, held) if part != ""], number


def _said(policy: Policy, reply: Reply) -> list[Inline | None]:
    """What each quotation of the reply says under a policy; None where it cannot say it."""
    return [one if isinstance(one, Inline) else None for one in say_reply(policy, reply).values]


def _cut(text: str) -> Iterator[tuple[int, int]]:
    """From where to where each sentence stands."""
    start = 0
    for end in [*(one.end() for one in re.finditer(_END, text)), len(text)]:
        said = text[start:end]
        if said.strip():
            yield start + len(said) - len(said.lstrip()), start + len(said.rstrip())
        start = end


def _parts(sentence: str, now: list[Inline | None], then: dict[str, list[Inline | None]]) -> Iterator[Part]:
    for at, part in enumerate(_SLOTS.split(sentence)):
        if at % 2 == 0:
            yield part
            continue
        said = None if part == "-" else now[int(part)]
        quotes = [one for one in said.phrase if isinstance(one, Quote)] if said else []
        if said is None:
            yield 0
        elif not quotes:
            yield plain(said.phrase)  # a name, a role: words like any other
        else:
            terms = dict.fromkeys(term for one in quotes for term in (one.term, *one.derived_from) if term)
            slot: dict[str, object] = {"s": plain(said.phrase), "t": list(terms)}
            was = {version: plain(old.phrase) for version, held in then.items() if (old := held[int(part)]) is not None}
            yield slot | ({"w": was} if (was := {v: one for v, one in was.items() if one != slot["s"]}) else {})


def _stamp(lang: str) -> str:
    before, _, after = desk_words(lang)["stamp"].partition("{version}")
    return rf"{re.escape(before.strip())}\s*([\w.-]+){re.escape(after.strip())}"


def _values(policy: Policy) -> dict[str, list[str]]:
    """Every value of today, with the terms that have it."""
    found: dict[str, list[str]] = {}
    for term in policy.terms.values():
        for value in dict.fromkeys(_notations(policy, term.id)):
            found.setdefault(value, []).append(term.id)
    return found


def _past(policy: Policy, older: Iterable[Policy]) -> list[tuple[str, str, str]]:
    """Values that a term had in a version, and has no more."""
    return [
        (term, value, one.shop.version)
        for one in older
        for term in one.terms
        for value in dict.fromkeys(_notations(one, term))
        if term not in policy.terms or value not in _notations(policy, term)
    ]


def _notations(policy: Policy, term: str) -> list[str]:
    held = [leaf for _, leaf in leaves(policy.terms[term].value)]
    return [str(one) for leaf in held if not isinstance(leaf, Endless) for one in quantities_in(leaf)]
