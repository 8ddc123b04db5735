"""Versions in time: each section is read as it was in force when its event happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from generator.decisions.clock import NOT_YET, Clock
from generator.decisions.compiling import compile_policy
from generator.decisions.composing import compose, with_all_facts
from generator.decisions.deciding import Decider
from generator.decisions.decision import Decision, Part
from generator.decisions.order import earlier_events
from generator.decisions.reading import vocabulary_of
from generator.decisions.situation import Situation
from generator.policy.canonical import policy_hash
from generator.policy.model import Policy
from generator.policy.published import Published
from generator.policy.values import Day


@dataclass(frozen=True, slots=True)
class Version:
    """A policy and the days on which it is in force: from ``since`` to the day before ``until`` (None: open)."""

    policy: Policy
    since: int
    until: int | None

    @property
    def name(self) -> str:
        return self.policy.shop.version

    def is_in_force(self, day: int) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision, the policy it was made with, and the version that each of its sections was read in.

    ``early``: the versions that were used although they came into force only after the event that picks them,
    because there is none before them. ``is_open``: they disagree, and what picks one of them is not known.
    """

    decision: Decision
    policy: Policy
    decider: Decider
    versions: Mapping[str, Version]
    early: tuple[str, ...]
    is_open: bool = False

    @property
    def version(self) -> Version:
        """The version of the section that answers; of several, the newest."""
        newest = max(self.versions.values(), key=lambda version: version.since)
        return self.versions.get(self.decision.main.section or "", newest)


class History:
    """All versions of a policy, ready to decide."""

    def __init__(self, policy: Policy, published: Sequence[Published]) -> None:
        policies = [one.policy for one in published if policy_hash(one.policy) != policy_hash(policy)]
        policies = with_all_facts(sorted([*policies, policy], key=lambda one: one.shop.effective))
        starts = [_ordinal(one.shop.effective) for one in policies]
        ends: list[int | None] = [*starts[1:], None]
        self.versions = tuple(Version(*parts) for parts in zip(policies, starts, ends, strict=True))
        self.newest = self.versions[-1]
        program = compile_policy(self.newest.policy)
        self.vocabulary = vocabulary_of(program, Clock(program))
        self.program = program
        self.currencies = {
            fact: axis.get("currency", program["currency"]) for fact, axis in self.vocabulary.amounts.items()
        }
        self.earlier = earlier_events(program)
        self._deciders: dict[tuple[tuple[str, str], ...], tuple[Policy, Decider]] = {}

    def decide(self, situation: Situation) -> Ruling:
        """The decision by the versions in force at the events that pick them.

        Where such an event is not known and the versions disagree, it is needed before all other facts.
        """
        rulings = [self._rule(situation, versions) for versions in self._readings(situation)]
        first = rulings[-1]
        if all(_same(one.decision, first.decision) for one in rulings):
            return first
        events = sorted(
            {
                version.policy.sections[section].applies_by
                for ruling in rulings
                for section, version in ruling.versions.items()
            }
            - set(situation.events)
        )
        parts = [ruling.decision.main for ruling in rulings]
        needs = tuple(dict.fromkeys([*events, *(need for part in parts for need in part.needs)]))
        possible = {one for part in parts for one in (*part.comes_to, *part.possible)}
        undecided = Part(needs=needs, possible=tuple(sorted(possible)))
        return replace(first, decision=Decision(undecided, Part()), is_open=True)

    def _rule(self, situation: Situation, versions: Mapping[str, Version]) -> Ruling:
        key = tuple(sorted((section, version.name) for section, version in versions.items()))
        if key not in self._deciders:
            newest = max(versions.values(), key=lambda version: version.since)
            policy = compose({section: one.policy for section, one in versions.items()}, newest.policy)
            is_newest = policy is self.newest.policy  # of which there is a program already
            self._deciders[key] = (policy, Decider(self.program) if is_newest else Decider.of(policy))
        policy, decider = self._deciders[key]
        early = {version.name for section, version in versions.items() if self._is_early(section, version, situation)}
        return Ruling(decider.decide(situation), policy, decider, versions, tuple(sorted(early)))

    def _readings(self, situation: Situation) -> Iterator[Mapping[str, Version]]:
        """Every way in which the sections can be read, oldest first; one, if the events are known."""
        choices = {section: self._versions_of(section, situation) for section in self._sections()}
        # Sections that one event picks are always of one version.
        by_choice: dict[tuple[str, ...], list[str]] = {}
        for section, found in choices.items():
            if found:
                by_choice.setdefault(tuple(version.name for version in found), []).append(section)
        groups = list(by_choice.values())
        for chosen in product(*(choices[group[0]] for group in groups)):
            yield {section: version for group, version in zip(groups, chosen, strict=True) for section in group}

    def _is_early(self, section: str, version: Version, situation: Situation) -> bool:
        """Whether what picks the version was before that came into force: all that came after it can show that."""
        picks = version.policy.sections[section].applies_by
        moment = situation.events.get(picks)
        later = [one for event, one in situation.events.items() if picks in self.earlier.get(event, ())]
        known = [one.day for one in (later if moment is None else [moment]) if one is not NOT_YET]
        return min([*known, situation.now.day] if moment is None else known or [situation.now.day]) < version.since

    def _sections(self) -> list[str]:
        return sorted({section for version in self.versions for section in version.policy.sections})

    def _versions_of(self, section: str, situation: Situation) -> list[Version]:
        """The versions in which the section may have to be read."""
        having = [version for version in self.versions if section in version.policy.sections]
        found: list[Version] = []
        for version in having:
            moment = situation.events.get(version.policy.sections[section].applies_by)
            if moment is None:
                # Nothing that has happened can have happened under a version of the future, but for the first.
                if version.since <= situation.now.day or version is self.versions[0]:
                    found.append(version)
                continue
            day = situation.now.day if moment is NOT_YET else moment.day
            if version.is_in_force(day) or (version is self.versions[0] and day < version.since):
                return [version]
        return found


def _same(one: Decision, other: Decision) -> bool:
    return (
        one.buyer.answer == other.buyer.answer
        and one.seller.answer == other.seller.answer
        and (one.buyer.needs == other.buyer.needs and one.buyer.possible == other.buyer.possible)
    )


def _ordinal(day: Day) -> int:
    return date(day.year or 1, day.month, day.day).toordinal()
