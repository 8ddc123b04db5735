"""Net 3, replies: what a marked part says is what its mark asks.

``{{ only(postage="buyer") }}you pay{{ end }}`` is written for cases in which the buyer pays. No rule is needed to see
that it must not say "we pay", and few words are enough to see it: the mark says what they are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generator.agreement.claims import JUST_BEFORE
from generator.agreement.claimwords import parts_of
from generator.finding import Finding, Place
from generator.language.position import positions
from generator.playbook.marks import LABEL
from generator.playbook.page import Asked, Mark, Playbook, Reply
from generator.policy.bundled import read_bundled

_NOT, _MAYBE = "not ", "maybe "
_SUPPOSES = {
    "en": re.compile(r"\b(?:if|should|unless|in case|whether|once|when)\b[^.;,:]*$", re.IGNORECASE),
    "zh": re.compile("(?:如果|如|若|要是|假如|除非|万一)[^。；，：]*$"),
}
"""What stands in a clause that only supposes."""


@dataclass(frozen=True, slots=True)
class _Said:
    """That a facet has a value, or has not, and where; or, ``weakly``, only what goes with that."""

    value: str
    denied: bool
    weakly: bool
    start: int
    end: int


def check_marked(playbook: Playbook) -> Iterator[Finding]:
    """Findings about parts of replies that say another case than the one that they are marked for."""
    for (lang, _), reply in playbook.replies.items():
        for mark in reply.body.marks:
            if mark.source != LABEL:
                for asked in mark.tests:
                    yield from _check_part(reply, lang, mark, asked)


def _check_part(reply: Reply, lang: str, mark: Mark, asked: Asked) -> Iterator[Finding]:
    words = _words(lang).get(asked.name)
    if words is None:
        return
    text = _own_text(reply, mark, asked.name)
    fit = _fitting(words, asked, denied=mark.denied)
    said = tuple(_said(words, text, lang))
    wrong = [one for one in said if not _may_stand(one, fit)]
    if wrong and not any(_tells(one, fit) for one in said):
        first = wrong[0]
        place = _place(reply, mark.begin + first.start)
        facts = {"text": text[first.start : first.end], "mark": mark.source}
        told = f"{_NOT}{first.value}" if first.denied else first.value
        yield Finding("SP447", place, {**facts, "says": f"{asked.name}: {told}"})


def _own_text(reply: Reply, mark: Mark, name: str) -> str:
    """What the part says, without parts in it that are marked for other values of the same."""
    text = reply.body.bare[mark.begin : mark.end]
    for other in reply.body.marks:
        inside = mark.begin <= other.start and other.after <= mark.end and other is not mark
        if inside and other.source != LABEL and any(each.name == name for each in other.tests):
            start, end = other.start - mark.begin, other.after - mark.begin
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _fitting(words: Mapping[str, object], asked: Asked, *, denied: bool) -> frozenset[str]:
    """The values for which the part is written."""
    known = frozenset(value.removeprefix(_NOT).removeprefix(_MAYBE) for value in words)
    return known.difference(asked.values) if denied else frozenset(asked.values)


def _may_stand(said: _Said, fit: frozenset[str]) -> bool:
    return said.weakly or (fit != {said.value} if said.denied else said.value in fit)


def _tells(said: _Said, fit: frozenset[str]) -> bool:
    """Whether it is what the part has to say."""
    return (said.value in fit) is not said.denied


def _said(words: Mapping[str, Sequence[re.Pattern[str]]], text: str, lang: str) -> Iterator[_Said]:
    for value, patterns in words.items():
        for match in (match for pattern in patterns for match in pattern.finditer(text)):
            before = text[: match.start()]
            denied = (JUST_BEFORE[lang].search(before.lower()) is not None) is not value.startswith(_NOT)
            weakly = value.startswith(_MAYBE) or _SUPPOSES[lang].search(before) is not None
            yield _Said(value.removeprefix(_NOT).removeprefix(_MAYBE), denied, weakly, *match.span())


def _place(reply: Reply, at: int) -> Place:
    line, column = positions(reply.body.text).at(at)
    return Place(reply.body.place.path, reply.body.place.line + line - 1, column)


@cache
def _words(lang: str) -> Mapping[str, Mapping[str, tuple[re.Pattern[str], ...]]]:
    data = dict(read_bundled("generator.agreement", f"marked_{lang}.yaml"))
    parts: Mapping[str, str] = data.pop("parts")
    return {
        facet: {value: tuple(_pattern(one, parts) for one in phrases) for value, phrases in values.items()}
        for facet, values in data.items()
    }


def _pattern(phrase: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(parts_of({"phrase": phrase}, parts)["phrase"], re.IGNORECASE)
