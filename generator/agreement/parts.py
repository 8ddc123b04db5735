"""Which part of the cases a sentence names: countries, kinds of goods, states of the goods, where it was bought.

What a sentence claims of Wish or of Germany is judged by the rules for Wish or for Germany. Names are those of the
policy, of the countries, and the usual words for kinds that nearly every shop has (``parts_en.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.agreement.claimwords import data_of
from generator.agreement.outside import OUTSIDE
from generator.language.names import name_country
from generator.policy.model import Clause, FactKind, Group, Label, Policy, Rule, Test
from generator.policy.regions import countries, country_of

Value = tuple[str, frozenset[str]]
"""An axis and some of its values."""
SITUATION = "reason"
"""The fact that tells what happened."""
_REGION = "region"
_CHANNEL = "channel"
_SIGN = "\ufffb"
"""What stands in the place of a name that was read."""
_PLACE = "\ufffa"
"""The same for a country or a channel."""
_SOLD = (_REGION, _CHANNEL)
_BOUND = ("", " ", "的")
"""What stands between a name and one that it describes: "engraved rings" are made to order, not any jewellery."""
_ALONE = {
    "en": re.compile(
        r"\bonly(?: (?:in|for|to|from|within|on|of|at|the|an?|buyers?|customers?|orders?|people|parcels?|items?|goods"
        rf"|what|was|is|were|are|sold|bought|sent|shipped|living|who|live|those|if|when|it|you|they)){{0,6}} {_PLACE}"
        rf"|{_PLACE}(?: (?:buyers?|customers?|orders?|goods|items?|parcels?))? (?:only|alone)(?=[.,;!?]|$)"
        rf"|\b(?:limited|restricted|confined) to(?: the)?(?: (?:buyers?|customers?|orders?)(?: in| from)?)? {_PLACE}"
        rf"|\bexclusively (?:in|for|to|on)(?: the)? {_PLACE}",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        rf"(?:只有|仅限?于?|只限于?|限于|只(?:能|可)?在|只(?:对|给|向)|只(?:支持|提供给))(?:在|寄往|发往|收货地(?:址)?在)?\s*{_PLACE}"
    ),
}
"""How a language says that something is so in one place alone."""
_NOT_ALONE = {
    "en": re.compile(r"(?:\bnot\b|\bnever\b|n['’]t\b)(?: [a-z]+){0,3} ?$", re.IGNORECASE),
    "zh": re.compile("[不非没未][^，。；]{0,3}$"),
}


@dataclass(frozen=True)
class Part:
    """A part of the cases: of each axis the values that are named. ``rest``: the words without the names."""

    axes: Mapping[str, frozenset[str]]
    rest: str

    def __bool__(self) -> bool:
        return bool(self.axes)

    def within(self, other: Part) -> Part:
        """The part with what another one names beside it."""
        return Part({**other.axes, **self.axes}, self.rest)

    def without(self, axis: str) -> Part:
        """The part whatever it names of an axis."""
        return Part({name: values for name, values in self.axes.items() if name != axis}, self.rest)


class Parts:
    """The parts of the cases of one policy."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._facts = policy.scopes.facts
        self._known: dict[tuple[str, str], Part] = {}

    def named(self, words: str, lang: str) -> Part:
        """The part that some words name, in the case in which they are written."""
        # The same heading stands above many a sentence.
        if (words, lang) not in self._known:
            self._known[words, lang] = self._read(words, lang)
        return self._known[words, lang]

    def _read(self, words: str, lang: str) -> Part:
        found: dict[str, set[str]] = {}
        names, pattern = self._english if lang == "en" else self._chinese
        outside = OUTSIDE[lang]
        last = ("", 0)

        def take(match: re.Match[str]) -> str:
            name = names.get(match[0]) or names.get(match[0].lower())
            if name is None:
                return _SIGN  # the contrary of a state: known to be none of the names
            nonlocal last
            axis, values = name
            described = last[0] == axis and words[last[1] : match.start()] in _BOUND
            last = (axis, match.end())
            sign = _PLACE if axis in _SOLD else _SIGN
            if described and self._facts[axis].kind is not FactKind.ANY_OF:
                return sign
            if outside.is_outside(words, *match.span()):
                values = frozenset(self._every(axis)) - values
                found[axis] = found[axis] & values if axis in found else set(values)
            else:
                found.setdefault(axis, set()).update(values)
            return sign

        rest = pattern.sub(take, words)
        return Part({axis: frozenset(values) for axis, values in found.items() if values}, outside.words.sub("", rest))

    def elsewhere(self, part: Part, lang: str) -> Part | None:
        """Everywhere but there, where the words of the part say that something is so there alone."""
        places = [axis for axis in _SOLD if axis in part.axes]
        alone = _ALONE[lang].search(part.rest)
        if len(places) != 1 or not alone or _NOT_ALONE[lang].search(part.rest, 0, alone.start()):
            return None
        other = frozenset(self._every(places[0])) - part.axes[places[0]]
        return Part({**part.axes, places[0]: other}, part.rest) if other else None

    def fits(self, rule: Rule, part: Part) -> bool:
        """Whether the rule can hold in this part of the cases."""
        ways = rule.when or ((),)
        return any(
            all(self._can(test, part) for test in way)
            and not self._barred(rule, part, way)
            and not self._is_impossible(part, way)
            for way in ways
        )

    def _is_impossible(self, part: Part, way: Clause) -> bool:
        """Whether the policy says that nothing in this part can be as the clause asks."""
        return any(
            all(self._must(test, part, way) for test in clause)
            for condition in self._policy.scopes.impossible
            for clause in condition
        )

    def surely(self, rule: Rule, part: Part, beside: Rule | None = None) -> bool:
        """Whether the rule holds in all of this part, where also the rule ``beside`` holds."""
        return all(self._sure(rule, part, way) for way in (beside.when if beside is not None else ()) or ((),))

    def mostly(self, rule: Rule, part: Part, beside: Rule) -> bool:
        """The same, whatever the rule's own exceptions; where no part is named, whether both can hold together."""
        if not part:
            return True
        return all(
            any(all(self._must(test, part, way) for test in one) for one in rule.when or ((),))
            for way in beside.when or ((),)
        )

    def each(self, part: Part, most: int) -> tuple[Part, ...]:
        """The countries, channels or kinds of goods of a part one by one; none where it names one alone, or many."""
        several = [axis for axis, values in part.axes.items() if len(values) > 1 and self._is_one(axis)]
        if not several or len(part.axes[several[0]]) > most:
            return ()
        axis = several[0]
        return tuple(Part({**part.axes, axis: frozenset([one])}, part.rest) for one in sorted(part.axes[axis]))

    def _is_one(self, axis: str) -> bool:
        return axis in self._facts and self._facts[axis].kind not in (FactKind.ANY_OF, FactKind.MONEY)

    def can(self, way: Clause, part: Part) -> bool:
        """Whether all that a clause asks for can be so in this part of the cases."""
        return all(self._can(test, part) for test in way)

    def must(self, way: Clause, part: Part, known: Clause) -> bool:
        """Whether all of it is so in all of this part where also the clause ``known`` holds."""
        return all(self._must(test, part, known) for test in way)

    def is_own(self, rule: Rule, part: Part, but: str) -> bool:
        """Whether the rule asks for nothing that the part does not have, what happened (``but``) aside."""
        ways = rule.when or ((),)
        return any(all(test.axis == but or self._must(test, part, ()) for test in way) for way in ways)

    def _sure(self, rule: Rule, part: Part, known: Clause) -> bool:
        ways = rule.when or ((),)
        holds = any(all(self._must(test, part, known) for test in way) for way in ways)
        return holds and not self._may_be_barred(rule, part, known)

    def _may_be_barred(self, rule: Rule, part: Part, known: Clause) -> bool:
        return any(all(self._can(test, part, known) for test in way) for way in rule.unless)

    def _barred(self, rule: Rule, part: Part, known: Clause) -> bool:
        return any(all(self._must(test, part, known) for test in way) for way in rule.unless)

    def _can(self, test: Test, part: Part, known: Clause = ()) -> bool:
        fact = self._facts.get(test.axis)
        if fact is None or fact.kind in (FactKind.ANY_OF, FactKind.MONEY):
            return True
        named = self._named(test.axis, part, known)
        return named is None or not named.isdisjoint(self._spread(test.axis, test.values))

    def _must(self, test: Test, part: Part, known: Clause) -> bool:
        if any(test.axis == other.axis and set(other.values) <= set(test.values) for other in known):
            return True
        fact = self._facts.get(test.axis)
        if fact is None or fact.kind is FactKind.MONEY:
            return False
        named = self._named(test.axis, part, known)
        if named is None:
            return False
        spread = self._spread(test.axis, test.values)
        return not named.isdisjoint(spread) if fact.kind is FactKind.ANY_OF else named <= spread

    def _named(self, axis: str, part: Part, known: Clause) -> frozenset[str] | None:
        named = part.axes.get(axis)
        for other in known:
            if other.axis == axis:
                spread = self._spread(axis, other.values)
                if named is None:
                    named = spread
                elif self._facts[axis].kind is FactKind.ANY_OF:
                    named |= spread
                else:
                    named = named & spread or spread
        return named

    def _spread(self, axis: str, values: Iterable[str]) -> frozenset[str]:
        """The values with the members of groups in their place, and states as their countries."""
        groups = self._policy.scopes.groups
        found = (groups[one].members if one in groups and groups[one].axis == axis else (one,) for one in values)
        return frozenset(country_of(value) if axis == _REGION else value for members in found for value in members)

    def _every(self, axis: str) -> Iterable[str]:
        fact = self._facts[axis]
        return fact.values or countries()

    @cached_property
    def _english(self) -> tuple[Mapping[str, Value], re.Pattern[str]]:
        names = dict(self._names("en"))
        contrary: list[str] = data_of("en", "parts")["contrary"]
        exactly = [name for name in names if name != name.lower()]
        small = [*(name for name in names if name == name.lower()), *contrary]
        return names, re.compile(rf"\b(?:{_any(exactly)})\b|(?i:\b(?:{_any(small)})\b)")

    @cached_property
    def _chinese(self) -> tuple[Mapping[str, Value], re.Pattern[str]]:
        names = dict(self._names("zh"))
        contrary: list[str] = data_of("zh", "parts")["contrary"]
        return names, re.compile(_any([*names, *contrary]), re.IGNORECASE)

    def _names(self, lang: str) -> Iterator[tuple[str, Value]]:
        data = data_of(lang, "parts")
        english: dict[str, dict[str, str]] = data_of("en", "parts")["labels"]
        if _REGION in self._facts:
            yield from ((name_country(code, lang), (_REGION, frozenset([code]))) for code in countries())
            for name, codes in data["countries"].items():
                yield name, (_REGION, frozenset(codes.split()))
        for group in self._policy.scopes.groups.values():
            yield from self._group(group, lang)
        for fact in self._facts.values():
            for id, label in fact.values.items():
                value = (fact.id, frozenset([id]))
                if fact.id != SITUATION and len(label.en) == 1:
                    yield _bare(label, lang), value
                for kind, pattern in english["happened" if fact.id == SITUATION else "kinds"].items():
                    if re.search(pattern, label.en[0].lower()):
                        yield from ((word, value) for word in data["words"].get(kind, ()))

    def _group(self, group: Group, lang: str) -> Iterator[tuple[str, Value]]:
        if group.label is not None and group.axis != SITUATION:
            yield _bare(group.label, lang), (group.axis, self._spread(group.axis, group.members))


def _bare(label: Label, lang: str) -> str:
    """A name as it stands in a sentence: without an article or "our"."""
    said = label.forms(lang)[0]
    return re.sub(r"^(?:our own|our|the|a|an) ", "", said) if lang == "en" else said


def _any(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True)) or "(?!)"
