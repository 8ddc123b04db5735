"""The floors that are shipped: ``generator/floors/*.yaml`` → ``Floor``, one file a market."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from generator.policy.facets import FACETS
from generator.policy.floor import (
    ActsBy,
    Certainty,
    Exempt,
    Floor,
    Forbids,
    Grants,
    RefundBy,
    Requirement,
    Says,
    SendBy,
    Subject,
)
from generator.policy.floor_words import FOLDER, FloorVocabulary, load_vocabulary
from generator.policy.model import Offer
from generator.policy.notation import Unreadable, parse_day, parse_leaf
from generator.policy.regions import check_region
from generator.policy.shape import MAP, Fields, bilingual, expect, fields, text, texts
from generator.policy.shipped import Shipped, read_shipped
from generator.policy.source import Mapping, Node, Scalar, Sequence
from generator.policy.suggestion import suggest
from generator.policy.values import After, Day, Deadline, Duration, EarlierOf, LaterOf

_EXCEPTIONS = ("exceptions", "exceptions_if_confirmed")
_KINDS = ("grants", "forbids", "says", "refund_by", "send_by", "acts_by")
_COMPARED = ("later_of", "earlier_of")
_REQUIREMENTS = (
    f"a list of maps, each with one of: {', '.join(_KINDS)}",
    f"由映射组成的列表，每项为：{'、'.join(_KINDS)}",
)
_FLOORS = ("a map of floors", "由最低要求组成的映射")
_DEADLINE = ("a deadline", "一个期限")
_ONE_OF = ("either requires or not_compared", "requires 与 not_compared 二者之一")
_BOTH_OR_NEITHER = ("both or neither", "两者都有或都没有")
_NOTICE = ("no requires, for a notice cannot be compared", "没有 requires，因为告知义务无法核对")


@cache
def load_floors() -> tuple[Floor, ...]:
    """Every floor that is shipped, by file and in its order.

    >>> seven = next(floor for floor in load_floors() if floor.id == "cn.seven")
    >>> str(seven.within), seven.requires[0].any_of[0].value, seven.certainty.value
    ('7 days from delivered', 'refund', 'primary')
    """
    files = sorted(resources.files("generator").joinpath(FOLDER).iterdir(), key=lambda file: file.name)
    markets = [file for file in files if file.name.endswith(".yaml") and file.name != "vocabulary.yaml"]
    words = load_vocabulary()
    return tuple(floor for file in markets for floor in read_floors(file.read_bytes(), f"{FOLDER}/{file.name}", words))


def read_floors(data: bytes, path: str, words: FloorVocabulary) -> tuple[Floor, ...]:
    """The floors in these bytes, in order. BrokenShippedFileError if anything in them is not as it must be.

    Where a floor names no market of its own, the file's is meant.
    """
    node, file = read_shipped(data, path)
    part = file.have(fields(node, file.report, required=("market", "floors")))
    floors = part.get("floors")
    if not isinstance(floors, Mapping):
        expect(_FLOORS, floors or node, file.report)
        file.stop()
    reading = _Reading(file, words)
    markets = reading.markets(part)
    return tuple(reading.floor(key, entry, markets) for key, entry in floors.items)


@dataclass(frozen=True, slots=True)
class _Reading:
    file: Shipped
    words: FloorVocabulary

    def floor(self, key: Scalar, node: Node, markets: tuple[str, ...]) -> Floor:
        file, report = self.file, self.file.report
        required = ("subject", "what", "certainty")
        optional = ("market", "within", "requires", "not_compared", "cite", "since", "note", *_EXCEPTIONS)
        part = file.have(fields(node, report, required=required, optional=optional))
        requires, why = part.get("requires"), part.get("not_compared")
        subject = Subject(file.word(part.get("subject"), Subject, "subject"))
        if (requires is None) == (why is None):
            report.add("SP203", key.place, expected=_ONE_OF, found=_BOTH_OR_NEITHER)
        if subject is Subject.NOTICE and requires is not None:
            report.add("SP203", key.place, expected=_NOTICE, found=MAP)
        certain, besides = (self._exempt(part, name) for name in _EXCEPTIONS)
        within = part.get("within")
        floor = Floor(
            id=key.text,
            markets=self.markets(part) if part.get("market") else markets,
            subject=subject,
            what=file.have(bilingual(part.get("what"), report)),
            within=self._deadline(within) if within else None,
            requires=self._requirements(requires) if requires else (),
            not_compared=bilingual(why, report),
            exceptions=certain,
            exceptions_if_confirmed=besides,
            cite=bilingual(part.get("cite"), report),
            certainty=Certainty(file.word(part.get("certainty"), Certainty, "certainty")),
            since=self._since(part),
            note=bilingual(part.get("note"), report),
            place=key.place,
        )
        file.settle()
        return floor

    def markets(self, part: Fields) -> tuple[str, ...]:
        """The regions under ``market``, each checked against ISO 3166."""
        found = self.file.have(texts(part.get("market"), self.file.report))
        return tuple(region.text for region in found if check_region(region, self.file.report))

    def _exempt(self, part: Fields, name: str) -> tuple[Exempt, ...]:
        node = part.get(name)
        return tuple(map(Exempt, self.file.words(node, Exempt, name))) if node else ()

    def _since(self, part: Fields) -> Day | None:
        word = text(part.get("since"), self.file.report)
        match parse_day(word.text) if word else None:
            case Day(year=int()) as day:
                return day
            case None:
                return None
        assert word is not None
        self.file.report.add("SP227", word.place, text=word.text)
        self.file.stop()

    def _requirements(self, node: Node) -> tuple[Requirement, ...]:
        if not isinstance(node, Sequence) or not node.items:
            expect(_REQUIREMENTS, node, self.file.report)
            self.file.stop()
        return tuple(self._requirement(item) for item in node.items)

    def _requirement(self, node: Node) -> Requirement:
        match node:
            case Mapping(items=((Scalar(text="grants"), offers),)):
                return Grants(self._offers(offers))
            case Mapping(items=((Scalar(text="forbids"), offers),)):
                return Forbids(self._offers(offers))
            case Mapping(items=((Scalar(text="says"), Mapping(items=((facet, values),))),)):
                return self._says(facet, values)
            case Mapping(items=((Scalar(text="refund_by"), limits),)):
                part = self._part(limits, "at_most", "may_wait_for")
                events = part.get("may_wait_for")
                waits = self.file.words(events, self._known_events(), "may_wait_for") if events else ()
                return RefundBy(self._deadline(part.nodes["at_most"]), waits)
            case Mapping(items=((Scalar(text="send_by"), limits),)):
                return SendBy(self._deadline(self._part(limits, "at_least").nodes["at_least"]))
            case Mapping(items=((Scalar(text="acts_by"), limits),)):
                return ActsBy(self._deadline(self._part(limits, "at_most").nodes["at_most"]))
        expect(_REQUIREMENTS, node, self.file.report)
        self.file.stop()

    def _part(self, node: Node, required: str, *optional: str) -> Fields:
        return self.file.have(fields(node, self.file.report, required=(required,), optional=optional))

    def _says(self, facet: Scalar, values: Node) -> Says:
        simple = tuple(name for name, kind in FACETS.items() if kind.words and not kind.many)
        if facet.text not in simple:
            self.file.report.add("SP215", facet.place, text=facet.text, suggestion=suggest(facet.text, simple))
            self.file.stop()
        return Says(facet.text, self.file.words(values, FACETS[facet.text].words, facet.text))

    def _offers(self, node: Node) -> tuple[Offer, ...]:
        """Offers, and the groups of them spelled out."""
        found = self.file.words(node, (*self.words.offers, *Offer), "offers")
        return tuple(offer for word in found for offer in self.words.offers.get(word) or (Offer(word),))

    def _known_events(self) -> tuple[str, ...]:
        return tuple(event for members in self.words.events.values() for event in members)

    def _deadline(self, node: Node) -> Deadline:
        """A deadline whose events the vocabulary knows."""
        match node:
            case Mapping(items=((Scalar(text=word), Sequence(items=(_, _, *_) as parts)),)) if word in _COMPARED:
                deadlines = tuple(self._deadline(part) for part in parts)
                return LaterOf(deadlines) if word == "later_of" else EarlierOf(deadlines)
            case Scalar():
                value = parse_leaf(node.text)
            case _:
                expect(_DEADLINE, node, self.file.report)
                self.file.stop()
        match value:
            case Unreadable():
                self.file.report.unreadable(node, value)
            case After(duration=Duration(calendar=None), event=event):
                if event in self._known_events():
                    return value
                self.file.report.add("SP211", node.place, text=event, suggestion=suggest(event, self._known_events()))
            case _:
                # Neither a date nor a shop's own calendar can be the law's.
                expect(_DEADLINE, node, self.file.report)
        self.file.stop()
