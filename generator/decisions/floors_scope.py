"""Which situations a floor protects, as classes of the axes: what happened, where, and to which goods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from generator.decisions.evaluator import Classes, Evaluator
from generator.policy.floor import Floor, Subject
from generator.policy.floor_words import FloorVocabulary

_Sign = tuple[tuple[int, int], ...]
"""Axes with a class each that hold together."""


def axis_of_subjects(evaluator: Evaluator, words: FloorVocabulary) -> int | None:
    """The axis that tells what happened: the one of which most values are recognised; None if none is."""
    counts = [
        (sum(words.subject_of(value) is not None for value in axis["values"]), -at)
        for at, axis in enumerate(evaluator.axes)
        if axis["kind"] == "one_of"
    ]
    most, at = max(counts, default=(0, 0))
    return -at if most else None


def classes_of(evaluator: Evaluator, axis: int | None, subject: Subject, words: FloorVocabulary) -> tuple[int, ...]:
    """The classes of that axis that mean the subject."""
    if axis is None:
        return ()
    return tuple(at for at, value in enumerate(evaluator.axes[axis]["values"]) if words.subject_of(value) is subject)


def protected_boxes(
    evaluator: Evaluator,
    narrowed: Mapping[int, tuple[int, ...]],
    floor: Floor,
    words: FloorVocabulary,
) -> Iterator[Classes]:
    """Disjoint boxes that are together all situations within ``narrowed`` whose goods the floor does not except."""
    box = [narrowed.get(at, classes) for at, classes in enumerate(evaluator.everywhere)]
    yield from _without(box, list(dict.fromkeys(_signs(evaluator, floor, words))))


def _signs(evaluator: Evaluator, floor: Floor, words: FloorVocabulary) -> Iterator[_Sign]:
    """What tells that goods are excepted; flags first, for without them most other parts say nothing."""
    for exempt in (*floor.exceptions, *floor.exceptions_if_confirmed):
        for values in words.exceptions[exempt].signs:
            for parts in product(*(_places(evaluator, value) for value in sorted(values))):
                if len({axis for axis, _ in parts}) == len(parts):
                    yield tuple(sorted(parts, key=lambda part: (evaluator.axes[part[0]]["kind"] != "flag", part)))


def _places(evaluator: Evaluator, value: str) -> list[tuple[int, int]]:
    """Where a value stands: axes and their classes."""
    found: list[tuple[int, int]] = []
    for at, axis in enumerate(evaluator.axes):
        if axis["kind"] == "one_of" and value in axis["values"]:
            found.append((at, axis["values"].index(value)))
        elif axis["kind"] == "flag" and axis["values"] == [value]:
            found.append((at, 1))
    return found


def _without(box: Classes, signs: list[_Sign]) -> Iterator[Classes]:
    """The box without the situations in which a sign holds, in parts that have nothing in common."""
    if not signs:
        yield box
        return
    first, rest = signs[0], signs[1:]
    if any(one not in box[axis] for axis, one in first):
        yield from _without(box, rest)
        return
    held = list(box)
    for axis, one in first:
        left = tuple(other for other in held[axis] if other != one)
        if left:
            yield from _without([*held[:axis], left, *held[axis + 1 :]], rest)
        held[axis] = (one,)
