"""What may still be the case, and how a question divides it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

Span = tuple[int, int]
"""Classes of an axis, or days of an event, from the first to the last; day 0 stands for "not yet"."""
Spans = Mapping[str, tuple[Span, ...]]
"""By its name what each axis and each event may be."""
Told = TypeVar("Told")


class Box:
    """Situations that nothing has told apart so far.

    What is asked must have one answer in it: those in which it has another are put ``apart``, for their own turn.
    ``told`` collects what tells them apart.
    """

    def __init__(self, spans: Spans, apart: list[Spans], told: set[str]) -> None:
        self.spans = dict(spans)
        self.told = told
        self.apart = apart

    def value(self, name: str) -> int:
        """The one that stands for all: of a span its last."""
        return self.spans[name][0][1]

    def ask(self, name: str, answer: Callable[[int], Told], cuts: Sequence[int] = ()) -> Told:
        """The answer, which is the same anywhere in a span; ``cuts`` are the last days before it may change."""
        spans = self.spans[name]
        if len(spans) == 1 and not cuts:
            return answer(spans[0][1])
        for day in cuts:
            spans = tuple(part for span in spans for part in _cut(span, day))
        answers = [answer(last) for _, last in spans]
        if answers.count(answers[0]) == len(answers):
            self.spans[name] = spans
            return answers[0]
        alike = tuple(span for span, told in zip(spans, answers, strict=True) if told == answers[0])
        self.told.add(name)
        self.apart.append({**self.spans, name: tuple(span for span in spans if span not in alike)})
        self.spans[name] = alike
        return answers[0]


def _cut(span: Span, day: int) -> tuple[Span, ...]:
    first, last = span
    return ((first, day), (day + 1, last)) if first <= day < last else (span,)


def cuts_between(first: int, last: int, answer: Callable[[int], object]) -> list[int]:
    """The last days before the answer changes.

    Answers follow each other in one order, so that what is the same on two days is the same between them.

    >>> cuts_between(1, 100, lambda day: day // 30)
    [29, 59, 89]
    """
    if answer(first) == answer(last):
        return []
    if last - first == 1:
        return [first]
    middle = (first + last) // 2
    return [*cuts_between(first, middle, answer), *cuts_between(middle, last, answer)]
