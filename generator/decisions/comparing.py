"""Where the decision that somebody wrote down differs from the one that the policy gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.decisions.example import Flat
from generator.finding import Place
from generator.policy.source import Mapping, Node, Scalar, Sequence

_IN_ANY_ORDER = ("evidence", "rules", "methods")


@dataclass(frozen=True, slots=True)
class Difference:
    """One facet: where it stands or should stand, and both values; None where one of the two says nothing."""

    place: Place
    facet: str
    expected: str | None
    decided: str | None


def differences(node: Node, place: Place, decided: Flat, facet: str = "") -> Iterator[Difference]:
    """Everything that is missing, extra or otherwise. ``place`` is where the facet's name stands."""
    name = facet.rpartition(".")[2]
    match node, decided:
        case Mapping(), dict():
            yield from _maps(node, place, decided, facet)
        case Sequence(), list() if any(isinstance(one, dict) for one in decided) or _has_maps(node):
            yield from _lists(node, place, decided, facet)
        case Scalar() | Sequence(), str() | list():
            expected, found = _words(node), decided if isinstance(decided, list) else [decided]
            if name in _IN_ANY_ORDER:
                expected, found = sorted(expected, key=str), sorted(found, key=str)
            if expected != found:
                yield Difference(place, facet, written_node(node), written_flat(decided))
        case _:
            yield Difference(place, facet, written_node(node), written_flat(decided))


def _maps(node: Mapping, place: Place, decided: dict[str, Flat], facet: str) -> Iterator[Difference]:
    before = f"{facet}." if facet else ""
    for key, value in node.items:
        if key.text in decided:
            yield from differences(value, key.place, decided[key.text], f"{before}{key.text}")
        else:
            yield Difference(key.place, f"{before}{key.text}", written_node(value), None)
    written = {key.text for key, _ in node.items}
    for name, flat in decided.items():
        if name not in written:
            yield Difference(place, f"{before}{name}", None, written_flat(flat))


def _lists(node: Sequence, place: Place, decided: list[Flat], facet: str) -> Iterator[Difference]:
    """Maps are compared one by one: ``options[2]`` is the second option."""
    for at, (item, flat) in enumerate(zip(node.items, decided, strict=False), 1):
        yield from differences(item, item.place, flat, f"{facet}[{at}]")
    for at, item in enumerate(node.items[len(decided) :], len(decided) + 1):
        yield Difference(item.place, f"{facet}[{at}]", written_node(item), None)
    for at, flat in enumerate(decided[len(node.items) :], len(node.items) + 1):
        yield Difference(place, f"{facet}[{at}]", None, written_flat(flat))


def _has_maps(node: Sequence) -> bool:
    return any(isinstance(item, Mapping) for item in node.items)


def _words(node: Scalar | Sequence) -> list[Flat]:
    items = node.items if isinstance(node, Sequence) else (node,)
    return [item.text if isinstance(item, Scalar) else written_node(item) for item in items]


def written_node(node: Node) -> str:
    """What somebody wrote, on one line."""
    match node:
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return f"[{', '.join(written_node(item) for item in items)}]"
        case Mapping(items=pairs):
            return "{" + ", ".join(f"{key.text}: {written_node(value)}" for key, value in pairs) + "}"


def written_flat(flat: Flat) -> str:
    """What was decided, as somebody would write it on one line."""
    match flat:
        case str():
            return flat
        case list():
            return f"[{', '.join(written_flat(one) for one in flat)}]"
        case dict():
            return "{" + ", ".join(f"{name}: {written_flat(value)}" for name, value in flat.items()) + "}"
