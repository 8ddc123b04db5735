"""A typed value → the quotation that says the same, where it takes no judgement to tell which.

The value must equal exactly one term; of several, exactly one that the page's own rules use, or else exactly one that
the same section quotes already. The sentence must read as it did before: where all words around the value are those of
a style (``within 30 days of delivery``), the quotation takes them over; else they stay, and the bare value is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.agreement.asides import of_policy
from generator.agreement.evident import Evident
from generator.agreement.meant import Meant
from generator.agreement.typed import prose_of, scene_of
from generator.language.phrase import Phrase, Quote
from generator.language.read import Kind, Reading, read
from generator.language.say import say_term
from generator.language.style import NeedsCoordinates, Style
from generator.playbook.blanking import blank_out
from generator.playbook.page import Template
from generator.policy.model import Policy
from generator.policy.values import After

STYLES = (Style.WITHIN, Style.UNTIL, Style.AFTER, Style.ADJECTIVE)
"""The styles whose words a sentence may hold already; not ``beyond``, which both languages would have to be."""

_WORDY = re.compile(
    r"\b(?:same|next|following|fortnights?|half|halves|quarters?|thirds?|overnight|couple|dozen|and)\b|"
    r"[折半刻旬]|当天|当日|次日|隔天|翌日|第二天|今天|明天|昨天|之一",
    re.IGNORECASE,
)
"""Ways to state a value that no rendering of it could stand in for: the words around would no longer fit."""
_SHARE = re.compile(r"[%％]|per ?cent|百分之", re.IGNORECASE)
_SINGULAR = re.compile(r"(?:day|week|month|year|hour|minute|second)$", re.IGNORECASE)
_ONE = re.compile(r"(?:1|one|an?)\b", re.IGNORECASE)
_NEAR = 60
"""So many characters beside a value are looked at."""
_MARKUP = re.compile(r"\*+|_+|~~")


@dataclass(frozen=True, slots=True)
class Typed:
    """A stretch of a text where a value was typed, and the quotation to stand there instead; ``term`` is quoted."""

    start: int
    end: int
    new: str
    term: str


@dataclass(frozen=True, slots=True)
class Around:
    """What a page tells of the values in it: the terms of its rules, the names that each of its sections quotes."""

    likely: frozenset[str]
    sections: tuple[tuple[int, int], ...] = ()
    title: str = ""

    def quoted(self, template: Template, at: int) -> frozenset[str]:
        """The names quoted in the section that holds an offset of the body."""
        held = next(((start, end) for start, end in self.sections if start <= at < end), None)
        if held is None:
            return frozenset()
        inside = (each for each in template.quotations if held[0] <= each.start < held[1])
        return frozenset(name for each in inside for name in each.names)


def quotations_for(template: Template, lang: str, policy: Policy, meant: Meant, around: Around) -> Iterator[Typed]:
    """The values of a text that can be quoted without judgement, in order."""
    prose = prose_of(template)
    evident = Evident(meant)
    readings = of_policy(prose, lang, read(prose, lang, dollar=policy.shop.currency))
    words = blank_out(prose, [(each.start, each.end) for each in readings])
    for reading in readings:
        scene = scene_of(template, words, reading, lang, around.likely, around.title)
        if reading.value is None:
            continue
        term = evident.said((held.term for held in meant.told_by(reading.value, scene)[0]), reading.value, scene)
        if term is None or _WORDY.search(reading.text) or _other_clock(prose, reading, term, policy, lang):
            continue
        if found := _quote(prose, reading, term, policy, lang):
            yield found


def _other_clock(prose: str, reading: Reading, term: str, policy: Policy, lang: str) -> bool:
    """Whether the sentence counts from another event than the term does: which of them is right takes judgement."""
    value = policy.terms[term].value
    own = value.event if isinstance(value, After) else ""
    forms = {name: event.label.forms(lang) for name, event in policy.scopes.events.items()}
    names = [name for name, words in forms.items() if any(_counts_from(prose, reading, form, lang) for form in words)]
    return bool(names) and own not in names


def _counts_from(prose: str, reading: Reading, form: str, lang: str) -> bool:
    """Whether the words of an event stand where a sentence says what it counts from."""
    if lang == "zh":
        before = re.sub(r"\s", "", prose[max(0, reading.start - _NEAR) : reading.start])
        bare = form.replace(" ", "")
        return before.endswith(bare) or re.sub("(?:之?后|(?:之日)?起)的?$", "", before).endswith(bare)
    after = prose[reading.end : reading.end + _NEAR]
    return (
        re.match(rf"\s+(?:(?:of|after|from|since)\s+)?(?:the\s+)?{re.escape(form)}\b", after, re.IGNORECASE) is not None
    )


def _quote(prose: str, reading: Reading, term: str, policy: Policy, lang: str) -> Typed | None:
    if reading.kind is Kind.PERCENT and not _SHARE.search(reading.text):
        return None
    for style in STYLES:
        said = _say(policy, term, lang, style)
        span = _span(prose, reading, said, term, lang) if said else None
        if span is not None:
            return Typed(*span, f"{{{{ {term} | {style.value} }}}}", term)
    said = _say(policy, term, lang, Style.PLAIN)
    if not said or _parts(said, term) != ("", ""):
        return None  # the term says more than the value: a share of something, an amount at most
    if lang == "en" and _SINGULAR.search(reading.text) and ("-" in reading.text or not _ONE.match(reading.text)):
        style = Style.ADJECTIVE
        if _parts(_say(policy, term, lang, style) or (), term) != ("", ""):
            return None
        return _bare(prose, reading, f"{{{{ {term} | {style.value} }}}}", term)
    return _bare(prose, reading, f"{{{{ {term} }}}}", term)


def _say(policy: Policy, term: str, lang: str, style: Style) -> Phrase | None:
    try:
        return say_term(policy, term, lang, style)
    except NeedsCoordinates:
        return None  # which row is meant takes judgement


def _parts(said: Phrase, term: str) -> tuple[str, str] | None:
    """The words before and after the value; None where the phrase is not about this one value."""
    quotes = [at for at, part in enumerate(said) if isinstance(part, Quote)]
    if len(quotes) != 1 or getattr(said[quotes[0]], "term", None) != term:
        return None
    at = quotes[0]
    return "".join(map(str, said[:at])), "".join(map(str, said[at + 1 :]))


def _span(prose: str, reading: Reading, said: Phrase, term: str, lang: str) -> tuple[int, int] | None:
    """Where the whole phrase stands around the value; None where its words are not those of the sentence."""
    parts = _parts(said, term)
    if parts is None or parts == ("", "") or _MARKUP.search(reading.text):
        return None
    left, right = (_pattern(part, lang) for part in parts)
    first = max(0, reading.start - _NEAR)
    before = re.search(rf"(?:{left})\Z", prose[first : reading.start])
    after = re.match(right, prose[reading.end : reading.end + _NEAR])
    if before is None or after is None:
        return None
    start, end = first + before.start(), reading.end + after.end()
    return None if lang == "en" and _is_cut(prose, start, end) else (start, end)


def _pattern(words: str, lang: str) -> str:
    """The words however their line was broken; in Chinese a space may stand anywhere, or nowhere."""
    if lang == "zh":
        bare = words.replace(" ", "")
        first, last = r"\s*" * words.startswith(" "), r"\s*" * words.endswith(" ")
        return first + r"\s*".join(map(re.escape, bare)) + last
    return r"\s+".join(map(re.escape, words.split(" ")))


def _is_cut(prose: str, start: int, end: int) -> bool:
    """Whether a word goes on beyond the stretch."""
    return prose[start - 1 : start].isalnum() or prose[end : end + 1].isalnum()


def _bare(prose: str, reading: Reading, new: str, term: str) -> Typed | None:
    """The value alone replaced. Emphasis that ends inside of it goes on around the whole of it."""
    start, end = reading.start, reading.end
    marks = _MARKUP.findall(reading.text)
    if marks:
        mark = marks[0]
        if len(marks) > 1 or prose[start - len(mark) : start] != mark:
            return None
        return Typed(start - len(mark), end, f"{mark}{new}{mark}", term)
    return Typed(start, end, new, term)
