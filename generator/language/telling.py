"""The words on which hangs what a sentence promises: which side of a value, whose clock, who pays, yes or no, what.

The page that checks saved replies (``publish/checker.py``) sees by them whether a sentence that is not word for
word one of ours promises something else. They are the comparators that the reader of quantities knows, names of
the policy, and the few words of ``telling.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

import yaml

from generator.language.comparators import sides
from generator.language.names import countries
from generator.policy.model import Policy

Telling = tuple[str, str, str]
"""A kind (``bound``, ``event``, ``who`` ...), what is meant, and the words as a regular expression in small letters."""


def telling_words(policy: Policy, lang: str, texts: Iterable[str]) -> list[Telling]:
    """All of them, the longest first; of the countries those that ``texts`` speak of."""
    own = [
        *_events(policy, lang),
        *_things(policy, lang),
        *(("bound", side, re.escape(words)) for words, side in sides(lang)),
    ]
    found = [*_book()[lang], *own, *_countries(lang, "\n".join(texts))]
    known: dict[str, Telling] = {}
    for kind, means, words in found:
        known.setdefault(words, (kind, means, words))
    return sorted(known.values(), key=lambda one: (-len(one[2]), one[2]))


def _events(policy: Policy, lang: str) -> Iterator[Telling]:
    for event in policy.scopes.events.values():
        name = event.label.forms(lang)[0].lower()
        yield "event", event.id, re.escape(re.sub(r"^(?:the|our|your) ", "", name))


def _things(policy: Policy, lang: str) -> Iterator[Telling]:
    """Of the agreed words those that must not be mistaken for others, with the words to avoid, which mean the same."""
    apart = {
        other for concept in policy.concepts.values() for other in (*concept.unlike, concept.unlike and concept.id)
    }
    for id, concept in policy.concepts.items():
        if id in apart:
            said = (*concept.en, *concept.avoid_en) if lang == "en" else (*concept.zh, *concept.avoid_zh)
            yield from (("thing", id, re.escape(words.lower())) for words in said)
    for value, label in policy.scopes.facts["channel"].values.items() if "channel" in policy.scopes.facts else ():
        yield "thing", value, re.escape(label.forms(lang)[0].lower())


def _countries(lang: str, text: str) -> Iterator[Telling]:
    for code, name in countries(lang).items():
        if name in text:
            yield "place", code, re.escape(re.sub("^the ", "", name).lower())


@cache
def _book() -> dict[str, list[Telling]]:
    text = resources.files(__package__).joinpath("telling.yaml").read_text(encoding="utf-8")
    return {
        lang: [(entry["kind"], entry["means"], words) for entry in entries for words in entry["words"]]
        for lang, entries in yaml.safe_load(text).items()
    }
