"""The policy as frozen data, in the words of the field.

``load`` makes these from YAML; every room after it only reads them. Collections are tuples or read-only
mappings; nothing here is ever changed. Every object that a person wrote carries its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from generator.finding import LANGUAGES, Place
from generator.policy.values import Day, Leaf


class Audience(StrEnum):
    """For whom a section is written."""

    BUYER = "buyer"
    """Goes to both sites."""
    SELLER = "seller"
    """Never leaves the staff site: platform penalties, appeals."""


class Offer(StrEnum):
    """What a rule grants."""

    REFUND = "refund"
    """All of the price is paid back."""
    PARTIAL_REFUND = "partial_refund"
    """A part of the price is paid back."""
    REPLACE = "replace"
    """The same item is sent again, for goods that were delivered."""
    EXCHANGE = "exchange"
    """Another item, size or colour in place of the first."""
    REPAIR = "repair"
    """The item is mended."""
    RESEND = "resend"
    """The order is sent again, for goods that never came."""
    SUBSTITUTE = "substitute"
    """Another item in place of one that cannot be sent."""
    STORE_CREDIT = "store_credit"
    """Credit to spend in the shop."""
    COUPON = "coupon"
    """A voucher towards the next order."""
    WAIT = "wait"
    """Nothing yet: the buyer is asked to wait."""
    CANCEL = "cancel"
    """The order is cancelled, and what was paid goes back."""
    DECLINE = "decline"
    """Nothing is granted."""


class Act(StrEnum):
    """What must have happened by a band's ``until``."""

    REQUESTED = "requested"
    SENT = "sent"
    RECEIVED = "received"


class Chooser(StrEnum):
    """Who chooses between several options."""

    BUYER = "buyer"
    SELLER = "seller"
    PLATFORM = "platform"


class Payer(StrEnum):
    """Who bears a cost (facets ``postage`` and ``bears``)."""

    BUYER = "buyer"
    SELLER = "seller"
    PLATFORM = "platform"
    CARRIER = "carrier"


class Goods(StrEnum):
    """What becomes of the goods."""

    RETURN = "return"
    """The buyer sends them back."""
    KEEP = "keep"
    """The buyer keeps them."""
    DISPOSE = "dispose"
    """The buyer disposes of them and proves it."""
    NONE = "none"
    """There are none: never sent, never arrived, or already on the way back."""


class FactKind(StrEnum):
    """How the values of a fact are given."""

    ONE_OF = "one_of"
    ANY_OF = "any_of"
    COUNTRIES = "countries"
    MONEY = "money"


