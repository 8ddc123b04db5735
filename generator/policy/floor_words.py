"""How the names that a shop chose are recognised as what the floors speak of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from generator.policy.floor import Certainty, Exempt, Subject
from generator.policy.model import Bilingual, Offer
from generator.policy.shape import LIST, MAP, bilingual, entries, expect, fields, texts
from generator.policy.shipped import Shipped, read_shipped
from generator.policy.source import Node, Sequence

FOLDER = "floors"


@dataclass(frozen=True, slots=True)
class Known:
    """What something is called, and its signs: sets of values that tell it, all of a set together."""

    name: Bilingual
    signs: tuple[frozenset[str], ...]

    def seen_in(self, values: Collection[str]) -> bool:
        """Whether one of the signs is among the values."""
        return any(sign.issubset(values) for sign in self.signs)


@dataclass(frozen=True, slots=True)
class FloorVocabulary:
    """Conventional names of values and events, and how the floors' own words are said.

    Whoever compares is handed one, so a shop with other names can be given another.
    """

    disclaimer: Bilingual
    subjects: Mapping[Subject, Known]
    exceptions: Mapping[Exempt, Known]
    events: Mapping[str, tuple[str, ...]]
    sequences: tuple[tuple[str, ...], ...]
    offers: Mapping[str, tuple[Offer, ...]]
    certainties: Mapping[Certainty, Bilingual]

    def subject_of(self, value: str) -> Subject | None:
        """What a value of a fact says happened; None if it says nothing that is known."""
        return next((subject for subject, known in self.subjects.items() if known.seen_in((value,))), None)

    def exempt_in(self, values: Iterable[str]) -> frozenset[Exempt]:
        """The classes that goods with these values, of all their facts and flags together, belong to."""
        there = frozenset(values)
        return frozenset(exempt for exempt, known in self.exceptions.items() if known.seen_in(there))

    def event_of(self, event: str) -> str | None:
        """The event that another stands for, by the name that the comparison speaks of; None if it is unknown."""
        return next((name for name, members in self.events.items() if event in members), None)

    def never_later(self, first: str, second: str) -> bool:
        """Whether the first event, if both happen, is certain not to come after the second."""
        a, b = self.event_of(first), self.event_of(second)
        if a is None or b is None:
            return False
        together = (chain for chain in self.sequences if a in chain and b in chain)
        return a == b or any(chain.index(a) < chain.index(b) for chain in together)


@cache
def load_vocabulary() -> FloorVocabulary:
    """The vocabulary that is shipped.

    >>> words = load_vocabulary()
    >>> words.subject_of("damaged_in_transit"), sorted(words.exempt_in(["software", "opened"]))
    (<Subject.FAULTY: 'faulty'>, [<Exempt.UNSEALED_MEDIA: 'unsealed_media'>])
    >>> words.event_of("last_item_delivered"), words.never_later("ordered", "received"), words.exempt_in(["sale"])
    ('delivered', True, frozenset())
    """
    file = resources.files("generator").joinpath(FOLDER, "vocabulary.yaml")
    return read_vocabulary(file.read_bytes(), f"{FOLDER}/vocabulary.yaml")


def read_vocabulary(data: bytes, path: str) -> FloorVocabulary:
    """The vocabulary in these bytes. BrokenShippedFileError if anything in them is not as it must be."""
    node, file = read_shipped(data, path)
    required = ("disclaimer", "subjects", "exceptions", "events", "sequences", "offers", "certainties")
    part = file.have(fields(node, file.report, required=required))
    sequences = part.get("sequences")
    chains = sequences.items if isinstance(sequences, Sequence) else ()
    events = _lists(part.get("events"), file)
    vocabulary = FloorVocabulary(
        disclaimer=file.have(bilingual(part.get("disclaimer"), file.report)),
        subjects=MappingProxyType({Subject(k): v for k, v in _known(part.get("subjects"), Subject, file).items()}),
        exceptions=MappingProxyType({Exempt(k): v for k, v in _known(part.get("exceptions"), Exempt, file).items()}),
        events=MappingProxyType(events),
        sequences=tuple(file.words(chain, events, "sequences") for chain in chains),
        offers=MappingProxyType(
            {name: tuple(map(Offer, members)) for name, members in _lists(part.get("offers"), file, Offer).items()}
        ),
        certainties=MappingProxyType(
            {
                Certainty(word): file.have(bilingual(node, file.report))
                for word, node in file.complete(part.get("certainties"), Certainty)
            }
        ),
    )
    file.settle()
    return vocabulary


def _known(node: Node | None, words: Iterable[str], file: Shipped) -> dict[str, Known]:
    """The names and signs of every one of the words."""
    found: dict[str, Known] = {}
    for word, entry in file.complete(node, words):
        part = file.have(fields(entry, file.report, required=("name", "values")))
        values = part.get("values")
        if not isinstance(values, Sequence):
            expect(LIST, values or entry, file.report)
            continue
        signs = tuple(
            frozenset(scalar.text for scalar in file.have(texts(item, file.report, MAP))) for item in values.items
        )
        found[word] = Known(file.have(bilingual(part.get("name"), file.report)), signs)
    return found


def _lists(node: Node | None, file: Shipped, known: Iterable[str] | None = None) -> dict[str, tuple[str, ...]]:
    return {key.text: file.words(members, known, key.text) for key, members in entries(node, file.report)}
