"""Every text of the policy that stands in both languages, at its address: the file, and the keys that lead to it.

What is found by its shape (a map with ``en`` and ``zh``) cannot be forgotten when the policy learns to hold a new text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.finding import LANGUAGES
from generator.policy.model import Worded
from generator.policy.source import Mapping as Map
from generator.policy.source import Node, Scalar, Sequence

_APART = frozenset(("avoid", "claims", "allowed", "value"))
"""Lists that each language has for itself: nobody reads them, and a word of one need not have its like in the other.
And values, which are no words, even where ``en`` and ``zh`` are rows of a table.
"""


def worded_in(nodes: Mapping[str, Node | None]) -> tuple[Worded, ...]:
    """The texts of all files, by path, in the order of each file."""
    return tuple(text for path, node in sorted(nodes.items()) if node for text in _texts(path, node))


def _texts(path: str, node: Node, keys: tuple[str, ...] = ()) -> Iterator[Worded]:
    match node:
        case Map(items=items):
            below = {key.text: value for key, value in items}
            sides = [_words(below.get(lang)) for lang in LANGUAGES]
            if all(sides):
                places = tuple(below[lang].place for lang in LANGUAGES)
                yield Worded(path, ".".join(keys), tuple(map("\x1f".join, sides)), places)
            for key, value in below.items():
                if key not in _APART and not isinstance(value, Scalar):
                    yield from _texts(path, value, (*keys, key))
        case Sequence(items=several):
            for number, value in enumerate(several):
                yield from _texts(path, value, (*keys, str(number)))


def _words(node: Node | None) -> tuple[str, ...]:
    """The forms of a text in one language; none where something else stands there, which others report."""
    forms = node.items if isinstance(node, Sequence) else (node,)
    return tuple(form.text for form in forms if isinstance(form, Scalar))