class Counting(StrEnum):
    """Which day is day one of a duration counted from an event."""

    NEXT_DAY = "next_day"
    DAY_ONE = "day_one"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same thing in both languages. ``places``: where the words of each begin, if they stand in a file."""

    en: str
    zh: str
    places: tuple[Place, ...] = field(default=(), compare=False, repr=False)

    def __getitem__(self, lang: str) -> str:
        return {"en": self.en, "zh": self.zh}[lang]

    def place(self, lang: str, otherwise: Place) -> Place:
        """Where the words of a language begin; ``otherwise`` where that is not known."""
        return self.places[LANGUAGES.index(lang)] if self.places else otherwise


@dataclass(frozen=True, slots=True)
class Worded:
    """A text that a file of the policy holds in both languages: the ``path`` of the file, and the keys that lead to it.

    ``words`` and ``places`` are by language; the words of several forms stand apart by U+001F.
    """

    path: str
    key: str
    words: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """A name of the vocabulary, by language: one or more forms, whose use the vocabulary's kind defines.

    A fact's value: (said to the buyer, said of the buyer). An event: (the noun, the phrase "after ...").
    """

    en: tuple[str, ...]
    zh: tuple[str, ...]

    def forms(self, lang: str) -> tuple[str, ...]:
        return {"en": self.en, "zh": self.zh}[lang]


@dataclass(frozen=True, slots=True)
class Fact:
    """An axis of situations. ``values`` is empty for countries and money; ``label`` names the fact itself."""

    id: str
    kind: FactKind
    values: Mapping[str, Label]
    label: Label | None
    of: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Group:
    """Several values of one axis under one name: ``eea`` for countries."""

    axis: str
    id: str
    members: tuple[str, ...]
    label: Label | None
    place: Place


@dataclass(frozen=True, slots=True)
class Season:
    """A stretch of days, both ends included, in which ``event`` falls; days without a year recur."""

    id: str
    event: str
    first: Day
    last: Day
    label: Label | None
    place: Place


@dataclass(frozen=True, slots=True)
class Calendar:
    """What counts as a business day or an open hour. ``closed``: mon..sun; ``holidays``: ISO country;
    ``hours``: ("09:00", "18:00").
    """

    id: str
    closed: tuple[str, ...]
    holidays: str | None
    hours: tuple[str, str] | None
    label: Label | None
    place: Place


@dataclass(frozen=True, slots=True)
class Event:
    """What durations are counted from. Label forms: the noun ("delivery"), the phrase ("after delivery").

    ``pending`` says that it is still to come ("not delivered yet"); None where the vocabulary does not say it.
    """

    id: str
    counting: Counting
    label: Label
    place: Place
    pending: Label | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A member of a small named vocabulary: evidence kinds, roles, places to return to, refund methods."""

    id: str
    label: Label
    country: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Scopes:
    """The closed vocabulary of situations."""

    facts: Mapping[str, Fact]
    groups: Mapping[str, Group]
    seasons: Mapping[str, Season]
    calendars: Mapping[str, Calendar]
    events: Mapping[str, Event]
    evidence: Mapping[str, Named]
    roles: Mapping[str, Named]
    places: Mapping[str, Named]
    impossible: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A value that depends on one axis; a row's value may be a table again. ``other`` is the row for the rest.

    Row keys are as written: a value, a country, a group, a season, ``other``, or a bound (``< 100 USD``).
    """

    axis: str
    rows: tuple[tuple[str, Leaf | Table], ...]


@dataclass(frozen=True, slots=True)
class TermRef:
    """``$window`` in a rule: the full id of the term it names."""

    term: str
    place: Place


@dataclass(frozen=True, slots=True)
class Term:
    """A named value: ``returns.window``. ``public`` is false where it may not reach buyers.

    ``within``: the deadlines that this one is a part of, and may never outlast.
    """

    id: str
    section: str
    name: Bilingual
    value: Leaf | Table
    note: Bilingual | None
    public: bool
    place: Place
    within: tuple[TermRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Test:
    """One axis against one or more values: true if any fits. ``values`` as written (groups unexpanded).

    The axis is a fact, ``season``, or an event (values ``happened`` / ``not_yet``); on a money axis a value
    is a bound such as ``< 100 USD``.
    """

    __test__ = False

    axis: str
    values: tuple[str, ...]
    place: Place


Clause = tuple[Test, ...]
"""All of these tests must hold; the empty clause always does."""

Condition = tuple[Clause, ...]
"""One of these clauses must hold; the empty condition never does."""


@dataclass(frozen=True, slots=True)
class Word:
    """A value from a closed vocabulary, as written: ``seller``, ``download``, ``at_once``, a role, a reply."""

    text: str
    place: Place


FacetValue = TermRef | Word | tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """One independent part of a decision: ``goods``, ``postage``, ``refund.by``, ``fees.restocking`` ..."""

    name: str
    value: FacetValue
    place: Place


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that a band offers, with the facets that hold for it alone."""

    offer: Offer
    facets: tuple[Facet, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of a rule's time, up to ``until`` (the last band has none). ``is_pass``: the rule does not match."""

    until: TermRef | None
    choice: Chooser | None
    options: tuple[Option, ...]
    facets: tuple[Facet, ...]
    is_pass: bool
    place: Place


_NOTHING = (Offer.WAIT, Offer.DECLINE)


@dataclass(frozen=True, slots=True)
class Rule:
    """In which situation, what is owed. A rule without bands is a condition rule: it sets facets, no offer.

    ``met_by``: the event whose moment must meet the ends of its bands, once it is told.
    """

    id: str
    section: str
    title: Bilingual | None
    when: Condition
    unless: Condition
    over: tuple[str, ...]
    act: Act
    facets: tuple[Facet, ...]
    bands: tuple[Band, ...]
    note: Bilingual | None
    staff_note: Bilingual | None
    place: Place
    met_by: str | None = None

    @property
    def is_outcome(self) -> bool:
        return bool(self.bands)

    def met_at(self, at: int) -> str | None:
        """The event that must meet the end of a band; None where it has none, or the clock alone ends it.

        A wait before something that is granted ends by the clock. One that only a refusal follows is what is granted.
        """
        later = self.bands[at + 1 :]
        goes_on = any(band.is_pass or any(one.offer not in _NOTHING for one in band.options) for band in later)
        waits = not self.bands[at].is_pass and all(option.offer is Offer.WAIT for option in self.bands[at].options)
        return None if self.bands[at].until is None or (waits and goes_on) else self.met_by


@dataclass(frozen=True, slots=True)
class Section:
    """One file of rules."""

    id: str
    title: Bilingual
    intro: Bilingual | None
    to: Audience
    applies_by: str
    terms: tuple[Term, ...]
    rules: tuple[Rule, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung of an approval ladder: ``role`` may approve up to the term's amount; the last has no bound."""

    role: str
    up_to: TermRef | None
    place: Place


@dataclass(frozen=True, slots=True)
class Ladder:
    """Who must approve, by amount; named by the facet ``approval``."""

    id: str
    label: Label
    rungs: tuple[Rung, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who must answer by when, and what follows when the time runs out.

    It stands in a situation as a rule does: where ``when`` holds (None: everywhere) and no ``unless``.
    """

    id: str
    label: Label
    role: str
    by: TermRef
    on_timeout: tuple[Facet, ...]
    place: Place
    when: Condition | None = None
    unless: Condition = ()


@dataclass(frozen=True, slots=True)
class Course:
    """What no rule says of how a case goes: ``answer``, until when the first message is answered; ``evidence``, until
    when evidence is sent; ``appeal``, the rules by which a refusal is looked at again, and ``verdict``, until when.
    A case whose first deadline counts from one of the events ``notices`` begins with a message of the shop. Evidence
    ``with_goods`` comes with what is sent back, not with the first message.
    """

    answer: TermRef | None
    evidence: TermRef | None
    appeal: tuple[str, ...]
    verdict: TermRef | None
    notices: tuple[str, ...]
    place: Place
    with_goods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concept:
    """An agreed word per language, and words not to use.

    ``unlike``: the concepts that this one is easily taken for; what is said of one is never said of the other.
    """

    id: str
    en: tuple[str, ...]
    zh: tuple[str, ...]
    avoid_en: tuple[str, ...]
    avoid_zh: tuple[str, ...]
    meaning: Bilingual | None
    place: Place
    unlike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim in words: sentences that say ``facet = value`` without a number, per language."""

    id: str
    facet: str
    value: str
    en: tuple[str, ...]
    zh: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Shop:
    """Who sells, where the sites live, and which version of the policy this is."""

    name: Bilingual
    seller: Bilingual
    address: Bilingual
    email: str
    phone: str | None
    hours: Bilingual | None
    start_return: str | None
    staff_url: str | None
    buyer_url: str | None
    timezone: str
    currency: str
    languages: tuple[str, ...]
    version: str
    effective: Day
    place: Place


@dataclass(frozen=True, slots=True)
class Policy:
    """All of ``policies/`` at one version. ``terms`` and ``rules`` are by full id, in file order.

    ``allowed``: by language, longer words that hold a word to avoid, and names of other languages. ``worded``: every
    text that stands in both languages, where the policy was read from files.
    """

    shop: Shop
    scopes: Scopes
    sections: Mapping[str, Section]
    terms: Mapping[str, Term]
    rules: Mapping[str, Rule]
    ladders: Mapping[str, Ladder]
    escalations: Mapping[str, Escalation]
    concepts: Mapping[str, Concept]
    claims: Mapping[str, Claim]
    allowed: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    course: Course | None = None
    worded: tuple[Worded, ...] = field(default=(), compare=False, repr=False)
