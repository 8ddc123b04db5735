"""Net 4, its first part: every page, heading, reply and quotation has its twin in the other language."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher

from generator.finding import LANGUAGES, Finding, Place
from generator.playbook.outline import split_anchor
from generator.playbook.page import Heading, Listed, Page, Playbook, Quotation, Reply

_LINE_END = re.compile("\n")

NAMES = {"en": ("English", "英文"), "zh": ("Chinese", "中文")}
"""The languages, as findings call them."""


def check_parity(playbook: Playbook) -> Iterator[Finding]:
    """Findings about what one language has and the other lacks."""
    yield from _check_twins({key: page.place for key, page in playbook.pages.items()}, "SP401")
    yield from _check_twins({key: reply.place for key, reply in playbook.replies.items()}, "SP405")
    for (lang, path), page in playbook.pages.items():
        twin = playbook.pages.get(("zh", path))
        if lang == "en" and twin:
            yield from _check_pages(page, twin)
    for (lang, name), reply in playbook.replies.items():
        other = playbook.replies.get(("zh", name))
        if lang == "en" and other:
            yield from _check_replies(reply, other)


def _check_twins(places: dict[tuple[str, str], Place], code: str) -> Iterator[Finding]:
    for (lang, name), place in places.items():
        other = next(language for language in LANGUAGES if language != lang)
        if (other, name) not in places:
            path = place.path.replace(f"content/{lang}/", f"content/{other}/", 1)
            yield Finding(code, place, {"name": name, "lang": NAMES[other], "path": path})


def _check_pages(en: Page, zh: Page) -> Iterator[Finding]:
    if [heading.level for heading in en.headings] != [heading.level for heading in zh.headings]:
        yield _first_difference(en, zh)
        return
    for number, (ours, theirs) in enumerate(zip(_by_section(en), _by_section(zh), strict=True)):
        heading = zh.headings[number - 1] if number else None
        yield from _check_quotations(ours, theirs, en, zh, heading)
    for one, other in ((en.title, zh.title), (en.description, zh.description), (en.answer, zh.answer)):
        if one and other:
            yield from _check_quotations(list(one.quotations), list(other.quotations), en, zh, None)
    for name in ("covers", "owner", "reviewed", "review_by"):
        if _plainly(getattr(en, name)) != _plainly(getattr(zh, name)):
            yield Finding("SP406", zh.place, {"key": name, "other": en.source})
    if (en.says is None) != (zh.says is None) or (en.answer is None) != (zh.answer is None):
        yield Finding("SP406", zh.place, {"key": "says / answer", "other": en.source})


def _plainly(value: object) -> object:
    return sorted(listed.name for listed in value) if isinstance(value, tuple) else value


def _first_difference(en: Page, zh: Page) -> Finding:
    def shown(heading: Heading | None) -> str:
        return f"{'#' * heading.level} {heading.text}" if heading else "-"

    ours, theirs = _parting(en, zh)
    place = theirs.place if theirs else ours.place if ours else zh.place
    other = en.source if theirs else zh.source
    return Finding("SP402", place, {"en": shown(ours), "zh": shown(theirs), "other": other})


def _parting(en: Page, zh: Page) -> tuple[Heading | None, Heading | None]:
    """The first headings that do not pair: by their anchors where both languages have those, else by level."""
    changes = _changes(_named(en), _named(zh))
    if len(changes) != 1:
        changes = _changes([heading.level for heading in en.headings], [heading.level for heading in zh.headings])
    _, ours, our_end, theirs, their_end = changes[0]
    return en.headings[ours] if ours < our_end else None, zh.headings[theirs] if theirs < their_end else None


def _named(page: Page) -> list[tuple[int, str]]:
    """Level and anchor of each heading, without the anchors that were made of its words."""
    lines = page.body.text.split("\n")
    return [(h.level, h.anchor if split_anchor(lines[h.line])[1] else "") for h in page.headings]


def _changes(ours: Sequence[Hashable], theirs: Sequence[Hashable]) -> list[tuple[str, int, int, int, int]]:
    return [each for each in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes() if each[0] != "equal"]


def _by_section(page: Page) -> list[list[Quotation]]:
    """The quotations of a page in its title's section (0) and after each heading."""
    lines = [0, *(match.end() for match in _LINE_END.finditer(page.body.text))]
    starts = [lines[heading.line] for heading in page.headings]
    sections: list[list[Quotation]] = [[] for _ in range(len(starts) + 1)]
    for quotation in page.body.quotations:
        sections[bisect_right(starts, quotation.start)].append(quotation)
    return sections


def _check_replies(en: Reply, zh: Reply) -> Iterator[Finding]:
    yield from _check_quotations(list(en.body.quotations), list(zh.body.quotations), en, zh, None)
    for key, ours, theirs in (
        ("for", _names(en.serves), _names(zh.serves)),
        ("must_state", _names(en.must_state), _names(zh.must_state)),
        ("blanks", en.blanks, zh.blanks),
    ):
        if ours != theirs:
            yield Finding("SP406", zh.place, {"key": key, "other": en.source})


def _names(listed: tuple[Listed, ...]) -> list[str]:
    return sorted(each.name for each in listed)


def _check_quotations(
    ours: list[Quotation], theirs: list[Quotation], en: Page | Reply, zh: Page | Reply, heading: Heading | None
) -> Iterator[Finding]:
    en_bag, zh_bag = Counter(map(quoted, ours)), Counter(map(quoted, theirs))
    section = heading.text if heading else "-"
    for bag, other, holder, quotations, lang in (
        (en_bag, zh_bag, zh, ours, "zh"),
        (zh_bag, en_bag, en, theirs, "en"),
    ):
        for source in bag - other:
            first = next(quotation for quotation in quotations if quoted(quotation) == source)
            text = "{{ " + source + " }}"
            yield Finding(
                "SP404",
                first.place,
                {"text": text, "section": section, "lang": NAMES[lang], "other": holder.source},
            )


def quoted(quotation: Quotation) -> str:
    """What is quoted, without the style it stands in: languages differ in grammar, not in what they quote.

    Only *beyond* says something else than the other styles. The words of a literal are each language's own.
    """
    if quotation.source.startswith("literal("):
        return "literal(...)"
    quoted, _, style = quotation.source.partition("|")
    beyond = " | beyond" if style.strip() == "beyond" else ""
    return " ".join(quoted.split()).replace("'", '"') + beyond
