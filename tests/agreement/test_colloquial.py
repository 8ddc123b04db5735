"""Claims as shop windows and chats make them: read as what they say, while the same words elsewhere claim nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from generator.agreement.claimbook import Book, book_of
from generator.agreement.claims import read_claims
from generator.agreement.needed import holds
from generator.finding import LANGUAGES
from generator.policy.load import load_policy

ROOT = Path(__file__).resolve().parents[2]
SAID = yaml.load((Path(__file__).parent / "colloquial.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)


@cache
def book(lang: str) -> Book:
    policy, _ = load_policy(ROOT)
    assert policy
    return book_of(policy, lang, to_buyer=True)


def said_in(lang: str, words: str) -> list[str]:
    return [f"{'NOT ' * reading.denied}{reading.says}" for reading in read_claims(words, book(lang))]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_says_what_it_says(lang: str) -> None:
    rows = [(says, words) for says, several in SAID[lang]["claims"].items() for words in several]
    assert len(rows) >= 150
    assert [(words, found) for says, words in rows if (found := said_in(lang, words)) != [says]] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_words_without_a_claim_are_left_alone(lang: str) -> None:
    rows = SAID[lang]["harmless"]
    assert len(rows) >= 100
    assert [(words, found) for words in rows if (found := said_in(lang, words))] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_pattern_fits_where_its_cues_or_what_it_needs_are_missing(lang: str) -> None:
    """Both tell at a glance what a text cannot claim; a pattern that asks for the wrong ones would never be asked."""
    known = book(lang)
    cues: dict[int, list[str]] = {}
    for cue, patterns in known.cues.items():
        for at in patterns:
            cues.setdefault(at, []).append(cue)
    texts = [words.lower() for several in SAID[lang]["claims"].values() for words in several]
    texts += [words.lower() for words in SAID[lang]["harmless"]]
    passed_over = [
        (words, pattern.source)
        for at, pattern in enumerate(known.patterns)
        for words in texts
        if pattern.regex.search(marked := pattern.marked(words))
        and not (any(cue in words for cue in cues[at]) and holds(words, pattern.needs) and pattern.may_match(marked))
    ]
    assert passed_over == []
