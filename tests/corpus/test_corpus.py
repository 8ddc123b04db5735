"""The reader of quantities, held to sentences that two hands wrote."""

from __future__ import annotations

import pytest

from generator.language.read import read
from tests.corpus.scoring import Found, Score, score
from tests.corpus.sentences import FILES, HANDS, KINDS, LANGUAGES, Answer, answers, as_told, kind_of, sentences


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("file", FILES)
def test_every_sentence_says_exactly_these_quantities_exactly_there(file: str, lang: str) -> None:
    """No more and no less than was written down, each at its character, in the words that stand there."""
    wrong = []
    for sentence in sentences(file, lang):
        found = read(sentence.text, lang)
        told = tuple(map(as_told, found))
        if told != sentence.told:
            wrong.append(f"{file}.{lang}.txt:{sentence.line}: {sentence.text}\n  not {told}, but {sentence.told}")
            continue
        there = tuple((answer.start, answer.words) for answer in answers(sentence))
        if there != tuple((reading.start, reading.text) for reading in found):
            wrong.append(f"{file}.{lang}.txt:{sentence.line}: {sentence.text}\n  not there, but at {there}")
    assert not wrong, f"{len(wrong)} sentences:\n" + "\n".join(wrong)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_precision_and_recall_are_whole_for_every_kind(lang: str) -> None:
    """What ``python -m tests.benchmarks.reading`` prints of our reader: nothing missed, nothing wrongly found."""
    pairs = [
        (answers(sentence), [_found(*place) for place in _read(sentence.text, lang)])
        for file in HANDS
        for sentence in sentences(file, lang)
    ]
    scores = score(pairs)
    assert set(scores) == set(KINDS)
    assert {kind: (one.precision, one.recall) for kind, one in scores.items()} == dict.fromkeys(KINDS, (1, 1))
    assert all(one.valued == one.placed == one.right for one in scores.values())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("file", HANDS)
def test_each_hand_wrote_enough_sentences_and_half_of_them_are_traps(file: str, lang: str) -> None:
    """A corpus without traps would let a reader pass that reads everything."""
    told = [sentence.told for sentence in sentences(file, lang)]
    assert len(told) >= 260
    assert told.count(()) >= len(told) / 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_is_counted_twice(lang: str) -> None:
    texts = [sentence.text for file in FILES for sentence in sentences(file, lang)]
    assert len(texts) == len(set(texts)), sorted({text for text in texts if texts.count(text) > 1})


def test_a_missed_a_wrong_and_a_misplaced_find_are_counted() -> None:
    """The score can fall: in precision, in recall, in value and in place."""
    there = (Answer("30 days", 7, "30 days"), Answer("15%", 20, "15%"))
    finds = [Found("duration", 0, 14, "3 days"), Found("percent", 0, 3, "15%")]
    scores = score([(there, finds)])
    assert scores == {"duration": Score(right=1), "percent": Score(missed=1, wrong=1)}
    assert (scores["percent"].precision, scores["percent"].recall) == (0, 0)


def _read(text: str, lang: str) -> list[tuple[str, int, int]]:
    return [(as_told(reading), reading.start, reading.end) for reading in read(text, lang)]


def _found(told: str, start: int, end: int) -> Found:
    return Found(kind_of(told), start, end, told)
