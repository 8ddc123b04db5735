"""What the law of a market requires at least, as frozen data that decisions can be compared with: floors.

Where they come from stands in ``generator/floors/``, with a citation and a certainty each. Not legal advice: wherever a
floor is told, ``FloorVocabulary.disclaimer`` is told too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from generator.finding import Place
from generator.policy.model import Bilingual, Offer
from generator.policy.regions import country_of
from generator.policy.values import Day, Deadline


class Subject(StrEnum):
    """In which situations a floor holds: by what happened."""

    WITHDRAW = "withdraw"
    """Nothing is wrong with the goods; the buyer returns them without a reason."""
    FAULTY = "faulty"
    """They are defective, damaged, not as described, the wrong ones, or incomplete."""
    LOST = "lost"
    """The parcel never comes."""
    DISPATCH = "dispatch"
    """The order has not left the seller."""
    DELIVERY = "delivery"
    """The parcel is on its way."""
    NOTICE = "notice"
    """Duties to inform and to ask for consent. A policy file cannot show them, so they are never compared."""


class Certainty(StrEnum):
    """How well a floor is known."""

    PRIMARY = "primary"
    """The text of the law was read."""
    SECONDARY = "secondary"
    """Another text about it was read."""
    MEMORY = "memory"
    """It was not looked up."""

    @property
    def may_fail(self) -> bool:
        """Whether falling short of the floor may be an error; otherwise it is a warning.

        >>> Certainty.SECONDARY.may_fail, Certainty.MEMORY.may_fail
        (True, False)
        """
        return self is not Certainty.MEMORY


class Exempt(StrEnum):
    """Classes of goods and orders that laws leave out. Goods on sale are none."""

    MADE_TO_ORDER = "made_to_order"
    """Made to the buyer's specification, or personalised."""
    PERISHABLE = "perishable"
    """Fresh, or soon to spoil or expire."""
    LIVE = "live"
    """Live animals and plants."""
    UNSEALED_HYGIENE = "unsealed_hygiene"
    """Not fit to go back for reasons of health or hygiene, once unsealed."""
    UNSEALED_MEDIA = "unsealed_media"
    """Recordings and software, once unsealed."""
    MIXED = "mixed"
    """Mixed inseparably with other things after delivery."""
    NEWSPAPERS = "newspapers"
    """Newspapers and magazines."""
    DIGITAL = "digital"
    """Content that comes on no carrier."""
    ACTIVATED = "activated"
    """Worth much less once activated or tried."""
    DECLARED_FLAW = "declared_flaw"
    """Near its expiry or flawed, and sold as such."""
    PLANTS = "plants"
    """Seeds and growing plants."""
    CASH_ON_DELIVERY = "cash_on_delivery"
    """Paid for when it is delivered."""
    SUBSCRIPTION = "subscription"
    """An issue after the first."""
    NEGATIVE_OPTION = "negative_option"
    """Sent because the buyer did not say no."""


@dataclass(frozen=True, slots=True)
class Grants:
    """The buyer can have one of these offers for as long as the floor's ``within``.

    Without ``within`` the law names no time: then only the first answer that is not ``wait`` is looked at, for a buyer
    who asks at once.
    """

    any_of: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Forbids:
    """The buyer is not left with one of these offers. Beside another that the buyer may choose they can stand."""

    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Says:
    """Where an option has this facet, it is one of these words."""

    facet: str
    one_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefundBy:
    """``refund.by`` is never later than this.

    Where ``may_wait_for`` names events, the refund may be held back until the first of them. If that comes after
    ``at_most``, the law names no day any more: only timelines in which it comes before are compared.
    """

    at_most: Deadline
    may_wait_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SendBy:
    """``send_by`` is never earlier than this."""

    at_least: Deadline


@dataclass(frozen=True, slots=True)
class ActsBy:
    """After this the buyer can have the money back; ``wait`` and ``decline`` no longer do.

    It holds where no other time was agreed, and a time that the policy states is agreed: a wait without end falls
    short; one that ends, however late, cannot be said to.
    """

    at_most: Deadline


Requirement = Grants | Forbids | Says | RefundBy | SendBy | ActsBy


@dataclass(frozen=True, slots=True)
class Floor:
    """One minimum. ``requires`` is empty exactly where ``not_compared`` says why.

    ``markets``: ISO 3166 countries, or parts of them. ``within``: a request made later is not protected, for any of the
    requirements; None where the law names no time. Days count from the day after the event. ``exceptions_if_confirmed``
    hold only where the buyer was told or agreed, which no policy file shows: they are let through. ``since``: in
    force from this day. ``cite`` is None where there is no law to cite.
    """

    id: str
    markets: tuple[str, ...]
    subject: Subject
    what: Bilingual
    within: Deadline | None
    requires: tuple[Requirement, ...]
    not_compared: Bilingual | None
    exceptions: tuple[Exempt, ...]
    exceptions_if_confirmed: tuple[Exempt, ...]
    cite: Bilingual | None
    certainty: Certainty
    since: Day | None
    note: Bilingual | None
    place: Place

    def holds_in(self, region: str) -> bool:
        """Whether this is law in a country, or in a part of one (which has its country's law too)."""
        return region in self.markets or country_of(region) in self.markets

    def excepts(self, classes: Iterable[Exempt]) -> bool:
        """Whether goods of these classes are left out, or may be."""
        return not {*self.exceptions, *self.exceptions_if_confirmed}.isdisjoint(classes)
