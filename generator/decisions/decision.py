"""What the policy grants in a situation, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from generator.decisions.clock import End


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline: the rule in the policy's notation, its term (None for ``at_once``), and when it ends if known.

    ``gap``: it cannot be worked out, because the holidays of that country and year are not published.
    """

    rule: str
    term: str | None
    end: End | None
    gap: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """Money: the notation of its term, and the minor units it comes to, if what it is a share of is known."""

    rule: str
    term: str | None
    low: int | None
    high: int | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class Length:
    """How long something is valid: the notation and its term."""

    rule: str
    term: str


Value = str | tuple[str, ...] | Deadline | Amount | Length


@dataclass(frozen=True, slots=True)
class Granted:
    """One thing offered. ``facets`` as the policy's files name them; ``fees`` are taken off the ``amount``.

    ``amount`` is what is paid back, after fees: None where nothing is, or where it is not known.
    """

    offer: str
    facets: Mapping[str, Value]
    amount: Amount | None


@dataclass(frozen=True, slots=True)
class Used:
    """A term that a reason rests on: its value here, and the rows that led to it."""

    term: str
    value: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a facet is as it is: the rule, its band (from 1; None where the rule has none), the rules it beat.

    ``options`` are the indices of the options for which it holds; none where it holds for the whole decision.
    """

    rule: str
    facet: str
    band: int | None
    beat: tuple[str, ...]
    terms: tuple[Used, ...]
    options: tuple[int, ...] = ()


class ProblemKind(StrEnum):
    """Why the policy gives no decision."""

    UNCOVERED = "uncovered"
    """No outcome rule matches."""
    CONFLICT = "conflict"
    """Rules say different things, and none is over the other."""
    MISSING = "missing"
    """A facet without which the offer cannot be carried out is set by no rule."""
    UNPUBLISHED = "unpublished"
    """A deadline reaches into a year whose holidays are not published."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong: the ``facet`` in question (``offer`` where rules offer different things) and the rules.

    ``facts`` fill the words of the finding. ``term`` is the deadline that has no end; what is answered is the same
    whichever it is.
    """

    kind: ProblemKind
    facet: str = ""
    rules: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    term: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Due:
    """An escalation whose clock runs: who must answer by when, and what follows if nobody does."""

    id: str
    role: str
    by: Deadline
    is_over: bool
    offer: str | None
    facets: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Part:
    """What one group of sections decides: those for buyers together, or those for the seller.

    ``section`` and ``outcome`` are None where only conditions were found. ``facets`` are those of no option.

    Of a fact that it ``needs`` and that is a set of flags, ``flags`` are those that would make a difference.
    """

    section: str | None = None
    outcome: str | None = None
    choice: str | None = None
    options: tuple[Granted, ...] = ()
    facets: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    evidence: tuple[str, ...] = ()
    approval: str | None = None
    reply: str | None = None
    because: tuple[Reason, ...] = ()
    problem: Problem | None = None
    needs: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def answer(self) -> tuple[object, ...]:
        """What is granted, without the reasons: equal where it makes no difference to anybody."""
        return (
            self.outcome,
            self.choice,
            tuple((one.offer, tuple(one.facets.items()), one.amount) for one in self.options),
            tuple(self.facets.items()),
            self.evidence,
            self.approval,
            self.reply,
            self.problem,
        )

    @property
    def comes_to(self) -> tuple[str, ...]:
        """The offers, each of them; or what kind of problem there is."""
        return tuple(one.offer for one in self.options) or ((self.problem.kind.value,) if self.problem else ())


@dataclass(frozen=True, slots=True)
class Decision:
    """The whole answer: what is decided for the buyer, beside it what holds towards the seller, and what is due."""

    buyer: Part
    seller: Part
    due: tuple[Due, ...] = ()

    @property
    def main(self) -> Part:
        """The part that answers: that for the buyer, unless only sections for the seller say anything."""
        buyer = self.buyer
        if buyer.outcome is not None or buyer.needs:
            return buyer
        if buyer.problem is None:
            return self.seller
        is_uncovered = buyer.problem.kind is ProblemKind.UNCOVERED
        return self.seller if is_uncovered and self.seller.outcome is not None else buyer
