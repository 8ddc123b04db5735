"""Precision and recall: what a reader found, held against what the sentences say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tests.corpus.sentences import Answer


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity that a reader found in a sentence; ``told`` is None where the reader gives no comparable value."""

    kind: str
    start: int
    end: int
    told: str | None


@dataclass(slots=True)
class Score:
    """Counts of one kind: found and wanted, wanted and not found, found and not wanted.

    ``valued`` counts those found with the very value, ``placed`` those found exactly where they stand.
    """

    right: int = 0
    missed: int = 0
    wrong: int = 0
    valued: int = 0
    placed: int = 0

    @property
    def precision(self) -> float | None:
        """The part of what was found that is there; None where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """The part of what is there that was found; None where there is nothing."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right,
            self.missed + other.missed,
            self.wrong + other.wrong,
            self.valued + other.valued,
            self.placed + other.placed,
        )


def score(pairs: Iterable[tuple[tuple[Answer, ...], Iterable[Found]]]) -> Mapping[str, Score]:
    """The score of each kind over many sentences.

    A find is right if it is of the kind of an answer that it overlaps, each answer once: lenient, so that a reader
    that takes "within" for part of a length is not punished for it. The value and the place are counted beside.

    >>> there = (Answer("30 days", 7, "30 days"),)
    >>> scores = score([(there, [Found("duration", 0, 14, "30 days"), Found("money", 0, 3, None)])])
    >>> [(kind, one.right, one.wrong, one.valued, one.placed) for kind, one in scores.items()]
    [('duration', 1, 0, 1, 0), ('money', 0, 1, 0, 0)]
    """
    scores: dict[str, Score] = {}
    for answers, finds in pairs:
        open_answers = list(answers)
        for find in finds:
            own = scores.setdefault(find.kind, Score())
            met = [answer for answer in open_answers if answer.kind == find.kind and _overlap(answer, find)]
            # Of several that it overlaps, the one whose value it has.
            answer = next((answer for answer in met if answer.told == find.told), met[0] if met else None)
            if answer is None:
                own.wrong += 1
                continue
            open_answers.remove(answer)
            own.right += 1
            own.valued += answer.told == find.told
            own.placed += (answer.start, answer.end) == (find.start, find.end)
        for answer in open_answers:
            scores.setdefault(answer.kind, Score()).missed += 1
    return scores


def _overlap(answer: Answer, find: Found) -> bool:
    return answer.start < find.end and find.start < answer.end
