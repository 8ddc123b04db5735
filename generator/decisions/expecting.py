"""The shape of an expected decision: which keys and words can stand where, before anything is compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.decisions.decision import ProblemKind
from generator.decisions.example import IS_OVER, RUNS
from generator.decisions.versions import History
from generator.policy.facets import Vocabulary, facet_kind, known_facets
from generator.policy.model import Chooser, Offer
from generator.policy.regions import is_region
from generator.policy.shape import MAP, Report, Words, expect, text, texts
from generator.policy.source import Mapping, Node, Scalar, Sequence
from generator.policy.suggestion import suggest

_PART = ("outcome", "choice", "options", "evidence", "approval", "reply", "problem", "needs", "possible", "rules")
_DUE = ("escalation", "role", "by", "state", "then")
_BESIDE = ("seller", "due")
_MAPS: Words = ("a list of maps", "一个由映射组成的列表")


@dataclass(frozen=True, slots=True)
class Known:
    """The words that an expected decision can use: those of the keys, and those of each facet."""

    words: dict[str, tuple[str, ...]]
    places: tuple[str, ...]


def known_words(history: History) -> Known:
    """The words of all versions of a policy."""
    scopes = history.newest.policy.scopes
    policies = [version.policy for version in history.versions]
    offers = tuple(Offer)
    words = {
        "outcome": offers,
        "offer": offers,
        "then": offers,
        "choice": tuple(Chooser),
        "problem": tuple(ProblemKind),
        "needs": history.vocabulary.names,
        "possible": (*offers, *ProblemKind),
        "rules": tuple(dict.fromkeys(rule for policy in policies for rule in policy.rules)),
        "escalation": tuple(dict.fromkeys(one for policy in policies for one in policy.escalations)),
        "evidence": tuple(scopes.evidence),
        "role": tuple(scopes.roles),
        "approval": (*scopes.roles, *history.newest.policy.ladders),
        "state": (RUNS, IS_OVER),
    }
    return Known(words, tuple(scopes.places))


def check_expected(node: Node, known: Known, report: Report) -> None:
    """Reports every key and word of an expected decision that nothing can ever be equal to."""
    _part(node, known, report, _BESIDE)


def _part(node: Node, known: Known, report: Report, beside: tuple[str, ...] = ()) -> None:
    for key, value in _items(node, (*_PART, *beside), report):
        match key.text:
            case "options":
                for item in _each(value, report):
                    _option(item, known, report)
            case "due":
                for item in _each(value, report):
                    _due(item, known, report)
            case "seller":
                _part(value, known, report)
            case "evidence" | "needs" | "possible" | "rules":
                for word in texts(value, report) or ():
                    _word(word, key.text, known, report)
            case name if name in _PART:
                _single(value, name, known, report)
            case name:
                _facet(value, name, known, report)


def _option(node: Node, known: Known, report: Report) -> None:
    for key, value in _items(node, ("offer",), report):
        _facet(value, key.text, known, report) if key.text != "offer" else _single(value, "offer", known, report)


def _due(node: Node, known: Known, report: Report) -> None:
    for key, value in _items(node, _DUE, report):
        _single(value, key.text, known, report) if key.text in _DUE else _facet(value, key.text, known, report)


def _items(node: Node, keys: Iterable[str], report: Report) -> list[tuple[Scalar, Node]]:
    """The pairs whose key is one of these or a facet; others are reported."""
    if not isinstance(node, Mapping):
        expect(MAP, node, report)
        return []
    found: list[tuple[Scalar, Node]] = []
    for key, value in node.items:
        if key.text in keys or facet_kind(key.text) is not None:
            found.append((key, value))
        else:
            suggestion = suggest(key.text, (*keys, *known_facets()))
            report.add("SP201", key.place, key=key.text[:60], suggestion=suggestion)
    return found


def _each(node: Node, report: Report) -> tuple[Node, ...]:
    if isinstance(node, Sequence):
        return node.items
    expect(_MAPS, node, report)
    return ()


def _single(node: Node, name: str, known: Known, report: Report) -> None:
    word = text(node, report)
    if word:
        _word(word, name, known, report)


def _word(word: Scalar, name: str, known: Known, report: Report) -> None:
    if name in known.words and word.text not in known.words[name]:
        report.add(
            "SP210", word.place, text=word.text[:60], axis=name, suggestion=suggest(word.text, known.words[name])
        )


def _facet(node: Node, name: str, known: Known, report: Report) -> None:
    kind = facet_kind(name)
    if kind is None:
        return
    if kind.many:
        words = texts(node, report) or ()
    else:
        one = text(node, report)
        words = (one,) if one else ()
    for word in words:
        if name in known.words:
            _word(word, name, known, report)
        elif kind.vocabulary is Vocabulary.PLACE:
            if word.text not in known.places and not is_region(word.text):
                report.add(
                    "SP216", word.place, text=word.text[:60], what=name, suggestion=suggest(word.text, known.places)
                )
        elif kind.words and not kind.term and word.text not in kind.words:
            report.add("SP216", word.place, text=word.text[:60], what=name, suggestion=suggest(word.text, kind.words))
